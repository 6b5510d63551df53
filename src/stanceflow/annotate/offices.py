"""Offices and bodies by their common nouns, and whose they are: *Prime Minister, United States President, the Albanian Government*."""

from __future__ import annotations

import functools

from stanceflow import gazetteer
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

_LONGEST_OFFICE = 5


def is_role(graph: Graph, start: int, end: int) -> bool:
    """Whether the words are an office or body by its common noun alone: *Prime Minister, United States President, the Albanian Government*."""
    words = words_between(graph, start, end)
    if gazetteer.organization_by_form(words) is not None or gazetteer.country_by_form(words) is not None:
        return False
    if gazetteer.role_of(graph.words[end - 1].lower()) is None and gazetteer.title_of(words) is None:
        return False
    if gazetteer.title_of(words) is not None:
        return True
    governs = graph.lemmas[end - 1].lower() in load_words("metonymy")["government_nouns"]
    if governs and end - start > 1 and gazetteer.leader_by_surname(graph.words[end - 2]) is not None:
        return _all_describe(graph, start, end - 2)  # "the British Blair Government"
    return _all_describe(graph, start, end - 1)


def is_part_of_office(graph: Graph, start: int, end: int) -> bool:
    """Whether the words are a piece of an office that the reader took for a name: *Foreign*, *Lebanese Prime*."""
    return graph.words[end - 1] in _fields() and _all_describe(graph, start, end)


def _all_describe(graph: Graph, start: int, end: int) -> bool:
    """Whether words are countries, ranks and roles throughout, names of several words (*United States*) taken whole."""
    while start < end:
        longest = next((e for e in range(end, start, -1) if _describes(words_between(graph, start, e))), None)
        if longest is None:
            return False
        start = longest
    return True


def _describes(word: str) -> bool:
    return (
        gazetteer.country_by_form(word) is not None or gazetteer.role_of(word.lower()) is not None or word in _fields()
    )


@functools.cache
def _fields() -> frozenset[str]:
    return load_words("actors")["fields_of_office"]


def country_before(graph: Graph, start: int) -> str:
    """The country whose office stands before a name: *Kyrgyz Prime Minister* Nikolai Tanaev, *Libya's leader* Muammar Gaddafi."""
    node = start - 1
    while node > max(0, start - _LONGEST_OFFICE) and _is_office(graph.words[node]):
        node -= 1
    if node in (start - 1, -1):
        return ""
    node -= graph.words[node] in ("'s", "’s")
    readings = (gazetteer.country_by_form(words_between(graph, first, node + 1)) for first in (max(0, node - 1), node))
    return next((form.iso3 for form in readings if form is not None), "")


def _is_office(word: str) -> bool:
    role = gazetteer.role_of(word.lower())
    return (
        (role is not None and role.role_class == "person")
        or gazetteer.title_of(word) is not None
        or word.capitalize() in _fields()
    )


def words_between(graph: Graph, start: int, end: int) -> str:
    """Give the text of the nodes from `start` to before `end`; empty where there are none."""
    return graph.text[graph.starts[start] : graph.ends[end - 1]] if start < end else ""
