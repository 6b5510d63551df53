"""Lemmas by suffix rules: a rule says what to cut off a word and what to put there."""

KEEP, LOWER, WHOLE = "k", "l", "="


def make_rule(form: str, lemma: str) -> str:
    """The rule that turns `form` into `lemma`: `l3|y` lowers, cuts three letters and adds *y*; `=be` is the whole lemma."""
    kept, lowered = _suffix_rule(KEEP, form, lemma), _suffix_rule(LOWER, form.lower(), lemma)
    if kept is not None and (lowered is None or len(kept) <= len(lowered)):
        return kept
    return lowered or WHOLE + lemma


def apply_rule(rule: str, form: str) -> str:
    """The lemma that a rule gives; a rule that would leave nothing gives the form itself."""
    if rule[0] == WHOLE:
        return rule[1:]
    cut, _, suffix = rule[1:].partition("|")
    base = form.lower() if rule[0] == LOWER else form
    length = len(base) - int(cut)
    return base[: max(length, 0)] + suffix or form


def _suffix_rule(mode: str, base: str, lemma: str) -> str | None:
    shared = 0
    while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
        shared += 1
    return f"{mode}{len(base) - shared}|{lemma[shared:]}" if shared else None
