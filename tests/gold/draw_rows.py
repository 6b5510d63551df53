"""Draws rows of a run at random for reading, and shows each beside its sentence: the sample in `rows/`, which `tests/test_row_sample.py` checks.

    stanceflow extract corpus --out RUN
    python tests/gold/draw_rows.py draw RUN SAMPLE.csv --seed 5 [--rows 50] [--judged OLDER.csv ...]
    python tests/gold/draw_rows.py show RUN SAMPLE.csv [--all]
    python tests/gold/draw_rows.py judge RUN SAMPLE.csv < WRONG.txt

A row that an older sample has, the same in every column that is judged, keeps its verdict; the others wait for one, `right` or `wrong` with a
reason, by the guidelines. `show` prints those that wait, with their numbers; `judge` reads lines `NUMBER REASON` of those
that are wrong, takes the others that wait for right, and prints how many of each table are right.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterable
from pathlib import Path

TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "interests": (("holder", "cue", "content", "source"), ("kind", "valence")),
    "stances": (("holder", "cue", "target", "source"), ("polarity",)),
    "predictions": (("source", "cue", "content", "condition", "horizon"), ("likelihood", "negated")),
}
"""The tables that are sampled: their roles, and their values."""

ROLES = ("holder", "source", "cue", "content", "target", "condition", "horizon")
VALUES = ("kind", "valence", "polarity", "likelihood", "negated")
ACTORS = ("holder_actor", "source_actor")
COLUMNS = (
    *("table", "doc_id", "sentence"),
    *(column for role in ROLES for column in (role, f"{role}_spans")),
    *ACTORS,
    *VALUES,
    *("verdict", "reason"),
)
JUDGED = tuple(c for c in COLUMNS if c not in ("sentence", "verdict", "reason"))


def read_rows(run: Path, table: str) -> list[dict[str, str]]:
    """Give the rows of a run's table in the sample's columns; every role's offsets stand in `ROLE_spans`, as `start-end start-end`."""
    with (run / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return [_sampled(table, row) for row in csv.DictReader(handle)]


def _sampled(table: str, row: dict[str, str]) -> dict[str, str]:
    roles, values = TABLES[table]
    out = dict.fromkeys(COLUMNS, "") | {"table": table}
    for column in ("doc_id", "sentence", *roles, *(a for a in ACTORS if a.split("_")[0] in roles), *values):
        out[column] = row[column]
    for role in roles:
        start, end = row[f"{role}_start"], row[f"{role}_end"]
        out[f"{role}_spans"] = row[f"{role}_spans"] or (f"{start}-{end}" if start else "")
    return out


def read_sample(path: Path) -> list[dict[str, str]]:
    """Give the rows of a sample file."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def draw(run: Path, seed: int, rows: int, judged: list[dict[str, str]]) -> list[dict[str, str]]:
    """Draw as many rows of every table, plainly at random; the same run and seed give the same. Verdicts of equal rows in `judged` are kept."""
    known = {identity(row): row for row in judged if row["verdict"]}
    sample = []
    for table in TABLES:
        given = read_rows(run, table)
        places = sorted(random.Random(f"{seed} {table}").sample(range(len(given)), min(rows, len(given))))
        sample += [given[place] for place in places]
    for row in sample:
        old = known.get(identity(row), {})
        row["verdict"], row["reason"] = old.get("verdict", ""), old.get("reason", "")
    return sample


def identity(row: dict[str, str]) -> tuple[str, ...]:
    """What is judged of a row: every column but the number of its sentence and the verdict."""
    return tuple(row[column] for column in JUDGED)


def _write(path: Path, sample: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sample)


def _show(run: Path, sample: list[dict[str, str]], every: bool) -> None:
    with (run / "sentences.csv").open(encoding="utf-8", newline="") as handle:
        sentences = {(row["doc_id"], int(row["sentence"])): row["text"] for row in csv.DictReader(handle)}
    place = None
    for number, row in enumerate(sample):
        if row["verdict"] and not every:
            continue
        here = (row["doc_id"], int(row["sentence"]))
        if here != place:
            print(f"\n## {here[0]} {here[1]}")
            for near in (-1, 0, 1):
                text = " ".join(sentences.get((here[0], here[1] + near), "").split())
                print(" >>" if near == 0 else "   ", text)
            place = here
        roles, values = TABLES[row["table"]]
        parts = [f"{role}[{row[role]}]" + _actor(row, role) for role in roles]
        print(f"  {number} {row['table']}", *parts, *(row[value] for value in values), row["verdict"], row["reason"])


def judge(sample: list[dict[str, str]], lines: Iterable[str]) -> None:
    """Enter verdicts: `lines` are `NUMBER REASON` of the rows that are wrong; whatever else waits for a verdict is right."""
    wrong = dict(line.strip().split(" ", 1) for line in lines if line.strip())
    for number, row in enumerate(sample):
        if str(number) in wrong:
            row["verdict"], row["reason"] = "wrong", wrong[str(number)]
        elif not row["verdict"]:
            row["verdict"] = "right"


def _actor(row: dict[str, str], role: str) -> str:
    actor = row.get(f"{role}_actor", "")
    return f"={actor}" if actor and actor != row[role] else ""


def main() -> None:
    """Draw a sample, show one, or enter its verdicts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("draw", "show", "judge"))
    parser.add_argument("run", type=Path)
    parser.add_argument("sample", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rows", type=int, default=50)
    parser.add_argument("--judged", type=Path, nargs="*", default=[])
    parser.add_argument("--all", action="store_true")
    arguments = parser.parse_args()
    if arguments.action == "show":
        _show(arguments.run, read_sample(arguments.sample), arguments.all)
        return
    if arguments.action == "judge":
        sample = read_sample(arguments.sample)
        judge(sample, sys.stdin)
        _write(arguments.sample, sample)
        for table in TABLES:
            verdicts = [row["verdict"] for row in sample if row["table"] == table]
            print(f"{table}: {verdicts.count('right')} of {len(verdicts)} right")
        return
    judged = [row for path in arguments.judged for row in read_sample(path)]
    sample = draw(arguments.run, arguments.seed, arguments.rows, judged)
    _write(arguments.sample, sample)
    print(f"{len(sample)} rows in {arguments.sample}, {sum(not row['verdict'] for row in sample)} of them to judge")


if __name__ == "__main__":
    main()
