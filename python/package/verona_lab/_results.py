"""Results: what a run says, in a sentence, in tables, as JSON and as CSV."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from ._ask import Answered, Said
from ._scenario import Scenario
from ._table import Table, shown

_MAIN = (
    "profit_per_head", "revenue_per_head", "cost_per_head", "customer_equity", "wins_per_head", "win_rate",
    "lead_leakage", "follow_up_share", "response_time_median", "duplicated_work_share", "coordination_hours_per_deal",
    "conflict_hours", "blame_index", "trust", "turnover",
)  # fmt: skip


@dataclass(frozen=True, eq=False, kw_only=True)
class Result(Said):
    """What the answers about a scenario have."""

    scenario: Scenario
    """What was simulated, with the plan that was used."""

    @property
    def seed(self) -> int:
        """The seed of all draws."""
        return self.scenario.seed

    @property
    def replications(self) -> int:
        """How many replications stand behind every number."""
        found = re.search(r'"replications": (\d+)', self.json)
        return int(found[1]) if found else 0

    def _plan(self) -> str:
        s = self.scenario
        return f"{s.name}: {self.replications} replications of {s.days} working days, seed {s.seed}."


@dataclass(frozen=True, eq=False, kw_only=True)
class Comparison(Result):
    """How a firm fares under several structures, future by future."""

    verdict: str
    """The answer in a sentence."""
    basis: tuple[str, ...] = field(repr=False)
    """What it rests on, in sentences: why the replications ended, how sure the leader is, what pairing saved."""
    arms: tuple[str, ...]
    """The structures compared, in order."""
    outcomes: Table = field(repr=False)
    """One row per replication, structure and outcome (``replication, arm, outcome, value``): R × A × K rows."""
    wide: Table = field(repr=False)
    """The same values, one row per replication and structure, one column per outcome: R × A rows."""
    summary: Table = field(repr=False)
    """One row per structure and outcome: ``n, mean, sd, ci_low, ci_high, p10, p50, p90`` with its ``unit``. The interval is
    95 % for the mean over replications."""
    paired: Table = field(repr=False)
    """One row per ordered pair of structures and outcome: ``arm`` less ``less``, with a 95 % interval of the mean."""
    months: Table | None = field(default=None, repr=False)
    """With ``months=True``: one row per replication, structure, month (of 21 working days) and measure."""
    people: Table | None = field(default=None, repr=False)
    """With ``people=True``: one row per replication, structure and person; hours by category, wins, blame, trust."""

    def to_csv(self) -> str:
        """The tidy rows that ``verona compare --format csv`` prints, byte for byte."""
        return self.outcomes.to_csv()

    def __str__(self) -> str:
        words = "\n".join((self.verdict, self._plan(), *self.basis))
        return f"{words}\n{_text(_summary_grid(self.summary, self.arms))}"

    def _repr_html_(self) -> str:
        grid = _html(_summary_grid(self.summary, self.arms))
        return (
            f"<p><b>{html.escape(self.verdict)}</b></p><p>{html.escape(' '.join(self.basis))}</p>{grid}<p>{html.escape(self._plan())} Mean ± half of its 95 % "
            "interval over the replications.</p>"
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class Run(Result):
    """One structure, month by month."""

    arm: str
    """The structure."""
    months: Table = field(repr=False)
    """Means over the replications: one row per month and measure, with its ``unit``."""
    every_month: Table = field(repr=False)
    """One row per replication, month and measure."""
    outcomes: Table = field(repr=False)
    """One row per replication and outcome, over all counted days."""
    summary: Table = field(repr=False)
    """One row per outcome, with spread and interval, as in :class:`Comparison`."""

    def to_csv(self) -> str:
        """The tidy rows that ``verona run --format csv`` prints, byte for byte."""
        return self.every_month.to_csv()

    def __str__(self) -> str:
        return f"{self._plan()}\n{_text(_summary_grid(self.summary, (self.arm,)))}"

    def _repr_html_(self) -> str:
        grid = _html(_summary_grid(self.summary, (self.arm,)))
        return f"<p><b>{html.escape(self.arm)}</b>, {html.escape(self._plan())}</p>{grid}"


@dataclass(frozen=True, eq=False, kw_only=True)
class Change(Result):
    """How a firm fares under programmes of change, against the same firm without change."""

    verdict: str
    """The answer: a sentence for each programme."""
    programmes: Table = field(repr=False)
    """One row per programme: dip, days to break even, value per head, share of futures in which it pays, hours, cost."""
    paths: Table = field(repr=False)
    """One row per programme and month: the cumulated difference in profit, money per head, mean and percentiles."""
    trajectories: Table = field(repr=False)
    """One row per replication, programme, month and series: the programme less no change."""
    outcomes: Table = field(repr=False)
    """One row per replication, structure and outcome; the first structure is the firm without change."""
    summary: Table = field(repr=False)
    """One row per structure and outcome, as in :class:`Comparison`."""
    svg: str = field(repr=False)
    """A picture of the paths, as the command line writes it to ``path.svg``."""

    def to_csv(self) -> str:
        """The tidy rows that ``verona change --format csv`` prints, byte for byte."""
        return self.trajectories.to_csv()

    def __str__(self) -> str:
        return f"{self.verdict}\n{self._plan()}"

    def _repr_html_(self) -> str:
        return (
            f"<p><b>{html.escape(self.verdict)}</b></p>{self.svg}{self.programmes._repr_html_()}"
            f"<p>{html.escape(self._plan())}</p>"
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class Told(Answered, Result):
    """An answer in words, with its tables by name."""

    notes: tuple[str, ...] = field(repr=False)
    """What it rests on."""
    text: str = field(repr=False)
    """The answer as the command line prints it, in lines of at most 100 columns."""
    tables: dict[str, Table] = field(repr=False)
    """Its tables by name."""

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f"<p><b>{html.escape(self.verdict)}</b></p><pre>{html.escape(self.text)}</pre>"


@dataclass(frozen=True, eq=False)
class Life:
    """The life of one lead, deal or person in one replication."""

    scenario: Scenario
    """The scenario it was lived in."""
    text: str = field(repr=False)
    """The life as a log to read, with a summary: what ``verona trace`` prints, byte for byte."""
    events: Table = field(repr=False)
    """One row per event: ``day, what, lead, actor, other, figure, note``."""

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self.text)}</pre>"


def _summary_grid(summary: Table, arms: tuple[str, ...]) -> list[list[str]]:
    cells: dict[tuple[str, str], str] = {}
    units: dict[str, str] = {}
    for row in summary.rows():
        if row["outcome"] in _MAIN:
            half = "" if row["ci_high"] is None else f" ± {shown((row['ci_high'] - row['ci_low']) / 2)}"
            cells[row["arm"], row["outcome"]] = shown(row["mean"]) + half
            units[row["outcome"]] = row["unit"]
    grid = [["outcome", "unit", *arms]]
    grid += [[name, units[name], *(cells[arm, name] for arm in arms)] for name in _MAIN if name in units]
    return grid


def _text(grid: list[list[str]]) -> str:
    widths = [max(len(row[i]) for row in grid) for i in range(len(grid[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in grid)


def _html(grid: list[list[str]]) -> str:
    head, *rows = grid
    out = "<table><thead><tr>" + "".join(f"<th>{html.escape(cell)}</th>" for cell in head) + "</tr></thead><tbody>"
    for row in rows:
        out += "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
    return out + "</tbody></table>"
