"""How good a run is, by gold: scores with intervals, by kind, rule and band, Citron's measures, confusions, and floors to hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from stanceflow.records import Span
from stanceflow.regression.bootstrap import MEASURES, Interval, Resampler
from stanceflow.regression.citron import citron_scores
from stanceflow.regression.folders import SNAPSHOT_FILE, RegressionError, read_account
from stanceflow.regression.gold_folder import read_gold_folder
from stanceflow.regression.judging import CONFUSABLE, VALUE_OF, Judged, RuleScore, by_rule, by_value, confusion, judge
from stanceflow.regression.run_items import read_items, read_texts
from stanceflow.run import RUN_FILE
from stanceflow.scoring import Article, Report, Score, score

_FLOOR = re.compile(r"(?P<name>\w+\.\w+)(?:\.(?P<measure>precision|recall|f1))?=(?P<least>\d*\.?\d+)")


@dataclass(frozen=True, slots=True)
class Scored:
    """A score and the 95 percent intervals of its precision, recall and F1."""

    score: Score
    intervals: Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over pairs, 0 to 1, and its 95 percent interval; `value` is None where there are no pairs."""

    value: float | None
    pairs: int
    interval: Interval


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that is known of a run against gold.

    `levels` by kind and level, `means` by kind and measure; `values` by kind and value; `citron` by measure and part; `confusions` by kind and
    value's name, gold's value and the rows'. `strangers` are articles of the run without gold, `absent` articles of gold without a text in the run.
    """

    articles: int
    levels: Mapping[str, Mapping[str, Scored]]
    means: Mapping[str, Mapping[str, Mean]]
    values: Mapping[str, Mapping[str, Score]]
    rules: Sequence[RuleScore]
    citron: Mapping[str, Mapping[str, Score]]
    confusions: Mapping[tuple[str, str], Mapping[str, Mapping[str, int]]]
    judged: Sequence[Judged]
    texts: Mapping[str, str]
    strangers: Sequence[str]
    absent: Sequence[str]

    def scores(self) -> dict[str, float]:
        """Give F1 by `KIND.LEVEL` and means by `KIND.MEASURE`, to three decimals."""
        found = {f"{kind}.{level}": round(s.score.f1, 3) for kind, by in self.levels.items() for level, s in by.items()}
        means = {f"{kind}.{name}": mean for kind, by in self.means.items() for name, mean in by.items()}
        return found | {name: round(mean.value, 3) for name, mean in means.items() if mean.value is not None}


def evaluate(run: Path, gold: Path) -> Evaluation:
    """Score the run in a folder by the gold in another; a folder of gold in the run's place is scored as if it were one, for two annotators' agreement.

    Raises RegressionError for no run and for one without any article of gold's, GoldError for gold that cannot be used.
    """
    if is_gold(run):
        return evaluate_items(read_gold_folder(run, {}), read_gold_folder(gold, {}), {})
    read_account(run)
    texts = read_texts(run)
    wanted = read_gold_folder(gold, texts)
    if not wanted.keys() & texts.keys():
        raise RegressionError(f"{gold}: has no article of {run}; give the gold of the articles that were run")
    return evaluate_items(read_items(run), wanted, texts)


def is_gold(folder: Path) -> bool:
    """Whether a folder holds gold files and no tables."""
    return (
        folder.is_dir()
        and not (folder / "claims.csv").exists()
        and any(file.name not in (RUN_FILE, SNAPSHOT_FILE) for file in folder.rglob("*.json"))
    )


def evaluate_items(
    predicted: Mapping[str, Article], gold: Mapping[str, Article], texts: Mapping[str, str]
) -> Evaluation:
    """Score articles by gold, by id; `texts` are those of the articles, for measures in words."""
    reports = [
        score({doc_id: predicted[doc_id]} if doc_id in predicted else {}, {doc_id: gold[doc_id]}) for doc_id in gold
    ]
    total = score(predicted, gold)
    resampler = Resampler(len(reports))
    judged = judge(predicted, gold)
    return Evaluation(
        articles=len(gold),
        levels=_levels(total, reports, resampler),
        means=_means(total, reports, resampler),
        values={kind: by_value(judged, kind, value) for kind, value in VALUE_OF.items()},
        rules=by_rule(judged),
        citron=citron_scores(judged, texts),
        confusions={(kind, value): confusion(judged, kind, value) for kind, value in CONFUSABLE},
        judged=judged,
        texts=texts,
        strangers=sorted(set(texts) - set(gold)),
        absent=sorted(set(gold) - {*texts, *predicted}),
    )


def _levels(total: Report, reports: Sequence[Report], resampler: Resampler) -> dict[str, dict[str, Scored]]:
    return {
        kind: {
            level: Scored(found, resampler.score([report.scores[kind][level] for report in reports]))
            for level, found in levels.items()
        }
        for kind, levels in total.scores.items()
    }


def _means(total: Report, reports: Sequence[Report], resampler: Resampler) -> dict[str, dict[str, Mean]]:
    return {
        kind: {
            name: Mean(
                fmean(values) if values else None,
                len(values),
                resampler.mean([report.means[kind][name] for report in reports]),
            )
            for name, values in measures.items()
        }
        for kind, measures in total.means.items()
    }


def sentence_of(one: Judged, text: str, sentences: Sequence[Span]) -> str:
    """Give the sentence that a row or gold item stands in, by its cue; empty where there is none."""
    item = one.row or one.gold
    if item is None:
        return ""
    place = next((start for spans in (item.spans["cue"], *item.spans.values()) for start, _ in spans), -1)
    return next((text[start:end] for start, end in sentences if start <= place < end), "")


@dataclass(frozen=True, slots=True)
class Floor:
    """A score that a run must reach: `claims.found.f1` at least `least`, or a mean such as `predictions.content_dice`."""

    name: str
    measure: str
    least: float

    def reached_by(self, evaluation: Evaluation) -> float:
        """Give the score that is to reach the floor. Raises RegressionError where there is no such score."""
        kind, _, level = self.name.partition(".")
        if level in evaluation.levels.get(kind, {}):
            return float(getattr(evaluation.levels[kind][level].score, self.measure or "f1"))
        mean = evaluation.means.get(kind, {}).get(level)
        if mean is None or self.measure:
            known = ", ".join(evaluation.scores())
            raise RegressionError(f"--min {self.name}: there is no such score; give one of {known}")
        return mean.value or 0.0


def parse_floor(text: str) -> Floor:
    """Read a floor as it is given on the command line: `claims.found=0.7`, `claims.found.recall=0.6`."""
    match = _FLOOR.fullmatch(text.strip())
    if not match or not 0 <= float(match["least"]) <= 1:
        raise RegressionError(
            f"--min {text!r}: is no floor; write KIND.LEVEL=X or KIND.LEVEL.{'|'.join(MEASURES)}=X, X from 0 to 1"
        )
    return Floor(match["name"], match["measure"] or "", float(match["least"]))


def below(evaluation: Evaluation, floors: Iterable[Floor]) -> list[str]:
    """Say which floors are not reached. A score counts as shown, to three decimals."""
    reached = [(floor, round(floor.reached_by(evaluation), 3)) for floor in floors]
    return [
        f"{floor.name}{'.' * bool(floor.measure)}{floor.measure} is {found:.3f}, below {floor.least:g}"
        for floor, found in reached
        if found < floor.least
    ]
