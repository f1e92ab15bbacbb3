//! The tokenizer against jieba-rs: every mode and tags, loading, and two threads.

use crate::{Failure, ROUNDS};
use gongwen_benches::clock::{Rounds, median, on_the_wall};
use gongwen_benches::sides::{self, Task};
use gongwen_benches::texts::{bytes, halves, readings};
use gongwen_segment::{Mode, Segmenter};
use jieba_rs::Jieba;
use std::hint::black_box;
use std::process::Command;

pub(crate) fn run(path: &str, show: impl Fn(String)) -> Result<(), Failure> {
    let texts = readings(path)?;
    let (jieba, segmenter) = (Jieba::new(), Segmenter::new());
    for task in Task::ALL {
        show(mode(&jieba, &segmenter, &texts, task, path));
    }
    show(load(path));
    show(threads(&jieba, &segmenter, &texts));
    Ok(())
}

fn mode(jieba: &Jieba, segmenter: &Segmenter, texts: &[String], task: Task, path: &str) -> String {
    let mismatches = sides::mismatches(jieba, segmenter, texts, task);
    let (theirs, ours) = (|| sides::jieba(jieba, texts, task), || sides::gongwen(segmenter, texts, task));
    let (their_tokens, tokens) = (theirs(), ours());
    let rounds = Rounds::run(
        ROUNDS,
        || assert_eq!(theirs(), their_tokens, "jieba is deterministic"),
        || assert_eq!(ours(), tokens, "the tokenizer is deterministic"),
    );
    let [least, ratio, greatest] = rounds.ratios();
    let (bytes, name) = (bytes(texts), task.name());
    format!(
        "{{\"mode\":\"{name}\",\"bytes\":{bytes},\"documents\":{},\"tokens\":{tokens},\"mismatches\":{mismatches},\
         \"median_ratio\":{ratio:.3},\"min_ratio\":{least:.3},\"max_ratio\":{greatest:.3},\"jieba_mb_s\":{:.2},\
         \"gongwen_mb_s\":{:.2},\"jieba_peak_bytes\":{},\"gongwen_peak_bytes\":{}}}",
        texts.len(),
        bytes as f64 / rounds.first() / 1e6,
        bytes as f64 / rounds.second() / 1e6,
        heap("jieba", &name, path),
        heap("gongwen", &name, path),
    )
}

fn load(path: &str) -> String {
    let rounds = Rounds::run(ROUNDS, || drop(black_box(Jieba::new())), || drop(black_box(Segmenter::new())));
    let [least, ratio, greatest] = rounds.ratios();
    format!(
        "{{\"subject\":\"load\",\"median_ratio\":{ratio:.1},\"min_ratio\":{least:.1},\"max_ratio\":{greatest:.1},\
         \"jieba_ms\":{:.4},\"gongwen_ms\":{:.4},\"jieba_heap_bytes\":{},\"gongwen_heap_bytes\":{}}}",
        rounds.first() * 1e3,
        rounds.second() * 1e3,
        heap("jieba", "load", path),
        heap("gongwen", "load", path),
    )
}

fn threads(jieba: &Jieba, segmenter: &Segmenter, texts: &[String]) -> String {
    let task = Task::Cut(Mode::Dictionary);
    let halves = halves(texts);
    let theirs = speedup(texts, &halves, &|texts| sides::jieba(jieba, texts, task));
    let ours = speedup(texts, &halves, &|texts| sides::gongwen(segmenter, texts, task));
    format!(
        "{{\"subject\":\"threads\",\"mode\":\"{}\",\"two_threads_speedup\":{ours:.3},\
         \"jieba_two_threads_speedup\":{theirs:.3}}}",
        task.name()
    )
}

/// Returns how many times as long one thread takes on the wall as two with half of the texts each: the median of rounds.
fn speedup(texts: &[String], halves: &[Vec<String>; 2], cut: &(dyn Fn(&[String]) -> usize + Sync)) -> f64 {
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let (one, tokens) = on_the_wall(|| cut(texts));
        let (two, both) = on_the_wall(|| {
            std::thread::scope(|scope| {
                let threads = halves.each_ref().map(|half| scope.spawn(move || cut(half)));
                threads.map(|thread| thread.join().expect("no thread panics")).iter().sum::<usize>()
            })
        });
        assert_eq!(tokens, both, "two threads find what one finds");
        ratios.push(one / two);
    }
    median(&ratios)
}

/// Returns the bytes that `versus-memory` counts, `null` where it is not built.
fn heap(side: &str, task: &str, path: &str) -> String {
    let counted = || {
        let program = std::env::current_exe().ok()?.with_file_name("versus-memory");
        let output = Command::new(program).args([side, task, path]).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse::<usize>().ok()
    };
    counted().map_or_else(|| "null".to_owned(), |bytes| bytes.to_string())
}
