"""The commands that watch over quality: `snapshot` and `check`, `evaluate` and `annotate`. Each is a thin skin over functions in `regression`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from stanceflow.terminal import DONE, FAILED, printable, printable_lines

RUN = Annotated[Path, typer.Argument(metavar="RUN", help="A folder that `stanceflow extract` wrote.")]
QUIET = Annotated[bool, typer.Option("--quiet", help="Say nothing; the exit code tells.")]


class Format(StrEnum):
    """How a comparison is written out."""

    text = "text"
    json = "json"
    markdown = "markdown"
    html = "html"


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    for command in (snapshot, check):
        app.command()(command)


def snapshot(
    run: RUN,
    to: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the baseline, to be kept with your corpus.")],
    quiet: QUIET = False,
) -> None:
    """Approve RUN as the baseline in DIR, in place of an earlier one.

    Exit codes: 0 done; 2 wrong use.
    """
    from stanceflow.regression.baseline import approve

    rows = approve(run, to)
    if not quiet:
        counts = ", ".join(f"{name} {number:,}" for name, number in rows.items())
        typer.echo(f"approved in {printable(str(to))}: {counts}", err=True)


def check(
    run: RUN,
    against: Annotated[
        Path, typer.Option(metavar="DIR", help="A baseline from `stanceflow snapshot`, or another run.")
    ],
    output: Annotated[Format, typer.Option("--format", help="How differences are written.")] = Format.text,
    fail_on: Annotated[
        str,
        typer.Option(
            metavar="KINDS",
            help="Differences that fail the check, parted by commas: [TABLE.]KIND[:COLUMN], KIND one of lost, new, changed, columns, origin.",
        ),
    ] = "lost,new,changed,columns",
    max_changes: Annotated[int, typer.Option(metavar="N", min=0, help="Pass with at most N such differences.")] = 0,
    show: Annotated[
        int, typer.Option(metavar="N", min=0, help="Differences of a table written out; JSON has all.")
    ] = 20,
    history: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Add a row with date, versions, counts and last scores.")
    ] = None,
    quiet: QUIET = False,
) -> None:
    """Say what differs in RUN from the baseline in DIR.

    Exit codes: 0 the same, or no difference that --fail-on names; 1 different; 2 wrong use.
    """
    from stanceflow.regression.differences import compare
    from stanceflow.regression.history import append_check
    from stanceflow.regression.rendering import FORMATS
    from stanceflow.regression.verdict import failing, parse_conditions

    conditions = parse_conditions(fail_on)
    comparison = compare(run, against)
    if history:
        append_check(history, run, comparison)
    if not quiet:
        rendered = FORMATS[output](comparison, show)
        # Texts of articles may hold what a terminal obeys; JSON escapes it by itself, and a page is for a file.
        typer.echo(printable_lines(rendered) if output in (Format.text, Format.markdown) else rendered, nl=False)
    raise typer.Exit(FAILED if failing(comparison, conditions) > max_changes else DONE)
