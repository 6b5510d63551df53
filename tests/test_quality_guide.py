"""The way that docs/quality.md shows a newcomer works as it is written there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import stanceflow
from test_check import without_frame

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
ARTICLE = "The minister said that prices will rise by 2031. Lima opposes the tariff. Oslo wants a second vote before winter.\n"


@pytest.fixture
def newcomer(tmp_path):
    """A folder with articles, and a package whose lexicon can be edited; gives a function that runs the guide's next command."""
    package = tmp_path / "package" / "stanceflow"
    package.mkdir(parents=True)
    for entry in Path(stanceflow.__file__).parent.iterdir():
        if entry.name == "lexicon":
            (package / "lexicon").mkdir()
            for file in entry.iterdir():
                (package / "lexicon" / file.name).write_bytes(file.read_bytes())
        elif entry.name != "__pycache__":
            (package / entry.name).symlink_to(entry)
    (tmp_path / "my-articles").mkdir()
    (tmp_path / "my-articles" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    commands = iter(re.findall(r"(?m)^stanceflow .*$", "".join(re.findall(r"(?s)```sh\n(.*?)```", GUIDE))))

    def run_next(expected: str, code: int = 0) -> str:
        command = next(commands)
        assert command.split()[1] == expected
        done = subprocess.run(
            [sys.executable, "-m", *command.split()],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(package.parent)}, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        return done.stdout

    return tmp_path, run_next


def test_extract_snapshot_edit_check_approve_evaluate_annotate(newcomer):
    folder, run_next = newcomer
    run_next("extract")
    run_next("snapshot")
    stances = (folder / "before" / "stances.csv").read_text(encoding="utf-8")
    file = folder / "package" / "stanceflow" / "lexicon" / "stances.toml"
    text = file.read_text(encoding="utf-8")
    (frame,) = {rule for rule in re.findall(r'(?m)^id\s*= "(.+)"', text) if f",{rule}," in stances}
    file.write_text(without_frame(text, frame), encoding="utf-8")
    run_next("extract")
    said = run_next("check", code=1)
    assert said.startswith(("program:", "lexicon:"))
    assert f'  lost  a by {frame}: holder "Lima"' in said
    assert "    | Lima opposes the tariff.\n" in said
    assert f"  {frame}: 1 lost\n" in said
    run_next("snapshot")
    assert json.loads((folder / "approved" / "snapshot.json").read_text(encoding="utf-8"))["rows"]["stances"] == 0
    gold = folder / "gold"
    gold.mkdir()
    evaluate = {kind: [] for kind in ("actors", "claims", "interests", "stances", "predictions")}
    (gold / "a.json").write_text(json.dumps({"id": "a", **evaluate}), encoding="utf-8")
    assert re.search(r"(?m)^claims +found ", run_next("evaluate"))
    (gold / "a.json").unlink()
    run_next("annotate")
    assert (gold / "a.json").is_file()
    run_next("annotate")
