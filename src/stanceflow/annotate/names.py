"""Names in a text: of persons, bodies and places, wherever the reader, the gazetteer or the article itself shows them."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from stanceflow import gazetteer
from stanceflow.annotate.candidate import Candidate, gender_of
from stanceflow.annotate.metonymy import acts
from stanceflow.records import ActorKind, MentionForm, Span
from stanceflow.syntax import Graph

_PEOPLE_TAGS = frozenset({"NNS", "NNPS"})
_LINKS = frozenset({"of", "the", "and", "for", "&", "de", "du", "la", "al", "-", "’s", "'s"})
_RANKS = frozenset(
    {
        "Prime",
        "Foreign",
        "Deputy",
        "Vice",
        "Chief",
        "Interior",
        "Finance",
        "Defence",
        "Defense",
        "First",
        "General",
        "Federal",
        "Central",
    }
)


def find_names(graph: Graph) -> list[tuple[Candidate, range]]:
    """Give the names, each with the nodes that it covers.

    They come, the surest first, from the reader's entities, from the gazetteer, from names found elsewhere in the article (a surname by itself), and
    from runs of capitalised words that act.
    """
    labels = _usual_labels(graph)
    out: list[tuple[Candidate, range]] = []
    covered: set[int] = set()

    def take(runs: Iterable[tuple[int, int, str]]) -> None:
        for start, end, label in runs:
            start, end = _whole_words(graph, *_without_edges(graph, start, end))
            if start >= end or covered.intersection(range(start, end)):
                continue
            candidate = _name(graph, start, end, labels.get(_words(graph, start, end), label))
            if candidate is not None:
                out.append((candidate, range(start, end)))
            if candidate is not None or label in ("LOC", "GPE", "EVENT", "MISC", "NORP"):
                covered.update(range(start, end))

    take(graph.entities)
    take(_gazetteer_runs(graph))
    take(list(_repeated_runs(graph, [nodes for _, nodes in out], labels, covered)))
    take(list(_unlabelled_runs(graph, covered)))
    return [(_with_reading(graph, candidate), nodes) for candidate, nodes in out]


def _repeated_runs(
    graph: Graph, found: list[range], labels: dict[str, str], covered: set[int]
) -> Iterator[tuple[int, int, str]]:
    """The same name again where the reader saw none, and the last part of a person's name by itself."""
    known: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for nodes in found:
        words = tuple(graph.words[i] for i in nodes)
        label = labels.get(_words(graph, nodes.start, nodes.stop), "")
        if label in ("PERSON", "ORG"):
            known.setdefault(words[0], []).append((words, label))
            if label == "PERSON" and len(words) > 1 and len(words[-1]) > 2:
                known.setdefault(words[-1], []).append((words[-1:], label))
    for node in range(len(graph)):
        if node in covered or not graph.words[node][:1].isupper():
            continue
        for words, label in sorted(set(known.get(graph.words[node], ())), key=lambda entry: (-len(entry[0]), entry)):
            end = node + len(words)
            if tuple(graph.words[node:end]) == words and not covered.intersection(range(node, end)):
                yield node, end, label
                break


def _unlabelled_runs(graph: Graph, covered: set[int]) -> Iterator[tuple[int, int, str]]:
    """Capitalised names that the reader left unlabelled, where they act: a person's where the first word is a first name, else a body's."""
    node, count = 0, len(graph)
    while node < count:
        end = node
        while end < count and end not in covered and graph.pos[end] == "PROPN" and graph.words[end][:1].isupper():
            end += 1
        if end > node:
            head = graph.first_conjunct(_head(graph, node, end))
            if graph.relations[head] in ("subj", "agent", "appos") and not _is_role(graph, node, end):
                yield (
                    node,
                    end,
                    "PERSON"
                    if end - node > 1 and gazetteer.gender_of(graph.words[node]) != "unknown"
                    else "UNLABELLED",
                )
        node = max(end, node + 1)


def _is_role(graph: Graph, start: int, end: int) -> bool:
    """Whether the words are an office or body by its common noun alone: *Prime Minister, the Albanian Government*."""
    if (
        gazetteer.role_of(graph.words[end - 1].lower()) is None
        or gazetteer.organization_by_form(_words(graph, start, end)) is not None
    ):
        return False
    return all(_describes(graph.words[i]) for i in range(start, end - 1))


def _is_nationality(words: str) -> bool:
    form = gazetteer.country_by_form(words)
    return form is not None and form.form in ("adjective", "demonym")


