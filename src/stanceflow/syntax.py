"""A parsed Doc as a neutral graph: the only file that knows dependency labels.

Two label schemes come in, Universal Dependencies (`obj`, `obl` + `case`, `nsubj:pass`, `cop`) and spaCy's English scheme, which follows
ClearNLP (`dobj`, `prep` + `pobj`, `nsubjpass`, `attr`). Both leave as one small set of relations, in which content words head function
words: the predicate noun or adjective heads its copula, the noun heads its preposition, and every conjunct hangs on the first one.

On top of the relations stand the questions that frames ask in *steps* (`relations.STEPS`): the logical subject of a verb, whether it is active,
passive, an infinitive or in a relative clause; its logical object; its complement clause; what a preposition introduces.
References: de Marneffe et al. 2021 (Universal Dependencies); Choi and Palmer 2012 (ClearNLP labels); White et al. 2016 (PredPatt).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from stanceflow.inflection import known_base
from stanceflow.lexicon import cue_verbs

if TYPE_CHECKING:
    from spacy.tokens import Doc

# The neutral relations. A label outside the two tables below becomes "other".
_UNIVERSAL = {
    "acl": "acl",
    "acl:relcl": "relcl",
    "advcl": "advcl",
    "advcl:relcl": "relcl",
    "advmod": "advmod",
    "amod": "amod",
    "appos": "appos",
    "aux": "aux",
    "aux:pass": "aux:pass",
    "case": "case",
    "cc": "cc",
    "cc:preconj": "cc",
    "ccomp": "clause",
    "compound": "compound",
    "compound:prt": "particle",
    "conj": "conj",
    "cop": "cop",
    "csubj": "csubj",
    "csubj:outer": "csubj",
    "csubj:pass": "csubj",
    "det": "det",
    "det:predet": "det",
    "discourse": "discourse",
    "expl": "expl",
    "fixed": "fixed",
    "flat": "flat",
    "flat:foreign": "flat",
    "iobj": "iobj",
    "list": "parataxis",
    "mark": "mark",
    "nmod": "obl",
    "nmod:desc": "compound",
    "nmod:npmod": "obl",
    "nmod:poss": "poss",
    "nmod:tmod": "obl",
    "nmod:unmarked": "obl",
    "nsubj": "subj",
    "nsubj:outer": "subj",
    "nsubj:pass": "subj:pass",
    "nummod": "num",
    "obj": "obj",
    "obl": "obl",
    "obl:agent": "obl",
    "obl:npmod": "obl",
    "obl:tmod": "obl",
    "obl:unmarked": "obl",
    "parataxis": "parataxis",
    "punct": "punct",
    "root": "root",
    "vocative": "vocative",
    "xcomp": "open",
}
_ENGLISH = {
    "acl": "acl",
    "acomp": "open",
    "advcl": "advcl",
    "advmod": "advmod",
    "agent": "agent",
    "amod": "amod",
    "appos": "appos",
    "attr": "open",
    "aux": "aux",
    "auxpass": "aux:pass",
    "case": "case",
    "cc": "cc",
    "ccomp": "clause",
    "compound": "compound",
    "conj": "conj",
    "csubj": "csubj",
    "csubjpass": "csubj",
    "dative": "iobj",
    "det": "det",
    "dobj": "obj",
    "expl": "expl",
    "intj": "discourse",
    "mark": "mark",
    "neg": "neg",
    "nmod": "compound",
    "npadvmod": "obl",
    "nsubj": "subj",
    "nsubjpass": "subj:pass",
    "nummod": "num",
    "oprd": "open",
    "parataxis": "parataxis",
    "pcomp": "pcomp",
    "pobj": "pobj",
    "poss": "poss",
    "preconj": "cc",
    "predet": "det",
    "prep": "prep",
    "prt": "particle",
    "punct": "punct",
    "quantmod": "advmod",
    "relcl": "relcl",
    "root": "root",
    "xcomp": "open",
}
_ONLY_ENGLISH = {"dobj", "pobj", "prep", "nsubjpass", "attr", "acomp", "auxpass", "pcomp", "poss", "relcl"}
_COUNTED_ENGLISH = frozenset(_ONLY_ENGLISH)

NEGATORS = frozenset({"not", "n't", "n’t", "nt", "never", "neither", "nor"})
RELATIVE_PRONOUNS = frozenset({"who", "whom", "which", "that", "whose"})
_SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge", "swear", "offer"})
_CLAUSE_LINKS = frozenset({"that", "whether", "if", "how", "why", "what", "when", "where", "who"})
_PURPOSE = frozenset({"to", "in order to", "so as to", "in order"})
_INTRODUCED = frozenset({"obl", "advcl", "acl", "agent", "open", "clause"})
_TIMES = frozenset(
    "time day night morning evening week weekend month year decade century hour minute moment today tomorrow yesterday tonight way percent mile "
    "lot bit spring summer autumn fall winter monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december".split()
)
_DEEPEST = 12

Step = Callable[["Graph", int], Iterable[int]]


class Graph:
    """One node per token of a Doc, numbered as the tokens are.

    `words`, `lemmas` (lower case), `pos` (Universal part of speech), `tags` (Penn), `heads` (a root is its own head), `relations` (neutral) and
    `children` (in text order) are lists by node; `introducers` holds the preposition, marker or infinitival *to* before a node, joined with blanks
    (`according to`, `in order to`), else an empty string; `starts` and `ends` are character offsets, end exclusive; `sentence_of` is the
    number of the node's sentence.
    """

    __slots__ = (
        "children",
        "ends",
        "entities",
        "heads",
        "introducers",
        "lemmas",
        "morphs",
        "pos",
        "relations",
        "sentence_of",
        "sentence_spans",
        "starts",
        "tags",
        "text",
        "words",
    )

    def __init__(self, doc: Doc) -> None:
        self.text: str = doc.text
        self.words: list[str] = [t.text for t in doc]
        self.lemmas: list[str] = [_lemma(t.lower_, t.lemma_.lower() or t.lower_, t.pos_) for t in doc]
        self.pos: list[str] = [t.pos_ for t in doc]
        self.tags: list[str] = [t.tag_ for t in doc]
        self.morphs: list[str] = [str(t.morph) for t in doc]
        self.starts: list[int] = [t.idx for t in doc]
        self.ends: list[int] = [t.idx + len(t.text) for t in doc]
        self.entities: list[tuple[int, int, str]] = [(e.start, e.end, e.label_) for e in doc.ents]
        self.sentence_of: list[int] = [0] * len(doc)
        self.sentence_spans: list[tuple[int, int]] = []
        self._read_sentences(doc)
        self.heads: list[int] = [t.head.i for t in doc]
        self.relations: list[str] = _neutral([t.dep_ for t in doc])
        if is_english_scheme(doc):
            _lift_english(self)
        _tidy(self)
        self.children: list[list[int]] = _children(self.heads)
        self.introducers: list[str] = [_introducer(self, i) for i in range(len(self.words))]

    def _read_sentences(self, doc: Doc) -> None:
        for sentence in doc.sents:
            tokens = [t for t in sentence if not t.is_space]
            if not tokens:
                continue
            number = len(self.sentence_spans)
            self.sentence_spans.append((tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)))
            for token in sentence:
                self.sentence_of[token.i] = number

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
        if any(True for _ in self.dependents(node, "aux:pass", "subj:pass", "agent")):
            return True
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
        while others and self.first(others[-1], "cc") is None:
            others.pop()
        return [node, *others]

    def antecedent(self, node: int) -> int | None:
        """The noun whose relative clause a node stands in, however deep below the clause's verb."""
        for _ in range(_DEEPEST):
            if self.relations[node] == "relcl":
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
    """The lemma, mended where the lemmatizer missed a regular form of a cue verb."""
    if pos == "ADJ" and form.endswith(("ed", "ing")):
        return form  # "unimpressed", "committed": an adjective keeps its participle's form
    if pos != "VERB" or lemma in cue_verbs():
        return lemma
    return known_base(form, cue_verbs()) or lemma


