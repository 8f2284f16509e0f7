//! A Rust file taken apart just far enough to search its code without its comments, strings and unit tests.

/// The parts of one file; positions are bytes of the original text.
#[derive(Debug)]
pub struct Source {
    /// The text with comments, strings and `#[cfg(test)]` items blanked out, of the same length.
    pub code: String,
    /// The string literals that are left, with their positions.
    pub strings: Vec<(usize, String)>,
    text: String,
}

impl Source {
    /// Takes a file's text apart.
    pub fn parse(text: &str) -> Self {
        let mut code = text.as_bytes().to_vec();
        let mut strings = Vec::new();
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let rest = &text[at..];
            let length = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                block_comment(rest)
            } else if let Some(hashes) = raw_string(&text[..at], rest) {
                let open = 2 + hashes;
                let end =
                    rest[open..].find(&format!("\"{}", "#".repeat(hashes))).map_or(rest.len(), |i| open + i);
                strings.push((at, rest[open..end].to_owned()));
                (end + 1 + hashes).min(rest.len())
            } else if rest.starts_with('"') {
                let length = quoted(rest);
                strings.push((at, rest[1..length - 1].to_owned()));
                length
            } else if rest.starts_with("'\\") || (rest.starts_with('\'') && rest.chars().nth(2) == Some('\''))
            {
                character(rest)
            } else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            blank(&mut code[at..at + length]);
            at += length;
        }
        let mut code = String::from_utf8(code).expect("whole characters are blanked");
        for (from, to) in tests(&code) {
            strings.retain(|(at, _)| !(from..to).contains(at));
            code.replace_range(from..to, &" ".repeat(to - from));
        }
        Self { code, strings, text: text.to_owned() }
    }

    /// The line of a position, counted from 1.
    pub fn line(&self, at: usize) -> usize {
        self.text.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count() + 1
    }
}

fn blank(bytes: &mut [u8]) {
    bytes.iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest.as_bytes()[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.as_bytes()[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// The number of `#` of a raw string that starts here.
fn raw_string(before: &str, rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let within_a_word = before.ends_with(|c: char| c.is_alphanumeric() && c != 'b' || c == '_');
    (after[hashes..].starts_with('"') && !within_a_word).then_some(hashes)
}

fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn character(rest: &str) -> usize {
    let start = if rest.starts_with("'\\") { 3 } else { 1 };
    rest.get(start..).and_then(|inner| inner.find('\'')).map_or(rest.len(), |at| start + at + 1)
}

/// The extents of items under `#[cfg(test)]`.
fn tests(code: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (from, _) in code.match_indices("#[cfg(test)]") {
        if found.last().is_some_and(|&(_, to)| from < to) {
            continue;
        }
        let mut depth = 0;
        let end = code[from..].char_indices().find(|&(_, c)| match c {
            '{' => {
                depth += 1;
                false
            }
            '}' => {
                depth -= 1;
                depth == 0
            }
            ';' => depth == 0,
            _ => false,
        });
        found.push((from, end.map_or(code.len(), |(at, _)| from + at + 1)));
    }
    found
}

#[test]
fn comments_strings_and_tests_are_no_code() {
    let text = "let a = \"x.exp()\"; // b.exp()\n/* c /* d */ e */ f('\\'', '\"', r#\"g \"h\" \"#);\nfn k<'a>() {}\n\
                #[cfg(test)]\nmod tests { fn l() { m } }\nn;";
    let source = Source::parse(text);
    assert_eq!(source.code.len(), text.len());
    let words: Vec<&str> = source.code.split_whitespace().collect();
    assert_eq!(words.join(" "), "let a = ; f( , , ); fn k<'a>() {} n;");
    assert_eq!(
        source.strings,
        [(8, "x.exp()".to_owned()), (text.find("r#").expect("there"), "g \"h\" ".to_owned())]
    );
    assert_eq!(source.line(text.find("fn k").expect("there")), 3);
}
