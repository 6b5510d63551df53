"""The commands that show what was found: `report` and `summarize`. Each is a thin skin over functions elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from stanceflow.terminal import printable

RUN = Annotated[Path, typer.Argument(metavar="RUN", help="A folder that `stanceflow extract` wrote.")]
QUIET = Annotated[bool, typer.Option("--quiet", help="Say nothing.")]


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    for command in (report, summarize):
        app.command()(command)


def report(
    run: RUN,
    to: Annotated[
        Path, typer.Option(metavar="FILE.html|DIR", help="One file, or a folder with a page for each article.")
    ],
    title: Annotated[str, typer.Option(metavar="TEXT", help="The report's heading.")] = "Who wants what",
    quiet: QUIET = False,
) -> None:
    """Write RUN as HTML to read, filter and print; it needs no network.

    One file suits some hundred articles, a folder some ten thousand. Exit codes: 0 done; 2 wrong use.
    """
    from stanceflow.report import write_report

    first = write_report(run, to, title)[0]
    if not quiet:
        typer.echo(f"open {printable(str(first))} in a browser", err=True)


def summarize(
    run: RUN,
    to: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the five files.")],
    quiet: QUIET = False,
) -> None:
    """Roll RUN up over its articles: actor_interests.csv, stance_matrix.csv, forecasts.csv, shifts.csv, sources.csv.

    Exit codes: 0 done; 2 wrong use.
    """
    from stanceflow.summaries import write_summaries

    counts = write_summaries(run, to)
    if not quiet:
        rows = ", ".join(f"{name} {number:,}" for name, number in counts.items())
        typer.echo(f"rows: {rows}; in {printable(str(to))}", err=True)
