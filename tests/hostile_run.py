"""A run in which everything that an article has a say in is hostile: texts, titles, authors, ids, names, cues, file names."""

from __future__ import annotations

import json
from pathlib import Path

from fake_pipeline import fake_pipeline
from payloads import PAYLOADS
from stanceflow.run import extract_corpus


def hostile_run(folder: Path) -> Path:
    """Make the run below a folder, with the fake pipeline, and give its folder."""
    given = folder / "given"
    given.mkdir()
    lines = [_record(number, payload) for number, payload in enumerate(PAYLOADS)]
    (given / "records.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    for number, payload in enumerate(PAYLOADS[:40]):
        name = payload.replace("/", "_").replace("\x00", "")[:80]
        (given / f"{name}{number}.txt").write_text(_text(payload), encoding="utf-8")
    extract_corpus([given], folder / "run", nlp=fake_pipeline())
    return folder / "run"


def _record(number: int, payload: str) -> dict[str, str]:
    return {
        "id": f"{number}{payload}",
        "text": _text(payload),
        "title": payload,
        "author": payload,
        "published": f"20{20 + number % 9}-01-02",
    }


def _text(payload: str) -> str:
    words = payload.replace(".", "").replace("?", "").replace("!", "")
    return (
        f"{words} said {words} again.\nX{words} wants {words} now.\n\nY{words} opposes {words} here. Z {words} will {words} soon.\n"
        f"{payload}\nIt means {payload}.\n"
    )
