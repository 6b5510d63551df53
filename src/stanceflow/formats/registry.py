"""Which reader reads which file."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePath

from stanceflow.articles import Article, ReadingOptions, Source, failed
from stanceflow.formats import archive, markup, prose, records, rendered, tabular
from stanceflow.formats.opening import TooLarge

Reader = Callable[[Source, ReadingOptions], Iterator[Article]]

READERS: dict[str, Reader] = {
    ".txt": prose.read,
    ".md": prose.read,
    ".html": markup.read,
    ".htm": markup.read,
    ".jsonl": records.read,
    ".csv": tabular.read_csv,
    ".tsv": tabular.read_csv,
    ".parquet": tabular.read_parquet,
    ".pdf": rendered.read_pdf,
    ".docx": rendered.read_docx,
    ".warc": archive.read,
}
"""How to read a file, by its suffix in lower case; each may be followed by `.gz`."""

ARCHIVES: dict[str, Callable[[Source], int]] = {
    ".jsonl": records.count,
    ".csv": tabular.count_csv,
    ".tsv": tabular.count_csv,
    ".parquet": tabular.count_parquet,
    ".warc": archive.count,
}
"""The formats of many articles in one file, and how to count them."""


def format_of(file: PurePath) -> tuple[str, bool] | None:
    """Give a file's format, as its suffix, and whether it is packed; None for a format that is not read."""
    suffixes = [suffix.lower() for suffix in file.suffixes[-2:]]
    packed = suffixes[-1:] == [".gz"]
    suffix = (suffixes[:-1] if packed else suffixes)[-1:]
    return (suffix[0], packed) if suffix and suffix[0] in READERS else None


def formats() -> str:
    """Name all formats, to a person."""
    return ", ".join(READERS)


def read_source(source: Source, options: ReadingOptions) -> Iterator[Article]:
    """Give the articles of a file; what cannot be read is given with its error."""
    try:
        yield from READERS[source.suffix](source, options)
    except TooLarge as error:
        yield failed(source.path, str(error), source.doc_id)
    except (EOFError, zlib.error):
        yield failed(source.path, "the file is cut short; get it again, or repack it", source.doc_id)
    except OSError as error:
        yield failed(source.path, f"{reason(error)}; make the file readable", source.doc_id)


def count_in(source: Source) -> int:
    """Say how many articles a file gives, malformed ones included, without reading them all the way. A guess where it is damaged."""
    if source.suffix not in ARCHIVES:
        return 1
    try:
        return max(1, ARCHIVES[source.suffix](source))
    except (OSError, EOFError, ValueError, zlib.error):
        return 1


def reason(error: OSError) -> str:
    """Say why a file cannot be read."""
    return f"cannot be read ({(error.strerror or str(error) or 'input/output error').lower()})"
