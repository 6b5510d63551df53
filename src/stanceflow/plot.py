"""Plots of tables with matplotlib (extra `[plot]`): who stands where, and what is predicted how surely by when.

>>> import stanceflow, stanceflow.plot  # doctest: +SKIP
>>> stanceflow.plot.forecasts(stanceflow.to_frames(docs))  # doctest: +SKIP
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from stanceflow import rollups
from stanceflow.csv_files import cell_text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.patches import Rectangle

FAVOR, AGAINST, INK = "#1b5e9e", "#a83c1b", "#1c2127"
_UNDATED = "no date"
_LONGEST = 28
_BANDS = (
    "almost_no_chance", "very_unlikely", "unlikely", "even", "possible", "likely", "very_likely", "almost_certain",
)  # fmt: skip


class PlotError(RuntimeError):
    """Nothing can be plotted: matplotlib is missing, or a table is."""


def stance_matrix(frames: Mapping[str, pd.DataFrame], most: int = 12, ax: Axes | None = None) -> Axes:
    """Draw the holders and targets with most stances as a matrix, at most `most` of each; a cell says how often for (+) and against (−).

    `frames` are DataFrames as `stanceflow.to_frames` gives them; `ax` is drawn into where it is given. Raises PlotError.
    """
    cells = rollups.stance_matrix(_rows(frames, "stances"), _documents(frames))
    columns = _most((cell.target, cell.n) for cell in cells)[:most]
    rows = _most((cell.holder, cell.n) for cell in cells if cell.target in columns)[:most]
    ax = ax or _axes(2.4 + 0.55 * len(columns), 2.2 + 0.36 * len(rows))
    for cell in cells:
        if cell.holder in rows and cell.target in columns:
            x, y = columns.index(cell.target), rows.index(cell.holder)
            colour = FAVOR if cell.net > 0 else AGAINST if cell.net < 0 else INK
            ax.add_patch(_square(x, y, colour, min(0.25 + 0.2 * abs(cell.net), 0.9) if cell.net else 0.12))
            words = " ".join(
                ([f"+{cell.favor}"] if cell.favor else []) + ([f"−{cell.against}"] if cell.against else [])
            )
            ax.text(x, y, words, ha="center", va="center", fontsize=8, color="white" if abs(cell.net) > 2 else INK)
    ax.set_xlim(-0.5, max(len(columns), 1) - 0.5)
    ax.set_ylim(max(len(rows), 1) - 0.5, -0.5)
    ax.set_xticks(range(len(columns)), [_short(name) for name in columns], rotation=45, ha="right", fontsize=8)
    ax.set_yticks(range(len(rows)), [_short(name) for name in rows], fontsize=8)
    ax.set_title("Who stands where", loc="left")
    return ax


def forecasts(frames: Mapping[str, pd.DataFrame], ax: Axes | None = None) -> Axes:
    """Draw predictions as dots by likelihood (bands) and the date on which they can be checked; those without a date stand at the left.

    `frames` and `ax` are as in `stance_matrix`. Raises PlotError.
    """
    ledger = [f for f in rollups.forecasts(_rows(frames, "predictions"), _documents(frames)) if f.likelihood in _BANDS]
    dated = [(date.fromisoformat(f.resolve_by), f.likelihood) for f in ledger if f.resolve_by]
    undated = Counter(f.likelihood for f in ledger if not f.resolve_by)
    ax = ax or _axes(8, 4)
    for (day, band), n in Counter(dated).items():
        ax.scatter([_number(day)], [_BANDS.index(band)], s=[18 + 22 * n], color=FAVOR, alpha=0.7, linewidths=0)
    for band, n in undated.items():
        place = ax.get_yaxis_transform()
        ax.scatter([-0.04], [_BANDS.index(band)], s=[18 + 4 * n], color=INK, alpha=0.5, transform=place, clip_on=False)
        ax.text(-0.07, _BANDS.index(band), str(n), transform=place, ha="right", va="center", fontsize=8)
    if dated:
        ax.xaxis_date()
    else:
        ax.set_xticks([])
    ax.text(-0.04, -0.06, _UNDATED, transform=ax.transAxes, ha="center", va="top", fontsize=8)
    ax.set_ylim(-0.5, len(_BANDS) - 0.5)
    ax.set_yticks(range(len(_BANDS)), [band.replace("_", " ") for band in _BANDS], fontsize=8)
    ax.tick_params(axis="y", pad=58, length=0)
    ax.grid(axis="y", alpha=0.25)
    ax.set_title("What is predicted, how surely, by when", loc="left")
    return ax


def _rows(frames: Mapping[str, pd.DataFrame], table: str) -> list[dict[str, str]]:
    """A table's rows as the roll-ups read them: cells as in its CSV file."""
    if table not in frames:
        raise PlotError(f"there is no table {table!r}; give the tables of `stanceflow.to_frames`")
    frame = frames[table]
    columns = [
        [cell_text(None if missing else value) for value, missing in zip(frame[c], frame[c].isna(), strict=True)]
        for c in frame
    ]
    return [dict(zip(map(str, frame.columns), cells, strict=True)) for cells in zip(*columns, strict=True)]


def _documents(frames: Mapping[str, pd.DataFrame]) -> dict[str, dict[str, str]]:
    return {row["doc_id"]: row for row in _rows(frames, "documents")}


def _axes(width: float, height: float) -> Axes:
    try:
        from matplotlib import pyplot
    except ImportError:
        raise PlotError("matplotlib is not installed; install stanceflow[plot]") from None
    _, ax = pyplot.subplots(figsize=(width, height), layout="constrained")
    for side in ("top", "right", "left", "bottom"):
        ax.spines[side].set_visible(False)
    return ax


def _number(day: date) -> float:
    from matplotlib.dates import date2num

    return float(date2num(day))  # type: ignore[no-untyped-call]  # matplotlib is untyped here


def _square(x: int, y: int, colour: str, alpha: float) -> Rectangle:
    from matplotlib.patches import Rectangle

    return Rectangle((x - 0.48, y - 0.48), 0.96, 0.96, facecolor=colour, alpha=alpha, linewidth=0)


def _most(counted: Iterable[tuple[str, int]]) -> list[str]:
    """Names by how often they come, the most frequent first."""
    totals = Counter[str]()
    for name, n in counted:
        totals[name] += n
    return sorted(totals, key=lambda name: (-totals[name], name))


def _short(name: str) -> str:
    # A dollar sign would begin mathematics.
    shown = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    return shown.replace("$", r"\$")
