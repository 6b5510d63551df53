"""Reads chances that a text gives in numbers: 70 percent, one in five, 60-40, six to four against, better than even."""

from __future__ import annotations

import re

from stanceflow.annotate.likelihood.bands import Band, Probability, band_of

_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", *_TEENS]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBERS = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
_LARGE = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_FRACTIONS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}

_WORD = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_N = rf"(?:\d{{1,9}}(?:,\d{{3}}){{0,3}}(?:\.\d{{1,6}})?|\.\d{{1,6}}|(?:(?:a|{_WORD})[ -])?(?:{'|'.join(_LARGE)})|(?:{_WORD})(?:[ -](?:{_WORD}))?)"
_CHANCE = r"(?:chances?|probability|likelihood|odds|risk|prospects?|possibility)"
_PERCENT = r" ?(?:%|per ?cent\b|percent\b|pct\b)"
_TO = r" ?(?:-|–|to|or|and) ?"

_MORE = re.compile(
    r"\b(?<!no )(?:(?:more|better|greater|higher) than|(?:well |just )?(?:over|above)|at least|upwards of|exceeds?|exceeding|no less than)(?: (?:an?|the))? ?$"
)
_LESS = re.compile(
    r"\b(?<!no )(?:(?:less|fewer|lower|worse|smaller) than|(?:well |just )?(?:under|below)|at most|no more than|up to)(?: (?:an?|the))? ?$"
)
_PERCENT_RANGE = re.compile(rf"(?<![\w.])({_N})(?:{_PERCENT})?{_TO}({_N}){_PERCENT}")
_PERCENT_ONE = re.compile(rf"(?<![\w.])({_N}){_PERCENT}")
_IN = re.compile(rf"(?<![\w.])({_N})(?: {_CHANCE})?(?: times?)?[ -](?:in|out of)[ -](?:every )?({_N})(?!\w)")
_AGAINST = re.compile(rf"(?<![\w.])({_N})[ -]?(?:to|-|–|/)[ -]?({_N})(?:-| )(against|on|favou?rites?|favou?rite)\b")
_SPLIT = re.compile(rf"(?<![\w.])({_N})[ -]?(?:to|-|–|/)[ -]?({_N})(?![\w%])")
_FRACTION = re.compile(rf"(?<![\w.])(?:({_WORD}|an?)[ -])({'|'.join(_FRACTIONS)})s?[ -](?:an? )?{_CHANCE}")
_DECIMAL = re.compile(
    rf"{_CHANCE}(?: of| at| is| was| as)?(?: about| around| roughly)? (0?\.\d{{1,6}}|0|1)(?![\w.%])|(?<![\w.])(0?\.\d{{1,6}}) {_CHANCE}"
)
_EVEN = re.compile(
    rf"\beven[ -](?:{_CHANCE}|money|bet)|\beven\b(?=$)|\bevens\b|\bcoin[ -](?:toss|flip)|\btoss[ -]?up|\bflip of a coin"
    r"|\b(?:better|worse|more|less) than even\b"
)
_NONE = re.compile(rf"\b(?:zero|nil) {_CHANCE}")
_LONGEST = 300
_STEP = 0.1
"""How far beyond the bound the middle of more than 70 percent is put, where there is room: our convention."""


def explicit_probability(phrase: str) -> tuple[Band, Probability] | None:
    """Give the band and probability that a phrase states in numbers or as even odds, or None where it states none.

    The phrase must be one about chances: that 70 percent of voters are meant is for the caller to know. A single number has no spread; more
    than 70 percent runs from there to certainty, with a middle a tenth further on. The band is that which holds the middle; on a border, the one
    nearer 50 (guidelines, ruling 11). Numbers beyond 100 percent are none.
    """
    found = numeric_probability(phrase) or _even(_plain(phrase))
    return None if found is None else (band_of(found.mid), found)


def numeric_probability(phrase: str) -> Probability | None:
    """Give the probability that a phrase states in numbers; even odds in words are none, because scales have figures of their own for them."""
    words = _plain(phrase)
    for read in (_percent_range, _percent, _against, _chances_in, _split, _fraction, _decimal):
        found = read(words)
        if found is not None:
            return found
    return None


def _plain(phrase: str) -> str:
    return " ".join(phrase[:_LONGEST].lower().replace("’", "'").replace("‑", "-").replace("‐", "-").split())


def _percent_range(words: str) -> Probability | None:
    found = _PERCENT_RANGE.search(words)
    if found is None:
        return None
    low, high = _value(found[1]) / 100, _value(found[2]) / 100
    return Probability(low, round((low + high) / 2, 6), high) if low < high <= 1 else None


def _percent(words: str) -> Probability | None:
    found = _PERCENT_ONE.search(words)
    return None if found is None else _point(_value(found[1]) / 100, words[: found.start()])


def _against(words: str) -> Probability | None:
    """Read bookmakers' odds: six to four against is four in ten, two to one on two in three."""
    found = _AGAINST.search(words)
    if found is None:
        return None
    first, second = _value(found[1]), _value(found[2])
    if first + second == 0:
        return None
    return _point((second if found[3] == "against" else first) / (first + second), "")


def _chances_in(words: str) -> Probability | None:
    found = _IN.search(words)
    if found is None:
        return None
    part, whole = _value(found[1]), _value(found[2])
    return _point(part / whole, words[: found.start()]) if whole > 0 and part <= whole else None


def _split(words: str) -> Probability | None:
    """Read 60-40, fifty-fifty; ten to one, which without a word beside it is against (British usage), if odds, chances or a shot are spoken of."""
    found = _SPLIT.search(words)
    if found is None:
        return None
    first, second = _value(found[1]), _value(found[2])
    if first + second == 100:
        return _point((second if re.match(r"[ -]?against", words[found.end() :]) else first) / 100, "")
    spoken_of = re.search(rf"\b(?:{_CHANCE}|shot|bet|outsider|long ?shot)\b", words)
    return _point(second / (first + second), "") if spoken_of and second == 1 and first > 1 else None


def _fraction(words: str) -> Probability | None:
    found = _FRACTION.search(words)
    if found is None:
        return None
    part = 1 if found[1] in ("a", "an") else _value(found[1])
    return _point(part / _FRACTIONS[found[2]], words[: found.start()])


def _decimal(words: str) -> Probability | None:
    found = _DECIMAL.search(words)
    if found is not None:
        return _point(float(found[1] or found[2]), words[: found.start()])
    return Probability(0, 0, 0) if _NONE.search(words) else None


def _even(words: str) -> Probability | None:
    found = _EVEN.search(words)
    if found is None:
        return None
    before = words[: found.start()] + (found[0].removesuffix("even") if found[0].endswith("than even") else "")
    return _point(0.5, before)


def _point(value: float, before: str) -> Probability | None:
    """Give one figure as a probability, or the stretch above or below it where the words before it say so."""
    if not 0 <= value <= 1:
        return None
    value = round(value, 6)
    if _MORE.search(before):
        return Probability(value, round(value + min(_STEP, (1 - value) / 2), 6), 1.0)
    if _LESS.search(before):
        return Probability(0.0, round(value - min(_STEP, value / 2), 6), value)
    return Probability(value, value, value)


def _value(text: str) -> float:
    """Give the value of a number in figures or words: 1,000; seventy-five; a hundred."""
    plain = text.replace(",", "")
    if re.fullmatch(r"\d*\.?\d+", plain):
        return float(plain)
    total = 0
    for word in re.split(r"[ -]", text):
        total = max(total, 1) * _LARGE[word] if word in _LARGE else total + _NUMBERS.get(word, 1)
    return float(total)
