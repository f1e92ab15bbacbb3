//! The command line as users see it: transcripts under `tests/cli/`, and what a transcript cannot say.
//!
//! Regenerate transcripts with `TRYCMD=overwrite cargo test -p gongwen-cli --test cli` and read their diff like code.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn gongwen(args: &[&str]) -> Output {
    command(args).output().expect("the binary runs")
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongwen"));
    command.current_dir(root()).args(args);
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

#[test]
fn transcripts() {
    // Transcripts name the sample corpus as a user at the root of the checkout does.
    std::env::set_current_dir(root()).expect("the root is there");
    trycmd::TestCases::new().case(root().join("tests/cli/*.trycmd")).case(root().join("tests/cli/*.toml"));
}

#[test]
fn a_broken_file_among_others_is_named_and_the_rest_is_processed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "坚决做到“两个维护”。").unwrap();
    std::fs::write(folder.path().join("b.docx"), b"PK\x03\x04 not an archive").unwrap();
    std::fs::write(folder.path().join("c.txt"), "增强“四个意识”。").unwrap();
    std::fs::write(folder.path().join("d.txt"), "落实“三网五链”，做好维护意识教育。").unwrap();
    let output = gongwen(&["discover", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stdout).contains("三网五链") && text(&output.stderr).contains("b.docx: "));
    std::fs::remove_file(folder.path().join("d.txt")).unwrap();
    for verb in ["formulas", "freq", "text", "segment"] {
        let output = gongwen(&[verb, folder.path().to_str().unwrap(), "--format", "jsonl"]);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(2), "{verb}");
        assert!(err.contains("b.docx: "), "{verb}: {err}");
        assert!(err.contains("1 of 3 files could not be read; the others were processed"), "{verb}: {err}");
        assert!(out.contains("维护") && out.contains("意识"), "{verb}: {out}");
    }
}

#[test]
fn output_is_the_same_for_any_number_of_threads() {
    let runs: [&[&str]; 23] = [
        &["kwic", "corpora/sample", "--string", "发展", "--sort", "1r,1l", "--format", "csv"],
        &["kwic", "corpora/sample", "--formula", "两个维护", "--sentences", "0", "--format", "jsonl"],
        &["collocates", "corpora/sample", "--word", "发展", "--min-count", "2", "--format", "csv"],
        &["keyness", "corpora/sample", "--where", "genre=讲话", "--by-document", "--format", "csv"],
        &["ngrams", "corpora/sample", "-n", "2-4", "--format", "csv"],
        &["dispersion", "corpora/sample", "--string", "发展", "--formula", "两个维护", "--format", "html"],
        &["diversity", "corpora/sample", "--by", "genre", "--format", "csv"],
        &["cooccur", "corpora/sample", "--format", "svg"],
        &[
            "trend",
            "corpora/sample",
            "--formula",
            "两个维护",
            "--word",
            "发展",
            "--by",
            "quarter",
            "--format",
            "jsonl",
        ],
        &["trend", "corpora/sample", "--formula", "两个维护", "--string", "发展", "--summary"],
        &["trend", "corpora/sample", "--string", "高质量发展", "--adoption-by", "place", "--format", "csv"],
        &["discover", "corpora/sample", "--format", "jsonl"],
        &["discover", "corpora/sample", "--class", "counted,slogan", "--format", "csv"],
        &[
            "discover",
            "corpora/sample",
            "--kind",
            "phrases",
            "--min-count",
            "3",
            "--min-docs",
            "2",
            "--format",
            "jsonl",
        ],
        &["formulas", "corpora/sample", "--format", "jsonl"],
        &["formulas", "corpora/sample"],
        &["formulas", "corpora/sample", "--by", "year", "--format", "csv"],
        &["freq", "corpora/sample", "--format", "csv"],
        &["segment", "corpora/sample"],
        &["reuse", "corpora/sample", "--format", "csv"],
        &["density", "corpora/sample", "--by", "section", "--total", "--format", "csv"],
        &["compare", "corpora/sample/qingyi-gwr-2022.txt", "--against", "corpora/sample", "--format", "csv"],
        &["reuse", "corpora/sample", "--passages", "--format", "jsonl"],
    ];
    for run in runs {
        let with = |threads| {
            let output = gongwen(&[run, &["--threads", threads]].concat());
            assert!(output.status.success(), "{run:?}: {}", text(&output.stderr));
            output.stdout
        };
        let one = with("1");
        assert!(!one.is_empty());
        assert!(one == with("2"), "{run:?} differs for 2 threads");
        assert!(one == with("16"), "{run:?} differs for 16 threads");
    }
}

