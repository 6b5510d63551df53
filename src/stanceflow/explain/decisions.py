"""The steps by which a row was decided, each in a sentence or two."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from stanceflow.annotate.context import Context
from stanceflow.annotate.deadlines import Deadlines
from stanceflow.annotate.outlooks import Outlook, find_outlooks
from stanceflow.annotate.polarity import Negation, negations
from stanceflow.annotate.qualifiers import above, beside
from stanceflow.explain.frame_files import sets_of
from stanceflow.explain.tracing import Attempt, attempt_frame, in_words, notation
from stanceflow.lexicon import load_table
from stanceflow.records import AUTHOR, Claim, Extraction, Interest, Prediction, Spans, Stance
from stanceflow.spans import hull, overlaps, text_of
from stanceflow.tables import LINK

Item = Claim | Interest | Stance | Prediction
_ROLES = {"holder": "holder", "source": "source", "content": "content", "target": "target"}


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: what it is about, and how it came out."""

    about: str
    text: str


def steps_of(context: Context, extraction: Extraction, table: str, item: Item) -> Iterator[Step]:
    """Give the decisions behind a row, in the order in which they are taken."""
    attempt = _attempt(context, table, item)
    yield Step("rule", _rule(table, item, attempt))
    if attempt is not None:
        yield from _paths(context, attempt)
    yield from _who(context, extraction, item)
    if isinstance(item, Claim):
        yield Step("form", _form(item))
    elif isinstance(item, Interest | Stance):
        yield _polarity(context, item, attempt)
    else:
        yield from _prediction(context, item)
    yield Step("chain", _chain(item))
    yield Step("confidence", _confidence(table, item))


# --- the rule and its paths ------------------------------------------------------------------------------------------------------------


def _attempt(context: Context, table: str, item: Item) -> Attempt | None:
    """The frame that the row's rule names, at the cue word where it matches and fills the roles as the row has them."""
    graph = context.graph

    def accept(role: str, node: int) -> bool:
        spans = getattr(item, _ROLES[role], ()) if role in _ROLES else ()
        return not spans or overlaps(((graph.starts[node], graph.ends[node]),), (hull(spans),))

    for frames in sets_of(table):
        frame = next((f for f in frames.frames if f.id == item.rule), None)
        if frame is None:
            continue
        nodes = [n for n in nodes_in(context, item.cue) if (graph.lemmas[n], graph.pos[n]) in frame.cues]
        strict = [attempt_frame(graph, frame, n, frames.name, accept) for n in nodes]
        free = [attempt_frame(graph, frame, n, frames.name) for n in nodes]
        return next((attempt for attempt in (*strict, *free) if attempt.matches), None)
    return None


def nodes_in(context: Context, spans: Spans) -> list[int]:
    """Give the nodes whose words lie inside a role, in text order."""
    graph = context.graph
    return [i for a, b in spans for i in range(bisect_left(graph.starts, a), bisect_left(graph.starts, b))]


def rule_note(table: str, rule: str) -> str:
    """Give what a rule does that is no frame, in plain words; empty where nothing is known of it."""
    notes = {row["rule"]: row["note"] for row in load_table("rule_notes") if row["table"] == table}
    fitting = sorted((begin for begin in notes if rule.startswith(begin)), key=len)
    return notes[fitting[-1]] if fitting else ""


def _rule(table: str, item: Item, attempt: Attempt | None) -> str:
    if attempt is not None:
        return f"frame “{item.rule}” of {attempt.file}.toml, whose cue words hold this one"
    note = rule_note(table, item.rule)
    return f"“{item.rule}”: {note}" if note else f"“{item.rule}”, a rule of the {table} annotator"


def _paths(context: Context, attempt: Attempt) -> Iterator[Step]:
    words, cue = context.graph.words, attempt.cue
    yield Step("cue", f"“{words[cue]}”, a form of {context.graph.lemmas[cue]}/{context.graph.pos[cue]}")
    for trail in attempt.trails:
        way = " → ".join(f"“{words[node]}”" for node in (cue, *trail.nodes))
        name = "requirement" if trail.name == "where" else trail.name
        yield Step(name, f"{way} along “{notation(trail.path)}”: {in_words(trail.path)}")


# --- who -------------------------------------------------------------------------------------------------------------------------------


def _who(context: Context, extraction: Extraction, item: Item) -> Iterator[Step]:
    role = "holder" if isinstance(item, Interest | Stance) else "source"
    spans = item.holder if isinstance(item, Interest | Stance) else item.source
    actor = item.holder_actor if isinstance(item, Interest | Stance) else item.source_actor
    yield Step(f"who ({role})", _stands_for(context, extraction, spans, actor))
    if isinstance(item, Stance) and item.target_actor:
        yield Step("who (target)", _stands_for(context, extraction, item.target, item.target_actor))


def _stands_for(context: Context, extraction: Extraction, spans: Spans, actor: str) -> str:
    words = text_of(context.graph.text, spans)
    if not spans:
        if actor == AUTHOR:
            return "nobody else is named in whose words this stands, so it is the article's author"
        return f"{actor}, in whose words this stands" if actor else "nobody is named"
    if not actor:
        return f"“{words}”, who is no known actor"
    if actor == AUTHOR:
        return f"“{words}” stands for the article's author"
    mention = next(
        (m for a in extraction.actors if a.name == actor for m in a.mentions if overlaps(((m.start, m.end),), spans)),
        None,
    )
    how = f", as a {mention.form}" if mention is not None else ""
    return f"“{words}” stands for {actor}{how}"


