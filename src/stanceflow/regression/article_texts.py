"""The sentences of the articles that are compared, as they were approved and as the run read them."""

from __future__ import annotations

import bisect
from pathlib import Path

from stanceflow.records import Span
from stanceflow.regression.alignment import Alignment, Sentence
from stanceflow.regression.folders import Table, read_table
from stanceflow.regression.pairing import whole_number


class ArticleTexts:
    """The sentences of both sides, and which place of an approved text is which of the run's."""

    def __init__(self, before: Path, after: Path) -> None:
        hashes = [
            {row[0]: row[1] for row in read_table(folder, "documents").chosen(("doc_id", "sha256")).rows()}
            for folder in (before, after)
        ]
        self.edited = [doc_id for doc_id, sha256 in hashes[0].items() if hashes[1].get(doc_id, sha256) != sha256]
        self._edited = set(self.edited)
        self._sentences = [_sentences(read_table(folder, "sentences")) for folder in (before, after)]
        self._starts: dict[tuple[int, str], list[int]] = {}
        self._alignments: dict[str, Alignment] = {}

    def is_edited(self, doc_id: str) -> bool:
        """Whether an article's text is another than was approved."""
        return doc_id in self._edited

    def sentence(self, side: int, doc_id: str, number: str) -> Sentence:
        """Give a sentence of the approved text (side 0) or of the run's (side 1); an empty one where there is none of that number."""
        return self._sentences[side].get(doc_id, {}).get(number, (-1, -1, ""))

    def rank(self, side: int, doc_id: str, start: int) -> int:
        """Give how many sentences of an article begin before an offset."""
        if (side, doc_id) not in self._starts:
            self._starts[side, doc_id] = sorted(begin for begin, _, _ in self._sentences[side].get(doc_id, {}).values())
        return bisect.bisect_left(self._starts[side, doc_id], start)

    def moved(self, doc_id: str, span: Span) -> Span | None:
        """Give where a span of the approved text stands in the run's; None where it is gone."""
        if doc_id not in self._edited:
            return span
        if doc_id not in self._alignments:
            sides = [sorted(side.get(doc_id, {}).values()) for side in self._sentences]
            self._alignments[doc_id] = Alignment(*sides)
        return self._alignments[doc_id].span(span)


def _sentences(table: Table) -> dict[str, dict[str, Sentence]]:
    found: dict[str, dict[str, Sentence]] = {}
    for doc_id, number, start, end, text in table.chosen(("doc_id", "sentence", "start", "end", "text")).rows():
        found.setdefault(doc_id, {})[number] = (whole_number(start), whole_number(end), text)
    return found
