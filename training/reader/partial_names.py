"""What a treebank without entities still tells of names, and what the actors of annotated articles tell.

A proper noun is part of some name, a common word of none; which kind of name often stays open. Such half-knowledge
is written as sets of allowed tags, and training asks only that the network's tag be among them.
"""

import re
from collections.abc import Iterable

from training.conllu import Sentence
from training.entities import CALENDAR, LABELS, NAME_LINKS, NO_NAME, TITLES
from training.reader.examples import ANY_ENTITY_TAG, OUTSIDE, tag_bit

BEGINS = sum(tag_bit(f"B-{label}") for label in LABELS)
ANY_NAME = ANY_ENTITY_TAG & ~OUTSIDE
PERSONS, ORGANISATIONS, EVENTS = (tag_bit(f"B-{label}") | tag_bit(f"I-{label}") for label in ("PERSON", "ORG", "EVENT"))
PROPER_TAGS = ("NNP", "NNPS")

ACTOR_LABELS = {"person": "PERSON", "organization": "ORG", "state": "LOC"}


def treebank_bits(sentence: Sentence, places: frozenset[str], peoples: frozenset[str]) -> list[int]:
    """Allowed tags by word, from part-of-speech tags, country names and names of peoples (both in lower case)."""
    words = sentence.words
    proper = [word.xpos in PROPER_TAGS and not _is_no_name(word.form) for word in words]
    bits: list[int] = []
    for index, word in enumerate(words):
        before = index > 0 and proper[index - 1]
        after = index + 1 < len(words) and proper[index + 1]
        lower = word.form.lower()
        if word.form[:1].isupper() and lower in peoples and not (before or after):
            bits.append(tag_bit("B-NORP"))
        elif not proper[index]:
            open_question = lower in NAME_LINKS or word.xpos in ("CD", "POS", "HYPH") or word.form[:1].isupper()
            bits.append(ANY_ENTITY_TAG if open_question and (before or after) else OUTSIDE)
        elif lower in places and not (before or after):
            bits.append(tag_bit("B-LOC"))
        elif lower.rstrip(".") in TITLES:
            bits.append(ANY_ENTITY_TAG)
        else:
            linked = index > 0 and words[index - 1].form.lower() in NAME_LINKS
            bits.append((ANY_NAME if before or linked else BEGINS) & _kinds_by_syntax(sentence, proper, index))
    return bits


def _kinds_by_syntax(sentence: Sentence, proper: list[bool], index: int) -> int:
    """Names of people are `flat`, names of organisations and events almost never; in GUM 672 of 892 names that are `flat`
    are a person's and 30 an organisation's, of 1,427 that are not 76 are a person's."""
    words = sentence.words
    start = end = index
    while start and proper[start - 1]:
        start -= 1
    while end + 1 < len(words) and proper[end + 1]:
        end += 1
    if start == end:
        return ANY_ENTITY_TAG
    inside = [word for word in words[start : end + 1] if start <= word.head - 1 <= end]
    if not inside:
        return ANY_ENTITY_TAG
    is_flat = [word.deprel.startswith("flat") for word in inside]
    if all(is_flat):
        return ~(ORGANISATIONS | EVENTS)
    return ANY_ENTITY_TAG if any(is_flat) else ~PERSONS


def article_bits(words: list[str], actors: Iterable[tuple[str, str]], places: frozenset[str]) -> list[int]:
    """Allowed tags by word of an article whose actors are known: (kind, mention) pairs.

    A mention's words get its kind's label where each of them is written as a name; lower-case words are no names.
    """
    bits = [ANY_ENTITY_TAG if word[:1].isupper() else OUTSIDE for word in words]
    for kind, mention in sorted(set(actors), key=lambda actor: len(actor[1])):
        label = ACTOR_LABELS.get(kind)
        name = _name_in(mention)
        if label is None or not name or (label == "LOC" and " ".join(name).lower() not in places):
            continue
        for start in range(len(words) - len(name) + 1):
            if words[start : start + len(name)] == name:
                bits[start] = tag_bit(f"B-{label}")
                bits[start + 1 : start + len(name)] = [tag_bit(f"I-{label}")] * (len(name) - 1)
    return bits


def _name_in(mention: str) -> list[str]:
    """The words of a mention without article and titles, or nothing where one of them is no name's word."""
    words = re.findall(r"\w[\w.’'-]*|&", mention)
    while words and (words[0].lower() in ("the", "a", "an") or words[0].lower().rstrip(".") in TITLES):
        words = words[1:]
    proper = all(word[:1].isupper() or word.lower() in NAME_LINKS for word in words)
    return words if proper and words and words[0][:1].isupper() else []


def _is_no_name(form: str) -> bool:
    return form.lower() in CALENDAR or bool(NO_NAME.search(form)) or form.isdigit()
