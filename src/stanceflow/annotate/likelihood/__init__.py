"""How likely: the eight bands of the guidelines, what they mean in numbers, and how the words of a cue combine to one of them.

>>> likelihood_of("will probably")
<Band.LIKELY: 'likely'>
>>> probability(Band.LIKELY, "will probably", "icd203").low
0.55
>>> explicit_probability("a one-in-five chance")[0]
<Band.UNLIKELY: 'unlikely'>
"""

from __future__ import annotations

from stanceflow.annotate.likelihood.bands import Band, Probability, band_of, hedged, intensified, negated
from stanceflow.annotate.likelihood.combining import Embedding, combine, embedding_of, likelihood_of
from stanceflow.annotate.likelihood.odds import explicit_probability
from stanceflow.annotate.likelihood.scales import DEFAULT_SCALE, SCALES, UnknownScaleError, check_scale, probability

__all__ = [
    "DEFAULT_SCALE",
    "SCALES",
    "Band",
    "Embedding",
    "Probability",
    "UnknownScaleError",
    "band_of",
    "check_scale",
    "combine",
    "embedding_of",
    "explicit_probability",
    "hedged",
    "intensified",
    "likelihood_of",
    "negated",
    "probability",
]
