//! Many questions at once: corrections that keep the probability of even one false answer at its level.
//!
//! Where each is used. *Bonferroni* wherever an interval is shown, since it gives intervals: the leader of a comparison
//! against each other arm, programmes of change. *Holm* (1979) wherever only verdicts are given on a list of questions,
//! since it never rejects less than Bonferroni and holds under any dependence between them.

/// p values corrected for their number by Bonferroni; those that are NaN stay so and do not count.
pub fn bonferroni(p: &[f64]) -> Vec<f64> {
    let count = p.iter().filter(|p| !p.is_nan()).count() as f64;
    p.iter().map(|&p| if p.is_nan() { p } else { (p * count).min(1.0) }).collect()
}

/// p values adjusted by Holm's step-down procedure; those that are NaN stay so and do not count.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).filter(|&i| !p[i].is_nan()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let mut adjusted = p.to_vec();
    let mut highest: f64 = 0.0;
    for (rank, &i) in order.iter().enumerate() {
        highest = highest.max(p[i] * (order.len() - rank) as f64).min(1.0);
        adjusted[i] = highest;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::{bonferroni, holm};

    #[test]
    fn four_p_values_are_adjusted_as_worked_out_by_hand() {
        // Sorted .005, .01, .03, .04 times 4, 3, 2, 1 is .02, .03, .06, .04; made monotone .02, .03, .06, .06.
        let p = [0.01, 0.04, 0.03, 0.005];
        let near = |found: Vec<f64>, expected: [f64; 4]| {
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-15, "{found} {expected}");
            }
        };
        near(holm(&p), [0.03, 0.06, 0.06, 0.02]);
        near(bonferroni(&p), [0.04, 0.16, 0.12, 0.02]);
    }

    #[test]
    fn holm_never_corrects_more_than_bonferroni_and_neither_exceeds_1() {
        let p = [0.2, 0.9, 0.5, f64::NAN, 0.001, 0.2];
        for (holm, bonferroni) in holm(&p).iter().zip(bonferroni(&p)) {
            assert!(holm.is_nan() == bonferroni.is_nan() && (holm.is_nan() || *holm <= bonferroni));
            assert!(holm.is_nan() || (0.0..=1.0).contains(holm));
        }
        assert_eq!(holm(&[0.03]), [0.03]);
    }
}
