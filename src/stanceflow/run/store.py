"""Finished shards on disk: one file each, which appears whole or not at all.

shards/ab/ab12....gz          finished
shards/ab/ab12....again.gz    finished, but with an article that failed for a reason that may pass: a later run does it again
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from stanceflow.run.extraction import Packed, Result, unpack
from stanceflow.run.shards import Shard
from stanceflow.seen import Seen

_DONE, _AGAIN = ".gz", ".again.gz"


class ShardStore:
    """The finished shards below a folder, by their keys. What is stored in this run is given back even if it is to be done again by the next.

    Methods raise OSError where a file cannot be written or read.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used = Seen()

    def holds(self, shard: Shard) -> bool:
        """Say whether a shard is finished and undamaged: a failing disk may have cut it short."""
        try:
            results = list(unpack(self._file(shard.key, _DONE).read_bytes()))
        except (OSError, EOFError, ValueError, TypeError, KeyError):
            return False
        return [result.document.doc_id for result in results] == [article.doc_id for article in shard.articles]

    def put(self, key: str, packed: Packed) -> None:
        """Keep a shard's results, in place of earlier ones."""
        suffix, other = (_AGAIN, _DONE) if packed.passing else (_DONE, _AGAIN)
        write_whole(self._file(key, suffix), packed.data)
        self._file(key, other).unlink(missing_ok=True)

    def results(self, key: str) -> Iterator[Result]:
        """Give a stored shard's results, and remember that the shard is one of this run's."""
        self._used.add(key)
        file = self._file(key, _DONE)
        yield from unpack((file if file.exists() else self._file(key, _AGAIN)).read_bytes())

    def drop_unused(self) -> None:
        """Remove the shards whose results were not asked for: those of earlier texts and configurations."""
        for file in self._folder.glob("??/*.gz"):
            if file.name.partition(".")[0] not in self._used:
                file.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove all shards."""
        for file in self._folder.glob("??/*.gz"):
            file.unlink(missing_ok=True)

    def _file(self, key: str, suffix: str) -> Path:
        return self._folder / key[:2] / (key + suffix)


def write_whole(file: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, whenever the machine stops. Makes the folder. Raises OSError.

    Only one process may write to a folder: what it has written so far stands in `.NAME.part`.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
