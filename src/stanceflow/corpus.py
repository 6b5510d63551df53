"""Reads articles: finds the files, decodes them, gives each article its id and metadata, and says what is malformed.

Three formats are read: `.txt` and `.md`, one article a file, with optional front matter (`title`, `author`, `published`); `.jsonl`, one
article a line, an object with the field `text` and optionally `id`, `title`, `author`, `published`, `language`. All are UTF-8. A Markdown file's marks stay in
its text. Nothing stops at a bad article: it is given with its `status` and `error`, and the next one is read.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from stanceflow.language import is_english
from stanceflow.metadata import one_line, printable_id, publication_date, take_front_matter
from stanceflow.seen import Seen

Status = Literal["ok", "empty", "skipped", "failed"]

REPLACEMENT = "\ufffd"
_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


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
    """A file to read: where it is, its path below the INPUT it came from without suffix, and how to name it to a person."""

    file: Path
    doc_id: str
    path: str


def find_sources(inputs: Iterable[Path], leave_out: Collection[Path] = ()) -> Iterator[Source | Article]:
    """Give the files of articles that the INPUTs name, folders sorted by name; an Article with status `failed` for an INPUT that gives none.

    In a folder, files of other formats, files called README and hidden files and folders are passed over, and so are the folders `leave_out` (where
    results are written).
    """
    for given in inputs:
        shown = printable_id(str(given))
        if os.path.isdir(given):
            yield from _sources_in(given, shown, leave_out)
        elif not os.path.lexists(given):
            yield _failed(shown, "no such file or folder; check the path")
        elif given.suffix.lower() in READERS:
            yield Source(given, printable_id(given.stem), shown)
        else:
            yield _failed(shown, f"not a format that is read; give {_formats()} files, or a folder with such files")


def _sources_in(folder: Path, shown: str, leave_out: Collection[Path]) -> Iterator[Source | Article]:
    found = 0
    barred = {os.path.realpath(path) for path in leave_out}
    unreadable: list[Article] = []

    def note(error: OSError) -> None:
        unreadable.append(_failed(printable_id(str(error.filename)), f"{_reason(error)}; make the folder readable"))

    for place, folders, files in os.walk(folder, onerror=note):
        here = Path(place)
        folders[:] = sorted(name for name in folders if name[0] != "." and os.path.realpath(here / name) not in barred)
        for name in sorted(files):
            file = here / name
            if _is_article(file):
                found += 1
                doc_id = file.relative_to(folder).as_posix()[: -len(file.suffix)]
                yield Source(file, printable_id(doc_id), printable_id(str(file)))
    yield from unreadable
    if not found and not unreadable:
        yield _failed(shown, f"no articles in this folder; put {_formats()} files there")


def _is_article(file: Path) -> bool:
    hidden_or_readme = file.stem.startswith(".") or file.stem.upper() == "README"
    return file.suffix.lower() in READERS and not hidden_or_readme and os.path.isfile(file)


def read_articles(inputs: Iterable[Path], leave_out: Collection[Path] = ()) -> Iterator[Article]:
    """Give every article of the INPUTs in order, one at a time; a second article with an id that was there before fails.

    `leave_out` is as in `find_sources`.
    """
    return unique_ids(article for source in find_sources(inputs, leave_out) for article in read_source(source))


def count_articles(inputs: Iterable[Path], leave_out: Collection[Path] = ()) -> int:
    """Say how many articles the INPUTs give, malformed ones included, without reading them: one a file, one a line of a file of records."""
    return sum(map(_articles_in, find_sources(inputs, leave_out)))


def _articles_in(source: Source | Article) -> int:
    if isinstance(source, Article) or source.file.suffix.lower() != ".jsonl":
        return 1
    try:
        with source.file.open("rb") as file:
            return max(1, sum(bool(line.strip()) for line in file))
    except OSError:
        return 1


def unique_ids(articles: Iterable[Article]) -> Iterator[Article]:
    """Pass articles on; one whose id an earlier one bears gets status `failed`."""
    seen = Seen()
    for article in articles:
        if article.status == "failed":
            yield article
        elif (first := seen.add(article.doc_id, article.path)) is not None:
            error = f"its id {article.doc_id!r} is that of {first}; rename one, or give the folder above both"
            yield replace(article, text="", status="failed", error=error)
        else:
            yield article


def read_source(source: Source | Article) -> Iterator[Article]:
    """Give the articles of a file; what cannot be read is given with its error. An Article is passed on as it is."""
    if isinstance(source, Article):
        yield source
        return
    try:
        yield from READERS[source.file.suffix.lower()](source)
    except OSError as error:
        yield _failed(source.path, f"{_reason(error)}; make the file readable", source.doc_id)


def _read_prose(source: Source) -> Iterator[Article]:
    data = source.file.read_bytes()
    article = Article(source.doc_id, source.path)
    try:
        text, notes = _decode(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        yield _fail(replace(article, path=f"{source.path}:{line}"), _encoding_error(data, error.start))
        return
    front = take_front_matter(text)
    yield _finish(replace(article, text=front.text, notes=(*notes, *front.notes)), front.values)


def _read_records(source: Source) -> Iterator[Article]:
    with source.file.open("rb") as file:
        empty = True
        if _wide_mark(file.peek(4)):
            yield _failed(source.path, _encoding_error(file.peek(4), 0), source.doc_id)
            return
        for number, line in enumerate(file, start=1):
            if line.strip():
                empty = False
                yield _read_record(source, number, line)
    if empty:
        error = "no records in this file; put one JSON object on each line"
        yield replace(_failed(source.path, error, source.doc_id), status="empty")


def _read_record(source: Source, number: int, line: bytes) -> Article:
    article = Article(f"{source.doc_id}/{number}", f"{source.path}:{number}")
    try:
        text, _ = _decode(line)
        record = json.loads(text.rstrip())
    except UnicodeDecodeError as error:
        return _fail(article, _encoding_error(line, error.start))
    except json.JSONDecodeError as error:
        return _fail(article, f"malformed JSON at column {error.colno} ({error.msg}); mend the line")
    except (ValueError, RecursionError):
        return _fail(article, "malformed JSON (numbers or nesting beyond all measure); mend the line")
    if not isinstance(record, dict):
        return _fail(article, 'not a JSON object; write the line as {"id": ..., "text": ...}')
    return _from_record(article, record)


def _from_record(article: Article, record: dict[str, object]) -> Article:
    ident = record.get("id")
    if isinstance(ident, int | str) and not isinstance(ident, bool) and str(ident).strip():
        article = replace(article, doc_id=printable_id(str(ident).strip()))
    elif ident not in (None, ""):
        return _fail(article, 'the field "id" is neither text nor a whole number; mend it')
    text = record.get("text")
    if not isinstance(text, str):
        return _fail(article, 'a record without text; give it a field "text"')
    values = {name: _as_text(record.get(name)) for name in ("title", "author", "published", "language")}
    text, notes = _normalise(text)
    return _finish(replace(article, text=text, notes=notes), values)


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_as_text, value))
    return str(value) if isinstance(value, str | int | float) else ""


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode UTF-8 and normalise. Raises UnicodeDecodeError, also for UTF-16 without a mark, which is full of zero bytes."""
    if _wide_mark(data) or data.count(0) > len(data) // 4:
        raise UnicodeDecodeError("utf-8", data, 0, 1, "wide characters")
    text, notes = _normalise(data.removeprefix(_BOM).decode("utf-8"))
    return text, (("byte order mark removed", *notes) if data.startswith(_BOM) else notes)


