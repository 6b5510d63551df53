"""Who says and who thinks what: claims, and whose voice speaks where.

Proposers see attributions each in their own way: frames by grammar, quotation marks by what stands around them, word order by where reporting
clauses stand, a trained reader by its scores. `combination.combine` makes claims of them, `voices.Voices` finds their sources from the outside
in.
"""

from __future__ import annotations

from typing import cast

from stanceflow.annotate.combination import LEAST_CERTAIN, Zones, combine
from stanceflow.annotate.confidence import confidence
from stanceflow.annotate.context import Context, Filler, Voice
from stanceflow.annotate.frame_claims import frame_proposals
from stanceflow.annotate.proposals import Proposal, Proposer, cue_spans
from stanceflow.annotate.quotation_claims import quotation_proposals
from stanceflow.annotate.realization import is_realized
from stanceflow.annotate.reporting_clauses import reporting_clauses
from stanceflow.annotate.scored_claims import scored_proposals
from stanceflow.annotate.transcripts import transcript_proposals
from stanceflow.annotate.voices import Voices
from stanceflow.records import AUTHOR, Claim, ClaimForm

PROPOSERS: tuple[Proposer, ...] = (
    frame_proposals,
    quotation_proposals,
    transcript_proposals,
    reporting_clauses,
    scored_proposals,
)
"""In the order of their say on source and values."""

_AUTHOR_AND_READER = frozenset({"i", "me", "my", "we", "us", "our", "you", "your"})


def find_claims(context: Context, least_certain: float = LEAST_CERTAIN) -> list[Claim]:
    """Give every claim of an article, one for each source, and set `context.voice_at`.

    What the author says in his or her own name is no claim. `least_certain` is what a claim that only scores show must reach.
    """
    graph, quotations = context.graph, context.quotations
    proposed = [proposal for propose in PROPOSERS for proposal in propose(graph, quotations)]
    proposals = combine(graph, quotations, proposed, least_certain)
    voices = Voices(context, proposals)
    zones = Zones(quotations)
    claims: list[Claim] = []
    for number, proposal in enumerate(proposals):
        if not is_claim(context, proposal):
            continue
        outer = voices.outer(number)
        sources: list[Filler | None] = [*voices.fillers(number)] or [None]
        for source in sources:
            if is_another(source, outer):
                claims.append(_claim(context, voices, zones, number, proposal, source))
    return claims


def is_claim(context: Context, proposal: Proposal) -> bool:
    """Whether an attribution is a claim: put forward as one, made, and not by author or reader (*I think*, *you know*).

    In a quotation *I* and *we* are whoever speaks there; where that is not known, nobody can be told to have said it.
    """
    graph, source = context.graph, proposal.source
    if not proposal.counts or not is_realized(graph, proposal.cue, proposal.belief):
        return False
    if source is None or graph.words[source].lower() not in _AUTHOR_AND_READER:
        return True
    return context.in_quotation(source) and context.actor_of(source) != ""


def is_another(source: Filler | None, outer: Voice) -> bool:
    """Whether somebody speaks whom the reader of the article would tell from the voice that reports it.

    The author's own words are no claim, and inside of what somebody says, only another's are a claim of their own: *I think, we know* repeat
    the speaker, and where nobody is named (*it is said*) the speaker answers for the words. The voice is given to what they embed all the same.
    """
    if outer.actor in ("", AUTHOR):
        return source is None or source.actor != AUTHOR
    return source is not None and source.actor not in ("", AUTHOR, outer.actor)


def _claim(
    context: Context, voices: Voices, zones: Zones, number: int, proposal: Proposal, source: Filler | None
) -> Claim:
    graph = context.graph
    return Claim(
        sentence=graph.sentence_of[proposal.cue],
        source=source.spans if source else (),
        source_actor=source.actor if source else "",
        cue=cue_spans(graph, proposal),
        content=proposal.content,
        form=cast(ClaimForm, "belief" if proposal.belief else _form(context, zones, proposal)),
        denied=proposal.denied,
        chain=voices.chain(number, source),
        rule=proposal.rule,
        confidence=proposal.certainty or confidence("claims", proposal.rule),
    )


def _form(context: Context, zones: Zones, proposal: Proposal) -> str:
    """The form of speech by its marks; inside a quotation only what the speaker says there in his or her own name is quoted."""
    if zones.at(context.graph.starts[proposal.cue]) is None:
        return zones.form(proposal.content)
    first_person = proposal.source is not None and context.graph.lemmas[proposal.source] in ("i", "we")
    return "quote" if first_person else "indirect"
