"""The report in a real Chromium: filters, sorting, links, keys, dark mode, print; no complaint, no request, nothing hostile runs; and how fast."""

from __future__ import annotations

import csv
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from chromium import Page, chromium
from fake_pipeline import fake_pipeline
from hostile_run import hostile_run
from payloads import PAYLOADS
from stanceflow.report import write_report
from stanceflow.run import extract_corpus

pytestmark = pytest.mark.slow

WATCH = "window.pwned = (n) => { (window.ran ??= []).push(n); }; window.alert = window.pwned;"
NAMES = ("Ada", "Ben", "Carl", "Dora")


@pytest.fixture(scope="module")
def browser(tmp_path_factory) -> Iterator[Page]:
    with chromium(tmp_path_factory.mktemp("chromium")) as page:
        page.send("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
        yield page


@pytest.fixture
def page(browser) -> Iterator[Page]:
    browser.size(1280, 900)
    for noted in (browser.requests, browser.complaints, browser.dialogs):
        noted.clear()
    yield browser
    # A date field brings its own little pictures as data; anything else must be a file of the report.
    assert [address for address in browser.requests if not address.startswith(("file:", "about:", "data:image"))] == []
    assert browser.complaints == []
    assert browser.dialogs == []
    assert browser.run("window.ran ?? []") == []


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    records = []
    for number in range(40):
        name, other = NAMES[number % 4], NAMES[(number + 1) % 4]
        text = (
            f"{name} said that plan {number} is sound. {name} wants plan {number}.\n\n{name} opposes {other}. Rain {number} will fall. "
            f"{'Nothing is known of that. ' * 60}\n\n{other} said that day {number} was long.\n"
        )
        records.append(
            {
                "id": f"a{number:02}",
                "title": f"Day {number}",
                "published": f"2026-03-{number % 28 + 1:02}",
                "text": text,
            }
        )
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, records)))
    extract_corpus([folder / "in.jsonl"], folder / "run", nlp=fake_pipeline())
    return folder / "run"


@pytest.fixture(scope="module", params=["file", "folder"])
def report(request, run, tmp_path_factory) -> str:
    """The address of the report, as one file or as a folder."""
    to = tmp_path_factory.mktemp("report") / ("report.html" if request.param == "file" else "report")
    return write_report(run, to)[0].as_uri()


def view(page: Page, report: str, name: str, query: str = "") -> None:
    if report.endswith("index.html"):
        page.open(report.replace("index.html", f"{name}.html") + (f"#?{query}" if query else ""))
    else:
        page.open(f"{report}#{name}" + (f"?{query}" if query else ""))
    page.settle()


def column(page: Page, label: str) -> list[str]:
    return page.run(
        "[...document.querySelectorAll('.browser')].filter(b => b.checkVisibility())"
        f".flatMap(b => [...b.querySelectorAll(`tbody td[data-label={label}]`)].map(c => c.textContent))"
    )


