//! Material for customers: what it takes to make, to find and to do without. Assumptions but for those with a source; their
//! defaults were found by matching published patterns at the mid-market firm as the mean over the structures
//! (`docs/model/history.md`).

use super::registry::section;

section! {
    /// Material for customers: topics, shelves and drawers, search, and going without.
    "materials" Materials {
        /// Topics of a segment on which customers ask for material, for the simplest offer.
        topics_base: f64 = 4.0, "topics", [1.0, 64.0], Some([3.0, 8.0]), "assumption";
        /// Further topics at full complexity.
        topics_slope: f64 = 30.0, "topics", [0.0, 64.0], Some([15.0, 45.0]), "assumption";
        /// Kinds of customers for whom a topic needs a piece of its own: industry, size, language.
        kinds: f64 = 20.0, "kinds", [1.0, 64.0], Some([10.0, 40.0]), "assumption";
        /// How unevenly pieces are asked for: the chance of a subject (a topic for a kind of customer) falls as its rank to the power of minus this.
        popularity: f64 = 1.2, "exponent", [0.0, 5.0], Some([0.8, 1.6]), "evidence for the form: Zipf's law of what is asked for; the figure is an assumption";
        /// Times a year that a subject changes its rank with another, at market speed 1.
        drift: f64 = 1.0, "per year", [0.0, 50.0], Some([0.5, 2.0]), "assumption";
        /// Rate at which a piece goes stale, at market speed 1.
        stale: f64 = 1.0, "per year", [0.0, 50.0], Some([0.5, 2.0]), "assumption: a piece lasts a year where preferences turn over once a year";
        /// Pieces that a step after the first needs, for the simplest offer.
        need_base: f64 = 0.8, "pieces", [0.0, 5.0], Some([0.4, 1.2]), "assumption, with need_slope: 6.7 pieces in an average sale (Demand Metric & Seismic, C)";
        /// Further pieces that a step needs at full complexity.
        need_slope: f64 = 1.5, "pieces", [0.0, 5.0], Some([0.8, 2.5]), "assumption, with need_base";
        /// Hours of one search for a piece that a salesperson does not have at hand.
        search_hours: f64 = 0.8, "hours", [0.0, 8.0], Some([0.4, 1.6]), "assumption";
        /// Chance to find a piece on a shelf although no record leads to it.
        browse: f64 = 0.1, "probability", [0.0, 1.0], Some([0.05, 0.3]), "assumption: half of what sales never uses it cannot find (AMA as cited, C)";
        /// Chance to hear of a piece on the shelf from a marketer whom one knows as well as can be.
        hearsay: f64 = 0.1, "probability", [0.0, 1.0], Some([0.05, 0.3]), "assumption";
        /// Hours in which an experienced salesperson makes a piece; a novice takes half as long again.
        sales_hours: f64 = 5.0, "hours", [0.0, 100.0], Some([2.5, 10.0]), "assumption";
        /// Hours in which a marketer makes a piece.
        marketing_hours: f64 = 4.0, "hours", [0.1, 500.0], Some([2.0, 8.0]), "assumption";
        /// Hours in which a marketer makes a piece that somebody waits for.
        request_hours: f64 = 4.0, "hours", [0.0, 100.0], Some([2.0, 8.0]), "assumption";
        /// Loss of a step's quality for each piece made by a salesperson, where marketing's loses nothing.
        homemade: f64 = 0.04, "share", [0.0, 1.0], Some([0.0, 0.1]), "assumption";
        /// Loss of a step's quality for each piece that it lacks.
        lacking: f64 = 0.15, "share", [0.0, 1.0], Some([0.08, 0.3]), "assumption: three pieces that lack are a step without help";
        /// Loss for each piece needed in an averagely handled sale.
        typical: f64 = 0.025, "share", [0.0, 1.0], None, "assumption: the mean loss at the mid-market firm, so that its win rate is that of its offer";
        /// What going without a piece costs in a salesperson's eyes, as a share of the deal's hours.
        worth: f64 = 0.7, "share", [0.0, 10.0], Some([0.35, 1.4]), "assumption";
        /// Weight of a marketer's own idea of what customers ask, in questions heard a subject.
        prior: f64 = 2.0, "questions", [0.01, 100.0], Some([1.0, 5.0]), "assumption";
        /// Hours of a meeting that showing one new piece takes.
        show_hours: f64 = 0.1, "hours", [0.0, 8.0], Some([0.05, 0.2]), "assumption";
    }
}

section! {
    /// Shared tasks: work that belongs to nobody in particular.
    "shared" Shared {
        /// Cost of doing a shared task over what it is worth to one who sees it, at trust of one half and without joint reward.
        cost: f64 = 0.2, "ratio", [0.0, 1.0], Some([0.1, 0.4]), "assumption";
        /// Hours of one shared task.
        hours: f64 = 0.4, "hours", [0.0, 8.0], Some([0.2, 0.8]), "assumption";
        /// Share of marketing's leads that come in through the general mailbox.
        mailbox: f64 = 0.1, "share", [0.0, 1.0], Some([0.05, 0.2]), "assumption";
        /// Working days between two fairs, on which all of marketing's leads have to be called by somebody; 0 for none.
        fair_interval: u32 = 126, "days", [0.0, 2_520.0], Some([63.0, 252.0]), "assumption: two fairs a year";
        /// Share of unworked marketing leads about to lapse that are not ready rather than lost, and can be kept warm.
        unready: f64 = 0.3, "share", [0.0, 1.0], Some([0.15, 0.5]), "assumption";
        /// Renewal notices an account and year.
        renewals: f64 = 1.0, "per year", [0.0, 12.0], Some([0.5, 2.0]), "convention: yearly contracts";
        /// Loss of an account's satisfaction when nobody gives notice of its renewal; a third of it when two do.
        renewal_missed: f64 = 0.1, "share", [0.0, 1.0], Some([0.05, 0.2]), "assumption: less than an open issue";
        /// Prices that change a year and team, at market speed 1.
        price_changes: f64 = 4.0, "per year", [0.0, 252.0], Some([2.0, 8.0]), "assumption: one per quarter";
        /// Share of a step that an offer with the wrong price makes to be done again.
        misquote: f64 = 0.3, "share", [0.0, 5.0], Some([0.15, 0.6]), "assumption";
    }
}
