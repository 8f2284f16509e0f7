"""Progress of long runs: a bar in notebooks, a line on terminals, or the caller's own function."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from ._errors import Cancelled, UsageError

Progress = bool | Callable[[int, int], Any] | None
"""``None``: a bar once a run has taken a second, where there is a notebook or a terminal; ``True``: at once; ``False``:
none; or a function that is called with (done, total) several times a second, in the calling thread. What it raises
ends the run."""

_PATIENCE = 1.0
_BETWEEN = 0.2


class Cancel:
    """Ends a run from elsewhere: from another thread, a task of asyncio, a button.

    >>> import threading, verona_lab
    >>> cancel = verona_lab.Cancel()
    >>> threading.Timer(0.1, cancel.cancel).start()
    >>> verona_lab.compare(replications=100000, cancel=cancel)
    Traceback (most recent call last):
    verona_lab._errors.Cancelled: the run was cancelled

    The run ends within a second or so, inside its simulations, and raises :class:`Cancelled`; what a sweep had finished
    is kept. One token may end several runs. In asyncio: ``await asyncio.to_thread(compare, firm, cancel=cancel)``.
    """

    def __init__(self) -> None:
        self._set = threading.Event()

    def cancel(self) -> None:
        """Ends all runs that have this token, and those that will get it."""
        self._set.set()

    @property
    def cancelled(self) -> bool:
        """Whether :meth:`cancel` was called."""
        return self._set.is_set()


class Bar:
    """Shows ``done`` of ``total``; removes itself in the end."""

    def __init__(self, what: str, patience: float) -> None:
        self._what = what
        self._started = time.monotonic()
        self._shown_at = 0.0
        self._patience = patience
        self._display: Any = None
        self._notebook = _in_notebook()
        self._width = 0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._started < self._patience or (now - self._shown_at < _BETWEEN and done < total):
            return
        self._shown_at = now
        left = _words((now - self._started) / done * (total - done)) if done else "?"
        if self._notebook:
            self._html(
                f'<progress value="{done}" max="{total}" style="width:20em"></progress> '
                f"{done:,} of {total:,} {self._what}, {left} to go"
            )
        else:
            share = done / total if total else 1.0
            bar = ("#" * int(30 * share)).ljust(30, ".")
            line = f"[{bar}] {done:,} of {total:,} {self._what}, {left} to go"
            self._line(line)

    def _html(self, text: str) -> None:
        from IPython.display import HTML, display

        if self._display is None:
            self._display = display(HTML(text), display_id=True)
        else:
            self._display.update(HTML(text))

    def _line(self, text: str) -> None:
        sys.stderr.write("\r" + text.ljust(self._width))
        sys.stderr.flush()
        self._width = len(text)

    def close(self) -> None:
        """Takes the bar away."""
        if self._display is not None:
            self._html("")
        elif self._width:
            self._line("")
            sys.stderr.write("\r")
            sys.stderr.flush()


class reporting:
    """``with reporting(progress, what) as call``: the function to hand to the engine, or None."""

    def __init__(self, progress: Progress, what: str = "simulations", cancel: Cancel | None = None) -> None:
        if not (cancel is None or isinstance(cancel, Cancel)):
            raise UsageError(f"cancel takes a verona_lab.Cancel, not {type(cancel).__name__}")
        self._what = what
        self._cancel, self._inner = cancel, self._told_to(progress)
        self._last: int | None = None
        self.call: Callable[[int, int], Any] | None = None
        if self._inner is not None or cancel is not None:
            self.call = self._pulse

    def _pulse(self, done: int, total: int) -> None:
        """Called many times a second, whether or not there is anything new."""
        if self._cancel is not None and self._cancel.cancelled:
            raise Cancelled("the run was cancelled")
        if self._inner is not None and total > 0 and done != self._last:
            self._last = done
            self._inner(done, total)

    def _told_to(self, progress: Progress) -> Callable[[int, int], Any] | None:
        if not (progress is None or isinstance(progress, bool) or callable(progress)):
            raise UsageError(
                "progress takes True, False, None or a function of (done, total), "
                f"not {type(progress).__name__}"
            )
        self._bar: Bar | None = None
        if progress is None or progress is True:
            if progress is True or _in_notebook() or _on_terminal():
                self._bar = Bar(self._what, 0.0 if progress else _PATIENCE)
            return self._bar
        return None if progress is False else progress

    def __enter__(self) -> Callable[[int, int], Any] | None:
        return self.call

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()


def _on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and hasattr(shell, "kernel")


def _words(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