def fill(page: Page, name: str, value: str) -> None:
    page.run(
        f"(() => {{ const f = [...document.querySelectorAll('[name={name}]')].find(e => e.checkVisibility()); f.value = {json.dumps(value)}; "
        "f.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )


def status(page: Page) -> str:
    return page.run("[...document.querySelectorAll('[role=status]')].find(e => e.checkVisibility()).textContent")


def test_filters_narrow_a_table_and_stand_in_its_address(page, report):
    view(page, report, "stances")
    assert status(page) == "40 of 40 rows"
    fill(page, "who", "ada")
    assert status(page) == "10 of 40 rows"
    assert set(column(page, "Holder")) == {"Ada"}
    fill(page, "published_from", "2026-03-10")
    fill(page, "published_to", "2026-03-20")
    assert status(page) == "2 of 40 rows"
    assert all("2026-03-10" <= day <= "2026-03-20" for day in column(page, "Published"))
    assert "who=ada" in page.run("location.hash")
    fill(page, "polarity", "favor")
    assert status(page) == "0 of 40 rows"
    page.run("[...document.querySelectorAll('[type=reset]')].find(e => e.checkVisibility()).click()")
    page.settle()
    assert status(page) == "40 of 40 rows"


def test_a_filter_can_come_with_the_address(page, report):
    view(page, report, "predictions", "likelihood=almost_certain&q=rain%2037")
    assert status(page) == "1 of 40 rows"
    assert column(page, "Prediction") == ["Rain 37 ... fall"]


def test_counts_lead_to_what_they_count(page, report):
    for name, label in (("actors", "Stances"), ("articles", "Claims")):
        view(page, report, name)
        counts = column(page, label)
        page.run(f"[...document.querySelectorAll('td[data-label={label}] a')].find(a => a.checkVisibility()).click()")
        time.sleep(0.4)
        page.settle()
        first = next(count for count in counts if count != "0")
        assert status(page).startswith(f"{first} of ")


def test_words_of_a_search_must_all_be_there(page, report):
    view(page, report, "claims")
    fill(page, "q", "PLAN 33")
    assert status(page) == "1 of 80 rows"


def test_tables_sort_both_ways_and_back(page, report):
    view(page, report, "claims")
    head = "[...document.querySelectorAll('th[data-key=what]')].find(e => e.checkVisibility())"
    unsorted = column(page, "Content")
    page.run(f"{head}.querySelector('button').click()")
    assert page.run(f"{head}.getAttribute('aria-sort')") == "ascending"
    up = column(page, "Content")
    assert up[:3] == ["that day 0 was long", "that day 1 was long", "that day 2 was long"]
    page.run(f"{head}.querySelector('button').click()")
    assert page.run(f"{head}.getAttribute('aria-sort')") == "descending"
    assert column(page, "Content")[0] == "that plan 39 is sound"
    page.run(f"{head}.querySelector('button').click()")
    assert page.run(f"{head}.hasAttribute('aria-sort')") is False
    assert column(page, "Content") == unsorted


def test_tables_have_pages(page, report):
    view(page, report, "claims")
    assert len(column(page, "Content")) == 50
    page.run("[...document.querySelectorAll('.next')].find(e => e.checkVisibility()).click()")
    assert len(column(page, "Content")) == 30
    assert page.run("[...document.querySelectorAll('.next')].find(e => e.checkVisibility()).disabled") is True


def test_a_row_leads_to_its_sentence_with_its_roles_marked(page, report):
    view(page, report, "claims", "q=long+37")
    page.run("[...document.querySelectorAll('tbody td.main a')].find(e => e.checkVisibility()).click()")
    time.sleep(0.4)
    page.settle()
    marked = page.run(
        "[...document.querySelectorAll('.m.on')].map(e => [e.className.match(/who|what|(?<!-)cue(?!-)/)?.[0], e.textContent])"
    )
    assert marked == [["who", "Carl"], ["cue", "said"], ["what", "that day 37 was long"]]
    top, bottom = page.run("(r => [r.top, r.bottom])(document.querySelector('.cue.on').getBoundingClientRect())")
    assert 0 < top < bottom < 900
    assert page.run("document.querySelector('.cards .chosen .what').textContent") == "that day 37 was long"
    assert page.run("document.querySelectorAll('.cards .chosen').length") == 1


def test_a_cue_in_the_text_leads_to_its_row(page, report):
    view(page, report, "claims", "q=day+3")
    page.run("[...document.querySelectorAll('tbody td.main a')].find(e => e.checkVisibility()).click()")
    time.sleep(0.4)
    page.run("[...document.querySelectorAll('a.m.stances')].find(e => e.checkVisibility()).click()")
    page.settle()
    assert page.run("document.querySelector('.cards .chosen').className") == "stances chosen"
    assert page.run("document.querySelector('.cue.on').textContent") == "opposes"


def test_every_bubble_cell_and_line_of_the_overview_leads_to_rows(page, report):
    page.open(report)
    links = page.run(
        "[...document.querySelectorAll('#overview .matrix a, #overview .plot a, #overview .ring a, #overview .wants a')].map(a => a.href.baseVal ?? a.href)"
    )
    assert len(links) > 20
    for link in (links[0], links[5], links[-1]):
        page.open(
            link
            if link.startswith("file:")
            else report.rpartition("/")[0] + "/" + link
            if not link.startswith("#")
            else report + link
        )
        page.settle()
        chosen = page.run("document.querySelectorAll('.cards .chosen').length")
        assert chosen == 1 or not status(page).startswith("0 of")


def test_everything_can_be_done_with_keys(page, report):
    page.open(report)
    page.key("Tab")
    assert page.run("document.activeElement.textContent") == "Skip to content"
    assert page.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    view(page, report, "claims")
    page.key("/")
    assert page.run("document.activeElement.name") == "q"
    page.run("document.activeElement.blur()")
    page.key("j")
    page.key("j")
    second = column(page, "Content")[1]
    assert page.run("document.activeElement.textContent") == second
    page.key("Enter")
    time.sleep(0.4)
    page.settle()
    assert page.run("document.querySelector('.cards .chosen .what').textContent") == second
    before = page.run("document.querySelector('.cards .chosen').id")
    page.key("k")
    assert page.run("document.querySelector('.cards .chosen').id") != before
    page.key("j")
    assert page.run("document.querySelector('.cards .chosen').id") == before


def test_dark_and_light_follow_the_system_until_chosen(page, report):
    ground = "getComputedStyle(document.body).backgroundColor"
    page.size(1280, 900, dark=False)
    page.open(report)
    light = page.run(ground)
    page.size(1280, 900, dark=True)
    dark = page.run(ground)
    assert brightness(light) > 200 > 60 > brightness(dark)
    press = "document.getElementById('theme').click()"
    page.run(press)
    assert page.run(ground) == light
    page.open(report)
    assert page.run(ground) == light, "the choice is kept"
    page.run(press)
    page.run(press)
    assert page.run("document.getElementById('theme').textContent") == "Theme: auto"


def brightness(colour: str) -> float:
    return sum(map(int, colour.removeprefix("rgb(").removesuffix(")").split(", "))) / 3


@pytest.mark.parametrize("width", [360, 390, 768, 1280, 1920])
def test_no_page_is_wider_than_its_window(page, report, width):
    page.size(width, 800)
    for name in ("overview", "actors", "claims", "predictions", "articles"):
        view(page, report, "index" if report.endswith("index.html") and name == "overview" else name)
        assert page.run("document.documentElement.scrollWidth") <= width, name
    view(page, report, "claims", "q=day+3")
    page.run("[...document.querySelectorAll('tbody td.main a')].find(e => e.checkVisibility()).click()")
    time.sleep(0.4)
    assert page.run("document.documentElement.scrollWidth") <= width


def test_what_is_shown_has_a_name_for_screen_readers(page, report):
    for name in ("overview", "claims", "articles"):
        view(page, report, "index" if report.endswith("index.html") and name == "overview" else name)
        unnamed = page.run(
            "[...document.querySelectorAll('a, button, input, select, [role=region], svg[role], nav, aside')].filter(e => e.checkVisibility())"
            ".filter(e => !(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.[0]?.textContent.trim())).map(e => e.outerHTML.slice(0, 90))"
        )
        assert unnamed == []
        assert page.run("[...document.querySelectorAll('h1')].filter(e => e.checkVisibility()).length") == 1
        tree = page.send("Accessibility.getFullAXTree")["nodes"]
        nameless = [
            node for node in tree
            if node.get("role", {}).get("value") in ("link", "button", "combobox", "searchbox") and not node.get("name", {}).get("value")
            and not node.get("ignored")
        ]  # fmt: skip
        assert nameless == []


def test_it_prints(page, report):
    page.open(report)
    pdf = page.send("Page.printToPDF", printBackground=True)["data"]
    assert len(pdf) > 20_000


@pytest.mark.parametrize("folder", [False, True])
def test_nothing_hostile_runs(page, tmp_path, folder):
    assert len(PAYLOADS) >= 40
    run = hostile_run(tmp_path)
    for file in write_report(run, tmp_path / ("report" if folder else "report.html"), title=PAYLOADS[1]):
        page.open(file.as_uri())
        if not folder:
            walk_through_views(page)
        page.run("document.querySelectorAll('*').forEach(e => e.dispatchEvent(new Event('mouseover')))")
        assert (
            page.run("document.scripts.length - document.querySelectorAll('script[type=\"application/json\"]').length")
            == 2
        )
        assert page.run("document.querySelectorAll('iframe, object, embed, img, base, link, video').length") == 0
        assert page.run("window.ran ?? []") == []


def walk_through_views(page: Page) -> None:
    """Show every view, turn every page of every table, and choose every row of every article."""
    for name in ("actors", "claims", "interests", "stances", "predictions", "articles"):
        page.run(f"location.hash = '{name}'")
        page.settle()
        while page.run(
            "(b => !b.disabled && (b.click(), true))([...document.querySelectorAll('.next')].find(e => e.checkVisibility()))"
        ):
            pass
    keys = page.run("[...document.querySelectorAll('.cards li')].map(e => e.id)")
    for key in keys[:: max(1, len(keys) // 60)]:
        page.run(f"location.hash = {json.dumps(key)}")
        page.settle()


def test_a_thousand_articles(page, run, tmp_path):
    """Under 30 s to write, under 2 s until the index is there (a busy machine included), with rows as long as real ones."""
    many = thousandfold(run, tmp_path / "many")
    began = time.perf_counter()
    files = write_report(many, tmp_path / "report")
    took = time.perf_counter() - began
    assert len(files) == 1000 + 7
    opened = {
        name: page.open((tmp_path / "report" / f"{name}.html").as_uri()) for name in ("index", "claims", "predictions")
    }
    print(f"written in {took:.1f} s, opened in", {name: round(seconds, 2) for name, seconds in opened.items()})
    assert took < 30
    assert max(opened.values()) < 2


def thousandfold(run: Path, to: Path) -> Path:
    """Copy a run's 40 articles until there are a thousand, each of its items nine times: 45 rows an article, as in corpus/."""
    to.mkdir()
    shutil.copy(run / "run.json", to)
    for file in run.glob("*.csv"):
        with file.open(newline="") as stream:
            header, *rows = csv.reader(stream)
        times = 9 if header[1].endswith("_id") else 1
        with (to / file.name).open("w", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(header)
            for copy in range(25):
                for row in rows:
                    for again in range(times):
                        key = [f"{row[1]}{copy}x{again}"] if header[1].endswith("_id") else [row[1]]
                        writer.writerow([f"{row[0]}-{copy}", *key, *row[2:]])
    (to / "texts").mkdir()
    for file in (run / "texts").glob("*.txt"):
        for copy in range(25):
            shutil.copy(file, to / "texts" / f"{file.stem}-{copy}.txt")
    return to
