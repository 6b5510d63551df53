"""The command `extract`, and `config`, which says what `extract` would be given by files and the environment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_type_hints

import typer

from stanceflow.arguments import iso_date
from stanceflow.configuration import Configuration, ConfigurationError, check_keys, find_configuration
from stanceflow.export_commands import give_on
from stanceflow.terminal import DONE, FAILED, printable

if TYPE_CHECKING:
    from stanceflow.corpus import Input

_ENVIRONMENT = "STANCEFLOW_"
_STANDARD_INPUT = Path("-")


class StdinFormat(StrEnum):
    """Formats that standard input can have."""

    txt = "txt"
    md = "md"
    html = "html"
    jsonl = "jsonl"
    csv = "csv"


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    app.command()(extract)
    app.command("config")(show_configuration)


@dataclass(frozen=True, slots=True)
class Setting:
    """An option of `extract`: its name without dashes, its parameter, the type of its values, its default, its variable of the environment."""

    key: str
    parameter: str
    kind: type
    default: object
    variable: str


def settings() -> dict[str, Setting]:
    """Give the options of `extract` by name, as its signature declares them."""
    found = {}
    hints = get_type_hints(extract, include_extras=True)
    for parameter in signature(extract).parameters.values():
        hint, info = get_args(hints[parameter.name])
        kinds = [kind for kind in get_args(hint) or (hint,) if kind is not type(None)]
        if isinstance(info.envvar, str):
            key = info.envvar.removeprefix(_ENVIRONMENT).lower().replace("_", "-")
            default = None if parameter.default is Parameter.empty else parameter.default
            found[key] = Setting(key, parameter.name, kinds[0], default, info.envvar)
    return found


def use_configuration(context: typer.Context) -> None:
    """Let a configuration file give the defaults of `extract`, in a command line's own context. Raises ConfigurationError."""
    configuration = find_configuration(Path.cwd())
    check_keys(configuration, settings())
    context.default_map = {
        "extract": {
            settings()[key].parameter: _fit(configuration, settings()[key], value)
            for key, value in configuration.values.items()
        }
    }


_WORDS = {bool: "true or false", int: "a whole number", float: "a number", str: "text", Path: "a path"}


def _fit(configuration: Configuration, setting: Setting, value: object) -> object:
    """Give a value of the file as the option takes it; a path counts from the file's folder."""
    choices = [str(one) for one in setting.kind] if issubclass(setting.kind, StrEnum) else []
    if choices:
        fits = value in choices
    elif issubclass(setting.kind, str | Path):
        fits = isinstance(value, str)
    else:
        fits = type(value) is setting.kind or (setting.kind is float and type(value) is int)
    if not fits:
        wanted = f"one of {', '.join(choices)}" if choices else _WORDS[setting.kind]
        raise ConfigurationError(f"{configuration.file}: {setting.key} is {value!r}; make it {wanted}")
    assert configuration.file is not None
    return configuration.file.parent / str(value) if setting.kind is Path else value


def _option(name: str, text: str, **more: Any) -> Any:
    """Declare an option that the environment can give too."""
    return typer.Option(
        f"--{name}", envvar=_ENVIRONMENT + name.upper().replace("-", "_"), show_envvar=False, help=text, **more
    )


