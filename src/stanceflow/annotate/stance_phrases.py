"""Positions that several words take together: *turned a deaf ear to X, tore X to shreds, X is a slap in the face*.

The phrases stand in `lexicon/stance_phrases.csv`, each with two sentences that are tests. They are matched on lemmas in the order of the text, over
articles, possessives and modifiers, so that a parser's doubts about idioms do no harm; syntax gives only who and what.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from stanceflow.annotate.polarity import negations
from stanceflow.inflection import known_base
from stanceflow.lexicon import irregular_verbs, load_table, load_words
from stanceflow.syntax import Graph

_SLOT = "x"
_STEP = 3
"""How many words may stand between two words of a phrase, beside what it takes as its object."""
_WIDEST = 12
"""How many words an object inside a phrase may have (*gave [the ministry's long report] a wide berth*)."""
_MODIFIERS = frozenset({"DET", "ADJ", "ADV", "PRON", "PART", "NUM", "PUNCT", "AUX"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """One expression: its text in the lexicon, its words (each any of a few lemmas), the word before which its target stands inside it (0: elsewhere),
    and its polarity.

    `verdict` is true where the target is its subject; `predicate` where it stands after *be*.
    """

    text: str
    words: tuple[frozenset[str], ...]
    slot: int
    sign: int
    verdict: bool
    predicate: bool


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase found: its nodes in text order, the node that heads them, who holds (None for a verdict), what about, its sign as negated, and
    without negation.

    `slot` are the nodes between which the target stands, where it stands inside the phrase.
    """

    nodes: tuple[int, ...]
    top: int
    holder: int | None
    target: int
    sign: int
    base: int
    slot: range = range(0)


def find_phrases(graph: Graph) -> Iterator[PhraseMatch]:
    """Give the phrases in which a holder takes a position, and the verdicts whose predicate is a verb (*X makes no sense*), in text order."""
    placed: set[int] = set()
    for phrase, nodes in _matches(graph):
        if nodes[0] in placed or (phrase.verdict and phrase.predicate):
            continue  # `verdict_at` gives verdicts after *be* to whatever evaluates
        found = _placed(graph, phrase, nodes)
        if found is not None:
            placed.add(nodes[0])
            yield found


def verdict_at(graph: Graph, node: int) -> tuple[int, tuple[int, ...]] | None:
    """The sign and the nodes of a phrase that is a verdict and is headed by `node` (*a slap in the face, beneath contempt*); None for none."""
    return _verdicts(graph).get(node)


@functools.lru_cache(maxsize=1)
def _verdicts(graph: Graph) -> dict[int, tuple[int, tuple[int, ...]]]:
    """The verdicts after *be* by the nodes that head them: found once for an article, asked for at every word."""
    found: dict[int, tuple[int, tuple[int, ...]]] = {}
    for phrase, nodes in _matches(graph):
        if phrase.verdict and phrase.predicate:
            found.setdefault(_top(graph, nodes), (phrase.sign, nodes))
    return found


@functools.lru_cache(maxsize=1)
def _matches(graph: Graph) -> list[tuple[Phrase, tuple[int, ...]]]:
    """Every phrase whose words stand in the text, with its nodes: by where it begins, the longest first."""
    starts = (
        (phrase, _matched(graph, phrase, start)) for start in range(len(graph)) for phrase in _starting(graph, start)
    )
    return [(phrase, nodes) for phrase, nodes in starts if nodes]


def _starting(graph: Graph, node: int) -> list[Phrase]:
    """The phrases that may begin at a node, the longest first."""
    by_first = _phrases()
    found = {phrase for word in _forms(graph, node) for phrase in by_first.get(word, ())}
    return sorted(found, key=lambda phrase: (-len(phrase.words), phrase.text)) if found else []


def _forms(graph: Graph, node: int) -> set[str]:
    """What a word may stand as in a phrase: its lemma, itself, itself less a plural that the lemmatizer kept (*up in arms*), and the base of a verb
    whose form it may be (*poked* to *poke*).
    """
    word = graph.words[node].lower()
    forms = {graph.lemmas[node], word, word.removesuffix("s")}
    if graph.pos[node] == "VERB":
        forms.add(irregular_verbs().get(word) or known_base(word, _words()) or word)
    return forms


@functools.cache
def _words() -> frozenset[str]:
    return frozenset(_phrases())


@functools.cache
def _phrases() -> dict[str, tuple[Phrase, ...]]:
    """The phrases by their first word."""
    out: dict[str, list[Phrase]] = {}
    for row in load_table("stance_phrases"):
        phrase = read_phrase(row["phrase"], row["polarity"])
        for word in phrase.words[0]:
            out.setdefault(word, []).append(phrase)
    return {word: tuple(found) for word, found in out.items()}


def read_phrase(text: str, polarity: str) -> Phrase:
    """Give the phrase written in `text`: lemmas, *X* for the target, a slash between lemmas of which any will do.

    Raises ValueError where there is no X, or nothing beside it.
    """
    words = [part for word in text.lower().split() for part in _pieces(word)]
    if words.count(_SLOT) != 1 or len(words) < 2:
        raise ValueError(f"{text!r}: a phrase has words and one X")
    at = words.index(_SLOT)
    verdict = at == 0
    rest = [word for word in words if word != _SLOT]
    predicate = rest[0] == "be" and len(rest) > 1
    inside = 0 < at < len(words) - 1
    return Phrase(
        text=text,
        words=tuple(frozenset(word.split("/")) for word in (rest[1:] if predicate else rest)),
        slot=at - predicate if inside else 0,
        sign=1 if polarity == "favor" else -1,
        verdict=verdict,
        predicate=predicate,
    )


def _pieces(word: str) -> list[str]:
    """A word as the tokenizer gives it: *go-ahead* is three."""
    return [word] if "/" in word else re.split("(-)", word)


def _matched(graph: Graph, phrase: Phrase, start: int) -> tuple[int, ...]:
    """The nodes of the phrase's words from `start` on; empty where a word is missing or something else stands between."""
    nodes = [start]
    for k, words in enumerate(phrase.words[1:], start=1):
        found = _next(graph, words, nodes[-1], inside=k == phrase.slot)
        if found is None:
            return ()
        nodes.append(found)
    if phrase.predicate and not _is_predicate(graph, nodes):
        return ()
    return tuple(nodes)


def _next(graph: Graph, words: frozenset[str], at: int, *, inside: bool) -> int | None:
    end = min(at + 1 + (_WIDEST if inside else _STEP) + 1, len(graph))
    for node in range(at + 1, end):
        if graph.sentence_of[node] != graph.sentence_of[at]:
            return None
        if not words.isdisjoint(_forms(graph, node)):
            return node
        if not inside and graph.pos[node] not in _MODIFIERS:
            return None
    return None


def _is_predicate(graph: Graph, nodes: list[int]) -> bool:
    """Whether a phrase that stands after *be* does: after a form of it or its like, or as a verdict that somebody passes (*called it a farce*)."""
    top = _top(graph, tuple(nodes))
    if graph.first(top, "cop", "aux", "aux:pass") is not None or graph.relations[top] in ("open", "acl", "advcl"):
        return True
    before = range(max(nodes[0] - _STEP - 1, 0), nodes[0])
    return any(
        graph.lemmas[i] in {"be", *load_words("evaluation")["linking_verbs"]}
        for i in before
        if graph.sentence_of[i] == graph.sentence_of[nodes[0]]
    )


def _top(graph: Graph, nodes: tuple[int, ...]) -> int:
    return next((i for i in nodes if graph.heads[i] not in nodes or graph.heads[i] == i), nodes[0])


def _placed(graph: Graph, phrase: Phrase, nodes: tuple[int, ...]) -> PhraseMatch | None:
    top = _top(graph, nodes)
    sign = phrase.sign * sign_outside(graph, top, nodes)
    if phrase.verdict:
        subject = _first_subject(graph, nodes)
        return None if subject is None else PhraseMatch(nodes, top, None, subject, sign, phrase.sign)
    passive = not phrase.predicate and graph.pos[nodes[0]] == "VERB" and graph.is_passive(nodes[0])
    target = _target(graph, phrase, nodes, passive=passive)
    holder = graph.subject(nodes[0]) if passive else _first_subject(graph, nodes)
    if target is None or holder is None or target in nodes or holder in nodes or target == holder:
        return None
    if graph.words[target].lower() == "another":  # "one after another"
        return None
    return PhraseMatch(
        nodes, top, holder, target, sign, phrase.sign, range(0) if passive else _slot(graph, phrase, nodes)
    )


def _slot(graph: Graph, phrase: Phrase, nodes: tuple[int, ...]) -> range:
    """The nodes that stand between two words of the phrase as its object, less what belongs to the second; empty where its target stands elsewhere."""
    if not phrase.slot:
        return range(0)
    start, end = nodes[phrase.slot - 1] + 1, nodes[phrase.slot]
    while end > start and graph.pos[end - 1] in _MODIFIERS and not start <= graph.heads[end - 1] < end:
        if graph.pos[end - 1] == "PRON" and graph.relations[end - 1] != "poss":
            break
        end -= 1
    return range(start, end)


def _first_subject(graph: Graph, nodes: tuple[int, ...]) -> int | None:
    """Whom the phrase is said of: the subject of what heads it, else of its first word."""
    subjects = (graph.surface_subject(i) for i in (_top(graph, nodes), nodes[0]))
    return next((i for i in subjects if i is not None and i not in nodes), None)


def _target(graph: Graph, phrase: Phrase, nodes: tuple[int, ...], *, passive: bool) -> int | None:
    if phrase.slot:
        if passive:
            return graph.surface_subject(nodes[0])
        nominal = [i for i in _slot(graph, phrase, nodes) if graph.pos[i] in ("NOUN", "PROPN", "PRON", "NUM")]
        return next((i for i in nominal if graph.heads[i] not in nominal), None)
    last = nodes[-1]
    if graph.heads[last] > last and graph.relations[last] in ("case", "mark", "advmod"):
        return graph.heads[last]
    after = next((i for i in graph.children[last] if i > last and graph.pos[i] in ("NOUN", "PROPN", "PRON")), None)
    if after is not None:
        return after
    return graph.object(nodes[0])


def sign_outside(graph: Graph, top: int, nodes: tuple[int, ...]) -> int:
    """+1, or -1 where something outside the phrase negates it: its own *no* is counted in its polarity."""
    negation = negations(graph, top)
    outside = [i for i in negation.words if i not in nodes]
    if len(outside) == len(negation.words):
        return negation.sign
    return -1 if outside else 1
