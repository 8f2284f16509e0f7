//! Where a firm stands by what its people answer: the sentence and the JSON of `verona diagnose`, its starting scenario, and
//! the advice as data, which a page puts into its own language.

use serde_json::{Value as Json, json};
use verona::answers::Answer;
use verona::answers::diagnose::Diagnosed;
use verona::evidence::diagnosis::answers::{Answers, Sheet};
use verona::evidence::diagnosis::moves::{ADVICE, Reason};
use verona::evidence::diagnosis::profile::{firm_score, place};
use verona::evidence::diagnosis::start;
use verona::evidence::diagnosis::statements::{HIGHEST, LOWEST};

use crate::message::{Reply, refused};

fn sheet(answers: &[u8]) -> Result<Sheet, Json> {
    let sheet = Sheet::try_from(answers).map_err(refused)?;
    match sheet.iter().all(|answer| (LOWEST..=HIGHEST).contains(answer)) {
        true => Ok(sheet),
        false => Err(refused(verona::evidence::diagnosis::answers::expected())),
    }
}

/// The answer to both functions' answers.
pub fn answer(sales: &[u8], marketing: &[u8]) -> Reply {
    let answers = Answers { sales: sheet(sales)?, marketing: sheet(marketing)? };
    let scenario = start::scenario(&answers);
    let advice = &ADVICE[place(firm_score(&answers))];
    let reasons = |reasons: &[Reason]| -> Vec<Json> {
        reasons
            .iter()
            .map(|reason| json!({ "words": reason.words, "shown": reason.shown(&answers) }))
            .collect()
    };
    let (stay, go) = (reasons(advice.stay), reasons(advice.go));
    let diagnosed = Diagnosed(answers);
    let reply = json!({
        "json": diagnosed.json().map_err(refused)?,
        "text": diagnosed.text(100),
        "sentence": diagnosed.verdict(),
        "scenario": scenario,
        "stay": stay,
        "go": go,
        "change": advice.change,
    });
    Ok((reply, Vec::new()))
}
