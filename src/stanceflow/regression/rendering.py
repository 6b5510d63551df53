"""A comparison as people and programs read it: plain text, Markdown, HTML, JSON."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from stanceflow.regression.differences import Comparison, Difference, DifferenceKind, TableComparison
from stanceflow.regression.verdict import kept_share

SHOWN = 20
"""Differences of a table that are shown unless more are asked for; JSON gives all."""
KINDS: tuple[DifferenceKind, ...] = ("changed", "lost", "new")
_HASH = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
_ROLES = ("actor", "holder", "source", "cue", "content", "target", "text")
_VALUES = ("kind", "form", "valence", "polarity", "likelihood", "negated", "condition", "horizon", "status")
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse}td,th{padding:.1em .8em;text-align:right}td:first-child,th:first-child{text-align:left}"
    "li{margin:.6em 0}del{background:#fdd}ins{background:#dfd;text-decoration:none}blockquote{margin:.2em 1em;color:#555}"
    ".lost{color:#a00}.new{color:#070}.changed{color:#850}"
)


def as_text(comparison: Comparison, limit: int = SHOWN) -> str:
    """Give a comparison as plain text; at most `limit` differences of each table are written out."""
    return "\n".join(_text_lines(comparison, limit)) + "\n"


def as_markdown(comparison: Comparison, limit: int = SHOWN) -> str:
    """Give a comparison as Markdown, as for a comment on a proposed change."""
    return "\n".join(_markdown_lines(comparison, limit)) + "\n"


def as_html(comparison: Comparison, limit: int = SHOWN) -> str:
    """Give a comparison as one HTML page without scripts; texts of articles are escaped."""
    return "\n".join(_html_lines(comparison, limit)) + "\n"


def as_json(comparison: Comparison, limit: int = SHOWN) -> str:
    """Give a comparison as JSON, with every difference and all cells of its row."""
    value = {
        "same": comparison.same,
        "kept_share": round(kept_share(comparison.tables.values()), 4),
        "origins": [{"what": o.column, "from": o.before, "to": o.after} for o in comparison.origins],
        "edited_texts": comparison.texts,
        "tables": {name: _table_value(table) for name, table in comparison.tables.items()},
        "rules": {rule: dict(sorted(counts.items())) for rule, counts in comparison.rules().items()},
    }
    return json.dumps(value, indent=1) + "\n"


FORMATS: dict[str, Callable[[Comparison, int], str]] = {
    "text": as_text,
    "json": as_json,
    "markdown": as_markdown,
    "html": as_html,
}


def counts_line(table: TableComparison) -> str:
    """Say in one line what became of a table's rows."""
    counts = [f"{table.kept:,} kept", *(f"{table.count(kind):,} {kind}" for kind in KINDS)]
    return ", ".join(counts + [f"{table.following:,} with counts that follow"] * bool(table.following))


def told(table: TableComparison) -> list[Difference]:
    """Give the differences that are written out one by one: all but counts that follow from them."""
    return [difference for difference in table.differences if not difference.follows]


def summary(table: TableComparison, difference: Difference) -> str:
    """Give a row's roles and values in one line."""
    cells = dict(zip(table.columns, difference.cells, strict=True))
    roles = [f"{name} {_quoted(cells[name])}" for name in _ROLES if cells.get(name)]
    # Who has no words in the text is named by the actor.
    roles += [
        f"{name} {cells[f'{name}_actor']}" for name in _ROLES if not cells.get(name) and cells.get(f"{name}_actor")
    ]
    return ", ".join(
        roles + [f"{name} {cells[name]}" for name in _VALUES if cells.get(name) not in (None, "", "false")]
    )


def _quoted(text: str) -> str:
    return '"' + " ".join(text.split()) + '"'


def _short(value: str) -> str:
    return _HASH.sub(r"\1", value)


def _value(value: str) -> str:
    return _quoted(_short(value)) if value else "nothing"


def _column_notes(table: TableComparison) -> list[str]:
    return [f"column {name} is gone" for name in table.gone] + [f"column {name} was added" for name in table.added]


def _origin_notes(comparison: Comparison) -> list[str]:
    notes = [f"{o.column.removesuffix('_sha256')}: {_value(o.before)} -> {_value(o.after)}" for o in comparison.origins]
    if comparison.texts:
        some = ", ".join(comparison.texts[:5]) + (", ..." if len(comparison.texts) > 5 else "")
        notes.append(f"edited texts (another sha256): {len(comparison.texts)}: {some}")
    return notes


def _text_lines(comparison: Comparison, limit: int) -> Iterator[str]:
    yield from _origin_notes(comparison)
    for name, table in comparison.tables.items():
        yield f"{name}: {counts_line(table)}"
        yield from (f"  {note}" for note in _column_notes(table))
        for difference in told(table)[:limit]:
            yield from _text_of(table, difference)
        if len(told(table)) > limit:
            yield f"  ... and {len(told(table)) - limit:,} more"
    rules = comparison.rules()
    if rules:
        yield "by rule:"
        yield from (f"  {rule}: {_rule_counts(counts)}" for rule, counts in rules.items())
    yield (
        "the same"
        if comparison.same
        else f"different; {kept_share(comparison.tables.values()):.1%} of the rows are as approved"
    )


