"""Who is who in an article: puts names, descriptions and pronouns together to actors, and says which of them a node stands for."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Collection

from stanceflow.annotate.affiliation import affiliation, nation_of_author
from stanceflow.annotate.candidate import Candidate
from stanceflow.annotate.coreference import Discourse
from stanceflow.annotate.evidence import LEAST, THRESHOLD, probability
from stanceflow.annotate.governments import is_own_nation
from stanceflow.annotate.indefinites import find_indefinites
from stanceflow.annotate.mentions import find_candidates
from stanceflow.annotate.naming import Cluster, Names, is_acronym
from stanceflow.annotate.nationality import country_of, states_by_sentence
from stanceflow.annotate.traits import Company
from stanceflow.lexicon import load_words
from stanceflow.quotations import Quotation
from stanceflow.records import AUTHOR, Actor, Mention
from stanceflow.syntax import Graph

_FIRST_PERSON_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_FIRST_PERSON_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})


def find_actors(graph: Graph, quotations: list[Quotation]) -> FoundActors:
    """Give the actors of an article, found from its names, its nouns for people and bodies, and its pronouns."""
    return FoundActors(graph, *find_clusters(graph, quotations))


def find_clusters(graph: Graph, quotations: list[Quotation]) -> tuple[list[Cluster], dict[int, Cluster]]:
    """Give everybody who may be an actor, with the mentions of each, and the cluster that each mention's head node belongs to."""
    candidates = find_candidates(graph)
    names = Names()
    named = _named(graph, names, [c for c in candidates if _names_somebody(c)])
    joined = names.join_short_forms()
    named = {node: joined.get(id(cluster), cluster) for node, cluster in named.items()}
    discourse = Discourse(graph, [c for c in candidates if c.node in named], named, quotations)
    for candidate in candidates:
        if candidate.node in named:
            discourse.name(candidate)
        elif candidate.form == "pronoun":
            discourse.refer(candidate)
        else:
            discourse.describe(candidate)
    clusters, cluster_of = [*names.clusters, *discourse.described], discourse.cluster_of
    return _with_own_nation(graph, clusters, cluster_of)


def _with_own_nation(
    graph: Graph, clusters: list[Cluster], cluster_of: dict[int, Cluster]
) -> tuple[list[Cluster], dict[int, Cluster]]:
    """Put *our country, my administration* with the nation in whose name the author speaks."""
    nation = nation_of_author(graph, clusters)
    own = {id(c) for c in clusters if is_own_nation(graph, c)} if nation is not None else set()
    if nation is None or not own:
        return clusters, cluster_of
    for cluster in clusters:
        if id(cluster) in own:
            for mention in cluster.mentions:
                nation.add(mention)
    kept = [cluster for cluster in clusters if id(cluster) not in own]
    return kept, {node: nation if id(cluster) in own else cluster for node, cluster in cluster_of.items()}


def _named(graph: Graph, names: Names, candidates: list[Candidate]) -> dict[int, Cluster]:
    """The cluster that each name belongs to, by its node."""
    named: dict[int, Cluster] = {}
    before: Candidate | None = None
    for candidate in candidates:
        if before is not None and _is_shortened(graph.text, before, candidate):
            named[candidate.node] = names.add_acronym(candidate, named[before.node])
        else:
            named[candidate.node] = names.add(candidate)
        before = candidate
    return named


def _is_shortened(text: str, full: Candidate, short: Candidate) -> bool:
    """*Thai Rak Thai (TRT)*: a body's name, and its acronym in brackets."""
    start, end = short.span
    return (
        full.kind == short.kind == "organization"
        and text[full.span[1] : start] == " ("
        and text[end : end + 1] == ")"
        and is_acronym(text[start:end])
        and " " in full.name
    )


def _names_somebody(candidate: Candidate) -> bool:
    """Whether a candidate is known by its words alone: a name, or a country's government."""
    return candidate.form in ("name", "metonym", "demonym") or (
        candidate.kind == "state" and bool(candidate.country) and not candidate.modifiers
    )


