"""Actors of political events: how many sources and targets are found, and how many of those bear the right country.

    python benchmarks/event_actors.py FILE.jsonl [--model NAME] [--errors N]

FILE holds one sentence a line with `text`, `source` and `target`; each actor has `spans` and a `code` (the PLOVER gold standard records of the Open Event
Data Alliance). An actor is found where a mention of one of ours overlaps it; its country is right where ours bears the gold code. Codes of organizations and
generic codes (IGO, REB, ...) are left out of the count of countries.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import stanceflow
from stanceflow.lexicon import load_table
from stanceflow.records import Extraction


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--errors", type=int, default=0, help="print this many misses")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.file.read_text(encoding="utf-8").splitlines()]
    countries = {row["iso3"] for row in load_table("countries") if row["iso3"]}
    nlp = stanceflow.load(arguments.model)
    total = found = coded = right = 0
    misses = []
    for row, doc in zip(rows, nlp.pipe(row["text"] for row in rows), strict=True):
        for actor in [*row["source"], *row["target"]]:
            total += 1
            codes = codes_at(doc._.stanceflow, [tuple(span) for span in actor["spans"]])
            found += codes is not None
            if codes is None:
                misses.append(f"not found: {actor['text']} | {row['text']}")
            elif actor["code"] in countries:
                coded += 1
                right += actor["code"] in codes
                if actor["code"] not in codes:
                    misses.append(f"{actor['code']} read as {sorted(codes)}: {actor['text']} | {row['text']}")
    print(f"actors found: {found} of {total} ({found / total:.3f})")
    print(f"countries right: {right} of {coded} found with a country code ({right / coded:.3f})")
    print(*misses[: arguments.errors], sep="\n")


def codes_at(extraction: Extraction, spans: list[tuple[int, int]]) -> set[str] | None:
    """The country codes of our actors that are mentioned within the spans; None where none is."""
    actors = [
        a for a in extraction.actors if any(m.start < end and start < m.end for m in a.mentions for start, end in spans)
    ]
    return {actor.country for actor in actors} - {""} if actors else None


if __name__ == "__main__":
    main()
