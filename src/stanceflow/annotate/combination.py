"""How proposals become one set of attributions, by six rules.

1. Proposals with one cue are one claim: its content is the union of theirs; source and values come from the first that has them.
2. A cue between quotation marks speaks only inside them: its content is cut to that quotation.
3. A cue outside takes a quotation whole: content that reaches into one is widened to its end.
4. A quotation that stands alone as a sentence, or reopens a paragraph, without a cue of its own, goes on with the speaker of the sentence
   before it: as one more piece where that was a quotation alone, else as one more claim of the same cue.
5. Scores correct the bounds that grammar found: a word that frames or marks take stays unless it is scored as surely none of a content, and
   what is less than half of a stretch that is scored as one content is widened to that (a verb that the parse parts from its clause). A raised
   subject before the cue stays in any case.
6. What nothing but scores shows counts if its certainty (`weighing`) reaches a threshold.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from stanceflow.annotate.proposals import SCORED, Proposal
from stanceflow.quotations import Quotation
from stanceflow.records import Spans
from stanceflow.scores import CONTENT
from stanceflow.spans import trim
from stanceflow.syntax import Graph

_LONG_QUOTATION = 20
"""Characters: a shorter quotation is no sentence."""
_SENTENCE_END = ".!?"
_SURELY_NOT = 0.1
_FRAGMENT = 2
"""A content is a fragment where scores show a stretch that has more than this many times its words."""
LEAST_CERTAIN = 0.3
"""What only scores show must reach this. The scores find stances and wishes too, which are attributions in the news corpus they were learnt on
(PolNeAR) and no claims by the guidelines, so a higher threshold serves essays and a lower one news. F1 of claims found at .4, .35, .3 and .25:
gold/dev .837, .833, .830, .816; PolNeAR's dev .742, .744, .746, .748. Asked are .78 and .74."""


def combine(
    graph: Graph, quotations: list[Quotation], proposals: Iterable[Proposal], least_certain: float = LEAST_CERTAIN
) -> list[Proposal]:
    """Give the claims that proposals of all kinds amount to, in the order of their cues; better proposers come first."""
    by_cue: dict[int, Proposal] = {}
    for proposal in proposals:
        known = by_cue.get(proposal.cue)
        if known is None:
            if proposal.certainty is None or proposal.certainty >= least_certain:
                by_cue[proposal.cue] = proposal
        elif not proposal.fallback:
            by_cue[proposal.cue] = _union(graph, known, proposal)
    zones = Zones(quotations)
    bounded = (_bounded(graph, zones, by_cue[cue]) for cue in sorted(by_cue))
    claims = [proposal for proposal in bounded if proposal.content]
    return _with_continuations(graph, zones, claims)


def _union(graph: Graph, first: Proposal, second: Proposal) -> Proposal:
    source = first.source if first.source is not None or second.rule == SCORED else second.source
    content = _corrected(graph, first, second) if second.rule == SCORED else (*first.content, *second.content)
    return replace(first, source=source, content=join(graph.text, content))


def _corrected(graph: Graph, first: Proposal, scored: Proposal) -> Spans:
    """Rule 5: the content of a proposal by what the scores show where they see it too."""
    own = _nodes(graph, first.content)
    around = tuple(piece for piece in scored.content if not own.isdisjoint(_nodes(graph, (piece,))))
    if not around:
        return first.content
    narrowed, stretch = _narrowed(graph, own) or first.content, _nodes(graph, around)
    narrowed = (*_raised(graph, first), *narrowed)
    is_fragment = first.cue not in stretch and len(stretch) > _FRAGMENT * len(own)
    return (*narrowed, *around) if is_fragment else narrowed


def _raised(graph: Graph, proposal: Proposal) -> Spans:
    """What of a content stands before its cue while the rest stands after it: *[the colonel] is said [to want peace]*, which scores leave out."""
    cue = graph.starts[proposal.cue]
    before = tuple(piece for piece in proposal.content if piece[1] <= cue)
    return before if len(before) < len(proposal.content) and proposal.source is None else ()


def _narrowed(graph: Graph, own: set[int]) -> Spans:
    """The stretches of some nodes that are not scored as surely none of a content, single words left out where there are longer ones."""
    scores = graph.scores
    runs: list[range] = []
    for node in sorted(own):
        if scores is None or graph.pos[node] == "PUNCT" or scores.of(CONTENT, node) >= _SURELY_NOT:
            if runs and runs[-1].stop == node:
                runs[-1] = range(runs[-1].start, node + 1)
            else:
                runs.append(range(node, node + 1))
    longer = [run for run in runs if len(run) > 1] or runs
    return tuple((graph.starts[run.start], graph.ends[run.stop - 1]) for run in longer)


def _nodes(graph: Graph, spans: Spans) -> set[int]:
    bounds = ((bisect_left(graph.starts, start), bisect_left(graph.starts, end)) for start, end in spans)
    return {node for first, stop in bounds for node in range(first, stop)}


def _bounded(graph: Graph, zones: Zones, proposal: Proposal) -> Proposal:
    inside = zones.at(graph.starts[proposal.cue])
    pieces: list[tuple[int, int]] = []
    for start, end in proposal.content:
        if inside is not None:
            start, end = max(start, inside.start), min(end, inside.end)
        else:
            start, end = zones.widen(start, end)
        if start < end:
            pieces.append((start, end))
    return replace(proposal, content=join(graph.text, pieces))