class FoundActors:
    """The actors of one article. Names are made distinct, so that a name means one actor."""

    def __init__(self, graph: Graph, clusters: list[Cluster], cluster_of: dict[int, Cluster]) -> None:
        self._graph = graph
        self._names: dict[int, str] = {}
        self._actors: list[Actor] = []
        self._likely: set[str] = set()
        used: dict[str, int] = {}
        states = states_by_sentence(graph, clusters)
        for cluster in clusters:
            cluster.country = country_of(graph, cluster, states)
        company = Company(graph, clusters)
        stateless = not any(cluster.kind == "state" and cluster.named for cluster in clusters)
        for cluster in sorted(clusters, key=lambda c: min((m.span for m in c.mentions), default=(0, 0))):
            if any(m.form != "pronoun" for m in cluster.mentions):
                likelihood = probability(company, cluster)
                if (likelihood < LEAST and not (stateless and _is_the_government(cluster))) or _is_only_a_city(cluster):
                    continue
                self._actors.append(self._actor(cluster, used))
                self._names[id(cluster)] = self._actors[-1].name
                if likelihood >= THRESHOLD:
                    self._likely.add(self._actors[-1].name)
        self._by_node = {node: self._names[id(c)] for node, c in cluster_of.items() if id(c) in self._names}
        self._add_parts_of_names()
        self._add_indefinites()
        self._bodies = self._affiliations(clusters, cluster_of)
        nation = nation_of_author(graph, clusters)
        self._we = self._names.get(id(nation), AUTHOR)

    def _add_parts_of_names(self) -> None:
        """Let every word of a name stand for its actor: a parser may take another than ours for the head."""
        for actor in self._actors:
            for mention in actor.mentions:
                if mention.form in ("name", "alias"):
                    first = bisect_left(self._graph.starts, mention.start)
                    for node in range(first, bisect_left(self._graph.starts, mention.end)):
                        self._by_node.setdefault(node, actor.name)

    def _add_indefinites(self) -> None:
        """Let *some, others, two* that say or want something stand for actors of that name, once for each wording."""
        graph, nameless = self._graph, dict[str, list[tuple[int, Mention]]]()
        for node, (start, end) in find_indefinites(graph, self._by_node):
            name = graph.text[start:end]
            mention = Mention(name, start, end, "description", graph.sentence_of[node])
            nameless.setdefault(name, []).append((node, mention))
        for name, found in nameless.items():
            if name not in self._likely and all(actor.name != name for actor in self._actors):
                self._actors.append(Actor(name, "group", "", tuple(mention for _, mention in found)))
                self._by_node.update((node, name) for node, _ in found)
        self._actors.sort(key=lambda actor: (actor.mentions[0].start, actor.mentions[0].end))

    def _affiliations(self, clusters: list[Cluster], cluster_of: dict[int, Cluster]) -> dict[str, str]:
        states = {c.country: c for c in clusters if c.kind == "state" and c.country and id(c) in self._names}
        found = ((c, affiliation(self._graph, c, cluster_of, states)) for c in clusters if id(c) in self._names)
        return {
            self._names[id(person)]: self._names[id(body)]
            for person, body in found
            if body is not None and id(body) in self._names
        }

    def body_of(self, actor: str) -> str:
        """Whom an actor speaks for when it says *we*: the state or body that it is described by, else itself."""
        return self._bodies.get(actor, actor)

    def actors(self, used: Collection[str] = ()) -> tuple[Actor, ...]:
        """The actors, by first mention: those likely to be some by themselves, and those `used` as source or holder."""
        return tuple(actor for actor in self._actors if actor.name in self._likely or actor.name in used)

    def actor_of(self, node: int) -> str:
        """The actor that the phrase headed by a node stands for: its own, or that of the noun a partitive or apposition hands it to; empty for none."""
        graph = self._graph
        for _ in range(3):
            word = graph.words[node].lower()
            if word in _FIRST_PERSON_PLURAL:
                return self._we
            if word in _FIRST_PERSON_SINGULAR and graph.pos[node] != "NOUN":  # not "the mine"
                return AUTHOR
            name = self._by_node.get(node)
            if name is not None:
                return name
            following = self._handed_on(node)
            if following is None:
                return ""
            node = following
        return ""

    def _handed_on(self, node: int) -> int | None:
        graph = self._graph
        apposed = graph.first(node, "appos", "flat")
        if apposed is not None and apposed in self._by_node:
            return apposed
        if graph.lemmas[node] in _partitives():
            return next((c for c in graph.dependents(node, "obl") if graph.introducers[c] in ("of", "among")), None)
        return None

    def _actor(self, cluster: Cluster, used: dict[str, int]) -> Actor:
        fullest = _fullest_name(cluster)
        count = used[fullest] = used.get(fullest, 0) + 1
        name = fullest if count == 1 else f"{fullest} ({count})"
        shown = [m for m in cluster.mentions if m.acting] or cluster.mentions
        ordered = sorted(shown, key=lambda m: (m.span, m.node))
        return Actor(name, cluster.kind, cluster.country, tuple(self._mention(name, m, cluster) for m in ordered))

    def _mention(self, name: str, candidate: Candidate, cluster: Cluster) -> Mention:
        start, end = candidate.span
        form = candidate.form
        if form == "name" and self._graph.text[start:end] != cluster.name:
            form = "alias"
        return Mention(name, start, end, form, self._graph.sentence_of[candidate.node])


def _is_the_government(cluster: Cluster) -> bool:
    """*The government, the junta, the town* are somebody where the text names no state at all."""
    return cluster.kind == "state" and not cluster.named and any(m.definite for m in cluster.mentions)


def _is_only_a_city(cluster: Cluster) -> bool:
    """Whether a body is named by its city alone, and that only as the place: *an institute in The Hague*."""
    nominal = [mention for mention in cluster.mentions if mention.form != "pronoun"]
    return cluster.kind == "organization" and all(m.form == "metonym" and not m.acting for m in nominal)


def _fullest_name(cluster: Cluster) -> str:
    """A cluster's name; a person's who has no first name in the text comes with his title (*Judge Hoffman*)."""
    if cluster.kind != "person" or not cluster.named or " " in cluster.name:
        return cluster.name
    title = next((mention.title for mention in cluster.mentions if mention.title), "")
    return f"{title} {cluster.name}".strip()


@functools.cache
def _partitives() -> frozenset[str]:
    return load_words("actors")["partitives"]
