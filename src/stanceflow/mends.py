"""What a tagger, a parser or a lemmatizer got wrong about the words of the lexicon, and the sentence gives away."""

from __future__ import annotations

import functools

from stanceflow.dependency_graph import DependencyGraph
from stanceflow.inflection import known_base
from stanceflow.lexicon import cue_verbs, cue_words, irregular_verbs, load_frames, load_words


def mended_lemma(form: str, lemma: str, pos: str) -> str:
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


def mend_nouns(graph: DependencyGraph) -> None:
    """What a tagger took for an adjective stands as a noun does (*poured scorn on it, a sceptic*), and is a cue as a noun alone."""
    nouns, adjectives = cue_words("NOUN"), cue_words("ADJ")
    for node, pos in enumerate(graph.pos):
        word = graph.words[node].lower() if pos == "ADJ" else ""
        if word not in nouns or word in adjectives:
            continue
        if graph.relations[node] in ("obj", "subj", "obl") or graph.first(node, "det", "case", "poss") is not None:
            graph.pos[node], graph.lemmas[node] = "NOUN", word
    _mend_objects(graph, nouns)


def _mend_objects(graph: DependencyGraph, nouns: frozenset[str]) -> None:
    """*won praise from farmers*: an object that a tagger took for a verb."""
    for node, relation in enumerate(graph.relations):
        word = graph.words[node].lower()
        if relation != "obj" or graph.pos[node] != "VERB" or graph.tags[node] not in ("VB", "VBP") or word not in nouns:
            continue
        if graph.first(node, "subj", "aux", "mark", "obj", "cop") is None:
            graph.pos[node], graph.tags[node], graph.lemmas[node] = "NOUN", "NN", word


def mend_relations(graph: DependencyGraph) -> None:
    """What a parser called an adjunct completes its verb (*have grown [fond] of it, considers [it an enemy]*), or a clause is a name (*[Berlin] has
    long been a critic*).
    """
    for node, relation in enumerate(graph.relations):
        pos = graph.pos[node]
        if relation == "csubj" and pos == "PROPN" and graph.first(node, "mark", "cop", "aux") is None:
            graph.relations[node] = "subj"
        if relation != "obl" or pos not in ("ADJ", "NOUN") or graph.first(node, "case") is not None:
            continue
        if pos == "ADJ" and graph.lemmas[graph.heads[node]] in load_words("evaluation")["linking_verbs"]:
            graph.relations[node] = "open"
        elif pos == "NOUN" and graph.first(node, "subj") is not None and graph.first(node, "mark", "cop") is None:
            graph.relations[node] = "clause"


@functools.cache
def _stance_adjectives() -> frozenset[str]:
    return frozenset(lemma for lemma, pos in load_frames("stances").by_cue if pos == "ADJ") - cue_verbs()


def mend_participles(graph: DependencyGraph) -> None:
    """What a tagger took for a verb is a cue as an adjective alone (*they were scathing about it, is besotted with it*)."""
    adjectives = _stance_adjectives()
    for node, pos in enumerate(graph.pos):
        if pos != "VERB" or graph.lemmas[node] in cue_verbs() or graph.words[node].lower() not in adjectives:
            continue
        if graph.first(node, "obj") is None:
            graph.pos[node], graph.lemmas[node] = "ADJ", graph.words[node].lower()
