"""What runs inside a worker: a process of this machine, or one of a cluster. Each loads the pipeline once."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from stanceflow.corpus import Article
from stanceflow.run.extraction import Packed, extract_shard, pack

if TYPE_CHECKING:
    from spacy.language import Language

Loader = Callable[[], "Language"]
_ORPHANED = 1
_BUSY = threading.Lock()


@dataclass(frozen=True, slots=True)
class ModelLoader:
    """Loads a pipeline by name; can be sent to another process. Raises what `stanceflow.load` does."""

    model: str | None
    settings: tuple[tuple[str, object], ...] = ()

    def __call__(self) -> Language:
        from stanceflow import load

        return load(self.model, **dict(self.settings))


@dataclass(frozen=True, slots=True)
class Job:
    """What all shards of a run have in common: how to get the pipeline, the seconds that an article may take (0: any), and its characters."""

    loader: Loader
    seconds: float = 0
    max_chars: int = 0


@dataclass(frozen=True, slots=True)
class PipelineFacts:
    """Which pipeline a worker has: its name and version, a hash of its files, spaCy's version, and a hash of this program's files."""

    version: str
    sha256: str
    spacy: str
    program_sha256: str


def work(job: Job, articles: tuple[Article, ...]) -> Packed:
    """Extract a shard in a worker. Whatever an article does to the pipeline is in its result; only a loader's error is raised.

    One at a time, as a pipeline cannot do two: a worker of a cluster may have several threads.
    """
    with _BUSY:
        return pack(extract_shard(_kept_pipeline(job), articles, job.seconds, may_exit=True))


def describe(job: Job) -> PipelineFacts:
    """Say which pipeline this worker has. Raises the loader's errors."""
    with _BUSY:
        return facts_of(_kept_pipeline(job))


def start_worker() -> None:
    """Prepare a worker process: an interrupt from the keyboard is the parent's business, and the parent's death is its own end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(_ORPHANED)


@lru_cache(maxsize=1)
def _kept_pipeline(job: Job) -> Language:
    """Load the job's pipeline once in a worker."""
    return load_for(job)


def load_for(job: Job) -> Language:
    """Load a job's pipeline, ready to read articles as long as the job allows. Raises the loader's errors."""
    nlp = job.loader()
    nlp.max_length = max(nlp.max_length, job.max_chars)
    warm_up(nlp)
    return nlp


def warm_up(nlp: Language) -> None:
    """Let a pipeline see common English once, outside of all memory zones: what it caches then, it keeps."""
    sample = resources.files("stanceflow").joinpath("lexicon", "warm_up.txt").read_text(encoding="utf-8")
    for _ in nlp.pipe(sample.split("\n\n")):
        pass


def facts_of(nlp: Language) -> PipelineFacts:
    """Say which pipeline this is."""
    from stanceflow.reader import pipeline_version

    return PipelineFacts(pipeline_version(nlp), _pipeline_hash(nlp), metadata.version("spacy"), program_hash())


def _pipeline_hash(nlp: Language) -> str:
    digest = hashlib.sha256(nlp.config.to_str().encode())
    if nlp.path:
        _add_files(digest, Path(nlp.path), lambda _: True)
    return digest.hexdigest()


@lru_cache(maxsize=1)
def program_hash() -> str:
    """Give the SHA-256 over this package's programs and lexicon: it changes when any of them does."""
    digest = hashlib.sha256()
    _add_files(digest, resources.files("stanceflow"), lambda name: name.endswith((".py", ".toml", ".csv")))
    return digest.hexdigest()


def lexicon_hash() -> str:
    """Give the SHA-256 over the names and contents of all files of the lexicon: it changes when any of them does."""
    digest = hashlib.sha256()
    _add_files(digest, resources.files("stanceflow").joinpath("lexicon"), lambda _: True)
    return digest.hexdigest()


def _add_files(digest: hashlib._Hash, folder: Traversable, wanted: Callable[[str], bool]) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            digest.update(f"{entry.name}/".encode())
            _add_files(digest, entry, wanted)
        elif wanted(entry.name):
            content = entry.read_bytes()
            digest.update(f"{entry.name}\0{len(content)}\0".encode() + content)
