"""The wheel holds all that the program needs, and works away from this folder, offline."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WEIGHTS = 1_000_000
"""Bytes that a pipeline's network has at least; a pointer or an empty file in its place has fewer."""
OFFLINE = """
import socket, sys
def refuse(*_arguments, **_options):
    raise OSError("this test is offline")
class Offline(socket.socket):
    def connect(self, address):
        # Worker processes are called through sockets of this machine, whose addresses are no pairs of host and port.
        return refuse() if isinstance(address, tuple) else super().connect(address)
socket.socket, socket.getaddrinfo = Offline, refuse
import stanceflow
assert stanceflow.__file__.startswith(sys.argv[1]), stanceflow.__file__
from stanceflow.cli import run_command
sys.exit(run_command(sys.argv[2:]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel from a copy of what git tracks, or would: a build reads the whole folder, in which others may be at work."""
    copy = tmp_path_factory.mktemp("source")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "src", "pyproject.toml", "README.md", "LICENSE*", ".gitignore"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", "dist"],
        cwd=copy, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (built,) = (copy / "dist").glob("*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_package(wheel):
    package = ROOT / "src" / "stanceflow"
    wanted = {
        file.relative_to(package.parent).as_posix()
        for file in package.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        assert wanted - set(archive.namelist()) == set()


def test_the_wheel_holds_the_weights_their_card_and_the_lexicons(wheel):
    with zipfile.ZipFile(wheel) as archive:
        sizes = {entry.filename.removeprefix("stanceflow/"): entry.file_size for entry in archive.infolist()}
    reader = {name: size for name, size in sizes.items() if name.startswith("reader/")}
    assert max(reader.values()) > WEIGHTS
    assert any(name.endswith("/MODEL_CARD.md") for name in reader)
    assert {"lexicon/languages.toml", "lexicon/interests.toml", "py.typed"} <= set(sizes)


def test_the_wheel_names_the_program_and_the_component(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (entry_points,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        text = archive.read(entry_points).decode()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"stanceflow = {project['scripts']['stanceflow']}\n" in text
    assert f"[pytest11]\nstanceflow = {project['entry-points']['pytest11']['stanceflow']}\n" in text
    assert f"[spacy_factories]\nstanceflow = {project['entry-points']['spacy_factories']['stanceflow']}\n" in text


def test_the_wheel_works_in_another_folder_offline(wheel, tmp_path):
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    work = tmp_path / "work"
    work.mkdir()
    (work / "a.txt").write_text("The minister said that prices will rise by 2031. Lima wants a second vote.\n")
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, str(installed), "extract", "a.txt", "--out", "out"],
        cwd=work, env={**os.environ, "PYTHONPATH": str(installed)}, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "prices will rise" in (work / "out" / "predictions.csv").read_text(encoding="utf-8")
