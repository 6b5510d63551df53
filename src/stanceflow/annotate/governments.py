"""Whose government or country a text speaks of without naming it there: *the cabinet, his government, the interim administration, our country*."""

from __future__ import annotations

from collections.abc import Iterable

from stanceflow import gazetteer
from stanceflow.annotate.candidate import Candidate
from stanceflow.annotate.naming import Cluster
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

_SENTENCES_BACK = 3
_FIRST_PERSON = frozenset({"my", "our"})
_NATIONS = frozenset({"country", "nation", "homeland", "republic"})


def fits_place(noun: str, cluster: Cluster) -> bool:
    """Whether a noun for a state or place may name a cluster again: *the country* names what has a country's code, *the city* what has none."""
    if noun in load_words("actors")["local_states"]:
        return not cluster.country
    return bool(cluster.country)


def state_of_government(
    graph: Graph, candidate: Candidate, cluster_of: dict[int, Cluster], recent: Iterable[tuple[Candidate, Cluster]]
) -> Cluster | None:
    """Give the state that an unnamed government rules, by its owner (*its cabinet, his government*) or as the state named last; None for none.

    `recent` are the mentions before it, the last first.
    """
    if candidate.plural or candidate.lemma not in load_words("metonymy")["government_nouns"]:
        return None
    owner = graph.first(candidate.node, "poss")
    if owner is None:
        owner = next((c for c in graph.dependents(candidate.node, "obl") if graph.introducers[c] == "of"), None)
    if owner is None:
        if not candidate.definite or not _is_of_the_day(candidate.modifiers):
            return None
    else:
        if graph.words[owner].lower() in _FIRST_PERSON:
            return None
        ruler = cluster_of.get(owner)
        if ruler is not None and ruler.kind == "state":
            return ruler
        person = _leader(graph, owner)
        if person is None and (ruler is None or ruler.kind != "person"):
            return None
        country = person.iso3 if person is not None else ruler.country if ruler is not None else ""
        if country:
            return next((c for _, c in recent if c.kind == "state" and c.country == country), None)
    here = graph.sentence_of[candidate.node]
    return next(
        (
            cluster
            for antecedent, cluster in recent
            if cluster.kind == "state"
            and cluster.country
            and cluster.named
            and here - graph.sentence_of[antecedent.node] <= _SENTENCES_BACK
        ),
        None,
    )


def _leader(graph: Graph, node: int) -> gazetteer.Leader | None:
    return gazetteer.leader_by_surname(graph.words[node]) if graph.pos[node] == "PROPN" else None


def _is_of_the_day(modifiers: frozenset[str]) -> bool:
    return bool(modifiers) and modifiers <= load_words("actors")["governing_adjectives"]


def is_own_nation(graph: Graph, cluster: Cluster) -> bool:
    """Whether a cluster is only ever called the author's country or government: *our own country, this nation, my administration*."""
    nouns = _NATIONS | load_words("metonymy")["government_nouns"]
    mentions = [m for m in cluster.mentions if m.form != "pronoun"]
    return (
        cluster.kind in ("state", "group")
        and not cluster.plural
        and bool(mentions)
        and all(m.form == "description" and m.lemma in nouns for m in mentions)
        and any(_first_person_owner(graph, m.node) for m in mentions)
    )


def _first_person_owner(graph: Graph, node: int) -> bool:
    return any(graph.words[child].lower() in _FIRST_PERSON for child in graph.dependents(node, "poss"))
