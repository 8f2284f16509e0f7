"""Scenarios: a firm, the structures to compare, a plan."""

from __future__ import annotations

import html
import json
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from . import _engine
from ._errors import MissingKey, ScenarioError, UsageError

Value = bool | int | float | str
"""What a scenario's key takes; a share is a number in 0 to 1."""

_LONGEST = 1 << 20
_BUILT_IN = "mid-market"


class Arm(NamedTuple):
    """One way of working."""

    name: str
    about: str
    changes: list[str]
    """What it changes, as lines such as ``operating.joint_reward = 0.3``."""


class Scenario:
    """A validated scenario: one firm, the structures to compare, and a plan (days, replications, seed).

    Scenarios never change: :meth:`set` and :meth:`with_` give new ones. They can be pickled, compared and hashed; two
    are equal when every value in force is.

    >>> import verona_lab
    >>> firm = verona_lab.Scenario.load().set("firm.salespeople", 60)
    >>> firm["firm.salespeople"]
    60
    """

    def __init__(self, text: str, *, name: str = "scenario", overrides: Iterable[str] = ()) -> None:
        """From scenario text (TOML). ``name`` stands in messages and for a scenario that says no name.
        ``overrides`` are ``key=value`` as after ``--set``. Raises :class:`ScenarioError`."""
        self._fill(text, name, tuple(overrides), True)
        self._warn([])

    def _fill(self, text: str, origin: str, overrides: tuple[str, ...], own: bool) -> None:
        self._text, self._origin, self._overrides, self._own = text, origin, overrides, own
        self._study = _engine.Study(text, origin, list(overrides))

    def _warn(self, known: list[str]) -> None:
        """Warns of magnitudes that no firm has, those that are new."""
        for words in self._study.unlikely():
            if words not in known:
                warnings.warn(words, UserWarning, stacklevel=4)

    @classmethod
    def load(cls, source: str | os.PathLike[str] | None = None) -> Scenario:
        """A scenario from a file, from scenario text (a string with a line break or an equals sign), or, without
        ``source``, the built-in mid-market firm.

        Raises :class:`ScenarioError` with the message of the command line, and ``OSError`` for a file that cannot
        be read.
        """
        if source is None:
            return cls.ready_made(_BUILT_IN)
        if isinstance(source, str) and ("\n" in source or "=" in source):
            return cls(source, name="text")
        try:
            path = os.fspath(source)
        except TypeError:
            raise UsageError(
                f"a scenario is loaded from a path or from scenario text, not from {_kind(source)}"
            ) from None
        try:
            with open(path, encoding="utf-8") as file:
                text = file.read(_LONGEST + 1)
        except UnicodeDecodeError:
            raise UsageError(f"cannot read '{path}': a scenario is a text file in UTF-8") from None
        except OSError as error:
            known = ", ".join(ready_made())
            error.add_note(f"check the path; Scenario.ready_made(NAME) needs no file and knows {known}")
            raise
        return cls(text, name=str(path))

    @classmethod
    def ready_made(cls, name: str) -> Scenario:
        """A firm or experiment that comes with Verona, such as ``start-up``; :func:`ready_made` lists them."""
        texts = dict(_engine.ready_made())
        if name not in texts:
            raise UsageError(f"there is no ready-made scenario '{name}': there are {', '.join(texts)}")
        scenario = cls.__new__(cls)
        # The command line has no file for it either: it is read from the same text, under the same label.
        label = f"{name}.toml (built in)" if name == _BUILT_IN else f"scenarios/{name}.toml"
        scenario._fill(texts[name], label, (), name != _BUILT_IN)
        return scenario

    def set(self, key: str, value: Value) -> Scenario:
        """The same with one key set, such as ``scenario.set("offer.complexity", 0.8)``. It wins over the text."""
        return self._and([f"{key}={_toml(key, value)}"])

    def with_(self, changes: Mapping[str, Any] | None = None, /, **sections: Any) -> Scenario:
        """The same with many keys set: ``with_({"firm.salespeople": 40})`` or ``with_(firm={"salespeople": 40})``."""
        flat = _flat({**(changes or {}), **sections})
        return self._and([f"{key}={_toml(key, value)}" for key, value in flat])

    def preset(self, name: str) -> Scenario:
        """The same firm, working today as one of the four structures: ``undefined``, ``defined``, ``aligned``,
        ``integrated``."""
        return self.set("operating.preset", name)

    def _and(self, overrides: list[str]) -> Scenario:
        changed = Scenario.__new__(Scenario)
        changed._fill(self._text, self._origin, self._overrides + tuple(overrides), self._own)
        changed._warn(self._study.unlikely())
        return changed

    def planned(
        self,
        *,
        replications: int | None = None,
        at_most: int | None = None,
        seed: int | None = None,
        days: int | None = None,
    ) -> Scenario:
        """The same with another plan; what is ``None`` stays."""
        plan = {"seed": seed, "days": days, "replications": replications, "at_most": at_most}
        changes = {f"plan.{key}": whole(key, value) for key, value in plan.items() if value is not None}
        return self.with_(changes) if changes else self

    def __getitem__(self, key: str) -> Value:
        """The value of a dotted key in the firm as it works today. :class:`MissingKey` (a ``KeyError``) when there is
        no such key."""
        return self.value(key)

    def __setitem__(self, key: str, value: object) -> None:
        raise TypeError(f"scenarios do not change; write scenario = scenario.set({key!r}, {value!r})")

    def value(self, key: str, arm: str | None = None) -> Value:
        """The value of a dotted key, in a structure or in the firm as it works today."""
        value = self._study.value(key, arm)
        if value is None:
            try:
                _engine.explain(key)
            except ScenarioError as error:
                raise MissingKey(str(error).removeprefix("explain ")) from None
            raise MissingKey(f"{key} is no single value; scenario.toml has the whole scenario")
        return value

    @property
    def name(self) -> str:
        """The firm's name."""
        return self._study.name

    @property
    def about(self) -> str:
        """One paragraph about it."""
        return self._study.about

    @cached_property
    def arms(self) -> list[Arm]:
        """The structures to compare, in order."""
        return [Arm(*arm) for arm in self._study.arms]

    @cached_property
    def programmes(self) -> list[Arm]:
        """The programmes of change."""
        return [Arm(*arm) for arm in self._study.programmes]

    @property
    def seed(self) -> int:
        """The seed of all draws."""
        return self._study.plan[0]

    @property
    def replications(self) -> int:
        """How many replications (simulated futures) are planned."""
        return self._study.plan[1]

    @property
    def days(self) -> int:
        """Working days to simulate and count, after warm-up."""
        return self._study.plan[2]

    @property
    def toml(self) -> str:
        """A scenario file that says every value in force; running it gives the same results."""
        return self._study.written_out()

    def __iter__(self) -> Iterator[str]:
        raise TypeError("a scenario cannot be iterated; verona_lab.parameters() lists its keys")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scenario):
            return NotImplemented
        return self._study.canonical == other._study.canonical and self.name == other.name

    def __hash__(self) -> int:
        return hash((self.name, self._study.canonical))

    def __getstate__(self) -> tuple[str, str, tuple[str, ...], bool]:
        return self._text, self._origin, self._overrides, self._own

    def __setstate__(self, state: tuple[str, str, tuple[str, ...], bool]) -> None:
        self._fill(*state)

    def __repr__(self) -> str:
        arms = ", ".join(arm.name for arm in self.arms)
        return (
            f"<Scenario {self.name}: {arms}; {self.replications} replications of {self.days} days, seed {self.seed}>"
        )

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{html.escape(arm.name)}</td><td style='text-align:left'>{html.escape(arm.about)}</td>"
            f"<td style='text-align:left'>{html.escape(', '.join(arm.changes))}</td></tr>"
            for arm in self.arms + self.programmes
        )
        return (
            f"<p><b>{html.escape(self.name)}</b>. {html.escape(self.about)}</p><table><thead><tr><th>structure</th><th>about</th>"
            f"<th>changes</th></tr></thead><tbody>{rows}</tbody></table><p>{self.replications} replications of "
            f"{self.days} working days, seed {self.seed}.</p>"
        )


