"""How often each cue of the lexicon fires: runs the annotators over articles and writes `lexicon/cue_counts.csv`.

    python -m training.cue_counts DATA [--parsed DIR]

DATA is a folder of `*.jsonl` files, an article a line with its `text`. With `--parsed` the parses of NAME.jsonl are read from DIR/NAME.spacy, and
left there where there are none yet. A cue fires where a row of a table comes of its frame at that word. What never fires is shown by examples
instead (`lexicon/cue_examples.csv`); those that fail, and the cues that have neither, are printed.
"""

from __future__ import annotations

import argparse
import csv
import functools
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin

import stanceflow
from stanceflow.annotate.pipeline import extract
from stanceflow.inflection import known_base
from stanceflow.lexicon import irregular_verbs, load_frames, load_table, load_words
from stanceflow.records import Interest, Prediction, Stance
from stanceflow.syntax import Graph

COUNTS = Path(__file__).parents[1] / "src" / "stanceflow" / "lexicon" / "cue_counts.csv"
TABLES = ("interests", "stances", "predictions")
PHRASES = ("phrase", "raising")
"""How the names of the lists begin whose phrases predict by themselves: their rows have the rule `phrase-WORDS`."""
EXAMPLES = 2
"""How many examples a cue needs that never fires."""


@dataclass(frozen=True, order=True, slots=True)
class Cue:
    """A cue of a lexicon, as it is written there: lemma/PART-OF-SPEECH of a frame, or a phrase of a list."""

    lexicon: str
    word: str


Fired = tuple[str, Cue]
"""The frame (or list) that found a row, and the cue it found it at."""


def all_cues() -> set[Cue]:
    """Give every cue of every frame, and every phrase that predicts by itself."""
    framed = {Cue(table, f"{lemma}/{pos}") for table in TABLES for lemma, pos in load_frames(table).by_cue}
    return framed | {cue for _, cue in phrases().values()}


@functools.cache
def kin() -> dict[Cue, frozenset[Cue]]:
    """Give for each cue those that are the same word: one that a frame takes as several parts of speech, a participle and its verb, a plural and its noun.

    What one tagger takes for the adjective *worried* is to another a form of *worry*, and *odds* has the lemma *odd* or *odds*.
    """
    same = {cue: {cue} for cue in all_cues()}
    for table in TABLES:
        verbs = frozenset(lemma for lemma, pos in load_frames(table).by_cue if pos == "VERB")
        for frame in load_frames(table).frames:
            first: dict[str, Cue] = {}
            for lemma, pos in sorted(frame.cues):
                cue = Cue(table, f"{lemma}/{pos}")
                _join(same, first.setdefault(lemma, cue), cue)
                if pos == "NOUN" and (lemma.removesuffix("s"), pos) in frame.cues:
                    _join(same, Cue(table, lemma.removesuffix("s") + "/NOUN"), cue)
                if pos == "ADJ" and (verb := _verb_of(lemma, verbs)):
                    _join(same, Cue(table, f"{verb}/VERB"), cue)
    predicting = load_frames("predictions").by_cue
    verbs = frozenset(lemma for lemma, pos in predicting if pos == "VERB")
    for _, cue in phrases().values():
        forms = {cue.word, _verb_of(cue.word, verbs)}
        for lemma, pos in predicting:
            if lemma in forms:
                _join(same, Cue(cue.lexicon, f"{lemma}/{pos}"), cue)
    return {cue: frozenset(joined) for cue, joined in same.items()}


def _verb_of(form: str, verbs: frozenset[str]) -> str | None:
    base = irregular_verbs().get(form) or known_base(form, verbs - {form})
    return base if base in verbs else None


def _join(same: dict[Cue, set[Cue]], one: Cue, other: Cue) -> None:
    joined = same[one] | same[other]
    for cue in joined:
        same[cue] = joined


def phrases() -> dict[str, Fired]:
    """Give the phrases that predict by themselves, by the rule of their rows."""
    return {
        "-".join(["phrase", *phrase.split(), *(["to"] if name.startswith("raising") else [])]): (
            name,
            Cue("predictions", phrase),
        )
        for name, found in load_words("predictions").items()
        if name.partition("_")[0] in PHRASES
        for phrase in found
    }


