"""Loading pipelines, and what the shipped one fills."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language

from stanceflow.reader import DEFAULT, ReaderError, load_pipeline, pipeline_version, shipped_pipelines

TEXT = "Ankara objected on Monday.\n\n“We will not wait,” Foreign Minister Okoye told reporters in Geneva."


@pytest.fixture(scope="module")
def reader() -> Language:
    return load_pipeline()


def foreign(folder: Path, components: list[str]) -> Path:
    """A pipeline on disk whose components have the names of real ones and do nothing."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    for name in components:
        nlp.add_pipe("doc_cleaner", name=name, config={"attrs": {}})
    nlp.to_disk(folder)
    return folder


def test_the_default_is_shipped(reader: Language) -> None:
    assert shipped_pipelines()[0] == DEFAULT
    assert pipeline_version(reader).startswith("en_stanceflow_")


@pytest.mark.parametrize("name", ["no_such_model", "no/such/folder"])
def test_an_unknown_model_is_named_with_the_remedy(name: str) -> None:
    with pytest.raises(ReaderError) as raised:
        load_pipeline(name)
    assert name in str(raised.value) and DEFAULT in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("tagger", "gives no part-of-speech tags: choose a pipeline with a component tagger or morphologizer"),
        ("parser", "gives no dependencies"),
        ("lemmatizer", "gives no lemmas"),
        ("ner", "gives no named entities"),
    ],
)
def test_a_missing_component_is_named(tmp_path: Path, missing: str, message: str) -> None:
    components = [name for name in ("tagger", "parser", "lemmatizer", "ner") if name != missing]
    with pytest.raises(ReaderError, match=message):
        load_pipeline(str(foreign(tmp_path, components)))


def test_another_pipeline_keeps_its_syntax_and_gets_attribution(tmp_path: Path, reader: Language) -> None:
    nlp = load_pipeline(str(foreign(tmp_path, ["tagger", "parser", "lemmatizer", "ner"])))
    doc = nlp(TEXT)
    assert not doc.has_annotation("DEP") and not doc.ents
    assert doc._.attribution_scores.shape == (len(doc), 3, 3)
    assert pipeline_version(nlp) == f"en_pipeline 0.0.0 + {pipeline_version(reader)}"


def test_everything_is_filled(reader: Language) -> None:
    doc = reader(TEXT)
    words = [token for token in doc if not token.is_space]
    assert all(token.tag_ and token.pos_ and token.lemma_ and token.dep_ for token in doc)
    assert all(
        doc.has_annotation(kind) for kind in ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB")
    )
    assert [sentence.root.lemma_ for sentence in doc.sents] == ["object", "tell"]
    assert {token.dep_ for token in words if token.head.i == token.i} == {"ROOT"}
    assert ("Ankara", "LOC") in {(entity.text, entity.label_) for entity in doc.ents}
    assert {"Okoye"} <= {entity.text.split()[-1] for entity in doc.ents if entity.label_ == "PERSON"}


def test_attribution_scores_are_probabilities(reader: Language) -> None:
    scores = reader(TEXT)._.attribution_scores
    assert np.allclose(scores.sum(axis=2), 1, atol=1e-4)
    assert scores.min() >= 0


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\n\n Hello.", "Hello. \n", "a" * 3000, "🙂 \u200b\ufeff"])
def test_odd_texts_are_read(reader: Language, text: str) -> None:
    doc = reader(text)
    assert doc.text == text
    assert sum(1 for _ in doc.sents) <= len(doc)
    assert all(token.head in doc for token in doc)


def test_what_is_said_of_a_text_does_not_depend_on_its_company(reader: Language) -> None:
    others = ["Prices rose.", TEXT * 3, "She left."]
    alone = reader(TEXT)
    together = list(reader.pipe([*others, TEXT]))[-1]
    assert alone.to_bytes(exclude=["user_data"]) == together.to_bytes(exclude=["user_data"])
    assert np.array_equal(alone._.attribution_scores, together._.attribution_scores)


def test_long_texts_are_read_in_windows(reader: Language) -> None:
    sentence = "The envoy said that the talks would go on until the harbour was open again. "
    doc = reader(sentence * 40)
    assert len(list(doc.sents)) == 40
    unbroken = reader("and prices rose " * 300)
    assert all(token.dep_ for token in unbroken)


def test_strings_outlast_a_memory_zone(reader: Language) -> None:
    with reader.memory_zone():
        reader("Quoxville brindled the zorkish parliament.")
    doc = reader("Quoxville brindled the zorkish parliament.")
    assert all(token.lemma_ for token in doc)


def test_a_pipeline_comes_back_from_disk(reader: Language, tmp_path: Path) -> None:
    reader.to_disk(tmp_path / "copy")
    copy = load_pipeline(str(tmp_path / "copy"))
    assert copy(TEXT).to_bytes(exclude=["user_data"]) == reader(TEXT).to_bytes(exclude=["user_data"])
