"""What the parts of the attribution annotator hand to one another: a proposed attribution, still by nodes, not yet by actors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stanceflow.quotations import Quotation
from stanceflow.records import Spans
from stanceflow.spans import nodes_to_spans
from stanceflow.syntax import Graph


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody says or thinks something, as one proposer sees it.

    `cue` is the node that the proposal hangs on (two proposals with the same cue are about the same claim), `cue_nodes` are all its words;
    `source` heads the source's phrase, None where nobody is named; `content` are character spans. `belief` tells thought from speech;
    `denied` and `expects` are as in `context.Voice`. `counts` is false where the words give a voice to the content but are no claim.
    A `fallback` is taken only where nothing else is proposed for its cue. `certainty`, 0 to 1, is how likely a claim is that nothing but scores
    shows; None for all others, whose rules are known by their precision.
    """

    cue: int
    cue_nodes: tuple[int, ...]
    source: int | None
    content: Spans
    rule: str
    belief: bool = False
    denied: bool = False
    expects: bool = False
    counts: bool = True
    fallback: bool = False
    certainty: float | None = None


Proposer = Callable[[Graph, list[Quotation]], list[Proposal]]
"""Anything that proposes attributions: frames, quotation marks, word order, the scores of a trained reader."""
SCORED = "reader-scores"
"""The rule of what the scores propose."""


def cue_spans(graph: Graph, proposal: Proposal) -> Spans:
    """Give the spans of a cue's words, which may be a mere colon (`Ito: "We wait."`)."""
    return nodes_to_spans(graph, proposal.cue_nodes) or ((graph.starts[proposal.cue], graph.ends[proposal.cue]),)
