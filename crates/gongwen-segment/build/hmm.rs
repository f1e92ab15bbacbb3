//! jieba's hidden Markov model of characters at the begin, in the middle, at the end of words, and alone.

use crate::Result;
use crate::layout::{COVERED, FIRST_OTHER, NEVER};
use crate::words::Codes;
use std::collections::BTreeMap;

pub struct Model {
    initial: [f64; 4],
    transitions: [[f64; 4]; 4],
    emissions: BTreeMap<char, [f64; 4]>,
}

impl Model {
    /// Reads the model: a line of four initial logarithms, four lines of transitions, four lines of `字:logarithm`, states
    /// in the order begin, end, middle, single.
    pub fn parse(text: &str) -> Result<Self> {
        let lines: Vec<&str> =
            text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        let [initial, transitions @ .., b, e, m, s] = &lines[..] else {
            return Err("hidden Markov model: lines are missing".into());
        };
        let transitions: Vec<[f64; 4]> = transitions.iter().map(|line| four(line)).collect::<Result<_>>()?;
        let mut emissions: BTreeMap<char, [f64; 4]> = BTreeMap::new();
        for (state, line) in [b, e, m, s].into_iter().enumerate() {
            for pair in line.split(',') {
                let (key, number) =
                    pair.split_once(':').ok_or("hidden Markov model: a pair without colon")?;
                let c = key.chars().next().ok_or("hidden Markov model: a pair without character")?;
                emissions.entry(c).or_insert([NEVER; 4])[state] = number.parse()?;
            }
        }
        // The model is asked for these only.
        emissions.retain(|c, _| COVERED.contains(c));
        let transitions =
            transitions.try_into().map_err(|_| "hidden Markov model: not four transition lines")?;
        Ok(Model { initial: four(initial)?, transitions, emissions })
    }

    pub fn characters(&self) -> impl Iterator<Item = char> {
        self.emissions.keys().copied()
    }

    /// Returns the row of emissions of each code. Row 0 is for characters that the model is not asked about, row 1 is that of
    /// characters which it does not know.
    pub fn rows(&self, codes: &Codes) -> Vec<u16> {
        let mut rows = vec![0; codes.len];
        for c in COVERED {
            let code = codes.in_words(c);
            if code >= FIRST_OTHER {
                rows[usize::from(code)] = 1;
            }
        }
        for (row, &c) in (2..).zip(self.emissions.keys()) {
            let code = codes.in_words(c);
            assert!(code >= FIRST_OTHER, "every character of the model has a code");
            rows[usize::from(code)] = row;
        }
        rows
    }

    /// Returns the initial logarithms, the transitions by state, then the rows of emissions.
    pub fn numbers(&self) -> Vec<f64> {
        let rows = [&[NEVER; 4]; 2].into_iter().chain(self.emissions.values());
        self.initial.iter().chain(self.transitions.as_flattened()).chain(rows.flatten()).copied().collect()
    }
}

fn four(line: &str) -> Result<[f64; 4]> {
    let numbers: Vec<f64> = line.split(' ').map(str::parse).collect::<std::result::Result<_, _>>()?;
    numbers.try_into().map_err(|_| format!("hidden Markov model: `{line}` are not four numbers").into())
}
