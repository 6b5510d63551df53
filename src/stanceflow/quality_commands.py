"""The commands that watch over quality: `snapshot` and `check`, `evaluate` and `annotate`. Each is a thin skin over functions in `regression`."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from stanceflow.terminal import DONE, FAILED, complain, printable, printable_lines

RUN = Annotated[Path, typer.Argument(metavar="RUN", help="A folder that `stanceflow extract` wrote.")]
QUIET = Annotated[bool, typer.Option("--quiet", help="Say nothing; the exit code tells.")]


class ScoreFormat(StrEnum):
    """How an evaluation is written out."""

    text = "text"
    json = "json"


class Format(StrEnum):
    """How a comparison is written out."""

    text = "text"
    json = "json"
    markdown = "markdown"
    html = "html"


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    for command in (snapshot, check, evaluate, annotate):
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


def evaluate(
    run: RUN,
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder of gold: JSON files, or CSV tables.")],
    output: Annotated[ScoreFormat, typer.Option("--format", help="How scores are written.")] = ScoreFormat.text,
    details: Annotated[
        bool, typer.Option("--details", help="Also by kind, rule and likelihood, Citron's measures, confusions.")
    ] = False,
    errors: Annotated[bool, typer.Option("--errors", help="Also list what is missed, spurious or wrong.")] = False,
    floors: Annotated[
        list[str] | None, typer.Option("--min", metavar="KIND.LEVEL=X", help="Fail below this score; may be repeated.")
    ] = None,
    history: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Add a row with date, versions, scores.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE.svg", help="Draw the scores of --history over time.")
    ] = None,
    quiet: QUIET = False,
) -> None:
    """Score RUN by GOLD: precision, recall and F1, each with its 95 percent interval over articles.

    The scores are also noted in RUN/run.json. Exit codes: 0 done; 1 a score is below its --min; 2 wrong use.
    """
    from stanceflow.regression import score_rendering as rendering
    from stanceflow.regression.evaluation import below, is_gold, parse_floor
    from stanceflow.regression.evaluation import evaluate as evaluate_run
    from stanceflow.regression.run_items import read_sentences

    if plot and not history:
        raise typer.BadParameter("--plot draws a history; name it with --history FILE.csv")
    asked = [parse_floor(floor) for floor in floors or ()]
    evaluation = evaluate_run(run, gold)
    missed = below(evaluation, asked)
    _keep_scores(run, gold, evaluation.scores(), history, plot)
    if not quiet:
        as_json = output is ScoreFormat.json
        scores = rendering.scores_as_json(evaluation) if as_json else rendering.scores_as_text(evaluation, details)
        typer.echo(scores if as_json else printable_lines(scores), nl=False)
        if errors:
            wrong = rendering.errors_as_text(evaluation, {} if is_gold(run) else read_sentences(run))
            typer.echo(printable_lines(wrong), nl=False, err=as_json)
        _name_strangers(evaluation.strangers, evaluation.absent)
    for problem in missed:
        complain(problem)
    raise typer.Exit(FAILED if missed else DONE)


def _keep_scores(run: Path, gold: Path, scores: dict[str, float], history: Path | None, plot: Path | None) -> None:
    from stanceflow.regression.evaluation import is_gold
    from stanceflow.regression.folders import read_account
    from stanceflow.regression.history import append, note_scores, read_history
    from stanceflow.regression.plot import draw

    note_scores(run, gold, scores)
    if history:
        append(history, {} if is_gold(run) else read_account(run), scores)
    if history and plot:
        draw(read_history(history), plot)


def _name_strangers(strangers: Sequence[str], absent: Sequence[str]) -> None:
    for articles, problem in (
        (strangers, "have no gold and are not scored"),
        (absent, "are not in the run; all counts as missed"),
    ):
        if articles:
            complain(f"{len(articles)} articles {problem}, such as {articles[0]}")


def annotate(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A run; with --validate, a folder of gold.")],
    to: Annotated[Path | None, typer.Option(metavar="GOLD", help="Folder for the files to correct.")] = None,
    validate: Annotated[
        bool, typer.Option("--validate", help="Check gold files, and with --to write them there in offsets.")
    ] = False,
    quiet: QUIET = False,
) -> None:
    """Turn the rows of RUN into gold files to correct by hand, each beside its text; or check such files.

    Spans are quotations of their sentence. Exit codes: 0 done; 2 wrong use, or gold with faulty spans, each named.
    """
    from stanceflow.regression.annotation import resolve_drafts, write_drafts

    if validate:
        done = f"{resolve_drafts(run, to)} gold files are sound" + (f"; in offsets in {to}" if to else "")
    elif to is None:
        raise typer.BadParameter("Missing option '--to'")
    else:
        done = f"{len(write_drafts(run, to))} articles to correct in {to}; then check them with --validate"
    if not quiet:
        typer.echo(printable(done), err=True)
