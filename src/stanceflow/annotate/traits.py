"""What tells an actor from others whom a text mentions: how they are named, in which grammatical roles, and beside whom.

A trait is a short name (`subject of a cue verb`); `evidence.py` weighs them. Those who are described are told apart by their first description,
those who are named by their name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from stanceflow import gazetteer
from stanceflow.annotate.candidate import Candidate
from stanceflow.annotate.naming import Cluster
from stanceflow.lexicon import cue_verbs
from stanceflow.syntax import Graph

_OPENING = 3
"""How many sentences count as an article's opening."""
_LONGEST_NAME = 8
"""How many words of a name are compared with other names."""
_ENDINGS = (2, 3)
"""How many last letters of a noun are looked at."""
_COMMON = frozenset(
    {"by", "of", "with", "to", "for", "against", "from", "in", "among", "between", "according to", "on", "as", "than"}
)
_QUANTIFIERS = {
    **dict.fromkeys(("no", "neither"), "no"),
    **dict.fromkeys(("some", "several", "few"), "some"),
    **dict.fromkeys(("many", "most"), "many"),
    **dict.fromkeys(("all", "every", "each"), "all"),
    **dict.fromkeys(("a", "an"), "a"),
    **dict.fromkeys(("this", "that", "these", "those"), "demonstrative"),
    **{word: word for word in ("any", "such", "another", "other", "our", "my", "your", "their", "its", "his", "her")},
}
_ARTICLE = re.compile(r"^(?:the|an?|its|their|his|her|our|my)\s+")


class Company:
    """Everybody whom an article may mention, so that each can be seen beside the others."""

    def __init__(self, graph: Graph, clusters: Iterable[Cluster]) -> None:
        self.graph = graph
        self._names: Counter[tuple[str, ...]] = Counter()
        self._parts: Counter[tuple[str, ...]] = Counter()
        self._parts_of_named: Counter[tuple[str, ...]] = Counter()
        self._nouns: Counter[str] = Counter()
        self._first_of: dict[str, Cluster] = {}
        self._forms: Counter[str] = Counter()
        self._states: set[str] = set()
        for cluster in clusters:
            words = _words(cluster)
            self._names[words] += 1
            parts = set(_proper_parts(words))
            self._parts.update(parts)
            if cluster.named:
                self._parts_of_named.update(parts)
            self._nouns.update(cluster.lemmas)
            for form in _forms(graph, cluster):
                self._first_of.setdefault(form, cluster)
                self._forms[form] += 1
            if cluster.kind == "state" and cluster.country:
                self._states.add(cluster.country)

    def traits(self, cluster: Cluster) -> Iterator[str]:
        """Give how a cluster stands to the others: a part of another's name, a second bearer of a name, one of a state's own."""
        words = _words(cluster)
        if self._parts_of_named[words]:
            yield "part of another's proper name"
        if self._parts[words]:
            yield "part of another name"
        if any(self._names[part] for part in _proper_parts(words)):
            yield "holds another name"
        if not cluster.named and any(self._nouns[noun] > 1 for noun in cluster.lemmas):
            yield "shares a noun"
        if cluster.kind != "state" and cluster.country in self._states:
            yield "its state is there"
        for form in _forms(self.graph, cluster):
            if self._forms[form] > 1:
                yield "shares a form" if self._first_of[form] is cluster else "shares an earlier form"


def traits(company: Company, cluster: Cluster) -> list[str]:
    """Give the traits of a cluster, sorted; those of its kind are written `kind:trait`, words and lengths once for all kinds."""
    general = sorted({*_general(company.graph, cluster), *company.traits(cluster)})
    by_kind = (f"{cluster.kind}:{trait}" for trait in ["always", *general])
    return ["always", *general, *by_kind, *sorted(set(_words_about(company.graph, cluster)))]


def _words(cluster: Cluster) -> tuple[str, ...]:
    return tuple(cluster.name.lower().split()[:_LONGEST_NAME])


