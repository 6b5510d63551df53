"""What reads like an interest and is none: attitudes that somebody would have, courtesies, and words that only point or measure."""

from __future__ import annotations

from collections.abc import Container

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


def is_in_condition(graph: Graph, node: int) -> bool:
    """*If Lima were to announce that it would pay*: said in a clause that only supposes."""
    while graph.relations[node] == "clause" and graph.heads[node] != node:
        node = graph.heads[node]
    return graph.relations[node] == "advcl" and graph.introducers[node].split(" ")[0] in ("if", "unless")


def is_precluded(graph: Graph, match: Match) -> bool:
    """*It ends too quickly for anyone to push the text through*: what cannot come about is nobody's aim."""
    node = match.cue
    if match.frame.values["kind"] != "goal" or graph.introducers[node].split(" ")[-1] != "to":
        return False
    adverbs = [i for i in graph.dependents(graph.heads[node], "advmod") if i < node]
    return any(graph.words[i].lower() == "too" for adverb in adverbs for i in graph.dependents(adverb, "advmod"))


def is_of_few(graph: Graph, match: Match) -> bool:
    """*It would hurt fewer bystanders*: how many are hurt, not whose interest it is."""
    holder = match.roles.get("holder")
    if holder is None or match.frame.values["kind"] != "benefit":
        return False
    return any(graph.words[i].lower() in ("few", "fewer") for i in graph.dependents(holder, "amod", "det"))


def is_second_hand(graph: Graph, match: Match, aims: Container[int]) -> bool:
    """*Means [to ask for more]*: the asking is itself only meant, by one of the `aims` found before it."""
    return (
        graph.relations[match.cue] == "open"
        and graph.heads[match.cue] in aims
        and match.frame.values["kind"] == "desire"
    )


def is_advised(graph: Graph, match: Match) -> bool:
    """*We would be wise not to wait for it*: what it would be well to do, not what anybody wants."""
    node = match.cue
    if graph.introducers[node].split(" ")[-1] != "to" or graph.relations[node] not in ("open", "advcl", "clause"):
        return False
    return graph.lemmas[graph.heads[node]] in load_words("interests")["advising"]


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
