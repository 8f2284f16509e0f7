#!/usr/bin/env python3
"""Docks a version of the one hand-over model with Verona: equal in distribution, by equivalence tests.

The outputs, the margins and the tests are those of DECLARATION.md. Exit code 0 when docked, 1 when not, 2 when something
could not be run. Standard library only.
"""

import argparse
import csv
import io
import math
import shlex
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPLICATIONS = {"small": 500, "mid": 500, "large": 500}
WORKERS = {"small": (6, 2), "mid": (105, 35), "large": (1500, 500)}
SPAN, YEAR = 15, 252
OUTPUTS = ("leakage", "waiting_median", "waiting_p90", "wins")
# The margin of each mean: absolute, or as a share of Verona's mean.
MARGINS = {
    "leakage": (0.01, "absolute"),
    "waiting_median": (0.10, "relative"),
    "waiting_p90": (0.03, "relative"),
    "wins": (0.02, "relative"),
}
SPREAD_MARGIN = math.log(1.25)


class CannotRun(Exception):
    """A command did not give what was expected of it."""


def run(command):
    """The standard output of a command."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise CannotRun(f"{command[0]}: {error}") from error
    if done.returncode != 0:
        raise CannotRun(f"{shlex.join(command)} ended with {done.returncode}: {done.stderr.strip()[-400:]}")
    return done.stdout


def of_verona(verona, size, replications, threads, seed):
    """Verona's outputs, from the rows that `verona compare` prints."""
    scenario = HERE / f"one-hand-over-{size}.toml"
    command = [verona, "compare", str(scenario), "--replications", str(replications), "--seed", str(seed)]
    text = run([*command, "--threads", str(threads), "--format", "csv"])
    salespeople, marketers = WORKERS[size]
    heads = salespeople + marketers + salespeople // SPAN + marketers // SPAN
    names = {
        "lead_leakage_all": ("leakage", 1.0),
        "response_time_median": ("waiting_median", 1.0),
        "response_time_p90": ("waiting_p90", 1.0),
        # Verona's is by head and year; 126 of 252 days are counted.
        "wins_per_head": ("wins", heads * 126 / YEAR),
    }
    values = {output: [] for output in OUTPUTS}
    for row in csv.DictReader(io.StringIO(text)):
        if row["outcome"] in names:
            output, scale = names[row["outcome"]]
            values[output].append(float(row["value"]) * scale)
    return values


def of_peer(command, size, replications, seed):
    """Another version's outputs, from the CSV that it prints."""
    arguments = ["--size", size, "--replications", str(replications), "--seed", str(seed)]
    rows = list(csv.DictReader(io.StringIO(run([*shlex.split(command), *arguments]))))
    try:
        return {output: [float(row[output]) for row in rows] for output in OUTPUTS}
    except (KeyError, ValueError) as error:
        raise CannotRun(f"{command} prints no number for {error}") from error


def student(p, freedom):
    """The quantile of Student's t, by its expansion about the normal one (good to 1e-4 from 30 degrees of freedom)."""
    z = statistics.NormalDist().inv_cdf(p)
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


def means(a, b):
    """The difference of means of b and a with its 90 % interval (Welch)."""
    u, v = statistics.variance(a) / len(a), statistics.variance(b) / len(b)
    error = math.sqrt(u + v)
    difference = statistics.fmean(b) - statistics.fmean(a)
    if error == 0:
        return difference, difference, difference
    freedom = (u + v) ** 2 / (u**2 / (len(a) - 1) + v**2 / (len(b) - 1))
    half = student(0.95, freedom) * error
    return difference, difference - half, difference + half


def spreads(a, b):
    """The log ratio of standard deviations of b and a with its 90 % interval."""

    def log_spread(values):
        mean, variance = statistics.fmean(values), statistics.variance(values)
        kurtosis = statistics.fmean((x - mean) ** 4 for x in values) / variance**2
        return 0.5 * math.log(variance), (kurtosis - 1) / (4 * len(values))

    (one, v), (other, w) = log_spread(a), log_spread(b)
    half = statistics.NormalDist().inv_cdf(0.95) * math.sqrt(v + w)
    return other - one, other - one - half, other - one + half


def dock(verona, peer):
    """One line of judgement for every output; the second value says whether all are within their margins."""
    lines, docked = [], True
    for output in OUTPUTS:
        a, b = verona[output], peer[output]
        if len(a) != len(b) or len(a) < 30 or not all(map(math.isfinite, a + b)):
            return [f"{output}: {len(a)} and {len(b)} values, or some are not numbers; no verdict"], False
        size, kind = MARGINS[output]
        margin = size if kind == "absolute" else size * abs(statistics.fmean(a))
        difference, low, high = means(a, b)
        ratio, least, most = spreads(a, b)
        same_mean = -margin < low and high < margin
        same_spread = -SPREAD_MARGIN < least and most < SPREAD_MARGIN
        docked = docked and same_mean and same_spread
        lines.append(
            f"{output:15} Verona {statistics.fmean(a):9.4f}  peer {statistics.fmean(b):9.4f}  "
            f"difference {difference:+8.4f} [{low:+8.4f}, {high:+8.4f}] within ±{margin:.4f}: {'yes' if same_mean else 'NO '}  "
            f"spread ratio {math.exp(ratio):.3f} [{math.exp(least):.3f}, {math.exp(most):.3f}] "
            f"within 0.8 to 1.25: {'yes' if same_spread else 'NO'}"
        )
    return lines, docked


def main():
    """Runs both versions and judges."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--verona", required=True, help="the verona command to dock with")
    parser.add_argument("--size", choices=REPLICATIONS, default="small")
    parser.add_argument("--replications", type=int, help="replications of each; the declaration's number without it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0, help="threads for Verona; 0 is one a core")
    parser.add_argument("--peer", default=f"{shlex.quote(sys.executable)} {shlex.quote(str(HERE / 'reference.py'))}")
    typed = parser.parse_args()
    replications = typed.replications or REPLICATIONS[typed.size]
    try:
        ours = of_verona(typed.verona, typed.size, replications, typed.threads, typed.seed)
        theirs = of_peer(typed.peer, typed.size, replications, typed.seed)
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 2
    lines, docked = dock(ours, theirs)
    print(*lines, sep="\n")
    print(f"{'docked' if docked else 'NOT docked'} at the {typed.size} size over {replications} replications each")
    return 0 if docked else 1


if __name__ == "__main__":
    sys.exit(main())