def is_english_scheme(doc: Doc) -> bool:
    """Whether a Doc is labelled in spaCy's English scheme rather than in Universal Dependencies; judged by its labels."""
    votes = 0
    for token in doc:
        label = token.dep_
        if label in _COUNTED_ENGLISH:
            votes += 1
        elif ":" in label or label in ("obj", "obl", "cop"):
            votes -= 1
        if abs(votes) > 8:
            break
    return votes > 0


def _neutral(labels: list[str]) -> list[str]:
    out = []
    for label in labels:
        low = label.lower()
        relation = _UNIVERSAL.get(low) or _ENGLISH.get(low) or _UNIVERSAL.get(low.split(":")[0]) or "other"
        out.append(relation)
    return out


def _children(heads: list[int]) -> list[list[int]]:
    out: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            out[head].append(i)
    return out


# --- spaCy's English scheme to the neutral shape ---------------------------------------------------------------------------------------


def _lift_english(graph: Graph) -> None:
    """Turn the English scheme's tree into the neutral one: lift copular predicates and nouns over their prepositions, flatten conjuncts."""
    heads, relations = graph.heads, graph.relations
    for i in range(len(heads)):
        if relations[i] == "nmod" or (relations[i] == "obl" and graph.pos[i] == "ADP"):
            relations[i] = "compound"
    _lift_prepositions(graph)
    _lift_copulas(graph)


