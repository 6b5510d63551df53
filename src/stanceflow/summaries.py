"""Writes the roll-ups of a run, one CSV file each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

from stanceflow import rollups
from stanceflow.csv_files import csv_line
from stanceflow.rollups import ROLLUPS, Documents, Row
from stanceflow.saved_run import SavedRun, SavedRunError
from stanceflow.whole_files import write_whole

_MADE_FROM: dict[str, tuple[str, Callable[[Iterable[Row], Documents], Sequence[Any]]]] = {
    "actor_interests": ("interests", rollups.actor_interests),
    "stance_matrix": ("stances", rollups.stance_matrix),
    "forecasts": ("predictions", rollups.forecasts),
    "shifts": ("stances", rollups.shifts),
    "sources": ("claims", rollups.sources),
}


def summarize(run: str | Path) -> dict[str, list[Any]]:
    """Give the roll-ups of a run by name, each a list of its records of `stanceflow.rollups`. Raises SavedRunError where `run` is none."""
    saved = SavedRun(run)
    documents: dict[str, Row] = {}
    for document in saved.rows("documents"):
        documents.setdefault(document["doc_id"], document)
    return {name: list(make(saved.rows(table), documents)) for name, (table, make) in _MADE_FROM.items()}


def write_summaries(run: str | Path, to: str | Path) -> dict[str, int]:
    """Write `NAME.csv` for each roll-up into the folder `to` and give their numbers of rows.

    Raises SavedRunError where `run` is none or `to` is no folder, and OSError where writing fails.
    """
    folder = Path(to)
    if folder.exists() and not folder.is_dir():
        raise SavedRunError(f"{folder}: is no folder; choose another with --to")
    summaries = summarize(run)
    folder.mkdir(parents=True, exist_ok=True)
    for name, records in summaries.items():
        header = csv_line(field.name for field in fields(ROLLUPS[name]))
        write_whole(folder / f"{name}.csv", header + "".join(csv_line(astuple(record)) for record in records))
    return {name: len(records) for name, records in summaries.items()}
