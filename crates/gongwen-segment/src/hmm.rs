//! jieba's hidden Markov model: joins single characters to words that the dictionary does not have.

use crate::image;

/// What a character is in its word, in jieba's order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum State {
    #[default]
    Begin,
    End,
    Middle,
    Single,
}

use State::{Begin, End, Middle, Single};

/// For each state the two that may precede it; where both are as probable the second is taken.
const BEFORE: [(State, State); 4] = [(End, Single), (Begin, Middle), (Begin, Middle), (End, Single)];

/// The parameters, as logarithms.
pub(crate) struct Model {
    rows: &'static [u16],
    initial: &'static [f64; 4],
    transitions: &'static [[f64; 4]; 4],
    /// The second is that of characters which the model does not know; the first is not used.
    emissions: &'static [[f64; 4]],
}

/// The buffers of the search.
#[derive(Default, Debug)]
pub(crate) struct Path {
    /// The best state before each state of each character but the first.
    before: Vec<[State; 4]>,
    states: Vec<State>,
}

impl Model {
    /// Returns the embedded model. Cost: a cast.
    pub(crate) fn embedded() -> Self {
        let (rows, _) = image::hmm_numbers().as_chunks::<4>();
        let (initial, rest) = rows.split_first().expect("the build script writes the initial logarithms");
        let (transitions, emissions) = rest.split_first_chunk().expect("and then those of the transitions");
        Model { rows: image::hmm_rows(), initial, transitions, emissions }
    }

    fn emission(&self, code: u16) -> &[f64; 4] {
        &self.emissions[usize::from(self.rows.get(usize::from(code)).copied().unwrap_or(1).max(1))]
    }

    /// Returns whether the model is asked about a character, as far as its code tells.
    pub(crate) fn covers(&self, code: u16) -> bool {
        self.rows.get(usize::from(code)).is_some_and(|&row| row > 0)
    }

    /// Cuts a run of at least two Han characters; calls `word` with the index of the first character and the one after
    /// the last of each word.
    pub(crate) fn cut(&self, codes: &[u16], path: &mut Path, mut word: impl FnMut(usize, usize)) {
        if let &[first, second] = codes {
            // Most runs are so short that the states need not be kept: one word or two.
            if self.joins(first, second) {
                word(0, 2);
            } else {
                word(0, 1);
                word(1, 2);
            }
            return;
        }
        self.label(codes, path);
        let (mut begin, mut done) = (0, 0);
        for (at, state) in path.states.iter().enumerate() {
            match state {
                Begin => begin = at,
                Middle => {}
                End => {
                    word(begin, at + 1);
                    done = at + 1;
                }
                Single => {
                    word(at, at + 1);
                    done = at + 1;
                }
            }
        }
        if done < codes.len() {
            word(done, codes.len());
        }
    }

    /// Returns whether two characters that stand alone are one word: what [`Model::label`] comes to for two.
    fn joins(&self, first: u16, second: u16) -> bool {
        let (first, second) = (self.emission(first), self.emission(second));
        let best = |state: State| {
            let through = |from: State| {
                let before = self.initial[from as usize] + first[from as usize];
                before + self.transitions[from as usize][state as usize] + second[state as usize]
            };
            let (one, other) = BEFORE[state as usize];
            let (one, other) = (through(one), through(other));
            if one > other { one } else { other }
        };
        best(End) > best(Single)
    }

    /// Finds the most probable states (Viterbi), adding in jieba's order.
    fn label(&self, codes: &[u16], path: &mut Path) {
        let Path { before, states } = path;
        before.clear();
        let Some((&first, rest)) = codes.split_first() else { return states.clear() };
        let emission = self.emission(first);
        let mut scores: [f64; 4] = std::array::from_fn(|state| self.initial[state] + emission[state]);
        for &code in rest {
            let emission = self.emission(code);
            let mut chosen = [Begin; 4];
            let next = std::array::from_fn(|state| {
                let (one, other) = BEFORE[state];
                let through = |from: State| {
                    scores[from as usize] + self.transitions[from as usize][state] + emission[state]
                };
                let (first, second) = (through(one), through(other));
                chosen[state] = if first > second { one } else { other };
                if first > second { first } else { second }
            });
            before.push(chosen);
            scores = next;
        }
        let mut state = if scores[End as usize] > scores[Single as usize] { End } else { Single };
        states.resize(codes.len(), state);
        states[codes.len() - 1] = state;
        for (at, chosen) in before.iter().enumerate().rev() {
            state = chosen[state as usize];
            states[at] = state;
        }
    }
}
