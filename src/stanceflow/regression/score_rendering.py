"""An evaluation as people and programs read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from stanceflow.records import Span
from stanceflow.regression.bootstrap import MEASURES
from stanceflow.regression.evaluation import Evaluation, sentence_of
from stanceflow.regression.judging import VALUE_OF, Judged, select
from stanceflow.scoring import MAIN_ROLE, WHO_ROLE, Item, Score
from stanceflow.tables import GAP

_FEWEST_ROWS = 3
"""Rules with fewer rows say too little to be listed."""


def scores_as_text(evaluation: Evaluation, details: bool = False) -> str:
    """Give the scores as lines of text; with `details`, also by kind, rule and band, Citron's measures and the confusions."""
    lines = [*_level_lines(evaluation), *_mean_lines(evaluation)]
    if details:
        lines += [*_value_lines(evaluation), *_citron_lines(evaluation), *_rule_lines(evaluation)]
        for (kind, value), table in evaluation.confusions.items():
            lines += ["", f"{kind}, {value}: gold's values down, the rows' across", *_grid(table)]
    return "\n".join(lines) + "\n"


def scores_as_json(evaluation: Evaluation) -> str:
    """Give all of an evaluation as JSON but its single rows."""
    value = {
        "articles": evaluation.articles,
        "levels": {
            kind: {level: {**_numbers(scored.score), "intervals": scored.intervals} for level, scored in levels.items()}
            for kind, levels in evaluation.levels.items()
        },
        "means": {
            kind: {
                name: {"mean": _rounded(mean.value), "pairs": mean.pairs, "interval": mean.interval}
                for name, mean in means.items()
            }
            for kind, means in evaluation.means.items()
        },
        "values": {k: {v: _numbers(s) for v, s in by.items()} for k, by in evaluation.values.items()},
        "rules": [
            {"table": r.table, "rule": r.rule, "rows": r.rows, "found": r.found, "full": r.full}
            for r in evaluation.rules
        ],
        "citron": {m: {part: _numbers(s) for part, s in by.items()} for m, by in evaluation.citron.items()},
        "confusions": {f"{kind}.{name}": table for (kind, name), table in evaluation.confusions.items()},
        "articles_without_gold": evaluation.strangers,
        "gold_without_article": evaluation.absent,
    }
    return json.dumps(value, indent=1) + "\n"


def errors_as_text(evaluation: Evaluation, sentences: Mapping[str, Sequence[Span]]) -> str:
    """Give rows and gold items that do not agree, one block each: what is wrong, the words of both, the sentence.

    `sentences` are the spans of each article's sentences.
    """
    lines: list[str] = []
    for one in select(evaluation.judged, lambda one: one.verdict != "right"):
        text = evaluation.texts.get(one.doc_id, "")
        lines.append(f"{one.verdict}  {one.kind}  {one.doc_id}{_rule(one)}")
        lines += [
            f"  {side}: {_words(one, item, text)}" for side, item in (("gold", one.gold), ("row", one.row)) if item
        ]
        lines.append(f"  | {' '.join(sentence_of(one, text, sentences.get(one.doc_id, ())).split())}")
    return "\n".join(lines) + "\n" * bool(lines)


def _rule(one: Judged) -> str:
    return f"  by {one.row.values.get('rule', '-')}" if one.row is not None else ""


def _words(one: Judged, item: Item, text: str) -> str:
    who, main = WHO_ROLE[one.kind], MAIN_ROLE[one.kind]
    parts = [f"{who} {item.who_actor or 'nobody'}"]
    for role in (who, "cue", main):
        words = GAP.join(text[start:end] for start, end in item.spans[role])
        if words:
            parts.append(f'{role} "{" ".join(words.split())}"')
    return ", ".join(parts + [f"{key} {value}" for key, value in item.values.items() if key != "rule"])


def _level_lines(evaluation: Evaluation) -> Iterator[str]:
    yield f"{evaluation.articles} articles; in brackets 95 percent intervals by the bootstrap over articles"
    for kind, levels in evaluation.levels.items():
        for level, scored in levels.items():
            parts = [
                f"{name} {getattr(scored.score, measure):.3f} [{scored.intervals[measure][0]:.2f}-{scored.intervals[measure][1]:.2f}]"
                for name, measure in zip(("P", "R", "F1"), MEASURES, strict=True)
            ]
            counts = f"{scored.score.hits} of {scored.score.predicted} rows, {scored.score.gold} gold"
            yield f"{kind:<12}{level:<11}{'  '.join(parts)}  ({counts})"


def _mean_lines(evaluation: Evaluation) -> Iterator[str]:
    for kind, means in evaluation.means.items():
        for name, mean in means.items():
            if mean.value is not None:
                low, high = mean.interval
                yield f"{kind:<12}{name:<18}{mean.value:.3f} [{low:.2f}-{high:.2f}]  ({mean.pairs} pairs)"


def _value_lines(evaluation: Evaluation) -> Iterator[str]:
    for kind, scores in evaluation.values.items():
        yield f"\n{kind} by {VALUE_OF[kind]}"
        yield from (f"  {value:<18}{_line(score)}" for value, score in scores.items())


def _citron_lines(evaluation: Evaluation) -> Iterator[str]:
    for measure, parts in evaluation.citron.items():
        yield f"\nclaims by Citron's measures, {measure}"
        yield from (f"  {part:<18}{_line(score)}" for part, score in parts.items())


def _rule_lines(evaluation: Evaluation) -> Iterator[str]:
    yield f"\nrules with {_FEWEST_ROWS} rows and more: rows, and the shares found and fully right"
    for rule in evaluation.rules:
        if rule.rows >= _FEWEST_ROWS:
            yield f"  {rule.table:<12}{rule.rule:<30}{rule.rows:>5}  {rule.found / rule.rows:.2f}  {rule.full / rule.rows:.2f}"


def _line(score: Score) -> str:
    return (
        f"P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"
        f"  ({score.hits} of {score.predicted} predicted, {score.gold} gold)"
    )


def _grid(table: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    columns = sorted({value for row in table.values() for value in row})
    width = max((len(value) for value in (*columns, *table)), default=0) + 2
    yield " " * width + "".join(value.rjust(width) for value in columns)
    for gold, row in table.items():
        yield gold.ljust(width) + "".join(str(row.get(value, 0)).rjust(width) for value in columns)


def _numbers(score: Score) -> dict[str, Any]:
    measures = {measure: round(getattr(score, measure), 3) for measure in MEASURES}
    return {**measures, "hits": score.hits, "predicted": score.predicted, "gold": score.gold}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
