"""What a band or a phrase means in numbers, on scales that others have published; the figures and their sources stand in the lexicon."""

from __future__ import annotations

import functools
import re

from stanceflow.annotate.likelihood.bands import Band, Probability
from stanceflow.annotate.likelihood.odds import numeric_probability
from stanceflow.lexicon import LexiconError, load_table

DEFAULT_SCALE = "cap"
SCALES = ("cap", "icd203", "ipcc", "uk", "nato", "kent")


class UnknownScaleError(ValueError):
    """A scale that does not exist; the message names those that do."""


def check_scale(scale: str) -> None:
    """Raise `UnknownScaleError` where there is no scale of that name."""
    if scale not in SCALES:
        raise UnknownScaleError(f"there is no scale {scale!r}; choose one of {', '.join(SCALES)}")


def probability(band: Band | str, phrase: str | None = None, scale: str = DEFAULT_SCALE) -> Probability:
    """Give the probability that a cue conveys.

    `phrase` are the cue's words: a number in them wins; else the scale's own figure for the longest phrase in them, where it has one of that band;
    else the band's figure. Raises `UnknownScaleError` for a scale that does not exist, `ValueError` for a band that does not.
    """
    check_scale(scale)
    band = Band(band)
    if phrase:
        found = numeric_probability(phrase) or _phrase_figure(band, phrase, scale)
        if found is not None:
            return found
    return _band_figures()[scale, band]


def _phrase_figure(band: Band, phrase: str, scale: str) -> Probability | None:
    words = " ".join(phrase.lower().replace("’", "'").split())
    for pattern, figure in _phrase_figures().get((scale, band), ()):
        if pattern.search(words):
            return figure
    return None


@functools.cache
def _band_figures() -> dict[tuple[str, Band], Probability]:
    figures = {
        (row["scale"], Band(row["band"])): _figure("likelihood_scales", row) for row in load_table("likelihood_scales")
    }
    missing = [f"{scale} {band}" for scale in SCALES for band in Band if (scale, band) not in figures]
    if missing:
        raise LexiconError(f"likelihood_scales.csv: no row for {', '.join(missing)}; each scale needs all eight bands")
    return figures


@functools.cache
def _phrase_figures() -> dict[tuple[str, Band], tuple[tuple[re.Pattern[str], Probability], ...]]:
    """Give each scale's phrases by band, longest first."""
    found: dict[tuple[str, Band], list[tuple[str, Probability]]] = {}
    for row in load_table("likelihood_phrases"):
        figure = _figure("likelihood_phrases", row)
        found.setdefault((row["scale"], Band(row["band"])), []).extend(
            (words, figure) for words in row["words"].split("|")
        )
    return {
        key: tuple(
            (re.compile(rf"(?<!\w){re.escape(words)}(?!\w)"), figure)
            for words, figure in sorted(rows, key=lambda row: -len(row[0]))
        )
        for key, rows in found.items()
    }


def _figure(name: str, row: dict[str, str]) -> Probability:
    try:
        figure = Probability(float(row["low"]), float(row["mid"]), float(row["high"]))
    except ValueError:
        raise LexiconError(f"{name}.csv: {row}: low, mid and high must be numbers") from None
    if not 0 <= figure.low <= figure.mid <= figure.high <= 1:
        raise LexiconError(f"{name}.csv: {row}: low, mid and high must rise and lie from 0 to 1")
    return figure
