"""The times that phrases name, before a publication date is known: each class is one way to name a stretch of days.

`period(published)` puts the time on the calendar, reading forward from the day of publication; it raises `UnresolvedError` with the reason
where it cannot.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, Protocol

from stanceflow.annotate.horizons import periods
from stanceflow.annotate.horizons.periods import NO_DATE, Granularity, Period, UnresolvedError

Which = Literal["coming", "this", "next", "last"]
_YEARS_TO_SEARCH = 9
"""29 February may be eight years off (1896 to 1904)."""


class Time(Protocol):
    """A named time."""

    def period(self, published: date | None) -> Period:
        """Give the days it covers."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A time with its year named: 2031, the 2030s, 2031-06-04."""

    granularity: Granularity
    year: int
    count: int = 1
    month: int = 0
    day: int = 0

    def period(self, published: date | None) -> Period:
        if self.day:
            return periods.one_day(periods.day_of(self.year, self.month, self.day))
        return periods.years_from(self.year, self.count, self.granularity)


@dataclass(frozen=True, slots=True)
class Unit:
    """A calendar unit counted from the one that holds the day of publication: this year (0), next week (1), tomorrow (a day, 1)."""

    unit: str
    shift: int
    granularity: Granularity

    def period(self, published: date | None) -> Period:
        return periods.unit_period(self.unit, _known(published, self.granularity), self.shift)


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday 0. `coming`, `this`: the first from the day of publication on; `next`, `last`: that of the next or last week."""

    number: int
    which: Which

    def period(self, published: date | None) -> Period:
        today = _known(published, "day")
        days = (self.number - today.weekday()) % 7
        if self.which in ("next", "last"):
            days = self.number - today.weekday() + (7 if self.which == "next" else -7)
        return periods.one_day(periods.later(today, days, "day", "day"))


@dataclass(frozen=True, slots=True)
class Yearly:
    """What comes once in each year: a month, a day of a month, a season, a quarter, a half, a feast.

    `key` is the number of the first month, `day` the day in it. With a `year` it is that year's. Without one, `coming` is the first that is not
    over on the day of publication, `next` the first to begin after it, `this` the one of the same calendar year, `last` the one over last.
    """

    kind: Literal["month", "day", "season", "quarter", "half", "easter", "thanksgiving"]
    key: int
    day: int = 0
    year: Time | None = None
    which: Which = "coming"

    def period(self, published: date | None) -> Period:
        if self.year is not None:
            return self._of(self.year.period(published).start.year)
        today = _known(published, self._granularity())
        found = [period for period in map(self._if_any, self._years(today)) if period is not None]
        if not found:
            raise UnresolvedError(periods.NO_SUCH_DATE, self._granularity())
        if self.which == "last":
            return _first([period for period in reversed(found) if period.end < today], self._granularity())
        if self.which == "next":
            return _first([period for period in found if period.start > today], self._granularity())
        if self.which == "this" and any(period.end < today and period.start.year == today.year for period in found):
            return _first([period for period in found if period.start.year == today.year], self._granularity())
        return _first([period for period in found if period.end >= today], self._granularity())

    def _years(self, today: date) -> range:
        return range(today.year - (_YEARS_TO_SEARCH if self.which == "last" else 1), today.year + _YEARS_TO_SEARCH)

    def _granularity(self) -> Granularity:
        granularities: dict[str, Granularity] = {
            "month": "month",
            "season": "season",
            "quarter": "quarter",
            "half": "year",
        }
        return granularities.get(self.kind, "day")

    def _if_any(self, year: int) -> Period | None:
        try:
            return self._of(year)
        except UnresolvedError:
            return None

    def _of(self, year: int) -> Period:
        if self.kind in ("easter", "thanksgiving"):
            periods.day_of(year, 1, 1)
            return periods.one_day(periods.feast(self.kind, year))
        if self.kind == "day":
            return periods.one_day(periods.day_of(year, self.key, self.day))
        months = {"month": 1, "season": 3, "quarter": 3}.get(self.kind, 6)
        return periods.months_from(year, self.key, months, self._granularity())


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: `low` to `high` times `amount` of a `step` (hour, day, month); `granularity` is that of the unit named."""

    low: int
    high: int
    step: str
    granularity: Granularity


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time from the day of publication to the end of a duration: the next five years, within a decade, for years to come."""

    duration: Duration

    def period(self, published: date | None) -> Period:
        length = self.duration
        today = _known(published, length.granularity)
        return Period(today, periods.later(today, length.high, length.step, length.granularity), length.granularity)


@dataclass(frozen=True, slots=True)
class Distance:
    """The day, or with a range of lengths the days, that lie a duration off: in six months, two or three years from now."""

    duration: Duration

    def period(self, published: date | None) -> Period:
        length = self.duration
        today = _known(published, length.granularity)
        ends = [periods.later(today, amount, length.step, length.granularity) for amount in (length.low, length.high)]
        return Period(ends[0], ends[1], length.granularity)


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a longer time: its early, middle or late third; its start or end; the rest of it; a half; the `number`th `unit` in it (-1: the last)."""

    part: Literal["early", "middle", "late", "start", "end", "turn", "rest", "half", "unit"]
    of: Time
    number: int = 0
    unit: str = ""
    count: int = 1

    def period(self, published: date | None) -> Period:
        if self.part == "turn" and isinstance(
            self.of, Unit
        ):  # the turn of the year lies at its end: the next one begins
            following = replace(self.of, shift=self.of.shift + 1).period(published)
            return periods.edge_of(
                replace(following, granularity="decade") if following.granularity == "century" else following, False
            )
        whole = self.of.period(published)
        if self.part in ("early", "middle", "late"):
            return periods.third_of(whole, ("early", "middle", "late").index(self.part))
        if self.part in ("start", "end", "turn"):
            return periods.edge_of(whole, self.part == "end")
        return whole if self.part == "rest" else self._numbered(whole)

    def _numbered(self, whole: Period) -> Period:
        if self.part == "half":
            months = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
            amount, step = (
                (months // 2, "month")
                if months > 1 and months % 2 == 0
                else (((whole.end - whole.start).days + 1) // 2, "day")
            )
        else:
            step, amount = _SIZES[self.unit]
        amount *= self.count
        if self.number < 0:
            start = periods.later(_after(whole.end), -amount, step, whole.granularity)
        else:
            start = periods.later(whole.start, amount * (self.number - 1), step, whole.granularity)
        end = periods.later(start, amount, step, whole.granularity) - timedelta(days=1)
        if end > whole.end or start < whole.start:
            if start > whole.end or start < whole.start:
                raise UnresolvedError(periods.NO_SUCH_DATE, whole.granularity)
            end = whole.end
        granularity = whole.granularity if self.part == "half" else _NAMES.get(self.unit, whole.granularity)
        return Period(start, end, granularity)


_SIZES = {
    "day": ("day", 1),
    "week": ("day", 7),
    "month": ("month", 1),
    "quarter": ("month", 3),
    "year": ("month", 12),
    "decade": ("month", 120),
}
_NAMES: dict[str, Granularity] = {
    "day": "day",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
}


@dataclass(frozen=True, slots=True)
class Range:
    """From the first day of one time to the last day of another: between 2028 and 2030, in May or June."""

    first: Time
    last: Time

    def period(self, published: date | None) -> Period:
        last = self.last.period(published)
        start = self.first.period(published).start
        if (
            start > last.end
        ):  # the first day is gone by (published 5 April: between 4 and 6 April), unless the words are wrong
            if published is None or published > last.end:
                raise UnresolvedError(periods.NO_SUCH_DATE, last.granularity)
            start = published
        return Period(start, last.end, last.granularity)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A time that words leave open (soon, by the time of the election) or that the calendar cannot hold; `note` says which."""

    note: str

    def period(self, published: date | None) -> Period:
        raise UnresolvedError(self.note, "vague")


def _known(published: date | None, granularity: Granularity) -> date:
    if published is None:
        raise UnresolvedError(NO_DATE, granularity)
    return published


def _first(found: list[Period], granularity: Granularity) -> Period:
    if not found:
        raise UnresolvedError(periods.OUT_OF_RANGE, granularity)
    return found[0]


def _after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)
