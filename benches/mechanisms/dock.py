#!/usr/bin/env python3
"""A second implementation of two mechanisms, shared tasks and attribution, written from docs/odd.md and the pages it links to
(docs/model/shared.md, docs/model/blame.md), and docked with Verona.

    benches/mechanisms/dock.py --verona target/debug/verona [--replications 300] [--threads 1]

Each mechanism is taken out of the rest by settings that are in the ODD: nobody knows anybody (`attention.ties`), trust stands still, nobody
leaves. The margins of the shared tasks were declared
before the first run; how attribution is compared, and which other mechanisms are switched off for it, was changed after looking. Whoever wrote
it had seen the files in Rust:

- shared tasks: of each setting, the mean of the missed and of the doubled share is docked when the 90 % interval of the difference of means lies
  within 0.02 (two one-sided tests at 5 %), and the ratio of standard deviations over replications lies within 1/1.25 and 1.25;
- attribution: the shares are no matter of chance but for how many items were of which kind, which the second implementation does not know. It
  learns these two numbers from two runs in which only the rules of attribution differ, and must then give the shares under three other sets of
  rules, of the same futures, to within 1e-9, in every replication.

Exit code 0 when docked, 1 when not. Standard library only.
"""

import argparse
import math
import random
import statistics
import sys

from verona import NORMAL, of_verona

MARGIN, SPREAD = 0.02, 1.25

# What both have in common.
FIRM = {
    "firm.salespeople": 24, "firm.marketers": 9, "firm.span": 8,
    "attention.ties": 0, "people.leaving": 0.0, "culture.initial_trust": 0.4,
    "trust.gain": 0.0, "trust.loss": 0.0, "trust.grudge": 0.0, "trust.contact": 0.0,
    "trust.waiting": 0.0, "trust.rebuff": 0.0, "trust.over_head": 0.0,
    "operating.rules": 0.0, "operating.joint_reward": 0.0, "coordination.conflict_threshold": 100.0,
    "learning.hours": 0.0, "learning.lesson": 0.0, "learning.process": 0.0,
    "plan.days": 504, "plan.warm_up": 63,
}
SALESPEOPLE, MARKETERS, SPAN = 24, 9, 8
MONTHS = 24

SHARED = {
    "culture.blame": 0.0,
    "shared.mailbox": 0.0, "shared.fair_interval": 0, "shared.unready": 0.0, "shared.renewals": 0.0,
    "shared.price_changes": 42.0, "shared.misquote": 0.0, "market.speed": 1.0,
}
SETTINGS = {
    "nobody's": {"operating.system": 0.0, "shared.cost": 0.3},
    "half on record": {"operating.system": 0.5, "shared.cost": 0.3},
    "dear": {"operating.system": 0.0, "shared.cost": 0.7},
}

ATTRIBUTION = {
    "culture.blame_dispersion": 0.0, "culture.temper": 0.0, "blame.contagion": 0.0, "blame.quota": 0.01,
    "operating.system": 1.0, "operating.record_acceptance": True, "market.reach": 0.8, "offer.deal_size": 0.0, "market.capture_half_effort": 0.2,
    # What is put down to whom changes nothing of what people do: no lessons, no accusations, no contest of the budget.
    "people.stake": 0.0, "attention.learning": 0.0, "information.observation_noise": 100.0, "market.message_weight": 0.0,
    "budget.credit": 0.0, "budget.misses": 0.0, "budget.blame": 0.0, "price.authority": 0.0, "price.typical": 0.0,
    "pay.accelerator": 0.0, "pay.breadth": 0.0,
}
# The rules of attribution: from the first two runs the second implementation learns how many items were of which kind, for the
# others it must then know all shares.
RULES = [
    {"blame": 0.4, "unclear": 0.45, "self_serving": 2.5, "shield": 0.4, "process": 0.1, "market": 0.3},
    {"blame": 0.9, "unclear": 0.20, "self_serving": 3.0, "shield": 0.4, "process": 0.1, "market": 0.3},
    {"blame": 0.1, "unclear": 0.80, "self_serving": 4.0, "shield": 0.0, "process": 0.4, "market": 0.2},
    {"blame": 0.7, "unclear": 0.00, "self_serving": 1.0, "shield": 0.9, "process": 0.0, "market": 1.0},
    {"blame": 1.0, "unclear": 1.00, "self_serving": 9.0, "shield": 0.5, "process": 0.2, "market": 0.0},
]


# ------------------------------------------------------------------------------------------- shared tasks, a second time


def volunteers(r, n):
    """The chance that each of n acts."""
    if n == 1:
        return 1.0 if r < 1.0 else 0.0
    return max(0.0, 1.0 - r ** (1.0 / (n - 1)))


def teams():
    """Who sees the tasks of each team: its salespeople and the marketers of its segment, as far as attention goes."""
    count = max(1, math.ceil(SALESPEOPLE / SPAN))
    segments = min(count, max(MARKETERS, 1))
    size = math.ceil(SALESPEOPLE / count)
    for team in range(count):
        sellers = min(SALESPEOPLE, (team + 1) * size) - team * size
        marketers = sum(1 for m in range(MARKETERS) if m % segments == team % segments)
        yield min(sellers, 16) + min(marketers, 8)


