"""Attributions that quotation marks show: who is speaking, by the words around a quotation rather than by its parse.

A parser is weakest where a sentence is broken by quotation marks, and a long quotation spans sentences. So the cue is looked for in reading
order in the *window* on either side of a quotation: the words up to the end of the sentence or to another quotation.
"""

from __future__ import annotations

from bisect import bisect_left

from stanceflow.annotate.proposals import Proposal
from stanceflow.lexicon import load_words
from stanceflow.quotations import Quotation
from stanceflow.spans import phrase, trim
from stanceflow.syntax import Graph

SENTENCE_END = frozenset({".", "!", "?", ";"})
"""Words that end a sentence, or a clause as good as one."""

_WINDOW = 40
_CLIMB = 4
_INSIDE_END = (",", "?", "!", "—", "–", "-", "…", "...")
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_MODIFIERS = frozenset({"relcl", "acl", "amod"})
_NOT_CONTENT = frozenset({"subj", "subj:pass", "advcl", "conj", "parataxis"})


def quotation_proposals(graph: Graph, quotations: list[Quotation]) -> list[Proposal]:
    """Give an attribution for each quotation that has a cue beside it, or that *and* or the like joins to one that has."""
    return _Quotations(graph, quotations).proposals()


class _Quotations:
    """The quotations of one article and the words between them. `zone[i]` is the number of the quotation that node `i` stands in, or -1."""

    def __init__(self, graph: Graph, quotations: list[Quotation]) -> None:
        self.graph = graph
        self.quotations = quotations
        self.zone = [-1] * len(graph)
        self.nodes: list[range] = []
        for number, q in enumerate(quotations):
            first, last = bisect_left(graph.starts, q.outer_start), bisect_left(graph.starts, q.outer_end)
            self.nodes.append(range(first, last))
            for i in range(first, last):
                self.zone[i] = number
        words = load_words("attribution")
        self.sayings = words["say"]
        self.cues = words["say"] | words["quote"] | words["ask"] | words["announce"]

    def proposals(self) -> list[Proposal]:
        out: list[Proposal] = []
        previous: Proposal | None = None
        for number in range(len(self.quotations)):
            proposal = self._after(number) or self._before(number) or self._above(number)
            if proposal is None and previous is not None and self._is_joined(number):
                proposal = self._proposal(previous.cue, previous.source, number, "quotation-joined")
            if proposal is not None:
                out.append(proposal)
            previous = proposal
        return out

    def _proposal(self, cue: int, source: int | None, number: int, rule: str, begin: int | None = None) -> Proposal:
        q = self.quotations[number]
        span = trim(self.graph.text, q.start if begin is None else begin, q.end)
        return Proposal(cue, (cue,), source, (span,) if span else (), rule)

    # --- windows ---------------------------------------------------------------------------------------------------------------------

    def _right(self, number: int) -> list[int]:
        out = []
        for i in range(self.nodes[number].stop, min(self.nodes[number].stop + _WINDOW, len(self.graph))):
            if self._ends(i):
                break
            out.append(i)
        return out

    def _left(self, number: int) -> list[int]:
        out = []
        last = self._before_break(self.nodes[number].start - 1)
        for i in range(last, max(last - _WINDOW, -1), -1):
            if self._ends(i):
                break
            out.append(i)
        return out[::-1]

    def _before_break(self, node: int) -> int:
        """The node itself, or the colon that the paragraph before ends with: `Ito said:`, and the quotation below."""
        before = node
        while before > 0 and self.graph.pos[before] == "SPACE":
            before -= 1
        return before if before >= 0 and self.graph.words[before] == ":" else node

    def _ends(self, node: int) -> bool:
        return self.zone[node] != -1 or self._ends_sentence(node)

    def _ends_sentence(self, node: int) -> bool:
        word = self.graph.words[node]
        return word in SENTENCE_END or "\n" in word

    def _opens_sentence(self, number: int) -> bool:
        return not self._left(number)

    def _clause_start(self, number: int) -> int:
        """Where the sentence begins whose end a quotation is: `The toll may be "in the hundreds," he said`."""
        first = self.nodes[number].start
        for _ in range(_WINDOW):
            before = first - 1
            if before < 0 or (self.zone[before] == -1 and self._ends_sentence(before)):
                break
            first = before if self.zone[before] == -1 else self.nodes[self.zone[before]].start
        return self.quotations[number].start if first == self.nodes[number].start else self.graph.starts[first]

    # --- the cue ---------------------------------------------------------------------------------------------------------------------

    def _is_cue(self, node: int, tags: tuple[str, ...] = ("VERB",)) -> bool:
        """Whether a word is one of speech that nothing outside quotation marks negates."""
        graph = self.graph
        if graph.pos[node] not in tags or graph.lemmas[node] not in self.cues or graph.words[node - 1] == "-":
            return False
        return all(self.zone[i] != -1 for i in graph.dependents(node, "neg"))

    def _after(self, number: int) -> Proposal | None:
        """`"...," said X` and `"...," X said`."""
        q, window = self.quotations[number], self._right(number)
        inside = self.graph.text[q.start : q.end].rstrip()
        comma = bool(window) and self.graph.words[window[0]] == ","
        whole = self._opens_sentence(number) and inside.endswith(".")
        if not (comma or whole or inside.endswith(_INSIDE_END)):
            return None
        words = [i for i in window if self.graph.words[i] not in (",", "-", "–", "—")]
        cue = self._main_verb(words)
        if cue is None or not self._is_cue(cue) or self.graph.pos[words[0]] == "CCONJ":
            return None
        if any(self._is_cue(i) for i in self._left(number)):
            return None
        if whole and any(True for _ in self.graph.dependents(cue, "clause", "obj", "open")):
            return None
        source = self._speaker(cue, words)
        if source is None:
            return None
        return self._proposal(cue, source, number, "quotation-after", self._clause_start(number))

    def _main_verb(self, words: list[int]) -> int | None:
        """The first verb that does not modify a noun (*the clerk who keeps the files, named Ito, said*); the first of all if none."""
        verbs = [i for i in words if self.graph.pos[i] == "VERB"]
        return next((i for i in verbs if self.graph.relations[i] not in _MODIFIERS), verbs[0] if verbs else None)

    def _before(self, number: int) -> Proposal | None:
        """`X said, "..."`, `X said: "..."`, `X said that the ... "..."`, and a bare `X: "..."`."""
        graph, window = self.graph, self._left(number)
        if not window:
            return None
        stop = graph.words[window[-1]] if graph.words[window[-1]] in (",", ":") else ""
        verbs = [i for i in window if graph.pos[i] == "VERB"]
        for cue in reversed(verbs):
            if self._is_cue(cue):
                return self._with_cue_before(number, cue, window, stop)
            if not stop:
                return None
        if (
            stop and len(window) > 1 and self._is_cue(window[-2], ("NOUN", "VERB"))
        ):  # "the ministry notes, ..." read as a noun
            return self._with_cue_before(number, window[-2], window, stop)
        if stop == ":" and not verbs:
            noun = next((i for i in reversed(window) if graph.pos[i] in _NOMINAL), None)
            top = None if noun is None else self._phrase_head(noun, window)
            return None if top is None else self._proposal(window[-1], top, number, "quotation-colon")
        return None

    def _with_cue_before(self, number: int, cue: int, window: list[int], stop: str) -> Proposal | None:
        source = self._speaker(cue, window)
        if stop or self._touches(cue, window):
            return self._proposal(cue, source, number, "quotation-before")
        if self.graph.lemmas[cue] in self.sayings and self.graph.relations[cue] != "acl":
            begin = self.graph.starts[self._content_start(cue, window)]
            return self._proposal(cue, source, number, "quotation-within", begin)
        return None

    def _touches(self, cue: int, window: list[int]) -> bool:
        """Whether nothing but *that* and the like stands between a cue and the quotation."""
        return all(self.graph.pos[i] in ("SCONJ", "ADP", "ADV", "PUNCT", "PRON") for i in window if i > cue)

    def _content_start(self, cue: int, window: list[int]) -> int:
        """Where indirect speech that runs into a quotation begins: behind the cue and *that*."""
        return next(i for i in window if i > cue and self.graph.words[i].lower() not in (",", "that"))

    def _above(self, number: int) -> Proposal | None:
        """A few quoted words inside the phrase that a cue governs: `praised what he called "a bold step"`."""
        graph, nodes = self.graph, self.nodes[number]
        inner = [i for i in nodes if graph.pos[i] not in ("PUNCT", "SPACE")]
        if len(inner) < 2:
            return None
        child = next((i for i in inner if graph.heads[i] not in nodes), None)
        for _ in range(_CLIMB):
            if child is None or graph.heads[child] == child:
                return None
            cue = graph.heads[child]
            if self.zone[cue] == -1 and self._is_cue(cue):
                source = graph.subject(cue)
                content = phrase(graph, child)
                if source is None or not content or graph.relations[child] in _NOT_CONTENT:
                    return None
                return Proposal(cue, (cue,), source, content, "quotation-inside")
            child = cue
        return None

    def _is_joined(self, number: int) -> bool:
        """Whether *and* or the like joins a quotation to the one before it: `a "swift" and "just" verdict`."""
        between = self.graph.text[self.quotations[number - 1].outer_end : self.quotations[number].outer_start]
        return "\n" not in between and between.strip(" ,").lower() in ("and", "or", "but")

    # --- the speaker -----------------------------------------------------------------------------------------------------------------

    def _speaker(self, cue: int, window: list[int]) -> int | None:
        """The cue's subject by the parse; else the noun phrase right after the cue, else the one before it, in the window."""
        graph = self.graph
        subject = None if graph.is_passive(cue) else graph.subject(cue)
        if subject is not None and self.zone[subject] == -1:
            return subject
        after = [i for i in window if i > cue]
        if after and graph.pos[after[0]] in (*_NOMINAL, "DET", "ADJ"):
            noun = next((i for i in after if graph.pos[i] in _NOMINAL), None)
            if noun is not None:
                return self._phrase_head(noun, window)
        noun = next((i for i in reversed(window) if i < cue and graph.pos[i] in _NOMINAL), None)
        return None if noun is None else self._phrase_head(noun, window)

    def _phrase_head(self, node: int, window: list[int]) -> int:
        graph, low, high = self.graph, window[0], window[-1]
        while (
            low <= graph.heads[node] <= high and graph.heads[node] != node and graph.pos[graph.heads[node]] in _NOMINAL
        ):
            node = graph.heads[node]
        return node
