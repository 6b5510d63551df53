"""Predictions by sentences of our own: what is predicted, how surely, negated or not; and the uses of the same words that predict nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stanceflow.annotate.likelihood import Band
from stanceflow.lexicon import load_frames, load_words
from stanceflow.spans import text_of

if TYPE_CHECKING:
    from spacy.language import Language

    from stanceflow.records import Prediction

# sentence | content | likelihood | negated
PREDICTED = """
The reservoir will be empty by August. | The reservoir will be empty by August | almost_certain | no
The senate will probably reject the treaty. | The senate will probably reject the treaty | likely | no
The ferry company may well go bankrupt before the summer. | The ferry company may well go bankrupt before the summer | likely | no
The harbour will have no choice but to close. | The harbour will have no choice but to close | almost_certain | no
It is highly likely that the strike will spread. | the strike will spread | very_likely | no
It is very unlikely that the mayor will resign. | the mayor will resign | very_unlikely | no
The rebels are going to lose the town. | The rebels are going to lose the town | almost_certain | no
The pipeline might never be finished. | The pipeline might never be finished | possible | yes
The ministers will not agree on a quota. | The ministers will not agree on a quota | almost_certain | yes
Nobody will remember the summit. | Nobody will remember the summit | almost_certain | yes
The mayor will almost certainly resign. | The mayor will almost certainly resign | almost_certain | no
Perhaps the border will reopen. | the border will reopen | possible | no
The island could run out of fuel within weeks. | The island could run out of fuel within weeks | possible | no
The new governor is expected to cut the deficit. | The new governor is expected to cut the deficit | likely | no
Prices are unlikely to fall this year. | Prices are unlikely to fall this year | unlikely | no
The plan is not likely to fail. | The plan is not likely to fail | unlikely | no
It is likely that the government survives the vote. | the government survives the vote | likely | no
It is highly unlikely that the strike ends this week. | the strike ends this week | very_unlikely | no
The opposition is bound to appeal. | The opposition is bound to appeal | almost_certain | no
The talks are to resume on Monday. | The talks are to resume on Monday | likely | no
The licence expires in June. | The licence expires in June | almost_certain | no
Parliament reopens on Monday. | Parliament reopens on Monday | almost_certain | no
Farmers expect the harvest to be poor. | the harvest to be poor | likely | no
The government does not expect the union to accept the offer. | the union to accept the offer | unlikely | no
Diplomats doubt that the ceasefire will hold. | the ceasefire will hold | unlikely | no
The generals fear that the army would split. | the army would split | likely | no
The bank is confident that inflation will ease. | inflation will ease | very_likely | no
The ministry forecasts a deficit. | a deficit | likely | no
There is no chance that the vote passes. | the vote passes | almost_no_chance | no
There is little prospect of a settlement this year. | a settlement this year | unlikely | no
The odds of a deal are slim. | a deal | unlikely | no
He puts the odds of a second term at one in five. | a second term | unlikely | no
Economists see a 70 percent chance of a recession next year. | a recession next year | likely | no
It is out of the question that the king abdicates. | the king abdicates | almost_no_chance | no
It is only a matter of time before the government falls. | the government falls | almost_certain | no
It is difficult to imagine the senate agreeing to such terms. | the senate agreeing to such terms | unlikely | no
The budget is on course to pass. | The budget is on course to pass | likely | no
The company risks losing its licence. | The company risks losing its licence | possible | no
The drought threatens to empty the reservoirs. | The drought threatens to empty the reservoirs | likely | no
The envoy did not rule out a return to war. | a return to war | possible | no
Defeat is almost certain. | Defeat | almost_certain | no
I am sure that being there would help the farmers. | being there would help the farmers | likely | no
"They will ruin the harvest," the minister said. | They will ruin the harvest | almost_certain | no
That is why the bridge will fall. | the bridge will fall | almost_certain | no
When the papers reported that the base would close, the union protested. | the base would close | almost_certain | no
Anna Berg criticised Oslo, saying that they would harm the port. | they would harm the port | likely | no
The old tax, which would ruin the fishermen, has few friends. | which would ruin the fishermen | likely | no
Will the tariffs help? Probably not. | Will the tariffs help | unlikely | no
Will the army leave? Not a chance. | Will the army leave | almost_no_chance | no
Would the union accept it? Perhaps. | Would the union accept it | possible | no
Rook puts the chance of an attack on an ally before 2030 at ‘one in twenty, perhaps less’. | an attack on an ally before 2030 | very_unlikely | no
His trial is due to be held late next year. | His trial is due to be held late next year | likely | no
We are confident that we can keep the enemy on the run. | we can keep the enemy on the run | very_likely | no
She reckons this can't hold. | this can't hold | likely | yes
Nobody would rule out a fourth war. | a fourth war | possible | no
I would be surprised if the senators didn't come. | the senators didn't come | unlikely | yes
I fail to see how the police will protect every booth. | the police will protect every booth | unlikely | no
The risk of full-scale war increases by the day. | full-scale war | possible | no
The government warned of dire consequences. | dire consequences | likely | no
Reinforcements are also expected from Belgium. | Reinforcements are also expected from Belgium | likely | no
Lawyers consider the plan improbable. | the plan | unlikely | no
We assess with moderate confidence that the regime will fall by 2031. | the regime will fall by 2031 | likely | no
The agency assesses with low confidence that the talks will resume. | the talks will resume | possible | no
The agency assesses with high confidence that the talks will probably resume. | the talks will probably resume | likely | no
Analysts have little confidence that the truce will last. | the truce will last | unlikely | no
Defeat is almost surely coming, and the army will almost surely split. | the army will almost surely split | very_likely | no
He hopes for a settlement in the council, which is unlikely. | a settlement in the council | unlikely | no
He will vote for the mayor again, probably, unless it rains. | He will vote for the mayor again | likely | no
The valley has no river, and it stands to lose most. | it stands to lose most | likely | no
The envoy may be able to leave the camp. | The envoy may be able to leave the camp | possible | no
"""
NOT_PREDICTED = """
You should pay the fine.
The council must act now.
He can swim across the lake.
As a boy he would often walk to the harbour.
She would have won the race.
The court may have erred.
Will the senate approve the treaty?
What will the army do?
We will appeal the verdict.
She promised that she would return.
I would like a cup of tea.
The senators would rather wait.
They asked whether the bank would fail.
Nobody knows who will win.
It depends on whether the rains will come.
The minister wanted a plan that would work.
They built the wall so that nobody could enter.
The aim is to cut costs.
He could not open the door.
You may leave the room.
Ask anyone who will listen.
He left before the police could stop him.
The law says that no person shall be detained without charge.
The will of the people was clear.
The shop opened in June.
The meeting was due to begin on Monday.
The minister threatened his rivals.
He may be too gloomy.
The judges wrote a bill that would lower rents.
It would be wise to wait.
That would be a mistake.
It is time to learn how it may affect the port.
I can understand why some voters may not like it.
Nobody knows when the harbour will be full.
The officials said that they would not.
Nine said that they would hesitate to report a breach.
Three outcomes are possible.
Will you come? No.
Can the mayor swim? Yes.
The minister believes that the army can read the maps.
The court had expected another plea.
The court expected another plea.
The results were better than expected.
It would be dishonest to hide the risk.
There would be something shabby about waiting.
The mayors would be satisfied.
Nothing suggests that the mayor will resign.
She opposed any clause that would oblige the firm to pay.
We would be wise to wait.
The farmers would gladly pay.
She would settle for a loan.
Their answers could hardly differ more.
On the left you will see the old harbour.
The engineers believed that they could restore the line.
We are not about to leave.
I am sure that they will.
She would be content to wait.
The council agreed that the mission could stay.
He had hoped that the mayor would resign.
The island uses gauges to forecast floods.
They kept the promise that nobody would pay twice.
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in PREDICTED.strip().splitlines()]
LEAST_CUES = 120


