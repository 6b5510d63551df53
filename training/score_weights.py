"""What makes scored words a claim: fits the weights of `annotate/weighing.py` on annotated articles, and writes `lexicon/score_weights.csv`.

    python -m training.score_weights --gold DIR --reports FILE.jsonl [--parsed FILE.spacy]

`--gold` holds articles annotated by the guidelines, most of them essays and analyses; `--reports` is PolNeAR's training set, of which every
fourth article is read and parsed. What only the scores propose counts as a claim where it pairs with an annotated one. Either set weighs as much
as the other, so that the weights serve both. Two halves of the articles check one another: each is scored with weights from the other.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import stanceflow
from stanceflow.annotate.attribution import find_claims
from stanceflow.annotate.pipeline import context_of, extract
from stanceflow.annotate.proposals import SCORED, cue_spans
from stanceflow.annotate.scored_claims import scored_proposals
from stanceflow.annotate.weighing import FEATURES, Weighing
from stanceflow.gold import article_of_extraction
from stanceflow.scoring import ActorNames, Article, Item, pair
from training.annotated import annotated, argument_parser
from training.logistic import fit, probabilities

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

WEIGHTS = Path(__file__).parents[1] / "src" / "stanceflow" / "lexicon" / "score_weights.csv"
PENALTY = 1.0
EVERY = 4
"""Of the reports, so many articles to one that is read: 210 of 840 give three times the proposals of 130 essays."""


def main() -> None:
    """Read the arguments, gather, fit, check, write."""
    parser = argument_parser(__doc__.split("\n")[0])
    parser.add_argument("--reports", type=Path, required=True, help="PolNeAR's articles, a JSON object a line")
    given = parser.parse_args()
    sets = [((doc, wanted) for _, doc, wanted in annotated(given.gold, given.parsed)), reports(given.reports)]
    rows = [
        (kind, number % 2, values, right)
        for kind, articles in enumerate(sets)
        for number, (doc, wanted) in enumerate(articles)
        for values, right in gather(doc, wanted)
    ]
    kind, half, values, right = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    share = len(kind) / (2 * np.where(kind == 0, (kind == 0).sum(), (kind == 1).sum()))
    for number in (0, 1):
        learnt, kept = half != number, half == number
        guessed = probabilities(values[kept], fit(values[learnt], right[learnt], PENALTY, share[learnt]))
        loss = -np.log(np.where(right[kept] == 1, guessed, 1 - guessed))
        for which, name in enumerate(("gold", "reports")):
            one = kind[kept] == which
            print(
                f"half {number}, {name}: {one.sum()} proposals, {right[kept][one].mean():.3f} right, "
                f"log loss {loss[one].mean():.3f}"
            )
    write(fit(values, right, PENALTY, share))


def reports(path: Path) -> Iterator[tuple[Doc, Article]]:
    """Give every `EVERY`th article of PolNeAR's JSON lines, parsed by the shipped pipeline, with its attributions as claims."""
    lines = path.read_text(encoding="utf-8").splitlines()[::EVERY]
    articles = [json.loads(line) for line in lines]
    nlp = stanceflow.load()
    with nlp.select_pipes(disable=["stanceflow"]):
        docs = nlp.pipe(article["text"] for article in articles)
        for article, doc in zip(articles, docs, strict=True):
            items = [
                Item({role: _spans(entry.get(role)) for role in ("source", "cue", "content")}, "", "", {})
                for entry in article["attributions"]
            ]
            yield doc, Article({"claims": [item for item in items if item.spans["content"]]}, {}, {})


def _spans(pieces: list[dict[str, int]] | None) -> tuple[tuple[int, int], ...]:
    return tuple((piece["start"], piece["end"]) for piece in pieces or ())


def gather(doc: Doc, wanted: Article) -> list[tuple[tuple[float, ...], bool]]:
    """Give the features of each claim that only the scores show in an article, and whether it pairs with an annotated one."""
    context = context_of(doc)
    found = article_of_extraction(replace(extract(doc), claims=tuple(find_claims(context, least_certain=0.0))))
    claims = found.items["claims"]
    paired = {i for i, _ in pair(claims, wanted.items["claims"], "claims", ActorNames(wanted, found))}
    shown = {claim.spans["cue"] for claim in claims if claim.values["rule"] == SCORED}
    right = {claims[i].spans["cue"] for i in paired}
    weighing = Weighing(context.graph)
    return [
        (weighing.features(p.cue, p.cue_nodes, p.source, p.content), cue_spans(context.graph, p) in right)
        for p in scored_proposals(context.graph, context.quotations)
        if cue_spans(context.graph, p) in shown
    ]


def write(weights: NDArray[np.float64]) -> None:
    """Write the weights, a feature a line."""
    with open(WEIGHTS, "w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["feature", "weight"])
        writer.writerows([name, f"{weight:.3f}"] for name, weight in zip(FEATURES, weights, strict=True))


if __name__ == "__main__":
    main()
