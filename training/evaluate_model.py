"""Scores, speed and size of a pipeline: `python -m training.evaluate_model DATA [--model NAME]`.

Prints a JSON object: CoNLL-18 measures on the EWT and GUM dev sets, F1 of entities by type (Universal NER), exact and
overlap F1 of attribution on the PolNeAR articles of `gold/polnear-dev`, words per second, seconds to load, megabytes.
"""

import argparse
import json
import resource
import time
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from stanceflow.reader import load_pipeline, pipeline_version
from stanceflow.reader.decoding import layer_spans
from training.measures import Span, read_gold, score_spans, score_syntax

LAYERS = ("source", "cue", "content")


def main() -> None:
    """Parse the command line and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with ud/ and ner/; gold/ stands beside it")
    parser.add_argument("--model", help="name or path of the pipeline; default: the shipped one")
    arguments = parser.parse_args()
    print(json.dumps(evaluate(arguments.data, arguments.model), indent=1))


def evaluate(data: Path, model: str | None) -> dict[str, object]:
    """All measures of one pipeline."""
    began = time.perf_counter()
    nlp = load_pipeline(model)
    loading = time.perf_counter() - began
    ewt = read_gold(data / "ud" / "ewt-dev.conllu", data / "ner" / "uner-ewt-dev.iob2")
    gum = read_gold(data / "ud" / "gum-dev.conllu")
    articles = read_articles(data.parent / "gold" / "polnear-dev")
    return {
        "pipeline": pipeline_version(nlp),
        "ewt dev": _rounded(score_syntax(nlp, ewt)),
        "gum dev": _rounded(score_syntax(nlp, gum)),
        "attribution": score_attribution(nlp, articles),
        "words per second": round(words_per_second(nlp, [text for text, _ in articles])),
        "seconds to load": round(loading, 2),
        "peak memory in MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "size in MB": round(_size(nlp.path) / 1e6, 1) if nlp.path else None,
    }


def read_articles(folder: Path) -> list[tuple[str, dict[str, set[Span]]]]:
    """Texts with the pieces of all their claims' sources, cues and contents."""
    articles = []
    for path in sorted(folder.glob("*.json")):
        claims = json.loads(path.read_text(encoding="utf-8"))["claims"]
        spans = {layer: {(a, b) for claim in claims for a, b in claim[layer] or ()} for layer in LAYERS}
        articles.append((path.with_suffix(".txt").read_bytes().decode("utf-8"), spans))
    return articles


def score_attribution(nlp: Language, articles: list[tuple[str, dict[str, set[Span]]]]) -> dict[str, dict[str, float]]:
    """Exact and overlap F1 by layer; empty for a pipeline without attribution scores."""
    docs = list(nlp.pipe(text for text, _ in articles))
    if not Doc.has_extension("attribution_scores") or docs[0]._.attribution_scores is None:
        return {}
    return {
        layer: _rounded(
            score_spans((_spans(doc, number), gold[layer]) for doc, (_, gold) in zip(docs, articles, strict=True))
        )
        for number, layer in enumerate(LAYERS)
    }


def words_per_second(nlp: Language, texts: list[str]) -> float:
    """Words read in a second of processor time, white space left out, after a first round to warm up."""
    list(nlp.pipe(texts[:3]))
    began = time.process_time()
    words = sum(not token.is_space for doc in nlp.pipe(texts) for token in doc)
    return words / (time.process_time() - began)


def _spans(doc: Doc, layer: int) -> set[Span]:
    """Character offsets of a layer's spans."""
    words = [token for token in doc if not token.is_space]
    scores = doc._.attribution_scores[[token.i for token in words], layer]
    return {(words[start].idx, words[end - 1].idx + len(words[end - 1])) for start, end in layer_spans(scores)}


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _rounded(scores: dict[str, float]) -> dict[str, float]:
    return {name: round(score, 2) for name, score in scores.items()}


if __name__ == "__main__":
    main()
