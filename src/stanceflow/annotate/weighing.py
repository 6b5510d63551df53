"""How certain an attribution is that nothing but the reader's scores shows: a logistic regression on a handful of features.

The scores were learnt on news, where support and wishes count as attributions too, which the guidelines call stances and interests. So beside
the scores themselves it counts whether the cue is a word of saying or thinking or one of wishing and siding, whether the content is a clause or
in quotation marks, whose words they are, and how much of the whole article reports: essays, where the author speaks, have fewer attributions
that only scores show, and the scores are less sure of themselves there. The weights stand in `lexicon/score_weights.csv`, which
`training/score_weights.py` fits on annotated articles of both kinds.
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
    "person",
    "name",
    "adjective",
    "inside",
    "length",
    "article reports",
    "article says",
)
_NO_CUES = frozenset({"siding", "unsaid", "modal", "goes_through"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MARKS = frozenset({"“", '"', "''", "``", "‘", "«"})
_NO_WORD = frozenset({"PUNCT", "SPACE"})
_PER_HUNDRED = 100
_LIMIT = 4.0
"""The largest logarithm of odds of a score that counts."""


class Weighing:
    """What weighs the scored attributions of one article. Raises ValueError for a Doc without scores."""

    def __init__(self, graph: Graph) -> None:
        if graph.scores is None:
            raise ValueError("a Doc without scores of attribution has nothing to weigh")
        self._graph, self._scores = graph, graph.scores
        self._people = {i for start, end, label in graph.entities if label == "PERSON" for i in range(start, end)}
        words = [node for node, pos in enumerate(graph.pos) if pos not in _NO_WORD]
        share = 1 / max(len(words), 1)
        self._reported = share * sum(self._scores.of(CONTENT, node) > 1 / 2 for node in words)
        self._said = math.log1p(_PER_HUNDRED * share * sum(graph.lemmas[node] == "say" for node in words))

    def certainty(self, cue: int, cue_nodes: tuple[int, ...], source: int | None, content: Spans) -> float:
        """Give how likely, 0 to 1, scored words are a claim by the guidelines. Without weights, none is certain."""
        values = self.features(cue, cue_nodes, source, content)
        total = sum(_weights().get(name, 0.0) * value for name, value in zip(FEATURES, values, strict=True))
        return round(1 / (1 + math.exp(-total)), 3)

    def features(self, cue: int, cue_nodes: tuple[int, ...], source: int | None, content: Spans) -> tuple[float, ...]:
        """Give the values of `FEATURES`: of cue, content and source the log odds of their scores; logarithms, shares, else 0 or 1."""
        graph, scores = self._graph, self._scores
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
            float(source in self._people),
            float(source is not None and graph.pos[source] == "PROPN"),
            float(graph.pos[cue] == "ADJ"),
            float(scores.of(CONTENT, cue) > 1 / 2),
            math.log(len(nodes)),
            self._reported,
            self._said,
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
