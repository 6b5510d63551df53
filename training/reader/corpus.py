"""All training examples of the reader, by source."""

import json
import random
from dataclasses import dataclass
from pathlib import Path

from stanceflow.reader.features import Gap
from stanceflow.reader.wordpiece import WordPiece
from training.conllu import Sentence, documents, read_conllu
from training.entities import Name, crossner_sentences, gum_names
from training.gazetteer import read_peoples, read_places
from training.reader.attitudes import article_attitudes, attitude_marks, held_out, read_paragraphs
from training.reader.attribution import attribution_examples, read_attributions, words_of
from training.reader.cuts import cut_windows
from training.reader.examples import (
    LARGEST_WINDOW,
    Example,
    known_entities,
    treebank_examples,
)
from training.reader.partial_names import article_bits, treebank_bits
from training.spaces import UNESCAPED, guess_spaces
from training.tokenizer import make_blank
from training.web_names import read_web_names


@dataclass(frozen=True)
class Corpus:
    """Examples by source; `articles` know their actors' names and attitudes, `paragraphs` attitudes alone."""

    treebanks: list[Example]
    names: list[Example]
    attributions: list[Example]
    articles: list[Example]
    paragraphs: list[Example]

    def sample(self, source: random.Random, shares: dict[str, float]) -> list[Example]:
        """One epoch: of each source the given share, anew at random."""
        chosen: list[Example] = []
        for name, examples in vars(self).items():
            chosen += source.sample(examples, round(len(examples) * shares.get(name, 1.0)))
        return chosen


def load_corpus(data: Path, pieces: WordPiece, seed: int) -> Corpus:
    """Read everything below `data`: `ud/`, `ner/crossner/`, `claims/`, `gazetteer/` and, beside it, `gold/train/`."""
    source = random.Random(seed)
    peoples, places = read_peoples(data / "gazetteer"), read_places(data / "gazetteer")
    treebanks = [
        *_ewt(data / "ud" / "ewt-train.conllu", pieces, source, places, peoples),
        *_gum(data / "ud" / "gum-train.conllu", pieces, source, peoples),
    ]
    return Corpus(
        treebanks=treebanks,
        names=_crossner(data / "ner" / "crossner", pieces, peoples),
        attributions=_polnear(data / "claims" / "polnear-train.jsonl", pieces, source),
        articles=_articles(data.parent / "gold" / "train", pieces, places),
        paragraphs=_paragraphs(pieces),
    )


def _ewt(
    path: Path, pieces: WordPiece, source: random.Random, places: frozenset[str], peoples: frozenset[str]
) -> list[Example]:
    names = read_web_names()

    def bits(document: list[Sentence]) -> list[list[int]]:
        return [
            known_entities(names[sentence.sent_id], len(sentence.words))
            if sentence.sent_id in names
            else treebank_bits(sentence, places, peoples)
            for sentence in document
        ]

    found = (treebank_examples(part, bits(part), pieces, source) for part in documents(read_conllu(path)))
    return [example for examples in found for example in examples]


def _gum(path: Path, pieces: WordPiece, source: random.Random, peoples: frozenset[str]) -> list[Example]:
    examples: list[Example] = []
    for document in documents(read_conllu(path)):
        names = gum_names(document, peoples)
        bits = [known_entities(found, len(s.words)) for found, s in zip(names, document, strict=True)]
        examples.extend(treebank_examples(document, bits, pieces, source))
    return examples


def _crossner(folder: Path, pieces: WordPiece, peoples: frozenset[str]) -> list[Example]:
    examples: list[Example] = []
    for path in sorted(folder.glob("*.txt")):
        for forms, names in crossner_sentences(path, peoples):
            example = _named_example(forms, names).measure(pieces)
            if example.subwords <= LARGEST_WINDOW:
                examples.append(example)
    return examples


def _named_example(forms: list[str], names: list[Name]) -> Example:
    words = [UNESCAPED.get(form, form) for form in forms]
    spaces = [True, *guess_spaces(words)[:-1]]
    gaps = [Gap.SPACE if space else Gap.NONE for space in spaces]
    gaps[0] = Gap.PARAGRAPH
    return Example(words, gaps, entities=known_entities(names, len(words)))


def _polnear(path: Path, pieces: WordPiece, source: random.Random) -> list[Example]:
    blank = make_blank()
    found = (
        attribution_examples(text, attributions, blank, pieces, source)
        for text, attributions in read_attributions(path)
    )
    return [example for examples in found for example in examples]


def _articles(folder: Path, pieces: WordPiece, places: frozenset[str]) -> list[Example]:
    blank = make_blank()
    examples: list[Example] = []
    paths = sorted(folder.glob("*.json"))
    unlearned = set(held_out(paths))
    for path in paths:
        annotation = json.loads(path.read_text(encoding="utf-8"))
        words, gaps, offsets = words_of(path.with_suffix(".txt").read_text(encoding="utf-8"), blank)
        actors = [(actor["kind"], mention) for actor in annotation["actors"] for mention in actor["mentions"]]
        bits = article_bits(words, actors, places)
        marks = {} if path in unlearned else attitude_marks(offsets, article_attitudes(annotation))
        for start, end in cut_windows(words, gaps, [len(pieces(word)) for word in words], LARGEST_WINDOW):
            spans = {layer: column[start:end] for layer, column in marks.items()}
            examples.append(Example(words[start:end], gaps[start:end], None, bits[start:end], spans).measure(pieces))
    return examples


def _paragraphs(pieces: WordPiece) -> list[Example]:
    blank = make_blank()
    examples: list[Example] = []
    for text, spans in read_paragraphs():
        words, gaps, offsets = words_of(text, blank)
        examples.append(Example(words, gaps, spans=attitude_marks(offsets, spans)).measure(pieces))
    return [example for example in examples if example.subwords <= LARGEST_WINDOW]
