"""Spaces for text that came cut into words, by the conventions of English typing."""

UNESCAPED = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}
CLOSING = set(".,;:!?%)]}…”’") | {"'s", "’s", "n't", "n’t", "'re", "'ve", "'ll", "'d", "'m", "..."}
OPENING = set("([{$£€#“‘")


def guess_spaces(words: list[str]) -> list[bool]:
    """Which words a space follows."""
    spaces = [True] * len(words)
    quote_open = False
    for index, word in enumerate(words):
        if word in OPENING or (word == '"' and not quote_open):
            spaces[index] = False
        if index and (word in CLOSING or (word == '"' and quote_open)):
            spaces[index - 1] = False
        if word == '"':
            quote_open = not quote_open
    return spaces
