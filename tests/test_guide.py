"""The guide is true: its commands and programs run as they stand there, its tables name every column and every figure, its links lead somewhere."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from stanceflow import __version__
from stanceflow.annotate.likelihood import SCALES, Band, probability
from stanceflow.cli import run_command
from stanceflow.frames import match_frame
from stanceflow.lexicon import parse_frames
from stanceflow.rollups import ROLLUPS
from stanceflow.saved_run import SavedRun
from stanceflow.spans import noun_phrase, phrase, text_of
from stanceflow.syntax import Graph
from stanceflow.tables import TABLES
from test_own_gold import AGREEMENT, FLOORS

ROOT = Path(__file__).parent.parent
GUIDE = sorted((ROOT / "docs").glob("*.md"))
PAGES = [*GUIDE, ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"(?ms)^```{kind}\n(.*?)^```", text)


@pytest.fixture
def reader(nlp, tmp_path, monkeypatch, capsys):
    """Follows pages of the guide in an empty folder: makes their files, runs their commands and programs in order."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("stanceflow.load", lambda model=None, **settings: nlp)
    names: dict[str, object] = {}

    def follow(text: str) -> str:
        for name, content in re.findall(r"(?ms)^```text file=(\S+)\n(.*?)^```", text):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(content, encoding="utf-8")
        for kind, body in re.findall(r"(?ms)^```(sh|python)\n(.*?)^```", text):
            if kind == "python":
                exec(compile(body, "guide", "exec"), names)
            for command in body.splitlines() if kind == "sh" else ():
                run(command)
        return capsys.readouterr().out

    def run(command: str) -> None:
        program, *arguments = shlex.split(command)
        assert program == "stanceflow"
        if "ROW_ID" in arguments:
            key = next(SavedRun(arguments[1]).rows("predictions"))["prediction_id"]
            arguments[arguments.index("ROW_ID")] = key
        assert run_command(arguments) == 0, command

    return follow


def test_the_quick_start_leads_to_forecasts_that_are_explained(reader, tmp_path):
    out = reader(page("quick-start.md"))
    assert len(list(SavedRun(tmp_path / "my-tables").rows("documents"))) == 3
    assert re.search(r"resolve_by +source +content +likelihood +prediction_id\n\d+ +203", out)
    assert "likelihood        " in out and "parse of sentence" in out
    assert "asked, supposed or denied" in " ".join(out.split())
    assert "<!doctype html>" in (tmp_path / "my-report.html").read_text(encoding="utf-8")


def test_everything_under_seeing_works(reader, tmp_path, monkeypatch):
    import matplotlib

    matplotlib.use("Agg")
    articles = "".join(re.findall(r"(?ms)^```text file=\S+\n.*?^```\n", page("quick-start.md")))
    reader(f"{articles}\n```sh\nstanceflow extract my-articles --out my-tables\n```\n")
    reader(page("seeing.md"))
    for made in ("my-report.html", "my-report/index.html", "parse.svg", "forecasts.png"):
        assert (tmp_path / made).stat().st_size > 1000
    assert {file.stem for file in (tmp_path / "my-summary").glob("*.csv")} == set(ROLLUPS)
    assert all(f"`{name}.csv`" in page("seeing.md") for name in ROLLUPS)


@pytest.mark.parametrize("name", ["own-pipeline.md", "own-actors.md"])
def test_programs_on_other_pages_run(name, reader):
    assert reader(page(name))


def test_the_frame_of_the_tutorial_does_what_it_says(nlp):
    [source] = blocks(page("writing-a-frame.md"), "toml")
    [frame] = parse_frames("stances", source).frames
    assert tomllib.loads(source)["frame"][0]["id"] == "give-cold-shoulder"
    with nlp.select_pipes(disable=["stanceflow"]):
        for example in frame.yes:
            sentence, _, expected = example.partition(" -> ")
            graph = Graph(nlp(sentence))
            [match] = filter(None, (match_frame(graph, frame, n) for n in cues(graph, frame)))
            fillers = [noun_phrase(graph, match.roles["holder"]), phrase(graph, match.roles["target"])]
            assert " | ".join(text_of(graph.text, spans) for spans in fillers) == expected
        for sentence in frame.no:
            graph = Graph(nlp(sentence))
            assert not any(match_frame(graph, frame, n) for n in cues(graph, frame))


def cues(graph, frame):
    return [n for n in range(len(graph)) if (graph.lemmas[n], graph.pos[n]) in frame.cues]


def test_every_column_is_described():
    text = page("tables.md")
    for table, columns in TABLES.items():
        section = re.search(rf"(?ms)^## {table}\.csv\n(.*?)(?=^## |\Z)", text)
        assert section, table
        described = set(re.findall(r"`(\w+)`", section[1]))
        roles = {name for name in described if f"{name}_start" in {column.name for column in columns}}
        expected = {column.name for column in columns} - {
            f"{role}_{end}" for role in roles for end in ("start", "end", "spans")
        }
        assert expected <= described, f"{table}: {sorted(expected - described)}"


def test_the_scales_are_those_of_the_lexicon():
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in page("likelihood.md").splitlines()
        if line.startswith("|")
    ]
    assert rows[0] == ["band", *SCALES]
    assert [row[0] for row in rows[2:]] == [f"`{band}`" for band in Band]
    for band, row in zip(Band, rows[2:], strict=True):
        assert row[1:] == [percent(probability(band, scale=scale)) for scale in SCALES]


def percent(figure) -> str:
    low, mid, high = (f"{round(100 * p, 1):g}" for p in (figure.low, figure.mid, figure.high))
    return f"{low} – {mid} – {high}"


def test_the_limits_promise_no_more_than_the_tests_hold():
    rows = re.findall(r"(?m)^\| `(\w+\.\w+)` \| (\.\d+) \| (\.\d+)? ?\|$", page("limits.md"))
    assert len(rows) == 9
    for name, program, people in rows:
        assert float(program) <= FLOORS[name]
        assert not people or float(people) <= AGREEMENT[name]


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_links_lead_somewhere(file):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (file.parent / target).exists(), target


def test_the_guides_first_page_leads_to_all_others():
    linked = set(re.findall(r"\]\((\S+?\.md)\)", page("README.md")))
    assert linked == {file.name for file in GUIDE} - {"README.md"}


def test_the_version_is_the_same_everywhere():
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {__version__}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
