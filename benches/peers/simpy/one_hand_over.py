#!/usr/bin/env python3
"""One hand-over (../DECLARATION.md), written in SimPy as its users would write it: people are processes, work is a timeout.

The clock runs in hours, 24 a day: prospects come at 0, marketers hand over from 0 to 8, salespeople work from 8 to 16, so that
nobody's work overlaps with what it depends on.
"""

import argparse
import math
import random
from collections import Counter

import simpy

SIZES = {"small": (6, 2), "mid": (105, 35), "large": (1500, 500)}
TEAM, WARM_UP, COUNTED = 15, 63, 126
DAY, WORK, HAND_OVER = 8.0, 6.0, 0.7
PROSPECTS = 10 * DAY / WORK
CAPTURE, HALF_EFFORT = 0.8, 2.5
SKILL_SPREAD, PATIENCE, PATIENCE_SPREAD = 0.2, 6.0, 0.5
WIN, SKILL_GAIN, DECAY = 0.3, 0.6, 0.25
CLOCK = 24.0


def turns(count, day):
    """Who of so many comes first on a day, who second, and so on."""
    start, step = day % count, -1 if day // count % 2 else 1
    return ((start + step * i) % count for i in range(count))


def territories(salespeople, day):
    """Territories in the turns of a day, team by team."""
    for team in turns(-(-salespeople // TEAM), day):
        first = team * TEAM
        yield from (first + place for place in turns(min(TEAM, salespeople - first), day))


class Lead:
    """Interest that a marketer has captured."""

    __slots__ = ("interest", "last_day", "left", "mark", "response")

    def __init__(self, interest, last_day, left, mark):
        self.interest = interest
        self.last_day = last_day
        self.left = left
        self.mark = mark
        self.response = None


class Firm:
    """What all processes share: the random numbers and the counts."""

    def __init__(self, env, salespeople, marketers, seed):
        self.env = env
        self.random = random.Random(seed)
        self.staffing = marketers / salespeople / 0.4
        self.leaked = self.ended = self.wins = 0
        self.responses = Counter()
        teams = -(-salespeople // TEAM)
        self.teams = [[] for _ in range(teams)]
        for number in range(marketers):
            self.teams[number % teams].append(Marketer(self))
        self.salespeople = [Salesperson(self, self.teams[number // TEAM]) for number in range(salespeople)]
        env.process(self.market())

    def market(self):
        """Prospects come at the beginning of every day."""
        for day in range(WARM_UP + COUNTED):
            if day == WARM_UP:
                self.leaked = self.ended = self.wins = 0
                self.responses = Counter()
            for territory in territories(len(self.salespeople), day):
                self.salespeople[territory].attract(day)
            yield self.env.timeout(CLOCK)

    def poisson(self, mean):
        """A Poisson number by multiplying uniforms."""
        limit, product, count = math.exp(-mean), self.random.random(), 0
        while product > limit:
            product *= self.random.random()
            count += 1
        return count

    def waiting(self, p):
        """The quantile of responses at p."""
        rank, below = p * self.responses.total(), 0
        for k in sorted(self.responses):
            if below + self.responses[k] >= rank:
                return 0.1 * 2 ** ((k + (rank - below) / self.responses[k]) / 8)
            below += self.responses[k]
        return math.nan


class Marketer:
    """Captures prospects and hands leads over."""

    def __init__(self, firm):
        self.firm = firm
        self.effort = 2.0
        self.outbox = []
        firm.env.process(self.days())

    def chance_to_capture(self):
        """The chance that a prospect addressed by this marketer becomes a lead."""
        hours = self.firm.staffing * self.effort
        return CAPTURE * hours / (hours + HALF_EFFORT)

    def days(self):
        """Hands leads over, from the front of the outbox, while hours last; the rest goes into campaigns."""
        env, firm = self.firm.env, self.firm
        # Behind the market of the same instant.
        yield env.timeout(0)
        for day in range(WARM_UP + COUNTED):
            hours, kept = DAY, []
            for lead, salesperson in self.outbox:
                if lead.last_day < day:
                    firm.ended += 1
                    firm.leaked += 1
                elif hours >= HAND_OVER:
                    hours -= HAND_OVER
                    yield env.timeout(HAND_OVER)
                    salesperson.leads.append(lead)
                else:
                    kept.append((lead, salesperson))
            self.outbox = kept
            self.effort += 0.1 * (hours - self.effort)
            yield env.timeout((day + 1) * CLOCK + 1e-6 - env.now)


class Salesperson:
    """Works the leads of one territory, the highest mark first."""

    def __init__(self, firm, team):
        self.firm = firm
        self.team = team
        skill = math.exp(SKILL_SPREAD * firm.random.gauss(0, 1) - SKILL_SPREAD**2 / 2)
        self.work_of_a_deal = WORK / math.sqrt(skill)
        self.log_odds = math.log(WIN / (1 - WIN)) + SKILL_GAIN * math.log(skill)
        self.leads = []
        firm.env.process(self.days())

    def attract(self, day):
        """Prospects of the day become leads in the outboxes of the team's marketers."""
        rng = self.firm.random
        for _ in range(self.firm.poisson(PROSPECTS)):
            marketer = rng.choice(self.team)
            if rng.random() < marketer.chance_to_capture():
                interest = day + rng.random()
                patience = max(1.0, PATIENCE * math.exp(PATIENCE_SPREAD * rng.gauss(0, 1)))
                lead = Lead(interest, int(interest + patience), self.work_of_a_deal, rng.random())
                marketer.outbox.append((lead, self))

    def days(self):
        """Works every day from the end of the hand-overs."""
        env, firm = self.firm.env, self.firm
        for day in range(WARM_UP + COUNTED):
            yield env.timeout(day * CLOCK + DAY - env.now)
            waiting = []
            for lead in self.leads:
                if lead.last_day >= day:
                    waiting.append(lead)
                else:
                    firm.ended += 1
                    firm.leaked += lead.response is None
            waiting.sort(key=lambda lead: lead.mark)
            used = 0.0
            while waiting and used < DAY:
                lead = waiting[-1]
                if lead.response is None:
                    lead.response = max(0.1, DAY * (day - lead.interest) + used)
                    firm.responses[int(8 * math.log2(max(lead.response / 0.1, 1.0)))] += 1
                spent = min(lead.left, DAY - used)
                yield env.timeout(spent)
                used += spent
                lead.left -= spent
                if lead.left <= 0:
                    waiting.pop()
                    firm.ended += 1
                    odds = self.log_odds - DECAY * math.log((1 + lead.response) / 9)
                    firm.wins += firm.random.random() < 1 / (1 + math.exp(-odds))
            self.leads = waiting


def main():
    """Prints the replications as CSV."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--replications", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    typed = parser.parse_args()
    print("replication,leakage,waiting_median,waiting_p90,wins")
    for number in range(1, typed.replications + 1):
        env = simpy.Environment()
        firm = Firm(env, *SIZES[typed.size], seed=typed.seed * 1_000_003 + number)
        env.run()
        print(number, firm.leaked / firm.ended, firm.waiting(0.5), firm.waiting(0.9), firm.wins, sep=",", flush=True)


if __name__ == "__main__":
    main()
