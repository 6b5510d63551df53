"""How far a rule can be trusted: its precision on annotated articles, smoothed towards its table's mean by how often it was seen.

The counts stand in `lexicon/precision.csv`, which `training/rule_precision.py` makes by running the rules over annotated articles.
"""

from __future__ import annotations

import functools

from stanceflow.lexicon import load_table

_PRIOR = 8
"""Weight of the table's mean: a rule seen eight times counts as much as its table."""
_UNSEEN_MEAN = 0.5


@functools.cache
def confidence(table: str, rule: str) -> float:
    """Give the confidence, 0 to 1, in rows of `table` that `rule` found; a rule never seen gets its table's mean."""
    seen, right = _counts().get((table, rule), (0, 0))
    return round((right + _PRIOR * _mean(table)) / (seen + _PRIOR), 3)


@functools.cache
def _mean(table: str) -> float:
    counts = [count for (name, _), count in _counts().items() if name == table]
    seen = sum(n for n, _ in counts)
    return sum(right for _, right in counts) / seen if seen else _UNSEEN_MEAN


@functools.cache
def _counts() -> dict[tuple[str, str], tuple[int, int]]:
    return {(row["table"], row["rule"]): (int(row["seen"]), int(row["right"])) for row in load_table("precision")}
