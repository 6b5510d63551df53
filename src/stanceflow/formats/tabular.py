"""Tables of articles: CSV (also with semicolons or tabs) and Parquet, one article a row, the columns named by options."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from stanceflow.articles import Article, ReadingOptions, Source, fail, failed, from_record
from stanceflow.formats.encodings import Line, lines
from stanceflow.formats.opening import opened, whole
from stanceflow.metadata import printable_id

_DELIMITERS = ",;\t"
_BATCH = 64
_LONGEST_CELL = 2**31 - 1


def read_csv(source: Source, options: ReadingOptions) -> Iterator[Article]:
    """Give the articles of a CSV file, whose first line names the columns. Raises what `opened` does."""
    csv.field_size_limit(_LONGEST_CELL)  # the limit is ours, in bytes of a line
    with opened(source) as stream:
        taken = _Taken(lines(stream, options))
        header = next(taken, "")
        names = next(csv.reader([header], delimiter=_delimiter(header)), [])
        problem = taken.error or _lacking(names, options)
        if problem:
            empty = not header.strip() and not taken.error
            yield replace(failed(source.path, problem, source.doc_id), status="empty" if empty else "failed")
            return
        rows = csv.reader(taken, delimiter=_delimiter(header), strict=True)
        yield from _csv_rows(source, names, rows, taken, options)


class _Taken(Iterator[str]):
    """The lines of a file as the CSV reader takes them; notes and errors of those taken last are at hand."""

    def __init__(self, source: Iterator[Line]) -> None:
        self._lines = source
        self.first = self.number = 0
        self.notes: dict[str, None] = {}
        self.error = ""

    def __next__(self) -> str:
        line = next(self._lines)
        self.number = line.number
        self.first = self.first or line.number
        self.notes.update(dict.fromkeys(line.notes))
        self.error = self.error or line.error
        return line.text or "\n"

    def reset(self) -> None:
        """Begin a new row."""
        self.first, self.notes, self.error = 0, {}, ""


def _csv_rows(
    source: Source, names: Sequence[str], rows: Iterator[list[str]], taken: _Taken, options: ReadingOptions
) -> Iterator[Article]:
    number = 0
    while True:
        taken.reset()
        try:
            cells = next(rows, None)
            problem = taken.error
        except csv.Error as error:
            cells, problem = [], f"malformed CSV ({error}); mend the quotes of this row"
        if cells is None:
            return
        if not cells and not problem:
            continue
        number += 1
        path = f"{source.path}:{taken.first or taken.number}"
        article = Article(f"{source.doc_id}/{number}", path, notes=tuple(taken.notes))
        if problem:
            yield fail(article, problem)
        elif len(cells) != len(names):
            yield fail(
                article, f"{len(cells)} cells under {len(names)} column names; mend the row's separators or quotes"
            )
        else:
            yield from_record(article, dict(zip(names, cells, strict=True)), options)


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _lacking(names: Sequence[str], options: ReadingOptions) -> str:
    """Say what is wrong with a table's columns; empty where nothing is."""
    if not names:
        return "no rows in this file; give it a line of column names and a row for each article"
    if len(set(names)) < len(names):
        return "two columns of one name; rename one"
    if options.text_column in names:
        return ""
    has = printable_id(", ".join(names))[:200]
    return f'no column "{options.text_column}" (there are: {has}); name the right one with --text-column'


def count_csv(source: Source) -> int:
    """Count the rows, as far as the file is well-formed."""
    csv.field_size_limit(_LONGEST_CELL)
    with opened(source) as stream:
        text = io.TextIOWrapper(stream, "utf-8", "replace", newline="")
        return sum(bool(row) for row in csv.reader(text)) - 1


def read_parquet(source: Source, options: ReadingOptions) -> Iterator[Article]:
    """Give the articles of a Parquet file, a batch of rows at a time. Raises what `whole` does."""
    import pyarrow
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(io.BytesIO(whole(source, options)) if source.packed else source.file) as table:
            problem = _lacking(table.schema_arrow.names, options)
            if problem:
                yield failed(source.path, problem, source.doc_id)
                return
            yield from _parquet_rows(source, table, options)
    except (pyarrow.ArrowException, ValueError, TypeError) as error:
        detail = printable_id(str(error)).partition("%0A")[0][:120]
        yield failed(source.path, f"malformed Parquet ({detail}); write the file anew", source.doc_id)


def _parquet_rows(source: Source, table: object, options: ReadingOptions) -> Iterator[Article]:
    from pyarrow.parquet import ParquetFile

    assert isinstance(table, ParquetFile)
    wanted = {options.text_column, options.id_column, options.title_column, options.author_column, options.date_column}
    columns = [name for name in table.schema_arrow.names if name in {*wanted, "language"}]
    number = 0
    for batch in table.iter_batches(_BATCH, columns=columns):
        for record in batch.to_pylist():
            number += 1
            yield from_record(Article(f"{source.doc_id}/{number}", f"{source.path}:{number}"), record, options)
    if not number:
        error = "no rows in this file; give it a row for each article"
        yield replace(failed(source.path, error, source.doc_id), status="empty")


def count_parquet(source: Source) -> int:
    """Give the number of rows that the file says it has."""
    import pyarrow
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(source.file) as table:
            return int(table.metadata.num_rows)
    except pyarrow.ArrowException:
        return 1
