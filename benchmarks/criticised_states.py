"""Whom speakers criticise: the states that a speech is against, compared with annotated negative evaluation.

    python benchmarks/criticised_states.py FILE.jsonl [--model NAME] [--errors N]

FILE holds one speech a line with `text`, `speaker_country` and `edus`, whose `neg_eval` and `target_country` mark criticism (UNSCon, the UN Security Council
conflict corpus). Ours are the targets of stances `against` held by the author or by the speaker's state. Prints precision, recall and F1 over the speeches
with a target, the alarms in those without, and what naming one state always would give.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import stanceflow
from stanceflow import gazetteer
from stanceflow.records import AUTHOR, Extraction


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--errors", type=int, default=0, help="print this many speeches that are wrong")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.file.read_text(encoding="utf-8").splitlines()]
    nlp = stanceflow.load(arguments.model)
    pairs = []
    for row, doc in zip(rows, nlp.pipe(row["text"] for row in rows), strict=True):
        speaker = code(row["speaker_country"])
        pairs.append((criticised(row), ours(doc._.stanceflow, speaker) - {speaker}))
    targeted = [pair for pair in pairs if pair[0]]
    report("stances", targeted)
    print(
        f"alarms in {len(pairs) - len(targeted)} speeches without a target: {sum(len(found) for gold, found in pairs if not gold)}"
    )
    usual = Counter(state for gold, _ in targeted for state in gold).most_common(1)[0][0]
    report(f"always {usual}", [(gold, {usual}) for gold, _ in targeted])
    wrong = [(row["id"], gold, found) for row, (gold, found) in zip(rows, pairs, strict=True) if gold != found]
    for name, gold, found in wrong[: arguments.errors]:
        print(f"{name}: gold {sorted(gold)}, ours {sorted(found)}")


def report(name: str, pairs: list[tuple[set[str], set[str]]]) -> None:
    """Print precision, recall and F1 of the sets, summed over speeches."""
    hits = sum(len(gold & found) for gold, found in pairs)
    precision = hits / max(1, sum(len(found) for _, found in pairs))
    recall = hits / max(1, sum(len(gold) for gold, _ in pairs))
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    print(f"{name}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} over {len(pairs)} speeches")


def criticised(row: dict[str, Any]) -> set[str]:
    """The codes of the states that annotators saw criticised."""
    names = {edu["target_country"] for edu in row["edus"] if edu["neg_eval"] and edu["target_country"]}
    return {code(name) for name in names} - {""}


def code(name: str) -> str:
    """The ISO 3166-1 alpha-3 code of a country written as `united_states_of_america` or `Republic Of Korea`; empty where it is none."""
    words = name.replace("_", " ").title().replace(" Of ", " of ").replace(" And ", " and ").replace("The ", "the ")
    form = gazetteer.country_by_form(words)
    return form.iso3 if form is not None else ""


def ours(extraction: Extraction, speaker: str) -> set[str]:
    """The codes of the states that the author or the speaker's state is against: of the target, or, where that is an act, of who is named in it."""
    countries = {actor.name: actor.country for actor in extraction.actors}
    found = set()
    for stance in extraction.stances:
        if stance.polarity == "against" and (
            stance.holder_actor == AUTHOR or countries.get(stance.holder_actor) == speaker
        ):
            named = [
                a
                for a in extraction.actors
                if any(s <= m.start and m.end <= e for m in a.mentions for s, e in stance.target)
            ]
            found |= (
                {countries[stance.target_actor]}
                if stance.target_actor in countries
                else {actor.country for actor in named}
            )
    return found - {""}


if __name__ == "__main__":
    main()
