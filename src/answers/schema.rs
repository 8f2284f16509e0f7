//! What a scenario file may hold, as JSON Schema.

use crate::scenario;

/// The JSON Schema of scenario files, by which an editor completes and checks as one types.
///
/// # Errors
/// None that data can cause; the serialiser's own are passed on.
pub fn text() -> serde_json::Result<String> {
    serde_json::to_string_pretty(&scenario::schema())
}
