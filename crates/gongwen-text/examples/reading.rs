//! Prints what the reading of the files named does: the edits, or with `--speed` only counts and speed.
#![expect(clippy::print_stdout, reason = "an example prints")]

use std::time::Instant;

use gongwen_text::{EditKind, Reading};

fn main() -> std::io::Result<()> {
    let mut names: Vec<String> = std::env::args().skip(1).collect();
    let speed = names.first().is_some_and(|name| name == "--speed");
    if speed {
        names.remove(0);
    }
    let texts = names.iter().map(std::fs::read_to_string).collect::<Result<Vec<_>, _>>()?;
    let bytes: usize = texts.iter().map(String::len).sum();
    let rounds = if speed { (200_000_000 / bytes.max(1)).max(1) } else { 1 };
    let start = Instant::now();
    let mut counts = [0; EditKind::ALL.len()];
    for round in 0..rounds {
        for (name, text) in names.iter().zip(&texts) {
            let reading = Reading::of(text);
            if round > 0 {
                continue;
            }
            for edit in reading.edits() {
                counts[edit.kind as usize] += 1;
                if !speed {
                    let around = |at: usize, chars: usize| {
                        let left: Vec<_> = text[..edit.source.start].chars().rev().take(chars).collect();
                        let left: String = left.iter().rev().collect();
                        let right: String = text[at..].chars().take(chars).collect();
                        format!(
                            "{left}[{}→{}]{right}",
                            edit.source.slice(text),
                            edit.reading.slice(reading.as_str())
                        )
                    };
                    println!("{name}\t{}\t{:?}", edit.kind.as_str(), around(edit.source.end, 8));
                }
            }
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    for kind in EditKind::ALL {
        println!("{:>24} {}", kind.as_str(), counts[kind as usize]);
    }
    println!("{:>24} {:.0} MB/s", "speed", (bytes * rounds) as f64 / 1e6 / seconds);
    Ok(())
}
