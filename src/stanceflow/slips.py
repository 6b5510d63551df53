"""Slips of parsers that a neutral tree shows by itself: relations that the words rule out, and clauses hung upside down.

Each function mends one slip in place and leaves every other tree as it is.
"""

from __future__ import annotations

from stanceflow.trees import Tree

_SUBJECTS = ("subj", "subj:pass")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_REACH = 80
"""How many words away a dependent is looked for: the search must not grow with the article."""


def mend_slips(tree: Tree) -> None:
    """Mend what the words of a tree rule out; negation and conjuncts need not be named alike yet."""
    _mend_verbs(tree)
    for node, relation in enumerate(tree.relations):
        if relation == "csubj":
            _mend_clausal_subject(tree, node)
        elif relation == "cc" and tree.pos[node] == "VERB":
            tree.relations[node] = "clause"
        elif relation == "other" and tree.pos[node] == "AUX" and tree.lemmas[node] == "be":
            tree.relations[node] = "cop"
        elif relation == "fixed":
            _hand_up(tree, node)
        elif relation == "obl" and _has_infinitive_marker(tree, node):
            tree.relations[node] = "acl" if tree.pos[tree.heads[node]] in _NOMINAL else "advcl"
    _mend_rather_than(tree)
    _mend_for_to(tree)
    _mend_raised_objects(tree)
    _mend_accused(tree)
    _mend_gerund_subjects(tree)
    _mend_asides(tree)
    _mend_adjectives(tree)


def _mend_verbs(tree: Tree) -> None:
    """*Peace matters*: what has a finite verb's tag and a subject is a verb, not a noun."""
    for node, relation in enumerate(tree.relations):
        head = tree.heads[node]
        if relation in _SUBJECTS and tree.pos[head] == "NOUN" and tree.tags[head] in ("VBZ", "VBP", "VBD"):
            tree.pos[head] = "VERB"


def _mend_clausal_subject(tree: Tree, node: int) -> None:
    """An adverb or particle is no clausal subject (*is better [off]*), nor is a clause behind a predicate that has a subject of its own."""
    head = tree.heads[node]
    if tree.pos[node] in ("ADP", "ADV", "PART"):
        tree.relations[node] = "advmod"
        _hand_up(tree, node)
    elif node > head and tree.pos[node] == "VERB" and _child(tree, head, *_SUBJECTS) is not None:
        if _child(tree, node, *_SUBJECTS) is not None and _child(tree, node, "mark") is None:
            tree.relations[node] = "parataxis"


def _hand_up(tree: Tree, node: int) -> None:
    """A subject that hangs on an adverb or within a fixed phrase is that of what these belong to."""
    head = tree.heads[node]
    for child in range(max(0, node - _REACH), node):
        if tree.heads[child] == node and tree.relations[child] in _SUBJECTS:
            tree.heads[child] = head


def _mend_rather_than(tree: Tree) -> None:
    """*paid rather than fight*: the verb behind it is subordinate, as it is where the parser takes *rather than* for a marker."""
    for node, relation in enumerate(tree.relations):
        verb = tree.heads[node]
        if relation == "cc" and tree.words[node : node + 2] == ["rather", "than"] and tree.tags[verb] in ("VB", "VBG"):
            if tree.relations[verb] == "conj":
                tree.relations[node], tree.relations[verb] = "mark", "advcl"


def _mend_for_to(tree: Tree) -> None:
    """*called for the minister to resign*: the noun is what *for* introduces, and the infinitive is said of it."""
    for marker, relation in enumerate(tree.relations):
        verb = tree.heads[marker]
        noun = tree.heads[verb]
        if relation != "mark" or tree.words[marker] != "for" or tree.relations[verb] != "acl":
            continue
        outer = tree.heads[noun]
        if outer < marker < noun < verb and tree.pos[outer] == "VERB" and _has_infinitive_marker(tree, verb):
            tree.heads[marker], tree.relations[marker] = noun, "case"
            tree.relations[noun] = "obl"
            tree.heads[verb], tree.relations[verb] = outer, "open"


