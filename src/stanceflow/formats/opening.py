"""Opens files, packed or not, and bounds what comes out of them: a small gzip file can hold a thousand times its size."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from typing import cast

from stanceflow.articles import ReadingOptions, Source


class TooLarge(Exception):
    """A file that holds more than one article may have."""


@contextmanager
def opened(source: Source) -> Iterator[BufferedReader]:
    """Open a file for reading its unpacked bytes. Raises OSError; reading may raise EOFError or zlib.error where it is packed and damaged."""
    with source.file.open("rb") as raw:
        if source.packed:
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield cast(BufferedReader, unpacked)  # has all that is used: read, readline, peek
        else:
            yield raw


def whole(source: Source, options: ReadingOptions) -> bytes:
    """Give a file's unpacked bytes. Raises TooLarge before it has read much more than `options.max_bytes`, and what `opened` does."""
    with opened(source) as stream:
        data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise TooLarge(too_large(options))
    return data


def too_large(options: ReadingOptions) -> str:
    """Word the error for an article that takes too many bytes."""
    return f"more than {options.max_bytes} bytes for one article; split it, or give --max-chars more"
