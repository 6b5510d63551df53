"""A parsed text as nodes: one per token, what hangs on it and how, and the questions that one answers by looking around it."""

from __future__ import annotations

from collections.abc import Iterator

DEEPEST = 12
"""How far a question climbs, at most."""


class DependencyGraph:
    """One node per token of a text, numbered as the tokens are.

    `words`, `lemmas` (lower case), `pos` (Universal part of speech), `tags` (Penn), `heads` (a root is its own head), `relations` (neutral) and
    `children` (in text order) are lists by node; `introducers` holds the preposition, marker or infinitival *to* before a node, joined with blanks
    (`according to`, `in order to`), else an empty string; `sentence_of` is the number of the node's
    sentence.
    """

    __slots__ = ("children", "heads", "introducers", "lemmas", "pos", "relations", "sentence_of", "tags", "words")

    words: list[str]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    heads: list[int]
    relations: list[str]
    children: list[list[int]]
    introducers: list[str]
    sentence_of: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def dependents(self, node: int, *relations: str) -> Iterator[int]:
        """The children of a node that bear one of the relations, in text order."""
        return (child for child in self.children[node] if self.relations[child] in relations)

    def first(self, node: int, *relations: str) -> int | None:
        """The first child of a node that bears one of the relations, or None."""
        return next(self.dependents(node, *relations), None)

    def subtree(self, node: int) -> list[int]:
        """The node and everything below it, in text order."""
        out, stack = [], [node]
        while stack:
            i = stack.pop()
            out.append(i)
            stack.extend(self.children[i])
        return sorted(out)

    def is_passive(self, node: int) -> bool:
        """Whether a verb is passive: by its auxiliary, its subject, or as a bare past participle beside a noun."""
        if any(True for _ in self.dependents(node, "aux:pass", "agent")):
            return True
        if self.first(node, "subj:pass") is not None:
            return self.tags[node] != "VBD"  # "46 percent disapproved and [38 percent approved]": a parser's slip
        return self.tags[node] == "VBN" and self.relations[node] == "acl" and self.first(node, "obj") is None

    def is_clause(self, node: int) -> bool:
        """Whether a node heads a clause: it has a subject, copula, auxiliary or marker of its own, or is a verb."""
        return self.pos[node] in ("VERB", "AUX") or any(
            True for _ in self.dependents(node, "subj", "subj:pass", "cop", "csubj", "expl")
        )

    def first_conjunct(self, node: int) -> int:
        """The head of the coordination that a node belongs to; the node itself outside coordinations."""
        return self.heads[node] if self.relations[node] == "conj" else node

    def conjuncts(self, node: int) -> list[int]:
        """A node and the conjuncts that hang on it, in text order, up to the last that *and*, *or* or the like joins.

        Parsers often take an apposition (*its economist, Ana Roth, said*) for a conjunct: without a coordinator there is none.
        """
        others = list(self.dependents(node, "conj"))
        while others and not self._is_joined(others[-1]):
            others.pop()
        if self.relations[node] == "agent":  # "by the left, as well as [by the centre]"
            others += [i for i in self.dependents(self.heads[node], "agent") if i > node and self._is_joined(i)]
        return [node, *others]

    def _is_joined(self, conjunct: int) -> bool:
        """Whether *and*, *or* or the like stands before a conjunct; *nor*, which negates, among them."""
        return any(
            self.relations[i] == "cc" or self.words[i].lower() == "nor" for i in self.dependents(conjunct, "cc", "neg")
        )

    def antecedent(self, node: int) -> int | None:
        """The noun whose relative clause a node stands in, however deep below the clause's verb."""
        for _ in range(DEEPEST):
            described = self.relations[node] == "acl" and self.first(node, "subj") is not None
            if (
                self.relations[node] == "relcl" or described
            ):  # "the offer [that Lima said no to]", whichever a parser calls it
                return self.heads[node]
            if self.heads[node] == node:
                return None
            node = self.heads[node]
        return None


def children_of(heads: list[int]) -> list[list[int]]:
    """Give the dependents of each node, in text order."""
    out: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            out[head].append(i)
    return out


def introducer_of(graph: DependencyGraph, node: int) -> str:
    """Give what introduces a node, joined with blanks: prepositions, markers, an infinitival *to*."""
    parts: list[int] = []
    for child in graph.children[node]:
        relation = graph.relations[child]
        if child > node and graph.is_clause(node) and relation == "mark":
            continue
        if relation == "case" and graph.words[child] in ("'s", "’s", "'", "’"):
            continue
        if relation in ("case", "mark"):
            parts.append(child)
            parts.extend(
                g for g in graph.children[child] if graph.relations[g] in ("fixed", "advmod", "obl", "mark", "case")
            )
    return " ".join(graph.words[i].lower() for i in sorted(parts))
