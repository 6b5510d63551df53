"""Cut words into the subwords of the encoder's vocabulary (BERT's uncased WordPiece; Devlin et al. 2019)."""

import unicodedata
from collections.abc import Iterable

CLS, SEP, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST_WORD = 100  # characters; longer ones are unknown, as in BERT
MOST_PIECES = 12  # subwords kept of one word: an address of the web says little more in its later ones


class WordPiece:
    """Greedy longest-match subwords.

    `vocabulary` lists the subwords in the order of their numbers; pieces inside a word begin with `##`.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.cls = self._numbers[CLS]
        self.sep = self._numbers[SEP]
        self._unknown = self._numbers[UNKNOWN]

    def __call__(self, word: str) -> list[int]:
        """The numbers of a word's subwords, at least one and at most `MOST_PIECES`."""
        pieces = [number for part in _parts(_normalise(word)) for number in self._cut(part)]
        return pieces[:MOST_PIECES] or [self._unknown]

    def _cut(self, part: str) -> list[int]:
        if len(part) > LONGEST_WORD:
            return [self._unknown]
        numbers: list[int] = []
        start = 0
        while start < len(part):
            number, start = self._longest(part, start)
            if number is None:
                return [self._unknown]
            numbers.append(number)
        return numbers

    def _longest(self, part: str, start: int) -> tuple[int | None, int]:
        marker = "##" if start else ""
        for end in range(len(part), start, -1):
            number = self._numbers.get(marker + part[start:end])
            if number is not None:
                return number, end
        return None, len(part)


def _normalise(word: str) -> str:
    """Lower case without accents and control characters."""
    spaced = "".join(" " if char.isspace() else char for char in word)
    printable = "".join(char for char in spaced if char == " " or unicodedata.category(char)[0] != "C")
    decomposed = unicodedata.normalize("NFD", printable)
    return "".join(char for char in decomposed if unicodedata.category(char) != "Mn").lower()


def _parts(text: str) -> list[str]:
    """Split at spaces, and around each punctuation mark and Chinese character."""
    spaced = "".join(f" {char} " if _is_punctuation(char) or _is_chinese(ord(char)) else char for char in text)
    return spaced.split()


def _is_punctuation(char: str) -> bool:
    return (char.isascii() and char.isprintable() and not char.isalnum() and char != " ") or unicodedata.category(
        char
    ).startswith("P")


def _is_chinese(code: int) -> bool:
    return (
        0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2FA1F
    )
