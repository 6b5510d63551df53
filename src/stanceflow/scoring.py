"""How well tables agree with gold: precision, recall and F1 by kind and level.

Gold items and rows of one article are paired one to one, best first, where the content (a stance's target) overlaps with Dice >= 0.5 of its
characters and the cues overlap, or with Dice >= 0.7. A cue more than three times as wide as gold's counts as none. Then, over all articles:

- `found`: paired;
- `exact`: found, content Dice >= 0.9;
- `who`: found, and holder or source agrees: the spans overlap, or it is the same actor;
- `actor`: found, and the holder's or source's actor is the same;
- `full`: who, and the values agree (form; kind and valence; polarity; likelihood and negation);
- `attributed`: full, and the source of the row is the same (interests, stances).

An item that gold marks optional counts neither when missed nor when found. Measures of this kind are PARC's and PolNeAR's (Pareti 2016; Newell et al. 2018).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from stanceflow.records import AUTHOR, Span

MAIN_ROLE = {"claims": "content", "interests": "content", "stances": "target", "predictions": "content"}
WHO_ROLE = {"claims": "source", "interests": "holder", "stances": "holder", "predictions": "source"}
LEVELS = ("found", "exact", "who", "actor", "full", "attributed")
_FOUND_WITH_CUE, _FOUND_ALONE, _EXACT = 0.5, 0.7, 0.9
_WIDEST_CUE, _SHORTEST_CUE = 3, 8
_TITLES = re.compile(
    r"^(mr|mrs|ms|dr|president|prime minister|minister|senator|sen|rep|gov|gen|prof|king|queen|chancellor|former president)\.?\s+(?=\S)"
)
_DETERMINERS = re.compile(r"^(the|a|an|this|that|these|those|its|their|his|her|our|my)\s+")


@dataclass(frozen=True, slots=True)
class Item:
    """A row or gold item, ready to be compared. `spans` holds each role's spans, `values` its other columns as text."""

    spans: Mapping[str, tuple[Span, ...]]
    who_actor: str
    source_actor: str
    values: Mapping[str, str]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """What is known of one article: items by kind, and each actor's kind and surface forms (pronouns left out)."""

    items: Mapping[str, Sequence[Item]]
    forms: Mapping[str, frozenset[str]]
    kinds: Mapping[str, str]
    optional_actors: frozenset[str] = frozenset()


@dataclass(slots=True)
class Score:
    """Hits, predictions and gold items, and what follows from them (0 to 1)."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of the rows that are right."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of gold that was found."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Report:
    """Scores by kind and level; overlaps and agreements of the pairs (0 to 1) by kind and measure."""

    scores: dict[str, dict[str, Score]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Score)))
    means: dict[str, dict[str, list[float]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))


def characters(spans: Iterable[Span]) -> set[int]:
    """The offsets that some spans cover."""
    return {at for start, end in spans for at in range(start, end)}


def dice(first: set[int], second: set[int]) -> float:
    """Dice overlap of two sets of offsets, 0 to 1."""
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def content_overlap(predicted: Sequence[Span], gold: Sequence[Span]) -> float:
    """Dice against gold's pieces or against the stretch from the first to the last of them, whichever is better."""
    found = characters(_outer(predicted))
    return max(dice(found, characters(gold)), dice(found, characters(_outer(gold))))


def normal_form(text: str) -> str:
    """A name or description as it is compared: lower case, without article, possessive or title."""
    form = re.sub(r"\s+", " ", text.strip().lower())
    form = re.sub(r"[’']s?$", "", form)
    return _TITLES.sub("", _DETERMINERS.sub("", form))


def pair(predicted: Sequence[Item], gold: Sequence[Item], kind: str, names: ActorNames) -> list[tuple[int, int]]:
    """Pair rows with gold items one to one, best first; gives their indices."""
    main, who = MAIN_ROLE[kind], WHO_ROLE[kind]
    scored = []
    for i, row in enumerate(predicted):
        for j, item in enumerate(gold):
            overlap = content_overlap(row.spans[main], item.spans[main])
            if overlap < _FOUND_WITH_CUE:
                continue
            cue = cues_agree(row, item)
            if overlap >= _FOUND_ALONE or cue:
                agreement = 0.1 * agrees_who(row, item, who, names) + 0.05 * names.same(row.who_actor, item.who_actor)
                scored.append((overlap + 0.2 * cue + agreement, i, j))
    used_rows: set[int] = set()
    used_gold: set[int] = set()
    pairs = []
    for _, i, j in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if i not in used_rows and j not in used_gold:
            used_rows.add(i)
            used_gold.add(j)
            pairs.append((i, j))
    return pairs


def cues_agree(row: Item, gold: Item) -> bool:
    """Whether the cues overlap and the row's is not far wider than gold's."""
    found, wanted = characters(_outer(row.spans["cue"])), characters(gold.spans["cue"])
    width = len(characters(_outer(gold.spans["cue"])))
    return bool(found & wanted) and len(found) <= _WIDEST_CUE * max(width, _SHORTEST_CUE)


def agrees_who(row: Item, gold: Item, who: str, names: ActorNames) -> bool:
    """Whether source or holder agrees, by span or by actor; without a span on either side, by actor alone."""
    found, wanted = row.spans[who], gold.spans[who]
    if found and wanted and characters(_outer(found)) & characters(wanted):
        return True
    return names.same(row.who_actor, gold.who_actor) and (bool(gold.who_actor) or not (found or wanted))


