"""Whether a cue reports that something was said or thought, rather than that it might be, was not, or will be.

*She declined to say, nobody said, if he says, they would claim* report no claim; *he does not believe that, he never denied* are told apart
by the kind of cue: disbelief is a thought too (guidelines, ruling 5).
"""

from __future__ import annotations

from stanceflow.annotate.polarity import is_asserted, negations, own_negations
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph


def is_realized(graph: Graph, cue: int, belief: bool) -> bool:
    """Whether the saying (or, with `belief`, the thinking) that a cue word names took place by the text's own account."""
    if graph.pos[cue] not in ("VERB", "AUX"):
        return True
    words = load_words("attribution")
    if any(graph.lemmas[child] in words["modal"] for child in graph.dependents(cue, "aux")):
        return False
    if (
        graph.relations[cue] == "open"
        and graph.introducers[cue] == "to"
        and graph.lemmas[graph.heads[cue]] not in words["goes_through"]
    ):
        return False
    if negations(graph, cue).sign < 0 and not (belief and own_negations(graph, cue).sign < 0):
        return False
    return is_asserted(graph, cue)
