"""Plain text and Markdown: one article a file, with optional front matter. A Markdown file's marks stay in its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stanceflow.articles import Article, ReadingOptions, Source, fail, finish
from stanceflow.formats.encodings import DecodingError, decode
from stanceflow.formats.opening import whole
from stanceflow.metadata import take_front_matter


def read(source: Source, options: ReadingOptions) -> Iterator[Article]:
    """Give the article of a file. Raises what `whole` does."""
    data = whole(source, options)
    article = Article(source.doc_id, source.path)
    try:
        text, notes = decode(data)
    except DecodingError as error:
        line = data.count(b"\n", 0, error.position) + 1
        yield fail(replace(article, path=f"{source.path}:{line}"), str(error))
        return
    front = take_front_matter(text)
    yield finish(replace(article, text=front.text, notes=(*notes, *front.notes)), front.values, options)
