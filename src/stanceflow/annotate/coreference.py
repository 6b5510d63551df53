"""Whom descriptions and pronouns stand for.

Sieves from the surest to the least sure, as in Lee et al. 2013: apposition and copula, the same noun with the same modifiers, a generic noun for the
actor named last, then pronouns by agreement, recency and grammatical role (Hobbs 1978). Only what stands in the last few sentences is looked at, so
that time is linear in the article's length.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from stanceflow import gazetteer
from stanceflow.annotate.candidate import Candidate
from stanceflow.annotate.naming import Cluster
from stanceflow.lexicon import load_words
from stanceflow.quotations import Quotation
from stanceflow.syntax import Graph

_WINDOW = 24
"""How many mentions back a pronoun or generic noun may look."""
_GENERIC_WINDOW = 60
_SENTENCES_BACK = 3

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


class Discourse:
    """The actors mentioned so far, in text order, and who may be meant next."""

    def __init__(
        self, graph: Graph, names: list[Candidate], named: dict[int, Cluster], quotations: list[Quotation]
    ) -> None:
        self.graph = graph
        self._quotations = quotations
        self.cluster_of: dict[int, Cluster] = {}
        self.named = named
        self._persons_at = {
            name.span[0]: (name, named[name.node]) for name in names if named[name.node].kind == "person"
        }
        self._bodies_by_last_word: dict[str, list[Cluster]] = {}
        for body in dict.fromkeys(c for c in named.values() if c.kind == "organization"):
            self._bodies_by_last_word.setdefault(body.name.lower().split()[-1], []).append(body)
        self.described: list[Cluster] = []
        self._by_lemma: dict[str, list[Cluster]] = {}
        self._recent: list[tuple[Candidate, Cluster]] = []

    def name(self, candidate: Candidate) -> None:
        """Pass a name that is already known to belong to a cluster; its titles, or a body's common noun, may name it again (*the Commission*)."""
        cluster = self.named[candidate.node]
        self._keep(candidate, cluster)
        words = candidate.name.lower().split()
        for noun in candidate.titles | (
            {words[-1]} if cluster.kind == "organization" and len(words) > 1 else frozenset()
        ):
            self._remember(noun, cluster)
        cluster.modifiers.update(words if cluster.kind == "organization" else candidate.modifiers)

    def describe(self, candidate: Candidate) -> None:
        """Resolve a description, or let it found an actor of its own."""
        cluster = (
            self._identified(candidate)
            or self._named_within(candidate)
            or self._government(candidate)
            or self._repeated(candidate)
            or self._short_name(candidate)
            or self._generic(candidate)
            or self._new(candidate)
        )
        cluster.add(candidate)
        self._keep(candidate, cluster)
        self._remember(candidate.lemma, cluster)

    def _remember(self, noun: str, cluster: Cluster) -> None:
        """Make a cluster the last that a noun described."""
        described = self._by_lemma.setdefault(noun, [])
        if cluster in described:
            described.remove(cluster)
        described.append(cluster)
        del described[:-_WINDOW]

    def refer(self, candidate: Candidate) -> None:
        """Resolve a pronoun; one that nothing agrees with stays without an actor."""
        best, best_score = None, 0.0
        for antecedent, cluster in self._window(candidate):
            score = self._salience(candidate, antecedent, cluster)
            if score > best_score:
                best, best_score = cluster, score
        if best is not None:
            if best.kind == "person" and not best.gender and candidate.gender != "neuter":
                best.gender = candidate.gender  # whoever was "he" once is not "she" later
            best.mentions.append(candidate)
            self.cluster_of[candidate.node] = best

    def _keep(self, candidate: Candidate, cluster: Cluster) -> None:
        self.cluster_of[candidate.node] = cluster
        self._recent.append((candidate, cluster))

    def _window(self, candidate: Candidate) -> list[tuple[Candidate, Cluster]]:
        here = self.graph.sentence_of[candidate.node]
        recent = self._recent[-_WINDOW:]
        return [
            (a, c)
            for a, c in reversed(recent)
            if a.node < candidate.node and here - self.graph.sentence_of[a.node] <= _SENTENCES_BACK
        ]

    # --- descriptions

    def _identified(self, candidate: Candidate) -> Cluster | None:
        """By grammar: *Najib Razak, the prime minister*; *the prime minister, Najib Razak*; *Najib Razak is the prime minister*."""
        graph, node = self.graph, candidate.node
        if candidate.plural:
            return None
        linked: list[int] = list(graph.dependents(node, "appos", "flat", "compound"))
        if graph.relations[node] in ("appos", "compound", "flat"):
            linked.append(graph.heads[node])
        if graph.first(node, "cop") is not None and graph.first(node, "neg") is None and candidate.definite:
            linked.extend(graph.dependents(node, "subj"))
        linked.extend(self._called(node))
        above = graph.heads[node]
        if graph.relations[node] == "open" and graph.lemmas[above] == "use":  # "Perić used to be her student"
            linked.extend(graph.dependents(above, "subj"))
        for other in linked:
            cluster = self.named.get(other)
            if (
                cluster is not None
                and cluster.kind == candidate.kind
                and (other > node or cluster is self.cluster_of.get(other))
            ):
                return cluster
        return self._adjacent(candidate)

    def _called(self, node: int) -> Iterator[int]:
        """The names in *a welder called Néstor, a man known as Abu Bakr*."""
        graph = self.graph
        for verb in graph.dependents(node, "acl"):
            if graph.lemmas[verb] in _words("naming_verbs"):
                yield from graph.dependents(verb, "obj", "open", "obl", "clause", "dep", "appos")

    def _adjacent(self, candidate: Candidate) -> Cluster | None:
        """The person whose name directly follows: *his wife Melania*; *the minister, Adaeze Obi, said*."""
        text, end = self.graph.text, candidate.span[1]
        if candidate.kind != "person":
            return None
        if text[end : end + 1] == " " and end + 1 in self._persons_at:
            return self._persons_at[end + 1][1]
        if text[end : end + 2] == ", " and end + 2 in self._persons_at:
            name, cluster = self._persons_at[end + 2]
            return cluster if text[name.span[1] : name.span[1] + 1] == "," else None
        return None

    def _named_within(self, candidate: Candidate) -> Cluster | None:
        """A body's name before a plain noun for a body: *the NATO alliance, the Thai Rak Thai party*."""
        if candidate.kind != "organization" or candidate.lemma not in _words("generic_organizations"):
            return None
        bodies = [self.named.get(child) for child in self.graph.dependents(candidate.node, "compound", "flat", "amod")]
        return next((body for body in bodies if body is not None and body.kind == "organization"), None)

    def _government(self, candidate: Candidate) -> Cluster | None:
        """*The Turkish government* is Turkey, whether or not the text has named Turkey."""
        if candidate.kind != "state" or not candidate.country:
            return None
        if not candidate.name or candidate.modifiers:
            return None
        return next((c for _, c in self._recent if c.kind == "state" and c.country == candidate.country), None)

    def _repeated(self, candidate: Candidate) -> Cluster | None:
        """The same noun again, with no modifier that the earlier one lacks, unless an indefinite article makes it another one."""
        if self._is_indefinite(candidate):
            return None
        for cluster in reversed(self._by_lemma.get(candidate.lemma, [])):
            if (
                cluster.plural == candidate.plural
                and _standing(candidate.modifiers) <= _standing(cluster.modifiers)
                and (candidate.definite or candidate.plural)
            ):
                return cluster
            if (
                cluster.plural == candidate.plural
                and not cluster.named
                and _standing(cluster.modifiers) == _standing(candidate.modifiers)
            ):
                return cluster
            if candidate.plural and cluster.plural and cluster.name.lower() == candidate.name.lower():
                return cluster
        return None

    def _short_name(self, candidate: Candidate) -> Cluster | None:
        """*The Navy*, written as a name, is the one body of the article whose name ends so: the Indian Navy, named before or after."""
        if candidate.kind != "organization" or candidate.plural or self.graph.pos[candidate.node] != "PROPN":
            return None
        bodies = self._bodies_by_last_word.get(candidate.lemma.lower(), [])
        fits = [body for body in bodies if candidate.modifiers <= set(body.name.lower().split())]
        return fits[0] if len(fits) == 1 else None

    def _is_indefinite(self, candidate: Candidate) -> bool:
        """Whether the noun brings in somebody new: *a spokesman*. Plurals without an article (*farmers*) are taken for the same people again."""
        words = {self.graph.words[d].lower() for d in self.graph.dependents(candidate.node, "det")}
        return bool(words & {"a", "an", "another", "some", "any", "one"}) and not candidate.plural

    def _generic(self, candidate: Candidate) -> Cluster | None:
        """*The country, the group, the minister*: the actor of that kind named last, where its name or description fits."""
        if not candidate.definite or candidate.plural or self.graph.first(candidate.node, "poss") is not None:
            return None
        generic = candidate.lemma in _words(f"generic_{candidate.kind}s") and not candidate.modifiers
        fitting = (
            (antecedent, cluster)
            for antecedent, cluster in reversed(self._recent[-_GENERIC_WINDOW:])
            if cluster.kind == candidate.kind and not cluster.plural and antecedent.form != "pronoun"
        )
        here = self.graph.sentence_of[candidate.node]
        for antecedent, cluster in fitting:
            near = here - self.graph.sentence_of[antecedent.node] <= _SENTENCES_BACK
            if near and (candidate.lemma in cluster.name.lower().split() or candidate.lemma in cluster.lemmas):
                return cluster
            if generic and cluster.named and (near or candidate.kind != "person"):
                return cluster
        return None

    def _new(self, candidate: Candidate) -> Cluster:
        assert candidate.kind
        cluster = Cluster(candidate.name, candidate.kind, candidate.country, candidate.gender, candidate.plural)
        self.described.append(cluster)
        return cluster

    # --- pronouns

    def _salience(self, pronoun: Candidate, antecedent: Candidate, cluster: Cluster) -> float:
        """How well an antecedent suits a pronoun; 0 where number, gender or grammar forbid it."""
        if not _agrees(pronoun, antecedent, cluster) or self._is_co_argument(pronoun, antecedent):
            return 0.0
        graph = self.graph
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
        graph = self.graph
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


@functools.cache
def _words(name: str) -> frozenset[str]:
    return load_words("actors").get(name, frozenset())


def _standing(modifiers: Iterable[str]) -> frozenset[str]:
    """Modifiers with one word for each country: *American* forces are *US* forces."""
    return frozenset(_country_of(word) or word for word in modifiers)


@functools.lru_cache(maxsize=4096)
def _country_of(word: str) -> str:
    form = gazetteer.country_by_form(word.upper() if len(word) < 4 or "." in word else word.capitalize())
    return form.iso3 if form is not None else ""
