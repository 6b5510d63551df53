"""How likely: numbers in the text, bands and scales, and how words combine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stanceflow.annotate.likelihood import (
    SCALES,
    Band,
    Embedding,
    UnknownScaleError,
    band_of,
    combine,
    embedding_of,
    explicit_probability,
    hedged,
    intensified,
    likelihood_of,
    negated,
    probability,
)

# phrase | band | low | mid | high
NUMBERS = """
70 percent | likely | .7 | .7 | .7
a 30 per cent risk | unlikely | .3 | .3 | .3
20% | unlikely | .2 | .2 | .2
5 percent | very_unlikely | .05 | .05 | .05
45 percent | even | .45 | .45 | .45
55 per cent | even | .55 | .55 | .55
80% | likely | .8 | .8 | .8
95% | very_likely | .95 | .95 | .95
99.5% | almost_certain | .995 | .995 | .995
0 percent | almost_no_chance | 0 | 0 | 0
100 percent | almost_certain | 1 | 1 | 1
a hundred percent | almost_certain | 1 | 1 | 1
seventy-five per cent | likely | .75 | .75 | .75
at about fifteen percent | very_unlikely | .15 | .15 | .15
between 60 and 70 percent | likely | .6 | .65 | .7
a probability of 5 to 8 percent | very_unlikely | .05 | .065 | .08
more than 80 percent | very_likely | .8 | .9 | 1
less than 20 percent | very_unlikely | 0 | .1 | .2
no more than 10 percent | very_unlikely | 0 | .05 | .1
one in five | unlikely | .2 | .2 | .2
One in ten | very_unlikely | .1 | .1 | .1
1 in 1,000 | almost_no_chance | .001 | .001 | .001
a one-in-four chance | unlikely | .25 | .25 | .25
a two-in-three chance | likely | .666667 | .666667 | .666667
three chances in ten | unlikely | .3 | .3 | .3
nine times out of ten | very_likely | .9 | .9 | .9
60-40 | likely | .6 | .6 | .6
sixty-forty | likely | .6 | .6 | .6
30/70 | unlikely | .3 | .3 | .3
60-40 against | unlikely | .4 | .4 | .4
fifty-fifty | even | .5 | .5 | .5
six-to-four against | unlikely | .4 | .4 | .4
two to one on | likely | .666667 | .666667 | .666667
odds of ten to one | very_unlikely | .090909 | .090909 | .090909
a two-thirds chance | likely | .666667 | .666667 | .666667
a probability of 0.7 | likely | .7 | .7 | .7
zero chance | almost_no_chance | 0 | 0 | 0
even odds | even | .5 | .5 | .5
a coin toss | even | .5 | .5 | .5
rather better than even odds | likely | .5 | .6 | 1
better than even | likely | .5 | .6 | 1
worse than even | unlikely | 0 | .4 | .5
"""

NO_NUMBERS = [
    "will",
    "120 percent",
    "a 2-1 win",
    "a 5-4 vote",
    "in 2030",
    "one in zero",
    "ten in five",
    "even if it rains",
    "odds",
    "",
    "percent",
    "10-10",
]

# cue | band
CUES = """
will | almost_certain
shall | almost_certain
will not | almost_certain
won't | almost_certain
will never | almost_certain
is going to | almost_certain
is certain to | almost_certain
cannot | almost_certain
could never | almost_certain
would | likely
should | likely
would certainly | almost_certain
will undoubtedly | almost_certain
may certainly | possible
will probably | likely
probably won't | likely
will almost certainly | almost_certain
will almost surely | very_likely
perhaps will | possible
could | possible
may not | possible
may never | possible
could well | likely
may very well | likely
could easily | likely
will hardly | unlikely
can hardly be expected to | unlikely
is likely to | likely
is very likely to | very_likely
is not likely to | unlikely
is not very likely to | unlikely
isn't likely | unlikely
is hardly likely to | unlikely
is anything but likely | unlikely
is unlikely to | unlikely
is very unlikely to | very_unlikely
is highly unlikely to | very_unlikely
is not unlikely | likely
is not impossible | possible
is not certain | possible
is far from certain | possible
is by no means certain | possible
is impossible | almost_no_chance
is out of the question | almost_no_chance
no chance | almost_no_chance
almost no chance | almost_no_chance
little chance | unlikely
may or may not | even
more likely than not | likely
expects ... will | likely
fears ... would | likely
hoped ... would | likely
thinks ... will | likely
fear ... may | possible
says ... will | almost_certain
knows ... will | almost_certain
doubts ... will | unlikely
doesn't think ... will | unlikely
do not expect | unlikely
have no doubts ... will | almost_certain
believes ... will almost certainly | almost_certain
will almost surely | very_likely
perhaps 70 per cent ... will | likely
"""


def _rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("phrase", "band", "low", "mid", "high"), _rows(NUMBERS))
def test_a_number_is_read(phrase: str, band: str, low: str, mid: str, high: str) -> None:
    found = explicit_probability(phrase)
    assert found is not None
    assert (found[0].value, found[1].low, found[1].mid, found[1].high) == (band, float(low), float(mid), float(high))


@pytest.mark.parametrize("phrase", NO_NUMBERS)
def test_what_states_no_number_gives_none(phrase: str) -> None:
    assert explicit_probability(phrase) is None


@pytest.mark.parametrize(("cue", "band"), _rows(CUES))
def test_a_cue_has_its_band(cue: str, band: str) -> None:
    assert likelihood_of(cue) == band


def test_words_that_say_nothing_have_no_band() -> None:
    assert likelihood_of("opens") is None
    assert combine(None) is None


@pytest.mark.parametrize("scale", SCALES)
def test_every_band_has_a_figure_on_every_scale_and_they_rise(scale: str) -> None:
    figures = {band: probability(band, None, scale) for band in Band}
    assert all(0 <= figure.low <= figure.mid <= figure.high <= 1 for figure in figures.values())
    middles = [figures[band].mid for band in Band if band is not Band.POSSIBLE]
    assert middles == sorted(middles)


@pytest.mark.parametrize(
    ("band", "phrase", "scale", "low", "mid", "high"),
    [
        ("likely", None, "icd203", 0.55, 0.675, 0.8),
        ("likely", "will probably", "cap", 0.65, 0.75, 0.8),
        ("likely", "is likely to", "cap", 0.67, 0.75, 0.8),
        ("almost_certain", "will", "cap", 0.99, 1.0, 1.0),
        ("almost_certain", "is bound to", "cap", 0.9, 0.95, 0.98),
        ("likely", "expects ... will", "cap", 0.67, 0.75, 0.8),
        ("possible", "may", "cap", 0.3, 0.4, 0.51),
        ("possible", "Maybe", "cap", 0.25, 0.4, 0.5),
        ("unlikely", "is not likely to", "cap", 0.1, 0.2, 0.25),
        ("very_likely", "extremely likely", "ipcc", 0.95, 0.975, 1.0),
        ("very_likely", "very likely", "ipcc", 0.9, 0.95, 1.0),
        ("possible", "might", "icd203", 0.2, 0.5, 0.8),
        ("very_unlikely", "a remote chance", "uk", 0.0, 0.025, 0.05),
        ("unlikely", "probably not", "kent", 0.2, 0.3, 0.4),
        ("even", "about even", "nato", 0.4, 0.5, 0.6),
        ("likely", "a 70 percent chance", "kent", 0.7, 0.7, 0.7),
        ("likely", "better than even", "cap", 0.55, 0.6, 0.6),
        ("likely", "better than even", "icd203", 0.55, 0.675, 0.8),
    ],
)
def test_a_phrase_has_its_figure(
    band: str, phrase: str | None, scale: str, low: float, mid: float, high: float
) -> None:
    found = probability(band, phrase, scale)
    assert (found.low, found.mid, found.high) == (low, mid, high)


def test_an_unknown_scale_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownScaleError, match="'sherman'; choose one of cap, icd203, ipcc, uk, nato, kent"):
        probability(Band.LIKELY, None, "sherman")


def test_an_unknown_band_is_refused() -> None:
    with pytest.raises(ValueError, match="rather_likely"):
        probability("rather_likely")


@pytest.mark.parametrize("band", list(Band))
def test_only_near_certainties_are_not_hedged(band: Band) -> None:
    assert hedged(band) == (band.value not in ("almost_certain", "almost_no_chance"))


@pytest.mark.parametrize(
    ("band", "under_very", "under_not"),
    [
        ("almost_no_chance", "almost_no_chance", "possible"),
        ("very_unlikely", "very_unlikely", "likely"),
        ("unlikely", "very_unlikely", "likely"),
        ("even", "even", "possible"),
        ("possible", "likely", "almost_no_chance"),
        ("likely", "very_likely", "unlikely"),
        ("very_likely", "very_likely", "unlikely"),
        ("almost_certain", "almost_certain", "possible"),
    ],
)
def test_very_and_not(band: str, under_very: str, under_not: str) -> None:
    assert (intensified(Band(band)), negated(Band(band))) == (under_very, under_not)


def test_the_strongest_qualifier_decides() -> None:
    assert combine(Band.ALMOST_CERTAIN, [Band.POSSIBLE, Band.LIKELY]) is Band.LIKELY
    assert combine(Band.POSSIBLE, [Band.VERY_UNLIKELY]) is Band.VERY_UNLIKELY
    assert combine(Band.ALMOST_CERTAIN, [Band.LIKELY], embedding=Embedding.DOUBTING) is Band.UNLIKELY


@pytest.mark.parametrize(
    ("verb", "is_negated", "embedding"),
    [
        ("expect", False, Embedding.EXPECTING),
        ("expect", True, Embedding.DOUBTING),
        ("doubt", False, Embedding.DOUBTING),
        ("doubt", True, Embedding.SAYING),
        ("say", False, Embedding.SAYING),
        ("Fear", False, Embedding.EXPECTING),
    ],
)
def test_verbs_above_a_prediction(verb: str, is_negated: bool, embedding: Embedding) -> None:
    assert embedding_of(verb, is_negated) is embedding


def test_bands_are_ordered() -> None:
    assert [band.rank for band in Band] == list(range(8))


@given(st.floats(0, 1))
def test_every_probability_has_a_band(value: float) -> None:
    assert band_of(value) is not Band.POSSIBLE
    assert band_of(value).rank + band_of(1 - value).rank in (6, 7, 8)


@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="is no probability"):
        band_of(value)


@given(st.text(alphabet="0123456789.,-/% intoutfehalv", max_size=60))
def test_no_phrase_raises(phrase: str) -> None:
    found = explicit_probability(phrase)
    assert found is None or 0 <= found[1].low <= found[1].mid <= found[1].high <= 1
    likelihood_of(phrase)
