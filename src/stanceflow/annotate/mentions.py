"""Where a text may refer to an actor: names, nouns for people and bodies, adjectives of nationality, pronouns. Who they are is for others."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from stanceflow import gazetteer
from stanceflow.annotate.metonymy import acts
from stanceflow.lexicon import load_words
from stanceflow.records import ActorKind, MentionForm, Span
from stanceflow.spans import noun_phrase
from stanceflow.syntax import Graph

Gender = Literal["male", "female", "neuter", ""]
_PEOPLE_TAGS = frozenset({"NNS", "NNPS"})
_LONGEST_OF = 6
"""How many words of an *of* phrase may stand in an actor's name."""
_LINKS = frozenset({"of", "the", "and", "for", "&", "de", "du", "la", "al", "-", "’s", "'s"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may refer to an actor.

    `node` heads the phrase; `span` is its readable span; `name` the words that name the actor (`Amina Okoye`, `trade ministry`); `kind` is empty for
    pronouns; `lemma` is the head noun's; `modifiers` are lower-case words that tell one description from another.
    `acting` is false where a place name stands for the place; `known` is true of names in the gazetteer and of names with a title; `ambiguous` is
    true of nouns that as often mean no actor.
    """

    node: int
    span: Span
    name: str
    kind: ActorKind | Literal[""]
    form: MentionForm
    country: str = ""
    lemma: str = ""
    modifiers: frozenset[str] = frozenset()
    plural: bool = False
    definite: bool = False
    gender: Gender = ""
    acting: bool = True
    known: bool = False
    ambiguous: bool = False


def find_candidates(graph: Graph) -> list[Candidate]:
    """Give every candidate, by its first character; no node heads two."""
    named = _named(graph)
    taken = {node for candidate, nodes in named for node in nodes}
    out = [candidate for candidate, _ in named]
    for node in range(len(graph)):
        if node not in taken:
            candidate = _pronoun(graph, node) or _adjective(graph, node) or _description(graph, node)
            if candidate is not None:
                out.append(candidate)
    return sorted(out, key=lambda c: (c.span, c.node))


# --- names -----------------------------------------------------------------------------------------------------------------------------


def _named(graph: Graph) -> list[tuple[Candidate, range]]:
    """Names by the reader's entities and by the gazetteer, each with the nodes it covers; places only where they act."""
    labels = _usual_labels(graph)
    out: list[tuple[Candidate, range]] = []
    covered: set[int] = set()
    for start, end, label in [*graph.entities, *_gazetteer_runs(graph)]:
        start, end = _without_edges(graph, start, end)
        if start >= end or covered.intersection(range(start, end)):
            continue
        candidate = _name(graph, start, end, labels.get(_words(graph, start, end), label))
        if candidate is not None:
            out.append((candidate, range(start, end)))
            covered.update(range(start, end))
        elif label in ("LOC", "GPE", "EVENT", "MISC", "NORP"):
            covered.update(range(start, end))
    return [(_with_reading(graph, candidate), nodes) for candidate, nodes in out]


def _usual_labels(graph: Graph) -> dict[str, str]:
    """The label that the reader most often gave to the same words: single slips are outvoted."""
    votes: dict[str, Counter[str]] = {}
    for start, end, label in graph.entities:
        start, end = _without_edges(graph, start, end)
        votes.setdefault(_words(graph, start, end), Counter())[label] += 1
    return {words: counts.most_common(1)[0][0] for words, counts in votes.items()}


def _words(graph: Graph, start: int, end: int) -> str:
    return graph.text[graph.starts[start] : graph.ends[end - 1]] if start < end else ""


def _without_edges(graph: Graph, start: int, end: int) -> tuple[int, int]:
    """Leave out leading articles and titles, and a trailing possessive or stop."""
    while start < end and (
        graph.words[start].lower() in ("the", "a", "an", "mr", "and") or graph.pos[start] in ("PUNCT", "SPACE")
    ):
        start += 1
    while start < end and (graph.words[end - 1] in ("'s", "’s", "'", "’") or graph.pos[end - 1] in ("PUNCT", "SPACE")):
        end -= 1
    return start, end


def _gazetteer_runs(graph: Graph) -> Iterator[tuple[int, int, str]]:
    """Names that the gazetteer knows, longest first from each capital letter on."""
    node, count = 0, len(graph)
    while node < count:
        word = graph.words[node]
        if not word[:1].isupper() or graph.pos[node] == "SPACE":
            node += 1
            continue
        for end in range(min(node + 6, count), node, -1):
            if graph.pos[end - 1] in ("PUNCT", "SPACE") or graph.words[end - 1].lower() in _LINKS:
                continue
            words = _words(graph, node, end)
            if _is_known(graph, node, end, words):
                yield node, end, "GAZETTEER"
                node = end - 1
                break
        node += 1


def _is_known(graph: Graph, start: int, end: int, words: str) -> bool:
    if "\n" in words:
        return False
    form = gazetteer.country_by_form(words)
    if form is not None:
        return form.form in ("name", "capital")
    if end - start == 1 and graph.pos[start] != "PROPN":
        return False
    return gazetteer.metonym_by_form(words) is not None or gazetteer.organization_by_form(words) is not None


def _name(graph: Graph, start: int, end: int, label: str) -> Candidate | None:
    words = _words(graph, start, end)
    if "\n" in words or not any(c.isalpha() for c in words):
        return None
    head = _head(graph, start, end)
    span = (graph.starts[start], graph.ends[end - 1])
    title = _title_before(graph, start)
    if label == "PERSON" or title is not None:
        if gazetteer.country_by_form(words) is None or title is not None:
            return _person(graph, head, start, end, title)
    place = _place(graph, head, span, words)
    if place is not None:
        return place
    organization = gazetteer.organization_by_form(words)
    if organization is not None:
        return Candidate(
            head,
            span,
            organization.name,
            "organization",
            "name",
            organization.iso3,
            lemma=graph.lemmas[head],
            gender="neuter",
        )
    if label == "ORG":
        return Candidate(
            head,
            span,
            words,
            "organization",
            "name",
            _country_within(graph, start, end),
            lemma=graph.lemmas[head],
            gender="neuter",
        )
    if label in ("LOC", "GPE"):
        return Candidate(head, span, words, "state", "name", lemma=graph.lemmas[head], gender="neuter")
    if label == "NORP" and graph.tags[head] in _PEOPLE_TAGS:
        return Candidate(head, span, words, "group", "demonym", lemma=graph.lemmas[head], plural=True)
    return None


def _head(graph: Graph, start: int, end: int) -> int:
    return next((i for i in range(start, end) if not start <= graph.heads[i] < end or graph.heads[i] == i), end - 1)


def _title_before(graph: Graph, start: int) -> str | None:
    return graph.words[start - 1] if start > 0 and gazetteer.title_of(graph.words[start - 1]) is not None else None


def _person(graph: Graph, head: int, start: int, end: int, title: str | None) -> Candidate:
    while start + 1 < end and gazetteer.title_of(graph.words[start]) is not None:
        title = graph.words[start]
        start += 1
    gender = _gender(gazetteer.title_of(title).gender) if title and gazetteer.title_of(title) else ""
    if not gender and end - start > 1:
        gender = _gender(gazetteer.gender_of(graph.words[start]))
    span = (graph.starts[start], graph.ends[end - 1])
    return Candidate(
        head,
        span,
        _words(graph, start, end),
        "person",
        "name",
        lemma=graph.lemmas[head],
        gender=gender,
        known=title is not None,
    )


def _gender(told: str) -> Gender:
    return "male" if told == "male" else "female" if told == "female" else ""


def _place(graph: Graph, head: int, span: Span, words: str) -> Candidate | None:
    country = gazetteer.country_by_form(words)
    if country is not None and country.form in ("name", "capital"):
        form: MentionForm = "name" if country.form == "name" else "metonym"
        return Candidate(
            head, span, country.country, "state", form, country.iso3, graph.lemmas[head], gender="neuter", known=True
        )
    metonym = gazetteer.metonym_by_form(words)
    if metonym is not None:
        organization = gazetteer.organization_by_form(metonym.actor)
        kind: ActorKind = "organization" if organization is not None else "state"
        return Candidate(
            head, span, metonym.actor, kind, "metonym", metonym.iso3, graph.lemmas[head], gender="neuter", known=True
        )
    return None


def _country_within(graph: Graph, start: int, end: int) -> str:
    for i in range(start, end):
        form = gazetteer.country_by_form(graph.words[i])
        if form is not None:
            return form.iso3
    return ""


def _with_reading(graph: Graph, candidate: Candidate) -> Candidate:
    if candidate.kind != "state":
        return candidate
    return replace(
        candidate, acting=acts(graph, candidate.node, is_country=bool(candidate.country) and candidate.form == "name")
    )


# --- adjectives, nouns, pronouns -------------------------------------------------------------------------------------------------------


def _adjective(graph: Graph, node: int) -> Candidate | None:
    """An adjective of nationality before the noun for an act or body (*Turkish opposition*), or a noun of nationality (*Europeans*)."""
    word = graph.words[node]
    if not word[:1].isupper() or graph.relations[node] == "flat":
        return None
    span = (graph.starts[node], graph.ends[node])
    form, people = gazetteer.country_by_form(word), gazetteer.people_by_form(word)
    if form is None or form.form not in ("adjective", "demonym"):
        if people is None or people.form != "demonym" or not _is_plural(graph, node):
            return None
        return Candidate(node, span, word, "group", "demonym", people.iso3, graph.lemmas[node], plural=True, known=True)
    if graph.relations[node] in ("amod", "compound"):
        acting = acts(graph, node, is_country=True)
        return Candidate(
            node, span, form.country, "state", "demonym", form.iso3, gender="neuter", acting=acting, known=True
        )
    if _is_plural(graph, node) or form.number in ("plural", "collective"):
        return Candidate(node, span, word, "group", "demonym", form.iso3, graph.lemmas[node], plural=True, known=True)
    return None


def _is_plural(graph: Graph, node: int) -> bool:
    return graph.tags[node] in _PEOPLE_TAGS or "Number=Plur" in graph.morphs[node]


def _description(graph: Graph, node: int) -> Candidate | None:
    """A noun for people or a body, with what modifies it."""
    if graph.pos[node] != "NOUN" and not (graph.pos[node] == "PROPN" and graph.tags[node] in _PEOPLE_TAGS):
        return None
    role = gazetteer.role_of(graph.lemmas[node]) or (
        gazetteer.role_of(graph.words[node].lower()) if _is_plural(graph, node) else None
    )
    if role is None or graph.relations[node] in ("compound", "flat", "amod"):
        return None
    plural = _is_plural(graph, node)
    spans = noun_phrase(graph, node)
    if not spans:
        return None
    span = (spans[0][0], spans[-1][1])
    kind = _kind_of(role.role_class, plural)
    owner = _owning_country(graph, node)
    lemma = graph.lemmas[node]
    if kind == "state" and owner is not None and lemma in _government_nouns():
        return Candidate(
            node, span, owner.country, "state", "description", owner.iso3, lemma, gender="neuter", definite=True
        )
    return Candidate(
        node=node,
        span=span,
        name=_bare_name(graph, node, span),
        kind=kind,
        form="description",
        country=owner.iso3 if owner is not None else "",
        lemma=lemma,
        modifiers=_modifiers(graph, node),
        plural=plural,
        definite=_is_definite(graph, node),
        gender="neuter" if kind in ("organization", "state") else _gender(role.gender),
        ambiguous=role.ambiguous,
    )


def _kind_of(role_class: str, plural: bool) -> ActorKind:
    if role_class == "person":
        return "group" if plural else "person"
    if role_class == "group" or plural:
        return "group"
    return "organization" if role_class == "organization" else "state"


@functools.cache
def _government_nouns() -> frozenset[str]:
    return load_words("metonymy")["government_nouns"]


def _owning_country(graph: Graph, node: int) -> gazetteer.CountryForm | None:
    for child in graph.children[node]:
        if graph.relations[child] in ("amod", "compound", "poss", "obl", "det"):
            if graph.relations[child] == "obl" and graph.introducers[child] != "of":
                continue
            form = gazetteer.country_by_form(graph.words[child])
            if form is not None:
                return form
    return None


def _bare_name(graph: Graph, node: int, span: Span) -> str:
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
    first, last = min(nodes), max(nodes)
    return graph.text[graph.starts[first] : graph.ends[last]].strip(" \n,;:'’\"“”") or graph.text[span[0] : span[1]]


def _modifiers(graph: Graph, node: int) -> frozenset[str]:
    out: set[str] = set()
    for child in graph.children[node]:
        if graph.relations[child] in ("amod", "compound", "poss", "obl", "flat"):
            out.update(
                graph.words[i].lower() for i in graph.subtree(child) if graph.pos[i] in ("NOUN", "PROPN", "ADJ", "VERB")
            )
    return frozenset(out)


def _is_definite(graph: Graph, node: int) -> bool:
    if graph.first(node, "poss") is not None:
        return True
    return any(
        graph.words[d].lower() in ("the", "this", "that", "these", "those", "both")
        for d in graph.dependents(node, "det")
    )


def _pronoun(graph: Graph, node: int) -> Candidate | None:
    word = graph.words[node].lower()
    traits = _PRONOUNS.get(word)
    if traits is None or graph.pos[node] not in ("PRON", "DET"):
        return None
    if graph.relations[node] == "expl" or (word == "it" and _is_empty(graph, node)):
        return None
    plural, gender = traits
    return Candidate(
        node, (graph.starts[node], graph.ends[node]), word, "", "pronoun", plural=plural, gender=gender, definite=True
    )


_PRONOUNS: dict[str, tuple[bool, Gender]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), (False, "male")),
    **dict.fromkeys(("she", "her", "hers", "herself"), (False, "female")),
    **dict.fromkeys(("it", "its", "itself"), (False, "neuter")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), (True, "")),
}


def _is_empty(graph: Graph, node: int) -> bool:
    """*It is likely that, it seems that*: the clause that follows is what the verb is about."""
    head = graph.heads[node]
    return any(True for _ in graph.dependents(head, "csubj")) or (
        graph.first(head, "cop") is not None and graph.first(head, "clause", "open", "acl") is not None
    )
