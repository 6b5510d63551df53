"""The command line: parses arguments, calls one function, prints. Everything heavy is imported inside the commands.

Results go to files and standard output; progress, the summary and errors to standard error, an error as one line
`stanceflow: FILE:LINE: what is wrong; what to do`. Exit codes: 0 done, 1 something failed on the way (named), 2 wrong use, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
import warnings
from collections.abc import Sequence
from typing import Annotated

import typer

from stanceflow import export_commands, extract_command, quality_commands, viewing_commands
from stanceflow.terminal import DONE, FAILED, INTERRUPTED, WRONG_USE, complain

TRACEBACK_VARIABLE = "STANCEFLOW_TRACEBACK"
"""An environment variable: where it is set, an error inside the program shows its traceback."""

# typer brings a click of its own or uses an installed one, by its version; this is the base of all errors of use in either.
_UseError = typer.BadParameter.mro()[2]

app = typer.Typer(name="stanceflow", add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
extract_command.register(app)
export_commands.register(app)
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
        complain("interrupted; the same command goes on with what is not done yet")
    return code if isinstance(code, int) else DONE


def _say_error(error: Exception) -> int:
    """Say what is wrong, and give the exit code for it."""
    from stanceflow.configuration import ConfigurationError
    from stanceflow.gold import GoldError
    from stanceflow.reader import ReaderError
    from stanceflow.regression.folders import RegressionError
    from stanceflow.run import RunError
    from stanceflow.saved_rows import SavedRowsError
    from stanceflow.saved_run import SavedRunError

    named = ConfigurationError | GoldError | ReaderError | RegressionError | RunError | SavedRowsError | SavedRunError
    if isinstance(error, named):
        for problem in str(error).splitlines():
            complain(problem)
        return WRONG_USE
    if isinstance(error, _UseError):
        complain(f"{error.format_message().rstrip('.')}; see stanceflow --help")  # type: ignore[attr-defined]  # click's own
        return WRONG_USE
    if os.environ.get(TRACEBACK_VARIABLE):
        traceback.print_exception(error)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        complain(f"{where}{(error.strerror or str(error)).lower()}; mend that, and give the same command again")
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
    if context.invoked_subcommand in ("extract", "config"):
        extract_command.use_configuration(context)
