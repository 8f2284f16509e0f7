"""The commands: the same questions as on the command line, with the same answers."""

from __future__ import annotations

import os
from collections.abc import Iterable

from . import _engine
from ._ask import ask, drawn, tables, words
from ._errors import UsageError
from ._progress import Cancel, Progress
from ._results import Change, Comparison, Life, Run, Told
from ._scenario import Scenario, as_scenario, names, whole
from ._table import Table

__all__ = ["change", "compare", "explain", "levers", "outcomes", "parameters", "presets", "run", "trace", "why"]

Source = Scenario | str | os.PathLike[str] | None
"""A scenario, a path to a scenario file, scenario text, or ``None`` for the built-in mid-market firm."""


def compare(
    scenario: Source = None,
    arms: Iterable[str] | str | None = None,
    *,
    replications: int | None = None,
    at_most: int | None = None,
    seed: int | None = None,
    days: int | None = None,
    threads: int = 0,
    months: bool = False,
    people: bool = False,
    draws: str | os.PathLike[str] | None = None,
    firms: int = 100,
    progress: Progress = None,
    cancel: Cancel | None = None,
) -> Comparison:
    """Simulate a firm under several structures, side by side: which does best, by how much, and how sure that is.

    Parameters
    ----------
    scenario
        A :class:`Scenario`, a path, scenario text, or nothing for the built-in firm.
    arms
        Names of the structures to compare, in order; else those of the scenario.
    replications
        Simulated futures of each structure: exactly this number. Without it, replications go on, looked at from the eighth,
        until the lead is clear.
    at_most
        How far they may go on; without it, what the scenario says. Not together with ``replications``.
    seed, days
        The seed of all draws; working days to count. Else as the scenario says.
    threads
        0 means one per processor core. Results do not depend on it.
    draws, firms
        Answer over firms that could all be this one: the path of a table such as ``verona fit`` writes, or ``"plausible"`` for
        firms drawn from what the scenario leaves open; and how many of them at most. Not together with ``replications``.
    months, people
        Also keep the monthly series, and one row per person.
    progress
        See :data:`verona_lab.Progress`.
    cancel
        A :class:`Cancel`, by which another thread or a task of asyncio ends the run.

    Returns
    -------
    Comparison
        The same seed gives the same bytes as ``verona compare``.

    Raises
    ------
    ScenarioError
        The scenario or a structure's name is wrong; the message says where and what to do.
    KeyboardInterrupt
        On Ctrl-C, within a second.
    Cancelled
        When ``cancel`` was called.
    """
    if replications is not None and at_most is not None:
        raise UsageError("replications and at_most exclude each other: leave one of them out")
    # A number of replications that is asked for is kept to.
    most = at_most if replications is None else 0
    scenario = as_scenario(scenario).planned(replications=replications, at_most=most, seed=seed, days=days)
    study, chosen = scenario._study, names("arms", arms)
    if chosen is not None:
        study = study.select(chosen)
    answer = ask(
        "compare",
        study,
        threads=threads,
        progress=progress,
        cancel=cancel,
        capped=at_most is not None,
        months=bool(months),
        people=bool(people),
        draws=drawn(draws, firms, 100),
    )
    return Comparison(
        scenario=scenario,
        json=answer.json,
        verdict=answer.verdict,
        basis=tuple(answer.notes),
        arms=tuple(arm[0] for arm in study.arms),
        **tables(answer),
    )


def run(
    scenario: Source = None,
    arm: str | None = None,
    *,
    replications: int = 1,
    seed: int | None = None,
    days: int | None = None,
    threads: int = 0,
    progress: Progress = None,
    cancel: Cancel | None = None,
) -> Run:
    """Simulate one structure (else the scenario's first), month by month. See :func:`compare` for the arguments.

    The same seed gives the same bytes as ``verona run``.
    """
    scenario = as_scenario(scenario).planned(replications=replications, seed=seed, days=days)
    study = _one_arm(scenario, arm)
    answer = ask("run", study, threads=threads, progress=progress, cancel=cancel)
    return Run(scenario=scenario, json=answer.json, arm=study.arms[0][0], **tables(answer))


def change(
    scenario: Source = None,
    programmes: Iterable[str] | str | None = None,
    *,
    replications: int | None = None,
    seed: int | None = None,
    days: int | None = None,
    threads: int = 0,
    draws: str | os.PathLike[str] | None = None,
    firms: int = 100,
    progress: Progress = None,
    cancel: Cancel | None = None,
) -> Change:
    """Simulate a firm under programmes of change, against the same firm without change: the dip, when it breaks even,
    what it is worth. See :func:`compare` for the arguments.

    The same seed gives the same bytes as ``verona change``.
    """
    scenario = as_scenario(scenario).planned(replications=replications, seed=seed, days=days)
    chosen = names("programmes", programmes)
    answer = ask(
        "change",
        scenario._study,
        threads=threads,
        progress=progress,
        cancel=cancel,
        programmes=chosen,
        own=scenario._own,
        draws=drawn(draws, firms, 100),
    )
    return Change(scenario=scenario, json=answer.json, verdict=answer.verdict, svg=answer.svg, **tables(answer))


