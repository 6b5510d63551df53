"""What every annotator is given: the article's graph, its quotations, its date, who the actors are, and whose voice speaks where."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Protocol

from stanceflow.quotations import Quotation
from stanceflow.records import AUTHOR, Actor, Spans
from stanceflow.spans import noun_phrase
from stanceflow.syntax import Graph

FIRST_PERSON_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
FIRST_PERSON = FIRST_PERSON_PLURAL | {"i", "me", "my", "mine", "myself"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set for the annotators. `scale` names the likelihood scale that gives the probabilities."""

    scale: str = "cap"


class ActorIndex(Protocol):
    """Who the actors of an article are, and which of them a node stands for."""

    def actors(self, used: Collection[str] = ()) -> tuple[Actor, ...]:
        """The actors, by first mention: those likely to be some by themselves, and those `used` as source or holder."""

    def actor_of(self, node: int) -> str:
        """The name of the actor that the phrase headed by a node stands for; empty where it stands for none."""

    def body_of(self, actor: str) -> str:
        """Whom an actor speaks for when it says *we*: the state or body that it is described by, else itself."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who presents a stretch of text: the author, or the innermost source that it is attributed to.

    `chain` runs from the author inwards. `denied` is true where that source denies what stands there, `cue` are the attributing words, and
    `expects` is true where they are words of expecting, fearing or hoping rather than of saying or knowing. `others` are further sources of the
    same attribution (*Rome and Warsaw say*).
    """

    source: Spans = ()
    actor: str = AUTHOR
    chain: tuple[str, ...] = (AUTHOR,)
    cue: Spans = ()
    denied: bool = False
    expects: bool = False
    others: tuple[Filler, ...] = ()


@dataclass(frozen=True, slots=True)
class Filler:
    """Who fills a role: the words, and the actor that they stand for (empty where nobody is known)."""

    spans: Spans
    actor: str


AUTHOR_VOICE = Voice()


@dataclass(slots=True)
class Context:
    """One article on its way through the annotators. `published` is an ISO date or empty; `voice_at` is set once claims are known."""

    graph: Graph
    quotations: list[Quotation]
    published: str
    settings: Settings
    actors: ActorIndex
    voice_at: Callable[[int, int], Voice] = field(default=lambda start, end: AUTHOR_VOICE)

    def actor_of(self, node: int) -> str:
        """The actor that a node stands for; *I* and *we* stand for whoever speaks there."""
        word = self.graph.words[node].lower()
        if word in FIRST_PERSON and self.graph.pos[node] != "NOUN":  # not "the mine"
            voice = self.voice_at(self.graph.starts[node], self.graph.ends[node])
            if voice.actor != AUTHOR:
                return self.actors.body_of(voice.actor) if word in FIRST_PERSON_PLURAL else voice.actor
            if self.in_quotation(node):
                return ""
        return self.actors.actor_of(node)

    def in_quotation(self, node: int) -> bool:
        """Whether a node stands between quotation marks."""
        at = self.graph.starts[node]
        before = bisect_right(self.quotations, at, key=lambda quotation: quotation.start) - 1
        return before >= 0 and at < self.quotations[before].end

    def fillers(self, node: int | None) -> list[Filler]:
        """Who fills a source or holder role headed by `node`: one for each conjunct. No node gives an empty list."""
        if node is None:
            return []
        graph = self.graph
        return [Filler(noun_phrase(graph, i), self.actor_of(i)) for i in graph.conjuncts(node)]
