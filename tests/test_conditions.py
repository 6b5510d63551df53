"""Conditions by sentences of our own: which words state the condition, of which kind, and that they are cut out of the content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stanceflow.spans import text_of

if TYPE_CHECKING:
    from spacy.language import Language

# sentence | condition | kind | content
CONDITIONS = """
If the dam breaks, the valley will flood. | If the dam breaks | if | the valley will flood
The valley will flood if the dam breaks. | if the dam breaks | if | The valley will flood
Even if the rain stops, the river will rise. | Even if the rain stops | if | the river will rise
Unless the rains come, the crop will fail. | Unless the rains come | unless | the crop will fail
The reform could well fail unless parliament acts by June. | unless parliament acts by June | unless | The reform could well fail
Without foreign loans, the state would default. | Without foreign loans | without | the state would default
Absent a deal, the port would close. | Absent a deal | without | the port would close
Should the talks collapse, sanctions would return. | Should the talks collapse | if | sanctions would return
Were the court to object, the law would fall. | Were the court to object | if | the law would fall
He will vote for the mayor again, probably, unless it rains. | unless it rains | unless | He will vote for the mayor again
They hope for a deal in the council, which is unlikely unless the bank pays. | unless the bank pays | unless | a deal in the council
A pact could be signed before the leaders meet, provided that the banks pay. | provided that the banks pay | if | A pact could be signed before the leaders meet
They voted, because if they did not, the mayor would win. | if they did not | if | the mayor would win
If the bank came, in public, and paid the fine, shares would rise. | If the bank came, in public, and paid the fine | if | shares would rise
The plan will succeed only if the army stays out. | only if the army stays out | only_if | The plan will succeed
The refugees will return once the roads are safe. | once the roads are safe | once | The refugees will return
The airport will stay closed as long as the fighting lasts. | as long as the fighting lasts | if | The airport will stay closed
The loan will be paid provided that the budget passes. | provided that the budget passes | if | The loan will be paid
Raise the tax and the shops will close. | Raise the tax | if | the shops will close
The export ban would hurt small farmers. | The export ban | subject | The export ban would hurt small farmers
Raising the fee would anger drivers. | Raising the fee | subject | Raising the fee would anger drivers
A longer war would empty the treasury. | A longer war | subject | A longer war would empty the treasury
Only a lasting truce could bring the refugees home. | Only a lasting truce | only_if | Only a lasting truce could bring the refugees home
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in CONDITIONS.strip().splitlines()]
UNCONDITIONAL = [
    "The farmers would lose their land.",
    "The reservoir will be empty by August.",
    "Prices are unlikely to fall this year.",
]


@pytest.mark.parametrize(("sentence", "condition", "kind", "content"), ROWS)
def test_condition(nlp: Language, sentence: str, condition: str, kind: str, content: str) -> None:
    (found,) = nlp(sentence)._.stanceflow.predictions
    assert text_of(sentence, found.condition) == condition
    assert found.condition_kind == kind
    assert text_of(sentence, found.content) == content


@pytest.mark.parametrize("sentence", UNCONDITIONAL)
def test_no_condition(nlp: Language, sentence: str) -> None:
    (found,) = nlp(sentence)._.stanceflow.predictions
    assert (found.condition, found.condition_kind) == ((), "")


def test_if_for_whether_is_no_condition(nlp: Language) -> None:
    assert nlp("They asked if the bank would fail.")._.stanceflow.predictions == ()