#[test]
fn a_saved_corpus_answers_as_its_documents_do() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("sample");
    let name = corpus.to_str().unwrap();
    let documents: Vec<String> = {
        let mut paths: Vec<_> = std::fs::read_dir(root().join("corpora/sample"))
            .unwrap()
            .map(|entry| format!("corpora/sample/{}", entry.unwrap().file_name().to_str().unwrap()))
            .filter(|path| !path.ends_with("metadata.csv"))
            .collect();
        paths.sort();
        paths
    };
    // Built in two steps, so that the last part is filled up and words are added.
    let (first, second) = documents.split_at(documents.len() / 2);
    let list = |some: &[String], before: &[&str], after: &[&str]| {
        let all: Vec<&str> = some.iter().map(String::as_str).collect();
        gongwen(&[before, &all, after].concat())
    };
    let built = list(first, &["corpus", "build"], &["-o", name]);
    assert!(built.status.success(), "{}", text(&built.stderr));
    let added = list(second, &["corpus", "add", name], &[]);
    assert!(added.status.success(), "{}", text(&added.stderr));
    assert!(text(&gongwen(&["corpus", "info", name]).stdout).contains("documents    "));
    let questions: [&[&str]; 16] = [
        &["kwic", "--string", "高质量发展", "--sort", "1r,doc"],
        &["kwic", "--formula", "两个维护", "--sentences", "1"],
        &["kwic", "--query", "坚持 []{0,5} 发展", "--within", "sentence", "--sort", "date,node"],
        &["kwic", "--regex", "高.*", "--sample", "5"],
        &["collocates", "--word", "发展", "--min-count", "1"],
        &["ngrams", "-n", "1-3", "--min-count", "1"],
        &["keyness", "--where", "genre=讲话", "--min-count", "1"],
        &["dispersion", "--string", "发展", "--formula", "两个维护", "--by", "year"],
        &["diversity"],
        &["cooccur", "--unit", "document"],
        &["freq", "--min-count", "1"],
        &["freq", "--of", "characters", "--by", "genre"],
        &["freq", "--of", "formulas", "--where", "date>=2020"],
        &["trend", "--formula", "两个维护", "--word", "发展", "--string", "质量", "--by", "month"],
        &["trend", "--string", "高质量发展", "--adoption-by", "place"],
        &["freq", "--unique", "--min-count", "3"],
    ];
    for question in questions {
        let ask = |of: &str| {
            let output =
                gongwen(&[&question[..1], &[of], &question[1..], &["--format", "csv", "--quiet"]].concat());
            assert!(output.status.success(), "{question:?}: {}", text(&output.stderr));
            text(&output.stdout)
        };
        assert_eq!(ask("corpora/sample"), ask(name), "{question:?}");
    }
    // Cut anew without the files it is what they give, also in its own place.
    let recut = folder.path().join("recut");
    let [in_other, in_place] = [recut.to_str().unwrap(), name];
    let other = folder.path().join("other");
    let asked: [&[&str]; 3] = [
        &["corpus", "build", "corpora/sample", "-o", other.to_str().unwrap(), "--mode", "jieba-hmm"],
        &["corpus", "recut", name, "-o", in_other, "--mode", "jieba-hmm"],
        &["corpus", "recut", name, "-o", in_place, "--replace", "--mode", "jieba-hmm"],
    ];
    for asked in asked {
        let output = gongwen(asked);
        assert!(output.status.success(), "{asked:?}: {}", text(&output.stderr));
    }
    for question in questions {
        let ask = |of: &str| {
            text(&gongwen(&[&question[..1], &[of], &question[1..], &["-f", "csv", "-q"]].concat()).stdout)
        };
        let expected = ask(other.to_str().unwrap());
        assert!(expected.contains('\n'), "{question:?}");
        assert_eq!(ask(in_other), expected, "{question:?}");
        assert_eq!(ask(in_place), expected, "{question:?}");
    }
    let export = folder.path().join("tables");
    let exported = gongwen(&["corpus", "export", name, "-o", export.to_str().unwrap()]);
    assert!(exported.status.success(), "{}", text(&exported.stderr));
    for table in ["documents", "vocabulary", "tokens", "hits"] {
        assert!(export.join(format!("{table}.parquet")).metadata().unwrap().len() > 1000, "{table}");
    }
}

