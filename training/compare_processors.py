"""Does the network say the same on other processors? `python -m training.compare_processors write|compare TEXTS FILE [--model NAME]`.

`write` reads the first texts of a folder and keeps every label in FILE; `compare`, run elsewhere or with the
instruction set restricted (`qemu-x86_64 -cpu Haswell python -m ...`: no AVX-512, no VNNI), counts the labels that differ.
"""

import argparse
import json
from pathlib import Path

from spacy.tokens import Doc

from stanceflow.reader import load_pipeline
from stanceflow.reader.decoding import layer_spans

LAYERS = ("source", "cue", "content")


def main() -> None:
    """Parse the command line, then write or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=("write", "compare"))
    parser.add_argument("texts", type=Path, help="folder of .txt files")
    parser.add_argument("file", type=Path, help="JSON file of labels")
    parser.add_argument("--model")
    parser.add_argument("--most", type=int, default=5, help="how many texts")
    arguments = parser.parse_args()
    nlp = load_pipeline(arguments.model)
    paths = sorted(arguments.texts.glob("*.txt"))[: arguments.most]
    labels = [labels_of(nlp(path.read_text(encoding="utf-8"))) for path in paths]
    if arguments.action == "write":
        arguments.file.write_text(json.dumps(labels), encoding="utf-8")
    else:
        print(json.dumps(differences(json.loads(arguments.file.read_text(encoding="utf-8")), labels), indent=1))


def labels_of(doc: Doc) -> dict[str, list[str]]:
    """All that is told of each token, as strings by kind."""
    marks = [["O"] * len(doc) for _ in LAYERS]
    for number, row in enumerate(marks):
        for start, end in layer_spans(doc._.attribution_scores[:, number]):
            row[start:end] = ["B", *["I"] * (end - start - 1)]
    return {
        "tag": [token.tag_ for token in doc],
        "lemma": [token.lemma_ for token in doc],
        "head and relation": [f"{token.head.i} {token.dep_}" for token in doc],
        "entity": [f"{token.ent_iob_} {token.ent_type_}" for token in doc],
        "sentence start": [str(token.is_sent_start) for token in doc],
        **dict(zip(LAYERS, marks, strict=True)),
    }


def differences(before: list[dict[str, list[str]]], now: list[dict[str, list[str]]]) -> dict[str, str]:
    """By kind, how many of how many labels differ."""
    report: dict[str, str] = {}
    for kind in before[0]:
        pairs = [pair for old, new in zip(before, now, strict=True) for pair in zip(old[kind], new[kind], strict=True)]
        report[kind] = f"{sum(old != new for old, new in pairs)} of {len(pairs)}"
    return report


if __name__ == "__main__":
    main()
