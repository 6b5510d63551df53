"""Interests on sentences of our own: holder, content, kind and valence, as one canonical line each."""

from __future__ import annotations

import pytest

from stanceflow.lexicon import load_frames
from stanceflow.records import AUTHOR
from stanceflow.spans import text_of

# sentence => holder; content; kind valence. What stands after a second => is a second row.
CASES = """
Oslo wants a truce. => Oslo; a truce; desire seek
Lima does not want a second vote. => Lima; a second vote; desire avoid
Lima wants no second vote. => Lima; second vote; desire avoid
Rome wants its partners to pay. => Rome; its partners to pay; desire seek
The bishops urged the premier to resign. => The bishops; to resign; desire seek
The envoy asked the generals not to attack the port. => The envoy; to attack the port; desire avoid
Quito plans to close the pipeline. => Quito; to close the pipeline; goal seek
Quito has no plans to close the pipeline. => Quito; to close the pipeline; goal avoid
The cabinet is trying to prevent a strike. => The cabinet; a strike; goal avoid
Both governments agreed not to deploy missiles. => Both governments; to deploy missiles; goal avoid
Cairo closed the crossing to force a deal. => Cairo; to force a deal; goal seek
Cairo closed the crossing so that the talks could go on. => Cairo; the talks could go on; goal seek
Riga fears a second blockade. => Riga; a second blockade; fear avoid
The farmers are worried about the new tariff. => The farmers; the new tariff; fear avoid
Dhaka needs cheap gas. => Dhaka; cheap gas; need seek
Dhaka cannot afford a long strike. => Dhaka; a long strike; need avoid
The tariff hurts Bolivian farmers. => Bolivian farmers; The tariff; benefit avoid
The smugglers profit from the blockade. => The smugglers; the blockade; benefit seek
Madrid is reluctant to send troops. => Madrid; to send troops; desire avoid
The rebels are determined to take the port. => The rebels; to take the port; goal seek
Oslo would like to mediate. => Oslo; to mediate; desire seek
Madrid fears that the bank will fail. => Madrid; the bank will fail; fear avoid
Rome worries about being left out. => Rome; being left out; fear avoid
The dam, the herders fear, will dry the river. => the herders; The dam ... will dry the river; fear avoid
There is a danger that the talks will collapse. => ; the talks will collapse; fear avoid
Turkey's overriding interest is stability. => Turkey's; stability; value seek
Turkey's survival is at stake. => Turkey's; Turkey's survival; value seek
Turkey gives priority to the straits. => Turkey; the straits; value seek
Turkey must have gas. => Turkey; gas; need seek
The ban threatens Turkey's exports. => Turkey's; The ban; fear avoid
The ban is a heavy blow to Turkey. => Turkey; The ban; benefit avoid
For Turkey, the ban would be a disaster. => Turkey; the ban; benefit avoid
It is in Turkey's interest to wait. => Turkey's; to wait; benefit seek
Turkey has nothing to gain from the ban. => Turkey; the ban; benefit seek
A loan is what Quito seeks. => Quito; A loan; goal seek
The company lost the licence that Quito needed. => Quito; the licence; need seek
The bishops called for the minister to resign. => The bishops; the minister to resign; desire seek
Let the miners vote. => ; the miners vote; desire seek
Turkey's policy aims to weaken the clans. => Turkey's; to weaken the clans; goal seek
To win time, Rome asked for talks. => Rome; To win time; goal seek => Rome; talks; desire seek
The farmers have called for any new pact to be tied to the price of water. => The farmers; any new pact to be tied to the price of water; desire seek
Lima would rather wait. => Lima; wait; desire seek
Lima would rather not pay. => Lima; pay; desire avoid
Cairo sent two ships, to the alarm of the Greeks. => the Greeks; Cairo sent two ships; fear avoid
The judge suspected the banker of wanting a bribe. => the banker; a bribe; desire seek
Peace matters more to small states than to anyone. => small states; Peace; value seek
Rome and Warsaw fear a blockade. => Rome; a blockade; fear avoid => Warsaw; a blockade; fear avoid
"""

NONE = """
Riga does not fear a blockade.
Does Oslo want a truce?
If Oslo wanted a truce, it would ask for one.
I want to thank the committee.
The engine needs oil.
The crossing was closed in March.
He asked why the crossing was closed.
Rome could close the crossing to force a deal.
The union works for years.
The council must decide where to build the school.
A state that wanted war would have found a reason.
The army denied a report that the council had agreed to close the port.
The envoys agreed that the plan was sound.
The council could require a permit.
It is the view of the sea.
"""


def _rows(nlp, sentence: str) -> list[str]:
    found = nlp(sentence)._.stanceflow
    return [
        f"{text_of(found.text, i.holder)}; {text_of(found.text, i.content)}; {i.kind} {i.valence}"
        for i in found.interests
    ]


def _lines(table: str) -> list[str]:
    return table.strip().splitlines()


@pytest.mark.parametrize("line", _lines(CASES))
def test_found(nlp, line):
    sentence, *expected = line.split(" => ")
    assert _rows(nlp, sentence) == expected


@pytest.mark.parametrize("sentence", _lines(NONE))
def test_not_found(nlp, sentence):
    assert _rows(nlp, sentence) == []


def test_source_is_author_outside_claims(nlp):
    (row,) = nlp("Oslo wants a truce.")._.stanceflow.interests
    assert (row.source, row.source_actor, row.chain) == ((), AUTHOR, (AUTHOR,))


def test_source_of_a_speech_act_is_the_author(nlp):
    (row,) = nlp("The bishops urged the premier to resign.")._.stanceflow.interests
    assert row.source_actor == AUTHOR


def test_source_is_the_speaker_inside_a_claim(nlp):
    rows = nlp('"Oslo wants a truce," said Ingrid Halvorsen.')._.stanceflow.interests
    assert [(r.holder_actor, r.source_actor) for r in rows] == [("Norway", "Ingrid Halvorsen")]


def test_lexicon_is_broad():
    assert len(load_frames("interests").by_cue) >= 250
