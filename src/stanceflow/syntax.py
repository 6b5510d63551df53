"""A parsed Doc as a neutral graph: what a parse gives, mended, with the grammar that is read off it.

`labels.py` turns either label scheme into neutral relations, `mends.py` puts right what the words of the lexicon give away, `predication.py` finds
logical subjects and objects; `steps.py` names the questions that frames may ask of the graph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import TYPE_CHECKING

from stanceflow.dependency_graph import DependencyGraph, children_of, introducer_of
from stanceflow.hyphens import hyphenated
from stanceflow.labels import neutral_tree
from stanceflow.mends import mend_nouns, mend_participles, mend_relations, mended_lemma
from stanceflow.predication import object_of, subject_of, surface_subject_of
from stanceflow.scores import AttributionScores, attribution_scores

if TYPE_CHECKING:
    from spacy.tokens import Doc

_DATELINE = re.compile(
    r"^[A-Z][A-Z.'’ -]{2,40}(?:, [A-Z][\w.]+(?: \d{1,2})?){0,2}(?: \([^()\n]{2,60}\))? ?[-–—]{1,2} ", re.MULTILINE
)


class Graph(DependencyGraph):
    """One node per token of a Doc, numbered as the tokens are.

    Beside the columns of `DependencyGraph`, `starts` and `ends` are character offsets, end exclusive; `dateline_nodes` are those of datelines, which are
    part of no phrase; `compounds` has all the tokens of a hyphenated word of the lexicon (*co-sponsored*) by the one that heads them, whose lemma is
    the whole word's.
    """

    __slots__ = (
        "compounds",
        "dateline_nodes",
        "ends",
        "entities",
        "morphs",
        "scores",
        "sentence_spans",
        "starts",
        "text",
    )

    def __init__(self, doc: Doc) -> None:
        self.text: str = doc.text
        tokens = list(doc)  # spaCy makes a new object for each token whenever a Doc is gone through
        self.words = [t.text for t in tokens]
        self.lemmas = [mended_lemma(t.text.lower(), t.lemma_.lower() or t.text.lower(), t.pos_) for t in tokens]
        self.morphs: list[str] = [str(t.morph) for t in tokens]
        self.starts: list[int] = [t.idx for t in tokens]
        self.ends: list[int] = [t.idx + len(t.text) for t in tokens]
        self.entities: list[tuple[int, int, str]] = [(e.start, e.end, e.label_) for e in doc.ents]
        self.sentence_of = [0] * len(doc)
        self.sentence_spans: list[tuple[int, int]] = []
        self.dateline_nodes: frozenset[int] = self._read_datelines()
        self._read_sentences(doc)
        self.scores: AttributionScores | None = attribution_scores(doc)
        tree = neutral_tree(doc, self.lemmas)
        self.pos, self.tags, self.heads, self.relations = tree.pos, tree.tags, tree.heads, tree.relations
        self.children = children_of(self.heads)
        mend_nouns(self)
        mend_relations(self)
        mend_participles(self)
        self.compounds: dict[int, range] = self._join_hyphenated()
        self.introducers = [introducer_of(self, i) for i in range(len(self.words))]

    def _read_datelines(self) -> frozenset[int]:
        """The nodes of datelines (*LIMA, May 4 (Reuters) -*): they belong to no phrase of the sentence that they open."""
        found = [match.span() for match in _DATELINE.finditer(self.text)]
        return frozenset(
            node
            for start, end in found
            for node in range(bisect_left(self.starts, start), bisect_left(self.starts, end))
        )

    def _read_sentences(self, doc: Doc) -> None:
        for sentence in doc.sents:
            tokens = [t for t in sentence if not t.is_space]
            if not tokens:
                continue
            number = len(self.sentence_spans)
            self.sentence_spans.append((tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)))
            for token in sentence:
                self.sentence_of[token.i] = number

    def _join_hyphenated(self) -> dict[int, range]:
        """Give the hyphenated words of the lexicon by the nodes that head them, and those nodes the lemma and the part of speech of the whole."""
        found: dict[int, range] = {}
        for parts, word, pos in hyphenated(self.words, self.starts, self.ends):
            head = next((i for i in reversed(parts) if self.heads[i] not in parts or self.heads[i] == i), parts[-1])
            self.lemmas[head], self.pos[head] = word, pos
            found[head] = parts
        return found

    def whole_words(self, nodes: Iterable[int]) -> set[int]:
        """The nodes, and with each the other parts of its hyphenated word."""
        return {part for node in nodes for part in self.compounds.get(node, (node,))}

    def subject(self, node: int) -> int | None:
        """The logical subject of a predicate, overt or understood; a relative pronoun gives way to its antecedent. None where nobody is named."""
        return subject_of(self, node)

    def object(self, node: int) -> int | None:
        """The logical object of a verb: its object, or the subject of its passive."""
        return object_of(self, node)

    def surface_subject(self, node: int) -> int | None:
        """The grammatical subject, active or passive, overt or understood."""
        return surface_subject_of(self, node)
