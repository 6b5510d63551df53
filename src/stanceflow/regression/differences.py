"""What differs between an approved baseline and a run: what made them, their columns, and rows kept, changed, lost and new.

Rows that are the same to the byte are kept at once. The others are paired within their article (see `pairing`), by places in the text as the run
read it, so that an edit earlier in an article moves its rows and does not change them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from stanceflow.regression.article_texts import ArticleTexts
from stanceflow.regression.baseline import results_configuration
from stanceflow.regression.canonical import UNSTABLE
from stanceflow.regression.folders import Cells, Table, read_account, read_table
from stanceflow.regression.pairing import Placed, Shape, by_article, pair_rows, shape_of, whole_number
from stanceflow.tables import TABLES

DifferenceKind = Literal["changed", "lost", "new"]
_ORIGINS = ("program", "schema_version", "pipeline", "pipeline_sha256", "lexicon_sha256", "spacy")


@dataclass(frozen=True, slots=True)
class Change:
    """A column whose value is another than was approved."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that changed, was lost or is new. `cells` is the row of the run, or the approved one where it was lost; `changes` are those of a
    changed row; `rules` are the ids of the rules that found it, then and now; `sentence` is the text of its sentence. `follows` is true of a row of
    which nothing changed but its counts, because other rows of its article came or went: it is told, and counts as kept."""

    kind: DifferenceKind
    doc_id: str
    cells: Cells
    changes: tuple[Change, ...]
    rules: tuple[str, ...]
    sentence: str
    follows: bool = False


@dataclass(slots=True)
class TableComparison:
    """What became of a table's rows. `columns` are those that both sides have; `gone` and `added` those that one lacks."""

    table: str
    columns: tuple[str, ...]
    gone: tuple[str, ...]
    added: tuple[str, ...]
    kept: int = 0
    differences: list[Difference] = field(default_factory=list)

    def count(self, kind: DifferenceKind) -> int:
        """How many rows changed, were lost or are new; those whose counts follow from others left out."""
        return sum(difference.kind == kind and not difference.follows for difference in self.differences)

    @property
    def following(self) -> int:
        """How many rows changed in nothing but counts that follow from other rows."""
        return sum(difference.follows for difference in self.differences)

    @property
    def same(self) -> bool:
        """Whether the tables hold the same."""
        return not (self.differences or self.gone or self.added)


@dataclass(slots=True)
class Comparison:
    """What differs: `origins`, what made the two (pipeline, version, lexicon, configuration); `texts`, the ids of articles whose text was
    edited; and each table."""

    origins: list[Change]
    texts: list[str]
    tables: dict[str, TableComparison]

    @property
    def same(self) -> bool:
        """Whether all tables hold the same, whatever made them."""
        return all(table.same for table in self.tables.values())

    def rules(self) -> dict[str, Counter[str]]:
        """How many rows each rule lost, gained or changed, by rule id; a row whose rule changed counts for both."""
        counts: dict[str, Counter[str]] = {}
        for table in self.tables.values():
            for difference in table.differences:
                for rule in difference.rules:
                    counts.setdefault(rule, Counter())[difference.kind] += 1
        return dict(sorted(counts.items()))


def compare(run: Path, baseline: Path) -> Comparison:
    """Compare the run in a folder with an approved baseline, or with another run. Raises RegressionError where either is none."""
    accounts = read_account(baseline), read_account(run)
    texts = ArticleTexts(baseline, run)
    tables = {name: _compare_table(read_table(baseline, name), read_table(run, name), texts) for name in TABLES}
    _mark_following(tables)
    return Comparison(_origins(*accounts), texts.edited, tables)


def _mark_following(tables: Mapping[str, TableComparison]) -> None:
    """Mark the rows whose counts changed because other rows of their article did."""
    touched = {
        difference.doc_id
        for table in tables.values()
        for difference in table.differences
        if not _counts_alone(difference)
    }
    for table in tables.values():
        table.differences = [
            replace(d, follows=True) if _counts_alone(d) and d.doc_id in touched else d for d in table.differences
        ]


def _counts_alone(difference: Difference) -> bool:
    return difference.kind == "changed" and all(change.column.startswith("n_") for change in difference.changes)


def _origins(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    pairs = [(name, _shown(before.get(name)), _shown(after.get(name))) for name in _ORIGINS]
    old, new = results_configuration(before), results_configuration(after)
    pairs += [(f"--{name}", _shown(old.get(name)), _shown(new.get(name))) for name in sorted({*old, *new})]
    return [Change(*pair) for pair in pairs if pair[1] != pair[2]]


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())
    return "" if value is None else str(value)


def _compare_table(before: Table, after: Table, texts: ArticleTexts) -> TableComparison:
    unstable = UNSTABLE.get(before.name, frozenset())
    shared = tuple(name for name in before.columns if name in after.columns and name not in unstable)
    result = TableComparison(
        before.name,
        shared,
        gone=tuple(name for name in before.columns if name not in after.columns and name not in unstable),
        added=tuple(name for name in after.columns if name not in before.columns and name not in unstable),
    )
    before, after = before.chosen(shared), after.chosen(shared)
    common = Counter(before.lines) & Counter(after.lines)
    result.kept = common.total()
    shape = shape_of(before.name, shared)
    old = by_article(before.parse(_left(before.lines, common)), shape)
    new = by_article(after.parse(_left(after.lines, common)), shape)
    for doc_id in {**old, **new}:
        _compare_article(result, old.get(doc_id, []), new.get(doc_id, []), shape, texts)
    return result


