"""Named entities for training: from GUM's entity mentions and from CrossNER's fine-grained types.

Both are brought to one scheme: PERSON, ORG, LOC, NORP (nationalities, faiths, parties' people), EVENT, MISC.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.conllu import Sentence, Word
from training.words import WORDS

LABELS = ("PERSON", "ORG", "LOC", "NORP", "EVENT", "MISC")

# GUM entity types (https://gucorpling.org/gum/); whatever bears a name and is none of these is MISC.
GUM_LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC", "event": "EVENT"}
GUM_UNNAMED = {"time", "quantity"}

# CrossNER types (Liu et al. 2021). Types left out (algorithm, field, task, genre, substance ...) are terms, not names.
CROSSNER_LABELS = {
    **dict.fromkeys(("person", "writer", "researcher", "scientist", "musicalartist", "politician"), "PERSON"),
    **dict.fromkeys(("organisation", "university", "band", "politicalparty"), "ORG"),
    **dict.fromkeys(("location", "country"), "LOC"),
    **dict.fromkeys(("event", "conference", "election"), "EVENT"),
    **dict.fromkeys(
        (
            "award",
            "book",
            "album",
            "song",
            "poem",
            "product",
            "magazine",
            "academicjournal",
            "misc",
            "astronomicalobject",
        ),
        "MISC",
    ),
}

# Words that a name may hold between its capitalised words.
NAME_LINKS = WORDS["name_links"]
NO_NAME = re.compile(r"[@#_]|://|^\W+$")  # addresses, hash tags, anonymised words

TITLES = WORDS["titles"]
NUMBERED = WORDS["numbered"]
CALENDAR = WORDS["calendar"]


@dataclass(frozen=True)
class Name:
    """A named entity in one sentence: words `start` to `end` (exclusive), counted from 0."""

    label: str
    start: int
    end: int


@dataclass(frozen=True)
class _Mention:
    kind: str
    sentence: int
    start: int
    end: int


def gum_names(document: list[Sentence], peoples: frozenset[str] = frozenset()) -> list[list[Name]]:
    """Names of a GUM document, by sentence; `peoples` are lower-case words such as *french* or *muslims*.

    A mention counts as a name when its head is a proper noun. It is cut down to the run of proper nouns around
    that head, without titles; of nested names the longest is kept.
    """
    found: list[list[Name]] = [[] for _ in document]
    for mention in _mentions(document):
        words = document[mention.sentence].words
        name = _cut_to_name(words, mention)
        if name is not None:
            found[mention.sentence].append(_as_people(words, name, peoples))
    for sentence, names in zip(document, found, strict=True):
        names.extend(_bare_peoples(sentence.words, peoples))
    return [_longest(names) for names in found]


def crossner_sentences(path: Path, peoples: frozenset[str] = frozenset()) -> Iterator[tuple[list[str], list[Name]]]:
    """Yield (words, names) of a CrossNER file: one word and its BIO tag a line, sentences apart by empty lines."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        columns = line.split()
        if len(columns) >= 2:
            words.append(columns[0])
            tags.append(columns[-1])
        elif words:
            yield words, [_crossner_people(words, name, peoples) for name in bio_names(tags, CROSSNER_LABELS)]
            words, tags = [], []


def bio_names(tags: list[str], labels: dict[str, str]) -> list[Name]:
    """Names from BIO tags; a type that `labels` does not name is no name."""
    names: list[Name] = []
    start, kind = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        continues = tag.startswith("I-") and tag[2:] == kind
        if kind and not continues:
            if kind in labels:
                names.append(Name(labels[kind], start, index))
            kind = ""
        if tag != "O" and not continues:
            start, kind = index, tag[2:]
    return names


def _mentions(document: list[Sentence]) -> Iterator[_Mention]:
    """GUM's `Entity=` brackets: `(12-person-...` opens mention 12, `12)` closes it."""
    for number, sentence in enumerate(document):
        opened: dict[str, list[tuple[str, int]]] = {}
        for index, word in enumerate(sentence.words):
            for opening, body, closing in _entity_brackets(word.misc):
                fields = body.split("-")
                if opening and closing:
                    yield _Mention(fields[1], number, index, index + 1)
                elif opening:
                    opened.setdefault(fields[0], []).append((fields[1], index))
                elif opened.get(fields[0]):  # a mention that began in another sentence is left out
                    kind, start = opened[fields[0]].pop()
                    yield _Mention(kind, number, start, index + 1)


