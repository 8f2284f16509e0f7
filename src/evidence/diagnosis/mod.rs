//! Diagnosis: where a firm stands on the scale of the four structures, from a questionnaire that both functions
//! answer, or from what a simulated firm does.

pub mod answers;
pub mod moves;
pub mod profile;
pub mod simulated;
pub mod start;
pub mod statements;
