"""The reader as a spaCy component: one network fills tags, lemmas, heads, sentences, entities and attribution scores."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy import symbols
from spacy.language import Language
from spacy.tokens import Doc

from stanceflow.reader.decoding import TagDecoder
from stanceflow.reader.features import Gap, gap_of
from stanceflow.reader.lemmas import Lemmatizer
from stanceflow.reader.network import LABELS, NETWORK, VOCABULARY, Network, Reading
from stanceflow.scores import ATTRIBUTION_SCORES as SCORES
from stanceflow.scores import LAYERS as SPAN_LAYERS

if TYPE_CHECKING:
    from numpy.typing import NDArray

FACTORY = "stanceflow_reader"

SYNTAX: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP"]
ENTITIES: list[int | str] = ["ENT_IOB", "ENT_TYPE"]
IOB = {"O": 2, "B": 3, "I": 1}  # spaCy's numbers

if not Doc.has_extension(SCORES):
    Doc.set_extension(SCORES, default=None)


class Reader:
    """Fills a Doc from the network in a folder.

    `syntax`, `entities` and `attribution` say what is filled; another pipeline's parse stays with the first two off.
    `doc._.attribution_scores` is then an array of tokens x 3 layers (source, cue, content) x 3 probabilities
    (outside, begin, inside). `threads` is the number of threads of one call.
    """

    def __init__(self, nlp: Language, syntax: bool, entities: bool, attribution: bool, threads: int) -> None:
        self._vocab = nlp.vocab
        self.syntax, self.entities, self.attribution, self.threads = syntax, entities, attribution, threads
        self._folder: Path | None = None
        self._network: Network | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc. Raises ValueError before `from_disk` has told the network's folder."""
        if self._network is None:
            raise ValueError("the reader has no network yet: load the pipeline with stanceflow.reader.load_pipeline")
        words = np.array([token.i for token in doc if not token.is_space], dtype=np.int64)
        reading = None
        if len(words):
            reading = self._network.read([doc[int(index)].text for index in words], _gaps(doc, words))
        if self.syntax:
            self._fill_syntax(doc, words, reading)
        if self.entities:
            self._fill_entities(doc, words, reading)
        if self.attribution:
            self._keep_scores(doc, words, reading)
        return doc

    def to_disk(self, path: Path | str, *, exclude: tuple[str, ...] = ()) -> None:
        """Copy the network's files."""
        if self._folder is None:
            raise ValueError("the reader has no network to write")
        Path(path).mkdir(parents=True, exist_ok=True)
        for name in (NETWORK, LABELS, VOCABULARY):
            shutil.copyfile(self._folder / name, Path(path) / name)

    def from_disk(self, path: Path | str, *, exclude: tuple[str, ...] = ()) -> Reader:
        """Load the network from a folder."""
        self._folder = Path(path)
        self._network = Network(self._folder, self.threads)
        self._prepare(self._network)
        return self

    def _prepare(self, network: Network) -> None:
        """Look up all labels once, so that they outlast a `memory_zone`."""
        labels, strings = network.labels, self._vocab.strings
        self._tags = np.array([strings.add(tag) for tag in labels.xpos], dtype=np.uint64)
        self._pos = np.array([getattr(symbols, tag) for tag in labels.upos], dtype=np.uint64)
        self._morphs = np.array([self._vocab.morphology.add(feats) for feats in labels.feats], dtype=np.uint64)
        self._deps = np.array([strings.add(label) for label in labels.deprels], dtype=np.uint64)
        self._root, self._space_dep, self._space_tag = (strings.add(label) for label in ("ROOT", "dep", "_SP"))
        self._no_morph = self._vocab.morphology.add("")
        self._decoder = TagDecoder(labels.entity_tags)
        self._lemmatizer = Lemmatizer(labels.lemma_table, labels.verb_lemmas)
        kinds = [tag.partition("-")[2] for tag in labels.entity_tags]
        self._entity_types = np.array([strings.add(kind) if kind else 0 for kind in kinds], dtype=np.uint64)
        self._entity_marks = np.array([IOB[tag[0]] for tag in labels.entity_tags], dtype=np.uint64)

    def _fill_syntax(self, doc: Doc, words: NDArray[np.int64], reading: Reading | None) -> None:
        columns = {attribute: np.zeros(len(doc), dtype=np.uint64) for attribute in SYNTAX}
        heads = _space_heads(doc, words)
        columns["TAG"][:], columns["POS"][:] = self._space_tag, symbols.SPACE
        columns["MORPH"][:], columns["DEP"][:] = self._no_morph, self._space_dep
        if reading is not None:
            columns["TAG"][words] = self._tags[reading.xpos]
            columns["POS"][words] = self._pos[reading.upos]
            columns["MORPH"][words] = self._morphs[reading.feats]
            is_root = reading.heads == np.arange(len(words))
            columns["DEP"][words] = np.where(is_root, np.uint64(self._root), self._deps[reading.deprels])
            heads[words] = words[reading.heads]
        columns["LEMMA"][:] = self._lemmas(doc, words, reading)
        columns["HEAD"][:] = (heads - np.arange(len(doc))).astype(np.int64).view(np.uint64)
        _set_array(doc, SYNTAX, np.stack([columns[attribute] for attribute in SYNTAX], axis=1))

    def _lemmas(self, doc: Doc, words: NDArray[np.int64], reading: Reading | None) -> list[int]:
        lemmas = [token.text for token in doc]
        if reading is not None and self._network is not None:
            labels = self._network.labels
            columns = zip(words.tolist(), reading.lemma_rules, reading.upos, reading.xpos, strict=True)
            for index, rule, upos, xpos in columns:
                tags = labels.upos[upos], labels.xpos[xpos]
                lemmas[index] = self._lemmatizer(lemmas[index], labels.lemma_rules[rule], *tags)
        add = self._vocab.strings.add
        return [add(lemma) for lemma in lemmas]

    def _fill_entities(self, doc: Doc, words: NDArray[np.int64], reading: Reading | None) -> None:
        columns = np.zeros((len(doc), 2), dtype=np.uint64)
        columns[:, 0] = IOB["O"]
        if reading is not None:
            bounds = [*np.flatnonzero(reading.starts), len(words)]
            tags = [self._decoder.best(reading.entity_tags[a:b]) for a, b in itertools.pairwise(bounds)]
            numbers = np.concatenate(tags)
            columns[words, 0] = self._entity_marks[numbers]
            columns[words, 1] = self._entity_types[numbers]
            _close_gaps(columns, words)
        _set_array(doc, ENTITIES, columns)

    def _keep_scores(self, doc: Doc, words: NDArray[np.int64], reading: Reading | None) -> None:
        scores = np.zeros((len(doc), len(SPAN_LAYERS), 3), dtype=np.float32)
        scores[:, :, 0] = 1.0
        if reading is not None:
            scores[words] = np.exp(reading.spans)
        doc._.set(SCORES, scores)


