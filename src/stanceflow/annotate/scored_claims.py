"""Attributions that the reader's scores show: which tokens are source, cue or content is scored, syntax and nearness link them.

A content goes to the cue that is nearest in the tree, in words between, and in other cues between; a cue's source is its grammatical subject if
that is scored as one, else the source nearest to it in its sentence. What is scored knows no nested attribution: frames find those.
"""

from __future__ import annotations

import functools
import math
from bisect import bisect_left, bisect_right
from collections import defaultdict

from stanceflow.annotate.proposals import SCORED, Proposal
from stanceflow.annotate.realization import is_realized
from stanceflow.annotate.weighing import Weighing
from stanceflow.lexicon import load_words
from stanceflow.quotations import Quotation
from stanceflow.scores import CONTENT, CUE, SOURCE, AttributionScores
from stanceflow.spans import trim
from stanceflow.syntax import Graph

_WINDOW = 50
"""Words: no cue is looked for farther from its content."""
_ACROSS = 5
"""Words between a cue and a content of another sentence, at most."""
_FARTHEST = 6
"""Steps in the tree: farther ones, and those across sentences, count as this many."""
_LEAST_CUE = 0.4
"""A content needs a cue, so words are one that are scored as somewhat unlikelier to be one than not."""
_APART = 2
"""Words between two stretches of one content, cue and source left out, at most: more of them part what others say from it."""
_SURE_WORD = 0.7
"""From here on one word alone is a content."""
_SOURCE_REACH = 9.0
_FUNCTION_REACH = 3
_FUNCTION_WORDS = frozenset({"ADP", "ADV", "AUX", "PART", "SCONJ", "DET", "CCONJ"})
_NO_WORD = frozenset({"PUNCT", "SPACE"})
_THOUGHT = (
    "believe",
    "know",
    "expect",
    "see_as",
    "consider",
    "sure",
    "afraid",
    "convince",
    "worry",
    "thought",
    "worrying",
)


def scored_proposals(graph: Graph, quotations: list[Quotation]) -> list[Proposal]:
    """Give an attribution for each cue that the Doc's scores show with a content; none where the Doc has no scores."""
    return [] if graph.scores is None else _Linker(graph, graph.scores).proposals()


