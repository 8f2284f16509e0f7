"""Figures of the notebooks: every one names its units, its uncertainty and how many replications stand behind it.

They take what ``verona_lab`` returns and draw with matplotlib. Structures differ by colour and by marker, so that a
black-and-white print tells them apart.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

# Okabe and Ito's palette, which people with any usual colour blindness can tell apart.
STYLES: dict[str, tuple[str, str]] = {
    "undefined": ("#D55E00", "o"),
    "defined": ("#0072B2", "s"),
    "aligned": ("#009E73", "^"),
    "integrated": ("#AA4499", "D"),
}
_OTHERS = ("#0072B2", "#D55E00", "#009E73", "#AA4499", "#7A5C00", "#444444")

plt.rcParams.update(
    {
        "figure.dpi": 110,
        "savefig.bbox": "tight",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlelocation": "left",
        "axes.titlesize": 11,
        "axes.titleweight": "bold",
        "axes.axisbelow": True,
        "font.size": 9.5,
        "legend.frameon": False,
    }
)

_THOUSANDS = FuncFormatter(lambda value, _: f"{value:,.0f}")


def style(name: str, place: int = 0) -> tuple[str, str]:
    """Colour and marker of a structure."""
    return STYLES.get(name, (_OTHERS[place % len(_OTHERS)], "o"))


def note(figure: Figure, text: str) -> None:
    """A line below the figure: what the marks mean and how much stands behind them."""
    wide = int(figure.get_figwidth() * 16)
    text = text.replace(" %", "\N{NO-BREAK SPACE}%")
    figure.text(0.01, -0.02, textwrap.fill(text, wide), ha="left", va="top", fontsize=8, color="#444444")


def plan(result: Any) -> str:
    """How many replications of how long stand behind a result."""
    s = result.scenario
    return f"{s.name}: {s.replications} paired replications of {s.days} working days, seed {s.seed}."


def _rows(table: Any, **wanted: object) -> list[dict[str, Any]]:
    return [row for row in table.rows() if all(row[key] == value for key, value in wanted.items())]


def _numbers(ax: Axes, unit: str, along: str = "x") -> None:
    axis = ax.xaxis if along == "x" else ax.yaxis
    if "money" in unit:
        axis.set_major_formatter(_THOUSANDS)
    elif unit.startswith("share"):
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:g} %"))


def arms(answer: Any, outcomes: Sequence[str] = ("profit_per_head",), title: str = "") -> Figure:
    """One panel an outcome: mean, its 95 % interval, and where 8 in 10 futures lie, of each structure."""
    figure, axes = plt.subplots(1, len(outcomes), figsize=(7.6 if len(outcomes) == 1 else 3.1 * len(outcomes), 2.6),
                                sharey=True, squeeze=False, layout="constrained")  # fmt: skip
    for ax, outcome in zip(axes[0], outcomes, strict=True):
        unit = ""
        for y, arm in enumerate(answer.arms):
            (row,) = _rows(answer.summary, arm=arm, outcome=outcome)
            colour, marker = style(arm, y)
            unit = row["unit"]
            if row["mean"] is None:
                continue
            ax.plot([row["p10"], row["p90"]], [y, y], color=colour, linewidth=1, alpha=0.6)
            if row["ci_low"] is not None:
                ax.plot([row["ci_low"], row["ci_high"]], [y, y], color=colour, linewidth=4.5, alpha=0.45)
            ax.plot(row["mean"], y, marker, color=colour, markersize=7)
        ax.set_yticks(range(len(answer.arms)), answer.arms)
        ax.set_ylim(len(answer.arms) - 0.5, -0.5)
        ax.set_xlabel(f"{outcome}\n({unit})")
        ax.grid(axis="x", alpha=0.25)
        ax.locator_params(axis="x", nbins=6 if len(outcomes) == 1 else 4)
        _numbers(ax, unit)
    if title:
        figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    note(figure, f"Mark: mean. Thick: its 95 % interval. Thin: 8 in 10 futures. {plan(answer)}")
    return figure


def differences(answer: Any, less: str, outcome: str = "profit_per_head", title: str = "") -> Figure:
    """Each structure less one of them, future by future, with the 95 % interval of the mean difference."""
    return effects(
        [
            (f"{row['arm']} − {less}", row["mean"], row["ci_low"], row["ci_high"], style(row["arm"]))
            for row in _rows(answer.paired, less=less, outcome=outcome)
        ],
        f"{outcome}, difference ({_rows(answer.paired, outcome=outcome)[0]['unit']})",
        title,
        f"Mark: mean of the paired differences, with its 95 % interval, not corrected for the number of arms. {plan(answer)}",
    )


def effects(
    rows: Iterable[tuple[str, float | None, float | None, float | None, tuple[str, str]]],
    label: str,
    title: str = "",
    below: str = "",
) -> Figure:
    """Named effects with their intervals, against a line at zero."""
    listed = list(rows)
    # Many rows stand closer, so that a page holds them.
    figure, ax = plt.subplots(figsize=(7.6, 0.9 + len(listed) * (0.36 if len(listed) <= 24 else 0.26)), layout="constrained")
    for y, (_, mean, low, high, (colour, marker)) in enumerate(listed):
        if mean is None:
            continue
        if low is not None:
            ax.plot([low, high], [y, y], color=colour, linewidth=4.5, alpha=0.45)
        ax.plot(mean, y, marker, color=colour, markersize=7)
    ax.axvline(0, color="black", linewidth=1)
    ax.set_yticks(range(len(listed)), [row[0] for row in listed])
    ax.set_ylim(len(listed) - 0.5, -0.5)
    ax.set_xlabel(label)
    ax.grid(axis="x", alpha=0.25)
    _numbers(ax, label)
    if title:
        figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    note(figure, below)
    return figure


def paths(change: Any, title: str = "") -> Figure:
    """Each programme's path: profit a head with it less without it, added up, with half and eight in ten of the futures."""
    names = list(dict.fromkeys(change.paths["programme"]))
    figure, axes = plt.subplots(1, len(names), figsize=(3.8 * len(names), 3.2), sharey=True, squeeze=False, layout="constrained")
    for place, (ax, name) in enumerate(zip(axes[0], names, strict=True)):
        rows = _rows(change.paths, programme=name)
        colour = _OTHERS[place % len(_OTHERS)]
        months = [0] + [row["month"] for row in rows]
        column = lambda key: [0.0] + [row[key] for row in rows]  # noqa: E731
        ax.fill_between(months, column("p10"), column("p90"), color=colour, alpha=0.14, linewidth=0, label="8 in 10 futures")
        ax.fill_between(months, column("p25"), column("p75"), color=colour, alpha=0.25, linewidth=0, label="half of the futures")
        ax.plot(months, column("mean"), color=colour, linewidth=2, label="mean")
        ax.axhline(0, color="black", linewidth=1)
        ax.set_title(name)
        ax.set_xlabel("month (of 21 working days)")
        ax.yaxis.set_major_formatter(_THOUSANDS)
        ax.grid(alpha=0.25)
    axes[0][0].set_ylabel("gained so far (money per head)")
    axes[0][0].legend(loc="upper left", fontsize=8)
    if title:
        figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    note(figure, f"Profit with the programme less profit without it, added up: above the line it has paid so far. {plan(change)}")
    return figure


