"""From articles to rows: what a worker does with a shard. Plain Python comes out, never a Doc."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from stanceflow.corpus import Article
from stanceflow.metadata import one_line
from stanceflow.records import Extraction
from stanceflow.run.errors import ArticleError, PassingError
from stanceflow.run.time_limit import TimeLimitReached, time_limit
from stanceflow.tables import DocumentRow, Row, Rows, counted, rows_of, text_hash

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Result:
    """What one article gave: its row in `documents`, its rows in the other tables (none unless its status is `ok`), its text.

    `passing` says that it failed for a reason that may be gone next time.
    """

    document: DocumentRow
    rows: Rows = field(default_factory=dict)
    text: str = ""
    passing: bool = False


def extract_shard(
    nlp: Language, shard: Sequence[Article], seconds: float = 0, *, may_exit: bool = False
) -> Iterator[Result]:
    """Give the results of some articles, in order. An article on which the pipeline fails, or takes longer than `seconds`, gets status `failed`.

    All go through in one batch; where that fails, each is tried alone. What the pipeline remembers of new words is forgotten at the end.
    `may_exit` is as in `time_limit`.
    """
    readable = [article for article in shard if article.status == "ok"]
    with _forgetting(nlp):
        found = iter(_annotate(nlp, readable, seconds, may_exit))
        for article in shard:
            yield result_of(article, next(found) if article.status == "ok" else None)


def _forgetting(nlp: Language) -> AbstractContextManager[Any]:
    """Bound what the pipeline remembers: spaCy would keep every word it ever saw."""
    return nlp.memory_zone() if hasattr(nlp, "memory_zone") else nullcontext()


def _annotate(
    nlp: Language, articles: Sequence[Article], seconds: float, may_exit: bool
) -> list[Extraction | Exception]:
    """Give each article's extraction, or the error it raised: all in one batch, or where that fails one by one."""
    try:
        with time_limit(seconds, may_exit=may_exit):
            return list(_extractions(nlp, articles))
    except (Exception, TimeLimitReached):
        return [_annotate_alone(nlp, article, seconds, may_exit) for article in articles]


def _annotate_alone(nlp: Language, article: Article, seconds: float, may_exit: bool) -> Extraction | Exception:
    if len(article.text) > nlp.max_length:
        return ArticleError(
            f"{len(article.text)} characters are more than the {nlp.max_length} that can be read; split the article"
        )
    try:
        with time_limit(seconds, may_exit=may_exit):
            return next(_extractions(nlp, [article]))
    except TimeLimitReached:
        return PassingError(
            f"took longer than {seconds:g} seconds; split the article, or give --timeout-per-article more"
        )
    except MemoryError:
        return PassingError("not enough memory for it; split the article, or run with fewer --workers")
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


def result_of(article: Article, found: Extraction | Exception | None) -> Result:
    """Make an article's result from what was found in it, or the error there was; None for an article that was not read."""
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
        failed = replace(document, status="failed", error=_failure(found))
        return Result(failed, passing=isinstance(found, PassingError))
    rows = rows_of(article.doc_id, found)
    return Result(counted(document, found, rows), rows, article.text)


def _failure(error: Exception) -> str:
    if isinstance(error, ArticleError):
        return str(error)
    return f"{type(error).__name__}: {one_line(str(error))[:200]}; leave the article out, and please report it"


# Results on their way, and at rest in a file


@dataclass(frozen=True, slots=True)
class Packed:
    """Results as bytes: gzip over one line of JSON for each article. `passing` says that one of them is. Packs can be joined end to end."""

    data: bytes
    passing: bool = False

    def __add__(self, other: Packed) -> Packed:
        return Packed(self.data + other.data, self.passing or other.passing)


def pack(results: Iterable[Result]) -> Packed:
    """Turn results into bytes that are the same whenever the results are."""
    lines, passing = [], False
    for result in results:
        parts = {"document": asdict(result.document), "rows": result.rows, "text": result.text}
        lines.append(json.dumps(parts, ensure_ascii=False, separators=(",", ":")) + "\n")
        passing |= result.passing
    return Packed(gzip.compress("".join(lines).encode("utf-8", "surrogatepass"), compresslevel=1, mtime=0), passing)


def unpack(data: bytes) -> Iterator[Result]:
    """Give the results that `pack` made bytes of. Raises ValueError, OSError or EOFError where the bytes are damaged."""
    for line in gzip.decompress(data).decode("utf-8", "surrogatepass").split("\n")[:-1]:
        parts = json.loads(line)
        rows: Rows = {name: [_row(cells) for cells in table] for name, table in parts["rows"].items()}
        yield Result(DocumentRow(**parts["document"]), rows, parts["text"])


def _row(cells: list[Any]) -> Row:
    return tuple(cells)
