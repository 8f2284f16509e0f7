//! How people behave and what coordination costs: assumptions with plausible ranges, fixed before any claim of the
//! framework was run. A leader rarely touches them; an academic varies them all.

use super::registry::section;

section! {
    /// Attention: whom people know, whom they hear of, and how sharply they choose.
    "attention" Attention {
        /// People of the other function that one person can keep up with.
        ties: u32 = 14, "people", [0.0, 32.0], Some([7.0, 30.0]), "assumption";
        /// People of whose work one is aware without any system.
        awareness: f64 = 12.0, "people", [0.0, 1_000.0], Some([6.0, 25.0]), "assumption";
        /// Share of first ties that fall within one's own team.
        home_bias: f64 = 0.2, "share", [0.0, 1.0], Some([0.0, 0.5]), "assumption";
        /// Chance that a mailed lead is read.
        read: f64 = 0.5, "probability", [0.0, 1.0], Some([0.25, 0.8]), "assumption";
        /// Acquaintances to whom a lead is mailed when it is not told to one person.
        mail_reach: u32 = 3, "people", [1.0, 10.0], Some([2.0, 5.0]), "assumption";
        /// How much market-oriented behaviour raises the pull of customers who wait for a first answer.
        orientation: f64 = 0.3, "ratio", [0.0, 2.0], Some([0.1, 0.6]), "assumption: responsiveness, direction after de Waal et al. 2019";
        /// Leads that one salesperson can keep in view; at a full list the least attractive unworked one is forgotten.
        list: u32 = 32, "leads", [1.0, 200.0], Some([20.0, 64.0]), "assumption";
        /// A lead is refused when its perceived chance to be sales-worthy is below this share of an own prospect's.
        refusal: f64 = 0.5, "ratio", [0.0, 10.0], Some([0.3, 0.7]), "assumption";
        /// Sharpness of choice between tasks (inverse scale of the logit).
        sharpness: f64 = 1.5, "ratio", [0.1, 20.0], Some([0.8, 2.5]), "assumption";
        /// Weight of new experience in the learned belief about the other function's work, an outcome.
        learning: f64 = 0.05, "share", [0.0, 1.0], Some([0.02, 0.1]), "assumption";
        /// Noise in a novice's reading of a lead's worth (standard deviations of fit); experience halves it.
        reading_noise: f64 = 1.2, "standard deviations", [0.0, 10.0], Some([0.7, 2.0]), "assumption";
    }
}

section! {
    /// Qualification and closing: what moves the odds of a sale, in log odds about an averagely handled one.
    "closing" Closing {
        /// Loss for a prospect that is not a good fit.
        misfit: f64 = 3.0, "log odds", [0.0, 20.0], Some([2.0, 4.0]), "assumption: a twentieth of the odds";
        /// Gain for each unit of the log of the salesperson's skill.
        skill: f64 = 0.6, "log odds", [0.0, 10.0], Some([0.3, 1.0]), "assumption";
        /// Gain for each unit of message fit above the typical, when customers care fully.
        message: f64 = 2.0, "log odds", [0.0, 20.0], Some([1.0, 3.0]), "assumption";
        /// Message fit of an averagely handled sale.
        typical_fit: f64 = 0.75, "share", [0.0, 1.0], Some([0.65, 0.85]), "assumption: an ignorant message fits 0.5 on average";
        /// Response time of an averagely handled sale.
        typical_response: f64 = 8.0, "working hours", [0.0, 1_000.0], Some([4.0, 16.0]), "assumption: a working day; Oldroyd 2011 finds a mean of 42 h among responders";
        /// Loss for each unit of quality that the steps lack.
        quality: f64 = 2.0, "log odds", [0.0, 20.0], Some([1.0, 3.0]), "assumption";
        /// Loss for each further salesperson who worked the lead.
        hands: f64 = 0.3, "log odds", [0.0, 10.0], Some([0.15, 0.6]), "assumption";
        /// Loss for each unit of rework in the deal's hours.
        rework: f64 = 1.0, "log odds", [0.0, 20.0], Some([0.5, 2.0]), "assumption";
        /// Loss for waiting at the border as long as the customer's patience.
        waiting: f64 = 0.5, "log odds", [0.0, 20.0], Some([0.25, 1.0]), "assumption";
        /// Gain from fully market-oriented behaviour of the salesperson: advice that helps the customer.
        orientation: f64 = 0.3, "log odds", [0.0, 10.0], Some([0.1, 0.6]), "assumption: direction after de Waal et al. 2019";
        /// Chance that a novice sees in the first step that a prospect is no good fit.
        detect_novice: f64 = 0.5, "probability", [0.0, 1.0], Some([0.3, 0.7]), "assumption";
        /// Chance that a veteran sees it.
        detect_veteran: f64 = 0.9, "probability", [0.0, 1.0], Some([0.8, 0.98]), "assumption";
        /// Chance that a sales-worthy prospect is given up by mistake in the first step.
        false_alarm: f64 = 0.05, "probability", [0.0, 1.0], Some([0.0, 0.15]), "assumption";
    }
}

