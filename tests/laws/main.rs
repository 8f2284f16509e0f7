//! The laws of the model: what must hold for every firm that a user may describe, whatever the numbers are.

mod books;
mod budget;
mod change;
mod coverage;
mod directions;
mod draws;
mod extremes;
mod firms;
mod formulas;
mod known;
mod leading;
mod materials;
mod pay;
mod posts;
mod price;
mod product;
mod random_firms;
mod reorganised;
mod story;
