//! `versus-memory`: the peak of the heap of one side at one task, beyond what was there before.
//!
//! A program of its own, so that counting bytes does not slow what `versus` times; `versus segment` runs it where it is
//! built too. Prints a number. `load` as the task is the heap that a dictionary takes, once loaded.
//!
//! ```text
//! versus-memory jieba|gongwen dictionary|jieba-hmm|…|load FILE|FOLDER
//! ```
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use gongwen_benches::sides::{self, Task};
use gongwen_benches::texts::readings;
use gongwen_segment::Segmenter;
use jieba_rs::Jieba;
use peak_alloc::PeakAlloc;
use std::hint::black_box;
use std::process::ExitCode;

/// Growing a buffer counts the old and the new one, as it takes both where it cannot grow in place.
#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [side, task, path] = arguments.as_slice() else {
        eprintln!("usage: versus-memory jieba|gongwen TASK PATH");
        return ExitCode::from(2);
    };
    match measured(side, task, path) {
        Ok(bytes) => {
            println!("{bytes}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn measured(side: &str, task: &str, path: &str) -> Result<usize, Box<dyn std::error::Error>> {
    if task == "load" {
        let before = HEAP.current_usage();
        let loaded = match side {
            "jieba" => (Some(Jieba::new()), None),
            _ => (None, Some(Segmenter::new())),
        };
        let heap = HEAP.current_usage() - before;
        drop(black_box(loaded));
        return Ok(heap);
    }
    let task = Task::named(task).ok_or_else(|| format!("unknown task {task:?}"))?;
    let texts = readings(path)?;
    if side == "jieba" {
        let jieba = Jieba::new();
        Ok(peak(|| sides::jieba(&jieba, &texts, task)))
    } else {
        let segmenter = Segmenter::new();
        Ok(peak(|| sides::gongwen(&segmenter, &texts, task)))
    }
}

fn peak(work: impl FnOnce() -> usize) -> usize {
    HEAP.reset_peak_usage();
    let before = HEAP.current_usage();
    black_box(work());
    HEAP.peak_usage() - before
}