#[test]
fn word_counts_do_not_depend_on_the_order_or_names_of_the_files() {
    let texts = ["坚持发展，坚持改革。", "人民至上", "发展是第一要务，改革开放。"];
    let count = |order: [usize; 3]| {
        let folder = tempfile::tempdir().unwrap();
        for (at, text) in order.iter().enumerate() {
            std::fs::write(folder.path().join(format!("{at}.txt")), texts[*text]).unwrap();
        }
        gongwen(&["freq", folder.path().to_str().unwrap(), "--format", "json"]).stdout
    };
    let expected = count([0, 1, 2]);
    assert!(!expected.is_empty());
    assert_eq!(text(&count([2, 0, 1])), text(&expected));
}

#[test]
fn trends_do_not_depend_on_the_order_of_the_files() {
    let documents = [
        ("2016-03-05_国务院_工作报告.txt", "贯彻新发展理念，推动发展。"),
        ("2018-03-05_国务院_工作报告.txt", "推动高质量发展，贯彻新发展理念。"),
        ("2018-03-06_某省_工作报告.txt", "高质量发展，高质量发展。"),
    ];
    for view in [&[][..], &["--summary"], &["--by", "month"]] {
        let run = |order: [usize; 3]| {
            let folder = tempfile::tempdir().unwrap();
            for (at, document) in order.iter().enumerate() {
                let part = folder.path().join(at.to_string());
                std::fs::create_dir(&part).unwrap();
                std::fs::write(part.join(documents[*document].0), documents[*document].1).unwrap();
            }
            let path = folder.path().to_str().unwrap();
            let targets = ["--string", "发展", "--formula", "新发展理念"];
            let output = gongwen(&[&["trend", path, "--format", "csv"], &targets[..], view].concat());
            assert!(output.status.success(), "{}", text(&output.stderr));
            // The first and last documents are named with the folder, which differs.
            let plain = text(&output.stdout).replace(path, "");
            (0..3).fold(plain, |text, at| text.replace(&format!("/{at}/"), "/"))
        };
        let expected = run([0, 1, 2]);
        assert!(expected.contains("2018"), "{expected}");
        assert_eq!(run([2, 0, 1]), expected);
    }
}