def _describes(word: str) -> bool:
    return gazetteer.country_by_form(word) is not None or gazetteer.role_of(word.lower()) is not None or word in _RANKS


def _usual_labels(graph: Graph) -> dict[str, str]:
    """The label that the reader most often gave to the same words: single slips are outvoted."""
    votes: dict[str, Counter[str]] = {}
    for start, end, label in graph.entities:
        start, end = _without_edges(graph, start, end)
        votes.setdefault(_words(graph, start, end), Counter())[label] += 1
    return {words: counts.most_common(1)[0][0] for words, counts in votes.items()}


def _words(graph: Graph, start: int, end: int) -> str:
    return graph.text[graph.starts[start] : graph.ends[end - 1]] if start < end else ""


def _without_edges(graph: Graph, start: int, end: int) -> tuple[int, int]:
    """Leave out leading articles and titles, and a trailing possessive or stop."""
    while start < end and (
        graph.words[start].lower() in ("the", "a", "an", "mr", "and") or graph.pos[start] in ("PUNCT", "SPACE")
    ):
        start += 1
    while start < end and (graph.words[end - 1] in ("'s", "’s", "'", "’") or graph.pos[end - 1] in ("PUNCT", "SPACE")):
        end -= 1
    return start, end


def _whole_words(graph: Graph, start: int, end: int) -> tuple[int, int]:
    """Take in the other parts of a hyphenated name: *Hsu Pei-ling, Maoate-Cox, al-Abbudi*."""
    while 0 < start < end and _joined(graph, start - 1):
        start -= 1
    while start < end < len(graph) and _joined(graph, end - 1):
        end += 1
    return start, end


def _joined(graph: Graph, node: int) -> bool:
    """Whether nothing but a hyphen joins a token to the next, and the two are of one name."""
    if node + 1 >= len(graph) or graph.ends[node] != graph.starts[node + 1]:
        return False
    left, right = graph.words[node], graph.words[node + 1]
    if left in _HYPHENS:
        return (
            right[:1].isalpha()
            and graph.pos[node + 1] in _NAME_PARTS
            and node > 0
            and graph.pos[node - 1] in _NAME_PARTS
        )
    return (
        right in _HYPHENS
        and left[:1].isalpha()
        and node + 2 < len(graph)
        and graph.pos[node + 2] in _NAME_PARTS
        and graph.ends[node + 1] == graph.starts[node + 2]
    )


_HYPHENS = frozenset("-‐‑")
_NAME_PARTS = frozenset({"PROPN", "X"})


def _gazetteer_runs(graph: Graph) -> Iterator[tuple[int, int, str]]:
    """Names that the gazetteer knows, longest first from each capital letter on."""
    node, count = 0, len(graph)
    while node < count:
        word = graph.words[node]
        if not word[:1].isupper() or graph.pos[node] == "SPACE":
            node += 1
            continue
        for end in range(min(node + 6, count), node, -1):
            if graph.pos[end - 1] in ("PUNCT", "SPACE") or graph.words[end - 1].lower() in _LINKS:
                continue
            words = _words(graph, node, end)
            if _is_known(graph, node, end, words):
                yield node, end, "GAZETTEER"
                node = end - 1
                break
        node += 1


def _is_known(graph: Graph, start: int, end: int, words: str) -> bool:
    if "\n" in words:
        return False
    form = gazetteer.country_by_form(words)
    if form is not None:
        return form.form in ("name", "capital")
    if end - start == 1 and graph.pos[start] != "PROPN":
        return False
    return gazetteer.metonym_by_form(words) is not None or _organization(graph, words) is not None


def _name(graph: Graph, start: int, end: int, label: str) -> Candidate | None:
    words = _words(graph, start, end)
    if "\n" in words or not any(c.isalpha() for c in words):
        return None
    head = _head(graph, start, end)
    span = (graph.starts[start], graph.ends[end - 1])
    if _is_role(graph, start, end) or _is_nationality(words):
        return None
    title = _title_before(graph, start)
    if label == "PERSON" or title is not None:
        if title is not None or not (gazetteer.country_by_form(words) or gazetteer.metonym_by_form(f"the {words}")):
            return _person(graph, head, start, end, title)
    place = _place(graph, head, span, words)
    if place is not None:
        return place
    organization = _organization(graph, words)
    if organization is not None:
        return Candidate(
            head,
            span,
            organization.name,
            "organization",
            "name",
            organization.iso3,
            lemma=graph.lemmas[head],
            gender="neuter",
        )
    if label in ("ORG", "UNLABELLED"):
        return Candidate(
            head,
            span,
            words,
            "organization",
            "name",
            lemma=graph.lemmas[head],
            gender="neuter",
        )
    if label in ("LOC", "GPE"):
        return Candidate(head, span, words, "state", "name", lemma=graph.lemmas[head], gender="neuter")
    if label == "NORP" and graph.tags[head] in _PEOPLE_TAGS:
        return Candidate(head, span, words, "group", "demonym", lemma=graph.lemmas[head], plural=True)
    return None


