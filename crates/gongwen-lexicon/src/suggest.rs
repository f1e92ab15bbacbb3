//! The near miss: which accepted value was probably meant.

/// Returns the candidate closest to `value` when it is close enough to be a slip of the pen: at most a third of the
/// longer one's characters differ, counting a swap of neighbours as one. The first of several equally close ones wins.
///
/// Cost: `O(candidates × characters²)`.
pub(crate) fn closest<'c>(value: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let value: Vec<char> = value.chars().collect();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let chars: Vec<char> = candidate.chars().collect();
        let allowed = value.len().max(chars.len()).div_ceil(3);
        if value.len().abs_diff(chars.len()) > allowed {
            continue;
        }
        let distance = distance(&value, &chars);
        if distance <= allowed && distance < value.len() && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Returns the number of edits between two texts, or `None` when it is more than `allowed`.
///
/// Cost: `O(characters²)`, less when the lengths differ too much.
pub(crate) fn edits(a: &str, b: &str, allowed: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > allowed {
        return None;
    }
    Some(distance(&a, &b)).filter(|distance| *distance <= allowed)
}

/// Edit distance with adjacent transpositions (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        let levels = ["central", "sector", "local", "candidate"];
        for (typed, meant) in [
            ("centrl", Some("central")),
            ("cnetral", Some("central")),
            ("locale", Some("local")),
            ("省级", None),
            ("", None),
            ("xyz", None),
        ] {
            assert_eq!(closest(typed, levels.into_iter()), meant, "{typed}");
        }
    }
}