def _with_continuations(graph: Graph, zones: Zones, claims: list[Proposal]) -> list[Proposal]:
    """Rule 4. `claims` are in the order of their cues; so is what comes back."""
    text = graph.text
    cues = [graph.starts[claim.cue] for claim in claims]
    covered = _Covered([claim for claim in claims if zones.at(graph.starts[claim.cue]) is None])
    extended: dict[int, list[tuple[int, int]]] = {}
    added: dict[int, list[Proposal]] = {}
    last: int | None = None  # the claim that the quotation before went to
    for before, quotation in zones.neighbours():
        if covered.holds(quotation):
            last = None
            continue
        speaker = last if last is not None and _adjoins(text, before, quotation) else None
        if speaker is None:
            speaker = _speaker_before(text, zones, claims, cues, quotation)
        last = speaker
        span = trim(text, quotation.start, quotation.end)
        if speaker is None or span is None:
            continue
        claim = claims[speaker]
        if zones.form(claim.content) == "quote":
            extended.setdefault(speaker, []).append(span)
        else:
            rule = "quotation-continued"
            added.setdefault(speaker, []).append(replace(claim, content=(span,), rule=rule, belief=False, denied=False))
    out: list[Proposal] = []
    for number, claim in enumerate(claims):
        more = extended.get(number, [])
        out.append(replace(claim, content=join(text, (*claim.content, *more))) if more else claim)
        if number in added:
            pieces = [piece for one in added[number] for piece in one.content]
            out.append(replace(added[number][0], content=join(text, pieces)))
    return out


def _speaker_before(
    text: str, zones: Zones, claims: list[Proposal], cues: list[int], quotation: Quotation
) -> int | None:
    """The claim of speech in the sentence right before a quotation that stands alone."""
    if quotation.outer_end - quotation.outer_start < _LONG_QUOTATION:
        return None
    start = quotation.outer_start
    lead = text[max(start - 3, 0) : start].rstrip(' \n"”’')
    if not quotation.continues and (
        not lead or lead[-1] not in _SENTENCE_END or "\n" in text[max(start - 2, 0) : start]
    ):
        return None
    number = bisect_right(cues, start) - 1
    while number >= 0 and (claims[number].belief or zones.at(cues[number]) is not None):
        number -= 1
    if number < 0:
        return None
    end = max(cues[number], *(end for _, end in claims[number].content if end <= start), cues[number])
    between = text[end:start].rstrip()
    if between.count("\n") > (2 if quotation.continues else 0):
        return None
    return number if sum(between[:-1].count(mark) for mark in _SENTENCE_END) == 0 else None


def _adjoins(text: str, before: Quotation | None, quotation: Quotation) -> bool:
    if before is None:
        return False
    between = text[before.outer_end : quotation.outer_start]
    return quotation.continues or (not between.strip() and "\n" not in between)


class _Covered:
    """Which stretches the contents of claims hold."""

    def __init__(self, claims: list[Proposal]) -> None:
        pieces = sorted(piece for claim in claims for piece in claim.content)
        self._starts = [start for start, _ in pieces]
        self._reach: list[int] = []
        for _, end in pieces:
            self._reach.append(max(end, self._reach[-1] if self._reach else 0))

    def holds(self, quotation: Quotation) -> bool:
        """Whether a claim's content holds the middle of a quotation or more."""
        middle = (quotation.start + quotation.end) // 2
        number = bisect_right(self._starts, middle) - 1
        return number >= 0 and self._reach[number] > middle


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
        self._outer_starts = [q.outer_start for q in quotations]

    def neighbours(self) -> Iterator[tuple[Quotation | None, Quotation]]:
        """Every quotation with the one before it."""
        return zip([None, *self._quotations], self._quotations, strict=False)

    def at(self, place: int) -> Quotation | None:
        """The quotation between whose marks a character stands, or None."""
        number = bisect_right(self._starts, place) - 1
        return self._quotations[number] if number >= 0 and place < self._quotations[number].end else None

    def _around(self, place: int) -> Quotation | None:
        """The quotation whose marks or words a character is one of, or None."""
        number = bisect_right(self._outer_starts, place) - 1
        return self._quotations[number] if number >= 0 and place < self._quotations[number].outer_end else None

    def widen(self, start: int, end: int) -> tuple[int, int]:
        """Give a stretch that takes whole what quotations it reaches into, with both their marks unless it lies in one alone."""
        opening, closing = self._around(start), self._around(end - 1)
        if opening is not None and opening is closing:
            return opening.start, opening.end
        return (start if opening is None else opening.outer_start), (end if closing is None else closing.outer_end)

    def form(self, content: Spans) -> str:
        """`quote` where all of a content stands between quotation marks, `mixed` where some of it does, else `indirect`."""
        inside = [self.at(start) is not None and self.at(start) is self.at(end - 1) for start, end in content]
        if content and all(inside):
            return "quote"
        return "mixed" if any(inside) or any(self._touched(start, end) for start, end in content) else "indirect"

    def _touched(self, start: int, end: int) -> bool:
        number = bisect_right(self._starts, end) - 1
        return number >= 0 and self._quotations[number].end > start