# --- how it counts ---------------------------------------------------------------------------------------------------------------------


def _form(item: Claim) -> str:
    reason = {
        "quote": "all of the content stands in quotation marks",
        "mixed": "part of the content stands in quotation marks",
        "indirect": "the cue is one of speech or writing, and the content stands outside quotation marks",
        "belief": "the cue is one of thought, knowledge, feeling or intention",
    }[item.form]
    return f"{item.form}: {reason}" + ("; the cue denies the content" if item.denied else "")


def _polarity(context: Context, item: Interest | Stance, attempt: Attempt | None) -> Step:
    name, value = ("valence", item.valence) if isinstance(item, Interest) else ("polarity", item.polarity)
    given = attempt.frame.values.get(name, "") if attempt is not None else ""
    parts = (
        [f"the frame says {given}"]
        if given in _OPPOSITE
        else ["the words of praise or blame decide"] * (name == "polarity")
    )
    cue = attempt.cue if attempt is not None else next(iter(nodes_in(context, item.cue)), None)
    turned = Negation() if cue is None else negations(context.graph, cue)
    if turned.words:
        words = ", ".join(f"“{context.graph.words[i]}”" for i in turned.words)
        parts.append(f"{words} {'turns' if turned.sign < 0 else 'turns and turns back'} it")
    expected = _OPPOSITE.get(given, value) if turned.sign < 0 else given
    if expected in _OPPOSITE and expected != value:
        parts.append("the content's own words, or what the frame says of negation, turn it once more")
    return Step(name, f"{value}: {'; '.join(parts)}" if parts else value)


_OPPOSITE = {"seek": "avoid", "avoid": "seek", "favor": "against", "against": "favor"}


def _prediction(context: Context, item: Prediction) -> Iterator[Step]:
    outlook = _outlook(context, item)
    yield Step("likelihood", _likelihood(context, item, outlook))
    yield Step(
        "percent",
        f"{item.p_low:.0%} to {item.p_high:.0%} on the scale “{item.scale}”, {'hedged' if item.hedged else 'not hedged'}",
    )
    yield Step(
        "negated",
        "yes: the clause itself is negated, and the likelihood speaks of the negated whole" if item.negated else "no",
    )
    if item.condition:
        kind = (
            "the subject states it"
            if item.condition_kind == "subject"
            else f"opened by “{item.condition_kind.replace('_', ' ')}” or a word like it"
        )
        yield Step("condition", f"“{text_of(context.graph.text, item.condition)}”: {kind}")
    yield Step("horizon", _horizon(context, item))


def _outlook(context: Context, item: Prediction) -> Outlook | None:
    nodes = set(nodes_in(context, item.cue))
    outlooks = find_outlooks(context, Deadlines(context.graph, context.published))
    fitting = [outlook for outlook in outlooks if nodes.issuperset(outlook.cue)]
    return max(fitting, key=lambda outlook: len(outlook.cue), default=None)


def _likelihood(context: Context, item: Prediction, outlook: Outlook | None) -> str:
    name = item.likelihood.replace("_", " ")
    if outlook is None:
        return f"{name}, by the words of the cue"
    graph = context.graph
    own = " ".join(graph.words[i] for i in outlook.cue)
    parts = [f"“{own}” by itself says {outlook.band.replace('_', ' ')}"]
    near = beside(graph, outlook.node, outlook.modal.cue) if outlook.modal else None
    over = above(graph, outlook.node)
    for where, found in (("beside it", near), ("above it", over)):
        if found is not None and not set(found.nodes) & set(outlook.cue):
            words = " ".join(graph.words[i] for i in found.nodes)
            what = (
                f"says {found.band.replace('_', ' ')}"
                if found.band
                else f"is a word of {_ROLE_WORDS.get(found.role, found.role)}"
            )
            parts.append(f"{where}, “{words}” {what}")
    if item.source_cue and over is None:
        voice = context.voice_at(graph.starts[outlook.node], graph.ends[outlook.node])
        manner = "expecting, fearing or hoping" if voice.expects else "saying or knowing"
        parts.append(f"it stands under “{text_of(graph.text, item.source_cue)}”, a word of {manner}")
    return f"{name}: {'; '.join(parts)}"


_ROLE_WORDS = {
    "raiser": "strengthening a mere possibility",
    "certainty": "certainty",
    "expecting": "expecting",
    "doubting": "doubting",
    "knowing": "knowing",
}


def _horizon(context: Context, item: Prediction) -> str:
    if not item.horizon:
        return "no words say by when"
    words = f"“{text_of(context.graph.text, item.horizon)}”"
    if not item.resolve_by:
        return f"{words}, which comes to no date: {item.horizon_note or 'vague'}"
    since = f"from {item.horizon_start_date} " if item.horizon_start_date else ""
    read = f", read from the publication date {context.published}" if context.published else ""
    return f"{words}: {since}to {item.resolve_by}{read}"


def _chain(item: Item) -> str:
    if len(item.chain) <= 1:
        return "the article's author says so outright"
    return f"{LINK.join(item.chain)}: from the author inwards, each reports the next"


def _confidence(table: str, item: Item) -> str:
    counts = next((row for row in load_table("precision") if (row["table"], row["rule"]) == (table, item.rule)), None)
    if counts is None:
        return f"{item.confidence:.2f}: the mean of its table, since annotated articles do not show this rule"
    return f"{item.confidence:.2f}: right {counts['right']} of {counts['seen']} times on annotated articles, smoothed towards its table's mean"
