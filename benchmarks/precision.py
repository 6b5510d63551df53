"""How often each rule is right: runs the annotators over annotated articles and writes `lexicon/precision.csv`, which `confidence` is read from.

    python benchmarks/precision.py --gold DIR [--parsed FILE.spacy]

A row counts as right where it pairs with a gold item and names the same holder or source (`who` of `stanceflow evaluate`). The articles are parsed by the
shipped pipeline, or, with --parsed, taken from a DocBin whose Docs carry their id as `user_data["doc_id"]`.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

import stanceflow
from stanceflow.annotate.pipeline import extract
from stanceflow.gold import article_of_extraction, read_gold
from stanceflow.scoring import MAIN_ROLE, WHO_ROLE, ActorNames, agrees_who, pair

PRECISION = Path(__file__).parents[1] / "src" / "stanceflow" / "lexicon" / "precision.csv"


def main() -> None:
    """Read the arguments, count, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--parsed", type=Path)
    arguments = parser.parse_args()
    gold = read_gold(arguments.gold)
    seen: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for article, doc in parsed(arguments.gold, arguments.parsed):
        found, wanted = article_of_extraction(extract(doc)), gold[article]
        names = ActorNames(wanted, found)
        for kind in MAIN_ROLE:
            rows, items = found.items[kind], wanted.items[kind]
            seen.update((kind, row.values["rule"]) for row in rows)
            pairs = pair(rows, items, kind, names)
            right.update(
                (kind, rows[i].values["rule"]) for i, j in pairs if agrees_who(rows[i], items[j], WHO_ROLE[kind], names)
            )
    with open(PRECISION, "w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["table", "rule", "seen", "right"])
        writer.writerows([table, rule, seen[table, rule], right[table, rule]] for table, rule in sorted(seen))
    for kind in MAIN_ROLE:
        n = sum(count for (table, _), count in seen.items() if table == kind)
        print(
            f"{kind}: {len([1 for table, _ in seen if table == kind])} rules, {n} rows, precision {sum(c for (t, _), c in right.items() if t == kind) / n:.3f}"
        )


def parsed(folder: Path, docbin: Path | None) -> Iterator[tuple[str, Doc]]:
    """The articles' Docs, by id."""
    if docbin is not None:
        yield from ((str(doc.user_data["doc_id"]), doc) for doc in DocBin().from_disk(docbin).get_docs(Vocab()))
        return
    nlp = stanceflow.load()
    paths = sorted(folder.rglob("*.txt"))
    with nlp.select_pipes(disable=["stanceflow"]):
        for path, doc in zip(paths, nlp.pipe(path.read_text(encoding="utf-8") for path in paths), strict=True):
            yield path.relative_to(folder).with_suffix("").as_posix(), doc


if __name__ == "__main__":
    main()
