"""Which place of an approved text is which of the text that was read now, where an article has been edited."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from stanceflow.records import Span

Sentence = tuple[int, int, str]
"""Start, end and text of a sentence."""

Word = tuple[int, str]
"""Start and text of a word, a space or a mark."""

_WORD = re.compile(r"\w+|\W")


class Alignment:
    """Maps offsets of one text to another by sentences that both have, and inside the others by words.

    Words that stand in the place of others are taken for them as a whole.
    """

    def __init__(self, before: Sequence[Sentence], after: Sequence[Sentence]) -> None:
        self._blocks: list[tuple[Span, Span]] = []
        texts = [text for _, _, text in before], [text for _, _, text in after]
        for tag, i, i_end, j, j_end in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
            if tag == "equal":
                for (start, end, _), (moved, moved_end, _) in zip(before[i:i_end], after[j:j_end], strict=True):
                    self._blocks.append(((start, end), (moved, moved_end)))
            elif tag == "replace":
                self._align_words(_words(before[i:i_end]), _words(after[j:j_end]))
        self._starts = [start for (start, _), _ in self._blocks]

    def span(self, span: Span) -> Span | None:
        """Give where a span stands now, or None where it is gone."""
        first, last = self._block(span[0]), self._block(span[1] - 1)
        if first is None or last is None:
            return None
        start = _inside(first, span[0], first[1][0])
        end = _inside(last, span[1], last[1][1])
        return (start, end) if start < end else None

    def _align_words(self, old: Sequence[Word], new: Sequence[Word]) -> None:
        matcher = SequenceMatcher(None, [word for _, word in old], [word for _, word in new], autojunk=False)
        for tag, i, i_end, j, j_end in matcher.get_opcodes():
            if tag == "equal":
                for (start, word), (moved, _) in zip(old[i:i_end], new[j:j_end], strict=True):
                    self._blocks.append(((start, start + len(word)), (moved, moved + len(word))))
            elif tag == "replace":
                self._blocks.append((_stretch(old[i:i_end]), _stretch(new[j:j_end])))

    def _block(self, offset: int) -> tuple[Span, Span] | None:
        """Give the block that holds an offset of the text before."""
        block = bisect.bisect_right(self._starts, offset) - 1
        return self._blocks[block] if block >= 0 and offset < self._blocks[block][0][1] else None


def _inside(block: tuple[Span, Span], offset: int, otherwise: int) -> int:
    """Give where an offset is now: the same place in a block of the same length, else the block's edge."""
    (start, end), (moved, moved_end) = block
    return offset - start + moved if end - start == moved_end - moved else otherwise


def _stretch(words: Sequence[Word]) -> Span:
    """Give the offsets from the first to the last of some words."""
    return words[0][0], words[-1][0] + len(words[-1][1])


def _words(sentences: Sequence[Sentence]) -> list[Word]:
    return [(start + match.start(), match.group()) for start, _, text in sentences for match in _WORD.finditer(text)]
