"""Runs that are killed, continued, done by several workers, or met by one bad article: nothing lost, nothing doubled, the same bytes."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fake_pipeline import DIE, DIE_ONCE, FULL, HANG, STUCK, fake_pipeline
from stanceflow.run import RunError, RunOptions, RunSummary, extract_corpus
from stanceflow.run.folder import open_folder
from table_rules import broken_rules, read_table

TESTS = Path(__file__).parent
TEXT = "Ada said that talk {} would go on. Bo wants {} pauses. Cy opposes the plan. Rain will fall."


def put_articles(folder: Path, number: int) -> Path:
    for n in range(number):
        file = folder / f"{n % 7}" / f"a{n}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEXT.format(n, n * n))
    return folder


@pytest.fixture
def corpus(tmp_path):
    return put_articles(tmp_path / "in", 60)


def extract(corpus: Path, out: Path, **options) -> RunSummary:
    return extract_corpus([corpus], out, options=RunOptions(loader=fake_pipeline, **options))


def contents(out: Path) -> dict[str, bytes]:
    files = (file for file in out.rglob("*") if file.is_file() and ".stanceflow" not in file.parts)
    return {str(file.relative_to(out)): file.read_bytes() for file in files if file.name != "run.json"}


def errors(out: Path) -> dict[str, str]:
    return {row["doc_id"]: row["error"] for row in read_table(out, "documents") if row["status"] != "ok"}


# Workers


def test_any_number_of_workers_gives_the_same_bytes(corpus, tmp_path):
    for workers in (0, 1, 3):
        assert extract(corpus, tmp_path / f"out{workers}", workers=workers).articles == {"ok": 60}
    assert contents(tmp_path / "out0") == contents(tmp_path / "out1") == contents(tmp_path / "out3")
    assert broken_rules(tmp_path / "out0") == []


@pytest.mark.parametrize("workers", [0, 2])
def test_an_article_that_takes_too_long_or_too_much_memory_fails_alone(corpus, tmp_path, workers):
    (corpus / "hang.txt").write_text(f"Ada said {HANG} on")
    (corpus / "full.txt").write_text(f"Ada said {FULL} on")
    assert extract(corpus, tmp_path / "out", workers=workers, seconds=0.5).articles == {"failed": 2, "ok": 60}
    assert errors(tmp_path / "out") == {
        "hang": "took longer than 0.5 seconds; split the article, or give --timeout-per-article more",
        "full": "not enough memory for it; split the article, or run with fewer --workers",
    }


def test_an_article_at_which_the_worker_dies_fails_alone(corpus, tmp_path):
    (corpus / "0" / "die.txt").write_text(f"Ada said {DIE} on")
    assert extract(corpus, tmp_path / "out", workers=2).articles == {"failed": 1, "ok": 60}
    assert errors(tmp_path / "out") == {
        "0/die": "the worker process died at it, twice; leave it out or split it, or run with fewer --workers"
    }


def test_an_article_is_tried_again_alone(corpus, tmp_path):
    (corpus / "once.txt").write_text(f"Ada said {DIE_ONCE}{tmp_path}/died on")
    assert extract(corpus, tmp_path / "out", workers=2).articles == {"ok": 61}
    assert (tmp_path / "died").exists()


def test_what_failed_for_a_passing_reason_is_tried_by_the_next_run(corpus, tmp_path):
    (corpus / "hang.txt").write_text(f"Ada said {HANG} on")
    assert extract(corpus, tmp_path / "out", seconds=0.2).articles["failed"] == 1
    again = extract(corpus, tmp_path / "out", seconds=0.3)
    assert "longer than 0.3 seconds" in errors(tmp_path / "out")["hang"]
    assert 0 < again.kept < 61


@pytest.mark.slow
def test_a_worker_that_hears_no_alarm_is_ended(corpus, tmp_path):
    (corpus / "stuck.txt").write_text(f"Ada said {STUCK} on")
    assert extract(corpus, tmp_path / "out", workers=2, seconds=0.5).articles == {"failed": 1, "ok": 60}
    assert errors(tmp_path / "out")["stuck"].startswith("took longer than 0.5 seconds; ")


def test_workers_that_always_die_end_the_run_and_what_is_done_is_kept(corpus, tmp_path):
    (corpus / "last").mkdir()
    for n in range(40):
        (corpus / "last" / f"{n:02}.txt").write_text(f"Ada said {DIE} on")
    with pytest.raises(RunError, match="the worker died, as at 9 articles before it; is there memory enough"):
        extract(corpus, tmp_path / "out", workers=1)
    shutil.rmtree(corpus / "last")
    assert extract(corpus, tmp_path / "out", workers=1).kept > 30


def test_a_loader_that_fails_is_refused(corpus, tmp_path):
    with pytest.raises(RunError, match="no model 'nonesuch'"):
        extract_corpus([corpus], tmp_path / "out", "nonesuch", options=RunOptions(workers=1))
    assert not (tmp_path / "out").exists()


# Going on


def test_a_second_run_keeps_everything_and_force_nothing(corpus, tmp_path):
    assert extract(corpus, tmp_path / "out").kept == 0
    before = contents(tmp_path / "out")
    assert extract(corpus, tmp_path / "out").kept == 60
    assert extract(corpus, tmp_path / "out", force=True).kept == 0
    assert contents(tmp_path / "out") == before


def test_only_what_changed_is_done_again_and_old_shards_go(corpus, tmp_path):
    extract(corpus, tmp_path / "out")
    shards = len(list((tmp_path / "out").rglob("*.gz")))
    (corpus / "3" / "a3.txt").write_text("Ada said no.")
    (corpus / "new.txt").write_text("Bo said yes.")
    (corpus / "6" / "a6.txt").unlink()
    assert extract(corpus, tmp_path / "out").kept >= 60 - 3 * 16
    assert abs(len(list((tmp_path / "out").rglob("*.gz"))) - shards) <= 3
    extract(corpus, tmp_path / "anew")
    assert contents(tmp_path / "out") == contents(tmp_path / "anew")


def test_a_changed_configuration_is_noticed(corpus, tmp_path):
    def run(**settings: object) -> tuple[int, list[str]]:
        notices: list[str] = []
        done = extract_corpus([corpus], tmp_path / "out", settings=settings, options=RunOptions(loader=fake_pipeline), notice=notices.append)  # fmt: skip
        return done.kept, notices

    assert run(scale="cap") == (0, [])
    assert run(scale="cap") == (60, [])
    kept, notices = run(scale="icd203")
    assert kept == 0
    assert notices == ["not as in the earlier run there (scale: cap -> icd203): all articles are done again"]


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b cut", b"not gzip at all"])
def test_a_damaged_shard_is_done_again(corpus, tmp_path, damage):
    extract(corpus, tmp_path / "out")
    before = contents(tmp_path / "out")
    next((tmp_path / "out").rglob("*.gz")).write_bytes(damage)
    assert 40 <= extract(corpus, tmp_path / "out").kept < 60
    assert contents(tmp_path / "out") == before


def test_two_runs_into_one_folder_at_once_are_refused(corpus, tmp_path):
    with open_folder(tmp_path / "out"), pytest.raises(RunError, match="another run is writing there; wait for its end"):
        extract(corpus, tmp_path / "out")
    assert extract(corpus, tmp_path / "out").complete


def test_an_interrupted_run_goes_on(corpus, tmp_path):
    seen = []

    def interrupt(document, _kept):
        seen.append(document)
        if len(seen) == 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract_corpus([corpus], tmp_path / "out", options=RunOptions(loader=fake_pipeline), report=interrupt)
    assert [file.name for file in (tmp_path / "out").iterdir()] == [".stanceflow"]
    assert extract(corpus, tmp_path / "out").kept >= 40
    extract(corpus, tmp_path / "anew")
    assert contents(tmp_path / "out") == contents(tmp_path / "anew")


# Killed


def start(corpus: Path, out: Path, workers: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, str(TESTS / "run_fake.py"), str(corpus), str(out), str(workers)])


def shards_in(out: Path) -> int:
    """Count the finished shards of a run; folders may come and go while they are counted."""
    return sum(name.endswith(".gz") for _, _, names in os.walk(out) for name in names)


def kill_in_mid_run(corpus: Path, out: Path, workers: int, seconds: float) -> bool:
    """Kill a run -9 so many seconds after its first shard of this time is there; say whether that was before its end."""
    before = shards_in(out)
    run = start(corpus, out, workers)
    while run.poll() is None and shards_in(out) <= before:
        time.sleep(0.005)
    try:
        run.wait(seconds)
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
        run.wait()
        return True
    return False


def test_a_killed_run_is_continued_by_the_same_command(tmp_path):
    corpus = put_articles(tmp_path / "in", 120)
    assert kill_in_mid_run(corpus, tmp_path / "out", 2, 0.2)
    assert not (tmp_path / "out" / "run.json").exists()
    assert start(corpus, tmp_path / "out", 2).wait() == 0
    account = json.loads((tmp_path / "out" / "run.json").read_text())
    assert 0 < account["articles_kept"] < 120
    assert not list((tmp_path / "out" / ".stanceflow").glob("unfinished-*"))
    extract(corpus, tmp_path / "anew")
    assert contents(tmp_path / "out") == contents(tmp_path / "anew")


def test_no_worker_outlives_a_killed_run(tmp_path):
    corpus = put_articles(tmp_path / "in", 200)
    run = start(corpus, tmp_path / "out", 2)
    while not list((tmp_path / "out").rglob("*.gz")):
        time.sleep(0.01)
    family = descendants(run.pid)
    assert len(family) >= 3  # the server and two workers
    run.kill()
    run.wait()
    deadline = time.monotonic() + 20
    while any(is_running(pid) for pid in family):
        assert time.monotonic() < deadline, "a worker goes on"
        time.sleep(0.05)


def descendants(pid: int) -> list[int]:
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return children + [deeper for child in children for deeper in descendants(child)]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.slow
def test_runs_killed_at_ten_random_moments_end_with_the_same_bytes(tmp_path):
    corpus = put_articles(tmp_path / "in", 400)
    extract(corpus, tmp_path / "anew")
    wanted = contents(tmp_path / "anew")
    chance = random.Random(20310504)
    kills = 0
    for round_ in range(10):
        out = tmp_path / f"out{round_}"
        kills += kill_in_mid_run(corpus, out, 2, chance.uniform(0, 4))
        if chance.random() < 0.5:
            kills += kill_in_mid_run(corpus, out, 1, chance.uniform(0, 2))
        assert start(corpus, out, 2).wait() == 0
        assert contents(out) == wanted
    assert kills >= 10


@pytest.mark.slow
def test_runs_killed_while_tables_take_their_place_end_with_the_same_bytes(tmp_path):
    """All shards are finished, so that nearly all of a run is the writing and renaming of tables."""
    corpus = put_articles(tmp_path / "in", 400)
    out = tmp_path / "out"
    assert start(corpus, out, 1).wait() == 0
    wanted = contents(out)
    chance = random.Random(7)
    for _ in range(10):
        run = start(corpus, out, 1)
        while run.poll() is None and not list((out / ".stanceflow").glob("unfinished-*")):
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 1.2))
        run.kill()
        run.wait()
    assert start(corpus, out, 1).wait() == 0
    assert contents(out) == wanted
    assert os.listdir(out / ".stanceflow" / "shards")


# A full disk

SMALL_DISK = """
mount -t tmpfs -o size=700k tmpfs "$DISK"
"$PYTHON" run_fake.py "$CORPUS" "$DISK/out" 2 2> "$LOG" && exit 7
test ! -e "$DISK/out/run.json" || exit 8
test -z "$(find "$DISK/out/.stanceflow" -name 'unfinished-*')" || exit 9
mount -o remount,size=64m "$DISK"
"$PYTHON" run_fake.py "$CORPUS" "$DISK/out" 2 || exit 10
cp -r "$DISK/out" "$COPY"
"""


@pytest.mark.slow
def test_a_full_disk_ends_a_run_that_can_be_continued(tmp_path):
    """On a small disk of its own, which a process may mount that is root in a world of its own."""
    corpus = put_articles(tmp_path / "in", 300)
    for name in ("disk", "copy"):
        (tmp_path / name).mkdir()
    environment = {
        **os.environ,
        "PYTHON": sys.executable,
        "CORPUS": str(corpus),
        "DISK": str(tmp_path / "disk"),
        "LOG": str(tmp_path / "log"),
        "COPY": str(tmp_path / "copy"),
    }
    world = ["unshare", "--user", "--map-root-user", "--mount", "bash", "-c", SMALL_DISK]
    assert subprocess.run(world, cwd=TESTS, env=environment).returncode == 0
    assert f"No space left on device: '{tmp_path}/disk/out" in (tmp_path / "log").read_text()
    assert json.loads((tmp_path / "copy" / "out" / "run.json").read_text())["articles_kept"] > 0
    extract(corpus, tmp_path / "anew")
    assert contents(tmp_path / "copy" / "out") == contents(tmp_path / "anew")
