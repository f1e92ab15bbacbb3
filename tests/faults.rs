//! What becomes of a saved corpus when a run is killed or the disk is full: the old one stands, or the new one, never anything
//! between.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "what fails in a test fails it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs that are killed.
const KILLS: u32 = 200;

fn gongwen(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongwen"));
    command.args(args).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Everything that can be asked of a corpus, as text; nothing when there is none.
fn asked(corpus: &Path) -> Option<String> {
    let name = corpus.to_str().unwrap();
    let ask = |args: &[&str]| {
        let output = gongwen(args).stdout(Stdio::piped()).output().unwrap();
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
    };
    let info = ask(&["corpus", "info", name, "--format", "json"])?;
    let lines = ask(&["kwic", name, "--string", "发展", "--format", "jsonl"])
        .expect("a corpus with a head has lines");
    assert!(ask(&["corpus", "info", name, "--verify"]).is_some(), "every file is whole");
    Some(info + &lines)
}

/// Two folders of documents, the second with more.
fn documents(folder: &Path) -> (PathBuf, PathBuf) {
    let (few, more) = (folder.join("few"), folder.join("more"));
    for (path, range) in [(&few, 0..6), (&more, 6..40)] {
        std::fs::create_dir(path).unwrap();
        for number in range {
            let text = format!("坚持改革开放第{number}年，推动高质量发展。\n要抓好落实，发展乡村产业。\n")
                .repeat(30);
            std::fs::write(path.join(format!("{number:02}.txt")), text).unwrap();
        }
    }
    (few, more)
}

fn built(few: &Path, corpus: &Path) {
    let _ = std::fs::remove_dir_all(corpus);
    let args = ["corpus", "build", few.to_str().unwrap(), "-o", corpus.to_str().unwrap(), "--no-formulas"];
    assert!(gongwen(&args).status().unwrap().success());
}

#[test]
fn a_killed_run_leaves_the_old_corpus_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let (few, more) = documents(folder.path());
    let corpus = folder.path().join("corpus");
    let name = corpus.to_str().unwrap();
    let add = ["corpus", "add", name, more.to_str().unwrap(), "--no-formulas"];
    let replace = ["corpus", "build", more.to_str().unwrap(), "-o", name, "--no-formulas", "--replace"];
    built(&few, &corpus);
    let old = asked(&corpus).expect("the old corpus is there");
    let mut after = Vec::new();
    let mut longest = Duration::ZERO;
    for args in [&add[..], &replace[..]] {
        built(&few, &corpus);
        let start = Instant::now();
        assert!(gongwen(args).status().unwrap().success());
        longest = longest.max(start.elapsed());
        after.push(asked(&corpus).expect("the new corpus is there"));
    }
    let (mut kept, mut done, mut random) = (0, 0, 1_u64);
    built(&few, &corpus);
    for kill in 0..KILLS {
        // A linear congruential generator (Knuth's MMIX) is random enough for moments.
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let which = kill as usize % 2;
        let mut run = gongwen([&add[..], &replace[..]][which]).spawn().unwrap();
        std::thread::sleep(longest.mul_f64((random >> 40) as f64 / (1 << 24) as f64));
        let _ = run.kill();
        run.wait().unwrap();
        match asked(&corpus).expect("a corpus is there whatever happened") {
            found if found == old => kept += 1,
            found if found == after[which] => {
                done += 1;
                built(&few, &corpus);
            }
            found => panic!("neither the old nor the new corpus after kill {kill}: {found}"),
        }
    }
    assert!(
        kept > KILLS / 10,
        "most runs are killed before they are done: {kept} of {KILLS}, {done} were done"
    );

    // A corpus that is built anew is there or it is not.
    for kill in 0..KILLS / 4 {
        let new = folder.path().join(format!("new{kill}"));
        let args = ["corpus", "build", few.to_str().unwrap(), "-o", new.to_str().unwrap(), "--no-formulas"];
        let mut run = gongwen(&args).spawn().unwrap();
        std::thread::sleep(longest.mul_f64(f64::from(kill) / f64::from(KILLS / 4)));
        let _ = run.kill();
        run.wait().unwrap();
        assert!(asked(&new).is_none_or(|found| found.contains("发展")));
        // And can be built again in the same place.
        assert!(gongwen(&[&args[..], &["--replace"]].concat()).status().unwrap().success());
        assert!(asked(&new).is_some());
    }
}

#[test]
fn a_full_disk_leaves_the_old_corpus() {
    let folder = tempfile::tempdir().unwrap();
    let (few, more) = documents(folder.path());
    let corpus = folder.path().join("corpus");
    built(&few, &corpus);
    let old = asked(&corpus).expect("the old corpus is there");
    let files = |path: &Path| {
        let mut names: Vec<_> =
            std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = files(&corpus);
    // A limit on the size of files stops writing in the middle as a full disk does.
    let limited = |blocks: u32, args: &[&str]| {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        Command::new("sh").args(["-c", &script, env!("CARGO_BIN_EXE_gongwen")]).args(args).output().unwrap()
    };
    let (name, more) = (corpus.to_str().unwrap(), more.to_str().unwrap());
    let new = folder.path().join("new");
    for blocks in [0, 1, 2, 4, 6, 8, 12] {
        for args in [
            &["corpus", "add", name, more, "--no-formulas"][..],
            &["corpus", "build", more, "-o", name, "--no-formulas", "--replace"],
            &["corpus", "build", more, "-o", new.to_str().unwrap(), "--no-formulas"],
        ] {
            let output = limited(blocks, args);
            let error = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{blocks} blocks, {args:?}: {error}");
            assert!(error.contains("cannot write"), "{error}");
            assert_eq!(asked(&corpus).as_ref(), Some(&old));
            assert_eq!(files(&corpus), before);
            assert!(!new.exists());
        }
    }
}
