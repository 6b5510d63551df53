"""The predicted clause: which words belong to it, and which stand outside (condition, framing, attribution, other clauses)."""

from __future__ import annotations

from collections.abc import Collection

from stanceflow.lexicon import load_words
from stanceflow.predication import RELATIVE_PRONOUNS
from stanceflow.syntax import Graph


def clause_nodes(
    graph: Graph, node: int, modal: int | None, dated: Collection[int], without: Collection[int] = ()
) -> list[int]:
    """Give the nodes of the clause at `node`, subject and modal included, less the nodes in `without` and what stands outside.

    `modal` is the first word of its modal, if any, `dated` are nodes of time expressions: before the subject only they stay. A restrictive
    relative clause or a participle brings the noun that it hangs on (*measures that could lead to war*), a conjunct the subject that it shares.
    """
    out, stack = [], [node]
    while stack:
        i = stack.pop()
        out.append(i)
        stack.extend(
            c
            for c in graph.children[i]
            if c not in without and not (i == node and _stands_outside(graph, node, c, dated))
        )
    nodes = sorted({*_antecedent(graph, node), *_shared_subject(graph, node), *out}.difference(without))
    if modal is not None:
        nodes = _before_next_clause(graph, _after_complementiser(graph, nodes, modal), max(node, modal))
        if _lacks_subject(graph, node, nodes, modal):
            nodes = [*_left_of(graph, modal, without), *nodes]
    else:
        nodes = _before_next_clause(graph, nodes, node)
    return _trimmed(graph, _before_aside(graph, nodes))


def _before_aside(graph: Graph, nodes: list[int]) -> list[int]:
    """Cut a last relative clause after a comma that predicts something of its own (*in Leeds, where the party will lose*)."""
    last = next((i for i in reversed(nodes) if graph.pos[i] != "PUNCT"), nodes[-1]) if nodes else 0
    for clause in nodes:
        if graph.relations[clause] not in ("relcl", "advcl") or not _predicts(graph, clause):
            continue
        below = [i for i in graph.subtree(clause) if graph.pos[i] != "PUNCT"]
        if graph.relations[clause] == "advcl" and graph.words[below[0]].lower() != "where":
            continue
        if below[-1] >= last and below[0] > nodes[0] + 1 and graph.words[below[0] - 1] == ",":
            return [i for i in nodes if i < below[0] - 1]
    return nodes


def _predicts(graph: Graph, clause: int) -> bool:
    return graph.lemmas[clause] in _EXPECTED or any(graph.tags[c] == "MD" for c in graph.children[clause])