def extract(
    out: Annotated[Path, _option("out", "Folder for the tables, the texts and run.json.", metavar="DIR")],
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="INPUT...", help="Articles: files, folders, patterns, or - for standard input."),
    ] = None,
    listed: Annotated[
        Path | None,
        _option("paths-from", "Also read the files and folders that FILE names, one a line.", metavar="FILE"),
    ] = None,
    model: Annotated[
        str | None,
        _option("model", "A spaCy pipeline, by name or folder, in place of the shipped one.", metavar="NAME"),
    ] = None,
    scale: Annotated[str, _option("scale", "Scale that gives likelihoods their percentages.", metavar="NAME")] = "cap",
    published: Annotated[
        str, _option("date", "Date of articles that have none.", metavar="YYYY-MM-DD", callback=iso_date)
    ] = "",
    workers: Annotated[
        int | None,
        _option(
            "workers",
            "Processes that work at a time; 0: this one alone. As many as there are cores, if not given.",
            metavar="N",
            min=0,
            max=1024,
        ),
    ] = None,
    dask: Annotated[
        str, _option("dask", "Scheduler of a Dask cluster that does the work, as tcp://HOST:8786.", metavar="ADDRESS")
    ] = "",
    seconds: Annotated[
        float, _option("timeout-per-article", "Seconds an article may take; 0: any time.", metavar="SECONDS", min=0)
    ] = 600,
    force: Annotated[bool, _option("force", "Do all articles again, also those that an earlier run did.")] = False,
    text_column: Annotated[str, _option("text-column", "Column or field of the text.", metavar="NAME")] = "text",
    id_column: Annotated[str, _option("id-column", "Column or field of the id.", metavar="NAME")] = "id",
    title_column: Annotated[str, _option("title-column", "Column or field of the title.", metavar="NAME")] = "title",
    author_column: Annotated[
        str, _option("author-column", "Column or field of the author.", metavar="NAME")
    ] = "author",
    date_column: Annotated[
        str, _option("date-column", "Column or field of the publication date.", metavar="NAME")
    ] = "published",
    max_chars: Annotated[int, _option("max-chars", "Characters an article may have.", metavar="N", min=1)] = 1_000_000,
    stdin_format: Annotated[StdinFormat, _option("stdin-format", "Format of standard input.")] = StdinFormat.txt,
    table_formats: Annotated[
        str, _option("format", "Formats of the tables, parted by commas: csv, parquet, jsonl.", metavar="NAMES")
    ] = "csv",
    to: Annotated[
        str, _option("to", "Also write the tables to a database: sqlite:///FILE, postgresql://...", metavar="URL")
    ] = "",
    spreadsheet: Annotated[
        Path | None,
        _option(
            "spreadsheet",
            "Also write an .xlsx file, or a folder of CSV files, in which nothing is a formula.",
            metavar="PATH",
        ),
    ] = None,
    quiet: Annotated[bool, _option("quiet", "No progress and no summary; errors only.")] = False,
    log_json: Annotated[bool, _option("log-json", "Progress and errors as lines of JSON.")] = False,
) -> None:
    """Extract the tables of INPUT into DIR. A run that was stopped is continued by the same command.

    Exit codes: 0 done; 1 some articles gave no rows (each is named, and has a row in documents.csv); 2 wrong use.
    """
    from stanceflow.corpus import ReadingOptions, count_articles
    from stanceflow.progress import reporting
    from stanceflow.run import RunOptions, extract_corpus, own_paths, usable_cores

    reading = ReadingOptions(text_column, id_column, title_column, author_column, date_column, max_chars)
    options = RunOptions(
        workers=usable_cores() if workers is None else workers,
        seconds=seconds,
        force=force,
        reading=reading,
        formats=_formats(table_formats),
        dask=dask,
    )
    with _given(inputs or [], listed, stdin_format) as given:
        with reporting(lambda: count_articles(given, own_paths(out)), quiet=quiet, as_json=log_json) as reporter:
            summary = extract_corpus(
                given,
                out,
                model,
                settings={"scale": scale},
                published=published,
                options=options,
                report=reporter.article,
                notice=reporter.notice,
            )
        give_on(out, to, spreadsheet)
        reporter.closing(summary)
    raise typer.Exit(DONE if summary.complete else FAILED)


def _formats(names: str) -> tuple[str, ...]:
    """Take names of formats apart, each once."""
    from stanceflow.run.table_writers import WRITERS

    found = tuple(dict.fromkeys(name.strip() for name in names.split(",")))
    wrong = next((name for name in found if name not in WRITERS), None)
    if wrong is not None:
        raise typer.BadParameter(f"--format {wrong!r} is not one of {', '.join(WRITERS)}")
    return found


@contextmanager
def _given(inputs: list[Path], listed: Path | None, stdin_format: StdinFormat) -> Iterator[list[Input]]:
    """Give what is to be read, standard input kept in a file."""
    from stanceflow.corpus import PathList, spooled

    given: list[Input] = [path for path in inputs if path != _STANDARD_INPUT]
    if listed:
        given.append(PathList(listed))
    if _STANDARD_INPUT in inputs:
        with spooled(suffix=f".{stdin_format}") as source:
            yield [*given, source]
    elif given:
        yield given
    else:
        raise typer.BadParameter("Missing argument 'INPUT...', or --paths-from FILE")


def show_configuration() -> None:
    """Print the options of `extract` that are in force, and where each comes from.

    Exit codes: 0 done; 2 a configuration file that cannot be used.
    """
    configuration = find_configuration(Path.cwd())
    for key, setting in settings().items():
        value, origin = setting.default, "default"
        if key in configuration.values:
            value, origin = configuration.values[key], str(configuration.file)
        if os.environ.get(setting.variable):
            value, origin = os.environ[setting.variable], setting.variable
        typer.echo(printable(f"{key} = {_shown(value)}  # {origin}"))


def _shown(value: object) -> str:
    if value is None or value == "":
        return "(none)"
    return str(value).lower() if isinstance(value, bool) else str(value)
