//! Mathematics that gives the same bits on every platform, and fast: tables, polynomials, and nothing but + - x / , the
//! square root and bit operations, all of which IEEE 754 rounds in one way only (no fused multiply-add).
//!
//! | function | how | error at most (tested against `libm`) |
//! |---|---|---|
//! | [`exp`] | 2^(i/64) from a table, a polynomial of degree 5 for the rest | 5e-16 relative |
//! | [`ln`] | ln(c) and 1/c from a table of 128 cells, a polynomial of degree 7 | 5e-16 x max(1, abs(ln x)); within .0039 of 1, 4e-16 relative |
//! | [`pow`] | exp(y ln x) | 5e-16 (1 + abs(y ln x)) relative |
//! | [`normal`] | quantile of one word: cubic Hermite polynomials in 20 halvings of the tail x 32 cells, strictly monotone | 1e-8 absolute (beyond 2^-38 the tail has the word's own resolution) |
//! | [`normal_quantile`] | algorithm AS 241 (PPND16) of Wichura, Applied Statistics 37 (1988) | 5e-15 absolute |
//! | [`normal_cdf`] | quintic Hermite polynomials in 48 cells of 1/8; beyond 6 `libm` | 5e-10 absolute |
//!
//! The tables are worked out by the compiler from the series below, so that no page of digits has to be believed.

use std::f64::consts::LN_2;

/// ln 2 in two parts; the first has 33 bits, so that a product with a small whole number is exact.
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// Adding and subtracting it rounds to a whole number, which then stands in the lowest bits.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// e to the power x: 0 below -708, infinite above 709.
#[inline]
pub fn exp(x: f64) -> f64 {
    if x > 709.0 {
        return f64::INFINITY;
    }
    if x < -708.0 {
        return 0.0;
    }
    let shifted = x * (64.0 / LN_2) + ROUND;
    let n = shifted.to_bits() as i32;
    let k = shifted - ROUND;
    let r = (x - k * (LN_2_HIGH / 64.0)) - k * (LN_2_LOW / 64.0);
    let square = r * r;
    let rest = r + square * ((0.5 + r * (1.0 / 6.0)) + square * (1.0 / 24.0 + r * (1.0 / 120.0)));
    let root = ROOTS_OF_TWO[(n & 63) as usize];
    (root + root * rest) * f64::from_bits((((n >> 6) + 1023) as u64) << 52)
}

/// The natural logarithm.
#[inline]
pub fn ln(x: f64) -> f64 {
    let bits = x.to_bits();
    // Zero, subnormal, negative, infinite, not a number.
    if bits.wrapping_sub(0x0010_0000_0000_0000) >= 0x7fe0_0000_0000_0000 {
        return libm::log(x);
    }
    let offset = bits.wrapping_sub(LN_FROM);
    let k = ((offset as i64) >> 52) as f64;
    let m = f64::from_bits(bits.wrapping_sub(offset & (0xfff << 52)));
    let (inverse, logarithm) = LOGARITHMS[((offset >> 45) & 127) as usize];
    let r = m * inverse - 1.0;
    let square = r * r;
    let high = square * (1.0 / 7.0 * r - 1.0 / 6.0);
    let rest = r + square * ((1.0 / 3.0 * r - 0.5) + square * ((0.2 * r - 0.25) + high));
    (k * LN_2_HIGH + logarithm) + (rest + k * LN_2_LOW)
}

/// x to the power y, for x not negative; 0 to the power 0 is 1.
#[inline]
pub fn pow(x: f64, y: f64) -> f64 {
    if y == 0.0 { 1.0 } else { exp(y * ln(x)) }
}

/// The logistic function 1 / (1 + e^-x).
#[inline]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// The share that is left of something after `days` at a daily rate of decay.
#[inline]
pub fn remaining(daily_rate: f64, days: f64) -> f64 {
    pow(1.0 - daily_rate.clamp(0.0, 1.0), days)
}

/// The distribution function of the standard normal law.
#[inline]
pub fn normal_cdf(x: f64) -> f64 {
    let below = -x.abs();
    let at = (below + CDF_FROM) * CDF_CELLS_PER_UNIT;
    if at.is_nan() || at < 0.0 {
        return 0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2);
    }
    let cell = (at as usize).min(CDF_CELLS - 1);
    let s = at - cell as f64;
    let c = &CDF[cell];
    let lower = c[0] + s * (c[1] + s * (c[2] + s * (c[3] + s * (c[4] + s * c[5]))));
    if x > 0.0 { 1.0 - lower } else { lower }
}

