"""Why a text gives no row in a table: the frames whose cue words it holds and what they lack, or that no word of it is a cue."""

from __future__ import annotations

from collections.abc import Iterator

from stanceflow.annotate.context import Context
from stanceflow.annotate.modal_uses import other_use
from stanceflow.annotate.modality import modals
from stanceflow.annotate.polarity import is_asserted
from stanceflow.explain.decisions import Step
from stanceflow.explain.frame_files import sets_of
from stanceflow.explain.tracing import Attempt, attempt_frame
from stanceflow.syntax import Graph

_MOST = 8
_WHO = ("holder", "source")


def near_misses(context: Context, table: str) -> list[Step]:
    """Give, for each word that is a cue of the table's frames, the frame that came nearest and what it lacks; the nearest first."""
    graph = context.graph
    attempts = sorted(_nearest(graph, table), key=lambda attempt: (len(attempt.obstacles), attempt.cue))
    steps = list(_idle_modals(context)) if table == "predictions" else []
    steps += [Step(f"“{graph.words[a.cue]}”", _verdict(context, a)) for a in attempts[:_MOST]]
    told = {step.about for step in steps}
    steps += [step for step in _other_parts_of_speech(graph, table) if step.about not in told][:_MOST]
    if not steps:
        said = f"no word of the text is a cue of any frame for {table}; cue words stand in {_files(table)}"
        steps.append(Step("cues", said))
    return steps


def _idle_modals(context: Context) -> Iterator[Step]:
    """Modals that predict nothing here, and the use they are in (`annotate/modal_uses.py`)."""
    for modal in modals(context.graph):
        words = " ".join(context.graph.words[node] for node in modal.cue)
        use = other_use(context, modal)
        reason = (
            _USES.get(use, use) if use else "speaks of what may come, but no clause or thing that it predicts was found"
        )
        yield Step(f"“{words}”", f"a modal that predicts nothing here: {reason}" if use else reason)


_USES = {
    "question": "the sentence asks",
    "in open clause": "its clause is supposed, dated, compared, aimed at or asked, not stated",
    "looks back": "it speaks of the past",
    "polite": "it is a form of courtesy",
    "intention": "it states an intention of whoever speaks",
    "ability": "it tells what one is able to do",
    "description": "it says which thing is meant, not what that will do",
    "evaluation": "it judges rather than foretells",
    "own ability": "it tells what somebody took himself or herself to be able to do",
    "remark": "it is a manner of speaking",
    "past inability": "it says what could not be done",
    "law": "it lays down a rule",
    "habit": "it tells a habit",
    "permission": "it permits",
    "means": "it tells what is possible by some means",
    "present": "it supposes something about the present",
    "duty or advice": "it binds or advises",
}


def _files(table: str) -> str:
    return ", ".join(f"lexicon/{frames.name}.toml" for frames in sets_of(table))


def _nearest(graph: Graph, table: str) -> Iterator[Attempt]:
    for node, cue in enumerate(zip(graph.lemmas, graph.pos, strict=True)):
        attempts = [
            attempt_frame(graph, frame, node, frames.name)
            for frames in sets_of(table)
            for frame in frames.by_cue.get(cue, ())
        ]
        if attempts:
            yield min(attempts, key=lambda attempt: len(attempt.obstacles))


def _verdict(context: Context, attempt: Attempt) -> str:
    frame = f"frame “{attempt.frame.id}” of {attempt.file}.toml"
    if not attempt.matches:
        return f"{frame}: " + "; ".join(obstacle.reason for obstacle in attempt.obstacles)
    graph = context.graph
    if not is_asserted(graph, attempt.cue):
        return f"{frame} matches, but the words are asked, supposed or denied, not put forward as so"
    for role in _WHO:
        node = attempt.filler(role)
        if node is not None and not any(filler.actor for filler in context.fillers(node)):
            return f"{frame} matches, but its {role}, “{graph.words[node]}”, stands for nobody who could say, want or hold something"
    return f"{frame} matches, but what it found was ruled out by a check of its annotator, annotate/{attempt.file}.py"


def _other_parts_of_speech(graph: Graph, table: str) -> Iterator[Step]:
    """Words that are cues as another part of speech than the parse has."""
    known: dict[str, set[str]] = {}
    for frames in sets_of(table):
        for lemma, pos in frames.by_cue:
            known.setdefault(lemma, set()).add(pos)
    for node, lemma in enumerate(graph.lemmas):
        wanted = known.get(lemma, set())
        if wanted and graph.pos[node] not in wanted:
            yield Step(
                f"“{graph.words[node]}”",
                f"is a cue as {' or '.join(sorted(wanted))}, but the parse has it as {graph.pos[node]}",
            )