def _organization(graph: Graph, words: str) -> gazetteer.Organization | None:
    """The known organization of that name; a party under a name that other countries' parties may bear, only where the text names its country."""
    found = gazetteer.organization_by_form(words) or gazetteer.organization_by_form(f"the {words}")
    if found is None or found.kind != "party" or not found.iso3 or found.name == words:
        return found
    return found if found.iso3 in _countries_named(graph.text) else None


@functools.lru_cache(maxsize=4)
def _countries_named(text: str) -> frozenset[str]:
    """The codes of the countries whose names or adjectives stand in a text."""
    forms = (gazetteer.country_by_form(word) for word in set(re.findall(r"[A-Z][\w.]+(?: [A-Z]\w+)?|[A-Z]\w+", text)))
    return frozenset(form.iso3 for form in forms if form is not None)


def _head(graph: Graph, start: int, end: int) -> int:
    return next((i for i in range(start, end) if not start <= graph.heads[i] < end or graph.heads[i] == i), end - 1)


def _title_before(graph: Graph, start: int) -> str | None:
    return graph.words[start - 1] if start > 0 and gazetteer.title_of(graph.words[start - 1]) is not None else None


def _person(graph: Graph, head: int, start: int, end: int, title: str | None) -> Candidate:
    while start + 1 < end and gazetteer.title_of(graph.words[start]) is not None:
        title = graph.words[start]
        start += 1
    known = gazetteer.title_of(title) if title else None
    gender = gender_of(known.gender) if known else ""
    if not gender and end - start > 1:
        gender = gender_of(gazetteer.gender_of(graph.words[start]))
    span = (graph.starts[start], graph.ends[end - 1])
    return Candidate(
        head,
        span,
        _words(graph, start, end),
        "person",
        "name",
        lemma=graph.lemmas[head],
        gender=gender,
        known=title is not None,
        office=known is not None and known.kind in ("office", "rank", "royal", "legislative"),
        titles=frozenset(_titles(graph, head)),
    )


def _titles(graph: Graph, head: int) -> Iterator[str]:
    """The role nouns that hang on a name: *Prime Minister* John Howard, *spokesman* Pieter Hanekamp."""
    for child in graph.dependents(head, "compound", "flat", "other"):
        word = graph.words[child].lower()
        if gazetteer.role_of(word) is not None and gazetteer.gender_of(graph.words[child]) == "unknown":
            yield word


def _place(graph: Graph, head: int, span: Span, words: str) -> Candidate | None:
    country = gazetteer.country_by_form(words)
    metonym = gazetteer.metonym_by_form(words) or gazetteer.metonym_by_form(f"the {words}")
    if (
        country is not None
        and country.form == "capital"
        and metonym is not None
        and metonym.actor_kind == "organization"
    ):
        if (
            country.country in graph.text and metonym.actor not in graph.text
        ):  # "Brussels": Belgium's, where the text is about Belgium
            metonym = None
        else:
            country = None
    if country is not None and country.form in ("name", "capital"):
        form: MentionForm = "name" if country.form == "name" else "metonym"
        return Candidate(
            head, span, country.country, "state", form, country.iso3, graph.lemmas[head], gender="neuter", known=True
        )
    if metonym is not None:
        kind: ActorKind = "organization" if metonym.actor_kind == "organization" else "state"
        return Candidate(
            head, span, metonym.actor, kind, "metonym", metonym.iso3, graph.lemmas[head], gender="neuter", known=True
        )
    return None


def _with_reading(graph: Graph, candidate: Candidate) -> Candidate:
    if candidate.kind != "state":
        return candidate
    return replace(
        candidate, acting=acts(graph, candidate.node, is_country=bool(candidate.country) and candidate.form == "name")
    )