def why(
    scenario: Source = None,
    first: str = "defined",
    second: str = "aligned",
    *,
    replications: int | None = None,
    outcome: str | None = None,
    seed: int | None = None,
    days: int | None = None,
    threads: int = 0,
    progress: Progress = None,
    cancel: Cancel | None = None,
) -> Told:
    """Why the structure ``second`` brings more or less than ``first``: by operating choice (Shapley values), by money, by what
    happened to leads, by hours, and a life that shows it. The table ``parts`` has one row per part.

    ``outcome`` is what is taken apart by choice; without it, profit per head. See :func:`compare` for the other arguments.
    The same seed gives the same bytes as ``verona why``.
    """
    scenario = as_scenario(scenario).planned(seed=seed, days=days)
    study, number = scenario._study.select([first, second]), _number(replications)
    answer = ask(
        "why", study, threads=threads, progress=progress, cancel=cancel, replications=number, outcome=outcome
    )
    return _told(scenario, answer)


def levers(
    scenario: Source = None,
    *,
    replications: int | None = None,
    seed: int | None = None,
    days: int | None = None,
    threads: int = 0,
    draws: str | os.PathLike[str] | None = None,
    progress: Progress = None,
    cancel: Cancel | None = None,
) -> Told:
    """Every single move from how the firm works today, ranked by what it brings after its costs: choices, pairs of the
    best, structures, programmes, measures, people and pay. The table ``levers`` has one row per move.

    ``replications`` are the futures of the last look. See :func:`compare` for the other arguments. The same seed gives the
    same bytes as ``verona levers``.
    """
    scenario = as_scenario(scenario).planned(seed=seed, days=days)
    number, table = _number(replications), drawn(draws, None, 40)
    answer = ask(
        "levers", scenario._study, threads=threads, progress=progress, cancel=cancel, replications=number, draws=table
    )
    return _told(scenario, answer)


def trace(
    scenario: Source = None,
    arm: str | None = None,
    *,
    replication: int = 1,
    lead: int | None = None,
    deal: int | None = None,
    person: str | int | None = None,
    seed: int | None = None,
    days: int | None = None,
) -> Life:
    """Follow one lead, one deal or one person through one replication, day by day.

    Without ``lead``, ``deal`` or ``person`` it picks a lead that shows much. A person is a name such as
    ``"marketer 3"`` or a number from 1. Tracing changes no result.
    """
    scenario = as_scenario(scenario).planned(seed=seed, days=days)
    numbers = [None if value is None else _natural(name, value) for name, value in (("lead", lead), ("deal", deal))]
    answer = ask(
        "trace",
        _one_arm(scenario, arm),
        progress=False,
        replication=_natural("replication", replication),
        lead=numbers[0],
        deal=numbers[1],
        person=None if person is None else str(person),
    )
    return Life(scenario=scenario, text=answer.text(0), **tables(answer))


def explain(key: str) -> str:
    """What a key, a section or a word of scenario files means, with unit, range, default and source."""
    return _engine.explain(key)


def parameters() -> Table:
    """Every parameter, one row each: key, kind, unit, default, legal and plausible range, source, meaning."""
    return Table(_engine.parameters())


def presets() -> Table:
    """The operating choices of the four structures, one row per structure and choice."""
    return Table(_engine.presets())


def outcomes() -> Table:
    """Every outcome of a replication and every measure of the monthly series: unit, direction, meaning."""
    return Table(_engine.outcomes())


def _told(scenario: Scenario, answer: _engine.Answer) -> Told:
    notes = tuple(answer.notes)
    return Told(scenario=scenario, notes=notes, text=answer.text(100), tables=tables(answer), **words(answer))


def _number(replications: int | None) -> int | None:
    return None if replications is None else whole("replications", replications, 1, 1_000_000)


def _one_arm(scenario: Scenario, arm: str | None) -> _engine.Study:
    if arm is not None and not isinstance(arm, str):
        raise TypeError(f"arm takes the name of one structure, not {arm!r}")
    return scenario._study.select([scenario.arms[0].name if arm is None else arm])


def _natural(name: str, value: object) -> int:
    return whole(name, value, 0, (1 << 32) - 1)
