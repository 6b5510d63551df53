"""Options from files and the environment: which goes before which, what `stanceflow config` prints, and every mistake's one line."""

from __future__ import annotations

import json

import pytest

from fake_pipeline import fake_pipeline
from stanceflow.cli import run_command

ADA = "Ada said that the talks would go on. Rain will fall.\n"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """A folder to stand in, with an article, and the fake pipeline in this process."""
    monkeypatch.setattr("stanceflow.load", lambda model, **settings: fake_pipeline())
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "here" / "ada.txt").write_text(ADA)
    return tmp_path / "here"


def in_force(capsys) -> dict[str, tuple[str, str]]:
    assert run_command(["config"]) == 0
    lines = capsys.readouterr().out.splitlines()
    return {line.split(" = ")[0]: tuple(line.split(" = ")[1].split("  # ")) for line in lines}


def test_without_a_file_the_defaults_are_in_force(capsys):
    assert in_force(capsys)["max-chars"] == ("1000000", "default")


@pytest.mark.parametrize(
    ("file", "text"),
    [("stanceflow.toml", 'scale = "icd203"\n'), ("pyproject.toml", '[tool.stanceflow]\nscale = "icd203"\n')],
)
def test_the_nearest_file_goes_before_defaults_and_the_environment_before_it(here, capsys, monkeypatch, file, text):
    (here.parent / file).write_text(text)
    assert in_force(capsys)["scale"] == ("icd203", str(here.parent / file))
    monkeypatch.setenv("STANCEFLOW_SCALE", "cap")
    assert in_force(capsys)["scale"] == ("cap", "STANCEFLOW_SCALE")
    (here / "stanceflow.toml").write_text("workers = 3\n")
    monkeypatch.delenv("STANCEFLOW_SCALE")
    assert in_force(capsys)["scale"] == ("cap", "default")
    assert in_force(capsys)["workers"] == ("3", str(here / "stanceflow.toml"))


def test_a_shared_file_that_is_about_other_things_is_passed_over(here, capsys):
    (here / "pyproject.toml").write_text("[tool.other]\nscale = 1\n")
    (here.parent / "stanceflow.toml").write_text('scale = "icd203"\n')
    assert in_force(capsys)["scale"][0] == "icd203"


def test_flags_environment_and_file_reach_the_run(here, monkeypatch):
    (here / "stanceflow.toml").write_text('out = "tables"\nscale = "icd203"\ndate = "2031-05-04"\nworkers = 0\n')
    monkeypatch.setenv("STANCEFLOW_DATE", "2031-05-05")
    assert run_command(["extract", "ada.txt", "--quiet"]) == 0
    assert json.loads((here / "tables" / "run.json").read_text())["configuration"] == {
        "inputs": ["ada.txt"],
        "model": None,
        "date": "2031-05-05",
        "scale": "icd203",
    }
    assert run_command(["extract", "ada.txt", "--quiet", "--scale", "cap", "--out", "other"]) == 0
    assert json.loads((here / "other" / "run.json").read_text())["configuration"]["scale"] == "cap"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('wrokers = 2', "unknown key 'wrokers'; did you mean 'workers'?"),
        ('max_chars = 2', "unknown key 'max_chars'; did you mean 'max-chars'?"),
        ('zzz = 2', "unknown key 'zzz'; known are: author-column, "),
        ('workers = "many"', "workers is 'many'; make it a whole number"),
        ('workers = true', "workers is True; make it a whole number"),
        ('timeout-per-article = "1"', "timeout-per-article is '1'; make it a number"),
        ('force = "perhaps"', "force is 'perhaps'; make it true or false"),
        ('out = 3', "out is 3; make it a path"),
        ('scale = ["cap"]', "scale is ['cap']; make it text"),
        ('stdin-format = "pdf"', "stdin-format is 'pdf'; make it one of txt, md, html, jsonl, csv"),
        ('workers = ', "malformed TOML ("),
    ],
)  # fmt: skip
def test_mistakes_in_the_file_are_one_line_and_exit_code_2(here, capsys, text, error):
    (here / "stanceflow.toml").write_text(text + "\n")
    for command in (["config"], ["extract", "ada.txt", "--out", "out"]):
        assert run_command(command) == 2
        err = capsys.readouterr().err
        assert err.startswith(f"stanceflow: {here}/stanceflow.toml: {error}") and err.count("\n") == 1
    assert not (here / "out").exists()


