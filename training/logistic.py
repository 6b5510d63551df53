"""Logistic regression with a quadratic penalty, by Newton's method."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEPS = 30
"""Steps of Newton's method; ten suffice for tables as small as ours."""


def fit(
    rows: NDArray[np.float64],
    labels: NDArray[np.float64],
    penalty: float,
    shares: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Give a weight for each column of `rows`, so that `probabilities` come near to `labels` (0 or 1).

    `penalty` times half the sum of squared weights is added to the loss; each row's loss counts by its share, by default 1.
    """
    weights = np.zeros(rows.shape[1])
    shares = np.ones(len(rows)) if shares is None else shares
    for _ in range(STEPS):
        guessed = probabilities(rows, weights)
        slope = rows.T @ (shares * (guessed - labels)) + penalty * weights
        bend = (rows.T * (shares * guessed * (1 - guessed))) @ rows + penalty * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights


def probabilities(rows: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the probability, 0 to 1, of each row."""
    guessed: NDArray[np.float64] = 1 / (1 + np.exp(-(rows @ weights)))
    return guessed
