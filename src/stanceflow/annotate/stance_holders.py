"""Who can take a position: the actors of the article, and people and publics whom nothing names as one (*those in Paris, public opinion*)."""

from __future__ import annotations

import calendar
import functools

from stanceflow import gazetteer
from stanceflow.annotate.context import Context, Filler
from stanceflow.lexicon import load_words
from stanceflow.predication import possessor

_QUANTIFIERS = frozenset({"no", "every", "any", "some"})
_CALLINGS = ("ist", "ian", "crat", "folk", "eer")
"""What nouns end in that name people by what they do or hold: *economist, librarian, bureaucrat, womenfolk, pamphleteer*."""


@functools.cache
def _dates() -> frozenset[str]:
    """Months and days of the week, in lower case."""
    return frozenset(name.lower() for name in (*calendar.month_name[1:], *calendar.day_name))


def can_hold(context: Context, node: int) -> bool:
    """Whether the phrase headed by `node` can take a position: it stands for an actor, or its words mean people or a public.

    *Not everyone* tells nobody's position, *as one likes a cousin* that of no one in particular.
    """
    graph = context.graph
    first = min(graph.subtree(node))
    if graph.words[node].lower() == "one" and graph.subtree(node) == [node] and not context.actor_of(node):
        return False
    if graph.words[node].lower() in _dates() and graph.first(node, "case") is not None:
        return False  # "was condemned in March"
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
    found = zip(context.graph.conjuncts(node), context.fillers(node), strict=True)
    return [filler for i, filler in found if filler.actor or (filler.spans and _means_people(context, i))]


def whoever_wrote(context: Context, node: int) -> int:
    """*a letter opposing the levy, this vote by the council shows contempt*: whoever wrote or did what is said to take the position, where it is named."""
    words = load_words("stances")
    if context.graph.lemmas[node] not in words["writings"] | words["doings"]:
        return node
    writer = possessor(context.graph, node)
    return node if writer is None or not can_hold(context, writer) else writer


def _means_people(context: Context, node: int) -> bool:
    graph, words = context.graph, load_words("stances")
    if graph.words[node].lower() == "one" and any(
        graph.lemmas[i] in _QUANTIFIERS for i in graph.dependents(node, "det")
    ):
        return True  # "no one in Rome"
    lemma, partitives = graph.lemmas[node], load_words("actors")["partitives"]
    counts = graph.pos[node] in ("NUM", "SYM") or lemma in partitives
    if counts:  # "160 of the members, hundreds of Turks, 22 % of voters"
        of = (i for i in graph.dependents(node, "obl") if graph.introducers[i] in ("of", "among"))
        if any(can_hold(context, i) for i in of):
            return True
    if graph.pos[node] == "ADJ" and graph.relations[node] == "amod":
        return gazetteer.people_by_form(graph.words[node]) is not None
    if graph.pos[node] == "ADJ" and any(graph.words[i].lower() == "the" for i in graph.dependents(node, "det")):
        return graph.tags[node] == "JJ"  # "the Chinese, the young"
    if graph.pos[node] in ("PRON", "DET", "ADJ"):
        return graph.words[node].lower() in words["people_pronouns"]
    if graph.pos[node] == "SYM":
        return graph.words[node] in words["people_nouns"]
    if graph.pos[node] == "NOUN" and lemma in words["doings"]:
        doers = graph.dependents(node, "poss", "obl", "agent")
        return any(
            graph.relations[i] == "poss" or graph.introducers[i] in ("by", "of", "from")
            for i in doers
            if can_hold(context, i)
        )
    if graph.pos[node] == "NOUN":
        role = gazetteer.role_of(lemma)
        named = role is not None or (len(lemma) > 6 and lemma.endswith(_CALLINGS)) or _is_trade(context, node)
        return named or lemma in words["people_nouns"] | words["writings"]
    return graph.pos[node] == "PROPN"


def _is_trade(context: Context, node: int) -> bool:
    """*printers, hauliers, growers*: a plural that is named by what it does, and takes a position as people do."""
    lemma = context.graph.lemmas[node]
    return context.graph.tags[node] == "NNS" and len(lemma) > 4 and lemma.endswith(("er", "or"))
