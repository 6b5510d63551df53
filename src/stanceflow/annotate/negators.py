"""The negators of one predicate: *not, never, no longer, hardly*, a subject or object with *no, few, little*, and what conjuncts share.

Each negator is a *turn*: the tuple of its nodes (*no longer* has two). Turns of one predicate multiply; `polarity.py` does that, and adds what
governs the predicate. The words stand in `lexicon/polarity.toml`.
"""

from __future__ import annotations

from stanceflow.annotate.contrasts import negator_of_contrast
from stanceflow.lexicon import load_words
from stanceflow.syntax import Graph

Turn = tuple[int, ...]

_ABILITY = frozenset({"can", "could", "ca", "cannot"})
_DEFINITE = frozenset({"a", "an", "the", "these", "those", "its", "their", "his", "her", "our", "my", "your"})


def own_turns(graph: Graph, node: int, *, with_object: bool) -> list[Turn]:
    """Give the turns among a predicate's dependents; its object's count where `with_object` (*wants no war*)."""
    turns = []
    for child in graph.children[node]:
        relation = graph.relations[child]
        if relation in ("neg", "advmod", "cc", "discourse"):
            turns.append(_negative_adverb(graph, node, child))
        elif relation in ("det", "amod"):
            turns.append(_negative_determiner(graph, child))
        elif relation in ("subj", "subj:pass") or (relation == "obj" and with_object):
            contrast = negator_of_contrast(graph, child) is not None  # "likes the treaty, though not the tariff"
            turns.append(() if contrast else negative_noun(graph, child))
        elif relation == "obl":
            turns.append(_negative_circumstance(graph, child))
    turns.append(_phrase_before(graph, node))
    found = [turn for turn in turns if turn]
    return [] if _is_praise(graph, node) else _once(found)


def _once(turns: list[Turn]) -> list[Turn]:
    """Each turn once: two rules may see the same words (*no longer*)."""
    seen: set[int] = set()
    out = []
    for turn in turns:
        if not seen.intersection(turn):
            out.append(turn)
        seen.update(turn)
    return out


def _negative_adverb(graph: Graph, node: int, child: int) -> Turn:
    words = load_words("polarity")
    word = graph.words[child].lower()
    following = _word(graph, child + 1)
    if graph.relations[child] == "neg":
        if _limits_only(graph, child):
            return ()
        negates_rest = (
            following not in words["not_followed_by"]
            or (following == "to" and graph.relations[node] == "open")
            or (following == "so" and child + 2 == node)  # "not so bad", but "not so much bad as dull"
        )
        return (child,) if word == "never" or negates_rest else ()
    if word in words["degrees_after_no"] and _word(graph, child - 1) == "no":
        return child - 1, child
    if word == "no" and graph.pos[node] == "NOUN":  # "is no bad thing", where a parser takes it for an adverb
        return () if following in words["no_followed_by"] else (child,)
    if word in words["adverbs"]:
        return () if _word(graph, child - 1) == "a" else (child,)  # "a little" is some
    return ()


def _negative_determiner(graph: Graph, child: int) -> Turn:
    words = load_words("polarity")
    word = graph.words[child].lower()
    if word in words["determiners"]:
        return () if _word(graph, child + 1) in words["no_followed_by"] else (child,)
    if word in words["small_amounts"] and _word(graph, child - 1) not in _DEFINITE:
        return (child,)
    return ()


def negative_noun(graph: Graph, node: int) -> Turn:
    """Give the words that make a noun phrase negative (*nobody, no minister, few of them*); empty where nothing does."""
    words = load_words("polarity")
    word = graph.words[node].lower()
    following = _word(graph, node + 1)
    if following in words["pronouns_followed_by"] and word in words["pronouns"]:
        return ()
    if word in words["pronouns"] or (word == "one" and _word(graph, node - 1) == "no" and following != "but"):
        return (node - 1, node) if word == "one" else (node,)
    if word in ("few", "little") and _word(graph, node - 1) not in _DEFINITE:
        return (node,)
    if graph.lemmas[node] in words["choices"] and following == "but":  # "no choice but to sign": he signs
        return ()
    for child in graph.children[node]:
        if graph.relations[child] in ("det", "amod", "num") and (turn := _negative_determiner(graph, child)):
            return turn
        if graph.relations[child] == "neg" and child < node and not _limits_only(graph, child):
            return (child,)
    return ()


def _limits_only(graph: Graph, child: int) -> bool:
    """*not all, not every, not only*: some remain."""
    return _word(graph, child + 1) in ("all", "every", "everyone", "everybody", "only", "just", "least", "merely")


def _negative_circumstance(graph: Graph, child: int) -> Turn:
    if graph.words[child].lower() not in load_words("polarity")["circumstances"]:
        return ()
    return next(((i,) for i in graph.dependents(child, "det", "neg") if graph.words[i].lower() == "no"), ())


def _phrase_before(graph: Graph, node: int) -> Turn:
    """*anything but* and the like before the predicate, its determiners and adjectives between them."""
    at = node - 1
    while at > 0 and graph.relations[at] in ("det", "amod", "advmod") and graph.heads[at] == node:
        if _two_words(graph, at) in load_words("polarity")["phrases_before"]:
            break
        at -= 1
    for size in (2, 3):
        first = at - size + 1
        if first >= 0 and " ".join(graph.words[first : at + 1]).lower() in load_words("polarity")["phrases_before"]:
            return () if _word(graph, first - 1) in ("nothing", "no") else tuple(range(first, at + 1))
    return ()


def _two_words(graph: Graph, at: int) -> str:
    return f"{_word(graph, at - 1)} {_word(graph, at)}"


def _is_praise(graph: Graph, node: int) -> bool:
    """*could not agree more, cannot praise her enough, cannot wait to, can't help but*: the negation strengthens."""
    if not any(graph.words[i].lower() in _ABILITY for i in graph.dependents(node, "aux")):
        return False
    if graph.lemmas[node] in load_words("polarity")["negation_praises"]:
        return True
    after = (i for i in graph.dependents(node, "advmod") if i > node)
    return any(graph.words[i].lower() in ("more", "enough") and _word(graph, i - 1) != "no" for i in after)


def shared_turns(graph: Graph, node: int) -> list[Turn]:
    """Give what a conjunct shares with the first one: its negative subject, and its negator where the auxiliary or *or* holds them together."""
    if graph.relations[node] != "conj" or graph.first(node, "subj", "subj:pass", "aux") is not None:
        return []
    head = graph.heads[node]
    link = {graph.words[i].lower() for i in graph.dependents(node, "cc")}
    if link & {"but", "yet"}:
        return []
    turns = own_turns(graph, head, with_object=False)
    together = bool(link & {"or", "nor"}) or (graph.tags[node] == "VB" and graph.first(head, "aux") is not None)
    if together or graph.pos[node] not in ("VERB", "AUX"):
        return turns
    subjects = {i for s in graph.dependents(head, "subj", "subj:pass") for i in graph.subtree(s)}
    return [turn for turn in turns if subjects.intersection(turn)]


def _word(graph: Graph, node: int) -> str:
    return graph.words[node].lower() if 0 <= node < len(graph.words) else ""
