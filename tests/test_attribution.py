"""Who says what, on sentences and short texts of our own: each construction, chains, voices, and time linear in the text."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from stanceflow.annotate.attribution import find_claims
from stanceflow.annotate.context import Context, Settings
from stanceflow.quotations import quotations
from stanceflow.records import AUTHOR, Actor, Claim
from stanceflow.spans import text_of
from stanceflow.syntax import Graph

if TYPE_CHECKING:
    from spacy.language import Language


class Surnames:
    """An index in which every name is an actor, known by its head word."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def actors(self) -> tuple[Actor, ...]:
        return ()

    def actor_of(self, node: int) -> str:
        return self.graph.words[node] if self.graph.pos[node] == "PROPN" else ""


def read(nlp: Language, text: str) -> tuple[Context, list[Claim]]:
    with nlp.select_pipes(disable=["stanceflow"]):
        graph = Graph(nlp(text))
    context = Context(graph, quotations(text), "", Settings(), Surnames(graph))
    return context, find_claims(context)


def lines(text: str, claims: list[Claim]) -> list[str]:
    return [
        f"{text_of(text, c.source)} | {text_of(text, c.cue)} | {text_of(text, c.content)} | {c.form}" for c in claims
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The unions warned that prices will rise.", "The unions | warned | prices will rise | indirect"),
        ("Analysts believe the deal is dead.", "Analysts | believe | the deal is dead | belief"),
        ("“We will leave,” said the envoy.", "the envoy | said | We will leave | quote"),
        ('"We will leave," the envoy said on Monday.', "the envoy | said | We will leave | quote"),
        ('The envoy said: "We will leave."', "The envoy | said | We will leave | quote"),
        ("‘We will leave,’ said the envoy.", "the envoy | said | We will leave | quote"),
        ('Okoye: "We will leave."', "Okoye | : | We will leave | quote"),
        ('The envoy continued:\n\n"We will leave."', "The envoy | continued | We will leave | quote"),
        ("MINISTER OKOYE: We will leave by spring.", "MINISTER OKOYE | : | We will leave by spring | indirect"),
        ('The envoy called the vote "a sad farce".', 'The envoy | called | the vote "a sad farce" | mixed'),
        (
            "According to the monitors, the truce is holding.",
            "the monitors | According to | the truce is holding | indirect",
        ),
        ("In the view of most lawyers, the decree is void.", "most lawyers | view of | the decree is void | belief"),
        ("The colonel is said to want peace.", " | is said | The colonel ... to want peace | indirect"),
        ("It was reported that the bridge had fallen.", " | was reported | the bridge had fallen | indirect"),
        (
            "The bishops urged both sides to lay down their arms.",
            "The bishops | urged | to lay down their arms | indirect",
        ),
        ("Prices will rise, the bank said.", "the bank | said | Prices will rise | indirect"),
        ("The dam, the engineers say, will hold.", "the engineers | say | The dam ... will hold | indirect"),
        ("Nobody believed his promise to resign.", "his | promise | to resign | indirect"),
        ("Most voters regard the treaty as a trap.", "Most voters | regard ... as | the treaty as a trap | belief"),
    ],
)
def test_constructions(nlp: Language, text: str, expected: str) -> None:
    _, claims = read(nlp, text)
    assert expected in lines(text, claims)


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not say that the talks had failed.",
        "The minister declined to say whether the talks had failed.",
        "I think that the talks have failed.",
        "We will leave if the minister says that the talks have failed.",
        "The minister wants a quick deal.",
        'The so-called "peace bus" left at noon.',
        "The army took the bridge and held it.",
        "Note: The bridge closes at noon.",
    ],
)
def test_what_is_no_claim(nlp: Language, text: str) -> None:
    _, claims = read(nlp, text)
    assert lines(text, claims) == []


def test_a_split_quotation_is_one_claim_in_pieces(nlp: Language) -> None:
    text = "“We wait,” she said, “for spring.”"
    _, (claim,) = read(nlp, text)
    assert text_of(text, claim.content) == "We wait ... for spring"
    assert (text_of(text, claim.cue), claim.form) == ("said", "quote")


