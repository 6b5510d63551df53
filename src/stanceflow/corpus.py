"""Finds the articles that INPUTs name, and reads them one at a time: folders, files, patterns, lists of paths.

Nothing stops at a bad article: it is given with its `status` and `error`, and the next one is read. How a file is read is in `formats`.
"""

from __future__ import annotations

import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from stanceflow import formats
from stanceflow.articles import DEFAULTS, Article, ReadingOptions, Source, Status, failed
from stanceflow.metadata import printable_id
from stanceflow.seen import Seen

__all__ = [
    "Article",
    "Input",
    "PathList",
    "ReadingOptions",
    "Source",
    "Status",
    "count_articles",
    "find_sources",
    "read_articles",
    "read_source",
    "spooled",
    "unique_ids",
]

_DEEPEST = 100
"""Folders inside folders; deeper ones are taken for a mistake."""


@dataclass(frozen=True, slots=True)
class PathList:
    """A text file that names an INPUT on each line, in UTF-8; blank lines and those that begin with `#` are passed over.

    Paths are below the list's folder unless they are absolute; an article's id is its path as the list names it, without suffix.
    """

    file: Path

    def __str__(self) -> str:
        return f"--paths-from {self.file}"


Input = Path | PathList | Source


def find_sources(inputs: Iterable[Input], leave_out: Collection[Path] = ()) -> Iterator[Source | Article]:
    """Give the files of articles that the INPUTs name, folders sorted by name; an Article with status `failed` for an INPUT that gives none.

    In a folder, files of other formats, files called README, hidden files and folders are passed over, and so is `leave_out` (where results
    are written). A path that is not there and has `*`, `?` or `[` in it is a pattern (`**` for any folders), its files sorted by name.
    """
    for given in inputs:
        if isinstance(given, Source):
            yield given
        elif isinstance(given, PathList):
            yield from _listed(given, leave_out)
        else:
            yield from _sources_at(given, leave_out)


def _sources_at(given: Path, leave_out: Collection[Path]) -> Iterator[Source | Article]:
    shown = printable_id(str(given))
    if os.path.isdir(given):
        yield from _sources_in(given, shown, leave_out)
    elif os.path.lexists(given):
        yield _source(given, shown, printable_id(given.name))
    elif glob.has_magic(str(given)) and "\0" not in str(given):
        yield from _matching(given, shown)
    else:
        yield failed(shown, "no such file or folder; check the path")


def _source(file: Path, shown: str, name: str) -> Source | Article:
    """Give a file as a source; `name` is its path below the INPUT."""
    form = formats.format_of(file)
    if form is None:
        return failed(
            shown, f"not a format that is read; give {formats.formats()} files, or a folder with such files", name
        )
    suffix, packed = form
    return Source(file, name[: -len(suffix) - len(".gz") * packed], shown, suffix, packed)


def _matching(pattern: Path, shown: str) -> Iterator[Source | Article]:
    parts = pattern.parts
    fixed = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    root = Path(*parts[:fixed])
    found = 0
    for file in map(Path, sorted(glob.glob(str(pattern), recursive=True))):
        if os.path.isfile(file) and formats.format_of(file):
            found += 1
            yield _source(file, printable_id(str(file)), printable_id(file.relative_to(root).as_posix()))
    if not found:
        yield failed(shown, f"no files of this pattern; put {formats.formats()} files there, or check it")


def _listed(given: PathList, leave_out: Collection[Path]) -> Iterator[Source | Article]:
    shown = printable_id(str(given.file))
    found = 0
    try:
        with given.file.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                name = line.strip()
                if name and not name.startswith("#"):
                    found += 1
                    yield from _at_line(given.file.parent, name, f"{shown}:{number}", leave_out)
    except UnicodeDecodeError:
        yield failed(shown, "the list is not UTF-8; convert it: iconv -f ENCODING -t UTF-8")
    except OSError as error:
        yield failed(shown, f"{formats.reason(error)}; make the list readable")
    else:
        if not found:
            yield failed(shown, "no paths in this list; put one on each line")


def _at_line(folder: Path, name: str, line: str, leave_out: Collection[Path]) -> Iterator[Source | Article]:
    for source in _sources_at(folder / name, leave_out):
        if isinstance(source, Article):
            yield replace(source, path=f"{line}: {source.path}")
        elif source.file == folder / name:
            below = name.lstrip("/")
            yield replace(source, doc_id=printable_id(below[: len(below) - len(source.file.name)]) + source.doc_id)
        else:
            yield source


def _sources_in(folder: Path, shown: str, leave_out: Collection[Path]) -> Iterator[Source | Article]:
    found = 0
    barred = {os.path.realpath(path) for path in leave_out}
    unreadable: list[Article] = []

    def note(error: OSError) -> None:
        unreadable.append(
            failed(printable_id(str(error.filename)), f"{formats.reason(error)}; make the folder readable")
        )

    for place, folders, files in os.walk(folder, onerror=note):
        here, really = Path(place), os.path.realpath(place)
        folders[:] = sorted(name for name in folders if name[0] != "." and os.path.realpath(here / name) not in barred)
        if folders and len(here.parts) - len(folder.parts) >= _DEEPEST:
            unreadable.append(
                failed(printable_id(place), f"folders more than {_DEEPEST} deep; give this folder by itself")
            )
            folders.clear()
        for name in sorted(files):
            file = here / name
            if _is_article(file) and os.path.join(really, name) not in barred:
                found += 1
                yield _source(file, printable_id(str(file)), printable_id(file.relative_to(folder).as_posix()))
    yield from unreadable
    if not found and not unreadable:
        yield failed(shown, f"no articles in this folder; put {formats.formats()} files there")


def _is_article(file: Path) -> bool:
    hidden_or_readme = file.name.startswith(".") or file.name.partition(".")[0].upper() == "README"
    return formats.format_of(file) is not None and not hidden_or_readme and os.path.isfile(file)


@contextmanager
def spooled(stream: BinaryIO | None = None, suffix: str = ".txt") -> Iterator[Source]:
    """Give standard input (or another stream) as a source: a temporary file with all of it, as it is read more than once."""
    with tempfile.NamedTemporaryFile(prefix="stanceflow-", suffix=suffix) as file:
        shutil.copyfileobj(stream or sys.stdin.buffer, file)
        file.flush()
        yield Source(Path(file.name), "stdin", "-", suffix)


def read_articles(
    inputs: Iterable[Input], leave_out: Collection[Path] = (), options: ReadingOptions = DEFAULTS
) -> Iterator[Article]:
    """Give every article of the INPUTs in order, one at a time; a second article with an id that was there before fails.

    `leave_out` is as in `find_sources`.
    """
    return unique_ids(article for source in find_sources(inputs, leave_out) for article in read_source(source, options))


def count_articles(inputs: Iterable[Input], leave_out: Collection[Path] = ()) -> int:
    """Say how many articles the INPUTs give, malformed ones included, without reading them: one a file, one a line of a file of records."""
    return sum(
        1 if isinstance(source, Article) else formats.count_in(source) for source in find_sources(inputs, leave_out)
    )


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


def read_source(source: Source | Article, options: ReadingOptions = DEFAULTS) -> Iterator[Article]:
    """Give the articles of a file; what cannot be read is given with its error. An Article is passed on as it is."""
    if isinstance(source, Article):
        yield source
    else:
        yield from formats.read_source(source, options)
