"""Who can take a position: the actors of the article, and people and publics whom nothing names as one (*those in Paris, public opinion*)."""

from __future__ import annotations

from stanceflow.annotate.context import Context, Filler
from stanceflow.lexicon import load_words


def can_hold(context: Context, node: int) -> bool:
    """Whether the phrase headed by `node` can take a position: it stands for an actor, or its words mean people or a public.

    *Not everyone* tells nobody's position.
    """
    graph = context.graph
    first = min(graph.subtree(node))
    if graph.words[first].lower() == "not" and graph.words[first + 1].lower() in (
        "everyone",
        "everybody",
        "all",
        "every",
    ):
        return False
    return any(filler.actor or _means_people(context, node) for filler in context.fillers(node))


def holders(context: Context, node: int) -> list[Filler]:
    """Give whoever takes the position, one for each conjunct; an actor's name is empty where people take it whom nothing names."""
    found = context.fillers(node)
    named = [filler for filler in found if filler.actor]
    if named:
        return named
    return [filler for filler in found if filler.spans and _means_people(context, node)]


def _means_people(context: Context, node: int) -> bool:
    graph, words = context.graph, load_words("stances")
    if graph.pos[node] in ("PRON", "DET", "ADJ"):
        return graph.words[node].lower() in words["people_pronouns"]
    if graph.pos[node] == "NUM":  # "160 of the members"
        return any(
            can_hold(context, i) for i in graph.dependents(node, "obl") if graph.introducers[i] in ("of", "among")
        )
    if graph.pos[node] == "NOUN":
        return graph.lemmas[node] in words["people_nouns"]
    return graph.pos[node] == "PROPN"
