"""The geometry of the report's drawings: bubbles of predictions by likelihood and date, and the circle of actors. Templates draw it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from stanceflow.report.columns import LIKELIHOODS

PLOT_WIDTH, PLOT_ROW, PLOT_LEFT, PLOT_TOP = 900, 44, 150, 16
_UNDATED_WIDTH, _LATER_WIDTH = 90, 70
_BINS = 36
_SMALLEST, _LARGEST = 4.5, 19.0
_OUTLIERS, _ENOUGH = 0.95, 8

RING_SIZE, RING_RADIUS = 820, 250
_MOST_NODES, _MOST_EDGES = 26, 60
_LONGEST_LABEL = 26


@dataclass(frozen=True, slots=True)
class Dated:
    """A prediction to be drawn: its band, the ISO date it resolves by or empty, and where it stands."""

    likelihood: str
    resolve_by: str
    article: int
    key: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """Predictions of one band that resolve at about the same time: centre and radius in the drawing's units, how many, and the first and last date."""

    x: float
    y: float
    radius: float
    n: int
    likelihood: str
    first: str
    last: str
    only: Dated | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis of time."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class DotPlot:
    """Predictions by likelihood (rows) and date (columns); to the left those without a date, to the right those far later than the rest."""

    width: int
    height: int
    left: int
    rows: tuple[tuple[str, float, int], ...]
    undated_x: float
    later_x: float | None
    axis_start: float
    axis_end: float
    ticks: tuple[Tick, ...]
    bubbles: tuple[Bubble, ...]


def dot_plot(predictions: Iterable[Dated]) -> DotPlot:
    """Lay out predictions; one with an unknown band is left out, one with a date that is none counts as undated."""
    known = [(p, _day(p.resolve_by)) for p in predictions if p.likelihood in LIKELIHOODS]
    days = sorted(day for _, day in known if day is not None)
    first, most_by = (days[0], days[int(_OUTLIERS * (len(days) - 1))]) if days else (0, 0)
    has_later = len(days) >= _ENOUGH and days[-1] > most_by + max(365, most_by - first)
    last = most_by if has_later or not days else days[-1]
    start = float(PLOT_LEFT + _UNDATED_WIDTH)
    end = float(PLOT_WIDTH - (_LATER_WIDTH if has_later else 0) - 20)
    later = PLOT_WIDTH - _LATER_WIDTH / 2 if has_later else None
    undated = PLOT_LEFT + _UNDATED_WIDTH / 2 - 10
    groups: dict[tuple[int, int], list[Dated]] = defaultdict(list)
    for prediction, day in known:
        groups[LIKELIHOODS.index(prediction.likelihood), _column(day, first, last)].append(prediction)
    most = max(map(len, groups.values()), default=1)
    bubbles = [
        _bubble(row, _x(column, start, end, undated, later or end), group, most)
        for (row, column), group in sorted(groups.items())
    ]
    totals = Counter(p.likelihood for p, _ in known)
    rows = tuple((name, _y(i), totals[name]) for i, name in enumerate(LIKELIHOODS))
    height = PLOT_TOP + PLOT_ROW * len(LIKELIHOODS) + 40
    return DotPlot(
        PLOT_WIDTH, height, PLOT_LEFT, rows, undated, later, start, end, _ticks(first, last, start, end) if days else (), tuple(bubbles)
    )  # fmt: skip


def _day(iso: str) -> int | None:
    try:
        return date.fromisoformat(iso).toordinal()
    except ValueError:
        return None


def _column(day: int | None, first: int, last: int) -> int:
    """The column of a date: -1 for none, the number of columns for one later than the axis."""
    if day is None:
        return -1
    if day > last:
        return _BINS
    return round((day - first) / max(1, last - first) * (_BINS - 1))


def _x(column: int, start: float, end: float, undated: float, later: float) -> float:
    if column < 0:
        return undated
    return later if column == _BINS else round(start + (end - start) * column / (_BINS - 1), 1)


def _y(row: int) -> float:
    return PLOT_TOP + PLOT_ROW * (row + 0.5)


def _bubble(row: int, x: float, group: Sequence[Dated], most: int) -> Bubble:
    radius = _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt((len(group) - 1) / max(1, most - 1))
    dates = sorted(p.resolve_by for p in group)
    return Bubble(
        x,
        _y(row),
        round(radius, 1),
        len(group),
        LIKELIHOODS[row],
        dates[0],
        dates[-1],
        group[0] if len(group) == 1 else None,
    )