# What a person does in a day, in the words of a class, from the hours that people.csv tells apart.
DAY: Mapping[str, tuple[str, ...]] = {
    "customers": ("selling", "prospecting", "campaign", "accounts", "intelligence"),
    "working together": ("handover", "help", "joint_sync", "asking", "meetings", "informal"),
    "rules and managers": ("escalation", "devices", "tracking", "management", "programme"),
    "fights": ("lobbying", "disputes", "conflict_meetings", "defensive"),
    "in vain or idle": ("duplicated", "rework", "slack", "idle"),
}
_DAY_LOOK = (("#0072B2", ""), ("#009E73", "//"), ("#E6AB02", ".."), ("#D55E00", "xx"), ("#888888", "\\\\"))


def day(answer: Any, title: str = "") -> Figure:
    """Where an hour went, in each structure, apart from administration that is the same everywhere: of a comparison with ``people=True``."""
    if answer.people is None:
        raise ValueError("where hours went is known person by person: compare(..., people=True)")
    hours: dict[str, dict[str, float]] = {arm: dict.fromkeys(DAY, 0.0) for arm in answer.arms}
    people = dict.fromkeys(answer.arms, 0)
    for row in answer.people.rows():
        people[row["arm"]] += 1
        for group, kinds in DAY.items():
            hours[row["arm"]][group] += sum(row[f"hours_{kind}"] for kind in kinds)
    figure, axes = plt.subplots(1, 2, figsize=(8.6, 2.9), layout="constrained", sharey=True, width_ratios=(1, 1))
    for ax, groups in zip(axes, (tuple(DAY), tuple(DAY)[1:]), strict=True):
        for y, arm in enumerate(answer.arms):
            left = 0.0
            for group, (colour, hatch) in zip(DAY, _DAY_LOOK, strict=True):
                if group in groups:
                    width = hours[arm][group] / (people[arm] * answer.scenario.days)
                    ax.barh(y, width, 0.62, left, color=colour, hatch=hatch, edgecolor="white", label=group if y == 0 else None)
                    left += width
        ax.set_yticks(range(len(answer.arms)), answer.arms)
        ax.set_ylim(len(answer.arms) - 0.5, -0.5)
        ax.set_xlabel("hours per person and day")
    axes[0].set_title("all but administration")
    axes[1].set_title("the same without customers, enlarged")
    axes[0].legend(loc="upper left", bbox_to_anchor=(0, -0.24), ncols=5, fontsize=8)
    if title:
        figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    note(figure, f"Means over all people, managers included, and all futures. {plan(answer)}")
    return figure


