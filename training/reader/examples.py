"""Training examples of the reader: windows of words with whatever is known of them.

One example comes from one source and carries only that source's annotation; the loss skips what is None.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from stanceflow.reader.features import Gap
from stanceflow.reader.wordpiece import WordPiece
from training.conllu import Sentence
from training.entities import LABELS, Name

ENTITY_TAGS = ("O", *(f"{prefix}-{label}" for label in LABELS for prefix in "BI"))
ANY_ENTITY_TAG = (1 << len(ENTITY_TAGS)) - 1  # nothing is known
OUTSIDE = 1

SMALLEST_WINDOW, LARGEST_WINDOW = 32, 158  # subwords


@dataclass
class Syntax:
    """UD annotation by word; `heads` count words of the window from 1, 0 is a root; `starts` a sentence's first word."""

    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)


@dataclass
class Example:
    """Words of one window with the gaps before them.

    `entities` has a bit set for each tag of `ENTITY_TAGS` that a word may have (one bit where the tag is known);
    `spans` maps a layer (source, cue, content) to 0, 1, 2 by word: outside, begin, inside.
    """

    words: list[str]
    gaps: list[Gap]
    syntax: Syntax | None = None
    entities: list[int] | None = None
    spans: dict[str, list[int]] | None = None
    subwords: int = 0

    def measure(self, pieces: WordPiece) -> "Example":
        """Set the number of subwords, the encoder's two marks included."""
        self.subwords = 2 + sum(len(pieces(word)) for word in self.words)
        return self


def treebank_examples(
    document: list[Sentence], entities: list[list[int]] | None, pieces: WordPiece, source: random.Random
) -> Iterator[Example]:
    """Windows of consecutive sentences of one document, of random size; a sentence too long for any is left out."""
    start = 0
    while start < len(document):
        limit = source.randint(SMALLEST_WINDOW, LARGEST_WINDOW)
        end, used = start, 0
        while end < len(document):
            length = sum(len(pieces(word.form)) for word in document[end].words)
            if used + length > (LARGEST_WINDOW if end == start else limit):
                break
            used += length
            end += 1
        if end == start:
            start += 1
            continue
        marks = entities[start:end] if entities is not None else None
        yield _join(document[start:end], marks).measure(pieces)
        start = end


def known_entities(names: Iterable[Name], length: int) -> list[int]:
    """Tag bits of a sentence whose names are all known."""
    bits = [OUTSIDE] * length
    for name in names:
        for index in range(name.start, name.end):
            bits[index] = tag_bit(("B-" if index == name.start else "I-") + name.label)
    return bits


def tag_bit(tag: str) -> int:
    """The bit of one tag."""
    return 1 << ENTITY_TAGS.index(tag)


def _join(sentences: list[Sentence], entities: list[list[int]] | None) -> Example:
    words: list[str] = []
    gaps: list[Gap] = []
    syntax = Syntax()
    space = True
    for sentence in sentences:
        base = len(words)
        for index, word in enumerate(sentence.words):
            paragraph = index == 0 and (sentence.starts_paragraph or sentence.starts_document)
            gaps.append(Gap.PARAGRAPH if paragraph else Gap.SPACE if space else Gap.NONE)
            space = word.space_after
            words.append(word.form)
            syntax.upos.append(word.upos)
            syntax.xpos.append(word.xpos)
            syntax.feats.append(word.feats)
            syntax.lemmas.append(word.lemma)
            syntax.heads.append(base + word.head if word.head else 0)
            syntax.deprels.append(word.deprel)
            syntax.starts.append(index == 0)
    marks = [bit for sentence_marks in entities for bit in sentence_marks] if entities is not None else None
    return Example(words, gaps, syntax, marks)
