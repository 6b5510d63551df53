"""From a run to gold: its rows as files that a person corrects by hand, and those files as gold in offsets."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from stanceflow.file_names import text_file
from stanceflow.gold import GoldError
from stanceflow.regression import quotations
from stanceflow.regression.folders import RegressionError, read_account, read_table
from stanceflow.regression.gold_checks import FLAGS, ROLES, VALUES
from stanceflow.regression.gold_folder import gold_files, read_gold_file
from stanceflow.regression.pairing import shape_of
from stanceflow.regression.run_items import read_sentences, read_texts
from stanceflow.scoring import MAIN_ROLE

JsonItem = dict[str, Any]


def write_drafts(run: Path, to: Path) -> list[Path]:
    """Write each article of a run as `DOC_ID.txt` and, to be corrected, `DOC_ID.json` in the folder `to`; gives the JSON files.

    Raises RegressionError where `run` holds no run, or a file would be overwritten: it may hold somebody's work.
    """
    read_account(run)
    texts, sentences, gold = read_texts(run), read_sentences(run), gold_of_run(run)
    if not texts:
        raise RegressionError(f"{run}: holds no article that was done; run `stanceflow extract` on some")
    files = {doc_id: to / text_file(doc_id) for doc_id in texts}
    for file in files.values():
        if file.with_suffix(".json").exists():
            raise RegressionError(
                f"{file.with_suffix('.json')}: is there already and is not overwritten; choose another --to"
            )
    for doc_id, file in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(texts[doc_id], encoding="utf-8", newline="")
        draft = quotations.write(gold[doc_id], texts[doc_id], sentences.get(doc_id, []))
        _write_json(file.with_suffix(".json"), draft)
    return [file.with_suffix(".json") for file in files.values()]


def resolve_drafts(folder: Path, to: Path | None = None) -> int:
    """Check the gold files in a folder and, where `to` is given, write them there in offsets; gives the number of files.

    Raises GoldError that names every faulty span of all files.
    """
    if not folder.is_dir():
        raise GoldError(f"{folder}: no such folder; give the one that `stanceflow annotate --to` wrote")
    problems: list[str] = []
    resolved: dict[Path, JsonItem] = {}
    for file in gold_files(folder):
        data, wrong = read_gold_file(file)
        problems += wrong
        if data is not None:
            resolved[file] = data
    if problems:
        raise GoldError("\n".join(problems))
    for file, data in resolved.items():
        if to is not None:
            _write_json(to / file.relative_to(folder), data)
            text = file.with_suffix(".txt")
            if text.is_file():
                (to / text.relative_to(folder)).write_bytes(text.read_bytes())
    return len(resolved)


def gold_of_run(run: Path) -> dict[str, JsonItem]:
    """Give a run's rows as gold in offsets, by article."""
    documents = read_table(run, "documents").chosen(("doc_id",)).rows()
    gold: dict[str, JsonItem] = {
        doc_id: {"id": doc_id, "actors": [], **{kind: [] for kind in MAIN_ROLE}} for (doc_id,) in documents
    }
    mentions = _mentions(run)
    for doc_id, actor, kind in read_table(run, "actors").chosen(("doc_id", "actor", "kind")).rows():
        forms = mentions.get((doc_id, actor), [])
        gold[doc_id]["actors"].append({"name": actor, "kind": kind, "mentions": forms})
    for kind in MAIN_ROLE:
        table = read_table(run, kind)
        shape = shape_of(kind, table.columns)
        for row in table.rows():
            item: JsonItem = {
                role: [list(span) for span in shape.spans(row, role)] for role in ROLES[kind] if role in shape.roles
            }
            cells = dict(zip(table.columns, row, strict=True))
            item |= {name: cells[name] for name in ("source_actor", "holder_actor", *VALUES[kind]) if name in cells}
            item |= {name: cells[name] == "true" for name in FLAGS if name in cells}
            gold[cells["doc_id"]][kind].append(item)
    return gold


def _mentions(run: Path) -> dict[tuple[str, str], list[str]]:
    """Give the words that name each actor of each article, pronouns left out, in text order, each once."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for doc_id, actor, text, form in read_table(run, "mentions").chosen(("doc_id", "actor", "text", "form")).rows():
        forms = found.setdefault((doc_id, actor), {})
        if form != "pronoun":
            forms[text] = None
    return {key: list(forms) for key, forms in found.items()}


def _write_json(file: Path, value: Mapping[str, Any] | Sequence[Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="")
