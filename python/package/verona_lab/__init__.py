"""Verona: a laboratory for the relationship between sales and marketing.

Describe a firm, simulate it under several ways of working, and learn which serves it best, by how much, how surely, and
why. This package is the same engine as the command ``verona``: the same seed gives the same bytes.

>>> import verona_lab
>>> answer = verona_lab.compare(replications=4, days=63)
>>> answer.replications, len(answer.arms)
(4, 4)

Results are Arrow tables: hand them to polars, pandas, pyarrow or DuckDB. Money is in the scenario's own currency, time in
working days, a share is a number in 0 to 1; every column says its unit.
"""

from . import _commands
from ._commands import *
from ._engine import schema, starter
from ._engine import version as _version
from ._errors import Cancelled, MissingExtra, MissingKey, ModelError, ScenarioError, StoreError, UsageError, VeronaError, WorkerLost
from ._fit import Fit, fit
from ._map import Map, map
from ._progress import Cancel, Progress
from ._reproduce import Reproduction, reproduce
from ._response import Response, response
from ._results import Change, Comparison, Life, Run, Told
from ._scenario import Arm, Scenario, ready_made
from ._sensitivity import Sensitivity, sensitivity
from ._sweep import Experiment, Sweep, merge, sweep
from ._table import Column, Table

__version__ = _version()

__all__ = [
    "Arm",
    "Cancel",
    "Cancelled",
    "Change",
    "Column",
    "Experiment",
    "Fit",
    "Comparison",
    "Life",
    "Map",
    "MissingExtra",
    "MissingKey",
    "ModelError",
    "Progress",
    "Reproduction",
    "Response",
    "Run",
    "Scenario",
    "ScenarioError",
    "Sensitivity",
    "StoreError",
    "Sweep",
    "Table",
    "Told",
    "UsageError",
    "VeronaError",
    "WorkerLost",
    "__version__",
    "fit",
    "map",
    "merge",
    "ready_made",
    "reproduce",
    "response",
    "schema",
    "sensitivity",
    "starter",
    "sweep",
]
__all__ += _commands.__all__