def _left(lines: Sequence[str], common: Counter[str]) -> Iterator[str]:
    """Give the lines that the other side lacks."""
    spent = Counter(common)
    for line in lines:
        if spent[line]:
            spent[line] -= 1
        else:
            yield line


def _compare_article(
    result: TableComparison, before: Sequence[Cells], after: Sequence[Cells], shape: Shape, texts: ArticleTexts
) -> None:
    old = [_placed(row, shape, texts, 0) for row in before]
    new = [_placed(row, shape, texts, 1) for row in after]
    pairs, lost, gained = pair_rows(old, new, shape)
    found: list[tuple[int, Difference]] = []
    for first, second in pairs:
        changes = tuple(_changes(first, second, shape, texts))
        if changes:
            found.append((_start(second), _difference("changed", second.cells, changes, first.cells, shape, texts)))
        else:
            result.kept += 1
    found += [(_start(row), _difference("lost", row.cells, (), row.cells, shape, texts)) for row in lost]
    found += [(_start(row), _difference("new", row.cells, (), row.cells, shape, texts)) for row in gained]
    found.sort(key=lambda entry: entry[0])
    result.differences += [difference for _, difference in found]


def _placed(row: Cells, shape: Shape, texts: ArticleTexts, side: int) -> Placed:
    doc_id = shape.cell(row, "doc_id")
    spans = {role: shape.spans(row, role) for role in shape.roles}
    if side == 0:
        moved = {role: [texts.moved(doc_id, span) for span in pieces] for role, pieces in spans.items()}
        spans = {role: tuple(span for span in pieces if span) for role, pieces in moved.items()}
    return Placed(row, shape.cell(row, shape.key), shape.cell(row, shape.who), spans)


def _start(row: Placed) -> int:
    return min((start for spans in row.spans.values() for start, _ in spans), default=0)


def _changes(first: Placed, second: Placed, shape: Shape, texts: ArticleTexts) -> list[Change]:
    """Give the columns in which two rows differ; a role is one column, and its offsets and pieces are part of it."""
    changes = []
    for column in shape.values:
        before, after = shape.cell(first.cells, column), shape.cell(second.cells, column)
        if column in shape.roles:
            changes += _role_change(column, first, second, shape, texts)
        elif column == "sentence":
            if _sentence_place(first, 0, shape, texts) != _sentence_place(second, 1, shape, texts):
                changes.append(Change(column, before, after))
        elif before != after:
            changes.append(Change(column, before, after))
    # A key follows from the row's places and names; alone it differs only where keys are made in another way, or were tampered with.
    if not changes and first.key != second.key and not texts.is_edited(shape.cell(first.cells, "doc_id")):
        changes.append(Change(shape.key, first.key, second.key))
    return changes


def _role_change(role: str, first: Placed, second: Placed, shape: Shape, texts: ArticleTexts) -> list[Change]:
    before, after = shape.cell(first.cells, role), shape.cell(second.cells, role)
    columns = [column for column in shape.roles[role] if column]
    if texts.is_edited(shape.cell(first.cells, "doc_id")):
        moved = first.spans[role] != second.spans[role]
    else:
        moved = any(shape.cell(first.cells, column) != shape.cell(second.cells, column) for column in columns)
    if role in columns:  # a column that holds nothing but an offset
        return [Change(role, before, after)] if moved else []
    if before != after:
        return [Change(role, before, after)]
    if not moved:
        return []
    places = [" ".join(shape.cell(row.cells, column) for column in columns) for row in (first, second)]
    return [Change(role, f"{before} [{places[0]}]", f"{after} [{places[1]}]")]


def _sentence_place(row: Placed, side: int, shape: Shape, texts: ArticleTexts) -> int:
    """Give what must be the same for a row to be in the same sentence: not its number, which moves when a sentence before it is parted."""
    doc_id, number = shape.cell(row.cells, "doc_id"), shape.cell(row.cells, "sentence")
    if texts.is_edited(doc_id):
        return 0
    if shape.table == "sentences":
        return whole_number(number) - texts.rank(side, doc_id, whole_number(shape.cell(row.cells, "start")))
    return texts.sentence(side, doc_id, number)[0]


def _difference(
    kind: DifferenceKind, cells: Cells, changes: tuple[Change, ...], before: Cells, shape: Shape, texts: ArticleTexts
) -> Difference:
    doc_id = shape.cell(cells, "doc_id")
    rules = tuple(sorted({rule for row in (before, cells) if (rule := shape.cell(row, "rule"))}))
    side = 0 if kind == "lost" else 1
    number = shape.cell(cells, "sentence")
    sentence = texts.sentence(side, doc_id, number)[2] if number and shape.table != "sentences" else ""
    return Difference(kind, doc_id, cells, changes, rules, sentence)
