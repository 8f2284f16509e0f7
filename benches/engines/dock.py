#!/usr/bin/env python3
"""Docks two builds of Verona whose model is the same and whose random numbers are not: equal in distribution.

    benches/engines/dock.py OLD_VERONA NEW_VERONA [--replications 2000] [--firms small,mid,large]

For each firm, structure and outcome, over independent replications of both builds (the old one draws from another seed as
well, so that nothing is paired), the margins below were declared before any result was seen. A figure is docked when its
90 % interval lies within its margin (two one-sided tests at 5 %):

- means: within 0.2 standard deviations of the old build's replications;
- spreads: the ratio of standard deviations within 1/1.25 to 1.25;
- quantiles: of the old build's 5, 25, 50, 75 and 95 % quantiles, the share of the new build's replications at or below them
  within 0.08 of the old build's.

Also said, without a margin: the largest |z| of a difference of means and the share above 2, of which 5 % are expected.
Outcomes that are the same number in all replications of both builds must be the same number. Exit code 0 when all figures
are docked, 1 when not. Standard library only.
"""

import argparse
import bisect
import csv
import math
import statistics
import subprocess
import sys

FIRMS = {"small": (6, 2), "mid": (40, 16), "large": (171, 69)}
MEAN, SPREAD, QUANTILE = 0.2, math.log(1.25), 0.08
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
NORMAL = 1.6448536269514722


def replications_of(verona, firm, count, seed, threads):
    """By structure and outcome, the values of all replications that have one."""
    salespeople, marketers = FIRMS[firm]
    command = [verona, "compare", "--set", f"firm.salespeople={salespeople}", "--set", f"firm.marketers={marketers}"]
    command += ["--replications", str(count), "--seed", str(seed), "--threads", str(threads), "--format", "csv"]
    values = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for row in csv.DictReader(process.stdout):
            value = float(row["value"]) if row["value"] else math.nan
            if not math.isnan(value):
                values.setdefault((row["arm"], row["outcome"]), []).append(value)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return values


def log_spread(values):
    """The logarithm of the standard deviation, and its standard error (from the fourth moment)."""
    mean, sd = statistics.fmean(values), statistics.stdev(values)
    fourth = statistics.fmean(((value - mean) / sd) ** 4 for value in values)
    return math.log(sd), math.sqrt(max(fourth - 1.0, 0.0) / (4.0 * len(values)))


def docked(old, new):
    """Of one outcome: |difference of means| in standard deviations, |z|, |log ratio of spreads|, largest difference of
    probabilities, and which of mean, spread and quantiles lie within their margins."""
    sd = statistics.stdev(old)
    difference = abs(statistics.fmean(new) - statistics.fmean(old))
    error = math.sqrt(statistics.variance(old) / len(old) + statistics.variance(new) / len(new))
    (a, ea), (b, eb) = log_spread(old), log_spread(new)
    old, new = sorted(old), sorted(new)
    probabilities, within = [], True
    for p in QUANTILES:
        at = old[min(int(p * len(old)), len(old) - 1)]
        f, g = bisect.bisect_right(old, at) / len(old), bisect.bisect_right(new, at) / len(new)
        spread = math.sqrt(f * (1 - f) / len(old) + g * (1 - g) / len(new))
        probabilities.append(abs(f - g))
        within &= abs(f - g) + NORMAL * spread <= QUANTILE
    return {
        "mean": difference / sd,
        "z": difference / error,
        "spread": abs(a - b),
        "quantile": max(probabilities),
        "within": (
            difference + NORMAL * error <= MEAN * sd,
            abs(a - b) + NORMAL * math.hypot(ea, eb) <= SPREAD,
            within,
        ),
    }


def main():
    """Runs both builds and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--replications", type=int, default=2000)
    parser.add_argument("--firms", default=",".join(FIRMS))
    parser.add_argument("--threads", type=int, default=0)
    typed = parser.parse_args()
    print("| firm | replications | figures | means docked | largest, sd | largest z | z > 2 | spreads docked | largest ratio "
          "| quantiles docked | largest |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    missed = []
    for firm in typed.firms.split(","):
        old = replications_of(typed.old, firm, typed.replications, 1, typed.threads)
        new = replications_of(typed.new, firm, typed.replications, 2, typed.threads)
        rows = []
        for key in sorted(old.keys() | new.keys()):
            a, b = old.get(key, []), new.get(key, [])
            if min(len(a), len(b)) < 0.5 * typed.replications and abs(len(a) - len(b)) < 0.1 * typed.replications:
                continue  # Mostly undefined in both.
            if a and b and len(set(a)) == 1 and set(a) == set(b):
                continue
            if min(len(a), len(b)) < 2 or len(set(a)) == 1 or len(set(b)) == 1:
                missed.append((firm, *key, "constant or undefined in one build"))
                continue
            row = docked(a, b)
            rows.append(row)
            missed += [(firm, *key, what) for what, ok in zip(("mean", "spread", "quantiles"), row["within"]) if not ok]
        n, count = len(rows), lambda i: sum(row["within"][i] for row in rows)
        most = lambda name: max(row[name] for row in rows)
        print(f"| {firm} | {typed.replications} | {n} | {count(0)} | {most('mean'):.3f} | {most('z'):.1f} "
              f"| {sum(row['z'] > 2 for row in rows) / n:.1%} | {count(1)} | {math.exp(most('spread')):.3f} | {count(2)} "
              f"| {most('quantile'):.3f} |", flush=True)
    for what in missed[:40]:
        print("not docked:", *what)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
