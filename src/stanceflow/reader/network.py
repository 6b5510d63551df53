"""Run the reader's network with ONNX Runtime: words in, labels and scores by word out."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from stanceflow.reader.breaks import start_bias
from stanceflow.reader.features import CONTINUED, Gap, word_features
from stanceflow.reader.trees import best_tree, is_tree
from stanceflow.reader.windows import fitting_end, paragraph_runs, safe_cut
from stanceflow.reader.wordpiece import WordPiece

if TYPE_CHECKING:
    from numpy.typing import NDArray

NETWORK, LABELS, VOCABULARY = "reader.onnx", "labels.json", "vocabulary.txt"
BATCH_SUBWORDS = 640  # padded subwords in one call: larger calls leave the processor's cache
MOST_WORDS = 100_000  # remembered with their subwords; more are met only in very large corpora
PER_WORD = ("upos", "xpos", "feats", "lemma_rules", "starts", "deprels", "entity_tags", "spans")


@dataclass(frozen=True)
class Labels:
    """The labels of the network's outputs, in their order."""

    upos: list[str]
    xpos: list[str]
    feats: list[str]
    lemma_rules: list[str]
    deprels: list[str]
    entity_tags: list[str]
    span_layers: list[str]
    lemma_table: dict[str, str]
    verb_lemmas: list[str]


@dataclass
class Reading:
    """What the network says of n words, by word.

    `upos`, `xpos`, `feats`, `lemma_rules` and `deprels` are numbers of labels; `heads` the number of the head among all n words,
    a word's own number for the root of a sentence; `starts` whether a sentence begins; `entities` log probabilities
    (n x tags); `spans` log probabilities (n x layers x 3: outside, begin, inside).
    """

    upos: NDArray[np.int64]
    xpos: NDArray[np.int64]
    feats: NDArray[np.int64]
    lemma_rules: NDArray[np.int64]
    deprels: NDArray[np.int64]
    heads: NDArray[np.int64]
    starts: NDArray[np.bool_]
    entity_tags: NDArray[np.float32]
    spans: NDArray[np.float32]


@dataclass(frozen=True)
class _Word:
    """What the network is given of one word form."""

    subwords: list[int]
    cases: list[int]
    features: tuple[int, ...]


