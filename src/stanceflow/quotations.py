"""The stretches of a text that stand between quotation marks, found without a parse, in time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks: `start` and `end` are inside the marks; `outer_start` and `outer_end` include them.

    `continues` is true where the quotation goes on from the paragraph before; `closed` is false where the closing mark is missing and the
    paragraph's end stands for it.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    continues: bool
    closed: bool


_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_MARK = re.compile("[“”„«»\"]|``|''|‘‘|‘’|’’")
_CLOSERS = {"“": "”", "„": "“”", "«": "»", "``": "'' \"", '"': '"', "''": "''", "‘‘": "’’", "‘’": "’’"}
_STRAIGHT = ('"', "''")
_SINGLE = re.compile(r"(?<![^\s(\[—–-])[‘'](?=[^\W\d]|[.…\[]|\d)|(?<=\S)[’'](?![^\W_])")
_NOT_A_MARK = re.compile(r"['‘](?:\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|n['’])", re.IGNORECASE)
_FIRM_END = frozenset(",.?!…;:")
_FARTHEST = 12


def quotations(text: str) -> list[Quotation]:
    """Give the stretches in quotation marks, double (curly, straight, angled, doubled single) and single, in text order and disjoint.

    Each paragraph stands for itself. One that opens with a mark while the one before never closed its own continues it, and so does one
    that only closes what the one before left open. A straight mark opens after white space or an opening bracket and closes otherwise. Marks
    inside a quotation are left alone.
    """
    out: list[Quotation] = []
    unclosed = False
    for paragraph in _PARAGRAPH.finditer(text):
        begin, finish = paragraph.span()
        doubles = list(_doubles(text, begin, finish, unclosed))
        unclosed = bool(doubles) and not doubles[-1].closed
        out.extend(_disjoint([*doubles, *_singles(text, begin, finish)]))
    return [q for q in out if q.end > q.start and text[q.start : q.end].strip()]


def _disjoint(found: list[Quotation]) -> Iterator[Quotation]:
    end = 0
    for quotation in sorted(found, key=lambda q: (q.outer_start, -q.outer_end)):
        if quotation.outer_start >= end:
            yield quotation
            end = quotation.outer_end


def _doubles(text: str, begin: int, finish: int, unclosed: bool) -> Iterator[Quotation]:
    opened: re.Match[str] | None = None
    first = True
    for mark in _MARK.finditer(text, begin, finish):
        if opened is None:
            if _opens(text, mark, begin):
                opened = mark
            elif first and unclosed:  # the end of a quotation that the paragraph before left open
                yield Quotation(begin, mark.start(), begin, mark.end(), True, True)
        elif mark.group() in _CLOSERS[opened.group()]:
            yield Quotation(
                opened.end(), mark.start(), opened.start(), mark.end(), _goes_on(text, begin, opened, unclosed), True
            )
            opened = None
        first = False
    if opened is not None:
        yield Quotation(opened.end(), finish, opened.start(), finish, _goes_on(text, begin, opened, unclosed), False)


def _goes_on(text: str, begin: int, opened: re.Match[str], unclosed: bool) -> bool:
    return unclosed and not text[begin : opened.start()].strip()


def _opens(text: str, mark: re.Match[str], begin: int) -> bool:
    sign = mark.group()
    if sign not in _STRAIGHT:
        return sign in _CLOSERS
    before = text[mark.start() - 1] if mark.start() > begin else " "
    after = text[mark.end() : mark.end() + 1] or " "
    return before.isspace() or before in "([—–-'‘:/" or not (after.isspace() or before.isdigit())


def _singles(text: str, begin: int, finish: int) -> Iterator[Quotation]:
    """Single marks, curly or straight: an opening one stands before a word and behind white space; a closing one stands behind a word.

    The closing mark may be a plural's apostrophe (*the farmers' plea*). One behind punctuation or before it is firm and wins over those; of
    the others the last before the next opening mark does.
    """
    marks = list(_SINGLE.finditer(text, begin, finish))
    at = 0
    while at < len(marks):
        mark = marks[at]
        at += 1
        if not _opens_single(text, mark, begin):
            continue
        closing = "’" if mark.group() == "‘" else "'"
        last: int | None = None
        for number in range(at, min(at + _FARTHEST, len(marks))):
            if _opens_single(text, marks[number], begin):
                break
            if marks[number].group() == closing:
                last = number
                if _is_firm(text, marks[number], finish):
                    break
        if last is not None:
            yield Quotation(mark.end(), marks[last].start(), mark.start(), marks[last].end(), False, True)
            at = last + 1


def _opens_single(text: str, mark: re.Match[str], begin: int) -> bool:
    before = text[mark.start() - 1] if mark.start() > begin else " "
    return (before.isspace() or before in "([—–-") and not _NOT_A_MARK.match(text, mark.start())


def _is_firm(text: str, mark: re.Match[str], finish: int) -> bool:
    after = text[mark.end()] if mark.end() < finish else "."
    return text[mark.start() - 1] in _FIRM_END or after in ",.?!;:)—–"
