"""The formats of articles, one module each: a reader takes a `Source` and gives its articles, malformed ones with their errors."""

from __future__ import annotations

from stanceflow.formats.registry import ARCHIVES, READERS, count_in, format_of, formats, read_source, reason

__all__ = ["ARCHIVES", "READERS", "count_in", "format_of", "formats", "read_source", "reason"]
