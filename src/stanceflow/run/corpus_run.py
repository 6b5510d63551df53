"""A run from end to end: articles in, shards through an engine, tables out."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from stanceflow.articles import DEFAULTS
from stanceflow.corpus import Article, Input, ReadingOptions, Source, find_sources, unique_ids
from stanceflow.file_names import text_file
from stanceflow.metadata import one_line
from stanceflow.run.account import RunSummary, account, changes, description, read_noting, rows_depend_on
from stanceflow.run.dask_engine import DaskCluster
from stanceflow.run.engines import Engine, InProcess, WorkerProcesses
from stanceflow.run.errors import RunError
from stanceflow.run.extraction import Result
from stanceflow.run.folder import TEXTS, RunFolder, open_folder, own_paths
from stanceflow.run.loop import Loop, Progress
from stanceflow.run.shards import shards
from stanceflow.run.store import ShardStore
from stanceflow.run.table_writers import WRITERS, TableWriter
from stanceflow.run.worker import Job, Loader, ModelLoader, PipelineFacts
from stanceflow.tables import TABLES, DocumentRow, document_row

if TYPE_CHECKING:
    from spacy.language import Language

Report = Callable[[DocumentRow, bool], None]
"""Called with each article's row of `documents`, and whether an earlier run had made its rows."""

IN_THIS_PROCESS = 0


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run is done, whatever it is about.

    `workers`: processes, or 0 for this process alone. `seconds`: what an article may take, 0 for any time. `force`: do all anew, also what an
    earlier run finished. `reading`: columns and limits. `formats`: of the tables, some of csv, parquet,
    jsonl. `dask`: the address of a cluster's scheduler, whose workers
    then do what `workers` would. `loader`: gives the pipeline, in place of a model by name; it is sent to the workers, so it must be a
    function of a module that they can import.
    """

    workers: int = IN_THIS_PROCESS
    seconds: float = 0
    force: bool = False
    reading: ReadingOptions = DEFAULTS
    formats: tuple[str, ...] = ("csv",)
    dask: str = ""
    loader: Loader | None = None


def extract_corpus(
    inputs: Sequence[str | Input],
    out: str | Path,
    model: str | None = None,
    *,
    settings: Mapping[str, object] | None = None,
    published: str = "",
    options: RunOptions | None = None,
    report: Report | None = None,
    notice: Callable[[str], None] | None = None,
    nlp: Language | None = None,
) -> RunSummary:
    """Extract the tables of a corpus into the folder `out`, in place of an earlier run there.

    `inputs` are files and folders; `model` and `settings` go to `stanceflow.load`, unless a loaded pipeline is given as `nlp` (for a run in this
    process); `published` (ISO date) serves articles that have no date of their own. `report` is called with each article as soon as it and all before
    it are done, `notice` with what a user should know.

    What an earlier run into `out` finished, killed or not, is taken from there as far as articles and configuration are the same. An article
    that fails is a row of `documents`, and the others go on. Raises RunError where there is nothing to read, no place to write, another run
    is writing, or there is no such model or setting, and OSError where writing fails on the way.
    """
    out, options, settings = Path(out), options or RunOptions(), settings or {}
    loader = (lambda: nlp) if nlp else options.loader or ModelLoader(model, tuple(sorted(settings.items())))
    sources = _checked_sources([Path(given) if isinstance(given, str) else given for given in inputs], out)
    job = Job(loader, options.seconds, options.reading.max_chars)
    with _naming(out), open_folder(out) as folder, closing(_engine(job, options)) as engine:
        facts = _facts(engine)
        told = {
            "inputs": [given.path if isinstance(given, Source) else str(given) for given in inputs],
            "model": model,
            "date": published,
            **settings,
        }
        described = description(facts, told)
        if notice:
            for line in _notices(folder, described, settings, options):
                notice(line)
        folder.note_start(described)
        store = ShardStore(folder.shards)
        if options.force:
            store.clear()
        read: list[dict[str, str]] = []
        articles = unique_ids(_dated(read_noting(sources, options.reading, read), published))
        loop = Loop(engine, store, options.seconds)
        stream = shards(articles, rows_depend_on(facts, settings))
        summary = _write_tables(folder, store, loop.stored(stream), options.formats, report)
        folder.publish({**described, **account(summary, read)})
        store.drop_unused()
    return summary


@contextmanager
def _naming(out: Path) -> Iterator[None]:
    """Let an error of the file system name the folder of the run, where it names nothing: a full disk shows when a file is closed."""
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno:
            raise OSError(error.errno, error.strerror, str(out)) from error
        raise


def _checked_sources(inputs: Sequence[Input], out: Path) -> Iterator[Source | Article]:
    """Give the sources of the INPUTs; raises RunError where none of them can be read."""
    sources = find_sources(inputs, own_paths(out))
    problems: list[Source | Article] = []
    for source in sources:
        problems.append(source)
        if isinstance(source, Source):
            return itertools.chain(problems, sources)
    raise RunError("\n".join(f"{s.path}: {s.error}" for s in problems if isinstance(s, Article)))


def _engine(job: Job, options: RunOptions) -> Engine:
    if options.dask:
        return DaskCluster(job, options.dask)
    try:
        return WorkerProcesses(job, options.workers) if options.workers > IN_THIS_PROCESS else InProcess(job)
    except ValueError as error:
        raise RunError(one_line(str(error))) from error


def _facts(engine: Engine) -> PipelineFacts:
    try:
        return engine.describe()
    except ValueError as error:  # ReaderError, or spaCy's about a setting
        raise RunError(one_line(str(error))) from error


def _notices(
    folder: RunFolder, described: Mapping[str, object], settings: Mapping[str, object], options: RunOptions
) -> Iterator[str]:
    earlier = folder.earlier_account()
    if earlier and not options.force:
        differences = changes(earlier, described, settings)
        if differences:
            yield f"not as in the earlier run there ({'; '.join(differences)}): all articles are done again"


def _dated(articles: Iterable[Article], published: str) -> Iterator[Article]:
    for article in articles:
        if published and not article.published:
            article = replace(
                article, published=published, notes=(*article.notes, "publication date given for the run")
            )
        yield article


def _write_tables(
    folder: RunFolder,
    store: ShardStore,
    stored: Iterable[Progress],
    formats: Sequence[str],
    report: Report | None,
) -> RunSummary:
    """Write the tables of all shards in order, as they are done."""
    articles: Counter[str] = Counter()
    rows: Counter[str] = Counter(dict.fromkeys(TABLES, 0))
    tokens = kept = 0
    started = perf_counter()
    with ExitStack() as opened:
        writers = [opened.enter_context(WRITERS[name](folder.staging)) for name in formats]
        for progress in stored:
            for result in store.results(progress.shard.key):
                for name, number in _write(result, writers, folder.staging).items():
                    rows[name] += number
                articles[result.document.status] += 1
                tokens += result.document.n_tokens
                kept += progress.kept
                if report:
                    report(result.document, progress.kept)
    return RunSummary(folder.out, dict(articles), dict(rows), tokens, perf_counter() - started, kept)


def _write(result: Result, writers: Iterable[TableWriter], folder: Path) -> dict[str, int]:
    """Write an article's rows and text; say how many rows each table got."""
    tables = {"documents": [document_row(result.document)], **result.rows}
    for writer in writers:
        writer.write(tables)
    if result.document.status == "ok":
        file = folder / TEXTS / text_file(result.document.doc_id)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(result.text, encoding="utf-8", newline="")
    return {name: len(rows) for name, rows in tables.items()}
