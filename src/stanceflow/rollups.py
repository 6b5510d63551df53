"""Roll-ups: what the rows of a run say together, over all its articles. Plain functions from rows to rows.

Rows are as `saved_run.SavedRun.rows` gives them. Actors of different articles are one where they bear one name; the author of an article goes
by the name that documents.csv gives (`author: NAME`), since the authors of two articles are two people.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from stanceflow.content_heads import content_head
from stanceflow.lexicon import load_words
from stanceflow.records import AUTHOR

Row = Mapping[str, str]
Documents = Mapping[str, Row]
"""Rows of documents.csv by `doc_id`."""


@dataclass(frozen=True, slots=True)
class ActorInterest:
    """What an actor seeks or avoids: `head` is the word that its contents share, `example` the first of them; dates are of publication."""

    actor: str
    valence: str
    head: str
    example: str
    kinds: str
    n: int
    n_articles: int
    first_date: str
    last_date: str


@dataclass(frozen=True, slots=True)
class StanceCell:
    """How often a holder is for and against a target; `net` is favor less against."""

    holder: str
    target: str
    favor: int
    against: int
    net: int
    n: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """A line of the ledger of predictions: who said when that what would happen by when, and how surely (0 to 1)."""

    resolve_by: str
    doc_id: str
    prediction_id: str
    published: str
    source: str
    content: str
    likelihood: str
    p_mid: str
    negated: str
    condition: str
    horizon: str
    horizon_note: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A holder who is for a target in one article and against it in another, or the other way round, in order of publication."""

    holder: str
    target: str
    before: str
    before_date: str
    before_doc_id: str
    after: str
    after_date: str
    after_doc_id: str


@dataclass(frozen=True, slots=True)
class SourceUse:
    """How often somebody is a source of claims, and in what form."""

    source: str
    n: int
    n_articles: int
    quote: int
    mixed: int
    indirect: int
    belief: int
    denied: int


ROLLUPS: dict[str, type] = {
    "actor_interests": ActorInterest,
    "stance_matrix": StanceCell,
    "forecasts": Forecast,
    "shifts": Shift,
    "sources": SourceUse,
}
"""The record of each roll-up, by the name of its file."""


def name_of(actor: str, document: Row | None) -> str:
    """Give the name under which an actor is counted: an article's author by the name that its document gives."""
    if actor != AUTHOR:
        return actor
    author = document["author"] if document else ""
    return f"{AUTHOR}: {author}" if author else AUTHOR


def target_of(stance: Row) -> str:
    """Give the name under which a target is counted: its actor's, else its words in lower case without a leading article.

    Empty for a lone pronoun of which nobody knows what it stands for.
    """
    words = _plain(stance["target"])
    return stance["target_actor"] or ("" if words in load_words("content_heads")["pointers"] else words)


def _plain(words: str) -> str:
    first, _, rest = " ".join(words.lower().split()).partition(" ")
    return rest if first in ("the", "a", "an") and rest else f"{first} {rest}".strip()


def actor_interests(interests: Iterable[Row], documents: Documents) -> list[ActorInterest]:
    """Give what each actor seeks and avoids, clustered by the head of its content; the most frequent first within each actor."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in interests:
        if row["holder_actor"]:
            holder = name_of(row["holder_actor"], documents.get(row["doc_id"]))
            groups[holder, row["valence"], content_head(row["content"])].append(row)
    out = []
    for (actor, valence, head), rows in groups.items():
        dates = sorted({_published(row, documents) for row in rows} - {""})
        kinds = Counter(row["kind"] for row in rows)
        out.append(
            ActorInterest(
                actor,
                valence,
                head,
                rows[0]["content"],
                " ".join(kind for kind, _ in kinds.most_common()),
                len(rows),
                len({row["doc_id"] for row in rows}),
                dates[0] if dates else "",
                dates[-1] if dates else "",
            )
        )
    return sorted(out, key=lambda r: (r.actor, -r.n, r.valence, r.head))


def stance_matrix(stances: Iterable[Row], documents: Documents) -> list[StanceCell]:
    """Give how often each holder is for and against each target, the pairs with most stances first."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in stances:
        holder, target = name_of(row["holder_actor"], documents.get(row["doc_id"])), target_of(row)
        if holder and target:
            counts[holder, target][row["polarity"]] += 1
    cells = [
        StanceCell(holder, target, c["favor"], c["against"], c["favor"] - c["against"], c["favor"] + c["against"])
        for (holder, target), c in counts.items()
    ]
    return sorted(cells, key=lambda c: (-c.n, c.holder, c.target))


def forecasts(predictions: Iterable[Row], documents: Documents) -> list[Forecast]:
    """Give the ledger of predictions by the date on which they can be resolved; those without one stand last."""
    ledger = [
        Forecast(
            row["resolve_by"],
            row["doc_id"],
            row["prediction_id"],
            _published(row, documents),
            name_of(row["source_actor"], documents.get(row["doc_id"])),
            row["content"],
            row["likelihood"],
            row["p_mid"],
            row["negated"],
            row["condition"],
            row["horizon"],
            row["horizon_note"],
        )
        for row in predictions
    ]
    return sorted(ledger, key=lambda f: f.resolve_by or "~")


def shifts(stances: Iterable[Row], documents: Documents) -> list[Shift]:
    """Give every change of a holder's stance towards a target from one article to the next that speaks of it, by date of publication.

    What an article holds on balance counts; articles that are balanced or have no date are left out.
    """
    nets: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in stances:
        holder, target = name_of(row["holder_actor"], documents.get(row["doc_id"])), target_of(row)
        if holder and target:
            nets[holder, target][row["doc_id"]] += 1 if row["polarity"] == "favor" else -1
    out = []
    for (holder, target), by_article in sorted(nets.items()):
        dated = sorted((documents[d]["published"], d, net) for d, net in by_article.items() if d in documents and net)
        known = [entry for entry in dated if entry[0]]
        for (date, doc, net), (next_date, next_doc, next_net) in pairwise(known):
            if (net > 0) != (next_net > 0):
                out.append(Shift(holder, target, _side(net), date, doc, _side(next_net), next_date, next_doc))
    return out


def sources(claims: Iterable[Row], documents: Documents) -> list[SourceUse]:
    """Give who is quoted or reported, how often and in what form, the most frequent first; claims without a known source are left out."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    articles: dict[str, set[str]] = defaultdict(set)
    for row in claims:
        if row["source_actor"]:
            source = name_of(row["source_actor"], documents.get(row["doc_id"]))
            forms[source].update([row["form"], "all", *(["denied"] if row["denied"] == "true" else [])])
            articles[source].add(row["doc_id"])
    out = [
        SourceUse(name, c["all"], len(articles[name]), c["quote"], c["mixed"], c["indirect"], c["belief"], c["denied"])
        for name, c in forms.items()
    ]
    return sorted(out, key=lambda s: (-s.n, s.source))


def _published(row: Row, documents: Documents) -> str:
    document = documents.get(row["doc_id"])
    return document["published"] if document else ""


def _side(net: int) -> str:
    return "favor" if net > 0 else "against"
