"""Maps: where in a plane of two factors each structure is best."""

from __future__ import annotations

import html
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from . import _engine
from ._ask import Answered, ask, drawn, tables, words
from ._errors import UsageError
from ._progress import Cancel, Progress
from ._scenario import Scenario, names, whole
from ._sweep import Experiment
from ._table import Table

Axis = str | tuple[str, float, float]
"""A key such as ``"firm.size"``; with a range, ``("firm.size", 8, 240)`` or ``"firm.size=8..240"``."""

_WIDTH = 100
"""How wide the picture in text may be, in columns."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Map(Answered):
    """Which structure is best in each cell of a plane of two factors."""

    experiment: Experiment
    """What was run: every combination of the two factors' levels."""
    note: str
    """What was run."""
    legend: str = field(repr=False)
    """How to read the picture in text."""
    text: str = field(repr=False)
    """The picture in text."""
    cells: Table = field(repr=False)
    """One row per cell: ``x, y``, the ``verdict`` (leads, too close, identical, too few or failed), the ``best`` structure, its
    ``rivals``, the ``margin`` with its interval, ``replications``, and the mean of each structure."""
    svg: str = field(repr=False)
    """The picture, as the command line writes it to ``map.svg``."""

    def __str__(self) -> str:
        return f"{self.verdict}\n{self.note}\n\n{self.text}\n{self.legend}"

    def _repr_html_(self) -> str:
        return f"<p><b>{html.escape(self.verdict)}</b></p>{self.svg}<p>{html.escape(self.note)}</p>"


def map(
    source: Scenario | Experiment | str | os.PathLike[str] | None = None,
    arms: Iterable[str] | str | None = None,
    *,
    x: Axis = "firm.size",
    y: Axis = "offer.complexity",
    levels: tuple[int, int] = (7, 7),
    outcome: str | None = None,
    replications: int | None = None,
    seed: int | None = None,
    draws: str | os.PathLike[str] | None = None,
    firms: int | None = None,
    threads: int = 0,
    progress: Progress = None,
    cancel: Cancel | None = None,
) -> Map:
    """Map where each structure is best as two factors vary, and where it is too close to call.

    Parameters
    ----------
    source
        A :class:`Scenario`, an :class:`Experiment`, a path to a file of either, or its text; nothing for the built-in firm.
    arms
        Names of the structures to compare; else those of the source.
    x, y
        The horizontal and the vertical factor, each a key, with a range such as ``("firm.size", 8, 240)`` or without.
    levels
        Cells across and up.
    outcome
        What decides; without it, profit per head.
    replications, seed
        Simulated futures of each structure in each cell; the seed of all draws. Else as the source says.
    draws, firms
        As for :func:`compare`: every future of a cell is lived by another of these firms; without ``firms`` as many as replications.
    threads, progress
        As for :func:`compare`.

    Returns
    -------
    Map
        The same bytes as ``verona map``.

    Raises
    ------
    UsageError
        A key, range, outcome or number of cells of which no map can be made.
    """
    experiment = planned(source, replications, seed)
    if isinstance(levels, str) or len(levels) != 2:
        raise TypeError("levels takes two whole numbers, cells across and cells up, such as (7, 7)")
    plane = "x".join(str(whole("levels", number)) for number in levels)
    over = _engine.over_plane(experiment._inner, typed("x", x), typed("y", y), plane, names("arms", arms))
    table = drawn(draws, firms, experiment.replications)
    answer = ask("map", over, threads=threads, progress=progress, cancel=cancel, outcome=outcome, draws=table)
    note, legend = answer.notes
    return Map(
        experiment=Experiment._of(over, experiment._origin),
        note=note,
        legend=legend,
        text=answer.picture(_WIDTH),
        svg=answer.svg,
        **words(answer),
        **tables(answer),
    )


def planned(source: Any, replications: int | None, seed: int | None) -> Experiment:
    """The experiment that is meant, or a firm as one whose design is to be replaced."""
    plan = {"replications": replications, "seed": seed}
    return _over(source, [f"plan.{key}={whole(key, value)}" for key, value in plan.items() if value is not None])


def _over(source: Any, set: list[str]) -> Experiment:
    if isinstance(source, Experiment):
        text, origin, files = source.__getstate__()
        again = Experiment.__new__(Experiment)
        again._fill(text, origin, set, "", files)
        return again
    if isinstance(source, str) and "\n" in source:
        text = source
    elif isinstance(source, Scenario) or source is None:
        text = ""
    else:
        try:
            with open(source, encoding="utf-8") as file:
                text = file.read(1 << 20)
        except (TypeError, OSError, UnicodeDecodeError):
            text = ""  # Scenario.load says what is wrong with it
    if _engine.is_experiment(text):
        experiment = Experiment.load(source)
        return _over(experiment, set) if set else experiment
    scenario = source if isinstance(source, Scenario) else Scenario.load(source)
    text, origin, overrides, _ = scenario.__getstate__()
    return Experiment._of(_engine.firm_experiment(text, origin, [*overrides, *set]), origin)


def typed(name: str, axis: Axis) -> str:
    if isinstance(axis, str):
        return axis
    if not isinstance(axis, tuple) or len(axis) != 3 or not isinstance(axis[0], str):
        raise UsageError(f"{name} takes a key such as 'firm.size', or a key and a range such as ('firm.size', 8, 240)")
    key, low, high = axis
    return f"{key}={float(low)!r}..{float(high)!r}"
