"""Reads a run that `stanceflow extract` wrote: its account, its tables and the texts that offsets count in."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stanceflow.file_names import text_file
from stanceflow.run import RUN_FILE, TEXTS
from stanceflow.tables import TABLES

TableRow = dict[str, str]
"""A row as it stands in its file: cells by column name, an empty text for none."""

_LONGEST_CELL = 2**31 - 1


class SavedRunError(ValueError):
    """A folder that cannot be read as a run: where, what is wrong, and after a semicolon what to do."""


class SavedRun:
    """A run's folder. Raises SavedRunError where there is no finished run in it.

    `account` is what `run.json` holds.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.account = self._read_account()
        if self.account.get("status") == "unfinished":
            raise SavedRunError(f"{self.folder}: the run did not finish; run `stanceflow extract` again")

    def rows(self, table: str) -> Iterator[TableRow]:
        """Give a table's rows in their order. Raises SavedRunError where the file is missing, or lacks a column or a cell."""
        path = self.folder / f"{table}.csv"
        csv.field_size_limit(_LONGEST_CELL)
        try:
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.reader(file)
                header = next(reader, [])
                missing = [column.name for column in TABLES[table] if column.name not in header]
                if missing:
                    raise SavedRunError(f"{path}: has no column {missing[0]!r}; run `stanceflow extract` again")
                for cells in reader:
                    if len(cells) != len(header):
                        raise SavedRunError(
                            f"{path}:{reader.line_num}: {len(cells)} cells under {len(header)} columns; run `stanceflow extract` again"
                        )
                    yield dict(zip(header, cells, strict=True))
        except FileNotFoundError:
            raise SavedRunError(
                f"{path}: is missing; run `stanceflow extract` again, with csv among its formats"
            ) from None
        except UnicodeDecodeError:
            raise SavedRunError(f"{path}: is not UTF-8; run `stanceflow extract` again") from None

    def rows_by_article(self, table: str) -> Iterator[tuple[str, list[TableRow]]]:
        """Give a table's rows article by article, in the order of the table; articles without rows are left out."""
        collected: list[TableRow] = []
        for row in self.rows(table):
            if collected and row["doc_id"] != collected[0]["doc_id"]:
                yield collected[0]["doc_id"], collected
                collected = []
            collected.append(row)
        if collected:
            yield collected[0]["doc_id"], collected

    def text(self, doc_id: str) -> str:
        """Give an article's text, the one that offsets count in. Raises SavedRunError where its file is missing."""
        path = self.folder / TEXTS / text_file(doc_id)
        try:
            return path.read_bytes().decode("utf-8")
        except (FileNotFoundError, UnicodeDecodeError):
            raise SavedRunError(f"{path}: is missing or damaged; run `stanceflow extract` again") from None

    def _read_account(self) -> dict[str, Any]:
        path = self.folder / RUN_FILE
        try:
            account = json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            raise SavedRunError(f"{self.folder}: is no run; give a folder that `stanceflow extract` wrote") from None
        except ValueError:
            raise SavedRunError(f"{path}: is no JSON; run `stanceflow extract` again") from None
        if not isinstance(account, dict):
            raise SavedRunError(f"{path}: holds no account of a run; run `stanceflow extract` again")
        return account
