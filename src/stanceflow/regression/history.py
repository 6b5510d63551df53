"""Quality over time: each check and each evaluation adds a row, with its date and the versions that it speaks of, to a CSV file."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stanceflow.csv_files import csv_line
from stanceflow.regression.differences import Comparison
from stanceflow.regression.folders import RegressionError, read_account
from stanceflow.regression.verdict import kept_share
from stanceflow.run import RUN_FILE

ABOUT = ("date", "program", "pipeline", "lexicon")
"""The first columns of a history; the others are figures, by name."""
COUNTS = ("kept_share", "changed", "lost", "new")
EVALUATIONS = "evaluations"
"""Where `run.json` keeps the scores of its run, the latest last."""


def append_check(history: Path, run: Path, comparison: Comparison) -> None:
    """Add a row for a check: share of rows kept, rows changed, lost and new, and the scores that `evaluate` last gave the run, if any."""
    account = read_account(run)
    figures = {"kept_share": f"{kept_share(comparison.tables.values()):.4f}"}
    for kind in ("changed", "lost", "new"):
        figures[kind] = str(sum(table.count(kind) for table in comparison.tables.values()))
    evaluations = account.get(EVALUATIONS) or [{}]
    append(history, account, {**figures, **evaluations[-1].get("scores", {})})


def append(history: Path, account: Mapping[str, Any], figures: Mapping[str, object]) -> None:
    """Add a row of figures to a history. Columns that are new to it are added, empty in the earlier rows; the file is replaced whole."""
    rows = read_history(history) if history.exists() else []
    rows.append({**_about(account), **{name: str(value) for name, value in figures.items()}})
    names = list(dict.fromkeys([*ABOUT, *(name for row in rows for name in row)]))
    text = csv_line(names) + "".join(csv_line(row.get(name, "") for name in names) for row in rows)
    history.parent.mkdir(parents=True, exist_ok=True)
    new = history.with_name(f".{history.name}.new")
    new.write_text(text, encoding="utf-8", newline="")
    os.replace(new, history)


def read_history(history: Path) -> list[dict[str, str]]:
    """Give the rows of a history, oldest first. Raises RegressionError where the file is none."""
    try:
        rows = list(csv.DictReader(history.read_text(encoding="utf-8").splitlines()))
    except FileNotFoundError:
        raise RegressionError(f"{history}: no such file; `stanceflow check --history` makes it") from None
    except (UnicodeDecodeError, csv.Error):
        rows = [{}]
    if any(not set(ABOUT) <= set(row) or None in row for row in rows):
        raise RegressionError(f"{history}: is no history (its columns begin {','.join(ABOUT)}); give another file")
    return rows


def note_scores(run: Path, gold: Path, scores: Mapping[str, float]) -> None:
    """Add an evaluation's scores to `run.json` in a run's folder; a snapshot or a folder that cannot be written is left as it is."""
    file = run / RUN_FILE
    if not file.is_file() or not os.access(file, os.W_OK):
        return
    account = read_account(run)
    entry = {"date": _now(), "gold": gold.name, "scores": dict(scores)}
    account[EVALUATIONS] = [*account.get(EVALUATIONS, []), entry]
    new = file.with_name(".run.json.new")
    new.write_text(json.dumps(account, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="")
    os.replace(new, file)


def _about(account: Mapping[str, Any]) -> dict[str, str]:
    program = account.get("program") or {}
    return {
        "date": _now(),
        "program": str(program.get("version", "")) if isinstance(program, dict) else "",
        "pipeline": str(account.get("pipeline", "")),
        "lexicon": str(account.get("lexicon_sha256", ""))[:12],
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