def ready_made() -> list[str]:
    """The names of the firms and experiments that come with Verona, for :meth:`Scenario.ready_made`."""
    return [name for name, _ in _engine.ready_made()]


def as_scenario(scenario: Scenario | str | os.PathLike[str] | None) -> Scenario:
    """A scenario from what a caller gave: an object, a path, scenario text, or nothing for the built-in firm."""
    return scenario if isinstance(scenario, Scenario) else Scenario.load(scenario)


def whole(name: str, value: object, low: int | None = None, high: int | None = None) -> int:
    """A whole number, also as one of numpy or as ``40.0``; or a ``TypeError`` that says which argument takes one, or a
    :class:`UsageError` that says its range."""
    item = _plain(value)
    if isinstance(item, float) and item.is_integer():
        item = int(item)
    if isinstance(item, bool) or not isinstance(item, int):
        raise TypeError(f"{name} takes a whole number, not {value!r} ({_kind(value)})")
    if (low is not None and item < low) or (high is not None and item > high):
        raise UsageError(f"{name} cannot be {item}: expected a whole number from {low} to {high}")
    return int(item)


def threaded(threads: object) -> int:
    """A number of threads; 0 means one per processor core."""
    return whole("threads", threads, 0, 512)


def sharded(shard: object) -> tuple[int, int]:
    """A shard ``(i, n)``, counted from 0."""
    pair = tuple(shard) if isinstance(shard, (tuple, list)) else ()
    if len(pair) != 2:
        raise UsageError(f"shard takes a pair (i, n), such as (0, 7) for the first of seven, not {shard!r}")
    number, of = whole("shard", pair[0]), whole("the number of shards", pair[1], 1, 1 << 20)
    if not 0 <= number < of:
        raise UsageError(f"there is no shard {number} of {of}: shards are counted from 0")
    return number, of


