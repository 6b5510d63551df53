"""Fits the weights of `annotate/evidence.py` to annotated articles and writes `lexicon/actor_evidence.csv`.

    python -m training.actor_evidence --gold DIR [--parsed FILE.spacy]

Prints F1 of the actors by five folds of articles, so that the threshold can be chosen on articles that the weights have not seen.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from stanceflow.annotate.actors import find_clusters
from stanceflow.annotate.naming import Cluster
from stanceflow.annotate.traits import Company, traits
from stanceflow.quotations import quotations
from stanceflow.scoring import Article, normal_form
from stanceflow.syntax import Graph
from training.annotated import annotated, arguments
from training.logistic import fit, probabilities

WEIGHTS = Path(__file__).parents[1] / "src" / "stanceflow" / "lexicon" / "actor_evidence.csv"
RIDGE = 6.0
FOLDS = 5
FEWEST = 8
"""A feature that fewer clusters have is left out."""


def main() -> None:
    """Read the arguments, fit, report, write."""
    given = arguments(__doc__.split("\n")[0])
    examples = [(article, *examples_of(doc, gold)) for article, doc, gold in annotated(given.gold, given.parsed)]
    missed = sum(gold_size for _, _, _, gold_size in examples) - sum(sum(labels) for _, _, labels, _ in examples)
    names = vocabulary([row for _, rows, _, _ in examples for row in rows])
    report_folds(examples, names, missed)
    matrix, labels = (
        table([row for _, rows, _, _ in examples for row in rows], names),
        np.array([x for _, _, ls, _ in examples for x in ls]),
    )
    write(names, fit(matrix, labels, RIDGE))


def examples_of(doc: Doc, gold: Article) -> tuple[list[list[str]], list[int], int]:
    """Traits of each cluster, whether it is an actor of gold's, and how many actors gold has."""
    graph = Graph(doc)
    wanted = [found | {normal_form(name)} for name, found in gold.forms.items()]
    clusters = find_clusters(graph, quotations(doc.text))[0]
    company = Company(graph, clusters)
    matched = set(matches([_forms(doc.text, cluster) for cluster in clusters], wanted))
    return (
        [traits(company, cluster) for cluster in clusters],
        [int(i in matched) for i in range(len(clusters))],
        len(wanted),
    )


def _forms(text: str, cluster: Cluster) -> frozenset[str]:
    shown = {normal_form(text[slice(*m.span)]) for m in cluster.mentions if m.form != "pronoun"}
    return frozenset(shown | {normal_form(cluster.name)}) if shown else frozenset()


def matches(found: Sequence[frozenset[str]], wanted: Sequence[frozenset[str]]) -> dict[int, int]:
    """Pair clusters with actors one to one, those first that share most surface forms, as the scoring does."""
    shared = [(len(a & b), -i, -j) for i, a in enumerate(found) for j, b in enumerate(wanted) if a & b]
    out: dict[int, int] = {}
    for _, i, j in sorted(shared, reverse=True):
        if -i not in out and -j not in out.values():
            out[-i] = -j
    return out


def vocabulary(rows: list[list[str]]) -> list[str]:
    """The features that enough clusters have, sorted."""
    counts: dict[str, int] = {}
    for row in rows:
        for feature in row:
            counts[feature] = counts.get(feature, 0) + 1
    return sorted(feature for feature, count in counts.items() if count >= FEWEST)


def table(rows: list[list[str]], names: list[str]) -> np.ndarray:
    """Rows of zeros and ones, a column for each feature."""
    index = {name: i for i, name in enumerate(names)}
    out = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        out[i, [index[f] for f in row if f in index]] = 1
    return out


def report_folds(examples: list[tuple[str, list[list[str]], list[int], int]], names: list[str], missed: int) -> None:
    """Print precision, recall and F1 over held-out folds for several thresholds."""
    scores = []
    for fold in range(FOLDS):
        seen = [e for i, e in enumerate(examples) if i % FOLDS != fold]
        held = [e for i, e in enumerate(examples) if i % FOLDS == fold]
        weights = fit(table([r for e in seen for r in e[1]], names), np.array([x for e in seen for x in e[2]]), RIDGE)
        p = probabilities(table([r for e in held for r in e[1]], names), weights)
        scores.append((p, np.array([x for e in held for x in e[2]])))
    p, labels = np.concatenate([s[0] for s in scores]), np.concatenate([s[1] for s in scores])
    for threshold in np.arange(0.3, 0.62, 0.02):
        kept = p >= threshold
        hits = int(labels[kept].sum())
        precision, recall = hits / max(1, kept.sum()), hits / (labels.sum() + missed)
        print(
            f"threshold {threshold:.2f}: precision {precision:.3f} recall {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}"
        )


def write(names: list[str], weights: np.ndarray) -> None:
    """Write the weights, one feature a line."""
    with open(WEIGHTS, "w", encoding="utf-8", newline="") as handle:
        rows = csv.writer(handle, lineterminator="\n")
        rows.writerow(["feature", "weight"])
        rows.writerows([name, f"{weight:.3f}"] for name, weight in zip(names, weights, strict=True))


if __name__ == "__main__":
    main()
