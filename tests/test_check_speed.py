"""A hundred thousand rows in each table are compared in ten seconds and a gibibyte."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from stanceflow.csv_files import csv_line
from stanceflow.tables import ITEM_TABLES, TABLES

ROWS = 100_000
ROWS_IN_ARTICLE = 50
SECONDS = 10
KIBIBYTES = 1024 * 1024
SENTENCE = "The minister said, for the third time, that prices would rise before the winter was over. "
COMPARE = """
import resource, sys
from stanceflow.cli import run_command
code = run_command(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def pattern(table: str) -> str:
    """Give a line of a table such as a run has: places that follow each other, keys that are unique, words with commas in them."""
    cells = []
    for column in TABLES[table]:
        name = column.name
        if name == "doc_id":
            cells.append("article-{number}" if table == "documents" else "article-{article}")
        elif name == "sentence":
            cells.append("{place}")
        elif name.endswith("_id"):
            cells.append(table[0] + "-{number:014d}")
        elif name in ("actor", "text", "content", "target"):
            cells.append(SENTENCE + "{place}{version}")
        elif column.kind == "integer":
            cells.append("{end}" if name == "end" or name.endswith("_end") else "{start}")
        else:
            cells.append(
                {"number": "0.5", "flag": "false"}.get(column.kind, "" if name.endswith("_spans") else "a word")
            )
    return csv_line(cells)


def lines(table: str, edited: int) -> Iterator[str]:
    """Give a table's lines; every `edited`-th row has other words, and every tenth of those is left out."""
    yield csv_line(column.name for column in TABLES[table])
    line = pattern(table)
    for number in range(ROWS):
        if edited and number % (10 * edited) == 0:
            continue
        article, place = divmod(number, ROWS_IN_ARTICLE)
        start = place * len(SENTENCE)
        version = " or so" if edited and number % edited == 0 else ""
        end = start + len(SENTENCE) - 1
        yield line.format(number=number, article=article, place=place, start=start, end=end, version=version)


def write(folder: Path, table: str, edited: int) -> None:
    with (folder / f"{table}.csv").open("w", encoding="utf-8") as file:
        file.writelines(lines(table, edited))


@pytest.fixture(scope="module")
def runs(tmp_path_factory) -> dict[str, Path]:
    """A run; the same with one row in twenty edited; the same with every row of one table edited."""
    folder = tmp_path_factory.mktemp("large")
    for name, edited in (("first", 0), ("edited", 20)):
        (folder / name).mkdir()
        (folder / name / "run.json").write_text('{"status": "finished"}')
        for table in TABLES:
            write(folder / name, table, edited)
    shutil.copytree(folder / "first", folder / "all")
    write(folder / "all", "predictions", 1)
    return {file.name: file for file in folder.iterdir()}


def compare(run: Path, baseline: Path) -> tuple[float, int, str]:
    """Check one run against another in a process of its own: seconds of one core, the most memory in KiB, what it said.

    The time that a core worked is that of the clock where nothing else runs, and the same where much does.
    """
    arguments = ["check", str(run), "--against", str(baseline), "--show", "1"]
    done = subprocess.run([sys.executable, "-c", COMPARE, *arguments], capture_output=True, text=True, timeout=600)
    assert done.returncode in (0, 1), done.stderr
    seconds, memory = done.stderr.split()
    return float(seconds), int(memory), done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("other", "most_seconds", "said"),
    [
        ("first", SECONDS, [f"{table.name}: {ROWS:,} kept, 0 changed, 0 lost, 0 new" for table in ITEM_TABLES]),
        ("edited", SECONDS, [f"{table.name}: 95,000 kept, 4,500 changed, 500 lost, 0 new" for table in ITEM_TABLES]),
        ("all", 2 * SECONDS, ["predictions: 0 kept, 90,000 changed, 10,000 lost, 0 new", "claims: 100,000 kept"]),
    ],
)
def test_a_hundred_thousand_rows_a_table_are_compared_in_time_and_memory(runs, other, most_seconds, said):
    seconds, memory, output = compare(runs[other], runs["first"])
    print(f"{other}: {seconds:.1f} s, {memory / 1024:.0f} MiB")
    assert all(line in output for line in said)
    assert seconds < most_seconds
    assert memory < KIBIBYTES
