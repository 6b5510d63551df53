"""A parsed Doc as a neutral graph, and the grammar that is read off it: logical subjects and objects, overt or understood, and possessors.

`labels.py` turns either label scheme into neutral relations; `steps.py` names the questions that frames may ask of the graph.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from stanceflow.hyphens import hyphenated
from stanceflow.inflection import known_base
from stanceflow.labels import neutral_tree
from stanceflow.lexicon import cue_verbs, cue_words, irregular_verbs, load_frames, load_words
from stanceflow.scores import AttributionScores, attribution_scores

if TYPE_CHECKING:
    from spacy.tokens import Doc

RELATIVE_PRONOUNS = frozenset({"who", "whom", "which", "that", "whose"})
_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "swear", "offer"})
_JUDGING = frozenset(
    {
        "accuse",
        "suspect",
        "convict",
        "acquit",
        "thank",
        "blame",
        "criticise",
        "criticize",
        "praise",
        "condemn",
        "punish",
        "denounce",
        "forgive",
        "rebuke",
    }
)
"""Verbs whose object does what a gerund after *of* or *for* says: *accused Lima of planning a strike*."""
_DEEPEST = 12
_PREDICATES = frozenset({"VERB", "AUX", "ADV", "ADJ"})
_DATELINE = re.compile(
    r"^[A-Z][A-Z.'’ -]{2,40}(?:, [A-Z][\w.]+(?: \d{1,2})?){0,2}(?: \([^()\n]{2,60}\))? ?[-–—]{1,2} ", re.MULTILINE
)


_LINKING = frozenset(
    {"grow", "become", "get", "turn", "remain", "stay", "seem", "appear", "look", "sound", "feel", "prove"}
)
"""Verbs that stand between a subject and an adjective that is said of it."""


class Graph:
    """One node per token of a Doc, numbered as the tokens are.

    `words`, `lemmas` (lower case), `pos` (Universal part of speech), `tags` (Penn), `heads` (a root is its own head), `relations` (neutral) and
    `children` (in text order) are lists by node; `introducers` holds the preposition, marker or infinitival *to* before a node, joined with blanks
    (`according to`, `in order to`), else an empty string; `starts` and `ends` are character offsets, end exclusive; `sentence_of` is the
    number of the node's sentence; `dateline_nodes` are those of datelines, which are part of no phrase; `compounds` has all the tokens of a
    hyphenated word of the lexicon (*co-sponsored*) by the one that heads them, whose lemma is the whole word's.
    """

    __slots__ = (
        "children",
        "compounds",
        "dateline_nodes",
        "ends",
        "entities",
        "heads",
        "introducers",
        "lemmas",
        "morphs",
        "pos",
        "relations",
        "scores",
        "sentence_of",
        "sentence_spans",
        "starts",
        "tags",
        "text",
        "words",
    )

    def __init__(self, doc: Doc) -> None:
        self.text: str = doc.text
        tokens = list(doc)  # spaCy makes a new object for each token whenever a Doc is gone through
        self.words: list[str] = [t.text for t in tokens]
        self.lemmas: list[str] = [_lemma(t.text.lower(), t.lemma_.lower() or t.text.lower(), t.pos_) for t in tokens]
        self.morphs: list[str] = [str(t.morph) for t in tokens]
        self.starts: list[int] = [t.idx for t in tokens]
        self.ends: list[int] = [t.idx + len(t.text) for t in tokens]
        self.entities: list[tuple[int, int, str]] = [(e.start, e.end, e.label_) for e in doc.ents]
        self.sentence_of: list[int] = [0] * len(doc)
        self.sentence_spans: list[tuple[int, int]] = []
        self.dateline_nodes: frozenset[int] = self._read_datelines()
        self._read_sentences(doc)
        self.scores: AttributionScores | None = attribution_scores(doc)
        tree = neutral_tree(doc, self.lemmas)
        self.pos, self.tags, self.heads, self.relations = tree.pos, tree.tags, tree.heads, tree.relations
        self.children: list[list[int]] = _children(self.heads)
        self._mend_nouns()
        self._mend_participles()
        self.compounds: dict[int, range] = self._join_hyphenated()
        self.introducers: list[str] = [_introducer(self, i) for i in range(len(self.words))]

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

    def _mend_nouns(self) -> None:
        """What a tagger took for an adjective stands as a noun does (*poured scorn on it, a sceptic*), and is a cue as a noun alone."""
        nouns, adjectives = cue_words("NOUN"), cue_words("ADJ")
        for node, pos in enumerate(self.pos):
            word = self.words[node].lower() if pos == "ADJ" else ""
            if word not in nouns or word in adjectives:
                continue
            if self.relations[node] in ("obj", "subj", "obl") or self.first(node, "det", "case", "poss") is not None:
                self.pos[node], self.lemmas[node] = "NOUN", word
        self._mend_bare_nouns(nouns)

    def _mend_bare_nouns(self, nouns: frozenset[str]) -> None:
        """*won praise from farmers*: an object that a tagger took for a verb; and a name that a parser took for a clause (*[Berlin] has long been one*)."""
        for node, relation in enumerate(self.relations):
            word = self.words[node].lower()
            if relation == "obj" and self.pos[node] == "VERB" and self.tags[node] in ("VB", "VBP") and word in nouns:
                if self.first(node, "subj", "aux", "mark", "obj", "cop") is None:
                    self.pos[node], self.tags[node], self.lemmas[node] = "NOUN", "NN", word
            elif relation == "obl" and self.pos[node] == "ADJ" and self.lemmas[self.heads[node]] in _LINKING:
                if self.first(node, "case") is None:
                    self.relations[node] = "open"  # "have grown [fond] of it"
            elif relation == "obl" and self.pos[node] == "NOUN" and self.first(node, "subj") is not None:
                if self.first(node, "case", "mark", "cop") is None:
                    self.relations[node] = "clause"  # "considers [it an enemy]"
            elif relation == "csubj" and self.pos[node] == "PROPN" and self.first(node, "mark", "cop", "aux") is None:
                self.relations[node] = "subj"

    def _mend_participles(self) -> None:
        """What a tagger took for a verb is a cue as an adjective alone (*they were scathing about it, is besotted with it*)."""
        adjectives = {lemma for lemma, pos in load_frames("stances").by_cue if pos == "ADJ"} - cue_verbs()
        for node, pos in enumerate(self.pos):
            if pos != "VERB" or self.lemmas[node] in cue_verbs() or self.words[node].lower() not in adjectives:
                continue
            if self.first(node, "obj") is None:
                self.pos[node], self.lemmas[node] = "ADJ", self.words[node].lower()

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

    def __len__(self) -> int:
        return len(self.words)

    def dependents(self, node: int, *relations: str) -> Iterator[int]:
        """The children of a node that bear one of the relations, in text order."""
        return (child for child in self.children[node] if self.relations[child] in relations)

    def first(self, node: int, *relations: str) -> int | None:
        """The first child of a node that bears one of the relations, or None."""
        return next(self.dependents(node, *relations), None)

    def subtree(self, node: int) -> list[int]:
        """The node and everything below it, in text order."""
        out, stack = [], [node]
        while stack:
            i = stack.pop()
            out.append(i)
            stack.extend(self.children[i])
        return sorted(out)

    def is_passive(self, node: int) -> bool:
        """Whether a verb is passive: by its auxiliary, its subject, or as a bare past participle beside a noun."""
        if any(True for _ in self.dependents(node, "aux:pass", "agent")):
            return True
        if self.first(node, "subj:pass") is not None:
            return self.tags[node] != "VBD"  # "46 percent disapproved and [38 percent approved]": a parser's slip
        return self.tags[node] == "VBN" and self.relations[node] == "acl" and self.first(node, "obj") is None

    def is_clause(self, node: int) -> bool:
        """Whether a node heads a clause: it has a subject, copula, auxiliary or marker of its own, or is a verb."""
        return self.pos[node] in ("VERB", "AUX") or any(
            True for _ in self.dependents(node, "subj", "subj:pass", "cop", "csubj", "expl")
        )

    def first_conjunct(self, node: int) -> int:
        """The head of the coordination that a node belongs to; the node itself outside coordinations."""
        return self.heads[node] if self.relations[node] == "conj" else node

    def conjuncts(self, node: int) -> list[int]:
        """A node and the conjuncts that hang on it, in text order, up to the last that *and*, *or* or the like joins.

        Parsers often take an apposition (*its economist, Ana Roth, said*) for a conjunct: without a coordinator there is none.
        """
        others = list(self.dependents(node, "conj"))
        while others and not self._is_joined(others[-1]):
            others.pop()
        if self.relations[node] == "agent":  # "by the left, as well as [by the centre]"
            others += [i for i in self.dependents(self.heads[node], "agent") if i > node and self._is_joined(i)]
        return [node, *others]

    def _is_joined(self, conjunct: int) -> bool:
        """Whether *and*, *or* or the like stands before a conjunct; *nor*, which negates, among them."""
        return any(
            self.relations[i] == "cc" or self.words[i].lower() == "nor" for i in self.dependents(conjunct, "cc", "neg")
        )

    def antecedent(self, node: int) -> int | None:
        """The noun whose relative clause a node stands in, however deep below the clause's verb."""
        for _ in range(_DEEPEST):
            described = self.relations[node] == "acl" and self.first(node, "subj") is not None
            if (
                self.relations[node] == "relcl" or described
            ):  # "the offer [that Lima said no to]", whichever a parser calls it
                return self.heads[node]
            if self.heads[node] == node:
                return None
            node = self.heads[node]
        return None

    def subject(self, node: int) -> int | None:
        """The logical subject of a predicate, overt or understood; a relative pronoun gives way to its antecedent. None where nobody is named."""
        return _subject(self, node, _DEEPEST)

    def object(self, node: int) -> int | None:
        """The logical object of a verb: its object, or the subject of its passive."""
        return _object(self, node, _DEEPEST)

    def surface_subject(self, node: int, depth: int = _DEEPEST) -> int | None:
        """The grammatical subject, active or passive, overt or understood."""
        return _passive_subject(self, node, depth) if self.is_passive(node) else _subject(self, node, depth)


