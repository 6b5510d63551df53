"""Cut a text's words into windows that the encoder reads at once, where that does no harm.

A paragraph's end is a safe cut, seen from the text alone. A paragraph too long for one window is read piece by piece: what
stands before the last sentence start that the network found in a piece is kept, and the next piece begins there.
"""

from collections.abc import Sequence

from stanceflow.reader.features import Gap

WINDOW = 120  # subwords; longer ones were rare in training and are read worse (LAS -0.3 on GUM dev with 158)
FEWEST = 0.3  # of a piece that is kept at least, so that reading goes on where no sentence start is found


def paragraph_runs(gaps: Sequence[Gap], lengths: Sequence[int], limit: int = WINDOW) -> list[tuple[int, int]]:
    """Runs of whole paragraphs as (first word, end), each of at most `limit` subwords or else one long paragraph.

    `gaps` is the space before each word, `lengths` its number of subwords.
    """
    runs: list[tuple[int, int]] = []
    used = 0
    for start, end in _paragraphs(gaps):
        length = sum(lengths[start:end])
        if runs and used + length <= limit:
            runs[-1] = (runs[-1][0], end)
            used += length
        else:
            runs.append((start, end))
            used = length
    return runs


def fitting_end(lengths: Sequence[int], start: int, end: int, limit: int = WINDOW) -> int:
    """Where a window that begins at `start` ends at the latest: at `end`, or before a word that no longer fits."""
    used = 0
    for index in range(start, end):
        used += lengths[index]
        if used > limit and index > start:
            return index
    return end


def safe_cut(starts: Sequence[bool], is_last: bool) -> int:
    """How many words of a window to keep: all of the last one of its run, else those before its last sentence start."""
    length = len(starts)
    if is_last:
        return length
    fewest = max(1, int(length * FEWEST))
    return next((index for index in range(length - 1, fewest - 1, -1) if starts[index]), length)


def _paragraphs(gaps: Sequence[Gap]) -> list[tuple[int, int]]:
    breaks = [index for index, gap in enumerate(gaps) if index and gap == Gap.PARAGRAPH]
    return list(zip([0, *breaks], [*breaks, len(gaps)], strict=True)) if gaps else []
