"""Frames and word lists: reads the TOML files of `lexicon/`, checks them, and says which file, entry and key is wrong.

A frame says which cue word opens it and along which paths its roles are found:

    [[frame]]
    id      = "warn"
    cue     = ["warn/VERB", "caution/VERB"]      # lemma/part of speech; "$NAME/VERB" stands for the list [words] NAME
    source  = "subj"                             # | = else try; blanks chain steps; ^relation climbs; =a,b keeps only these lemmas (=$NAME: a list)
    content = "clause | obl:of ?"                # a last ? makes the role optional
    where   = ["^obj=have,show"]                 # each must lead somewhere (| = or else); a leading + adds what it finds to the cue's words
    unless  = ["neg"]                            # none of these paths may
    values  = { form = "indirect" }
    yes     = ["The unions warned that prices will rise. -> The unions | prices will rise"]
    no      = ["The unions warned their members."]

What a path cannot say (tense, modality, context) belongs in the phenomenon's own module; the notation does not grow into a language.
"""

from __future__ import annotations

import csv
import functools
import io
import tomllib
from dataclasses import dataclass, field
from importlib import resources

from stanceflow.relations import RELATIONS, STEPS

_KEYS = {"id", "cue", "voice", "where", "unless", "values", "yes", "no", "note"}
_VALUES = {
    "polarity": {"favor", "against", "verdict"},
    "valence": {"seek", "avoid"},
    "kind": {"goal", "desire", "need", "value", "benefit", "fear"},
    "form": {"quote", "mixed", "indirect", "belief"},
}
"""What a frame's values may be, where tables take them as they are."""
_VOICES = {"", "active", "passive"}
_Words = dict[str, tuple[str, ...]]


class LexiconError(ValueError):
    """A lexicon file that cannot be used; the message names the file, the entry and the key."""


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of a path: down along `name`, or up where `climbs`; `lemmas` limits what it may reach (empty: anything)."""

    name: str
    climbs: bool
    lemmas: frozenset[str]


Path = tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """How a role is found: the first alternative path that leads somewhere; an optional role may stay empty."""

    name: str
    paths: tuple[Path, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """Paths of which one must lead somewhere; `extends_cue` adds the node it finds to the cue."""

    paths: tuple[Path, ...]
    extends_cue: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """One construction: cue words, the paths to its roles, the values it gives, and sentences that show it."""

    id: str
    cues: frozenset[tuple[str, str]]
    voice: str
    roles: tuple[Role, ...]
    where: tuple[Condition, ...]
    unless: tuple[Path, ...]
    values: dict[str, str] = field(hash=False)
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameSet:
    """The frames of one file, and the same by cue lemma and part of speech."""

    name: str
    frames: tuple[Frame, ...]
    by_cue: dict[tuple[str, str], tuple[Frame, ...]] = field(hash=False)


@functools.cache
def load_frames(name: str) -> FrameSet:
    """Give the frames of `lexicon/NAME.toml`. Raises `LexiconError` where the file does not hold what the notation asks."""
    return parse_frames(name, read_text(f"{name}.toml"))


def parse_frames(name: str, text: str) -> FrameSet:
    """Give the frames written in `text`; `name` is what errors call the file."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}.toml: {error}; mend the TOML") from None
    words = {key: tuple(value) for key, value in data.get("words", {}).items()}
    frames = tuple(_frame(name, entry, words) for entry in data.get("frame", []))
    seen: set[str] = set()
    by_cue: dict[tuple[str, str], list[Frame]] = {}
    for frame in frames:
        if frame.id in seen:
            raise LexiconError(f"{name}.toml: frame {frame.id!r}: id stands twice; give each frame an id of its own")
        seen.add(frame.id)
        for cue in frame.cues:
            by_cue.setdefault(cue, []).append(frame)
    return FrameSet(name, frames, {cue: tuple(found) for cue, found in by_cue.items()})


@functools.cache
def cue_words(pos: str) -> frozenset[str]:
    """Give every word of a part of speech (`VERB`, `NOUN`, ...) that is a cue in any frame of the lexicon."""
    files = sorted(entry.name for entry in resources.files("stanceflow").joinpath("lexicon").iterdir())
    framed = [name.removesuffix(".toml") for name in files if name.endswith(".toml") and "[[frame]]" in read_text(name)]
    return frozenset(lemma for name in framed for lemma, found in load_frames(name).by_cue if found == pos)


def cue_verbs() -> frozenset[str]:
    """Give every verb that is a cue in any frame of the lexicon."""
    return cue_words("VERB")


@functools.cache
def load_words(name: str) -> dict[str, frozenset[str]]:
    """Give the word lists of `lexicon/NAME.toml`: every list in its [words] table, as sets of lower-case words or phrases."""
    data = tomllib.loads(read_text(f"{name}.toml"))
    return {key: frozenset(value) for key, value in data.get("words", {}).items()}