def test_a_file_that_is_not_utf8_is_named(here, capsys):
    (here / "stanceflow.toml").write_bytes(b'scale = "\xe9"')
    assert run_command(["config"]) == 2
    assert "not UTF-8; convert it" in capsys.readouterr().err


def test_a_wrong_value_in_the_environment_is_wrong_use(capsys, monkeypatch):
    monkeypatch.setenv("STANCEFLOW_WORKERS", "many")
    assert run_command(["extract", "ada.txt", "--out", "out"]) == 2
    assert capsys.readouterr().err.startswith("stanceflow: Invalid value for '--workers'")


# What a run says of itself


def run(*more: str) -> int:
    return run_command(["extract", "ada.txt", "nowhere.txt", "--out", "out", "--workers", "0", *more])


def test_json_lines_tell_a_program_how_the_run_goes(capsys):
    assert run("--log-json") == 1
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["event"] for event in events] == ["article", "article", "finished"]
    assert (events[0]["doc_id"], events[0]["status"], events[0]["done"], events[0]["total"]) == ("ada", "ok", 1, 2)
    assert events[1]["error"] == "no such file or folder; check the path"
    assert events[2]["articles"] == {"ok": 1, "failed": 1}
    run("--log-json")
    assert json.loads(capsys.readouterr().err.splitlines()[0])["kept"] is True


def test_a_plain_line_now_and_then_where_nobody_watches(capsys, monkeypatch):
    monkeypatch.setattr("stanceflow.progress._SECONDS_BETWEEN_LINES", 0)
    run()
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("stanceflow: 1 of 2 articles, ") and lines[0].endswith(" left, 0 failed")
    assert lines[1] == "stanceflow: nowhere.txt: no such file or folder; check the path"


def test_a_changed_configuration_and_what_was_kept_are_said(capsys):
    run()
    capsys.readouterr()
    run()
    err = capsys.readouterr().err
    assert "articles: 1 failed, 1 ok (2 kept from an earlier run)" in err and "words per second" not in err
    run("--scale", "icd203")
    assert "stanceflow: not as in the earlier run there (scale: cap -> icd203): all articles" in capsys.readouterr().err


def test_standard_input_and_a_list_of_paths_are_read(here, monkeypatch):
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"id": "x", "text": "Bo said no."}')))
    (here / "list").write_text("ada.txt\n")
    code = run_command(["extract", "-", "--stdin-format", "jsonl", "--paths-from", "list", "--out", "out", "--workers", "0", "--quiet"])  # fmt: skip
    assert code == 0
    assert [line.split(",")[:2] for line in (here / "out" / "documents.csv").read_text().splitlines()[1:]] == [
        ["ada", "ada.txt"],
        ["x", "-:1"],
    ]


def test_column_options_and_limits_reach_the_reader(here, capsys):
    (here / "news.csv").write_text(f"body,key\n{ADA}\n".replace(ADA, '"Ada said no.",k1'))
    assert run_command(["extract", "news.csv", "--out", "out", "--workers", "0", "--text-column", "body", "--id-column", "key", "--quiet"]) == 0  # fmt: skip
    assert (here / "out" / "documents.csv").read_text().splitlines()[1].startswith("k1,news.csv:2")
    assert run_command(["extract", "ada.txt", "--out", "out", "--workers", "0", "--max-chars", "10"]) == 1
    assert "53 characters, more than the 10 of --max-chars" in capsys.readouterr().err