section! {
    /// Information: how the market becomes known.
    "information" Information {
        /// Noise of what a salesperson learns of preferences in a day of customer contact.
        observation_noise: f64 = 2.0, "standard deviations", [0.01, 100.0], Some([1.2, 3.5]), "assumption";
        /// Noise of a survey that marketing makes itself.
        survey_noise: f64 = 1.0, "standard deviations", [0.01, 100.0], Some([0.6, 2.0]), "assumption";
        /// Noise of what a marketer learns from a day's responses to the own campaign.
        response_noise: f64 = 4.5, "standard deviations", [0.01, 100.0], Some([3.0, 7.0]), "assumption";
        /// Loss of fit with the squared error of a message: fit = exp(-weight x squared error).
        misfit: f64 = 1.5, "ratio", [0.0, 20.0], Some([0.7, 2.5]), "assumption";
        /// Working days between surveys of a marketer.
        survey_interval: u32 = 63, "days", [1.0, 2_520.0], Some([42.0, 126.0]), "assumption: one per quarter";
        /// Hours of a survey.
        survey_hours: f64 = 6.0, "hours", [0.0, 100.0], Some([3.0, 12.0]), "assumption";
        /// Working days between a marketer's own revisions of the message.
        replan_interval: u32 = 42, "days", [1.0, 2_520.0], Some([21.0, 63.0]), "assumption";
        /// Hours of revising a message.
        replan_hours: f64 = 3.0, "hours", [0.0, 100.0], Some([1.5, 6.0]), "assumption";
        /// Hours of logging one day's intelligence for the other function.
        logging_hours: f64 = 0.1, "hours", [0.0, 8.0], Some([0.05, 0.2]), "assumption";
        /// How much market-oriented behaviour adds to what a day of customer contact tells.
        orientation: f64 = 1.0, "ratio", [0.0, 2.0], Some([0.5, 1.5]), "assumption: direction after de Waal et al. 2019";
        /// Noise of a lead score at full complexity, in standard deviations of fit.
        score_noise: f64 = 2.0, "standard deviations", [0.0, 20.0], Some([1.2, 3.0]), "assumption";
        /// Part of the score noise that even the simplest offer has.
        score_floor: f64 = 0.3, "share", [0.0, 1.0], Some([0.15, 0.5]), "assumption: as the 0.3 of misunderstanding";
    }
}

