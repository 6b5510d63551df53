"""Scores of attribution: what is read off them, how they are kept, and what the annotators make of them."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from stanceflow.annotate.attribution import find_claims
from stanceflow.annotate.combination import combine
from stanceflow.annotate.context import Context, Settings
from stanceflow.annotate.proposals import SCORED, Proposal
from stanceflow.annotate.scored_claims import scored_proposals
from stanceflow.annotate.weighing import Weighing
from stanceflow.reader.component import SCORES
from stanceflow.regression.frozen import freeze, thaw
from stanceflow.scores import CONTENT, CUE, SOURCE, AttributionScores, attribution_scores, packed_scores
from stanceflow.spans import text_of
from stanceflow.syntax import Graph

# A word to a line: form, tag, head, label, and what it is scored as (capitals where a span begins).
TWITTERED = """\
The DT 2 det S
envoy NN 3 nsubj s
twittered VBD 0 root C
on IN 5 case -
Monday NNP 3 obl -
that IN 9 mark T
the DT 8 det t
talks NNS 9 nsubj t
failed VBD 3 ccomp t
. . 3 punct -"""
DOCUMENTED = """\
The DT 2 det T
raid NN 4 nsubj:pass t
was VBD 4 aux:pass C
documented VBN 0 root -
by IN 7 case -
the DT 7 det S
envoy NN 4 obl s"""
COARSE = {
    "DT": "DET",
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "VBD": "VERB",
    "VBN": "VERB",
    "IN": "ADP",
    ".": "PUNCT",
}
LAYER = {"s": SOURCE, "c": CUE, "t": CONTENT}


def doc_of(table: str, times: int = 1, scored: bool = True) -> Doc:
    """Give a Doc of a sentence, or of the same one many times."""
    rows = [line.split(" ") for line in table.splitlines()]
    scores = np.zeros((len(rows) * times, 3, 3), dtype=np.float32)
    scores[:, :, 0] = 1.0
    heads = []
    for number in range(len(rows) * times):
        *_, head, _, mark = rows[number % len(rows)]
        first = number - number % len(rows)
        heads.append(number if head == "0" else first + int(head) - 1)
        if mark != "-":
            scores[number, LAYER[mark.lower()]] = (0.05, 0.95, 0) if mark.isupper() else (0.05, 0, 0.95)
    words, tags, _, labels, _ = (list(column) * times for column in zip(*rows, strict=True))
    starts = [number % len(rows) == 0 for number in range(len(words))]
    pos = [COARSE[tag] for tag in tags]
    doc = Doc(Vocab(), words=words, tags=tags, pos=pos, lemmas=words, heads=heads, deps=labels, sent_starts=starts)
    if scored:
        doc._.set(SCORES, scores)
    return doc


def doc_with(doc: Doc, words: list[str]) -> Doc:
    """Give a copy of a Doc with other words."""
    values = {
        "tags": [token.tag_ for token in doc],
        "pos": [token.pos_ for token in doc],
        "lemmas": [token.lemma_ for token in doc],
        "deps": [token.dep_ for token in doc],
    }
    heads, starts = [token.head.i for token in doc], [bool(token.is_sent_start) for token in doc]
    copy = Doc(doc.vocab, words=words, heads=heads, sent_starts=starts, **values)
    copy._.set(SCORES, doc._.attribution_scores)
    return copy


class Nobody:
    def actors(self, used=()):
        return ()

    def actor_of(self, node: int) -> str:
        return ""

    def body_of(self, actor: str) -> str:
        return actor


def claims_of(doc: Doc, least: float) -> list[str]:
    claims = find_claims(Context(Graph(doc), [], "", Settings(), Nobody()), least)
    return [" | ".join(text_of(doc.text, role) for role in (c.source, c.cue, c.content)) for c in claims]


def test_spans_are_what_is_likelier_than_not_and_part_where_one_begins():
    values = [(0, 60), (200, 10), (0, 130), (0, 120), (140, 60), (0, 255)]
    packed = b"".join(bytes([begins, inside, 0, 0, 0, 0]) for begins, inside in values)
    scores = AttributionScores(packed)
    assert scores.spans(SOURCE) == [range(1, 3), range(4, 6)]
    assert scores.spans(CUE) == []
    assert scores.of(SOURCE, 5) == 1.0
    assert scores.of(SOURCE, 1) == pytest.approx(210 / 255)


def test_packed_scores_give_back_the_array():
    doc = doc_of(TWITTERED)
    packed = np.frombuffer(packed_scores(doc), dtype=np.uint8).reshape(len(doc), 3, 2) / 255
    assert np.abs(packed - doc._.attribution_scores[:, :, 1:]).max() <= 0.5 / 255 + 1e-6


def test_frozen_parses_keep_the_scores_to_the_byte(tmp_path: Path):
    doc = doc_of(TWITTERED)
    freeze([doc], tmp_path / "a.spacy")
    thawed = thaw(tmp_path / "a.spacy")
    assert packed_scores(thawed[0]) == packed_scores(doc)
    assert claims_of(thawed[0], 0.0) == claims_of(doc, 0.0) != []
    freeze(thawed, tmp_path / "b.spacy")
    freeze(thaw(tmp_path / "b.spacy"), tmp_path / "c.spacy")
    assert (tmp_path / "b.spacy").read_bytes() == (tmp_path / "c.spacy").read_bytes()


def test_scores_show_claims_whose_cue_no_lexicon_has():
    assert claims_of(doc_of(TWITTERED), 0.0) == ["The envoy | twittered | the talks failed"]
    assert claims_of(doc_of(TWITTERED), 1.0) == []


def test_without_scores_nothing_is_proposed():
    doc = doc_of(TWITTERED, scored=False)
    assert attribution_scores(doc) is None
    assert scored_proposals(Graph(doc), []) == []
    assert claims_of(doc, 0.0) == []


def test_verbs_of_not_saying_give_no_claim():
    assert claims_of(doc_of(TWITTERED.replace("twittered", "decline")), 0.0) == []


def test_words_of_saying_are_surer_than_words_of_siding():
    def sure(verb: str) -> float:
        graph = Graph(doc_of(TWITTERED.replace("twittered", verb)))
        proposal = scored_proposals(graph, [])[0]
        return Weighing(graph).certainty(proposal.cue, proposal.cue_nodes, proposal.source, proposal.content)

    assert 0 <= sure("want") < sure("twittered") <= 1


def test_scores_are_surer_where_the_article_reports_what_is_said():
    def sure(second: str) -> float:
        doc = doc_of(TWITTERED, 2)
        doc[12].lemma_ = second
        graph = Graph(doc)
        first, _ = scored_proposals(graph, [])
        return Weighing(graph).certainty(first.cue, first.cue_nodes, first.source, first.content)

    assert sure("twittered") < sure("say")


def test_scores_are_surer_where_paragraphs_are_short():
    def sure(divider: str) -> float:
        doc = doc_of(TWITTERED, 4)
        words = [divider if token.text == "Monday" else token.text for token in doc]
        graph = Graph(doc_with(doc, words))
        first = scored_proposals(graph, [])[0]
        return Weighing(graph).certainty(first.cue, first.cue_nodes, first.source, first.content)

    assert sure("Monday") == sure("\n") < sure("\n\n")


def test_of_the_stretches_that_go_to_a_cue_those_far_from_the_nearest_are_left_out():
    def contents(*others: int) -> list[str]:
        doc = doc_of(TWITTERED, 1)
        scores = doc._.attribution_scores
        scores[5:9, CONTENT] = (1, 0, 0)
        scores[[3, *others], CONTENT] = (0, 0, 1)
        graph = Graph(doc)
        (proposal,) = scored_proposals(graph, [])
        return [text_of(graph.text, (span,)) for span in proposal.content]

    assert contents(7, 8) == ["on"]
    assert contents(6, 7, 8) == ["on", "the talks failed"]


def test_a_content_may_have_a_cue_that_is_scored_a_little_below_one_half():
    def found(cue: float) -> int:
        doc = doc_of(TWITTERED)
        doc._.attribution_scores[2, CUE] = (1 - cue, cue, 0)
        return len(scored_proposals(Graph(doc), []))

    assert (found(0.45), found(0.35)) == (1, 0)


def test_a_cue_of_function_words_hangs_on_the_word_they_go_with():
    doc = doc_of(DOCUMENTED)
    doc[2].pos_ = "AUX"
    (proposal,) = scored_proposals(Graph(doc), [])
    assert proposal.cue == 3


def test_scores_widen_a_fragment():
    graph = Graph(doc_of(TWITTERED))
    scored = Proposal(2, (2,), 1, ((graph.starts[6], graph.ends[8]),), SCORED, certainty=0.9)
    framed = Proposal(2, (2,), None, ((graph.starts[8], graph.ends[8]),), "some-frame")
    (claim,) = combine(graph, [], [framed, scored])
    assert text_of(graph.text, claim.content) == "the talks failed"


def test_scores_narrow_the_bounds_that_grammar_found():
    graph = Graph(doc_of(TWITTERED))
    scored = Proposal(2, (2,), 1, ((graph.starts[6], graph.ends[8]),), SCORED, certainty=0.9)
    framed = Proposal(2, (2,), None, ((graph.starts[3], graph.ends[8]),), "some-frame")
    (claim,) = combine(graph, [], [framed, scored])
    assert (claim.rule, claim.source) == ("some-frame", None)
    assert text_of(graph.text, claim.content) == "that the talks failed"
    elsewhere = Proposal(2, (2,), None, ((graph.starts[3], graph.ends[4]),), "some-frame")
    (claim,) = combine(graph, [], [elsewhere, scored])
    assert claim.content == elsewhere.content


def test_time_is_linear_in_the_number_of_scored_claims():
    def seconds(times: int) -> float:
        graph = Graph(doc_of(TWITTERED, times))
        best = float("inf")
        for _ in range(3):
            begin = time.process_time()
            assert len(scored_proposals(graph, [])) == times
            best = min(best, time.process_time() - begin)
        return best

    seconds(50)
    assert seconds(2000) < 12 * max(seconds(400), 0.005)
