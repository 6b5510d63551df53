"""Treebanks and entity data to spaCy's training format: `python -m training.convert DATA OUT`.

DATA holds `ud/` (EWT and GUM, CoNLL-U), `ner/crossner/` and `gazetteer/`; OUT gets `parse-{train,dev}.spacy`,
`names-{train,dev}.spacy` and `tokenizer/`, a pipeline without components that the training starts from.
"""

import argparse
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from training.conllu import Sentence, documents, read_conllu
from training.documents import plain_doc, treebank_docs
from training.entities import crossner_sentences, gum_names
from training.gazetteer import read_peoples
from training.tokenizer import make_blank

CROSSNER_SENTENCES_A_DOC = 3


def main() -> None:
    """Parse the command line and convert."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with ud/, ner/crossner/ and gazetteer/")
    parser.add_argument("out", type=Path, help="folder to write the DocBins to")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    convert(arguments.data, arguments.out, arguments.seed)


def convert(data: Path, out: Path, seed: int = 0) -> None:
    """Write all training files below `out`. Raises FileNotFoundError where a source is missing."""
    out.mkdir(parents=True, exist_ok=True)
    blank = make_blank()
    blank.to_disk(out / "tokenizer")
    peoples = read_peoples(data / "gazetteer")
    for part in ("train", "dev"):
        ewt = list(documents(read_conllu(data / "ud" / f"ewt-{part}.conllu")))
        gum = list(documents(read_conllu(data / "ud" / f"gum-{part}.conllu")))
        gum_docs = list(named_docs(blank.vocab, gum, peoples, seed))
        parse_docs = [*treebank_docs(blank.vocab, ewt, seed=seed), *gum_docs]
        name_docs = gum_docs
        if part == "train":
            name_docs = [*gum_docs, *crossner_docs(blank.vocab, data / "ner" / "crossner", peoples)]
        save(out / f"parse-{part}.spacy", parse_docs, seed)
        save(out / f"names-{part}.spacy", name_docs, seed)


def named_docs(vocab: Vocab, gum: list[list[Sentence]], peoples: frozenset[str], seed: int) -> Iterator[Doc]:
    """GUM's documents as Docs with their names."""
    return treebank_docs(vocab, gum, (gum_names(document, peoples) for document in gum), seed=seed)


def crossner_docs(vocab: Vocab, folder: Path, peoples: frozenset[str]) -> Iterator[Doc]:
    """All CrossNER sentences of a folder as Docs with names alone."""
    for path in sorted(folder.glob("*.txt")):
        sentences = list(crossner_sentences(path, peoples))
        for start in range(0, len(sentences), CROSSNER_SENTENCES_A_DOC):
            yield plain_doc(vocab, sentences[start : start + CROSSNER_SENTENCES_A_DOC])


def save(path: Path, docs: Iterable[Doc], seed: int) -> None:
    """Write Docs in a fixed random order, so that no batch is of one source."""
    shuffled = list(docs)
    random.Random(seed).shuffle(shuffled)
    DocBin(docs=shuffled).to_disk(path)
    tokens = sum(len(doc) for doc in shuffled)
    print(f"{path.name}: {len(shuffled)} Docs, {tokens} tokens, {sum(len(doc.ents) for doc in shuffled)} names")


if __name__ == "__main__":
    main()
