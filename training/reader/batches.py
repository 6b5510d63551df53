"""Examples to padded tensors, and the targets of each head."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from stanceflow.reader.features import CONTINUED, Gap, word_features
from stanceflow.reader.lemmas import make_rule
from stanceflow.reader.wordpiece import WordPiece
from training.reader.augment import vary_gaps, vary_words
from training.reader.examples import ANY_ENTITY_TAG, Example
from training.reader.labels import Labels, nearest_deprel
from training.reader.network import Batch

NOTHING = -100  # cross-entropy's mark for "no target"
BATCH_SUBWORDS = 1400  # padded subwords a step


@dataclass
class Targets:
    """Targets by word, B x W, `NOTHING` where unknown; `spans` and `attitudes` are
    layers x B x W; `entities` are sets of tags as bits."""

    upos: Tensor
    xpos: Tensor
    feats: Tensor
    lemma_rules: Tensor
    heads: Tensor
    deprels: Tensor
    starts: Tensor
    entities: Tensor
    spans: Tensor
    attitudes: Tensor
    sentences: Tensor  # number of the sentence a word stands in, -1 in padding


class Numbers:
    """Label -> number for each head."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.upos = _numbered(labels.upos)
        self.xpos = _numbered(labels.xpos)
        self.feats = _numbered(labels.feats)
        self.lemma_rules = _numbered(labels.lemma_rules)
        self.deprels = _numbered(labels.deprels)


def make_inputs(windows: Sequence[tuple[Sequence[str], Sequence[Gap]]], pieces: WordPiece) -> Batch:
    """Pad words and gaps of several windows."""
    rows = [_row(words, gaps, pieces) for words, gaps in windows]
    subwords, cases, subword_gaps, first, features = zip(*rows, strict=True)
    gaps = [list(map(int, window_gaps)) for _, window_gaps in windows]
    return Batch(
        subwords=_pad(subwords),
        cases=_pad(cases),
        subword_gaps=_pad(subword_gaps),
        mask=_pad([[1] * len(row) for row in subwords]),
        first=_pad(first),
        features=_pad_features(features),
        gaps=_pad(gaps),
        word_mask=_pad([[1] * len(row) for row in gaps]).bool(),
    )


def make_batch(
    examples: Sequence[Example], numbers: Numbers, pieces: WordPiece, source: random.Random | None
) -> tuple[Batch, Targets]:
    """Inputs and targets; with a random `source` the words and gaps are varied."""
    windows = []
    for example in examples:
        words, gaps = example.words, example.gaps
        if source is not None:
            words, gaps = vary_words(words, source), vary_gaps(words, gaps, source)
        windows.append((words, gaps))
    return make_inputs(windows, pieces), _targets(examples, numbers)


def epoch_batches(examples: Sequence[Example], source: random.Random) -> Iterator[list[Example]]:
    """All examples once, in batches of windows of like length and in random order."""
    ordered = sorted(examples, key=lambda example: example.subwords + source.random() * 8)
    batches: list[list[Example]] = [[]]
    longest = 0
    for example in ordered:
        longest = max(longest, example.subwords)
        if batches[-1] and longest * (len(batches[-1]) + 1) > BATCH_SUBWORDS:
            batches.append([])
            longest = example.subwords
        batches[-1].append(example)
    source.shuffle(batches)
    yield from batches


def _row(
    words: Sequence[str], gaps: Sequence[Gap], pieces: WordPiece
) -> tuple[list[int], list[int], list[int], list[int], list[tuple[int, ...]]]:
    subwords, cases, subword_gaps = [pieces.cls], [0], [0]
    first: list[int] = []
    features: list[tuple[int, ...]] = []
    for word, gap in zip(words, gaps, strict=True):
        cut, described = _described(word, pieces)
        first.append(len(subwords))
        features.append(described)
        more = len(cut) - 1
        subwords += cut
        cases += [described[0], *[described[0] + CONTINUED] * more]
        subword_gaps += [int(gap) + 1, *[0] * more]
    return [*subwords, pieces.sep], [*cases, 0], [*subword_gaps, 0], first, features


@lru_cache(maxsize=100_000)
def _described(word: str, pieces: WordPiece) -> tuple[list[int], tuple[int, ...]]:
    return pieces(word), word_features(word)


def _pad(rows: Sequence[Sequence[int]], filler: int = 0) -> Tensor:
    padded = torch.full((len(rows), max(map(len, rows))), filler, dtype=torch.long)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = torch.tensor(row, dtype=torch.long)
    return padded


def _pad_features(rows: Sequence[list[tuple[int, ...]]]) -> Tensor:
    padded = torch.zeros(len(rows), max(map(len, rows)), len(rows[0][0]), dtype=torch.long)
    for number, row in enumerate(rows):
        padded[number, : len(row)] = torch.tensor(row)
    return padded


def _targets(examples: Sequence[Example], numbers: Numbers) -> Targets:
    columns: dict[str, list[list[int]]] = {}
    for example in examples:
        for name, values in _example_targets(example, numbers).items():
            columns.setdefault(name, []).append(values)
    fillers = {"entities": ANY_ENTITY_TAG, "sentences": -1}
    padded = {name: _pad(rows, fillers.get(name, NOTHING)) for name, rows in columns.items()}
    labels = numbers.labels
    spans, attitudes = (_layers(examples, layers) for layers in (labels.span_layers, labels.attitude_layers))
    return Targets(**padded, spans=spans, attitudes=attitudes)


def _layers(examples: Sequence[Example], layers: Sequence[str]) -> Tensor:
    def row(example: Example, layer: str) -> list[int]:
        unknown = [NOTHING] * len(example.words)
        return unknown if example.spans is None else example.spans.get(layer, unknown)

    return torch.stack([_pad([row(example, layer) for example in examples], NOTHING) for layer in layers])


def _example_targets(example: Example, numbers: Numbers) -> dict[str, list[int]]:
    length = len(example.words)
    unknown = [NOTHING] * length
    entities = example.entities or [ANY_ENTITY_TAG] * length
    syntax = example.syntax
    if syntax is None:
        names = ("upos", "xpos", "feats", "lemma_rules", "heads", "deprels", "starts")
        return {**dict.fromkeys(names, unknown), "entities": entities, "sentences": [0] * length}
    rules = [make_rule(word, lemma) for word, lemma in zip(example.words, syntax.lemmas, strict=True)]
    return {
        "upos": [numbers.upos[tag] for tag in syntax.upos],
        "xpos": [numbers.xpos[tag] for tag in syntax.xpos],
        "feats": [numbers.feats.get(feats, NOTHING) for feats in syntax.feats],
        "lemma_rules": [numbers.lemma_rules.get(rule, NOTHING) for rule in rules],
        "heads": syntax.heads,
        "deprels": [nearest_deprel(deprel, numbers.deprels) for deprel in syntax.deprels],
        "starts": [int(start) for start in syntax.starts],
        "entities": entities,
        "sentences": _count(syntax.starts),
    }


def _count(starts: Sequence[bool]) -> list[int]:
    numbers: list[int] = []
    for start in starts:
        numbers.append((numbers[-1] if numbers else -1) + int(start))
    return numbers


def _numbered(labels: Sequence[str]) -> dict[str, int]:
    return {label: number for number, label in enumerate(labels)}
