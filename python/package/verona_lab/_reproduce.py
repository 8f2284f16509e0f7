"""Claims: statements about what works where, each an effect with a threshold, tested."""

from __future__ import annotations

import html
import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from . import _engine
from ._ask import Answered, ask, tables, words
from ._errors import UsageError
from ._progress import Cancel, Progress, reporting
from ._scenario import _kind, names, sharded, threaded, whole
from ._sweep import Folder
from ._table import Table

_LONGEST = 1 << 20
_USUAL = (200, 4, 16)
_WIDTH = 120
"""How wide the text may be, in columns."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Reproduction(Answered):
    """What came of the claims; the verdict says how many claims have each, and what was simulated."""

    name: str
    """What the claim file calls itself."""
    seed: int
    """The seed of all draws."""
    text: str = field(repr=False)
    """All of it to read: what ``verona reproduce`` prints, in lines of at most 120 columns."""
    claims: Table = field(repr=False)
    """One row per claim: ``claim, statement, source, verdict``."""
    effects: Table = field(repr=False)
    """One row per comparison (a test of a claim, against one rival where it has some): ``effect`` with its 95 % interval
    ``ci_low, ci_high`` over ``n`` replications, the threshold ``above`` or ``below``, all in ``unit``, and its ``verdict``;
    ``judged`` is "false" for what is told and decides nothing."""
    robustness: Table | None = field(default=None, repr=False)
    """Of a full run: the ``share`` of the draws of all parameters in which a claim holds (the row without a ``test``), and in
    which each judged test does, with its 95 % interval."""
    deciding: Table | None = field(default=None, repr=False)
    """Of a full run: the parameters that decide each claim, with their rank ``correlation`` with its margin over the draws."""
    ablations: Table | None = field(default=None, repr=False)
    """Of a full run: one row per mechanism and claim, with the verdicts in the ``whole`` model and ``without`` the mechanism, and
    the claim's ``fate``: same, dies, born or unknown."""

    @property
    def is_full(self) -> bool:
        """Whether it is a full run, with draws and ablations."""
        return self.robustness is not None

    @property
    def replications(self) -> int:
        """How many replications of the base firm stand behind the verdicts."""
        return int(self.to_dict()["replications"])

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        shares: dict[str, str] = {}
        for row in self.robustness.rows() if self.robustness is not None else ():
            if row["test"] is None and row["share"] is not None:
                shares[row["claim"]] = f"{row['share']:.0%} [{row['ci_low']:.0%}, {row['ci_high']:.0%}]"
        head = ["", "claim", "verdict"] + (["share of draws in which it holds"] if self.is_full else [])
        body = []
        for row in self.claims.rows():
            cells = [row["claim"], row["statement"], row["verdict"]]
            cells += [shares.get(row["claim"], "–")] if self.is_full else []
            body.append("".join(f"<td style='text-align:left'>{html.escape(cell)}</td>" for cell in cells))
        return (
            f"<p><b>{html.escape(self.verdict)}</b></p><table><thead><tr>"
            + "".join(f"<th>{cell}</th>" for cell in head)
            + "</tr></thead><tbody>"
            + "".join(f"<tr>{cells}</tr>" for cells in body)
            + "</tbody></table>"
        )


def reproduce(
    claims: str | os.PathLike[str] | None = None,
    *,
    only: Iterable[str] | str | None = None,
    replications: int | None = None,
    out: Folder | None = None,
    draws: int = 200,
    draw_replications: int = 4,
    ablation_replications: int = 16,
    shard: tuple[int, int] | None = None,
    merge: Iterable[Folder] | None = None,
    seed: int | None = None,
    threads: int = 0,
    progress: Progress = None,
    cancel: Cancel | None = None,
) -> Reproduction | None:
    """Test every claim of the framework, or of a claim file of your own, and say which hold.

    Without ``out`` the base firm alone is tested. With it the full run is made in that directory: the base firm, the model
    without each mechanism, and draws of all parameters over their plausible ranges. It takes the better part of an hour on
    two cores, can be cut at any time, and resumes with the same call; a finished one is only read.

    Parameters
    ----------
    claims
        A path to a claim file, or its text (a string with a line break); without it, the claims of Kotler, Rackham and
        Krishnaswamy.
    only
        Only these claims, by id.
    replications
        Simulated futures of the base firm: 40 without ``out``, else 240. No verdict is given on fewer than 10.
    out
        The directory of the full run: a new one, or one in which this very run was begun.
    draws, draw_replications, ablation_replications
        Of a full run: draws of the parameters, simulated futures of each, and of the model without each mechanism.
    shard
        ``(i, n)``: only shard ``i`` of ``n`` of the full run, counted from 0.
    merge
        First merge the shards in these directories into ``out``.
    seed
        The seed of all draws; without it, that of the claim file.
    threads, progress
        As for :func:`compare`.

    Returns
    -------
    Reproduction
        The same bytes as ``verona reproduce``; ``None`` after a shard while others are missing.

    Raises
    ------
    ScenarioError
        The claim file is wrong; the message says where and what to do.
    UsageError
        There is no such claim, or a number is out of its range.
    StoreError
        The directory holds another run, or cannot be written.
    KeyboardInterrupt
        On Ctrl-C, within a second; finished chunks of a full run are kept.
    """
    text, origin = _read(claims)
    counts = [
        _fitting(name, value)
        for name, value in (
            ("draws", draws),
            ("draw_replications", draw_replications),
            ("ablation_replications", ablation_replications),
        )
    ]
    count = None if replications is None else _fitting("replications", replications)
    part = (0, 1) if shard is None else sharded(shard)
    if out is None and (shard is not None or merge is not None or tuple(counts) != _USUAL):
        raise UsageError("draws, ablations, shards and merging are of the full run: say with out in which directory it lies")
    if shard is not None and merge is not None:
        raise UsageError("shard and merge exclude each other: leave one of them out")
    book = _engine.Claims(text, origin, names("only", only), None if seed is None else _fitting("seed", seed))
    if out is None:
        answer = ask("reproduce", book, threads=threads, progress=progress, cancel=cancel, replications=count)
    else:
        shards = None if merge is None else [os.fspath(folder) for folder in merge]
        with reporting(progress, "chunks", cancel=cancel) as call:
            found = _engine.reproduce_fully(
                book, os.fspath(out), count, counts, part, shards, threaded(threads), call
            )
        if found is None:
            return None
        answer = found
    return Reproduction(
        name=book.name, seed=book.seed, text=answer.text(_WIDTH), **words(answer), **tables(answer)
    )


def _fitting(name: str, value: object) -> int:
    # The engine says the range of each; here, that there is none without bounds.
    return whole(name, value, -(1 << 63), (1 << 63) - 1)


def _read(claims: str | os.PathLike[str] | None) -> tuple[str | None, str | None]:
    if claims is None:
        return None, None
    if isinstance(claims, str) and "\n" in claims:
        return claims, "text"
    try:
        path = os.fspath(claims)
    except TypeError:
        raise UsageError(f"claims are read from a path or from the text of a claim file, not from {_kind(claims)}") from None
    try:
        with open(path, encoding="utf-8") as file:
            return file.read(_LONGEST + 1), str(path)
    except UnicodeDecodeError:
        raise UsageError(f"cannot read '{path}': a claim file is a text file in UTF-8") from None
    except OSError as error:
        error.add_note("check the path; reproduce() without a file tests the claims that come with Verona")
        raise
