//! How strongly two things attract each other: measures of association on a 2 × 2 table.
//!
//! |            | second here | not here |      |
//! |------------|-------------|----------|------|
//! | first here | O11         | O12      | R1   |
//! | not here   | O21         | O22      | R2   |
//! |            | C1          | C2       | N    |
//!
//! E11 = R1·C1/N, and likewise for the other cells. For collocations in a window R1 is the number of places in the window of
//! the node, f(node)·span, C1 the frequency of the collocate, N the size of the corpus without the node (Evert 2008,
//! *Corpora and collocations*); Sketch Engine takes f(node) for R1, without the span. Which of them it is, is the caller's to say.
//!
//! Counts of windows that overlap can make a cell larger than its margin. No cell is ever below 0: the other cells stop at 0, and
//! measures that use all four cells take the margins of the cells as they are then ([`Contingency::consistent`]).

use std::f64::consts::LN_10;

use super::special::{deviance, deviance_at, stirling, stirling_root};

/// The counts of a 2 × 2 table: one cell, the margins of its row and column, and the total.
///
/// ```
/// use gongwen_corpus::measures::association::Contingency;
/// let table = Contingency { o11: 30, r1: 100, c1: 300, n: 100_000 };
/// assert_eq!(table.expected(), 0.3);
/// assert!((table.mi() - 6.6439).abs() < 1e-4);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contingency {
    /// How often both come together.
    pub o11: u64,
    /// How often the first comes.
    pub r1: u64,
    /// How often the second comes.
    pub c1: u64,
    /// How many places there are.
    pub n: u64,
}

impl Contingency {
    /// Returns O12 = R1 − O11, at least 0.
    pub fn o12(&self) -> u64 {
        self.r1.saturating_sub(self.o11)
    }

    /// Returns O21 = C1 − O11, at least 0.
    pub fn o21(&self) -> u64 {
        self.c1.saturating_sub(self.o11)
    }

    /// Returns O22 = N − O11 − O12 − O21, at least 0.
    pub fn o22(&self) -> u64 {
        self.n.saturating_sub(self.o11).saturating_sub(self.o12()).saturating_sub(self.o21())
    }

    /// Returns the table with the margins that its cells add up to: the same table, unless a cell was larger than its margin.
    #[must_use]
    pub fn consistent(&self) -> Contingency {
        let (r1, c1) = (self.r1.max(self.o11), self.c1.max(self.o11));
        Contingency { o11: self.o11, r1, c1, n: self.n.max(r1 + (c1 - self.o11)) }
    }

    /// Returns E11 = R1·C1/N, the number of times both would come together by chance. Not a number for N = 0.
    pub fn expected(&self) -> f64 {
        self.r1 as f64 * self.c1 as f64 / self.n as f64
    }

    /// Returns O11 − E11 of a consistent table, with one rounding where the numbers allow it.
    fn difference(&self) -> f64 {
        let (size, is_below) = match (self.o11.checked_mul(self.n), self.r1.checked_mul(self.c1)) {
            (Some(observed), Some(expected)) => (observed.abs_diff(expected) as f64, observed < expected),
            _ => {
                let observed = u128::from(self.o11) * u128::from(self.n);
                let expected = u128::from(self.r1) * u128::from(self.c1);
                (observed.abs_diff(expected) as f64, observed < expected)
            }
        };
        let size = size / self.n as f64;
        if is_below { -size } else { size }
    }

    /// Returns Σ O·ln(O/E) over the cells of a consistent table, half of G². Each summand is made positive by O − E, whose sum is 0:
    /// nothing cancels.
    fn half_log_likelihood(&self, difference: f64) -> f64 {
        if self.n == 0 {
            return 0.0;
        }
        let per = 1.0 / self.n as f64;
        let (r1, c1) = (self.r1 as f64, self.c1 as f64);
        let (r2, c2) = ((self.n - self.r1) as f64, (self.n - self.c1) as f64);
        let observed = [self.o11, self.o12(), self.o21(), self.o22()].map(|cell| cell as f64);
        let expected = [r1 * c1 * per, r1 * c2 * per, r2 * c1 * per, r2 * c2 * per];
        // One division for all four (O − E)/(O + E); a cell that is 0 in both does not matter.
        let sum = |cell: usize| (observed[cell] + expected[cell]).max(1e-30);
        let sums = [sum(0), sum(1), sum(2), sum(3)];
        let (left, right) = (sums[0] * sums[1], sums[2] * sums[3]);
        let share = difference / (left * right);
        deviance_at(observed[0], expected[0], difference, share * right * sums[1])
            + deviance_at(observed[1], expected[1], -difference, -share * right * sums[0])
            + deviance_at(observed[2], expected[2], -difference, -share * left * sums[3])
            + deviance_at(observed[3], expected[3], difference, share * left * sums[2])
    }