/// The standard normal number at which the law has the probability (word + 1/2) / 2^64: the greater the word, the greater
/// the number. Within a cell it moves in 2^36 steps, each wider than any rounding.
#[inline]
pub fn normal(word: u64) -> f64 {
    let upper = ((word as i64) >> 63) as u64;
    // The smaller of the two tails, times 2^64; never zero.
    let tail = (word ^ upper) | 1;
    let octave = tail.leading_zeros() as usize - 1;
    let z = if octave < OCTAVES {
        let place = tail << (octave + 2);
        let c = &NORMAL[octave * CELLS + (place >> 59) as usize];
        let s = ((place << 5) >> 28) as f64 * (1.0 / 68_719_476_736.0);
        c[0] + s * (c[1] + s * (c[2] + s * c[3]))
    } else {
        far((-ln(tail as f64 * (1.0 / 18_446_744_073_709_551_616.0))).sqrt())
    };
    f64::from_bits(z.to_bits() | (!upper & (1 << 63)))
}

/// The quantile function of the standard normal law for `p` in (0, 1).
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return near(q);
    }
    let x = far((-ln(if q < 0.0 { p } else { 1.0 - p })).sqrt());
    if q < 0.0 { -x } else { x }
}

/// Quantile at the probability 1/2 + q, for |q| at most .425.
const fn near(q: f64) -> f64 {
    let r = 0.180_625 - q * q;
    q * polynomial(
        [
            2.509_080_928_730_122_7e3,
            3.343_057_558_358_813e4,
            6.726_577_092_700_87e4,
            4.592_195_393_154_987e4,
            1.373_169_376_550_946e4,
            1.971_590_950_306_551_3e3,
            1.331_416_678_917_843_8e2,
            3.387_132_872_796_366_5,
        ],
        r,
    ) / polynomial(
        [
            5.226_495_278_852_854e3,
            2.872_908_573_572_194_3e4,
            3.930_789_580_009_271e4,
            2.121_379_430_158_659_7e4,
            5.394_196_021_424_751e3,
            6.871_870_074_920_579e2,
            4.231_333_070_160_091e1,
            1.0,
        ],
        r,
    )
}

/// Quantile, without its sign, at a tail of probability p, for r the square root of -ln p.
const fn far(r: f64) -> f64 {
    if r <= 5.0 {
        let r = r - 1.6;
        polynomial(
            [
                7.745_450_142_783_414e-4,
                2.272_384_498_926_918_4e-2,
                2.417_807_251_774_506e-1,
                1.270_458_252_452_368_4,
                3.647_848_324_763_204_5,
                5.769_497_221_460_691,
                4.630_337_846_156_545,
                1.423_437_110_749_683_5,
            ],
            r,
        ) / polynomial(
            [
                1.050_750_071_644_416_9e-9,
                5.475_938_084_995_345e-4,
                1.519_866_656_361_645_7e-2,
                1.481_039_764_274_800_8e-1,
                6.897_673_349_851e-1,
                1.676_384_830_183_803_8,
                2.053_191_626_637_759,
                1.0,
            ],
            r,
        )
    } else {
        let r = r - 5.0;
        polynomial(
            [
                2.010_334_399_292_288_1e-7,
                2.711_555_568_743_487_6e-5,
                1.242_660_947_388_078_4e-3,
                2.653_218_952_657_612_4e-2,
                2.965_605_718_285_048_7e-1,
                1.784_826_539_917_291_3,
                5.463_784_911_164_114,
                6.657_904_643_501_103,
            ],
            r,
        ) / polynomial(
            [
                2.044_263_103_389_939_8e-15,
                1.421_511_758_316_445_8e-7,
                1.846_318_317_510_054_8e-5,
                7.868_691_311_456_133e-4,
                1.487_536_129_085_061_5e-2,
                1.369_298_809_227_358e-1,
                5.998_322_065_558_88e-1,
                1.0,
            ],
            r,
        )
    }
}

/// Evaluates a polynomial, highest power first.
#[inline]
const fn polynomial<const N: usize>(coefficients: [f64; N], x: f64) -> f64 {
    let (mut sum, mut i) = (0.0, 0);
    while i < N {
        sum = sum * x + coefficients[i];
        i += 1;
    }
    sum
}

// From here on: the tables.

/// 2^(i/64).
static ROOTS_OF_TWO: [f64; 64] = {
    let (mut table, mut i) = ([0.0; 64], 0);
    while i < 64 {
        table[i] = exp_series(i as f64 / 64.0 * LN_2);
        i += 1;
    }
    table
};

/// The bits of .6875, from where [`ln`] takes what the powers of two leave, so that 1 begins a cell.
const LN_FROM: u64 = 0x3fe6_0000_0000_0000;

/// 1/c and ln(c) for a c within each cell; 1 and 0 for the two cells beside 1, where the logarithm must be exact in its
/// own measure.
static LOGARITHMS: [(f64, f64); 128] = {
    let (mut table, mut i) = ([(1.0, 0.0); 128], 0);
    while i < 128 {
        if i != 79 && i != 80 {
            let from = f64::from_bits(LN_FROM + ((i as u64) << 45));
            let to = f64::from_bits(LN_FROM + ((i as u64 + 1) << 45));
            let inverse = 2.0 / (from + to);
            table[i] = (inverse, -ln_series(inverse));
        }
        i += 1;
    }
    table
};