_EXPECTED = frozenset({"expect", "likely", "due", "set", "bound"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET"})
_PARENTHESES = frozenset({",", "--", "–", "—", ")"})


def _lacks_subject(graph: Graph, node: int, nodes: list[int], modal: int) -> bool:
    if not graph.is_clause(node) or graph.relations[node] not in ("root", "clause", "conj"):
        return False
    return not any(graph.pos[i] in _NOMINAL for i in nodes if i < modal)


def _after_complementiser(graph: Graph, nodes: list[int], modal: int) -> list[int]:
    """Cut what a parser drags in from the clause above: *my view is that | rates will rise, my guess: | rates will rise*."""
    for at in range(modal - 1, nodes[0] if nodes else modal, -1):
        if graph.words[at] == ":" and any(at < i < modal and graph.pos[i] in _NOMINAL for i in nodes):
            return [i for i in nodes if i > at]
        if graph.words[at].lower() == "that" and graph.tags[at] == "IN":
            return (
                [i for i in nodes if i > at] if any(graph.pos[i] in _NOMINAL for i in range(at + 1, modal)) else nodes
            )
    return nodes


def _before_next_clause(graph: Graph, nodes: list[int], head: int) -> list[int]:
    """Cut a further clause with a subject and modal of its own, joined by a comma and a conjunction, that a parser hangs too deep."""
    for at in nodes:
        if (
            at <= head
            or graph.tags[at] != "MD"
            or "or" in _links(graph, graph.heads[at])
            or graph.relations[graph.heads[at]] in ("relcl", "acl", "clause")
        ):
            continue
        subject = graph.first(graph.heads[at], "subj", "subj:pass")
        if subject is None:
            continue
        for border in range(subject - 1, head, -1):
            if graph.words[border] == ";" or (graph.words[border] == "," and _opens_next(graph, border + 1)):
                return [i for i in nodes if i < border]
    return nodes


def _opens_next(graph: Graph, node: int) -> bool:
    return graph.pos[node] == "CCONJ" or graph.words[node].lower() in ("because", "since", "for", "as")


def _links(graph: Graph, node: int) -> set[str]:
    return {graph.words[c].lower() for c in graph.dependents(node, "cc")}


def _left_of(graph: Graph, modal: int, without: Collection[int]) -> list[int]:
    """The words before a modal whose subject the parser lost, back to where the clause must begin, over a parenthesis between commas or dashes."""
    at = modal - 1
    while at > 0 and graph.pos[at] in ("ADV", "PART"):
        at -= 1
    if at > 0 and graph.words[at] in _PARENTHESES:
        opening = next((i for i in range(at - 1, -1, -1) if graph.words[i] == graph.words[at]), at)
        at = opening - 1 if graph.sentence_of[opening] == graph.sentence_of[at] else at - 1
    first = at + 1
    while (
        first > 0
        and graph.sentence_of[first - 1] == graph.sentence_of[modal]
        and not _begins_clause(graph, first - 1)
        and first - 1 not in without
    ):
        first -= 1
    return list(range(first, modal))


def _begins_clause(graph: Graph, node: int) -> bool:
    return graph.words[node] in (";", ":", "“", '"', "(", ",") or (
        graph.words[node].lower() == "that" and graph.tags[node] == "IN"
    )


def _trimmed(graph: Graph, nodes: list[int]) -> list[int]:
    words = load_words("predictions")
    while nodes:
        first, word = nodes[0], graph.words[nodes[0]].lower()
        loose = graph.pos[first] in ("PUNCT", "CCONJ", "SPACE") and graph.words[first] not in "“\"‘'("
        if (
            not loose
            and not (word in ("that", "how") and _is_mark(graph, first))
            and not (word in words["outside"] or word in words["framing"])
        ):
            break
        nodes = nodes[1:]
    return nodes


def _is_mark(graph: Graph, node: int) -> bool:
    return graph.relations[node] not in ("subj", "subj:pass", "det")


def _shared_subject(graph: Graph, node: int) -> list[int]:
    """The subject of *will fight* in *They will march and will fight*: that of the first conjunct."""
    if graph.relations[node] != "conj" or graph.first(node, "subj", "subj:pass", "expl", "csubj") is not None:
        return []
    head = graph.heads[node]
    if graph.tags[head] == "VBG" and graph.relations[head] in ("acl", "advcl") and _has_modal(graph, node):
        head = _stating_verb(graph, head)
    subject = graph.first(head, "subj", "subj:pass", "csubj")
    return [] if subject is None or subject > node else graph.subtree(subject)


def _has_modal(graph: Graph, node: int) -> bool:
    return any(graph.tags[c] == "MD" for c in graph.dependents(node, "aux"))


def _stating_verb(graph: Graph, node: int) -> int:
    """The verb with a subject above a gerund: *Rome has an interest in waiting and might agree* joins *has* and *might agree*, whatever parsers say."""
    while graph.first(node, "subj", "subj:pass") is None and graph.heads[node] != node:
        node = graph.heads[node]
    return node


def _stands_outside(graph: Graph, node: int, child: int, dated: Collection[int]) -> bool:
    words = load_words("predictions")
    relation, word, leading = graph.relations[child], graph.words[child].lower(), child < node
    introducer = graph.introducers[child]
    if relation in ("parataxis", "discourse", "vocative") or introducer in words["attributing"]:
        return True
    if relation in ("cc", "mark"):
        return leading and word != "to"
    if (
        leading
        and relation == "advmod"
        and any(graph.words[i].lower() in words["explaining"] for i in graph.dependents(node, "mark") if i > child)
    ):
        return True  # "mainly because ..."
    if leading and relation == "obl" and introducer == "in" and graph.lemmas[child] in words["opinions"]:
        return True  # "in his opinion a third of it will be lost"
    if leading and relation == "obl" and not introducer and graph.first(node, "subj", "subj:pass", "expl") is None:
        return False  # a subject taken for something else
    if relation == "conj":
        return _stands_alone(graph, child)
    if relation in ("advmod", "obl", "advcl") and _opens_clause(graph, node, child):
        return _frames_clause(graph, child, dated)
    if relation == "advcl" and introducer in words["conceding"]:
        return introducer not in words["explaining"] or _follows_comma(graph, child)
    return relation == "advcl" and introducer == "so that"


def _frames_clause(graph: Graph, child: int, dated: Collection[int]) -> bool:
    """Whether what stands before the subject only frames the clause: all but a date, or a word that no comma parts from it."""
    nodes = graph.subtree(child)
    if graph.words[child].lower() in load_words("predictions")["outside"] | load_words("predictions")["framing"]:
        return True
    if graph.relations[child] == "advcl" and any(graph.tags[i] == "MD" for i in nodes):
        return True  # another prediction stands in it
    if dated and any(i in dated for i in nodes):
        return False
    last = nodes[-1] + 1
    return (
        graph.relations[child] == "advcl"
        or (last < len(graph) and graph.words[last] == ",")
        or graph.words[nodes[-1]] == ","
    )


def _follows_comma(graph: Graph, child: int) -> bool:
    first = min(graph.subtree(child))
    return graph.words[first] == "," or (first > 0 and graph.words[first - 1] == ",")


def _opens_clause(graph: Graph, node: int, child: int) -> bool:
    subject = graph.first(node, "subj", "subj:pass", "expl", "csubj")
    return child < (subject if subject is not None else node)


def _stands_alone(graph: Graph, conjunct: int) -> bool:
    """A conjunct with a subject or modal of its own is another clause, unless *or* makes it the other half of one prediction."""
    if "or" in _links(graph, conjunct):
        return False
    if graph.tags[conjunct] == "MD":  # "nor will Rome"
        return True
    if any(True for _ in graph.dependents(conjunct, "subj", "subj:pass", "expl", "csubj")):
        return True
    return any(graph.tags[c] == "MD" for c in graph.dependents(conjunct, "aux"))


def _antecedent(graph: Graph, node: int) -> list[int]:
    if graph.relations[node] not in ("relcl", "acl"):
        return []
    subject = graph.first(node, "subj", "subj:pass")
    if graph.relations[node] == "relcl" and (subject is None or graph.words[subject].lower() != "that"):
        return []
    if subject is not None and graph.words[subject].lower() not in RELATIVE_PRONOUNS:
        return []
    noun = graph.heads[node]
    modifiers = graph.dependents(noun, "det", "amod", "compound", "num", "poss", "obl", "flat")
    return [noun, *(i for c in modifiers if c < node for i in graph.subtree(c))]


def clause_of(graph: Graph, node: int) -> int:
    """Give the head of the clause in which a predicate's complement stands: *set* in *looks set to win* leads to *looks*."""
    seeming = load_words("predictions")["seeming"]
    while graph.relations[node] == "open" and graph.lemmas[graph.heads[node]] in seeming:
        node = graph.heads[node]
    return node
