"""Reads the name of a time out of a row of tokens: 2031, the middle of next year, Friday 6 April, the next ten to 20 years."""

from __future__ import annotations

from dataclasses import replace

from stanceflow.annotate.horizons.dates import DateReader
from stanceflow.annotate.horizons.reading import Parsed
from stanceflow.annotate.horizons.times import Distance, Fixed, Part, Range, Stretch, Time, Unit, Weekday, Which, Yearly

_DEEPEST = 4
"""How many parts may hang on each other: the first week of the second half of next year is three."""

_WHICH: dict[str, Which] = {
    "this": "this",
    "next": "next",
    "last": "last",
    "past": "last",
    "coming": "coming",
    "upcoming": "coming",
}
_SHIFT = {"this": 0, "current": 0, "next": 1, "last": -1, "past": -1, "previous": -1}


class TimeReader(DateReader):
    """Reads times of every kind; `time` is the way in."""

    def time(self, at: int, depth: int = 0) -> Parsed[Time] | None:
        """Read the longest time that begins at `at`, and what it is joined with: May or June, 2031-35, next year or the year after."""
        found = self._single(at, depth)
        if found is None:
            return None
        first, at = found
        if self.word(at) not in ("or", "-", "–", "/") or depth:
            return found
        second = self._second_year(at) if self.word(at) in ("-", "–", "/") else self._single(at + 1, _DEEPEST)
        if second is None or not _comparable(first, second[0]):
            return found
        return Range(first, second[0]), second[1]

    def _second_year(self, at: int) -> Parsed[Time] | None:
        """Read the second year of 2030-31 or 2030-2035."""
        first, second = self.token(at - 1), self.token(at + 1)
        if (
            first.kind != "number"
            or second.kind != "number"
            or len(second.word) not in (2, 4)
            or not second.word.isdecimal()
        ):
            return None
        year = int(first.word[: 4 - len(second.word)] + second.word)
        return Fixed("year", year), at + 2

    def _single(self, at: int, depth: int) -> Parsed[Time] | None:
        if depth > _DEEPEST:
            return None
        return (
            self._day_word(at, depth)
            or self._part(at, depth)
            or self._numbered_part(at, depth)
            or self._ending(at, depth)
            or self.date(at)
            or self._determined(at)
            or self._relative(at)
            or self._ahead(at)
            or self._from_now(at)
        )

    def _day_word(self, at: int, depth: int) -> Parsed[Time] | None:
        """Read today, tomorrow night; 2pm, noon on Friday (of a day that is not named: the day of publication)."""
        known = self.phrase(self.vocabulary.days, at)
        if known is not None:
            return Unit("day", int(str(known[0])), "day"), known[1]
        if self.token(at).kind != "clock" and self.word(at) not in self.vocabulary.hours:
            return None
        at += 1
        day = self._single(self.after(at, "on", ","), _DEEPEST)
        if day is not None and _is_day(day[0]):
            return day
        return Unit("day", 0, "day"), at

    def _part(self, at: int, depth: int) -> Parsed[Time] | None:
        """Read early 2031, late next year, the end of the decade, mid-July."""
        for name, then in self.phrases(self.vocabulary.parts, at):
            loose = self.vocabulary.loose.meanings.get(tuple(self.word(i) for i in range(at, then)))
            joined = self.word(then) in self.vocabulary.joins
            if not joined and not loose:
                continue
            whole = self._whole(then + joined, depth)
            if whole is not None:
                return Part(name, whole[0]), whole[1]  # type: ignore[arg-type]  # a name that Part has
        return None

    def _whole(self, at: int, depth: int) -> Parsed[Time] | None:
        """Read what a part is of: any time, or a unit alone (the end of the year, mid-century)."""
        found = self._single(at, depth + 1)
        if found is not None and not isinstance(found[0], (Stretch, Distance)):
            return found
        at = self.after(at, "the", "this")
        unit = self.vocabulary.units.get(self.word(at))
        if unit is None or unit in ("minute", "hour", "fortnight") or self.word(at) in self.vocabulary.plurals:
            return None
        return Unit(unit, 0, self.vocabulary.granularity[unit]), at + 1

    def _numbered_part(self, at: int, depth: int) -> Parsed[Time] | None:
        """Read the first half of next year, the last week of May, the first three months of 2031."""
        number = self.ordinal(self.after(at, "the"))
        if number is None:
            return None
        count = self._count(number[1])
        word = self.word(count[1] if count else number[1])
        then = (count[1] if count else number[1]) + 1
        if self.word(then) not in self.vocabulary.joins:
            return None
        unit = "half" if word == "half" else self.vocabulary.units.get(word, "")
        if unit not in ("half", "day", "week", "month", "quarter", "year", "decade") or not -1 <= number[0] <= 366:
            return None
        whole = self._whole(then + 1, depth)
        if whole is None:
            return None
        part = Part("half" if unit == "half" else "unit", whole[0], number[0], unit, count[0][1] if count else 1)
        return (part, whole[1]) if number[0] else None

    def _ending(self, at: int, depth: int) -> Parsed[Time] | None:
        """Read year-end, the year's end, summer's end (a date needs its possessive: in May close ... is none)."""
        if depth:
            return None
        dated = self.date(at) or self._determined(at)
        whole = dated or self._whole(at, _DEEPEST)
        if whole is None:
            return None
        then = self.after(whole[1], "'s")
        if self.word(then) not in ("end", "close") or (dated is not None and then == whole[1]):
            return None
        return Part("end", whole[0]), then + 1

    def _determined(self, at: int) -> Parsed[Time] | None:
        """Read this winter, next May, the coming Monday: something that comes again, and which one is meant."""
        which: Which | None = None
        following = self.starts(at, "the", "following")  # "the following May", but not "following May"
        at = self.after(at, "the")
        if following:
            which, at = "next", at + 1
        for _ in range(2):
            which, at = (_WHICH[self.word(at)], at + 1) if self.word(at) in _WHICH else (which, at)
        if which is None:
            return None
        found = self.recurring(at)
        if found is None:
            return None
        if isinstance(found[0], Weekday):
            return replace(found[0], which=which), found[1]
        if isinstance(found[0], Yearly) and found[0].year is None:
            return replace(found[0], which=which), found[1]
        return None

    def _relative(self, at: int) -> Parsed[Time] | None:
        """Read this year, next week, this coming month, the year after next; with `the`, the next year is the twelve months ahead."""
        units = self.vocabulary.units
        start = self.after(at, "the")
        unit = units.get(self.word(start), "")
        if unit and self.starts(start + 1, "after", "next"):
            return self._unit(unit, 2), start + 3
        shift = _SHIFT.get(self.word(start))
        if shift is None or (start > at and shift > 0 and units.get(self.word(start + 1)) != "weekend"):
            return None
        start += 1
        unit = units.get(self.word(start), "")
        if unit in ("", "minute", "hour", "fortnight") or self.word(start) in self.vocabulary.plurals:
            return None
        return self._unit(unit, shift), start + 1

    def _unit(self, unit: str, shift: int) -> Time:
        return Unit(unit, shift, self.vocabulary.granularity[unit])

    def _ahead(self, at: int) -> Parsed[Time] | None:
        """Read the next five years, coming months, the next decade or two, the weeks ahead, years to come."""
        start = self.after(at, "the", "these", "this")
        if self.word(start) in ("next", "coming", "upcoming", "following") and (
            start > at or self.word(start) != "following"
        ):
            length = self.singular(start + 1) or self.duration(start + 1)
            if length is not None and (start > at or self.word(length[1] - 1) in self.vocabulary.plurals):
                return Stretch(length[0]), length[1]
        length = self.singular(start) or self.duration(start)
        if length is None:
            return None
        for words in (("to", "come"), ("ahead",)):
            if self.starts(length[1], *words):
                return Stretch(length[0]), length[1] + len(words)
        return None

    def _from_now(self, at: int) -> Parsed[Time] | None:
        """Read five years from now, a decade hence, this time next year."""
        if self.starts(at, "this", "time", "next"):
            year = self.singular(at + 3)
            return (Distance(year[0]), year[1]) if year else None
        length = self.duration(at)
        if length is None:
            return None
        for words in (
            ("from", "now"),
            ("from", "today"),
            ("hence",),
            ("down", "the", "road"),
            ("down", "the", "line"),
            ("down", "the", "track"),
        ):
            if self.starts(length[1], *words):
                return Distance(length[0]), length[1] + len(words)
        return None


def _comparable(first: Time, second: Time) -> bool:
    """Say whether two times may be joined by `or`: two of a kind."""
    return type(first) is type(second) and not isinstance(first, (Stretch, Distance, Range))


def _is_day(time: Time) -> bool:
    return (
        isinstance(time, Weekday)
        or (isinstance(time, Unit) and time.unit == "day")
        or (isinstance(time, Yearly) and time.kind == "day")
    )
