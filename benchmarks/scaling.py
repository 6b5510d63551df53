"""What extraction costs beside the parse, what a second worker brings, how memory grows: ratios, measured in one run.

    python benchmarks/scaling.py ARTICLES... [--model NAME] [--to docs/benchmarks.md] [--few N] [--many N]

ARTICLES are files and folders as for `stanceflow extract`. Every measurement has a process of its own. Seconds depend on the machine, ratios hardly; for
those of wall time nothing else should be running.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path

CUT_AT = 500
"""Characters of an article in the measurement of memory."""
BATCH = 64
PARSED = 200
"""Articles parsed for the comparison of processor times."""


def texts_of(folder: str) -> list[str]:
    """Read the articles that are prepared for a measurement."""
    return [json.loads(line)["text"] for line in Path(folder, "in.jsonl").read_text(encoding="utf-8").splitlines()]


# Measurements: each runs in a process of its own and gives a few numbers


def whole_run(folder: str, model: str, workers: str = "0") -> dict[str, float]:
    """Seconds of a whole run from reading to the last table, loading left out, by clock and by processor; peak memory in MB."""
    from stanceflow.run import RunOptions, extract_corpus

    clock: list[tuple[float, float]] = []
    out = tempfile.mkdtemp(dir=folder)
    options = RunOptions(workers=int(workers))
    extract_corpus(
        [Path(folder, "in.jsonl")],
        out,
        model or None,
        options=options,
        report=lambda *_: clock.append((time.perf_counter(), time.process_time())),
        notice=None,
    )
    account = json.loads(Path(out, "run.json").read_text(encoding="utf-8"))
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"wall": account["seconds"], "cpu": clock[-1][1], "peak": peak / 1024}


def extraction_beside_parse(folder: str, model: str) -> dict[str, float]:
    """Processor seconds for the bare parse, and for parse, annotators, rows and tables; a few articles by turns, so that both meet the same machine."""
    import stanceflow
    from stanceflow.corpus import read_articles
    from stanceflow.csv_files import CsvWriter
    from stanceflow.reader import load_pipeline
    from stanceflow.run.extraction import extract_shard, pack, unpack
    from stanceflow.run.shards import shards
    from stanceflow.run.worker import warm_up
    from stanceflow.tables import document_row

    parser, whole = load_pipeline(model or None), stanceflow.load(model or None)
    warm_up(parser)
    warm_up(whole)
    bare = full = 0.0
    tokens = 0
    with CsvWriter(Path(tempfile.mkdtemp(dir=folder))) as writer:
        for shard in shards(read_articles([Path(folder, "in.jsonl")])):
            started = time.process_time()
            with parser.memory_zone():
                for _ in parser.pipe(article.text for article in shard.articles if article.status == "ok"):
                    pass
            between = time.process_time()
            for result in unpack(pack(extract_shard(whole, shard.articles)).data):
                writer.write({"documents": [document_row(result.document)], **result.rows})
                tokens += result.document.n_tokens
            bare += between - started
            full += time.process_time() - between
    return {"bare": bare, "full": full, "tokens": tokens}


def pipe_of_processes(folder: str, model: str, processes: str) -> dict[str, float]:
    """Wall seconds of spaCy's own way to use processes, parse alone: `nlp.pipe(n_process=N)`, loading and forking included."""
    from stanceflow.reader import load_pipeline

    nlp = load_pipeline(model or None)
    started = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(texts_of(folder), n_process=int(processes), batch_size=BATCH))
    return {"wall": time.perf_counter() - started, "tokens": tokens}


def textacy_triples(folder: str, model: str) -> dict[str, float]:
    """Processor seconds for textacy's subject-verb-object triples, parse included."""
    from textacy import extract

    from stanceflow.reader import load_pipeline

    nlp = load_pipeline(model or None)
    started, found = time.process_time(), 0
    for doc in nlp.pipe(texts_of(folder)):
        found += sum(1 for _ in extract.subject_verb_object_triples(doc))
    return {"seconds": time.process_time() - started, "found": found}


MEASUREMENTS: dict[str, Callable[..., dict[str, float]]] = {
    function.__name__: function for function in (extraction_beside_parse, whole_run, pipe_of_processes, textacy_triples)
}


