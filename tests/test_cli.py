"""The command line: exit codes, one-line errors, the summary, and that nothing a user does shows a traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fake_pipeline import CRASH, fake_pipeline
from stanceflow import cli
from stanceflow.cli import run_command
from stanceflow.terminal import printable

ADA = "Ada said that the talks would go on. Rain will fall.\n"


@pytest.fixture(autouse=True)
def shipped_pipeline(monkeypatch):
    """Put the fake pipeline in the place of the shipped one, in this process."""
    monkeypatch.setenv("STANCEFLOW_WORKERS", "0")
    monkeypatch.setattr("stanceflow.load", lambda model, **settings: fake_pipeline())


@pytest.fixture
def article(tmp_path):
    file = tmp_path / "ada.txt"
    file.write_text(ADA)
    return file


def extract(*inputs: Path | str, out: Path, more: tuple[str, ...] = ()) -> int:
    return run_command(["extract", *map(str, inputs), "--out", str(out), *more])


def test_a_run_that_went_well_ends_with_a_summary_on_standard_error(article, tmp_path, capsys):
    assert extract(article, out=tmp_path / "out") == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(
        "articles: 1 ok\nrows: documents 1, sentences 2, actors 2, mentions 2, claims 1, interests 0, stances 0, predictions 1\n"
    )
    assert re.search(r"^\d+\.\d seconds, [\d,]+ words per second; tables in .*out$", err, re.MULTILINE)


def test_quiet_says_errors_only(article, tmp_path, capsys):
    assert extract(article, tmp_path / "nowhere", out=tmp_path / "out", more=("--quiet",)) == 1
    assert capsys.readouterr().err == f"stanceflow: {tmp_path}/nowhere: no such file or folder; check the path\n"


def test_articles_that_fail_are_named_and_the_exit_code_is_1(article, tmp_path, capsys):
    (tmp_path / "bad.txt").write_bytes(b"One.\ncaf\x81")
    (tmp_path / "empty.txt").write_text(" ")
    (tmp_path / "crash.txt").write_text(CRASH)
    (tmp_path / "news.jsonl").write_text("{}\n{")
    assert extract(tmp_path, out=tmp_path / "out") == 1
    err = capsys.readouterr().err
    named = [line.removeprefix(f"stanceflow: {tmp_path}/") for line in err.splitlines()[:-3]]
    assert [line.split(" ")[0] for line in named] == [
        "bad.txt:2:",
        "crash.txt:",
        "empty.txt:",
        "news.jsonl:1:",
        "news.jsonl:2:",
    ]
    assert all("; " in line for line in named)
    assert "articles: 1 empty, 4 failed, 1 ok" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract", "--out", "y"], "Missing argument 'INPUT...', or --paths-from FILE; see stanceflow --help"),
        (["extract", "x"], "Missing option '--out'; see stanceflow --help"),
        (["extract", "x", "--out"], "Option '--out' requires an argument; see stanceflow --help"),
        (["extract", "x", "--out", "y", "--bad"], "No such option: --bad; see stanceflow --help"),
        (["extract", "x", "--out", "y", "--date", "soon"], "'soon' is no date; write it as YYYY-MM-DD"),
        (["nonesuch"], "No such command 'nonesuch'; see stanceflow --help"),
        (["extract", "nowhere.txt", "--out", "y"], "nowhere.txt: no such file or folder; check the path"),
        (["extract", "", "--out", "y"], "no articles in this folder"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(arguments, message, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run_command(arguments) == 2
    err = capsys.readouterr().err
    assert err.startswith("stanceflow: ")
    assert err.count("\n") == 1
    assert message in err


def test_without_a_command_the_help_is_shown(capsys):
    assert run_command([]) == 2
    assert "extract" in capsys.readouterr().err


def test_an_output_folder_that_cannot_be_written_is_wrong_use(article, tmp_path, capsys):
    assert extract(article, out=article) == 2
    assert re.fullmatch(
        rf"stanceflow: {article}: cannot be written \(.+\); choose another folder with --out\n", capsys.readouterr().err
    )


def test_an_unknown_model_is_wrong_use(article, tmp_path, capsys, monkeypatch):
    monkeypatch.undo()
    assert extract(article, out=tmp_path / "out", more=("--model", "nonesuch", "--workers", "1")) == 2
    assert re.fullmatch(r"stanceflow: no model 'nonesuch': give .*\n", capsys.readouterr().err)


def test_an_unknown_scale_is_wrong_use(article, tmp_path, capsys, monkeypatch):
    monkeypatch.undo()
    assert extract(article, out=tmp_path / "out", more=("--scale", "nonesuch")) == 2
    assert re.fullmatch(r"stanceflow: there is no scale 'nonesuch'; choose one of cap, .*\n", capsys.readouterr().err)


def test_an_error_in_the_program_is_one_line_and_asks_for_a_report(article, tmp_path, capsys, monkeypatch):
    def broken(*_arguments, **_options):
        raise ZeroDivisionError("by\nzero")

    monkeypatch.setattr("stanceflow.run.extract_corpus", broken)
    assert extract(article, out=tmp_path / "out") == 1
    assert capsys.readouterr().err == (
        "stanceflow: error in the program (ZeroDivisionError: by\\nzero); please report it, with STANCEFLOW_TRACEBACK=1\n"
    )
    monkeypatch.setenv("STANCEFLOW_TRACEBACK", "1")
    extract(article, out=tmp_path / "out")
    assert "Traceback" in capsys.readouterr().err


def test_a_full_disk_is_one_line(article, tmp_path, capsys, monkeypatch):
    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device", "out/claims.csv")

    monkeypatch.setattr("stanceflow.run.extract_corpus", full)
    assert extract(article, out=tmp_path / "out") == 1
    assert (
        capsys.readouterr().err
        == "stanceflow: out/claims.csv: no space left on device; mend that, and give the same command again\n"
    )


def test_an_interrupt_ends_with_130_and_no_traceback(article, tmp_path, capsys, monkeypatch):
    def interrupted(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("stanceflow.run.extract_corpus", interrupted)
    assert extract(article, out=tmp_path / "out") == 130
    assert capsys.readouterr().err.endswith(
        "stanceflow: interrupted; the same command goes on with what is not done yet\n"
    )


def test_a_bar_is_drawn_where_standard_error_is_a_terminal(article, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert extract(article, tmp_path / "gone", out=tmp_path / "out") == 1
    err = capsys.readouterr().err
    assert "articles" in err and "2/2" in err
    assert f"stanceflow:{tmp_path}/gone:nosuchfileorfolder" in "".join(
        err.split()
    )  # wherever the terminal breaks lines


def test_names_cannot_reach_the_terminal_with_escape_codes(tmp_path, capsys):
    name = "a\x1b[2Jb\u202ec.txt"
    (tmp_path / name).write_text("")
    extract(tmp_path, out=tmp_path / "out")
    err = capsys.readouterr().err
    assert "\x1b" not in err and "\u202e" not in err
    assert "a%1B[2Jb\\u202ec.txt: no text in it" in err


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Zürich 東京", "Zürich 東京"), ("\x1b]0;x\x07", "\\x1b]0;x\\x07"), ("a\nb\r", "a\\nb\\r"), ("\udce9", "\\udce9")],
)
def test_printable_spells_out_what_a_terminal_might_obey(text, shown):
    assert printable(text) == shown


def test_the_version_names_program_schema_and_pipeline(capsys):
    assert run_command(["--version"]) == 0
    assert re.fullmatch(
        r"stanceflow \d+\.\d+\.\d+, schema \d+, pipeline en_\w+ \d+\.\d+\.\d+\n", capsys.readouterr().out
    )


def test_scale_and_date_reach_the_run(article, tmp_path, monkeypatch):
    given = {}

    def load(model, **settings):
        given.update(settings, model=model)
        return fake_pipeline()

    monkeypatch.setattr("stanceflow.load", load)
    assert (
        extract(article, out=tmp_path / "out", more=("--scale", "icd203", "--date", "2031-05-04", "--model", "mine"))
        == 0
    )
    assert given == {"scale": "icd203", "model": "mine"}
    assert "2031-05-04" in (tmp_path / "out" / "documents.csv").read_text()


# In processes of their own


def run_python(*arguments: str, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=120, **options)


def test_help_goes_to_standard_output():
    done = run_python("-m", "stanceflow", "extract", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "--out DIR" in done.stdout


def test_help_starts_fast():
    """At most three times what importing typer takes; the best of several, as the machine may be busy."""

    def best(*arguments: str) -> float:
        times = []
        for _ in range(7):
            start = time.perf_counter()
            run_python(*arguments)
            times.append(time.perf_counter() - start)
        return min(times)

    assert best("-m", "stanceflow", "--help") <= 3 * best("-c", "import typer")


def test_a_reader_that_leaves_early_is_no_error():
    script = f"{sys.executable} -m stanceflow extract --help | true"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {script}"], capture_output=True, text=True, timeout=60)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_the_console_script_is_main():
    assert cli.main.__module__ == "stanceflow.cli"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = run_python(
        "-c", "from stanceflow.cli import main; main()", "extract", "nö.txt", "--out", "x", env=environment
    )
    assert done.returncode == 2
    assert done.stderr == "stanceflow: n\\xf6.txt: no such file or folder; check the path\n"
