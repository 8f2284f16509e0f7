//! What a user writes: parameters (each declared once), presets, scenario files, and the errors that point into
//! them. Knows nothing of how the firm moves.

pub mod assumptions;
pub mod calendar;
mod canonical;
mod contradictions;
#[cfg(feature = "lab")]
pub(crate) mod embedded;
pub mod error;
mod explain;
pub mod facts;
pub mod file;
pub mod materials;
pub mod numbers;
pub mod operating;
mod overrides;
pub mod parameters;
pub mod pay;
pub mod persons;
mod persons_reader;
pub mod presets;
pub mod product;
pub mod programme;
pub(crate) mod reader;
#[cfg(feature = "lab")]
mod reading;
#[cfg(feature = "lab")]
mod ready_made;
mod reference;
pub mod registry;
mod resolve;
mod schema;
mod schema_parts;
pub(crate) mod spot;
mod starter;
pub mod study;
pub(crate) mod suggest;
pub(crate) mod syntax;
mod top;
mod unlikely;
mod wording;
pub(crate) mod written;

pub use canonical::canonical;
pub use error::ScenarioError;
pub use explain::explain;
#[cfg(feature = "lab")]
pub(crate) use file::load_within;
pub use file::without_programmes;
pub use file::{BUILT_IN, load};
#[cfg(feature = "lab")]
pub use ready_made::ready_made;
pub use reference::reference_markdown;
pub use schema::schema;
pub use starter::{starter, starter_with};
pub use study::{Arm, NO_CHANGE, Study};
pub use unlikely::unlikely;
pub use written::TODAY;

use registry::{Misfit, Parameter, Section, Value};

/// Declares [`Scenario`] from its sections, and the look-ups by dotted key.
macro_rules! scenario {
    ($( $(#[doc = $doc:literal])* $field:ident: $Section:ty, )*) => {
        /// One firm with one operating model and one plan: all that a simulation of one arm needs.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct Scenario {
            $( $(#[doc = $doc])* pub $field: $Section, )*
            /// The programme of change, empty for a firm that stays as it is.
            pub programme: programme::Programme,
            /// Somebody in particular, in the order of the file.
            pub persons: Vec<persons::Person>,
        }

        /// The sections in their order: name, line of description, declared parameters.
        pub const SECTIONS: &[(&str, &str, &[Parameter])] = &[
            $( (stringify!($field), concat!($($doc),*), <$Section as Section>::PARAMETERS), )*
        ];

        impl Scenario {
            /// The value of `section.name`; `None` when there is no such parameter.
            pub fn get(&self, section: &str, name: &str) -> Option<Value> {
                match section {
                    $( stringify!($field) => self.$field.get(name), )*
                    _ => None,
                }
            }

            /// Sets `section.name`.
            ///
            /// # Errors
            /// [`Misfit`] when there is no such parameter or the value does not fit it; nothing is changed then.
            pub fn set(&mut self, section: &str, name: &str, value: &Value) -> Result<(), Misfit> {
                match section {
                    $( stringify!($field) => self.$field.set(name, value), )*
                    _ => Err(Misfit::Unknown),
                }
            }
        }
    };
}

scenario! {
    /// The firm: how many people it has and how their day is made.
    firm: parameters::Firm,
    /// The offer: what is sold.
    offer: parameters::Offer,
    /// The market: who could buy, how fast they change, and how they respond.
    market: parameters::Market,
    /// The culture that people bring to work, whatever the structure.
    culture: parameters::Culture,
    /// Prices of people and tools, so that profit is money and not a proxy.
    money: parameters::Money,
    /// Pay: plans by group, and how people respond to them.
    pay: pay::Pay,
    /// Price: what a salesperson may give away, and what it brings.
    price: pay::Price,
    /// The common budget: how it is divided between campaigns and sales support, and what it buys.
    budget: pay::Budget,
    /// The operating model: each choice of how the two functions work together, settable alone.
    operating: operating::Operating,
    /// How long to simulate, how often, and from which seed.
    plan: parameters::Plan,
    /// Attention: whom people know, whom they hear of, and how sharply they choose.
    attention: assumptions::Attention,
    /// Qualification and closing: what moves the odds of a sale.
    closing: assumptions::Closing,
    /// Information: how the market becomes known.
    information: assumptions::Information,
    /// Joint steps, exceptions to the rules, and how they are settled.
    exceptions: assumptions::Exceptions,
    /// Material for customers: topics, shelves and drawers, search, and going without.
    materials: materials::Materials,
    /// Shared tasks: work that belongs to nobody in particular.
    shared: materials::Shared,
    /// The offer: how far it fits what customers want, and how long it takes to follow them.
    product: product::Product,
    /// What coordination costs in hours.
    coordination: assumptions::Coordination,
    /// Motives: why people help, and what rewards do.
    behaviour: assumptions::Behaviour,
    /// Trust in persons and in the other function.
    trust: assumptions::Trust,
    /// Targets, attribution and blame.
    blame: assumptions::Blame,
    /// Learning from what has failed.
    learning: assumptions::Learning,
    /// Vocabulary shared with the other function.
    vocabulary: assumptions::Vocabulary,
    /// Accounts: customers who can buy again.
    accounts: assumptions::Accounts,
    /// People: how they differ, what keeps them, and how they come and go.
    people: assumptions::People,
    /// Change: what it takes to work in a new way.
    transition: assumptions::Transition,
}

/// Every declared parameter, section by section.
pub fn parameters() -> impl Iterator<Item = &'static Parameter> {
    SECTIONS.iter().flat_map(|(_, _, parameters)| parameters.iter())
}

/// The declaration of `section.name`.
pub fn parameter(section: &str, name: &str) -> Option<&'static Parameter> {
    parameters().find(|p| p.section == section && p.name == name)
}