def shared_tasks(setting, rng):
    """The shares of tasks missed and done twice in one replication: prices that change, month by month and team by team."""
    trust, named, talk = FIRM["culture.initial_trust"], FIRM["operating.rules"], 0.0
    r = setting["shared.cost"] * (1.5 - trust)
    assigned = 1.0 - (1.0 - named) * (1.0 - setting["operating.system"]) * (1.0 - talk)
    changes = SHARED["shared.price_changes"] * SHARED["market.speed"] / 12.0
    arisen = missed = doubled = 0
    for _ in range(MONTHS):
        for n in teams():
            for _ in range(int(changes + rng.random())):
                arisen += 1
                if rng.random() < assigned:
                    continue
                act = volunteers(r, n)
                doers = sum(rng.random() < act for _ in range(n))
                missed += doers == 0
                doubled += doers > 1
    return missed / arisen, doubled / arisen


def dock_shared(verona, replications, threads):
    """Whether both give the same shares in distribution."""
    whole = True
    for number, (name, setting) in enumerate(SETTINGS.items()):
        theirs = of_verona(verona, {**FIRM, **SHARED, **setting}, replications, threads, 100 + number)
        rng = random.Random(number)
        ours = [shared_tasks(setting, rng) for _ in range(replications)]
        for place, outcome in enumerate(("tasks_missed_share", "tasks_doubled_share")):
            a, b = theirs[outcome], [replication[place] for replication in ours]
            difference = statistics.fmean(a) - statistics.fmean(b)
            error = math.sqrt(statistics.variance(a) / len(a) + statistics.variance(b) / len(b))
            ratio = statistics.stdev(a) / statistics.stdev(b)
            docked = abs(difference) + NORMAL * error < MARGIN and 1.0 / SPREAD < ratio < SPREAD
            whole &= docked
            print(
                f"shared tasks, {name}, {outcome}: Verona {statistics.fmean(a):.4f}, second {statistics.fmean(b):.4f}, "
                f"difference {difference:+.4f} ± {NORMAL * error:.4f}, spreads {ratio:.2f}: {'docked' if docked else 'NOT DOCKED'}"
            )
    return whole


# -------------------------------------------------------------------------------------------- attribution, a second time


def shares(rule, unclear):
    """In which shares a person puts an item down to self, the other function, the own function and the market: two bosses, no joint
    reward, no shortfall, nobody known."""
    weights = (
        1.0 - rule["shield"],
        rule["self_serving"] * unclear * rule["blame"],
        rule["self_serving"] * rule["process"],
        rule["self_serving"] * rule["market"],
    )
    total = sum(weights)
    return [weight / total for weight in weights] if total > 0.0 else [1.0, 0.0, 0.0, 0.0]


def kinds(rule):
    """What an item of each kind is answered for, and in which shares of that: of one function alone; of both; of both, but with
    nobody in particular of the other function, so that the owner alone explains it."""
    alone, owner, other = (shares(rule, unclear) for unclear in (0.0, rule["unclear"], 1.0))
    both = [a + rule["unclear"] * b for a, b in zip(owner, other)]
    return [(1.0, alone), (1.0 + rule["unclear"], both), (1.0, owner)]


def told(rule, mixture):
    """The shares of all that is answered for, of items of the three kinds in this mixture."""
    found = kinds(rule)
    answered = sum(part * weight for part, (weight, _) in zip(mixture, found))
    return [sum(part * sums[at] for part, (_, sums) in zip(mixture, found)) / answered for at in range(4)]


def mixture_of(observed):
    """The mixture of kinds, from the share of oneself under the first two rules: two equations, linear in the parts of the second and
    the third kind."""
    rows = []
    for rule, (own_self, _, _) in zip(RULES[:2], observed):
        (w0, s0), (w1, s1), (w2, s2) = kinds(rule)
        # sum of parts x (sums - told x weight) = 0, with the first part 1 - b - c
        first = s0[0] - own_self * w0
        rows.append((s1[0] - own_self * w1 - first, s2[0] - own_self * w2 - first, -first))
    (a, b, e), (c, d, f) = rows
    det = a * d - b * c
    second, third = (e * d - b * f) / det, (a * f - e * c) / det
    return [1.0 - second - third, second, third]


def dock_attribution(verona, replications, threads):
    """Whether the shares of Verona are those of the equations, for rules from which nothing was learned."""
    runs = []
    for rule in RULES:
        settings = {f"blame.{key}": value for key, value in rule.items() if key != "blame"}
        values = of_verona(verona, {**FIRM, **ATTRIBUTION, **settings, "culture.blame": rule["blame"]}, replications, threads, 7)
        names = ("attributed_to_self", "attributed_to_own_function", "attributed_to_market")
        runs.append(list(zip(*(values[name] for name in names))))
    worst = 0.0
    for replication in range(replications):
        observed = [run[replication] for run in runs]
        if any(math.isnan(value) for run in observed for value in run):
            sys.exit("nothing failed, so that nothing was put down to anybody")
        mixture = mixture_of(observed)
        if min(mixture) < -1e-9:
            worst = math.inf
        for rule, found in zip(RULES[2:], observed[2:]):
            own_self, _, own_function, market = told(rule, mixture)
            worst = max(worst, *(abs(a - b) for a, b in zip((own_self, own_function, market), found)))
    docked = worst < 1e-9
    print(f"attribution, {replications} replications: largest difference {worst:.2e}: {'docked' if docked else 'NOT DOCKED'}")
    return docked


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verona", required=True)
    parser.add_argument("--replications", type=int, default=300)
    parser.add_argument("--threads", type=int, default=0)
    asked = parser.parse_args()
    done = [
        dock_shared(asked.verona, asked.replications, asked.threads),
        dock_attribution(asked.verona, max(5, asked.replications // 10), asked.threads),
    ]
    sys.exit(0 if all(done) else 1)


if __name__ == "__main__":
    main()