section! {
    /// Joint steps, exceptions to the rules, and how they are settled.
    "exceptions" Exceptions {
        /// Chance that a step needs the other function, for the simplest offer.
        joint_base: f64 = 0.08, "probability", [0.0, 1.0], Some([0.05, 0.15]), "assumption";
        /// Increase of that chance with complexity.
        joint_slope: f64 = 0.6, "probability", [0.0, 1.0], Some([0.4, 0.8]), "assumption";
        /// How much likelier a complete novice needs the other function than a veteran.
        novice_need: f64 = 0.3, "ratio", [0.0, 5.0], Some([0.1, 0.6]), "assumption";
        /// Share of covered joint steps that complexity takes out of the rules' reach.
        uncovered_slope: f64 = 0.6, "share", [0.0, 1.0], Some([0.4, 0.85]), "assumption";
        /// Help that a joint step needs, as a share of the deal's hours.
        help_share: f64 = 0.09, "share", [0.0, 1.0], Some([0.05, 0.14]), "assumption";
        /// Hours a day that managers have for escalations and checks, for eight people led.
        manager_hours: f64 = 1.0, "hours", [0.0, 8.0], Some([0.5, 2.0]), "assumption";
        /// Hours that an escalation takes each manager who handles it.
        escalation_hours: f64 = 0.5, "hours", [0.0, 8.0], Some([0.25, 1.0]), "assumption";
        /// Working days after which a person stops waiting for help and does without.
        self_help_days: u32 = 5, "days", [1.0, 252.0], Some([3.0, 10.0]), "assumption";
        /// How much longer self-help takes than help would have.
        self_help_cost: f64 = 1.5, "ratio", [0.0, 10.0], Some([1.1, 2.5]), "assumption: slower than an expert";
        /// Quality of a step that lacked the help it needed (1 is a good step).
        self_help_quality: f64 = 0.5, "share", [0.0, 1.0], Some([0.3, 0.8]), "assumption: worse than an expert";
        /// Hours of asking around in a day, when nobody suitable is known.
        asking_hours: f64 = 0.3, "hours", [0.0, 8.0], Some([0.15, 0.6]), "assumption";
        /// Chance that a joint task is misunderstood, at full complexity plus 0.3, with no shared vocabulary.
        misunderstanding: f64 = 0.6, "probability", [0.0, 1.0], Some([0.3, 0.9]), "assumption";
        /// Share of a task's hours that must be done again after a misunderstanding.
        rework_share: f64 = 0.5, "share", [0.0, 5.0], Some([0.25, 1.0]), "assumption";
        /// Chance a marketer and week that a campaign needs something from sales, relative to that of a step.
        campaign_needs: f64 = 1.0, "ratio", [0.0, 10.0], Some([0.5, 2.0]), "assumption: both functions need each other alike";
        /// Loss of rule coverage in a year of full market speed.
        rule_erosion: f64 = 0.3, "share per year", [0.0, 5.0], Some([0.15, 0.6]), "assumption";
        /// Share of the uncovered steps that an hour of rule writing together brings under rules.
        rule_writing: f64 = 0.03, "share per hour", [0.0, 1.0], Some([0.015, 0.06]), "assumption";
    }
}

section! {
    /// What coordination costs in hours.
    "coordination" Coordination {
        /// Hours a side of synchronising one step in a pod.
        pod_sync: f64 = 0.3, "hours", [0.0, 8.0], Some([0.15, 0.5]), "assumption";
        /// Further share of a step's hours that joint work takes each side.
        pod_share: f64 = 0.03, "share", [0.0, 1.0], Some([0.01, 0.06]), "assumption";
        /// Hours a side of talking one lead over.
        talk: f64 = 0.3, "hours", [0.0, 8.0], Some([0.1, 0.5]), "assumption";
        /// Hours a side of one informal talk across the border.
        informal: f64 = 0.15, "hours", [0.0, 8.0], Some([0.08, 0.3]), "assumption: ten minutes";
        /// Hours a side of scoring, recording or mailing one lead.
        admin: f64 = 0.15, "hours", [0.0, 8.0], Some([0.05, 0.3]), "assumption";
        /// Hours a day that keeping up all formal devices takes the whole firm, whatever its size.
        devices: f64 = 1.5, "hours", [0.0, 100.0], Some([0.5, 3.0]), "assumption";
        /// Hours a side of one dispute.
        dispute: f64 = 1.0, "hours", [0.0, 8.0], Some([0.5, 2.0]), "assumption: conflict across the border then takes about half of the 2.1 hours a week that all conflict at work takes (CPP 2008, C)";
        /// Hours a head before a meeting (preparation) and as much again after it (finding back into the work), however short it is.
        meeting_setup: f64 = 0.25, "hours", [0.0, 4.0], Some([0.1, 0.5]), "evidence for the effect: work is taken up again only some time after an interruption (Iqbal & Horvitz 2007, B); the quarter of an hour is recalled (D), preparation as much an assumption";
        /// Hours that a meeting takes over one item: a rule for an exception, or who is to serve a request.
        item: f64 = 0.1, "hours", [0.0, 8.0], Some([0.05, 0.2]), "assumption: six minutes";
        /// Hours a side of one follow-up check.
        check: f64 = 0.05, "hours", [0.0, 8.0], Some([0.02, 0.1]), "assumption";
        /// Open disputes a head of a team at which somebody calls a conflict meeting.
        conflict_threshold: f64 = 1.0, "disputes a head", [0.05, 100.0], Some([0.5, 2.0]), "assumption";
        /// Longest a conflict meeting lasts; it takes as long as the disputes it clears need.
        conflict_meeting: f64 = 2.0, "hours", [0.0, 8.0], Some([1.0, 3.0]), "assumption";
    }
}