def predictions(nlp: Language, sentence: str) -> tuple[Prediction, ...]:
    found: tuple[Prediction, ...] = nlp(sentence)._.stanceflow.predictions
    return found


@pytest.mark.parametrize(("sentence", "content", "likelihood", "negated"), ROWS)
def test_predicted(nlp: Language, sentence: str, content: str, likelihood: str, negated: str) -> None:
    (found,) = predictions(nlp, sentence)
    assert text_of(sentence, found.content) == content
    assert found.likelihood == likelihood
    assert found.negated == (negated == "yes")
    assert found.hedged == (likelihood not in (Band.ALMOST_CERTAIN, Band.ALMOST_NO_CHANCE))
    assert 0 <= found.p_low <= found.p_mid <= found.p_high <= 1


@pytest.mark.parametrize("sentence", NOT_PREDICTED.strip().splitlines())
def test_not_predicted(nlp: Language, sentence: str) -> None:
    assert predictions(nlp, sentence) == ()


def test_horizon_is_read_from_the_day_of_publication(nlp: Language) -> None:
    doc = nlp.make_doc("The reservoir will be empty by the end of next year.")
    doc.user_data["published"] = "2026-03-10"
    (found,) = nlp(doc)._.stanceflow.predictions
    assert text_of(doc.text, found.horizon) == "by the end of next year"
    assert (found.resolve_by, found.horizon_note) == ("2027-12-31", "")


def test_without_a_day_of_publication_a_relative_horizon_says_so(nlp: Language) -> None:
    (found,) = predictions(nlp, "The reservoir will be empty by the end of next year.")
    assert (found.resolve_by, found.horizon_note) == ("", "no publication date")


