"""HTML pages: the main text, title, author and date that trafilatura finds; menus, comments and tables are left out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace

from stanceflow.articles import Article, ReadingOptions, Source, fail, finish, normalise
from stanceflow.formats.opening import whole

_FOUND = "text taken from HTML"


def read(source: Source, options: ReadingOptions) -> Iterator[Article]:
    """Give the article of a page. Raises what `whole` does."""
    yield from_page(Article(source.doc_id, source.path), whole(source, options), options)


def from_page(article: Article, page: bytes, options: ReadingOptions) -> Article:
    """Make an article of a page's bytes, whose encoding is told by the page or guessed."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(page, include_comments=False, include_tables=False, with_metadata=True)
    except (Exception, RecursionError) as error:
        return fail(article, f"HTML that cannot be taken apart ({type(error).__name__}); save the text as .txt")
    if found is None:
        return replace(article, status="empty", error="no main text found in this page; save the text as .txt")
    values = found if isinstance(found, dict) else found.as_dict()
    text, notes = normalise(str(values.get("text") or ""))
    metadata = {
        "title": str(values.get("title") or ""),
        "author": str(values.get("author") or ""),
        "published": str(values.get("date") or ""),
    }
    return finish(replace(article, text=text, notes=(*article.notes, _FOUND, *notes)), metadata, options)