section! {
    /// Motives: why people help, and what rewards do.
    "behaviour" Behaviour {
        /// Pull to return help that one received.
        reciprocity: f64 = 0.4, "utility", [0.0, 5.0], Some([0.2, 0.7]), "assumption";
        /// Pull to help someone one knows well.
        familiarity: f64 = 1.0, "utility", [0.0, 5.0], Some([0.3, 2.0]), "assumption";
        /// Pull of one's role to help, and to do what a rule or a boss asks.
        duty: f64 = 0.5, "utility", [0.0, 5.0], Some([0.25, 0.8]), "assumption";
        /// What holds people back from helping across the border, against the pulls above.
        reluctance: f64 = 0.0, "utility", [0.0, 10.0], Some([0.0, 0.4]), "evidence for the effect: people agree to direct requests far more often than askers expect (Flynn & Lake 2008, A, abstract read); that half do, without another pull, is recalled (D)";
        /// Share of effort that people withhold when all reward is joint, in a large group.
        free_riding: f64 = 0.1, "share", [0.0, 1.0], Some([0.03, 0.2]), "assumption";
        /// Mean weight that salespeople give to the long run (0 this quarter only, 1 the long run only).
        horizon_sales: f64 = 0.35, "share", [0.0, 1.0], Some([0.2, 0.5]), "assumption: sales is tactical (KRK 2006)";
        /// Mean weight that marketers give to the long run.
        horizon_marketing: f64 = 0.65, "share", [0.0, 1.0], Some([0.5, 0.8]), "assumption: marketing is strategic (KRK 2006)";
        /// Largest lowering of the screening bar by marketers paid for volume alone and short of target.
        bar_lowering: f64 = 0.5, "share", [0.0, 1.0], Some([0.2, 0.8]), "assumption";
        /// How much a checked follow-up raises the perceived worth of a marketing lead.
        tracking_pull: f64 = 1.0, "ratio", [0.0, 10.0], Some([0.5, 2.0]), "assumption, after Sabnis et al. 2013";
        /// Belief, against the own prospects, in the worth of marketing's leads at the start.
        initial_belief: f64 = 0.6, "ratio", [0.0, 2.0], Some([0.4, 0.9]), "assumption: salespeople doubt marketing's leads";
    }
}

section! {
    /// Trust in persons and in the other function.
    "trust" Trust {
        /// Gain of trust from one good experience, of what is missing to full trust.
        gain: f64 = 0.015, "share", [0.0, 1.0], Some([0.007, 0.03]), "assumption";
        /// Loss of trust from one bad experience, of what there is.
        loss: f64 = 0.02, "share", [0.0, 1.0], Some([0.01, 0.04]), "assumption";
        /// Trust gained by mere contact in a piece of joint work, as a share of a good experience.
        contact: f64 = 0.3, "share", [0.0, 1.0], Some([0.1, 0.6]), "evidence for the effect: contact reduces prejudice (Pettigrew & Tropp 2006, A); the figure is an assumption";
        /// Weight of waiting as long as one bears to (`exceptions.self_help_days`, or the service level), against a good experience of weight 1.
        waiting: f64 = 1.0, "ratio", [0.0, 10.0], Some([0.5, 2.0]), "evidence for the effect: delays lower the evaluation of a service (Taylor 1994, A); the figure is an assumption: help at the end of one's patience is no better than none";
        /// Weight of a lead sent back or left lying, of a mail that nobody read, and of a customer whom both called.
        rebuff: f64 = 1.0, "ratio", [0.0, 10.0], Some([0.5, 2.0]), "assumption: as a request not answered";
        /// Weight, towards whoever went up to the managers, of being told by a boss to help.
        over_head: f64 = 0.5, "ratio", [0.0, 10.0], Some([0.25, 1.0]), "assumption: half a rebuff";
        /// Daily return of trust to its long-run level.
        reversion: f64 = 0.003, "share per day", [0.0, 1.0], Some([0.001, 0.006]), "assumption";
        /// Gain of tie strength from one piece of joint work.
        tie_gain: f64 = 0.1, "share", [0.0, 1.0], Some([0.05, 0.2]), "assumption";
        /// Daily decay of tie strength.
        tie_decay: f64 = 0.004, "share per day", [0.0, 1.0], Some([0.002, 0.008]), "assumption";
        /// Weight of one disagreement in the grudge that a person carries.
        grudge: f64 = 0.1, "share", [0.0, 1.0], Some([0.05, 0.2]), "assumption";
        /// Working days after which half of a grudge is forgiven; forgiveness is logarithmic in time.
        forgiveness: f64 = 21.0, "days", [1.0, 2_520.0], Some([10.0, 42.0]), "evidence for the form: McCullough 2010 (A); the figure is an assumption";
    }
}