def _mend_raised_objects(tree: Tree) -> None:
    """*regard [the treaty] as a trap, want [the prison] closed*: the object, where the parser took it for the subject of what is said of it."""
    for node, relation in enumerate(tree.relations):
        said = tree.heads[node]
        verb = tree.heads[said]
        if relation not in _SUBJECTS or not verb < node < said or tree.pos[verb] != "VERB":
            continue
        if _child(tree, verb, "obj") is not None or not _begins_after(tree, node, verb):
            continue
        opener = _child(tree, said, "case")
        predicative = (
            tree.relations[said] == "obl" and opener is not None and tree.words[opener] == "as" and opener > node
        )
        bare = (
            tree.relations[said] == "open"
            and tree.tags[said] == "VBN"
            and _child(tree, said, "aux", "aux:pass", "mark") is None
        )
        if predicative or bare:
            tree.heads[node], tree.relations[node] = verb, "obj"


def _mend_accused(tree: Tree) -> None:
    """*accused the channel of twisting facts*: a noun before *of* or *for* and a gerund is the object of the verb before, not the gerund's subject."""
    for marker, relation in enumerate(tree.relations):
        gerund = tree.heads[marker]
        verb = tree.heads[gerund]
        if relation != "mark" or tree.words[marker] not in ("of", "for") or tree.tags[gerund] != "VBG":
            continue
        subject = _child(tree, gerund, *_SUBJECTS)
        if subject is not None and verb < subject < marker and tree.pos[verb] == "VERB":
            tree.heads[subject], tree.relations[subject] = verb, "obj"


def _mend_gerund_subjects(tree: Tree) -> None:
    """*imagine [the senate agreeing]*: the noun before a gerund that is a clause is its subject, where the parser left it without one."""
    for node, relation in enumerate(tree.relations):
        noun = node - 1
        if relation != "clause" or tree.tags[node] != "VBG" or _child(tree, node, *_SUBJECTS, "mark") is not None:
            continue
        if noun >= 0 and tree.relations[noun] == "obj" and tree.heads[noun] == tree.heads[node]:
            tree.heads[noun], tree.relations[noun] = node, "subj"


def _mend_asides(tree: Tree) -> None:
    """*The dam, the herders hope, will hold*: between commas, who hopes is an aside in the clause whose subject stands before it."""
    for clause, relation in enumerate(tree.relations):
        verb = tree.heads[clause]
        if relation != "clause" or not 0 < verb < clause or verb + 1 >= len(tree.words) or tree.words[verb + 1] != ",":
            continue
        subject, own = _child(tree, clause, *_SUBJECTS), _child(tree, verb, "subj")
        if subject is None or own is None or not subject < own < verb:
            continue
        start = min(_branch(tree, own))
        if start == 0 or tree.words[start - 1] != ",":
            continue
        top = tree.heads[verb]
        tree.heads[clause], tree.relations[clause] = (clause if top == verb else top), tree.relations[verb]
        tree.heads[verb], tree.relations[verb] = clause, "parataxis"
        tree.heads[start - 1] = tree.heads[verb + 1] = verb


def _mend_adjectives(tree: Tree) -> None:
    """*The hearing is due to be held*: the adjective between copula and infinitive is the predicate, where the parser hung it on the infinitive."""
    for node in range(1, len(tree.words) - 1):
        verb, copula, marker = tree.heads[node], node - 1, node + 1
        if tree.pos[node] != "ADJ" or tree.words[marker] != "to" or tree.lemmas[copula] != "be" or verb <= marker:
            continue
        if tree.heads[copula] != verb or tree.heads[marker] != verb or not _has_infinitive_marker(tree, verb):
            continue
        top = tree.heads[verb]
        tree.heads[node], tree.relations[node] = (node if top == verb else top), tree.relations[verb]
        tree.heads[verb], tree.relations[verb] = node, "open"
        tree.heads[copula], tree.relations[copula] = node, "cop"
        subject = _child(tree, verb, *_SUBJECTS)
        if subject is not None and subject < copula:
            tree.heads[subject], tree.relations[subject] = node, "subj"


