"""Tables as files while they are made: CSV, Parquet with typed columns, JSON lines. Rows leave as they come."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from stanceflow.csv_files import CsvWriter
from stanceflow.tables import TABLES, Row

if TYPE_CHECKING:
    import pyarrow as pa

_ROW_GROUP = 10_000
"""Rows of a table that are kept in memory until they are written to Parquet."""


class TableWriter(Protocol):
    """Writes rows to one file per table in a folder; a context manager. Every file is there also with no rows. Raises OSError."""

    def __enter__(self) -> TableWriter: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def write(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Append rows to their tables."""


class JsonlWriter:
    """Writes one JSON object a row: every column by its name, `null` for none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, TextIO] = {}
        self._open = ExitStack()

    def __enter__(self) -> JsonlWriter:
        with ExitStack() as opened:
            for name in TABLES:
                file = (self._folder / f"{name}.jsonl").open("w", encoding="utf-8", newline="")
                self._files[name] = opened.enter_context(file)
            self._open = opened.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def write(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Append rows to their tables."""
        for name, new in rows.items():
            names = [column.name for column in TABLES[name]]
            self._files[name].writelines(
                json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n" for row in new
            )


class ParquetWriter:
    """Writes Parquet with the schema of the table's columns, in groups of 10,000 rows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Any] = {}
        self._waiting: dict[str, list[Row]] = {name: [] for name in TABLES}

    def __enter__(self) -> ParquetWriter:
        from pyarrow import parquet

        self._files = {
            name: parquet.ParquetWriter(self._folder / f"{name}.parquet", parquet_schema(name)) for name in TABLES
        }
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                for name in TABLES:
                    self._flush(name, 1)
        finally:
            for file in self._files.values():
                file.close()

    def write(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Append rows to their tables."""
        for name, new in rows.items():
            self._waiting[name] += new
            self._flush(name, _ROW_GROUP)

    def _flush(self, name: str, least: int) -> None:
        """Write out groups of rows, as long as there are at least so many."""
        import pyarrow as pa

        waiting = self._waiting[name]
        while len(waiting) >= least:
            group, waiting[:] = waiting[:_ROW_GROUP], waiting[_ROW_GROUP:]
            schema = parquet_schema(name)
            columns = [
                pa.array(cells, kind) for cells, kind in zip(zip(*group, strict=True), schema.types, strict=True)
            ]
            self._files[name].write_table(pa.Table.from_arrays(columns, schema=schema))


def parquet_schema(table: str) -> pa.Schema:
    """Give the Arrow schema of a table: strings, 64-bit integers, doubles and booleans, all of which may be null."""
    import pyarrow as pa

    kinds = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "flag": pa.bool_()}
    return pa.schema([(column.name, kinds[column.kind]) for column in TABLES[table]])


WRITERS: dict[str, Callable[[Path], TableWriter]] = {
    "csv": CsvWriter,
    "parquet": ParquetWriter,
    "jsonl": JsonlWriter,
}
"""How to write a format, by its name, which is also the files' suffix."""
