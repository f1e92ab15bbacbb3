//! Corrections of p-values for the size of the family they belong to.
//!
//! Each function returns the adjusted values in the order of the input; which values are the family is the caller's to say, and to
//! write down. Values that are not numbers stay so and do not belong to the family. An adjusted value depends on the values alone,
//! not on their order, and equal values are adjusted alike. From 0 to 1; empty in, empty out.

/// Returns min(1, m·p), which bounds the chance of any false discovery (Bonferroni 1936; Dunn 1961).
pub fn bonferroni(values: &[f64]) -> Vec<f64> {
    let family = family(values) as f64;
    values.iter().map(|p| if p.is_nan() { *p } else { (p * family).min(1.0) }).collect()
}

/// Returns 1 − (1 − p)ᵐ, which bounds the same for independent tests (Šidák 1967).
pub fn sidak(values: &[f64]) -> Vec<f64> {
    let family = family(values) as f64;
    values.iter().map(|p| -(family * (-p).ln_1p()).exp_m1()).collect()
}

/// Returns Holm's step-down values: with p in ascending order the largest (m − j + 1)·pⱼ so far. Bounds the same as
/// [`bonferroni`] and finds more (Holm 1979).
pub fn holm(values: &[f64]) -> Vec<f64> {
    let mut adjusted = values.to_vec();
    let order = ascending(values);
    let mut largest = 0.0_f64;
    for (rank, &index) in order.iter().enumerate() {
        largest = largest.max(values[index] * (order.len() - rank) as f64).min(1.0);
        adjusted[index] = largest;
    }
    adjusted
}

/// Returns the step-up values that bound the share of false discoveries: with p in ascending order the smallest m/j·pⱼ from there
/// on (Benjamini & Hochberg 1995).
pub fn benjamini_hochberg(values: &[f64]) -> Vec<f64> {
    let mut adjusted = values.to_vec();
    let order = ascending(values);
    let mut smallest = 1.0_f64;
    for (rank, &index) in order.iter().enumerate().rev() {
        smallest = smallest.min(values[index] * (order.len() as f64 / (rank + 1) as f64));
        adjusted[index] = smallest;
    }
    adjusted
}

fn family(values: &[f64]) -> usize {
    values.iter().filter(|p| !p.is_nan()).count()
}

fn ascending(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).filter(|&index| !values[index].is_nan()).collect();
    order.sort_unstable_by(|&a, &b| values[a].total_cmp(&values[b]).then(a.cmp(&b)));
    order
}
