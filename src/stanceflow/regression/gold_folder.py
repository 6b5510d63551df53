"""Reading a folder of gold: JSON with offsets, JSON with quotations by sentence (as `stanceflow annotate` writes), or CSV tables.

Whatever is wrong is said for all files at once, one line each, with the faulty span.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from stanceflow.corpus import read_articles
from stanceflow.gold import GoldError, article_of_gold
from stanceflow.regression import gold_checks, quotations
from stanceflow.regression.folders import Table, read_table
from stanceflow.regression.pairing import shape_of
from stanceflow.regression.run_items import read_items
from stanceflow.scoring import MAIN_ROLE, Article
from stanceflow.tables import span_text

_MOST_PROBLEMS = 50


def read_gold_folder(folder: Path, texts: Mapping[str, str]) -> dict[str, Article]:
    """Give the annotated articles in a folder, by id.

    JSON: `DOC_ID.json`, its text beside it (`DOC_ID.txt`) or among `texts`, those of the run to be scored. CSV: the tables of a run (`claims.csv`, ...), with a
    column `optional` where it is wanted. Raises GoldError naming every faulty span, and articles whose text is another than the run's.
    """
    if not folder.is_dir():
        raise GoldError(f"{folder}: no such folder; give the one that holds gold")
    if (folder / "claims.csv").is_file():
        return _read_tables(folder, texts)
    found: dict[str, Article] = {}
    problems: list[str] = []
    for file in gold_files(folder):
        doc_id = file.relative_to(folder).with_suffix("").as_posix()
        data, wrong = read_gold_file(file, texts.get(doc_id))
        problems += wrong
        if data is not None:
            found[doc_id] = article_of_gold(data)
    if problems:
        hidden = len(problems) - _MOST_PROBLEMS
        more = [f"{folder}: and {hidden} more problems; mend these first"] if hidden > 0 else []
        raise GoldError("\n".join(problems[:_MOST_PROBLEMS] + more))
    return found


def gold_files(folder: Path) -> list[Path]:
    """Give the JSON files below a folder. Raises GoldError where there are none."""
    files = sorted(folder.rglob("*.json"))
    if not files:
        raise GoldError(f"{folder}: holds no .json gold files and no claims.csv; give the folder that does")
    return files


def read_gold_file(file: Path, run_text: str | None = None) -> tuple[dict[str, Any] | None, list[str]]:
    """Give the JSON of a gold file with offsets for spans, and what is wrong with it; None where something is.

    `run_text` is the text that the run read, if there is one. A file with quotations is resolved against its text.
    """
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        return None, [f"{file}: is not JSON in UTF-8 ({error}); mend it or take it away"]
    text = _own_text(file)
    if text is not None and run_text is not None and text != run_text:
        return None, [f"{file.with_suffix('.txt')}: is not the text that the run read; run `stanceflow extract` on it"]
    text = run_text if text is None else text
    if isinstance(data, dict) and data.get("format") == quotations.FORMAT:
        if text is None:
            return None, [f"{file}: there is no {file.stem}.txt beside it; spans are quotations of that text"]
        data, problems = quotations.resolve(data, text)
        if problems:
            return None, [f"{file}: {problem}" for problem in problems]
    problems = list(gold_checks.problems(data, text))
    return (None if problems else data), [f"{file}: {problem}" for problem in problems]


def _own_text(file: Path) -> str | None:
    """Give the text beside a gold file, as a run would read it."""
    beside = next((b for b in (file.with_suffix(".txt"), file.with_suffix(".md")) if b.is_file()), None)
    if beside is None:
        return None
    (article,) = read_articles([beside])
    if article.status == "failed":
        raise GoldError(f"{beside}: {article.error}")
    return article.text


def _read_tables(folder: Path, texts: Mapping[str, str]) -> dict[str, Article]:
    articles = read_items(folder)
    problems = [problem for kind in MAIN_ROLE for problem in _table_problems(read_table(folder, kind), texts)]
    if problems:
        raise GoldError("\n".join(problems[:_MOST_PROBLEMS]))
    return articles


def _table_problems(table: Table, texts: Mapping[str, str]) -> Iterator[str]:
    """Say which spans of a table are faulty, or hold other words than stand beside them."""
    shape = shape_of(table.name, table.columns)
    for number, row in enumerate(table.rows(), start=1):
        doc_id = shape.cell(row, "doc_id")
        text = texts.get(doc_id)
        for role in shape.roles:
            spans = shape.spans(row, role)
            wrong = list(gold_checks.role_problems([list(span) for span in spans], text))
            if not wrong and text is not None and spans and span_text(text, spans) != shape.cell(row, role):
                wrong = [f"{shape.cell(row, role)!r} is not what stands there, {span_text(text, spans)!r}"]
            yield from (f"{table.file}: row {number} ({doc_id}), {role}: {problem}" for problem in wrong)
