"""Read CoNLL-U treebanks, with multiword tokens cut so that their pieces spell the running text.

Format: https://universaldependencies.org/format.html
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Word:
    """One syntactic word; `head` counts from 1 within the sentence, 0 is the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    misc: str
    space_after: bool = True


@dataclass
class Sentence:
    """One sentence of a treebank; `starts_*` say that a document or a paragraph begins with it."""

    sent_id: str = ""
    text: str = ""
    words: list[Word] = field(default_factory=list)
    starts_document: bool = False
    starts_paragraph: bool = False


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of one file in order. Raises ValueError for a row without ten columns."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        sentence = _read_block(block.strip("\n").split("\n"), path)
        if sentence.words:
            yield sentence


def split_multiword(form: str, pieces: list[str]) -> list[str]:
    """Cut the written `form` into as many pieces as the treebank gives it words.

    UD spells pieces out (*wanna* = *want* + *to*); the running text needs the letters that stand there.
    """
    if "".join(pieces) == form:
        return pieces
    cut: list[str] = []
    rest = form
    for number, piece in enumerate(pieces[:-1]):
        following = pieces[number + 1 :]
        if rest.lower().startswith(piece.lower()):
            length = len(piece)
        elif len(following) == 1 and rest.lower().endswith(following[0].lower()):
            length = len(rest) - len(following[0])
        else:
            length = round(len(rest) * len(piece) / len(piece + "".join(following)))
        length = max(1, min(length, len(rest) - len(following)))
        cut.append(rest[:length])
        rest = rest[length:]
    return [*cut, rest]


def documents(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Group sentences into the treebank's own documents."""
    current: list[Sentence] = []
    for sentence in sentences:
        if sentence.starts_document and current:
            yield current
            current = []
        current.append(sentence)
    if current:
        yield current


def _read_block(lines: list[str], path: Path) -> Sentence:
    sentence = Sentence()
    multiwords: list[tuple[int, int, str, bool]] = []
    for line in lines:
        if line.startswith("#"):
            _read_comment(line, sentence)
            continue
        columns = line.split("\t")
        if len(columns) != 10:
            if line:
                raise ValueError(f"{path}: a row has {len(columns)} columns instead of 10: {line[:60]!r}")
            continue
        identifier, misc = columns[0], columns[9]
        space_after = "SpaceAfter=No" not in misc.split("|")
        if "-" in identifier:
            first, last = identifier.split("-")
            multiwords.append((int(first) - 1, int(last), columns[1], space_after))
        elif "." not in identifier:  # rows such as 8.1 are elided words of the enhanced graph
            sentence.words.append(_read_word(columns, space_after))
    for first_word, end, form, space_after in multiwords:
        _apply_multiword(sentence.words[first_word:end], form, space_after)
    return sentence


def _read_comment(line: str, sentence: Sentence) -> None:
    key, _, value = line[1:].partition("=")
    key = key.strip()
    if key == "text":
        sentence.text = value[1:]
    elif key == "sent_id":
        sentence.sent_id = value.strip()
    elif key.startswith("newdoc"):
        sentence.starts_document = True
    elif key == "newpar" or key == "newpar id":
        sentence.starts_paragraph = True


def _read_word(columns: list[str], space_after: bool) -> Word:
    _, form, lemma, upos, xpos, feats, head, deprel, _, misc = columns
    empty = {"_": ""}
    return Word(
        form=form,
        lemma=lemma,
        upos=empty.get(upos, upos),
        xpos=empty.get(xpos, xpos),
        feats=empty.get(feats, feats),
        head=int(head),
        deprel=deprel,
        misc=misc,
        space_after=space_after,
    )


def _apply_multiword(words: list[Word], form: str, space_after: bool) -> None:
    for word, piece in zip(words, split_multiword(form, [word.form for word in words]), strict=True):
        word.form = piece
        word.space_after = False
    words[-1].space_after = space_after
