"""Which known verb a word is a regular form of."""

from __future__ import annotations

import pytest

from stanceflow.inflection import known_base

KNOWN = {"insist", "allege", "deny", "admit", "press", "say", "agree", "see", "rate", "call"}


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("insisted", "insist"),
        ("alleging", "allege"),
        ("denies", "deny"),
        ("denied", "deny"),
        ("admitted", "admit"),
        ("presses", "press"),
        ("agreed", "agree"),
        ("seeing", "see"),
        ("rating", "rate"),
        ("calling", "call"),
        ("says", "say"),
        ("said", None),
        ("ring", None),
        ("bed", None),
    ],
)
def test_known_base(form: str, base: str | None) -> None:
    assert known_base(form, KNOWN) == base