section! {
    /// Targets, attribution and blame.
    "blame" Blame {
        /// Weight, in bad experiences, of being accused.
        strength: f64 = 2.0, "ratio", [0.0, 20.0], Some([1.0, 4.0]), "assumption: being accused is worse than being let down";
        /// Months over which results are judged against the target.
        memory: f64 = 6.0, "months", [1.0, 60.0], Some([3.0, 12.0]), "assumption: half a year, so that a lumpy month is no miss";
        /// Share of what a territory could bring at best (half of its good prospects, or all selling hours) that a fixed target asks for.
        quota: f64 = 0.33, "ratio", [0.01, 5.0], Some([0.27, 0.4]), "evidence: 60-70 % of reps attain a well-set quota (blogs, C); set so that the mid-market firm does";
        /// Stretch of an adaptive target over past results.
        stretch: f64 = 0.1, "share", [0.0, 2.0], Some([0.0, 0.25]), "assumption";
        /// Share of what a quarter brings beyond its quota that an adaptive target asks for in the next as well, at once; nothing is taken off at once for one that fell short.
        ratchet: f64 = 0.5, "share", [0.0, 1.0], Some([0.0, 1.0]), "evidence for the effect: budgets rise by more after good results than they fall after bad ones of the same size (Leone & Rock 2002, A, abstract read); the figure is an assumption";
        /// Gain from blaming across the border where one boss appraises both functions.
        appraisal: f64 = 0.6, "ratio", [0.0, 5.0], Some([0.2, 1.0]), "assumption";
        /// Hours a month of defensive paperwork of a person who has wholly withdrawn.
        defensive_hours: f64 = 8.0, "hours per month", [0.0, 100.0], Some([4.0, 14.0]), "assumption";
        /// How far a month in which much accusing was to be heard moves people towards readiness to blame.
        contagion: f64 = 0.2, "share per month", [0.0, 1.0], Some([0.1, 0.4]), "evidence for the effect: Fast & Tiedens 2010 (A); the figure is an assumption";
        /// How fast people go back to their own tendency to blame, and come out again after they have withdrawn.
        fade: f64 = 0.25, "share per month", [0.0, 1.0], Some([0.1, 0.5]), "assumption: most of it within half a year";
        /// How much more causes outside themselves weigh than they themselves where people explain a miss.
        self_serving: f64 = 3.0, "ratio", [0.0, 100.0], Some([2.0, 4.0]), "evidence: d = 0.96 (Mezulis 2004, A), a probability of superiority of 0.75, odds of 3 to 1";
        /// How much of the causes outside lies in the own function and its ways.
        process: f64 = 0.25, "ratio", [0.0, 10.0], Some([0.1, 0.5]), "assumption";
        /// How much of the causes outside lies in the market.
        market: f64 = 0.25, "ratio", [0.0, 10.0], Some([0.1, 0.5]), "assumption: as much as in the own function";
        /// Share of a failed item whose cause stays unclear where it is clear whose it was.
        unclear: f64 = 0.3, "share", [0.0, 1.0], Some([0.1, 0.6]), "assumption";
        /// Share of a person's own fault, and of the hurt of an accusation, from which the boss of one function alone shields the own people.
        shield: f64 = 0.25, "share", [0.0, 1.0], Some([0.1, 0.5]), "assumption: two bosses shield their own";
        /// Share of a dispute that one boss over both functions settles by hearing both, and of what is blurred about whose a failed item was.
        joint_boss: f64 = 0.5, "share", [0.0, 1.0], Some([0.25, 0.75]), "assumption: half the hand-offs";
        /// Share of the open disputes of their people that managers who trust the other function wholly settle in a week by standing up for it, as far as they have hours.
        standing_up: f64 = 0.5, "share", [0.0, 1.0], Some([0.2, 0.8]), "assumption";
        /// How far a matter heats with what is at stake in it: the exponent of 2 v / (1 + v), v the value of the lead against a typical one.
        heat: f64 = 0.5, "exponent", [0.0, 5.0], Some([0.0, 1.0]), "assumption";
        /// How far an accusation makes the accused withdraw from the other function; the accuser half as far.
        cover: f64 = 0.3, "share", [0.0, 1.0], Some([0.15, 0.5]), "assumption";
        /// How much less those who have wholly withdrawn do for the other function: follow up its leads, tell it, go to it directly, help, take its work.
        withdrawal: f64 = 0.5, "share", [0.0, 1.0], Some([0.25, 0.75]), "assumption: half";
    }
}

