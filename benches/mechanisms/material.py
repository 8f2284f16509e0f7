"""Material, a second time: shelves, drawers, search, age, reuse, requests, and what marketers write about."""

import bisect
import itertools
import math
from collections import deque

from the_odd import (
    COMMON, DAY_HOURS, DAYS, DEAL_HOURS, DEFAULTS, HEADS, LOAD, MARKETERS,
    MONTH, SALESPEOPLE, SPAN, STEPS, WARM_UP, WIN, YEAR, poisson,
)

ASKS_NOBODY = {"behaviour.reluctance": 10.0, "behaviour.duty": 0.0}
SETTINGS = {
    "in drawers": {**ASKS_NOBODY, "operating.system": 0.0, "materials.stale": 4.0, "materials.drift": 0.0, "materials.worth": 0.5},
    "on shelves": {**ASKS_NOBODY, "operating.system": 0.5, "materials.stale": 3.0, "materials.drift": 1.0, "market.speed": 2.0,
                   "materials.kinds": 10, "materials.popularity": 0.8},
    "asked for": {"behaviour.reluctance": 0.0, "behaviour.duty": 1.0, "operating.counterparts": True, "operating.system": 0.2,
                  "materials.stale": 4.0, "materials.drift": 0.0},
    "told": {**ASKS_NOBODY, "operating.system": 0.6, "operating.intelligence_duty": 1.0, "materials.stale": 2.0, "materials.drift": 2.0,
             "materials.kinds": 10},
    "shown": {**ASKS_NOBODY, "operating.system": 0.0, "materials.stale": 4.0, "materials.drift": 0.0, "operating.meeting_interval": 5,
              "operating.meeting_hours": 1.0, "operating.agenda_conflict": 0.0, "operating.agenda_planning": 1.0},
}


class Piece:
    """A piece of material on one subject of one segment."""

    __slots__ = ("subject", "segment", "maker", "by_marketing", "on_shelf", "stale_on", "used", "made")

    def __init__(self, subject, segment, maker, by_marketing, on_shelf, stale_on, made):
        self.subject, self.segment, self.maker, self.by_marketing = subject, segment, maker, by_marketing
        self.on_shelf, self.stale_on, self.made, self.used = on_shelf, stale_on, made, False


class Lead:
    """A sale under way: at which step, and how many pieces the step still needs."""

    __slots__ = ("seller", "step", "needs", "marketing_used", "sales_used", "subject", "request", "over")

    def __init__(self, seller):
        self.seller, self.step, self.needs, self.over = seller, 0, 0, False
        self.marketing_used = self.sales_used = self.subject = 0
        self.request = None


class Request:
    """A piece asked of a marketer, who makes it or only hands it over."""

    __slots__ = ("lead", "subject", "created", "willing", "makes", "left", "begun", "given_up", "void")

    def __init__(self, lead, subject, created, willing, makes, left):
        self.lead, self.subject, self.created, self.willing = lead, subject, created, willing
        self.makes, self.left, self.begun, self.given_up, self.void = makes, left, False, False, False


class Seller:
    def __init__(self, number, team, segment, experience):
        self.number, self.team, self.segment, self.experience = number, team, segment, experience
        self.drawer, self.known, self.asked, self.latest = [], deque(maxlen=8), deque(maxlen=4), None


class Marketer:
    def __init__(self, number, segment, ideas):
        self.number, self.segment, self.ideas = number, segment, ideas
        self.queue, self.making, self.left, self.latest = [], None, 0.0, None


