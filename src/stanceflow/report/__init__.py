"""The report: a run's tables as HTML that needs no network, in one file or as a folder with a page for each article.

>>> from stanceflow.report import write_report  # doctest: +SKIP
>>> write_report("outputs", "report.html")  # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path

DEFAULT_TITLE = "Who wants what"


def write_report(run: str | Path, to: str | Path, title: str = DEFAULT_TITLE) -> list[Path]:
    """Write the report of a run and give the files written, the one to open first.

    `to` is a file where its name ends in `.html`, else a folder: an index, a page for each table and one for each article, as larger
    corpora need. Raises `stanceflow.saved_run.SavedRunError` where `run` is none or `to` is no place for a report, and OSError where writing fails.
    """
    from stanceflow.report.writing import write

    return write(Path(run), Path(to), title)
