//! The offer that follows knowledge: assumptions but for those with a source, fixed before any structure was compared with them.

use super::registry::section;

section! {
    /// The offer: how far it fits what customers want, and how long it takes to follow them.
    "product" Product {
        /// Gain for each unit of fit of the offer above the typical.
        odds: f64 = 1.0, "log odds", [0.0, 20.0], Some([0.5, 2.0]), "assumption: as a message's at the default weight of messages";
        /// Effect of each unit of fit of the offer above the typical on an account's satisfaction.
        satisfaction: f64 = 0.2, "share", [0.0, 1.0], Some([0.1, 0.4]), "assumption: twice a message's";
        /// Loss of fit with the squared error of the offer: fit = exp(-misfit x squared error).
        misfit: f64 = 1.0, "ratio", [0.0, 20.0], Some([0.5, 2.0]), "assumption: less than a message's, an offer serves more than one want";
        /// Fit of the offer in an averagely handled sale.
        typical: f64 = 0.6, "share", [0.0, 1.0], None, "assumption: the mean at the mid-market firm, so that its win rate is that of its offer";
        /// Share of the way to what is wanted that a quarter's development goes.
        pace: f64 = 0.5, "share", [0.0, 1.0], Some([0.25, 1.0]), "assumption: half";
        /// Quarters that development takes at least.
        lag_least: u32 = 2, "quarters", [1.0, 8.0], None, "assumption: two to four quarters";
        /// Quarters that development takes at most; `lag_least` where that is more.
        lag_most: u32 = 4, "quarters", [1.0, 8.0], None, "assumption: two to four quarters";
        /// How much of what sales tells marketing of today's wants it tells of those on the day of arrival: customers' plans.
        foresight: f64 = 0.1, "share", [0.0, 1.0], Some([0.03, 0.3]), "evidence for the effect: lead users (von Hippel 1986, recalled, D); the figure is an assumption";
        /// Hours of each who decides about the offer, a quarter.
        hours: f64 = 3.0, "hours", [0.0, 100.0], Some([1.0, 6.0]), "assumption: as revising a message";
    }
}
