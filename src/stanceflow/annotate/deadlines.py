"""By when a prediction comes true: which of the article's time expressions belongs to which predicted clause."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from stanceflow.annotate.horizons import find_horizons, resolve_horizon
from stanceflow.records import Spans
from stanceflow.spans import nodes_to_spans
from stanceflow.syntax import Graph

_CROSSINGS = frozenset({"acl", "clause", "parataxis", "conj", "advcl"})
_DESCRIBING = frozenset({"relcl", "csubj"})
_DATING = frozenset({"before", "until", "till", "by the time"})


@dataclass(frozen=True, slots=True)
class Deadline:
    """The words that say by when, and what they come to: ISO dates, empty where there is none, and then a note why."""

    spans: Spans = ()
    start_date: str = ""
    resolve_by: str = ""
    note: str = ""


class Deadlines:
    """The time expressions of one article, found once."""

    def __init__(self, graph: Graph, published: str) -> None:
        self._graph = graph
        self._published = date.fromisoformat(published[:10]) if published else None
        self.expressions = find_horizons(graph.text)
        self._starts = [expression.start for expression in self.expressions]
        self.nodes = frozenset(i for number in range(len(self.expressions)) for i in self._inside(number))

    def node_of(self, number: int) -> int:
        """The highest node within an expression: the one that hangs on a word outside it."""
        graph, inside = self._graph, self._inside(number)
        return next((i for i in inside if graph.heads[i] not in inside or graph.heads[i] == i), inside[0])

    def _inside(self, number: int) -> range:
        expression = self.expressions[number]
        first = bisect_right(self._graph.starts, expression.start) - 1
        return range(first, max(bisect_left(self._graph.starts, expression.end), first + 1))

    def within(self, node: int, content: Collection[int]) -> Deadline:
        """Give the deadline of the clause at `node` whose words are `content`: the expression that hangs highest, of equals the first after the verb."""
        if not content:
            return Deadline()
        graph = self._graph
        low = bisect_left(self._starts, graph.starts[min(content)])
        high = bisect_right(self._starts, graph.starts[max(content)])
        found = []
        for number in range(low, high):
            top = self.node_of(number)
            borders = self._borders(top, node)
            if top in content and borders is not None:
                found.append((borders, top < node, abs(top - node), number))
        if not found:
            return Deadline()
        number = min(found)[3]
        clause = self._dating_clause(self.node_of(number), node)
        return (
            self._deadline(number)
            if not clause
            else replace(self._deadline(number), spans=nodes_to_spans(graph, clause))
        )

    def _dating_clause(self, top: int, node: int) -> list[int]:
        """The clause that says by when and holds the expression as part of it (*before the leaders meet next year*); none where it stands alone."""
        graph, clause = self._graph, self._graph.heads[top]
        if graph.relations[clause] != "advcl" or graph.heads[clause] != node or clause == top:
            return []
        return graph.subtree(clause) if graph.introducers[clause] in _DATING else []

    def shared(self, node: int) -> Deadline:
        """Give the deadline that opens the first of two joined clauses and holds for the second, at `node`, too (*By May A will go and B will come*)."""
        graph = self._graph
        if graph.relations[node] != "conj":
            return Deadline()
        first = graph.heads[node]
        subject = graph.first(first, "subj", "subj:pass", "expl")
        opening = [i for i in graph.subtree(first) if subject is not None and i < subject]
        return self.within(first, opening)

    def _borders(self, top: int, node: int) -> int | None:
        """How many clause borders lie between an expression and the predicate; None where it dates a clause or thing that only describes."""
        graph, borders = self._graph, 0
        for _ in range(len(graph)):
            if top == node or graph.heads[top] == top:
                break
            if graph.relations[top] in _DESCRIBING or self._is_participle(top):
                return None
            borders += graph.relations[top] in _CROSSINGS
            top = graph.heads[top]
        return borders

    def _is_participle(self, node: int) -> bool:
        """*The bank founded in 2031 will ...*, *having met in May, they will ...*: a participle that dates something else."""
        graph = self._graph
        if graph.relations[node] == "acl":
            return graph.tags[node] == "VBN" and graph.first(node, "aux", "aux:pass") is None
        perfect = any(graph.words[i].lower() == "having" for i in graph.dependents(node, "aux"))
        bare = graph.tags[node] == "VBN" and graph.first(node, "subj", "subj:pass", "aux", "aux:pass") is None
        return graph.relations[node] == "advcl" and (perfect or (bare and graph.introducers[node] == ""))

    def _deadline(self, number: int) -> Deadline:
        expression = self.expressions[number]
        horizon = resolve_horizon(expression.text, self._published)
        return Deadline(
            ((expression.start, expression.end),),
            horizon.start.isoformat() if horizon.start else "",
            horizon.end.isoformat() if horizon.end else "",
            horizon.note,
        )