def _entity_brackets(misc: str) -> list[tuple[str, str, str]]:
    for item in misc.split("|"):
        if item.startswith("Entity="):
            return re.findall(r"(\(?)([^()]+)(\)?)", item.removeprefix("Entity="))
    return []


def _cut_to_name(words: list[Word], mention: _Mention) -> Name | None:
    head = _head(words, mention)
    if mention.kind in GUM_UNNAMED or head is None or not _is_proper(words[head]):
        return None
    if words[head].form.lower() in CALENDAR or NO_NAME.search(words[head].form):
        return None
    label = GUM_LABELS.get(mention.kind, "MISC")
    if label == "PERSON":
        start, end = _person_bounds(words, head, mention)
    else:
        start, end = head, head + 1
        while (step := _link(words, start - 1, -1, mention.start - 1)) is not None:
            start -= step
        while (step := _link(words, end, 1, mention.end)) is not None:
            end += step
    forms = [word.form for word in words[start:end]]
    if not forms or (label == "MISC" and forms[0].lower().rstrip(".") in NUMBERED):
        return None
    if label == "PERSON" and len(forms) == 1 and words[start].xpos == "NNPS":
        return Name("NORP", start, end)
    if label == "PERSON" and all(_is_title(word) for word in words[start:end]):
        return None
    return Name(label, start, end)


def _person_bounds(words: list[Word], head: int, mention: _Mention) -> tuple[int, int]:
    """A person's name is its head and what is joined to it as `flat` or by a hyphen; titles hang on it otherwise."""
    members = {head}
    for _ in range(2):  # flat words hang on the head, hyphenated parts on those
        members |= {index for index in range(mention.start, mention.end) if _is_joined(words, index, members)}
    start = end = head
    while start - 1 in members and not (_is_title(words[start - 1]) or NO_NAME.search(words[start - 1].form)):
        start -= 1
    while end + 1 in members:
        end += 1
    return start, end + 1


def _is_joined(words: list[Word], index: int, members: set[int]) -> bool:
    word = words[index]
    hyphens = ("-", "–")
    near = [words[place].form for place in (index - 1, index + 1) if 0 <= place < len(words)]
    by_hyphen = word.form in hyphens or (_is_proper(word) and any(form in hyphens for form in near))
    return word.head - 1 in members and (word.deprel.startswith("flat") or by_hyphen)


def _link(words: list[Word], index: int, direction: int, limit: int) -> int | None:
    """How many words further the name goes from `index`: a proper noun, or up to two links and a proper noun."""
    for step in range(1, 4):
        position = index + direction * (step - 1)
        if position == limit:
            return None
        if _is_proper(words[position]):
            return step
        if words[position].form.lower() not in NAME_LINKS:
            return None
    return None


def _head(words: list[Word], mention: _Mention) -> int | None:
    inside = range(mention.start, mention.end)
    return next((index for index in inside if words[index].head - 1 not in inside), None)


def _is_proper(word: Word) -> bool:
    return word.xpos in ("NNP", "NNPS") or word.upos == "PROPN"


def _is_title(word: Word) -> bool:
    form = word.form.lower().rstrip(".")
    return form in TITLES or all(part in TITLES for part in form.split("-"))


def _as_people(words: list[Word], name: Name, peoples: frozenset[str]) -> Name:
    is_people = name.end - name.start == 1 and words[name.start].form.lower() in peoples
    return Name("NORP", name.start, name.end) if is_people and name.label != "LOC" else name


def _crossner_people(words: list[str], name: Name, peoples: frozenset[str]) -> Name:
    is_people = name.label == "MISC" and all(word.lower() in peoples for word in words[name.start : name.end])
    return Name("NORP", name.start, name.end) if is_people else name


def _bare_peoples(words: list[Word], peoples: frozenset[str]) -> Iterable[Name]:
    """Adjectives and nouns of nationality, which GUM marks inside larger mentions only."""
    for index, word in enumerate(words):
        if word.form[:1].isupper() and word.form.lower() in peoples and word.xpos in ("JJ", "NNP", "NNPS"):
            yield Name("NORP", index, index + 1)


def _longest(names: list[Name]) -> list[Name]:
    kept: list[Name] = []
    for name in sorted(names, key=lambda name: (name.start - name.end, name.label == "NORP", name.start)):
        if all(name.end <= other.start or name.start >= other.end for other in kept):
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)
