//! The checker alone, everything on, and autocorrect beside it where Python has it.

use crate::{Failure, ROUNDS};
use gongwen::{CheckOptions, Engine, Settings};
use gongwen_benches::clock::Rounds;
use gongwen_benches::texts::{bytes, readings};
use std::io::Write;
use std::process::{Command, Stdio};

/// Lints what it reads from standard input and prints the seconds that took.
const PEER: &str = "
import sys, time
import autocorrect_py
text = sys.stdin.buffer.read().decode('utf-8')
start = time.process_time()
autocorrect_py.lint_for(text, 'txt')
print(time.process_time() - start)
";

pub(crate) fn run(path: &str) -> Result<String, Failure> {
    let engine = Engine::new(Settings { threads: Some(1), ..Settings::default() })?;
    let texts = readings(path)?;
    let checker = engine.checker(CheckOptions::default())?;
    let check = || texts.iter().map(|text| checker.check(text, None).len()).sum::<usize>();
    let found = check();
    let rounds = Rounds::run(ROUNDS, || (), || assert_eq!(check(), found, "checking is deterministic"));
    let bytes = bytes(&texts);
    let peer = autocorrect(&texts.concat());
    let (peer_speed, ratio) = match peer {
        Some(seconds) => {
            (format!("{:.2}", bytes as f64 / seconds / 1e6), format!("{:.1}", seconds / rounds.second()))
        }
        None => ("null".to_owned(), "null".to_owned()),
    };
    Ok(format!(
        "{{\"subject\":\"check\",\"bytes\":{bytes},\"documents\":{},\"findings\":{found},\"gongwen_mb_s\":{:.1},\
         \"autocorrect_mb_s\":{peer_speed},\"speed_of_autocorrect\":{ratio}}}",
        texts.len(),
        bytes as f64 / rounds.second() / 1e6,
    ))
}

/// Returns the CPU seconds that autocorrect takes for a text, if Python has it.
fn autocorrect(text: &str) -> Option<f64> {
    let mut python = Command::new("python3")
        .args(["-c", PEER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    // A peer that is not there ends before it has read everything.
    let _ = python.stdin.take()?.write_all(text.as_bytes());
    let output = python.wait_with_output().ok()?;
    String::from_utf8(output.stdout).ok()?.lines().next()?.trim().parse().ok()
}
