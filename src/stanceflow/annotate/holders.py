"""Who holds an interest: the actors behind the node that a frame names, or whom the syntax names as the owner of a noun.

Only actors hold interests. The owner of *fear, plan, hope* is its possessor (*Lima's plan*), an adjective of nationality (*Peruvian fears*), what
*among, by, in, from, of* introduces, or the subject of a verb that lends the noun its meaning (*Lima has a plan*, *acted in the hope of*).
"""

from __future__ import annotations

from collections.abc import Iterator

from stanceflow.annotate.context import Context, Filler
from stanceflow.lexicon import load_words
from stanceflow.records import InterestKind
from stanceflow.syntax import Graph

_PERSONS = frozenset(
    {
        "he",
        "she",
        "him",
        "her",
        "i",
        "me",
        "we",
        "us",
        "you",
        "who",
        "whom",
        "those",
        "others",
        "everyone",
        "everybody",
        "both",
        "many",
        "all",
        "some",
        "most",
        "few",
        "several",
        "none",
        "each",
        "either",
        "neither",
        "anyone",
        "someone",
        "latter",
    }
)
_ATTITUDES = frozenset({"desire", "goal", "fear", "value"})
_OWNER_LINKS = ("among", "by", "from", "in", "within", "of", "on the part of", "across", "between", "inside")


def holders_of(context: Context, node: int | None, kind: InterestKind, *, strict: bool = False) -> list[Filler]:
    """Give whom a holder's node stands for, one filler for each conjunct; empty where it can be nobody.

    An actor of the article holds anything. Where no actor is known, the possessor is helped or hurt in what it has (*hurts Lima's economy*) and wants
    what its acts and bodies do (*Lima's policy seeks to*); and only who wants or fears can be the subject of wanting and fearing, so that names,
    pronouns and, there, nouns count without an actor, unless `strict`.
    """
    if node is None:
        return []
    found = [filler for filler in context.fillers(node) if filler.actor]
    if found:
        return found
    for owner in _attributes(context.graph, node):
        found = [filler for filler in context.fillers(owner) if filler.actor]
        if found:
            return found
    allowed = _can_hold(context.graph, node, kind) and not (strict and context.graph.pos[node] == "NOUN")
    return context.fillers(node) if allowed else []


def _can_hold(graph: Graph, node: int, kind: InterestKind) -> bool:
    if graph.pos[node] == "PROPN":
        return True
    if graph.pos[node] in ("PRON", "DET"):
        word = graph.words[node].lower()
        return word in _PERSONS or (kind in _ATTITUDES and word in ("it", "they", "them"))
    return graph.pos[node] == "NOUN" and kind in ("desire", "fear")


def owners_of(context: Context, noun: int, content: int | None) -> list[Filler]:
    """Give the actors whose fear, plan or wish a noun names; `content` is the node that already fills another role."""
    for candidate in _owners(context.graph, noun):
        if candidate in (content, noun):
            continue
        found = [filler for filler in context.fillers(candidate) if filler.actor]
        if found:
            return found
    return []


def _attributes(graph: Graph, noun: int) -> Iterator[int]:
    yield from graph.dependents(noun, "poss")
    yield from graph.dependents(noun, "amod", "compound")
    yield from (i for i in graph.dependents(noun, "obl") if graph.introducers[i] in ("of", "in", "by", "from"))


def _owners(graph: Graph, noun: int) -> Iterator[int]:
    yield from graph.dependents(noun, "poss")
    yield from graph.dependents(noun, "amod", "compound")
    yield from (i for i in graph.dependents(noun, "obl", "agent") if graph.introducers[i] in _OWNER_LINKS)
    head, relation = graph.heads[noun], graph.relations[noun]
    if relation == "conj":
        yield from _owners(graph, head)
        return
    if head == noun:
        return
    words = load_words("interests")
    lends = graph.lemmas[head] in words["lending_verbs"]
    if (relation == "obj" and lends) or (
        relation == "obl" and graph.introducers[noun] in ("in", "with", "out of", "from", "for")
    ):
        subject = (
            graph.surface_subject(head) if relation == "obj" or not graph.is_passive(head) else graph.subject(head)
        )
        if subject is not None:
            yield subject
    elif relation in ("obj", "obl", "acl", "advcl") and graph.lemmas[head] not in words["opposing_verbs"]:
        subject = _subject_above(graph, noun)
        if subject is not None:
            yield subject
    if relation in ("subj", "csubj"):  # "for the farmers, the worry is that"
        yield from (i for i in graph.dependents(head, "obl") if i < noun and graph.introducers[i] == "for")
    if relation in ("subj", "subj:pass") and graph.lemmas[head] in words["surrounding_verbs"]:
        yield from graph.dependents(head, "obj", "obl")


def _subject_above(graph: Graph, node: int) -> int | None:
    """The subject of the nearest active verb above a node."""
    for _ in range(4):
        node = graph.heads[node]
        if graph.pos[node] == "VERB":
            return graph.subject(node)
        if graph.heads[node] == node:
            return None
    return None