def agrees_values(row: Item, gold: Item, kind: str) -> bool:
    """Whether the values that a kind is judged by agree."""
    if kind == "claims":
        forms = {row.values.get("form", ""), gold.values.get("form", "")}
        return len(forms) == 1 or forms == {"quote", "mixed"}
    if kind == "interests":
        return all(row.values.get(key) == gold.values.get(key) for key in ("kind", "valence"))
    if kind == "stances":
        return row.values.get("polarity") == gold.values.get("polarity")
    bands = {row.values.get("likelihood"), gold.values.get("likelihood")}
    return (len(bands) == 1 or bands == {"even", "possible"}) and _flag(row, "negated") == _flag(gold, "negated")


def _flag(item: Item, key: str) -> bool:
    return item.values.get(key, "").lower() in ("true", "1", "yes")


def _outer(spans: Sequence[Span]) -> tuple[Span, ...]:
    return ((min(start for start, _ in spans), max(end for _, end in spans)),) if spans else ()


class ActorNames:
    """Which of the table's actors is which of gold's in one article: by the same name, else by a surface form that no other gold actor bears."""

    def __init__(self, gold: Article, predicted: Article) -> None:
        forms = {name: found | {normal_form(name)} for name, found in gold.forms.items()}
        bearers = Counter(form for found in forms.values() for form in found)
        self._gold = {name: {form for form in found if bearers[form] == 1} for name, found in forms.items()}
        self._gold_names = {normal_form(name) for name in self._gold}
        self._predicted = {name: found | {normal_form(name)} for name, found in predicted.forms.items()}

    def same(self, predicted: str, gold: str) -> bool:
        """Whether the two names mean one actor."""
        if not predicted or not gold or AUTHOR in (predicted, gold):
            return predicted == gold
        if normal_form(predicted) == normal_form(gold):
            return True
        if normal_form(predicted) in self._gold_names:
            return False
        return bool(({normal_form(predicted)} | self._predicted.get(predicted, set())) & self._gold.get(gold, set()))


def score(predicted: Mapping[str, Article], gold: Mapping[str, Article]) -> Report:
    """Score the articles that have gold, by id; an article without rows counts as one with none found."""
    report = Report()
    nothing = Article({}, {}, {})
    for name, wanted in gold.items():
        found = predicted.get(name, nothing)
        names = ActorNames(wanted, found)
        for kind in MAIN_ROLE:
            _score_items(report, kind, found.items.get(kind, ()), wanted.items.get(kind, ()), names)
        _score_actors(report, found, wanted)
    return report


def _score_items(report: Report, kind: str, rows: Sequence[Item], gold: Sequence[Item], names: ActorNames) -> None:
    pairs = pair(rows, gold, kind, names)
    counted = [(i, j) for i, j in pairs if not gold[j].optional]
    levels = LEVELS if kind in ("interests", "stances") else LEVELS[:-1]
    for level in levels:
        entry = report.scores[kind][level]
        entry.predicted += len(rows) - (len(pairs) - len(counted))
        entry.gold += sum(not item.optional for item in gold)
    for i, j in counted:
        for level in reached(rows[i], gold[j], kind, names):
            if level in levels:
                report.scores[kind][level].hits += 1
        _measure(report.means[kind], rows[i], gold[j], kind)


def reached(row: Item, gold: Item, kind: str, names: ActorNames) -> list[str]:
    """The levels that a paired row reaches."""
    who = agrees_who(row, gold, WHO_ROLE[kind], names)
    full = who and agrees_values(row, gold, kind)
    source = names.same(row.source_actor, gold.source_actor) or row.source_actor == gold.source_actor
    held = {
        "found": True,
        "exact": content_overlap(row.spans[MAIN_ROLE[kind]], gold.spans[MAIN_ROLE[kind]]) >= _EXACT,
        "who": who,
        "actor": names.same(row.who_actor, gold.who_actor) or (not row.who_actor and not gold.who_actor),
        "full": full,
        "attributed": full and source,
    }
    return [level for level, holds in held.items() if holds]


def _measure(means: dict[str, list[float]], row: Item, gold: Item, kind: str) -> None:
    main = MAIN_ROLE[kind]
    means["content_dice"].append(content_overlap(row.spans[main], gold.spans[main]))
    if kind != "predictions":
        return
    for role in ("condition", "horizon"):
        if row.spans[role] or gold.spans[role]:
            means[f"{role}_dice"].append(content_overlap(row.spans[role], gold.spans[role]))
    means["band_accuracy"].append(float(row.values.get("likelihood") == gold.values.get("likelihood")))
    means["negated_accuracy"].append(float(_flag(row, "negated") == _flag(gold, "negated")))


def _score_actors(report: Report, found: Article, wanted: Article) -> None:
    gold = {name: forms | {normal_form(name)} for name, forms in wanted.forms.items()}
    rows = {name: forms | {normal_form(name)} for name, forms in found.forms.items() if name in found.kinds}
    shared = [
        (len(forms & gold_forms), normal_form(row) == normal_form(name), row, name)
        for row, forms in rows.items()
        for name, gold_forms in gold.items()
        if forms & gold_forms
    ]
    used_rows: set[str] = set()
    used_gold: set[str] = set()
    full = spared = 0
    for _, _, row, name in sorted(shared, reverse=True):
        if row in used_rows or name in used_gold:
            continue
        used_rows.add(row)
        used_gold.add(name)
        if name in wanted.optional_actors:
            spared += 1
        else:
            full += found.kinds[row] == wanted.kinds[name]
    for level, hits in (("found", len(used_gold) - spared), ("full", full)):
        entry = report.scores["actors"][level]
        entry.hits += hits
        entry.predicted += len(rows) - spared
        entry.gold += len(gold) - len(wanted.optional_actors)