section! {
    /// Learning from what has failed.
    "learning" Learning {
        /// Hours that it takes to draw the whole lesson of one failed item.
        hours: f64 = 0.25, "hours", [0.0, 8.0], Some([0.1, 0.5]), "assumption: a quarter of an hour";
        /// Years of experience that a failed item is worth which is put down to oneself alone.
        lesson: f64 = 0.02, "years", [0.0, 1.0], Some([0.01, 0.04]), "assumption: a week";
        /// Share of the uncovered steps that a failed item brings under rules which is put down to the own function alone.
        process: f64 = 0.004, "share", [0.0, 1.0], Some([0.002, 0.008]), "assumption: eight such items mend what an hour of rule writing does";
    }
}

section! {
    /// Vocabulary shared with the other function.
    "vocabulary" Vocabulary {
        /// Gain from one piece of joint work or talk, of what is missing.
        gain: f64 = 0.02, "share", [0.0, 1.0], Some([0.01, 0.04]), "assumption";
        /// Daily decay of the vocabulary.
        decay: f64 = 0.002, "share per day", [0.0, 1.0], Some([0.001, 0.004]), "assumption";
        /// Words that people of an enablement unit share with either function when the unit begins.
        unit: f64 = 0.4, "share", [0.0, 1.0], Some([0.2, 0.6]), "assumption: as many as the functions share with each other at the start";
        /// Gain from a full working day of joint training, of what is missing.
        training: f64 = 0.3, "share", [0.0, 1.0], Some([0.1, 0.6]), "assumption";
    }
}

section! {
    /// Accounts: customers who can buy again.
    "accounts" Accounts {
        /// Effect of full care by the salesperson on an account's satisfaction.
        care: f64 = 0.2, "share", [0.0, 1.0], Some([0.1, 0.3]), "assumption";
        /// Effect of full care by a marketer on a key account's satisfaction.
        marketer_care: f64 = 0.25, "share", [0.0, 1.0], Some([0.1, 0.35]), "assumption";
        /// Effect of an open issue on an account's satisfaction.
        open_issue: f64 = 0.25, "share", [0.0, 1.0], Some([0.12, 0.4]), "assumption";
        /// Effect of a message that fits or misses on an account's satisfaction.
        message: f64 = 0.1, "share", [0.0, 1.0], Some([0.05, 0.2]), "assumption";
        /// Effect of a salesperson's market-oriented behaviour on an account's satisfaction.
        orientation: f64 = 0.1, "share", [0.0, 1.0], Some([0.05, 0.2]), "assumption: direction after de Waal et al. 2019";
        /// Yearly churn at middling satisfaction (0.5); falls as exp(-slope x (satisfaction - 0.5)).
        churn: f64 = 0.06, "per year", [0.0, 12.0], Some([0.04, 0.09]), "evidence: gross churn of 6-8 % a year (Pacific Crest, C), which the mid-market firm meets over all four structures";
        /// Yearly churn at which `offer.repeat_share` of a customer's lifetime value repeats.
        reference_churn: f64 = 0.06, "per year", [0.001, 12.0], None, "convention: the default of accounts.churn";
        /// Slope of churn in satisfaction.
        churn_slope: f64 = 3.0, "ratio", [0.0, 20.0], Some([2.0, 5.0]), "assumption";
        /// Yearly expansion at full satisfaction, as a share of an account's yearly revenue.
        expansion: f64 = 0.16, "share", [0.0, 1.0], Some([0.08, 0.24]), "evidence: expansion is 16 % of new contract value (Pacific Crest, C)";
        /// Hours of care an account and month, at the middle of the deal-size axis; grows with the deal's hours.
        care_hours: f64 = 0.5, "hours", [0.0, 100.0], Some([0.25, 1.0]), "assumption: 1.5 h of the design is for one account a fifth of whose hours were a deal's";
        /// Fixed hours an account and month that no care can go below.
        fixed_hours: f64 = 0.1, "hours", [0.0, 100.0], Some([0.05, 0.2]), "assumption";
        /// Issues an account and year that need the other function, at full complexity.
        issues: f64 = 2.0, "per year", [0.0, 100.0], Some([1.0, 4.0]), "assumption";
        /// Years of the best possible wins that are in the book of accounts with which a salesperson starts.
        book_years: f64 = 1.35, "years", [0.0, 30.0], Some([0.9, 2.25]), "assumption: three years at the result that the mid-market firm's quota asks for";
        /// Loss of an account's satisfaction when its person changes: the salesperson, or the marketer who looked after it.
        new_person: f64 = 0.1, "share", [0.0, 1.0], Some([0.0, 0.2]), "assumption: as a renewal of which nobody gave notice";
        /// Chance that a customer is lost because the person changed.
        follows: f64 = 0.05, "probability", [0.0, 1.0], Some([0.0, 0.12]), "evidence for the effect: customers whose salesperson left bought 13.2-17.6 % less in the year after it (Shi, Sridhar, Grewal & Lilien 2017, A, abstract read), in which the vacancy and the newcomer, which are modelled apart, have their part; the figure is an assumption";
        /// Hours of a marketer's full care a key account and month, at the middle of the deal-size axis; grows with the deal's hours.
        key_hours: f64 = 10.0, "hours", [0.1, 1000.0], Some([5.0, 35.0]), "assumption: a third of a marketer's hours is then six accounts, as in the design; strategic account marketers have two to five each (Inflexion Group 2024, C)";
    }
}