class Network:
    """The network in a folder, with its labels; `threads` is how many one call may use."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.labels = Labels(**json.loads((folder / LABELS).read_text(encoding="utf-8")))
        self._pieces = WordPiece((folder / VOCABULARY).read_text(encoding="utf-8").split("\n"))
        self._words: dict[str, _Word] = {}
        self._session = _open_session(folder / NETWORK, threads)

    def read(self, words: Sequence[str], gaps: Sequence[Gap]) -> Reading:
        """Read the words of one text, `gaps` being the white space before each. Each text is read on its own, so
        that what is said of it does not depend on what else is read with it."""
        known = [self._word(word) for word in words]
        lengths = [len(word.subwords) for word in known]
        bias = start_bias(words, gaps)
        runs = paragraph_runs(gaps, lengths)
        pieces: dict[int, dict[str, Any]] = {}
        while runs:
            windows = [(start, fitting_end(lengths, start, end)) for start, end in runs]
            left: list[tuple[int, int]] = []
            for (start, end), result in zip(runs, self._read_windows(windows, known, gaps, bias), strict=True):
                cut = safe_cut(result["starts"], is_last=start + len(result["starts"]) == end)
                pieces[start] = {name: values[:cut] for name, values in result.items()}
                if start + cut < end:
                    left.append((start + cut, end))
            runs = left
        ordered = [pieces[start] for start in sorted(pieces)]
        return Reading(**{name: np.concatenate([piece[name] for piece in ordered]) for name in (*PER_WORD, "heads")})

    def _read_windows(
        self, windows: list[tuple[int, int]], words: list[_Word], gaps: Sequence[Gap], bias: Sequence[float]
    ) -> list[dict[str, Any]]:
        """Outputs by window, those of like length read together."""
        results: dict[int, dict[str, Any]] = {}
        for batch in _batches(windows, words):
            inputs = _inputs([windows[number] for number in batch], words, gaps, bias, self._pieces)
            outputs = dict(zip(self._outputs, self._session.run(self._outputs, inputs), strict=True))
            for row, number in enumerate(batch):
                results[number] = _window_result(outputs, row, *windows[number])
        return [results[number] for number in range(len(windows))]

    @property
    def _outputs(self) -> list[str]:
        return [*PER_WORD, "arcs", "heads"]

    def _word(self, word: str) -> _Word:
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= MOST_WORDS:
                self._words.clear()
            subwords, features = self._pieces(word), word_features(word)
            case = features[0]
            known = _Word(subwords, [case, *[case + CONTINUED] * (len(subwords) - 1)], features)
            self._words[word] = known
        return known


def _open_session(path: Path, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _batches(windows: list[tuple[int, int]], words: list[_Word]) -> list[list[int]]:
    """Numbers of windows, those of like length together."""
    lengths = [2 + sum(len(word.subwords) for word in words[start:end]) for start, end in windows]
    batches: list[list[int]] = []
    for number in sorted(range(len(windows)), key=lambda number: lengths[number]):
        if not batches or lengths[number] * (len(batches[-1]) + 1) > BATCH_SUBWORDS:
            batches.append([])
        batches[-1].append(number)
    return batches


def _inputs(
    windows: list[tuple[int, int]],
    words: list[_Word],
    gaps: Sequence[Gap],
    bias: Sequence[float],
    pieces: WordPiece,
) -> dict[str, NDArray[Any]]:
    """Padded inputs of the network."""
    rows = [words[start:end] for start, end in windows]
    width = max(map(len, rows))
    length = 2 + max(sum(len(word.subwords) for word in row) for row in rows)
    zeros = {name: np.zeros((len(rows), length), np.int64) for name in ("subwords", "cases", "subword_gaps", "mask")}
    zeros |= {name: np.zeros((len(rows), width), np.int64) for name in ("first", "gaps")}
    word_mask = np.zeros((len(rows), width), np.bool_)
    log_odds = np.zeros((len(rows), width), np.float32)
    features = np.zeros((len(rows), width, len(rows[0][0].features)), np.int64)
    for number, (row, (start, end)) in enumerate(zip(rows, windows, strict=True)):
        row_gaps = np.array(gaps[start:end], np.int64)
        subwords = [pieces.cls, *(piece for word in row for piece in word.subwords), pieces.sep]
        first = np.cumsum([1, *(len(word.subwords) for word in row[:-1])])
        zeros["subwords"][number, : len(subwords)] = subwords
        zeros["cases"][number, 1 : len(subwords) - 1] = [case for word in row for case in word.cases]
        zeros["subword_gaps"][number, first] = row_gaps + 1
        zeros["mask"][number, : len(subwords)] = 1
        zeros["first"][number, : len(row)] = first
        zeros["gaps"][number, : len(row)] = row_gaps
        word_mask[number, : len(row)] = True
        log_odds[number, : len(row)] = bias[start:end]
        features[number, : len(row)] = [word.features for word in row]
    return {**zeros, "word_mask": word_mask, "features": features, "start_bias": log_odds}


def _window_result(outputs: dict[str, Any], row: int, start: int, end: int) -> dict[str, Any]:
    """The outputs of one window cut to its length, its heads made trees and counted in the whole text."""
    length = end - start
    result = {name: outputs[name][row, :length] for name in PER_WORD}
    result["starts"] = result["starts"] > 0  # as in the network, which seeks heads within sentences
    result["starts"][0] = True
    heads = outputs["heads"][row, :length]
    scores = outputs["arcs"][row, :length, : length + 1]
    bounds = [*np.flatnonzero(result["starts"]), length]
    places = np.empty(length, np.int64)
    for first, last in itertools.pairwise(bounds):
        local = _sentence_heads(heads[first:last], scores[first:last], first, last)
        places[first:last] = np.where(local == 0, np.arange(first, last), local - 1 + first) + start
    result["heads"] = places
    return result


def _sentence_heads(heads: NDArray[np.int64], scores: NDArray[np.float32], first: int, last: int) -> NDArray[np.int64]:
    """Heads within one sentence, from 1, 0 for its root."""
    local = np.where(heads == 0, 0, heads - first)
    if is_tree(local):
        return local
    columns = np.concatenate([scores[:, :1], scores[:, first + 1 : last + 1]], axis=1)
    return best_tree(columns)
