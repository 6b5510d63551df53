"""Annotated articles with their parses, for the scripts that fit or count on them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

import stanceflow
import stanceflow.reader.component
from stanceflow.gold import read_gold
from stanceflow.scoring import Article


def arguments(description: str) -> argparse.Namespace:
    """Read `--gold DIR` and `--parsed FILE` from the command line."""
    return argument_parser(description).parse_args()


def argument_parser(description: str) -> argparse.ArgumentParser:
    """Give a parser of `--gold DIR` and `--parsed FILE`, to add to."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "--gold", type=Path, required=True, help="folder of annotated articles: NAME.txt beside NAME.json"
    )
    parser.add_argument(
        "--parsed",
        type=Path,
        help='DocBin of their parses, each Doc\'s id under user_data["doc_id"]; without it they are parsed',
    )
    return parser


def annotated(folder: Path, docbin: Path | None) -> Iterator[tuple[str, Doc, Article]]:
    """Give each article's id, its Doc (from the DocBin, or parsed by the shipped pipeline) and its annotations, by id."""
    gold = read_gold(folder)
    if docbin is not None:
        docs = {
            str(doc.user_data["doc_id"]): doc for doc in DocBin().from_disk(docbin).get_docs(spacy.blank("en").vocab)
        }
        yield from ((article, docs[article], gold[article]) for article in sorted(gold))
        return
    nlp = stanceflow.load()
    texts = ((folder / f"{article}.txt").read_text(encoding="utf-8") for article in sorted(gold))
    with nlp.select_pipes(disable=["stanceflow"]):
        for article, doc in zip(sorted(gold), nlp.pipe(texts), strict=True):
            yield article, doc, gold[article]
