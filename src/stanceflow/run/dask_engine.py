"""Works on shards in the workers of a Dask cluster, with the extra `[dask]`.

Articles travel to the workers and rows travel back, so that no disk need be shared; the workers must have this program and its pipeline.
"""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from stanceflow.corpus import Article
from stanceflow.metadata import one_line
from stanceflow.run.errors import RunError
from stanceflow.run.extraction import Packed
from stanceflow.run.worker import Job, PipelineFacts, describe, program_hash, work

_AHEAD = 2
_RETRIES = 3
_SECONDS_TO_CONNECT = 30


class DaskCluster:
    """An engine on the cluster whose scheduler is at an address. Raises RunError where there is none, it has no workers, or they are unlike.

    Dask itself gives a shard to another worker when one dies; a shard at which several died is taken apart by `loop`.
    """

    def __init__(self, job: Job, address: str) -> None:
        try:
            import distributed
        except ImportError:
            raise RunError('--dask needs more packages; install them: pip install "stanceflow[dask]"') from None
        self._job, self._address = job, address
        connect: Any = distributed.Client  # has no types
        try:
            self._client: Any = connect(address, timeout=_SECONDS_TO_CONNECT)
        except (OSError, ValueError) as error:
            raise RunError(
                f"--dask {address}: no scheduler there ({one_line(str(error))[:100]}); check the address"
            ) from error
        self._executor: Any = self._client.get_executor(pure=False, retries=_RETRIES)
        self.capacity = _AHEAD * self._count_workers()

    def _count_workers(self) -> int:
        try:
            self._client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
        except TimeoutError:
            self.close()
            raise RunError(f"--dask {self._address}: the scheduler has no workers; start some") from None
        return len(self._client.scheduler_info(n_workers=-1)["workers"])

    def describe(self) -> PipelineFacts:
        """Load the pipeline in every worker. Raises the loader's errors, and RunError where workers differ from each other or from here."""
        found: set[PipelineFacts] = set(self._client.run(describe, self._job).values())
        if len(found) > 1 or {facts.program_sha256 for facts in found} != {program_hash()}:
            raise RunError(
                f"--dask {self._address}: not all workers have this program, pipeline and spaCy; install the same everywhere"
            )
        return found.pop()

    def submit(self, articles: tuple[Article, ...]) -> Future[Packed]:
        """Hand over some articles to whichever worker is free."""
        future: Future[Packed] = self._executor.submit(work, self._job, articles)
        return future

    def renew(self) -> None:
        """The cluster goes on by itself."""

    def close(self) -> None:
        """Drop what is not done, and leave the cluster."""
        self._executor.shutdown(wait=False)
        self._client.close()
