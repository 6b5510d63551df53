"""Spans from tag scores: the best sequence of begin, inside and outside marks, never *inside* without a beginning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEVER = -1e9
OUTSIDE, BEGIN, INSIDE = "O", "B", "I"
LAYER_TAGS = ("O", "B-", "I-")


class TagDecoder:
    """Viterbi search over BIO tags (`O`, `B-ORG`, `I-ORG` ...), skipped where the best tag of each word is already legal."""

    def __init__(self, tags: Sequence[str]) -> None:
        self.tags = list(tags)
        self._allowed = np.array([[_may_follow(before, after) for after in tags] for before in tags])
        self._may_start = np.array([not tag.startswith(INSIDE) for tag in tags])

    def best(self, scores: NDArray[np.floating]) -> NDArray[np.int64]:
        """Tag numbers for n words from their n x tags log probabilities."""
        greedy: NDArray[np.int64] = scores.argmax(axis=1)
        if not len(greedy) or (self._may_start[greedy[0]] and self._allowed[greedy[:-1], greedy[1:]].all()):
            return greedy
        return self._search(scores)

    def spans(self, scores: NDArray[np.floating]) -> list[tuple[int, int, str]]:
        """(first word, end, label) of each span in the best sequence, in order; the label is empty for plain layers."""
        found: list[tuple[int, int, str]] = []
        for index, number in enumerate(self.best(scores)):
            prefix, _, label = self.tags[number].partition("-")
            if prefix == BEGIN:
                found.append((index, index + 1, label))
            elif prefix == INSIDE:
                start, _, label = found.pop()
                found.append((start, index + 1, label))
        return found

    def _search(self, scores: NDArray[np.floating]) -> NDArray[np.int64]:
        penalty = np.where(self._allowed, 0.0, NEVER)
        best = scores[0] + np.where(self._may_start, 0.0, NEVER)
        back: list[NDArray[np.int64]] = []
        for row in scores[1:]:
            totals = best[:, None] + penalty
            back.append(totals.argmax(axis=0))
            best = totals.max(axis=0) + row
        path = [int(best.argmax())]
        for pointers in reversed(back):
            path.append(int(pointers[path[-1]]))
        return np.array(path[::-1])


def layer_spans(probabilities: NDArray[np.floating]) -> list[tuple[int, int]]:
    """Spans as (first token, end) of one attribution layer from its n x 3 probabilities (outside, begin, inside)."""
    scores = np.log(np.maximum(probabilities, 1e-9))
    return [(start, end) for start, end, _ in TagDecoder(LAYER_TAGS).spans(scores)]


def _may_follow(before: str, after: str) -> bool:
    return not after.startswith(INSIDE) or before[1:] == after[1:]