def _lift_prepositions(graph: Graph) -> None:
    heads, relations = graph.heads, graph.relations
    for i in range(len(heads)):
        if relations[i] not in ("pobj", "pcomp") or heads[i] == i:
            continue
        preposition = heads[i]
        if relations[preposition] not in ("prep", "agent", "iobj", "advmod", "mark", "pcomp", "obl", "case"):
            continue
        chain, link = [preposition], relations[preposition]
        outer = heads[preposition]
        while relations[outer] == "prep" and heads[outer] != outer:  # "according to X", "from under X": one phrase
            chain.append(outer)
            outer = heads[outer]
        clause = relations[i] == "pcomp"
        within_noun = graph.pos[outer] in ("NOUN", "PROPN")
        heads[i] = outer if outer not in chain else i
        relations[i] = link if link in ("agent", "iobj") else "obl" if not clause else "acl" if within_noun else "advcl"
        for word in chain:
            heads[word], relations[word] = i, "mark" if clause else "case"


def _lift_copulas(graph: Graph) -> None:
    heads, relations = graph.heads, graph.relations
    for i in range(len(heads)):
        verb = heads[i]
        if (
            relations[i] != "open"
            or graph.lemmas[verb] != "be"
            or graph.pos[i] not in ("NOUN", "PROPN", "ADJ", "PRON", "NUM", "ADV", "DET")
        ):
            continue
        if verb == i or relations[verb] == "cop":
            continue
        outer, link = heads[verb], relations[verb]
        for j in range(len(heads)):
            if heads[j] == verb and j not in (i, verb):
                heads[j] = i
        heads[i], relations[i] = (i if outer == verb else outer), link
        heads[verb], relations[verb] = i, "cop"


def _move_coordinators(graph: Graph) -> None:
    """Hang *and* on the conjunct that it introduces rather than on the one before."""
    conjunct_after: dict[int, int] = {}
    for i in range(len(graph) - 1, -1, -1):
        if graph.relations[i] == "conj":
            conjunct_after[graph.heads[i]] = i
        elif graph.relations[i] == "cc" and graph.heads[i] < i and graph.heads[i] in conjunct_after:
            graph.heads[i] = conjunct_after[graph.heads[i]]


def _chain_top(graph: Graph, node: int) -> int:
    top = graph.heads[node]
    for _ in range(1000):
        if graph.relations[top] != "conj":
            break
        top = graph.heads[top]
    return top