def life(told: Any, title: str = "") -> Figure:
    """The life of one lead: who did what on which working day."""
    events = [row for row in told.events.rows() if row["actor"]]
    people = list(dict.fromkeys(name for row in events for name in (row["actor"], row["other"]) if name))
    figure, ax = plt.subplots(figsize=(8.6, 1.5 + 0.55 * len(people)), layout="constrained")
    first, last = events[0]["day"], events[-1]["day"]
    above: dict[str, float] = {}
    for row in events:
        y = people.index(row["actor"])
        if row["other"] and row["other"] != row["actor"]:
            ax.annotate("", (row["day"], people.index(row["other"])), (row["day"], y),
                        arrowprops={"arrowstyle": "->", "color": "#666666", "shrinkA": 3, "shrinkB": 3})  # fmt: skip
        bad = row["what"] in ("dispute", "misunderstood", "waiting", "lost", "expired", "refused")
        ax.plot(row["day"], y, "X" if bad else "o", color="#D55E00" if bad else "#0072B2", markersize=7)
        # Labels of events that lie close together climb, so that each can be read.
        near = [spot for spot in above.values() if abs(spot - row["day"]) < 0.02 * max(last - first, 1)]
        above[f"{row['day']}{row['what']}{y}"] = row["day"]
        ax.annotate(row["what"], (row["day"], y), (0, 5 + 9 * (len(near) % 3)), textcoords="offset points", fontsize=7, rotation=25)
    ax.set_yticks(range(len(people)), people)
    ax.set_ylim(len(people) - 0.6, -0.9)
    ax.margins(x=0.06)
    ax.set_xlabel("working day (0 begins the warm-up)")
    ax.grid(axis="x", alpha=0.25)
    if title:
        figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    note(figure, "One lead of one replication: a story, not evidence. Circle: work; cross: trouble or waiting; arrow: to or with whom.")
    return figure


