"""Puts a time expression on the calendar, read forward from the day of publication."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from stanceflow.annotate.horizons.expressions import Expression, ExpressionReader
from stanceflow.annotate.horizons.periods import Granularity, Period, UnresolvedError
from stanceflow.annotate.horizons.reading import Parsed
from stanceflow.annotate.horizons.times import Part, Time, Yearly
from stanceflow.annotate.horizons.tokens import tokenize

_LONGEST_PHRASE = 400
_MARKS = frozenset("\"“”„‘’'«»()[]")


@dataclass(frozen=True, slots=True)
class Horizon:
    """By when something is to happen.

    `start` is the first day on which it may (None: not known, or the text bounds only the end and there is no publication date); `end` the last day
    by which it must have happened, itself included (None: unresolved). `granularity` is the size of the unit that the words name. `note` says why
    a date is missing (`no publication date`, `vague`, `event`, `open-ended`, `no such date`, `out of range`, `not understood`), or `past`
    where all dates are there but lie before the publication; else it is empty.
    """

    start: date | None
    end: date | None
    granularity: Granularity
    note: str


def resolve_horizon(phrase: str, published: date | None) -> Horizon:
    """Give the days that a time expression means.

    `phrase` is an expression as `find_horizons` gives it, or a length of time or date alone (`eighteen months`, `2040`); of a longer text the
    longest expression in it counts. Without `published`, what is counted from it stays unresolved and says so. Never raises on odd text.
    """
    found = _longest(phrase)
    if found is None:
        return Horizon(None, None, "vague", "not understood")
    try:
        return _bounds(found, published)
    except UnresolvedError as error:
        return Horizon(None, None, error.granularity, error.note)


def _longest(phrase: str) -> Expression | None:
    tokens = [token for token in tokenize(phrase, 0, min(len(phrase), _LONGEST_PHRASE)) if token.word not in _MARKS]
    reader = ExpressionReader(tokens)
    best: Parsed[Expression] | None = None
    longest = 0
    for at in range(len(tokens)):
        for found in (reader.expression(at), reader.bare(at), reader.length(at), reader.unsearched(at)):
            if found is not None and found[1] - at > longest:
                best, longest = found, found[1] - at
    return best[0] if best else None


def _bounds(expression: Expression, published: date | None) -> Horizon:
    if expression.relation == "before":
        return _before(expression.time, published)
    period = expression.time.period(published)
    if expression.relation == "after":
        first = period.end + timedelta(days=1) if period.end < date.max else None
        return Horizon(first, None, period.granularity, "open-ended")
    if expression.relation == "from":
        return Horizon(period.start, None, period.granularity, "open-ended")
    return _forward(None if expression.relation == "by" else period.start, period, published)


def _before(time: Time, published: date | None) -> Horizon:
    """Give the days before a time; before the end of a year is until its last day, and what is running already means its next turn."""
    if isinstance(time, Part) and time.part == "end":
        return _forward(None, time.period(published), published)
    period = time.period(published)
    if published is not None and period.start <= published and isinstance(time, Yearly) and time.year is None:
        period = replace(time, which="next").period(published)
    if period.start == date.min:
        raise UnresolvedError("out of range", period.granularity)
    last = period.start - timedelta(days=1)
    if published is not None and last < published <= period.end:
        last = published
    return _forward(None, Period(min(last, period.start), last, period.granularity), published)


def _forward(start: date | None, period: Period, published: date | None) -> Horizon:
    """Give a period's bounds, what has gone by on the day of publication cut off; one that is all gone by is noted as past and kept whole."""
    if published is None:
        return Horizon(start, period.end, period.granularity, "")
    if period.end < published:
        return Horizon(start, period.end, period.granularity, "past")
    return Horizon(published if start is None else max(start, published), period.end, period.granularity, "")
