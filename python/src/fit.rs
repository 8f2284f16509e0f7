//! `verona fit` for Python.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pyo3::prelude::*;
use verona::answers::fit::FitFirm;
use verona::evidence::crm::{self, Export, Known, Mapping};
use verona::evidence::fit::Effort;

use crate::answer::Answer;
use crate::failure;
use crate::study::{Study, threads};
use crate::supervise::answered;

/// Finds the firms that meet the facts of a scenario, and those that exports (deals, leads, activities) tell. `text` is the scenario's
/// own, and `mapping` the text of a mapping of columns.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "they are named where Python calls it")]
#[pyo3(signature = (study, text, exports, mapping=None, firms=200, quick=false, threads=0, progress=None))]
pub fn fit(
    py: Python<'_>,
    study: &Study,
    text: String,
    exports: Vec<PathBuf>,
    mapping: Option<&str>,
    firms: u32,
    quick: bool,
    threads: u32,
    progress: Option<Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let study = study.shared();
    let mapping = mapping.map_or(Ok(Mapping::default()), |text| Mapping::read(text, "the mapping"));
    let mapping = mapping.map_err(|error| failure::scenario(py, &error))?;
    let open = |path: &Path| -> PyResult<Export<File>> {
        Ok(Export { origin: path.display().to_string(), source: File::open(path)? })
    };
    let mut request = FitFirm::of(Arc::clone(&study), text);
    if let [deals, rest @ ..] = exports.as_slice() {
        let [leads, activities] = [0, 1].map(|at| rest.get(at).map(|path| open(path)).transpose());
        let report = crm::read(open(deals)?, leads?, activities?, &mapping, Known::of(&study))
            .map_err(|error| failure::raise(py, "UsageError", &error.to_string()))?;
        request = request.with_export(&report);
    }
    let usual = if quick { Effort::QUICK } else { Effort::USUAL };
    let effort = Effort { draws: firms as usize, ..usual };
    let request = FitFirm { effort, threads: self::threads(py, threads)?, ..request };
    answered(py, progress.as_ref(), move |watch| Ok(Box::new(request.answer(watch)?)))
}
