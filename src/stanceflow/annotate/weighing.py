"""How certain an attribution is that nothing but the reader's scores shows: a logistic regression on a handful of features.

The scores were learnt on news, where support and wishes count as attributions too, which the guidelines call stances and interests. So beside
the scores themselves it counts whether the cue is a word of saying or thinking or one of wishing and siding, whether the content is a clause or
in quotation marks, whose words they are, and whether the whole article reports or argues: essays, where the author speaks, have fewer
attributions that only scores show. Reports have short paragraphs, many people by name and *said*, essays have more modal verbs. The weights
stand in `lexicon/score_weights.csv`, which `training/score_weights.py` fits on annotated articles of both kinds.
"""

from __future__ import annotations

import functools
import math
import re
from bisect import bisect_left, bisect_right

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
    "article paragraphs",
    "article people",
    "article modals",
)
_NO_CUES = frozenset({"siding", "unsaid", "modal", "goes_through"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MARKS = frozenset({"“", '"', "''", "``", "‘", "«"})
_NO_WORD = frozenset({"PUNCT", "SPACE"})
_PER_HUNDRED = 100
_BREAKS = re.compile(r"[.!?…\"”’][^\S\n]*\n\s*|\n\s*\n\s*")
"""Between paragraphs stand blank lines, or line ends after a sentence: other line ends may be those of wrapped text."""
_SHORTEST_ARTICLE = 100
"""Words: a shorter text counts as so long, since its few words tell little of its kind."""
_LONGEST_PARAGRAPH = 150
"""Words: what is longer on the average counts as this, since texts may have lost their breaks."""
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
        length = max(len(words), _SHORTEST_ARTICLE)
        self._said = _density(sum(graph.lemmas[node] == "say" for node in words), length)
        self._modals = _density(sum(tag == "MD" for tag in graph.tags), length)
        self._named = _density(sum(label == "PERSON" for _, _, label in graph.entities), length)
        paragraphs = 1 + len(_BREAKS.findall(graph.text.strip()))
        self._paragraph = math.log(min(length / paragraphs, _LONGEST_PARAGRAPH))

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
            for node in range(bisect_right(graph.starts, start) - 1, bisect_left(graph.starts, end))
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
            self._paragraph,
            self._named,
            self._modals,
        )


def _density(count: int, words: int) -> float:
    """How many there are to a hundred words, as a logarithm."""
    return math.log1p(_PER_HUNDRED * count / words)


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
