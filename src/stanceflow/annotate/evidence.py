"""How likely it is that somebody whom a text mentions is an actor: able to want, fear, say, decide or do something in public life.

A logistic model over a few plain features (what kind, how named, in which grammatical roles). Its weights stand in `lexicon/actor_evidence.csv`
and are fitted to annotated articles by `training/actor_evidence.py`.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator

from stanceflow.annotate.naming import Cluster
from stanceflow.lexicon import cue_verbs, load_table
from stanceflow.syntax import Graph

_OPENING = 3
"""How many sentences count as an article's opening."""
THRESHOLD = 0.4
"""Actors below this probability are kept only where a row names them as source or holder (chosen for F1 on held-out folds of the training articles)."""


def probability(graph: Graph, cluster: Cluster) -> float:
    """Give the probability, 0 to 1, that a cluster of mentions is an actor."""
    weights = _weights()
    total = sum(weights.get(feature, 0.0) for feature in features(graph, cluster))
    return 1 / (1 + math.exp(-total))


def features(graph: Graph, cluster: Cluster) -> list[str]:
    """Give the names of the features that a cluster has; those of its kind are written `kind:feature`."""
    general = sorted(set(_general(graph, cluster)))
    by_kind = (f"{cluster.kind}:{feature}" for feature in ["always", *general] if not feature.startswith("noun "))
    return ["always", *general, *by_kind]


def _general(graph: Graph, cluster: Cluster) -> Iterator[str]:
    nominal = [m for m in cluster.mentions if m.form != "pronoun"]
    yield "named" if cluster.named else "described"
    yield f"mentions {min(len(nominal), 3)}"
    if len(nominal) < len(cluster.mentions):
        yield "pronoun"
    if any(m.known for m in nominal):
        yield "known"
    if all(m.ambiguous for m in nominal):
        yield "ambiguous noun"
    if cluster.plural:
        yield "plural"
    if any(m.definite for m in nominal):
        yield "definite"
    if all(m.form == "demonym" for m in nominal):
        yield "only demonyms"
    if not any(m.acting for m in nominal):
        yield "only a place"
    if not cluster.named and len(cluster.modifiers) > 0:
        yield "modified"
    if not cluster.named and nominal:
        yield f"noun {nominal[0].lemma}"
    if any(graph.sentence_of[m.node] < _OPENING for m in nominal):
        yield "in the opening"
    if not cluster.named and _is_owned(graph, nominal[0].node if nominal else -1):
        yield "owned"
    yield from _roles(graph, (m.node for m in cluster.mentions if m.acting))


def _is_owned(graph: Graph, node: int) -> bool:
    return node >= 0 and graph.first(node, "poss") is not None


def _roles(graph: Graph, nodes: Iterable[int]) -> Iterator[str]:
    for node in nodes:
        top = graph.first_conjunct(node)
        relation, head = graph.relations[top], graph.heads[top]
        if relation == "subj" and graph.pos[head] == "VERB":
            yield "subject"
            if any(True for _ in graph.dependents(head, "clause", "open")):
                yield "subject of a clause-taking verb"
            if graph.lemmas[head] in cue_verbs():
                yield "subject of a cue verb"
        elif relation == "subj":
            yield "subject of a copula"
        elif relation in ("agent", "poss", "subj:pass", "obj", "iobj", "appos", "compound", "root"):
            yield f"as {relation}"
            if relation in ("obj", "iobj", "subj:pass") and graph.lemmas[head] in cue_verbs():
                yield "object of a cue verb"
        elif relation == "obl":
            yield (
                f"after {graph.introducers[top]}" if graph.introducers[top] in _COMMON else "after another preposition"
            )


_COMMON = frozenset(
    {"by", "of", "with", "to", "for", "against", "from", "in", "among", "between", "according to", "on", "as", "than"}
)


@functools.cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in load_table("actor_evidence")}
