"""The measures of Citron, the quote extractor of the BBC (Newell, Cowlishaw and Man 2018, "Quote Extraction and Analysis for News"), for claims.

A quote has a cue, sources and contents; rows that differ in their source only are one quote with several sources. *Exact*: the same spans, for a cue
by itself, for sources and contents where the cues overlap, for a quote in all three. *Overlap*: words that both sides cover against the words that each
covers. Citron adds the overlap up over all pairs of quotes; ours counts each word of an article once, which is the same unless quotes lie inside
one another.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from stanceflow.records import Span, Spans
from stanceflow.regression.judging import Judged
from stanceflow.scoring import Item, Score

PARTS = ("cue", "source", "content", "quote")
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Quote:
    """Who says what: a cue, the sources and the contents, each in text order."""

    cue: Spans
    source: Spans
    content: Spans


Same = Callable[[Quote, Quote], bool]


def citron_scores(judged: Iterable[Judged], texts: Mapping[str, str]) -> dict[str, dict[str, Score]]:
    """Give Citron's measures, by measure (`exact`, `overlap`) and part (`cue`, `source`, `content`, `quote`)."""
    scores = {measure: {part: Score() for part in PARTS} for measure in ("exact", "overlap")}
    claims: dict[str, list[Judged]] = {}
    for one in judged:
        if one.kind == "claims":
            claims.setdefault(one.doc_id, []).append(one)
    for doc_id, found in claims.items():
        rows, gold = _quotes(one.row for one in found), _quotes(one.gold for one in found)
        _add_exact(scores["exact"], rows, gold)
        _add_overlap(scores["overlap"], rows, gold, texts.get(doc_id, ""))
    return scores


def _quotes(items: Iterable[Item | None]) -> list[Quote]:
    sources: dict[tuple[Spans, Spans], set[Span]] = {}
    for item in items:
        if item is not None:
            cue, content = (tuple(item.spans[role]) for role in ("cue", "content"))
            sources.setdefault((cue, content), set()).update(item.spans["source"])
    return [Quote(cue, tuple(sorted(found)), content) for (cue, content), found in sources.items()]


def _add_exact(scores: Mapping[str, Score], rows: Sequence[Quote], gold: Sequence[Quote]) -> None:
    same: dict[str, Same] = {
        "cue": lambda a, b: a.cue == b.cue,
        "source": lambda a, b: _meet(a.cue, b.cue) and a.source == b.source,
        "content": lambda a, b: _meet(a.cue, b.cue) and a.content == b.content,
        "quote": lambda a, b: a == b,
    }
    for part, alike in same.items():
        right = sum(any(alike(row, item) for item in gold) for row in rows)
        missed = sum(not any(alike(row, item) for row in rows) for item in gold)
        # Recall is right rows over right rows and missed items, as there; the two differ where several rows match one item.
        scores[part].hits += right
        scores[part].predicted += len(rows)
        scores[part].gold += right + missed


def _meet(first: Spans, second: Spans) -> bool:
    return any(a < b_end and b < a_end for a, a_end in first for b, b_end in second)


def _add_overlap(scores: Mapping[str, Score], rows: Sequence[Quote], gold: Sequence[Quote], text: str) -> None:
    words = [match.span() for match in _WORD.finditer(text)]
    starts, ends = [start for start, _ in words], [end for _, end in words]
    for part in PARTS[:-1]:
        found, wanted = (
            {
                word
                for quote in quotes
                for start, end in getattr(quote, part)
                for word in range(bisect_right(ends, start), bisect_left(starts, end))
            }
            for quotes in (rows, gold)
        )
        for score in (scores[part], scores["quote"]):
            score.hits += len(found & wanted)
            score.predicted += len(found)
            score.gold += len(wanted)
