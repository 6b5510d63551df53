"""What became of each row and each gold item: paired and how well, spurious, or missed; and the counts that follow for kinds, rules and bands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from stanceflow.scoring import MAIN_ROLE, ActorNames, Article, Item, Score, pair, reached

VALUE_OF = {"claims": "form", "interests": "kind", "stances": "polarity", "predictions": "likelihood"}
"""The value that a kind's items are told apart by."""
CONFUSABLE = (
    ("claims", "form"),
    ("interests", "kind"),
    ("interests", "valence"),
    ("stances", "polarity"),
    ("predictions", "likelihood"),
    ("predictions", "negated"),
)
NONE = "-"
"""Stands for a value that one side lacks: a missed item has no value in the tables, a spurious row none in gold."""
_NOTHING = Article({}, {}, {})


@dataclass(frozen=True, slots=True)
class Judged:
    """A row, a gold item, or both where they are paired; `levels` are those that the pair reaches."""

    doc_id: str
    kind: str
    row: Item | None
    gold: Item | None
    levels: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """`missed`, `spurious`, `who` (another holder or source), `value` (another value), or `right`."""
        if self.row is None:
            return "missed"
        if self.gold is None:
            return "spurious"
        return "right" if "full" in self.levels else "value" if "who" in self.levels else "who"


def judge(predicted: Mapping[str, Article], gold: Mapping[str, Article]) -> list[Judged]:
    """Judge all rows of the articles that have gold. What gold marks optional is left out, with the row that it is paired with."""
    judged: list[Judged] = []
    for doc_id, wanted in gold.items():
        found = predicted.get(doc_id, _NOTHING)
        for kind in MAIN_ROLE:
            judged += _judge_article(doc_id, kind, found, wanted)
    return judged


def _judge_article(doc_id: str, kind: str, found: Article, wanted: Article) -> list[Judged]:
    names = ActorNames(wanted, found)
    rows, items = found.items.get(kind, ()), wanted.items.get(kind, ())
    pairs = pair(rows, items, kind, names)
    paired_rows, paired_items = {i for i, _ in pairs}, {j for _, j in pairs}
    judged = [
        Judged(doc_id, kind, rows[i], items[j], tuple(reached(rows[i], items[j], kind, names)))
        for i, j in pairs
        if not items[j].optional
    ]
    judged += [Judged(doc_id, kind, row, None) for i, row in enumerate(rows) if i not in paired_rows]
    judged += [
        Judged(doc_id, kind, None, item) for j, item in enumerate(items) if j not in paired_items and not item.optional
    ]
    return judged


def by_value(judged: Iterable[Judged], kind: str, value: str) -> dict[str, Score]:
    """Score a kind's items by one of their values: precision over the rows that have it, recall over the gold items that have it.

    A hit is a pair in which both have it, so that a right item with a wrong value counts against both values.
    """
    scores: dict[str, Score] = {}
    for one in judged:
        if one.kind != kind:
            continue
        row, gold = _value(one.row, value), _value(one.gold, value)
        if one.row is not None:
            scores.setdefault(row, Score()).predicted += 1
        if one.gold is not None:
            scores.setdefault(gold, Score()).gold += 1
        if one.row is not None and one.gold is not None and row == gold:
            scores[row].hits += 1
    return dict(sorted(scores.items()))


@dataclass(frozen=True, slots=True)
class RuleScore:
    """What a rule found: its rows in a table, how many of them are found in gold, and how many fully right."""

    table: str
    rule: str
    rows: int
    found: int
    full: int

    @property
    def precision(self) -> float:
        """Share of the rule's rows that gold has, 0 to 1."""
        return self.found / self.rows


def by_rule(judged: Iterable[Judged]) -> list[RuleScore]:
    """Score the rules by the rows that they found, most rows first."""
    rows, found, full = (Counter[tuple[str, str]]() for _ in range(3))
    for one in judged:
        if one.row is not None:
            rule = (one.kind, one.row.values.get("rule", NONE))
            rows[rule] += 1
            found[rule] += one.gold is not None
            full[rule] += "full" in one.levels
    return [RuleScore(*rule, rows[rule], found[rule], full[rule]) for rule in sorted(rows, key=lambda r: (-rows[r], r))]


def confusion(judged: Iterable[Judged], kind: str, value: str) -> dict[str, dict[str, int]]:
    """Count gold's values (first key) against the rows' (second key); `-` for missed items and spurious rows."""
    counts: dict[str, Counter[str]] = {}
    for one in judged:
        if one.kind == kind:
            gold, row = _value(one.gold, value), _value(one.row, value)
            counts.setdefault(gold, Counter())[row] += 1
    return {gold: dict(sorted(row.items())) for gold, row in sorted(counts.items())}


def _value(item: Item | None, value: str) -> str:
    if item is None:
        return NONE
    found = item.values.get(value, "")
    return (found or "false").lower() if value == "negated" else found or NONE


def select(judged: Iterable[Judged], wanted: Callable[[Judged], bool]) -> list[Judged]:
    """Give those that are wanted, in the order of articles and places."""
    return sorted(filter(wanted, judged), key=lambda one: (one.doc_id, _place(one), one.kind))


def _place(one: Judged) -> int:
    item = one.row or one.gold
    if item is None:
        return 0
    return min((start for spans in item.spans.values() for start, _ in spans), default=0)
