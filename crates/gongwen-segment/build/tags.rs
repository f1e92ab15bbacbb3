//! jieba's hidden Markov model of parts of speech, by which the tags of unknown words are guessed.

use crate::Result;
use crate::layout::NEVER;
use std::collections::{BTreeMap, HashMap};

/// Positions in a word (begin, middle, end, single) times tags.
const STATES: usize = 256;

pub struct Model {
    pub names: Vec<String>,
    start: Vec<f64>,
    /// From one state (first) to another, with the logarithm.
    links: Vec<(u16, u16, f64)>,
    /// Of each character: the states that it may be in, ascending, with the logarithms.
    characters: BTreeMap<char, Vec<(u16, f64)>>,
}

impl Model {
    pub fn parse(text: &str) -> Result<Self> {
        let mut model = Model {
            names: Vec::new(),
            start: vec![NEVER; STATES],
            links: Vec::new(),
            characters: BTreeMap::new(),
        };
        let mut allowed: HashMap<char, Vec<u16>> = HashMap::new();
        let mut section = "";
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if line.starts_with('@') {
                section = line;
                continue;
            }
            let (head, rest) = line.split_once('|').unwrap_or((line, ""));
            let parts = rest.split('|').filter(|part| !part.is_empty());
            match section {
                "@TAGS" => model.names = line.split(',').map(str::to_string).collect(),
                "@START" => {
                    let (state, number) = pair(head)?;
                    model.start[usize::from(state_of(state)?)] = number.parse()?;
                }
                "@TRANS" => {
                    let from = state_of(head)?;
                    for part in parts {
                        let (to, number) = pair(part)?;
                        model.links.push((from, state_of(to)?, number.parse()?));
                    }
                }
                "@EMIT" => {
                    let state = state_of(head)?;
                    for part in parts {
                        let (c, number) = pair(part)?;
                        model.characters.entry(one(c)?).or_default().push((state, number.parse()?));
                    }
                }
                "@CHAR_STATE" => {
                    allowed.insert(one(head)?, parts.map(state_of).collect::<Result<_>>()?);
                }
                _ => return Err(format!("tag model: `{section}` is not a section").into()),
            }
        }
        if model.names.len() * 4 != STATES {
            return Err("tag model: not 64 tags".into());
        }
        for (c, states) in &mut model.characters {
            // A character with a list of states takes these only, whether it was seen in them or not.
            if let Some(list) = allowed.remove(c).filter(|list| !list.is_empty()) {
                let seen: HashMap<u16, f64> = states.iter().copied().collect();
                *states = list
                    .into_iter()
                    .map(|state| (state, seen.get(&state).copied().unwrap_or(NEVER)))
                    .collect();
            }
            states.sort_by_key(|state| state.0);
        }
        if allowed.values().any(|list| !list.is_empty()) {
            return Err("tag model: a character has states but was never seen".into());
        }
        Ok(model)
    }

    /// Returns the logarithms of the start states, then those of the links.
    pub fn numbers(&self) -> impl Iterator<Item = f64> {
        self.start.iter().copied().chain(self.links.iter().map(|link| link.2))
    }

    /// Returns `to · 256 + from` of each link.
    pub fn links(&self) -> impl Iterator<Item = u32> {
        self.links.iter().map(|&(from, to, _)| u32::from(to) * STATES as u32 + u32::from(from))
    }

    /// Returns each character with the index of its first state, and an end mark.
    pub fn characters(&self) -> Vec<u32> {
        let mut flat = Vec::new();
        let mut at = 0;
        for (&c, states) in &self.characters {
            flat.extend([u32::from(c), at]);
            at += states.len() as u32;
        }
        flat.extend([u32::MAX, at]);
        flat
    }

    pub fn states(&self) -> impl Iterator<Item = u16> {
        self.characters.values().flatten().map(|state| state.0)
    }

    pub fn emissions(&self) -> impl Iterator<Item = f64> {
        self.characters.values().flatten().map(|state| state.1)
    }
}

/// Splits at the last comma: what is before, and the number after.
fn pair(text: &str) -> Result<(&str, &str)> {
    text.rsplit_once(',').ok_or_else(|| format!("tag model: `{text}` has no comma").into())
}

/// Returns the number of the state `position,tag`.
fn state_of(text: &str) -> Result<u16> {
    let (position, tag) = pair(text)?;
    let state = position.parse::<u16>()? * (STATES as u16 / 4) + tag.parse::<u16>()?;
    if usize::from(state) < STATES {
        Ok(state)
    } else {
        Err(format!("tag model: `{text}` is no state").into())
    }
}

fn one(text: &str) -> Result<char> {
    text.chars().next().ok_or_else(|| "tag model: an entry without character".into())
}
