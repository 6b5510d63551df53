"""What the network is told of a word beside its subwords: case, shape, affixes, and the space before it.

The encoder's vocabulary is uncased, and the first subword hides endings; both come in here. Words and affixes are
hashed with CRC-32, which is the same on every machine.
"""

import zlib
from enum import IntEnum


class Gap(IntEnum):
    """The white space between a word and the one before."""

    NONE = 0
    SPACE = 1
    LINE = 2  # one line break
    PARAGRAPH = 3  # an empty line, or the start of the text


class Case(IntEnum):
    """How a word is written; 0 is kept for the encoder's own marks."""

    LOWER = 1
    UPPER = 2
    LETTER = 3
    TITLE = 4
    DIGITS = 5
    WITH_DIGITS = 6
    SYMBOL = 7
    MIXED = 8
    OTHER = 9


CONTINUED = 10  # added to the case of a subword that is not its word's first
CASES = 20  # case values of subwords

# Sizes of the tables, in the order of `word_features`: case, word, last three, last two, first three, shape.
TABLE_SIZES = (10, 8000, 2500, 1000, 2500, 1500)


def case_of(word: str) -> Case:
    """The case class of a word."""
    if word.islower():
        return Case.LOWER if not any(char.isdigit() for char in word) else Case.WITH_DIGITS
    if word.isupper():
        return Case.UPPER if len(word) > 1 else Case.LETTER
    if word[:1].isupper() and word[1:].islower():
        return Case.TITLE
    if word.isdigit():
        return Case.DIGITS
    if any(char.isdigit() for char in word):
        return Case.WITH_DIGITS
    if not any(char.isalnum() for char in word):
        return Case.SYMBOL
    return Case.MIXED if any(char.isupper() for char in word) else Case.OTHER


def shape_of(word: str) -> str:
    """`Xxxx-dd` for *Mercosur-24*: letters and digits by class, runs cut at four, other characters as they are."""
    shape: list[str] = []
    for char in word:
        mark = "X" if char.isupper() else "x" if char.isalpha() else "d" if char.isdigit() else char
        if shape[-4:] != [mark] * 4:
            shape.append(mark)
    return "".join(shape)


def word_features(word: str) -> tuple[int, ...]:
    """Six table rows for a word, see `TABLE_SIZES`."""
    lower = word.lower()
    texts = (lower, "3" + lower[-3:], "2" + lower[-2:], "p" + lower[:3], "s" + shape_of(word))
    hashed = (_row(text, size) for text, size in zip(texts, TABLE_SIZES[1:], strict=True))
    return (int(case_of(word)), *hashed)


def gap_of(space: str) -> Gap:
    """The gap that white space between two words makes."""
    breaks = space.count("\n")
    if breaks > 1:
        return Gap.PARAGRAPH
    if breaks == 1:
        return Gap.LINE
    return Gap.SPACE if space else Gap.NONE


def _row(text: str, size: int) -> int:
    """A row from 1; 0 is for padding."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) % (size - 1) + 1
