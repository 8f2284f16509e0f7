//! The firms of `scenarios/`, inside the program, for those who use Verona without a checkout.

macro_rules! scenarios {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../scenarios/", $name, ".toml")))),*]
    };
}

/// The ready-made scenarios: the name of each, and the text of its file.
pub fn ready_made() -> &'static [(&'static str, &'static str)] {
    scenarios![
        "aligned-to-integrated",
        "behaviour-first",
        "blame-culture",
        "brokers-or-unit-large",
        "brokers-or-unit-mid",
        "brokers-or-unit-small",
        "commodity",
        "defined-to-aligned",
        "enterprise",
        "fast-software",
        "high-volume",
        "mid-market",
        "professional-services",
        "sales-support",
        "separate-lines",
        "start-up",
        "undefined-to-defined",
    ]
}

#[cfg(test)]
mod tests {
    use super::ready_made;

    #[test]
    fn every_file_of_the_folder_is_inside_the_program() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
        let mut there: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder can be read")
            .filter_map(|entry| {
                entry.ok()?.path().file_name()?.to_str()?.strip_suffix(".toml").map(str::to_owned)
            })
            .collect();
        there.sort();
        let inside: Vec<&str> = ready_made().iter().map(|(name, _)| *name).collect();
        assert_eq!(inside, there);
    }
}
