"""PDF and Word files, with the extra `[formats]`. Neither says when an article was published: what they date is the file."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace

from stanceflow.articles import Article, ReadingOptions, Source, fail, failed, finish, normalise
from stanceflow.formats.opening import TooLarge, too_large, whole

_Found = tuple[str, dict[str, str]]
_STYLES = 10_000_000
"""Bytes that a Word file may have for styles and pictures besides its text; an empty one already has 800,000."""


def read_pdf(source: Source, options: ReadingOptions) -> Iterator[Article]:
    """Give the article of a PDF file: its pages' text, parted by blank lines. Raises what `whole` does."""
    yield _article(source, options, "PDF", _pdf)


def read_docx(source: Source, options: ReadingOptions) -> Iterator[Article]:
    """Give the article of a Word file: its paragraphs, parted by blank lines. Raises what `whole` does."""
    yield _article(source, options, "DOCX", _docx)


def _article(
    source: Source, options: ReadingOptions, name: str, take: Callable[[bytes, ReadingOptions], _Found]
) -> Article:
    article = Article(source.doc_id, source.path)
    try:
        text, values = take(whole(source, options), options)
    except ImportError:
        return failed(
            source.path, f'{name} needs more packages; install them: pip install "stanceflow[formats]"', source.doc_id
        )
    except TooLarge:
        raise
    except (Exception, RecursionError) as error:  # these libraries raise whatever their insides do
        detail = "encrypted" if "crypt" in str(error).lower() else type(error).__name__
        return fail(article, f"{name} that cannot be taken apart ({detail}); save the text as .txt")
    text, notes = normalise(text)
    if not text.strip():
        return replace(article, status="empty", error=f"no text in this {name}, only pictures; run OCR on it first")
    return finish(replace(article, text=text, notes=(f"text taken from {name}", *notes)), values, options)


def _pdf(data: bytes, options: ReadingOptions) -> _Found:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(data))
    pages, size = [], 0
    for page in reader.pages:
        pages.append(page.extract_text().strip())
        size += len(pages[-1])
        if size > options.max_bytes:
            raise TooLarge(too_large(options))
    about = reader.metadata
    return "\n\n".join(filter(None, pages)), {
        "title": str((about and about.title) or ""),
        "author": str((about and about.author) or ""),
    }


def _docx(data: bytes, options: ReadingOptions) -> _Found:
    from docx import Document

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(entry.file_size for entry in packed.infolist()) > _STYLES + options.max_bytes:
            raise TooLarge(too_large(options))
    document = Document(io.BytesIO(data))
    paragraphs = [paragraph.text.strip() for paragraph in document.paragraphs]
    about = document.core_properties
    return "\n\n".join(filter(None, paragraphs)), {"title": about.title or "", "author": about.author or ""}
