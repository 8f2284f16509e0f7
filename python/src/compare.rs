//! `verona compare` for Python.

use std::sync::Arc;

use pyo3::prelude::*;
use verona::answers::compare::Compare;
use verona::evidence::Looks;

use crate::answer::Answer;
use crate::draws;
use crate::study::{Study, threads};
use crate::supervise::answered;

/// Simulates all arms until the lead is clear or the plan's replications are used up; `capped` says that `at_most` was asked
/// for, and holds also where it is below the plan's usual number. `months` and `people` keep those
/// tables too.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "the arguments of the function in Python")]
#[pyo3(signature = (study, threads=0, months=false, people=false, progress=None, capped=false, draws=None, firms=100))]
pub fn compare(
    py: Python<'_>,
    study: &Study,
    threads: u32,
    months: bool,
    people: bool,
    progress: Option<Bound<'_, PyAny>>,
    capped: bool,
    draws: Option<(String, String)>,
    firms: u32,
) -> PyResult<Answer> {
    let mut study = study.shared();
    if capped {
        let plan = &study.base.plan;
        let usual = Looks::usual_within(plan.replications, plan.at_most);
        study = Arc::new(verona::scenario::Study::clone(&study).with_replications(usual));
    }
    let draws = draws::of(py, draws, firms, &study)?;
    let request = Compare { study, threads: self::threads(py, threads)?, months, people, draws };
    answered(py, progress.as_ref(), move |watch| request.answer(watch, |_, _, _| Ok(())))
}
