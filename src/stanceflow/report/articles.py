"""An article's page: its text cut into pieces that know which rows they play a role in, and the rows themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stanceflow.records import Span
from stanceflow.report.columns import ROLES, Row, number, title_of, who
from stanceflow.visible import visible

_BLANK_LINES = re.compile(r"\n[ \t\r]*\n\s*")
_LINES = re.compile(r"\n\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `roles` names the rows and roles it belongs to (`3-who 4-cue`); `link` is the key of the row whose cue it is."""

    text: str
    roles: str = ""
    link: str = ""
    table: str = ""


@dataclass(slots=True)
class Sentence:
    """A sentence's pieces, or (`number` empty) what stands between two sentences."""

    number: str
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Item:
    """A row as an article's page shows it beside the text; `facts` are pairs of label and value."""

    number: int
    table: str
    key: str
    sentence: str
    who: str
    cue: str
    what: str
    value: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article: its number in the report, its heading, its paragraphs of sentences, its rows in text order."""

    number: int
    title: str
    author: str
    published: str
    path: str
    paragraphs: list[list[Sentence]]
    items: list[Item]


def article_page(
    number: int, document: Row, text: str, sentences: Sequence[Row], rows: Mapping[str, Sequence[Row]]
) -> ArticlePage:
    """Give the page of one article; `rows` holds its rows by table."""
    placed = sorted(
        ((*_place(row), table, row) for table, own in rows.items() if table in ROLES for row in own),
        key=lambda entry: (entry[0], entry[1], entry[2]),
    )
    items = [_item(i, table, row) for i, (_, _, table, row) in enumerate(placed)]
    roles = [
        (span, f"{i}-{mark}", items[i])
        for i, (_, _, table, row) in enumerate(placed)
        for role, mark in ROLES[table]
        for span in spans_of(row, role, len(text))
    ]
    return ArticlePage(
        number,
        title_of(document),
        visible(document["author"]),
        visible(document["published"]),
        visible(document["path"]),
        list(_paragraphs(text, [(int(s["start"]), int(s["end"]), s["sentence"]) for s in sentences], roles)),
        items,
    )


def spans_of(row: Row, role: str, length: int) -> list[Span]:
    """Give the pieces of a role that lie inside a text of that length; an empty list where the role is empty."""
    listed = row[f"{role}_spans"] or f"{row[f'{role}_start']}-{row[f'{role}_end']}"
    spans = []
    for piece in listed.split():
        start, _, end = piece.partition("-")
        if start.isdigit() and end.isdigit() and int(start) < int(end) <= length:
            spans.append((int(start), int(end)))
    return spans


def _place(row: Row) -> Span:
    start = row["cue_start"] or row.get("content_start") or row.get("target_start") or "0"
    return int(start), int(row["cue_end"] or start)


_VALUES = {
    "claims": ("form",),
    "interests": ("kind", "valence"),
    "stances": ("polarity",),
    "predictions": ("likelihood",),
}


def _item(place: int, table: str, row: Row) -> Item:
    facts = [
        ("condition", row.get("condition", "")),
        ("horizon", row.get("horizon", "")),
        ("resolves by", row.get("resolve_by", "")),
        ("negated", "yes" if row.get("negated") == "true" else ""),
        ("denied", "yes" if row.get("denied") == "true" else ""),
        ("probability", _percent(row) if table == "predictions" else ""),
        ("told by", row["chain"] if " > " in row["chain"] else ""),
        ("rule", row["rule"]),
        ("confidence", f"{number(row['confidence']):.2f}"),
    ]
    return Item(
        place,
        table,
        visible(row[f"{table.removesuffix('s')}_id"]),
        row["sentence"],
        who(row),
        visible(row["cue"]),
        visible(row["target" if table == "stances" else "content"]),
        ", ".join(visible(row[name]).replace("_", " ") for name in _VALUES[table]),
        tuple((label, visible(value)) for label, value in facts if value),
    )


def _percent(row: Row) -> str:
    low, high = number(row["p_low"]), number(row["p_high"])
    return f"{low:.0%} to {high:.0%}"


def _paragraphs(
    text: str, sentences: Sequence[tuple[int, int, str]], roles: Sequence[tuple[Span, str, Item]]
) -> Iterator[list[Sentence]]:
    """Cut a text at paragraphs, sentences and roles."""
    begin, finish = defaultdict(list), defaultdict(list)
    for number_of_role, ((start, end), _, _) in enumerate(roles):
        begin[start].append(number_of_role)
        finish[end].append(number_of_role)
    open_roles: set[int] = set()
    sentence_cuts = {offset for start, end, _ in sentences for offset in (start, end)}
    cuts = sorted({*begin, *finish, *sentence_cuts})
    at, number_of_cut, current = 0, 0, 0
    for start, end in _paragraph_spans(text):
        paragraph: list[Sentence] = []
        at = start
        while at < end:
            while number_of_cut < len(cuts) and cuts[number_of_cut] <= at:
                open_roles.difference_update(finish[cuts[number_of_cut]])
                open_roles.update(begin[cuts[number_of_cut]])
                number_of_cut += 1
            until = min(end, cuts[number_of_cut] if number_of_cut < len(cuts) else end)
            while current < len(sentences) and sentences[current][1] <= at:
                current += 1
            inside = current < len(sentences) and sentences[current][0] <= at
            name = sentences[current][2] if inside else ""
            if not paragraph or paragraph[-1].number != name:
                paragraph.append(Sentence(name))
            paragraph[-1].pieces.append(_piece(visible(text[at:until]), [roles[i] for i in sorted(open_roles)]))
            at = until
        yield paragraph


def _piece(text: str, roles: Sequence[tuple[Span, str, Item]]) -> Piece:
    cue = next((item for _, mark, item in roles if mark.endswith("-cue")), None)
    marks = " ".join(mark for _, mark, _ in roles)
    return Piece(text, marks, cue.key if cue else "", cue.table if cue else "")


def _paragraph_spans(text: str) -> Iterator[Span]:
    """Paragraphs stand between blank lines, or on a line each where a text has no blank line."""
    gap = _BLANK_LINES if _BLANK_LINES.search(text.strip()) else _LINES
    at = 0
    ends = [(found.start(), found.end()) for found in gap.finditer(text)]
    for end, following in [*ends, (len(text.rstrip()), len(text))]:
        if text[at:end].strip():
            yield at, end
        at = following
