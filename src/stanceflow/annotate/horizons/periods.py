"""Stretches of the calendar: units, months, seasons, feasts, their parts, and days counted on from a day.

Conventions: weeks begin on Monday (ISO 8601); seasons are northern and meteorological (winter is December to February, named by the year it
begins in); decades and centuries begin with the year that ends in 0 or 00; a time beyond the year 9999 does not exist.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

Granularity = Literal["day", "week", "month", "quarter", "season", "year", "decade", "century", "vague"]

NO_DATE = "no publication date"
NO_SUCH_DATE = "no such date"
OUT_OF_RANGE = "out of range"


class UnresolvedError(Exception):
    """A time that cannot be put on the calendar; the message is the horizon's note, `granularity` what is known of it."""

    def __init__(self, note: str, granularity: Granularity) -> None:
        super().__init__(note)
        self.note = note
        self.granularity = granularity


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included, and the size of unit that its words name."""

    start: date
    end: date
    granularity: Granularity


def one_day(day: date) -> Period:
    """Give a day as a period."""
    return Period(day, day, "day")


_YEARS = {"year": 1, "decade": 10, "century": 100}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 3}


def day_of(year: int, month: int, day: int, granularity: Granularity = "day") -> date:
    """Give a date. Raises `UnresolvedError` where the calendar has none such."""
    if not MINYEAR <= year <= MAXYEAR:
        raise UnresolvedError(OUT_OF_RANGE, granularity)
    try:
        return date(year, month, day)
    except ValueError:
        raise UnresolvedError(NO_SUCH_DATE, granularity) from None


def months_from(year: int, month: int, count: int, granularity: Granularity) -> Period:
    """Give `count` whole months from the first of `month`; `month` may run over 12."""
    first, last = year * 12 + month - 1, year * 12 + month + count - 2
    start = day_of(first // 12, first % 12 + 1, 1, granularity)
    if last // 12 > MAXYEAR:
        raise UnresolvedError(OUT_OF_RANGE, granularity)
    return Period(
        start, date(last // 12, last % 12 + 1, calendar.monthrange(last // 12, last % 12 + 1)[1]), granularity
    )


def years_from(year: int, count: int, granularity: Granularity) -> Period:
    """Give `count` whole years from 1 January of `year`."""
    start = day_of(max(year, 1), 1, 1, granularity)
    return Period(start, day_of(year + count - 1, 12, 31, granularity), granularity)


def later(day: date, amount: int, step: str, granularity: Granularity) -> date:
    """Give the day that lies `amount` hours, days or months on; a month without that day gives its last one (31 January: 28 February)."""
    try:
        if step == "month":
            month = day.year * 12 + day.month - 1 + amount
            year, month = month // 12, month % 12 + 1
            return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
        days = -(-amount // 24) if step == "hour" else amount
        return day + timedelta(days=days)
    except (OverflowError, ValueError):
        raise UnresolvedError(OUT_OF_RANGE, granularity) from None


def unit_period(unit: str, day: date, shift: int) -> Period:
    """Give the calendar unit that lies `shift` units after the one that holds `day`."""
    if unit in _YEARS:
        size = _YEARS[unit]
        return years_from((day.year // size + shift) * size, size, unit)  # type: ignore[arg-type]  # a key of _YEARS
    if unit == "quarter":
        return months_from(day.year, 3 * ((day.month - 1) // 3 + shift) + 1, 3, "quarter")
    if unit == "month":
        return months_from(day.year, day.month + shift, 1, "month")
    if unit in ("week", "fortnight", "weekend"):
        size = 2 if unit == "fortnight" else 1
        monday = later(day, 7 * shift * size - day.weekday(), "day", "week")
        first, last = (5, 6) if unit == "weekend" else (0, 7 * size - 1)
        return Period(
            later(monday, first, "day", "week"),
            later(monday, last, "day", "week"),
            "day" if unit == "weekend" else "week",
        )
    return one_day(later(day, shift, "day", "day"))


def feast(name: str, year: int) -> date:
    """Give Easter Sunday (Gregorian; the anonymous algorithm in Meeus, Astronomical Algorithms, 1991) or American Thanksgiving of a year."""
    if name == "thanksgiving":
        return date(year, 11, 22 + (3 - date(year, 11, 22).weekday()) % 7)
    golden, hundreds, rest = year % 19, year // 100, year % 100
    correction = (hundreds - (hundreds + 8) // 25 + 1) // 3
    epact = (19 * golden + hundreds - hundreds // 4 - correction + 15) % 30
    weekday = (32 + 2 * (hundreds % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def third_of(period: Period, part: int) -> Period:
    """Give the first, middle or last third (0, 1, 2): by days of a week or month, by months up to a year, by years beyond; a single day is whole.

    The middle of a century is read as the one year in its midst: mid-century is 2050; that of a year as its two months, June and July.
    """
    years = period.end.year - period.start.year + 1
    if period.granularity == "century" and part == 1:
        return Period(*_whole_years(period.start.year + years // 2, 1), period.granularity)
    if period.granularity in ("decade", "century"):
        low, high = (-(-years * part // 3) if part else 0), -(-years * (part + 1) // 3)
        return Period(*_whole_years(period.start.year + low, high - low), period.granularity)
    if period.granularity == "year" and part == 1 and years == 1:
        middle = months_from(period.start.year, period.start.month + 5, 2, period.granularity)
        return Period(middle.start, middle.end, period.granularity)
    months = (years - 1) * 12 + period.end.month - period.start.month + 1
    if months % 3 == 0:
        first = months_from(period.start.year, period.start.month + part * months // 3, months // 3, period.granularity)
        return Period(first.start, first.end, period.granularity)
    days = (period.end - period.start).days + 1
    low, high = days * part // 3, days * (part + 1) // 3
    return Period(
        period.start + timedelta(days=min(low, days - 1)),
        period.start + timedelta(days=max(high - 1, 0)),
        period.granularity,
    )


_EDGE = {
    "century": ("month", 120),
    "decade": ("month", 12),
    "year": ("month", 1),
    "season": ("month", 1),
    "quarter": ("month", 1),
    "month": ("day", 7),
}


def edge_of(period: Period, last: bool) -> Period:
    """Give the first or last decade of a century, year of a decade, month of a year, week of a month, day of a week."""
    step, amount = _EDGE.get(period.granularity, ("day", 1))
    if last:
        start = (
            later(period.end + timedelta(days=1), -amount, step, period.granularity)
            if period.end < date.max
            else period.end
        )
        return Period(max(start, period.start), period.end, period.granularity)
    end = later(period.start, amount, step, period.granularity) - timedelta(days=1)
    return Period(period.start, min(end, period.end), period.granularity)


def _whole_years(year: int, count: int) -> tuple[date, date]:
    period = years_from(year, count, "year")
    return period.start, period.end
