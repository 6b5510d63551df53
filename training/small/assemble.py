"""Join the trained parser and names into one pipeline: `python -m training.small.assemble PARSE NAMES OUT`."""

import argparse
from pathlib import Path

import spacy
from spacy.language import Language

META = {
    "name": "stanceflow_small",
    "description": "English (Universal Dependencies): tokenizer, tagger, morphologizer, parser, lemmatizer, names",
    "author": "Stanceflow",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "UD English EWT 2.16", "license": "CC BY-SA 4.0"},
        {"name": "UD English GUM 2.16, without wikiHow and fiction", "license": "CC BY 4.0 or public domain by text"},
        {"name": "CrossNER", "license": "MIT"},
    ],
}


def main() -> None:
    """Parse the command line and assemble."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parse", type=Path, help="trained pipeline with tagger, parser and lemmatizer")
    parser.add_argument("names", type=Path, help="trained pipeline with the entity recognizer")
    parser.add_argument("out", type=Path, help="folder to write the joined pipeline to")
    parser.add_argument("--version", default="1.0.0")
    arguments = parser.parse_args()
    assemble(arguments.parse, arguments.names, arguments.version).to_disk(arguments.out)


def assemble(parse: Path, names: Path, version: str) -> Language:
    """One pipeline; the entity recognizer gets a copy of the network that it was trained with."""
    nlp = spacy.load(parse)
    source = spacy.load(names)
    source.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    nlp.add_pipe("ner", source=source)
    scores = {**_scores(nlp), **_scores(source)}
    nlp.meta.update(META, version=version, performance=scores)
    return nlp


def _scores(nlp: Language) -> dict[str, float]:
    """The headline scores that spaCy kept from training."""
    kept = ("tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f", "ents_f")
    performance = nlp.meta.get("performance", {})
    return {key: performance[key] for key in kept if isinstance(performance.get(key), float)}


if __name__ == "__main__":
    main()