def test_a_second_sentence_in_quotation_marks_goes_on_with_the_speaker(nlp: Language) -> None:
    text = "“We are tired of waiting,” said Okoye. “Nobody in the capital listens to us.”"
    _, (claim,) = read(nlp, text)
    assert text_of(text, claim.content).endswith("Nobody in the capital listens to us")


def test_a_quotation_over_paragraphs_has_one_speaker(nlp: Language) -> None:
    text = "Okoye said: “We are tired of waiting.\n\n“Nobody in the capital listens to us.” Then he left."
    _, claims = read(nlp, text)
    whole = [claim for claim in claims if "waiting" in text_of(text, claim.content)]
    assert [text_of(text, claim.source) for claim in whole] == ["Okoye"]
    assert "listens to us" in text_of(text, whole[0].content)


def test_several_sources_are_several_claims(nlp: Language) -> None:
    text = "Rome and Warsaw believe that the ceasefire will collapse."
    _, claims = read(nlp, text)
    assert [claim.source_actor for claim in claims] == ["Rome", "Warsaw"]
    assert {text_of(text, claim.content) for claim in claims} == {"the ceasefire will collapse"}


def test_chains_run_from_the_author_inwards(nlp: Language) -> None:
    text = "Officials say Okoye believes that the war is over."
    _, (outer, inner) = read(nlp, text)
    assert outer.chain == (AUTHOR, "Officials")
    assert inner.chain == (AUTHOR, "Officials", "Okoye")


def test_voices(nlp: Language) -> None:
    text = "Warsaw is calm. Okoye said that many officials fear that the truce will fail."
    context, _ = read(nlp, text)

    def voice(words: str) -> tuple[tuple[str, ...], bool]:
        start = text.index(words)
        found = context.voice_at(start, start + len(words))
        return found.chain, found.expects

    assert voice("calm") == ((AUTHOR,), False)
    assert voice("many") == ((AUTHOR, "Okoye"), False)
    assert voice("truce") == ((AUTHOR, "Okoye", "many officials"), True)


def test_a_denial_is_marked(nlp: Language) -> None:
    text = "Okoye denied that the army had fired first."
    context, (claim,) = read(nlp, text)
    assert claim.denied
    at = text.index("army")
    assert context.voice_at(at, at + 4).denied


def test_first_person_is_whoever_speaks(nlp: Language) -> None:
    text = "“I believe the army fired first,” Okoye said."
    context, claims = read(nlp, text)
    assert [text_of(text, claim.cue) for claim in claims] == ["said"]
    at = text.index("army")
    assert context.voice_at(at, at + 4).chain == (AUTHOR, "Okoye")
    assert text_of(text, context.voice_at(at, at + 4).cue) == "believe"


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Okoye said that Weiss believes the army fired first.", ["said", "believes"]),
        ("Okoye said that Okoye believes the army fired first.", ["said"]),
        ("Okoye said it is believed that the army fired first.", ["said"]),
        ("It is believed that the army fired first.", ["is believed"]),
    ],
)
def test_within_what_somebody_says_only_anothers_words_are_a_claim(nlp: Language, text: str, cues: list[str]) -> None:
    _, claims = read(nlp, text)
    assert [text_of(text, claim.cue) for claim in claims] == cues


def test_a_report_inside_the_second_quotation_leaves_it_to_the_speaker(nlp: Language) -> None:
    text = "“We are tired of waiting,” said Okoye. “The owners pretend that nobody in the capital listens to us.”"
    _, claims = read(nlp, text)
    (whole,) = [claim for claim in claims if claim.source_actor == "Okoye"]
    assert text_of(text, whole.content).endswith("listens to us")


def _seconds(nlp: Language, text: str) -> float:
    with nlp.select_pipes(disable=["stanceflow"]):
        graph = Graph(nlp(text))
    begun = time.process_time()
    found = quotations(text)
    find_claims(Context(graph, found, "", Settings(), Surnames(graph)))
    return time.process_time() - begun


@pytest.mark.parametrize(
    "unit",
    [
        "“We will wait,” Okoye said. ",
        "“We will “wait ",
        "‘wait, ",
        "He said “a” and ",
    ],
)
def test_time_is_linear_in_the_text(nlp: Language, unit: str) -> None:
    short, long = _seconds(nlp, unit * 150), _seconds(nlp, unit * 1200)
    assert long < 8 * 3 * max(short, 0.01)
