//! People: who they are, whom they know and trust, what they are paid, to what they put down what fails, and when they leave.

pub mod attribution;
pub mod choice;
pub mod leading;
pub mod norms;
pub mod orientation;
pub mod pay;
pub mod person;
pub mod staffing;
pub mod targets;
pub mod ties;
