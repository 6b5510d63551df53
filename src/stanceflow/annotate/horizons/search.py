"""Finds the time expressions in running text that say by when something will happen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stanceflow.annotate.horizons.expressions import Expression, ExpressionReader
from stanceflow.annotate.horizons.reading import Parsed
from stanceflow.annotate.horizons.times import (
    Distance,
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
from stanceflow.annotate.horizons.tokens import tokenize
from stanceflow.annotate.horizons.vocabulary import starters, time_starters

_LOOK_BACK = 8
_NO_STARTS = ("mark", "possessive", "dash")
_SENTENCE_ENDS = (".", "!", "?", ";")


@dataclass(frozen=True, slots=True)
class HorizonSpan:
    """Where a time expression stands: code points, end exclusive, and its words."""

    start: int
    end: int
    text: str


def find_horizons(text: str, start: int = 0, end: int | None = None) -> list[HorizonSpan]:
    """Give the expressions in `text[start:end]` that say by when, in text order and without overlap; offsets count in `text`.

    Past times are left out where the words alone show them (`last year`, `two years ago`, `in March, he resigned`); whether `in 2016` looks back is
    for the caller to say. Time grows linearly with the text; no text raises.
    """
    stop = len(text) if end is None else max(0, min(end, len(text)))
    reader = _Searcher(tokenize(text, max(0, start), stop))
    return [HorizonSpan(first, last, text[first:last]) for first, last in reader.spans(text)]


class _Searcher(ExpressionReader):
    """Walks over the tokens and takes the longest expression at each place."""

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        at = 0
        while at < len(self.tokens):
            found = self._at(at, text)
            if found is None:
                at += 1
                continue
            first, then = found
            yield self.tokens[first].start, self.tokens[then - 1].end
            at = then

    def _at(self, at: int, text: str) -> tuple[int, int] | None:
        """Give the first token of an expression that begins at `at` and the place after it."""
        if self.token(at).kind in _NO_STARTS or (self.token(at).kind == "word" and self.word(at) not in starters()):
            return None
        connected = self.expression(at)
        if connected is not None and self._stands(at, connected, text):
            return at, connected[1]
        is_word = self.token(at).kind == "word"
        bare = None if is_word and self.word(at) not in time_starters() else self.bare(at)
        if bare is not None and self._stands_bare(at, bare) and self._stands(at, bare, text):
            return at, bare[1]
        return self._taking(at)

    def _taking(self, at: int) -> tuple[int, int] | None:
        """Find the length in: it may take ten years; I give it eighteen months; it could be weeks before ..."""
        verb, stops = self.word(at), self.vocabulary.stops
        then = at + 2 if self.word(at + 1) in stops["takers"] else at + 1
        gives = verb in ("give", "gives") and then == at + 2
        lasts = verb == "be" and self.word(at - 1) in stops["forward"]
        if not (gives or lasts or verb == "take"):
            return None
        found = self.length(then)
        if found is None or (lasts and self.word(found[1]) != "before"):
            return None
        return then, found[1]

    def _stands(self, at: int, found: Parsed[Expression], text: str) -> bool:
        """Say whether what follows and precedes lets the words be a horizon."""
        (expression, then), stops = found, self.vocabulary.stops
        end = self.tokens[then - 1].end
        if text[end : end + 1] in ("-", "‑", "‐", "/") and text[end + 1 : end + 2].isalnum():
            return False
        if self.word(then) in ("'s", "ago", "earlier", "%"):
            return False
        if isinstance(expression.time, Unknown) and expression.time.note == "vague":
            return self.word(then) not in stops["after_vague"] and self.word(at - 1) not in stops["before_vague"]
        if isinstance(expression.time, (Stretch, Distance)) and not self._is_ahead(at, then):
            return False
        return not _looks_back(expression.time) and not self._told_as_past(then)

    def _told_as_past(self, at: int) -> bool:
        """In March, he resigned: a pronoun and a past form follow."""
        at, stops = self.after(at, ","), self.vocabulary.stops
        if self.word(at) not in stops["pronouns"]:
            return False
        verb = self.word(at + 1)
        return verb in stops["past"] or (verb.endswith("ed") and verb not in stops["base_forms"])

    def _is_ahead(self, at: int, then: int) -> bool:
        """Say whether a length of time may lie ahead: not have waited for years, nor the worst in decades, nor two years of war."""
        stops = self.vocabulary.stops
        if self.word(then) in stops["after_lengths"]:
            return False
        if self.word(then - 1) in stops["from_now"] or any(
            self.word(place) in stops["ahead"] for place in range(at, then)
        ):
            return True
        return not self._behind(at)

    def _behind(self, at: int) -> bool:
        """Look back over a few words: an auxiliary of the past, a superlative or a first before any word that looks forward."""
        stops = self.vocabulary.stops
        for place in range(at - 1, max(-1, at - 1 - _LOOK_BACK), -1):
            word = self.word(place)
            if word in _SENTENCE_ENDS or word in stops["forward"]:
                return False
            if word in stops["backward"] or word in stops["records"] or (word.endswith("est") and len(word) > 5):
                return True
        return False

    def _stands_bare(self, at: int, found: Parsed[Expression]) -> bool:
        """Say whether a time may stand without a connector.

        So may today, next week, later this year, Friday 6 April, Friday; a month, a year, an hour or a dateline alone may not.
        """
        time, before, stops = found[0].time, self.word(at - 1), self.vocabulary.stops
        if before in stops["before_days"] or before in stops["before_bare"] or self.token(at).kind in ("clock", "iso"):
            return False
        if isinstance(time, Weekday):
            return self._is_bare_weekday(at, found[1])
        if isinstance(time, (Stretch, Distance)):
            return (
                self.word(at) == "the"
                or self.word(at) in stops["deictic"]
                or self.word(found[1] - 1) in stops["from_now"]
            )
        return _names_itself(time) or self.word(at) in stops["deictic"] or self._dated_day(at, time)

    def _is_bare_weekday(self, at: int, then: int) -> bool:
        """Say whether a weekday is no part of a name: Black Friday, the Sunday Times."""
        stops = self.vocabulary.stops
        if self.word(at) in stops["deictic"]:
            return True
        before, after = self.token(at - 1), self.token(then)
        named = after.capital or after.word in stops["after_names"] or (before.capital and at > 1)
        return not named and before.word not in stops["before_names"] and before.word not in self.vocabulary.ordinals

    def _dated_day(self, at: int, time: Time) -> bool:
        """Say whether a date is full: with its weekday or its year."""
        last = time.last if isinstance(time, Range) else time
        if not isinstance(last, Yearly) or last.kind != "day":
            return isinstance(last, Fixed) and bool(last.day)
        return self.word(at) in self.vocabulary.weekdays or last.year is not None


def _names_itself(time: Time) -> bool:
    """Say whether a time tells by itself that it is counted from now."""
    return isinstance(time, Unit) and time.shift >= 0


def _looks_back(time: Time) -> bool:
    if isinstance(time, Part):
        return _looks_back(time.of)
    if isinstance(time, Unit):
        return time.shift < 0
    if isinstance(time, (Weekday, Yearly)):
        return time.which == "last"
    return isinstance(time, Range) and _looks_back(time.last)
