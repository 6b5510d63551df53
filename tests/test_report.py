"""The report's HTML, without a browser: what is in it, what is not, and where it refuses."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from fake_pipeline import fake_pipeline
from hostile_run import hostile_run
from stanceflow.cli import run_command
from stanceflow.report import write_report
from stanceflow.report.articles import article_page
from stanceflow.report.charts import Dated, dot_plot, ring
from stanceflow.report.columns import LIKELIHOODS
from stanceflow.report.pages import script_json
from stanceflow.run import extract_corpus
from stanceflow.saved_run import SavedRun, SavedRunError

ADA = "Ada said that the talks would go on. Ben opposes the treaty. Rain will fall.\n\nCarl wants a vote.\n"
VOID = {"meta", "input", "link", "br", "img", "hr", "base", "source", "embed"}


class Reading(HTMLParser):
    """Reads HTML as a browser does, and keeps elements with their attributes, the data of scripts, and whether all tags are closed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[str, str]] = []
        self.styles: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "script":
            self.scripts.append((dict(attrs).get("type") or "", ""))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if self._open[-1:] == ["script"]:
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)
        elif self._open[-1:] == ["style"]:
            self.styles.append(data)
        else:
            self.text += data


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    (folder / "in").mkdir()
    (folder / "in" / "ada.txt").write_text(ADA)
    (folder / "in" / "dora.txt").write_text(
        "---\ntitle: Dora's day\npublished: 2026-03-01\n---\nDora opposes the treaty."
    )
    (folder / "in" / "empty.txt").write_text("")
    extract_corpus([folder / "in"], folder / "run", nlp=fake_pipeline())
    return folder / "run"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    return hostile_run(tmp_path_factory.mktemp("hostile"))


def pages(run: Path, to: Path) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in write_report(run, to)]


def test_one_file_holds_all_views_and_every_row(run, tmp_path):
    [html] = pages(run, tmp_path / "report.html")
    page = Reading(html)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {"overview", "actors", "claims", "interests", "stances", "predictions", "articles", "article-0"} <= set(ids)
    for table in ("claims", "interests", "stances", "predictions"):
        keys = [row[f"{table[:-1]}_id"] for row in SavedRun(run).rows(table)]
        assert keys
        assert set(keys) <= set(ids)
    data = [json.loads(text) for kind, text in page.scripts if kind == "application/json"]
    assert [len(table["rows"]) for table in data] == [5, 1, 1, 2, 1, 3]


def test_a_folder_has_a_page_for_each_table_and_article_and_its_links_lead_somewhere(run, tmp_path):
    files = write_report(run, tmp_path / "report")
    assert files[0] == tmp_path / "report" / "index.html"
    assert {file.name for file in files} >= {"claims.html", "articles.html", "000000.html", "000001.html"}
    ids = {file: {a["id"] for _, a in Reading(file.read_text()).elements if "id" in a} for file in files}
    for file in files:
        for tag, attributes in Reading(file.read_text()).elements:
            if tag == "a":
                path, _, fragment = attributes["href"].partition("#")
                target = (file.parent / path).resolve() if path else file
                assert target in ids, attributes["href"]
                assert not fragment or fragment.startswith("?") or fragment in ids[target]


def test_a_second_report_replaces_the_first(run, tmp_path):
    write_report(run, tmp_path / "report")
    stale = tmp_path / "report" / "articles" / "000099.html"
    stale.write_text("old")
    write_report(run, tmp_path / "report")
    assert not stale.exists()


def test_the_same_run_gives_the_same_bytes(run, tmp_path):
    assert pages(run, tmp_path / "a.html") == pages(run, tmp_path / "b.html")


def test_text_is_whole_and_marked_where_its_rows_are(run):
    saved = SavedRun(run)
    document, text = next(saved.rows("documents")), saved.text("ada")
    rows = {table: list(saved.rows(table)) for table in ("claims", "interests", "stances", "predictions")}
    rows = {table: [row for row in own if row["doc_id"] == "ada"] for table, own in rows.items()}
    sentences = [row for row in saved.rows("sentences") if row["doc_id"] == "ada"]
    page = article_page(0, document, text, sentences, rows)
    shown = [
        "".join(piece.text for sentence in paragraph for piece in sentence.pieces) for paragraph in page.paragraphs
    ]
    assert shown == [part.strip("\n") for part in text.split("\n\n")]
    for item in page.items:
        pieces = [p for paragraph in page.paragraphs for s in paragraph for p in s.pieces]
        for role, words in (("who", item.who), ("cue", item.cue), ("what", item.what)):
            marked = "".join(p.text for p in pieces if f"{item.number}-{role}" in p.roles.split())
            assert marked == words.replace(" ... ", "") or (role, item.who) == ("who", "the author")


@pytest.mark.parametrize("folder", [False, True])
def test_nothing_hostile_becomes_markup(hostile, tmp_path, folder):
    for html in pages(hostile, tmp_path / ("report" if folder else "report.html")):
        page = Reading(html)
        tags = {tag for tag, _ in page.elements}
        assert not tags & {"iframe", "object", "embed", "img", "base", "link", "form!", "video", "math", "template"}
        assert [kind for kind, _ in page.scripts if kind not in ("", "application/json")] == []
        assert sum(kind == "" for kind, _ in page.scripts) == 2
        assert len(page.styles) == 1
        for _, attributes in page.elements:
            assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "srcdoc")]
            assert not re.match(r"\s*(javascript|data|vbscript|https?):", attributes.get("href") or "", re.IGNORECASE)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)


