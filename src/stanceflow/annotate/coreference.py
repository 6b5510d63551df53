"""Whom descriptions and pronouns stand for.

Sieves from the surest to the least sure, as in Lee et al. 2013: apposition and copula, the same noun with the same modifiers, a generic noun for the
actor named last, then pronouns by agreement, recency and grammatical role (Hobbs 1978). Only what stands in the last few sentences is looked at, so
that time is linear in the article's length.
"""

from __future__ import annotations

import functools

from stanceflow.annotate.apposition import Apposition
from stanceflow.annotate.candidate import Candidate
from stanceflow.annotate.governments import fits_place, state_of_government
from stanceflow.annotate.likeness import by_country, synonyms, words_of
from stanceflow.annotate.naming import Cluster
from stanceflow.annotate.salience import Salience
from stanceflow.lexicon import load_words
from stanceflow.quotations import Quotation
from stanceflow.syntax import Graph

_WINDOW = 24
"""How many mentions back a pronoun or generic noun may look."""
_GENERIC_WINDOW = 60
_SENTENCES_BACK = 3
_ANY_BODY = frozenset({"group", "organization", "organisation"})
"""Nouns that tell so little of a body that an adjective may stand before them."""
_SENTENCES_ABOUT_PEOPLE = 8


class Discourse:
    """The actors mentioned so far, in text order, and who may be meant next."""

    def __init__(
        self, graph: Graph, names: list[Candidate], named: dict[int, Cluster], quotations: list[Quotation]
    ) -> None:
        self.graph = graph
        self._salience = Salience(graph, quotations)
        self._apposition = Apposition(graph, names, named)
        self.cluster_of: dict[int, Cluster] = {}
        self.named = named
        self._bodies_by_last_word: dict[str, list[Cluster]] = {}
        for body in dict.fromkeys(c for c in named.values() if c.kind == "organization"):
            self._bodies_by_last_word.setdefault(body.name.lower().split()[-1], []).append(body)
        self._described: dict[int, Cluster] = {}
        self._by_lemma: dict[str, list[Cluster]] = {}
        self._recent: list[tuple[Candidate, Cluster]] = []
        self._owner_of: dict[int, Cluster] = {}
        self._states: dict[str, Cluster] = {}

    @property
    def described(self) -> list[Cluster]:
        """The actors that no name names."""
        return list(self._described.values())

    def name(self, candidate: Candidate) -> None:
        """Pass a name that is already known to belong to a cluster; its titles, or a body's common noun, may name it again (*the Commission*)."""
        cluster = self.named[candidate.node]
        self._keep(candidate, cluster)
        words = candidate.name.lower().split()
        for noun in sorted(candidate.titles):
            self._take_up(noun, candidate.modifiers, cluster)
        own = {words[-1]} if cluster.kind == "organization" and len(words) > 1 else set()
        for noun in sorted(candidate.titles | own):
            self._remember(noun, cluster)
        cluster.modifiers.update(words if cluster.kind == "organization" else candidate.modifiers)

    def describe(self, candidate: Candidate) -> None:
        """Resolve a description, or let it found an actor of its own."""
        cluster = (
            self._apposition.described(candidate, self.cluster_of)
            or self._named_within(candidate)
            or self._government(candidate)
            or self._repeated(candidate)
            or self._same_people(candidate)
            or self._short_name(candidate)
            or self._generic(candidate)
            or self._new(candidate)
        )
        if cluster.named and cluster.kind == "person":
            self._take_up(candidate.lemma, candidate.modifiers, cluster)
        owner = self._owner(candidate)
        if owner is not None:
            self._owner_of.setdefault(id(cluster), owner)
        cluster.add(candidate)
        self._keep(candidate, cluster)
        self._remember(candidate.lemma, cluster)

    def _take_up(self, noun: str, modifiers: frozenset[str], person: Cluster) -> None:
        """Put with a person named late whom the text has called by the same noun before: *The minister refused. ... Finance Minister Adaeze Obi said*."""
        if person.kind != "person" or person in self._by_lemma.get(noun, ()):
            return
        for earlier in list(self._by_lemma.get(noun, ())):
            if not _is_told_by_noun(earlier, noun) or not by_country(earlier.modifiers) <= by_country(modifiers) | {
                noun
            }:
                continue
            if earlier.gender and person.gender and earlier.gender != person.gender:
                continue
            for mention in earlier.mentions:
                person.add(mention)
                self.cluster_of[mention.node] = person
            del self._described[id(earlier)]
            self._by_lemma[noun].remove(earlier)
            self._recent[-_GENERIC_WINDOW:] = [
                (mention, person if cluster is earlier else cluster)
                for mention, cluster in self._recent[-_GENERIC_WINDOW:]
            ]

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
            score = self._salience.of(candidate, antecedent, cluster)
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
        if cluster.kind == "state" and cluster.country:
            self._states.setdefault(cluster.country, cluster)

    def _window(self, candidate: Candidate) -> list[tuple[Candidate, Cluster]]:
        here = self.graph.sentence_of[candidate.node]
        recent = self._recent[-_WINDOW:]
        return [
            (a, c)
            for a, c in reversed(recent)
            if a.node < candidate.node and here - self.graph.sentence_of[a.node] <= _SENTENCES_BACK
        ]

    # --- descriptions

    def _named_within(self, candidate: Candidate) -> Cluster | None:
        """A body's name before a plain noun for a body: *the NATO alliance, the Thai Rak Thai party*."""
        if candidate.kind != "organization" or candidate.lemma not in _words("generic_organizations"):
            return None
        bodies = [self.named.get(child) for child in self.graph.dependents(candidate.node, "compound", "flat", "amod")]
        return next((body for body in bodies if body is not None and body.kind == "organization"), None)

    def _government(self, candidate: Candidate) -> Cluster | None:
        """*The Turkish government* is Turkey, whether or not the text has named Turkey; *his government* is the state that he governs."""
        if candidate.kind != "state":
            return None
        if not candidate.country:
            recent = reversed(self._recent[-_GENERIC_WINDOW:])
            return state_of_government(self.graph, candidate, self.cluster_of, recent)
        if not candidate.name or candidate.modifiers:
            return None
        return self._states.get(candidate.country)

    def _repeated(self, candidate: Candidate) -> Cluster | None:
        """The same noun again, with no modifier or owner that tells it from the earlier one, unless an indefinite article makes it another one."""
        if self._is_indefinite(candidate):
            return None
        owner = self._owner(candidate)
        for cluster in reversed(self._by_lemma.get(candidate.lemma, [])):
            known = self._owner_of.get(id(cluster))
            if cluster.plural != candidate.plural or (owner is not None and known is not None and owner is not known):
                continue
            own = by_country(candidate.modifiers)
            theirs = by_country(cluster.modifiers)
            if owner is not None and owner is known:
                own -= words_of(owner)
                theirs -= words_of(owner)
            if own <= theirs and (candidate.definite or candidate.plural):
                return cluster
            if not cluster.named and own == theirs:
                return cluster
            if candidate.plural and cluster.name.lower() == candidate.name.lower():
                return cluster
        return None

    def _owner(self, candidate: Candidate) -> Cluster | None:
        owner = self.graph.first(candidate.node, "poss")
        return self.cluster_of.get(owner) if owner is not None else None

    def _same_people(self, candidate: Candidate) -> Cluster | None:
        """*The researchers* are the scientists met before, where no modifier tells them apart."""
        if not candidate.plural or not candidate.definite or self._is_owned(candidate):
            return None
        here = self.graph.sentence_of[candidate.node]
        for noun in synonyms().get(candidate.lemma, ()):
            for cluster in reversed(self._by_lemma.get(noun, [])):
                near = here - self.graph.sentence_of[cluster.mentions[-1].node] <= _SENTENCES_ABOUT_PEOPLE
                if (
                    near
                    and cluster.plural
                    and not cluster.named
                    and by_country(candidate.modifiers) <= by_country(cluster.modifiers)
                ):
                    return cluster
        return None

    def _is_owned(self, candidate: Candidate) -> bool:
        return self.graph.first(candidate.node, "poss") is not None

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
        kind = "organization" if self._is_body(candidate) else candidate.kind
        generic = candidate.lemma in _words(f"generic_{kind}s") and (
            not candidate.modifiers
            or (candidate.lemma in _ANY_BODY and candidate.modifiers <= _words("adjectives_of_groups"))
        )
        fitting = (
            (antecedent, cluster)
            for antecedent, cluster in reversed(self._recent[-_GENERIC_WINDOW:])
            if cluster.kind == kind
            and not cluster.plural
            and antecedent.form != "pronoun"
            and (candidate.kind != "state" or not generic or fits_place(candidate.lemma, cluster))
        )
        here = self.graph.sentence_of[candidate.node]
        for antecedent, cluster in fitting:
            near = here - self.graph.sentence_of[antecedent.node] <= _SENTENCES_BACK
            if near and (candidate.lemma in cluster.name.lower().split() or candidate.lemma in cluster.lemmas):
                return cluster
            if generic and cluster.named and (near or candidate.kind != "person"):
                return cluster
        return None

    def _is_body(self, candidate: Candidate) -> bool:
        """Whether a noun for people means a body named before: *the group, this terrorist group*; not *the group of farmers*."""
        return (
            candidate.kind == "group"
            and candidate.lemma in _words("generic_organizations")
            and self.graph.first(candidate.node, "obl", "acl", "relcl") is None
        )

    def _new(self, candidate: Candidate) -> Cluster:
        assert candidate.kind
        cluster = Cluster(candidate.name, candidate.kind, candidate.country, candidate.gender, candidate.plural)
        self._described[id(cluster)] = cluster
        return cluster


def _is_told_by_noun(cluster: Cluster, noun: str) -> bool:
    """Whether nothing but one definite noun for a person tells who is meant."""
    return (
        cluster.kind == "person"
        and not cluster.named
        and not cluster.plural
        and cluster.lemmas == {noun}
        and all(mention.definite for mention in cluster.mentions)
    )


@functools.cache
def _words(name: str) -> frozenset[str]:
    return load_words("actors").get(name, frozenset())
