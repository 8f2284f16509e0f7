//! A validated scenario: the firm, its arms and its programmes of change.

use std::sync::Arc;

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use verona::scenario::registry::Value;
use verona::scenario::{self, Arm, Scenario};

use crate::failure;

/// The most threads of one run; the command line has the same bound.
const MOST_THREADS: u32 = 512;

/// A validated scenario.
#[pyclass(frozen, module = "verona_lab._engine")]
pub struct Study {
    study: Arc<scenario::Study>,
}

/// What Python is told of an arm: name, description, what it changes.
type Told = (String, String, Vec<String>);

fn told(arms: &[Arm]) -> Vec<Told> {
    arms.iter().map(|arm| (arm.name.clone(), arm.about.clone(), arm.overrides.clone())).collect()
}

#[pymethods]
impl Study {
    /// Reads scenario text; `overrides` are `key=value`, as after `--set`.
    #[new]
    fn new(py: Python<'_>, text: &str, origin: &str, overrides: Vec<String>) -> PyResult<Self> {
        let study = py.detach(|| scenario::load(text, origin, &overrides));
        let study = study.map_err(|error| failure::scenario(py, &error))?;
        Ok(Self { study: Arc::new(study) })
    }

    /// The same with these arms only, in this order.
    fn select(&self, py: Python<'_>, names: Vec<String>) -> PyResult<Self> {
        let picked = scenario::Study::clone(&self.study).select(&names);
        let study = picked.map_err(|error| failure::scenario(py, &error))?;
        Ok(Self { study: Arc::new(study) })
    }

    /// What is unlikely about the firm, a sentence each.
    fn unlikely(&self) -> Vec<String> {
        scenario::unlikely(&self.study.base)
    }

    #[getter]
    fn name(&self) -> &str {
        &self.study.name
    }

    #[getter]
    fn about(&self) -> &str {
        &self.study.about
    }

    #[getter]
    fn canonical(&self) -> &str {
        &self.study.canonical
    }

    #[getter]
    fn arms(&self) -> Vec<Told> {
        told(&self.study.arms)
    }

    #[getter]
    fn others(&self) -> Vec<Told> {
        told(&self.study.others)
    }

    #[getter]
    fn programmes(&self) -> Vec<Told> {
        told(&self.study.programmes)
    }

    /// (seed, replications, days, warm-up).
    #[getter]
    fn plan(&self) -> (u64, u32, u32, u32) {
        let plan = &self.study.base.plan;
        (plan.seed, plan.replications, plan.days, plan.warm_up)
    }

    /// A scenario file that says every value in force.
    fn written_out(&self) -> String {
        self.study.written_out()
    }

    /// The value of a dotted key, in an arm or (without one) in the firm as it works today; `None` when there is no
    /// such parameter.
    #[pyo3(signature = (key, arm=None))]
    fn value<'py>(
        &self,
        py: Python<'py>,
        key: &str,
        arm: Option<&str>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let scenario: &Scenario = match arm {
            None => &self.study.base,
            Some(name) => {
                let mut arms = self.study.arms.iter().chain(&self.study.others);
                let arm = arms.find(|arm| arm.name == name);
                &arm.ok_or_else(|| failure::usage(py, &self.no_arm(name)))?.scenario
            }
        };
        let (section, name) = key.split_once('.').unwrap_or((key, ""));
        scenario.get(section, name).map(|value| handed(py, value)).transpose()
    }
}

/// A value as Python has it.
pub fn handed(py: Python<'_>, value: Value) -> PyResult<Bound<'_, PyAny>> {
    match value {
        Value::Number(number) => number.into_bound_py_any(py),
        Value::Integer(number) => number.into_bound_py_any(py),
        Value::Flag(flag) => flag.into_bound_py_any(py),
        Value::Word(word) => word.into_bound_py_any(py),
    }
}

impl Study {
    fn no_arm(&self, name: &str) -> String {
        let arms: Vec<&str> =
            self.study.arms.iter().chain(&self.study.others).map(|arm| arm.name.as_str()).collect();
        format!("there is no structure '{name}': there are {}", arms.join(", "))
    }

    /// The study.
    pub fn shared(&self) -> Arc<scenario::Study> {
        Arc::clone(&self.study)
    }
}

/// A number of threads, as the engine takes it.
///
/// # Errors
/// `UsageError` for more threads than any machine has cores.
pub fn threads(py: Python<'_>, threads: u32) -> PyResult<usize> {
    if threads > MOST_THREADS {
        let message = format!(
            "threads cannot be {threads}: expected a whole number from 0 (one per processor core) to {MOST_THREADS}"
        );
        return Err(failure::usage(py, &message));
    }
    Ok(threads as usize)
}
