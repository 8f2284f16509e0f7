"""Experiments of any size: an experiment file, run into a directory that can be cut anywhere."""

from __future__ import annotations

import html
import os
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from . import _engine
from ._errors import ScenarioError, UsageError
from ._progress import Cancel, Progress, reporting
from ._scenario import Value, _kind, _toml, sharded, threaded
from ._table import Table

Folder = str | os.PathLike[str]

_LONGEST = 1 << 20


class Experiment:
    """A validated experiment file: points of a design, structures, replications, outcomes to keep.

    It can be pickled. See the guide on experiments for how a file is written.
    """

    def __init__(self, text: str, *, name: str = "experiment", set: Iterable[str] = (), folder: Folder = ".") -> None:
        """From text. ``set`` are ``key=value`` as after ``--set``; files that the text names are read from
        ``folder``. Raises :class:`ScenarioError`."""
        self._fill(text, name, list(set), os.fspath(folder), {})

    def _fill(self, text: str, origin: str, set: list[str], folder: str, files: dict[str, str]) -> None:
        self._inner = _engine.Experiment(text, origin, set, folder, files)
        self._origin = origin

    @classmethod
    def _of(cls, inner: _engine.Experiment, origin: str) -> Experiment:
        experiment = cls.__new__(cls)
        experiment._inner, experiment._origin = inner, origin
        return experiment

    @classmethod
    def load(cls, source: Folder, overrides: dict[str, Value] | None = None) -> Experiment:
        """From a file (with the scenario and table that it names), or from text (a string with a line break).
        ``overrides`` hold at all points."""
        set = [f"{key}={_toml(key, value)}" for key, value in (overrides or {}).items()]
        if isinstance(source, str) and "\n" in source:
            return cls(source, set=set)
        try:
            path = Path(source)
        except TypeError:
            raise UsageError(f"an experiment is loaded from a path or from its text, not from {_kind(source)}") from None
        with open(path, encoding="utf-8") as file:
            text = file.read(_LONGEST + 1)
        return cls(text, name=str(path), set=set, folder=path.parent)

    @property
    def name(self) -> str:
        """Its name."""
        return self._inner.name

    @property
    def arms(self) -> list[str]:
        """The structures at every point."""
        return self._inner.arms

    @property
    def factors(self) -> list[str]:
        """The factors, as dotted keys."""
        return self._inner.factors

    @property
    def outcomes(self) -> list[str]:
        """The outcomes that are kept."""
        return self._inner.outcomes

    @property
    def points(self) -> int:
        """Points of the design."""
        return self._inner.size[0]

    @property
    def replications(self) -> int:
        """Replications of each structure at each point; the most of them, with a precision."""
        return self._inner.size[1]

    @property
    def seed(self) -> int:
        """The seed of all draws."""
        return self._inner.size[2]

    @property
    def chunks(self) -> int:
        """The chunks into which it is cut, of about two seconds of work or less."""
        return self._inner.size[3]

    @property
    def hash(self) -> str:
        """The hash of all that decides the bytes of its run."""
        return self._inner.hash

    def __getstate__(self) -> tuple[str, str, dict[str, str]]:
        text, files = self._inner.written_out()
        return text, self._origin, files

    def __setstate__(self, state: tuple[str, str, dict[str, str]]) -> None:
        text, origin, files = state
        self._fill(text, origin, [], "", files)

    def __repr__(self) -> str:
        return (
            f"<Experiment {self.name}: {self.points} points, {len(self.arms)} structures, {self.replications} replications, "
            f"seed {self.seed}>"
        )


