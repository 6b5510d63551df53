"""People and states by nation, faith or region: *Turkish* opposition, *the Russians*, *older Poles*, *many Western Europeans*."""

from __future__ import annotations

from stanceflow import gazetteer
from stanceflow.annotate.candidate import Candidate
from stanceflow.annotate.descriptions import bare_name, is_plural, several_of
from stanceflow.annotate.metonymy import acts
from stanceflow.lexicon import load_words
from stanceflow.records import Span
from stanceflow.spans import noun_phrase
from stanceflow.syntax import Graph

_COLLECTIVE = ("ese", "sh", "ch", "iss")
"""Endings of adjectives of nationality that have no plural: Chinese, Polish, Dutch, Swiss."""
_NOMINAL = ("subj", "subj:pass", "obj", "iobj", "obl", "agent", "poss")


def nationality(graph: Graph, node: int) -> Candidate | None:
    """An adjective of nationality before the noun for an act or body (*Turkish opposition*), or a noun of nationality (*Europeans*)."""
    if not graph.words[node][:1].isupper() or graph.relations[node] == "flat":
        return None
    first = _first_word(graph, node)
    words = graph.text[graph.starts[first] : graph.ends[node]]
    span = (graph.starts[first], graph.ends[node])
    form, people = gazetteer.country_by_form(words), gazetteer.people_by_form(words)
    if form is None or form.form not in ("adjective", "demonym"):
        if people is None or people.form != "demonym" or not is_plural(graph, node):
            return None
        return _people(graph, node, span, people.iso3)
    if graph.relations[graph.first_conjunct(node)] in ("amod", "compound"):
        acting = acts(graph, node, is_country=True)
        return Candidate(
            node, span, form.country, "state", "demonym", form.iso3, gender="neuter", acting=acting, known=True
        )
    if (
        not is_plural(graph, node)
        and form.number not in ("plural", "collective")
        and not _is_collective(graph, node, first)
    ):
        return None
    if _is_whole_nation(graph, node, first):
        return Candidate(
            node,
            span,
            form.country,
            "state",
            "demonym",
            form.iso3,
            plural=True,
            gender="neuter",
            acting=acts(graph, node, is_country=True),
            known=True,
        )
    return _people(graph, node, span, form.iso3)


def _is_collective(graph: Graph, node: int, first: int) -> bool:
    """Whether an adjective alone means the people: *the French, many Japanese*; not *the Russian*, which is one."""
    return (
        graph.words[node].endswith(_COLLECTIVE)
        and graph.relations[graph.first_conjunct(node)] in _NOMINAL
        and first > 0
        and graph.words[first - 1].lower() in ("the", "many", "most", "some", "few", "ordinary", "young")
    )


def people_by_trait(graph: Graph, node: int) -> Candidate | None:
    """People by an adjective with its article: *the young, the poor*."""
    lemma, determiner = graph.words[node].lower(), graph.first(node, "det")
    if graph.pos[node] != "ADJ" or graph.relations[graph.first_conjunct(node)] not in _NOMINAL:
        return None
    if lemma not in load_words("actors")["people_adjectives"]:
        return None
    if determiner is None or graph.words[determiner].lower() != "the" or graph.first(node, "cop") is not None:
        return None
    spans = noun_phrase(graph, node)
    if not spans:
        return None
    span = (spans[0][0], spans[-1][1])
    name = bare_name(graph, node, span)
    return Candidate(node, span, name, "group", "description", lemma=lemma, plural=True, definite=True)


def _first_word(graph: Graph, node: int) -> int:
    """Where a nationality of more than one word begins: *New* Yorkers, *South* Africans."""
    for first in range(max(0, node - 2), node):
        if graph.words[first][:1].isupper() and graph.words[first] != "The":
            words = graph.text[graph.starts[first] : graph.ends[node]]
            if gazetteer.country_by_form(words) is not None or gazetteer.people_by_form(words) is not None:
                return first
    return node


def _people(graph: Graph, node: int, words: Span, country: str) -> Candidate:
    """People by their nation, faith or region, with what tells them from the rest: *older Poles*."""
    phrase = noun_phrase(graph, node) or (words,)
    span = (min(phrase[0][0], words[0]), max(phrase[-1][1], words[1]))
    modified = any(
        graph.starts[child] < words[0] and graph.lemmas[child].lower() not in several_of()
        for child in graph.dependents(node, "amod", "compound")
    )
    name = bare_name(graph, node, span) if modified else graph.text[words[0] : words[1]]
    return Candidate(node, span, name, "group", "demonym", country, graph.lemmas[node], plural=True, known=True)


def _is_whole_nation(graph: Graph, node: int, first: int) -> bool:
    """*The Russians* by itself is Russia; *Russians, the older Poles, the Serbs in Pristina* are people."""
    return (
        first > 0
        and graph.words[first - 1].lower() == "the"
        and graph.first(node, "amod", "num", "obl", "acl", "relcl", "poss") is None
    )