class _Linker:
    """The sources, cues and contents of one article, by tokens, and what links them. `heads` are the cues' head nodes."""

    def __init__(self, graph: Graph, scores: AttributionScores) -> None:
        self.graph = graph
        self.weighing = Weighing(graph)
        self.sources = scores.spans(SOURCE)
        self.scores = scores
        headed = [
            (cue, head) for cue in scores.spans(CUE, _LEAST_CUE) if (head := self._word_of(self._head(cue))) is not None
        ]
        self.cues = [cue for cue, _ in headed]
        self.heads = [head for _, head in headed]
        self.contents = [
            content
            for content in scores.spans(CONTENT)
            if len(content) > 1 or scores.of(CONTENT, content.start) > _SURE_WORD
        ]
        self._cue_starts = [cue.start for cue in self.cues]
        self._source_starts = [source.start for source in self.sources]
        # Words before each node, sources left out: in "...", said the head of X, the cue stands close to its quotation.
        self._words = [0]
        in_source = {node for source in self.sources for node in source}
        for node, pos in enumerate(graph.pos):
            self._words.append(self._words[-1] + (pos not in _NO_WORD and node not in in_source))

    def proposals(self) -> list[Proposal]:
        linked: dict[int, list[tuple[float, range]]] = defaultdict(list)
        for content in self.contents:
            link = self._link(content)
            if link is not None:
                cost, number = link
                linked[number].append((cost, content))
        found = (self._proposal(number, self._together(number, linked[number])) for number in sorted(linked))
        return [proposal for proposal in found if proposal is not None]

    def _together(self, number: int, linked: list[tuple[float, range]]) -> list[range]:
        """Of the contents that go to a cue, in their order, the nearest and those that few words part from it."""
        contents = [content for _, content in linked]
        first = last = min(range(len(linked)), key=lambda i: linked[i][0])
        while first > 0 and self._gap(number, contents[first - 1], contents[first]) <= _APART:
            first -= 1
        while last + 1 < len(contents) and self._gap(number, contents[last], contents[last + 1]) <= _APART:
            last += 1
        return contents[first : last + 1]

    def _gap(self, number: int, before: range, after: range) -> int:
        cue = sum(before.stop <= node < after.start for node in self.cues[number])
        return self._words[after.start] - self._words[before.stop] - cue

    def _proposal(self, number: int, contents: list[range]) -> Proposal | None:
        graph, head = self.graph, self.heads[number]
        spans = tuple(span for content in contents if (span := self._span(content)) is not None)
        if not spans:
            return None
        source = self._source_of(head)
        cue_nodes = tuple(self.cues[number])
        if graph.pos[head] == "VERB":
            cue_nodes = tuple(sorted({head, *graph.dependents(head, "aux:pass", "fixed", "particle")}))
        return Proposal(
            cue=head,
            cue_nodes=cue_nodes,
            source=source,
            content=spans,
            rule=SCORED,
            belief=graph.lemmas[head] in _thoughts(),
            denied=graph.lemmas[head] in load_words("attribution")["deny"],
            counts=self._is_realized(self.cues[number]),
            certainty=self.weighing.certainty(head, cue_nodes, source, spans),
        )

    def _is_realized(self, cue: range) -> bool:
        """Whether every verb of a cue tells of something done: *declined to say* tells of nothing said."""
        graph, unsaid = self.graph, load_words("attribution")["unsaid"]
        verbs = [node for node in cue if graph.pos[node] == "VERB"]
        return all(
            graph.lemmas[node] not in unsaid and is_realized(graph, node, graph.lemmas[node] in _thoughts())
            for node in verbs
        )

    def _span(self, content: range) -> tuple[int, int] | None:
        graph, first = self.graph, content.start
        if graph.relations[first] == "mark" and graph.words[first].lower() == "that":
            first += 1
        return trim(graph.text, graph.starts[first], graph.ends[content.stop - 1]) if first < content.stop else None

    # --- links -----------------------------------------------------------------------------------------------------------------------

    def _link(self, content: range) -> tuple[float, int] | None:
        """How far the cue is that a content belongs to, and its number; None where it has none."""
        first = bisect_left(self._cue_starts, content.start - _WINDOW)
        stop = bisect_right(self._cue_starts, content.stop + _WINDOW)
        costs = [(cost, n) for n in range(first, stop) if (cost := self._cost(content, n)) is not None]
        return min(costs) if costs else None

    def _cost(self, content: range, number: int) -> float | None:
        """How far a cue is from a content: steps in the tree, half the binary logarithm of the words between, a step for each cue between."""
        graph, head, cue = self.graph, self.heads[number], self.cues[number]
        if head in content:
            return None
        begin, end = (cue.stop, content.start) if cue.stop <= content.start else (content.stop, cue.start)
        words = self._words[max(begin, end)] - self._words[begin]
        if graph.sentence_of[head] in (graph.sentence_of[content.start], graph.sentence_of[content.stop - 1]):
            steps = min(self._steps(self._top(content), head), _FARTHEST)
        elif words > _ACROSS or (words and "\n" in graph.text[graph.ends[begin - 1] : graph.starts[end]]):
            return None
        else:
            steps = _FARTHEST
        cues = bisect_left(self._cue_starts, end) - bisect_left(self._cue_starts, begin)
        return steps + math.log2(1 + words) / 2 + max(cues, 0)

    def _source_of(self, cue: int) -> int | None:
        """The head of the source that goes with a cue."""
        graph = self.graph
        is_bare_participle = graph.tags[cue] == "VBN" and graph.first(cue, "aux", "aux:pass") is None
        if graph.first(cue, "agent") is None and (graph.is_passive(cue) or is_bare_participle):
            return None  # "asked about the raid, she said": whoever asked is not named
        subject = graph.subject(cue)
        if subject is not None and self._is_source(subject):
            return subject
        nearest = (_SOURCE_REACH, -1)
        first = bisect_left(self._source_starts, cue - _WINDOW)
        for source in self.sources[first : bisect_right(self._source_starts, cue + _WINDOW)]:
            if graph.sentence_of[source.start] == graph.sentence_of[cue]:
                top = self._top(source)
                gap = source.start - cue if source.start > cue else cue - source.stop + 1
                nearest = min(nearest, (self._steps(top, cue) + gap / 10, top))
        return nearest[1] if nearest[1] != -1 else None

    def _is_source(self, node: int) -> bool:
        number = bisect_right(self._source_starts, node) - 1
        return number >= 0 and node in self.sources[number]

    # --- the tree --------------------------------------------------------------------------------------------------------------------

    def _head(self, cue: range) -> int:
        """The node that a cue hangs on: of those that hang outside it a verb, else a noun or adjective, the highest."""
        pos = self.graph.pos
        return min(
            self._tops(cue), key=lambda i: (pos[i] != "VERB", pos[i] not in ("NOUN", "ADJ"), len(self._above(i)), i)
        )

    def _word_of(self, node: int) -> int | None:
        """The word that a cue hangs on: itself, or near a mere function word (*was documented*, *officially named*) the word that this goes with.

        None where that is part of a content: the *about* of *spoke to the paper about the raid* is no cue of its own.
        """
        graph, head = self.graph, self.graph.heads[node]
        if graph.pos[node] not in _FUNCTION_WORDS:
            return node
        is_near = abs(head - node) <= _FUNCTION_REACH and graph.pos[head] not in (*_FUNCTION_WORDS, *_NO_WORD)
        return head if is_near and self.scores.of(CONTENT, head) <= 1 / 2 else None

    def _top(self, span: range) -> int:
        return min(self._tops(span), key=lambda i: (len(self._above(i)), i))

    def _tops(self, span: range) -> list[int]:
        heads = self.graph.heads
        tops = [i for i in span if heads[i] == i or heads[i] not in span]
        return [i for i in tops if self.graph.pos[i] not in _NO_WORD] or [span.start]

    def _above(self, node: int) -> list[int]:
        """A node and the nodes above it, as many as matter."""
        heads, out = self.graph.heads, [node]
        while heads[node] != node and len(out) <= 2 * _FARTHEST:
            node = heads[node]
            out.append(node)
        return out

    def _steps(self, node: int, other: int) -> int:
        """The length of the way between two nodes in the tree."""
        above = {i: steps for steps, i in enumerate(self._above(node))}
        return min((steps + above[i] for steps, i in enumerate(self._above(other)) if i in above), default=99)


@functools.cache
def _thoughts() -> frozenset[str]:
    """All words of thinking, knowing and fearing that the frames know, less those of speech."""
    lists = load_words("attribution")
    return frozenset(word for name in _THOUGHT for word in lists[name]) - lists["say"]
