"""Names of places and peoples from the gazetteer, for words whose kind of name no annotation tells."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.words import WORDS


def read_peoples(gazetteer: Path) -> frozenset[str]:
    """Lower-case words for nationalities and other peoples, one word each: *french*, *thais*."""
    words = set(WORDS["peoples"])
    for country in _countries(gazetteer):
        for demonym in country["demonym"]:
            if demonym and demonym.isalpha():
                words.update((demonym.lower(), demonym.lower() + "s"))
    return frozenset(words)


def read_places(gazetteer: Path) -> frozenset[str]:
    """Names of countries and capitals in lower case."""
    return frozenset(
        name.lower()
        for country in _countries(gazetteer)
        for name in (country["name"], *country["capital"])
        if len(name) > 2
    )


def _countries(gazetteer: Path) -> Iterator[dict[str, Any]]:
    for line in (gazetteer / "countries_mledoze.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
