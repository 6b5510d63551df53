"""Treebank sentences to spaCy Docs as articles look: several sentences together, with paragraph breaks."""

import itertools
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from training.conllu import Sentence
from training.entities import Name
from training.spaces import UNESCAPED, guess_spaces

PARAGRAPH_BREAKS = ("\n\n", "\n\n", "\n")  # drawn from; articles part paragraphs by an empty line more often than not
SMALLEST_DOC, LARGEST_DOC = 25, 80  # tokens; Docs of this size train more than twice as fast as long ones


@dataclass
class _Rows:
    """The columns of one Doc while it is put together."""

    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)

    def add_break(self, text: str) -> None:
        """A token for a paragraph break, attached to the word before it, as spaCy treats white space."""
        self.spaces[-1] = False
        self.heads.append(len(self.words) - 1)
        self.words.append(text)
        self.spaces.append(False)
        self.tags.append("_SP")
        self.pos.append("SPACE")
        self.morphs.append("")
        self.lemmas.append(text)
        self.deps.append("dep")

    def add_sentence(self, sentence: Sentence) -> int:
        """Append the words of a sentence; gives the index of its first token."""
        base = len(self.words)
        for index, word in enumerate(sentence.words):
            self.words.append(word.form)
            self.spaces.append(word.space_after)
            self.tags.append(word.xpos)
            self.pos.append(word.upos)
            self.morphs.append(word.feats)
            self.lemmas.append(word.lemma)
            self.heads.append(base + (word.head - 1 if word.head else index))
            self.deps.append(word.deprel if word.head else "ROOT")
        return base


def make_doc(
    vocab: Vocab, sentences: list[Sentence], names: list[list[Name]] | None, breaks: random.Random | None = None
) -> Doc:
    """One Doc of consecutive sentences of one document.

    `names` are the entities by sentence; None leaves them unknown (not: absent). With `breaks`, a random source,
    a line-break token stands where a paragraph begins.
    """
    rows = _Rows()
    entities: list[tuple[str, int, int]] = []
    for number, sentence in enumerate(sentences):
        if breaks is not None and number and sentence.starts_paragraph:
            rows.add_break(breaks.choice(PARAGRAPH_BREAKS))
        base = rows.add_sentence(sentence)
        for name in names[number] if names else ():
            entities.append((name.label, base + name.start, base + name.end))
    doc = Doc(vocab, **vars(rows))
    if names is not None:
        doc.set_ents([Span(doc, start, end, label) for label, start, end in entities], default="outside")
    return doc


def treebank_docs(
    vocab: Vocab,
    documents: Iterable[list[Sentence]],
    names: Iterable[list[list[Name]]] | None = None,
    *,
    seed: int = 0,
    with_breaks: float = 0.5,
) -> Iterator[Doc]:
    """Cut documents into Docs of 25 to 80 tokens (or one longer sentence); documents are never mixed.

    `with_breaks` is the share of Docs that show where paragraphs begin.
    """
    source = random.Random(seed)
    named: Iterable[list[list[Name]] | None] = names if names is not None else itertools.repeat(None)
    for document, document_names in zip(documents, named, strict=False):
        start = 0
        for end in _cuts(document, source):
            part = document_names[start:end] if document_names is not None else None
            breaks = source if source.random() < with_breaks else None
            yield make_doc(vocab, document[start:end], part, breaks)
            start = end


def plain_doc(vocab: Vocab, sentences: list[tuple[list[str], list[Name]]]) -> Doc:
    """A Doc of words with names and nothing else, spaces restored by the conventions of English typing."""
    words: list[str] = []
    entities: list[tuple[str, int, int]] = []
    for forms, names in sentences:
        entities.extend((name.label, len(words) + name.start, len(words) + name.end) for name in names)
        words.extend(UNESCAPED.get(form, form) for form in forms)
    doc = Doc(vocab, words=words, spaces=guess_spaces(words))
    doc.set_ents([Span(doc, start, end, label) for label, start, end in entities], default="outside")
    return doc


def _cuts(document: list[Sentence], source: random.Random) -> Iterator[int]:
    """Where Docs end, as numbers of sentences."""
    tokens = 0
    wanted = source.randint(SMALLEST_DOC, LARGEST_DOC)
    for index, sentence in enumerate(document):
        length = len(sentence.words)
        if tokens and tokens + length > LARGEST_DOC:
            yield index
            tokens, wanted = 0, source.randint(SMALLEST_DOC, LARGEST_DOC)
        tokens += length
        if tokens >= wanted:
            yield index + 1
            tokens, wanted = 0, source.randint(SMALLEST_DOC, LARGEST_DOC)
    if tokens:
        yield len(document)