def _lemma(form: str, lemma: str, pos: str) -> str:
    """The lemma, mended where the lemmatizer missed a form of a cue verb or the plural of a cue noun."""
    if pos == "ADJ" and form.endswith(("ed", "ing")):
        return form  # "unimpressed", "committed": an adjective keeps its participle's form
    if pos == "NOUN" and lemma == form and form.endswith("s") and form not in cue_words("NOUN"):
        return form[:-1] if form[:-1] in cue_words("NOUN") else lemma  # "sceptics", "accolades"
    if pos != "VERB":
        return lemma
    if lemma in cue_verbs():
        return f"{lemma}e" if form == f"{lemma}ed" and f"{lemma}e" in cue_verbs() else lemma  # "loathed", not "loath"
    return irregular_verbs().get(form) or known_base(form, cue_verbs()) or lemma


def _children(heads: list[int]) -> list[list[int]]:
    out: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            out[head].append(i)
    return out


def _introducer(graph: Graph, node: int) -> str:
    parts: list[int] = []
    for child in graph.children[node]:
        relation = graph.relations[child]
        if child > node and graph.is_clause(node) and relation == "mark":
            continue
        if relation == "case" and graph.words[child] in ("'s", "’s", "'", "’"):
            continue
        if relation in ("case", "mark"):
            parts.append(child)
            parts.extend(
                g for g in graph.children[child] if graph.relations[g] in ("fixed", "advmod", "obl", "mark", "case")
            )
    return " ".join(graph.words[i].lower() for i in sorted(parts))


