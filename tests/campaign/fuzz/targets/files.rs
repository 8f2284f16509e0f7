//! Any bytes as each kind of file that a user or a stranger can write: read, or refused in words; never a panic, never
//! words that steer a terminal.
#![no_main]

use libfuzzer_sys::fuzz_target;
use verona::evidence::claims;
use verona::experiment::file::{self, NamedFile};
use verona::experiment::store::{FileName, Identity, Shard};
use verona::scenario::{self, error::steers};

fuzz_target!(|data: &[u8]| {
    let Some((kind, data)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(data) else { return };
    let said = match kind % 6 {
        0 => scenario::load(text, "fuzzed", &[]).err().map(|error| error.to_string()),
        1 => scenario::load("", "fuzzed", &text.lines().map(str::to_owned).collect::<Vec<_>>())
            .err()
            .map(|error| error.to_string()),
        2 => {
            // What it names is the rest of the text.
            let (text, rest) = text.split_once('\u{0}').unwrap_or((text, ""));
            let mut named = |name: &str| Ok(NamedFile { origin: name.to_owned(), text: rest.to_owned() });
            file::load(text, "fuzzed", &[], &mut named).err().map(|error| error.to_string())
        }
        3 => claims::read(text, "fuzzed").err().map(|error| error.to_string()),
        4 => FileName::new(text).err().map(|error| error.to_string()),
        _ => text.parse::<Shard>().err().or_else(|| {
            serde_json::from_str::<Identity>(text).err().map(|error| error.to_string())
        }),
    };
    if let Some(said) = said {
        // Line breaks are the message's own; all else goes through one way out, which this is not.
        assert!(kind % 6 > 3 || !said.contains(|c: char| c != '\n' && steers(c)), "{said:?}");
    }
});