def _rule_counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{counts[kind]:,} {kind}" for kind in KINDS if counts.get(kind))


def _text_of(table: TableComparison, difference: Difference) -> Iterator[str]:
    by = f" by {' and '.join(difference.rules)}" if difference.rules else ""
    yield f"  {difference.kind}  {difference.doc_id}{by}: {summary(table, difference)}"
    yield from (f"    {c.column}: {_value(c.before)} -> {_value(c.after)}" for c in difference.changes)
    if difference.sentence:
        yield f"    | {' '.join(difference.sentence.split())}"


def _markdown_lines(comparison: Comparison, limit: int) -> Iterator[str]:
    share = f"{kept_share(comparison.tables.values()):.1%} of the rows are as approved"
    yield f"## Tables: {'the same' if comparison.same else 'different'} ({share})\n"
    yield from (f"- {_markdown(note)}" for note in _origin_notes(comparison))
    yield "\n| table | kept | changed | lost | new |\n| --- | ---: | ---: | ---: | ---: |"
    for name, table in comparison.tables.items():
        yield f"| {name} | {table.kept} | {table.count('changed')} | {table.count('lost')} | {table.count('new')} |"
    for name, table in comparison.tables.items():
        if table.same:
            continue
        yield f"\n### {name}\n"
        yield from (f"- {_markdown(note)}" for note in _column_notes(table))
        for difference in told(table)[:limit]:
            yield f"- **{difference.kind}** {_markdown(difference.doc_id)}: {_markdown(summary(table, difference))}"
            for change in difference.changes:
                yield f"  - {_markdown(f'{change.column}: {_value(change.before)} -> {_value(change.after)}')}"
            if difference.sentence:
                yield f"  > {_markdown(' '.join(difference.sentence.split()))}"
        if len(told(table)) > limit:
            yield f"- ... and {len(told(table)) - limit:,} more"
    if comparison.rules():
        yield "\n### By rule\n\n| rule | changed | lost | new |\n| --- | ---: | ---: | ---: |"
        for rule, counts in comparison.rules().items():
            yield f"| {_markdown(rule)} | {counts['changed']} | {counts['lost']} | {counts['new']} |"


def _markdown(text: str) -> str:
    """Give a text in which Markdown reads no mark and no HTML."""
    return "".join("\\" + char if char in "\\`*_{}[]<>#|!" else char for char in " ".join(text.split()))


def _html_lines(comparison: Comparison, limit: int) -> Iterator[str]:
    verdict = "the same" if comparison.same else "different"
    yield '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Tables compared</title>'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f"<style>{_STYLE}</style></head><body><h1>Tables: {verdict}</h1>"
    yield f"<p>{kept_share(comparison.tables.values()):.1%} of the rows are as approved.</p><ul>"
    yield from (f"<li>{html.escape(note)}</li>" for note in _origin_notes(comparison))
    yield "</ul><table><tr><th>table<th>kept<th>changed<th>lost<th>new</tr>"
    for name, table in comparison.tables.items():
        counts = "".join(f"<td>{table.count(kind):,}" for kind in KINDS)
        yield f"<tr><td>{html.escape(name)}<td>{table.kept:,}{counts}</tr>"
    yield "</table>"
    for name, table in comparison.tables.items():
        if not table.same:
            yield f"<h2>{html.escape(name)}</h2><ul>"
            yield from (f"<li>{html.escape(note)}</li>" for note in _column_notes(table))
            yield from (_html_of(table, difference) for difference in told(table)[:limit])
            more = len(told(table)) - limit
            yield f"<li>... and {more:,} more</li></ul>" if more > 0 else "</ul>"
    if comparison.rules():
        yield "<h2>By rule</h2><table><tr><th>rule<th>changed<th>lost<th>new</tr>"
        for rule, counted in comparison.rules().items():
            cells = "".join(f"<td>{counted[kind]:,}" for kind in KINDS)
            yield f"<tr><td>{html.escape(rule)}{cells}</tr>"
        yield "</table>"
    yield "</body></html>"


def _html_of(table: TableComparison, difference: Difference) -> str:
    changes = "".join(
        f"<br>{html.escape(c.column)}: <del>{html.escape(_value(c.before))}</del> <ins>{html.escape(_value(c.after))}</ins>"
        for c in difference.changes
    )
    sentence = f"<blockquote>{html.escape(difference.sentence)}</blockquote>" if difference.sentence else ""
    what = f"{html.escape(difference.doc_id)}: {html.escape(summary(table, difference))}"
    return f'<li><b class="{difference.kind}">{difference.kind}</b> {what}{changes}{sentence}</li>'


def _table_value(table: TableComparison) -> dict[str, Any]:
    return {
        "kept": table.kept,
        **{kind: table.count(kind) for kind in KINDS},
        "following": table.following,
        "columns_gone": table.gone,
        "columns_added": table.added,
        "differences": [
            {
                "kind": difference.kind,
                "doc_id": difference.doc_id,
                "rules": difference.rules,
                "changes": {c.column: {"from": c.before, "to": c.after} for c in difference.changes},
                "row": dict(zip(table.columns, difference.cells, strict=True)),
                "sentence": difference.sentence,
                "follows": difference.follows,
            }
            for difference in table.differences
        ],
    }
