"""One experiment on many machines, by Ray or by Dask.

Verona adds no scheduler: it hands chunks of an experiment to the one there is, keeps a bounded number of them in flight, and
puts every chunk that comes back into a directory, checked by its hash. So the result is that of one process, byte for byte;
a lost worker costs the chunks it was at, and what is finished is kept whatever happens.

>>> from verona_lab import distributed
>>> sweep = distributed.sweep("experiment.toml", "results", on="ray")  # doctest: +SKIP
"""

from __future__ import annotations

import os
import time
import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

from . import _engine
from ._errors import MissingExtra, UsageError, VeronaError, WorkerLost
from ._progress import Progress, reporting
from ._sweep import Experiment, Folder, Sweep, as_experiment, ended

__all__ = ["sweep"]

_AHEAD = 2
"""Tasks in flight for each worker: one at work, one waiting."""

_Source = tuple[str, str, dict[str, str]]


def sweep(
    experiment: Experiment | Folder,
    out: Folder,
    *,
    on: Any = None,
    retries: int = 3,
    seconds: float = 5.0,
    progress: Progress = None,
) -> Sweep:
    """Run an experiment on a cluster into the local directory ``out``, going on where it was.

    Parameters
    ----------
    experiment
        An ``Experiment``, a path to an experiment file, or its text. Workers need no files; they need the same version of
        ``verona-lab``.
    out
        A directory on this machine, as for :func:`verona_lab.sweep`. Workers need not see it.
    on
        ``"ray"`` (a cluster that is there, else one on this machine), ``"dask"`` (the current client, else one on this
        machine), a ``distributed.Client``, or ``None`` for the first of the two that is installed.
    retries
        How often a task whose worker was lost is tried again (on Dask: the scheduler's ``allowed-failures`` decides).
    seconds
        How long a task should take, so that handing it over costs nothing to speak of. Chunks are put together
        until it does.
    progress
        As for :func:`verona_lab.compare`. It stays on this machine and need not be picklable.

    Returns
    -------
    Sweep
        The bytes are those of :func:`verona_lab.sweep` in one process.

    Raises
    ------
    MissingExtra
        Neither Ray nor Dask is installed; the message says what to install.
    WorkerLost
        Workers were lost too often, for example for lack of memory. Finished chunks are kept.
    KeyboardInterrupt
        On Ctrl-C. Finished chunks are kept; the same call goes on.
    """
    experiment = as_experiment(experiment)
    inner = experiment._inner
    store = _engine.Store(inner, os.fspath(out))
    if not store.is_finished:
        chunks, _, damaged = store.pending()
        for found in damaged:
            warnings.warn(found, RuntimeWarning, stacklevel=2)
        source: _Source = experiment.__getstate__()
        with reporting(progress) as call, _backend(on, retries) as backend:
            _spread(inner, store, backend, source, chunks, seconds, call, os.fspath(out))
        store.finish()
    return ended(experiment, out)


def work(source: _Source, expected: str, chunks: Sequence[int]) -> tuple[float, list[tuple[int, bytes]]]:
    """What a worker does: simulates chunks; gives the seconds that it took and the bytes of each."""
    experiment = _experiment(source[0], source[1], tuple(source[2].items()))
    if experiment.hash != expected:
        raise UsageError(
            f"this worker has version {_engine.version()} of verona-lab, which runs this experiment to other bytes: "
            "install the same version on all machines"
        )
    started = time.monotonic()
    done = [(chunk, experiment.chunk(chunk)) for chunk in chunks]
    return time.monotonic() - started, done


@lru_cache(maxsize=4)
def _experiment(text: str, origin: str, files: tuple[tuple[str, str], ...]) -> _engine.Experiment:
    return _engine.Experiment(text, origin, [], "", dict(files))


class _Backend(Protocol):
    def __enter__(self) -> _Backend: ...
    def __exit__(self, *_: object) -> None: ...
    def workers(self) -> int: ...
    def submit(self, source: _Source, expected: str, chunks: Sequence[int]) -> Any: ...
    def arrived(self, tasks: list[Any]) -> list[Any]: ...
    def result(self, task: Any) -> tuple[float, list[tuple[int, bytes]]]: ...
    def cancel(self, tasks: list[Any]) -> None: ...


