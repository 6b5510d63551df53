"""Articles with attributions (PolNeAR's JSON lines) to training examples: source, cue and content by word."""

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language

from stanceflow.reader.features import Gap, gap_of
from stanceflow.reader.wordpiece import WordPiece
from training.reader.cuts import cut_windows
from training.reader.examples import LARGEST_WINDOW, Example

LAYERS = ("source", "cue", "content")
OUTSIDE, BEGIN, INSIDE = 0, 1, 2


def read_attributions(path: Path) -> Iterator[tuple[str, list[dict[str, list[tuple[int, int]]]]]]:
    """Yield an article's text and its attributions, each a dict of layer -> (start, end) pieces in characters."""
    for line in path.read_text(encoding="utf-8").splitlines():
        article: dict[str, Any] = json.loads(line)
        spans = [
            {layer: [(piece["start"], piece["end"]) for piece in item.get(layer) or ()] for layer in LAYERS}
            for item in article["attributions"]
        ]
        yield article["text"], spans


def attribution_examples(
    text: str,
    attributions: list[dict[str, list[tuple[int, int]]]],
    blank: Language,
    pieces: WordPiece,
    source: random.Random,
) -> Iterator[Example]:
    """Windows of an article, of random size."""
    words, gaps, offsets = words_of(text, blank)
    lengths = [len(pieces(word)) for word in words]
    layers = {layer: mark_layer(offsets, (piece for item in attributions for piece in item[layer])) for layer in LAYERS}
    limit = source.randint(LARGEST_WINDOW // 2, LARGEST_WINDOW)
    for start, end in cut_windows(words, gaps, lengths, limit):
        spans = {layer: marks[start:end] for layer, marks in layers.items()}
        yield Example(words[start:end], gaps[start:end], spans=spans).measure(pieces)


def words_of(text: str, blank: Language) -> tuple[list[str], list[Gap], list[tuple[int, int]]]:
    """Words of a text without white space, the gaps before them, and their (start, end) in characters."""
    tokens = [token for token in blank.make_doc(text) if not token.is_space]
    offsets = [(token.idx, token.idx + len(token.text)) for token in tokens]
    ends = [0, *(end for _, end in offsets)]
    gaps = [gap_of(text[before:start]) for before, (start, _) in zip(ends, offsets, strict=False)]
    if gaps:
        gaps[0] = Gap.PARAGRAPH
    return [token.text for token in tokens], gaps, offsets


def mark_layer(offsets: list[tuple[int, int]], spans: Iterable[tuple[int, int]]) -> list[int]:
    """BIO marks by word; of overlapping spans the outermost is marked."""
    marks = [OUTSIDE] * len(offsets)
    for start, end in sorted(set(spans), key=lambda span: span[0] - span[1]):
        covered = [index for index, (first, last) in enumerate(offsets) if first < end and last > start]
        if covered and not any(marks[index] for index in covered):
            for index in covered:
                marks[index] = INSIDE
            marks[covered[0]] = BEGIN
    return marks
