"""Gold that a person can edit: spans as quotations of a sentence, in JSON; and back to offsets.

A file holds the article's sentences in order, each with its text and the items that stand in it. A role is a quotation: the words of the span, found
in the item's sentence, or from there on. A span that is interrupted is a list of quotations. `words|2` is the second place where the words stand, counted from
the start of the sentence; `words|1@4` the first from the start of sentence 4. White space and the form of quotation marks make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from stanceflow.records import Span
from stanceflow.regression.gold_checks import FLAGS, ROLES, VALUES
from stanceflow.scoring import MAIN_ROLE, WHO_ROLE

FORMAT = "stanceflow quotations 1"
HOW_TO = (
    "Each item stands under its sentence. A role is the words of its span; a list where the span is interrupted; words|2 for the second place "
    "where they stand in the sentence, words|1@4 for the first from sentence 4 on."
)
_MARKED = re.compile(r"(?s)(?P<words>.*)\|(?P<nth>[0-9]+)(?:@(?P<sentence>[0-9]+))?")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})


def write(gold: Mapping[str, Any], text: str, sentences: Sequence[Span]) -> dict[str, Any]:
    """Give gold in offsets as gold in quotations. `sentences` are the spans of the text's sentences, in order."""
    return {
        "format": FORMAT,
        "id": gold["id"],
        "how_to": HOW_TO,
        "actors": gold["actors"],
        "sentences": [
            {"sentence": number, "text": text[start:end], **_items_of(number, gold, text, sentences)}
            for number, (start, end) in enumerate(sentences)
        ],
    }


def _items_of(number: int, gold: Mapping[str, Any], text: str, sentences: Sequence[Span]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in MAIN_ROLE:
        items = [item for item in gold[kind] if _sentence_of(item, kind, sentences) == number]
        if items:
            found[kind] = [_written(item, kind, number, text, sentences) for item in items]
    return found


def _sentence_of(item: Mapping[str, Any], kind: str, sentences: Sequence[Span]) -> int:
    """Give the number of the sentence that an item's cue starts in, or its main role where it has no cue."""
    place = (item.get("cue") or item.get(MAIN_ROLE[kind]) or [[0, 0]])[0][0]
    return max((number for number, (start, _) in enumerate(sentences) if start <= place), default=0)


def _written(item: Mapping[str, Any], kind: str, number: int, text: str, sentences: Sequence[Span]) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    for role in ROLES[kind]:
        pieces = [_quotation(piece, number, text, sentences) for piece in item.get(role) or ()]
        if pieces:
            entry[role] = pieces if len(pieces) > 1 else pieces[0]
        if role == WHO_ROLE[kind] or f"{role}_actor" in item:
            entry[f"{role}_actor"] = item.get(f"{role}_actor") or ""
    others = ("source_actor", *VALUES[kind], *FLAGS)
    return {**entry, **{key: item[key] for key in others if key in item}}


def _quotation(span: Sequence[int], number: int, text: str, sentences: Sequence[Span]) -> str:
    start, end = span
    words = text[start:end]
    sentence = number
    if start < sentences[number][0]:
        sentence = max((n for n, (begin, _) in enumerate(sentences) if begin <= start), default=0)
    nth = next(n for n, place in enumerate(_places(words, text, sentences[sentence][0]), start=1) if place[0] == start)
    if sentence != number:
        return f"{words}|{nth}@{sentence}"
    return f"{words}|{nth}" if nth > 1 or _MARKED.fullmatch(words) else words


def _places(words: str, text: str, start: int) -> Iterator[Span]:
    """Give the places where words stand in a text from some offset on, in order; overlapping ones too."""
    parts = [re.escape(part) for part in words.translate(_QUOTES).split()]
    pattern = re.compile(r"\s+".join(parts))
    plain = text.translate(_QUOTES)  # one character for one, so that offsets stay
    match = pattern.search(plain, start) if parts else None
    while match:
        yield match.span()
        match = pattern.search(plain, match.start() + 1)


def resolve(data: Mapping[str, Any], text: str) -> tuple[dict[str, Any], list[str]]:
    """Give gold in quotations as gold in offsets, and what is wrong with it: sentences that are not the text's, words that do not stand there."""
    problems: list[str] = []
    entries = data.get("sentences")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return {}, ["sentences: is missing or no list of objects; see docs/quality.md"]
    sentences = _find_sentences(entries, text, problems)
    gold: dict[str, Any] = {
        "id": data.get("id", ""),
        "actors": data.get("actors", []),
        **{kind: [] for kind in MAIN_ROLE},
    }
    if problems:
        return gold, problems
    for number, entry in enumerate(entries):
        for kind in MAIN_ROLE:
            for place, item in enumerate(entry.get(kind) or ()):
                where = f"sentence {number}, {kind}[{place}]"
                if isinstance(item, dict):
                    gold[kind].append(_resolved(item, kind, number, text, sentences, where, problems))
                else:
                    problems.append(f"{where}: is no object")
    return gold, problems


def _find_sentences(entries: Sequence[Mapping[str, Any]], text: str, problems: list[str]) -> list[Span]:
    sentences: list[Span] = []
    end = 0
    for number, entry in enumerate(entries):
        words = entry.get("text")
        start = text.find(words, end) if isinstance(words, str) and words else -1
        if start < 0:
            problems.append(
                f"sentence {number}: its text does not stand in the article after sentence {number - 1}; leave texts as they are"
            )
            return sentences
        end = start + len(str(words))
        sentences.append((start, end))
    return sentences


def _resolved(
    item: Mapping[str, Any],
    kind: str,
    number: int,
    text: str,
    sentences: Sequence[Span],
    where: str,
    problems: list[str],
) -> dict[str, Any]:
    found = dict(item)
    for role in ROLES[kind]:
        given = item.get(role)
        found[role] = []
        for words in given if isinstance(given, list) else [given] if given else []:
            span = _find(str(words), number, text, sentences)
            if span is None:
                problems.append(f"{where}.{role}: {words!r} does not stand in its sentence or after it; quote the text")
            else:
                found[role].append(list(span))
    return found


def _find(words: str, number: int, text: str, sentences: Sequence[Span]) -> Span | None:
    marked = _MARKED.fullmatch(words)
    sentence, nth = number, 1
    if marked:
        words, nth = marked["words"], int(marked["nth"])
        sentence = int(marked["sentence"] or number)
    if sentence >= len(sentences):
        return None
    places = _places(words, text, sentences[sentence][0])
    return next((place for count, place in enumerate(places, start=1) if count == nth), None)
