"""Words, numbers and marks of a text, with their places in it."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"(?P<clock>\d{1,2}(?:[:.]\d\d)?[ \u00a0]?(?:[ap]\.m\.|[ap]m\b)|(?:[01]?\d|2[0-3]):[0-5]\d\b)"
    r"|(?P<iso>\d{4}-\d\d-\d\d(?!\w))"
    r"|(?P<decade>\d{3}0['’]?s\b)"
    r"|(?P<ordinal>\d{1,4}(?:st|nd|rd|th)\b)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<possessive>['’](?:s\b|(?=[^\w]|$)))"
    r"|(?P<middle>mid(?=(?:year|century|decade|summer|winter|spring|autumn|week|month)\b))"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<dash>[-‐‑–—−])"
    r"|(?P<mark>[^\s\w]|_)",
    re.IGNORECASE,
)
_HYPHENS = "-‐‑"


class Token(NamedTuple):
    """A word, number or mark: its lower-case form, its kind (word, number, ordinal, decade, iso, clock, possessive, dash, mark) and place."""

    word: str
    kind: str
    start: int
    end: int
    capital: bool


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Give the tokens of `text[start:end]`, offsets counted in `text`. A hyphen between letters joins nothing and is left out (mid-July)."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup or "mark"
        if kind == "dash" and not _stands_alone(text, match.start(), match.end(), end):
            continue
        kind = "word" if kind == "middle" else kind
        word = "'s" if kind == "possessive" else match.group().lower()
        tokens.append(Token(word, kind, match.start(), match.end(), match.group()[0].isupper()))
    return tokens


def _stands_alone(text: str, start: int, end: int, limit: int) -> bool:
    """Say whether a dash is a mark of its own: a hyphen between two characters of which one is a letter is not."""
    if text[start] not in _HYPHENS or start == 0 or end >= limit:
        return True
    before, after = text[start - 1], text[end]
    inside = before.isalnum() and after.isalnum()
    return not inside or (before.isdigit() and after.isdigit())
