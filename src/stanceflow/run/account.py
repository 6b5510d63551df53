"""What `run.json` says of a run: versions, configuration, inputs, and how it went."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stanceflow import SCHEMA_VERSION, __version__
from stanceflow.corpus import Article, ReadingOptions, Source, read_source
from stanceflow.run.worker import PipelineFacts, lexicon_hash


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did: articles by status, rows by table, tokens read, and seconds taken, loading the pipeline left out.

    `kept` is the number of articles whose rows an earlier run had made.
    """

    out: Path
    articles: dict[str, int]
    rows: dict[str, int]
    tokens: int
    seconds: float
    kept: int = 0

    @property
    def complete(self) -> bool:
        """Whether every article gave its rows."""
        return set(self.articles) <= {"ok"}


def description(facts: PipelineFacts, configuration: Mapping[str, object]) -> dict[str, Any]:
    """Give what `run.json` says before the run: versions and configuration."""
    return {
        "program": {"name": "stanceflow", "version": __version__, "sha256": facts.program_sha256},
        "schema_version": SCHEMA_VERSION,
        "pipeline": facts.version,
        "pipeline_sha256": facts.sha256,
        "lexicon_sha256": lexicon_hash(),
        "python": platform.python_version(),
        "spacy": facts.spacy,
        "configuration": dict(configuration),
        "started": _now(),
    }


def account(summary: RunSummary, inputs: list[dict[str, str]]) -> dict[str, Any]:
    """Give what `run.json` says after the run."""
    return {
        "status": "finished",
        "finished": _now(),
        "seconds": round(summary.seconds, 3),
        "articles": summary.articles,
        "articles_kept": summary.kept,
        "rows": summary.rows,
        "inputs": inputs,
    }


def rows_depend_on(facts: PipelineFacts, settings: Mapping[str, object]) -> str:
    """Give one hash of all that an article's rows depend on besides the article."""
    parts = [SCHEMA_VERSION, facts.program_sha256, facts.version, facts.sha256, facts.spacy, sorted(settings.items())]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


_VERSIONS = ("program", "schema_version", "pipeline", "pipeline_sha256", "lexicon_sha256", "spacy")


def changes(earlier: Mapping[str, Any], now: Mapping[str, Any], settings: Iterable[str]) -> list[str]:
    """Say what differs between two runs' descriptions and makes rows differ, a phrase each: `scale: cap -> icd203`."""
    if not earlier:
        return []
    found = [name for name in _VERSIONS if earlier.get(name) != now.get(name)]
    phrases = [_change(name, earlier.get(name), now.get(name)) for name in found]
    before, after = earlier.get("configuration", {}), now.get("configuration", {})
    named = [name for name in ("model", "date", *settings) if before.get(name) != after.get(name)]
    return phrases + [_change(name, before.get(name), after.get(name)) for name in named]


def _change(name: str, before: object, after: object) -> str:
    if name.endswith("_sha256") or isinstance(after, dict):
        return f"another {name.removesuffix('_sha256').replace('_', ' ')}"
    return f"{name}: {before or 'none'} -> {after or 'none'}"


def read_noting(
    sources: Iterable[Source | Article], options: ReadingOptions, read: list[dict[str, str]]
) -> Iterator[Article]:
    """Give the sources' articles, and note each file that was read with the hash of its bytes."""
    for source in sources:
        if isinstance(source, Source):
            read.append({"path": source.path, "sha256": _file_hash(source.file)})
        yield from read_source(source, options)


def _file_hash(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""  # reading it gives the error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
