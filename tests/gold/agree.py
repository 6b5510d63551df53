"""Makes `agreed/` from the two annotators' passes.

    python tests/gold/agree.py

Neither annotator saw the other's work. What both have is taken as annotator A has it; what one alone has is kept and marked optional, so that it counts
neither when missed nor when found. Where both have an item and its values differ, a third reading by the guidelines decided: `DECIDED`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stanceflow.gold import article_of_gold
from stanceflow.scoring import MAIN_ROLE, ActorNames, normal_form, pair

HERE = Path(__file__).parent
DECIDED = {
    # "She is convinced that it will be worse": a firm belief above "will" makes it more than likely, and less than certain.
    ("canal", "predictions", "it will be worse"): {"likelihood": "very_likely"},
}
"""Values that the third reading changed from annotator A's, by article, kind and content. It left four other differences as A has them."""


def main() -> None:
    """Write one agreed file for each article."""
    (HERE / "agreed").mkdir(exist_ok=True)
    for path in sorted((HERE / "annotator_a").glob("*.json")):
        first = json.loads(path.read_text(encoding="utf-8"))
        second = json.loads((HERE / "annotator_b" / path.name).read_text(encoding="utf-8"))
        text = (HERE / "articles" / f"{path.stem}.txt").read_text(encoding="utf-8")
        merged = agreed(first, second, text)
        (HERE / "agreed" / path.name).write_text(
            json.dumps(merged, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )


def agreed(first: dict[str, Any], second: dict[str, Any], text: str) -> dict[str, Any]:
    """One article's gold from its two annotations."""
    a, b = article_of_gold(first), article_of_gold(second)
    names = ActorNames(b, a)
    merged: dict[str, Any] = {"id": first["id"], "actors": agreed_actors(first["actors"], second["actors"])}
    for kind, main in MAIN_ROLE.items():
        pairs = pair(a.items[kind], b.items[kind], kind, names)
        both, alone = {i for i, _ in pairs}, {j for _, j in pairs}
        entries = [entry if i in both else {**entry, "optional": True} for i, entry in enumerate(first[kind])]
        entries += [{**entry, "optional": True} for j, entry in enumerate(second[kind]) if j not in alone]
        merged[kind] = [entry | DECIDED.get((first["id"], kind, words(text, entry[main])), {}) for entry in entries]
    return merged


def agreed_actors(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Actors that share a surface form are one; the others are optional."""
    forms = [{normal_form(m) for m in [actor["name"], *actor["mentions"]]} for actor in second]
    taken: set[int] = set()
    out = []
    for actor in first:
        own = {normal_form(m) for m in [actor["name"], *actor["mentions"]]}
        match = next((i for i in range(len(second)) if i not in taken and own & forms[i]), None)
        if match is None:
            out.append({**actor, "optional": True})
            continue
        taken.add(match)
        mentions = [*actor["mentions"], *(m for m in second[match]["mentions"] if m not in actor["mentions"])]
        out.append({**actor, "mentions": mentions})
    return out + [{**actor, "optional": True} for i, actor in enumerate(second) if i not in taken]


def words(text: str, spans: list[list[int]]) -> str:
    """A role's words, its pieces joined."""
    return " ... ".join(text[start:end] for start, end in spans)


if __name__ == "__main__":
    main()
