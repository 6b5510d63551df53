"""Which bodies' names are short for others of the same article: *Amnesty*, *the Navy*, *the Liberal Party* of Canada."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from typing import TypeVar

from stanceflow import gazetteer
from stanceflow.lexicon import load_words

_Key = TypeVar("_Key", bound=Hashable)

_SMALL = frozenset({"of", "the", "for", "on", "in", "and", "&", "to"})
_FEWEST_BEFORE_OF = 2
"""How many words must stand before *of* to be a name by themselves: the Supreme Court *of Norway*, not the Bank *of Norway*."""
_LONGEST = 10
"""How many words of a name are looked at."""


def fuller_names(names: Mapping[_Key, str]) -> dict[_Key, _Key]:
    """Give, for each name that is short for one other of the article or says the same in another order, the key of the fullest.

    A name that is short for two unlike others is left out.
    """
    keys = sorted(names, key=lambda key: len(names[key].split()), reverse=True)
    fuller: dict[_Key, _Key] = {}
    roots_by_form: dict[frozenset[str], set[_Key]] = {}
    for key in keys:
        roots = roots_by_form.get(_content(names[key].split()), set())
        root = next(iter(roots)) if len(roots) == 1 else key
        if root != key:
            fuller[key] = root
        for form in _forms(names[key]):
            roots_by_form.setdefault(form, set()).add(root)
    return fuller


def _forms(name: str) -> Iterator[frozenset[str]]:
    """A name's own words, and what it may be called for short."""
    words = name.split()[:_LONGEST]
    yield _content(words)
    for short in _shortened(words):
        yield _content(short)
        for shorter in _shortened(short):
            yield _content(shorter)


def _shortened(words: list[str]) -> Iterator[list[str]]:
    """Without a nation before (*Indian* Navy), a plain noun for a body after (Dawa *Party*), or what it is of (Liberal Party *of Canada*)."""
    for at in range(1, len(words)):
        before, after = words[:at], words[at:]
        if gazetteer.country_by_form(" ".join(before)) is not None:
            yield after
        if after[0].lower() in load_words("actors")["body_nouns"]:
            yield before
        if after[0].lower() == "of" and at >= _FEWEST_BEFORE_OF:
            yield before


def _content(words: list[str]) -> frozenset[str]:
    plain = (re.sub(r"\.", "", word).lower() for word in words)
    return frozenset(word for word in plain if word and word not in _SMALL)
