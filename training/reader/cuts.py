"""Cut articles without a parse into training windows, at the places where that harms least."""

from collections.abc import Sequence

from stanceflow.reader.features import Gap

FEWEST = 0.4  # a window is filled at least this far before it is cut at a good place

SENTENCE_MARKS = frozenset({".", "!", "?", "…", "..."})
CLAUSE_MARKS = frozenset({",", ";", ":", "—", "–", "--"})
CLOSING_MARKS = frozenset({'"', "'", "”", "’", ")", "]", "''"})


def cut_windows(words: Sequence[str], gaps: Sequence[Gap], lengths: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Consecutive windows as (first word, end), together all words, each of at most `limit` subwords.

    `gaps` is the space before each word, `lengths` its number of subwords. Cut where a paragraph ends if there is
    such a place in the later part of the window, else after a sentence, a clause mark, a word.
    """
    windows: list[tuple[int, int]] = []
    start = 0
    while start < len(words):
        end, used = start, 0
        while end < len(words) and (used + lengths[end] <= limit or end == start):
            used += lengths[end]
            end += 1
        if end < len(words):
            end = _best_cut(words, gaps, start, end)
        windows.append((start, end))
        start = end
    return windows


def _best_cut(words: Sequence[str], gaps: Sequence[Gap], start: int, end: int) -> int:
    first = start + max(1, int((end - start) * FEWEST))
    candidates = range(end, first - 1, -1)
    return max(candidates, key=lambda cut: (_quality(words, gaps, cut), cut), default=end)


def _quality(words: Sequence[str], gaps: Sequence[Gap], cut: int) -> int:
    """How good it is to cut before word `cut`."""
    if gaps[cut] >= Gap.LINE:
        return int(gaps[cut])  # 2 for a line break, 3 for a paragraph
    if gaps[cut] == Gap.NONE:
        return -1
    before = cut - 1
    while before and words[before] in CLOSING_MARKS:
        before -= 1
    if words[before] in SENTENCE_MARKS:
        return 1 if words[cut][:1].islower() else 2
    return 0 if words[cut - 1] in CLAUSE_MARKS else -1
