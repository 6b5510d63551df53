"""Tables: columns, roles, keys, order, CSV text and DataFrames."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_pipeline import fake_pipeline
from stanceflow import to_frames
from stanceflow.csv_files import CsvWriter, csv_line
from stanceflow.records import AUTHOR, Actor, Claim, Extraction, Mention, Prediction
from stanceflow.tables import TABLES, Row, frame, rows_of, span_text

TEXT = '"We wait," Ada Oyelaran said, "for spring." She said that she will win.'

REQUIRED = {
    "documents": "doc_id path title author published language sha256 n_chars n_tokens n_sentences n_actors n_claims n_interests n_stances"
    " n_predictions status notes error",
    "sentences": "doc_id sentence start end text",
    "actors": "doc_id actor kind country n_mentions n_claims n_interests n_stances n_predictions first_start",
    "mentions": "doc_id actor sentence start end text form",
    "claims": "doc_id claim_id sentence source source_start source_end source_spans source_actor cue cue_start cue_end cue_spans content"
    " content_start content_end content_spans form denied chain rule confidence",
    "interests": "doc_id interest_id sentence holder holder_start holder_end holder_spans holder_actor cue cue_start cue_end cue_spans"
    " content content_start content_end content_spans kind valence source source_start source_end source_spans source_actor chain"
    " rule confidence",
    "stances": "doc_id stance_id sentence holder holder_start holder_end holder_spans holder_actor cue cue_start cue_end cue_spans target"
    " target_start target_end target_spans target_actor polarity source source_start source_end source_spans source_actor chain"
    " rule confidence",
    "predictions": "doc_id prediction_id sentence source source_start source_end source_spans source_actor cue cue_start cue_end cue_spans"
    " source_cue source_cue_start source_cue_end source_cue_spans content content_start content_end content_spans likelihood p_low p_mid"
    " p_high scale hedged negated condition condition_start condition_end condition_spans condition_kind horizon horizon_start"
    " horizon_end horizon_spans horizon_start_date resolve_by horizon_note subject_actor chain rule confidence",
}


def spans(*pieces: str, text: str = TEXT) -> tuple[tuple[int, int], ...]:
    return tuple((text.index(piece), text.index(piece) + len(piece)) for piece in pieces)


QUOTE = Claim(
    sentence=0,
    source=spans("Ada Oyelaran"),
    source_actor="Ada Oyelaran",
    cue=spans("said"),
    content=spans("We wait", "for spring"),
    form="quote",
    denied=False,
    chain=(AUTHOR, "Ada Oyelaran"),
    rule="quote.after",
    confidence=2 / 3,
)
INDIRECT = replace(
    QUOTE, sentence=1, source=spans("She"), cue=((47, 51),), content=spans("she will win"), form="indirect", rule="say"
)
WIN = Prediction(
    sentence=1, source=spans("She"), source_actor="Ada Oyelaran", cue=spans("will"), source_cue=((47, 51),), content=spans("she will win"),
    likelihood="almost_certain", p_low=0.95, p_mid=0.97, p_high=0.99, scale="cap", hedged=False, negated=False, condition=(),
    condition_kind="", horizon=(), horizon_start_date="", resolve_by="", horizon_note="", subject_actor="Ada Oyelaran",
    chain=(AUTHOR, "Ada Oyelaran"), rule="will", confidence=0.5,
)  # fmt: skip
ADA = Actor(
    "Ada Oyelaran",
    "person",
    "NGA",
    (Mention("Ada Oyelaran", 11, 23, "name", 0), Mention("Ada Oyelaran", 43, 46, "pronoun", 1)),
)


def extraction(**parts: object) -> Extraction:
    whole = Extraction(TEXT, "en", 20, ((0, 42), (43, len(TEXT))), (ADA,), (QUOTE, INDIRECT), (), (), (WIN,))
    return replace(whole, **parts)


def as_dicts(table: str, rows: list[Row]) -> list[dict[str, object]]:
    return [dict(zip([c.name for c in TABLES[table]], row, strict=True)) for row in rows]


def test_every_table_has_the_columns_of_the_contract_and_no_others():
    assert {name: " ".join(c.name for c in columns) for name, columns in TABLES.items()} == REQUIRED


def test_an_interrupted_role_is_joined_and_its_pieces_are_kept():
    row = as_dicts("claims", rows_of("a", extraction())["claims"])[0]
    assert row["content"] == "We wait ... for spring"
    assert (row["content_start"], row["content_end"], row["content_spans"]) == (1, 41, "1-8 31-41")
    assert (row["cue"], row["cue_spans"]) == ("said", "")


def test_a_role_that_no_words_fill_is_empty():
    row = as_dicts("predictions", rows_of("a", extraction())["predictions"])[0]
    assert [row[f"condition{part}"] for part in ("", "_start", "_end", "_spans")] == ["", None, None, ""]


def test_chain_and_confidence_are_readable():
    row = as_dicts("claims", rows_of("a", extraction())["claims"])[0]
    assert row["chain"] == "author > Ada Oyelaran"
    assert row["confidence"] == 0.6667


def test_actors_are_counted_as_sources_and_holders():
    row = as_dicts("actors", rows_of("a", extraction())["actors"])[0]
    counts = {name: value for name, value in row.items() if name.startswith("n_")}
    assert counts == {"n_mentions": 2, "n_claims": 2, "n_interests": 0, "n_stances": 0, "n_predictions": 1}
    assert row["first_start"] == 11


def keys(table: str, found: Extraction, doc_id: str = "a") -> list[object]:
    return [row[1] for row in rows_of(doc_id, found)[table]]


def test_a_key_stays_when_other_rows_come_or_go_and_when_values_change():
    both = keys("claims", extraction())
    assert keys("claims", extraction(claims=(INDIRECT,))) == both[1:]
    assert keys("claims", extraction(claims=(replace(QUOTE, rule="other", confidence=0.1), INDIRECT))) == both


def test_a_key_depends_on_article_table_spans_and_name():
    variants = [
        QUOTE,
        replace(QUOTE, source_actor="Another"),
        replace(QUOTE, cue=((24, 27),)),
        replace(QUOTE, source=()),
    ]
    made = {keys("claims", extraction(claims=(variant,)), doc_id)[0] for variant in variants for doc_id in ("a", "b")}
    assert len(made) == 8


def test_rows_that_differ_in_a_value_only_have_keys_of_their_own_and_equal_rows_are_one():
    twin = replace(QUOTE, form="mixed")
    first = keys("claims", extraction(claims=(QUOTE, twin, QUOTE)))
    assert len(first) == len(set(first)) == 2
    assert first == keys("claims", extraction(claims=(twin, QUOTE)))


def test_rows_stand_by_the_place_of_their_cue():
    assert keys("claims", extraction(claims=(INDIRECT, QUOTE))) == keys("claims", extraction())


def test_the_name_of_the_table_begins_the_key():
    assert [keys(name, extraction())[0][:2] for name in ("claims", "predictions")] == ["c-", "p-"]


def test_span_text_of_nothing_is_empty():
    assert span_text(TEXT, ()) == ""


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2))
def test_a_csv_line_reads_back_as_it_was(cells: list[str]):
    line = csv_line(cells)
    assert line.endswith("\n")
    assert next(csv.reader(io.StringIO(line, newline=""))) == cells


def test_csv_spells_booleans_numbers_and_nothing():
    assert (
        csv_line(["a b", True, False, None, 0, 0.5, 'say "x", y', "line\rend"])
        == 'a b,true,false,,0,0.5,"say ""x"", y","line\rend"\n'
    )


def test_every_file_has_its_header_without_rows(tmp_path):
    with CsvWriter(tmp_path):
        pass
    written = {file.stem: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}
    assert written == {name: header.replace(" ", ",") + "\n" for name, header in REQUIRED.items()}


def test_rows_are_counted_as_they_are_written(tmp_path):
    with CsvWriter(tmp_path) as writer:
        writer.write(rows_of("a", extraction()))
    assert writer.counts["claims"] == 2
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        assert [row["content"] for row in csv.DictReader(file)] == ["We wait ... for spring", "she will win"]


def test_frames_keep_their_types_without_rows():
    dtypes = frame("predictions", []).dtypes.astype(str)
    assert (dtypes["content"], dtypes["sentence"], dtypes["p_mid"], dtypes["hedged"]) == (
        "string",
        "Int64",
        "Float64",
        "boolean",
    )
    assert list(dtypes.index) == REQUIRED["predictions"].split()


def test_frames_of_docs_have_rows_and_missing_cells():
    nlp = fake_pipeline()
    frames = to_frames(nlp.pipe(["Ada said no. Rain will fall.", "Bo wants rain."]))
    assert list(frames) == list(REQUIRED)
    assert frames["documents"]["n_claims"].tolist() == [1, 0]
    assert frames["interests"]["doc_id"].tolist() == ["1"]
    prediction = frames["predictions"].iloc[0]
    assert prediction["content"] == "Rain ... fall"
    assert frames["predictions"]["source_start"].isna().all()


def test_a_doc_without_extraction_and_two_of_one_id_are_refused():
    nlp = fake_pipeline()
    with pytest.raises(ValueError, match="'0' has no extraction; run it through"):
        to_frames([nlp.make_doc("Ada said no.")])
    docs = list(nlp.pipe(["Ada said no.", "Bo said yes."]))
    for doc in docs:
        doc.user_data["doc_id"] = "same"
    with pytest.raises(ValueError, match="two Docs have the id 'same'"):
        to_frames(docs)
