"""How sure a score is: intervals by the bootstrap over articles (Efron 1979; percentile method).

Articles are drawn anew with replacement, as many as there are, and the scores computed each time. Items of one article are not independent of
each other, articles are; so it is articles that are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from stanceflow.scoring import Score

if TYPE_CHECKING:
    import numpy as np

SAMPLES = 2_000
_SEED = 20_250_101
_SHARE = 0.95

Interval = tuple[float, float]
MEASURES = ("precision", "recall", "f1")


class Resampler:
    """Draws articles with replacement, always the same draws for as many articles."""

    def __init__(self, articles: int, samples: int = SAMPLES) -> None:
        import numpy as np

        self._weights = np.random.default_rng(_SEED).multinomial(articles, [1 / articles] * articles, size=samples)

    def score(self, parts: Sequence[Score]) -> dict[str, Interval]:
        """Give the 95 percent intervals of precision, recall and F1 from each article's counts."""
        import numpy as np

        counts = np.array([(part.hits, part.predicted, part.gold) for part in parts])
        hits, predicted, gold = (self._weights @ counts).T
        precision, recall = _ratio(hits, predicted), _ratio(hits, gold)
        f1 = _ratio(2 * precision * recall, precision + recall)
        return dict(zip(MEASURES, map(_interval, (precision, recall, f1)), strict=True))

    def mean(self, parts: Sequence[Sequence[float]]) -> Interval:
        """Give the 95 percent interval of a mean over all articles' values."""
        import numpy as np

        sums = self._weights @ np.array([sum(part) for part in parts])
        return _interval(_ratio(sums, self._weights @ np.array([len(part) for part in parts])))


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    import numpy as np

    ratio: np.ndarray = np.divide(above, below, out=np.zeros(len(above)), where=below > 0)
    return ratio


def _interval(values: np.ndarray) -> Interval:
    import numpy as np

    low, high = np.quantile(values, [(1 - _SHARE) / 2, (1 + _SHARE) / 2])
    return float(low), float(high)
