"""The commands that give a finished run's tables to other programs: `query` and `export`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

RUN = Annotated[Path, typer.Argument(metavar="RUN", help="A folder that `stanceflow extract` wrote.")]


class Output(StrEnum):
    """How an answer is written."""

    csv = "csv"
    jsonl = "jsonl"


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    for command in (query, export):
        app.command()(command)


def query(
    run: RUN,
    sql: Annotated[str, typer.Argument(metavar="SQL", help="A query over claims, stances, predictions, ...")],
    output: Annotated[Output, typer.Option("--format", help="How the answer is written.")] = Output.csv,
) -> None:
    """Ask the tables of RUN in SQL (DuckDB's; extra [sql]), and print the answer.

    Exit codes: 0 done; 2 wrong use.
    """
    from stanceflow import querying

    with querying.query(run, sql) as answer:
        sys.stdout.writelines(querying.as_lines(answer, output))


def export(
    run: RUN,
    to: Annotated[
        str, typer.Option("--to", metavar="URL", help="A database, as sqlite:///FILE or postgresql://... (extra [db]).")
    ] = "",
    spreadsheet: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="An .xlsx file, or a folder for CSV files, in which nothing is a formula."),
    ] = None,
) -> None:
    """Write the tables of RUN to a database or for a spreadsheet program.

    Exit codes: 0 done; 2 wrong use.
    """
    if not to and not spreadsheet:
        raise typer.BadParameter("Missing option '--to' or '--spreadsheet'")
    give_on(run, to, spreadsheet)


def give_on(run: Path, to: str, spreadsheet: Path | None) -> None:
    """Write a run's tables to a database and a spreadsheet, as far as each is given."""
    if to:
        from stanceflow.database import write_database

        write_database(run, to)
    if spreadsheet:
        from stanceflow.spreadsheet import write_spreadsheet

        write_spreadsheet(run, spreadsheet)