#[test]
fn standard_input_is_read_in_any_encoding() {
    let mut child = command(&["formulas", "-", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // GB18030 for 增强“四个意识”，坚决做到“两个维护”。
    let bytes = b"\xd4\xf6\xc7\xbf\xa1\xb0\xcb\xc4\xb8\xf6\xd2\xe2\xca\xb6\xa1\xb1\xa3\xac\xbc\xe1\xbe\xf6\xd7\xf6\xb5\xbd\xa1\xb0\xc1\xbd\xb8\xf6\xce\xac\xbb\xa4\xa1\xb1\xa1\xa3";
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    let out = text(&output.stdout);
    assert_eq!(out.lines().count(), 2, "{out}");
    assert!(out.starts_with("{\"doc\":\"-\",\"start\":3,\"end\":7,"), "{out}");
}

#[test]
fn discovery_does_not_depend_on_the_order_of_the_files() {
    let texts = [
        "全镇推行“三网五链”，做优田埂议事会，擦亮田埂议事会。",
        "打造田埂议事会：落实“三网五链”（网格、网点、网络，产业链、人才链、创新链、资金链、服务链）。",
        "田埂议事会深入人心。",
    ];
    let phrases: &[&str] =
        &["--kind", "phrases", "--min-count", "2", "--min-docs", "2", "--min-entropy", "0"];
    for options in [&[][..], phrases] {
        let count = |order: [usize; 3]| {
            let folder = tempfile::tempdir().unwrap();
            // The names of the documents stand in the table, so each text keeps its own; the folders give the order.
            for (at, text) in order.iter().enumerate() {
                let part = folder.path().join(at.to_string());
                std::fs::create_dir(&part).unwrap();
                std::fs::write(part.join(format!("{text}.txt")), texts[*text]).unwrap();
            }
            let output = gongwen(
                &[&["discover", folder.path().to_str().unwrap(), "--format", "jsonl"], options].concat(),
            );
            assert!(output.status.success(), "{}", text(&output.stderr));
            let rows = text(&output.stdout);
            assert!(rows.contains("三网五链") || rows.contains("田埂议事会"), "{rows}");
            let place = |line: &str| line.split(",\"doc\":").next().map(str::to_owned);
            rows.lines().filter_map(place).collect::<Vec<String>>()
        };
        assert_eq!(count([2, 0, 1]), count([0, 1, 2]));
    }
}

#[test]
fn a_lexicon_of_candidates_loads_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("2024-03-01_县.txt");
    let passage = "推行“三网五链”（网格、网点、网络，产业链、人才链、创新链、资金链、服务链），建设“1+N”体系，落实“一岗一表”。擦亮田埂议事会，守住田埂议事会。\n";
    std::fs::write(&document, passage.repeat(3)).unwrap();
    let document = document.to_str().unwrap();
    let phrases: &[&str] =
        &["--kind", "phrases", "--min-count", "2", "--min-docs", "1", "--min-entropy", "0.5"];
    for (name, options, wanted) in
        [("labels.toml", &[][..], "三网五链"), ("phrases.toml", phrases, "擦亮田埂议事会")]
    {
        let path = folder.path().join(name);
        let path = path.to_str().unwrap();
        let output = gongwen(&[&["discover", document, "--save", path], options].concat());
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert!(text(&output.stderr).contains(" candidates"), "{}", text(&output.stderr));
        let check = gongwen(&["lexicon", "check", path]);
        assert!(check.status.success(), "{}{}", text(&check.stdout), text(&check.stderr));
        let lexicon = std::fs::read_to_string(path).unwrap();
        assert!(lexicon.contains("status = \"candidate\"") && lexicon.contains("2024-03-01"), "{lexicon}");
        let found = text(&gongwen(&["formulas", document, "--lexicon", path, "--format", "jsonl"]).stdout);
        let hit = found.lines().find(|line| line.contains(&format!("\"canonical\":\"{wanted}\""))).unwrap();
        assert!(
            hit.contains(&format!("\"id\":\"{wanted}\"")) && hit.contains("\"level\":\"candidate\""),
            "{hit}"
        );
        let again = text(
            &gongwen(&[&["discover", document, "--lexicon", path, "--format", "jsonl"], options].concat())
                .stdout,
        );
        assert!(!again.contains(wanted), "what a lexicon has is not discovered: {again}");
    }
}

#[test]
fn discovery_reads_standard_input_and_leaves_no_partial_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("found.toml");
    let mut child = command(&[
        "discover",
        "-",
        "--kind",
        "phrases",
        "--min-docs",
        "1",
        "--min-count",
        "3",
        "--format",
        "csv",
    ])
    .stdin(Stdio::piped())
    .stdout(Stdio::piped())
    .spawn()
    .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all("擦亮田埂议事会。打造田埂议事会，守住田埂议事会！".as_bytes())
        .unwrap();
    let out = text(&child.wait_with_output().unwrap().stdout);
    assert!(out.contains("\n田埂议事会,"), "{out}");
    let output = gongwen(&["discover", "no-such-folder", "--save", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    let output = gongwen(&["discover", "corpora/sample", "--save", "no-such-folder/found.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("no-such-folder/found.toml: cannot be written"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = command(&["formulas", "corpora/sample", "--format", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 16];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn a_run_that_fails_leaves_no_output_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hits.csv");
    let output = gongwen(&["formulas", "no-such-folder", "-o", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("no-such-folder: no such file or folder"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_listing_in_a_file_has_no_escape_codes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hits.txt");
    let output = gongwen(&["formulas", "corpora/sample/jianbao-2021.txt", "-o", path.to_str().unwrap()]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let listing = std::fs::read_to_string(&path).unwrap();
    assert!(listing.starts_with("corpora/sample/jianbao-2021.txt") && !listing.contains('\x1b'), "{listing}");
}

#[test]
fn a_file_without_room_for_provenance_gets_a_sidecar() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("words.csv");
    let output = gongwen(&["freq", "corpora/sample", "-o", path.to_str().unwrap()]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(
        std::fs::read_to_string(&path)
            .unwrap()
            .starts_with("word,freq,per_million,docs,doc_share,dp,dp_norm\n")
    );
    let sidecar = std::fs::read_to_string(folder.path().join("words.csv.provenance.json")).unwrap();
    for part in ["\"program\"", "\"tokenizer\"", "\"corpus_hash\"", "\"documents\""] {
        assert!(sidecar.contains(part), "{part} in {sidecar}");
    }
}

#[test]
fn copies_are_left_out_where_that_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let prose =
        "各单位要健全责任体系、制度体系、监督体系，落实“三网五链”，抓好安全生产、防汛抗旱和信访维稳工作。\n";
    for (name, year) in [("a", 2019), ("b", 2020), ("c", 2021)] {
        let other = if name == "c" {
            "要深入开展“三清三美”行动，建设宜居乡村。\n".repeat(2)
        } else {
            prose.repeat(3)
        };
        std::fs::write(folder.path().join(format!("{name}.txt")), format!("通知\n{year}年3月1日\n{other}"))
            .unwrap();
    }
    let path = folder.path().to_str().unwrap();
    let asked: [(&[&str], &str); 6] = [
        (&["formulas", path], "三网五链"),
        (&["formulas", path, "--by", "formula"], "三网五链"),
        (&["density", path], ".txt"),
        (&["discover", path], "三网五链"),
        (
            &["compare", "corpora/sample/2021-08-19_双泉村党支部书记交流发言.txt", "--against", path],
            "formula",
        ),
        (&["trend", path, "--formula", "三网五链"], "三网五链"),
    ];
    for (asked, sought) in asked {
        let run = |more: &[&str]| gongwen(&[asked, &["-f", "csv"], more].concat());
        let (all, once) = (run(&[]), run(&["--unique"]));
        assert!(all.status.success() && once.status.success(), "{asked:?}: {}", text(&once.stderr));
        assert!(
            text(&once.stderr).contains("1 documents repeat earlier ones"),
            "{asked:?}: {}",
            text(&once.stderr)
        );
        let (all, once) = (text(&all.stdout), text(&once.stdout));
        assert!(all.contains(sought) && once.contains(sought), "{asked:?}: {all}");
        assert!(all != once || asked[0] == "compare", "{asked:?}: {once}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_that_is_named_as_output_stays_what_it_is() {
    use std::os::unix::fs::FileTypeExt;
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    if !Command::new("mkfifo").arg(&pipe).status().is_ok_and(|made| made.success()) {
        eprintln!("skipped: no mkfifo");
        return;
    }
    let pipe_name = pipe.to_str().unwrap().to_string();
    let asked = ["freq", "corpora/sample", "-q", "-f", "csv"];
    let writer = std::thread::spawn(move || gongwen(&[&asked[..], &["-o", &pipe_name]].concat()));
    let read = std::fs::read(&pipe).unwrap();
    assert!(writer.join().unwrap().status.success());
    assert_eq!(read, gongwen(&asked).stdout);
    assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
    // Nothing else appears beside it, and a name that leads to a file still leads to it.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let (file, link) = (folder.path().join("a.csv"), folder.path().join("b.csv"));
    std::fs::write(&file, "old").unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    assert!(gongwen(&[&asked[..], &["-o", link.to_str().unwrap()]].concat()).status.success());
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(std::fs::read(&file).unwrap(), read);
}

#[test]
fn binary_formats_are_written_whole() {
    let folder = tempfile::tempdir().unwrap();
    for (name, magic) in [("hits.parquet", &b"PAR1"[..]), ("hits.xlsx", b"PK\x03\x04")] {
        let path = folder.path().join(name);
        let output =
            gongwen(&["formulas", "corpora/sample", "--by", "formula", "-o", path.to_str().unwrap()]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert!(std::fs::read(&path).unwrap().starts_with(magic));
    }
}

#[test]
fn a_lexicon_of_ones_own_is_found_through_the_settings_beside_the_documents() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("gongwen.toml"), "lexicons = [\"unit.tsv\"]\n").unwrap();
    std::fs::write(
        folder.path().join("unit.tsv"),
        "三清四联\t清底数、清责任、清措施、联村、联户、联企、联校\t推行\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("a.txt"), "全镇推行三清四联工作法。").unwrap();
    let document = folder.path().join("a.txt");
    let output = gongwen(&["formulas", document.to_str().unwrap(), "--format", "jsonl"]);
    let out = text(&output.stdout);
    assert!(out.contains("\"canonical\":\"三清四联\""), "{out}");
    assert!(out.contains("\"lexicon_items\":[\"清底数\""), "{out}");
    assert!(out.contains("\"verb\":\"推行\""), "{out}");
}

#[test]
fn a_list_of_words_is_read_in_any_encoding_and_from_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("a.txt");
    std::fs::write(&document, "走深走实").unwrap();
    // 走深走实 in UTF-16 with a byte order mark; in GB18030, which an encoding given for all files must not disturb.
    let utf16: Vec<u8> = "\u{feff}走深走实\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let gb18030 = b"\xd7\xdf\xc9\xee\xd7\xdf\xca\xb5\n".to_vec();
    for bytes in ["走深走实\n".as_bytes().to_vec(), utf16, gb18030] {
        let mut child = command(&["segment", document.to_str().unwrap(), "--dictionary", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(&bytes).unwrap();
        assert_eq!(text(&child.wait_with_output().unwrap().stdout), "走深走实\n");
    }
}

#[test]
fn lists_of_words_beside_the_documents_are_read_only_by_verbs_that_segment() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("gongwen.toml"), "dictionaries = [\"unit.txt\"]\n").unwrap();
    std::fs::write(folder.path().join("unit.txt"), "走深走实 3x\n").unwrap();
    std::fs::write(folder.path().join("a.txt"), "推动“两个维护”走深走实。").unwrap();
    let document = folder.path().join("a.txt");
    for (verb, status) in [("formulas", 0), ("text", 0), ("segment", 2), ("freq", 2)] {
        let output = gongwen(&[verb, document.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(status), "{verb}");
        assert_eq!(text(&output.stderr).contains("unit.txt:1: the frequency"), status == 2, "{verb}");
    }
}

#[test]
fn each_line_of_a_text_is_a_line_of_spaced_text_whatever_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("a.txt");
    for (source, expected) in [
        ("推动\r\n\r\n走\u{3000}深\r\n", "推动\n\n走|深\n"),
        ("\n推动", "\n推动\n"),
        ("推动\n\n", "推动\n\n"),
        ("", "\n"),
    ] {
        std::fs::write(&document, source).unwrap();
        for mode in ["dictionary", "jieba-hmm"] {
            let output = gongwen(&[
                "segment",
                document.to_str().unwrap(),
                "--lines",
                "--separator",
                "|",
                "--mode",
                mode,
            ]);
            assert_eq!(text(&output.stdout), expected, "{source:?} {mode}: {}", text(&output.stderr));
        }
    }
}

#[test]
fn spaced_text_in_a_file_has_its_provenance_beside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("words.txt");
    let list = "tests/cli/words/unit.txt";
    let output = gongwen(&[
        "segment",
        "tests/cli/words/brief.txt",
        "--dictionary",
        list,
        "--simplify",
        "-o",
        path.to_str().unwrap(),
    ]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let sidecar = std::fs::read_to_string(folder.path().join("words.txt.provenance.json")).unwrap();
    for part in [list, "traditional through simplified", "\"mode\":\"dictionary\"", "\"hash\""] {
        assert!(sidecar.contains(part), "{part} in {sidecar}");
    }
}

#[test]
fn manual_and_completions_are_written_for_every_verb() {
    let verbs = [
        "text",
        "segment",
        "formulas",
        "discover",
        "check",
        "freq",
        "ngrams",
        "kwic",
        "collocates",
        "keyness",
        "dispersion",
        "diversity",
        "trend",
        "cooccur",
        "density",
        "compare",
        "reuse",
        "corpus",
        "lexicon",
    ];
    for verb in verbs {
        let page = gongwen(&["man", verb]);
        assert!(page.status.success() && text(&page.stdout).contains(&format!("gongwen\\-{verb}")), "{verb}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(text(&gongwen(&["completions", shell]).stdout).contains("formulas"), "{shell}");
    }
}

#[test]
fn findings_are_written_into_a_docx_that_appears_when_it_is_complete() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let draft = "tests/cli/check/draft.docx";
    let run = |input: &str, output: &str, more: &[&str]| {
        gongwen(&[&["check", input, "--annotate", &path(output), "--format", "jsonl"], more].concat())
    };
    let plain = run(draft, "a.docx", &[]);
    assert_eq!(plain.status.code(), Some(1));
    assert!(text(&plain.stderr).contains("a.docx: 9 comments, 0 tracked changes"), "{}", text(&plain.stderr));
    assert!(text(&plain.stdout).lines().all(|row| !row.contains("\"paragraph\":null")));
    let tracked = run(draft, "b.docx", &["--revisions", "--fix-suggested", "--date", "2024-05"]);
    assert!(
        text(&tracked.stderr).contains("b.docx: 1 comments, 6 tracked changes"),
        "{}",
        text(&tracked.stderr)
    );
    let fixed = text(&gongwen(&["text", &path("b.docx"), "--source"]).stdout);
    assert!(
        fixed.contains(
            "今年以来，我镇以习近平新时代中国特色社会主义思想为指导，再接再厉。\n按照镇发〔2023〕5号文件要求"
        ),
        "{fixed}"
    );
    let again = run(&path("b.docx"), "c.docx", &["--revisions", "--fix-suggested", "--date", "2024-05"]);
    assert!(text(&again.stderr).contains("0 comments, 0 tracked changes; 1 comments were there"));
    assert_eq!(std::fs::read(path("b.docx")).unwrap(), std::fs::read(path("c.docx")).unwrap());
    for (input, more, problem) in [
        (
            "tests/cli/check/draft.txt",
            &[][..],
            "draft.txt: is text; findings can be written into a DOCX only",
        ),
        ("tests/cli/check", &[], "files are named; findings can be written into one DOCX at a time"),
        (draft, &["--fix"], "add --revisions to track the fixes as changes"),
    ] {
        let refused = run(input, "d.docx", more);
        assert_eq!(refused.status.code(), Some(2), "{problem}");
        assert!(text(&refused.stderr).contains(problem), "{}", text(&refused.stderr));
        assert!(!Path::new(&path("d.docx")).exists() && refused.stdout.is_empty(), "{problem}");
    }
}

#[test]
fn settings_beside_the_documents_say_how_they_are_checked_and_the_command_line_says_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("draft.txt");
    std::fs::write(&draft, "今年以来,我镇建立台帐，再接再励。。\n").unwrap();
    std::fs::write(
        folder.path().join("gongwen.toml"),
        "[check]\nselect = [\"typo\", \"punct\"]\nignore = [\"punct-repeated\"]\nallow-files = [\"words.txt\"]\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("words.txt"), "再接再励\n").unwrap();
    let draft = draft.to_str().unwrap();
    let rules = |more: &[&str]| {
        let output = gongwen(&[&["check", draft, "--format", "csv"], more].concat());
        let rows = text(&output.stdout);
        rows.lines().skip(1).map(|row| row.split(',').nth(6).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(rules(&[]), ["punct-halfwidth-cjk"]);
    assert_eq!(rules(&["--select", "typo"]), Vec::<String>::new());
    assert_eq!(rules(&["--ignore", "punct"]), Vec::<String>::new());

    std::fs::write(folder.path().join("gongwen.toml"), "[check]\nprofile = \"speech\"\nrule = []\n").unwrap();
    let output = gongwen(&["check", draft]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("gongwen.toml:3: unknown field `rule`, expected one of `profile`"), "{said}");
}
