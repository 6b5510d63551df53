"""Web archives (WARC), with the extra `[formats]`: every page that was fetched is an article, its address its id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stanceflow.articles import Article, ReadingOptions, Source, fail, failed
from stanceflow.formats.markup import from_page
from stanceflow.formats.opening import opened, too_large
from stanceflow.metadata import printable_id

_PAGES = ("text/html", "application/xhtml+xml")


def read(source: Source, options: ReadingOptions) -> Iterator[Article]:
    """Give the pages of an archive. Raises OSError."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        error = 'WARC needs more packages; install them: pip install "stanceflow[formats]"'
        yield failed(source.path, error, source.doc_id)
        return
    found = 0
    try:
        with source.file.open("rb") as stream:  # the library unpacks by itself, record by record
            for number, record in enumerate(ArchiveIterator(stream), start=1):
                if _is_page(record):
                    found += 1
                    yield _page(source, number, record, options)
    except ArchiveLoadFailed as error:
        yield failed(source.path, f"malformed WARC ({printable_id(str(error))[:100]}); get it again", source.doc_id)
        return
    if not found:
        yield failed(source.path, "no pages in this archive; give one with responses of type text/html", source.doc_id)


def _is_page(record: Any) -> bool:
    kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
    return record.rec_type == "response" and kind.partition(";")[0].strip().lower() in _PAGES


def _page(source: Source, number: int, record: Any, options: ReadingOptions) -> Article:
    address = record.rec_headers.get_header("WARC-Target-URI") or f"{source.doc_id}/{number}"
    article = Article(printable_id(address), f"{source.path}:{number}")
    page = record.content_stream().read(options.max_bytes + 1)
    if len(page) > options.max_bytes:
        return fail(article, too_large(options))
    # The library gives what there is of a record that is cut short, and says nothing.
    promised = record.http_headers.get_header("Content-Length", "")
    coded = record.http_headers.get_header("Content-Encoding", "")
    if promised.isdigit() and not coded and len(page) < int(promised):
        return fail(article, f"the page is cut short ({len(page)} of {promised} bytes); get the archive again")
    return from_page(article, page, options)


def count(source: Source) -> int:
    """Count the records that say they are responses, unpacked; a page of another type among them is counted too."""
    with opened(source) as stream:
        return sum(line.strip().lower() == b"warc-type: response" for line in stream)
