#!/usr/bin/env python3
"""A second implementation of two mechanisms, material (shelves, drawers, search, age, reuse, requests, what marketers write about) and shared
tasks that come with leads, written from docs/odd.md, docs/reference.md and the pages of docs/model alone by somebody who had not seen the Rust,
and docked with Verona: material.py and by_mail.py, in the firm of the_odd.py.

    benches/mechanisms/from_the_odd.py --verona target/release/verona [--replications 200] [--threads 1] [--only "in drawers;on shelves"]

All other mechanisms are set to nothing by settings that are in the ODD: nobody knows anybody, trust stands still, nobody leaves, every
lead is marketing's, is handed over without hours, goes through three steps and is decided by a coin. What is left is the stream of
questions, and how each is answered; or, without any questions, the leads that come in by the general mailbox and who answers them.

Declared before the first run, at 200 replications of each version (of 336 counted days after 84 of warm-up):

- means: the 90 % interval of the difference (two one-sided tests at 5 %, Welch) must lie within the margin: 0.015 of a share for
  material_unused_share, material_by_sales_share and material_missed_share, 0.01 for tasks_missed_share, tasks_doubled_share and
  lead_leakage_all, 3 % of Verona's mean for material_per_win, material_hours_share and duplicated_work_hours;
- spreads: the ratio of standard deviations over replications must lie within 1/1.25 and 1.25.

With fewer than 150 replications that cannot be shown, and the comparison only looks for what is plainly different: a mean beyond its margin by more
than the error of the difference, or a ratio of spreads outside 1/1.8 and 1.8. The tests run it so.

What the words had not said, and was settled by a look at the source after the first comparison had failed, stands in docs/methods/verification.md.

Exit code 0 when docked, 1 when not. Standard library only.
"""

import argparse
import math
import random
import statistics
import sys

from by_mail import TASKS, shared_tasks
from material import SETTINGS, Firm
from the_odd import COMMON
from verona import NORMAL, of_verona

MARGINS = {
    "material_unused_share": (0.015, None),
    "material_by_sales_share": (0.015, None),
    "material_missed_share": (0.015, None),
    "material_per_win": (None, 0.03),
    "material_hours_share": (None, 0.03),
    "duplicated_work_hours": (None, 0.03),
    "tasks_missed_share": (0.01, None),
    "tasks_doubled_share": (0.01, None),
    "lead_leakage_all": (0.01, None),
}


def dock(verona, name, replications, threads, number):
    """Whether both give the same outcomes in distribution at one setting."""
    settings = {**SETTINGS, **TASKS}[name]
    theirs = of_verona(verona, {**COMMON, **settings}, replications, threads, 300 + number)
    rng = random.Random(number)
    ours = [shared_tasks(settings, rng) if name in TASKS else Firm(settings, rng).run() for _ in range(replications)]
    whole = True
    for outcome in ours[0]:
        absolute, relative = MARGINS[outcome]
        a, b = theirs[outcome], [replication[outcome] for replication in ours]
        mean = statistics.fmean(a)
        difference = statistics.fmean(b) - mean
        error = NORMAL * math.sqrt(statistics.variance(a) / len(a) + statistics.variance(b) / len(b))
        margin = absolute if absolute is not None else relative * mean
        spread = statistics.stdev(b) / statistics.stdev(a)
        most, slack = (1.25, -error) if replications >= 150 else (1.8, error)
        docked = abs(difference) < margin + slack and 1.0 / most < spread < most
        whole &= docked
        print(
            f"{'shared tasks' if name in TASKS else 'material'}, {name}, {outcome}: Verona {mean:.4f}, second {statistics.fmean(b):.4f}, difference {difference:+.4f} "
            f"± {error:.4f} within {margin:.4f}, spreads {spread:.2f}: {'docked' if docked else 'NOT DOCKED'}",
            flush=True,
        )
    return whole


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verona", required=True)
    parser.add_argument("--replications", type=int, default=200)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--only", default=";".join([*SETTINGS, *TASKS]), help="settings to dock, by semicolon")
    asked = parser.parse_args()
    only = asked.only.split(";")
    names = enumerate([*SETTINGS, *TASKS])
    done = [dock(asked.verona, name, asked.replications, asked.threads, at) for at, name in names if name in only]
    sys.exit(0 if done and all(done) else 1)


if __name__ == "__main__":
    main()
