"""The house stands: imports only point down, labels of the parse stay in one room, and nothing heavy is loaded at the door."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import stanceflow
from stanceflow import labels, relations

PACKAGE = Path(stanceflow.__file__).parent

# A module imports only from lower floors, or from its own where the floor is a folder. The package itself is only its version and two doors.
FLOORS = {
    "stanceflow": 0,
    "records": 0,
    "relations": 0,
    "scoring": 1,
    "inflection": 1,
    "lexicon": 1,
    "gazetteer": 2,
    "gold": 2,
    "language": 2,
    "metadata": 2,
    "articles": 3,
    "quotations": 2,
    "file_names": 2,
    "whole_files": 2,
    "seen": 2,
    "terminal": 2,
    "arguments": 2,
    "configuration": 2,
    "progress": 10,
    "content_heads": 2,
    "hyphens": 2,
    "visible": 2,
    "trees": 0,
    "slips": 1,
    "labels": 2,
    "scores": 2,
    "dependency_graph": 1,
    "mends": 2,
    "predication": 2,
    "syntax": 3,
    "steps": 4,
    "formats": 4,
    "spans": 4,
    "frames": 5,
    "reader": 5,
    "annotate": 6,
    "tables": 7,
    "csv_files": 8,
    "saved_rows": 8,
    "querying": 9,
    "database": 9,
    "spreadsheet": 9,
    "export_commands": 10,
    "corpus": 8,
    "run": 9,
    "rollups": 8,
    "plot": 9,
    "regression": 10,
    "saved_run": 10,
    "explain": 11,
    "showing": 10,
    "summaries": 11,
    "report": 11,
    "pytest_plugin": 11,
    "extract_command": 11,
    "quality_commands": 11,
    "viewing_commands": 12,
    "cli": 13,
    "__main__": 14,
}
# Read where they are needed: the doors of the package, which may lead anywhere.
DOORS = {("stanceflow", "annotate"), ("stanceflow", "tables"), ("stanceflow", "report")}
LABEL_ROOM = "labels.py"


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(module: Path) -> str:
    """Name the floor's part that a file belongs to: its module, or the folder of the package that it stands in."""
    first = module.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "stanceflow" if first == "__init__" else first


def imported_rooms(module: Path) -> set[str]:
    """Name the parts of the package that a file imports, wherever in it the import stands."""
    rooms = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.name}:{node.lineno}: import by the full name"
            names = [
                f"{node.module}.{alias.name}" if node.module == "stanceflow" else str(node.module)
                for alias in node.names
            ]
        else:
            continue
        for name in names:
            head, _, rest = name.partition(".")
            if head == "stanceflow":
                part = rest.partition(".")[0]
                rooms.add(part if part in FLOORS else "stanceflow")
    return rooms


def test_every_module_has_its_floor():
    assert {room(module) for module in modules()} <= set(FLOORS), "write the new module's floor into FLOORS"


@pytest.mark.parametrize("module", modules(), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_only_point_down(module):
    here = room(module)
    upward = {
        there
        for there in imported_rooms(module)
        if there != here and FLOORS[there] >= FLOORS[here] and (here, there) not in DOORS
    }
    assert not upward, f"{here} (floor {FLOORS[here]}) imports from its own floor or above: {sorted(upward)}"


def parse_labels() -> set[str]:
    """Give the labels of both schemes that mean nothing else: not those that name a neutral relation or a step as well."""
    tables = (value for name, value in vars(labels).items() if name.isupper() and isinstance(value, dict))
    found = {key for table in tables for key in table if isinstance(key, str)}
    return found - set(relations.RELATIONS) - set(relations.STEPS)


def test_labels_of_both_schemes_are_known_to_this_test():
    assert {"nsubj", "nsubj:pass", "dobj", "pobj", "nsubjpass", "ccomp", "xcomp", "nmod:poss"} <= parse_labels()


def test_labels_of_the_parse_stand_in_one_module():
    known = parse_labels()
    elsewhere = [
        f"{module.name}:{node.lineno}: {node.value!r}"
        for module in modules()
        if module.name != LABEL_ROOM
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and known & set(node.value.split())
        if len(node.value.split()) == 1
    ]
    assert not elsewhere


def test_only_that_module_and_the_reader_touch_a_tokens_label():
    touching = {
        module.name
        for module in modules()
        if room(module) != "reader"
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("dep", "dep_")
    }
    assert touching <= {LABEL_ROOM}


@pytest.mark.parametrize(
    "module", ["stanceflow", "stanceflow.cli", "stanceflow.records", "stanceflow.tables", "stanceflow.corpus"]
)
def test_importing_loads_nothing_heavy(module):
    script = f"import {module}, sys; print(*(heavy for heavy in ('spacy', 'pandas', 'numpy', 'rich') if heavy in sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == []
