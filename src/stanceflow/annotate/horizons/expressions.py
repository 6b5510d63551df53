"""Reads a whole time expression: a connector and the time it bounds (by the end of 2031, within 18 months), or a phrase that names no day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from stanceflow.annotate.horizons.naming import TimeReader
from stanceflow.annotate.horizons.reading import Parsed
from stanceflow.annotate.horizons.times import (
    Distance,
    Duration,
    Fixed,
    Part,
    Range,
    Stretch,
    Time,
    Unit,
    Unknown,
    Weekday,
    Yearly,
)

Relation = Literal["by", "before", "within", "in", "after", "from"]

_CLOSERS = tuple(
    tuple(text.split())
    for text in (
        "at the latest",
        "at the earliest",
        "at the soonest",
        "at most",
        "or so",
        "or earlier",
        "or sooner",
        "or later",
        "or thereabouts",
    )
)
_OPEN_CLOSERS = ("onward", "onwards")
_EVENT_PREFIXES = tuple(("the", noun, "of") for noun in ("time", "day", "eve", "start", "end", "close"))
_EVENT_WORDS = 5
_CLAUSE_WORDS = 16
_CLAUSE_ENDS = (",", ".", ";", ":", "!", "?", "")
_DATED_CONNECTORS = ("in", "at", "on", "for", "during", "within", "over", "around", "about", "from", "through", "into")
_YEAR_CONNECTORS = ("in", "by", "before", "until", "till", "after", "since", "during", "starting", "beginning", "of")


@dataclass(frozen=True, slots=True)
class Expression:
    """A time and how it bounds what happens: by its end, before it, in it, after it, from it on."""

    relation: Relation
    time: Time


class ExpressionReader(TimeReader):
    """Reads expressions; `expression` is the way in."""

    def expression(self, at: int) -> Parsed[Expression] | None:
        """Read the longest expression with a connector, or a vague phrase, that begins at `at`."""
        found = [
            item
            for item in (
                self._span_of_time(at),
                self._connected(at),
                self._clause(at),
                self._opening(at),
                self._vague(at),
            )
            if item is not None
        ]
        return max(found, key=lambda item: item[1]) if found else None

    def bare(self, at: int) -> Parsed[Expression] | None:
        """Read a time without a connector: tomorrow, next year, later this week."""
        found = self.time(at)
        return None if found is None else self._close("in", found)

    def length(self, at: int) -> Parsed[Expression] | None:
        """Read a length of time alone: (it will take) eighteen months, ten years."""
        found = self.duration(at)
        return None if found is None else (Expression("within", Stretch(found[0])), found[1])

    def _vague(self, at: int) -> Parsed[Expression] | None:
        found = self.phrase(self.vocabulary.vague, at)
        return None if found is None else (Expression("in", Unknown("vague")), found[1])

    def unsearched(self, at: int) -> Parsed[Expression] | None:
        """Read a vague word that counts only when it is given alone: never."""
        found = self.phrase(self.vocabulary.unsearched, at)
        return None if found is None else (Expression("in", Unknown("vague")), found[1])

    def _clause(self, at: int) -> Parsed[Expression] | None:
        """Read by the time the new terms run out in 2038: a clause up to its comma or the sentence's end, with no second verb of the future in it."""
        if (
            not (self.starts(at, "by", "the", "time") or self.starts(at, "until", "such", "time"))
            or self.word(at + 3) == "of"
        ):
            return None
        places = range(at + 3, at + 3 + _CLAUSE_WORDS)
        end = next(
            (
                place
                for place in places
                if self.word(place) in _CLAUSE_ENDS or self.word(place) in self.vocabulary.stops["modals"]
            ),
            at,
        )
        if end <= at + 4 or self.word(end) not in _CLAUSE_ENDS:
            return None
        inner = next((found for found in map(self._connected, range(at + 3, end)) if found is not None), None)
        return Expression("by", inner[0].time if inner else Unknown("event")), end

    def _opening(self, at: int) -> Parsed[Expression] | None:
        """Read in the opening week, within his first hundred days: the start of something that the words do not date."""
        if (
            self.word(at) not in ("in", "within", "during", "over")
            or self.word(at + 1) not in self.vocabulary.determiners
        ):
            return None
        if self.word(at + 2) not in ("first", "opening", "initial", "early"):
            return None
        length = self.singular(at + 3) or self.duration(at + 3)
        if length is None or self.word(length[1]) in ("of", "'s"):
            return None
        return Expression("in", Unknown("event")), length[1]

    def _span_of_time(self, at: int) -> Parsed[Expression] | None:
        """Read between 2028 and 2030, from 20 November to 11 December, between April 12 through the 16."""
        if self.word(at) not in ("between", "from"):
            return None
        first = self.time(at + 1)
        if first is None:
            return None
        joined = self.after(first[1], ",")
        if self.word(joined) not in ("and", "to", "until", "till", "through", "-", "–"):
            return None
        last = self._last_of(first[0], joined + 1)
        if last is None:
            return None
        return Expression("in", Range(_with_year_of(first[0], last[0]), last[0])), last[1]

    def _last_of(self, first: Time, at: int) -> Parsed[Time] | None:
        found = self.time(at)
        if found is not None:
            return found
        day = self._day_number(self.after(at, "the"))
        if day is None or not isinstance(first, Yearly) or first.kind != "day":
            return None
        return Yearly("day", first.key, day, first.year), self.after(at, "the") + 1

    def _connected(self, at: int) -> Parsed[Expression] | None:
        """Read a connector and what it bounds; where a connector has several readings or lengths, the one that leads furthest."""
        best: Parsed[Expression] | None = None
        for meaning, then in self.phrases(self.vocabulary.relations, at):
            relation = cast(Relation, meaning)
            for found in (self._bounded(relation, at, then), self._event(relation, at, then)):
                if found is not None and (best is None or found[1] > best[1]):
                    best = found
        return best

    def _bounded(self, relation: Relation, at: int, then: int) -> Parsed[Expression] | None:
        found = self.time(then)
        if found is not None and self._fits(at, then, found[0]):
            return self._close(relation, found)
        running = self._running_unit(relation, then)
        if running is not None:
            return running
        length = self.duration(then)
        if (
            length is None
            or relation not in ("within", "in")
            or self.word(at) in ("on", "at", "around", "about", "into", "during", "throughout")
        ):
            return None
        at = length[1]
        if self.word(at) == "'s" or self.word(at) == "time":
            at = self.after(self.after(at, "'s"), "time")
            if self.word(at - 1) != "time":
                return None
        return self._close(relation, (_lasting(relation, length[0]), at))

    def _running_unit(self, relation: Relation, at: int) -> Parsed[Expression] | None:
        """Read within the year, by the weekend, before the decade is out: the unit that is running on the day of publication."""
        if self.word(at) not in ("the", "this"):
            return None
        word = self.word(at + 1)
        unit = self.vocabulary.units.get(word)
        if unit is None or word in self.vocabulary.plurals or unit in ("minute", "hour", "fortnight"):
            return None
        time = Unit(unit, 0, self.vocabulary.granularity[unit])
        if relation == "before":
            for words in (("is", "out"), ("is", "over"), ("is", "up"), ("ends",), ("closes",), ("runs", "out")):
                if self.starts(at + 2, *words):
                    return Expression("by", time), at + 2 + len(words)
        if unit == "weekend" or (relation == "within" and self.word(at - 1) in ("within", "inside")):
            return self._close(relation, (time, at + 2))
        return None

    def _event(self, relation: Relation, at: int, then: int) -> Parsed[Expression] | None:
        """Read by the time of the 2030 election, before the August recess, in Wednesday's poll: an event whose day the words do not give."""
        prefixed = next((then + len(words) for words in _EVENT_PREFIXES if self.starts(then, *words)), then)
        head, dated = prefixed, prefixed > then
        if self.word(head) in self.vocabulary.determiners:
            dated = dated or self.word(head) == "next"
            head += 1
        elif prefixed == then and not self._is_dated(head):
            return None
        for place in range(head, head + _EVENT_WORDS):
            token = self.token(place)
            noun = self.phrase(self.vocabulary.events, place)
            if noun is not None:
                if not dated and self.word(at) in _DATED_CONNECTORS:
                    return None
                return Expression(relation, Unknown("event")), self._event_tail(noun[1])
            if (
                token.kind not in ("word", "number", "ordinal", "possessive")
                or token.word in self.vocabulary.stops["function"]
            ):
                return None
            dated = dated or self._is_dated(place)
        return None

    def _event_tail(self, at: int) -> int:
        """Give the end of an event's name, further head nouns and its place in time taken in: election campaign, session in June."""
        more = self.phrase(self.vocabulary.events, at)
        at = more[1] if more else at
        if self.word(at) in ("in", "on", "of"):
            time = self.time(at + 1)
            return time[1] if time is not None else self._place_end(at)
        return at

    def _place_end(self, at: int) -> int:
        """Give the end of a place's name (the conference in New Delhi), or `at` itself where none follows."""
        end = self.after(at + 1, "the")
        while self.word(at) != "of" and self.token(end).capital and end < at + 4:
            end += 1
        return end if self.token(end - 1).capital and end > at + 1 else at

    def _is_dated(self, at: int) -> bool:
        token = self.token(at)
        if token.word in ("next", "upcoming", "coming") or self.year(at) is not None:
            return True
        return token.capital and (token.word in self.vocabulary.months or token.word in self.vocabulary.weekdays)

    def _fits(self, at: int, then: int, time: Time) -> bool:
        """Say whether the connector goes with this kind of time: on takes a day, at an end, a feast or a time of day."""
        word = self.word(at)
        if word == "on":
            return (self.starts(then - 1, "on") and _is_of_days(time)) or then - at > 1
        if word in ("at", "about") and then == at + 1:
            return not isinstance(time, (Fixed, Stretch, Distance, Range)) and not (
                isinstance(time, Yearly) and time.kind == "month"
            )
        if (
            isinstance(time, Fixed)
            and time.granularity == "year"
            and self.token(then).kind == "number"
            and word not in _YEAR_CONNECTORS
        ):
            following = self.token(then + 1)
            return not (following.kind == "word" and following.word.endswith("s") and len(following.word) > 4)
        return True

    def _close(self, relation: Relation, found: Parsed[Time]) -> Parsed[Expression]:
        """Take in what closes an expression: at the latest, or so, onwards."""
        time, at = found
        if self.word(at) in _OPEN_CLOSERS:
            return Expression("from", time), at + 1
        for words in _CLOSERS:
            if self.starts(at, *words):
                return Expression("from" if words[-1] in ("earliest", "soonest") else relation, time), at + len(words)
        return Expression(relation, time), at


def _lasting(relation: Relation, length: Duration) -> Time:
    """Give what a length means after its connector: in six months is a day that far off, within and for six months all days until then."""
    return Distance(length) if relation == "in" else Stretch(length)


def _with_year_of(first: Time, last: Time) -> Time:
    """Give `first` the year of `last` where only that one names it: between May and July 2031."""
    if isinstance(first, Yearly) and isinstance(last, Yearly) and first.year is None and last.year is not None:
        return Yearly(first.kind, first.key, first.day, last.year, first.which)
    return first


def _is_of_days(time: Time) -> bool:
    if isinstance(time, Range):
        return _is_of_days(time.last)
    if isinstance(time, Part):
        return _is_of_days(time.of) or time.unit == "day"
    if isinstance(time, Unit):
        return time.unit in ("day", "weekend")
    if isinstance(time, Yearly):
        return time.kind in ("day", "easter", "thanksgiving")
    return isinstance(time, Weekday) or (isinstance(time, Fixed) and bool(time.day)) or isinstance(time, Unknown)
