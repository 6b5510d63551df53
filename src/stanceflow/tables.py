"""Records to tables: the columns of all eight tables, the rows of an article, and pandas DataFrames.

The columns of a table are read off a dataclass, field by field, so that nothing has to be kept in step with it: a field of spans `R` becomes
`R` (its text), `R_start`, `R_end` and `R_spans`; every other field becomes one column. A row is a tuple of plain Python values in
the order of its table's columns.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal

from stanceflow.records import Claim, Extraction, Interest, Prediction, Span, Spans, Stance

if TYPE_CHECKING:
    import pandas as pd
    from spacy.tokens import Doc

Cell = str | int | float | bool
Row = tuple[Cell | None, ...]
Rows = dict[str, list[Row]]
"""Rows by table name, in the order of the tables."""
ColumnKind = Literal["text", "integer", "number", "flag"]
Item = Claim | Interest | Stance | Prediction

GAP = " ... "
"""Joins the pieces of an interrupted span."""
LINK = " > "
"""Joins the links of an attribution chain."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """An article that was given, whether or not anything could be made of it.

    `path` is the file it came from (with `:LINE` for a record of a file of records), `published` an ISO date or empty, `sha256` that of
    the text in UTF-8, `notes` what was changed in reading, `error` why there are no rows.
    """

    doc_id: str
    path: str = ""
    title: str = ""
    author: str = ""
    published: str = ""
    language: str = ""
    sha256: str = ""
    n_chars: int = 0
    n_tokens: int = 0
    n_sentences: int = 0
    n_actors: int = 0
    n_claims: int = 0
    n_interests: int = 0
    n_stances: int = 0
    n_predictions: int = 0
    status: Literal["ok", "empty", "skipped", "failed"] = "ok"
    notes: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """A sentence, numbered from 0 in its article."""

    doc_id: str
    sentence: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor of an article: how often it is mentioned, is a source (claims, predictions) or a holder (interests, stances)."""

    doc_id: str
    actor: str
    kind: str
    country: str
    n_mentions: int
    n_claims: int
    n_interests: int
    n_stances: int
    n_predictions: int
    first_start: int


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A place where an article refers to an actor."""

    doc_id: str
    actor: str
    sentence: int
    start: int
    end: int
    text: str
    form: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name and what its cells hold; any cell may be empty."""

    name: str
    kind: ColumnKind


@dataclass(frozen=True, slots=True)
class ItemTable:
    """A table of keyed items: the record it is made from, its key's column, and who has the item (`holder_actor` or `source_actor`)."""

    name: str
    record: type[Item]
    key: str
    who: str


ITEM_TABLES = (
    ItemTable("claims", Claim, "claim_id", "source_actor"),
    ItemTable("interests", Interest, "interest_id", "holder_actor"),
    ItemTable("stances", Stance, "stance_id", "holder_actor"),
    ItemTable("predictions", Prediction, "prediction_id", "source_actor"),
)

_PLAIN_KINDS: dict[str, ColumnKind] = {"int": "integer", "float": "number", "bool": "flag"}


def _columns_of(record: type) -> tuple[Column, ...]:
    columns: list[Column] = []
    for field in fields(record):
        role = field.name
        if field.type == "Spans":
            columns += [Column(role, "text"), Column(f"{role}_start", "integer"), Column(f"{role}_end", "integer")]
            columns += [Column(f"{role}_spans", "text")]
        else:
            columns.append(Column(role, _PLAIN_KINDS.get(str(field.type), "text")))
    return tuple(columns)


TABLES: dict[str, tuple[Column, ...]] = {
    "documents": _columns_of(DocumentRow),
    "sentences": _columns_of(SentenceRow),
    "actors": _columns_of(ActorRow),
    "mentions": _columns_of(MentionRow),
    **{t.name: (Column("doc_id", "text"), Column(t.key, "text"), *_columns_of(t.record)) for t in ITEM_TABLES},
}
"""Every table's columns, by table name, in the order in which the tables are written."""


def rows_of(doc_id: str, extraction: Extraction) -> Rows:
    """Give an article's rows in every table but `documents`, each table in the order of tables: start, end, key."""
    rows: Rows = {
        "sentences": list(_sentence_rows(doc_id, extraction)),
        "actors": _actor_rows(doc_id, extraction),
        "mentions": _mention_rows(doc_id, extraction),
    }
    for table in ITEM_TABLES:
        rows[table.name] = _item_rows(doc_id, table, extraction)
    return rows


