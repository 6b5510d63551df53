"""What makes scored words a claim: fits the weights of `annotate/weighing.py` on annotated articles, and writes `lexicon/score_weights.csv`.

    python -m training.score_weights --gold DIR [--parsed FILE.spacy]

What only the scores propose counts as a claim where it pairs with a gold item. Two halves of the articles check one another: each is scored with
weights from the other.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from stanceflow.annotate.actors import find_actors
from stanceflow.annotate.attribution import find_claims
from stanceflow.annotate.context import Context, Settings
from stanceflow.annotate.pipeline import extract
from stanceflow.annotate.proposals import SCORED, cue_spans
from stanceflow.annotate.scored_claims import scored_proposals
from stanceflow.annotate.weighing import FEATURES, features
from stanceflow.gold import article_of_extraction
from stanceflow.quotations import quotations
from stanceflow.scoring import ActorNames, pair
from stanceflow.syntax import Graph
from training.annotated import annotated, arguments

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from stanceflow.scoring import Article

WEIGHTS = Path(__file__).parents[1] / "src" / "stanceflow" / "lexicon" / "score_weights.csv"
PENALTY = 1.0
STEPS = 30


def main() -> None:
    """Read the arguments, gather, fit, check, write."""
    given = arguments(__doc__.split("\n")[0])
    rows = [
        (number % 2, values, right)
        for number, (_, doc, wanted) in enumerate(annotated(given.gold, given.parsed))
        for values, right in gather(doc, wanted)
    ]
    half, values, right = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    for number in (0, 1):
        guessed = _sigmoid(values[half == number] @ fit(values[half != number], right[half != number]))
        loss = -np.log(np.where(right[half == number] == 1, guessed, 1 - guessed)).mean()
        print(f"half {number}: {len(guessed)} proposals, {right[half == number].mean():.3f} right, log loss {loss:.3f}")
    write(fit(values, right))


def gather(doc: Doc, wanted: Article) -> list[tuple[tuple[float, ...], bool]]:
    """Give the features of each claim that only the scores show in an article, and whether it pairs with a gold item."""
    graph, quoted = Graph(doc), quotations(doc.text)
    context = Context(graph, quoted, "", Settings(), find_actors(graph, quoted))
    found = article_of_extraction(replace(extract(doc), claims=tuple(find_claims(context, least_certain=0.0))))
    claims = found.items["claims"]
    paired = {i for i, _ in pair(claims, wanted.items["claims"], "claims", ActorNames(wanted, found))}
    shown = {claim.spans["cue"] for claim in claims if claim.values["rule"] == SCORED}
    right = {claims[i].spans["cue"] for i in paired}
    return [
        (features(graph, p.cue, p.cue_nodes, p.source, p.content), cue_spans(graph, p) in right)
        for p in scored_proposals(graph, quoted)
        if cue_spans(graph, p) in shown
    ]


def fit(values: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fit a logistic regression with a quadratic penalty, by Newton's method."""
    weights = np.zeros(values.shape[1])
    for _ in range(STEPS):
        guessed = _sigmoid(values @ weights)
        slope = values.T @ (guessed - right) + PENALTY * weights
        bend = (values.T * (guessed * (1 - guessed))) @ values + PENALTY * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights


def write(weights: NDArray[np.float64]) -> None:
    """Write the weights, a feature a line."""
    with open(WEIGHTS, "w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["feature", "weight"])
        writer.writerows([name, f"{weight:.3f}"] for name, weight in zip(FEATURES, weights, strict=True))


def _sigmoid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-values))


if __name__ == "__main__":
    main()
