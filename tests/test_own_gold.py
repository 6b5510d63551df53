"""The gold set of our own: six articles that two annotators marked by the guidelines, neither knowing the other's work; how far they agree, and
the floors that the shipped pipeline holds against what they agreed on."""

from __future__ import annotations

from pathlib import Path

import pytest

from stanceflow.cli import run_command
from stanceflow.regression.evaluation import evaluate, evaluate_items
from stanceflow.regression.gold_folder import read_gold_folder
from stanceflow.regression.run_items import read_texts
from stanceflow.run import extract_corpus

GOLD = Path(__file__).parent / "gold"
PASSES = ("annotator_a", "annotator_b")

# Measured: .96, .98, .87, .93, .95. The guidelines report .90 to .96 for two other annotators on eleven articles.
AGREEMENT = {
    "actors.found": 0.95,
    "claims.found": 0.95,
    "interests.found": 0.85,
    "stances.found": 0.9,
    "predictions.found": 0.93,
}
# Measured on the agreed set, less about .04.
FLOORS = {
    "actors.found": 0.79,
    "claims.found": 0.77,
    "claims.full": 0.7,
    "interests.found": 0.55,
    "interests.full": 0.51,
    "stances.found": 0.63,
    "stances.full": 0.63,
    "predictions.found": 0.8,
    "predictions.full": 0.7,
    "predictions.band_accuracy": 0.86,
    "claims.content_dice": 0.94,
}


@pytest.fixture(scope="module")
def run(nlp, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("gold") / "out"
    extract_corpus([GOLD / "articles"], out, nlp=nlp)
    return out


def test_both_passes_are_kept_whole_for_every_article(run):
    articles = {file.stem for file in (GOLD / "articles").glob("*.txt")}
    assert len(articles) >= 6
    for folder in (*PASSES, "agreed"):
        assert {file.stem for file in (GOLD / folder).glob("*.json")} == articles
        assert set(read_gold_folder(GOLD / folder, read_texts(run))) == articles  # raises for a faulty span


def test_the_two_annotators_agree_as_far_as_reported(run):
    texts = read_texts(run)
    first, second = (read_gold_folder(GOLD / folder, texts) for folder in PASSES)
    scores = evaluate_items(first, second, texts).scores()
    assert {name: scores[name] for name, least in AGREEMENT.items() if scores[name] < least} == {}
    assert evaluate(GOLD / PASSES[0], GOLD / PASSES[1]).scores() == scores


def test_the_shipped_pipeline_holds_its_floors(run, capsys):
    floors = [part for name, least in FLOORS.items() for part in ("--min", f"{name}={least}")]
    code = run_command(["evaluate", str(run), str(GOLD / "agreed"), "--quiet", *floors])
    assert (code, capsys.readouterr().err) == (0, "")
