"""Which country an actor belongs to, as far as the text or the gazetteer says so: *the Panamanian army's officers, King Hassan of Morocco, Putin*."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from stanceflow import gazetteer
from stanceflow.annotate.candidate import Candidate
from stanceflow.annotate.naming import Cluster
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

_WITHIN = frozenset({"amod", "compound", "poss", "obl", "flat", "num", "det", "other"})
_PREPOSITIONS = frozenset(
    {"", "of", "in", "from", "for", "within", "inside", "against", "throughout", "across", "around"}
)
_SEATED = frozenset({"base", "headquarter", "locate", "live", "operate"})
_DEEPEST = 4


def owning_country(graph: Graph, noun: int) -> gazetteer.CountryForm | None:
    """Give the country whose government a noun names by what stands directly beside it: *the Turkish government, the government of Peru*."""
    before = _country_before(graph, noun)
    if before is not None:
        return before
    for child in graph.children[noun]:
        if graph.relations[child] not in ("amod", "compound", "poss", "obl", "det"):
            continue
        if graph.relations[child] == "obl" and graph.introducers[child] != "of":
            continue
        form = gazetteer.country_by_form(_text(graph, child))
        if form is not None:
            return form
        leader = _leader_of(graph, noun, child)
        if leader is not None:
            return gazetteer.country_by_form(leader.country)
    return None


def _country_before(graph: Graph, noun: int) -> gazetteer.CountryForm | None:
    """A country of two or three words right before the noun, however they hang together: *the New Zealand government*."""
    for first in (noun - 3, noun - 2):
        if first >= 0 and all(graph.words[i][:1].isupper() for i in range(first, noun)):
            form = gazetteer.country_by_form(graph.text[graph.starts[first] : graph.ends[noun - 1]])
            if form is not None:
                return form
    return None


def with_countries(graph: Graph, candidates: list[Candidate]) -> list[Candidate]:
    """Give the candidates with the country that each one's own phrase names, where it names one."""
    places = {c.node: c.country for c in candidates if c.kind == "state" and c.country and c.form != "description"}
    return [
        c if c.country or not c.kind or c.kind == "state" else replace(c, country=_named_country(graph, c, places))
        for c in candidates
    ]


def _named_country(graph: Graph, candidate: Candidate, places: dict[int, str]) -> str:
    if (
        candidate.form == "name" and candidate.kind == "organization"
    ):  # "the Bank of England, the Nigerian Union of Teachers"
        words = candidate.name.split()
        for text in (" ".join(words[i : i + n]) for n in (2, 1) for i in range(len(words) - n + 1)):
            form = gazetteer.country_by_form(text)
            if form is not None and text[0].isupper():
                return form.iso3
    return _named_within(graph, candidate.node, places)


def country_of(graph: Graph, cluster: Cluster, states_by_sentence: dict[int, set[str]]) -> str:
    """Give a cluster's country: a known leader's; else as its phrases say; else, for office holders and the like, the only one that a sentence names."""
    leader = _known_leader(cluster)
    if leader is not None:
        return leader.iso3
    if cluster.country:
        return cluster.country
    if any(mention.office or mention.lemma in load_words("actors")["national_bodies"] for mention in cluster.mentions):
        for mention in cluster.mentions:
            states = states_by_sentence.get(graph.sentence_of[mention.node], set())
            if len(states) == 1:
                return next(iter(states))
    return ""


def _known_leader(cluster: Cluster) -> gazetteer.Leader | None:
    """The leader whom a person's full name names, or a surname alone that is no first name and only one country's leaders bear."""
    if cluster.kind != "person" or not cluster.named:
        return None
    surname_alone = " " not in cluster.name and gazetteer.gender_of(cluster.name) == "unknown"
    return gazetteer.leader_by_name(cluster.name) or (
        gazetteer.leader_by_surname(cluster.name) if surname_alone else None
    )


def states_by_sentence(graph: Graph, clusters: Iterable[Cluster]) -> dict[int, set[str]]:
    """Give the codes of the states named in each sentence."""
    out: dict[int, set[str]] = {}
    for cluster in clusters:
        if cluster.kind == "state" and cluster.country:
            for mention in cluster.mentions:
                out.setdefault(graph.sentence_of[mention.node], set()).add(cluster.country)
    return out


def _named_within(graph: Graph, node: int, places: dict[int, str]) -> str:
    level = [node]
    for _ in range(_DEEPEST):
        level = [c for i in level for c in graph.children[i] if _is_within(graph, c)]
        for child in level:
            if child in places:
                return places[child]
    return ""


def _is_within(graph: Graph, child: int) -> bool:
    """Whether a country below this child of a noun is the noun's: *the army of Peru, a group based in Trinidad*; not *a demand to Peru*."""
    if graph.relations[child] == "acl":
        return graph.lemmas[child] in _SEATED
    return graph.relations[child] in _WITHIN and (
        graph.relations[child] != "obl" or graph.introducers[child] in _PREPOSITIONS
    )


def _leader_of(graph: Graph, noun: int, child: int) -> gazetteer.Leader | None:
    """*The Bush administration*: a surname before a noun for a government."""
    if graph.relations[child] not in ("compound", "poss") or graph.pos[child] != "PROPN":
        return None
    return gazetteer.leader_by_name(_text(graph, child)) or gazetteer.leader_by_surname(graph.words[child])


def _text(graph: Graph, node: int) -> str:
    """A name's words, its parts before and after the head together."""
    parts = [node, *graph.dependents(node, "flat", "compound")]
    return graph.text[graph.starts[min(parts)] : graph.ends[max(parts)]]
