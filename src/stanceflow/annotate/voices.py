"""Whose voice speaks where: the tree of attributions, and the chain of sources from the author inwards.

Content pieces nest: in *officials say the minister believes that ...* the minister's lies inside the officials'. A stretch of text belongs to
the smallest piece around it. Sources are looked up from the outside in, because who *I* is inside a quotation depends on who speaks it.
"""

from __future__ import annotations

from bisect import bisect_right

from stanceflow.annotate.context import AUTHOR_VOICE, Context, Filler, Voice
from stanceflow.annotate.proposals import Proposal, cue_spans
from stanceflow.spans import text_of

_SURE_VOICE = 0.6
"""What only scores show is taken for somebody's voice from this certainty on: below, it is as likely a wish or stance, told by the author."""


class Voices:
    """The voices of one article. Making one sets `context.voice_at`; finding a voice takes logarithmic time in the number of claims."""

    def __init__(self, context: Context, proposals: list[Proposal]) -> None:
        self._context = context
        self._proposals = proposals
        self._fillers: dict[int, list[Filler]] = {}
        self._outer: dict[int, Voice] = {}
        self._open: set[int] = set()
        self._pieces = sorted(
            (
                (start, end, claim)
                for claim, proposal in enumerate(proposals)
                if proposal.certainty is None or proposal.certainty >= _SURE_VOICE
                for start, end in proposal.content
            ),
            key=lambda piece: (piece[0], -piece[1], piece[2]),
        )
        self._segments, self._innermost, self._parents = _nest([(start, end) for start, end, _ in self._pieces])
        context.voice_at = self.voice_at
        for _, _, claim in self._pieces:  # outer ones first: each then finds its own surroundings resolved
            self.fillers(claim)

    def voice_at(self, start: int, end: int) -> Voice:
        """Give the voice of the innermost attribution whose content holds the whole stretch from `start` to `end`."""
        return self._voice_at(start, end, -1)

    def outer(self, claim: int) -> Voice:
        """Give the voice that reports a claim itself: that of its cue's surroundings."""
        if claim not in self._outer:
            graph, cue = self._context.graph, self._proposals[claim].cue
            self._outer[claim] = self._voice_at(graph.starts[cue], graph.ends[cue], claim)
        return self._outer[claim]

    def fillers(self, claim: int) -> list[Filler]:
        """Give the sources of a claim, one for each conjunct; empty where nobody is named."""
        if claim not in self._fillers:
            self._open.add(claim)
            self._fillers[claim] = self._context.fillers(self._proposals[claim].source)
            self._open.discard(claim)
        return self._fillers[claim]

    def chain(self, claim: int, source: Filler | None) -> tuple[str, ...]:
        """Give the chain of a claim from the author inwards; a source that is no known actor stands by its words."""
        name = "" if source is None else source.actor or text_of(self._context.graph.text, source.spans)
        outer = self.outer(claim).chain
        return (*outer, name) if name and name != outer[-1] else outer

    def _voice_at(self, start: int, end: int, but: int) -> Voice:
        piece = self._piece_at(start)
        while piece != -1:
            _, finish, claim = self._pieces[piece]
            if finish >= end and claim != but and claim not in self._open:
                return self._voice_of(claim)
            piece = self._parents[piece]
        return AUTHOR_VOICE

    def _piece_at(self, place: int) -> int:
        segment = bisect_right(self._segments, place) - 1
        return self._innermost[segment] if segment >= 0 else -1

    def _voice_of(self, claim: int) -> Voice:
        proposal = self._proposals[claim]
        self._open.add(claim)
        fillers = self.fillers(claim)
        source = fillers[0] if fillers else None
        chain = self.chain(claim, source)
        self._open.discard(claim)
        return Voice(
            source=source.spans if source else (),
            actor=source.actor if source else "",
            chain=chain,
            cue=cue_spans(self._context.graph, proposal),
            denied=proposal.denied,
            expects=proposal.expects,
            others=tuple(fillers[1:]),
        )


def _nest(pieces: list[tuple[int, int]]) -> tuple[list[int], list[int], list[int]]:
    """Give, for pieces sorted by start: where segments begin, the innermost piece of each segment (-1: none), and each piece's parent (-1)."""
    segments: list[int] = []
    innermost: list[int] = []
    parents: list[int] = []
    stack: list[int] = []

    def enter(place: int, piece: int) -> None:
        if segments and segments[-1] == place:
            innermost[-1] = piece
        else:
            segments.append(place)
            innermost.append(piece)

    def leave_until(place: int) -> None:
        while stack and pieces[stack[-1]][1] <= place:
            end = pieces[stack.pop()][1]
            enter(end, stack[-1] if stack else -1)

    for number, (start, end) in enumerate(pieces):
        leave_until(start)
        while stack and pieces[stack[-1]][1] < end:  # crosses: the later piece takes over from where it begins
            stack.pop()
        parents.append(stack[-1] if stack else -1)
        stack.append(number)
        enter(start, number)
    leave_until(max((end for _, end in pieces), default=0))
    return segments, innermost, parents
