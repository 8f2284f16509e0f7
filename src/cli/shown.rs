//! The one way out: everything that a command prints goes through here, so that no text of a file or of a path can steer
//! the terminal, hide itself or turn the reading direction.

use std::io::{self, Write};

use crate::scenario::error::steers;

/// Standard output.
#[allow(clippy::disallowed_methods, reason = "the one way out")]
pub fn out() -> Shown<io::StdoutLock<'static>> {
    Shown::new(io::stdout().lock())
}

/// Standard error.
#[allow(clippy::disallowed_methods, reason = "the one way out")]
pub fn err() -> Shown<io::Stderr> {
    Shown::new(io::stderr())
}

/// A writer that shows characters which steer a terminal or hide, instead of sending them: as `\u001b`, which JSON reads
/// as the same character.
#[derive(Debug)]
pub struct Shown<W: Write> {
    out: W,
    /// The beginning of a character whose end was not written yet.
    begun: Vec<u8>,
}

impl<W: Write> Shown<W> {
    /// Around another writer.
    pub fn new(out: W) -> Self {
        Self { out, begun: Vec::new() }
    }

    fn show(&mut self, text: &str) -> io::Result<()> {
        let mut rest = text;
        while let Some((at, c)) = rest.char_indices().find(|&(_, c)| steers(c) && !matches!(c, '\n' | '\t')) {
            self.out.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(self.out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        self.out.write_all(rest.as_bytes())
    }
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        let mut rest = all.as_slice();
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.show(text)?;
                    break;
                }
                Err(error) => {
                    let (valid, other) = rest.split_at(error.valid_up_to());
                    self.show(std::str::from_utf8(valid).unwrap_or_default())?;
                    match error.error_len() {
                        // Bytes that are no text could be anything to a terminal.
                        Some(wrong) => {
                            self.out.write_all("\u{fffd}".as_bytes())?;
                            rest = &other[wrong..];
                        }
                        None => {
                            self.begun = other.to_vec();
                            break;
                        }
                    }
                }
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::Shown;

    fn shown(pieces: &[&[u8]]) -> String {
        let mut out = Shown::new(Vec::new());
        for piece in pieces {
            out.write_all(piece).unwrap();
        }
        String::from_utf8(out.out).unwrap()
    }

    #[test]
    fn a_text_that_would_steer_the_terminal_is_shown_and_not_sent() {
        assert_eq!(shown(&[b"a\x1b]0;x\x07b\r\x9b"]), "a\\u001b]0;x\\u0007b\\u000d\u{fffd}");
        assert_eq!(
            shown(&["\u{9b}2J\u{202e}\u{200b}\u{feff}\u{e0041}".as_bytes()]),
            "\\u009b2J\\u202e\\u200b\\ufeff\\udb40\\udc41"
        );
        let usual = "● mean, ━ its 95 % interval\n\tMüller 日本 ±";
        assert_eq!(shown(&[usual.as_bytes()]), usual);
    }

    #[test]
    fn a_character_written_in_pieces_arrives_whole() {
        let text = "━\u{202e}é";
        let bytes = text.as_bytes();
        for cut in 0..=bytes.len() {
            assert_eq!(shown(&[&bytes[..cut], &bytes[cut..]]), "━\\u202eé");
        }
    }

    #[test]
    fn json_means_the_same_after_it_was_shown() {
        let value = serde_json::json!({ "name": "a\u{202e}b\u{1b}[2J\u{e0041}\u{7f}" });
        let text = serde_json::to_string(&value).unwrap();
        let back: serde_json::Value = serde_json::from_str(&shown(&[text.as_bytes()])).unwrap();
        assert_eq!(back, value);
    }
}