def test_whoever_expects_is_the_source(nlp: Language) -> None:
    sentence = "Farmers expect the harvest to be poor."
    (found,) = predictions(nlp, sentence)
    assert text_of(sentence, found.source) == "Farmers"


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Some fear that the truce will collapse.", "Some"),
        ("Diplomats hope for peace, but others expect the truce to collapse.", "others"),
        ("Crude could slip this spring, two lenders have warned clients.", "lenders"),
        ("Rents will fall in the spring, according to the Bank of Norway.", "Bank of Norway"),
        ("The Ipsos poll showed that the party would lose its majority.", "Ipsos"),
        (
            "A report by the International Energy Agency said that demand will fall.",
            "International Energy Agency",
        ),
        ('"It is a start," said Anna Berg, insisting that the money would be paid into an open account.', "Anna Berg"),
        ("Anna Berg said that the cost had risen and that a rebate would help poor families.", "Anna Berg"),
    ],
)
def test_whose_prediction_it_is(nlp: Language, sentence: str, actor: str) -> None:
    (found,) = predictions(nlp, sentence)
    assert found.source_actor == actor


def test_a_saying_between_commas_is_no_part_of_what_is_predicted(nlp: Language) -> None:
    sentence = "Rents will fall in the spring, according to the Bank of Norway."
    (found,) = predictions(nlp, sentence)
    assert text_of(sentence, found.content) == "Rents will fall in the spring"


@pytest.mark.parametrize(
    ("sentence", "horizon"),
    [
        ("The dam completed in 2024 will fail.", ""),
        ("Having met in May, the ministers will sign the pact.", ""),
        ("The bank, founded in 1931, will close by June.", "by June"),
        ("The senate will reject the plan to leave by May.", "by May"),
    ],
)
def test_a_participle_dates_something_else(nlp: Language, sentence: str, horizon: str) -> None:
    (found,) = predictions(nlp, sentence)
    assert text_of(sentence, found.horizon) == horizon


def test_almost_certainly_is_as_sure_as_its_scale_says(nlp: Language) -> None:
    (found,) = predictions(nlp, "The mayor will almost certainly resign.")
    assert (found.likelihood, found.p_mid) == ("almost_certain", 0.95)


def test_a_relative_clause_with_a_prediction_of_its_own_is_cut_off(nlp: Language) -> None:
    sentence = "Little is expected to change in Leeds, where the party will lose its seat."
    contents = [text_of(sentence, found.content) for found in predictions(nlp, sentence)]
    assert contents[0] == "Little is expected to change in Leeds"


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Paris will not sign the pact, nor will Rome.", True),
        ("Paris will not sign the pact. Nor will Rome.", True),
        ("The army will not yield, and neither will the rebels.", True),
        ("The mayor will resign, and so will her deputy.", False),
    ],
)
def test_likewise_repeats_the_clause_before(nlp: Language, text: str, negated: bool) -> None:
    first, second = predictions(nlp, text)
    assert first.content == second.content
    assert (first.negated, second.negated) == (negated, negated)


def test_whom_a_quotation_names_is_not_its_speaker(nlp: Language) -> None:
    text = 'Ahmed Karimi spoke in the capital. "If George Bush uses the same words, nothing will change," he said.'
    (found,) = predictions(nlp, text)
    assert found.source_actor == "Ahmed Karimi"


def test_the_lexicon_is_broad() -> None:
    lists = load_words("predictions")
    cues = {lemma for frame in load_frames("predictions").frames for lemma, _ in frame.cues}
    cues |= {
        word for name, words in lists.items() if name.startswith(("modal_", "phrase_", "raising_")) for word in words
    }
    cues |= lists["chances"] | lists["scheduled"]
    assert len(cues) >= LEAST_CUES


def test_an_elliptical_answer_predicts_what_was_said_before(nlp: Language) -> None:
    text = "The rents in the old port will rise. Perhaps they will."
    content = [text_of(text, found.content) for found in predictions(nlp, text)]
    assert content == ["The rents in the old port will rise", "The rents in the old port will rise"]


def test_each_of_two_sources_has_its_row(nlp: Language) -> None:
    text = "Rome and Warsaw fear that the truce will collapse."
    assert [found.source_actor for found in predictions(nlp, text)] == ["Italy", "Poland"]


@pytest.mark.parametrize(("scale", "middle"), [("icd203", 0.675), ("kent", 0.75)])
def test_the_scale_gives_the_figures(nlp: Language, scale: str, middle: float) -> None:
    from stanceflow.annotate.context import Settings
    from stanceflow.annotate.pipeline import extract

    (found,) = extract(nlp("The levy will probably fail."), Settings(scale=scale)).predictions
    assert (found.scale, found.p_mid) == (scale, pytest.approx(middle, abs=0.1))
