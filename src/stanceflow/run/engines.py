"""Where shards are worked on: in this process, in worker processes of this machine, or (`dask_engine`) on a cluster."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from typing import Protocol

from stanceflow.corpus import Article
from stanceflow.run.extraction import Packed, extract_shard, pack
from stanceflow.run.worker import Job, PipelineFacts, describe, facts_of, load_for, start_worker, work

_AHEAD = 2
"""Shards a worker is given at a time, so that it never waits for the next."""
_PRELOADED = "stanceflow.run.preload"


class Engine(Protocol):
    """Takes shards and gives their results, in whatever order. A future fails only where its worker died."""

    capacity: int
    """Shards to hand over at a time."""

    def describe(self) -> PipelineFacts:
        """Load the pipeline somewhere and say which it is. Raises the loader's errors."""

    def submit(self, articles: tuple[Article, ...]) -> Future[Packed]:
        """Hand over some articles. Raises BrokenExecutor after a worker died, until `renew`."""

    def renew(self) -> None:
        """Begin anew after a worker died; the futures that its death breaks are done when this returns."""

    def close(self) -> None:
        """Let the workers go, whatever they are at."""


class InProcess:
    """Works on shards in this process, each as soon as it is handed over."""

    capacity = 1

    def __init__(self, job: Job) -> None:
        self._nlp = load_for(job)
        self._seconds = job.seconds

    def describe(self) -> PipelineFacts:
        return facts_of(self._nlp)

    def submit(self, articles: Sequence[Article]) -> Future[Packed]:
        future: Future[Packed] = Future()
        future.set_result(pack(extract_shard(self._nlp, articles, self._seconds)))
        return future

    def renew(self) -> None:
        pass

    def close(self) -> None:
        pass


class WorkerProcesses:
    """Works on shards in up to `number` processes of this machine, started as they are needed."""

    def __init__(self, job: Job, number: int) -> None:
        self.capacity = _AHEAD * number
        self._job, self._number = job, number
        self._pool = self._new_pool()

    def describe(self) -> PipelineFacts:
        return self._pool.submit(describe, self._job).result()

    def submit(self, articles: tuple[Article, ...]) -> Future[Packed]:
        try:
            return self._pool.submit(work, self._job, articles)
        except OSError as error:  # a worker has just died, and the pool is closing what the next one would be given
            raise BrokenProcessPool(str(error)) from error

    def renew(self) -> None:
        self.close()
        self._pool = self._new_pool()

    def close(self) -> None:
        # The executor has no way to stop a worker in the middle of a task; whoever closes does not want to wait for it.
        processes = list((self._pool._processes or {}).values())
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        self._pool.shutdown(wait=True)

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._number, mp_context=_context(), initializer=start_worker)


def _context() -> BaseContext:
    """Start workers from a server that has imported spaCy but has no threads: quick to start, and safe to copy."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_PRELOADED])
    return context


def usable_cores() -> int:
    """Say how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
