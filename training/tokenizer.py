"""spaCy's English tokenizer, brought nearer to how Universal Dependencies cuts English text.

UD splits hyphenated words as spaCy does, except after prefixes (*non-*, *re-*, *pre-* ...); it keeps runs of
punctuation, telephone numbers and hash tags whole, and knows more abbreviations. Everything changed here is
serialised with the pipeline, so that a user needs none of this code.
"""

import re

import spacy
from spacy.lang.char_classes import ALPHA, HYPHENS
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from training.words import WORDS

BOUND_PREFIXES = WORDS["bound_prefixes"]

ABBREVIATIONS = WORDS["abbreviations"]

SPLIT_WORDS = {"wanna": ("wan", "na"), "Wanna": ("Wan", "na"), "I.": ("I", ".")}
# Slashes part words; and what spaCy takes for faces stands in articles for the end of a bracket or for a number.
NO_SPECIAL_CASES = ("and/or", "And/or", "):", "(;", "(=", "(8", "8)", "8D", ":1", ":3", "=3", "0.0")

PUNCTUATION_RUNS = [
    r"[!?]{2,}",
    r"\.+[!?]+",
    *(rf"{mark}{{2,}}" for mark in ("=", "_", r"\*", "-", "<", ">", "~", r"\+", "#")),
]

# A note's number after a sentence: [12] anywhere, bare digits after a closing quote or a longer word's full stop.
FOOTNOTES = (r"\[\d{1,3}\]", r"(?<=[.!?,][”’\"])\d{1,2}", r"(?<=[a-z]{4}\.)\d{1,2}")

# Dashes without spaces part words, whatever stands beside them: a quotation mark, a full stop, an initialism.
DASHES = (
    r"(?<=[a-z]{2})[.,!?…]+(?=[”’\"]?[—–])",
    r"[”’\"](?=[—–/])",
    r"—",
    r"(?<=[^\s\d])–|–(?=[^\s\d])",
    r"(?<=[—–])[“‘\"]",
    r"(?<=[A-Z]\.)-(?=[A-Za-z])",
)

WHOLE_TOKENS = "|".join(
    (
        r"\(?\d{3}\)?[-.]\d{3}[-.]\d{4}",  # telephone numbers
        r"\d-\d{3}-\d{3}-\d{4}",
        r"\d{3}-\d{4}",
        r"#[A-Za-z][A-Za-z0-9_]+",  # hash tags
        r"['’]\d\ds?",  # years: the ’90s
    )
)


def make_blank() -> Language:
    """An English pipeline without components whose tokenizer has these rules."""
    nlp = spacy.blank("en")
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    tokenizer.prefix_search = compile_prefix_regex(_prefixes(nlp)).search
    tokenizer.suffix_search = compile_suffix_regex(_suffixes(nlp)).search
    tokenizer.infix_finditer = compile_infix_regex(_infixes(nlp)).finditer
    tokenizer.token_match = re.compile(f"^(?:{WHOLE_TOKENS})$").match
    tokenizer.rules = _special_cases(tokenizer)
    return nlp


def _prefixes(nlp: Language) -> list[str]:
    default = [pattern for pattern in nlp.Defaults.prefixes or [] if pattern != "#"]
    dash = rf"-(?=[{ALPHA}]{{2}})"  # a dash typed as a hyphen: "he said -and meant it"
    return [*PUNCTUATION_RUNS, rf"#(?![{ALPHA}])", dash, *default]


def _suffixes(nlp: Language) -> list[str]:
    clock = r"(?<=[0-9])(?:AM|PM|am|pm|a\.m\.|p\.m\.)"
    return [*PUNCTUATION_RUNS, clock, *FOOTNOTES, *(nlp.Defaults.suffixes or [])]


def _infixes(nlp: Language) -> list[str]:
    bound = "".join(rf"(?<!\b(?i:{prefix}))" for prefix in sorted(BOUND_PREFIXES))
    hyphen = rf"(?<=[{ALPHA}0-9]){bound}(?:{HYPHENS})(?=[{ALPHA}])"
    default = [hyphen if HYPHENS in pattern and ALPHA in pattern else pattern for pattern in nlp.Defaults.infixes or []]
    return [*PUNCTUATION_RUNS, *DASHES, r"(?<=[0-9])–(?=[0-9])", *default]


def _special_cases(tokenizer: Tokenizer) -> dict[str, list[dict[int, str]]]:
    rules = dict(tokenizer.rules or {})
    for word in NO_SPECIAL_CASES:
        rules.pop(word, None)
    rules.update({word: [{ORTH: word}] for word in sorted(ABBREVIATIONS)})
    rules.update({word: [{ORTH: piece} for piece in pieces] for word, pieces in SPLIT_WORDS.items()})
    return rules
