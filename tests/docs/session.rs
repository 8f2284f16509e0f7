//! Replays the commands of a document in a folder of its own, and compares output with what is shown.

use crate::blocks::Command;
use std::path::Path;
use tempfile::TempDir;

/// A folder with a copy of `scenarios/` and of the `claims/` beside it, in which commands run one after the other.
pub struct Session {
    folder: TempDir,
}

impl Session {
    /// Makes the folder; `scenarios` need not exist.
    pub fn start(scenarios: &Path) -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        if scenarios.is_dir() {
            copy(scenarios, &folder.path().join("scenarios"));
        }
        let claims = scenarios.with_file_name("claims");
        if claims.is_dir() {
            copy(&claims, &folder.path().join("claims"));
        }
        Self { folder }
    }

    /// Runs a command; gives the lines of standard output, then those of standard error.
    pub fn run(&self, command: &Command) -> Result<Vec<String>, String> {
        let mut words = split(&command.words)?;
        let mut into = None;
        if let Some(at) = words.iter().position(|word| word == ">") {
            into = words.get(at + 1).cloned();
            words.truncate(at);
        }
        if words.iter().any(|word| ["|", "&&", ";", "<", ">>"].contains(&word.as_str())) {
            return Err("documents may redirect into a file, but use no other words of a shell".to_owned());
        }
        if words.starts_with(&["cargo", "run", "--release", "--"].map(str::to_owned)) {
            words.splice(..4, ["verona".to_owned()]);
        }
        let (program, arguments) = words.split_first().ok_or("the command is empty")?;
        match program.as_str() {
            "verona" => self.verona(arguments, into.as_deref(), command.exit),
            "cat" => self.cat(arguments),
            _ => Err("only `verona`, `cargo run --release --` and `cat` can be replayed; \
                      put other commands into an `sh` block"
                .to_owned()),
        }
    }

    fn verona(&self, arguments: &[String], into: Option<&str>, exit: i32) -> Result<Vec<String>, String> {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_verona"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("NO_COLOR", "1")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("COLUMNS")
            .env_remove("RUST_BACKTRACE")
            .output()
            .map_err(|error| format!("cannot be run: {error}"))?;
        let errors = String::from_utf8_lossy(&output.stderr);
        if output.status.code() != Some(exit) {
            return Err(format!("ended with {}, not with exit code {exit}\n{errors}", output.status));
        }
        let mut shown = String::new();
        match into {
            Some(file) => {
                std::fs::write(self.folder.path().join(file), &output.stdout)
                    .map_err(|error| format!("{file}: {error}"))?;
            }
            None => shown.push_str(&String::from_utf8_lossy(&output.stdout)),
        }
        shown.push_str(&errors);
        Ok(shown.lines().map(|line| line.trim_end().to_owned()).collect())
    }

    fn cat(&self, files: &[String]) -> Result<Vec<String>, String> {
        let mut lines = Vec::new();
        for file in files {
            let text = std::fs::read_to_string(self.folder.path().join(file))
                .map_err(|error| format!("{file}: {error}"))?;
            lines.extend(text.lines().map(|line| line.trim_end().to_owned()));
        }
        Ok(lines)
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a temporary folder can be made");
    for entry in std::fs::read_dir(from).expect("scenarios/ can be read") {
        let path = entry.expect("scenarios/ can be read").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("scenarios/ can be copied");
        }
    }
}

/// Splits a command line as a shell would, with single and double quotes and comments.
fn split(line: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => word.get_or_insert_default().push(c),
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, '#') if word.is_none() => break,
            (None, _) if c.is_whitespace() => words.extend(word.take()),
            (None, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    if quote.is_some() { Err("a quote is never closed".to_owned()) } else { Ok(words) }
}

/// Whether `output` is what is `shown`; nothing shown stands for any output.
pub fn matches(shown: &[String], output: &[String]) -> bool {
    let shown = &shown[..shown.len() - shown.iter().rev().take_while(|line| line.is_empty()).count()];
    let output = &output[..output.len() - output.iter().rev().take_while(|line| line.is_empty()).count()];
    shown.is_empty() || lines_match(shown, output)
}

fn line_matches(shown: &str, output: &str) -> bool {
    let mut pieces = shown.split("...");
    let Some(mut rest) = output.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else { return rest.is_empty() };
    for piece in middle {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Matches lines where `...` stands for any number of them. On a mismatch the latest `...` takes one line more, so
/// the time is that of the product of the lengths at worst.
fn lines_match(shown: &[String], output: &[String]) -> bool {
    let is_wildcard = |at: usize| shown.get(at).is_some_and(|line| line.trim() == "...");
    let (mut at, mut i, mut retry) = (0, 0, None);
    while i < output.len() {
        if is_wildcard(at) {
            at += 1;
            retry = Some((at, i));
        } else if at < shown.len() && line_matches(&shown[at], &output[i]) {
            at += 1;
            i += 1;
        } else if let Some((after, taken)) = retry {
            retry = Some((after, taken + 1));
            at = after;
            i = taken + 1;
        } else {
            return false;
        }
    }
    (at..shown.len()).all(is_wildcard)
}

/// Tells how the output differs from what is shown.
pub fn difference(command: &Command, output: &[String]) -> String {
    format!(
        "{}: `{}` shows\n{}\nbut gives\n{}",
        command.line,
        command.words,
        command.output.join("\n"),
        output.join("\n")
    )
}

#[test]
fn three_dots_stand_for_lines_or_for_text_within_a_line() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let same = |shown: &str, output: &str| matches(&lines(shown), &lines(output));
    assert!(same("a\nb", "a\nb"));
    assert!(same("a\nb\n\n", "a\nb"));
    assert!(same("", "anything"));
    assert!(!same("a", "a\nb"));
    assert!(!same("a\nb", "a"));
    assert!(same("a\n...\nd", "a\nb\nc\nd"));
    assert!(same("a\n...\nd", "a\nd"));
    assert!(same("...\nd\n...", "d\nd\nc"));
    assert!(!same("a\n...\nd", "a\nb\nc"));
    assert!(same("took ... s", "took 1.5 s"));
    assert!(!same("took ... s", "took 1.5 m"));
    assert!(same("a...c...e", "abcde"));
    assert!(!same("ab...bc", "abc"));
}

#[test]
fn a_command_line_is_split_as_a_shell_would() {
    assert_eq!(
        split("verona  --set 'a b' \"c\"d # why").expect("well formed"),
        ["verona", "--set", "a b", "cd"]
    );
    assert!(split("verona 'a").is_err());
}
