"""Sensitivity: which factors of an experiment decide an outcome, or whether one structure beats another."""

from __future__ import annotations

import html
from dataclasses import dataclass, field

from ._ask import Answered, ask, tables, words
from ._errors import UsageError
from ._progress import Cancel, Progress
from ._sweep import Experiment, Folder, as_experiment
from ._table import Table


@dataclass(frozen=True, eq=False, kw_only=True)
class Sensitivity(Answered):
    """Which factors decide an outcome."""

    experiment: Experiment
    """What was run."""
    note: str
    """What was run, and how much of it is chance."""
    legend: str = field(repr=False)
    """How to read table and picture."""
    factors: Table = field(repr=False)
    """What was found of each factor, in the columns that the design allows: curves and swings (one-at-a-time),
    elementary effects (morris), first-order and total indices with bootstrap intervals (saltelli), else main effects."""
    svg: str = field(repr=False)
    """A tornado, as the command line writes it to ``sensitivity.svg``."""

    def __str__(self) -> str:
        return f"{self.verdict}\n{self.note}"

    def _repr_html_(self) -> str:
        words = f"<p><b>{html.escape(self.verdict)}</b></p><p>{html.escape(self.note)} {html.escape(self.legend)}</p>"
        return words + self.svg + self.factors._repr_html_()


def sensitivity(
    experiment: Experiment | Folder,
    outcome: str | None = None,
    *,
    arm: str | None = None,
    difference: tuple[str, str] | None = None,
    threads: int = 0,
    progress: Progress = None,
    cancel: Cancel | None = None,
) -> Sensitivity:
    """Find out which factors of an experiment decide an outcome, or how much more of it one structure has than another.

    Parameters
    ----------
    experiment
        An :class:`Experiment`, a path to an experiment file, or its text. Its design says what can be found: one-at-a-time
        gives curves and a tornado, morris elementary effects, saltelli Sobol' indices, any other main effects.
    outcome
        The outcome to explain; without it, profit per head.
    arm
        Explain it for this structure; without it, for the first.
    difference
        ``(a, b)``: explain how much more of it structure ``a`` has than structure ``b``, future by future.
    threads, progress
        As for :func:`compare`.

    Returns
    -------
    Sensitivity
        The same bytes as ``verona sensitivity``.
    """
    experiment = as_experiment(experiment)
    if arm is not None and difference is not None:
        raise UsageError("arm and difference exclude each other: leave one of them out")
    if difference is not None and (isinstance(difference, str) or len(difference) != 2):
        raise TypeError("difference takes two structures, such as ('aligned', 'defined')")
    pair = None if difference is None else ",".join(difference)
    answer = ask(
        "sensitivity",
        experiment._inner,
        threads=threads,
        progress=progress,
        cancel=cancel,
        outcome=outcome,
        arm=arm,
        difference=pair,
    )
    note, legend = answer.notes
    return Sensitivity(
        experiment=experiment, note=note, legend=legend, svg=answer.svg, **words(answer), **tables(answer)
    )
