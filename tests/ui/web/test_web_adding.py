"""Jobs that add to a library: one after another, told how far, stopped without a loss."""

import threading

import pytest
from web_fakes import EN

from index.errors import ResourceError
from rag.ingest import Report, ingest
from ui.web.adding import Adding, Step
from ui.web.render_adding import render_adding


class Paced:
    """An embedder of one text at a time that waits for leave before each."""

    def __init__(self, embedder):
        self._embedder = embedder
        self.leave = threading.Semaphore(0)

    def encode(self, texts, progress=None):
        for _ in texts:
            self.leave.acquire()
            if progress:
                progress(1)
        return self._embedder.encode(texts)

    def count_tokens(self, texts):
        return [200 for _ in texts]  # each sentence is a passage of its own


@pytest.fixture
def paced(embedder):
    return Paced(embedder)


@pytest.fixture
def adding(paced):
    adding = Adding(paced)
    yield adding
    adding.stop()
    paced.leave.release(10_000)
    adding.close()


@pytest.fixture
def files(tmp_path):
    def make(*names, text="One thing is so. Another is not. A third may be."):
        for name in names:
            (tmp_path / name).write_text(f"{name} begins. {text}")
        return [tmp_path / name for name in names]

    return make


def work(library, adding, paths):
    return lambda tell, report: ingest(library, adding.embedder, paths, tell, report)


def until(holds):
    for _ in range(500):
        if holds():
            return
        threading.Event().wait(0.01)
    pytest.fail("it never came to that")


def test_what_was_read_before_it_was_stopped_stays(library, adding, paced, files):
    job = adding.start(work(library, adding, files("a.txt", "b.txt", "c.txt")))
    paced.leave.release(5)  # all of the first, one passage of the second
    until(lambda: 0.4 < job.step.share < 0.45)
    assert (job.step.name, job.step.done, job.step.total) == ("b.txt", 1, 3)
    adding.stop()
    assert adding.now.stopping
    paced.leave.release()
    assert job.ended(5)
    assert (job.stopped, job.left_out) == (True, 2)
    assert [d.title for d in library.store.documents()] == ["A"]
    assert library.agrees()
    assert adding.now is None


def test_one_job_after_another_and_a_stop_ends_both(library, adding, paced, files):
    first = adding.start(work(library, adding, files("a.txt")))
    second = adding.start(work(library, adding, files("b.txt")))
    until(lambda: first.step.name == "a.txt")
    assert adding.now is first
    assert second.step == Step("", 0, 0, 0.0, 0, None)
    adding.stop()
    paced.leave.release()
    assert first.ended(5)
    assert second.ended(5)
    assert second.stopped
    assert library.store.count() == 0


def test_what_ends_a_job_is_raised_where_it_is_waited_for(adding):
    def fail(_tell, _report):
        raise ResourceError("Only 3 MB are free.")

    job = adding.start(fail)
    with pytest.raises(ResourceError, match="3 MB"):
        job.ended(5)
    done = adding.start(lambda _tell, report: report.added.append("/x"))
    assert done.ended(5)
    assert (done.report.added, done.stopped) == (["/x"], False)


def test_others_may_embed_without_a_job(adding, paced):
    paced.leave.release(1)
    assert len(adding.embedder.encode(["text"])) == 1
    assert adding.embedder.count_tokens(["text"]) == [200]


def test_the_time_that_is_left(library, adding, paced, files, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr("ui.web.adding.time.monotonic", lambda: clock[0])
    job = adding.start(work(library, adding, files("a.txt", "b.txt")))
    until(lambda: job.step.name == "a.txt")
    assert job.step.seconds_left is None
    paced.leave.release(4)
    until(lambda: job.step.name == "b.txt")
    clock[0] = 102.0
    assert job.step.seconds_left is None  # too soon to be told
    clock[0] = 160.0
    assert job.step.seconds_left == pytest.approx(60.0)


def test_how_far_it_is_in_words():
    step = Step("plan <b>.pdf", 2, 1204, 0.25, 31, 130.0)
    html = render_adding(step, EN)
    assert "Reading plan &lt;b&gt;.pdf" in html
    assert "file 3 of 1,204 · 31 pages · about 3 minutes left" in html
    assert '<progress max="1" value="0.250"' in html
    soon = render_adding(Step("a", 0, 1, 0.9, 1, 20.0), EN)
    assert "1 page · less than a minute left" in soon
    assert "about 3 hours left" in render_adding(Step("a", 0, 1, 0.1, 0, 10_000.0), EN)
    assert "Waiting until" in render_adding(Step("", 0, 0, 0.0, 0, None), EN)
    assert "Finishing" in render_adding(Step("", 3, 3, 1.0, 0, 0.0), EN)


def test_a_report_is_filled_for_every_job(adding):
    one, two = adding.start(lambda *_: None), adding.start(lambda *_: None)
    assert one.ended(5)
    assert two.ended(5)
    assert one.report == Report()
    assert one.report is not two.report
