"""When two descriptions may be of the same people: nouns of one meaning, modifiers of one country."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from stanceflow import gazetteer
from stanceflow.annotate.naming import Cluster
from stanceflow.lexicon import load_table


def by_country(modifiers: Iterable[str]) -> frozenset[str]:
    """Give modifiers with one word for each country: *American* forces are *US* forces."""
    return frozenset(_country_of(word) or word for word in modifiers)


@functools.lru_cache(maxsize=4096)
def _country_of(word: str) -> str:
    form = gazetteer.country_by_form(word.upper() if len(word) < 4 or "." in word else word.capitalize())
    return form.iso3 if form is not None else ""


def words_of(owner: Cluster) -> frozenset[str]:
    """Give the words of an owner's name as modifiers."""
    return by_country(owner.name.lower().split())


@functools.cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Give, for each noun of the lexicon, the others that may name the same people."""
    sets: dict[str, list[str]] = {}
    for row in load_table("people_synonyms"):
        sets.setdefault(row["sense"], []).append(row["noun"])
    return {noun: tuple(n for n in nouns if n != noun) for nouns in sets.values() for noun in nouns}
