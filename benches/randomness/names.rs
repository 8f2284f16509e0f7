//! The words of names as a stream of bytes, for batteries that test random numbers (what they found:
//! `docs/methods/randomness.md`):
//!
//! ```sh
//! cargo build --release --no-default-features --features guard --bin names
//! target/release/names PART [FIRST] | RNG_test stdin64                   # PractRand
//! target/release/names PART [FIRST] | bigcrush [TEST...]                 # TestU01, by bigcrush.c beside this file
//! ```
//!
//! Each word is the first of a name; names run along one part, the others fixed, from number FIRST on (0 unless said). The
//! stream ends when its reader has read enough.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;
use verona::model::random::Purpose::{self, *};
use verona::model::random::{Draws, Stream};

/// The model's purposes: those of designs and statistics begin at 200.
// One a line would fill a page.
#[rustfmt::skip]
const PURPOSES: [Purpose; 68] = [
    Drift, Pull, Arrivals, Capture, Lead, Step, CustomerDelay, Person, Ties, Reading, Taste, Mail, Visible,
    Score, Check, Qualify, Help, Ask, Dispute, Observe, Survey, Account, Campaign, Leave, Misunderstand, Seat,
    Book, Appeal, Response, Overlap, Informal, Member, Attend, Broker, Preference, Win, Repeat, Experience,
    Tell, Heard, FoundToo, Late, Credit, Issue, Session, Lesson, Hold, Pieces, AskPiece, Subject, Material,
    Piece, Request, Guess, Publish, Shared, Mailbox, Unready, Renewal, Price, Study, Offer, Lag, Plans,
    Follow, Reassign, Popularity, Unsent,
];

/// Salespeople of the firm whose names are drawn, and days of its year.
const SELLERS: u64 = 500;
const DAYS: u64 = 252;
/// Prospects of a territory.
const PROSPECTS: u64 = 400;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let part = words.first().map_or("", String::as_str);
    let Some(first) = words.get(1).map_or(Some(0), |word| word.parse().ok()) else {
        eprintln!("'{}' is no number of a name to begin with: expected a whole number, 0 or more", words[1]);
        return ExitCode::from(2);
    };
    let one = Draws::new(1, 0);
    match part {
        "entity" => write(first, |i| one.stream(Lead, i, 0)),
        "entity-upper-bits" => write(first, |i| one.stream(Lead, i.reverse_bits(), 0)),
        "prospect" => write(first, |i| one.stream(Capture, ((i / PROSPECTS) << 32) | (i % PROSPECTS), 0)),
        "occurrence" => write(first, |i| one.stream(Step, i >> 32, i as u32)),
        "day" => write(first, |i| one.stream(Arrivals, i / DAYS, (i % DAYS) as u32)),
        "territory" => write(first, |i| one.stream(Arrivals, i % SELLERS, (i / SELLERS) as u32)),
        "purpose" => write(first, |i| one.stream(purpose(i), i / PURPOSES.len() as u64, 0)),
        "replication" => write(first, |i| Draws::new(1 + (i >> 32), i as u32).stream(Lead, 7, 0)),
        "seed" => write(first, |i| Draws::new(i, 0).stream(Lead, 7, 0)),
        "use" => write(first, |i| {
            let (entity, day) = (i / PURPOSES.len() as u64, i / PURPOSES.len() as u64 / SELLERS);
            Draws::new(1, (day / DAYS) as u32).stream(purpose(i), entity % SELLERS, (day % DAYS) as u32)
        }),
        _ => {
            eprintln!(
                "'{part}' is no part of a name: expected entity, entity-upper-bits, prospect, occurrence, day, territory, \
                 purpose, replication, seed or use (a firm's draws as they come: purposes, people, days, replications)"
            );
            ExitCode::from(2)
        }
    }
}

/// The purpose of name `i`.
fn purpose(i: u64) -> Purpose {
    PURPOSES[(i % PURPOSES.len() as u64) as usize]
}

/// Writes the first words of names until nobody reads them any more.
#[allow(clippy::disallowed_methods, reason = "bytes for another program, no text for a terminal")]
fn write(first: u64, name: impl Fn(u64) -> Stream) -> ExitCode {
    let mut out = std::io::stdout().lock();
    let mut block = [0; 1 << 16];
    let mut at = first;
    loop {
        for bytes in block.chunks_exact_mut(8) {
            bytes.copy_from_slice(&name(at).word().to_le_bytes());
            at = at.wrapping_add(1);
        }
        match out.write_all(&block) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("cannot write: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
}
