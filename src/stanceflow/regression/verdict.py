"""Which differences fail a check: `lost`, `new`, `changed`, `changed:polarity`, `claims.lost`, `columns`, `origin`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from stanceflow.regression.differences import Comparison, Difference, TableComparison
from stanceflow.regression.folders import RegressionError
from stanceflow.tables import TABLES

KINDS = ("lost", "new", "changed", "columns", "origin")
"""`columns`: a column is gone or added; `origin`: pipeline, version, lexicon, configuration or an article's text is another."""
DEFAULT = "lost,new,changed,columns"
_CONDITION = re.compile(r"(?:(?P<table>\w+)\.)?(?P<kind>\w+)(?::(?P<column>\w+))?")


@dataclass(frozen=True, slots=True)
class Condition:
    """A kind of difference that fails a check, in all tables or one, and of changes in all columns or one."""

    kind: str
    table: str = ""
    column: str = ""

    def fails_for(self, table: str, difference: Difference) -> bool:
        """Whether a difference in a table's rows is of this kind."""
        if difference.kind != self.kind or self.table not in ("", table):
            return False
        return not self.column or any(change.column == self.column for change in difference.changes)


def parse_conditions(text: str) -> tuple[Condition, ...]:
    """Read conditions parted by commas, each `[TABLE.]KIND[:COLUMN]`. Raises RegressionError for one that is none."""
    return tuple(_parse(part.strip()) for part in text.split(","))


def _parse(part: str) -> Condition:
    match = _CONDITION.fullmatch(part)
    if not match or match["kind"] not in KINDS:
        raise RegressionError(
            f"--fail-on {part!r}: is no kind of difference; give {', '.join(KINDS)}, as in changed:polarity"
        )
    table, kind, column = match["table"] or "", match["kind"], match["column"] or ""
    if table and table not in TABLES:
        raise RegressionError(f"--fail-on {part!r}: there is no table {table!r}; give one of {', '.join(TABLES)}")
    columns = {c.name for name in ([table] if table else TABLES) for c in TABLES[name]}
    if column and (kind != "changed" or column not in columns):
        raise RegressionError(
            f"--fail-on {part!r}: a column stands after `changed:` and is one of the table's; mend it"
        )
    return Condition(kind, table, column)


def failing(comparison: Comparison, conditions: Iterable[Condition]) -> int:
    """Count the differences that some condition names, each once."""
    chosen = tuple(conditions)
    rows = sum(
        any(condition.fails_for(name, difference) for condition in chosen) and not difference.follows
        for name, table in comparison.tables.items()
        for difference in table.differences
    )
    columns = sum(
        len(table.gone) + len(table.added)
        for name, table in comparison.tables.items()
        if any(condition.kind == "columns" and condition.table in ("", name) for condition in chosen)
    )
    origins = len(comparison.origins) + len(comparison.texts)
    return rows + columns + origins * any(condition.kind == "origin" for condition in chosen)


def kept_share(tables: Iterable[TableComparison]) -> float:
    """Give the share of rows that are as approved, 0 to 1, of all rows on either side."""
    kept = differing = 0
    for table in tables:
        kept += table.kept + table.following
        differing += len(table.differences) - table.following
    return kept / (kept + differing) if kept + differing else 1.0
