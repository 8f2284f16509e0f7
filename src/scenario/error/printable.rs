//! Words of a user as a message shows them: cut, and without what steers a terminal.

use std::fmt;

/// The part of a long line around what is wrong, so that the caret stays on screen.
pub(super) fn window(line: &str, before: usize, width: usize) -> (String, usize, usize) {
    const MOST: usize = 96;
    let length = line.chars().count();
    if length <= MOST {
        return (line.to_owned(), before, width.clamp(1, length.saturating_sub(before).max(1)));
    }
    let start = before.saturating_sub(MOST / 2).min(length);
    let shown: String = line.chars().skip(start).take(MOST).collect();
    let (head, tail) = (if start > 0 { "..." } else { "" }, if start + MOST < length { "..." } else { "" });
    let before = before - start + head.len();
    let room = (head.len() + shown.chars().count()).saturating_sub(before).max(1);
    (format!("{head}{shown}{tail}"), before, width.clamp(1, room))
}

/// Whether a character is none to be seen: control characters, marks of reading direction, characters without width, line
/// ends of other kinds, tags. In a text that a person reads they steer a terminal, hide or turn what stands there.
pub fn steers(c: char) -> bool {
    match c {
        c if c.is_control() => true,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' => true,
        '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        _ => false,
    }
}

/// The text with tabs as one space and whatever [`steers`] replaced, so that it cannot disturb a terminal.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            c if steers(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// A user's word, made printable and cut to a length that a message can bear.
pub(crate) fn brief(text: &str) -> String {
    cut(text, 60)
}

pub(super) fn cut(text: &str, most: usize) -> String {
    let mut short: String = printable(text).chars().take(most).collect();
    if text.chars().nth(most).is_some() {
        short.push_str("...");
    }
    short
}

/// What is written through it, with whatever [`steers`] shown rather than sent; line breaks are the message's own.
pub(super) struct Shown<'a, 'b>(pub(super) &'a mut fmt::Formatter<'b>);

impl fmt::Write for Shown<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.split_inclusive('\n').try_for_each(|line| match line.strip_suffix('\n') {
            Some(line) => self.0.write_str(&printable(line)).and_then(|()| self.0.write_char('\n')),
            None => self.0.write_str(&printable(line)),
        })
    }
}
