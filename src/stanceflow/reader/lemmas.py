"""Lemmas: a table of words that have one, else a suffix rule (what to cut off and what to put there) and English spelling."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

KEEP, LOWER, WHOLE = "k", "l", "="

# Tags whose words are written with a capital only where a sentence or a heading begins.
NEVER_NAMES = frozenset({"ADP", "ADV", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"})
NAMES = frozenset({"NNP", "NNPS"})

INFLECTED = re.compile(r"(?P<stem>\w*[aeiouy]\w*)(?:ed|ing)")
# Stems that English verbs end in only before a silent e (*activat-e, realis-e, solv-e, googl-e*), and those that take none.
WANTS_E = re.compile(r".*(?:at|i[sz]|u[cst]|[vcu]|dg|rg|[bcdfgkpt]l)")
WANTS_NONE = re.compile(r".*(?:[aeiou]{2}[bcdfgklmnpt]|[^aeiouwy][dkmnptw]|[aeiou][wxy]|sh|ch|or|en)")


def make_rule(form: str, lemma: str) -> str:
    """The rule that turns `form` into `lemma`: `l3|y` lowers, cuts three letters and adds *y*; `=be` is the whole lemma."""
    kept, lowered = _suffix_rule(KEEP, form, lemma), _suffix_rule(LOWER, form.lower(), lemma)
    if kept is not None and (lowered is None or len(kept) <= len(lowered)):
        return kept
    return lowered or WHOLE + lemma


def apply_rule(rule: str, form: str) -> str:
    """The lemma that a rule gives; a rule that would leave nothing gives the form itself."""
    if rule[0] == WHOLE:
        return rule[1:]
    cut, _, suffix = rule[1:].partition("|")
    base = form.lower() if rule[0] == LOWER else form
    length = len(base) - int(cut)
    return base[: max(length, 0)] + suffix or form


class Lemmatizer:
    """Lemmas from `table` (`form|UPOS` -> lemma), from suffix rules, and for verbs checked against known `verbs`."""

    def __init__(self, table: Mapping[str, str], verbs: Collection[str]) -> None:
        self._table = table
        self._verbs = frozenset(verbs)

    def __call__(self, form: str, rule: str, upos: str, xpos: str) -> str:
        """The lemma of a word with its suffix rule and tags (universal and Penn)."""
        known = self._table.get(f"{form.lower()}|{upos}")
        if known is not None:
            return known
        lemma = apply_rule(rule, form)
        if xpos in NAMES:
            return lemma
        if (upos in NEVER_NAMES and lemma != "I") or (upos in ("NOUN", "VERB") and form[1:].islower()):
            lemma = lemma.lower()
        return self._spelt(form.lower(), lemma) if upos == "VERB" else lemma

    def _spelt(self, form: str, lemma: str) -> str:
        """The lemma of an *-ed* or *-ing* form with its silent e and single consonant as English spells them."""
        inflected = INFLECTED.fullmatch(form)
        if inflected is None or lemma in self._verbs:
            return lemma
        stem = inflected["stem"]
        single = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
        for candidate in (stem, stem + "e", single):
            if candidate in self._verbs:
                return candidate
        if WANTS_E.fullmatch(stem):
            return stem + "e"
        return stem if WANTS_NONE.fullmatch(stem) else lemma


def _suffix_rule(mode: str, base: str, lemma: str) -> str | None:
    shared = 0
    while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
        shared += 1
    return f"{mode}{len(base) - shared}|{lemma[shared:]}" if shared else None
