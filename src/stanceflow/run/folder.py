"""The folder of a run: who may write there, where unfinished work stands, and how finished tables take their place.

DIR/claims.csv ... texts/ run.json      the tables of the last run that was finished
DIR/.stanceflow/lock                    held as long as a run is going on
DIR/.stanceflow/shards/                 finished shards (`store`)
DIR/.stanceflow/started.json            the run that is going on, or was the last one
DIR/.stanceflow/unfinished-.../         tables being written; removed by the next run if this one is killed
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from stanceflow.metadata import printable_id
from stanceflow.run.errors import RunError
from stanceflow.run.store import write_whole
from stanceflow.tables import TABLES

TEXTS = "texts"
RUN_FILE = "run.json"
WORKPLACE = ".stanceflow"
TABLE_SUFFIXES = (".csv", ".parquet", ".jsonl")
_STARTED, _LOCK, _UNFINISHED = "started.json", "lock", "unfinished-"


def own_paths(out: Path) -> tuple[Path, ...]:
    """Give the folders and files of a run that are never read as articles."""
    return out, out / TEXTS, *(out / name for name in _table_files())


class RunFolder:
    """A folder that this process alone writes to. Use `open_folder` to get one."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.workplace = out / WORKPLACE
        self.shards = self.workplace / "shards"
        self.staging = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self.workplace))
        (self.staging / TEXTS).mkdir()

    def earlier_account(self) -> dict[str, Any]:
        """Give what was written down about the run that was here last, finished or not; nothing where there was none."""
        for file in (self.workplace / _STARTED, self.out / RUN_FILE):
            try:
                account = json.loads(file.read_bytes())
            except (OSError, ValueError):
                continue
            if isinstance(account, dict):
                return account
        return {}

    def note_start(self, account: dict[str, Any]) -> None:
        """Write down which run is going on. Raises OSError."""
        write_whole(self.workplace / _STARTED, _json(account))

    def publish(self, account: dict[str, Any]) -> None:
        """Rename what was written into its place; `run.json` says `unfinished` as long as that takes. Raises OSError."""
        if hasattr(os, "sync"):
            os.sync()  # what is renamed must be on the disk before its name is
        write_whole(self.out / RUN_FILE, _json({**account, "status": "unfinished"}))
        for name in _table_files():
            if (self.staging / name).exists():
                os.replace(self.staging / name, self.out / name)
            else:
                (self.out / name).unlink(missing_ok=True)
        if (self.out / TEXTS).exists():
            os.replace(self.out / TEXTS, self.staging / "earlier")
        os.replace(self.staging / TEXTS, self.out / TEXTS)
        write_whole(self.out / RUN_FILE, _json(account))


@contextmanager
def open_folder(out: Path) -> Iterator[RunFolder]:
    """Give the folder of a run, made where there is none, and locked; what is unfinished afterwards is removed, but for finished shards.

    Raises RunError where `out` is no place for a run: it cannot be written, holds somebody's files, or another run is going on there.
    """
    was_there = out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        _refuse_foreign(out)
        workplace = out / WORKPLACE
        workplace.mkdir(exist_ok=True)
        lock = (workplace / _LOCK).open("a+b")
    except OSError as error:
        raise _unwritable(out, error) from error
    with lock:
        _take(lock, out)
        try:
            _sweep(workplace)
            folder = RunFolder(out)
        except OSError as error:
            raise _unwritable(out, error) from error
        try:
            yield folder
        finally:
            shutil.rmtree(folder.staging, ignore_errors=True)
            if not was_there and not (out / RUN_FILE).exists() and not (workplace / _STARTED).exists():
                shutil.rmtree(out, ignore_errors=True)  # nothing was begun


def _unwritable(out: Path, error: OSError) -> RunError:
    reason = (error.strerror or str(error)).lower()
    return RunError(f"{printable_id(str(out))}: cannot be written ({reason}); choose another folder with --out")


def _take(lock: IO[bytes], out: Path) -> None:
    """Lock the file; the system lets go of the lock when this process ends, however it ends."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # on Windows alone
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise RunError(
            f"{printable_id(str(out))}: another run is writing there; wait for its end, or choose another folder with --out"
        ) from None


def _sweep(workplace: Path) -> None:
    """Remove what a run that was killed left unfinished."""
    for left in workplace.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)


def _refuse_foreign(out: Path) -> None:
    """Refuse to overwrite files that bear our names and are not from a run."""
    if (out / RUN_FILE).exists() or (out / WORKPLACE / _STARTED).exists():
        return
    foreign = [name for name in (*_table_files(), TEXTS) if (out / name).exists()]
    if foreign:
        raise RunError(
            f"{out / foreign[0]}: is not from a run and would be overwritten; choose another folder with --out"
        )


def _table_files() -> Iterator[str]:
    return (f"{name}{suffix}" for name in TABLES for suffix in TABLE_SUFFIXES)


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "surrogatepass")