# --- both schemes ----------------------------------------------------------------------------------------------------------------------


def _tidy(graph: Graph) -> None:
    """Name negation, infinitival *to* and the passive's agent alike in both schemes, and hang all conjuncts on the first."""
    words, relations, heads = graph.words, graph.relations, graph.heads
    _move_coordinators(graph)
    passives = {heads[i] for i, relation in enumerate(relations) if relation in ("aux:pass", "subj:pass")}
    for i, relation in enumerate(relations):
        if relation in ("advmod", "det", "cc", "other") and words[i].lower() in NEGATORS:
            relations[i] = "neg"
        elif relation == "aux" and graph.lemmas[i] == "to":
            relations[i] = "mark"
        elif relation == "conj":
            heads[i] = _chain_top(graph, i)
        elif relation == "case" and words[i].lower() == "by" and relations[heads[i]] == "obl":
            verb = heads[heads[i]]
            participle = graph.tags[verb] == "VBN" or (
                not graph.tags[verb] and words[verb].lower().endswith(("ed", "en"))
            )
            if verb in passives or (participle and graph.pos[verb] == "VERB"):
                relations[heads[i]] = "agent"


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
    own = graph.first(node, "subj")
    if own is not None:
        return _over_relative(graph, own)
    return _understood(graph, node, depth - 1)


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
        if noun is not None:
            return noun
    return node


def _understood(graph: Graph, node: int, depth: int) -> int | None:
    """Whom the grammar understands as the subject of a predicate without one of its own."""
    relation, head = graph.relations[node], graph.heads[node]
    if head == node:
        return None
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


def _misnamed_object(graph: Graph, verb: int) -> int | None:
    """A noun phrase right after an active verb that has no object: whatever a parser calls it, it is one (times and manners apart)."""
    if graph.pos[verb] != "VERB":
        return None
    for child in graph.children[verb]:
        if child < verb or graph.introducers[child] or graph.pos[child] not in ("NOUN", "PROPN", "PRON"):
            continue
        relation = graph.relations[child]
        second_subject = relation == "subj" and (graph.first(verb, "subj") or child) < verb
        plain = relation == "obl" and graph.lemmas[child] not in _TIMES
        if not (second_subject or plain or relation == "iobj"):
            continue
        start = min(graph.subtree(child))
        if all(graph.relations[i] in ("particle", "advmod") for i in range(verb + 1, start)):
            return child
    return None


def _object(graph: Graph, node: int, depth: int) -> int | None:
    if depth <= 0:
        return None
    if graph.is_passive(node):
        own = graph.first(node, "subj:pass", "subj")
        if own is not None:
            return _over_relative(graph, own)
        if graph.relations[node] in ("acl", "relcl"):
            return graph.heads[node]
        return _understood(graph, node, depth - 1)
    own = graph.first(node, "obj")
    if own is not None:
        return _over_relative(graph, own)
    misnamed = _misnamed_object(graph, node)
    if misnamed is not None:
        return misnamed
    if graph.relations[node] == "conj":  # "criticised and rejected the plan": the shared object stands after both verbs
        shared = graph.first(graph.heads[node], "obj")
        if shared is not None and shared > node:
            return shared
    if graph.relations[node] == "relcl" and graph.first(node, "clause", "open") is None:
        subject = graph.first(node, "subj")
        if (
            subject is not None and _over_relative(graph, subject) == subject
        ):  # "the plan Lima opposes": the gap is the object
            return graph.heads[node]
    return None


# --- steps: what a frame's path may ask ------------------------------------------------------------------------------------------------


def _one(get: Callable[[Graph, int], int | None]) -> Step:
    def step(graph: Graph, node: int) -> Iterable[int]:
        found = get(graph, node)
        return () if found is None else (found,)

    return step


def _relation(*names: str) -> Step:
    return lambda graph, node: graph.dependents(node, *names)