def fired(doc: Doc) -> set[tuple[Fired, int]]:
    """Give what fires in a parsed Doc, each with the place of its word (a cue with two holders fires once)."""
    graph, found, known = Graph(doc), extract(doc), phrases()
    out: set[tuple[Fired, int]] = set()
    rows: dict[str, tuple[Interest | Stance | Prediction, ...]] = {
        "interests": found.interests,
        "stances": found.stances,
        "predictions": found.predictions,
    }
    for table in TABLES:
        cues_of = {frame.id: frame.cues for frame in load_frames(table).frames}
        for row in rows[table]:
            if row.rule in known:
                out.add((known[row.rule], row.cue[0][0]))
            for node in _nodes(graph, row.cue):
                key = graph.lemmas[node], graph.pos[node]
                if key in cues_of.get(row.rule, ()):
                    out.add(((row.rule, Cue(table, "/".join(key))), node))
    return out


def _nodes(graph: Graph, spans: tuple[tuple[int, int], ...]) -> Iterator[int]:
    for start, end in spans:
        yield from range(bisect_left(graph.starts, start), bisect_left(graph.starts, end))


def counted() -> Counter[Cue]:
    """Give how often each cue has fired, by `cue_counts.csv`."""
    out: Counter[Cue] = Counter()
    for row in load_table("cue_counts"):
        out[Cue(row["lexicon"], row["cue"])] += int(row["count"])
    return out


def failing(nlp: Language) -> list[dict[str, str]]:
    """Give the rows of `cue_examples.csv` whose sentence does not make the frame fire on the cue."""
    rows = load_table("cue_examples")
    with nlp.select_pipes(disable=["stanceflow"]):
        docs = nlp.pipe([row["sentence"] for row in rows])
        return [row for row, doc in zip(rows, docs, strict=True) if not shows(row, doc)]


def shows(example: dict[str, str], doc: Doc) -> bool:
    """Whether the frame of an example fires on its cue, or on the same word with another part of speech."""
    wanted = kin().get(Cue(example["lexicon"], example["cue"]), frozenset())
    return any(frame == example["frame"] and cue in wanted for (frame, cue), _ in fired(doc))


def unshown() -> list[Cue]:
    """Give the cues that have never fired and have too few examples."""
    examples = Counter(Cue(row["lexicon"], row["cue"]) for row in load_table("cue_examples"))
    counts = counted()
    return sorted(
        cue
        for cue, same in kin().items()
        if not any(counts[other] for other in same) and sum(examples[other] for other in same) < EXAMPLES
    )


def parsed(file: Path, cache: Path | None, nlp: Language) -> Iterator[Doc]:
    """Give the parses of a file of articles, from the cache where it has them."""
    kept = cache / f"{file.stem}.spacy" if cache else None
    if kept is not None and kept.exists():
        yield from DocBin().from_disk(kept).get_docs(nlp.vocab)
        return
    articles = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    docs = DocBin(store_user_data=True)
    with nlp.select_pipes(disable=["stanceflow"]):
        for doc in nlp.pipe(article["text"] for article in articles):
            docs.add(doc)
            yield doc
    if kept is not None:
        docs.to_disk(kept)


def write(counts: Counter[Fired]) -> None:
    """Write the counts, a frame's cue a line."""
    with open(COUNTS, "w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["lexicon", "frame", "cue", "count"])
        writer.writerows(sorted((cue.lexicon, frame, cue.word, count) for (frame, cue), count in counts.items()))


def main() -> None:
    """Read the arguments, count, write, report."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path, help="folder of *.jsonl files, an article a line with its text")
    parser.add_argument("--parsed", type=Path, help="folder where parses are kept")
    given = parser.parse_args()
    nlp = stanceflow.load()
    counts: Counter[Fired] = Counter()
    for file in sorted(given.data.glob("*.jsonl")):
        for doc in parsed(file, given.parsed, nlp):
            counts.update(what for what, _ in fired(doc))
    write(counts)
    load_table.cache_clear()
    report(nlp)


def report(nlp: Language) -> None:
    """Print how many cues fire or are shown by examples, and what is missing."""
    counts, examples = counted(), {Cue(row["lexicon"], row["cue"]) for row in load_table("cue_examples")}
    for table in TABLES:
        cues = {cue for cue in all_cues() if cue.lexicon == table}
        print(f"{table}: {len(cues)} cues, {len(cues & counts.keys())} fire, {len(cues & examples)} have examples")
    for row in failing(nlp):
        print(f"does not fire: {row['lexicon']} {row['frame']} {row['cue']}: {row['sentence']}")
    for cue in unshown():
        print(f"neither fires nor has examples: {cue.lexicon} {cue.word}")


if __name__ == "__main__":
    main()
