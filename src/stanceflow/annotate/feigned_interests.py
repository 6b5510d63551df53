"""What reads like an interest and is none: attitudes that somebody would have, courtesies, and words that only point or measure."""

from __future__ import annotations

from stanceflow.annotate.polarity import is_supposed_of_any, own_negations
from stanceflow.frames import Match
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

POINTERS = frozenset(
    {
        "what",
        "whatever",
        "who",
        "whom",
        "which",
        "that",
        "himself",
        "herself",
        "itself",
        "themselves",
        "myself",
        "ourselves",
        "to",
        "most",
    }
)
"""Words that point elsewhere, and elsewhere was not found."""


def is_imagined(graph: Graph, match: Match) -> bool:
    """*If Lima wanted X, it would ask for Y; it might require Y; a state that wanted Y would*: an attitude that somebody would have."""
    if is_supposed_of_any(graph, match.cue):
        return True
    kind = match.frame.values["kind"]
    if kind in ("desire", "goal", "need") and not own_negations(graph, match.cue).words:
        own = set(graph.dependents(match.cue, "aux")).difference(match.cue_nodes)
        if graph.pos[match.cue] == "VERB" and any(graph.words[i].lower() in ("might", "could") for i in own):
            return True
    if kind not in ("desire", "goal"):
        return False
    would = any(graph.words[i].lower() in ("would", "'d", "’d") for i in graph.dependents(match.cue, "aux"))
    return would and any(graph.introducers[i] == "if" for i in graph.dependents(match.cue, "advcl"))


def is_courtesy(graph: Graph, match: Match) -> bool:
    """*I want to thank you, we would like to welcome him*."""
    holder, content = match.roles.get("holder"), match.roles["content"]
    speaks = holder is not None and graph.words[holder].lower() in ("i", "we")
    return speaks and graph.lemmas[content] in load_words("interests")["courtesies"] and graph.tags[content] == "VB"


def points_elsewhere(graph: Graph, node: int, cue: int) -> bool:
    """Whether a word stands for what another says; *fears what is not known* says it itself."""
    return graph.words[node].lower() in POINTERS and graph.first(node, "relcl") in (None, cue)


def is_time(graph: Graph, node: int) -> bool:
    """*Working for years*; but *asked for more time* asks for something."""
    return graph.lemmas[node] in load_words("interests")["times"] and not any(
        graph.words[i].lower() in ("more", "old", "better") for i in graph.dependents(node, "amod")
    )
