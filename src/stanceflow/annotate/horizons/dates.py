"""Reads calendar dates out of a row of tokens: 2031, the 2030s, the 22nd century, 4 June, June 2031, Friday 6 April, Q3, Christmas."""

from __future__ import annotations

from dataclasses import replace
from datetime import MAXYEAR
from typing import Literal

from stanceflow.annotate.horizons.reading import Parsed, Reader
from stanceflow.annotate.horizons.times import Fixed, Range, Time, Unit, Unknown, Weekday, Yearly
from stanceflow.annotate.horizons.vocabulary import date_starters

_EARLIEST_YEAR, _LATEST_YEAR = 1500, 2999
_NOT_BEFORE_YEARS = ("$", "€", "£", "#", "fiscal", "financial", "fy")
_PARTS_OF_DAY = ("morning", "afternoon", "evening", "night")
_ABBREVIATED_DAYS = ("mon", "sat", "sun", "wed", "may", "mar", "sept")


class DateReader(Reader):
    """Reads dates; `date` is the way in, `recurring` reads those that come again each year or week."""

    def date(self, at: int) -> Parsed[Time] | None:
        """Read a date with or without its year; without `the` or with it where English has it."""
        first = self.token(self.after(at, "the"))
        if first.kind == "word" and first.word not in date_starters():
            return None
        return (
            self._iso(at)
            or self._decade(at)
            or self._century(at)
            or self._day_range(at)
            or self.recurring(at)
            or self.year(self.after(at, "the") + 1 if self.starts(self.after(at, "the"), "year") else at)
        )

    def recurring(self, at: int) -> Parsed[Time] | None:
        """Read a weekday, a day of a month, a month, a season, a quarter or a feast, and its year if one follows."""
        return (
            self._weekday(at)
            or self._day(at)
            or self._month(at)
            or self._season(at)
            or self._quarter(at)
            or self._feast(at)
        )

    def year(self, at: int, latest: int = _LATEST_YEAR) -> Parsed[Time] | None:
        """Read a year in four figures that is no quantity (2030 people is not told from 2030; 2,030, 2030 votes and 2030% are) nor fiscal."""
        token = self.token(at)
        if token.kind != "number" or len(token.word) != 4 or not token.word.isdecimal():
            return None
        if not _EARLIEST_YEAR <= int(token.word) <= latest:
            return None
        before, following = self.word(at - 1), self.word(at + 1)
        if following in ("%", "°") or following in self.vocabulary.stops["measures"] or before in _NOT_BEFORE_YEARS:
            return None
        return Fixed("year", int(token.word)), at + 1

    def _of_year(self, time: Yearly, at: int) -> Parsed[Time]:
        """Give what comes each year with the year that follows it: May 2031, winter of next year, 4 June, 2031."""
        joined = self.after(at, ",", "of", "in")
        year = self.year(joined, MAXYEAR)
        if year is None and self.word(joined) in ("this", "next", "last") and self.word(joined + 1) == "year":
            shift = {"this": 0, "next": 1, "last": -1}[self.word(joined)]
            year = Unit("year", shift, "year"), joined + 2
        if year is None or (self.word(at) == "in" and time.kind in ("month", "season")):
            return time, at
        return replace(time, year=year[0]), year[1]

    def _iso(self, at: int) -> Parsed[Time] | None:
        token = self.token(at)
        if token.kind != "iso":
            return None
        year, month, day = (int(part) for part in token.word.split("-"))
        if not year or not month or not day:
            return Unknown("no such date"), at + 1
        return Fixed("day", year, 1, month, day), at + 1

    def _decade(self, at: int) -> Parsed[Time] | None:
        token = self.token(self.after(at, "the"))
        if token.kind != "decade" or not _EARLIEST_YEAR <= int(token.word[:4]) <= _LATEST_YEAR:
            return None
        return Fixed("decade", int(token.word[:4]), 10), self.after(at, "the") + 1

    def _century(self, at: int) -> Parsed[Time] | None:
        number = self.ordinal(self.after(at, "the"))
        if number is None or self.word(number[1]) != "century" or not 1 < number[0] < 100:
            return None
        return Fixed("century", (number[0] - 1) * 100, 100), number[1] + 1

    def _weekday(self, at: int) -> Parsed[Time] | None:
        """Read Friday, Friday night; Friday 6 April and Friday, April 6 are their dates."""
        token = self.token(at)
        number = self.vocabulary.weekdays.get(token.word)
        if number is None or not token.capital:
            return None
        then = self.after(at + 1, ".") if len(token.word) < 5 else at + 1
        dated = self._day(self.after(self.after(then, ","), "the"))
        if dated is not None:
            return dated
        if token.word in _ABBREVIATED_DAYS:
            return None
        return Weekday(number, "coming"), self.after(then, *_PARTS_OF_DAY)

    def _day(self, at: int) -> Parsed[Time] | None:
        """Read 4 June, the 4th of June, June 4th, June the 4th, with or without a year."""
        start = self.after(at, "the")
        day = self._day_number(start)
        if day is not None:
            month = self._month_number(self.after(start + 1, "of"))
            if month is not None:
                return self._of_year(Yearly("day", month[0], day), month[1])
        month = self._month_number(at)
        if month is None:
            return None
        then = self.after(month[1], "the")
        day = self._day_number(then)
        if day is None:
            return None
        return self._of_year(Yearly("day", month[0], day), then + 1)

    def _day_range(self, at: int) -> Parsed[Time] | None:
        """Read 4-6 June, June 4-6, June 4 to 6, each with or without a year."""
        month = self._month_number(at)
        start = month[1] if month else self.after(at, "the")
        days = [self._day_number(start), self._day_number(start + 2)]
        if self.word(start + 1) not in ("-", "–", "to", "and", "or", "through") or None in days:
            return None
        then = start + 3
        if month is None:
            month = self._month_number(self.after(then, "of"))
            if month is None:
                return None
            then = month[1]
        last, then = self._of_year(Yearly("day", month[0], days[1] or 0), then)
        first = Yearly("day", month[0], days[0] or 0, last.year if isinstance(last, Yearly) else None)
        return Range(first, last), then

    def _day_number(self, at: int) -> int | None:
        token = self.token(at)
        digits = token.word[:-2] if token.kind == "ordinal" else token.word if token.kind == "number" else ""
        return int(digits) if digits.isdecimal() and len(digits) <= 2 and 1 <= int(digits) <= 31 else None

    def _month_number(self, at: int) -> Parsed[int] | None:
        token = self.token(at)
        number = self.vocabulary.months.get(token.word)
        if number is None or not token.capital:
            return None
        return number, self.after(at + 1, ".") if len(token.word) < 5 and self.token(
            at + 2
        ).kind == "number" else at + 1

    def _month(self, at: int) -> Parsed[Time] | None:
        month = self._month_number(at)
        return None if month is None else self._of_year(Yearly("month", month[0]), month[1])

    def _season(self, at: int) -> Parsed[Time] | None:
        start = self.after(at, "the")
        month = self.vocabulary.seasons.get(self.word(start))
        if month is None:
            return None
        found = self._of_year(Yearly("season", month), start + 1)
        bare = found[1] == start + 1
        return None if bare and self.word(start + 1) in ("of", "in", "from") else found

    def _quarter(self, at: int) -> Parsed[Time] | None:
        """Read Q3, H2, the third quarter, with or without a year; the second half needs one."""
        letter, figure = self.token(at), self.token(at + 1)
        if (
            letter.word in ("q", "h")
            and letter.capital
            and figure.start == letter.end
            and figure.word in ("1", "2", "3", "4")
        ):
            return self._numbered("quarter" if letter.word == "q" else "half", int(figure.word), at + 2)
        number = self.ordinal(self.after(at, "the"))
        if number is None or number[0] not in (1, 2, 3, 4, -1) or self.word(number[1]) != "quarter":
            return None
        return self._numbered("quarter", number[0] if number[0] > 0 else 4, number[1] + 1)

    def _numbered(self, kind: Literal["quarter", "half"], number: int, at: int) -> Parsed[Time] | None:
        months = 3 if kind == "quarter" else 6
        return None if number * months > 12 else self._of_year(Yearly(kind, (number - 1) * months + 1), at)

    def _feast(self, at: int) -> Parsed[Time] | None:
        known = self.phrase(self.vocabulary.holidays, at)
        if known is None:
            return None
        day, then = known
        if day == "january":
            return self._of_year(Yearly("month", 1), then)
        if not any(self.token(place).capital for place in (at, at + 1)):
            return None
        if day == "easter" or day == "thanksgiving":
            return self._of_year(Yearly("easter" if day == "easter" else "thanksgiving", 1), then)
        if isinstance(day, tuple):
            return self._of_year(Yearly("day", day[0], day[1]), then)
        return None
