//! Equations stand once: in the first lines of a mechanism's file, from where its page takes them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What stands on a page before equations: the file that they are from.
const MARK: [&str; 2] = ["<!-- from ", " -->"];
const BEGIN: &str = "```text";
const END: &str = "```";

/// The page with every block of equations as its file has it.
pub fn made(page: &str) -> String {
    let mut left: BTreeMap<&str, VecDeque<String>> = BTreeMap::new();
    let mut out = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        out += &format!("{line}\n");
        let Some(file) = marked(line) else { continue };
        let blocks = left.entry(file).or_insert_with(|| blocks(&crate::read(file)));
        let block = blocks.pop_front().unwrap_or_else(|| panic!("{file} has no such equations"));
        out += &format!("{BEGIN}\n{block}{END}\n");
        assert_eq!(lines.next(), Some(BEGIN), "equations follow upon `{line}`");
        lines.by_ref().find(|line| *line == END).expect("a block ends");
    }
    for (file, blocks) in left {
        assert!(blocks.is_empty(), "{file} has equations that its page does not show: {blocks:?}");
    }
    out
}

/// The files from which a page takes equations, and whether it has some that are from none.
pub fn sources(page: &str) -> (BTreeSet<&str>, bool) {
    let lines: Vec<&str> = page.lines().collect();
    let alone = |pair: &[&str]| pair[1] == BEGIN && marked(pair[0]).is_none();
    (lines.iter().filter_map(|line| marked(line)).collect(), lines.windows(2).any(alone))
}

/// The blocks of equations in the first lines of a file.
pub fn blocks(source: &str) -> VecDeque<String> {
    let (mut found, mut block) = (VecDeque::new(), None::<String>);
    for line in source.lines().map_while(|line| line.strip_prefix("//!")) {
        let line = line.strip_prefix(' ').unwrap_or(line);
        match (&mut block, line) {
            (None, BEGIN) => block = Some(String::new()),
            (Some(_), END) => found.extend(block.take()),
            (Some(text), line) => *text += &format!("{line}\n"),
            (None, _) => {}
        }
    }
    found
}

fn marked(line: &str) -> Option<&str> {
    line.strip_prefix(MARK[0])?.strip_suffix(MARK[1])
}
