"""A limit on the time that one article may take."""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

_NAG_SECONDS = 1.0
_GRACE_SECONDS = 10.0


class TimeLimitReached(BaseException):
    """The time is over. No Exception, so that no handler of errors on the way takes it for one and goes on."""


@contextmanager
def time_limit(seconds: float, *, may_exit: bool = False) -> Iterator[None]:
    """Raise TimeLimitReached in the block once it has taken so long; 0 is no limit.

    It is raised between two steps of Python, and only in a process's main thread. With `may_exit`, a block that a step in C holds beyond half as
    long again and ten seconds ends the whole process, with exit code 1: that is for workers, whose death is noticed.
    """
    if seconds <= 0:
        yield
        return
    alarmed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    silence = open(os.devnull, "w") if may_exit else None  # noqa: SIM115 (closed below)
    try:
        if silence:
            faulthandler.dump_traceback_later(1.5 * seconds + _GRACE_SECONDS, exit=True, file=silence)
        if alarmed:
            before = signal.signal(signal.SIGALRM, _ring)
            signal.setitimer(signal.ITIMER_REAL, seconds, _NAG_SECONDS)
        try:
            yield
        finally:
            if alarmed:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(signal.SIGALRM, before)
    finally:
        if silence:
            faulthandler.cancel_dump_traceback_later()
            silence.close()


def _ring(_number: int, _frame: FrameType | None) -> NoReturn:
    raise TimeLimitReached
