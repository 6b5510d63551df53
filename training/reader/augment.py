"""Vary training windows as articles vary: curly quotes and dashes, capitals, line breaks for paragraphs."""

import random

from stanceflow.reader.features import Gap

CURLY = {"'": "’", "``": "“", "''": "”", "--": "—"}
STRAIGHT = {"’": "'", "‘": "'", "“": '"', "”": '"', "—": "--", "…": "..."}

CURLY_SHARE, STRAIGHT_SHARE, DASH_SHARE = 0.4, 0.15, 0.3
UPPER_SHARE, LOWER_SHARE, TITLE_SHARE = 0.02, 0.04, 0.02
NO_BREAK_SHARE, LINE_SHARE, WRAP_SHARE = 0.35, 0.15, 0.05
WRAP_WIDTH = 70  # characters of a hard-wrapped line


def vary_words(words: list[str], source: random.Random) -> list[str]:
    """The words with other quotation marks, dashes or case; as many words as before."""
    draw = source.random()
    if draw < CURLY_SHARE:
        words = _curl(words)
    elif draw < CURLY_SHARE + STRAIGHT_SHARE:
        words = [_replace(word, STRAIGHT) for word in words]
    if source.random() < DASH_SHARE:
        dash = source.choice(("-", "–", "—", "--"))
        words = [dash if word in ("-", "–", "—", "--") else word for word in words]
    draw = source.random()
    if draw < UPPER_SHARE:
        return [word.upper() if len(word.upper()) == len(word) else word for word in words]
    if draw < UPPER_SHARE + LOWER_SHARE:
        return [word.lower() for word in words]
    if draw < UPPER_SHARE + LOWER_SHARE + TITLE_SHARE:
        return [word[:1].upper() + word[1:] for word in words]
    return words


def vary_gaps(words: list[str], gaps: list[Gap], source: random.Random) -> list[Gap]:
    """The gaps with paragraphs hidden, parted by single line breaks, or lines wrapped."""
    draw = source.random()
    if draw < NO_BREAK_SHARE:
        return [gaps[0], *(min(gap, Gap.SPACE) for gap in gaps[1:])]
    if draw < NO_BREAK_SHARE + LINE_SHARE:
        return [gaps[0], *(min(gap, Gap.LINE) for gap in gaps[1:])]
    if draw < NO_BREAK_SHARE + LINE_SHARE + WRAP_SHARE:
        return _wrap(words, gaps)
    return gaps


def _curl(words: list[str]) -> list[str]:
    curled: list[str] = []
    is_open = False
    for word in words:
        if word == '"':
            curled.append("”" if is_open else "“")
            is_open = not is_open
        else:
            curled.append(_replace(word, CURLY))
    return curled


def _replace(word: str, table: dict[str, str]) -> str:
    if word in table:
        return table[word]
    return "".join(table.get(char, char) for char in word) if (len(word) > 1 and "'" in word) or "’" in word else word


def _wrap(words: list[str], gaps: list[Gap]) -> list[Gap]:
    wrapped: list[Gap] = []
    column = 0
    for word, gap in zip(words, gaps, strict=True):
        column += len(word) + (gap >= Gap.SPACE)
        if gap == Gap.SPACE and column > WRAP_WIDTH:
            gap, column = Gap.LINE, len(word)
        wrapped.append(gap)
    return wrapped