def document_row(document: DocumentRow) -> Row:
    """Give the row of `documents.csv` for one article."""
    return _row(document)


def _row(record: DocumentRow | SentenceRow | ActorRow | MentionRow) -> Row:
    """Give a row's cells in order. (`dataclasses.astuple` copies each of them deeply, which shows in the time of a run.)"""
    return tuple(getattr(record, name) for name in record.__slots__)


def counted(document: DocumentRow, extraction: Extraction, rows: Mapping[str, Sequence[Row]]) -> DocumentRow:
    """Give an article's row of `documents` with its counts: of tokens, and of its rows in the other tables."""
    return replace(
        document,
        n_tokens=extraction.n_tokens,
        n_sentences=len(rows["sentences"]),
        n_actors=len(rows["actors"]),
        n_claims=len(rows["claims"]),
        n_interests=len(rows["interests"]),
        n_stances=len(rows["stances"]),
        n_predictions=len(rows["predictions"]),
    )


def text_hash(text: str) -> str:
    """Give the SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def span_text(text: str, spans: Spans) -> str:
    """Give the words of a role: its pieces joined with ` ... `."""
    return GAP.join(text[start:end] for start, end in spans)


def hull(spans: Spans) -> Span | None:
    """Give the outer offsets of a role's pieces, or None where it has none."""
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None


def _sentence_rows(doc_id: str, extraction: Extraction) -> Iterator[Row]:
    for number, (start, end) in enumerate(extraction.sentences):
        yield _row(SentenceRow(doc_id, number, start, end, extraction.text[start:end]))


def _actor_rows(doc_id: str, extraction: Extraction) -> list[Row]:
    counts = {
        table.name: Counter(getattr(item, table.who) for item in _items(extraction, table)) for table in ITEM_TABLES
    }
    actors = sorted(extraction.actors, key=lambda a: (a.mentions[0].start, a.mentions[0].end, a.name))
    return [
        _row(
            ActorRow(
                doc_id,
                actor.name,
                actor.kind,
                actor.country,
                len(actor.mentions),
                counts["claims"][actor.name],
                counts["interests"][actor.name],
                counts["stances"][actor.name],
                counts["predictions"][actor.name],
                actor.mentions[0].start,
            )
        )
        for actor in actors
    ]


def _mention_rows(doc_id: str, extraction: Extraction) -> list[Row]:
    mentions = {mention for actor in extraction.actors for mention in actor.mentions}
    return [
        _row(MentionRow(doc_id, m.actor, m.sentence, m.start, m.end, extraction.text[m.start : m.end], m.form))
        for m in sorted(mentions, key=lambda m: (m.start, m.end, m.actor, m.form))
    ]


def _item_rows(doc_id: str, table: ItemTable, extraction: Extraction) -> list[Row]:
    return [(doc_id, key, *_cells(extraction.text, item)) for key, item in keyed_items(doc_id, table.name, extraction)]


def keyed_items(doc_id: str, table: str, extraction: Extraction) -> Iterator[tuple[str, Item]]:
    """Give the items of one table of an article, each with the key of its row, in the order of their rows."""
    chosen = next(t for t in ITEM_TABLES if t.name == table)
    keyed = _keyed(doc_id, chosen, _items(extraction, chosen))
    yield from sorted(keyed, key=lambda entry: (_place(entry[1]), entry[0]))


def _items(extraction: Extraction, table: ItemTable) -> dict[Item, None]:
    """Give a table's items, each once."""
    return dict.fromkeys(getattr(extraction, table.name))


def _place(item: Item) -> Span:
    """Give where an item's row stands: its cue, or its first role where it has no cue."""
    roles = [item.cue, *(getattr(item, field.name) for field in fields(item) if field.type == "Spans")]
    return next((outer for outer in map(hull, roles) if outer), (0, 0))