def lines(
    series: Mapping[str, Sequence[tuple[float, float, float, float]]],
    x: str,
    y: str,
    title: str = "",
    below: str = "",
    looks: Callable[[str, int], tuple[str, str]] = style,
) -> Figure:
    """Curves of (x, mean, low, high) with bands."""
    figure, ax = plt.subplots(figsize=(7.6, 3.6), layout="constrained")
    for place, (name, points) in enumerate(series.items()):
        colour, marker = looks(name, place)
        xs, means, lows, highs = zip(*points, strict=True)
        ax.fill_between(xs, lows, highs, color=colour, alpha=0.18, linewidth=0)
        ax.plot(xs, means, marker=marker, color=colour, label=name)
    ax.set_xlabel(x)
    ax.set_ylabel(y, fontsize=8.5)
    ax.grid(alpha=0.25)
    ax.legend(fontsize=8.5)
    _numbers(ax, y, "y")
    if title:
        figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    note(figure, below)
    return figure


def shares(won: Mapping[str, Sequence[float]], arms: Sequence[str], title: str, answer: Any) -> Figure:
    """For each firm, the share of futures in which each structure is the best."""
    figure, ax = plt.subplots(figsize=(7.6, 0.9 + 0.4 * len(won)), layout="constrained")
    hatches = ("", "//", "..", "xx")
    for y, of in enumerate(won.values()):
        left = 0.0
        for place, (arm, share) in enumerate(zip(arms, of, strict=True)):
            ax.barh(y, share, 0.66, left, color=style(arm, place)[0], hatch=hatches[place % 4], edgecolor="white", label=arm if y == 0 else None)
            if share >= 0.08:
                ax.text(left + share / 2, y, f"{share:.0%}", ha="center", va="center", fontsize=8, color="white", fontweight="bold",
                        bbox={"facecolor": style(arm, place)[0], "edgecolor": "none", "pad": 1})  # fmt: skip
            left += share
    ax.set_yticks(range(len(won)), list(won))
    ax.set_ylim(len(won) - 0.5, -0.5)
    ax.set_xlim(0, 1)
    ax.set_xlabel("share of futures in which the way earns most per head")
    _numbers(ax, "share")
    ax.legend(loc="upper left", bbox_to_anchor=(0, -0.55 / len(won) - 0.08), ncols=len(arms), fontsize=8.5)
    figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    half = 1.96 * (0.25 / answer.replications) ** 0.5
    note(figure, f"With {answer.replications} futures a share of one half is known to about ± {half:.0%} (95 %). "
                 f"{answer.scenario.days} working days, seed {answer.seed}.")  # fmt: skip
    return figure


def posterior(
    found: Mapping[str, tuple[Any, tuple[float, float], tuple[float, float], float]], weights: Any, title: str, below: str
) -> Figure:
    """Weighted particles of each parameter: values, their prior range, their inner interval, and the value that made the data."""
    figure, axes = plt.subplots(len(found), 1, figsize=(7.6, 0.95 * len(found) + 0.3), layout="constrained", squeeze=False)
    for ax, (name, (values, (low, high), inner, known)) in zip(axes[:, 0], found.items(), strict=True):
        ax.axhspan(-0.25, 0.25, color="#DDDDDD")
        ax.plot(inner, [-0.55, -0.55], color="black", linewidth=2)
        ax.scatter(values, _spread(len(values), 0.36), [16 + 220 * weight for weight in weights], color="#0072B2", alpha=0.6, linewidth=0)
        ax.axvline(known, color="#D55E00", linewidth=1.6)
        ax.set_xlim(low - 0.02 * (high - low), high + 0.02 * (high - low))
        ax.set_ylim(-0.8, 0.6)
        ax.set_yticks([0], [name])
        ax.tick_params(left=False)
    figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    note(figure, below)
    return figure


def _spread(count: int, width: float) -> list[float]:
    # Marks side by side, in an order that looks like none, and is the same in every run.
    return [width * ((7 * place) % 11 / 10 - 0.5) for place in range(count)]


