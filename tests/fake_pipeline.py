"""A pipeline of rules so plain that its results are known beforehand: for tests of what stands around the annotators."""

from __future__ import annotations

import os
import re
import signal
import time

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from stanceflow.records import AUTHOR, Actor, Claim, Extraction, Interest, Mention, Prediction, Stance

CRASH = "CRASH"
"""A text that holds this word makes the pipeline fail; one with a word below makes it fail in another way."""
DIE, HANG, STUCK, FULL, DIE_ONCE = "DIE", "HANG", "STUCK", "FULL", "DIE_ONCE="
"""Kill the process; never end; never end and never come back to Python; use up memory; kill the process unless the file that is named after it is there."""


def fake_pipeline() -> Language:
    """A blank English pipeline whose component finds `NAME said/wants/opposes X.` and `X will Y.` by regular expressions."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("fake_annotators")
    nlp.meta.update(name="fake", version="0.0.1")
    return nlp


def slow_pipeline() -> Language:
    """The fake pipeline, but every article takes a fiftieth of a second."""
    nlp = fake_pipeline()
    nlp.add_pipe("fake_delay")
    return nlp


@Language.component("fake_delay")
def fake_delay(doc: Doc) -> Doc:
    time.sleep(0.02)
    return doc


@Language.component("fake_annotators")
def fake_annotators(doc: Doc) -> Doc:
    if CRASH in doc.text:
        raise RuntimeError("a failure\nmade by the test")
    misbehave(doc.text)
    if not Doc.has_extension("stanceflow"):
        Doc.set_extension("stanceflow", default=None)
    doc._.stanceflow = extraction_of(doc)
    return doc


def misbehave(text: str) -> None:
    words = text.split()
    if DIE in words:
        os.kill(os.getpid(), signal.SIGKILL)
    if STUCK in words:
        sum(range(10**13))  # one step that takes days
    while HANG in words:
        try:
            time.sleep(0.01)
        except Exception:
            continue
    if FULL in words:
        raise MemoryError
    for name in (word.removeprefix(DIE_ONCE) for word in words if word.startswith(DIE_ONCE)):
        if not os.path.exists(name):
            open(name, "w").close()
            os.kill(os.getpid(), signal.SIGKILL)


def extraction_of(doc: Doc) -> Extraction:
    sentences = [trimmed(sent.start_char, sent.text) for sent in doc.sents if sent.text.strip()]
    names: dict[str, list[Mention]] = {}
    found: dict[str, list[object]] = {"said": [], "wants": [], "opposes": [], "will": []}
    for number, (start, end) in enumerate(sentences):
        match = re.match(r"(.+?) (said|wants|opposes|will) (.+?)[.?!]?$", doc.text[start:end], re.DOTALL)
        if not match:
            continue
        who, cue, what = (((start + match.start(n), start + match.end(n)),) for n in (1, 2, 3))
        names.setdefault(match[1], []).append(Mention(match[1], *who[0], "name", number))
        found[match[2]].append(
            item(match[2], number, who, match[1], cue, what, str(doc.user_data.get("published") or ""))
        )
    return Extraction(
        text=doc.text,
        language="en",
        n_tokens=len(doc),
        sentences=tuple(sentences),
        actors=tuple(Actor(name, "person", "", tuple(mentions)) for name, mentions in names.items()),
        claims=tuple(found["said"]),
        interests=tuple(found["wants"]),
        stances=tuple(found["opposes"]),
        predictions=tuple(found["will"]),
    )


def trimmed(start: int, text: str) -> tuple[int, int]:
    start += len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def item(verb, sentence, who, name, cue, what, published):
    chain, rule = (AUTHOR,), f"fake.{verb}"
    if verb == "said":
        return Claim(sentence, who, name, cue, what, "indirect", False, (AUTHOR, name), rule, 0.5)
    if verb == "wants":
        return Interest(sentence, who, name, cue, what, "desire", "seek", (), AUTHOR, chain, rule, 0.5)
    if verb == "opposes":
        return Stance(sentence, who, name, cue, what, "", "against", (), AUTHOR, chain, rule, 0.5)
    return Prediction(
        sentence, (), AUTHOR, cue, (), (*who, *what), "almost_certain", 0.95, 0.97, 0.99, "cap", False, False, (), "", (), published, "",
        "no publication date" if not published else "", name, chain, rule, 0.5,
    )  # fmt: skip
