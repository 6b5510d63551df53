"""Stances, case by case: a sentence of our own, and every stance that it should give, as `holder + target` (for) or `holder - target` (against).

The author as holder is written `@`, somebody whom nothing names `?`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stanceflow.records import AUTHOR
from stanceflow.spans import text_of

if TYPE_CHECKING:
    from spacy.language import Language

    from stanceflow.records import Stance

CASES = """
Poland supports the treaty. -> Poland + the treaty
Poland does not support the treaty. -> Poland - the treaty
Poland refused to support the treaty. -> Poland - the treaty
Hungary has never accepted the ruling. -> Hungary - the ruling
France condemned the attack. -> France - the attack
The attack was condemned by France. -> France - The attack
France and Germany condemned the attack. -> France - the attack; Germany - the attack
Ministers who condemned the attack resigned. -> Ministers - the attack
Turkey opposes lifting the embargo. -> Turkey - lifting the embargo
Japan accused China of spying. -> Japan - China
Brazil blamed Argentina for the delay. -> Brazil - Argentina
Norway thanked Qatar for its help. -> Norway + Qatar
Brazil's opposition to the deal surprised nobody. -> Brazil's - the deal
Turkish opposition to the deal has hardened. -> Turkish - the deal
Canada voiced its support for the plan. -> its + the plan
India is opposed to the tariff. -> India - the tariff
India remains hostile to the tariff. -> India - the tariff
India is committed to the pact. -> India + the pact
Egypt is critical of the dam. -> Egypt - the dam
Kenya is proud of its parks. -> Kenya + its parks
Spain voted against the resolution. -> Spain - the resolution
Spain voted for the resolution. -> Spain + the resolution
Italy sided with Greece. -> Italy + Greece
Italy stood by its ally. -> Italy + its ally
Chile objected to the clause. -> Chile - the clause
Sweden is in favour of the merger. -> Sweden + the merger
Sweden is against the merger. -> Sweden - the merger
Estonia accused Reuters of twisting the facts. -> Estonia - Reuters
Denmark took a dim view of the proposal. -> Denmark - the proposal
Finland ruled out a second base. -> Finland - a second base
The verdict angered Serbia. -> Serbia - The verdict
Critics of the law met in Oslo. -> Critics of the law - the law
Supporters of the law met in Oslo. -> Supporters of the law + the law
Portugal called the plan reckless. -> Portugal - the plan
Portugal described the plan as a mistake. -> Portugal - the plan
Portugal sees the plan as a disgrace. -> Portugal - the plan
Norway refuses to lift the ban. -> Norway - to lift the ban
Hundreds of farmers opposed the levy. -> Hundreds of farmers - the levy
Norway built the road despite opposition from farmers. -> farmers - the road
Norway opposes the levy but not its author. -> Norway - the levy
Norway has no right to close the border. -> @ - Norway
Norway must abandon the levy. -> @ - the levy
The levy is bold and foolish. -> @ - The levy
The plan is reckless. -> @ - The plan
The plan is not foolish. -> @ + The plan
It is wrong to punish the farmers. -> @ - to punish the farmers
This was a grave mistake. -> @ - This
The mayor deserves praise. -> @ + The mayor
The mayor has a point. -> @ + The mayor
That shameful law divided Peru. -> @ - That shameful law
What Israel opposes is the timetable. -> Israel - the timetable
Ireland said no to the levy. -> Ireland - the levy
The levy is unpopular with Austria. -> Austria - The levy
Austria's refusal to pay was noted. -> Austria's - to pay
Cuba rejected the offer to mediate. -> Cuba - the offer to mediate
Poland backs the treaty. Latvia does not. -> Poland + the treaty; Latvia - the treaty
Poland opposes the treaty. Latvia would not. -> Poland - the treaty; Latvia + the treaty
Poland does not support the treaty. Neither does Latvia. -> Poland - the treaty; Latvia - the treaty
Poland backs the treaty. Latvia will sign it. -> Poland + the treaty
Pro-Russian parties won the vote. -> Pro-Russian parties + Russian
Anti-war marchers filled the square. -> Anti-war marchers - war
The army bought anti-tank missiles. ->
Public opinion supports the levy. -> Public opinion + the levy
The raid was widely condemned. -> ? - The raid
The raid violates international law. -> @ - The raid
The worst mistake was to wait. -> @ - to wait
It is very dangerous for Spain to wait. -> @ - for Spain to wait
The plan is dangerous. ->
The minister bungled the census. -> @ - The minister
Oslo urged Lima to stop the raids. -> Oslo - the raids
Farmers view the ministry with contempt. -> Farmers - the ministry
Auditors question the wisdom of the loan. -> Auditors - the loan
Critics of the levy met. Its supporters stayed away. -> Critics of the levy - the levy; Its supporters + Its
Poland should support the treaty. ->
Does Poland support the treaty? ->
If Poland supports the treaty, the vote will pass. ->
Poland has not condemned the attack. ->
Poland sent troops to the border. ->
Poland has opposed the tariff for three decades. -> Poland - the tariff
Poland opposes the levy, on the grounds that it hurts the farmers. -> Poland - the levy
The flood of 2019 was the worst in living memory. ->
The flood was the worst mistake of the mayor. -> @ - The flood
Our task is to be boring. ->
A right-of-way rule is needed. ->
I hope that the mayor is right. ->
Not everyone in Oslo likes the plan. ->
France supports the pact in speeches. -> France + the pact
A minister who signs the pact might regret it. ->
The miners, weary of the war, left. -> The miners - the war
The mayor may be wrong. ->
"Is the plan reckless?" asked the mayor. ->
Poland opposes a levy which the banks would pass on. Of course they would. -> Poland - a levy which the banks would pass on
"""


def cases() -> list[tuple[str, set[str]]]:
    out = []
    for line in CASES.strip().splitlines():
        sentence, _, expected = line.partition(" ->")
        out.append((sentence, {part.strip() for part in expected.split(";") if part.strip()}))
    return out


def written(text: str, stance: Stance) -> str:
    holder = text_of(text, stance.holder) if stance.holder else "@" if stance.holder_actor else "?"
    return f"{holder} {'+' if stance.polarity == 'favor' else '-'} {text_of(text, stance.target)}"


@pytest.mark.parametrize(("sentence", "expected"), cases())
def test_stances(sentence: str, expected: set[str], nlp: Language) -> None:
    assert {written(sentence, stance) for stance in nlp(sentence)._.stanceflow.stances} == expected


def test_what_is_said_in_the_speakers_words_is_the_speakers(nlp: Language) -> None:
    text = 'The treaty was signed in May. "We oppose the treaty," said Viktor Novak.'
    (stance,) = nlp(text)._.stanceflow.stances
    assert (stance.holder_actor, stance.polarity) == ("Viktor Novak", "against")
    assert stance.source_actor == "Viktor Novak"
    assert stance.chain == (AUTHOR, "Viktor Novak")


def test_what_the_author_reports_is_the_authors(nlp: Language) -> None:
    (stance,) = nlp("Peru condemned the raid.")._.stanceflow.stances
    assert (stance.source_actor, stance.source, stance.chain) == (AUTHOR, (), (AUTHOR,))


def test_a_target_may_be_that_of_the_stance_before(nlp: Language) -> None:
    text = "Chile supports the levy. Peru is opposed."
    found = {written(text, stance) for stance in nlp(text)._.stanceflow.stances}
    assert found == {"Chile + the levy", "Peru - the levy"}


def test_an_actor_as_target_is_named(nlp: Language) -> None:
    (stance,) = nlp("Japan criticised China on Monday.")._.stanceflow.stances
    assert stance.target_actor == "China"
