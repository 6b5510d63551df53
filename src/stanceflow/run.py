"""Runs the pipeline over a corpus and writes a run folder: a CSV file per table, the texts that offsets count in, and `run.json`.

Articles go through in shards: `shards` cuts the stream, `extract_shard` turns one shard into plain Python rows, and the writer takes the
results in input order. Only one shard is in memory. Everything is written beside the final place and renamed into it at the end,
so that a run that fails leaves an earlier run's tables as they were.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import platform
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib import metadata, resources
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from stanceflow import SCHEMA_VERSION, __version__
from stanceflow.corpus import Article, Source, find_sources, read_source, unique_ids
from stanceflow.csv_files import CsvWriter
from stanceflow.file_names import text_file
from stanceflow.metadata import one_line, printable_id
from stanceflow.records import Extraction
from stanceflow.tables import TABLES, DocumentRow, Rows, counted, document_row, rows_of, text_hash

if TYPE_CHECKING:
    from spacy.language import Language

TEXTS = "texts"
RUN_FILE = "run.json"
SHARD_ARTICLES = 32
SHARD_CHARACTERS = 200_000


class RunError(ValueError):
    """A run that cannot be done as asked: one line for each reason, with where, what is wrong, and after a semicolon what to do."""


class ArticleError(ValueError):
    """An article that cannot be analysed: what is wrong with it, and after a semicolon what to do."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one article gave: its row in `documents`, its rows in the other tables (none unless its status is `ok`), its text."""

    document: DocumentRow
    rows: Rows = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did: articles by status, rows by table, tokens read, and seconds taken, loading the pipeline left out."""

    out: Path
    articles: dict[str, int]
    rows: dict[str, int]
    tokens: int
    seconds: float

    @property
    def complete(self) -> bool:
        """Whether every article gave its rows."""
        return set(self.articles) <= {"ok"}


def extract_corpus(
    inputs: Sequence[str | Path],
    out: str | Path,
    model: str | None = None,
    *,
    settings: Mapping[str, object] | None = None,
    published: str = "",
    report: Callable[[DocumentRow], None] | None = None,
    nlp: Language | None = None,
) -> RunSummary:
    """Extract the tables of a corpus into the folder `out`, in place of an earlier run there.

    `inputs` are files and folders; `model` and `settings` go to `stanceflow.load`, unless a loaded pipeline is given as `nlp`; `published`
    (ISO date) serves articles that have no date of their own; `report` is called with each article's row of `documents` as soon as it is done.
    An article that fails is a row of `documents`, and the others go on. Raises RunError where there is nothing to read, no place to write,
    no such model or a setting that it does not take, and OSError where writing fails on the way.
    """
    out = Path(out)
    sources = _checked_sources([Path(given) for given in inputs], out)
    nlp = nlp or _load(model, settings or {})
    with _staging(out) as staging:
        described = _description(nlp, model, settings or {}, published, inputs)
        started = perf_counter()
        counts: Counter[str] = Counter()
        tokens = 0
        read: list[dict[str, str]] = []
        articles = unique_ids(_dated(_read(sources, read), published))
        with CsvWriter(staging) as writer:
            for result in itertools.chain.from_iterable(extract_shard(nlp, shard) for shard in shards(articles)):
                _write(result, writer, staging)
                counts[result.document.status] += 1
                tokens += result.document.n_tokens
                if report:
                    report(result.document)
        summary = RunSummary(out, dict(counts), dict(writer.counts), tokens, perf_counter() - started)
        _publish(staging, out, {**described, **_account(summary), "inputs": read})
    return summary


def own_folders(out: Path) -> tuple[Path, ...]:
    """Give the folders of a run that are never read as articles."""
    return out, out / TEXTS


def shards(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Cut a stream of articles into lists of at most 32 articles and about 200,000 characters, in order."""
    shard: list[Article] = []
    size = 0
    for article in articles:
        shard.append(article)
        size += len(article.text)
        if len(shard) == SHARD_ARTICLES or size >= SHARD_CHARACTERS:
            yield shard
            shard, size = [], 0
    if shard:
        yield shard


def extract_shard(nlp: Language, shard: Sequence[Article]) -> Iterator[Result]:
    """Give the results of some articles, in order: plain Python, no Doc. An article on which the pipeline fails gets status `failed`."""
    readable = [article for article in shard if article.status == "ok"]
    found = iter(_annotate(nlp, readable))
    for article in shard:
        yield _result(article, next(found) if article.status == "ok" else None)


def _checked_sources(inputs: Sequence[Path], out: Path) -> Iterator[Source | Article]:
    """Give the sources of the INPUTs; raises RunError where none of them can be read."""
    sources = find_sources(inputs, own_folders(out))
    problems: list[Source | Article] = []
    for source in sources:
        problems.append(source)
        if isinstance(source, Source):
            return itertools.chain(problems, sources)
    raise RunError("\n".join(f"{s.path}: {s.error}" for s in problems if isinstance(s, Article)))


def _load(model: str | None, settings: Mapping[str, object]) -> Language:
    from stanceflow import load

    try:
        return load(model, **settings)
    except ValueError as error:  # ReaderError, or spaCy's about a setting
        raise RunError(one_line(str(error))) from error


