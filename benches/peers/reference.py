#!/usr/bin/env python3
"""One hand-over, written afresh from DECLARATION.md in plain Python, without a look at Verona's code.

It is the independent second implementation with which Verona is docked. Standard library only.
"""

import argparse
import math
import random

SIZES = {"small": (6, 2), "mid": (105, 35), "large": (1500, 500)}
TEAM = 15
WARM_UP, COUNTED = 63, 126
DAY = 8.0
WORK = 6.0
PROSPECTS = 10 * DAY / WORK
HAND_OVER = 0.7
CAPTURE, HALF_EFFORT = 0.8, 2.5
SKILL_SPREAD = 0.2
PATIENCE, PATIENCE_SPREAD = 6.0, 0.5
WIN, SKILL_GAIN, DECAY = 0.3, 0.6, 0.25


class Lead:
    """A lead: who owns it, when interest came, until when it lasts, its mark and its work left."""

    __slots__ = ("territory", "interest", "last_day", "mark", "left", "response")

    def __init__(self, territory, interest, last_day, mark, left):
        self.territory = territory
        self.interest = interest
        self.last_day = last_day
        self.mark = mark
        self.left = left
        self.response = None


def turns(count, day):
    """Who of so many comes first on a day, who second, and so on."""
    start, step = day % count, -1 if day // count % 2 else 1
    return ((start + step * i) % count for i in range(count))


def territories(salespeople, day):
    """Territories in the turns of a day, team by team."""
    for team in turns(-(-salespeople // TEAM), day):
        first = team * TEAM
        yield from (first + place for place in turns(min(TEAM, salespeople - first), day))


def poisson(rng, mean):
    """A Poisson number, by multiplying uniforms (Knuth)."""
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def quantile(bins, p):
    """The quantile of a histogram with eight bins a doubling from a tenth."""
    rank, below = p * sum(bins.values()), 0
    for k in sorted(bins):
        if below + bins[k] >= rank:
            return 0.1 * 2 ** ((k + (rank - below) / bins[k]) / 8)
        below += bins[k]
    return math.nan


def replicate(salespeople, marketers, rng):
    """One replication: leakage, median and 90th percentile of waiting, wins."""
    teams = -(-salespeople // TEAM)
    staffing = marketers / salespeople / 0.4
    of_team = [[m for m in range(marketers) if m % teams == team] for team in range(teams)]
    skill = [math.exp(SKILL_SPREAD * rng.gauss(0, 1) - SKILL_SPREAD**2 / 2) for _ in range(salespeople)]
    deal = [WORK / math.sqrt(s) for s in skill]
    base = [math.log(WIN / (1 - WIN)) + SKILL_GAIN * math.log(s) for s in skill]
    effort = [2.0] * marketers
    outbox = [[] for _ in range(marketers)]
    lists = [[] for _ in range(salespeople)]
    leaked = ended = wins = 0
    bins = {}
    uniform = rng.random

    for day in range(WARM_UP + COUNTED):
        if day == WARM_UP:
            leaked = ended = wins = 0
            bins = {}

        chance = [CAPTURE * staffing * e / (staffing * e + HALF_EFFORT) for e in effort]
        for territory in territories(salespeople, day):
            team = of_team[territory // TEAM]
            for _ in range(poisson(rng, PROSPECTS)):
                m = team[int(uniform() * len(team))]
                if uniform() < chance[m]:
                    interest = day + uniform()
                    patience = max(1.0, PATIENCE * math.exp(PATIENCE_SPREAD * rng.gauss(0, 1)))
                    outbox[m].append(Lead(territory, interest, int(interest + patience), uniform(), deal[territory]))

        for m in range(marketers):
            hours, kept = DAY, []
            for lead in outbox[m]:
                if lead.last_day < day:
                    leaked += 1
                    ended += 1
                elif hours >= HAND_OVER:
                    hours -= HAND_OVER
                    lists[lead.territory].append(lead)
                else:
                    kept.append(lead)
            outbox[m] = kept
            effort[m] += 0.1 * (hours - effort[m])

        for seller in range(salespeople):
            waiting = []
            for lead in lists[seller]:
                if lead.last_day >= day:
                    waiting.append(lead)
                else:
                    ended += 1
                    leaked += lead.response is None
            waiting.sort(key=lambda lead: lead.mark)
            used = 0.0
            while waiting and used < DAY:
                lead = waiting[-1]
                if lead.response is None:
                    lead.response = max(0.1, DAY * (day - lead.interest) + used)
                    k = int(8 * math.log2(max(lead.response / 0.1, 1.0)))
                    bins[k] = bins.get(k, 0) + 1
                spent = min(lead.left, DAY - used)
                used += spent
                lead.left -= spent
                if lead.left <= 0:
                    waiting.pop()
                    ended += 1
                    odds = base[seller] - DECAY * math.log((1 + lead.response) / 9)
                    wins += uniform() < 1 / (1 + math.exp(-odds))
            lists[seller] = waiting

    return leaked / ended, quantile(bins, 0.5), quantile(bins, 0.9), wins


def main():
    """Prints the replications as CSV."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--replications", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    typed = parser.parse_args()
    print("replication,leakage,waiting_median,waiting_p90,wins")
    for number in range(1, typed.replications + 1):
        values = replicate(*SIZES[typed.size], random.Random(typed.seed * 1_000_003 + number))
        print(number, *values, sep=",", flush=True)


if __name__ == "__main__":
    main()
