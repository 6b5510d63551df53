"""The report's first page: counts over the whole run, collected article by article so that no article need be kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from stanceflow.content_heads import content_head
from stanceflow.records import AUTHOR
from stanceflow.report.charts import Dated, DotPlot, Ring, dot_plot, ring
from stanceflow.report.columns import Row, number, who
from stanceflow.rollups import target_of
from stanceflow.visible import visible

_MOST_ACTORS, _MOST_HOLDERS, _MOST_WANTS, _MOST_CUES, _MATRIX = 12, 8, 4, 8, 12
_ITEMS = ("claims", "interests", "stances", "predictions")


@dataclass(slots=True)
class ActorTally:
    """An actor over all articles: its kind and country as the first article has them, and how often it is what."""

    kind: str
    country: str
    counts: Counter[str] = field(default_factory=Counter)

    def total(self) -> int:
        """How many rows it is the holder or source of."""
        return sum(self.counts[table] for table in _ITEMS)


@dataclass(frozen=True, slots=True)
class Want:
    """Something that a holder seeks or avoids, and the row that says so."""

    content: str
    kind: str
    confidence: float
    article: int
    key: str


@dataclass(frozen=True, slots=True)
class Wants:
    """What a holder seeks and avoids: the rows with the highest confidence, one for each head of a content."""

    holder: str
    n: int
    seeks: list[Want]
    avoids: list[Want]


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """How often a holder is for and against a target; `tone` is 1 to 3 by how many, `side` is favor, against or mixed."""

    target: str
    favor: int
    against: int
    side: str
    tone: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Holders (rows) by targets (columns); an empty cell is None."""

    targets: list[str]
    rows: list[tuple[str, list[MatrixCell | None]]]


@dataclass(slots=True)
class Overview:
    """What the first page shows. Feed it articles, then ask."""

    actors: dict[str, ActorTally] = field(default_factory=dict)
    totals: Counter[str] = field(default_factory=Counter)
    dates: list[str] = field(default_factory=lambda: ["", ""])
    _cues: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _stances: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _between_actors: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _wants: dict[str, dict[str, dict[str, Want]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    _holders: Counter[str] = field(default_factory=Counter)
    _dated: list[Dated] = field(default_factory=list)

    def add(self, article: int, document: Row, actors: Iterable[Row], rows: Mapping[str, Sequence[Row]]) -> None:
        """Count an article in."""
        self.totals["articles"] += 1
        self._add_date(visible(document["published"]))
        for actor in actors:
            self._add_actor(actor)
        for table in _ITEMS:
            for row in rows.get(table, ()):
                self.totals[table] += 1
                self._cues[table][visible(row["cue"]).lower()] += 1
        for row in rows.get("stances", ()):
            self._add_stance(row)
        for row in rows.get("interests", ()):
            self._add_want(article, row)
        for row in rows.get("predictions", ()):
            self._dated.append(Dated(row["likelihood"], row["resolve_by"], article, visible(row["prediction_id"])))

    def _add_date(self, published: str) -> None:
        if published:
            self.dates = [min(self.dates[0] or published, published), max(self.dates[1], published)]

    def _add_actor(self, row: Row) -> None:
        name = visible(row["actor"])
        tally = self.actors.setdefault(name, ActorTally(visible(row["kind"]), visible(row["country"])))
        tally.counts["articles"] += 1
        for table in ("mentions", *_ITEMS):
            tally.counts[table] += int(number(row[f"n_{table}"]))

    def _add_stance(self, row: Row) -> None:
        holder, target, polarity = who(row), visible(target_of(row)), visible(row["polarity"])
        if not target or not row["holder_actor"]:
            return
        self._stances[holder, target, polarity] += 1
        if row["target_actor"] and row["holder_actor"] not in ("", AUTHOR):
            self._between_actors[holder, target, polarity] += 1

    def _add_want(self, article: int, row: Row) -> None:
        holder = who(row)
        if row["holder_actor"] in ("", AUTHOR):
            return
        self._holders[holder] += 1
        want = Want(
            visible(row["content"]),
            visible(row["kind"]),
            number(row["confidence"]),
            article,
            visible(row["interest_id"]),
        )
        best = self._wants[holder][row["valence"]]
        head = content_head(row["content"])
        if head not in best or best[head].confidence < want.confidence:
            best[head] = want

    def top_actors(self) -> list[tuple[str, ActorTally]]:
        """Give the actors with most rows of their own."""
        return sorted(self.actors.items(), key=lambda a: (-a[1].total(), -a[1].counts["mentions"], a[0]))[:_MOST_ACTORS]

    def wants(self) -> list[Wants]:
        """Give the holders with most interests, and what they seek and avoid."""
        return [
            Wants(name, n, self._best(name, "seek"), self._best(name, "avoid"))
            for name, n in sorted(self._holders.items(), key=lambda h: (-h[1], h[0]))[:_MOST_HOLDERS]
        ]

    def _best(self, holder: str, valence: str) -> list[Want]:
        return sorted(self._wants[holder][valence].values(), key=lambda w: (-w.confidence, w.article, w.key))[
            :_MOST_WANTS
        ]

    def matrix(self) -> Matrix:
        """Give the holders and targets with most stances between them."""
        rows, columns = Counter[str](), Counter[str]()
        for (_, target, _), n in self._stances.items():
            columns[target] += n
        targets = _most(columns, _MATRIX)
        for (holder, target, _), n in self._stances.items():
            rows[holder] += n if target in targets else 0
        holders = [name for name in _most(rows, _MATRIX) if rows[name]]
        return Matrix(targets, [(holder, [self._cell(holder, target) for target in targets]) for holder in holders])

    def _cell(self, holder: str, target: str) -> MatrixCell | None:
        favor, against = (self._stances.get((holder, target, side), 0) for side in ("favor", "against"))
        if not favor + against:
            return None
        side = "mixed" if favor and against else "favor" if favor else "against"
        return MatrixCell(target, favor, against, side, min(3, favor + against))

    def dot_plot(self) -> DotPlot:
        """Give the drawing of predictions by likelihood and date."""
        return dot_plot(self._dated)

    def ring(self) -> Ring:
        """Give the drawing of actors by their stances towards one another."""
        return ring((holder, target, side, n) for (holder, target, side), n in self._between_actors.items())

    def cues(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """Give the most frequent cues of each table."""
        return [
            (table, sorted(self._cues[table].items(), key=lambda c: (-c[1], c[0]))[:_MOST_CUES]) for table in _ITEMS
        ]


def _most(counts: Counter[str], n: int) -> list[str]:
    return [name for name, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:n]]