def _ticks(first: int, last: int, start: float, end: float) -> tuple[Tick, ...]:
    """Years, at most about eight of them; months where all dates lie within a year."""
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    step = max(1, math.ceil(len(years) / 8))
    days = [(date(year, 1, 1).toordinal(), str(year)) for year in years if year % step == 0 or len(years) < 3]
    inside = [(day, label) for day, label in days if first <= day <= last]
    if len(inside) < 2:
        inside = [(first, date.fromordinal(first).isoformat()), (last, date.fromordinal(last).isoformat())]
        inside = inside[: 1 if first == last else 2]
    span = max(1, last - first)
    return tuple(Tick(round(start + (end - start) * (day - first) / span, 1), label) for day, label in inside)


@dataclass(frozen=True, slots=True)
class Node:
    """An actor on the circle: its place, radius, and where its label stands; `turn` is the label's angle in degrees."""

    name: str
    label: str
    x: float
    y: float
    radius: float
    label_x: float
    label_y: float
    turn: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Edge:
    """How an actor stands towards another: the curve (an SVG path) and its width."""

    holder: str
    target: str
    polarity: str
    n: int
    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Ring:
    """Actors on a circle, joined by their stances."""

    size: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def ring(stances: Iterable[tuple[str, str, str, int]]) -> Ring:
    """Lay out actors by their stances: (holder, target, polarity, how often). The most frequent pairs are drawn; neighbours stand together."""
    ranked = sorted(stances, key=lambda s: (-s[3], s))
    weight: Counter[str] = Counter()
    for holder, target, _, n in ranked:
        weight.update({holder: n, target: n})
    kept = {name for name, _ in sorted(weight.items(), key=lambda w: (-w[1], w[0]))[:_MOST_NODES]}
    edges = [s for s in ranked if s[0] in kept and s[1] in kept and s[0] != s[1]][:_MOST_EDGES]
    order = _neighbours(edges)
    angle = {name: 2 * math.pi * i / max(1, len(order)) - math.pi / 2 for i, name in enumerate(order)}
    heaviest = max((weight[name] for name in order), default=1)
    nodes = tuple(_node(name, angle[name], weight[name] / heaviest) for name in order)
    most = max((n for *_, n in edges), default=1)
    return Ring(
        RING_SIZE, nodes, tuple(Edge(h, t, p, n, _curve(angle[h], angle[t]), round(1.6 + 4 * (n - 1) / most, 1)) for h, t, p, n in edges)
    )  # fmt: skip


def _neighbours(edges: Sequence[tuple[str, str, str, int]]) -> list[str]:
    """Actors in the order of a walk that goes to the one most often joined with those already placed."""
    joined: dict[str, Counter[str]] = defaultdict(Counter)
    for holder, target, _, n in edges:
        joined[holder][target] += n
        joined[target][holder] += n
    order: list[str] = []
    left = sorted(joined, key=lambda name: (-joined[name].total(), name))
    while left:
        last = order[-1] if order else ""
        chosen = max(left, key=lambda name: (joined[last][name] if last else 0, sum(joined[name][o] for o in order)))
        order.append(chosen)
        left.remove(chosen)
    return order


def _node(name: str, angle: float, share: float) -> Node:
    centre, radius = RING_SIZE / 2, 4 + 7 * math.sqrt(share)
    x, y = centre + RING_RADIUS * math.cos(angle), centre + RING_RADIUS * math.sin(angle)
    out = RING_RADIUS + radius + 6
    degrees = math.degrees(angle) % 360
    flipped = 90 < degrees < 270
    label = name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1] + "…"
    return Node(
        name,
        label,
        round(x, 1),
        round(y, 1),
        round(radius, 1),
        round(centre + out * math.cos(angle), 1),
        round(centre + out * math.sin(angle), 1),
        round(degrees + 180 if flipped else degrees, 1),
        "end" if flipped else "start",
    )


def _curve(a: float, b: float) -> str:
    """A curve through the circle from one angle to the other, bent towards the centre, ending before the nodes."""
    centre, reach = RING_SIZE / 2, RING_RADIUS - 13
    gap = abs(math.remainder(a - b, 2 * math.pi)) / math.pi
    middle = (a + math.remainder(b - a, 2 * math.pi) / 2, reach * (1 - gap) * 0.4)
    points = [(a, reach), middle, (b, reach)]
    (x1, y1), (x2, y2), (x3, y3) = ((centre + r * math.cos(t), centre + r * math.sin(t)) for t, r in points)
    return f"M{x1:.1f} {y1:.1f}Q{x2:.1f} {y2:.1f} {x3:.1f} {y3:.1f}"