def _spread(
    experiment: _engine.Experiment,
    store: _engine.Store,
    backend: _Backend,
    source: _Source,
    chunks: list[int],
    seconds: float,
    call: Any,
    out: str,
) -> None:
    """Hands out chunks in their order, and puts what comes back into place."""
    left = list(reversed(chunks))
    expected = experiment.hash
    total = sum(experiment.simulations(chunk) for chunk in chunks)
    done, spent, finished = 0, 0.0, 0
    flying: list[Any] = []
    try:
        while left or flying:
            workers = max(1, backend.workers())
            while left and len(flying) < _AHEAD * workers:
                # As many chunks as take the wanted time, but never so many that a worker goes without.
                each = spent / finished if finished else seconds
                size = max(1, min(int(seconds / max(each, 1e-6)), len(left) // (_AHEAD * workers)))
                task = [left.pop() for _ in range(min(size, len(left)))]
                flying.append(backend.submit(source, expected, task))
            arrived = backend.arrived(flying)
            for task in arrived:
                took, results = backend.result(task)
                flying.remove(task)
                spent, finished = spent + took, finished + len(results)
                for chunk, data in results:
                    store.place(chunk, data)
                    done += experiment.simulations(chunk)
            if call is not None:
                call(done, total)
    except BaseException as error:
        backend.cancel(flying)
        error.add_note(f"finished chunks are kept in '{out}'; the same call goes on from there")
        raise


def _backend(on: Any, retries: int) -> _Backend:
    if on is None:
        for kind in (_Ray, _Dask):
            try:
                return kind(None, retries)
            except MissingExtra:
                continue
        raise MissingExtra(
            "neither Ray nor Dask is installed: pip install 'verona-lab[ray]' or pip install 'verona-lab[dask]'"
        )
    if on == "ray":
        return _Ray(None, retries)
    if on == "dask":
        return _Dask(None, retries)
    if hasattr(on, "submit") and hasattr(on, "scheduler_info"):
        return _Dask(on, retries)
    raise UsageError(f"on takes 'ray', 'dask' or a distributed.Client, not {on!r}")


class _Ray:
    def __init__(self, _: None, retries: int) -> None:
        try:
            import ray
        except ImportError:
            raise MissingExtra("Ray is not installed: pip install 'verona-lab[ray]'") from None
        self._ray = ray
        self._started = not ray.is_initialized()
        if self._started:
            ray.init(log_to_driver=False, include_dashboard=False)
        self._work = ray.remote(num_cpus=1, max_retries=retries)(work)
        self._workers, self._looked = 1, float("-inf")

    def __enter__(self) -> _Ray:
        return self

    def __exit__(self, *_: object) -> None:
        if self._started:
            self._ray.shutdown()

    def workers(self) -> int:
        if time.monotonic() - self._looked > 5:
            self._looked = time.monotonic()
            self._workers = int(self._ray.cluster_resources().get("CPU", 1))
        return self._workers

    def submit(self, source: _Source, expected: str, chunks: Sequence[int]) -> Any:
        return self._work.remote(source, expected, chunks)

    def arrived(self, tasks: list[Any]) -> list[Any]:
        ready: list[Any] = self._ray.wait(tasks, num_returns=1, timeout=0.2)[0]
        return ready

    def result(self, task: Any) -> tuple[float, list[tuple[int, bytes]]]:
        errors = self._ray.exceptions
        try:
            found: tuple[float, list[tuple[int, bytes]]] = self._ray.get(task)
        except errors.OutOfMemoryError as error:
            raise _lost("ran out of memory", error) from error
        except (errors.WorkerCrashedError, errors.NodeDiedError, errors.ObjectLostError) as error:
            raise _lost("was lost", error) from error
        except errors.RayTaskError as error:
            raise _theirs(error.cause, error) from error
        return found

    def cancel(self, tasks: list[Any]) -> None:
        for task in tasks:
            try:
                self._ray.cancel(task)
            except Exception:  # The cluster may be gone; then there is nothing left to cancel.
                return


class _Dask:
    def __init__(self, client: Any, retries: int) -> None:
        try:
            import distributed
        except ImportError:
            raise MissingExtra("Dask is not installed: pip install 'verona-lab[dask]'") from None
        self._distributed = distributed
        self._started = False
        if client is None:
            try:
                client = distributed.default_client()
            except ValueError:
                client = distributed.Client(processes=True, threads_per_worker=1, dashboard_address=None)
                self._started = True
        self._client = client
        self._workers, self._looked = 1, float("-inf")

    def __enter__(self) -> _Dask:
        return self

    def __exit__(self, *_: object) -> None:
        if self._started:
            self._client.close()

    def workers(self) -> int:
        if time.monotonic() - self._looked > 5:
            self._looked = time.monotonic()
            self._workers = sum(self._client.nthreads().values())
        return self._workers

    def submit(self, source: _Source, expected: str, chunks: Sequence[int]) -> Any:
        return self._client.submit(work, source, expected, chunks, pure=False)

    def arrived(self, tasks: list[Any]) -> list[Any]:
        try:
            self._distributed.wait(tasks, timeout=0.2, return_when="FIRST_COMPLETED")
        except TimeoutError:
            return []
        return [task for task in tasks if task.done()]

    def result(self, task: Any) -> tuple[float, list[tuple[int, bytes]]]:
        try:
            found: tuple[float, list[tuple[int, bytes]]] = task.result()
        except self._distributed.KilledWorker as error:
            raise _lost("was lost, or ran out of memory,", error) from error
        except VeronaError:
            raise
        except Exception as error:
            raise _theirs(error, error) from error
        return found

    def cancel(self, tasks: list[Any]) -> None:
        try:
            self._client.cancel(tasks, force=True)
        except Exception:  # The cluster may be gone; then there is nothing left to cancel.
            return


def _lost(what: str, error: BaseException) -> WorkerLost:
    first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return WorkerLost(
        f"a worker {what} each time that a task was tried: {first}. Give workers more memory or run fewer of them on one "
        "machine, then make the same call again"
    )


def _theirs(cause: BaseException, error: BaseException) -> BaseException:
    if isinstance(cause, VeronaError):
        return cause
    if isinstance(cause, ModuleNotFoundError):
        return UsageError(f"a worker lacks a package: {cause}. Install the same version of verona-lab on all machines")
    return VeronaError(f"a worker failed: {type(cause).__name__}: {cause}")