class Firm:
    def __init__(self, settings, rng):
        s = self.s = {**DEFAULTS, **COMMON, **settings}
        self.rng, self.day, self.made = rng, 0, 0
        teams = max(1, math.ceil(SALESPEOPLE / SPAN))
        segments = min(teams, max(MARKETERS, 1))
        size = math.ceil(SALESPEOPLE / teams)
        topics = s["materials.topics_base"] + s["materials.topics_slope"] * s["offer.complexity"]
        self.subjects = min(1024, round(topics * s["materials.kinds"]))
        self.by_rank = [list(range(self.subjects)) for _ in range(segments)]
        for order in self.by_rank:
            rng.shuffle(order)
        self.ranks = list(itertools.accumulate((r + 1.0) ** -s["materials.popularity"] for r in range(self.subjects)))
        self.shelf = [[] for _ in range(segments)]
        self.sellers = [
            Seller(i, i // size, (i // size) % segments, -s["people.experience"] * math.log(rng.random())) for i in range(SALESPEOPLE)
        ]
        self.marketers = [
            Marketer(m, m % segments, [-s["materials.prior"] * math.log(rng.random()) for _ in range(self.subjects)])
            for m in range(MARKETERS)
        ]
        self.of_segment = [[m for m in self.marketers if m.segment == g] for g in range(segments)]
        self.team_of = [[i for i in self.sellers if i.team == t] for t in range(teams)]
        self.ready, self.waiting, self.teams, self.team_size = [], [], teams, size
        self.news, self.shown = [[] for _ in range(segments)], [0] * teams
        hours = LOAD * DAY_HOURS / DEAL_HOURS
        self.prospects = hours
        self.needs = s["materials.need_base"] + s["materials.need_slope"] * s["offer.complexity"]
        self.age = YEAR / (s["materials.stale"] * s["market.speed"])
        # The shelves begin with what the hours for material keep fresh.
        stock = s["operating.materials_share"] * DAY_HOURS * YEAR / s["materials.marketing_hours"]
        for marketer in self.marketers:
            for _ in range(min(self.subjects, int(stock / max(0.1, s["materials.stale"] * s["market.speed"])))):
                subject = self.topic(marketer)
                if subject is None:
                    break
                self.make(subject, marketer.segment, marketer, True, True)
        self.clear()

    def clear(self):
        self.search = self.sales_made = self.duplicated_by_sales = self.duplicated_by_marketing = 0.0
        self.asked_for = self.missed = self.stale = self.unused = 0
        self.wins = self.used_marketing = self.used_sales = 0

    # ---- pieces

    def fresh(self, piece):
        return piece.stale_on > self.day

    def on_shelf(self, segment, subject):
        """Fresh pieces on the subject on the shelf, marketing's before sales', the newer before the older."""
        found = [p for p in reversed(self.shelf[segment]) if p.subject == subject and self.fresh(p)]
        return sorted(found, key=lambda p: not p.by_marketing)

    def in_drawer(self, seller, subject):
        return [p for p in reversed(seller.drawer) if p.subject == subject and self.fresh(p)]

    def exists(self, segment, subject):
        """Whether the firm has a fresh copy anywhere."""
        return bool(self.on_shelf(segment, subject)) or any(
            self.in_drawer(i, subject) for i in self.sellers if i.segment == segment
        )

    def make(self, subject, segment, maker, by_marketing, shelved):
        self.made += 1
        stale_on = self.day + 1 + int(-self.age * math.log(self.rng.random()))
        piece = Piece(subject, segment, maker, by_marketing, shelved, stale_on, self.made)
        (self.shelf[segment] if shelved else maker.drawer).append(piece)
        if shelved:
            self.news[segment].append(subject)
        maker.latest = subject
        return piece

    def hears(self, seller, subject):
        """The salesperson learns that the shelf has something on the subject."""
        if subject is not None and subject not in seller.known:
            seller.known.append(subject)

    # ---- what sales does

    def use(self, lead, piece):
        piece.used = True
        if piece.by_marketing:
            lead.marketing_used += 1
        else:
            lead.sales_used += 1

    def choose(self, seller, may_ask):
        s, sharp = self.s, self.s["attention.sharpness"]
        craft = 1.0 - math.exp(-seller.experience / s["people.learning_years"])
        hours = s["materials.sales_hours"] * (1.0 + (1.0 - craft) / 2.0)
        pulls = {"make": -hours / DEAL_HOURS, "without": -s["materials.worth"]}
        if may_ask:
            named = 1.0 if s["operating.counterparts"] else 0.0
            pulls["ask"] = (
                s["culture.initial_trust"] - 0.5 + s["behaviour.duty"] * named - s["behaviour.reluctance"]
                - s["exceptions.self_help_days"] / s["market.patience"]
            )
        names = list(pulls)
        chosen = self.rng.choices(names, [math.exp(sharp * pulls[name]) for name in names])[0]
        return chosen, hours

    def makes(self, lead, seller, hours):
        if self.exists(seller.segment, lead.subject):
            self.duplicated_by_sales += hours
        else:
            self.sales_made += hours
        piece = self.make(lead.subject, seller.segment, seller, False, self.rng.random() < self.s["operating.system"])
        if piece.on_shelf:
            self.hears(seller, lead.subject)
        self.use(lead, piece)

    def come_by(self, lead, seller):
        """One piece for the lead; False where somebody is asked for it and the lead waits."""
        s, rng = self.s, self.rng
        rank = bisect.bisect_left(self.ranks, rng.random() * self.ranks[-1])
        lead.subject = subject = self.by_rank[seller.segment][min(rank, self.subjects - 1)]
        seller.asked.append(subject)
        self.asked_for += 1
        shelf = self.on_shelf(seller.segment, subject)
        at_hand = self.in_drawer(seller, subject) or (shelf if subject in seller.known else [])
        if at_hand:
            self.use(lead, at_hand[0])
            return True
        self.search += s["materials.search_hours"]
        if shelf and rng.random() < 1.0 - (1.0 - s["operating.system"]) * (1.0 - s["materials.browse"]):
            self.hears(seller, subject)
            self.use(lead, shelf[0])
            return True
        chance = min(1.0, s["attention.awareness"] / SALESPEOPLE)
        for mate in self.team_of[seller.team]:
            if mate is not seller:
                drawer = self.in_drawer(mate, subject)
                if drawer and rng.random() < chance:
                    self.use(lead, drawer[0])
                    return True
        chosen, hours = self.choose(seller, True)
        if chosen == "make":
            self.makes(lead, seller, hours)
        elif chosen == "without":
            self.missed += 1
        else:
            helpers = self.of_segment[seller.segment]
            helper = helpers[(seller.number % self.team_size) % len(helpers)]
            hours = s["materials.search_hours"] if shelf else s["materials.request_hours"]
            lead.request = Request(lead, subject, self.day, self.willing(), not shelf, hours)
            helper.queue.append(lead.request)
            return False
        return True

    def willing(self):
        s = self.s
        pull = s["behaviour.duty"] + s["culture.initial_trust"] - 0.5 - s["behaviour.reluctance"]
        return self.rng.random() < 1.0 / (1.0 + math.exp(-s["attention.sharpness"] * pull))

    def step(self, lead):
        """Works at the present step; the lead is ready again tomorrow, waits, or is decided."""
        seller = self.sellers[lead.seller]
        while lead.needs:
            lead.needs -= 1
            if not self.come_by(lead, seller):
                self.waiting.append(lead)
                return
        lead.step += 1
        if lead.step < STEPS:
            lead.needs = int(self.needs + self.rng.random())
            self.tomorrow.append(lead)
            return
        lead.over = True
        if self.rng.random() < WIN:
            self.wins += 1
            self.used_marketing += lead.marketing_used
            self.used_sales += lead.sales_used

    def sales_day(self):
        s = self.s
        self.tomorrow = []
        if s["operating.intelligence_duty"] > 0.0:
            width = 0.5 * s["operating.system"] * s["culture.initial_trust"] * s["culture.initial_vocabulary"] * s["operating.intelligence_duty"]
            for seller in self.sellers:
                readers = self.of_segment[seller.segment]
                self.cross(seller, readers[(self.day + seller.number) % len(readers)], min(1.0, width))
        # Who has waited long enough chooses again.
        still = []
        for lead in self.waiting:
            request = lead.request
            if request is None:
                self.ready.append(lead)
            elif not request.begun and self.day >= request.created + s["exceptions.self_help_days"]:
                # The system shows that it is void, or it stays in the queue.
                request.given_up, request.void, lead.request = True, self.rng.random() < s["operating.system"], None
                chosen, hours = self.choose(self.sellers[lead.seller], False)
                if chosen == "make":
                    self.makes(lead, self.sellers[lead.seller], hours)
                else:
                    self.missed += 1
                self.ready.append(lead)
            else:
                still.append(lead)
        self.waiting = still
        for lead in self.ready:
            self.step(lead)
        self.ready = self.tomorrow

    # ---- what marketing does

    def cross(self, seller, marketer, w):
        """Intelligence crosses with weight w."""
        for subject in seller.asked:
            marketer.ideas[subject] += w
        if seller.latest is not None:
            marketer.ideas[seller.latest] *= 1.0 - w

    def serve(self, marketer, hours):
        """Serves requests; what is left of the hours."""
        s, still = self.s, []
        for request in marketer.queue:
            if request.void:
                continue
            if not request.willing or hours <= 0.0:
                if hours <= 0.0 or not request.given_up:
                    still.append(request)
                continue
            seller = self.sellers[request.lead.seller]
            request.begun = True
            spent = min(hours, request.left)
            if request.given_up or request.makes and self.exists(marketer.segment, request.subject):
                self.duplicated_by_marketing += spent
            hours, request.left = hours - spent, request.left - spent
            if request.left > 1e-9:
                still.append(request)
                continue
            marketer.ideas[request.subject] += 1.0
            if request.makes:
                latest = marketer.latest
                self.make(request.subject, marketer.segment, marketer, True, True).used = not request.given_up
                marketer.latest = latest
            if request.given_up:
                continue
            lying = [] if request.makes else self.on_shelf(marketer.segment, request.subject)
            if lying:
                self.use(request.lead, lying[0])
            else:
                request.lead.marketing_used += 1
            self.hears(seller, request.subject)
            self.hears(seller, marketer.latest)
            request.lead.request = None
        marketer.queue = still
        return hours

    def topic(self, marketer):
        """The subject of the next piece, or None where all that comes to mind is there."""
        weights = list(itertools.accumulate(marketer.ideas))
        seen = max(self.s["operating.system"], min(1.0, self.s["attention.awareness"] / MARKETERS))
        for _ in range(4):
            subject = min(bisect.bisect_left(weights, self.rng.random() * weights[-1]), self.subjects - 1)
            copies = self.on_shelf(marketer.segment, subject)
            own = any(p.maker is marketer for p in copies)
            others = any(p.maker is not marketer for p in copies)
            if not own and not (others and self.rng.random() < seen):
                return subject
        return None

    def write(self, marketer, hours):
        """Spends the hours for material; a piece lies on the shelf once it is done."""
        while hours > 1e-9:
            if marketer.left <= 1e-9:
                marketer.making = self.topic(marketer)
                if marketer.making is None:
                    return
                marketer.left = self.s["materials.marketing_hours"]
            spent = min(hours, marketer.left)
            if self.exists(marketer.segment, marketer.making):
                self.duplicated_by_marketing += spent
            hours, marketer.left = hours - spent, marketer.left - spent
            if marketer.left <= 1e-9:
                self.make(marketer.making, marketer.segment, marketer, True, True)

    # ---- together, and the clock

    def meetings(self):
        s = self.s
        if not s["operating.meeting_interval"]:
            return
        for team in range(self.teams):
            if (self.day + team) % s["operating.meeting_interval"]:
                continue
            sellers = self.team_of[team]
            segment = sellers[0].segment
            first = max(self.shown[team], len(self.news[segment]) - 16)
            new = self.news[segment][first:first + int(s["operating.meeting_hours"] / s["materials.show_hours"] + 1e-9)]
            self.shown[team] = first + len(new)
            for seller in sellers:
                for subject in new:
                    self.hears(seller, subject)
                self.hears(seller, self.rng.choice(self.of_segment[segment]).latest)

    def month_end(self):
        s = self.s
        drift = s["materials.drift"] * s["market.speed"] / 12.0
        for segment, shelf in enumerate(self.shelf):
            gone = [p for p in shelf if not self.fresh(p) and p.by_marketing]
            self.stale += len(gone)
            self.unused += sum(not p.used for p in gone)
            self.shelf[segment] = [p for p in shelf if self.fresh(p)]
            order = self.by_rank[segment]
            for _ in range(int(len(order) * drift / 2.0 + self.rng.random())):
                a, b = self.rng.sample(range(len(order)), 2)
                order[a], order[b] = order[b], order[a]
        for seller in self.sellers:
            seller.drawer = [p for p in seller.drawer if self.fresh(p)]
            seller.experience += 1.0 / 12.0
        keep = math.exp(-drift)
        for marketer in self.marketers:
            marketer.ideas = [s["materials.prior"] + keep * (idea - s["materials.prior"]) for idea in marketer.ideas]

    def run(self):
        for self.day in range(WARM_UP + DAYS):
            if self.day == WARM_UP:
                self.clear()
            self.meetings()
            for seller in self.sellers:
                self.ready.extend(Lead(seller.number) for _ in range(poisson(self.prospects, self.rng)))
            self.sales_day()
            for marketer in self.marketers:
                left = self.serve(marketer, DAY_HOURS)
                self.write(marketer, self.s["operating.materials_share"] * left)
            if (self.day + 1) % MONTH == 0:
                self.month_end()
        used = self.used_marketing + self.used_sales
        return {
            "material_unused_share": self.unused / self.stale,
            "material_by_sales_share": self.used_sales / used,
            "material_missed_share": self.missed / self.asked_for,
            "material_per_win": used / self.wins,
            "material_hours_share": (self.search + self.sales_made + self.duplicated_by_sales) / (SALESPEOPLE * DAYS * DAY_HOURS),
            "duplicated_work_hours": (self.duplicated_by_sales + self.duplicated_by_marketing) / (HEADS * DAYS),
        }
