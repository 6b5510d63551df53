"""What the annotators find: one frozen record per kind of item, each carrying the rule that found it.

Spans are character offsets `(start, end)` in the article's text: Unicode code points, end exclusive. A role is a tuple of spans in text
order, because a span may be interrupted (`"We wait," she said, "for spring."`); an empty tuple means that no words fill the role.
The terms are those of the annotation guidelines: source, cue, content (PARC 3, PolNeAR); holder, target (MPQA); likelihood (Kent 1964).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
Spans = tuple[Span, ...]

ActorKind = Literal["person", "state", "organization", "group"]
MentionForm = Literal["name", "alias", "metonym", "demonym", "description", "pronoun"]
ClaimForm = Literal["quote", "mixed", "indirect", "belief"]
InterestKind = Literal["goal", "desire", "need", "value", "benefit", "fear"]
Valence = Literal["seek", "avoid"]
Polarity = Literal["favor", "against"]
ConditionKind = Literal["", "if", "unless", "only_if", "without", "once", "subject"]

AUTHOR = "author"
"""The actor name that stands for the article's author."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the text refers to an actor."""

    actor: str
    start: int
    end: int
    form: MentionForm
    sentence: int


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who can want, fear, say, decide or do something in public life.

    `country` is an ISO 3166-1 alpha-3 code or empty; `mentions` are in text order and never empty.
    """

    name: str
    kind: ActorKind
    country: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody says or thinks something: source, cue, content.

    `source_actor` is an actor's name, `author`, or empty where nobody is known; `chain` names who says it, from the author inwards.
    """

    sentence: int
    source: Spans
    source_actor: str
    cue: Spans
    content: Spans
    form: ClaimForm
    denied: bool
    chain: tuple[str, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Interest:
    """A holder wants an outcome or wants to avoid it; `source` presents it as so."""

    sentence: int
    holder: Spans
    holder_actor: str
    cue: Spans
    content: Spans
    kind: InterestKind
    valence: Valence
    source: Spans
    source_actor: str
    chain: tuple[str, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Stance:
    """A holder takes a position for or against a target."""

    sentence: int
    holder: Spans
    holder_actor: str
    cue: Spans
    target: Spans
    target_actor: str
    polarity: Polarity
    source: Spans
    source_actor: str
    chain: tuple[str, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """What somebody puts forward as more or less likely to happen.

    `cue` are the words that say how likely the content is, `source_cue` the saying or expecting words above them. Probabilities are 0 to 1 on
    the named `scale`; dates are ISO strings, empty where they cannot be resolved, and `horizon_note` then says why.
    """

    sentence: int
    source: Spans
    source_actor: str
    cue: Spans
    source_cue: Spans
    content: Spans
    likelihood: str
    p_low: float
    p_mid: float
    p_high: float
    scale: str
    hedged: bool
    negated: bool
    condition: Spans
    condition_kind: ConditionKind
    horizon: Spans
    horizon_start_date: str
    resolve_by: str
    horizon_note: str
    subject_actor: str
    chain: tuple[str, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one article.

    `sentences` are the sentences' spans in text order, without surrounding white space; a record's `sentence` counts in them from 0.
    """

    text: str
    language: str
    n_tokens: int
    sentences: Spans
    actors: tuple[Actor, ...]
    claims: tuple[Claim, ...]
    interests: tuple[Interest, ...]
    stances: tuple[Stance, ...]
    predictions: tuple[Prediction, ...]
