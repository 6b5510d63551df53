"""JSON lines: one article a line, an object with the field `text` and optionally `id`, `title`, `author`, `published`, `language`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from stanceflow.articles import Article, ReadingOptions, Source, fail, failed, from_record
from stanceflow.formats.encodings import Line, lines
from stanceflow.formats.opening import opened


def read(source: Source, options: ReadingOptions) -> Iterator[Article]:
    """Give the articles of a file; a line that is no article fails alone. Raises what `opened` does."""
    empty = True
    with opened(source) as stream:
        for line in lines(stream, options):
            if line.text.strip() or line.error:
                empty = False
                yield _read_line(source, line, options)
    if empty:
        error = "no records in this file; put one JSON object on each line"
        yield replace(failed(source.path, error, source.doc_id), status="empty")


def _read_line(source: Source, line: Line, options: ReadingOptions) -> Article:
    article = Article(f"{source.doc_id}/{line.number}", f"{source.path}:{line.number}", notes=line.notes)
    if line.error:
        return fail(article, line.error)
    try:
        record = json.loads(line.text.rstrip())
    except json.JSONDecodeError as error:
        return fail(article, f"malformed JSON at column {error.colno} ({error.msg}); mend the line")
    except (ValueError, RecursionError):
        return fail(article, "malformed JSON (numbers or nesting beyond all measure); mend the line")
    if not isinstance(record, dict):
        return fail(
            article,
            f'not a JSON object; write the line as {{"{options.id_column}": ..., "{options.text_column}": ...}}',
        )
    return from_record(article, record, options)


def count(source: Source) -> int:
    """Count the lines that are not blank."""
    with opened(source) as stream:
        return sum(bool(line.strip()) for line in stream)
