"""Polarity, case by case: a sentence of our own with *the word asked about* between stars, and the sign that it should get."""

from __future__ import annotations

import pytest

from stanceflow.annotate.polarity import is_asserted, is_negative_phrase, negations
from stanceflow.syntax import Graph

SIGNS = """
+ Oslo *supports* the treaty.
+ Voters end up *believing* the lie.
- Voters gave up *believing* the lie.
+ Voters keep on *believing* the lie.
- Oslo does not *support* the treaty.
- Oslo doesn't *support* the treaty.
- The minister never *wanted* a second vote.
- The senate no longer *trusts* the regulator.
- Voters hardly *fear* the new law.
- The bishops barely *tolerate* the mayor.
- The union rarely *endorses* a candidate.
- The court seldom *welcomes* such appeals.
- The generals scarcely *respect* the president.
+ The party not only *supports* the bill but wrote it.
+ The mayor not just *backs* the plan but pays for it.
- Lima *wants* no second vote.
- No government *supports* the embargo.
- Nobody in the capital *wants* a war.
- None of the parties *endorsed* the pact.
- No one *trusts* the commission.
- Few ministers *support* the reform.
+ A few ministers *support* the reform.
- Neither side *wants* a truce.
- Neither Rome nor Paris *supports* the levy.
- The ministry *supports* nothing of the kind.
+ The exiles *want* nothing but peace.
- Not one senator *opposed* the bill.
+ Not all senators *oppose* the bill.
- Little in the report *supports* that view.
- Under no circumstances would Ankara *accept* the deal.
- The cabinet will in no way *support* the merger.
- By no means does the bank *favor* higher rates.
- The bank failed to *support* the currency.
- Hungary refused to *endorse* the statement.
- The governor declined to *support* the candidate.
- The committee neglected to *protect* the witnesses.
+ Hungary did not refuse to *endorse* the statement.
+ The bank did not fail to *support* the currency.
+ The envoy never failed to *praise* his hosts.
+ The premier managed to *win* the vote.
- The premier did not manage to *win* the vote.
- The ministers did not dare to *oppose* him.
+ The ministers dared to *oppose* him.
- The party stopped *supporting* the war.
- The province ceased *paying* its share.
- The union quit *backing* the government.
+ The party did not stop *supporting* the war.
+ The party continued to *support* the war.
- The party did not continue to *support* the war.
- The king avoided *criticizing* his neighbours.
- The law prevents the agency from *helping* the refugees.
- The judge barred the firm from *selling* the mine.
- The army kept the rebels from *taking* the port.
- The minister refrained from *criticizing* the court.
+ The minister did not refrain from *criticizing* the court.
- Peru signed the pact without *supporting* its aims.
- The firm paid the fine rather than *fight* the case.
- The mayor raised taxes instead of *cutting* services.
- The president was too weak to *oppose* the generals.
- The allies were too divided to *support* the plan.
+ The allies were only too happy to *support* the plan.
+ The press is too quick to *condemn* the mayor.
+ The generals were never slow to *condemn* the mayor.
- Sofia is unwilling to *support* the pipeline.
- The chancellor is reluctant to *endorse* the bill.
+ The chancellor is not reluctant to *endorse* the bill.
+ Sofia is willing to *support* the pipeline.
- Sofia is not willing to *support* the pipeline.
- The council was unable to *agree* on a budget.
- The refusal to *support* the plan angered Rome.
- The failure to *protect* the dam cost lives.
- The lack of *support* in the senate doomed the bill.
- The president has no *desire* for a quarrel.
- The president has little *interest* in a quarrel.
+ The president has a little *interest* in the matter.
- Jakarta has no intention of *joining* the bloc.
- Jakarta has no plans to *join* the bloc.
+ Jakarta has plans to *join* the bloc.
- The rebels have abandoned their *demand* for a new vote.
- The party has lost its *appetite* for reform.
- Quito does not seem to *want* a settlement.
+ Quito seems to *want* a settlement.
- I do not think that Quito *wants* a settlement.
- The farmers do not intend to *accept* the quotas.
- The settlers are not *eager* to leave.
- The republic is no *friend* of the cartel.
- The premier is hardly *eager* for a vote.
- The deal is anything but *popular* in the south.
- The scheme is far from *popular* in the north.
- The senate does not support or *fund* the mission.
- The senate neither supports nor *funds* the mission.
- The senate neither *supports* nor funds the mission.
+ The senate does not fund but *supports* the mission.
- No party supports and *funds* the mission.
- The guards did not stop the crowd or *protect* the shops.
+ No one doubts that the mayor *wants* the job.
+ The mayor could not *agree* more with the bishop.
+ The islanders cannot *wait* to vote.
- The islanders cannot *accept* the verdict.
- The party has never refused to stop *supporting* the war.
+ The party has refused to stop *supporting* the war.
- It did not occur to him to refuse, nor did he *support* the idea.
+ The senate, which does not like the mayor, *supports* his plan.
"""

ASSERTIONS = """
+ Oslo *supports* the treaty.
+ Oslo does not *support* the treaty.
- Does Oslo *support* the treaty?
- "Does Oslo *support* the treaty?" she asked.
+ "Oslo *supports* the treaty," she said.
+ Why does Oslo *oppose* the treaty?
- If Oslo *opposes* the treaty, it will fail.
+ If the treaty fails, Oslo will *regret* it.
- Unless Lima *wants* a quarrel, it will sign.
- It is unclear whether Lima *wants* a quarrel.
- The minister denied that Lima *wants* a quarrel.
- Analysts doubt that Lima *wants* a quarrel.
+ Analysts say that Lima *wants* a quarrel.
- It is not true that Lima *wants* a quarrel.
+ It is true that Lima *wants* a quarrel.
- The myth that Lima *wants* a quarrel is popular.
- He talks as if Lima *wanted* a quarrel.
+ Because Lima *wants* a quarrel, it will not sign.
- Should Lima *want* a quarrel, it will find one.
+ No one doubts that Lima *wants* a quarrel.
"""

NEGATIVE_PHRASES = """
- No *minister* came.
- *Nobody* came.
+ A *minister* came.
- Little *appetite* remained.
- *Few* of them came.
"""


def _cases(table: str) -> list[tuple[str, int]]:
    return [(line[2:], 1 if line[0] == "+" else -1) for line in table.strip().splitlines()]


def _read(nlp, marked: str) -> tuple[Graph, int]:
    before, _, rest = marked.partition("*")
    graph = Graph(nlp(marked.replace("*", "")))
    assert rest
    return graph, graph.starts.index(len(before))


@pytest.mark.parametrize(("marked", "sign"), _cases(SIGNS))
def test_sign(nlp, marked, sign):
    graph, node = _read(nlp, marked)
    assert negations(graph, node).sign == sign


@pytest.mark.parametrize(("marked", "sign"), _cases(ASSERTIONS))
def test_assertion(nlp, marked, sign):
    graph, node = _read(nlp, marked)
    assert is_asserted(graph, node) == (sign == 1)


@pytest.mark.parametrize(("marked", "sign"), _cases(NEGATIVE_PHRASES))
def test_negative_phrase(nlp, marked, sign):
    graph, node = _read(nlp, marked)
    assert is_negative_phrase(graph, node) == (sign == -1)


def test_words_that_turn(nlp):
    graph, node = _read(nlp, "The union no longer *trusts* the board.")
    assert [graph.words[i] for i in negations(graph, node).words] == ["no", "longer"]