section! {
    /// People: how they differ, what keeps them, and how they come and go.
    "people" People {
        /// Dispersion of talent (sigma of a lognormal with mean 1).
        talent: f64 = 0.4, "log units", [0.0, 2.0], Some([0.25, 0.6]), "evidence: output is concentrated (O'Boyle & Aguinis 2012, A); the figure is an assumption";
        /// Mean years of experience at the start.
        experience: f64 = 4.0, "years", [0.0, 40.0], Some([2.0, 7.0]), "assumption";
        /// Years in which a novice learns most (63 %) of the craft.
        learning_years: f64 = 2.0, "years", [0.05, 40.0], Some([1.0, 3.0]), "assumption";
        /// Hours of coaching that each person is to have of the own manager.
        coaching: f64 = 2.0, "hours per month", [0.0, 60.0], Some([1.0, 4.0]), "assumption: what surveys ask managers for is two to three hours (Sales Executive Council, as reported, C)";
        /// How much faster than usual those learn who are coached without end, and how much slower who is not coached at all.
        coaching_gain: f64 = 0.5, "ratio", [0.0, 1.0], Some([0.2, 0.8]), "assumption: in the long run who is never coached brings about a tenth less; salespeople with less than two hours a month reach 90 % of their quotas, with more than three 107 % (Sales Executive Council, as reported, C)";
        /// Skill of a complete novice against a veteran.
        novice: f64 = 0.5, "ratio", [0.01, 1.0], Some([0.35, 0.7]), "assumption";
        /// Yearly rate of leaving at middling satisfaction.
        leaving: f64 = 0.2, "per year", [0.0, 12.0], Some([0.1, 0.3]), "assumption";
        /// Slope of leaving in satisfaction: exp(-slope x (satisfaction - 0.5)).
        leaving_slope: f64 = 3.0, "ratio", [0.0, 20.0], Some([2.0, 5.0]), "assumption: as for churn";
        /// Working days for which a post stays vacant.
        vacancy: u32 = 42, "days", [0.0, 2_520.0], Some([21.0, 84.0]), "assumption";
        /// Effect of reaching or missing target on satisfaction.
        success: f64 = 0.3, "share", [0.0, 2.0], Some([0.15, 0.45]), "assumption";
        /// Effect of hours lost in conflict on satisfaction (an hour a day).
        conflict: f64 = 0.5, "share", [0.0, 5.0], Some([0.25, 1.0]), "assumption";
        /// Effect of blame received on satisfaction.
        fairness: f64 = 0.3, "share", [0.0, 2.0], Some([0.15, 0.6]), "assumption";
        /// How far market-oriented behaviour depends on satisfaction.
        motivation: f64 = 1.0, "share", [0.0, 1.0], Some([0.5, 1.0]), "assumption: direction after de Waal et al. 2019";
        /// Effect of market orientation on satisfaction.
        orientation: f64 = 0.15, "share", [0.0, 1.0], Some([0.05, 0.3]), "assumption: direction after de Waal et al. 2019";
        /// What winning the whole contested budget is worth to a person, in hours a day.
        stake: f64 = 0.4, "hours per day", [0.0, 8.0], Some([0.2, 0.8]), "assumption: the budget of `money.budget` at a person's hourly cost";
    }
}

