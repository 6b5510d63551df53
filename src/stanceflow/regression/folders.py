"""Reading what is compared: the folder of a run or of an approved baseline, its account and its tables.

Tables are read as whole lines first: rows that are the same to the byte need never be taken apart, which is most of them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stanceflow.csv_files import csv_line
from stanceflow.run import RUN_FILE
from stanceflow.tables import TABLES

SNAPSHOT_FILE = "snapshot.json"
_LONGEST_CELL = 2**31 - 1

Cells = tuple[str, ...]


class RegressionError(ValueError):
    """Something that cannot be compared, approved or scored as asked: where, what is wrong, and after a semicolon what to do."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in its file: the names of its columns, and its rows, each as its line or lines of CSV without the last line feed."""

    file: Path
    name: str
    columns: tuple[str, ...]
    lines: list[str]

    def rows(self) -> Iterator[Cells]:
        """Give the rows taken apart, each with one cell for each column. Raises RegressionError for a row with more or fewer."""
        return self.parse(self.lines)

    def parse(self, lines: Iterable[str]) -> Iterator[Cells]:
        """Take some of the table's lines apart, as `rows` does."""
        for row in parse_lines(lines):
            if len(row) != len(self.columns):
                raise RegressionError(
                    f"{self.file}: the row {','.join(row)[:60]!r} has {len(row)} cells and the header {len(self.columns)}; "
                    "mend it or run `stanceflow extract` again"
                )
            yield row

    def chosen(self, columns: tuple[str, ...]) -> Table:
        """Give the table with these of its columns alone, in this order."""
        if columns == self.columns:
            return self
        places = [self.columns.index(name) for name in columns]
        lines = [csv_line(row[place] for place in places)[:-1] for row in self.rows()]
        return Table(self.file, self.name, columns, lines)


def parse_lines(lines: Iterable[str]) -> Iterator[Cells]:
    """Take rows apart into their cells."""
    csv.field_size_limit(_LONGEST_CELL)
    # The reader goes on with the next string where a quoted cell is open, so that each row's own line feed must be given back to it.
    return map(tuple, csv.reader(line + "\n" for line in lines))


def read_account(folder: Path) -> dict[str, Any]:
    """Give what `run.json` or `snapshot.json` in a folder says of how its tables were made. Raises RegressionError where there is neither."""
    for name in (RUN_FILE, SNAPSHOT_FILE):
        file = folder / name
        if file.is_file():
            return _checked_account(file)
    if not folder.is_dir():
        raise RegressionError(f"{folder}: no such folder; give that of a run or of a snapshot")
    raise RegressionError(f"{folder}: holds no run and no snapshot; make one with `stanceflow extract`")


def _checked_account(file: Path) -> dict[str, Any]:
    try:
        account = json.loads(file.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError):
        account = None
    if not isinstance(account, dict):
        raise RegressionError(f"{file}: is not a JSON object; make the run or snapshot again")
    if account.get("status", "finished") != "finished":
        raise RegressionError(f"{file}: the run was not finished; run `stanceflow extract` again")
    return account


def read_table(folder: Path, name: str) -> Table:
    """Read a table of a run or snapshot. Raises RegressionError where it is missing or no table."""
    file = folder / f"{name}.csv"
    try:
        text = file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise RegressionError(f"{file}: is missing; make the run or snapshot again") from None
    except UnicodeDecodeError:
        raise RegressionError(f"{file}: is not UTF-8; make the run or snapshot again") from None
    lines = _whole_rows(text.removeprefix("\ufeff").split("\n"))
    if not lines or not lines[0]:
        raise RegressionError(f"{file}: has no header; make the run or snapshot again")
    columns = next(parse_lines(lines[:1]))
    if "doc_id" not in columns or len(set(columns)) < len(columns):
        raise RegressionError(f"{file}: its header has no column doc_id, or one column twice; mend the header")
    return Table(file, name, columns, [line for line in lines[1:] if line])


def read_tables(folder: Path) -> Mapping[str, Table]:
    """Read all tables of a run or snapshot."""
    return {name: read_table(folder, name) for name in TABLES}


def _whole_rows(lines: list[str]) -> list[str]:
    """Join the lines of rows that have a line feed inside a quoted cell: a line that opens a quotation ends where another closes it."""
    rows: list[str] = []
    begun: list[str] = []
    for line in lines:
        closes = line.count('"') % 2 == 1
        if begun:
            begun.append(line)
            if closes:
                rows.append("\n".join(begun))
                begun = []
        elif closes:
            begun = [line]
        else:
            rows.append(line)
    return rows + ["\n".join(begun)] * bool(begun)
