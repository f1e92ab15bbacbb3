//! Program against program: the CPU seconds of each verb of `gongwen`, from process start to exit, against those of `gongwen segment` on
//! the same files, in turn, one thread each. Start, reading, cleaning and writing are in both.

use crate::{Failure, ROUNDS};
use gongwen_benches::clock::median;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

pub(crate) fn run(path: &str, show: impl Fn(String)) -> Result<(), Failure> {
    let program = std::env::current_exe()?.with_file_name("gongwen");
    if !program.exists() {
        return Err(format!(
            "no {}; build it with `cargo build --release -p gongwen-cli`",
            program.display()
        )
        .into());
    }
    let folder = std::env::temp_dir().join(format!("gongwen-programs-{}", std::process::id()));
    let saved = folder.as_os_str();
    let word = OsStr::new;
    let build = [word("corpus"), word("build"), word(path), word("--replace"), word("-o"), saved];
    let verbs: [(&str, &[&OsStr]); 4] = [
        ("freq", &[word("freq"), word(path)]),
        ("formulas", &[word("formulas"), word(path)]),
        ("corpus build --no-formulas", &[&build[..], &[word("--no-formulas")]].concat()),
        ("corpus build", &build),
    ];
    let compare = || {
        for (name, arguments) in verbs {
            show(against_segment(&program, name, arguments, path)?);
        }
        Ok(())
    };
    let done = compare();
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    done
}

fn against_segment(program: &Path, name: &str, arguments: &[&OsStr], path: &str) -> Result<String, Failure> {
    let segment = [OsStr::new("segment"), OsStr::new(path)];
    // Once each, so that the files are at hand.
    seconds(program, &segment)?;
    seconds(program, arguments)?;
    let (mut verb, mut alone) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        alone.push(seconds(program, &segment)?);
        verb.push(seconds(program, arguments)?);
    }
    let mut ratios: Vec<f64> = verb.iter().zip(&alone).map(|(verb, alone)| verb / alone).collect();
    ratios.sort_by(f64::total_cmp);
    Ok(format!(
        "{{\"subject\":\"programs\",\"verb\":\"{name}\",\"seconds\":{:.3},\"segment_seconds\":{:.3},\"verb_over_segment\":{:.3},\
         \"min_ratio\":{:.3},\"max_ratio\":{:.3}}}",
        median(&verb),
        median(&alone),
        median(&ratios),
        ratios[0],
        ratios[ratios.len() - 1]
    ))
}

/// Returns the CPU seconds of one run, user and system together.
fn seconds(program: &Path, arguments: &[&OsStr]) -> Result<f64, Failure> {
    let before = of_children()?;
    let run = Command::new(program)
        .args(arguments)
        .args(["--threads", "1"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    if !run.success() {
        return Err(format!("{} {arguments:?} failed: {run}", program.display()).into());
    }
    Ok(of_children()? - before)
}

/// Returns the CPU seconds of all processes that this one started and that have ended.
fn of_children() -> Result<f64, Failure> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    Ok((usage.user_time() + usage.system_time()).num_microseconds() as f64 / 1e6)
}