section! {
    /// Change: what it takes to work in a new way.
    "transition" Transition {
        /// Working days in which practice in a new way of working returns (63 % of it).
        practice_days: f64 = 63.0, "days", [1.0, 2_520.0], Some([30.0, 126.0]), "assumption: a quarter";
        /// How much longer coordination takes without any practice in the way of working.
        clumsiness: f64 = 1.0, "ratio", [0.0, 10.0], Some([0.5, 2.0]), "assumption: twice as long";
        /// Loss of satisfaction at full uncertainty.
        uncertainty: f64 = 0.3, "share", [0.0, 2.0], Some([0.1, 0.6]), "assumption: as for missing the target";
        /// Working days in which uncertainty fades (63 % of it).
        uncertainty_days: f64 = 63.0, "days", [1.0, 2_520.0], Some([30.0, 126.0]), "assumption: a quarter";
        /// Hours a day that one salesperson and one marketer of a team spend on writing the rules that a new way of working lacks.
        writing_hours: f64 = 1.0, "hours", [0.0, 8.0], Some([0.5, 2.0]), "assumption: two people a team, an hour a day";
        /// Hours a manager and day of leading a programme, at full leadership.
        leadership_hours: f64 = 0.5, "hours", [0.0, 8.0], Some([0.25, 1.0]), "assumption";
        /// Money a head that a change of the whole way of working takes at once: advice, tools, contracts drawn up anew.
        change_money: f64 = 2_000.0, "money", [0.0, 1e6], Some([500.0, 8_000.0]), "assumption: a week's pay and as much again for others";
        /// Hours a head that a change of the whole way of working takes before all else: to be told, trained and set up.
        briefing_hours: f64 = 16.0, "hours", [0.0, 500.0], Some([8.0, 40.0]), "assumption: two days";
        /// Hours a head of asking everybody beforehand.
        asking_hours: f64 = 6.0, "hours", [0.0, 100.0], Some([3.0, 12.0]), "assumption: a few group meetings";
        /// Share of the day that is lost without any practice in the way of working: looking for who does what now, by trial.
        groping: f64 = 0.1, "share", [0.0, 1.0], Some([0.05, 0.2]), "assumption";
        /// How far a change of the whole way of working makes somebody resist, for each unit of the mean of habit, distrust and readiness to blame.
        resistance: f64 = 2.0, "ratio", [0.0, 20.0], Some([1.0, 3.0]), "evidence for the direction: resistance goes with habit, distrust and disposition (Oreg 2006, recalled, D); the figure is an assumption: who is in the middle of all three resists as far as the change goes";
        /// Share of the resistance that does not arise where everybody concerned has been asked.
        asking: f64 = 0.8, "share", [0.0, 1.0], Some([0.4, 1.0]), "evidence for the effect: groups that took part in designing a change of their jobs had no resistance, one that was told had (Coch & French 1948, as summarised, B); the figure is an assumption";
        /// Working days in which resistance fades (63 % of it) where the new way is at home all around and people reach their targets.
        resistance_days: f64 = 63.0, "days", [1.0, 2_520.0], Some([30.0, 126.0]), "assumption: a quarter";
        /// Yearly rate at which those leave who resist wholly, on top of all other leaving.
        leaving: f64 = 0.9, "per year", [0.0, 12.0], Some([0.3, 2.3]), "evidence: 17 % of a group that was told of a change of its jobs left within 40 days, and nobody who had been asked (Coch & French 1948, as summarised, B): 1.2 a year of that group, of which 0.3 is the turnover without any change; of later days nothing is known";
        /// Share of the accounts that get another salesperson of the team when the whole way of working changes.
        reassigned: f64 = 0.1, "share", [0.0, 1.0], Some([0.0, 0.3]), "assumption";
        /// Chance that somebody invited attends a session that neither leaders nor appraisals care for.
        attendance: f64 = 0.6, "probability", [0.0, 1.0], Some([0.4, 0.8]), "assumption";
    }
}
