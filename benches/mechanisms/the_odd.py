"""The firm in which mechanisms are written a second time from the ODD: its size, the settings that take all other mechanisms out, and the
defaults of the ODD's table for what no setting says."""

import math

# Two teams, two segments; the first segment has two marketers, the second one.
SALESPEOPLE, MARKETERS, SPAN = 8, 3, 4
HEADS = SALESPEOPLE + MARKETERS + SALESPEOPLE // SPAN + MARKETERS // SPAN
WARM_UP, DAYS, MONTH, YEAR = 84, 336, 21, 252
DAY_HOURS, STEPS, DEAL_HOURS, WIN, LOAD = 8.0, 3, 3.0, 0.5, 0.1875

COMMON = {
    "firm.salespeople": SALESPEOPLE, "firm.marketers": MARKETERS, "firm.span": SPAN,
    "firm.overhead": 0.0, "firm.own_meetings": 0.0,
    "plan.warm_up": WARM_UP, "plan.days": DAYS,
    # Every prospect becomes a lead of marketing's, goes to the owner of its territory at no cost, and lives long enough.
    "market.load": LOAD, "market.burstiness": 0.0, "market.reach": 1.0, "market.capture": 1.0, "market.capture_half_effort": 0.01,
    "market.message_weight": 0.0, "market.prospecting_half_effort": 24.0, "market.patience": 60.0, "market.patience_spread": 0.0,
    "market.response_decay": 0.0, "operating.handover": "threshold", "operating.screening_bar": 0.0, "operating.record_acceptance": False,
    "coordination.admin": 0.0, "coordination.devices": 0.0, "coordination.informal": 0.0, "coordination.dispute": 0.0,
    "coordination.meeting_setup": 0.0, "coordination.conflict_threshold": 100.0,
    # A sale is three steps on three days, and a coin.
    "offer.deal_hours": DEAL_HOURS, "offer.steps_small": STEPS, "offer.steps_large": STEPS, "offer.cycle_small": 0.0, "offer.cycle_large": 0.0,
    "offer.win_small": WIN, "offer.win_large": WIN, "offer.repeat_share": 0.0, "offer.complexity": 0.35,
    "closing.detect_novice": 0.0, "closing.detect_veteran": 0.0, "closing.false_alarm": 0.0, "closing.misfit": 0.0, "closing.skill": 0.0,
    "closing.message": 0.0, "closing.quality": 0.0, "closing.hands": 0.0, "closing.rework": 0.0, "closing.waiting": 0.0,
    "closing.orientation": 0.0, "price.authority": 0.0, "price.sensitivity": 0.0, "product.odds": 0.0, "product.satisfaction": 0.0,
    # Nobody needs anything but material, and nobody does what is nobody's.
    "exceptions.joint_base": 0.0, "exceptions.joint_slope": 0.0, "accounts.issues": 0.0, "accounts.book_years": 0.0,
    "shared.mailbox": 0.0, "shared.fair_interval": 0, "shared.unready": 0.0, "shared.renewals": 0.0, "shared.price_changes": 0.0,
    # People: all alike but for experience; nobody known, nobody blamed, nobody coached, nobody leaves.
    "people.talent": 0.0, "people.novice": 1.0, "people.coaching": 0.0, "people.coaching_gain": 0.0, "people.leaving": 0.0, "people.stake": 0.0,
    "people.orientation": 0.0, "attention.orientation": 0.0, "attention.ties": 0, "culture.blame": 0.0, "culture.temper": 0.0,
    "culture.initial_trust": 0.5, "culture.initial_vocabulary": 1.0, "vocabulary.decay": 0.0, "vocabulary.gain": 0.0,
    "trust.gain": 0.0, "trust.loss": 0.0, "trust.grudge": 0.0, "trust.reversion": 0.0, "trust.contact": 0.0, "trust.waiting": 0.0,
    "trust.rebuff": 0.0, "trust.over_head": 0.0, "learning.hours": 0.0, "learning.lesson": 0.0, "learning.process": 0.0,
    "blame.standing_up": 0.0, "blame.contagion": 0.0, "information.survey_hours": 0.0, "information.replan_hours": 0.0,
    "information.logging_hours": 0.1, "budget.support": 0.0, "budget.returns": 0.0,
    "behaviour.free_riding": 0.0, "behaviour.reciprocity": 0.0, "pay.breadth": 0.0, "pay.broad_gain": 0.0, "pay.help": 0.0, "pay.leeway": 0.0,
    "pay.closing_days": 0, "pay.dispersion": 0.0, "pay.accelerator": 0.0, "operating.rules": 0.0, "operating.joint_reward": 0.0,
    "operating.direct_contact": 1.0,
    # Material.
    "operating.materials_share": 0.5, "materials.kinds": 4, "materials.search_hours": 0.4, "materials.sales_hours": 1.0,
    "materials.marketing_hours": 6.0, "materials.request_hours": 2.0, "materials.homemade": 0.0, "materials.lacking": 0.0,
    "materials.typical": 0.0, "attention.awareness": 2.0,
}
# The defaults of the ODD's table for what the settings leave as it is.
DEFAULTS = {
    "market.speed": 1.0, "materials.topics_base": 4.0, "materials.topics_slope": 30.0, "materials.popularity": 1.2, "materials.need_base": 0.8,
    "materials.need_slope": 1.5, "materials.browse": 0.1, "materials.hearsay": 0.1, "materials.worth": 0.7, "materials.prior": 2.0,
    "materials.show_hours": 0.1, "attention.sharpness": 1.5, "exceptions.self_help_days": 5.0, "people.experience": 4.0,
    "people.learning_years": 2.0, "operating.counterparts": False, "operating.intelligence_duty": 0.0, "operating.meeting_interval": 0,
    "operating.meeting_hours": 1.5, "exceptions.rule_erosion": 0.3,
}


def poisson(mean, rng):
    """One Poisson number, for a small mean."""
    limit, product, count = math.exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count
