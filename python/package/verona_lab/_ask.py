"""Asking the engine, and what all its answers can give."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import Any, TypedDict

from . import _engine
from ._progress import Cancel, Progress, reporting
from ._scenario import threaded, whole
from ._table import Table


def ask(
    question: str,
    of: _engine.Study | _engine.Experiment | _engine.Claims,
    *,
    threads: int = 0,
    progress: Progress = None,
    cancel: Cancel | None = None,
    **options: object,
) -> _engine.Answer:
    """The engine's answer to the question of that name; an option that is ``None`` is as usual."""
    with reporting(progress, cancel=cancel) as call:
        return _engine.ask(question, of, json.dumps(options), threaded(threads), call)


def drawn(draws: str | os.PathLike[str] | None, firms: int | None, usual: int) -> dict[str, object] | None:
    """Firms that could all be the one asked about, as an option; where it is not said how many, the usual number."""
    most = usual if firms is None else whole("firms", firms, 8, 100_000)
    if draws is None or draws == "plausible":
        return None if draws is None else {"firms": most}
    path = os.fspath(draws)
    with open(path, encoding="utf-8") as file:
        return {"table": file.read(), "origin": path, "firms": most}


def tables(answer: _engine.Answer) -> dict[str, Table]:
    """Its tables by name."""
    return {name: Table(table) for name, table in answer.tables.items()}


@dataclass(frozen=True, eq=False, kw_only=True)
class Said:
    """What the command line says, as JSON. It can be pickled."""

    json: str = field(repr=False)
    """The JSON object that the command line prints, byte for byte."""

    def to_json(self) -> str:
        """The JSON object that the command of that name prints with ``--format json``, byte for byte."""
        return self.json

    def to_dict(self) -> dict[str, Any]:
        """The same as a dictionary; what could not be measured is ``None``."""
        parsed: dict[str, Any] = json.loads(self.json)
        return parsed


@dataclass(frozen=True, eq=False, kw_only=True)
class Answered(Said):
    """What every answer is, whatever was asked. It can be pickled."""

    verdict: str
    """The answer in a sentence, or a sentence each."""
    csv: str = field(repr=False)
    """The rows that the command line prints as CSV, byte for byte."""

    def to_csv(self) -> str:
        """The rows that the command of that name prints with ``--format csv``, byte for byte."""
        return self.csv


class Words(TypedDict):
    """What an :class:`Answered` is made of."""

    verdict: str
    json: str
    csv: str


def words(answer: _engine.Answer) -> Words:
    """What the engine says."""
    return {"verdict": answer.verdict, "json": answer.json, "csv": answer.csv}
