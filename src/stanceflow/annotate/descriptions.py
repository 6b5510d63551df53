"""Nouns for people and bodies as descriptions of actors: *coastal farmers, the trade ministry, some members of the judiciary*."""

from __future__ import annotations

import functools

from stanceflow import gazetteer
from stanceflow.annotate.candidate import Candidate, gender_of
from stanceflow.annotate.nationality import owning_country
from stanceflow.lexicon import load_words
from stanceflow.records import ActorKind, Span
from stanceflow.spans import noun_phrase
from stanceflow.syntax import Graph

_PEOPLE_TAGS = frozenset({"NNS", "NNPS"})
_LONGEST_CLAUSE = 8
"""How many words of a relative clause may stand in it."""
_QUANTITIES = frozenset({"such", "more", "various", "numerous", "countless"})
_LONGEST_OF = 6
"""How many words of an *of* phrase may stand in an actor's name."""


def description(graph: Graph, node: int) -> Candidate | None:
    """A noun for people or a body, with what modifies it."""
    if graph.pos[node] not in ("NOUN", "PROPN") or _is_part(graph, node):
        return None
    role = _role(graph, node)
    if role is None:
        return None
    plural = is_plural(graph, node)
    spans = noun_phrase(graph, node)
    if not spans:
        return None
    span = (_partitive_start(graph, node, spans[0][0]), spans[-1][1])
    kind = _kind_of(role, plural)
    owner = owning_country(graph, node)
    lemma = graph.lemmas[node]
    rules = kind == "state" and lemma in _government_nouns()
    if owner is not None and (rules or (lemma in _ruling_nouns() and len(_modifiers(graph, node)) < 2)):
        return Candidate(
            node, span, owner.country, "state", "description", owner.iso3, lemma, gender="neuter", definite=True
        )
    return Candidate(
        node=node,
        span=span,
        name=bare_name(graph, node, span),
        kind=kind,
        form="description",
        lemma=lemma,
        modifiers=_modifiers(graph, node),
        plural=plural,
        definite=_is_definite(graph, node),
        gender="neuter" if kind in ("organization", "state") else gender_of(role.gender),
        ambiguous=role.ambiguous,
    )


def _is_part(graph: Graph, node: int) -> bool:
    """Whether a noun is only a part of a name or compound; a compound that hangs on a verb is a slip of the parser."""
    relation = graph.relations[node]
    return relation in ("flat", "amod") or (relation == "compound" and graph.pos[graph.heads[node]] != "VERB")


def _partitive_start(graph: Graph, node: int, start: int) -> int:
    """Where a phrase begins that a partitive hands on to its *of*: *some members* of the judiciary, *five of the seven analysts*."""
    part = graph.heads[node]
    if (
        graph.relations[node] == "obl"
        and graph.introducers[node] == "of"
        and part < node
        and is_plural(graph, node)
        and graph.lemmas[part].lower() in several_of()
    ):
        return min(start, graph.starts[min(graph.subtree(part))])
    return start


def _role(graph: Graph, node: int) -> gazetteer.Role | None:
    """The role that a noun names: by the lexicon, else by an ending that makes nouns for people, where it acts."""
    role = gazetteer.role_of(graph.lemmas[node]) or gazetteer.role_of(graph.words[node].lower())
    if role is not None or graph.pos[node] == "PROPN":
        return role
    lemma = graph.lemmas[node]
    acting = graph.relations[node] in ("subj", "agent") and graph.pos[graph.heads[node]] == "VERB"
    if acting and lemma.endswith(_PERSON_ENDINGS):
        return gazetteer.Role(lemma, "person", False, "unknown", False)
    return None


_PERSON_ENDINGS = (
    "ist",
    "eer",
    "ician",
    "ogue",
    "man",
    "woman",
    "maker",
    "keeper",
    "holder",
    "owner",
    "worker",
    "grapher",
    "crat",
    "smith",
    "goer",
    "wright",
)


def _kind_of(role: gazetteer.Role, plural: bool) -> ActorKind:
    role_class = role.role_class
    if role_class == "person":
        return "group" if plural else "person"
    if role.lemma in load_words("actors")["plural_bodies"]:
        return "organization"
    if role_class == "group" or plural:
        return "group"
    return "organization" if role_class == "organization" else "state"


@functools.cache
def several_of() -> frozenset[str]:
    return load_words("actors")["several_of"]


@functools.cache
def _ruling_nouns() -> frozenset[str]:
    """Plural or collective nouns for whoever acts for a state: *the Iraqi authorities, China's leadership, the Kyrgyz side*."""
    return load_words("metonymy")["ruling_nouns"]


@functools.cache
def _government_nouns() -> frozenset[str]:
    return load_words("metonymy")["government_nouns"]


def bare_name(graph: Graph, node: int, span: Span) -> str:
    """The description without article, numeral or quantifier: *over 700 asylum seekers* is *asylum seekers*."""
    skipped = {"det", "num", "advmod", "neg"}
    nodes = [node]
    for child in graph.children[node]:
        if graph.relations[child] in ("amod", "compound", "poss", "flat") and child < node:
            if graph.relations[child] == "poss" and graph.pos[child] == "PRON":
                continue
            nodes.extend(i for i in graph.subtree(child) if graph.relations[i] not in skipped)
        elif graph.relations[child] == "obl" and graph.introducers[child] == "of" and not graph.is_clause(child):
            below = graph.subtree(child)
            nodes.extend(below if len(below) <= _LONGEST_OF else ())
        elif graph.relations[child] == "relcl" and _restricts(graph, node, child):
            nodes.extend(graph.subtree(child))
    first, last = min(nodes), max(nodes)
    return graph.text[graph.starts[first] : graph.ends[last]].strip(" \n,;:'’\"“”") or graph.text[span[0] : span[1]]


def _restricts(graph: Graph, node: int, clause: int) -> bool:
    """Whether a relative clause says who is meant: *the governments that signed for solidarity*; not one after a comma."""
    below = graph.subtree(clause)
    between = graph.text[graph.ends[node] : graph.starts[below[0]]]
    return len(below) <= _LONGEST_CLAUSE and "," not in between and all(graph.pos[i] != "PUNCT" for i in below)


def _modifiers(graph: Graph, node: int) -> frozenset[str]:
    out: set[str] = set()
    for child in graph.children[node]:
        if graph.relations[child] in ("amod", "compound", "poss", "obl", "flat"):
            out.update(
                graph.words[i].lower() for i in graph.subtree(child) if graph.pos[i] in ("NOUN", "PROPN", "ADJ", "VERB")
            )
    return frozenset(out - several_of() - _QUANTITIES)


def _is_definite(graph: Graph, node: int) -> bool:
    if graph.first(node, "poss") is not None:
        return True
    return any(
        graph.words[d].lower() in ("the", "this", "that", "these", "those", "both")
        for d in graph.dependents(node, "det")
    )


def is_plural(graph: Graph, node: int) -> bool:
    if graph.tags[node] in _PEOPLE_TAGS or "Number=Plur" in graph.morphs[node]:
        return True
    agrees = (
        graph.relations[node] == "subj" and graph.tags[graph.heads[node]] == "VBP"
    )  # "the sceptics have", tagged NN
    return agrees and graph.words[node].endswith("s") and graph.first(node, "det") is not None
