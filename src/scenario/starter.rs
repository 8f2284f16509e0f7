//! The starter file of `verona init`: the keys that a user describes a firm with, each commented out at its default.

use std::fmt::Write as _;

use super::facts::{self, Fact};
use super::presets::PRESETS;
use super::programme::texts;
use super::registry::{Parameter, Takes};
use super::{SECTIONS, wording};

/// The sections that describe a firm; the others hold assumptions about people.
const FOR_USERS: &[&str] = &["firm", "offer", "market", "culture", "money", "operating", "plan"];

const HEADER: &str = "\
# My firm: say in this paragraph what it stands for. Verona shows it above the results.
#
# How to use this file: every key below stands at its default and is commented out. Take the `#` away in front of a
# key and change its value; leave the rest. Then run `verona compare` with the name of this file.
# `verona explain KEY` tells more of a key and where its default comes from, such as `verona explain offer.complexity`.

# name = \"my firm\"

# Which structures to compare, in which order; without it, all.
# compare = [\"undefined\", \"defined\", \"aligned\", \"integrated\"]
";

const ARMS: &str = "
# Structures of your own, compared beside the four: where each starts from and what it changes.
# [arms.shared_reward]
# about = \"As defined, with shared rewards\"
# preset = \"defined\"
# joint_reward = 0.3
#
# With the name of one of the four, such as [arms.defined], it changes that structure.
";

/// The text of the starter file. It loads as it is, and gives exactly the defaults.
pub fn starter() -> String {
    starter_with(&[], None)
}

/// The same with facts that are known, and with the structure of today.
pub fn starter_with(given: &[(&Fact, String)], structure: Option<&str>) -> String {
    let mut text = HEADER.to_owned();
    text.push_str(&facts::starter_lines(given));
    for (section, about, declared) in SECTIONS.iter().filter(|(section, _, _)| FOR_USERS.contains(section)) {
        let _ = writeln!(text, "\n[{section}]\n# {}", about.trim());
        if *section == "operating" {
            let _ = writeln!(
                text,
                "\n# How the firm works today: one of the four structures, which the keys below then change. Without it,\n\
                 # the keys below are applied to every structure."
            );
            for preset in &PRESETS {
                let _ = writeln!(text, "#   {:<11} {}", preset.name, preset.about);
            }
            let _ = match structure {
                Some(name) => writeln!(text, "preset = \"{name}\""),
                None => writeln!(text, "# preset = \"{}\"", PRESETS[1].name),
            };
        }
        for parameter in *declared {
            write_key(&mut text, parameter);
        }
    }
    text.push_str(ARMS);
    text.push_str(&texts::starter());
    text
}

fn write_key(text: &mut String, p: &Parameter) {
    let takes = match p.kind {
        Takes::Choice(_) => String::new(),
        Takes::Flag => "  # true or false".to_owned(),
        Takes::Number | Takes::Integer => format!("  # {}, {}", p.unit, wording::range(p.legal)),
    };
    let _ = writeln!(text, "\n# {}", p.about());
    for (word, meaning) in p.words {
        let _ = writeln!(text, "#   {word:<11} {}", meaning.trim());
    }
    let _ = writeln!(text, "# {}{takes}", wording::line(p));
}
