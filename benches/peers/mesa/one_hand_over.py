#!/usr/bin/env python3
"""One hand-over (../DECLARATION.md), written in Mesa 3 as its users would write it: agents that act by type, in order."""

import argparse
import math
from collections import Counter

from mesa import Agent, Model

SIZES = {"small": (6, 2), "mid": (105, 35), "large": (1500, 500)}
TEAM, WARM_UP, COUNTED = 15, 63, 126
DAY, WORK, HAND_OVER = 8.0, 6.0, 0.7
PROSPECTS = 10 * DAY / WORK
CAPTURE, HALF_EFFORT = 0.8, 2.5
SKILL_SPREAD, PATIENCE, PATIENCE_SPREAD = 0.2, 6.0, 0.5
WIN, SKILL_GAIN, DECAY = 0.3, 0.6, 0.25


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


class Salesperson(Agent):
    """Works the leads of one territory, the highest mark first."""

    def __init__(self, model):
        super().__init__(model)
        self.skill = math.exp(SKILL_SPREAD * self.random.gauss(0, 1) - SKILL_SPREAD**2 / 2)
        self.work_of_a_deal = WORK / math.sqrt(self.skill)
        self.log_odds = math.log(WIN / (1 - WIN)) + SKILL_GAIN * math.log(self.skill)
        self.team = []
        self.leads = []

    def attract(self):
        """Prospects of the day become leads in the outboxes of the team's marketers."""
        today, random = self.model.day, self.random
        for _ in range(self.model.poisson(PROSPECTS)):
            marketer = random.choice(self.team)
            if random.random() < marketer.chance_to_capture():
                interest = today + random.random()
                patience = max(1.0, PATIENCE * math.exp(PATIENCE_SPREAD * random.gauss(0, 1)))
                lead = Lead(interest, int(interest + patience), self.work_of_a_deal, random.random())
                marketer.outbox.append((lead, self))

    def work(self):
        """A day's work on the list."""
        today, used = self.model.day, 0.0
        waiting = []
        for lead in self.leads:
            if lead.last_day >= today:
                waiting.append(lead)
            else:
                self.model.lose(leaked=lead.response is None)
        waiting.sort(key=lambda lead: lead.mark)
        while waiting and used < DAY:
            lead = waiting[-1]
            if lead.response is None:
                lead.response = max(0.1, DAY * (today - lead.interest) + used)
                self.model.note_response(lead.response)
            spent = min(lead.left, DAY - used)
            used += spent
            lead.left -= spent
            if lead.left <= 0:
                waiting.pop()
                odds = self.log_odds - DECAY * math.log((1 + lead.response) / 9)
                self.model.decide(won=self.random.random() < 1 / (1 + math.exp(-odds)))
        self.leads = waiting


class Marketer(Agent):
    """Captures prospects and hands leads over."""

    def __init__(self, model):
        super().__init__(model)
        self.effort = 2.0
        self.hours_left = DAY
        self.outbox = []

    def chance_to_capture(self):
        """The chance that a prospect addressed by this marketer becomes a lead."""
        hours = self.model.staffing * self.effort
        return CAPTURE * hours / (hours + HALF_EFFORT)

    def hand_over(self):
        """Hands leads over, from the front of the outbox, while hours last."""
        self.hours_left, kept = DAY, []
        for lead, salesperson in self.outbox:
            if lead.last_day < self.model.day:
                self.model.lose(leaked=True)
            elif self.hours_left >= HAND_OVER:
                self.hours_left -= HAND_OVER
                salesperson.leads.append(lead)
            else:
                kept.append((lead, salesperson))
        self.outbox = kept

    def evening(self):
        """The hours that hand-overs have left go into campaigns."""
        self.effort += 0.1 * (self.hours_left - self.effort)


class OneHandOver(Model):
    """The firm."""

    def __init__(self, salespeople, marketers, rng):
        super().__init__(rng=rng)
        self.staffing = marketers / salespeople / 0.4
        self.day = 0
        # A list, since looking one agent of a set up by its number goes through all of them.
        sellers = self.sellers = list(Salesperson.create_agents(self, salespeople))
        hands = Marketer.create_agents(self, marketers)
        teams = -(-salespeople // TEAM)
        members = [[] for _ in range(teams)]
        for number, marketer in enumerate(hands):
            members[number % teams].append(marketer)
        for number, salesperson in enumerate(sellers):
            salesperson.team = members[number // TEAM]
        self.count_anew()

    def count_anew(self):
        """Forgets what has been counted."""
        self.leaked = self.ended = self.wins = 0
        self.responses = Counter()

    def poisson(self, mean):
        """A Poisson number by multiplying uniforms; faster here than asking numpy for one number."""
        limit, product, count = math.exp(-mean), self.random.random(), 0
        while product > limit:
            product *= self.random.random()
            count += 1
        return count

    def lose(self, leaked):
        """A lead's interest has run out."""
        self.ended += 1
        self.leaked += leaked

    def decide(self, won):
        """A lead's work is done."""
        self.ended += 1
        self.wins += won

    def note_response(self, hours):
        """Counts a first response."""
        self.responses[int(8 * math.log2(max(hours / 0.1, 1.0)))] += 1

    def step(self):
        """One working day."""
        if self.day == WARM_UP:
            self.count_anew()
        salespeople, marketers = self.agents_by_type[Salesperson], self.agents_by_type[Marketer]
        for territory in territories(len(self.sellers), self.day):
            self.sellers[territory].attract()
        marketers.do("hand_over")
        salespeople.do("work")
        marketers.do("evening")
        self.day += 1

    def waiting(self, p):
        """The quantile of responses at p."""
        rank, below = p * self.responses.total(), 0
        for k in sorted(self.responses):
            if below + self.responses[k] >= rank:
                return 0.1 * 2 ** ((k + (rank - below) / self.responses[k]) / 8)
            below += self.responses[k]
        return math.nan


def main():
    """Prints the replications as CSV."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--replications", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    typed = parser.parse_args()
    print("replication,leakage,waiting_median,waiting_p90,wins")
    for number in range(1, typed.replications + 1):
        model = OneHandOver(*SIZES[typed.size], rng=typed.seed * 1_000_003 + number)
        for _ in range(WARM_UP + COUNTED):
            model.step()
        leakage = model.leaked / model.ended
        print(number, leakage, model.waiting(0.5), model.waiting(0.9), model.wins, sep=",", flush=True)


if __name__ == "__main__":
    main()
