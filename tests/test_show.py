"""`stanceflow show`: a text with its spans in colour, its rows below, and as JSON; nothing that a terminal obeys gets through."""

from __future__ import annotations

import functools
import json
import re
import sys
import time

import pytest
from rich.console import Console

from fake_pipeline import extraction_of
from fake_pipeline import fake_pipeline as make_pipeline
from payloads import PAYLOADS
from stanceflow.cli import run_command
from stanceflow.showing import as_records, as_terminal, coloured

fake_pipeline = functools.cache(make_pipeline)
ADA = "Ada said that the talks would go on. Ben opposes the treaty."


@pytest.fixture(autouse=True)
def shipped_pipeline(monkeypatch):
    """Put the fake pipeline in the place of the shipped one."""
    monkeypatch.setattr("stanceflow.load", lambda model, **settings: fake_pipeline())


def shown(capsys, *arguments: str) -> str:
    assert run_command(["show", *arguments]) == 0
    return capsys.readouterr().out


def test_words_are_shown_with_their_rows(capsys):
    out = shown(capsys, ADA)
    assert out.startswith(ADA)
    assert re.search(r"Ada +said +that the talks .*indirect +fake\.said", out)
    assert re.search(r"Ben +opposes +the treaty +against +fake\.opposes", out)
    assert "no interests and no predictions found" in out


def test_one_table_can_be_shown_alone(capsys):
    out = shown(capsys, ADA, "--table", "stances")
    assert "opposes" in out.split("stances")[1]
    assert "claims" not in out


def test_a_file_is_read_as_an_article(capsys, tmp_path):
    file = tmp_path / "ada.txt"
    file.write_text(f"---\ntitle: Talks\npublished: 2031-01-02\n---\n{ADA} Rain will fall.")
    rows = json.loads(shown(capsys, str(file), "--json"))
    assert rows["doc_id"] == "ada"
    assert rows["claims"][0]["content"] == "that the talks would go on"
    assert rows["predictions"][0]["horizon_start_date"] == "2031-01-02"


def test_a_date_serves_an_article_without_one(capsys):
    rows = json.loads(shown(capsys, "Rain will fall.", "--json", "--date", "2030-05-06", "--table", "predictions"))
    assert rows.keys() == {"doc_id", "predictions"}
    assert rows["predictions"][0]["horizon_start_date"] == "2030-05-06"


def test_standard_input_is_read(capsys, monkeypatch, tmp_path):
    (tmp_path / "in").write_bytes(ADA.encode())
    with (tmp_path / "in").open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert "Ben" in shown(capsys, "-")


def test_offsets_of_rows_count_in_the_text():
    extraction = extraction_of(fake_pipeline()(ADA))
    for rows in as_records("a", extraction).values():
        for row in rows:
            for name in [
                name.removesuffix("_start") for name in row if name.endswith("_start") and row[name] is not None
            ]:
                assert ADA[row[f"{name}_start"] : row[f"{name}_end"]] == row[name]


def test_roles_are_coloured_and_nothing_is_lost():
    extraction = extraction_of(fake_pipeline()(ADA))
    text = coloured(ADA, [*extraction.claims, *extraction.stances])
    assert text.plain == ADA
    styles = {ADA[span.start : span.end]: span.style for span in text.spans}
    assert styles["Ada"] == styles["Ben"] == "bold blue"
    assert styles["said"] == "bold yellow"
    assert styles["the treaty"] == "green"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_hostile_reaches_the_terminal(payload, capsys):
    text = f"{payload} said {payload} now. X opposes {payload} here."
    console = Console(file=sys.stdout, force_terminal=True, width=80, highlight=False, markup=False, emoji=False)
    for renderable in as_terminal("a", extraction_of(fake_pipeline()(text))):
        console.print(renderable)
    ours = re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().out)
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", ours.replace("\t", " ")
    )


@pytest.mark.parametrize(
    ("argument", "message"),
    [("nofile.txt", "nofile.txt: no such file or folder; check the path"), ("", "no words and no file")],
)
def test_a_file_that_is_not_there_is_named(argument, message, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run_command(["show", argument]) != 0
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert message in err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--date", "soon"], "'soon' is no date; write it as YYYY-MM-DD"),
        (["--scale", "mine"], "there is no scale 'mine'; choose one of"),
        (["--model", "nonesuch"], "no model 'nonesuch'"),
        (["--table", "chairs"], "chairs"),
    ],
)
def test_wrong_options_are_one_line(options, message, capsys, monkeypatch):
    monkeypatch.undo()
    assert run_command(["show", ADA, *options]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert message in err


def test_showing_takes_no_longer_than_a_moment():
    extraction = extraction_of(fake_pipeline()(f"{ADA} Ada wants peace. " * 200))
    began = time.perf_counter()
    console = Console(file=open("/dev/null", "w"), width=100)  # noqa: SIM115  (open as long as the test)
    for renderable in as_terminal("a", extraction):
        console.print(renderable)
    assert time.perf_counter() - began < 2