def strips(draws: Mapping[str, Sequence[float]], label: str, title: str, below: str) -> Figure:
    """One mark a draw, one line a group, with the median."""
    figure, ax = plt.subplots(figsize=(7.6, 0.9 + 0.5 * len(draws)), layout="constrained")
    for y, values in enumerate(draws.values()):
        ax.scatter(values, [y + side for side in _spread(len(values), 0.3)], 18, color=_OTHERS[y % len(_OTHERS)], alpha=0.6, linewidth=0)
        middle = sorted(values)[len(values) // 2]
        ax.plot([middle, middle], [y - 0.3, y + 0.3], color="black", linewidth=2)
    ax.axvline(0, color="black", linewidth=1)
    ax.set_yticks(range(len(draws)), [f"{name}\n{len(values)} draws" for name, values in draws.items()])
    ax.set_ylim(len(draws) - 0.5, -0.5)
    ax.set_xlabel(label)
    ax.grid(axis="x", alpha=0.25)
    figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    note(figure, below + " Black: median.")
    return figure


def bars(values: Mapping[str, float], label: str, title: str, below: str) -> Figure:
    """One bar a name, with its value."""
    figure, ax = plt.subplots(figsize=(7.6, 0.9 + 0.36 * len(values)), layout="constrained")
    drawn = ax.barh(range(len(values)), list(values.values()), 0.6, color="#0072B2")
    ax.bar_label(drawn, fmt="%.1f", padding=3, fontsize=8)
    ax.set_yticks(range(len(values)), list(values))
    ax.set_ylim(len(values) - 0.5, -0.5)
    ax.margins(x=0.1)
    ax.set_xlabel(label)
    figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    note(figure, below)
    return figure


# How a verdict looks, by colour and by shape.
VERDICTS: Mapping[str, tuple[str, str]] = {
    "supported": ("#0072B2", "o"),
    "too close to call": ("#777777", "s"),
    "weaker than claimed": ("#E69F00", "v"),
    "no effect": ("#CC79A7", "D"),
    # Of the kept run of the first edition, which did not tell these three apart.
    "contradicted": ("#D55E00", "X"),
    "reversed": ("#D55E00", "X"),
    "no verdict": ("#BBBBBB", "."),
}
_VERDICTS_READ = "Blue circle: supported; orange triangle: weaker than claimed; pink diamond: no effect; red cross: reversed; grey square: too close to call."


def verdicts(answer: Any, ids: Sequence[str], title: str) -> Figure:
    """Claims, a panel a claim and unit: each judged effect with its 95 % interval, against its threshold."""
    told = {row["claim"]: row for row in answer.claims.rows()}
    panels: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in answer.effects.rows():
        if row["claim"] in ids and row["judged"] == "true":
            panels.setdefault((row["claim"], row["unit"]), []).append(row)
    heights = [len(rows) + 2.9 for rows in panels.values()]
    figure, axes = plt.subplots(len(panels), 1, figsize=(7.8, 0.24 * sum(heights) + 0.3), height_ratios=heights, squeeze=False, layout="constrained")
    before = ""
    for ax, ((claim, unit), rows) in zip(axes[:, 0], panels.items(), strict=True):
        ends = [row[key] for row in rows for key in ("ci_low", "ci_high", "above", "below") if row[key] is not None]
        low, high = min(ends), max(ends)
        margin = 0.04 * (high - low)
        ax.set_xlim(low - margin, high + margin)
        for y, row in enumerate(rows):
            colour, marker = VERDICTS[row["verdict"]]
            ax.plot([row["ci_low"], row["ci_high"]], [y, y], color=colour, linewidth=4.5, alpha=0.45)
            ax.plot(row["effect"], y, marker, color=colour, markersize=7)
            at, side = (row["above"], 1) if row["above"] is not None else (row["below"], -1)
            tick = at + side * 0.5 * margin
            ax.plot([tick, at, at, tick], [y - 0.36, y - 0.36, y + 0.36, y + 0.36], color="black", linewidth=1.4)
        if low < 0 < high:
            ax.axvline(0, color="#BBBBBB", linewidth=1, zorder=0)
        against = [f", vs {row['rival'].split(' @ ')[0]}" if row["rival"] else "" for row in rows]
        ax.set_yticks(range(len(rows)), [row["test"] + rival for row, rival in zip(rows, against, strict=True)])
        ax.set_ylim(len(rows) - 0.4, -0.6)
        ax.set_xlabel(unit, fontsize=8.5, labelpad=1)
        ax.tick_params(labelsize=8.5)
        ax.grid(axis="x", alpha=0.25)
        if claim != before:
            words = f"{claim}, {told[claim]['verdict']}. {told[claim]['statement']}"
            ax.set_title(" ", fontsize=9)  # room for words that begin where the labels do, not where the axis does
            left = ax.annotate(words, (0.012, 1), (0, 5), ("figure fraction", "axes fraction"), "offset points", fontsize=9)
            left.set_in_layout(False)
        before = claim
    figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    note(figure, f"Mark: mean over {answer.replications} paired replications, seed {answer.seed}, with its 95 % interval, effect by effect. {_VERDICTS_READ} "
                 "The bracket is the threshold and opens to the side that was claimed.")  # fmt: skip
    return figure


def claim_shares(rows: Sequence[Mapping[str, Any]], verdict: Mapping[str, str], title: str, below: str) -> Figure:
    """The share of draws in which each claim holds, with its interval; hollow where it says little for want of replications."""
    figure, ax = plt.subplots(figsize=(7.6, 0.9 + 0.3 * len(rows)), layout="constrained")
    for y, row in enumerate(rows):
        colour, marker = VERDICTS[verdict[row["claim"]]]
        says = (row["reliability"] or 0.0) >= 0.5
        ax.plot([row["ci_low"], row["ci_high"]], [y, y], color=colour, linewidth=4.5, alpha=0.45)
        ax.plot(row["share"], y, marker, color=colour, markersize=7, markerfacecolor=colour if says else "white")
    ax.set_yticks(range(len(rows)), [row["claim"] for row in rows])
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_xlim(-0.02, 1.02)
    ax.set_xlabel("share of draws in which all judged tests of the claim hold")
    ax.grid(axis="x", alpha=0.25)
    _numbers(ax, "share")
    figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    note(figure, f"{_VERDICTS_READ} {below}")
    return figure


def fates(rows: Sequence[Mapping[str, Any]], title: str, below: str) -> Figure:
    """Which claims die, and which are born, without which mechanism: those mechanisms and claims of which there are any."""
    moved = [row for row in rows if row["fate"] in ("dies", "born")]
    claims = [name for name in dict.fromkeys(row["claim"] for row in rows) if name in {row["claim"] for row in moved}]
    mechanisms = list(dict.fromkeys(row["mechanism"] for row in moved))
    figure, ax = plt.subplots(figsize=(7.6, 1.0 + 0.3 * len(mechanisms)), layout="constrained")
    looks = {"dies": ("X", "#D55E00"), "born": ("P", "#009E73")}
    for row in moved:
        marker, colour = looks[row["fate"]]
        ax.plot(claims.index(row["claim"]), mechanisms.index(row["mechanism"]), marker, color=colour, markersize=9)
    ax.set_yticks(range(len(mechanisms)), mechanisms)
    ax.set_xticks(range(len(claims)), claims)
    ax.set_ylim(len(mechanisms) - 0.5, -0.5)
    ax.set_xlim(-0.5, len(claims) - 0.5)
    ax.xaxis.tick_top()
    ax.grid(alpha=0.25)
    ax.spines[:].set_visible(False)
    figure.suptitle(title, x=0.01, ha="left", fontsize=11, fontweight="bold")
    note(figure, below)
    return figure