    /// Returns the log-likelihood ratio G² = 2 Σ O·ln(O/E) over the four cells, with 0·ln 0 = 0 and the sign of O11 − E11
    /// (Dunning 1993).
    ///
    /// Any value; 0 where O11 = E11 and where a margin or the table is empty. Its size follows χ² with one degree of freedom when
    /// there is no association.
    pub fn log_likelihood(&self) -> f64 {
        let table = self.consistent();
        let difference = table.difference();
        let size = 2.0 * table.half_log_likelihood(difference);
        if difference < 0.0 { -size } else { size }
    }

    /// Returns the mutual information MI = log₂(O11/E11) (Church & Hanks 1990).
    ///
    /// −∞ for O11 = 0; not a number when a margin is empty as well. Both are null in tables.
    pub fn mi(&self) -> f64 {
        (self.o11 as f64 / self.expected()).log2()
    }

    /// Returns MI² = log₂(O11²/E11) (Daille 1994). −∞ for O11 = 0.
    pub fn mi2(&self) -> f64 {
        self.mi() + (self.o11 as f64).log2()
    }

    /// Returns MI³ = log₂(O11³/E11) (Daille 1994). −∞ for O11 = 0.
    pub fn mi3(&self) -> f64 {
        self.mi() + 2.0 * (self.o11 as f64).log2()
    }

    /// Returns MI·log f = MI · ln(O11 + 1), which takes the favour of rare words from MI (Kilgarriff & Tugwell 2002).
    ///
    /// Not finite for O11 = 0.
    pub fn mi_log_f(&self) -> f64 {
        self.mi() * (self.o11 as f64).ln_1p()
    }

    /// Returns the t score (O11 − E11)/√O11 (Church et al. 1991). Not finite for O11 = 0.
    pub fn t_score(&self) -> f64 {
        (self.o11 as f64 - self.expected()) / (self.o11 as f64).sqrt()
    }

    /// Returns the z score (O11 − E11)/√E11 (Evert 2004). Not finite for E11 = 0.
    pub fn z_score(&self) -> f64 {
        let expected = self.expected();
        (self.o11 as f64 - expected) / expected.sqrt()
    }

    /// Returns the simple log-likelihood 2·(O11·ln(O11/E11) − (O11 − E11)), with the sign of O11 − E11 (Evert 2008).
    ///
    /// −2·E11 for O11 = 0; not finite for E11 = 0 and O11 > 0.
    pub fn simple_ll(&self) -> f64 {
        let (observed, expected) = (self.o11 as f64, self.expected());
        if expected == 0.0 && self.o11 == 0 {
            return 0.0;
        }
        let difference = observed - expected;
        let size = 2.0 * deviance(observed, expected, difference);
        if difference < 0.0 { -size } else { size }
    }

    /// Returns χ² = Σ (O − E)²/E over the four cells (Pearson 1900), without correction for continuity and without a sign.
    ///
    /// Not a number when a row or column is empty.
    pub fn chi_squared(&self) -> f64 {
        let table = self.consistent();
        let difference = table.difference();
        let n = table.n as f64;
        let rows = table.r1 as f64 * (table.n - table.r1) as f64;
        let columns = table.c1 as f64 * (table.n - table.c1) as f64;
        // Σ 1/E is N³/(R1·R2·C1·C2).
        difference * difference * (n / rows) * (n / columns) * n
    }

    /// Returns the Dice coefficient 2·O11/(R1 + C1), from 0 to 1 (Dice 1945). Not a number when both margins are 0.
    pub fn dice(&self) -> f64 {
        2.0 * self.o11 as f64 / (self.r1 as f64 + self.c1 as f64)
    }

    /// Returns logDice = 14 + log₂ Dice, at most 14 and independent of the size of the corpus (Rychlý 2008). −∞ for O11 = 0.
    pub fn log_dice(&self) -> f64 {
        14.0 + self.dice().log2()
    }

    /// Returns the minimum sensitivity min(O11/R1, O11/C1), from 0 to 1 (Pedersen & Bruce 1996). Not a number when both margins are 0.
    pub fn min_sensitivity(&self) -> f64 {
        self.o11 as f64 / self.r1.max(self.c1) as f64
    }

    /// Returns ΔP of the second given the first, O11/R1 − O21/R2, from −1 to 1 (Ellis 2006; Gries 2013).
    ///
    /// Not a number when a row is empty.
    pub fn delta_p_forward(&self) -> f64 {
        let table = self.consistent();
        table.o11 as f64 / table.r1 as f64 - table.o21() as f64 / (table.n - table.r1) as f64
    }

