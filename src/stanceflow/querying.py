"""SQL over a run's tables with DuckDB, with the extra `[sql]`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stanceflow.metadata import one_line
from stanceflow.saved_rows import SavedRowsError, table_file
from stanceflow.tables import TABLES

if TYPE_CHECKING:
    import duckdb

_BATCH = 1_000
_KINDS = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "flag": "BOOLEAN"}
_LONGEST_LINE = 100_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gives: the names of its columns, and its rows, read as they are taken."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


@contextmanager
def query(run: Path, sql: str) -> Iterator[Answer]:
    """Ask the tables of a run, by their names. Raises SavedRowsError for what is no run and for what DuckDB cannot answer."""
    try:
        import duckdb
    except ImportError:
        raise SavedRowsError('SQL needs more packages; install them: pip install "stanceflow[sql]"') from None
    if not sql.strip():
        raise SavedRowsError("an empty query; write one, such as: select * from claims")
    with duckdb.connect() as connection:
        for table in TABLES:
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM {_scan(run, table)}")
        try:
            asked = connection.execute(sql)
            yield Answer(tuple(column[0] for column in asked.description or ()), _rows(asked))
        except duckdb.Error as error:
            raise SavedRowsError(f"{one_line(str(error))[:300]}; mend the query") from error


def _rows(asked: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := asked.fetchmany(_BATCH):
        yield from batch


def _scan(run: Path, table: str) -> str:
    """Give the SQL that reads a table with the types of its columns; an empty cell of text is an empty text, any other is NULL."""
    file = table_file(run, table)
    name = _quoted(str(file))
    if file.suffix == ".parquet":
        return f"read_parquet({name})"
    columns = ", ".join(f"{_quoted(column.name)}: {_quoted(_KINDS[column.kind])}" for column in TABLES[table])
    if file.suffix == ".jsonl":
        return f"read_json({name}, format = 'newline_delimited', columns = {{{columns}}})"
    texts = ", ".join(_quoted(column.name) for column in TABLES[table] if column.kind == "text")
    return (
        f"read_csv({name}, header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        f"columns = {{{columns}}}, force_not_null = [{texts}], max_line_size = {_LONGEST_LINE}, parallel = false)"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def as_lines(answer: Answer, output: str) -> Iterator[str]:
    """Write an answer as `csv` or `jsonl`, line by line."""
    import json

    from stanceflow.csv_files import csv_line

    if output == "csv":
        yield csv_line(answer.columns)
    for row in answer.rows:
        if output == "csv":
            yield csv_line(_plain(row))
        else:
            yield json.dumps(dict(zip(answer.columns, row, strict=True)), ensure_ascii=False, default=str) + "\n"


def _plain(row: Sequence[Any]) -> list[Any]:
    return [cell if isinstance(cell, str | int | float | bool | None) else str(cell) for cell in row]
