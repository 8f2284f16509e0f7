"""What Verona says, for mechanisms that are written a second time and docked with it."""

import csv
import io
import math
import subprocess
import sys

# Ninety per cent of a normal distribution lie within so many standard deviations of its mean.
NORMAL = 1.6448536269514722


def of_verona(verona, settings, replications, threads, seed):
    """By outcome, the values of all replications under undefined relations."""
    command = [verona, "compare", "--structures", "undefined", "--replications", str(replications)]
    command += ["--seed", str(seed), "--threads", str(threads), "--format", "csv"]
    for key, value in settings.items():
        command += ["--set", f"{key}={str(value).lower()}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"verona ended with {done.returncode}: {done.stderr[-900:]}")
    values = {}
    for row in csv.DictReader(io.StringIO(done.stdout)):
        values.setdefault(row["outcome"], []).append(float(row["value"]) if row["value"] else math.nan)
    return values
