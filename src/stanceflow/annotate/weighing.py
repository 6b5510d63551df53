"""How certain an attribution is that nothing but the reader's scores shows: a logistic regression on a handful of features.

The scores were learnt where support and wishes count as attributions too, which the guidelines call stances and interests. So beside the scores
themselves it counts whether the cue is a word of saying or thinking or one of wishing and siding, and whether the content is a clause or in
quotation marks. The weights stand in `lexicon/score_weights.csv`, which `training/score_weights.py` fits on annotated articles.
"""

from __future__ import annotations

import functools
import math
from bisect import bisect_left

from stanceflow.lexicon import load_table, load_words
from stanceflow.records import Spans
from stanceflow.scores import CONTENT, CUE, SOURCE
from stanceflow.syntax import Graph

FEATURES = (
    "constant",
    "cue",
    "content",
    "source",
    "no source",
    "word of saying",
    "word of siding",
    "clause",
    "infinitive",
)
_NO_CUES = frozenset({"siding", "unsaid", "modal", "goes_through"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MARKS = frozenset({"“", '"', "''", "``", "‘", "«"})
_LIMIT = 4.0
"""The largest logarithm of odds of a score that counts."""


def certainty(graph: Graph, cue: int, cue_nodes: tuple[int, ...], source: int | None, content: Spans) -> float:
    """Give how likely, 0 to 1, scored words are a claim by the guidelines. Without weights, none is certain."""
    values = features(graph, cue, cue_nodes, source, content)
    total = sum(_weights().get(name, 0.0) * value for name, value in zip(FEATURES, values, strict=True))
    return round(1 / (1 + math.exp(-total)), 3)


def features(
    graph: Graph, cue: int, cue_nodes: tuple[int, ...], source: int | None, content: Spans
) -> tuple[float, ...]:
    """Give the values of `FEATURES`: of cue, content and source the log odds of their scores, else 0 or 1."""
    scores = graph.scores
    if scores is None:
        raise ValueError("a Doc without scores of attribution has nothing to weigh")
    nodes = [
        node
        for start, end in content
        for node in range(bisect_left(graph.starts, start), bisect_left(graph.starts, end))
    ]
    lemma, first = graph.lemmas[cue], graph.words[nodes[0]]
    is_quoted = any(graph.words[node] in _MARKS for node in (nodes[0] - 1, *nodes) if node >= 0)
    return (
        1.0,
        _log_odds(max(scores.of(CUE, node) for node in cue_nodes)),
        _log_odds(sum(scores.of(CONTENT, node) for node in nodes) / len(nodes)),
        0.0 if source is None else _log_odds(scores.of(SOURCE, source)),
        float(source is None),
        float(lemma in _sayings()),
        float(lemma in load_words("attribution")["siding"]),
        float(is_quoted or any(graph.tags[node] in _FINITE for node in nodes)),
        float(first.lower() == "to"),
    )


def _log_odds(probability: float) -> float:
    if not 0 < probability < 1:
        return math.copysign(_LIMIT, probability - 0.5)
    return max(-_LIMIT, min(_LIMIT, math.log(probability / (1 - probability))))


@functools.cache
def _sayings() -> frozenset[str]:
    """All words of saying and thinking that frames and marks know."""
    lists = load_words("attribution")
    return frozenset(word for name, words in lists.items() if name not in _NO_CUES for word in words)


@functools.cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in load_table("score_weights")}
