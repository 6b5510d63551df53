"""Gold and results as what `scoring.py` compares: from annotated JSON files, and from extractions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from stanceflow.records import Claim, Extraction, Interest, Prediction, Spans, Stance
from stanceflow.scoring import MAIN_ROLE, WHO_ROLE, Article, Item, normal_form

_ROLES = ("source", "holder", "cue", "content", "target", "condition", "horizon")
_VALUES = ("form", "kind", "valence", "polarity", "likelihood", "negated", "rule", "denied")


class GoldError(ValueError):
    """A gold file that cannot be used; the message names the file and what is wrong in it."""


def read_gold(folder: Path) -> dict[str, Article]:
    """Give the annotated articles below a folder, by id (path without suffix). Raises `GoldError` where a file is no gold."""
    paths = sorted(folder.rglob("*.json"))
    if not paths:
        raise GoldError(f"{folder}: holds no .json gold files; give the folder that does")
    return {path.relative_to(folder).with_suffix("").as_posix(): _read(path) for path in paths}


def _read(path: Path) -> Article:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return article_of_gold(data)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: is not JSON in UTF-8 ({error}); mend it or take it away") from None
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise GoldError(f"{path}: is no gold file ({type(error).__name__}: {error}); see docs/quality.md") from None


def article_of_gold(data: Mapping[str, Any]) -> Article:
    """Give the article written in a gold file's JSON: actors with names, kinds and mentions; items with spans by role."""
    items = {kind: [_gold_item(entry, kind) for entry in data[kind]] for kind in MAIN_ROLE}
    actors = data["actors"]
    return Article(
        items=items,
        forms={a["name"]: frozenset(normal_form(m) for m in a["mentions"]) for a in actors},
        kinds={a["name"]: a["kind"] for a in actors},
        optional_actors=frozenset(a["name"] for a in actors if a.get("optional")),
    )


def _gold_item(entry: Mapping[str, Any], kind: str) -> Item:
    return Item(
        spans={role: tuple((int(start), int(end)) for start, end in entry.get(role) or ()) for role in _ROLES},
        who_actor=entry.get(f"{WHO_ROLE[kind]}_actor") or "",
        source_actor=entry.get("source_actor") or "",
        values={key: str(entry[key]) for key in _VALUES if entry.get(key) is not None},
        optional=bool(entry.get("optional")),
    )


def article_of_extraction(extraction: Extraction) -> Article:
    """Give what was extracted from an article."""
    records: dict[str, Iterable[Claim | Interest | Stance | Prediction]] = {
        "claims": extraction.claims,
        "interests": extraction.interests,
        "stances": extraction.stances,
        "predictions": extraction.predictions,
    }
    forms = {
        actor.name: frozenset(
            normal_form(extraction.text[m.start : m.end]) for m in actor.mentions if m.form != "pronoun"
        )
        for actor in extraction.actors
    }
    return Article(
        items={kind: [_record_item(record, kind) for record in found] for kind, found in records.items()},
        forms=forms,
        kinds={actor.name: actor.kind for actor in extraction.actors},
    )


def _record_item(record: Claim | Interest | Stance | Prediction, kind: str) -> Item:
    spans: dict[str, Spans] = {role: getattr(record, role, ()) for role in _ROLES}
    return Item(
        spans=spans,
        who_actor=getattr(record, f"{WHO_ROLE[kind]}_actor"),
        source_actor=record.source_actor,
        values={key: str(getattr(record, key)) for key in _VALUES if hasattr(record, key)},
    )
