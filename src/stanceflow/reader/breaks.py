"""Where a sentence surely begins, or surely does not, whatever the network thinks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stanceflow.reader.features import Gap

CERTAIN = 30.0  # log odds

BULLET = re.compile(r"[•◦▪‣·*+>–—-]|\d{1,2}[.)]|\([a-z\d]{1,2}\)")
FOOTNOTE = re.compile(r"\[\d{1,3}\]|\d{1,2}|[¹²³⁴-⁹⁰]+|[*†‡]")
CLOSING = frozenset({".", "!", "?", "…", "...", "”", "’", '"'})


def start_bias(words: Sequence[str], gaps: Sequence[Gap]) -> list[float]:
    """Log odds to add to the network's for a sentence to begin at each word: 0, or for or against it for certain.

    A paragraph begins a sentence, and so does a bullet at the start of a line, but not the word after the bullet; nor
    does a footnote mark that hangs on the end of a sentence.
    """
    bias: list[float] = []
    after_bullet = False
    for index, (word, gap) in enumerate(zip(words, gaps, strict=True)):
        is_bullet = gap >= Gap.LINE and BULLET.fullmatch(word) is not None
        hangs_on = gap == Gap.NONE and index > 0 and words[index - 1] in CLOSING and FOOTNOTE.fullmatch(word)
        if gap == Gap.PARAGRAPH or is_bullet:
            bias.append(CERTAIN)
        elif hangs_on or (after_bullet and gap < Gap.LINE):
            bias.append(-CERTAIN)
        else:
            bias.append(0.0)
        after_bullet = is_bullet
    return bias
