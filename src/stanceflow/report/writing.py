"""Reads a run article by article and writes the report's file or folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stanceflow import __version__
from stanceflow.report.articles import ArticlePage, article_page
from stanceflow.report.columns import ACTOR_COLUMNS, ARTICLE_COLUMNS, ITEM_COLUMNS, Column, cell, title_of
from stanceflow.report.links import Links
from stanceflow.report.overview import Overview
from stanceflow.report.pages import VIEWS, View, fragment, page
from stanceflow.saved_run import SavedRun, SavedRunError, TableRow
from stanceflow.visible import visible
from stanceflow.whole_files import write_whole

_MARK = '<meta name="generator" content="stanceflow'
_LABELS = dict(VIEWS)


@dataclass(frozen=True, slots=True)
class _Article:
    """What a run holds about one article."""

    number: int
    document: TableRow
    sentences: list[TableRow]
    actors: list[TableRow]
    rows: dict[str, list[TableRow]]


@dataclass(slots=True)
class _Contents:
    """What the views are made from: grows article by article."""

    overview: Overview = field(default_factory=Overview)
    items: dict[str, list[list[Any]]] = field(default_factory=lambda: {table: [] for table in ITEM_COLUMNS})
    articles: list[list[Any]] = field(default_factory=list)

    def add(self, article: _Article) -> None:
        """Take an article's rows in."""
        document = article.document
        self.overview.add(article.number, document, article.actors, article.rows)
        for table, columns in ITEM_COLUMNS.items():
            for row in article.rows[table]:
                key = visible(row[f"{table.removesuffix('s')}_id"])
                self.items[table].append([article.number, key, *(cell(table, c, row, document) for c in columns)])
        counts = [int(document[f"n_{table}"] or 0) for table in ITEM_COLUMNS]
        number = article.number if document["status"] == "ok" else -1
        named = (title_of(document), visible(document["author"]), visible(document["published"]), document["status"])
        self.articles.append([number, "", *named, *counts])

    def actors(self) -> list[list[Any]]:
        """Give the rows of the table of actors."""
        counted = [column.key for column in ACTOR_COLUMNS if column.kind == "count"]
        ranked = sorted(self.overview.actors.items(), key=lambda a: (-a[1].total(), -a[1].counts["mentions"], a[0]))
        return [[-1, "", name, a.kind, a.country, *(a.counts[key] for key in counted)] for name, a in ranked]


def write(run: Path, to: Path, title: str) -> list[Path]:
    """Write the report of a run; see `stanceflow.report.write_report`."""
    saved = SavedRun(run)
    if to.suffix.lower() in (".html", ".htm"):
        return _write_file(saved, to, visible(title))
    return _write_folder(saved, to, visible(title))


def _write_file(saved: SavedRun, to: Path, title: str) -> list[Path]:
    if to.is_dir():
        raise SavedRunError(f"{to}: is a folder; give a file name that ends in .html, or a folder without that ending")
    links, contents = Links(single=True), _Contents()
    pages: list[View] = []
    for article in _articles(saved):
        contents.add(article)
        if article.document["status"] == "ok":
            shown = _article_page(saved, article)
            pages.append(View(f"article-{article.number}", shown.title, fragment("article", page=shown, links=links)))
    _save(to, page(title, links, [*_views(contents, links, title), *pages], _footer(saved)))
    return [to]


def _write_folder(saved: SavedRun, to: Path, title: str) -> list[Path]:
    _check_folder(saved, to)
    (to / "articles").mkdir(parents=True, exist_ok=True)
    contents, written, footer = _Contents(), [], _footer(saved)
    inner = Links(single=False, root="../")
    for article in _articles(saved):
        contents.add(article)
        if article.document["status"] == "ok":
            shown = _article_page(saved, article)
            view = View(f"article-{article.number}", shown.title, fragment("article", page=shown, links=inner))
            file = to / "articles" / f"{article.number:06}.html"
            _save(file, page(title, inner, [view], footer))
            written.append(file)
    links = Links(single=False)
    for view in _views(contents, links, title):
        file = to / ("index.html" if view.name == "overview" else f"{view.name}.html")
        _save(file, page(title, links, [view], footer))
        written.insert(0, file)
    written.sort(key=lambda file: (file.parent != to, file.name != "index.html", file.name))
    for left in set((to / "articles").glob("*.html")).difference(written):
        left.unlink()  # of an earlier report with more articles
    return written


def _check_folder(saved: SavedRun, to: Path) -> None:
    """Refuse a folder whose files are not from a report: nothing of the user's is overwritten."""
    if to.exists() and not to.is_dir():
        raise SavedRunError(f"{to}: is no folder; give another, or a file name that ends in .html")
    if not to.exists() or not any(to.iterdir()):
        return
    index = to / "index.html"
    if not index.is_file() or _MARK.encode() not in index.read_bytes()[:2000]:
        raise SavedRunError(f"{to}: holds files that are not from a report; choose another folder with --to")


def _articles(saved: SavedRun) -> Iterator[_Article]:
    """Give the run's articles one by one: every table stands in the order of the input, so that they can be read side by side."""
    readers = {table: saved.rows_by_article(table) for table in ("sentences", "actors", *ITEM_COLUMNS)}
    waiting = {table: next(reader, ("", [])) for table, reader in readers.items()}
    for number, document in enumerate(saved.rows("documents")):
        own: dict[str, list[TableRow]] = {}
        for table, reader in readers.items():
            own[table] = []
            # An article that failed under an id already taken has no rows: the rows belong to the first of that id.
            if waiting[table][1] and waiting[table][0] == document["doc_id"] and document["status"] == "ok":
                own[table] = waiting[table][1]
                waiting[table] = next(reader, ("", []))
        rows = {table: own[table] for table in ITEM_COLUMNS}
        yield _Article(number, document, own["sentences"], own["actors"], rows)


def _article_page(saved: SavedRun, article: _Article) -> ArticlePage:
    document = article.document
    return article_page(article.number, document, saved.text(document["doc_id"]), article.sentences, article.rows)


def _views(contents: _Contents, links: Links, title: str) -> list[View]:
    overview = View(
        "overview", _LABELS["overview"], fragment("overview", overview=contents.overview, links=links, title=title)
    )
    tables = {
        "actors": (ACTOR_COLUMNS, contents.actors()),
        **{table: (columns, contents.items[table]) for table, columns in ITEM_COLUMNS.items()},
        "articles": (ARTICLE_COLUMNS, contents.articles),
    }
    return [overview, *(_table_view(name, columns, rows, links) for name, (columns, rows) in tables.items())]


def _table_view(name: str, columns: tuple[Column, ...], rows: list[list[Any]], links: Links) -> View:
    data = {
        "columns": [[c.key, c.label, c.kind, list(c.choices)] for c in columns],
        "rows": rows,
        "single": links.single,
    }
    return View(name, _LABELS[name], fragment("table", name=name, label=_LABELS[name], columns=columns, data=data))


def _footer(saved: SavedRun) -> str:
    account = saved.account
    finished = visible(str(account.get("finished", "")))[:10]
    pipeline = visible(str(account.get("pipeline", "")))
    return (
        f"Stanceflow {__version__}. Run finished {finished or 'at an unknown time'}, pipeline {pipeline or 'unknown'}."
    )


def _save(file: Path, html: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, html)