def _proper_parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The runs of words within a name, without the whole."""
    for length in range(1, len(words)):
        for start in range(len(words) - length + 1):
            yield words[start : start + length]


def _forms(graph: Graph, cluster: Cluster) -> set[str]:
    spans = (m.span for m in cluster.mentions if m.form != "pronoun")
    return {_ARTICLE.sub("", text.lower()) for text in (cluster.name, *(graph.text[a:b] for a, b in spans))}


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
    if nominal:
        yield from _place(graph, nominal)
        yield from _of_name(cluster, nominal) if cluster.named else _of_description(graph, cluster, nominal[0])
    yield from _roles(graph, (m.node for m in cluster.mentions if m.acting))


def _place(graph: Graph, nominal: list[Candidate]) -> Iterator[str]:
    """Where an actor comes in."""
    first, sentences = nominal[0].node, len(graph.sentence_spans)
    if any(graph.sentence_of[m.node] < _OPENING for m in nominal):
        yield "in the opening"
    at = graph.sentence_of[first] / max(1, sentences)
    yield "first met early" if at < 0.25 else "first met late" if at > 0.75 else "first met midway"
    yield f"first as {graph.relations[first]}"


def _of_name(cluster: Cluster, nominal: list[Candidate]) -> Iterator[str]:
    words = cluster.name.split()
    acting = sum(m.acting for m in nominal)
    yield f"words {min(3, len(words))}"
    if cluster.country:
        yield "has a country"
    if any(m.office for m in nominal):
        yield "office"
    if any(m.titles for m in nominal):
        yield "titled"
    if cluster.gender in ("male", "female"):
        yield "gendered"
    if all(m.form == "metonym" for m in nominal):
        yield "only metonyms"
    if any(m.form == "name" for m in nominal):
        yield "by name"
    if cluster.name.isupper():
        yield "capitals"
    if gazetteer.role_of(words[-1].lower()) is not None:
        yield "ends in a role"
    if gazetteer.organization_by_form(cluster.name) is not None:
        yield "known body"
    if acting > 1:
        yield "acts twice"
    if acting * 2 >= len(nominal):
        yield "mostly acts"


def _of_description(graph: Graph, cluster: Cluster, first: Candidate) -> Iterator[str]:
    node = first.node
    if cluster.modifiers:
        yield "modified"
    if graph.first(node, "poss") is not None:
        yield "owned"
    before = [child for child in graph.dependents(node, "det", "poss", "num", "amod") if child < node]
    yield from (
        f"with {_QUANTIFIERS[graph.words[child].lower()]}"
        for child in before
        if graph.words[child].lower() in _QUANTIFIERS
    )
    if not before:
        yield "bare"
    if graph.first(node, "num") is not None:
        yield "with a number"
    if any(child > node for child in graph.dependents(node, "obl", "acl", "relcl")):
        yield "with more after"
    role = gazetteer.role_of(first.lemma)
    yield f"class {role.role_class if role is not None else 'none'}"
    if role is not None and role.relational:
        yield "relational"


def _words_about(graph: Graph, cluster: Cluster) -> Iterator[str]:
    """The words of a name or description, their endings and number, and the verbs and nouns that they depend on."""
    nominal = [m for m in cluster.mentions if m.form != "pronoun"]
    if nominal and cluster.named:
        yield from _words_of_name(graph, cluster.name, nominal[0])
    elif nominal:
        lemma = nominal[0].lemma
        yield f"noun {lemma}"
        yield from (f"noun in -{lemma[-length:]}" for length in _ENDINGS)
        yield f"name of {min(len(cluster.name.split()), 5)}"
        yield f"phrase of {min(len(graph.text[slice(*nominal[0].span)].split()), 6)}"
    for mention in cluster.mentions:
        top = graph.first_conjunct(mention.node)
        relation, head = graph.relations[top], graph.heads[top]
        if relation in ("subj", "obj", "subj:pass") and graph.pos[head] == "VERB":
            yield f"{relation} of {graph.lemmas[head]}"
        elif relation == "poss":
            yield f"owner of {graph.lemmas[head]}"


def _words_of_name(graph: Graph, name: str, first: Candidate) -> Iterator[str]:
    yield f"name in {name.split()[-1].lower()}"
    if any(char.isdigit() for char in name):
        yield "digit"
    label = next((label for start, end, label in graph.entities if start <= first.node < end), "none")
    yield f"labelled {label}"


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
