"""Articles and paragraphs with attitudes to training examples: cues of interests, stances and predictions and their roles by word.

Two sources: annotated articles (`gold/train` of the data folder) and `training/data/attitudes.txt`, paragraphs written by us with
the items marked by tags. Every `HELD_OUT`-th article is never trained on, so that what the scores add can be measured on it.
Beside frames they add nothing (README.md has the figures): the heads are trained and measured, but do not ship.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from training.reader.attribution import mark_layer

Spans = dict[str, list[tuple[int, int]]]

KINDS = ("goal", "desire", "need", "value", "benefit", "fear")
POLARITIES = ("favor", "against")
ROLES = {
    "interests": {"holder": "interest_holder", "content": "interest_content"},
    "stances": {"holder": "stance_holder", "target": "stance_target"},
    "predictions": {"content": "prediction_content"},
}
LAYERS = (*KINDS, *POLARITIES, "prediction", *(layer for roles in ROLES.values() for layer in roles.values()))

HELD_OUT = 5
PARAGRAPHS = Path(__file__).parent.parent / "data" / "attitudes.txt"

TAG_LAYERS = {
    **{name: name for name in (*KINDS, *POLARITIES)},
    "pred": "prediction",
    "ih": "interest_holder",
    "ic": "interest_content",
    "sh": "stance_holder",
    "st": "stance_target",
    "pc": "prediction_content",
}
_TAG = re.compile(r"<(/?)(\w+)>")


def held_out(articles: Iterable[Path]) -> list[Path]:
    """The articles of a folder that the reader never learns attitudes from, of all its files of one kind."""
    return sorted(articles)[::HELD_OUT]


def article_attitudes(annotation: Mapping[str, Any]) -> Spans:
    """Spans by layer of one annotated article (the gold files' JSON), in characters."""
    spans: Spans = {layer: [] for layer in LAYERS}
    for table, roles in ROLES.items():
        for item in annotation[table]:
            cue = item.get("kind") or item.get("polarity") or "prediction"
            spans[cue] += [(start, end) for start, end in item["cue"]]
            for role, layer in roles.items():
                spans[layer] += [(start, end) for start, end in item[role]]
    return spans


def read_paragraphs(path: Path = PARAGRAPHS) -> Iterator[tuple[str, Spans]]:
    """Text and spans by layer of each paragraph, a line each. Raises ValueError, naming the line, for a tag that is unknown or not closed."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield untag(line.strip())
            except ValueError as error:
                raise ValueError(f"{path}, line {number}: {error}") from error


def untag(line: str) -> tuple[str, Spans]:
    """The text of a paragraph without its tags, and the spans they mark. Raises ValueError for a tag that is unknown or not closed."""
    spans: Spans = {layer: [] for layer in LAYERS}
    text, opened = "", []
    for piece in re.split(r"(</?\w+>)", line):
        tag = _TAG.fullmatch(piece)
        if tag is None:
            text += piece
        elif tag[2] not in TAG_LAYERS:
            raise ValueError(f"unknown tag {piece}")
        elif not tag[1]:
            opened.append((tag[2], len(text)))
        elif not opened or opened[-1][0] != tag[2]:
            raise ValueError(f"{piece} closes nothing")
        else:
            name, start = opened.pop()
            spans[TAG_LAYERS[name]].append((start, len(text)))
    if opened:
        raise ValueError(f"<{opened[-1][0]}> is not closed")
    return text, spans


def attitude_marks(offsets: list[tuple[int, int]], spans: Spans) -> dict[str, list[int]]:
    """BIO marks by word of each layer; `offsets` are the words' (start, end) in characters."""
    return {layer: mark_layer(offsets, spans[layer]) for layer in LAYERS}
