//! The texts that a comparison runs on, in memory.

use gongwen::{Engine, Inputs, Outcome, Settings, View};
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Returns the readings of all documents of a file or folder.
///
/// # Errors
///
/// When the path is not there or nothing can be read from it.
pub fn readings(path: &str) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let engine = Engine::new(Settings { threads: Some(1), ..Settings::default() })?;
    let inputs = Inputs::resolve(&[PathBuf::from(path)])?;
    let mut texts = Vec::new();
    engine.each_document(
        &inputs,
        |document| engine.text(document, View::Reading).text,
        |_, outcome| {
            if let Outcome::Read(found) = outcome {
                texts.extend(found.into_iter().flatten());
            }
            ControlFlow::Continue(())
        },
    );
    if bytes(&texts) == 0 {
        return Err(format!("there is no text in {path}").into());
    }
    Ok(texts)
}

/// Returns how many bytes some texts have together.
pub fn bytes(texts: &[String]) -> usize {
    texts.iter().map(String::len).sum()
}

/// Divides texts into two lists of nearly equal bytes; a text alone is divided at a line.
pub fn halves(texts: &[String]) -> [Vec<String>; 2] {
    if let [text] = texts {
        let middle = text.len() / 2;
        let end =
            text.bytes().skip(middle).position(|byte| byte == b'\n').map_or(text.len(), |at| middle + at + 1);
        return [vec![text[..end].to_owned()], vec![text[end..].to_owned()]];
    }
    let mut halves = [Vec::new(), Vec::new()];
    let mut sizes = [0, 0];
    for text in texts {
        let lighter = usize::from(sizes[1] < sizes[0]);
        sizes[lighter] += text.len();
        halves[lighter].push(text.clone());
    }
    halves
}

/// Returns `count` different words that no dictionary has, a thousand a text.
pub fn unknown_words(count: usize) -> Vec<String> {
    let word = |number: usize| format!("q{number}x，");
    let numbers: Vec<usize> = (0..count).collect();
    // Scattered, so that neighbours are not alike in all but the last digit.
    let scattered = |number: &usize| word(number * 7_368_787 % count.next_power_of_two() + count);
    numbers.chunks(1000).map(|chunk| chunk.iter().map(scattered).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn halves_have_all_texts() {
        for texts in [vec!["ab\ncd\n".to_owned()], vec!["a".to_owned(), "bc".to_owned(), "d".to_owned()]] {
            let [first, second] = halves(&texts);
            assert_eq!(bytes(&first) + bytes(&second), bytes(&texts));
            assert!(!first.is_empty() && !second.is_empty());
        }
    }

    #[test]
    fn unknown_words_are_all_different() {
        let texts = unknown_words(5000);
        let words: HashSet<&str> = texts.iter().flat_map(|text| text.split_terminator('，')).collect();
        assert_eq!((texts.len(), words.len()), (5, 5000));
    }
}
