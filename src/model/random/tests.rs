//! Tests of the generator: what it gives, and that names do not meet.

use super::*;
use crate::model::math;
use rand::{RngExt, seq::SliceRandom};
use std::collections::BTreeSet;

/// The published words of SplitMix64 from 1234567 on (Rosetta Code and the Java library agree on them).
#[test]
fn the_stream_gives_the_known_answers_of_splitmix64() {
    // The golden step: state 1234567 adds it before the first word.
    let golden: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut seed = [0; 16];
    seed[..8].copy_from_slice(&golden.wrapping_add(1_234_567).to_le_bytes());
    seed[8..].copy_from_slice(&golden.to_le_bytes());
    let mut stream = Stream::from_seed(seed);
    let known = [
        6_457_827_717_110_365_317,
        3_203_168_211_198_807_973,
        9_817_491_932_198_370_423,
        4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
    ];
    assert_eq!(known.map(|_| stream.word()), known);
}

/// Recorded when the generator was written, and the same in every build: a change of any of them changes all results.
#[test]
fn names_give_the_recorded_words() {
    let draws = Draws::new(1, 0);
    let mut stream = draws.stream(Purpose::Lead, 7, 3);
    let known = [0x63e4_c991_d76e_db62, 0x939b_b8a4_16be_3c3a, 0xf7d7_22ec_374e_21ee];
    assert_eq!(known.map(|_| stream.word()), known);
    assert_eq!(
        Draws::new(u64::MAX, u32::MAX).stream(Purpose::Posterior, u64::MAX, u32::MAX).word(),
        0x9571_97b9_64c1_798d
    );
    assert_eq!(draws.uniform(Purpose::Lead, 7, 3).to_bits(), 0x3fd8_f932_6475_dbb6);
    assert_eq!(draws.normal(Purpose::Lead, 7, 3).to_bits(), 0xbfd1_d767_f921_8e17);
    let mut order: Vec<u32> = (0..10).collect();
    order.shuffle(&mut draws.stream(Purpose::DesignOrder, 0, 0));
    assert_eq!(order, [9, 4, 5, 1, 3, 2, 8, 6, 7, 0]);
    let mut stream = draws.stream(Purpose::Resample, 0, 0);
    assert_eq!([(); 6].map(|()| stream.random_range(0..1_000)), [331, 503, 88, 818, 583, 382]);
}

#[test]
fn every_part_of_a_name_changes_the_draw() {
    let word = |seed, replication, purpose, entity, occurrence| {
        Draws::new(seed, replication).stream(purpose, entity, occurrence).word()
    };
    let others = [
        word(1, 0, Purpose::Step, 7, 3),
        word(1, 0, Purpose::Lead, 8, 3),
        word(1, 0, Purpose::Lead, 7 + (1 << 32), 3),
        word(1, 0, Purpose::Lead, 7, 4),
        word(1, 1, Purpose::Lead, 7, 3),
        word(1, 1 << 31, Purpose::Lead, 7, 3),
        word(2, 0, Purpose::Lead, 7, 3),
        word(1 + (1 << 63), 0, Purpose::Lead, 7, 3),
    ];
    let base = word(1, 0, Purpose::Lead, 7, 3);
    assert!(others.iter().all(|&other| other != base));
    assert_eq!(base, word(1, 0, Purpose::Lead, 7, 3));
}

