"""The command line: parses arguments, calls one function, prints. Everything heavy is imported inside the commands.

Results go to files and standard output; progress, the summary and errors to standard error, an error as one line
`stanceflow: FILE:LINE: what is wrong; what to do`. Exit codes: 0 done, 1 something failed on the way (named), 2 wrong use, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stanceflow import quality_commands, viewing_commands
from stanceflow.terminal import DONE, FAILED, INTERRUPTED, WRONG_USE, complain, printable

if TYPE_CHECKING:
    from stanceflow.run import Report, RunSummary
    from stanceflow.tables import DocumentRow

TRACEBACK_VARIABLE = "STANCEFLOW_TRACEBACK"
"""An environment variable: where it is set, an error inside the program shows its traceback."""

# typer brings a click of its own or uses an installed one, by its version; this is the base of all errors of use in either.
_UseError = typer.BadParameter.mro()[2]

app = typer.Typer(name="stanceflow", add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
quality_commands.register(app)
viewing_commands.register(app)


def main() -> None:
    """Run the command line of this process and exit."""
    sys.exit(run_command(sys.argv[1:]))


def run_command(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; whatever goes wrong is said in one line on standard error."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    try:
        code = app(list(arguments), prog_name="stanceflow", standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except BrokenPipeError:
        # Whoever read standard output has left; Python must not fail once more when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FAILED
    except Exception as error:
        code = _say_error(error)
    if code == INTERRUPTED:
        complain("interrupted; nothing was changed")
    return code if isinstance(code, int) else DONE


def _say_error(error: Exception) -> int:
    """Say what is wrong, and give the exit code for it."""
    from stanceflow.gold import GoldError
    from stanceflow.reader import ReaderError
    from stanceflow.regression.folders import RegressionError
    from stanceflow.run import RunError
    from stanceflow.saved_run import SavedRunError

    if isinstance(error, RunError | ReaderError | RegressionError | GoldError | SavedRunError):
        for problem in str(error).splitlines():
            complain(problem)
        return WRONG_USE
    if isinstance(error, _UseError):
        complain(f"{error.format_message().rstrip('.')}; see stanceflow --help")  # type: ignore[attr-defined]
        return WRONG_USE
    if os.environ.get(TRACEBACK_VARIABLE):
        traceback.print_exception(error)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        complain(f"{where}{(error.strerror or str(error)).lower()}; mend that and run again")
    else:
        complain(
            f"error in the program ({type(error).__name__}: {error}); please report it, with {TRACEBACK_VARIABLE}=1"
        )
    return FAILED


@app.callback(invoke_without_command=True)
def stanceflow(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Name program, schema and pipeline, and exit.")] = False,
) -> None:
    """From opinion and foreign-policy articles to tables of actors, claims, interests, stances and predictions."""
    if version:
        from stanceflow import SCHEMA_VERSION, __version__
        from stanceflow.reader import load_pipeline, pipeline_version

        typer.echo(f"stanceflow {__version__}, schema {SCHEMA_VERSION}, pipeline {pipeline_version(load_pipeline())}")
        raise typer.Exit(DONE)
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(WRONG_USE)


def _iso_date(value: str) -> str:
    if not value:
        return value
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no date; write it as YYYY-MM-DD") from None


@app.command()
def extract(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help="Articles: .txt, .md, .jsonl files, or folders.")
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the tables, the texts and run.json.")],
    model: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="A spaCy pipeline, by name or folder, in place of the shipped one."),
    ] = None,
    scale: Annotated[str, typer.Option(metavar="NAME", help="Scale that gives likelihoods their percentages.")] = "cap",
    published: Annotated[
        str, typer.Option("--date", metavar="YYYY-MM-DD", callback=_iso_date, help="Date of articles that have none.")
    ] = "",
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress bar and no summary; errors only.")] = False,
) -> None:
    """Extract the tables of INPUT into DIR.

    Exit codes: 0 done; 1 some articles gave no rows (each is named, and has a row in documents.csv); 2 wrong use.
    """
    from stanceflow.run import extract_corpus

    with _progress(inputs, out, quiet) as report:
        summary = extract_corpus(inputs, out, model, settings={"scale": scale}, published=published, report=report)
    if not quiet:
        typer.echo(_closing(summary), err=True)
    raise typer.Exit(DONE if summary.complete else FAILED)


@contextmanager
def _progress(inputs: Sequence[Path], out: Path, quiet: bool) -> Iterator[Report]:
    """Give what is to be called with each article: names the failed ones, and moves a bar where standard error is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield _name_failure
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from stanceflow.corpus import count_articles
    from stanceflow.run import own_paths

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("articles", total=count_articles(inputs, own_paths(out)))

        def report(document: DocumentRow, kept: bool) -> None:
            _name_failure(document, kept)
            bar.advance(task)

        yield report


def _name_failure(document: DocumentRow, _kept: bool) -> None:
    if document.status != "ok":
        complain(f"{document.path}: {document.error}")


def _closing(summary: RunSummary) -> str:
    articles = ", ".join(f"{number:,} {status}" for status, number in sorted(summary.articles.items()))
    rows = ", ".join(f"{name} {number:,}" for name, number in summary.rows.items())
    speed = summary.tokens / summary.seconds if summary.seconds else 0
    return (
        f"articles: {articles}\nrows: {rows}\n"
        f"{summary.seconds:.1f} seconds, {speed:,.0f} words per second; tables in {printable(str(summary.out))}"
    )
