"""Whether a place name stands for its government (*Moscow objected*) or for the place (*a flight to Moscow*).

The grammar around the name decides: whom a verb of saying or doing has for subject is a government, what a verb of motion or a preposition of
place introduces is a place (after Markert and Nissim 2007, SemEval task 8, whose readings for locations are literal and place-for-people).
"""

from __future__ import annotations

import functools

from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph


def acts(graph: Graph, node: int, is_country: bool) -> bool:
    """Whether the place name headed by `node` is used for whoever governs the place. A country acts more readily than a city."""
    head, relation = graph.heads[node], graph.relations[node]
    if relation == "conj":
        return acts(graph, head, is_country) if graph.pos[head] in ("PROPN", "ADJ") else False
    if relation in ("subj", "subj:pass"):
        return _subject_acts(graph, head, relation, is_country)
    if relation == "agent":
        return True
    if relation == "poss":
        return _owner_acts(graph, head, is_country)
    if relation in ("compound", "amod", "flat"):
        return _modifier_acts(graph, head)
    if relation in ("obj", "iobj"):
        if graph.lemmas[head] == "leave" and any(graph.introducers[c] == "with" for c in graph.dependents(head, "obl")):
            return True
        return graph.lemmas[head] not in _words("place_verbs") and (
            is_country or graph.lemmas[head] in _words("actor_object_verbs")
        )
    if relation in ("obl", "advcl", "acl"):
        return _introduced_acts(graph, node, head, is_country)
    return False


def _subject_acts(graph: Graph, verb: int, relation: str, is_country: bool) -> bool:
    lemma = graph.lemmas[verb]
    if graph.first(verb, "cop") is not None:
        return (graph.pos[verb] == "ADJ" and lemma not in _words("place_adjectives")) or lemma in _words("actor_nouns")
    if relation == "subj:pass":
        return is_country and lemma not in _words("place_verbs")
    return lemma not in _words("place_subject_verbs") or (is_country and lemma in ("have", "face", "suffer"))


def _owner_acts(graph: Graph, noun: int, is_country: bool) -> bool:
    lemma = graph.lemmas[noun]
    if lemma in _words("place_nouns"):
        return False
    return is_country or lemma in _words("act_nouns") or graph.is_clause(noun)


def _modifier_acts(graph: Graph, noun: int) -> bool:
    if graph.words[noun][:1].isupper() and graph.lemmas[noun].lower() in _words("named_events"):
        return False  # "the Chinese Civil War, the Paris Agreement"
    return graph.lemmas[noun] in _words("act_nouns") or graph.lemmas[noun] in _words("government_nouns")


def _introduced_acts(graph: Graph, node: int, head: int, is_country: bool) -> bool:
    word = graph.introducers[node]
    if word == "by" and graph.pos[head] == "NOUN":  # "an admission by Lima"
        return True
    if word in _words("actor_prepositions"):
        return is_country or graph.lemmas[head] in _words("act_nouns") or graph.pos[head] == "VERB"
    if word in ("from", "to", "of", "between", "in", "for", "on"):
        lemma = graph.lemmas[head]
        if word == "to" and lemma in _words("giving_verbs"):
            return True
        if word == "in":
            return lemma in _words("attitude_nouns")
        if word in ("for", "on") and not is_country:
            return lemma in _words("act_nouns")
        if word in ("for", "on"):
            return lemma in _words("act_nouns") or lemma in _words("attitude_nouns")
        return lemma in _words("act_nouns")
    return False


@functools.cache
def _words(name: str) -> frozenset[str]:
    return load_words("metonymy")[name]