def _normalise(text: str) -> tuple[str, tuple[str, ...]]:
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


def _finish(article: Article, values: dict[str, str]) -> Article:
    """Add the metadata, and judge whether there is an English text."""
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
    if language.startswith("en") or (not language and is_english(article.text)):
        return replace(article, language="en")
    error = "not in English; leave it out or translate it, or if it is English say `language: en` in its metadata"
    return replace(
        article,
        status="skipped",
        language=language[:2] if re.match(r"[a-z]{2}(?![a-z])", language) else "und",
        error=error,
    )


def _encoding_error(data: bytes, position: int) -> str:
    wide = _wide_mark(data)
    if wide or data.count(0) > len(data) // 4:
        name = wide or "UTF-16"
        return f"byte {position}: {name}, not UTF-8; convert it: iconv -f {name} -t UTF-8"
    byte = data[position]
    return f"byte {position} (0x{byte:02x}) is not UTF-8; convert it, for example: iconv -f WINDOWS-1252 -t UTF-8"


def _wide_mark(data: bytes) -> str:
    """Name the encoding whose byte order mark begins the data, if it is not UTF-8's."""
    return next((name for mark, name in _WIDE_BOMS.items() if data.startswith(mark)), "")


def _failed(path: str, error: str, doc_id: str = "") -> Article:
    return Article(doc_id or path, path, status="failed", error=error)


def _fail(article: Article, error: str) -> Article:
    return replace(article, status="failed", error=error)


def _reason(error: OSError) -> str:
    return f"cannot be read ({(error.strerror or 'input/output error').lower()})"


def _formats() -> str:
    return ", ".join(READERS)


READERS: dict[str, Callable[[Source], Iterator[Article]]] = {
    ".txt": _read_prose,
    ".md": _read_prose,
    ".jsonl": _read_records,
}
"""How to read a file, by its suffix in lower case."""
