"""Tables as canonical CSV text: the same results give the same text, in whatever order, from whatever folder they came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from stanceflow.csv_files import csv_line
from stanceflow.tables import TABLES, Cell, Row, rows_of_docs

if TYPE_CHECKING:
    from spacy.tokens import Doc

UNSTABLE = {"documents": frozenset({"path"})}
"""Columns that depend on where a run was made, by table; no baseline keeps them."""
_PLACES = ("first_start", "cue_start", "cue_end", "start", "end")


def kept_columns(table: str, columns: Sequence[str]) -> list[int]:
    """Give the numbers of the columns that a baseline keeps."""
    return [number for number, name in enumerate(columns) if name not in UNSTABLE.get(table, ())]


def canonical_text(table: str, columns: Sequence[str], rows: Iterable[Sequence[Cell | None]]) -> str:
    """Give a table as CSV text with a header, rows by article, place in the text, then all their cells; unstable columns left out."""
    kept = kept_columns(table, columns)
    names = [columns[number] for number in kept]
    places = [names.index(name) for name in _PLACES if name in names]
    article = names.index("doc_id")
    chosen = [[row[number] for number in kept] for row in rows]
    chosen.sort(key=lambda row: (str(row[article]), [_number(row[at]) for at in places], list(map(_text, row))))
    return csv_line(names) + "".join(map(csv_line, chosen))


def canonical_texts(docs: Iterable[Doc]) -> dict[str, str]:
    """Give all tables of annotated Docs as canonical CSV text, by table name."""
    rows: Mapping[str, Sequence[Row]] = rows_of_docs(docs)
    return {
        name: canonical_text(name, [column.name for column in columns], rows[name]) for name, columns in TABLES.items()
    }


def _number(cell: Cell | None) -> float:
    return float(cell) if cell not in (None, "") else -1.0


def _text(cell: Cell | None) -> str:
    return "" if cell is None else str(cell)
