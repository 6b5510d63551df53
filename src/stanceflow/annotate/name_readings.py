"""Whom a name names: a person with title and office, a country by its name or capital, a body that the gazetteer or the reader knows."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace

from stanceflow import gazetteer
from stanceflow.annotate.candidate import Candidate, gender_of
from stanceflow.annotate.metonymy import acts
from stanceflow.annotate.offices import country_before, is_part_of_office, is_role, words_between
from stanceflow.lexicon import load_words
from stanceflow.records import ActorKind, MentionForm, Span
from stanceflow.syntax import Graph

_PEOPLE_TAGS = frozenset({"NNS", "NNPS"})


def read_name(graph: Graph, start: int, end: int, label: str) -> Candidate | None:
    """Give the candidate for the name between two nodes, whose `label` the reader or the finder chose; None where it names nobody."""
    words = words_between(graph, start, end)
    if "\n" in words or not any(c.isalpha() for c in words):
        return None
    head = head_of(graph, start, end)
    span = (graph.starts[start], graph.ends[end - 1])
    if is_role(graph, start, end) or is_part_of_office(graph, start, end) or _is_nationality(words):
        return None
    title = _title_before(graph, start)
    if label == "PERSON" or title is not None:
        if title is not None or not _is_no_person(words):
            return _person(graph, head, start, end, title)
    place = _place(graph, head, span, words)
    if place is not None and _is_dateline(graph, start, end):
        return None
    if place is not None:
        return place
    organization = known_organization(graph, words)
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
    if label in ("ORG", "UNLABELLED"):
        if _is_thing(words):
            return None
        return Candidate(
            head,
            span,
            words,
            "organization",
            "name",
            lemma=graph.lemmas[head],
            gender="neuter",
        )
    if label in ("LOC", "GPE"):
        return Candidate(head, span, words, "state", "name", lemma=graph.lemmas[head], gender="neuter")
    if label == "NORP" and graph.tags[head] in _PEOPLE_TAGS and gazetteer.people_by_form(words) is None:
        return Candidate(head, span, words, "group", "demonym", lemma=graph.lemmas[head], plural=True)
    return None


def _is_thing(words: str) -> bool:
    """Whether a name's noun says that it names a document, an event or a machine: *the Rome Statute, the Istanbul Summit, NSC-68*."""
    if re.fullmatch(r"\S*(?:-\d{2,}|\$\d+)\S*", words):
        return True
    noun = words.partition(" of ")[0].split()[-1].lower()
    return noun in load_words("actors")["things_with_names"]


def _is_no_person(words: str) -> bool:
    """Whether the gazetteer has the words for a place or a body: *Al Qaeda, Ford, the Elysee*."""
    return (
        gazetteer.country_by_form(words) is not None
        or gazetteer.metonym_by_form(f"the {words}") is not None
        or gazetteer.organization_by_form(words) is not None
    )


_AFTER_DATELINE = re.compile(r"(?:, [^\n—–]{1,30}?)?(?: ?\([^()\n]{1,40}\))? ?(?:[—–]| --? )")


def _is_dateline(graph: Graph, start: int, end: int) -> bool:
    """Whether a place in capitals only says where a report was written: *VIENNA (Analysis) - The talks, TOKYO, May 3 — The prime minister*."""
    first, last = graph.starts[start], graph.ends[end - 1]
    words = graph.text[first:last]
    opens = first == 0 or graph.text[:first].rstrip(" ").endswith("\n")
    return opens and words.isupper() and len(words) > 3 and _AFTER_DATELINE.match(graph.text, last) is not None


def _is_nationality(words: str) -> bool:
    form = gazetteer.country_by_form(words)
    return form is not None and form.form in ("adjective", "demonym")


def known_organization(graph: Graph, words: str) -> gazetteer.Organization | None:
    """The known organization of that name; a party under a name that other countries' parties may bear, only where the text names its country."""
    found = gazetteer.organization_by_form(words) or gazetteer.organization_by_form(f"the {words}")
    if found is None and words.endswith((" Party", " Movement")):  # "the Fatah Party"
        found = gazetteer.organization_by_form(words.rpartition(" ")[0])
    if found is None or found.kind != "party" or not found.iso3 or found.name == words:
        return found
    return found if found.iso3 in _countries_named(graph.text) else None


@functools.lru_cache(maxsize=4)
def _countries_named(text: str) -> frozenset[str]:
    """The codes of the countries whose names or adjectives stand in a text."""
    forms = (gazetteer.country_by_form(word) for word in set(re.findall(r"[A-Z][\w.]+(?: [A-Z]\w+)?|[A-Z]\w+", text)))
    return frozenset(form.iso3 for form in forms if form is not None)


