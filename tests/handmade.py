"""Docs built by hand from `tests/trees`, for tests that need a parse but no pipeline."""

from __future__ import annotations

import csv
import pathlib
from typing import Literal

from spacy.tokens import Doc
from spacy.vocab import Vocab

TREES = pathlib.Path(__file__).parent / "trees"
Scheme = Literal["universal", "english"]


def tree(name: str, scheme: Scheme) -> Doc:
    """Give the Doc of `tests/trees/NAME.tsv` in one of the two label schemes."""
    with open(TREES / f"{name}.tsv", encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    heads = [int(row[f"{scheme}_head"]) for row in rows]
    return Doc(
        Vocab(),
        words=[row["form"] for row in rows],
        lemmas=[row["lemma"] for row in rows],
        pos=[row["pos"] for row in rows],
        tags=[row["tag"] for row in rows],
        heads=[i if head == 0 else head - 1 for i, head in enumerate(heads)],
        deps=[row[f"{scheme}_label"] for row in rows],
        sent_starts=[i == 0 for i in range(len(rows))],
    )