def _subject(graph: Graph, node: int, depth: int) -> int | None:
    if depth <= 0:
        return None
    if graph.is_passive(node):
        return graph.first(node, "agent")
    own = _own_subject(graph, node)
    if own is not None:
        return _over_relative(graph, own)
    return _understood(graph, node, depth - 1)


def _own_subject(graph: Graph, node: int) -> int | None:
    """The subject beside a predicate; the nearest before it where a parser gives it two (*its friends in the press, [its own members] love it*)."""
    subjects = list(graph.dependents(node, "subj"))
    before = [i for i in subjects if i < node]
    return before[-1] if len(before) > 1 else next(iter(subjects), None)


def _passive_subject(graph: Graph, node: int, depth: int) -> int | None:
    if depth <= 0:
        return None
    own = graph.first(node, "subj:pass", "subj")
    if own is not None:
        return _over_relative(graph, own)
    return _understood(graph, node, depth - 1)


def _over_relative(graph: Graph, node: int) -> int:
    if graph.words[node].lower() in RELATIVE_PRONOUNS and graph.pos[node] in ("PRON", "DET", "SCONJ"):
        noun = graph.antecedent(node)
        hung_on_verb = graph.relations[graph.heads[node]] == "advcl" if noun is None else graph.pos[noun] in _PREDICATES
        if hung_on_verb:
            noun = _nominal_before(graph, node) or noun
        if noun is not None:
            return noun
    return node


