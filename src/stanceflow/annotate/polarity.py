"""Computes polarity: which words turn a predicate into its opposite, and whether the text puts it forward at all.

Signs multiply along the way from a predicate to whatever governs it: *refused to oppose* is plus, *did not refuse to oppose* is minus. The
predicate's own negators come first (*not, never, no longer, hardly*, a subject or object with *no, few, little*); then its governors, as long
as polarity passes through them: implicative verbs (*fail to, manage to*; Karttunen 1971, 2012), aspect (*stop, continue*), prevention
(*keep from*), *without*, *too X to*, neg-raising (*does not think that*; Horn 1989), and nouns (*lack of, refusal to, no intention of*).
The words stand in `lexicon/polarity.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass

from stanceflow.annotate.negators import Turn, negative_noun, own_turns, shared_turns
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

_SUPPOSING = frozenset({"would", "could", "might", "may"})
_HIGHEST = 8
"""How many governors are looked at, at most: deeper nesting than this does not occur in edited prose."""


@dataclass(frozen=True, slots=True)
class Negation:
    """The polarity of a predicate: `sign` is +1 as it stands, -1 where it is turned round; `words` are the nodes that turn it, in text order."""

    sign: int = 1
    words: tuple[int, ...] = ()


def negations(graph: Graph, node: int) -> Negation:
    """Give the polarity of the predicate (verb, noun, adjective) at `node`, its own negators and its governors' multiplied."""
    turns = own_turns(graph, node, with_object=True) or shared_turns(graph, node)
    turns += _governed(graph, node)
    return _negation(turns)


def own_negations(graph: Graph, node: int) -> Negation:
    """Give the polarity that the negators beside `node` lend it, whatever governs it."""
    return _negation(own_turns(graph, node, with_object=True) or shared_turns(graph, node))


def is_negative_phrase(graph: Graph, node: int) -> bool:
    """Whether a noun phrase itself is negative: *nobody, no minister, few of them, little appetite, neither side*."""
    return bool(negative_noun(graph, node))


def is_asserted(graph: Graph, node: int) -> bool:
    """Whether the predicate at `node` is put forward as so: not asked, not supposed (*if, whether, as if*), not denied (*doubts that, myth that*)."""
    words = load_words("polarity")
    at, factual = node, False
    for _ in range(_HIGHEST):
        if _is_supposed(graph, at) or _is_denied_above(graph, at):
            return False
        link = graph.introducers[at]
        factual = factual or graph.relations[at] in ("relcl", "appos") or link in words["factual_links"]
        if graph.heads[at] == at:
            break
        at = graph.heads[at]
    return factual or not is_question(graph, node)


def is_supposed_of_any(graph: Graph, node: int) -> bool:
    """Whether the predicate at `node` is said of anybody there might be: *a state that wanted war would, a firm that waits may regret it*."""
    for at in (node, graph.antecedent(node)):
        subject = at if at is not None and at != node else graph.first(node, "subj")
        if subject is None or graph.relations[subject] not in ("subj", "subj:pass"):
            continue
        verb = graph.heads[subject]
        indefinite = any(graph.words[i].lower() in ("a", "an", "any") for i in graph.dependents(subject, "det"))
        supposed = any(graph.words[i].lower() in _SUPPOSING for i in graph.dependents(verb, "aux"))
        described = graph.first(subject, "relcl") is not None
        if indefinite and supposed and described:
            return True
    return False


def is_question(graph: Graph, node: int) -> bool:
    """Whether the sentence asks whether or what: it ends with a question mark and does not ask *why* or *how*, which take the rest for granted."""
    start, end = graph.sentence_spans[graph.sentence_of[node]]
    sentence = graph.text[start:end].rstrip("\"'”’)] ")
    if not sentence.endswith("?") and not _closes_with_question(graph, node):
        return False
    first = sentence.lstrip("\"'“‘([ ").split(" ", 1)[0].lower().rstrip(",")
    return first not in load_words("polarity")["presupposing_questions"]


def _closes_with_question(graph: Graph, node: int) -> bool:
    """*“Is it over?” she asked*: the first stop after the node is a question mark, though the sentence goes on."""
    sentence = graph.sentence_of[node]
    for at in range(node + 1, len(graph)):
        if graph.sentence_of[at] != sentence or graph.words[at] in (".", "!", "?"):
            return graph.sentence_of[at] == sentence and graph.words[at] == "?"
    return False


def _negation(turns: list[Turn]) -> Negation:
    words = sorted({word for turn in turns for word in turn})
    return Negation(-1 if len(turns) % 2 else 1, tuple(words))


# --- what governs the predicate ---------------------------------------------------------------------------------------------------------


def _governed(graph: Graph, node: int) -> list[Turn]:
    turns: list[Turn] = []
    at = node
    for _ in range(_HIGHEST):
        if graph.relations[at] == "conj" and graph.first(at, "subj", "subj:pass") is None:
            at = graph.heads[at]  # a conjunct has its governor through the first one
        head = graph.heads[at]
        introduced = _negative_introducer(graph, at)
        if introduced:
            turns.append(introduced)
        if head == at:
            break
        excess = _too(graph, at, head)
        effect = -1 if introduced or excess else _effect(graph, at, head)
        if effect == 0:
            break
        turns.extend(excess)
        if effect < 0 and not (introduced or excess):
            turns.append((head,))
        turns.extend(own_turns(graph, head, with_object=False) or shared_turns(graph, head))
        at = head
    return turns


