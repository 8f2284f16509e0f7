"""What can go wrong, each with a message that says what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class VeronaError(Exception):
    """Anything that Verona says about its input or its work. All its exceptions are of this kind."""


class ScenarioError(VeronaError, ValueError):
    """A scenario is wrong. The message is that of the command line: where, what was found, what to do.

    Attributes
    ----------
    problems
        One mapping a problem: ``key`` (dotted), ``what``, ``help`` (or None), ``line`` and ``column`` (from 1; None for
        a problem that is in an override or in the text as a whole).
    """

    def __init__(self, message: str, problems: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(message, tuple(problems))
        self.problems: tuple[Mapping[str, Any], ...] = tuple(problems)

    def __str__(self) -> str:
        return str(self.args[0])


class MissingKey(VeronaError, KeyError):
    """A scenario has no such key; the message names the nearest."""

    def __str__(self) -> str:
        return str(self.args[0])


class UsageError(VeronaError, ValueError):
    """What was asked for is not there, or cannot be asked."""


class ModelError(VeronaError, RuntimeError):
    """A law of the model was broken: a defect of Verona, not of the scenario."""


class MissingExtra(VeronaError, ImportError):
    """A package is needed that is not installed; the message says which."""


class StoreError(VeronaError):
    """A run directory cannot be used: it holds another run, lacks pieces, was edited, or cannot be written. The message
    says what is lost (next to nothing) and what to do."""


class Cancelled(VeronaError):
    """A run was ended by its :class:`Cancel`."""


class WorkerLost(VeronaError, RuntimeError):
    """Workers of a cluster were lost again and again, for example for lack of memory. Finished chunks are kept."""