def measure(name: str, *arguments: str) -> dict[str, float] | None:
    """Run a measurement in a process of its own; None where it fails."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, __file__, "--measure", name, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        print(f"{name}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    numbers: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"{name} {' '.join(arguments[1:])}: {numbers}", file=sys.stderr)
    return numbers


def start_up(*arguments: str) -> float:
    """Seconds of the quickest of five starts of the command line."""
    times = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "stanceflow", *arguments], capture_output=True)
        times.append(time.perf_counter() - started)
    return min(times)


# What is measured


def prepare(folder: Path, texts: Iterable[str]) -> str:
    """Write articles into a folder of their own."""
    folder.mkdir()
    with (folder / "in.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts))
    return str(folder)


def growing(texts: list[str]) -> Iterator[str]:
    """Give articles without end, short ones, in each of which all names are new: the vocabulary never stops growing."""
    for number, text in enumerate(cycle(texts)):
        cut = text[:CUT_AT].rpartition(". ")[0] + "."
        yield re.sub(r"\b[A-Z][a-z]{3,}\b", lambda match: f"{match[0]}{_letters(number)}", cut)  # noqa: B023


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def table(texts: list[str], model: str, few: int, many: int) -> Iterator[tuple[str, str]]:
    """Measure everything, and give each line of the table: what, and how much."""
    with tempfile.TemporaryDirectory() as place:
        some = prepare(Path(place, "some"), texts[:: max(1, len(texts) // PARSED)])
        both = measure("extraction_beside_parse", some, model)
        if both:
            yield "words per processor second, bare parse", f"{both['tokens'] / both['bare']:,.0f}"
            yield "words per processor second, whole extraction", f"{both['tokens'] / both['full']:,.0f}"
            yield "processor time, whole extraction : bare parse", f"{both['full'] / both['bare']:.2f}"
        triples = measure("textacy_triples", some, model)
        if triples and both:
            yield "processor time, parse and textacy's triples : bare parse", f"{triples['seconds'] / both['bare']:.2f}"
        one, two = measure("whole_run", some, model, "1"), measure("whole_run", some, model, "2")
        if one and two:
            yield "wall time, 2 workers : 1 worker", f"{two['wall'] / one['wall']:.2f}"
        single, double = measure("pipe_of_processes", some, model, "1"), measure("pipe_of_processes", some, model, "2")
        if single and double:
            yield "wall time, nlp.pipe with 2 processes : 1 process", f"{double['wall'] / single['wall']:.2f}"
        peaks = {}
        for number in (few, many):
            folder = prepare(Path(place, str(number)), islice(growing(texts), number))
            done = measure("whole_run", folder, model)
            peaks[number] = done["peak"] if done else float("nan")
            yield f"peak memory at {number:,} articles with ever new names", f"{peaks[number]:,.0f} MB"
        yield f"peak memory, {many:,} articles : {few:,} articles", f"{peaks[many] / peaks[few]:.2f}"
        yield "seconds until `stanceflow --help`", f"{start_up('--help'):.2f}"
        Path(place, "a.txt").write_text("Ada Obi said that prices will rise.")
        one_article = ("extract", f"{place}/a.txt", "--out", f"{place}/out", "--force", "--workers", "0")
        yield "seconds for a run over one sentence", f"{start_up(*one_article):.2f}"


def main() -> None:
    """Read the arguments, measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--model", default="")
    parser.add_argument("--few", type=int, default=500)
    parser.add_argument("--many", type=int, default=5_000)
    parser.add_argument("--to", type=Path)
    arguments = parser.parse_args()
    from stanceflow.corpus import read_articles

    texts = [article.text for article in read_articles(arguments.articles) if article.status == "ok"]
    lines = [f"| {what} | {value} |" for what, value in table(texts, arguments.model, arguments.few, arguments.many)]
    head = (
        f"# Benchmarks\n\nMeasured by `make bench` on {len(texts):,} articles with the pipeline {arguments.model or 'base'}; Python "
        f"{platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}. Ratios hold elsewhere, seconds do not.\n\n"
    )
    text = head + "| what | measured |\n| --- | --- |\n" + "\n".join(lines) + "\n"
    print(text)
    if arguments.to:
        arguments.to.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(MEASUREMENTS[sys.argv[2]](*sys.argv[3:])))
    else:
        main()
