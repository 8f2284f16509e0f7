"""Responses: how outcomes answer to one setting, under each structure."""

from __future__ import annotations

import html
import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from . import _engine
from ._ask import Answered, ask, tables, words
from ._map import Axis, planned, typed
from ._progress import Cancel, Progress
from ._scenario import Scenario, names, whole
from ._sweep import Experiment
from ._table import Table

_WIDTH = 120


@dataclass(frozen=True, eq=False, kw_only=True)
class Response(Answered):
    """How outcomes answer to one setting, level by level, under each structure."""

    experiment: Experiment
    """What was run: the levels of the setting."""
    note: str
    """What was run."""
    legend: str = field(repr=False)
    """How to read pictures and table."""
    text: str = field(repr=False)
    """The answer as the command line prints it."""
    responses: Table = field(repr=False)
    """One row per level, structure and outcome: ``outcome, key, value, arm, mean, ci_low, ci_high, replications, reading``."""
    svg: str = field(repr=False)
    """The curves, as the command line writes them to ``response.svg``."""

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f"<p><b>{html.escape(self.verdict)}</b></p>{self.svg}<p>{html.escape(self.note)}</p>"


def response(
    source: Scenario | Experiment | str | os.PathLike[str] | None = None,
    arms: Iterable[str] | str | None = None,
    *,
    x: Axis = ("operating.meeting_interval", 1, 120),
    levels: int = 7,
    outcomes: Iterable[str] | str | None = None,
    replications: int | None = None,
    seed: int | None = None,
    threads: int = 0,
    progress: Progress = None,
    cancel: Cancel | None = None,
) -> Response:
    """See how profit, conflict, knowledge and duplicated work answer to one setting, under each structure.

    Parameters
    ----------
    source
        A :class:`Scenario`, an :class:`Experiment`, a path to a file of either, or its text; nothing for the built-in firm.
    arms
        Names of the structures; else those of the source.
    x
        The setting: a key, with a range such as ``("operating.meeting_interval", 1, 120)``, with values such as
        ``"operating.joint_reward=0,0.25,0.5"``, or without.
    levels
        Levels of a range.
    outcomes
        What answers; without it, profit per head, hours of conflict, message fit, duplicated work and war.
    replications, seed
        Simulated futures of each structure at each level; the seed of all draws. Else as the source says.
    threads, progress
        As for :func:`compare`.

    Returns
    -------
    Response
        The same bytes as ``verona response``.

    Raises
    ------
    UsageError
        A key, range, value or outcome of which no curve can be made.
    """
    experiment = planned(source, replications, seed)
    along = _engine.along_axis(
        experiment._inner, typed("x", x), whole("levels", levels), names("arms", arms)
    )
    chosen = names("outcomes", outcomes)
    answer = ask("response", along, threads=threads, progress=progress, cancel=cancel, outcomes=chosen)
    note, legend = answer.notes
    return Response(
        experiment=Experiment._of(along, experiment._origin),
        note=note,
        legend=legend,
        text=answer.text(_WIDTH),
        svg=answer.svg,
        **words(answer),
        **tables(answer),
    )
