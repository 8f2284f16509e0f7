"""Shared tasks that come with leads, a second time: who answers the general mailbox, and what is lost."""

import math

from the_odd import (
    COMMON, DAY_HOURS, DAYS, DEAL_HOURS, DEFAULTS, HEADS, LOAD, MARKETERS,
    MONTH, SALESPEOPLE, SPAN, STEPS, WARM_UP, YEAR, poisson,
)

NO_QUESTIONS = {"materials.need_base": 0.0, "materials.need_slope": 0.0, "operating.materials_share": 0.0, "operating.system": 0.0,
                "shared.hours": 0.4}
TASKS = {
    "by mail": {**NO_QUESTIONS, "shared.mailbox": 0.5, "shared.cost": 0.4, "culture.initial_trust": 0.3},
    "by mail, under rules": {**NO_QUESTIONS, "shared.mailbox": 0.5, "shared.cost": 0.4, "operating.rules": 0.5, "operating.joint_reward": 0.4,
                             "operating.system": 0.2, "market.speed": 3.0},
}


def shared_tasks(settings, rng):
    """One replication of leads of which some come in by the general mailbox: who answers, and what is lost."""
    s = {**DEFAULTS, **COMMON, **settings}
    teams = math.ceil(SALESPEOPLE / SPAN)
    segments = min(teams, MARKETERS)
    size = math.ceil(SALESPEOPLE / teams)
    onlookers = [min(size, 16) + min(8, sum(m % segments == t % segments for m in range(MARKETERS))) for t in range(teams)]
    ratio = s["shared.cost"] * (1.5 - s["culture.initial_trust"]) * (1.0 - s["operating.joint_reward"] / 2.0)
    act = [1.0 - ratio ** (1.0 / (n - 1)) if ratio < 1.0 else 0.0 for n in onlookers]
    arisen = missed = doubled = leaked = decided = 0
    twice = 0.0
    experience = [-s["people.experience"] * math.log(rng.random()) for _ in range(SALESPEOPLE)]
    prospecting = 1.0
    for day in range(WARM_UP + DAYS):
        # Idle hours go into three hours of prospecting: who is found too goes to the list at once, and is no task.
        reach = [
            prospecting * (1.5 - math.exp(-(years + day // MONTH / 12.0) / s["people.learning_years"])) for years in experience
        ]
        found = [h / (h + s["market.prospecting_half_effort"]) for h in reach]
        prospecting += 0.1 * (3.0 - prospecting)
        named = s["operating.rules"] * (1.0 - s["exceptions.rule_erosion"] * s["market.speed"] / YEAR) ** day
        assigned = 1.0 - (1.0 - named) * (1.0 - s["operating.system"])
        for team in range(teams):
            leads = [i for i in range(team * size, (team + 1) * size) for _ in range(poisson(LOAD * DAY_HOURS / DEAL_HOURS, rng))]
            for owner in leads:
                doers, mailed = 1, rng.random() >= found[owner] and rng.random() < s["shared.mailbox"]
                if mailed and rng.random() >= assigned:
                    doers = sum(rng.random() < act[team] for _ in range(onlookers[team]))
                if day >= WARM_UP:
                    arisen += mailed
                    missed += doers == 0
                    doubled += doers > 1
                    twice += max(0, doers - 1) * s["shared.hours"]
                    leaked += doers == 0
                # A lead that is answered is decided on the third day.
                decided += doers > 0 and WARM_UP <= day + STEPS - 1 < WARM_UP + DAYS
    return {
        "tasks_missed_share": missed / arisen,
        "tasks_doubled_share": doubled / arisen,
        "lead_leakage_all": leaked / (leaked + decided),
        "duplicated_work_hours": twice / (HEADS * DAYS),
    }
