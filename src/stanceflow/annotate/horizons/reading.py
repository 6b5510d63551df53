"""Reads numbers, phrases and lengths of time out of a row of tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from stanceflow.annotate.horizons.times import Duration
from stanceflow.annotate.horizons.tokens import Token
from stanceflow.annotate.horizons.vocabulary import Phrases, vocabulary

_LARGEST = 9999
_MOST_QUALIFIERS = 4
_NOTHING = Token("", "end", 0, 0, False)

Found = TypeVar("Found")
Parsed = tuple[Found, int]
"""What was read, and the place of the token after it."""


class Reader:
    """A row of tokens with safe access past its end, and the vocabulary."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.words = [token.word for token in tokens]
        self.vocabulary = vocabulary()

    def token(self, at: int) -> Token:
        return self.tokens[at] if 0 <= at < len(self.tokens) else _NOTHING

    def word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else _NOTHING.word

    def starts(self, at: int, *words: str) -> bool:
        """Say whether the tokens from `at` on are these words."""
        return all(self.word(at + offset) == word for offset, word in enumerate(words))

    def after(self, at: int, *words: str) -> int:
        """Give the place after the first of `words` that stands at `at`, or `at` itself."""
        return at + 1 if self.word(at) in words else at

    def phrases(self, known: Phrases, at: int) -> Iterator[Parsed[object]]:
        """Give each meaning of each known phrase that begins at `at`, longest phrase first."""
        longest = known.longest.get(self.word(at), 0)
        words = tuple(self.words[at : at + longest])
        for length in range(len(words), 0, -1):
            for meaning in known.meanings.get(words[:length], ()):
                yield meaning, at + length

    def phrase(self, known: Phrases, at: int) -> Parsed[object] | None:
        """Give the meaning of the longest known phrase that begins at `at`."""
        return next(self.phrases(known, at), None)

    def number(self, at: int) -> Parsed[int] | None:
        """Read a whole number up to 9999 in digits, or one in words: twenty five."""
        token, numbers = self.token(at), self.vocabulary.numbers
        if token.kind == "number":
            return (int(token.word), at + 1) if token.word.isdecimal() and len(token.word) <= 4 else None
        value = numbers.get(token.word)
        if value is None:
            return None
        unit = numbers.get(self.word(at + 1), 0)
        if 20 <= value < 100 and 0 < unit < 10:
            return value + unit, at + 2
        return (value * 100, at + 2) if unit == 100 else (value, at + 1)

    def ordinal(self, at: int) -> Parsed[int] | None:
        """Read an ordinal in figures or words: 22nd, third, twenty-first; `last` is -1."""
        token, words = self.token(at), self.vocabulary
        if token.kind == "ordinal":
            return int(token.word[:-2]), at + 1
        tens = words.numbers.get(token.word, 0)
        unit = words.ordinals.get(self.word(at + 1), 0)
        if 20 <= tens < 100 and 0 < unit < 10:
            return tens + unit, at + 2
        found = words.ordinals.get(token.word)
        return None if found is None else (found, at + 1)

    def duration(self, at: int) -> Parsed[Duration] | None:
        """Read a length of time: a decade, ten to 15 years, a few months, half a century, a year and a half, years."""
        counted = self._past_qualifiers(at)
        return self._half(counted) or self._counted(counted) or self._plural(self.after(at, "just", "mere", "only"))

    def _past_qualifiers(self, at: int) -> int:
        for _ in range(_MOST_QUALIFIERS):
            if self.word(at) in self.vocabulary.approximate:
                at += 1
        return at

    def _half(self, at: int) -> Parsed[Duration] | None:
        if not self.starts(at, "half", "a"):
            return None
        unit = self.vocabulary.units.get(self.word(at + 2))
        if unit not in ("year", "decade", "century"):
            return None
        return self._length(unit, 1, 1, 2), at + 3

    def _counted(self, at: int) -> Parsed[Duration] | None:
        counted = self._count(at)
        if counted is None:
            return None
        (low, high), at = counted
        halves = self.starts(at, "and", "a", "half")
        at = at + 3 if halves else at
        while self.word(at) in self.vocabulary.between and at < len(self.tokens):
            at += 1
        unit = self.vocabulary.units.get(self.word(at))
        if unit not in self.vocabulary.steps or high > _LARGEST:
            return None
        if (self.word(at) in self.vocabulary.plurals) != (halves or high != 1):
            return None
        return self._with_tail(unit, low, high, halves, at + 1)

    def _with_tail(self, unit: str, low: int, high: int, halves: bool, at: int) -> Parsed[Duration]:
        """Take in what follows the unit: a year and a half, a year or two, a decade or so."""
        if self.starts(at, "and", "a", "half"):
            halves, at = True, at + 3
        elif self.starts(at, "or", "two") or self.starts(at, "or", "three"):
            high, at = self.vocabulary.numbers[self.word(at + 1)], at + 2
        elif self.word(at) == "or" and self.word(at + 1) in ("so", "more", "less"):
            at += 2
        return (self._length(unit, 2 * low + 1, 2 * high + 1, 2) if halves else self._length(unit, low, high)), at

    def singular(self, at: int) -> Parsed[Duration] | None:
        """Read one unit that a word before it counts: (the next) decade, (the coming) year or two."""
        unit = self.vocabulary.units.get(self.word(at))
        if unit not in self.vocabulary.steps or self.word(at) in self.vocabulary.plurals:
            return None
        return self._with_tail(unit, 1, 1, False, at + 1)

    def _count(self, at: int) -> Parsed[tuple[int, int]] | None:
        fixed = self.phrase(self.vocabulary.counts, at)
        if fixed is not None and isinstance(fixed[0], tuple):
            return (int(fixed[0][0]), int(fixed[0][1])), fixed[1]
        if self.word(at) in ("a", "an"):
            return (1, 1), at + 1
        first = self.number(at)
        if first is None:
            return None
        low, at = first
        if self.word(at) in ("to", "or", "-", "–", "and"):
            second = self.number(at + 1)
            if second is not None and second[0] > low:
                return (low, second[0]), second[1]
        return (low, low), at

    def _plural(self, at: int) -> Parsed[Duration] | None:
        """Read a plural without a number; of two (days and weeks) the last counts."""
        words = self.vocabulary
        if self.word(at) not in words.plurals or self.word(at) not in words.units:
            return None
        if self.word(at + 1) in ("and", "or", "if") and self.word(at + 2) in words.plurals:
            at += 2
        unit = words.units[self.word(at)]
        if unit not in words.uncounted:
            return None
        step, amount = words.uncounted[unit]
        return Duration(0, amount, step, words.granularity[unit]), at + 1

    def _length(self, unit: str, low: int, high: int, divisor: int = 1) -> Duration:
        step, amount = self.vocabulary.steps[unit]
        if unit == "minute":
            low, high = -(-low // 60), -(-high // 60)
        granularity = self.vocabulary.granularity[unit]
        return Duration(low * amount // divisor, -(-high * amount // divisor), step, granularity)