class Sweep:
    """A finished sweep: a directory whose every byte is checked, and its tables, read when asked for."""

    def __init__(self, experiment: Experiment, directory: Folder) -> None:
        self.experiment: Experiment = experiment
        """What was run."""
        self.directory: Path = Path(directory)
        """Where it lies: ``points.csv``, ``results.csv``, ``failures.csv``, with dictionary and manifest."""
        outcome, table, _ = _engine.ended(experiment._inner, os.fspath(directory))
        self.outcome: str = outcome
        """The outcome that :attr:`best` is about."""
        self.best: Table = Table(table)
        """One row per structure: at how many points its mean is best, and at how many clearly so."""

    @property
    def points(self) -> Table:
        """One row per point: ``point``, then one column per factor."""
        return self._table("points")

    @property
    def results(self) -> Table:
        """One row per point, replication, structure and outcome: ``point, replication, arm, outcome, value``."""
        return self._table("results")

    @property
    def failures(self) -> Table:
        """One row for each point or simulation that could not be run, with its cause."""
        return self._table("failures")

    def _table(self, name: str) -> Table:
        return Table(_engine.finished(os.fspath(self.directory), name))

    def __getstate__(self) -> tuple[Experiment, Path]:
        return self.experiment, self.directory

    def __setstate__(self, state: tuple[Experiment, Path]) -> None:
        self.__init__(*state)  # type: ignore[misc]

    def __repr__(self) -> str:
        return f"<Sweep of {self.experiment!r} in {str(self.directory)!r}>"

    def _repr_html_(self) -> str:
        return (
            f"<p><b>{html.escape(self.experiment.name)}</b>: {self.experiment.points:,} points, "
            f"{self.experiment.replications} replications of each structure, seed {self.experiment.seed}. Best "
            f"{html.escape(self.outcome)} at how many points, and clearly so:</p>{self.best._repr_html_()}"
        )


def sweep(
    experiment: Experiment | Folder,
    out: Folder,
    *,
    shard: tuple[int, int] | None = None,
    threads: int = 0,
    progress: Progress = None,
    cancel: Cancel | None = None,
) -> Sweep | None:
    """Run an experiment into the directory ``out``; killed or interrupted at any instant and started again, it goes on
    where it was.

    Parameters
    ----------
    experiment
        An :class:`Experiment`, a path to an experiment file, or its text.
    out
        A new directory, or one in which this very experiment was begun.
    shard
        ``(i, n)``: only shard ``i`` of ``n``, counted from 0; put together by :func:`merge`. Gives ``None``.
    threads, progress
        As for :func:`compare`.

    Returns
    -------
    Sweep
        The same bytes as ``verona sweep``.

    Raises
    ------
    ScenarioError
        The experiment or what it names is wrong, or none of its points could be simulated.
    StoreError
        The directory holds something else, or cannot be written.
    KeyboardInterrupt
        On Ctrl-C, within a second; finished chunks are kept.
    """
    experiment = as_experiment(experiment)
    part = (0, 1) if shard is None else sharded(shard)
    with reporting(progress, cancel=cancel) as call:
        for found in _engine.sweep(experiment._inner, os.fspath(out), part, threaded(threads), call):
            warnings.warn(found, RuntimeWarning, stacklevel=2)
    return ended(experiment, out) if shard is None else None


def ended(experiment: Experiment, out: Folder) -> Sweep:
    """A sweep that has come to its end. Raises :class:`ScenarioError` when none of it could be simulated."""
    _, _, nothing = _engine.ended(experiment._inner, os.fspath(out))
    if nothing is not None:
        error = ScenarioError(nothing)
        error.add_note(f"every cause is in '{os.path.join(os.fspath(out), 'failures.csv')}'")
        raise error
    return Sweep(experiment, out)


def merge(out: Folder, directories: Iterable[Folder]) -> Sweep:
    """Merge the shards in ``directories`` into ``out``, to the bytes of the whole. Raises :class:`StoreError` that
    says what is missing, mixed or in two of them."""
    _engine.merge(os.fspath(out), [os.fspath(directory) for directory in directories])
    return ended(Experiment.load(Path(out) / "experiment.toml"), out)


def as_experiment(experiment: Any) -> Experiment:
    """An experiment from what a caller gave."""
    return experiment if isinstance(experiment, Experiment) else Experiment.load(experiment)
