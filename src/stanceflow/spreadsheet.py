"""A run's tables for a spreadsheet program, in which no cell is a formula: an article may hold `=HYPERLINK(...)`."""

from __future__ import annotations

from pathlib import Path

from stanceflow.csv_files import csv_line
from stanceflow.metadata import printable_id
from stanceflow.saved_rows import SavedRowsError, saved_rows
from stanceflow.tables import TABLES, Row

_MOST_ROWS = 1_048_576
"""Rows of a sheet, its header counted; and characters of a cell: the limits of the .xlsx format."""
_LONGEST_CELL = 32_767
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"


def write_spreadsheet(run: Path, target: Path) -> None:
    """Write a run's tables as sheets of one `.xlsx` file; or where `target` has no such suffix, as CSV files in that folder.

    A text longer than a sheet's cell may be is cut. In CSV, texts that a program might take for formulas begin with an apostrophe, and
    the byte order mark tells the encoding. Raises SavedRowsError and OSError.
    """
    if target.suffix.lower() == ".xlsx":
        _write_workbook(run, target)
    else:
        _write_csv(run, target)


def _write_workbook(run: Path, target: Path) -> None:
    try:
        from xlsxwriter import Workbook
        from xlsxwriter.exceptions import FileCreateError
    except ImportError:
        raise SavedRowsError(
            '.xlsx needs more packages; install them: pip install "stanceflow[spreadsheet]", or name a folder'
        ) from None
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(str(target), options)
    for table, columns in TABLES.items():
        sheet = book.add_worksheet(table)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, [column.name for column in columns])
        for number, row in enumerate(saved_rows(run, table), start=1):
            if number == _MOST_ROWS:
                raise SavedRowsError(f"{table}: more rows than a sheet can hold; name a folder for CSV files instead")
            _write_row(sheet, number, row)
    try:
        book.close()
    except FileCreateError as error:
        raise SavedRowsError(
            f"{printable_id(str(target))}: cannot be written; choose another place ({type(error.args[0]).__name__})"
        ) from error


def _write_row(sheet: object, number: int, row: Row) -> None:
    from xlsxwriter.worksheet import Worksheet

    assert isinstance(sheet, Worksheet)
    for column, cell in enumerate(row):
        if isinstance(cell, bool):
            sheet.write_boolean(number, column, cell)
        elif isinstance(cell, int | float):
            sheet.write_number(number, column, cell)
        elif cell:
            sheet.write_string(number, column, cell[:_LONGEST_CELL])


def _write_csv(run: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for table, columns in TABLES.items():
        with (target / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            file.write(_BOM + csv_line(column.name for column in columns))
            file.writelines(csv_line(escaped(row)) for row in saved_rows(run, table))


def escaped(row: Row) -> Row:
    """Give a row whose texts no spreadsheet program takes for formulas."""
    return tuple("'" + cell if isinstance(cell, str) and cell.startswith(_STARTS_FORMULA) else cell for cell in row)
