"""Interests that the reader's scores show: which words are cue, holder and content is scored, syntax and nearness link them.

A cue takes the content that is nearest in the tree and in words, else its object or clause; then the holder: its grammatical subject if that is scored
as one, else the nearest holder scored in its sentence, else the subject. Frames find what they know more surely; scores reach wording that no list has.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from stanceflow.annotate.nearness import head_of, steps_between, top_of
from stanceflow.records import Spans
from stanceflow.scores import ATTITUDE_LAYERS, INTEREST_KINDS, LayerScores
from stanceflow.spans import trim
from stanceflow.syntax import Graph

SCORED = "scored"
"""The rule of what only the scores show."""

LEAST_CUE, LEAST_ROLE = 0.3, 0.3
"""From these probabilities on words are looked at as cues, and as holders or contents."""
_REACH = 9.0
_WINDOW = 60
_NO_WORD = frozenset({"PUNCT", "SPACE"})

_KINDS = [ATTITUDE_LAYERS.index(kind) for kind in INTEREST_KINDS]
_HOLDER, _CONTENT = ATTITUDE_LAYERS.index("interest_holder"), ATTITUDE_LAYERS.index("interest_content")


@dataclass(frozen=True, slots=True)
class ScoredInterest:
    """An interest that scores show: the cue's head and nodes, its kind, the content's words and their head, and the head of the holder's. `certainty` is
    the probability, 0 to 1, of the surest word of the cue.
    """

    cue: int
    cue_nodes: tuple[int, ...]
    kind: str
    content: range
    content_head: int
    holder: int
    certainty: float

    def content_spans(self, graph: Graph) -> Spans:
        """Give the scored words of the content."""
        span = trim(graph.text, graph.starts[self.content.start], graph.ends[self.content.stop - 1])
        return () if span is None else (span,)


def scored_interests(graph: Graph, least_certain: float) -> list[ScoredInterest]:
    """Give the interests that scores show from a certainty on, in text order; none where the Doc has no scores."""
    if graph.attitudes is None:
        return []
    return [found for found in _Linker(graph, graph.attitudes).found() if found.certainty >= least_certain]


def alike(spans: Spans, others: Spans) -> bool:
    """Whether two roles share most of their characters (Dice's coefficient above one half)."""
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in spans for c, d in others)
    return 4 * shared > sum(b - a for a, b in (*spans, *others))


class _Linker:
    def __init__(self, graph: Graph, scores: LayerScores) -> None:
        self.graph, self.scores = graph, scores
        self.cues = self._spans(_KINDS, LEAST_CUE)
        self.contents = self._spans([_CONTENT], LEAST_ROLE)
        self.holders = self._spans([_HOLDER], LEAST_ROLE)

    def found(self) -> list[ScoredInterest]:
        made = (self._interest(cue) for cue in self.cues)
        return [interest for interest in made if interest is not None]

    def _spans(self, layers: Sequence[int], least: float) -> list[range]:
        return [part for span in self.scores.spans_of(layers, least) for part in self._by_sentence(span)]

    def _by_sentence(self, span: range) -> list[range]:
        """A stretch cut where sentences end; no part begins with a mark or white space."""
        parts: list[range] = []
        for node in span:
            if parts and self.graph.sentence_of[parts[-1].start] == self.graph.sentence_of[node]:
                parts[-1] = range(parts[-1].start, node + 1)
            elif self.graph.pos[node] not in _NO_WORD:
                parts.append(range(node, node + 1))
        return parts

    def _interest(self, cue: range) -> ScoredInterest | None:
        graph, head = self.graph, head_of(self.graph, cue)
        content = self._nearest(cue, head, self.contents) or self._complement(head)
        holder = None if content is None else self._holder(cue, head, content)
        if content is None or holder is None:
            return None
        return ScoredInterest(
            cue=head,
            cue_nodes=tuple(node for node in cue if graph.pos[node] not in _NO_WORD),
            kind=max(INTEREST_KINDS, key=lambda kind: self._sum(ATTITUDE_LAYERS.index(kind), cue)),
            content=content,
            content_head=self._whole(top_of(graph, content)),
            holder=holder,
            certainty=max(self.scores.any_of(_KINDS, node) for node in cue),
        )

    def _complement(self, head: int) -> range | None:
        node = self.graph.first(head, "open", "clause", "obj", "obl")
        return None if node is None else range(node, node + 1)

    def _holder(self, cue: range, head: int, content: range) -> int | None:
        graph, subject = self.graph, self.graph.subject(head)
        holders = [holder for holder in self.holders if holder not in (content, cue)]
        if subject is not None and any(subject in holder for holder in holders):
            return subject
        nearest = self._nearest(cue, head, holders)
        return subject if nearest is None else self._whole(top_of(graph, nearest))

    def _whole(self, node: int) -> int:
        """The head of the phrase that a word is only a part of: scores may break off inside a name."""
        graph = self.graph
        while graph.relations[node] in ("det", "compound", "flat", "amod", "num", "case") and graph.heads[node] != node:
            node = graph.heads[node]
        return node

    def _nearest(self, cue: range, head: int, spans: Sequence[range]) -> range | None:
        sentence = self.graph.sentence_of[head]
        first = bisect_left(spans, cue.start - _WINDOW, key=lambda span: span.start)
        last = bisect_right(spans, cue.stop + _WINDOW, key=lambda span: span.start)
        near = [
            (self._cost(cue, head, span), span.start, span)
            for span in spans[first:last]
            if self.graph.sentence_of[span.start] == sentence
        ]
        best = min(near, default=None, key=lambda item: item[:2])
        return best[2] if best is not None and best[0] <= _REACH else None

    def _cost(self, cue: range, head: int, span: range) -> float:
        """Steps in the tree, half the binary logarithm of the words between, a step and a half for each other cue between."""
        if cue.start < span.stop and span.start < cue.stop:
            return 0.5
        begin, end = (cue.stop, span.start) if cue.stop <= span.start else (span.stop, cue.start)
        between = sum(1 for other in self.cues if begin <= other.start < end)
        return steps_between(self.graph, top_of(self.graph, span), head) + math.log2(1 + end - begin) / 2 + 1.5 * between

    def _sum(self, layer: int, span: range) -> float:
        return sum(self.scores.of(layer, node) for node in span)
