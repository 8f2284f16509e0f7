"""The fit: which firms meet what is known of one."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import _engine
from ._ask import tables
from ._errors import UsageError
from ._progress import Cancel, Progress, reporting
from ._scenario import Scenario, as_scenario, threaded, whole
from ._table import Table

Export = str | os.PathLike[str]
"""A file that a firm's own system exported: CSV or Excel."""


@dataclass(frozen=True, eq=False)
class Fit:
    """The firms that meet what is known of one. It can be pickled."""

    scenario: Scenario
    """The firm as its file has it."""
    verdict: str
    """The answer in a sentence."""
    fitted: Scenario
    """The central firm, ready to run."""
    facts: Table = field(repr=False)
    """One row per fact: yours, simulated, whether it is met."""
    keys: Table = field(repr=False)
    """One row per key that was fitted."""
    draws: Table = field(repr=False)
    """One row per plausible firm, one column per key; ``save`` writes it as commands read it (``--draws``)."""
    quarrels: tuple[str, ...] = field(repr=False)
    """Facts that cannot hold together, a sentence each."""
    text: str = field(repr=False)
    """What the command prints."""
    json: str = field(repr=False)

    def save(self, stem: str | os.PathLike[str]) -> tuple[Path, Path]:
        """Writes ``STEM.fitted.toml`` and ``STEM.draws.csv``, and gives their paths. Nothing is overwritten."""
        said = json.loads(self.json)
        fitted, draws = Path(f"{stem}.fitted.toml"), Path(f"{stem}.draws.csv")
        for path in (fitted, draws):
            if path.exists():
                raise UsageError(f"there is something at '{path}' already, and save overwrites nothing")
        rows = said["draws"]["rows"]
        lines = [",".join(said["draws"]["keys"]), *(",".join(map(repr, row)) for row in rows)]
        fitted.write_text(said["fitted"], encoding="utf-8")
        draws.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return fitted, draws


def fit(
    scenario: Scenario | str | os.PathLike[str],
    *,
    crm: Export | None = None,
    leads: Export | None = None,
    activities: Export | None = None,
    mapping: str | None = None,
    firms: int = 200,
    quick: bool = False,
    seed: int | None = None,
    threads: int = 0,
    progress: Progress = None,
    cancel: Cancel | None = None,
) -> Fit:
    """Find the firms that meet the ``[facts]`` of a scenario, and those that exports of a firm's own system tell.

    Parameters
    ----------
    scenario
        A :class:`Scenario`, a path, or scenario text, with ``[facts]``.
    crm, leads, activities
        Exports of deals, of leads (with ``crm``) and of activities (with ``leads``).
    mapping
        The text of a mapping of columns, where headers do not say what they are.
    firms
        Plausible firms to draw.
    quick
        A rougher fit in a fifth of the time.
    seed, threads, progress, cancel
        As in :func:`compare`.

    Returns
    -------
    Fit
        The same seed gives the same firms as ``verona fit``.
    """
    exports = _in_order(crm, leads, activities)
    scenario = as_scenario(scenario).planned(seed=seed)
    count = whole("firms", firms, 10, 10_000)
    with reporting(progress, cancel=cancel) as call:
        answer = _engine.fit(scenario._study, scenario._text, exports, mapping, count, quick, threaded(threads), call)
    said = json.loads(answer.json)
    return Fit(
        scenario=scenario,
        verdict=answer.verdict,
        fitted=Scenario(said["fitted"], name=scenario.name, overrides=scenario._overrides),
        quarrels=tuple(said["quarrels"]),
        text=answer.text(120),
        json=answer.json,
        **tables(answer),
    )


def _in_order(crm: Export | None, leads: Export | None, activities: Export | None) -> list[str]:
    """The exports that are given; each needs the one before it."""
    given: Sequence[tuple[str, Export | None]] = (("crm", crm), ("leads", leads), ("activities", activities))
    paths: list[str] = []
    for at, (name, path) in enumerate(given):
        if path is None:
            continue
        if len(paths) < at:
            raise UsageError(f"{name} is read together with {given[at - 1][0]}: give that too")
        paths.append(os.fspath(path))
    return paths
