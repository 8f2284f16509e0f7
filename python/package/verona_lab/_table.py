"""Result tables: Arrow memory with plain Python around it."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any, NamedTuple

from . import _engine
from ._errors import MissingExtra

_SHOWN = 20


class Column(NamedTuple):
    """What a column of a table holds."""

    name: str
    kind: str
    """``count`` (uint32), ``number`` (float64) or ``text`` (utf8); each can be missing (null)."""
    unit: str
    meaning: str


class Table:
    """A table of results in Arrow's memory layout.

    It speaks the Arrow PyCapsule protocol, so that Arrow readers take it as it is, numbers without a copy::

        polars.DataFrame(table)      pyarrow.table(table)      table.to_pandas()

    and DuckDB after ``t = pyarrow.table(table)`` queries ``FROM t``. Nothing else needs to be installed for
    :meth:`column`, :meth:`rows` and :meth:`to_csv`. Units and meanings of columns are in :attr:`columns`, and travel
    with the Arrow schema as metadata of its fields (``unit``, ``meaning``). Tables can be pickled.
    """

    __slots__ = ("_inner",)

    def __init__(self, inner: _engine.Table) -> None:
        self._inner = inner

    @property
    def columns(self) -> list[Column]:
        """Name, kind, unit and meaning of each column."""
        return [Column(*column) for column in self._inner.columns]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self._inner), len(self._inner.columns)

    def __len__(self) -> int:
        return len(self._inner)

    def column(self, name: str) -> list[Any]:
        """The values of one column, ``None`` where one is missing. ``KeyError`` names the columns there are."""
        return self._inner.column(name)

    __getitem__ = column

    def rows(self) -> Iterator[dict[str, Any]]:
        """Row by row as dictionaries."""
        names = [column.name for column in self.columns]
        values = [self._inner.column(name) for name in names]
        for row in zip(*values, strict=True):
            yield dict(zip(names, row, strict=True))

    def to_csv(self) -> str:
        """The table as CSV with a header: numbers in full, missing values empty."""
        return self._inner.csv()

    def to_arrow(self) -> Any:
        """As a ``pyarrow.Table``, without copying."""
        return _need("pyarrow").table(self)

    def to_polars(self) -> Any:
        """As a ``polars.DataFrame``."""
        return _need("polars").DataFrame(self)

    def to_pandas(self) -> Any:
        """As a ``pandas.DataFrame`` (by way of pyarrow)."""
        _need("pandas")
        return self.to_arrow().to_pandas()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._inner.__arrow_c_stream__(requested_schema)

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        return self._inner.__arrow_c_array__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        return self._inner.__arrow_c_schema__()

    def __reduce__(self) -> tuple[type[Table], tuple[_engine.Table]]:
        return Table, (self._inner,)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return self.columns == other.columns and self.to_csv() == other.to_csv()

    def __repr__(self) -> str:
        names = ", ".join(column.name for column in self.columns)
        return f"<verona_lab.Table of {len(self)} rows: {names}>"

    def _repr_html_(self) -> str:
        columns = self.columns
        part = Table(self._inner.slice(0, _SHOWN))
        out = ["<table><thead><tr>"]
        for column in columns:
            title = html.escape(f"{column.meaning} [{column.unit}]" if column.unit else column.meaning, quote=True)
            out.append(f'<th title="{title}">{html.escape(column.name)}</th>')
        out.append("</tr></thead><tbody>")
        for row in part.rows():
            out.append("<tr>" + "".join(f"<td>{html.escape(shown(value))}</td>" for value in row.values()) + "</tr>")
        out.append("</tbody></table>")
        if len(self) > _SHOWN:
            out.append(f"<p>{_SHOWN} of {len(self):,} rows.</p>")
        return "".join(out)


def shown(value: object) -> str:
    """A value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return str(value)


def _need(name: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingExtra(
            f"this needs {name}, which is not installed: pip install {name}. Without it, table.rows(), "
            "table.column(name) and table.to_csv() give the same values."
        ) from error