def mend_names(tree: Tree) -> None:
    """A name that a parser joined to a verb as if it were a part of its name (*[New Jersey] agreed*) is its subject, its agent or its object."""
    heads, relations = tree.heads, tree.relations
    filled = {heads[i] for i, relation in enumerate(relations) if relation in ("subj", "subj:pass", "csubj")}
    passives = {heads[i] for i, relation in enumerate(relations) if relation == "aux:pass"}
    agents = {heads[i] for i, relation in enumerate(relations) if relation == "case" and tree.words[i] == "by"}
    for i, relation in enumerate(relations):
        verb = heads[i]
        if relation != "flat" or tree.pos[verb] != "VERB" or tree.pos[i] not in ("PROPN", "NOUN"):
            continue
        if i < verb and verb not in filled:
            relations[i] = "subj:pass" if verb in passives else "subj"
        elif i > verb and i in agents:
            relations[i] = "agent"


def mend_sides(tree: Tree) -> None:
    """*The mayors are against the tax*: the noun is the predicate, where a parser made the preposition or the copula one."""
    for i, word in enumerate(tree.words):
        if word not in ("against", "behind") or i + 1 >= len(tree.words):
            continue
        copula = i - 1
        while copula > 0 and tree.pos[copula] == "ADV":
            copula -= 1
        if copula < 1 or tree.lemmas[copula] != "be":
            continue
        if tree.relations[copula] == "cop" and tree.heads[copula] != i:
            continue
        holder = next((j for j in range(copula - 1, -1, -1) if tree.heads[j] in range(copula, i + 1)), None)
        target = next((j for j in range(i + 1, len(tree.words)) if tree.heads[j] in range(copula, i + 1)), None)
        nominal = ("NOUN", "PROPN", "PRON")
        if holder is None or target is None or tree.pos[holder] not in nominal or tree.pos[target] not in nominal:
            continue
        _make_predicate(tree, target, range(copula, i + 1), holder)


def _make_predicate(tree: Tree, target: int, between: range, holder: int) -> None:
    """Hang the copula, the preposition, the adverbs between them and the subject on the noun, and the noun on whatever they hung on."""
    top = next((j for j in between if tree.heads[j] == j or tree.heads[j] not in (*between, target)), None)
    if top is None:
        return
    outer, relation = tree.heads[top], tree.relations[top]
    above = outer
    while above != target and tree.heads[above] != above:
        above = tree.heads[above]
    if above == target:  # the noun stands above what it should hang on
        return
    for j in range(len(tree.words)):
        if tree.heads[j] in between and j != target:
            tree.heads[j] = target
    for j in between:
        tree.heads[j], tree.relations[j] = target, "advmod"
    tree.relations[between[0]], tree.relations[between[-1]], tree.relations[holder] = "cop", "case", "subj"
    tree.heads[holder] = target
    tree.heads[target] = target if outer == top else outer
    tree.relations[target] = relation


def _begins_after(tree: Tree, node: int, verb: int) -> bool:
    return min(_branch(tree, node)) == verb + 1


def _branch(tree: Tree, node: int) -> list[int]:
    """A node and those before it that hang on it without a gap."""
    out = [node]
    while out[-1] > 0 and tree.heads[out[-1] - 1] in out:
        out.append(out[-1] - 1)
    return out


def _child(tree: Tree, node: int, *relations: str) -> int | None:
    """The first child of a node that bears one of the relations."""
    near = range(max(0, node - _REACH), min(len(tree.heads), node + _REACH))
    return next((i for i in near if tree.heads[i] == node and i != node and tree.relations[i] in relations), None)


def _has_infinitive_marker(tree: Tree, node: int) -> bool:
    """Whether infinitival *to* stands before a verb, with at most adverbs between them."""
    at = node - 1
    while at > 0 and tree.pos[at] in ("ADV", "AUX"):
        at -= 1
    if at < 0 or tree.words[at] != "to" or tree.pos[at] != "PART":
        return False
    return next((tree.tags[i] for i in range(at + 1, node + 1) if tree.pos[i] != "ADV"), "") == "VB"
