"""An article as read, the file it comes from, and what every format does at the end: metadata, limits, language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from stanceflow.language import is_english
from stanceflow.metadata import one_line, printable_id, publication_date

Status = Literal["ok", "empty", "skipped", "failed"]

REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read. Offsets count in `text`: decoded, line ends `\\n`, front matter taken off, nothing else changed.

    `path` is the file, with `:LINE` for a line of a file of records. `published` is an ISO date or empty. `notes` say what was changed in
    reading. Where `status` is not `ok`, `error` says what is wrong and, after a semicolon, what to do; `text` may then be empty.
    """

    doc_id: str
    path: str
    text: str = ""
    title: str = ""
    author: str = ""
    published: str = ""
    language: str = ""
    notes: tuple[str, ...] = ()
    status: Status = "ok"
    error: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it is, its path below the INPUT it came from without suffix, how to name it to a person, and its format.

    `suffix` is that of the format, in lower case; `packed` says that the file is compressed with gzip.
    """

    file: Path
    doc_id: str
    path: str
    suffix: str
    packed: bool = False


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How articles are read: the columns (or fields) of files of records, and the most characters that an article may have.

    `max_bytes` is the most that one article may take in its file, unpacked; what a format wraps around a text is often many times as long.
    """

    text_column: str = "text"
    id_column: str = "id"
    title_column: str = "title"
    author_column: str = "author"
    date_column: str = "published"
    max_chars: int = 1_000_000

    @property
    def max_bytes(self) -> int:
        """The most bytes that one article may take, unpacked: 64 for each character that it may have."""
        return 64 * self.max_chars


DEFAULTS = ReadingOptions()


def normalise(text: str) -> tuple[str, tuple[str, ...]]:
    """Turn line ends to `\\n`, and what no table can hold to the replacement character; say so in notes."""
    notes = []
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        notes.append("line ends turned to line feeds")
    unfit = sum(char == "\0" or "\ud800" <= char <= "\udfff" for char in text) if _has_unfit(text) else 0
    if unfit:
        text = "".join(REPLACEMENT if char == "\0" or "\ud800" <= char <= "\udfff" else char for char in text)
        notes.append(f"{unfit} null or surrogate characters replaced by U+FFFD")
    return text, tuple(notes)


def _has_unfit(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return "\0" in text


def finish(article: Article, values: Mapping[str, str], options: ReadingOptions) -> Article:
    """Add the metadata (`title`, `author`, `published`, `language`, as written), and judge whether there is an English text of fit length."""
    notes = list(article.notes)
    published = publication_date(values.get("published", "")) or ""
    if values.get("published") and not published:
        notes.append(f"publication date {one_line(values['published'])[:40]!r} not understood; write it as YYYY-MM-DD")
    language = values.get("language", "").strip().lower()
    article = replace(
        article,
        title=one_line(values.get("title", "")),
        author=one_line(values.get("author", "")),
        published=published,
        notes=tuple(notes),
    )
    if not article.text.strip():
        return replace(article, status="empty", error="no text in it; add the article's text or leave it out")
    if len(article.text) > options.max_chars:
        return fail(
            article,
            f"{len(article.text)} characters, more than the {options.max_chars} of --max-chars; split it or give more",
        )
    if language.startswith("en") or (not language and is_english(article.text)):
        return replace(article, language="en")
    error = "not in English; leave it out or translate it, or if it is English say `language: en` in its metadata"
    return replace(
        article,
        status="skipped",
        language=language[:2] if re.match(r"[a-z]{2}(?![a-z])", language) else "und",
        error=error,
    )


def from_record(article: Article, record: Mapping[str, object], options: ReadingOptions) -> Article:
    """Make an article of a record: an object of a JSON line, a row of a table. Without an id of its own it keeps the one it has."""
    ident = record.get(options.id_column)
    if isinstance(ident, int | str) and not isinstance(ident, bool) and str(ident).strip():
        article = replace(article, doc_id=printable_id(str(ident).strip()))
    elif ident not in (None, ""):
        return fail(article, f'the field "{options.id_column}" is neither text nor a whole number; mend it')
    text = record.get(options.text_column)
    if not isinstance(text, str):
        return fail(
            article,
            f'a record without text; give it a field "{options.text_column}", or name the right one with --text-column',
        )
    columns = {
        "title": options.title_column,
        "author": options.author_column,
        "published": options.date_column,
        "language": "language",
    }
    text, notes = normalise(text)
    values = {name: as_text(record.get(column)) for name, column in columns.items()}
    return finish(replace(article, text=text, notes=(*article.notes, *notes)), values, options)


def as_text(value: object) -> str:
    """Write out a value of a record: lists joined with commas, dates as ISO, nothing for what is neither text, number nor date."""
    if isinstance(value, list):
        return ", ".join(map(as_text, value))
    if isinstance(value, date):  # datetime is one too
        return value.isoformat()
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def failed(path: str, error: str, doc_id: str = "") -> Article:
    """Give the failed article that stands for what cannot be read."""
    return Article(doc_id or path, path, status="failed", error=error)


def fail(article: Article, error: str) -> Article:
    """Give an article as failed, without its text."""
    return replace(article, text="", status="failed", error=error)