/// Each bit of a name, flipped, flips each bit of the first two words in half of all names.
#[test]
fn every_bit_of_a_name_decides_every_bit_of_its_words() {
    const NAMES: u64 = 4_096;
    let word = |bits: [u64; 3], second: bool| {
        let [seed, entity, rest] = bits;
        let [x, start] =
            absorb(Draws::new(seed, (rest >> 32) as u32).key, entity, rest & 0xffff_ffff | 5 << 32);
        let mut stream = Stream { at: start, step: x | 1 };
        if second {
            stream.skip();
        }
        stream.word()
    };
    for second in [false, true] {
        for part in 0..3 {
            for bit in 0..64 {
                let mut flips = [0u32; 64];
                for name in 0..NAMES {
                    // Names as they are: small numbers, a territory in the upper half.
                    let bits =
                        [1 + name % 3, ((name / 64) << 32) | (name % 64), (name % 250) | ((name % 7) << 32)];
                    let mut other = bits;
                    other[part] ^= 1 << bit;
                    let changed = word(bits, second) ^ word(other, second);
                    (0..64).for_each(|out| flips[out] += (changed >> out & 1) as u32);
                }
                // Five and a half standard errors: one of 24,576 figures in a million is outside.
                let limit = 5.5 * (0.25 * NAMES as f64).sqrt();
                for (out, &count) in flips.iter().enumerate() {
                    let off = (f64::from(count) - 0.5 * NAMES as f64).abs();
                    assert!(off < limit, "bit {bit} of part {part} flips bit {out} {count} times of {NAMES}");
                }
            }
        }
    }
}

/// Millions of names as a firm of 500 uses them: no two begin with the same word, as chance alone would give once in a
/// million such firms.
#[test]
fn names_of_a_firm_do_not_meet() {
    let mut words = Vec::new();
    for replication in 0..4 {
        let draws = Draws::new(1, replication);
        for territory in 0..500u64 {
            for running in 0..400 {
                let prospect = territory << 32 | running;
                for (purpose, occurrence) in [(Purpose::Capture, 0), (Purpose::Lead, 0), (Purpose::Step, 1)] {
                    words.push(draws.stream(purpose, prospect, occurrence).word());
                }
            }
            for day in 0..252 {
                words.push(draws.stream(Purpose::Arrivals, territory, day).word());
                words.push(draws.stream(Purpose::Observe, territory, day).word());
            }
        }
    }
    let all = words.len();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), all);
}

#[test]
fn seeds_and_replications_do_not_meet() {
    let seeds: BTreeSet<u64> = (0..300).flat_map(|n| [n, n << 32, !n]).collect();
    let keys = |replication| seeds.iter().map(move |&seed| Draws::new(seed, replication).key);
    let all: BTreeSet<[u64; 2]> = (0..300).flat_map(|n| [n, n << 20, !n]).flat_map(keys).collect();
    let replications: BTreeSet<u32> = (0..300).flat_map(|n| [n, n << 20, !n]).collect();
    assert_eq!(all.len(), seeds.len() * replications.len());
}

#[test]
fn words_passed_over_keep_the_places_of_the_others() {
    let stream = || Draws::new(1, 0).stream(Purpose::Lead, 7, 0);
    let (mut all, mut some) = (stream(), stream());
    let words: [u64; 3] = std::array::from_fn(|_| all.word());
    some.skip();
    assert_eq!([some.word(), some.word()], words[1..]);
    let [a, b] = Draws::new(1, 0).uniforms(Purpose::Lead, 7, 0);
    let mut again = stream();
    assert_eq!([a, b], [again.uniform(), again.uniform()]);
}

#[test]
fn uniform_and_normal_numbers_have_the_moments_of_their_laws() {
    let draws = Draws::new(42, 3);
    let n = 100_000;
    let (mut uniform, mut normal) = ([0.0; 2], [0.0; 4]);
    for i in 0..n {
        let (u, z) = (draws.uniform(Purpose::Lead, i, 0), draws.normal(Purpose::Lead, i, 0));
        assert!(u > 0.0 && u < 1.0);
        assert!((z - math::normal_quantile(u)).abs() < 2e-8, "one word, one place in both laws");
        (0..2).for_each(|k| uniform[k] += (u - 0.5) * [1.0, u - 0.5][k] / n as f64);
        (0..4).for_each(|k| normal[k] += [z, z * z, z * z * z, z * z * z * z][k] / n as f64);
    }
    assert!(uniform[0].abs() < 0.004 && (uniform[1] - 1.0 / 12.0).abs() < 0.001, "{uniform:?}");
    for (moment, (exact, error)) in normal.iter().zip([(0.0, 0.013), (1.0, 0.018), (0.0, 0.05), (3.0, 0.13)])
    {
        assert!((moment - exact).abs() < error, "{normal:?}");
    }
}
