"""What any text may hold, and what much text may cost: hostile articles, long ones, many."""

from __future__ import annotations

import gc
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fake_pipeline import fake_pipeline
from stanceflow.articles import normalise
from stanceflow.corpus import Article
from stanceflow.run import RunOptions, extract_corpus, extract_shard
from stanceflow.tables import DocumentRow
from table_rules import broken_rows

PIECES = (
    "The minister said", "that", "prices will rise", "by 2031", "if", "unless", "the U.S.", "Dr. O'Neil's", "opposes", "wants", "fears", "U.N.",
    "“", "”", '"', "'", "‘", "’", "«", "»", "((", "))", "[sic]", "—", "–", "--", "...", "…", ".", "!", "?!", ";", ":", ",", "$2.5 billion", "30%",
    "\n", "\n\n", "\t", " ", "   ", "\u00a0", "\u2028", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u0301", "\u0e33", "\u1f468\u200d\u1f469",
    "👩‍👩‍👧", "🇫🇷", "ﷺ", "ẞ", "İ", "ǅ", "Ω", "東京", "Москва", "مصر", "नमस्ते", "=SUM(A1)", "<script>", "&amp;", "%s", "{0}", "\\", "\x1b[2J", "\x7f",
    "\ufffd", "\x0c", "a" * 300, "http://x.example/?q=1", "@x", "#y", "I", "we", "it", "would not", "could", "said", "according to", "“We", "lose”,",
)  # fmt: skip
HOSTILE = st.text(max_size=60) | st.lists(
    st.sampled_from(PIECES) | st.text(max_size=8), min_size=1, max_size=25
).flatmap(lambda parts: st.sampled_from((" ", "", "\n")).map(lambda glue: glue.join(parts)))


def check_hostile(nlp, text: str) -> None:
    """No exception, and every offset true."""
    text, _ = normalise(text)
    (result,) = extract_shard(nlp, [Article("a", "a.txt", text, published="2024-05-04")])
    assert (result.document.status, result.document.error) == ("ok", "")
    assert result.text == text
    assert broken_rows(result.rows, text) == []


@example(".\u074e sAYS")  # a token that begins with a mark that spans leave out
@given(HOSTILE)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_hostile_text_keeps_offsets_true(nlp, text):
    check_hostile(nlp, text)


@pytest.mark.slow
@given(HOSTILE)
@settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_five_thousand_hostile_texts_keep_offsets_true(nlp, text):
    check_hostile(nlp, text)


# Cost

PARAGRAPH = (
    "The minister of finance said on Monday that the government would not accept the new terms unless the bank lowers its rates. Critics in "
    "parliament, who oppose the plan, fear that prices will probably rise before the end of the year. “We want a fair share,” said Ada Obi, the head "
    "of the union; nobody expects that she will give in. It is hardly likely, she added, that the two sides can agree by {}.\n\n"
)
DOUBLINGS = (1, 2, 4, 8, 16, 32)
MOST_CHANGE = 1.3


def article(times: int) -> str:
    return "".join(PARAGRAPH.format(2030 + n % 20) for n in range(6 * times))


def seconds_per_word(nlp, texts: list[str]) -> float:
    """Processor time per token, the least of three, as the machine may be busy."""
    best = float("inf")
    for _ in range(3):
        gc.collect()
        started = process_time()
        results = list(extract_shard(nlp, [Article(f"a{n}", "", text) for n, text in enumerate(texts)]))
        best = min(best, (process_time() - started) / sum(result.document.n_tokens for result in results))
    return best


@pytest.mark.slow
def test_time_per_word_does_not_grow_with_an_articles_length(nlp):
    list(extract_shard(nlp, [Article("warm", "", article(1))]))
    costs = [seconds_per_word(nlp, [article(times)]) for times in DOUBLINGS]
    assert max(costs) <= MOST_CHANGE * min(costs), costs


@pytest.mark.slow
def test_time_per_word_does_not_grow_with_the_corpus(tmp_path):
    """With the fake pipeline, so that what a run adds to parsing would show."""
    costs = []
    for times in DOUBLINGS:
        folder = tmp_path / f"in{times}"
        folder.mkdir()
        for n in range(60 * times):
            (folder / f"a{n}.txt").write_text(article(1) + str(n))
        costs.append(min(run_seconds_per_word(folder, tmp_path / f"out{times}-{attempt}") for attempt in range(2)))
    assert max(costs) <= MOST_CHANGE * min(costs), costs


def run_seconds_per_word(folder: Path, out: Path) -> float:
    """Processor time per token from the first article that is done to the last: what a run does once is left out."""
    clock, tokens = [], []

    def note(document: DocumentRow, _kept: bool) -> None:
        clock.append(process_time())
        tokens.append(document.n_tokens)

    extract_corpus([folder], out, options=RunOptions(loader=fake_pipeline), report=note)
    return (clock[-1] - clock[0]) / sum(tokens[1:])
