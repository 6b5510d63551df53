"""The words of time expressions, read once from `lexicon/horizons.toml`."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import cast

from stanceflow.annotate.horizons.periods import Granularity
from stanceflow.lexicon import LexiconError, read_text

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Fixed phrases and what each may stand for; `longest` is the number of words of the longest one that begins with a word."""

    meanings: dict[Phrase, tuple[object, ...]]
    longest: dict[str, int]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The lexicon's tables, turned so that each word or phrase leads to its meaning."""

    units: dict[str, str]
    plurals: frozenset[str]
    steps: dict[str, tuple[str, int]]
    uncounted: dict[str, tuple[str, int]]
    granularity: dict[str, Granularity]
    numbers: dict[str, int]
    counts: Phrases
    approximate: frozenset[str]
    between: frozenset[str]
    ordinals: dict[str, int]
    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    holidays: Phrases
    days: Phrases
    hours: frozenset[str]
    parts: Phrases
    loose: Phrases
    joins: frozenset[str]
    relations: Phrases
    vague: Phrases
    unsearched: Phrases
    events: Phrases
    determiners: frozenset[str]
    stops: dict[str, frozenset[str]]


@functools.cache
def vocabulary() -> Vocabulary:
    """Give the vocabulary. Raises `LexiconError` where the file lacks a table."""
    try:
        return _build(tomllib.loads(read_text("horizons.toml")))
    except KeyError as error:
        raise LexiconError(f"horizons.toml: table or key {error} is not there; put it back") from None
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"horizons.toml: {error}; mend the TOML") from None


def _build(data: dict[str, dict[str, object]]) -> Vocabulary:
    units = {form: unit for unit, forms in data["units"].items() for form in _strings(forms)}
    return Vocabulary(
        units=units,
        plurals=frozenset(form for form in units if form not in data["units"]) - {"second"},
        steps=_lengths(data["steps"]),
        uncounted=_lengths(data["uncounted"]),
        granularity={unit: cast(Granularity, name) for unit, name in data["granularity"].items()},
        numbers=_integers(data["numbers"]),
        counts=_phrases((text, tuple(_list(bounds))) for text, bounds in data["counts"].items()),
        approximate=frozenset(_strings(data["approximate"]["words"])),
        between=frozenset(_strings(data["approximate"]["between"])),
        ordinals=_integers(data["ordinals"]),
        months=_integers(data["months"]),
        weekdays=_integers(data["weekdays"]),
        seasons=_integers(data["seasons"]),
        holidays=_phrases(
            (text, day if isinstance(day, str) else tuple(_list(day))) for text, day in data["holidays"].items()
        ),
        days=_phrases(data["days"].items()),
        hours=frozenset(_strings(data["hours"]["words"])),
        parts=_inverted(data["parts"]),
        loose=_phrases((text, "loose") for text in _strings(data["joins"]["loose"])),
        joins=frozenset(_strings(data["joins"]["words"])),
        relations=_inverted(data["relations"]),
        vague=_phrases((text, "vague") for text in _strings(data["vague"]["phrases"])),
        unsearched=_phrases((text, "vague") for text in _strings(data["vague"]["unsearched"])),
        events=_phrases((text, "event") for text in _strings(data["events"]["nouns"])),
        determiners=frozenset(_strings(data["events"]["determiners"])),
        stops={key: frozenset(_strings(value)) for key, value in data["stops"].items()},
    )


def _phrases(entries: Iterable[tuple[str, object]]) -> Phrases:
    meanings: dict[Phrase, tuple[object, ...]] = {}
    for text, meaning in entries:
        for phrase in _alternatives(text):
            meanings[phrase] = (*meanings.get(phrase, ()), meaning)
    longest: dict[str, int] = {}
    for phrase in meanings:
        longest[phrase[0]] = max(len(phrase), longest.get(phrase[0], 0))
    return Phrases(meanings, longest)


def _inverted(table: dict[str, object]) -> Phrases:
    return _phrases((text, meaning) for meaning, texts in table.items() for text in _strings(texts))


def _alternatives(text: str) -> Iterable[Phrase]:
    """Spell out `at any time|moment`: one phrase for each choice of words. A possessive is a word of its own: new year 's."""
    return product(*(word.split("|") for word in text.replace("'s", " 's").split()))


def _lengths(table: dict[str, object]) -> dict[str, tuple[str, int]]:
    return {unit: next(iter(length.items())) for unit, length in table.items() if isinstance(length, dict)}


def _integers(table: dict[str, object]) -> dict[str, int]:
    return {word: number for word, number in table.items() if isinstance(number, int)}


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _strings(value: object) -> list[str]:
    return [str(item) for item in _list(value)]


@functools.cache
def starters() -> frozenset[str]:
    """Give every word with which an expression in running text can begin."""
    words = vocabulary()
    return time_starters().union(words.relations.longest, words.vague.longest, _CONNECTING)


@functools.cache
def time_starters() -> frozenset[str]:
    """Give every word with which a time can begin; what begins a connector only (by, within) is none."""
    words = vocabulary()
    phrases = (words.counts, words.holidays, words.days, words.parts)
    tables = (words.units, words.numbers, words.ordinals, words.months, words.weekdays, words.seasons)
    firsts = {word for known in phrases for word in known.longest}
    return frozenset(firsts.union(*tables, words.hours, words.approximate, _OPENING))


@functools.cache
def date_starters() -> frozenset[str]:
    """Give every word with which a date can begin, after `the` or without it."""
    words = vocabulary()
    tables = (words.numbers, words.ordinals, words.months, words.weekdays, words.seasons)
    return frozenset({"year", "q", "h"}.union(*tables, words.holidays.longest))


_OPENING = ("a", "an", "the", "half", "this", "next", "these", "coming", "upcoming", "current", "q", "h")
_CONNECTING = ("between", "from", "take", "give", "gives", "be")
