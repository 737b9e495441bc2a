"""What is told of work that takes its time."""

import io
import re
import threading

import pytest
from django.core.management.base import OutputWrapper

from expo.setup import progress
from expo.setup.progress import Job, Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Waiting(io.StringIO):
    """Lets a work wait until it was told that the work goes on."""

    def __init__(self, terminal: bool):
        super().__init__()
        self.terminal, self.told = terminal, threading.Event()

    def isatty(self):
        return self.terminal

    def write(self, text):
        if re.search(r"\.\.\. \d+ s", text):
            self.told.set()
        return super().write(text)


def run(out, *jobs):
    Progress(OutputWrapper(out)).run(jobs)
    return re.sub(r"\d+\.\d s", "n s", out.getvalue())


def test_jobs_are_counted_and_timed_in_plain_lines():
    assert run(io.StringIO(), Job("Loading", int), Job("Collecting", int)) == (
        "[1/2] Loading ...\n[1/2] Loading: n s\n[2/2] Collecting ...\n[2/2] Collecting: n s\n"
    )


def test_on_a_terminal_each_job_takes_one_line():
    assert run(Terminal(), Job("Loading", int), Job("Collecting", int)) == (
        "\r\x1b[K[1/2] Loading ...\r\x1b[K[1/2] Loading: n s\n"
        "\r\x1b[K[2/2] Collecting ...\r\x1b[K[2/2] Collecting: n s\n"
    )


@pytest.mark.parametrize("terminal", [True, False])
def test_work_that_goes_on_is_not_silent(monkeypatch, terminal):
    monkeypatch.setattr(progress, "ON_A_TERMINAL", 0.01)
    monkeypatch.setattr(progress, "IN_LINES", 0.01)
    out = Waiting(terminal)

    assert "[1/1] Loading ... 0 s" in run(out, Job("Loading", lambda: out.told.wait(10)))


def test_silence_is_never_longer_than_two_seconds():
    assert max(progress.ON_A_TERMINAL, progress.IN_LINES) == 2


def test_job_that_fails_is_not_called_done():
    out = io.StringIO()

    with pytest.raises(ZeroDivisionError):
        run(out, Job("Loading", lambda: 1 / 0), Job("Collecting", int))
    assert out.getvalue() == "[1/2] Loading ...\n"
    assert "progress" not in {thread.name for thread in threading.enumerate()}
