"""The rows that the README shows are rows that the program gives, from words that stand in the article it names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import stanceflow
from stanceflow.corpus import read_articles

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def shown() -> list[tuple[str, dict[str, str]]]:
    """Each row of the README's example: its table, and its cells by column."""
    rows, table, columns = [], "", []
    for line in README.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if cells and cells[0] in ("claims", "interests", "stances", "predictions"):
            table, columns = cells[0], [cell.strip("`") for cell in cells[1:]]
        elif table and cells and not cells[0] and set(line) - set("|- "):
            rows.append((table, dict(zip(columns, cells[1:], strict=True))))
        elif not cells:
            table = ""
    return rows


def test_the_example_is_what_the_program_gives(nlp: Language) -> None:
    path = re.search(r"\]\((corpus/[^)]+)\)", README)
    assert path is not None
    article = next(iter(read_articles([ROOT / path[1]])))
    doc = nlp.make_doc(article.text)
    doc.user_data["published"] = article.published
    frames = stanceflow.to_frames([nlp(doc)])
    rows = shown()
    assert len(rows) >= 6
    for table, cells in rows:
        found = frames[table].astype(str)
        for column, cell in cells.items():
            found = found[found[column].replace({"nan": "", "<NA>": "", "None": ""}) == cell]
        assert len(found) == 1, (table, cells)


def test_the_excerpt_stands_in_the_article() -> None:
    path = re.search(r"\]\((corpus/[^)]+)\)", README)
    assert path is not None
    text = (ROOT / path[1]).read_text(encoding="utf-8")
    quoted = [line.removeprefix("> ").removesuffix(" ...") for line in README.splitlines() if line.startswith("> ")]
    assert quoted
    assert all(line in text for line in quoted)
