"""Approving a run: its tables as canonical CSV text, and what made them, in a folder to be versioned with the corpus."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stanceflow.regression.canonical import canonical_text
from stanceflow.regression.folders import SNAPSHOT_FILE, RegressionError, Table, read_account, read_tables
from stanceflow.tables import TABLES

FORMAT = "stanceflow snapshot 1"
_KEPT = ("program", "schema_version", "pipeline", "pipeline_sha256", "lexicon_sha256", "spacy")
_OF_THE_MACHINE = frozenset({"inputs", "workers", "executor", "resume"})
"""Parts of a run's configuration that make no difference to its tables."""


def approve(run: Path, to: Path) -> dict[str, int]:
    """Make the run in folder `run` the baseline in folder `to`, in place of an earlier one; gives the number of rows by table.

    The same results give the same bytes, whatever the order of the rows, so that version control shows what an approval changes. Raises
    RegressionError where `run` holds no finished run or `to` holds files that are not a baseline's, and OSError where writing fails.
    """
    account, tables = read_account(run), read_tables(run)
    if to.resolve() == run.resolve():
        raise RegressionError(f"{to}: is the run itself; choose another folder with --to")
    _refuse_foreign(to)
    to.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=to))
    try:
        for name, table in tables.items():
            _write(staging / f"{name}.csv", canonical_text(name, table.columns, table.rows()))
        _write(staging / SNAPSHOT_FILE, _as_json(_description(account, tables)))
        for file in staging.iterdir():
            os.replace(file, to / file.name)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return {name: len(table.lines) for name, table in tables.items()}


def results_configuration(account: Mapping[str, Any]) -> dict[str, Any]:
    """Give the part of a run's configuration that may change its tables."""
    configuration = account.get("configuration")
    given = configuration if isinstance(configuration, dict) else {}
    return {key: value for key, value in given.items() if key not in _OF_THE_MACHINE}


def _description(account: Mapping[str, Any], tables: Mapping[str, Table]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        **{key: account[key] for key in _KEPT if key in account},
        "configuration": results_configuration(account),
        "rows": {name: len(table.lines) for name, table in tables.items()},
    }


def _refuse_foreign(to: Path) -> None:
    if to.exists() and not to.is_dir():
        raise RegressionError(f"{to}: is a file; choose another folder with --to")
    foreign = [name for name in TABLES if (to / f"{name}.csv").exists()]
    if foreign and not (to / SNAPSHOT_FILE).exists():
        raise RegressionError(
            f"{to / foreign[0]}.csv: is not from a snapshot and would be overwritten; choose another folder with --to"
        )


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="")