def test_the_policy_allows_the_reports_own_script_and_style_alone(run, tmp_path):
    for html in pages(run, tmp_path / "report"):
        page = Reading(html)
        [policy] = [a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        scripts = [text for kind, text in page.scripts if kind == ""]
        for rule, texts in (("script-src", scripts), ("style-src", page.styles)):
            digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
            assert rules[rule] == " ".join(f"'sha256-{digest}'" for digest in digests)
        assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
        assert "http://" not in html and "https://" not in html


def test_data_in_a_script_stays_data():
    nasty = ["</script><!--", "\u2028&\u2029", {"a": "<script>"}]
    text = script_json(nasty)
    assert json.loads(text) == nasty
    assert not set(text) & set("<>&\u2028\u2029")


def test_each_band_has_its_line_and_every_prediction_its_place():
    given = [Dated(band, date, 0, f"{band}{date}") for band in LIKELIHOODS for date in ("", "2030-01-01", "2031-06-01")]
    plot = dot_plot(
        [*given, Dated("likely", "2999-01-01", 0, "far"), Dated("likely", "soon", 0, "bad"), Dated("?", "", 0, "x")]
    )
    assert [name for name, _, _ in plot.rows] == list(LIKELIHOODS)
    assert sum(bubble.n for bubble in plot.bubbles) == len(given) + 2
    assert all(0 < bubble.x < plot.width and 0 < bubble.y < plot.height for bubble in plot.bubbles)
    undated = {b.likelihood: b.n for b in plot.bubbles if b.x == plot.undated_x}
    assert undated == {band: 2 if band == "likely" else 1 for band in LIKELIHOODS}
    assert [b.n for b in plot.bubbles if b.x == plot.later_x] == [1]


@pytest.mark.parametrize("predictions", [[], [Dated("likely", "", 0, "a")], [Dated("likely", "2030-01-01", 0, "a")]])
def test_few_predictions_are_drawn_as_well(predictions):
    assert sum(bubble.n for bubble in dot_plot(predictions).bubbles) == len(predictions)


def test_the_circle_joins_the_actors_of_most_stances():
    stances = [(f"a{i}", f"b{i % 7}", "favor" if i % 2 else "against", 1 + i % 3) for i in range(100)]
    drawn = ring([*stances, ("self", "self", "favor", 99)])
    names = {node.name for node in drawn.nodes}
    assert len(names) == len(drawn.nodes) <= 26
    assert all(edge.holder in names and edge.target in names for edge in drawn.edges)
    assert ring([]).nodes == ()


def test_a_run_without_any_row_has_a_report(tmp_path):
    (tmp_path / "nothing.txt").write_text("Nothing.")
    extract_corpus([tmp_path / "nothing.txt"], tmp_path / "run", nlp=fake_pipeline())
    [html] = pages(tmp_path / "run", tmp_path / "report.html")
    for gap in ("No actors", "No interests", "No stances", "No predictions", "No rows"):
        assert gap in html


def test_wrong_use_is_one_line(run, tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "run.json").write_text("{")
    for arguments, message in (
        ([str(tmp_path / "nowhere"), "--to", "x.html"], "is no run; give a folder that `stanceflow extract` wrote"),
        ([str(tmp_path / "broken"), "--to", "x.html"], "is no JSON; run `stanceflow extract` again"),
        (
            [str(run), "--to", str(tmp_path / "mine")],
            "holds files that are not from a report; choose another folder with --to",
        ),
        ([str(run), "--to", str(run)], "holds files that are not from a report; choose another folder with --to"),
    ):
        assert run_command(["report", *arguments]) == 2
        error = capsys.readouterr().err
        assert error.count("\n") == 1
        assert message in error
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "mine"


def test_the_command_says_what_to_open(run, tmp_path, capsys):
    assert run_command(["report", str(run), "--to", str(tmp_path / "r.html"), "--title", "Spring"]) == 0
    assert capsys.readouterr().err == f"open {tmp_path}/r.html in a browser\n"
    assert "<bdi>Spring</bdi>" in (tmp_path / "r.html").read_text()


def test_a_damaged_run_is_named(run, tmp_path):
    folder = tmp_path / "run"
    folder.mkdir()
    for file in run.glob("*.*"):
        if file.is_file():
            (folder / file.name).write_bytes(file.read_bytes())
    with pytest.raises(SavedRunError, match=r"ada\.txt: is missing or damaged"):
        write_report(folder, tmp_path / "r.html")
    (folder / "claims.csv").write_text("doc_id,claim_id\n")
    with pytest.raises(SavedRunError, match=r"claims\.csv: has no column 'sentence'"):
        write_report(folder, tmp_path / "r.html")
    (folder / "claims.csv").unlink()
    with pytest.raises(SavedRunError, match=r"claims\.csv: is missing"):
        write_report(folder, tmp_path / "r.html")
    assert not list(tmp_path.glob("*.html"))


def test_colours_are_legible_in_both_schemes():
    """Contrast by WCAG 2.2: 4.5 for text, 3 for lines and shapes that carry meaning."""
    css = (Path(__import__("stanceflow.report").report.__file__).parent / "templates" / "report.css").read_text()
    colours = dict(re.findall(r"--([\w-]+): light-dark\((#\w+, #\w+)\)", css))
    texts = ("ink", "soft", "accent", "claims", "interests", "stances", "predictions", "favor", "against")
    marked = (
        "who",
        "cue",
        "what",
        "condition",
        "horizon",
        "mixed",
        *(f"{s}-{n}" for s in ("favor", "against") for n in "123"),
    )
    pairs = [(text, ground) for text in texts for ground in ("paper", "panel")] + [("ink", mark) for mark in marked]
    for scheme in (0, 1):
        for text, ground in pairs:
            light, dark = sorted(
                (luminance(colours[name].split(", ")[scheme]) for name in (text, ground)), reverse=True
            )
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground, ("light", "dark")[scheme])


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
