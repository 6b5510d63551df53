"""A place in a text that may refer to an actor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stanceflow.records import ActorKind, MentionForm, Span

Gender = Literal["male", "female", "neuter", ""]


def gender_of(told: str) -> Gender:
    """The gender that a lexicon tells, as candidates carry it: empty where it tells none."""
    return "male" if told == "male" else "female" if told == "female" else ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may refer to an actor.

    `node` heads the phrase; `span` is its readable span; `name` the words that name the actor (`Amina Okoye`, `trade ministry`); `kind` is empty for
    pronouns; `lemma` is the head noun's; `modifiers` are lower-case words that tell one description from another.
    `acting` is false where a place name stands for the place; `known` is true of names in the gazetteer and of names with a title; `ambiguous` is
    true of nouns that as often mean no actor; `office` of names with a title that a state gives (*President, Gen., King*); `titles` are the role nouns
    before a person's name, `title` the title directly before it unless it is a mere *Mr.*
    """

    node: int
    span: Span
    name: str
    kind: ActorKind | Literal[""]
    form: MentionForm
    country: str = ""
    lemma: str = ""
    modifiers: frozenset[str] = frozenset()
    plural: bool = False
    definite: bool = False
    gender: Gender = ""
    acting: bool = True
    known: bool = False
    ambiguous: bool = False
    office: bool = False
    titles: frozenset[str] = frozenset()
    title: str = ""