def _set_array(doc: Doc, attributes: list[int | str], columns: Any) -> None:
    """Set attributes of all tokens at once; spaCy's stubs do not know that numpy's arrays will do."""
    doc.from_array(attributes, columns)


def _gaps(doc: Doc, words: NDArray[np.int64]) -> list[Gap]:
    """The white space before each word; a text begins a paragraph."""
    gaps = [Gap.PARAGRAPH]
    for before, index in zip(words.tolist(), words[1:].tolist(), strict=False):
        if index == before + 1:
            gaps.append(Gap.SPACE if doc[before].whitespace_ else Gap.NONE)
        else:
            gaps.append(gap_of(doc[before].whitespace_ + doc[before + 1 : index].text_with_ws))
    return gaps


def _space_heads(doc: Doc, words: NDArray[np.int64]) -> NDArray[np.int64]:
    """White space hangs on the word before it, at the start of a text on the first word."""
    if not len(words):
        return np.zeros(len(doc), dtype=np.int64)
    before = np.searchsorted(words, np.arange(len(doc)), side="right") - 1
    return words[np.maximum(before, 0)]


def _close_gaps(columns: NDArray[np.uint64], words: NDArray[np.int64]) -> None:
    """White space inside an entity belongs to it."""
    for before, index in zip(words.tolist(), words[1:].tolist(), strict=False):
        if index > before + 1 and columns[index, 0] == IOB["I"]:
            columns[before + 1 : index] = columns[index]


@Language.factory(
    FACTORY,
    default_config={"syntax": True, "entities": True, "attribution": True, "threads": 1},
    assigns=[
        "token.tag",
        "token.pos",
        "token.morph",
        "token.lemma",
        "token.head",
        "token.dep",
        "doc.ents",
        f"doc._.{SCORES}",
    ],
)
def make_reader(nlp: Language, name: str, syntax: bool, entities: bool, attribution: bool, threads: int) -> Reader:
    """Create the component; its network comes with `from_disk`."""
    return Reader(nlp, syntax, entities, attribution, threads)