def head_of(graph: Graph, start: int, end: int) -> int:
    """Give the node among those from `start` to before `end` that the others hang on."""
    return next((i for i in range(start, end) if not start <= graph.heads[i] < end or graph.heads[i] == i), end - 1)


def _title_before(graph: Graph, start: int) -> str | None:
    return graph.words[start - 1] if start > 0 and gazetteer.title_of(graph.words[start - 1]) is not None else None


def _person(graph: Graph, head: int, start: int, end: int, title: str | None) -> Candidate:
    if graph.words[start] == "of" and end - start > 2:  # Secretary "of State Dean Acheson"
        start += 2
    country = country_before(graph, start)
    for last in range(
        end - 2, start, -1
    ):  # "Pakistan President Zia": the reader took the office for a part of the name
        if is_role(graph, start, last + 1):
            office = gazetteer.country_by_form(words_between(graph, start, last))
            country, start = office.iso3 if office is not None else country, last + 1
            title = graph.words[last] if gazetteer.title_of(graph.words[last]) is not None else title
            break
    while start + 1 < end and gazetteer.title_of(graph.words[start]) is not None:
        title = graph.words[start]
        start += 1
    if graph.words[start] == "of" and end - start > 2:  # "Secretary of Energy Daniel Poneman"
        start += 2
    known = gazetteer.title_of(title) if title else None
    gender = gender_of(known.gender) if known else ""
    if not gender and end - start > 1:
        gender = gender_of(gazetteer.gender_of(graph.words[start]))
    span = (graph.starts[start], graph.ends[end - 1])
    return Candidate(
        head,
        span,
        words_between(graph, start, end),
        "person",
        "name",
        country,
        graph.lemmas[head],
        gender=gender,
        known=title is not None,
        title=title if title is not None and known is not None and known.kind != "honorific" else "",
        office=known is not None and known.kind in ("office", "rank", "royal", "legislative"),
        titles=frozenset(_titles(graph, head)),
        modifiers=frozenset(graph.words[i].lower() for i in _before_name(graph, head, start)),
    )


def _before_name(graph: Graph, head: int, start: int) -> Iterator[int]:
    """The words that stand before a name with its title: *Australian Prime Minister* John Howard."""
    for child in graph.dependents(head, "compound", "flat", "other", "amod"):
        if child < start:
            yield from (i for i in graph.subtree(child) if graph.pos[i] in ("NOUN", "PROPN", "ADJ"))


def _titles(graph: Graph, head: int) -> Iterator[str]:
    """The role nouns that hang on a name: *Prime Minister* John Howard, *spokesman* Pieter Hanekamp."""
    for child in graph.dependents(head, "compound", "flat", "other"):
        word = graph.words[child].lower()
        if gazetteer.role_of(word) is not None and gazetteer.gender_of(graph.words[child]) == "unknown":
            yield word


def _place(graph: Graph, head: int, span: Span, words: str) -> Candidate | None:
    regime, _, rest = words.partition(" ")
    if regime in load_words("actors")["regimes_of_the_day"] and gazetteer.country_by_form(rest) is not None:
        words = rest
    country = gazetteer.country_by_form(words)
    metonym = gazetteer.metonym_by_form(words) or gazetteer.metonym_by_form(f"the {words}")
    if (
        country is not None
        and country.form == "capital"
        and metonym is not None
        and metonym.actor_kind == "organization"
    ):
        if (
            country.country in graph.text and metonym.actor not in graph.text
        ):  # "Brussels": Belgium's, where the text is about Belgium
            metonym = None
        else:
            country = None
    if country is not None and country.form in ("name", "capital"):
        form: MentionForm = "name" if country.form == "name" else "metonym"
        return Candidate(
            head, span, country.country, "state", form, country.iso3, graph.lemmas[head], gender="neuter", known=True
        )
    if metonym is not None:
        kind: ActorKind = "state" if metonym.actor_kind == "person" else metonym.actor_kind
        return Candidate(
            head, span, metonym.actor, kind, "metonym", metonym.iso3, graph.lemmas[head], gender="neuter", known=True
        )
    return None


def with_reading(graph: Graph, candidate: Candidate) -> Candidate:
    """Mark the places that only stand for themselves; a body's building acts more readily than its city (*The Hague*)."""
    is_city = candidate.form == "metonym" and _is_city(graph.text[slice(*candidate.span)])
    if candidate.kind == "state" or is_city:
        is_country = bool(candidate.country) and candidate.form == "name"
        return replace(candidate, acting=acts(graph, candidate.node, is_country=is_country))
    return candidate


def _is_city(words: str) -> bool:
    metonym = gazetteer.metonym_by_form(words) or gazetteer.metonym_by_form(f"the {words}")
    return gazetteer.country_by_form(words) is not None or (metonym is not None and metonym.kind == "city")
