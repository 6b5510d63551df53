"""Measures of a pipeline on raw text: CoNLL-18's for syntax, F1 of entities, F1 of attribution spans.

Syntax: Zeman et al. 2018; words and sentences count as right only where their characters agree. Attribution: exact
F1, and overlap F1 (a span is found if it shares a character with one of the other side).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from training.conllu import Sentence, read_conllu
from training.entities import bio_names

SENTENCES_A_TEXT = 10
SCORED_ENTITIES = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
Span = tuple[int, int]


@dataclass
class GoldWord:
    """A word of the treebank in a text; `head` is the number of its head in the text, None for a root."""

    span: Span
    upos: str
    lemma: str
    head: int | None
    deprel: str


@dataclass
class GoldText:
    """A raw text and what stands in it; offsets are characters, end exclusive."""

    text: str = ""
    words: list[GoldWord] = field(default_factory=list)
    sentences: set[Span] = field(default_factory=set)
    entities: set[tuple[int, int, str]] = field(default_factory=set)


def f1(right: float, predicted: float, gold: float) -> float:
    """F1 in percent."""
    return 200 * right / (predicted + gold) if predicted + gold else 0.0


def read_gold(conllu: Path, iob2: Path | None = None) -> list[GoldText]:
    """Texts of ten sentences of one document each, paragraphs parted by an empty line."""
    entities = _read_iob2(iob2) if iob2 else {}
    return [_gold_text(group, entities) for group in _groups(read_conllu(conllu))]


def score_syntax(nlp: Language, gold: list[GoldText]) -> dict[str, float]:
    """F1 in percent of tokens, upos, lemma, uas, las (universal part of the relation) and sentences; of entities by
    type where the gold has some."""
    counts: Counter[str] = Counter()
    for doc, text in zip(nlp.pipe(text.text for text in gold), gold, strict=True):
        _count_words(doc, text, counts)
        _count_sentences(doc, text, counts)
        _count_entities(doc, text, counts)
    words = counts["words gold"], counts["words predicted"]
    scores = {
        name: f1(counts[name], *words) for name in ("tokens", "upos", "xpos", "lemma", "uas", "las") if counts[name]
    }
    scores["sentences"] = f1(counts["sentences"], counts["sentences predicted"], counts["sentences gold"])
    for kind in ("all", "PER", "ORG", "LOC"):
        if counts[f"{kind} gold"]:
            scores[f"entities {kind}"] = f1(counts[kind], counts[f"{kind} predicted"], counts[f"{kind} gold"])
    return scores


def score_spans(pairs: Iterable[tuple[set[Span], set[Span]]]) -> dict[str, float]:
    """Exact and overlap F1 in percent over texts, each a pair of predicted and gold spans."""
    counts: Counter[str] = Counter()
    for predicted, gold in pairs:
        counts["right"] += len(predicted & gold)
        counts["predicted"] += len(predicted)
        counts["gold"] += len(gold)
        counts["touched predicted"] += sum(_overlaps(span, gold) for span in predicted)
        counts["touched gold"] += sum(_overlaps(span, predicted) for span in gold)
    precision = counts["touched predicted"] / max(1, counts["predicted"])
    recall = counts["touched gold"] / max(1, counts["gold"])
    return {
        "exact": f1(counts["right"], counts["predicted"], counts["gold"]),
        "overlap": 200 * precision * recall / (precision + recall) if precision + recall else 0.0,
    }


def _groups(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    current: list[Sentence] = []
    for sentence in sentences:
        if current and (len(current) >= SENTENCES_A_TEXT or sentence.starts_document):
            yield current
            current = []
        current.append(sentence)
    if current:
        yield current


def _gold_text(sentences: list[Sentence], entities: dict[str, list[tuple[str, str]]]) -> GoldText:
    gold = GoldText()
    for sentence in sentences:
        if gold.text and sentence.starts_paragraph:
            gold.text = gold.text.rstrip(" ") + "\n\n"
        base = len(gold.words)
        for word in sentence.words:
            start = len(gold.text)
            head = base + word.head - 1 if word.head else None
            gold.words.append(GoldWord((start, start + len(word.form)), word.upos, word.lemma, head, word.deprel))
            gold.text += word.form + (" " if word.space_after else "")
        spans = [word.span for word in gold.words[base:]]
        gold.sentences.add((spans[0][0], spans[-1][1]))
        gold.entities.update(_place_entities(spans, entities.get(sentence.sent_id, [])))
        if not gold.text[-1].isspace():
            gold.text += " "
    gold.text = gold.text.rstrip()
    return gold


def _read_iob2(path: Path) -> dict[str, list[tuple[str, str]]]:
    """(form, tag) pairs by sentence of a Universal NER file."""
    sentences: dict[str, list[tuple[str, str]]] = {}
    rows: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# sent_id"):
            rows = sentences.setdefault(line.split("=", 1)[1].strip(), [])
        elif line and not line.startswith("#"):
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append((columns[1], columns[2]))
    return sentences


def _place_entities(spans: list[Span], rows: list[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    """Character offsets of entities; the file's words may be cut otherwise than the treebank's, so letters are counted."""
    letters = [offset for start, end in spans for offset in range(start, end)]
    bounds = [0]
    for form, _ in rows:
        bounds.append(bounds[-1] + len(form))
    if bounds[-1] != len(letters):
        return
    kinds = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}
    for name in bio_names([tag for _, tag in rows], kinds):
        yield letters[bounds[name.start]], letters[bounds[name.end] - 1] + 1, name.label


def _count_words(doc: Doc, gold: GoldText, counts: Counter[str]) -> None:
    tokens = {(token.idx, token.idx + len(token)): token for token in doc if not token.is_space}
    counts["words gold"] += len(gold.words)
    counts["words predicted"] += len(tokens)
    for word in gold.words:
        token = tokens.get(word.span)
        if token is None:
            continue
        is_root = token.head.i == token.i
        head = None if is_root else (token.head.idx, token.head.idx + len(token.head))
        right_head = head == (None if word.head is None else gold.words[word.head].span)
        relation = "root" if is_root else token.dep_.split(":")[0]
        counts["tokens"] += 1
        counts["upos"] += token.pos_ == word.upos
        counts["lemma"] += token.lemma_ == word.lemma
        counts["uas"] += right_head
        counts["las"] += right_head and relation == word.deprel.split(":")[0]


def _count_sentences(doc: Doc, gold: GoldText, counts: Counter[str]) -> None:
    predicted: set[Span] = set()
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if words:
            predicted.add((words[0].idx, words[-1].idx + len(words[-1])))
    counts["sentences"] += len(predicted & gold.sentences)
    counts["sentences predicted"] += len(predicted)
    counts["sentences gold"] += len(gold.sentences)


def _count_entities(doc: Doc, gold: GoldText, counts: Counter[str]) -> None:
    found = ((entity.start_char, entity.end_char, SCORED_ENTITIES.get(entity.label_, "")) for entity in doc.ents)
    predicted = {entity for entity in found if entity[2]}
    for kind in ("all", "PER", "ORG", "LOC"):
        guessed = {entity for entity in predicted if kind in ("all", entity[2])}
        wanted = {entity for entity in gold.entities if kind in ("all", entity[2])}
        counts[kind] += len(guessed & wanted)
        counts[f"{kind} predicted"] += len(guessed)
        counts[f"{kind} gold"] += len(wanted)


def _overlaps(span: Span, others: set[Span]) -> bool:
    return any(span[0] < end and span[1] > start for start, end in others)
