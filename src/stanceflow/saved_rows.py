"""Rows of a finished run, typed, from whichever format the run wrote."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from stanceflow.tables import TABLES, Cell, ColumnKind, Row

_LONGEST_CELL = 2**31 - 1
_BATCH = 1_000


class SavedRowsError(ValueError):
    """A folder that is no finished run, or a run that cannot be given on: one line with what is wrong and what to do."""


def table_file(run: Path, table: str) -> Path:
    """Give the file of a run's table, Parquet before CSV before JSON lines. Raises SavedRowsError where there is none."""
    for suffix in (".parquet", ".csv", ".jsonl"):
        file = run / f"{table}{suffix}"
        if file.is_file():
            return file
    raise SavedRowsError(f"{run}: no table {table!r} there; give a folder that `stanceflow extract` wrote")


def saved_rows(run: Path, table: str) -> Iterator[Row]:
    """Give a table's rows one at a time. Raises SavedRowsError where the table is missing or its columns are others."""
    file = table_file(run, table)
    readers = {".parquet": _from_parquet, ".csv": _from_csv, ".jsonl": _from_jsonl}
    return readers[file.suffix](file, table)


def _from_csv(file: Path, table: str) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    kinds = [column.kind for column in TABLES[table]]
    with file.open(encoding="utf-8", newline="") as stream:
        lines = csv.reader(stream)
        _check_columns(file, table, next(lines, []))
        for cells in lines:
            yield tuple(_typed(cell, kind) for cell, kind in zip(cells, kinds, strict=True))


def _typed(cell: str, kind: ColumnKind) -> Cell | None:
    if kind == "text":
        return cell
    if not cell:
        return None
    if kind == "flag":
        return cell == "true"
    return int(cell) if kind == "integer" else float(cell)


def _from_jsonl(file: Path, table: str) -> Iterator[Row]:
    names = [column.name for column in TABLES[table]]
    with file.open(encoding="utf-8", newline="") as stream:
        for line in stream:
            record = json.loads(line)
            _check_columns(file, table, list(record))
            yield tuple(record[name] for name in names)


def _from_parquet(file: Path, table: str) -> Iterator[Row]:
    from pyarrow.parquet import ParquetFile

    with ParquetFile(file) as stored:
        _check_columns(file, table, stored.schema_arrow.names)
        for batch in stored.iter_batches(_BATCH):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _check_columns(file: Path, table: str, names: list[str]) -> None:
    if names != [column.name for column in TABLES[table]]:
        raise SavedRowsError(f"{file}: its columns are not this version's; run `stanceflow extract` again")
