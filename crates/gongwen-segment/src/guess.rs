//! Tags of words that no dictionary has, as jieba guesses them: from the characters, by a hidden Markov model of parts of
//! speech.

use crate::image::{self, GUESSED_TAGS};
use crate::layout::{NEVER, is_han};
use std::sync::OnceLock;

const TAGS: usize = 64;
/// Positions in a word times tags: begin, middle, end, single.
const STATES: usize = 4 * TAGS;

/// Returns the tag that a word has without a dictionary: by the model for words with Han, `m` for digits, `eng` for other
/// letters of ASCII, `x` for what is left.
pub(crate) fn tag(word: &str) -> &'static str {
    if word.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        let digits = word.bytes().filter(u8::is_ascii_alphanumeric).all(|byte| byte.is_ascii_digit());
        return if digits { "m" } else { "eng" };
    }
    if !word.chars().any(is_han) {
        return "x";
    }
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(Model::embedded).tag(word)
}

struct Model {
    /// From one state (second) to another (first).
    links: Vec<[f64; STATES]>,
}

/// A state that a path leads to, with the score of the best one.
type Reached = (u16, f64);

impl Model {
    /// Unpacks the embedded model. Cost: half a megabyte, once.
    fn embedded() -> Self {
        let mut links = vec![[NEVER; STATES]; STATES];
        for (&link, &number) in image::guess_links().iter().zip(&image::guess_numbers()[STATES..]) {
            links[link as usize / STATES][link as usize % STATES] = number;
        }
        Model { links }
    }

    /// Returns the states that a character may be in, ascending, with their logarithms.
    fn states(&self, c: char) -> impl Iterator<Item = (u16, f64)> {
        let (characters, _) = image::guess_characters().as_chunks::<2>();
        let place = characters.partition_point(|entry| entry[0] < u32::from(c));
        let known = characters.get(place).is_some_and(|entry| entry[0] == u32::from(c));
        let end = if known { characters[place + 1][1] } else { characters[place][1] };
        let range = characters[place][1] as usize..end as usize;
        let states = image::guess_states()[range.clone()].iter();
        states.copied().zip(image::guess_emissions()[range].iter().copied())
    }

    /// Returns the tag of the longest word that the model finds in this one, the last of equally long ones.
    fn tag(&self, word: &str) -> &'static str {
        let characters: Vec<char> = word.chars().collect();
        let Some(path) = self.path(&characters) else { return "x" };
        let (mut best, mut start, mut done) = ((0, "x"), 0, 0);
        let mut at = 0;
        for (&state, c) in path.iter().zip(&characters) {
            let position = usize::from(state) / TAGS;
            let from = if matches!(position, 0 | 3) { at } else { start };
            start = from;
            at += c.len_utf8();
            if position >= 2 {
                if at - from >= best.0 {
                    best = (at - from, GUESSED_TAGS[usize::from(state) % TAGS]);
                }
                done = at;
            }
        }
        if done < word.len() && word.len() - done >= best.0 { "x" } else { best.1 }
    }

    /// Returns the most probable states, when there is a way through (Viterbi). Of equal ways the first found is kept, for a
    /// single character the last.
    fn path(&self, characters: &[char]) -> Option<Vec<u16>> {
        let (&first, rest) = characters.split_first()?;
        let start = &image::guess_numbers()[..STATES];
        let mut reached: Vec<Reached> = self
            .states(first)
            .map(|(state, emission)| (state, start[usize::from(state)] + emission))
            .filter(|&(_, score)| score > NEVER)
            .collect();
        if rest.is_empty() {
            let singles = reached.into_iter().filter(|&(state, _)| usize::from(state) / TAGS == 3);
            let best = singles.reduce(|best, other| if other.1 >= best.1 { other } else { best })?;
            return Some(vec![best.0]);
        }
        let mut befores = Vec::with_capacity(rest.len());
        for &c in rest {
            let mut next = Vec::new();
            let mut before = Vec::new();
            for (state, emission) in self.states(c) {
                let links = &self.links[usize::from(state)];
                let mut best = (u16::MAX, NEVER);
                for &(from, score) in &reached {
                    let link = links[usize::from(from)];
                    if link > NEVER && may_follow(state, from) && score + link + emission > best.1 {
                        best = (from, score + link + emission);
                    }
                }
                if best.1 > NEVER {
                    next.push((state, best.1));
                    before.push((state, best.0));
                }
            }
            reached = next;
            befores.push(before);
        }
        let ends = reached.iter().filter(|&&(state, _)| usize::from(state) / TAGS >= 2);
        let mut state =
            ends.fold((u16::MAX, NEVER), |best, &other| if other.1 > best.1 { other } else { best }).0;
        let mut path = vec![state];
        for before in befores.iter().rev() {
            state = before.iter().find(|entry| entry.0 == state)?.1;
            path.push(state);
        }
        path.reverse();
        Some(path)
    }
}

/// Returns whether a state may follow another: the end of a word or a single character is before a new word, the begin or
/// middle before the middle or end.
fn may_follow(state: u16, before: u16) -> bool {
    let inside = |state: u16| matches!(usize::from(state) / TAGS, 1 | 2);
    let open = |state: u16| usize::from(state) / TAGS < 2;
    inside(state) == open(before)
}
