"""The label sets of the reader, counted in the training examples and stored beside the network."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from stanceflow.reader.lemmas import make_rule
from training.reader.attitudes import LAYERS as ATTITUDE_LAYERS
from training.reader.attribution import LAYERS as ATTRIBUTION_LAYERS
from training.reader.examples import ENTITY_TAGS, Example, Syntax

FEWEST_RULES, FEWEST_FEATS, FEWEST_DEPRELS, FEWEST_TABLE = 3, 2, 5, 2


@dataclass(frozen=True)
class Labels:
    """Labels by head, in the order of the network's outputs; `lemma_table` maps `form|UPOS` to a lemma,
    `verb_lemmas` are all verbs seen."""

    upos: list[str]
    xpos: list[str]
    feats: list[str]
    lemma_rules: list[str]
    deprels: list[str]
    entity_tags: list[str]
    span_layers: list[str]
    attitude_layers: list[str]
    lemma_table: dict[str, str]
    verb_lemmas: list[str]

    def save(self, path: Path) -> None:
        """Write as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=0), encoding="utf-8")


def load_labels(path: Path) -> Labels:
    """Read what `Labels.save` wrote."""
    return Labels(**json.loads(path.read_text(encoding="utf-8")))


def collect_labels(examples: Iterable[Example]) -> Labels:
    """All labels that occur often enough; root is no label, as a word without a head is the root."""
    columns = [example.syntax for example in examples if example.syntax is not None]
    rules = Counter(
        make_rule(word, lemma)
        for example in examples
        if example.syntax is not None
        for word, lemma in zip(example.words, example.syntax.lemmas, strict=True)
    )
    deprels = Counter(deprel for syntax in columns for deprel in syntax.deprels if deprel != "root")
    whole = {deprel.split(":")[0] for deprel in deprels}
    return Labels(
        upos=sorted({tag for syntax in columns for tag in syntax.upos}),
        xpos=sorted({tag for syntax in columns for tag in syntax.xpos}),
        feats=_frequent(Counter(feats for syntax in columns for feats in syntax.feats), FEWEST_FEATS),
        lemma_rules=_frequent(rules, FEWEST_RULES),
        deprels=sorted({label for label, count in deprels.items() if count >= FEWEST_DEPRELS} | whole),
        entity_tags=list(ENTITY_TAGS),
        span_layers=list(ATTRIBUTION_LAYERS),
        attitude_layers=list(ATTITUDE_LAYERS),
        lemma_table=_lemma_table(examples),
        verb_lemmas=_verb_lemmas(examples),
    )


def nearest_deprel(deprel: str, known: dict[str, int]) -> int:
    """The number of a relation, of its universal part where the subtype is too rare; -100 for root (not learned)."""
    if deprel == "root":
        return -100
    return known.get(deprel, known[deprel.split(":")[0]])


def _frequent(counts: Counter[str], fewest: int) -> list[str]:
    return sorted(label for label, count in counts.items() if count >= fewest)


def _lemma_table(examples: Iterable[Example]) -> dict[str, str]:
    """Lemmas of words that always had the same one and whose suffix rule says too little of it."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for example in examples:
        if example.syntax is not None:
            for key, lemma in _lemma_keys(example.words, example.syntax):
                seen[key][lemma] += 1
    return {
        key: lemma
        for key, lemmas in sorted(seen.items())
        for lemma, count in lemmas.most_common(1)
        if len(lemmas) == 1 and count >= FEWEST_TABLE and lemma != key.rpartition("|")[0]
    }


def _verb_lemmas(examples: Iterable[Example]) -> list[str]:
    return sorted(
        {
            lemma
            for example in examples
            if example.syntax is not None
            for lemma, upos in zip(example.syntax.lemmas, example.syntax.upos, strict=True)
            if upos == "VERB" and lemma.isalpha() and lemma.islower()
        }
    )


def _lemma_keys(words: list[str], syntax: Syntax) -> Iterable[tuple[str, str]]:
    for word, lemma, upos in zip(words, syntax.lemmas, syntax.upos, strict=True):
        if upos != "PROPN":
            yield f"{word.lower()}|{upos}", lemma