def _clause(graph: Graph, node: int) -> Iterable[int]:
    for child in graph.children[node]:
        relation, introducer = graph.relations[child], graph.introducers[child]
        if introducer.split(" ")[-1] == "to" and graph.first(child, "subj") is None:
            continue
        if relation == "clause" or (
            relation in ("acl", "advcl", "relcl") and introducer == "that" and graph.is_clause(child)
        ):
            yield child
        elif relation == "csubj" and introducer in _CLAUSE_LINKS:
            yield child


def _infinitive(graph: Graph, node: int) -> Iterable[int]:
    for child in graph.children[node]:
        if (
            graph.relations[child] in ("open", "acl", "clause", "csubj", "obj", "advcl")
            and graph.introducers[child].split(" ")[-1] == "to"
        ):
            if graph.relations[child] == "advcl" and graph.pos[node] == "VERB":
                continue
            yield child


def _purpose(graph: Graph, node: int) -> Iterable[int]:
    return (c for c in graph.dependents(node, "advcl") if graph.introducers[c] in _PURPOSE)


def _gerund(graph: Graph, node: int) -> Iterable[int]:
    for child in graph.children[node]:
        if graph.tags[child] != "VBG":
            continue
        relation = graph.relations[child]
        if relation in ("open", "clause", "obj"):
            yield child
        elif (
            relation == "advcl" and child == node + 1
        ):  # "opposed involving ...": a parser may take it for an adverbial
            yield child


@functools.cache
def step(name: str) -> Step:
    """Give the step of that name; `obl:WORD` leads to whatever the preposition or conjunction WORD introduces below a node."""
    return _introduced(name.removeprefix("obl:")) if name.startswith("obl:") else STEPS[name]


def _introduced(word: str) -> Step:

    def step(graph: Graph, node: int) -> Iterable[int]:
        own = [c for c in graph.children[node] if graph.introducers[c] == word and graph.relations[c] in _INTRODUCED]
        if own or graph.pos[node] != "NOUN" or graph.relations[node] not in ("obj", "obl", "conj", "subj:pass"):
            return own
        return _following(graph, node, word)

    return step


def _following(graph: Graph, noun: int, word: str) -> list[int]:
    """The phrase right after a noun that the parser hung on the verb (*voiced [her support] [for the plan]*)."""
    return [
        c
        for c in graph.dependents(graph.heads[noun], "obl", "advcl")
        if graph.introducers[c] == word and min(graph.children[c], default=c) == noun + 1
    ]


STEPS: dict[str, Step] = {
    "self": lambda graph, node: (node,),
    "subj": _one(Graph.subject),
    "surface_subj": _one(Graph.surface_subject),
    "obj": _one(Graph.object),
    "own_subj": _relation("subj", "subj:pass"),
    "own_obj": _relation("obj"),
    "iobj": _relation("iobj"),
    "clause": _clause,
    "to": _infinitive,
    "ing": _gerund,
    "purpose": _purpose,
    "open": _relation("open"),
    "csubj": _relation("csubj"),
    "obl": _relation("obl"),
    "agent": _relation("agent"),
    "poss": _relation("poss"),
    "possessor": _one(possessor),
    "amod": _relation("amod"),
    "compound": _relation("compound"),
    "appos": _relation("appos"),
    "relcl": _relation("relcl"),
    "acl": _relation("acl"),
    "advcl": _relation("advcl"),
    "advmod": _relation("advmod"),
    "conj": _relation("conj"),
    "cop": _relation("cop"),
    "aux": _relation("aux", "aux:pass"),
    "neg": _relation("neg"),
    "det": _relation("det"),
    "particle": _relation("particle"),
    "parataxis": _relation("parataxis"),
    "expl": _relation("expl"),
    "mark": _relation("mark"),
    "case": _relation("case"),
    "head": _one(lambda graph, node: graph.heads[node] if graph.heads[node] != node else None),
}
"""What each step of `relations.STEPS` leads to."""