    /// Returns ΔP of the first given the second, O11/C1 − O12/C2, from −1 to 1 (Ellis 2006; Gries 2013).
    ///
    /// Not a number when a column is empty.
    pub fn delta_p_backward(&self) -> f64 {
        let table = self.consistent();
        table.o11 as f64 / table.c1 as f64 - table.o12() as f64 / (table.n - table.c1) as f64
    }

    /// Returns the odds ratio O11·O22/(O12·O21), from 0 up; where a cell is 0, all four get ½ more (Haldane 1956; Anscombe 1956).
    pub fn odds_ratio(&self) -> f64 {
        let cells = [self.o11, self.o22(), self.o12(), self.o21()];
        let more = if cells.contains(&0) { 0.5 } else { 0.0 };
        let [o11, o22, o12, o21] = cells.map(|cell| cell as f64 + more);
        (o11 * o22) / (o12 * o21)
    }

    /// Returns the natural logarithm of the [odds ratio](Self::odds_ratio): any value, always finite.
    pub fn log_odds_ratio(&self) -> f64 {
        self.odds_ratio().ln()
    }

    /// Returns −log₁₀ p of Fisher's exact test, where p = P(X ≥ O11) under the hypergeometric distribution with these margins:
    /// the one-sided test of attraction (Pedersen 1996; Stefanowitsch & Gries 2003).
    ///
    /// From 0 up, and finite where p itself is far too small for a float; 0 for O11 = 0 and for an empty table. Where O11 is less than
    /// expected p is near 1 and the value near 0.
    ///
    /// Cost: a few logarithms and one division a term of the tail that is larger than the last digit: a handful of terms for
    /// associated pairs, of the order of √O11 for independent ones.
    pub fn fisher(&self) -> f64 {
        let table = self.consistent();
        if table.o11 == 0 || table.n == 0 {
            return 0.0;
        }
        let difference = table.difference();
        let cells = Cells::of(&table);
        let ln_mass = table.ln_mass(difference);
        if difference >= 0.0 {
            let p = ln_mass + cells.sum_upwards().ln();
            return (-p / LN_10).max(0.0);
        }
        // The tail is almost all there is: take the rest from 1.
        let (below, ratio) = cells.down();
        let rest = (ln_mass + (ratio * below.sum_downwards()).ln()).exp().min(1.0);
        (-(-rest).ln_1p() / LN_10).max(0.0)
    }

    /// Returns ln of the hypergeometric probability of a consistent table.
    ///
    /// By Stirling's formula the factorials are the log-likelihood ratio, the roots and the remainders.
    fn ln_mass(&self, difference: f64) -> f64 {
        let margins = [self.r1, self.n - self.r1, self.c1, self.n - self.c1];
        let cells = [self.n, self.o11, self.o12(), self.o21(), self.o22()];
        let remainders = margins.map(stirling).iter().sum::<f64>() - cells.map(stirling).iter().sum::<f64>();
        let roots = margins.map(stirling_root).iter().product::<f64>()
            / cells.map(stirling_root).iter().product::<f64>();
        remainders + 0.5 * roots.ln() - self.half_log_likelihood(difference)
    }
}

/// The cells while a tail is summed, as floats: they change by one a step.
#[derive(Clone, Copy)]
struct Cells {
    o11: f64,
    o12: f64,
    o21: f64,
    o22: f64,
}

impl Cells {
    fn of(table: &Contingency) -> Cells {
        let [o11, o12, o21, o22] = [table.o11, table.o12(), table.o21(), table.o22()].map(|cell| cell as f64);
        Cells { o11, o12, o21, o22 }
    }

    /// Returns the next table with a smaller O11, and its probability relative to this one.
    fn down(self) -> (Cells, f64) {
        let Cells { o11, o12, o21, o22 } = self;
        let ratio = o11 * o22 / ((o12 + 1.0) * (o21 + 1.0));
        (Cells { o11: o11 - 1.0, o12: o12 + 1.0, o21: o21 + 1.0, o22: o22 - 1.0 }, ratio)
    }

    /// Returns the probability of this table and all with a larger O11, relative to this one.
    fn sum_upwards(mut self) -> f64 {
        let (mut sum, mut term) = (1.0, 1.0);
        while term > sum * f64::EPSILON * 0.01 {
            self =
                Cells { o11: self.o11 + 1.0, o12: self.o12 - 1.0, o21: self.o21 - 1.0, o22: self.o22 + 1.0 };
            term *= (self.o12 + 1.0) * (self.o21 + 1.0) / (self.o11 * self.o22);
            sum += term;
        }
        sum
    }

    /// Returns the same for a smaller O11.
    fn sum_downwards(self) -> f64 {
        // Exchanging the columns turns the one into the other.
        Cells { o11: self.o12, o12: self.o11, o21: self.o22, o22: self.o21 }.sum_upwards()
    }
}
