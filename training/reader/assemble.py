"""The exported network as a spaCy pipeline: `python -m training.reader.assemble EXPORTED OUT`."""

import argparse
from pathlib import Path

from spacy.language import Language

from stanceflow.reader.component import FACTORY, Reader
from training.tokenizer import make_blank

META = {
    "name": "stanceflow_base",
    "description": "English (Universal Dependencies): tags, lemmas, dependencies, sentences, names and attribution scores",
    "author": "Stanceflow",
    "license": "CC BY-SA 4.0",
    "sources": [
        {"name": "all-MiniLM-L6-v2", "license": "Apache-2.0"},
        {"name": "UD English EWT 2.16", "license": "CC BY-SA 4.0"},
        {"name": "UD English GUM 2.16, without wikiHow and fiction", "license": "CC BY 4.0 or public domain by text"},
        {"name": "CrossNER", "license": "MIT"},
        {"name": "PolNeAR (weights only)", "license": "none stated for the data"},
    ],
}


def main() -> None:
    """Parse the command line and assemble."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exported", type=Path, help="folder with reader.onnx, labels.json and vocabulary.txt")
    parser.add_argument("out", type=Path, help="folder to write the pipeline to")
    parser.add_argument("--version", default="1.1.0")
    arguments = parser.parse_args()
    assemble(arguments.exported, arguments.version).to_disk(arguments.out)


def assemble(exported: Path, version: str) -> Language:
    """The tokenizer and the reader as one pipeline."""
    nlp = make_blank()
    reader = nlp.add_pipe(FACTORY, name="reader")
    assert isinstance(reader, Reader)
    reader.from_disk(exported)
    nlp.meta.update(META, version=version, spacy_version=">=3.8,<3.9")
    return nlp


if __name__ == "__main__":
    main()