def _keyed(doc_id: str, table: ItemTable, items: Iterable[Item]) -> Iterator[tuple[str, Item]]:
    """Give each item its key.

    Items that share all their spans and names differ in a value only; those after the first, in the order of their values, are told apart
    by their number.
    """
    seen: Counter[str] = Counter()
    for item in sorted(items, key=repr):
        identity = _identity(doc_id, table, item)
        key = _key(table, identity, seen[identity])
        seen[identity] += 1
        yield key, item


def _identity(doc_id: str, table: ItemTable, item: Item) -> str:
    people = ("source_actor", "holder_actor")
    parts = [table.name, doc_id]
    for field in fields(item):
        value = getattr(item, field.name)
        if field.type == "Spans":
            parts.append(f"{field.name}={_pieces(value)}")
        elif field.name in people:
            parts.append(f"{field.name}={value}")
    return "\x1f".join(parts)


def _key(table: ItemTable, identity: str, number: int) -> str:
    # 80 bits: among a thousand million rows two share a key with a chance of one in two million.
    text = f"{identity}\x1f{number}" if number else identity
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).digest()
    return f"{table.name[0]}-{base64.b32encode(digest).decode('ascii').lower()}"


def _pieces(spans: Spans) -> str:
    return " ".join(f"{start}-{end}" for start, end in spans)


def _cells(text: str, item: Item) -> Iterator[Cell | None]:
    for field in fields(item):
        value = getattr(item, field.name)
        if field.type == "Spans":
            yield from _role_cells(text, value)
        elif isinstance(value, tuple):
            yield LINK.join(value)
        elif isinstance(value, float):
            yield round(value, 4)
        else:
            yield value


def _role_cells(text: str, spans: Spans) -> Row:
    outer = hull(spans)
    if outer is None:
        return ("", None, None, "")
    return (span_text(text, spans), *outer, _pieces(spans) if len(spans) > 1 else "")


_DTYPES: dict[ColumnKind, Any] = {"text": "string", "integer": "Int64", "number": "Float64", "flag": "boolean"}


def frame(table: str, rows: Sequence[Row]) -> pd.DataFrame:
    """Give rows of a table as a DataFrame whose columns have nullable types (`string`, `Int64`, `Float64`, `boolean`), rows or no rows."""
    import pandas as pd

    columns = TABLES[table]
    cells: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else ((),) * len(columns)
    return pd.DataFrame(
        {
            column.name: pd.array(list(values), dtype=_DTYPES[column.kind])
            for column, values in zip(columns, cells, strict=True)
        }
    )


def frames_of_docs(docs: Iterable[Doc]) -> dict[str, pd.DataFrame]:
    """Give the tables of spaCy Docs that passed through the `stanceflow` component, by table name.

    A Doc's id is `doc.user_data["doc_id"]` or its number, from 0; `user_data` may also hold `path`, `title`, `author` and `published`.
    Raises ValueError for a Doc without an extraction and for two Docs with one id.
    """
    return {name: frame(name, rows) for name, rows in rows_of_docs(docs).items()}


def rows_of_docs(docs: Iterable[Doc]) -> Rows:
    """Give the rows of all tables for spaCy Docs, as `frames_of_docs` reads them and with its errors."""
    collected: Rows = {name: [] for name in TABLES}
    seen: set[str] = set()
    for number, doc in enumerate(docs):
        doc_id = str(doc.user_data.get("doc_id", number))
        if doc_id in seen:
            raise ValueError(f'two Docs have the id {doc_id!r}; give each its own doc.user_data["doc_id"]')
        seen.add(doc_id)
        for name, rows in _rows_of_doc(doc_id, doc).items():
            collected[name] += rows
    return collected


def _rows_of_doc(doc_id: str, doc: Doc) -> Rows:
    extraction = doc._.stanceflow if doc.has_extension("stanceflow") else None
    if extraction is None:
        raise ValueError(f'Doc {doc_id!r} has no extraction; run it through a pipeline with the "stanceflow" component')
    rows = rows_of(doc_id, extraction)
    about = doc.user_data
    document = DocumentRow(
        doc_id,
        path=str(about.get("path") or ""),
        title=str(about.get("title") or ""),
        author=str(about.get("author") or ""),
        published=str(about.get("published") or ""),
        language=extraction.language,
        sha256=text_hash(extraction.text),
        n_chars=len(extraction.text),
    )
    return {"documents": [document_row(counted(document, extraction, rows))], **rows}
