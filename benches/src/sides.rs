//! The two sides of a comparison: jieba-rs and the tokenizer of this project, at the same tasks on the same texts.

use gongwen_segment::{Mode, Scratch, Segmenter};
use jieba_rs::{Jieba, Token};
use std::hint::black_box;

/// What both sides do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Task {
    /// Cutting in a mode.
    Cut(Mode),
    /// Cutting in a mode, with the tag of each word.
    Tag(Mode),
}

impl Task {
    /// All tasks: every mode, and tags in those modes that jieba tags.
    pub const ALL: [Task; 7] = [
        Task::Cut(Mode::Dictionary),
        Task::Cut(Mode::JiebaHmm),
        Task::Cut(Mode::Search),
        Task::Cut(Mode::DictionarySearch),
        Task::Cut(Mode::AllWords),
        Task::Tag(Mode::Dictionary),
        Task::Tag(Mode::JiebaHmm),
    ];

    /// Returns the name of the task in results.
    pub fn name(self) -> String {
        match self {
            Task::Cut(mode) => mode.as_str().to_owned(),
            Task::Tag(mode) => format!("tag-{}", mode.as_str()),
        }
    }

    /// Returns the task of a name.
    pub fn named(name: &str) -> Option<Task> {
        Task::ALL.into_iter().find(|task| task.name() == name)
    }
}

/// Does the task with jieba-rs and returns the number of tokens.
pub fn jieba(jieba: &Jieba, texts: &[String], task: Task) -> usize {
    let count = |text: &String| match task {
        Task::Cut(mode) => black_box(tokens(jieba, text, mode)).len(),
        Task::Tag(mode) => black_box(jieba.tag(text, mode == Mode::JiebaHmm)).len(),
    };
    texts.iter().map(count).sum()
}

/// Does the task with the tokenizer of this project and returns the number of tokens.
pub fn gongwen(segmenter: &Segmenter, texts: &[String], task: Task) -> usize {
    let mut scratch = Scratch::default();
    let mut count = 0;
    for text in texts {
        count += match task {
            Task::Cut(mode) => black_box(segmenter.segment(text, mode, &[], &mut scratch)).len(),
            Task::Tag(mode) => {
                let tokens = segmenter.segment(text, mode, &[], &mut scratch);
                for token in tokens.iter() {
                    black_box((token, segmenter.tag(token.id, token.text)));
                }
                tokens.len()
            }
        };
    }
    count
}

/// Returns at how many tokens the two sides are not at one, of all tokens that either has: by place, word and, where the
/// task has tags, tag.
pub fn mismatches(jieba: &Jieba, segmenter: &Segmenter, texts: &[String], task: Task) -> usize {
    let mut scratch = Scratch::default();
    let mut count = 0;
    for text in texts {
        let theirs: Vec<(usize, usize, &str, &str)> = match task {
            Task::Cut(mode) => {
                let tokens = tokens(jieba, text, mode).into_iter();
                tokens.map(|token| (token.byte_start, token.byte_end, token.word, "")).collect()
            }
            Task::Tag(mode) => {
                let tags = jieba.tag(text, mode == Mode::JiebaHmm).into_iter();
                tags.map(|tag| (tag.byte_start, tag.byte_end, tag.word, tag.tag)).collect()
            }
        };
        let (Task::Cut(mode) | Task::Tag(mode)) = task;
        let ours = segmenter.segment(text, mode, &[], &mut scratch);
        let equal = ours.iter().zip(&theirs).filter(|(token, expected)| {
            let tag = if matches!(task, Task::Tag(_)) { segmenter.tag(token.id, token.text) } else { "" };
            (token.span.start, token.span.end, token.text, tag) == **expected
        });
        count += ours.len().max(theirs.len()) - equal.count();
    }
    count
}

fn tokens<'t>(jieba: &Jieba, text: &'t str, mode: Mode) -> Vec<Token<'t>> {
    match mode {
        Mode::Search => jieba.cut_for_search(text, true),
        Mode::DictionarySearch => jieba.cut_for_search(text, false),
        Mode::AllWords => jieba.cut_all(text),
        mode => jieba.cut(text, mode == Mode::JiebaHmm),
    }
}