def _read(sources: Iterable[Source | Article], read: list[dict[str, str]]) -> Iterator[Article]:
    """Give the sources' articles, and note each file that was read with the hash of its bytes."""
    for source in sources:
        if isinstance(source, Source):
            read.append({"path": source.path, "sha256": _file_hash(source.file)})
        yield from read_source(source)


def _file_hash(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""  # reading it gives the error


def _dated(articles: Iterable[Article], published: str) -> Iterator[Article]:
    for article in articles:
        if published and not article.published:
            article = replace(
                article, published=published, notes=(*article.notes, "publication date given for the run")
            )
        yield article


def _annotate(nlp: Language, articles: Sequence[Article]) -> list[Extraction | Exception]:
    """Give each article's extraction, or the error it raised: all in one batch, or where that fails one by one."""
    try:
        return list(_extractions(nlp, articles))
    except Exception:
        return [_annotate_alone(nlp, article) for article in articles]


def _annotate_alone(nlp: Language, article: Article) -> Extraction | Exception:
    if len(article.text) > nlp.max_length:
        return ArticleError(
            f"{len(article.text)} characters are more than the {nlp.max_length} that can be read; split the article"
        )
    try:
        return next(_extractions(nlp, [article]))
    except Exception as error:  # whatever it is, it must not take the other articles along
        return error


def _extractions(nlp: Language, articles: Sequence[Article]) -> Iterator[Extraction]:
    docs = []
    for article in articles:
        doc = nlp.make_doc(article.text)
        doc.user_data.update(doc_id=article.doc_id, published=article.published)
        docs.append(doc)
    for doc in nlp.pipe(docs):
        yield doc._.stanceflow


def _result(article: Article, found: Extraction | Exception | None) -> Result:
    document = DocumentRow(
        article.doc_id,
        article.path,
        article.title,
        article.author,
        article.published,
        article.language,
        sha256=text_hash(article.text) if article.text else "",
        n_chars=len(article.text),
        status=article.status,
        notes="; ".join(article.notes),
        error=article.error,
    )
    if found is None:
        return Result(document)
    if isinstance(found, Exception):
        return Result(replace(document, status="failed", error=_failure(found)))
    rows = rows_of(article.doc_id, found)
    return Result(counted(document, found, rows), rows, article.text)


def _failure(error: Exception) -> str:
    if isinstance(error, ArticleError):
        return str(error)
    return f"{type(error).__name__}: {one_line(str(error))[:200]}; leave the article out, and please report it"


def _write(result: Result, writer: CsvWriter, folder: Path) -> None:
    writer.write({"documents": [document_row(result.document)], **result.rows})
    if result.document.status == "ok":
        file = folder / TEXTS / text_file(result.document.doc_id)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(result.text, encoding="utf-8", newline="")


@contextmanager
def _staging(out: Path) -> Iterator[Path]:
    """Give a folder inside `out` to write in, removed afterwards. Raises RunError where `out` is no place for a run."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        _refuse_foreign(out)
        staging = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=out))
        (staging / TEXTS).mkdir()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RunError(
            f"{printable_id(str(out))}: cannot be written ({reason}); choose another folder with --out"
        ) from error
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _refuse_foreign(out: Path) -> None:
    """Refuse to overwrite files that bear our names and are not from a run."""
    ours = (*(f"{name}.csv" for name in TABLES), TEXTS)
    foreign = [name for name in ours if (out / name).exists()]
    if foreign and not (out / RUN_FILE).exists():
        raise RunError(
            f"{out / foreign[0]}: is not from a run and would be overwritten; choose another folder with --out"
        )


def _publish(staging: Path, out: Path, account: Mapping[str, object]) -> None:
    """Rename what was written into its place; `run.json` says `unfinished` as long as that takes."""
    _write_json(staging, out / RUN_FILE, {**account, "status": "unfinished"})
    for name in TABLES:
        os.replace(staging / f"{name}.csv", out / f"{name}.csv")
    if (out / TEXTS).exists():
        os.replace(out / TEXTS, staging / "earlier")
    os.replace(staging / TEXTS, out / TEXTS)
    _write_json(staging, out / RUN_FILE, account)


def _write_json(staging: Path, file: Path, value: object) -> None:
    new = staging / RUN_FILE
    new.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="")
    os.replace(new, file)


def _description(
    nlp: Language, model: str | None, settings: Mapping[str, object], published: str, inputs: Sequence[str | Path]
) -> dict[str, object]:
    """Give what `run.json` says before the run: versions and configuration."""
    from stanceflow.reader import pipeline_version

    return {
        "program": {"name": "stanceflow", "version": __version__},
        "schema_version": SCHEMA_VERSION,
        "pipeline": pipeline_version(nlp),
        "lexicon_sha256": lexicon_hash(),
        "python": platform.python_version(),
        "spacy": metadata.version("spacy"),
        "configuration": {
            "inputs": [str(given) for given in inputs],
            "model": model,
            "date": published,
            **settings,
        },
        "started": _now(),
    }


def _account(summary: RunSummary) -> dict[str, object]:
    return {
        "status": "finished",
        "finished": _now(),
        "seconds": round(summary.seconds, 3),
        "articles": summary.articles,
        "rows": summary.rows,
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def lexicon_hash() -> str:
    """Give the SHA-256 over the names and contents of all files of the lexicon: it changes when any of them does."""
    folder = resources.files("stanceflow").joinpath("lexicon")
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.is_file():
            content = file.read_bytes()
            digest.update(f"{file.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