@functools.cache
def load_table(name: str) -> tuple[dict[str, str], ...]:
    """Give the rows of `lexicon/NAME.csv`, lines that begin with # left out. Raises `LexiconError` where a row has too many or too few cells."""
    lines = [line for line in read_text(f"{name}.csv").splitlines() if line.strip() and not line.startswith("#")]
    rows = []
    for number, row in enumerate(csv.DictReader(io.StringIO("\n".join(lines))), start=1):
        if None in row or None in row.values():
            raise LexiconError(
                f"{name}.csv: row {number} ({next(iter(row.values()))}): has not one cell for each column; mend its commas"
            )
        rows.append(row)
    return tuple(rows)


@functools.cache
def irregular_verbs() -> dict[str, str]:
    """Give the base of each irregular verb form of the lexicon (*forgave* to *forgive*)."""
    return {row["form"]: row["base"] for row in load_table("irregular_verbs")}


def read_text(file_name: str) -> str:
    """Give the text of a file of the lexicon. Raises `LexiconError` where it is not there."""
    try:
        return resources.files("stanceflow").joinpath("lexicon", file_name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise LexiconError(f"{file_name}: is not in the lexicon; reinstall stanceflow") from None


def _frame(name: str, entry: dict[str, object], words: _Words) -> Frame:
    ident = entry.get("id")
    where = f"{name}.toml: frame {ident!r}"
    if not isinstance(ident, str) or not ident:
        raise LexiconError(f"{where}: key 'id' must be a name")
    voice = str(entry.get("voice", ""))
    if voice not in _VOICES:
        raise LexiconError(f"{where}: key 'voice': {voice!r} is not one of active, passive")
    values = entry.get("values", {})
    if not isinstance(values, dict):
        raise LexiconError(f"{where}: key 'values' must be a table")
    for key, allowed in _VALUES.items():
        if key in values and values[key] not in allowed:
            raise LexiconError(
                f"{where}: key 'values': {key} = {values[key]!r} is not one of {', '.join(sorted(allowed))}"
            )
    return Frame(
        id=ident,
        cues=_cues(where, _strings(where, entry, "cue"), words),
        voice=voice,
        roles=tuple(_role(where, key, str(value), words) for key, value in entry.items() if key not in _KEYS),
        where=tuple(_condition(where, text, words) for text in _strings(where, entry, "where")),
        unless=tuple(_path(where, "unless", text, words) for text in _strings(where, entry, "unless")),
        values={str(k): str(v) for k, v in values.items()},
        yes=tuple(_strings(where, entry, "yes")),
        no=tuple(_strings(where, entry, "no")),
    )


def _strings(where: str, entry: dict[str, object], key: str) -> list[str]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise LexiconError(f"{where}: key {key!r} must be a list of strings")
    return value


def _cues(where: str, entries: list[str], words: _Words) -> frozenset[tuple[str, str]]:
    out: set[tuple[str, str]] = set()
    for entry in entries:
        lemma, slash, pos = entry.rpartition("/")
        if not slash or not pos.isupper():
            raise LexiconError(f"{where}: key 'cue': {entry!r} is not lemma/PART-OF-SPEECH")
        if not lemma.startswith("$"):
            out.add((lemma, pos))
        elif lemma[1:] in words:
            out.update((word, pos) for word in words[lemma[1:]])
        else:
            raise LexiconError(f"{where}: key 'cue': there is no list {lemma[1:]!r} under [words]")
    if not out:
        raise LexiconError(f"{where}: key 'cue' must name at least one cue")
    return frozenset(out)


def _role(where: str, name: str, text: str, words: _Words) -> Role:
    body = text.strip()
    optional = body.endswith("?")
    alternatives = body.rstrip("? ").split("|")
    return Role(name, tuple(_path(where, name, alternative, words) for alternative in alternatives), optional)


def _condition(where: str, text: str, words: _Words) -> Condition:
    paths = tuple(_path(where, "where", path, words) for path in text.lstrip("+").split("|"))
    return Condition(paths, text.startswith("+"))


def _path(where: str, key: str, text: str, words: _Words) -> Path:
    steps = []
    for part in text.split():
        name, _, lemmas = part.partition("=")
        climbs = name.startswith("^")
        name = name.lstrip("^")
        if not (name in RELATIONS if climbs else name in STEPS or name.startswith("obl:")):
            raise LexiconError(
                f"{where}: key {key!r}: {part!r} is no known step; known are {', '.join(sorted(STEPS))}, obl:WORD and ^RELATION"
            )
        steps.append(
            PathStep(
                name.replace("_", " ") if name.startswith("obl:") else name,
                climbs,
                _lemmas(where, key, lemmas, words),
            )
        )
    if not steps:
        raise LexiconError(f"{where}: key {key!r}: a path must have at least one step")
    return tuple(steps)


def _lemmas(where: str, key: str, text: str, words: _Words) -> frozenset[str]:
    out: set[str] = set()
    for lemma in text.split(",") if text else ():
        if not lemma.startswith("$"):
            out.add(lemma)
        elif lemma[1:] in words:
            out.update(words[lemma[1:]])
        else:
            raise LexiconError(f"{where}: key {key!r}: there is no list {lemma[1:]!r} under [words]")
    return frozenset(out)
