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
Norway opposes the levy but not its author. -> Norway - the levy; Norway + its author
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
The deal, which was greeted with praise from the unions, collapsed. -> the unions + The deal
The plan was met with derision by the farmers. -> the farmers - The plan
The budget drew praise from the central bank. -> the central bank + The budget
The policy that the senators detest will stay. -> the senators - The policy
The treaty the ministers cherish is dead. -> the ministers + The treaty
Washington is expected to support the plan and its author. -> Washington + the plan and its author
It is a good idea to wait. -> @ + to wait
It makes good sense to wait for the court. -> @ + to wait for the court
It was an act of cowardice. -> @ - It
This is hypocrisy. -> @ - This
The minister's speech was sheer hypocrisy. -> @ - The minister's speech
The plan is nothing but a swindle. -> @ - The plan
The sanctions amount to a betrayal. -> @ - The sanctions
The move was a serious mistake and a betrayal of the voters. -> @ - The move
Waiting is no bad thing. -> @ + Waiting
His plan is not bad at all. -> @ + His plan
There is much to admire in the report. -> @ + the report
What is wrong with the plan is its cost. -> @ - the plan
The trouble with the embargo is that it fails. -> @ - the embargo
The president deserves credit for the truce. -> @ + The president
The union was right to strike. -> @ + The union
The senator is no friend of the farmers. -> The senator - the farmers
The senator is no fan of the treaty. -> The senator - the treaty
Few in Rome trust the minister. -> Few in Rome - the minister
No one in Rome trusts the minister. -> No one in Rome - the minister
The tariff, loathed by farmers, stays. -> farmers - The tariff
Hated by farmers, the tariff stays. -> farmers - the tariff
Opposed to the tariff, the farmers marched. -> the farmers - the tariff
The farmers, angry at the tariff, marched. -> The farmers - the tariff
Angry at the tariff, the farmers marched. -> the farmers - the tariff
Their opposition to the tariff is well known. -> Their - the tariff
The farmers' opposition to the tariff is well known. -> The farmers' - the tariff
Opposition among farmers to the tariff is growing. -> farmers - the tariff
There is strong opposition to the tariff among farmers. -> farmers - the tariff
The tariff faces opposition from farmers. -> farmers - The tariff
The farmers made clear their opposition to the tariff. -> their - the tariff
Support for the tariff is strong among bakers. -> bakers + the tariff
The tariff has the support of the bakers. -> the bakers + The tariff
The tariff enjoys broad support among bakers. -> bakers + The tariff
With the support of the bakers, the tariff passed. -> the bakers + the tariff
The tariff, supported by the bakers, passed. -> the bakers + The tariff
The bakers gave the tariff their support. -> The bakers + the tariff
The bakers threw their weight behind the tariff. -> The bakers + the tariff
The bakers came out in support of the tariff. -> The bakers + the tariff
The bakers spoke out against the tariff. -> The bakers - the tariff
The bakers took to the streets against the tariff. -> The bakers - the tariff
The bakers argued that the tariff was unfair. -> The bakers - the tariff
The bakers think that the tariff is unfair. -> The bakers - the tariff
The bakers believe in the tariff. -> The bakers + the tariff
The bakers called for the resignation of the minister. -> The bakers - the minister
The bakers said they opposed the tariff. -> they - the tariff
The bakers, who have long opposed the tariff, marched. -> The bakers - the tariff
The bakers voted overwhelmingly to reject the tariff. -> The bakers - the tariff
The bakers refused to accept the tariff. -> The bakers - the tariff
The bakers would never accept the tariff. -> The bakers - the tariff
The bakers will not accept the tariff. -> The bakers - the tariff
The bakers cannot accept the tariff. -> The bakers - the tariff
I cannot support the tariff. -> I - the tariff
We strongly condemn the raid. -> We - the raid
We must condemn the raid. -> @ - the raid
The raid deserves condemnation. -> @ - The raid
The raid should be condemned by all. -> @ - The raid
The raid was a crime. -> @ - The raid
The raid was illegal and immoral. -> @ - The raid
How foolish this raid was! -> @ - this raid
The so-called experts were wrong. -> @ - The so-called experts
One can hardly blame the council. -> @ + the council
To the bakers, the tariff is a disaster. -> the bakers - the tariff
For the bakers, the tariff is a disaster. -> the bakers - the tariff
The tariff angers bakers. -> bakers - The tariff
The tariff is unpopular with bakers. -> bakers - The tariff
The tariff is anathema to bakers. -> bakers - The tariff
The bakers have doubts about the tariff. -> The bakers - the tariff
The bakers are divided over the tariff. ->
The bakers discussed the tariff. ->
The bakers left the hall. ->
The idea is not as crazy as it sounds. -> @ + The idea
The idea is not entirely wrong. -> @ + The idea
The idea isn't so bad. -> @ + The idea
The idea is hardly foolish. -> @ + The idea
The idea is far from perfect. -> @ - The idea
The idea is anything but foolish. -> @ + The idea
The idea is not unreasonable. -> @ + The idea
The idea is neither wise nor fair. -> @ - The idea
The idea is as foolish as it is expensive. -> @ - The idea
The idea is not only foolish but dangerous. -> @ - The idea
The idea is too timid. -> @ - The idea
The idea was never a good one. -> @ - The idea
This is not a bad idea. -> @ + This
That would be a mistake. -> @ - That
It would be a mistake to leave. -> @ - to leave
Leaving now would be a mistake. -> @ - Leaving now
To leave now would be madness. -> @ - To leave now
The decision to leave was a mistake. -> @ - The decision to leave
Their decision to leave looks wise. -> @ + Their decision to leave
Their decision to leave proved wise. -> @ + Their decision to leave
Their decision seems to me wise. -> @ + Their decision
It is hard to defend the raid. -> @ - the raid
The raid cannot be justified. -> @ - The raid
Nothing can justify the raid. -> @ - the raid
There is no justification for the raid. -> @ - the raid
There is no excuse for the raid. -> @ - the raid
There can be no excuse for such a raid. -> @ - such a raid
The raid was, in a word, criminal. -> @ - The raid
The raid is a stain on our honour. -> @ - The raid
The raid is nothing less than a crime. -> @ - The raid
The raid did more harm than good. -> @ - The raid
The policy has failed. -> @ - The policy
The policy is failing. -> @ - The policy
The policy works. -> @ + The policy
The policy is working. -> @ + The policy
The policy has been a success. -> @ + The policy
The policy has been a failure. -> @ - The policy
The policy has proved a failure. -> @ - The policy
The policy has turned out to be a failure. -> @ - The policy
The minister is out of his depth. -> @ - The minister
The minister is not up to the job. -> @ - The minister
The minister is the wrong man for the job. -> @ - The minister
The minister has shown great courage. -> @ + The minister
The minister has shown little courage. -> @ - The minister
The minister lacks courage. -> @ - The minister
The minister acted with great courage. -> @ + The minister
The minister acted recklessly. -> @ - The minister
The minister's refusal was wise. -> @ + The minister's refusal
The minister, to his credit, refused. -> @ + The minister
To her credit, the minister refused. -> @ + the minister
The minister should be ashamed. -> @ - The minister
The minister must go. -> @ - The minister
The minister is right that prices will fall. -> @ + The minister
The minister is right to refuse. -> @ + The minister
The minister is wrong about prices. -> @ - The minister
The minister's argument does not hold up. -> @ - The minister's argument
The minister's argument is persuasive. -> @ + The minister's argument
The minister's claims are false. -> @ - The minister's claims
The minister misled the house. -> @ - The minister
This shameful law must be repealed. -> @ - This shameful law
Such a reckless plan deserves no support. -> @ - Such a reckless plan
The plan is good for farmers. -> @ + The plan
The plan is bad for farmers. -> @ - The plan
The plan represents a betrayal of the voters. -> @ - The plan
The plan constitutes an insult to the voters. -> @ - The plan
The plan looks like a betrayal. -> @ - The plan
The plan sounds sensible. -> @ + The plan
I find the plan sensible. -> I + the plan
I think the plan is sensible. -> I + the plan
What a disgrace! ->
Their conduct has been disgraceful. -> @ - Their conduct
If the plan is foolish, we will say so. ->
Is the plan foolish? ->
It was an offer to say no to. ->
The envoy brought an offer that Lima said no to. -> Lima - an offer
The plan was welcomed in Berlin. -> Berlin + The plan
The plan was widely condemned across Europe. -> Europe - The plan
The plan is popular among farmers. -> farmers + The plan
The plan is much admired in Tokyo. -> Tokyo + The plan
Farmers support the plan, bakers less so. -> Farmers + the plan
Farmers, who support the plan, marched. -> Farmers + the plan
The farmers who oppose the plan marched. -> The farmers - the plan
With farmers opposed to the plan, the minister resigned. -> farmers - the plan
Having opposed the plan for years, the farmers gave in. -> the farmers - the plan
By opposing the plan, the farmers lost allies. -> the farmers - the plan
The farmers marched, denouncing the plan. -> The farmers - the plan
The farmers marched to denounce the plan. -> The farmers - the plan
The farmers marched in protest against the plan. -> The farmers - the plan
The farmers marched in support of the plan. -> The farmers + the plan
The farmers staged a protest against the plan. -> The farmers - the plan
The farmers joined the protests against the plan. -> The farmers - the plan
Protests by farmers against the plan continued. -> farmers - the plan
A protest by farmers over the plan continued. -> farmers - the plan
Farmers' protests against the plan continued. -> Farmers' - the plan
Anger among farmers at the plan is growing. -> farmers - the plan
The plan has drawn fire from farmers. -> farmers - The plan
The plan met resistance from farmers. -> farmers - The plan
The plan faces stiff resistance among farmers. -> farmers - The plan
The plan won praise from farmers. -> farmers + The plan
The plan found favour with farmers. -> farmers + The plan
The plan has few friends in Berlin. -> Berlin - The plan
The plan has many friends in Berlin. -> Berlin + The plan
Berlin is no friend of the plan. -> Berlin - the plan
Berlin has long been a critic of the plan. -> Berlin - the plan
Berlin came out against the plan. -> Berlin - the plan
Berlin spoke in favour of the plan. -> Berlin + the plan
Berlin voted in favour of the plan. -> Berlin + the plan
Berlin voted against it. -> Berlin - it
Berlin abstained. ->
Berlin made no secret of its dislike of the plan. -> its - the plan
Berlin expressed strong opposition to the plan. -> Berlin - the plan
Berlin reiterated its rejection of the plan. -> its - the plan
Berlin signalled its approval of the plan. -> its + the plan
Berlin gave its approval to the plan. -> Berlin + the plan
Berlin's rejection of the plan surprised Paris. -> Berlin's - the plan
The German rejection of the plan surprised Paris. -> German - the plan
Berlin seems to oppose the plan. -> Berlin - the plan
Berlin is said to oppose the plan. -> Berlin - the plan
Berlin is likely to oppose the plan. -> Berlin - the plan
Berlin continues to oppose the plan. -> Berlin - the plan
Berlin has every reason to oppose the plan. -> Berlin - the plan
Berlin decided to back the plan. -> Berlin + the plan
Berlin promised to back the plan. -> Berlin + the plan
Berlin agreed to back the plan. -> Berlin + the plan
Berlin stopped backing the plan. -> Berlin - the plan
Berlin withdrew its support for the plan. -> its - the plan
Berlin is in two minds about the plan. ->
Berlin is as critical of the plan as Paris. -> Berlin - the plan
Unlike Paris, Berlin opposes the plan. -> Berlin - the plan
Like Paris, Berlin opposes the plan. -> Berlin - the plan
Most Germans oppose the plan. -> Most Germans - the plan
Nearly 60 percent of Germans oppose the plan. -> Nearly 60 percent of Germans - the plan
A majority of Germans opposes the plan. -> A majority of Germans - the plan
German public opinion opposes the plan. -> German public opinion - the plan
No German party supports the plan. -> No German party - the plan
The Berlin-backed plan failed. -> Berlin + plan
The plan's backers in Berlin are silent. -> The plan's backers in Berlin + The plan's
Backers of the plan say it will work. -> Backers of the plan + the plan
What Berlin opposes is the plan. -> Berlin - the plan
It is the plan that Berlin opposes. -> Berlin - the plan
Berlin opposes any plan that ignores farmers. -> Berlin - any plan that ignores farmers
Berlin opposes what it calls a diktat. -> Berlin - what it calls a diktat
Berlin opposes raising taxes. -> Berlin - raising taxes
Berlin objects to being lectured. -> Berlin - being lectured
Berlin accused Paris of lying. -> Berlin - Paris
Berlin blamed Paris for the delay. -> Berlin - Paris
Berlin praised Paris for its courage. -> Berlin + Paris
Berlin called the plan "a mistake". -> Berlin - the plan
Berlin described the plan as a mistake. -> Berlin - the plan
Berlin said the plan was a mistake. -> Berlin - the plan
Berlin's view that the plan is a mistake prevailed. -> Berlin's - the plan
"The plan is a mistake," said the chancellor. -> the chancellor - The plan
According to Berlin, the plan is a mistake. -> Berlin - the plan
Its allies are never slow to condemn Paris. -> Its allies - Paris
Its allies are not slow to condemn Paris. -> Its allies - Paris
Lima opposes the tariff, not the treaty. -> Lima - the tariff
Lima urged Quito to reject the plan. -> Lima - the plan
Lima cast the deal as a betrayal. -> Lima - the deal
Lima dismissed as nonsense the claim that it had cheated. -> Lima - the claim that it had cheated
Lima considers Quito an ally. -> Lima + Quito
Lima considers Quito an enemy. -> Lima - Quito
Lima treats Quito as a pariah. -> Lima - Quito
Lima sees Quito as a friend. -> Lima + Quito
Lima sees Quito as a rogue state. -> Lima - Quito
Lima lashed out at Quito. -> Lima - Quito
Lima took aim at the banks. -> Lima - the banks
Lima took a swipe at the banks. -> Lima - the banks
The mayor's defence of the levy convinced nobody. -> The mayor's + the levy
The mayor's critique of the levy was sharp. -> The mayor's - the levy
The mayor delivered a fierce attack on the banks. -> The mayor - the banks
The mayor slammed the levy as a farce. -> The mayor - the levy
The mayor hailed the levy as a triumph. -> The mayor + the levy
The mayor branded the levy a farce. -> The mayor - the levy
The mayor, who has been critical of the levy, resigned. -> The mayor - the levy
The mayor reacted angrily to the levy. -> The mayor - the levy
The mayor reacted coolly to the levy. -> The mayor - the levy
The mayor gave the levy a cool reception. -> The mayor - the levy
The levy drew the mayor's ire. -> the mayor's - The levy
The levy upset the farmers. -> the farmers - The levy
Farmers were upset by the levy. -> Farmers - the levy
Farmers were delighted by the levy. -> Farmers + the levy
Farmers, delighted by the levy, cheered. -> Farmers + the levy
Farmers were disappointed that the levy passed. -> Farmers - the levy passed
To the dismay of farmers, the levy passed. -> farmers - the levy passed
Much to the farmers' annoyance, the levy passed. -> the farmers' - the levy passed
To the farmers' delight, the levy failed. -> the farmers' + the levy failed
The deal is seen in Paris as a betrayal. -> Paris - The deal
The deal is seen by farmers as a betrayal. -> farmers - The deal
The deal was described by the mayor as reckless. -> the mayor - The deal
The deal is regarded as a betrayal by farmers. -> farmers - The deal
Farmers regard the deal with suspicion. -> Farmers - the deal
Farmers have little time for the deal. -> Farmers - the deal
The mayor is a hero to farmers. -> farmers + The mayor
The mayor enjoys the confidence of farmers. -> farmers + The mayor
The mayor commands the respect of farmers. -> farmers + The mayor
The mayor has lost the trust of farmers. -> farmers - The mayor
The mayor has the trust of farmers. -> farmers + The mayor
Farmers have lost faith in the mayor. -> Farmers - the mayor
Farmers have faith in the mayor. -> Farmers + the mayor
Farmers turned against the mayor. -> Farmers - the mayor
Farmers turned their backs on the mayor. -> Farmers - the mayor
Farmers gave the mayor a hero's welcome. -> Farmers + the mayor
Farmers greeted the mayor with cheers. -> Farmers + the mayor
Farmers booed the mayor. -> Farmers - the mayor
Farmers want nothing to do with the mayor. -> Farmers - the mayor
Farmers will have none of it. -> Farmers - it
Farmers would rather have the old levy. ->
The mayor warned against the levy. -> The mayor - the levy
The mayor argued against raising the levy. -> The mayor - raising the levy
The mayor made the case for the levy. -> The mayor + the levy
The mayor pleaded for the levy. -> The mayor + the levy
The mayor campaigned against the levy. -> The mayor - the levy
The mayor vowed to fight the levy. -> The mayor - the levy
The mayor would not hear of a levy. -> The mayor - a levy
The mayor ruled out a levy. -> The mayor - a levy
The mayor has not ruled out a levy. ->
The mayor stands by the levy. -> The mayor + the levy
The mayor swears by the levy. -> The mayor + the levy
The mayor pinned the blame on the banks. -> The mayor - the banks
The mayor pointed the finger at the banks. -> The mayor - the banks
The mayor has no quarrel with the banks. -> The mayor + the banks
The mayor has nothing against the banks. -> The mayor + the banks
The mayor has a low opinion of the banks. -> The mayor - the banks
The mayor thinks little of the banks. -> The mayor - the banks
The mayor is unimpressed. The levy passed in May. ->
The mayor was unmoved by the plea. -> The mayor - the plea
Everyone hates the levy. -> Everyone - the levy
Nobody likes the levy. -> Nobody - the levy
Who likes the levy? ->
If farmers hate the levy, the mayor will fall. ->
The mayor used to like the levy. -> The mayor + the levy
Lima does not turn a deaf ear to the plea. Quito does. -> Lima + the plea; Quito - the plea
Lima backs the plan, but not its author. So does Quito. -> Lima + the plan; Lima - its author; Quito + the plan
The drug trade was condemned in March. -> ? - The drug trade
The minister walked out on Tuesday. ->
France has fallen behind Germany. ->
The crops have failed. ->
It is hard to support a family on this wage. ->
The minister played up the threat from Russia. ->
The convoy drew fire from rebels. ->
The move taken by the council, and the subsequent actions, constitute a betrayal. -> @ - The move taken by the council, and the subsequent actions
Russian aggression shocked the assembly. -> @ - Russian
The pact is to deter Russian aggression. ->
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
