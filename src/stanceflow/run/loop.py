"""Keeps an engine busy with shards, stores what comes back, and finds out whose fault it is when a worker dies."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass
from time import monotonic

from stanceflow.corpus import Article
from stanceflow.run.engines import Engine
from stanceflow.run.errors import PassingError, RunError
from stanceflow.run.extraction import Packed, pack, result_of
from stanceflow.run.shards import Shard
from stanceflow.run.store import ShardStore

_MOST_WAITING = 500
"""Shards that may wait for an earlier one to be done."""
_MOST_DEATHS = 10
"""Articles after one another at which a worker dies, before the run gives up."""


@dataclass(slots=True)
class Progress:
    """A shard on its way: whether it is in the store, and whether it was there before."""

    shard: Shard
    stored: bool = False
    kept: bool = False


class Loop:
    """Hands shards to an engine; `seconds` is the time limit of an article, for the wording of errors."""

    def __init__(self, engine: Engine, store: ShardStore, seconds: float) -> None:
        self._engine, self._store, self._seconds = engine, store, seconds
        self._running: dict[Future[Packed], Progress] = {}
        self._deaths = 0

    def stored(self, shards: Iterable[Shard]) -> Iterator[Progress]:
        """Give the shards in order, each as soon as it is in the store; those that are there already are not worked on.

        Raises RunError where workers die again and again, and OSError where the store cannot be written.
        """
        source = iter(shards)
        line: deque[Progress] = deque()
        while True:
            more = self._hand_over(source, line)
            while line and line[0].stored:
                yield line.popleft()
            if self._running:
                self._collect()
            elif not more:
                return

    def _hand_over(self, source: Iterator[Shard], line: deque[Progress]) -> bool:
        """Hand over shards until the engine has enough, or one is stored that may be given at once; say whether there may be more."""
        while len(self._running) < self._engine.capacity and len(line) < _MOST_WAITING:
            shard = next(source, None)
            if shard is None:
                return False
            progress = Progress(shard)
            line.append(progress)
            if self._store.holds(shard):
                progress.stored = progress.kept = True
                return True
            self._running[self._submit(shard.articles)] = progress
        return True

    def _submit(self, articles: tuple[Article, ...]) -> Future[Packed]:
        """Hand over some articles; the future fails where a worker has died in the meantime."""
        try:
            return self._engine.submit(articles)
        except BrokenExecutor as error:
            broken: Future[Packed] = Future()
            broken.set_exception(error)
            return broken

    def _collect(self) -> None:
        """Wait for some result; where a worker died, do alone all that it may have been at."""
        done, _ = wait(self._running, return_when=FIRST_COMPLETED)
        if any(future.exception() for future in done):
            self._engine.renew()
        suspects = []
        for future in [future for future in self._running if future.done()]:
            progress = self._running.pop(future)
            if future.exception():
                suspects.append(progress)
            else:
                self._keep(progress, future.result())
        for progress in suspects:
            self._keep(progress, self._one_by_one(progress.shard))

    def _keep(self, progress: Progress, packed: Packed) -> None:
        self._store.put(progress.shard.key, packed)
        progress.stored = True

    def _one_by_one(self, shard: Shard) -> Packed:
        whole = Packed(b"")
        for article in shard.articles:
            whole += self._alone(article)
        return whole

    def _alone(self, article: Article) -> Packed:
        """Try an article with nothing else running: if a worker dies now, it is the article's doing."""
        started = monotonic()
        try:
            packed = self._submit((article,)).result()
        except Exception:  # an executor's own error: the worker never raises
            self._engine.renew()
            self._deaths += 1
            if self._deaths == _MOST_DEATHS:
                raise RunError(
                    f"{article.path}: the worker died, as at {_MOST_DEATHS - 1} articles before it; is there memory enough? "
                    "Give fewer --workers, and run the same command again: what is finished is kept"
                ) from None
            return pack([result_of(article, self._death(monotonic() - started))])
        self._deaths = 0
        return packed

    def _death(self, seconds: float) -> PassingError:
        if 0 < self._seconds <= seconds:
            return PassingError(
                f"took longer than {self._seconds:g} seconds; split the article, or give --timeout-per-article more"
            )
        return PassingError(
            "the worker process died at it, twice; leave it out or split it, or run with fewer --workers"
        )
