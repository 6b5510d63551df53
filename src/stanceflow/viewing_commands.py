"""The commands that show what was found: `show`, `explain`, `report` and `summarize`. Each is a thin skin over functions elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stanceflow.arguments import iso_date
from stanceflow.terminal import DONE, FAILED, complain, printable

if TYPE_CHECKING:
    from rich.console import RenderableType
    from spacy.language import Language
    from spacy.tokens import Doc

    from stanceflow.articles import Article

RUN = Annotated[Path, typer.Argument(metavar="RUN", help="A folder that `stanceflow extract` wrote.")]
QUIET = Annotated[bool, typer.Option("--quiet", help="Say nothing.")]
TEXT = Annotated[
    str, typer.Argument(metavar='FILE|-|"TEXT"', help="An article, standard input, or the words themselves.")
]
MODEL = Annotated[str | None, typer.Option(metavar="NAME", help="A spaCy pipeline in place of the shipped one.")]
SCALE = Annotated[str, typer.Option(metavar="NAME", help="Scale that gives likelihoods their percentages.")]
DATE = Annotated[
    str,
    typer.Option(
        "--date", metavar="YYYY-MM-DD", callback=iso_date, help="Date of publication, where the article has none."
    ),
]
TO_REPORT = Annotated[
    Path, typer.Option(metavar="FILE.html|DIR", help="One file, or a folder with a page for each article.")
]


class Table(StrEnum):
    """A table that can be shown by itself."""

    claims = "claims"
    interests = "interests"
    stances = "stances"
    predictions = "predictions"


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    for command in (show, explain, report, summarize):
        app.command()(command)


def show(
    text: TEXT,
    table: Annotated[Table | None, typer.Option(help="Show this table alone.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The rows as JSON, by table.")] = False,
    model: MODEL = None,
    scale: SCALE = "cap",
    published: DATE = "",
) -> None:
    """Show a text with its spans in colour, and its rows below it.

    Exit codes: 0 done; 1 an article could not be read; 2 wrong use.
    """
    from stanceflow.showing import SHOWN, as_records, as_terminal

    tables = (table.value,) if table else SHOWN
    shown, failures = [], 0
    for article, doc in _annotated(text, published, lambda: _loaded(model, scale)):
        if doc is None:
            complain(f"{article.path}: {article.error}")
            failures += 1
        elif as_json:
            shown.append({"doc_id": article.doc_id, **as_records(article.doc_id, doc._.stanceflow, tables)})
        else:
            _print(as_terminal(article.doc_id, doc._.stanceflow, tables))
    if as_json:
        typer.echo(json.dumps(shown[0] if len(shown) == 1 else shown, ensure_ascii=False, indent=2))
    raise typer.Exit(FAILED if failures else DONE)


def explain(
    what: Annotated[
        str, typer.Argument(metavar='RUN|FILE|-|"TEXT"', help="A run, with the key of a row; or an article or words.")
    ],
    key: Annotated[str, typer.Argument(metavar="[ROW_ID]", help="Key of a row of RUN.")] = "",
    table: Annotated[Table | None, typer.Option(help="Explain this table alone.")] = None,
    svg: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw the parse of the sentences as SVG.")] = None,
    model: MODEL = None,
    scale: SCALE = "cap",
    published: DATE = "",
) -> None:
    """Say how rows were decided, step by step, and where there are none what came near.

    Of RUN, the pipeline and scale of the run are taken. Exit codes: 0 done; 1 an article could not be read; 2 wrong use.
    """
    from stanceflow.explain.rendering import drawing, explained_row, explained_text
    from stanceflow.explain.saying import TABLE_NAMES

    if key:
        explained = explained_row(what, key)
        typer.echo(explained.text)
        docs = [explained.doc]
    else:
        docs, failures = [], 0
        for article, doc in _annotated(what, published, lambda: _loaded(model, scale)):
            if doc is None:
                complain(f"{article.path}: {article.error}")
                failures += 1
            else:
                typer.echo(explained_text(doc, scale, (table.value,) if table else TABLE_NAMES))
                docs.append(doc)
        if failures:
            raise typer.Exit(FAILED)
    if svg:
        svg.write_text(drawing(docs), encoding="utf-8")


def _annotated(given: str, published: str, load: Callable[[], Language]) -> Iterator[tuple[Article, Doc | None]]:
    """Give the articles of a file, of standard input or the given words themselves, each with its Doc; None for one that cannot be read."""
    from stanceflow.articles import Article
    from stanceflow.corpus import read_articles, spooled

    if not given.strip():
        raise typer.BadParameter("no words and no file; give one, or - for standard input")
    is_file = given != "-" and (Path(given).exists() or not any(map(str.isspace, given)))
    with spooled() if given == "-" else nullcontext(Path(given)) as source:
        articles = read_articles([source]) if is_file or given == "-" else [Article("text", "text", given)]
        nlp = None
        for article in articles:
            if article.status != "ok":
                yield article, None
                continue
            nlp = nlp or load()
            doc = nlp.make_doc(article.text)
            doc.user_data.update(doc_id=article.doc_id, published=article.published or published)
            yield article, nlp(doc)


def _loaded(model: str | None, scale: str) -> Language:
    from stanceflow import load

    try:
        return load(model, scale=scale)
    except ValueError as error:  # ReaderError, or about a scale that there is not
        raise typer.BadParameter(str(error)) from None


def _print(renderables: Iterable[RenderableType]) -> None:
    from rich.console import Console

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    for renderable in renderables:
        console.print(renderable)


def report(
    run: RUN,
    to: TO_REPORT,
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
