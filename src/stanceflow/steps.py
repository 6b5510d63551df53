"""The steps that a frame's path may take on the graph: what each name of `relations.STEPS` leads to."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable

from stanceflow.predication import RELATIVE_PRONOUNS, possessor
from stanceflow.syntax import Graph

Step = Callable[[Graph, int], Iterable[int]]

_CLAUSE_LINKS = frozenset({"that", "whether", "if", "how", "why", "what", "when", "where", "who"})
_PURPOSE = frozenset({"to", "in order to", "so as to", "in order"})
_INTRODUCED = frozenset({"obl", "advcl", "acl", "agent", "open", "clause", "obj"})
_CASELESS = frozenset({"subj", "iobj"})
"""What no preposition introduces in English: where one does, the parser erred."""


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
    return list(_own_infinitive(graph, node)) or _infinitive_after(graph, node)


def _infinitive_after(graph: Graph, noun: int) -> list[int]:
    """The infinitive right after a noun that the parser hung on the verb (*increase [our efforts] [to restrain the trade]*)."""
    if graph.pos[noun] != "NOUN" or graph.relations[noun] not in ("obj", "obl", "conj"):
        return []
    return [
        child
        for child in graph.dependents(graph.heads[noun], "advcl", "open")
        if graph.introducers[child] == "to" and min(graph.subtree(child)) == noun + 1
    ]


def _own_infinitive(graph: Graph, node: int) -> Iterable[int]:
    for child in graph.children[node]:
        if (
            graph.relations[child] in ("open", "acl", "clause", "csubj", "obj", "advcl")
            and graph.introducers[child].split(" ")[-1] == "to"
        ):
            if graph.relations[child] == "advcl" and graph.pos[node] == "VERB":
                continue
            if graph.relations[child] == "open" and not graph.is_clause(child) and graph.pos[child] == "NOUN":
                continue  # "committed to dialogue"
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
        own = [
            c
            for c in graph.children[node]
            if graph.introducers[c] == word
            and (graph.relations[c] in _INTRODUCED or (graph.relations[c] in _CASELESS and c > node))
        ]
        if own:
            return [_antecedent(graph, c) for c in own]
        gap = _gap_after(graph, node, word)
        if gap is not None:
            return (gap,)
        nested = _among(graph, node) if word == "among" and graph.pos[node] == "NOUN" else []
        if nested:
            return nested
        if graph.pos[node] == "NOUN" and graph.relations[node] in ("obj", "obl", "conj", "subj:pass"):
            return _following(graph, node, word)
        return _adjacent(graph, node, word) if graph.pos[node] in ("ADJ", "VERB") else ()

    return step


def _antecedent(graph: Graph, node: int) -> int:
    """*an offer [that] Lima said no to*: what a relative pronoun stands for; any other node as it is."""
    noun = (
        graph.antecedent(node) if graph.words[node].lower() in RELATIVE_PRONOUNS and graph.pos[node] == "PRON" else None
    )
    return node if noun is None else noun


def _among(graph: Graph, noun: int) -> list[int]:
    """*opposition [to the tariff [among farmers]], support for it is strong [among bakers]*: whose attitude a noun names, where the parser hung the
    phrase on the noun's complement, or on the predicate that the noun is subject of.
    """
    hosts = [*graph.dependents(noun, "obl"), *([graph.heads[noun]] if graph.relations[noun] == "subj" else [])]
    return [c for host in hosts for c in graph.dependents(host, "obl") if graph.introducers[c] == "among"]


def _gap_after(graph: Graph, node: int, word: str) -> int | None:
    """*the plan that they object [to]*: where the preposition right after a word stands alone in a relative clause, what the clause is about."""
    after = node + 1
    if after >= len(graph) or graph.words[after].lower() != word or graph.first(after, "obj", "obl") is not None:
        return None
    alone = graph.heads[after] == node or graph.heads[after] < after
    if not alone or graph.relations[after] not in ("case", "obl", "advmod", "particle", "mark"):
        return None
    return graph.antecedent(node)


def _adjacent(graph: Graph, node: int, word: str) -> Iterable[int]:
    """What the preposition right after a verb or adjective introduces, wherever the parser hung it (*remained [opposed] [to such a policy]*)."""
    after = node + 1
    if after < len(graph) and graph.words[after].lower() == word and graph.relations[after] in ("case", "mark"):
        noun = graph.heads[after]
        if noun > after and graph.relations[noun] in _INTRODUCED and graph.introducers[noun] == word:
            yield noun


def _following(graph: Graph, noun: int, word: str) -> list[int]:
    """The phrase right after a noun that the parser hung on the verb (*voiced [her support] [for the plan]*)."""
    return [
        c
        for c in graph.dependents(graph.heads[noun], "obl", "advcl")
        if graph.introducers[c] == word and min(graph.children[c], default=c) == noun + 1
    ]


def _second_object(graph: Graph, node: int) -> Iterable[int]:
    """*branded the levy [a farce]*: the noun phrase behind a verb's object."""
    first = graph.first(node, "obj")
    if first is None:
        return ()
    return (
        i
        for i in graph.dependents(node, "obj", "obl", "other")
        if i > first and not graph.introducers[i] and graph.pos[i] in ("NOUN", "ADJ")
    )


def _particle(graph: Graph, node: int) -> Iterable[int]:
    """The verb's particle, the preposition right before its object among them (*turned [down] the offer*): a parser may take one for the other."""
    yield from graph.dependents(node, "particle")
    yield from (i for i in graph.dependents(node, "advmod") if graph.pos[i] == "ADP")  # "wished [away] the deficit"
    for child in graph.dependents(node, "obj"):
        yield from (i for i in graph.dependents(child, "case") if i == node + 1)


STEPS: dict[str, Step] = {
    "self": lambda graph, node: (node,),
    "subj": _one(Graph.subject),
    "surface_subj": _one(Graph.surface_subject),
    "obj": _one(Graph.object),
    "own_subj": _relation("subj", "subj:pass"),
    "own_obj": _relation("obj"),
    "second_obj": _second_object,
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
    "particle": _particle,
    "parataxis": _relation("parataxis"),
    "expl": _relation("expl"),
    "vocative": _relation("vocative"),
    "mark": _relation("mark"),
    "case": _relation("case"),
    "head": _one(lambda graph, node: graph.heads[node] if graph.heads[node] != node else None),
}
"""What each step of `relations.STEPS` leads to."""
