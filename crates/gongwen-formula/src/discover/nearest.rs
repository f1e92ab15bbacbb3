//! The known formula that a new label is nearest to: a variant, a slip of the pen, or another member of a family.

use gongwen_lexicon::{Entry, EntryId, Lexicon};

/// The greatest distance that is reported.
const FARTHEST: usize = 2;

/// The forms of all formulas of a lexicon, ready to be compared with labels.
#[derive(Debug)]
pub struct Known<'l> {
    /// By length in characters.
    by_length: Vec<Vec<Form<'l>>>,
}

#[derive(Debug)]
struct Form<'l> {
    text: &'l str,
    chars: Vec<char>,
    signature: u64,
    entry: EntryId,
}

/// A known formula near a label.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Nearest<'l> {
    /// The form of it that is nearest.
    pub form: &'l str,
    /// Its entry.
    pub entry: EntryId,
    /// How many characters have to be inserted, deleted or replaced; 1 or 2.
    pub distance: usize,
}

impl<'l> Known<'l> {
    /// Collects the labels and variants of all formulas. Cost: linear in their characters.
    #[must_use]
    pub fn of(lexicon: &'l Lexicon) -> Self {
        let mut by_length: Vec<Vec<Form<'l>>> = Vec::new();
        for (entry, body) in lexicon.entries() {
            if !matches!(body, Entry::Formula(_)) {
                continue;
            }
            for text in std::iter::once(body.text()).chain(body.variants().iter().map(String::as_str)) {
                let chars: Vec<char> = text.chars().collect();
                if by_length.len() <= chars.len() {
                    by_length.resize_with(chars.len() + 1, Vec::new);
                }
                let signature = signature(&chars);
                by_length[chars.len()].push(Form { text, chars, signature, entry });
            }
        }
        Self { by_length }
    }

    /// Returns the known form nearest to `label`: at most two edits away, and never more than half of the longer of the two,
    /// since short labels all resemble one another. Of equally near ones the first by code points.
    ///
    /// Cost: one comparison of signatures a form of like length; forms that pass cost the product of the lengths.
    #[must_use]
    pub fn nearest(&self, label: &str) -> Option<Nearest<'l>> {
        let chars: Vec<char> = label.chars().collect();
        let wanted = signature(&chars);
        let lengths = chars.len().saturating_sub(FARTHEST)..=chars.len() + FARTHEST;
        let mut best: Option<Nearest<'l>> = None;
        for form in lengths.filter_map(|length| self.by_length.get(length)).flatten() {
            // One edit changes at most two bits.
            if (form.signature ^ wanted).count_ones() as usize > 2 * FARTHEST {
                continue;
            }
            let distance = distance_of(&chars, &form.chars);
            let near = Nearest { form: form.text, entry: form.entry, distance };
            let is_better = |best: Nearest<'_>| (distance, form.text) < (best.distance, best.form);
            if (1..=FARTHEST).contains(&distance)
                && 2 * distance <= chars.len().max(form.chars.len())
                && best.is_none_or(is_better)
            {
                best = Some(near);
            }
        }
        best
    }
}

/// A bit for each character, by its code point modulo 64.
fn signature(chars: &[char]) -> u64 {
    chars.iter().fold(0, |bits, &c| bits | 1 << (c as u32 % 64))
}

/// Returns the edit distance of two strings in characters: insertions, deletions and replacements, each 1 (Levenshtein 1966).
///
/// Cost: the product of the lengths.
///
/// ```
/// use gongwen_formula::discover::distance;
/// assert_eq!(distance("四个意识", "四种意识"), 1);
/// assert_eq!(distance("三会一课", "三会"), 2);
/// ```
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    distance_of(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
}

fn distance_of(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongwen_lexicon::LexiconFile;
    use proptest::prelude::*;

    /// The definition, word by word.
    fn slow(a: &[char], b: &[char]) -> usize {
        match (a, b) {
            ([], rest) | (rest, []) => rest.len(),
            ([x, xs @ ..], [y, ys @ ..]) => {
                let replaced = slow(xs, ys) + usize::from(x != y);
                replaced.min(slow(xs, b) + 1).min(slow(a, ys) + 1)
            }
        }
    }

    proptest! {
        #[test]
        fn the_distance_is_that_of_the_definition(a in "[三四个一]{0,5}", b in "[三四个一]{0,5}") {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            prop_assert_eq!(distance(&a, &b), slow(&chars(&a), &chars(&b)));
        }

        #[test]
        fn the_nearest_form_is_that_of_a_full_search(label in "[三四五个意识一课会]{1,6}") {
            let forms = ["三会一课", "四个意识", "五个意识", "三一", "四会", "四个一课"];
            let lines: String = forms.iter().map(|form| format!("{form}\n")).collect();
            let file = LexiconFile::parse_short("unit.tsv", &lines).unwrap();
            let lexicon = Lexicon::merge(vec![file]).unwrap();
            let full = forms
                .into_iter()
                .map(|form| (distance(&label, form), form))
                .filter(|&(d, form)| {
                    (1..=2).contains(&d) && 2 * d <= label.chars().count().max(form.chars().count())
                })
                .min();
            let found = Known::of(&lexicon).nearest(&label).map(|near| (near.distance, near.form));
            prop_assert_eq!(found, full);
        }
    }
}
