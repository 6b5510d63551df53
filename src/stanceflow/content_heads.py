"""The head of a content, read off its words: under which contents are clustered that have no parse beside them any more.

Of an infinitive it is the verb (*to reopen the border*: reopen), of a clause with a modal the verb behind it (*prices will rise*: rise), of
anything else the last noun before the first word that opens a modifier (*a second vote on the treaty*: vote). Plurals count as singulars.
"""

from __future__ import annotations

import re

from stanceflow.lexicon import load_words

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SHORTEST_PLURAL = 4


def content_head(content: str) -> str:
    """Give the lower-case word that a content is clustered under; empty where it holds no word."""
    words = [word.lower() for word in _WORD.findall(content)]
    if not words:
        return ""
    start = next((i for i, word in enumerate(words) if word == "to"), len(words)) if words[0] in ("to", "not") else -1
    if start >= 0:
        return _verb(words[start + 1 :]) or words[-1]
    modal = next((i for i, word in enumerate(words) if i and word in load_words("content_heads")["modals"]), 0)
    if modal:
        return _verb(words[modal + 1 :]) or words[modal - 1]
    return _singular(_noun(words))


def _verb(words: list[str]) -> str:
    light = load_words("content_heads")["light"]
    return next((word for word in words if word not in light), "")


def _noun(words: list[str]) -> str:
    known = load_words("content_heads")
    inner = [i for i, word in enumerate(words) if word not in known["determiners"]]
    first = inner[0] if inner else 0
    end = next((i for i in range(first + 1, len(words)) if words[i] in known["openers"]), len(words))
    return words[end - 1]


def _singular(noun: str) -> str:
    if len(noun) < _SHORTEST_PLURAL or noun.endswith(("ss", "us", "is", "'s", "’s", "series", "news")):
        return noun.removesuffix("'s").removesuffix("’s")
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    return noun.removesuffix("s")
