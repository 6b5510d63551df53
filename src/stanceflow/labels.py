"""Dependency labels, and nothing else knows them: a parse in either label scheme becomes one neutral tree.

Two label schemes come in, Universal Dependencies (`obj`, `obl` + `case`, `nsubj:pass`, `cop`) and spaCy's English scheme, which follows ClearNLP (`dobj`,
`prep` + `pobj`, `nsubjpass`, `attr`). Both leave as the relations of `relations.RELATIONS`, in which content words head function words: the predicate noun or
adjective heads its copula, the noun heads its preposition, and every conjunct hangs on the first one.
References: de Marneffe et al. 2021 (Universal Dependencies); Choi and Palmer 2012 (ClearNLP labels); White et al. 2016 (PredPatt).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stanceflow.slips import mend_names, mend_sides, mend_slips
from stanceflow.trees import Tree

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A label outside the two tables below becomes "other".
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
_ONLY_ENGLISH = frozenset({"dobj", "pobj", "prep", "nsubjpass", "attr", "acomp", "auxpass", "pcomp", "poss", "relcl"})
_NEGATORS = frozenset({"not", "n't", "n’t", "nt", "never", "neither", "nor"})


def neutral_tree(doc: Doc, lemmas: list[str]) -> Tree:
    """Give a Doc's parse as a neutral tree; `lemmas` are lower case, one for each token."""
    tokens = list(doc)
    tree = Tree(
        words=[t.text.lower() for t in tokens],
        lemmas=lemmas,
        pos=[t.pos_ for t in tokens],
        tags=[t.tag_ for t in tokens],
        heads=[t.head.i for t in tokens],
        relations=_neutral([t.dep_ for t in tokens]),
    )
    if is_english_scheme(doc):
        _lift_english(tree)
    mend_slips(tree)
    _tidy(tree)
    mend_names(tree)
    mend_sides(tree)
    return tree


def is_english_scheme(doc: Doc) -> bool:
    """Whether a Doc is labelled in spaCy's English scheme rather than in Universal Dependencies; judged by its labels."""
    votes = 0
    for token in doc:
        label = token.dep_
        if label in _ONLY_ENGLISH:
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


def _lift_english(tree: Tree) -> None:
    """Turn the English scheme's tree into the neutral one: lift copular predicates and nouns over their prepositions, flatten conjuncts."""
    heads, relations = tree.heads, tree.relations
    for i in range(len(heads)):
        if relations[i] == "nmod" or (relations[i] == "obl" and tree.pos[i] == "ADP"):
            relations[i] = "compound"
    _lift_prepositions(tree)
    _lift_copulas(tree)


def _lift_prepositions(tree: Tree) -> None:
    heads, relations = tree.heads, tree.relations
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
        within_noun = tree.pos[outer] in ("NOUN", "PROPN")
        heads[i] = outer if outer not in chain else i
        relations[i] = link if link in ("agent", "iobj") else "obl" if not clause else "acl" if within_noun else "advcl"
        for word in chain:
            heads[word], relations[word] = i, "mark" if clause else "case"


def _lift_copulas(tree: Tree) -> None:
    heads, relations = tree.heads, tree.relations
    for i in range(len(heads)):
        verb = heads[i]
        if (
            relations[i] != "open"
            or tree.lemmas[verb] != "be"
            or tree.pos[i] not in ("NOUN", "PROPN", "ADJ", "PRON", "NUM", "ADV", "DET")
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


def _move_coordinators(tree: Tree) -> None:
    """Hang *and* on the conjunct that it introduces rather than on the one before."""
    conjunct_after: dict[int, int] = {}
    for i in range(len(tree.words) - 1, -1, -1):
        if tree.relations[i] == "conj":
            conjunct_after[tree.heads[i]] = i
        elif tree.relations[i] == "cc" and tree.heads[i] < i and tree.heads[i] in conjunct_after:
            tree.heads[i] = conjunct_after[tree.heads[i]]


def _chain_top(tree: Tree, node: int) -> int:
    top = tree.heads[node]
    for _ in range(1000):
        if tree.relations[top] != "conj":
            break
        top = tree.heads[top]
    return top


def _tidy(tree: Tree) -> None:
    """Name negation, infinitival *to* and the passive's agent alike in both schemes, and hang all conjuncts on the first."""
    words, relations, heads = tree.words, tree.relations, tree.heads
    _move_coordinators(tree)
    passives = {heads[i] for i, relation in enumerate(relations) if relation in ("aux:pass", "subj:pass")}
    for i, relation in enumerate(relations):
        if relation in ("advmod", "det", "cc", "other") and words[i] in _NEGATORS:
            relations[i] = "neg"
        elif relation == "aux" and tree.lemmas[i] == "to":
            relations[i] = "mark"
        elif relation == "conj":
            heads[i] = _chain_top(tree, i)
        elif relation == "case" and words[i] == "by" and relations[heads[i]] == "obl":
            verb = heads[heads[i]]
            participle = tree.tags[verb] == "VBN" or (not tree.tags[verb] and words[verb].endswith(("ed", "en")))
            if verb in passives or (participle and tree.pos[verb] == "VERB"):
                relations[heads[i]] = "agent"
