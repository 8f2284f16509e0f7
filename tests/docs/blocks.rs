//! Reads fenced blocks and links out of Markdown.

/// One `console` block.
#[derive(Debug)]
pub struct Block {
    /// Whether the block is to be replayed.
    pub runs: bool,
    /// Its commands in order.
    pub commands: Vec<Command>,
}

/// One command of a `console` block with the output shown below it.
#[derive(Debug, PartialEq)]
pub struct Command {
    /// The line in the document, counted from 1.
    pub line: usize,
    /// The command as a user types it, without the prompt.
    pub words: String,
    /// The index of the first line of output.
    pub output_at: usize,
    /// The lines of output shown.
    pub output: Vec<String>,
    /// The exit code that it must end with.
    pub exit: i32,
}

/// All `console` blocks of a document, or what is wrong with one, as `LINE: message`.
pub fn console(text: &str) -> Result<Vec<Block>, String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(info) = lines[at].strip_prefix("```") else {
            at += 1;
            continue;
        };
        let end = (at + 1..lines.len())
            .find(|&i| lines[i].trim_end() == "```")
            .ok_or_else(|| format!("{}: the block is never closed", at + 1))?;
        let mut attributes = info.split_whitespace();
        if attributes.next() == Some("console") {
            let mut block = Block { runs: true, commands: commands(&lines[..end], at + 1)? };
            for attribute in attributes {
                if attribute == "no-run" {
                    let reason = lines[..at].iter().rev().find(|line| !line.trim().is_empty());
                    if !reason.is_some_and(|line| line.starts_with("<!-- no-run: ")) {
                        return Err(format!(
                            "{}: no-run needs a comment above it, <!-- no-run: REASON -->",
                            at + 1
                        ));
                    }
                    block.runs = false;
                } else if let Some(code) = attribute.strip_prefix("exit=") {
                    let code =
                        code.parse().map_err(|_| format!("{}: exit={code} is no exit code", at + 1))?;
                    block.commands.last_mut().expect("commands() gives at least one").exit = code;
                } else {
                    return Err(format!("{}: `{attribute}` is neither no-run nor exit=CODE", at + 1));
                }
            }
            blocks.push(block);
        }
        at = end + 1;
    }
    Ok(blocks)
}

/// The commands in `lines[start..]`.
fn commands(lines: &[&str], start: usize) -> Result<Vec<Command>, String> {
    let mut commands: Vec<Command> = Vec::new();
    let mut at = start;
    while at < lines.len() {
        if let Some(words) = lines[at].strip_prefix("$ ") {
            let line = at + 1;
            let mut words = words.trim_end().to_owned();
            while words.ends_with('\\') && at + 1 < lines.len() {
                words.pop();
                at += 1;
                words.push_str(lines[at].trim());
            }
            commands.push(Command { line, words, output_at: at + 1, output: Vec::new(), exit: 0 });
        } else if let Some(command) = commands.last_mut() {
            command.output.push(lines[at].trim_end().to_owned());
        } else {
            return Err(format!("{}: a console block starts with `$ `", at + 1));
        }
        at += 1;
    }
    if commands.is_empty() { Err(format!("{start}: the console block is empty")) } else { Ok(commands) }
}

/// Whether rustdoc would take a block of the document as Rust.
pub fn has_rust(text: &str) -> bool {
    let mut inside = false;
    text.lines().filter_map(|line| line.trim_start().strip_prefix("```")).any(|info| {
        inside = !inside;
        inside && (info.trim().is_empty() || info.starts_with("rust"))
    })
}

/// Relative links of a document, without anchors; fenced blocks and code spans are left out.
pub fn links(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut links = Vec::new();
    for line in text.lines() {
        fenced ^= line.trim_start().starts_with("```");
        if fenced {
            continue;
        }
        let prose: String = line.split('`').step_by(2).collect();
        for after in prose.split("](").skip(1) {
            let target = after.split(')').next().unwrap_or_default().split('#').next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:") {
                links.push(target.to_owned());
            }
        }
    }
    links
}

#[test]
fn a_console_block_is_read_as_commands_each_with_its_output() {
    let text = "```console exit=2\n$ verona a \\\n    --b\none\n\n$ verona c\n```\n";
    let blocks = console(text).expect("well formed");
    let commands = &blocks[0].commands;
    assert_eq!(commands.len(), 2);
    assert_eq!(commands[0].words, "verona a --b");
    assert_eq!((commands[0].line, commands[0].output_at, commands[0].exit), (2, 3, 0));
    assert_eq!(commands[0].output, ["one", ""]);
    assert_eq!((commands[1].exit, commands[1].output.len()), (2, 0));
}

#[test]
fn a_block_may_stay_unrun_only_with_a_reason() {
    let block = "```console no-run\n$ verona x\n```\n";
    assert_eq!(
        console(block).expect_err("no reason"),
        "1: no-run needs a comment above it, <!-- no-run: REASON -->"
    );
    assert!(!console(&format!("<!-- no-run: takes an hour -->\n{block}")).expect("has a reason")[0].runs);
}

#[test]
fn a_malformed_block_is_reported_with_its_line() {
    let message = |text: &str| console(text).expect_err("malformed");
    assert_eq!(message("a\n```console\n$ verona"), "2: the block is never closed");
    assert_eq!(message("```console\noutput\n```"), "2: a console block starts with `$ `");
    assert_eq!(message("```console\n```"), "1: the console block is empty");
    assert_eq!(message("```console norun\n$ verona\n```"), "1: `norun` is neither no-run nor exit=CODE");
}

#[test]
fn rust_blocks_are_told_from_others() {
    assert!(has_rust("```rust\nlet x = 1;\n```"));
    assert!(has_rust("```\nrustdoc takes this as Rust too\n```"));
    assert!(!has_rust("```console\n$ verona\n```\ntext\n```toml\n```"));
}

#[test]
fn links_are_found_outside_code_only() {
    let text = "[a](b.md#c) `[x](y.md)` [web](https://example.org) [d](#e)\n```\n[f](g.md)\n```\n[h](i/j.md)";
    assert_eq!(links(text), ["b.md", "i/j.md"]);
}
