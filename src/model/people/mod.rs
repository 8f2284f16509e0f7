//! People: who they are, whom they know and trust, whom they blame, and when they leave.

pub mod blame;
pub mod person;
pub mod staffing;
pub mod ties;
