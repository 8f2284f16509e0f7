//! The date of metadata, which no result depends on.

/// The variable by which builds and runs are made reproducible to the last byte.
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// Seconds since 1970: of `SOURCE_DATE_EPOCH` where it is set, else of the clock.
#[allow(clippy::disallowed_types, reason = "the date of the metadata, which no result depends on")]
pub fn now() -> u64 {
    use std::time::{SystemTime, UNIX_EPOCH};
    let set = std::env::var(EPOCH).ok().and_then(|text| text.trim().parse().ok());
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    set.unwrap_or_else(clock)
}
