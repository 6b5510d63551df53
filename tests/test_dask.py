"""Runs on a Dask cluster: a real one, of two processes on this machine, whose workers are killed."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from fake_pipeline import DIE, slow_pipeline
from stanceflow.run import RunError, RunOptions, extract_corpus
from test_resume import contents, errors, put_articles

pytestmark = pytest.mark.slow


@pytest.fixture
def cluster():
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as made:
        yield made


def extract(corpus: Path, out: Path, report=None, **options):
    return extract_corpus([corpus], out, options=RunOptions(loader=slow_pipeline, **options), report=report)


def test_a_worker_killed_in_mid_run_loses_and_doubles_nothing(tmp_path, cluster):
    from distributed import Client

    corpus = put_articles(tmp_path / "in", 300)
    killed = []

    def kill_one(_document, _kept):
        if not killed:
            with Client(cluster.scheduler_address) as client:
                killed.append(min(client.run(os.getpid).values()))
            os.kill(killed[0], signal.SIGKILL)

    done = extract(corpus, tmp_path / "out", kill_one, dask=cluster.scheduler_address)
    assert (len(killed), done.articles) == (1, {"ok": 300})
    extract(corpus, tmp_path / "anew")
    assert contents(tmp_path / "out") == contents(tmp_path / "anew")


def test_an_article_that_kills_workers_fails_alone(tmp_path, cluster):
    corpus = put_articles(tmp_path / "in", 30)
    (corpus / "die.txt").write_text(f"Ada said {DIE} on")
    assert extract(corpus, tmp_path / "out", dask=cluster.scheduler_address).articles == {"failed": 1, "ok": 30}
    assert list(errors(tmp_path / "out")) == ["die"]


def test_a_cluster_that_is_not_there_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("stanceflow.run.dask_engine._SECONDS_TO_CONNECT", 1)
    with pytest.raises(RunError, match=r"--dask tcp://127.0.0.1:1: no scheduler there \(.*\); check the address"):
        extract(put_articles(tmp_path / "in", 1), tmp_path / "out", dask="tcp://127.0.0.1:1")
