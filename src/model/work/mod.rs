//! Work: a salesperson's and a marketer's day, from a lead to an account.

pub mod accounts;
pub mod attention;
pub mod closing;
pub mod leads;
pub mod lists;
pub mod losses;
pub mod marketing;
pub mod perception;
pub mod price;
