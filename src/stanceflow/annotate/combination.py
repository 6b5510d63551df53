"""How proposals become one set of attributions, by three rules.

1. Proposals with one cue are one claim: its content is the union of theirs; source and values come from the first that has them.
2. A cue between quotation marks speaks only inside them: its content is cut to that quotation.
3. A cue outside takes a quotation whole: content that reaches into one is widened to its end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from stanceflow.annotate.proposals import Proposal
from stanceflow.records import Spans
from stanceflow.spans import Quotation, trim
from stanceflow.syntax import Graph


def combine(graph: Graph, quotations: list[Quotation], proposals: Iterable[Proposal]) -> list[Proposal]:
    """Give the claims that proposals of all kinds amount to, in the order of their cues; better proposers come first."""
    by_cue: dict[int, Proposal] = {}
    for proposal in proposals:
        known = by_cue.get(proposal.cue)
        by_cue[proposal.cue] = proposal if known is None else _union(graph, known, proposal)
    zones = Zones(quotations)
    bounded = (_bounded(graph, zones, by_cue[cue]) for cue in sorted(by_cue))
    return [proposal for proposal in bounded if proposal.content]


def _union(graph: Graph, first: Proposal, second: Proposal) -> Proposal:
    source = first.source if first.source is not None else second.source
    return replace(first, source=source, content=join(graph.text, (*first.content, *second.content)))


def _bounded(graph: Graph, zones: Zones, proposal: Proposal) -> Proposal:
    inside = zones.at(graph.starts[proposal.cue])
    pieces: list[tuple[int, int]] = []
    for start, end in proposal.content:
        if inside is not None:
            start, end = max(start, inside.start), min(end, inside.end)
        else:
            opening, closing = zones.at(start), zones.at(end - 1)
            start = start if opening is None else opening.start
            end = end if closing is None else closing.end
        if start < end:
            pieces.append((start, end))
    return replace(proposal, content=join(graph.text, pieces))


def join(text: str, pieces: Iterable[tuple[int, int]]) -> Spans:
    """Merge pieces that overlap or are parted by nothing but punctuation and white space, and trim them."""
    out: list[list[int]] = []
    for start, end in sorted(pieces):
        if out and (start <= out[-1][1] or not any(c.isalnum() for c in text[out[-1][1] : start])):
            out[-1][1] = max(out[-1][1], end)
        else:
            out.append([start, end])
    trimmed = (trim(text, start, end) for start, end in out)
    return tuple(span for span in trimmed if span is not None)


class Zones:
    """The quotations of an article, by place."""

    def __init__(self, quotations: list[Quotation]) -> None:
        self._quotations = quotations
        self._starts = [q.start for q in quotations]

    def at(self, place: int) -> Quotation | None:
        """The quotation between whose marks a character stands, or None."""
        number = bisect_right(self._starts, place) - 1
        return self._quotations[number] if number >= 0 and place < self._quotations[number].end else None

    def form(self, content: Spans) -> str:
        """`quote` where all of a content stands between quotation marks, `mixed` where some of it does, else `indirect`."""
        inside = [self.at(start) is not None and self.at(start) is self.at(end - 1) for start, end in content]
        if content and all(inside):
            return "quote"
        return "mixed" if any(inside) or any(self._touched(start, end) for start, end in content) else "indirect"

    def _touched(self, start: int, end: int) -> bool:
        number = bisect_right(self._starts, end) - 1
        return number >= 0 and self._quotations[number].end > start
