"""A run's tables in a database, through SQLAlchemy, with the extra `[db]`."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stanceflow.metadata import one_line
from stanceflow.saved_rows import SavedRowsError, saved_rows
from stanceflow.tables import TABLES

if TYPE_CHECKING:
    import sqlalchemy as sa

_BATCH = 1_000
_PLAIN_POSTGRES, _POSTGRES = "postgresql://", "postgresql+psycopg://"


def write_database(run: Path, url: str) -> dict[str, int]:
    """Write a run's tables to the database at a URL, in place of tables of these names there; give the rows by table.

    All happens in one transaction: readers see the old tables or the new ones. Raises SavedRowsError where the database cannot be had or written.
    """
    try:
        import sqlalchemy as sa
    except ImportError:
        raise SavedRowsError('a database needs more packages; install them: pip install "stanceflow[db]"') from None
    try:
        engine = sa.create_engine(url.replace(_PLAIN_POSTGRES, _POSTGRES, 1))
        try:
            with engine.begin() as connection:
                return _replace(connection, _tables(), run)
        finally:
            engine.dispose()
    except (sa.exc.SQLAlchemyError, ImportError) as error:
        detail = one_line(str(getattr(error, "orig", None) or error))[:200]
        raise SavedRowsError(f"{_without_password(url)}: {detail}; check the address and the rights there") from error


def _replace(connection: sa.Connection, tables: sa.MetaData, run: Path) -> dict[str, int]:
    tables.drop_all(connection)
    tables.create_all(connection)
    counts = dict.fromkeys(TABLES, 0)
    for name in TABLES:
        for batch in _batches(run, name):
            connection.execute(tables.tables[name].insert(), batch)
            counts[name] += len(batch)
    return counts


def _batches(run: Path, table: str) -> Iterator[list[dict[str, Any]]]:
    names = [column.name for column in TABLES[table]]
    rows = saved_rows(run, table)
    while batch := [dict(zip(names, row, strict=True)) for row in itertools.islice(rows, _BATCH)]:
        yield batch


def _tables() -> sa.MetaData:
    import sqlalchemy as sa

    kinds: dict[str, Any] = {"text": sa.Text, "integer": sa.BigInteger, "number": sa.Double, "flag": sa.Boolean}
    metadata = sa.MetaData()
    for name, columns in TABLES.items():
        sa.Table(name, metadata, *(sa.Column(column.name, kinds[column.kind]) for column in columns))
    return metadata


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    user, colon, _ = head.rpartition(":")
    return f"{user}:***@{tail}" if at and colon and not user.endswith("/") and "//" in user else url
