"""Parses corpus/ with the shipped pipeline and keeps the parses in tests/frozen/corpus.spacy, for the tests of the rules alone.

Run it after the shipped pipeline or the corpus has changed, never after a change of rules: `python tests/freeze_parses.py`, or
`make regenerate`, which renews the approved tables as well.
"""

from __future__ import annotations

from pathlib import Path

from stanceflow.reader import load_pipeline, pipeline_version
from stanceflow.regression.frozen import freeze, parse_articles

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
FROZEN = ROOT / "tests" / "frozen" / "corpus.spacy"


def main() -> None:
    nlp = load_pipeline()
    docs = parse_articles([CORPUS], nlp)
    freeze(docs, FROZEN)
    print(f"{len(docs)} articles read by {pipeline_version(nlp)}, {FROZEN.stat().st_size:,} bytes in {FROZEN}")


if __name__ == "__main__":
    main()
