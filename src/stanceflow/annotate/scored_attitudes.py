"""Interests and stances that the reader's scores show: which words are cue, holder, content or target is scored, syntax and nearness link them.

A cue takes the content (or target) that is nearest in the tree and in words, then the holder: its grammatical subject if that is scored as one, else
the nearest holder scored in its sentence. Frames find what they know more surely; scores reach wording that no list has.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from stanceflow.annotate.nearness import head_of, steps_between, top_of
from stanceflow.records import Spans
from stanceflow.scores import ATTITUDE_LAYERS, INTEREST_KINDS, POLARITIES, LayerScores
from stanceflow.spans import trim
from stanceflow.syntax import Graph

SCORED = "scored"
"""The rule of what only the scores show."""

LEAST_CUE, LEAST_ROLE = 0.3, 0.3
"""From these probabilities on words are looked at as cues, and as holders, contents or targets."""
_HOLDER_REACH = 8.0
_CONTENT_REACH = 9.0

_LAYER = {name: number for number, name in enumerate(ATTITUDE_LAYERS)}
_TABLES = {
    "interests": (INTEREST_KINDS, "interest_content", "interest_holder"),
    "stances": (POLARITIES, "stance_target", "stance_holder"),
}


@dataclass(frozen=True, slots=True)
class ScoredAttitude:
    """An interest or stance that scores show: the cue's head and nodes, its kind or polarity, the content's or target's words, and the head of the
    holder's (None where no words name one). The scores are mean probabilities, 0 to 1, of the words (of a missing holder 0).
    """

    cue: int
    cue_nodes: tuple[int, ...]
    label: str
    main: range
    holder: int | None
    main_head: int
    cue_score: float
    main_score: float
    holder_score: float

    def main_spans(self, graph: Graph) -> Spans:
        """Give the scored words of the content or target."""
        span = trim(graph.text, graph.starts[self.main.start], graph.ends[self.main.stop - 1])
        return () if span is None else (span,)


def scored_attitudes(graph: Graph, table: str) -> list[ScoredAttitude]:
    """Give what the scores show for `table` (`interests` or `stances`), in text order; nothing where the Doc has no scores."""
    return [] if graph.attitudes is None else _Linker(graph, graph.attitudes, table).found()


def believable(found: ScoredAttitude, is_actor: bool) -> float:
    """Give how likely, 0 to 1, what scores show is one by the guidelines; `is_actor` says whether its holder is an actor of the article."""
    return found.cue_score


def alike(spans: Spans, others: Spans) -> bool:
    """Whether two roles share most of their characters (Dice's coefficient above one half)."""
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in spans for c, d in others)
    return 4 * shared > sum(b - a for a, b in (*spans, *others))


class _Linker:
    def __init__(self, graph: Graph, scores: LayerScores, table: str) -> None:
        names, main, holder = _TABLES[table]
        self.graph, self.scores, self.names = graph, scores, names
        self.layers = [_LAYER[name] for name in names]
        self.main_layer, self.holder_layer = _LAYER[main], _LAYER[holder]
        self.cues = [cue for span in scores.spans_of(self.layers, LEAST_CUE) for cue in self._by_sentence(span)]
        self.mains = self._spans(self.main_layer)
        self.holders = self._spans(self.holder_layer)

    def found(self) -> list[ScoredAttitude]:
        made = (self._attitude(cue) for cue in self.cues)
        return [attitude for attitude in made if attitude is not None]

    def _spans(self, layer: int) -> list[range]:
        return [part for span in self.scores.spans_of((layer,), LEAST_ROLE) for part in self._by_sentence(span)]

    def _by_sentence(self, span: range) -> list[range]:
        """A stretch cut where sentences end; white space at its ends is no part of it."""
        parts: list[range] = []
        for node in span:
            if parts and self.graph.sentence_of[parts[-1].start] == self.graph.sentence_of[node]:
                parts[-1] = range(parts[-1].start, node + 1)
            elif self.graph.pos[node] not in ("PUNCT", "SPACE"):
                parts.append(range(node, node + 1))
        return parts

    def _attitude(self, cue: range) -> ScoredAttitude | None:
        head = head_of(self.graph, cue)
        main = self._nearest(cue, head, self.mains, _CONTENT_REACH)
        if main is None:
            return None
        holder = self._holder(cue, head, main)
        return ScoredAttitude(
            cue=head,
            cue_nodes=tuple(node for node in cue if self.graph.pos[node] not in ("PUNCT", "SPACE")),
            label=max(self.names, key=lambda name: self._mean((_LAYER[name],), cue)),
            main=main,
            holder=None if holder is None else top_of(self.graph, holder),
            main_head=top_of(self.graph, main),
            cue_score=max(self.scores.any_of(self.layers, node) for node in cue),
            main_score=self._mean((self.main_layer,), main),
            holder_score=0.0 if holder is None else self._mean((self.holder_layer,), holder),
        )

    def _holder(self, cue: range, head: int, main: range) -> range | None:
        holders = [holder for holder in self.holders if holder != main and holder != cue]
        subject = self.graph.subject(head)
        for holder in holders:
            if subject is not None and subject in holder:
                return holder
        return self._nearest(cue, head, holders, _HOLDER_REACH)

    def _nearest(self, cue: range, head: int, spans: Sequence[range], reach: float) -> range | None:
        graph, sentence = self.graph, self.graph.sentence_of[head]
        first = bisect_left(spans, cue.start - 60, key=lambda span: span.start)
        last = bisect_right(spans, cue.stop + 60, key=lambda span: span.start)
        near = [
            (self._cost(cue, head, span), span.start, span)
            for span in spans[first:last]
            if graph.sentence_of[span.start] == sentence
        ]
        best = min(near, default=None, key=lambda item: item[:2])
        return best[2] if best is not None and best[0] <= reach else None

    def _cost(self, cue: range, head: int, span: range) -> float:
        """Steps in the tree, half the binary logarithm of the words between, a step and a half for each other cue between."""
        if cue.start < span.stop and span.start < cue.stop:
            return 0.5
        begin, end = (cue.stop, span.start) if cue.stop <= span.start else (span.stop, cue.start)
        between = sum(1 for other in self.cues if begin <= other.start < end)
        steps = steps_between(self.graph, top_of(self.graph, span), head)
        return steps + math.log2(1 + end - begin) / 2 + 1.5 * between

    def _mean(self, layers: Sequence[int], span: range) -> float:
        return sum(self.scores.any_of(layers, node) for node in span) / len(span)
