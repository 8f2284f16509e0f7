//! A sample of all that is computed: Student's, Fisher's and χ² tails, draws of the laws of evidence, comparisons of two and
//! of three arms, and Sobol' indices. `tests/portability.rs` builds it a second time with the fewest features, and both must
//! say the same bytes.

use std::fmt::Write as _;
use std::sync::Arc;
use verona::answers::compare::Compare;
use verona::answers::{Answer, Unwatched};
use verona::evidence::sensitivity::{Indices, Responses};
use verona::evidence::statistics::distributions::{chi_squared_tail, f_below, t_tail, two_sided_t};
use verona::evidence::statistics::draws::Stream;
use verona::scenario::load;

fn word(hash: u64, value: f64) -> u64 {
    (hash ^ value.to_bits()).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(20)
}

/// Everything, in words and hashes.
pub fn all() -> String {
    let mut said = String::new();
    let mut tails = 0;
    for step in 1..4_000_u32 {
        let (x, freedom) = (f64::from(step % 97) / 12.0, f64::from(1 + step / 40));
        for value in [
            t_tail(x, freedom),
            two_sided_t(f64::from(step) / 4_001.0, freedom),
            f_below(x, freedom, f64::from(1 + step % 31)),
            chi_squared_tail(x, freedom),
        ] {
            tails = word(tails, value);
        }
    }
    let mut stream = Stream::new(1);
    let drawn =
        (0..20_000).fold(0, |hash, i| word(word(hash, stream.chi_squared(1 + i % 200)), stream.normal()));
    let _ = writeln!(said, "tails {tails:016x} draws {drawn:016x}");

    let values = (0..5 * 64 * 3).map(|_| stream.normal() + stream.uniform()).collect();
    let indices = Indices::of(&Responses::new(3, values), 3);
    let _ = writeln!(said, "{:?}", indices.factors);

    for seed in 1..=12_u32 {
        let arms = if seed % 3 == 0 {
            "[arms.defined]\n[arms.aligned]\n[arms.integrated]\n"
        } else {
            "[arms.defined]\n[arms.aligned]\n"
        };
        let firm = format!(
            "[firm]\nsalespeople = 4\nmarketers = 2\n[plan]\ndays = 42\nwarm_up = 21\nreplications = 12\nat_most = 0\nseed = {seed}\n{arms}"
        );
        let study = match load(&firm, "bytes", &[]) {
            Ok(study) => Arc::new(study),
            Err(error) => return error.to_string(),
        };
        let compare = Compare { study, threads: 1, months: true, people: true, draws: None };
        match compare.answer(&Unwatched::default(), |_, _, _| Ok(())) {
            Ok(answer) => said.push_str(&answer.json().unwrap_or_else(|error| error.to_string())),
            Err(refused) => said.push_str(&refused.to_string()),
        }
    }
    said
}

#[allow(dead_code, reason = "the program of its own that the test builds")]
fn main() {
    print!("{}", all());
}