def _nominal_before(graph: Graph, pronoun: int) -> int | None:
    """The head of the noun phrase right before a relative pronoun, where the parser hung the clause on the verb (*Iran, which opposes it, left*)."""
    last = pronoun - 1
    while last > 0 and graph.relations[last] == "punct":
        last -= 1
    while last >= 0 and graph.sentence_of[last] == graph.sentence_of[pronoun] and graph.pos[last] in ("NOUN", "PROPN"):
        if graph.relations[last] not in ("flat", "compound"):
            return last
        last = graph.heads[last]
    return None


def _understood(graph: Graph, node: int, depth: int) -> int | None:
    """Whom the grammar understands as the subject of a predicate without one of its own."""
    relation, head = graph.relations[node], graph.heads[node]
    if head == node:
        return None
    judged = _judged(graph, node)
    if judged is not None:
        return judged
    if relation == "conj":
        return graph.surface_subject(head, depth) if graph.is_clause(head) else None
    if relation == "open":
        controller = graph.first(head, "obj", "iobj")
        if controller is not None and controller < node and graph.lemmas[head] not in _SUBJECT_CONTROL:
            return _over_relative(graph, controller)
        return graph.surface_subject(head, depth)
    if relation in ("advcl", "clause") and "subj" not in (graph.relations[c] for c in graph.children[node]):
        return graph.surface_subject(head, depth) if graph.is_clause(head) else possessor(graph, head, depth)
    if relation == "relcl":
        return head
    if relation == "acl":
        if graph.introducers[node]:
            return possessor(graph, head, depth)
        return head
    if relation == "csubj":
        return graph.first(head, "obj")
    return None


def _judged(graph: Graph, node: int) -> int | None:
    """Whom a verb of judging holds to have done what the gerund at `node` says, wherever the parser hangs it."""
    if graph.introducers[node] not in ("of", "for"):
        return None
    head = graph.heads[node]
    if graph.lemmas[head] not in _JUDGING and graph.relations[head] in ("obj", "subj:pass"):
        head = graph.heads[head]
    if graph.lemmas[head] not in _JUDGING or graph.pos[head] != "VERB":
        return None
    return graph.first(head, "subj:pass") if graph.is_passive(head) else graph.first(head, "obj")


