//! What was registered stays as it was: an edit of the claims without an entry of its own on the page of registrations is found.

use sha2::{Digest, Sha256};

use super::read;

const FILE: &str = "claims/kotler-rackham-krishnaswamy.toml";
const PAGE: &str = "docs/evidence/registrations.md";

/// The registered part of some text: all but the mechanisms, which are the model's, and the beliefs, which come after the runs.
fn registered(text: &str) -> String {
    let (mut kept, mut mechanism) = (String::new(), false);
    for line in text.lines() {
        mechanism |= line == "[[mechanism]]";
        if !mechanism && !line.starts_with("belief = ") {
            kept.push_str(line);
            kept.push('\n');
        }
        mechanism &= !line.is_empty();
    }
    kept
}

fn sum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn claims_are_those_whose_sum_the_last_registration_gives_and_the_first_seventeen_those_of_the_first() {
    let (file, page) = (read(FILE), read(PAGE));
    let sums: Vec<&str> = page
        .lines()
        .filter(|line| line.starts_with("| "))
        .filter_map(|line| line.split('`').nth(1))
        .filter(|word| word.len() == 64)
        .collect();
    let mut first = String::new();
    for line in file.lines().take_while(|line| !line.ends_with(" the second registration")) {
        first.push_str(line);
        first.push('\n');
    }
    assert!(sums.len() >= 2, "{PAGE} has a row for each registration");
    assert_eq!(sum(&registered(&first)), sums[0], "the first registration of {FILE} is no longer as it was");
    assert_eq!(
        Some(&sum(&registered(&file)).as_str()),
        sums.last(),
        "the claims of {FILE} have been edited; register them anew: a row in {PAGE} with the date, what was changed and why, and this sum"
    );
}