/// Halvings of the tail in the table of [`normal`], and cells in each.
const OCTAVES: usize = 20;
const CELLS: usize = 32;

/// The quantile without its sign: in the cell (e, i) at the probability 2^-(e+2) (1 + (i + s) / 32).
static NORMAL: [[f64; 4]; OCTAVES * CELLS] = {
    let (mut table, mut cell) = ([[0.0; 4]; OCTAVES * CELLS], 0);
    while cell < OCTAVES * CELLS {
        let base = f64::from_bits((1021 - (cell / CELLS) as u64) << 52);
        let width = base / CELLS as f64;
        let from = base + (cell % CELLS) as f64 * width;
        let (z0, z1) = (tail_quantile(from), tail_quantile(from + width));
        let (d0, d1) = (-width / density(z0), -width / density(z1));
        table[cell] = [z0, d0, 3.0 * (z1 - z0) - 2.0 * d0 - d1, 2.0 * (z0 - z1) + d0 + d1];
        cell += 1;
    }
    table
};

/// Where the table of [`normal_cdf`] begins (below zero), its cells, and how many go to one unit.
const CDF_FROM: f64 = 6.0;
const CDF_CELLS_PER_UNIT: f64 = 8.0;
const CDF_CELLS: usize = 48;

/// The distribution function below zero: quintic polynomials with its value, slope and curvature at both ends of a cell.
static CDF: [[f64; 6]; CDF_CELLS] = {
    let (mut table, mut cell) = ([[0.0; 6]; CDF_CELLS], 0);
    let h = 1.0 / CDF_CELLS_PER_UNIT;
    while cell < CDF_CELLS {
        let x = [cell as f64 * h - CDF_FROM, (cell + 1) as f64 * h - CDF_FROM];
        let (f0, f1) = (lower_tail(-x[0]), lower_tail(-x[1]));
        let (d0, d1) = (h * density(x[0]), h * density(x[1]));
        let (c0, c1) = (-h * x[0] * d0, -h * x[1] * d1);
        let (step, bend) = (f1 - f0 - d0 - 0.5 * c0, d1 - d0 - c0);
        let turn = c1 - c0;
        table[cell] = [
            f0,
            d0,
            0.5 * c0,
            10.0 * step - 4.0 * bend + 0.5 * turn,
            -15.0 * step + 7.0 * bend - turn,
            6.0 * step - 3.0 * bend + 0.5 * turn,
        ];
        cell += 1;
    }
    table
};

/// e^x by its series, after the powers of two.
const fn exp_series(x: f64) -> f64 {
    let k = (x / LN_2 + ROUND) - ROUND;
    let r = (x - k * LN_2_HIGH) - k * LN_2_LOW;
    let (mut sum, mut n) = (1.0, 24);
    while n > 0 {
        sum = 1.0 + sum * r / n as f64;
        n -= 1;
    }
    sum * f64::from_bits(((k as i64 + 1023) as u64) << 52)
}

/// ln(x) by the series of the inverse hyperbolic tangent, after the powers of two.
const fn ln_series(x: f64) -> f64 {
    let offset = x.to_bits().wrapping_sub(LN_FROM);
    let k = ((offset as i64) >> 52) as f64;
    let m = f64::from_bits(x.to_bits().wrapping_sub(offset & (0xfff << 52)));
    let t = (m - 1.0) / (m + 1.0);
    let (mut sum, mut n) = (0.0, 27);
    while n > 0 {
        sum = sum * (t * t) + 1.0 / n as f64;
        n -= 2;
    }
    k * LN_2_HIGH + (2.0 * t * sum + k * LN_2_LOW)
}

/// The square root by Newton's method, for numbers near those that the tables need.
const fn root_series(x: f64) -> f64 {
    let (mut root, mut turns) = (0.5 + 0.5 * x, 0);
    while turns < 12 {
        root = 0.5 * (root + x / root);
        turns += 1;
    }
    root
}

/// The quantile without its sign at a tail of probability p.
const fn tail_quantile(p: f64) -> f64 {
    if p >= 0.075 { near(0.5 - p) } else { far(root_series(-ln_series(p))) }
}

/// The density of the standard normal law.
const fn density(x: f64) -> f64 {
    exp_series(-0.5 * x * x) * (0.5 * std::f64::consts::FRAC_2_SQRT_PI * std::f64::consts::FRAC_1_SQRT_2)
}

/// The probability of the standard normal law below -x, for x from 0 to 6.
const fn lower_tail(x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (x, x, 3);
    while n < 200 {
        term = term * (x * x) / n as f64;
        sum += term;
        n += 2;
    }
    0.5 - density(x) * sum
}

#[cfg(test)]
mod tests;
