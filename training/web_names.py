"""Names in the web texts of UD English EWT, which has none: `training/data/ewt_names.tsv`, read and marked by us.

A line gives a sentence's id and its names as `first-end:LABEL` in words, the end exclusive; the texts themselves are not in it.
What is a name, and of which kind, follows Universal NER (Mayhew et al. 2024), with the labels of `training.entities`.
"""

from pathlib import Path

from training.entities import LABELS, Name

WEB_NAMES = Path(__file__).parent / "data" / "ewt_names.tsv"


def read_web_names(path: Path = WEB_NAMES) -> dict[str, list[Name]]:
    """Names by sentence id; a sentence that is listed has no other names. Raises ValueError, naming the line, for a label that is unknown."""
    names: dict[str, list[Name]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        sentence, _, listed = line.partition("\t")
        names[sentence] = []
        for item in listed.split():
            bounds, _, label = item.partition(":")
            if label not in LABELS:
                raise ValueError(f"{path}, line {number}: unknown label {label!r}")
            first, _, end = bounds.partition("-")
            names[sentence].append(Name(label, int(first), int(end)))
    return names
