"""How often each rule is right: runs the annotators over annotated articles and writes `lexicon/precision.csv`, which `confidence` is read from.

    python -m training.rule_precision --gold DIR [--parsed FILE.spacy]

A row counts as right where it pairs with a gold item and names the same holder or source (`who` of `scoring.py`).
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from stanceflow.annotate.pipeline import extract
from stanceflow.gold import article_of_extraction
from stanceflow.scoring import MAIN_ROLE, WHO_ROLE, ActorNames, agrees_who, pair
from training.annotated import annotated, arguments

PRECISION = Path(__file__).parents[1] / "src" / "stanceflow" / "lexicon" / "precision.csv"


def main() -> None:
    """Read the arguments, count, write."""
    given = arguments(__doc__.split("\n")[0])
    seen: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for _, doc, wanted in annotated(given.gold, given.parsed):
        found = article_of_extraction(extract(doc))
        names = ActorNames(wanted, found)
        for kind in MAIN_ROLE:
            rows, items = found.items[kind], wanted.items[kind]
            seen.update((kind, row.values["rule"]) for row in rows)
            pairs = pair(rows, items, kind, names)
            right.update(
                (kind, rows[i].values["rule"]) for i, j in pairs if agrees_who(rows[i], items[j], WHO_ROLE[kind], names)
            )
    write(seen, right)
    for kind in MAIN_ROLE:
        rules = [rule for table, rule in seen if table == kind]
        rows_seen, rows_right = (sum(counts[kind, rule] for rule in rules) for counts in (seen, right))
        print(f"{kind}: {len(rules)} rules, {rows_seen} rows, precision {rows_right / rows_seen:.3f}")


def write(seen: Counter[tuple[str, str]], right: Counter[tuple[str, str]]) -> None:
    """Write the counts, a rule a line."""
    with open(PRECISION, "w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["table", "rule", "seen", "right"])
        writer.writerows([table, rule, seen[table, rule], right[table, rule]] for table, rule in sorted(seen))


if __name__ == "__main__":
    main()
