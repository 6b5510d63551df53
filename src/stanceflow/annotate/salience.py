"""Which of those mentioned last a pronoun most likely means: agreement, recency and grammatical role (Hobbs 1978)."""

from __future__ import annotations

from bisect import bisect_right

from stanceflow.annotate.candidate import Candidate
from stanceflow.annotate.naming import Cluster
from stanceflow.quotations import Quotation
from stanceflow.syntax import Graph

# What makes an antecedent salient, in the order of their weight; tuned on the training articles by agreement with gold's actors.
_BASE = 8.0
_NAMED = 1.4
_SUBJECT = 1.0
_PER_SENTENCE = 0.5
_SINGULAR_FOR_PLURAL = 3.6
_PARALLEL = 0.3
_OBLIQUE = 0.8
_EMBEDDED = 1.2
_NEW = 0.3
_FAMILIAR = 0.2
_PER_WORD = 0.02
_QUOTED = 4.0


class Salience:
    """How well antecedents suit the pronouns of one article."""

    def __init__(self, graph: Graph, quotations: list[Quotation]) -> None:
        self._graph = graph
        self._quotations = quotations

    def of(self, pronoun: Candidate, antecedent: Candidate, cluster: Cluster) -> float:
        """How well an antecedent suits a pronoun; 0 where number, gender or grammar forbid it."""
        if not _agrees(pronoun, antecedent, cluster) or self._is_co_argument(pronoun, antecedent):
            return 0.0
        graph = self._graph
        sentences_back = graph.sentence_of[pronoun.node] - graph.sentence_of[antecedent.node]
        score = _BASE - _PER_SENTENCE * sentences_back - _PER_WORD * min(pronoun.node - antecedent.node, 40)
        relation = graph.relations[antecedent.node]
        if relation in ("subj", "subj:pass", "agent"):
            score += _SUBJECT
        elif relation in ("compound", "amod", "poss"):
            score -= _EMBEDDED
        elif relation == "obl":
            score -= _OBLIQUE
        if cluster.named:
            score += _NAMED
        if antecedent.form == "description" and not antecedent.definite:
            score -= _NEW
        if pronoun.plural and not cluster.plural:
            score -= _SINGULAR_FOR_PLURAL
        if graph.relations[pronoun.node] in ("subj", "subj:pass") and relation in ("subj", "subj:pass"):
            score += _PARALLEL
        if self._is_quoted(antecedent) and not self._is_quoted(pronoun):
            score -= _QUOTED  # whom a speaker names is seldom the one who goes on to speak
        return score + _FAMILIAR * min(len(cluster.mentions), 4)

    def _is_quoted(self, candidate: Candidate) -> bool:
        at = candidate.span[0]
        before = bisect_right(self._quotations, at, key=lambda quotation: quotation.start) - 1
        return before >= 0 and at < self._quotations[before].end

    def _is_co_argument(self, pronoun: Candidate, antecedent: Candidate) -> bool:
        """*Lima told it*: a plain pronoun is never the subject of its own verb again; possessives may be."""
        graph = self._graph
        if graph.relations[pronoun.node] == "poss" or pronoun.name.endswith(("self", "selves")):
            return graph.heads[pronoun.node] == antecedent.node
        return graph.heads[pronoun.node] == graph.heads[antecedent.node] or graph.heads[antecedent.node] == pronoun.node


def _agrees(pronoun: Candidate, antecedent: Candidate, cluster: Cluster) -> bool:
    if pronoun.plural:
        return cluster.kind != "person" and (
            antecedent.plural or cluster.plural or cluster.kind in ("group", "organization")
        )
    if pronoun.gender == "neuter":
        return cluster.kind in ("state", "organization") and not cluster.plural
    return cluster.kind == "person" and not cluster.plural and cluster.gender in ("", pronoun.gender)
