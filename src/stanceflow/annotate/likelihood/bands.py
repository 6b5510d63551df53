"""The eight bands of likelihood, and the rules for very, not and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Band(StrEnum):
    """How likely something is said to be, from least to most; the values are those of the table's column `likelihood`.

    `possible` is the unspecified middle (20 to 80 percent) and stands beside `even`.
    """

    ALMOST_NO_CHANCE = "almost_no_chance"
    VERY_UNLIKELY = "very_unlikely"
    UNLIKELY = "unlikely"
    EVEN = "even"
    POSSIBLE = "possible"
    LIKELY = "likely"
    VERY_LIKELY = "very_likely"
    ALMOST_CERTAIN = "almost_certain"

    @property
    def rank(self) -> int:
        """Give the band's place in the order, 0 to 7."""
        return list(Band).index(self)


@dataclass(frozen=True, slots=True)
class Probability:
    """A probability, 0 to 1: the lowest and highest that the words allow, and the one figure that stands for them."""

    low: float
    mid: float
    high: float


# The guidelines' bounds in percent; ICD 203 draws them so too.
_BOUNDS = (
    (5, Band.ALMOST_NO_CHANCE),
    (20, Band.VERY_UNLIKELY),
    (45, Band.UNLIKELY),
    (55, Band.EVEN),
    (80, Band.LIKELY),
    (95, Band.VERY_LIKELY),
)
_MIDDLES = {
    Band.ALMOST_NO_CHANCE: 0.03,
    Band.VERY_UNLIKELY: 0.125,
    Band.UNLIKELY: 0.325,
    Band.EVEN: 0.5,
    Band.POSSIBLE: 0.5,
    Band.LIKELY: 0.675,
    Band.VERY_LIKELY: 0.875,
    Band.ALMOST_CERTAIN: 0.97,
}
_NEGATED = {
    Band.ALMOST_NO_CHANCE: Band.POSSIBLE,
    Band.VERY_UNLIKELY: Band.LIKELY,
    Band.UNLIKELY: Band.LIKELY,
    Band.EVEN: Band.POSSIBLE,
    Band.POSSIBLE: Band.ALMOST_NO_CHANCE,
    Band.LIKELY: Band.UNLIKELY,
    Band.VERY_LIKELY: Band.UNLIKELY,
    Band.ALMOST_CERTAIN: Band.POSSIBLE,
}


def hedged(band: Band | str) -> bool:
    """Say whether a prediction of this band is hedged: all but near certainty either way. Raises `ValueError` for a word that is no band."""
    return Band(band) not in (Band.ALMOST_CERTAIN, Band.ALMOST_NO_CHANCE)


def band_of(probability: float) -> Band:
    """Give the band that holds a probability (0 to 1); on a border, the one nearer 0.5. Raises `ValueError` outside 0 to 1."""
    if not 0 <= probability <= 1:
        raise ValueError(f"{probability} is no probability; give one from 0 to 1")
    percent = round(probability * 100, 6)
    for bound, band in _BOUNDS:
        if percent < bound or (percent == bound and bound > 50):
            return band
    return Band.ALMOST_CERTAIN


def intensified(band: Band) -> Band:
    """Give the band of a word of likelihood under very, highly, extremely: half as far from the nearer certainty (Mosteller and Youtz 1990).

    `possible` is a word of the upper half (very possible: likely); even odds have no side to go to.
    """
    middle = _MIDDLES[band]
    if band is Band.EVEN:
        return band
    return band_of(middle / 2 if middle < 0.5 else 1 - (1 - middle) / 2)


def negated(band: Band) -> Band:
    """Give the band of a negated word of likelihood (not likely, not unlikely, not impossible).

    Not, un- and im- are one modifier (Mosteller and Youtz 1990): not likely is unlikely, and not unlikely likely again; a very under the negation
    is lost (not very likely: unlikely). A certainty denied is only no certainty: possible.
    """
    return _NEGATED[band]
