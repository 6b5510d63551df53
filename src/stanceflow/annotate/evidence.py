"""How likely it is that somebody whom a text mentions is an actor: able to want, fear, say, decide or do something in public life.

A logistic model over plain traits (`traits.py`). Its weights stand in `lexicon/actor_evidence.csv` and are fitted to annotated articles by
`training/actor_evidence.py`.
"""

from __future__ import annotations

import functools
import math

from stanceflow.annotate.naming import Cluster
from stanceflow.annotate.traits import Company, traits
from stanceflow.lexicon import load_table

THRESHOLD = 0.42
"""Actors below this probability are kept only where a row names them as source or holder (chosen for F1 on held-out folds of the training articles)."""

LEAST = 0.15
"""Below this probability nobody is an actor, even where a row's words name them as source or holder: 6 of 30 such were (held-out training articles)."""


def probability(company: Company, cluster: Cluster) -> float:
    """Give the probability, 0 to 1, that a cluster of mentions is an actor."""
    weights = _weights()
    total = sum(weights.get(trait, 0.0) for trait in traits(company, cluster))
    return 1 / (1 + math.exp(-total))


@functools.cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in load_table("actor_evidence")}