def _negative_introducer(graph: Graph, node: int) -> Turn:
    introducers = load_words("polarity")["negative_introducers"]
    first = min((i for i in graph.dependents(node, "mark", "aux", "case", "advmod", "cc") if i < node), default=node)
    for size in (1, 2, 3):
        if first >= size and " ".join(graph.words[first - size : first]).lower() in introducers:
            return tuple(range(first - size, first))
        if " ".join(graph.words[first : first + size]).lower() in introducers and first < node:
            return tuple(range(first, min(first + size, node)))
    if graph.introducers[node] not in introducers:
        return ()
    return tuple(i for i in graph.dependents(node, "case", "mark", "cc") if i < node)[:1]


def _too(graph: Graph, node: int, head: int) -> list[Turn]:
    """*too weak to resist* negates; *too ready to condemn, only too happy to* does not."""
    if graph.lemmas[head] in load_words("polarity")["willing_adjectives"]:
        return []
    if graph.introducers[node].split(" ")[-1] != "to":
        return []
    return [(i,) for i in graph.dependents(head, "advmod") if graph.words[i].lower() == "too" and i < head]


def _effect(graph: Graph, node: int, head: int) -> int:
    """What the governor does to the polarity of what stands below it: +1 passes it on, -1 turns it, 0 leaves it alone."""
    words = load_words("polarity")
    lemma, relation = graph.lemmas[head], graph.relations[node]
    link = graph.introducers[node].split(" ")[-1]
    if link == "from" and _is_kept_from(graph, head):
        return -1
    if (
        lemma in words["negative_adjectives"] | words["transparent_adjectives"]
        and lemma not in words["transparent_verbs"]
    ):
        linked = link in ("to", "of", "in") or relation == "open"
        return _effect_of(lemma, "adjectives", linked=linked)
    if graph.pos[head] in ("NOUN", "PROPN"):
        return _effect_of(lemma, "nouns", linked=link in ("to", "of", "in", "for", "on"))
    if f"{lemma} {graph.introducers[node]}" in words["negative_prepositional_verbs"]:
        return -1
    if relation in ("obj", "subj:pass") and graph.tags[node] != "VBG":
        return -1 if lemma in words["negative_object_verbs"] else int(lemma in words["transparent_objects_of"])
    if graph.tags[node] == "VBG" and relation in ("open", "clause", "obj", "advcl"):
        particle = graph.first(head, "particle")
        after = head if particle is None else particle
        linked = relation != "advcl" or link == "in" or (not link and node == after + 1)
        return _gerund_effect(lemma, "" if particle is None else graph.words[particle].lower()) if linked else 0
    if link == "to" and relation in ("open", "clause", "advcl"):
        if relation == "advcl" and lemma not in words["negative_infinitive_verbs"] | words["infinitive_governors"]:
            return 0  # a purpose; but a parser may call the complement of "fail" adverbial
        return -1 if lemma in words["negative_infinitive_verbs"] else int(lemma in words["transparent_verbs"])
    return int(relation in ("clause", "open") and lemma in words["transparent_verbs"])


def _gerund_effect(lemma: str, particle: str) -> int:
    """*stop doing, give up doing* turn a gerund round, *keep doing, end up doing* pass it on."""
    words = load_words("polarity")
    if particle:
        phrasal = f"{lemma} {particle}"
        return -1 if phrasal in words["negative_phrasal_verbs"] else int(phrasal in words["transparent_phrasal_verbs"])
    return -1 if lemma in words["negative_gerund_verbs"] else int(lemma in words["transparent_verbs"])


def _is_kept_from(graph: Graph, head: int) -> bool:
    verbs = load_words("polarity")["negative_from_verbs"]
    return graph.lemmas[head] in verbs or (
        graph.relations[head] in ("obj", "subj:pass") and graph.lemmas[graph.heads[head]] in verbs
    )


def _effect_of(lemma: str, kind: str, *, linked: bool) -> int:
    words = load_words("polarity")
    if not linked:
        return 0
    return -1 if lemma in words[f"negative_{kind}"] else int(lemma in words[f"transparent_{kind}"])


# --- assertion --------------------------------------------------------------------------------------------------------------------------


def _is_supposed(graph: Graph, node: int) -> bool:
    words = load_words("polarity")
    if (
        graph.relations[node] in ("advcl", "clause", "acl", "csubj")
        and graph.introducers[node] in words["hypothetical_introducers"]
    ):
        return True
    if graph.introducers[node] or is_question(graph, node):
        return False
    subject = graph.first(node, "subj", "subj:pass")
    opener = graph.first(node, "aux", "aux:pass", "cop")
    return (
        opener is not None
        and subject is not None
        and opener < subject
        and graph.words[opener].lower() in words["conditional_openers"]
    )


def _is_denied_above(graph: Graph, node: int) -> bool:
    words = load_words("polarity")
    head = graph.heads[node]
    if head == node or graph.relations[node] not in ("clause", "acl", "csubj", "advcl", "subj", "relcl"):
        return False
    lemma = graph.lemmas[head]
    if graph.relations[node] == "clause" and lemma in words["denying_verbs"]:
        return not own_turns(graph, head, with_object=False)
    if (
        graph.pos[head] == "NOUN"
        and graph.relations[head] == "obj"
        and graph.relations[node] in ("acl", "clause", "relcl")
    ):
        above = graph.heads[head]
        if graph.lemmas[above] in words["denying_verbs"] and graph.introducers[node] == "that":
            return not own_turns(graph, above, with_object=False)  # "denied a report that"
    if lemma in words["denying_nouns"] and any(
        graph.words[i].lower() == "that" for i in graph.children[node] if i < node
    ):
        return graph.first(head, "det") is None or graph.words[graph.first(head, "det") or head].lower() != "no"
    if lemma in words["falsehood_adjectives"]:
        return not own_turns(graph, head, with_object=False)
    return lemma in words["truth_adjectives"] and bool(own_turns(graph, head, with_object=False))
