"""Quotation marks of all kinds, in texts of our own: what stands between them, and how long finding it takes."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stanceflow.quotations import quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘We wait,’ said Ann. ‘For the farmers’ sake.’", ["We wait,", "For the farmers’ sake."]),
        ("She called it 'the last good year'. I don't.", ["the last good year"]),
        ("The officials' view of the '90s, and of rock 'n' roll.", []),
        ("They said ‘no’, then ‘yes, it’s fine’ to it.", ["no", "yes, it’s fine"]),
        ("“We ‘like’ it,” he said.", ["We ‘like’ it,"]),
        ("‘He said “stop” then,’ she said.", ["He said “stop” then,"]),
        ("‘’Where is the fleet?’’ he asked.", ["Where is the fleet?"]),
        ('He read: "It begins.\n\nIt ends here." He left.', ["It begins.", "It ends here."]),
        ("''We wait,'' he said of the ''long'' night.", ["We wait,", "long"]),
        ("''He says 'never,' and means it,'' she said; the 5'' pipe leaked.", ["He says 'never,' and means it,"]),
        ("Don't go; they won't.", []),
    ],
)
def test_what_stands_between_marks(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text)] == expected


def test_a_paragraph_that_only_closes_goes_on() -> None:
    begun, ended = quotations('He read: "It begins.\n\nIt ends here." He left.')
    assert (begun.closed, begun.continues) == (False, False)
    assert (ended.closed, ended.continues) == (True, True)


@given(st.text(alphabet=st.sampled_from("ab .,“”\"'‘’«»\n")))
def test_quotations_are_disjoint_and_in_order(text: str) -> None:
    found = quotations(text)
    assert all(a.outer_end <= b.outer_start for a, b in itertools.pairwise(found))
    assert all(q.outer_start <= q.start < q.end <= q.outer_end for q in found)


@pytest.mark.parametrize("unit", ["‘ab ", "‘ab' ", '"ab ', "“ab ", "'ab "])
def test_unbalanced_marks_take_linear_time(unit: str) -> None:
    begun = time.process_time()
    quotations(unit * 20_000)
    assert time.process_time() - begun < 5