def names(option: str, value: Iterable[str] | str | None) -> list[str] | None:
    """A list of names, or one name."""
    if value is None:
        return None
    if isinstance(value, str):
        return [name.strip() for name in value.split(",")]
    listed = list(value)
    for name in listed:
        if not isinstance(name, str):
            raise TypeError(f"{option} takes names, not {name!r} ({_kind(name)})")
    return listed


def _plain(value: object) -> object:
    # A number of numpy, pandas or polars, or an array of one.
    item = getattr(value, "item", None)
    if callable(item) and getattr(value, "ndim", 0) == 0 and not isinstance(value, (bool, int, float, str)):
        return item()
    return value


def _flat(changes: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in changes.items():
        if not isinstance(key, str):
            raise TypeError(f"a key is a word such as 'firm.salespeople', not {key!r} ({_kind(key)})")
        dotted = f"{within}.{key}" if within else key
        if isinstance(value, Mapping):
            yield from _flat(value, dotted)
        else:
            yield dotted, value


def _toml(key: str, value: object) -> str:
    plain = _plain(value)
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, int):
        return repr(int(plain))
    if isinstance(plain, float):
        # Exact as a whole number, it fits a key of either kind. numpy's float64 is a float whose own repr is no number.
        exact = plain.is_integer() and abs(plain) < 1 << 53
        return repr(int(plain) if exact else float(plain))
    if isinstance(plain, str):
        return json.dumps(plain, ensure_ascii=False)
    if isinstance(plain, (list, tuple)) and all(isinstance(word, str) for word in plain):
        return json.dumps(list(plain), ensure_ascii=False)
    raise TypeError(
        f"{key} cannot be set to a value of type {_kind(value)}: a key takes a number, True or False, or a word; "
        "of an array, hand over one element at a time"
    )


def _kind(value: object) -> str:
    kind = type(value)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"
