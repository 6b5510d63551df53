"""Scores over time, drawn as SVG."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from pathlib import Path

from stanceflow.regression.folders import RegressionError
from stanceflow.regression.history import ABOUT, COUNTS

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 860, 420, 50, 30, 90, 220
SHOWN = ("claims.found", "interests.found", "stances.found", "predictions.found", "actors.found", "predictions.full")
"""The scores that are drawn unless others are asked for."""
# Told apart by people who do not see red and green apart (Okabe and Ito 2008).
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")


def draw(rows: Sequence[Mapping[str, str]], file: Path, names: Sequence[str] = SHOWN) -> None:
    """Draw the scores in rows of a history, oldest first, into an SVG file. Raises RegressionError where no row has one of them."""
    drawn = [name for name in names if any(_number(row.get(name)) is not None for row in rows)]
    if not drawn:
        known = sorted({name for row in rows for name in row} - {*ABOUT, *COUNTS})
        raise RegressionError(f"{file}: there are no scores to draw; the history has {', '.join(known) or 'none'}")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(svg(rows, drawn), encoding="utf-8", newline="")


def svg(rows: Sequence[Mapping[str, str]], names: Sequence[str]) -> str:
    """Give the drawing: a line for each name, a step to the right for each row that has a score, dates and pipelines below."""
    scored = [row for row in rows if any(_number(row.get(name)) is not None for name in names)]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">',
        f"<title>Scores over {len(scored)} evaluations</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        *(_level(step / 5) for step in range(6)),
        *(_date(number, row, len(scored)) for number, row in enumerate(scored)),
    ]
    for number, name in enumerate(names):
        points = [(_x(at, len(scored)), _number(row.get(name))) for at, row in enumerate(scored)]
        parts.append(_line(name, [(x, _y(value)) for x, value in points if value is not None], number))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _line(name: str, points: Sequence[tuple[float, float]], number: int) -> str:
    colour = _COLOURS[number % len(_COLOURS)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points)
    label_y = TOP + 16 * number + 8
    legend = WIDTH - RIGHT + 20
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'
        f'<rect x="{legend}" y="{label_y - 8}" width="12" height="8" fill="{colour}"/>'
        f'<text x="{legend + 18}" y="{label_y}">{html.escape(name)}</text>'
    )


def _level(value: float) -> str:
    y = _y(value)
    return (
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
        f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:.1f}</text>'
    )


def _date(number: int, row: Mapping[str, str], count: int) -> str:
    x, y = _x(number, count), HEIGHT - BOTTOM + 14
    about = ", ".join(filter(None, (row.get("program"), row.get("pipeline"), row.get("lexicon"))))
    label = html.escape(row.get("date", "")[:10])
    return f'<text x="{x:.1f}" y="{y}" text-anchor="end" transform="rotate(-40 {x:.1f} {y})">{label}<title>{html.escape(about)}</title></text>'


def _x(number: int, count: int) -> float:
    return LEFT + 10 + (WIDTH - LEFT - RIGHT - 20) * (number / (count - 1) if count > 1 else 0.5)


def _y(value: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value)


def _number(cell: str | None) -> float | None:
    try:
        value = float(cell or "")
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None
