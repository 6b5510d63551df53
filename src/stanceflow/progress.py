"""Says how a run goes: a bar on a terminal, a plain line now and then elsewhere, JSON for programs, nothing but errors when asked to be quiet."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from stanceflow.terminal import complain, printable

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from stanceflow.run import RunSummary
    from stanceflow.tables import DocumentRow

_SECONDS_BETWEEN_LINES = 10.0


class Reporter:
    """Names what fails, and says nothing else: the quiet one, and what the others have in common."""

    def __init__(self, total: int = 0) -> None:
        self.total = total
        self.done = self.failed = self.tokens = 0
        self._new = 0
        self._started = monotonic()

    def article(self, document: DocumentRow, kept: bool) -> None:
        """Take note of an article that is done, or was `kept` from an earlier run."""
        self.done += 1
        if not kept:
            self._new += 1
            self.tokens += document.n_tokens
        if document.status != "ok":
            self.failed += 1
            self.problem(document)
        self.moved()

    def problem(self, document: DocumentRow) -> None:
        """Name an article that gave no rows."""
        complain(f"{document.path}: {document.error}")

    def moved(self) -> None:
        """Show how far the run is."""

    def notice(self, message: str) -> None:
        """Say what a user should know before the run."""

    def closing(self, summary: RunSummary) -> None:
        """Say what the run did."""

    @property
    def words_per_second(self) -> float:
        """Tokens read so far in a second, of articles that were not kept."""
        return self.tokens / max(monotonic() - self._started, 1e-3)

    @property
    def seconds_left(self) -> float | None:
        """How long the run will still take, if what is to come is like what was; None if nobody can tell."""
        if not self._new or self.total < self.done:
            return None
        return (self.total - self.done) * (monotonic() - self._started) / self._new


class LineReporter(Reporter):
    """Writes a plain line every ten seconds, and a summary."""

    def __init__(self, total: int = 0) -> None:
        super().__init__(total)
        self._last = monotonic()

    def moved(self) -> None:
        if monotonic() - self._last >= _SECONDS_BETWEEN_LINES:
            self._last = monotonic()
            print(f"stanceflow: {_standing(self)}", file=sys.stderr)

    def notice(self, message: str) -> None:
        complain(message)

    def closing(self, summary: RunSummary) -> None:
        print(_closing(summary), file=sys.stderr)


class BarReporter(LineReporter):
    """Moves a bar."""

    def __init__(self, total: int, bar: Progress, task: TaskID) -> None:
        super().__init__(total)
        self._bar, self._task = bar, task

    def moved(self) -> None:
        self._bar.update(
            self._task,
            completed=self.done,
            words=f"{self.words_per_second:,.0f} words/s",
            failed=f"{self.failed} failed",
        )


class JsonReporter(Reporter):
    """Writes a line of JSON for each event: `article`, `notice`, `finished`."""

    def article(self, document: DocumentRow, kept: bool) -> None:
        super().article(document, kept)
        left = self.seconds_left
        self._write(
            "article",
            doc_id=document.doc_id,
            path=document.path,
            status=document.status,
            error=document.error,
            kept=kept,
            n_tokens=document.n_tokens,
            done=self.done,
            total=self.total,
            words_per_second=round(self.words_per_second),
            seconds_left=None if left is None else round(left),
        )

    def problem(self, document: DocumentRow) -> None:
        """The event says it."""

    def notice(self, message: str) -> None:
        self._write("notice", message=message)

    def closing(self, summary: RunSummary) -> None:
        self._write(
            "finished",
            out=str(summary.out),
            articles=summary.articles,
            rows=summary.rows,
            kept=summary.kept,
            seconds=round(summary.seconds, 3),
        )

    def _write(self, event: str, **values: object) -> None:
        print(json.dumps({"event": event, **values}), file=sys.stderr, flush=True)


@contextmanager
def reporting(count: Callable[[], int], *, quiet: bool, as_json: bool) -> Iterator[Reporter]:
    """Give the reporter that fits standard error and what was asked for; `count` says how many articles there are, if that is to be known."""
    if quiet:
        yield Reporter()
    elif as_json:
        yield JsonReporter(count())
    elif not sys.stderr.isatty():
        yield LineReporter(count())
    else:
        yield from _with_bar(count())


def _with_bar(total: int) -> Iterator[Reporter]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("articles"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[words]}"),
        TextColumn("{task.fields[failed]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield BarReporter(total, bar, bar.add_task("articles", total=total, words="", failed=""))


def _standing(reporter: Reporter) -> str:
    left = reporter.seconds_left
    time = "" if left is None else f", about {duration(left)} left"
    return (
        f"{reporter.done:,} of {reporter.total:,} articles, {reporter.words_per_second:,.0f} words per second{time}, "
        f"{reporter.failed:,} failed"
    )


def duration(seconds: float) -> str:
    """Word a time: `40 seconds`, `12 minutes`, `3.5 hours`."""
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"


def _closing(summary: RunSummary) -> str:
    articles = ", ".join(f"{number:,} {status}" for status, number in sorted(summary.articles.items()))
    kept = f" ({summary.kept:,} kept from an earlier run)" if summary.kept else ""
    rows = ", ".join(f"{name} {number:,}" for name, number in summary.rows.items())
    # Words that were kept took no time to speak of.
    speed = (
        f", {summary.tokens / summary.seconds:,.0f} words per second" if summary.seconds and not summary.kept else ""
    )
    return (
        f"articles: {articles}{kept}\nrows: {rows}\n"
        f"{summary.seconds:.1f} seconds{speed}; tables in {printable(str(summary.out))}"
    )
