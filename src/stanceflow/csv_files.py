"""Rows to CSV files: UTF-8, line feeds, RFC 4180 quoting, `true` and `false` for booleans, an empty cell for none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TextIO

from stanceflow.tables import TABLES, Cell, Row

_NEEDS_QUOTES = re.compile('[",\r\n]')


def csv_line(cells: Iterable[Cell | None]) -> str:
    """Give one line of CSV by RFC 4180, ending in a line feed; an empty cell stands for None, `true` and `false` for booleans.

    Python's own writer leaves a lone carriage return unquoted, at which readers break the row.
    """
    return ",".join(map(_csv_cell, cells)) + "\n"


def cell_text(cell: Cell | None) -> str:
    """Give what a cell says, without the quoting of a file: an empty text for None, `true` and `false` for booleans."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)


def _csv_cell(cell: Cell | None) -> str:
    text = cell_text(cell)
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


class CsvWriter:
    """Writes rows to one CSV file per table as they come; a context manager. Every file has its header, also with no rows.

    `counts` holds the number of rows written, by table. Raises OSError where a file cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.counts = dict.fromkeys(TABLES, 0)
        self._folder = folder
        self._files: dict[str, TextIO] = {}
        self._open = ExitStack()

    def __enter__(self) -> CsvWriter:
        with ExitStack() as opened:
            for name, columns in TABLES.items():
                path = self._folder / f"{name}.csv"
                file = opened.enter_context(path.open("w", encoding="utf-8", newline=""))
                file.write(csv_line(column.name for column in columns))
                self._files[name] = file
            self._open = opened.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def write(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Append rows to their tables."""
        for name, new in rows.items():
            self._files[name].writelines(map(csv_line, new))
            self.counts[name] += len(new)
