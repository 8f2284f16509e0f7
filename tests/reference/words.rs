//! One idea, one word: whoever reads Verona reads of structures. `arm` is the name of a key and of a column in files, and
//! stands nowhere else (docs/glossary.md).

use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::root;

/// Every piece of text that somebody may meet, with the place where it stands.
type Said = Vec<(String, String)>;

#[test]
fn whoever_reads_verona_reads_of_structures_and_of_arms_in_the_names_of_files_only() {
    let mut said = Said::new();
    for room in ["src", "python/src", "web/engine/src"] {
        for file in files(room, "rs") {
            let text = read(&file);
            let tokens: TokenStream =
                text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            // What is said of the command line's own structs is its help.
            strings(tokens, &file, room == "src" && file.starts_with(root().join("src/cli")), &mut said);
        }
    }
    for file in files("docs", "md").into_iter().chain(files("notebooks", "md")).chain(top()) {
        if !file.ends_with("docs/glossary.md") {
            page(&read(&file), &file, &mut said);
        }
    }
    for file in files("python/package", "py") {
        docstrings(&read(&file), &file, &mut said);
    }
    let found: Vec<String> = said
        .iter()
        .filter(|(_, text)| says_arm(text))
        .map(|(place, text)| format!("{place}: {}", text.trim()))
        .collect();
    assert!(said.len() > 3000, "the words are found: {}", said.len());
    assert!(found.is_empty(), "\n{}\nsay \"structure\"; see docs/glossary.md\n", found.join("\n"));
}

/// Whether the word stands in it as a word, and not as a name of a key, a column, an option or a place to fill in.
fn says_arm(text: &str) -> bool {
    let lower = text.to_lowercase();
    if ["arm", "arms", "arms."].contains(&lower.as_str()) {
        return false;
    }
    ["arm", "arms"].iter().any(|word| {
        lower.match_indices(word).any(|(at, _)| {
            let before = lower[..at].chars().next_back();
            let mut rest = lower[at + word.len()..].chars();
            let (after, then) = (rest.next(), rest.next());
            let joins = |c: char| c.is_alphanumeric() || "_\"`".contains(c);
            let whole = !before.is_some_and(joins) && !after.is_some_and(joins);
            let key = before.is_some_and(|c| "[{-.,/".contains(c))
                || after.is_some_and(|c| "}=,".contains(c) && before == Some(','))
                || (after == Some('.') && then.is_some_and(|c| c.is_alphanumeric() || "_{\"\\".contains(c)))
                || (after == Some(' ') && then == Some('='));
            whole && !key
        })
    })
}

/// The strings of a Rust file, and with `help` its doc comments.
fn strings(tokens: TokenStream, file: &Path, help: bool, said: &mut Said) {
    let mut attribute = false;
    for token in tokens {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => attribute = true,
            TokenTree::Punct(mark) if attribute && mark.as_char() == '!' => {}
            TokenTree::Group(group) => {
                let doc = attribute
                    && group.delimiter() == Delimiter::Bracket
                    && group.stream().to_string().starts_with("doc");
                if !doc || help && !group.stream().to_string().contains('`') {
                    strings(group.stream(), file, help, said);
                }
                attribute = false;
            }
            TokenTree::Literal(literal) => {
                if let syn::Lit::Str(text) = syn::Lit::new(literal) {
                    let line = text.span().start().line;
                    said.push((format!("{}:{line}", file.display()), without_code(&text.value())));
                }
                attribute = false;
            }
            _ => attribute = false,
        }
    }
}

/// The prose of a page and what its sessions print; not the code in it.
fn page(text: &str, file: &Path, said: &mut Said) {
    let mut fence: Option<String> = None;
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(kind) = line.trim_start().strip_prefix("```") {
            fence = if fence.is_some() { None } else { Some(kind.to_owned()) };
            continue;
        }
        let shown = match &fence {
            None => without_code(line),
            Some(kind) if kind.starts_with("console") && !line.starts_with('$') => line.to_owned(),
            Some(_) => continue,
        };
        said.push((format!("{}:{number}", file.display()), shown));
    }
}

/// The docstrings of a Python file, but for the names of arguments and examples.
fn docstrings(text: &str, file: &Path, said: &mut Said) {
    for piece in text.split("\"\"\"").skip(1).step_by(2) {
        for line in piece.lines().filter(|line| !line.contains(">>>")) {
            if !["arm", "arms", "arms:", "arm:"].contains(&line.trim()) {
                said.push((file.display().to_string(), without_code(line)));
            }
        }
    }
}

/// A line without what stands between backquotes in it, and without the targets of links.
fn without_code(line: &str) -> String {
    let prose: String = line.replace("``", "`").split('`').step_by(2).collect::<Vec<_>>().join("`");
    let mut pieces = prose.split("](");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + "]" + piece.split_once(')').map_or(piece, |(_, rest)| rest))
}

fn top() -> impl Iterator<Item = PathBuf> {
    ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"].into_iter().map(|name| root().join(name))
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The files below a folder with this ending.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder of ours can be read") {
            let path = entry.expect("a folder of ours can be read").path();
            if path.is_dir() {
                collect(&path, ending, found);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    collect(&root().join(folder), ending, &mut found);
    found.sort();
    found
}

#[test]
fn a_word_is_told_from_a_key_a_column_and_an_option() {
    for word in ["each arm", "The arms are identical", "an arm's name", "of (arm) and", "an arm."] {
        assert!(says_arm(word), "{word}");
    }
    for name in [
        "arm",
        "arms",
        "[arms.mine]",
        "arms.mine.blame",
        "--arms a,b",
        "{arm} leads",
        "replication,arm,outcome",
        "arms = [\"a\"]",
        "harm",
        "army",
    ] {
        assert!(!says_arm(name), "{name}");
    }
    assert_eq!(without_code("one `arm` of [two](arms.md) is"), "one `` of [two] is".replace("``", "`"));
}
