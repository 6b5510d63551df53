"""Which place of an approved text is which of the text that was read now, where an article has been edited."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from stanceflow.records import Span

Sentence = tuple[int, int, str]
"""Start, end and text of a sentence."""

_WORD = re.compile(r"\w+|\W")


class Alignment:
    """Maps offsets of one text to another by sentences that both have, and inside the others by words."""

    def __init__(self, before: Sequence[Sentence], after: Sequence[Sentence]) -> None:
        self._blocks: list[tuple[int, int, int]] = []  # start, end in the text before; shift
        texts = [text for _, _, text in before], [text for _, _, text in after]
        for tag, i, i_end, j, j_end in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
            if tag == "equal":
                for (start, end, _), (moved, _, _) in zip(before[i:i_end], after[j:j_end], strict=True):
                    self._blocks.append((start, end, moved - start))
            elif tag == "replace":
                self._align_words(before[i:i_end], after[j:j_end])
        self._starts = [start for start, _, _ in self._blocks]

    def span(self, span: Span) -> Span | None:
        """Give where a span stands now, or None where its first or last character is gone."""
        start, last = self._place(span[0]), self._place(span[1] - 1)
        return None if start is None or last is None or last < start else (start, last + 1)

    def _align_words(self, before: Sequence[Sentence], after: Sequence[Sentence]) -> None:
        old, new = _words(before), _words(after)
        matcher = SequenceMatcher(None, [word for _, word in old], [word for _, word in new], autojunk=False)
        for i, j, size in matcher.get_matching_blocks():
            for (start, word), (moved, _) in zip(old[i : i + size], new[j : j + size], strict=True):
                self._blocks.append((start, start + len(word), moved - start))

    def _place(self, offset: int) -> int | None:
        block = bisect.bisect_right(self._starts, offset) - 1
        if block < 0 or offset >= self._blocks[block][1]:
            return None
        return offset + self._blocks[block][2]


def _words(sentences: Sequence[Sentence]) -> list[tuple[int, str]]:
    return [(start + match.start(), match.group()) for start, _, text in sentences for match in _WORD.finditer(text)]
