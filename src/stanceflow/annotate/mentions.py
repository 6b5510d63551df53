"""Where a text may refer to an actor: names, nouns for people and bodies, nationalities, pronouns. Who they are is for others."""

from __future__ import annotations

from stanceflow.annotate.candidate import Candidate, Gender
from stanceflow.annotate.demonyms import nationality, people_by_trait
from stanceflow.annotate.descriptions import description
from stanceflow.annotate.names import find_names
from stanceflow.annotate.nationality import with_countries
from stanceflow.syntax import Graph


def find_candidates(graph: Graph) -> list[Candidate]:
    """Give every candidate, by its first character; no node heads two."""
    named = find_names(graph)
    taken = {node for candidate, nodes in named for node in nodes}
    out = [candidate for candidate, _ in named]
    for node in range(len(graph)):
        if node not in taken:
            candidate = (
                _pronoun(graph, node)
                or nationality(graph, node)
                or description(graph, node)
                or people_by_trait(graph, node)
            )
            if candidate is not None:
                out.append(candidate)
    return with_countries(graph, sorted(out, key=lambda c: (c.span, c.node)))


def _pronoun(graph: Graph, node: int) -> Candidate | None:
    word = graph.words[node].lower()
    traits = _PRONOUNS.get(word)
    if traits is None or graph.pos[node] not in ("PRON", "DET"):
        return None
    if graph.relations[node] == "expl" or (word == "it" and _is_empty(graph, node)):
        return None
    plural, gender = traits
    return Candidate(
        node, (graph.starts[node], graph.ends[node]), word, "", "pronoun", plural=plural, gender=gender, definite=True
    )


_PRONOUNS: dict[str, tuple[bool, Gender]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), (False, "male")),
    **dict.fromkeys(("she", "her", "hers", "herself"), (False, "female")),
    **dict.fromkeys(("it", "its", "itself"), (False, "neuter")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), (True, "")),
}


def _is_empty(graph: Graph, node: int) -> bool:
    """*It is likely that, it seems that*: the clause that follows is what the verb is about."""
    head = graph.heads[node]
    return any(True for _ in graph.dependents(head, "csubj")) or (
        graph.first(head, "cop") is not None and graph.first(head, "clause", "open", "acl") is not None
    )
