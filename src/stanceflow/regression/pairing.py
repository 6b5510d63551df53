"""Which approved row is which row of the run: by key, then by best overlap, so that a moved boundary is a change, not a loss and a gain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from stanceflow.records import Span
from stanceflow.regression.folders import Cells
from stanceflow.tables import ITEM_TABLES

_BUCKET = 256
"""Characters of text in which rows are looked for together."""
_ALONE = 0.5
"""Dice overlap of the main role from which two rows are one, whatever their cues."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table's rows are read: its columns' places, what tells rows apart, where a row stands.

    `roles` gives the columns of a role's start, end and pieces (or none); `main` is the role that rows are paired by, `cue` the second one,
    `who` the column that names whose row it is, `key` the column that tells rows of one article apart. `values` are the columns that may change by
    themselves: a role stands for its offsets and pieces, and a key that follows from the row's places is none.
    """

    table: str
    columns: tuple[str, ...]
    key: str
    main: str
    cue: str
    who: str
    roles: Mapping[str, tuple[str, str, str]]
    values: tuple[str, ...]
    place: Mapping[str, int] = field(repr=False)

    def cell(self, row: Cells, column: str) -> str:
        """Give a cell of a row, empty where the table has no such column."""
        at = self.place.get(column)
        return "" if at is None else row[at]

    def spans(self, row: Cells, role: str) -> tuple[Span, ...]:
        """Give a role's spans in the row's own text."""
        start, end, pieces = (self.cell(row, column) for column in self.roles[role])
        if pieces:
            return tuple(_piece(piece) for piece in pieces.split())
        if start and end:
            return ((whole_number(start), whole_number(end)),)
        return ((whole_number(start), whole_number(start) + 1),) if start else ()


def shape_of(table: str, columns: tuple[str, ...]) -> Shape:
    """Read a table's shape off its columns."""
    roles = {
        name: (f"{name}_start", f"{name}_end", f"{name}_spans")
        for name in columns
        if {f"{name}_start", f"{name}_end"} <= set(columns)
    }
    key, main, cue, who = "", "content" if "content" in roles else "target", "cue", ""
    for item in ITEM_TABLES:
        if item.name == table:
            key, who = item.key, item.who
    if table in ("sentences", "mentions"):
        roles, main, cue, who = {"text": ("start", "end", "")}, "text", "", "actor"
    elif table == "actors":
        roles, main, cue = {"first_start": ("first_start", "", "")}, "first_start", ""
        key = who = "actor"
    elif table == "documents":
        key = "doc_id"
    key = key if key in columns else ""
    parts = {column for offsets in roles.values() for column in offsets}
    left_out = (parts - set(roles)) | {"doc_id"} | ({key} - {who})
    values = tuple(name for name in columns if name not in left_out)
    place = {name: number for number, name in enumerate(columns)}
    return Shape(table, columns, key, main, cue, who, roles, values, place)


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with the places of its roles in the text of the run."""

    cells: Cells
    key: str
    who: str
    spans: Mapping[str, tuple[Span, ...]]


Pair = tuple[Placed, Placed]


def pair_rows(
    before: Sequence[Placed], after: Sequence[Placed], shape: Shape
) -> tuple[list[Pair], list[Placed], list[Placed]]:
    """Pair rows of one article: give the pairs, and what is left of each side."""
    pairs, before, after = _by_key(before, after)
    overlapping, before, after = _by_overlap(before, after, shape)
    return pairs + overlapping, before, after


def _by_key(before: Sequence[Placed], after: Sequence[Placed]) -> tuple[list[Pair], list[Placed], list[Placed]]:
    waiting: dict[str, list[Placed]] = defaultdict(list)
    for row in reversed(after):
        waiting[row.key].append(row)
    pairs: list[Pair] = []
    left: list[Placed] = []
    for row in before:
        if row.key and waiting.get(row.key):
            pairs.append((row, waiting[row.key].pop()))
        else:
            left.append(row)
    paired = {id(second) for _, second in pairs}
    return pairs, left, [row for row in after if id(row) not in paired]


def _by_overlap(
    before: Sequence[Placed], after: Sequence[Placed], shape: Shape
) -> tuple[list[Pair], list[Placed], list[Placed]]:
    scored = [
        (likeness, first, second)
        for first, second in sorted(_neighbours(before, after))
        if (likeness := _likeness(before[first], after[second], shape))
    ]
    scored.sort(key=lambda entry: (-entry[0], entry[1], entry[2]))
    taken_before: set[int] = set()
    taken_after: set[int] = set()
    pairs: list[Pair] = []
    for _, first, second in scored:
        if first not in taken_before and second not in taken_after:
            taken_before.add(first)
            taken_after.add(second)
            pairs.append((before[first], after[second]))
    left = [row for number, row in enumerate(before) if number not in taken_before]
    return pairs, left, [row for number, row in enumerate(after) if number not in taken_after]


def _neighbours(before: Sequence[Placed], after: Sequence[Placed]) -> set[tuple[int, int]]:
    """Give the pairs of rows that come near each other in the text, by their numbers."""
    buckets: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(after):
        for bucket in _buckets(row):
            buckets[bucket].append(number)
    return {
        (number, other)
        for number, row in enumerate(before)
        for bucket in _buckets(row)
        for other in buckets.get(bucket, ())
    }


def _buckets(row: Placed) -> set[int]:
    return {
        bucket
        for spans in row.spans.values()
        for start, end in spans
        for bucket in range(start // _BUCKET, (end - 1) // _BUCKET + 1)
    }


def _likeness(first: Placed, second: Placed, shape: Shape) -> float:
    """How much two rows are one, 0 where they are not: overlap of main role and cue counts, then whose row it is, then the other roles."""
    main = _overlap(first.spans.get(shape.main, ()), second.spans.get(shape.main, ()))
    cue = _overlap(first.spans.get(shape.cue, ()), second.spans.get(shape.cue, ()))
    same_who = first.who == second.who
    if shape.cue:
        if not (main >= _ALONE or (main and cue) or (cue == 1 and same_who)):
            return 0.0
    elif not main:
        return 0.0
    others = [_overlap(spans, second.spans.get(role, ())) for role, spans in first.spans.items()]
    return main + cue + 0.5 * same_who + 0.1 * sum(others) / max(len(others), 1)


def _overlap(first: Sequence[Span], second: Sequence[Span]) -> float:
    """Dice overlap of two lists of spans, 0 to 1."""
    if not first or not second:
        return 0.0
    common = sum(max(0, min(a_end, b_end) - max(a, b)) for a, a_end in first for b, b_end in second)
    return 2 * common / (_length(first) + _length(second))


def _length(spans: Iterable[Span]) -> int:
    return sum(end - start for start, end in spans)


def _piece(piece: str) -> Span:
    start, _, end = piece.partition("-")
    return whole_number(start), whole_number(end)


def whole_number(cell: str) -> int:
    """Read a cell that holds an offset or a count; -1 where it holds none."""
    try:
        return int(float(cell))
    except (ValueError, OverflowError):
        return -1


def by_article(rows: Iterable[Cells], shape: Shape) -> dict[str, list[Cells]]:
    """Group rows by their article."""
    groups: dict[str, list[Cells]] = defaultdict(list)
    for row in rows:
        groups[row[shape.place["doc_id"]]].append(row)
    return groups
