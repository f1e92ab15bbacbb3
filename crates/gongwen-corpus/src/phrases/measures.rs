//! The measures of a phrase: cohesion inside, freedom outside, and what is left of it when longer phrases are taken off.

/// Returns the cohesion of a sequence: the least normalised pointwise mutual information (NPMI) over the places at which it can be
/// cut in two.
///
/// For parts a and b of a sequence ab, with p(x) = f(x) / N and N the number of words:
/// NPMI(a, b) = ln(p(ab) / (p(a)·p(b))) / −ln p(ab). It is 1 when neither part comes without the other, 0 when they meet by
/// chance, towards −1 when they avoid each other (Bouma 2009, Normalized (pointwise) mutual information in collocation
/// extraction). The least over all cuts, because a sequence is as strong as its weakest joint (cf. Silva & Lopes 1999).
///
/// `frequency` is f(ab); `cuts` gives f(a) and f(b) for each cut; `words` is N. Returns 1 without cuts and when the sequence is
/// all there is (f(ab) = N); not a number when any count is 0.
#[must_use]
pub fn cohesion(frequency: u64, words: u64, cuts: impl IntoIterator<Item = (u64, u64)>) -> f64 {
    let (whole, n) = (frequency as f64, words as f64);
    let information = (n / whole).ln();
    if information <= 0.0 {
        return if frequency == 0 { f64::NAN } else { 1.0 };
    }
    let npmi = |(a, b): (u64, u64)| match a.min(b) {
        0 => f64::NAN,
        _ => (whole * n / (a as f64 * b as f64)).ln() / information,
    };
    cuts.into_iter()
        .map(npmi)
        .fold(1.0, |least: f64, npmi| if npmi < least || npmi.is_nan() { npmi } else { least })
}

/// Returns the entropy in bits of what stands on one side of a phrase: H = −Σ p(x) · log₂ p(x) over its neighbours x.
///
/// High entropy says that the phrase ends here, an entropy of 0 that it always goes on in the same way (branching entropy:
/// Jin & Tanaka-Ishii 2006; Huang & Powers 2003). `counts` are those of the different neighbours; `apart` is how often a break stands
/// there, and each break counts as a neighbour of its own, since a phrase may end where a clause does (accessor variety, Feng et
/// al. 2004). From 0 to log₂ of the number of occurrences; 0 without any.
///
/// The counts are added in descending order, so that the sum is the same to the bit however they come.
#[must_use]
pub fn entropy(counts: &mut [u64], apart: u64) -> f64 {
    let total = counts.iter().sum::<u64>() + apart;
    if total == 0 {
        return 0.0;
    }
    let total = total as f64;
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let bits =
        |count: u64| if count == 0 { 0.0 } else { count as f64 / total * (total / count as f64).log2() };
    counts.iter().map(|&count| bits(count)).sum::<f64>() + apart as f64 / total * total.log2()
}

/// Returns the C-value of a phrase of `length` words: log₂ |a| · (f(a) − (1/|Tₐ|) · Σ f(b)), where Tₐ are the longer phrases that
/// contain it and b runs over them; log₂ |a| · f(a) when there are none (Frantzi, Ananiadou & Mima 2000, Automatic
/// recognition of multi-word terms: the C-value/NC-value method).
///
/// `longer` is |Tₐ| and `within` the sum of their frequencies. Below 0 for a phrase that comes in longer ones alone, more than once in
/// one; 0 for a single word.
#[must_use]
pub fn c_value(length: usize, frequency: u64, longer: u64, within: u64) -> f64 {
    let nested = if longer == 0 { 0.0 } else { within as f64 / longer as f64 };
    (length as f64).log2() * (frequency as f64 - nested)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cohesion_of_parts_that_come_together_by_chance_or_always() {
        assert_eq!(cohesion(10, 1000, [(10, 10)]), 1.0);
        assert!(cohesion(10, 1000, [(100, 100)]).abs() < 1e-12);
        // The weakest joint decides.
        assert!(cohesion(10, 1000, [(10, 10), (100, 100)]).abs() < 1e-12);
        assert_eq!(cohesion(5, 5, [(5, 5)]), 1.0);
        assert!(cohesion(0, 10, [(1, 1)]).is_nan());
        assert!(cohesion(1, 10, [(0, 1)]).is_nan());
    }

    #[test]
    fn entropy_of_one_neighbour_of_many_and_of_breaks() {
        assert_eq!(entropy(&mut [8], 0), 0.0);
        assert_eq!(entropy(&mut [2, 2, 2, 2], 0), 2.0);
        assert_eq!(entropy(&mut [], 8), 3.0);
        assert_eq!(entropy(&mut [4], 4), 0.5 + 1.5);
        assert_eq!(entropy(&mut [], 0), 0.0);
    }

    #[test]
    fn c_value_of_the_paper() {
        // Adenoid cystic basal cell carcinoma 5, … cystic basal cell carcinoma 11, … basal cell carcinoma 984 in two longer ones.
        assert!((c_value(5, 5, 0, 0) - 11.6096).abs() < 1e-3);
        assert!((c_value(4, 11, 1, 5) - 12.0).abs() < 1e-9);
        assert_eq!(c_value(2, 7, 0, 0), 7.0);
        assert_eq!(c_value(1, 7, 0, 0), 0.0);
    }
}