def possessor(graph: Graph, noun: int, depth: int = _DEEPEST) -> int | None:
    """Whose act or state a noun names: its possessor, its adjective of nationality, *by X* or *of X*, or the subject of the verb it is the object of."""
    owner = graph.first(noun, "poss")
    if owner is not None:
        return owner
    for child in graph.dependents(noun, "agent", "obl"):
        if graph.introducers[child] in ("by", "among", "from", "in", "of", "within", "between") and graph.pos[
            child
        ] in ("PROPN", "NOUN", "PRON"):
            return child
    if graph.relations[noun] in ("obj", "open", "obl") and depth > 0:
        return graph.surface_subject(graph.heads[noun], depth - 1)
    return None


@functools.cache
def _times() -> frozenset[str]:
    return load_words("times")["nouns"]


def _misnamed_object(graph: Graph, verb: int) -> int | None:
    """A noun phrase right after an active verb that has no object: whatever a parser calls it, it is one (times and manners apart)."""
    if graph.pos[verb] != "VERB":
        return None
    for child in graph.children[verb]:
        if child < verb or graph.introducers[child] or graph.pos[child] not in ("NOUN", "PROPN", "PRON"):
            continue
        relation = graph.relations[child]
        second_subject = relation == "subj" and (graph.first(verb, "subj") or child) < verb
        plain = relation == "obl" and graph.lemmas[child] not in _times()
        if not (second_subject or plain or relation in ("iobj", "flat", "other")):
            continue
        start = min(graph.subtree(child))
        if all(graph.relations[i] in ("particle", "advmod") for i in range(verb + 1, start)):
            return child
    return _object_within(graph, verb)


def _object_within(graph: Graph, verb: int) -> int | None:
    """*hailed [the ruling] as a triumph, scolds [the port] for dawdling*: the object, where the parser took it for the subject of what follows it."""
    for child in graph.dependents(verb, "obl", "advcl", "agent"):
        opener = next((i for i in graph.dependents(child, "case", "mark") if i < child), None)
        inner = graph.first(child, "subj")
        if opener is not None and inner is not None and verb < inner < opener and min(graph.subtree(inner)) == verb + 1:
            return inner
    return None


def _shared_object(graph: Graph, verb: int, depth: int) -> int | None:
    """The object that a verb shares with the verb it is joined to: after both (*criticised and rejected the plan*), or what their relative clause is
    about (*the treaty which Lima opposes and Quito supports*).
    """
    head = graph.heads[verb]
    shared = graph.first(head, "obj")
    if shared is not None and shared > verb:
        return shared
    if graph.first(verb, "subj") is None or graph.first(verb, "clause", "open", "obl") is not None:
        return None
    relative = shared is not None and _over_relative(graph, shared) != shared
    gap = shared is None and graph.relations[head] == "relcl"
    return _object(graph, head, depth) if relative or gap else None


def _object(graph: Graph, node: int, depth: int) -> int | None:
    if depth <= 0:
        return None
    if graph.is_passive(node):
        own = graph.first(node, "subj:pass", "subj")
        if own is not None:
            return _over_relative(graph, own)
        if graph.relations[node] in ("acl", "relcl", "amod"):
            return graph.heads[
                node
            ]  # "the tariff, loathed by farmers": a parser may take the participle for an adjective
        if graph.relations[node] == "conj" and graph.pos[graph.heads[node]] in ("NOUN", "PROPN"):
            return graph.heads[node]  # "a tariff opposed by farmers and hated by bakers", where it joins it to the noun
        return _understood(graph, node, depth - 1)
    own = graph.first(node, "obj")
    if own is not None:
        return _over_relative(graph, own)
    misnamed = _misnamed_object(graph, node)
    if misnamed is not None:
        return misnamed
    if graph.relations[node] == "conj":  # "criticised and rejected the plan": the shared object stands after both verbs
        shared = _shared_object(graph, node, depth - 1)
        if shared is not None:
            return shared
    if graph.relations[node] == "relcl" and graph.first(node, "clause", "open") is None:
        subject = graph.first(node, "subj")
        if (
            subject is not None and _over_relative(graph, subject) == subject
        ):  # "the plan Lima opposes": the gap is the object
            return graph.heads[node]
    return None
