//! Folders: which files are documents, in which order, with which metadata.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs;
use std::path::{Path, PathBuf};

use gongwen_ingest::{
    ErrorKind, Hidden, Ignored, MetadataSource, Note, ReadOptions, WalkOptions, read, read_entry, walk,
};

fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

fn names(root: &Path, inputs: &[PathBuf], options: &WalkOptions) -> Vec<String> {
    let entries = walk(inputs, options).unwrap();
    entries
        .iter()
        .map(|entry| entry.path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"))
        .collect()
}

const FILES: &[(&str, &str)] = &[
    ("b.txt", "乙"),
    ("a/z.md", "丙"),
    ("a/y.PDF", ""),
    ("a/b.xlsx", ""),
    ("readme-zh.txt", "x"),
    ("README.md", "x"),
    ("a/LICENSE", "x"),
    ("a/LICENSE-MIT.txt", "x"),
    ("MANIFEST.csv", "x"),
    ("metadata.csv", "id,title\n"),
    ("draft/c.txt", "草稿"),
    (".gitignore", "draft/\n"),
    (".hidden/d.txt", "x"),
    ("~$b.docx", "x"),
];

#[test]
fn a_folder_holds_documents_in_order_of_path() {
    let folder = tree(FILES);
    let root = folder.path();
    let taken = names(root, &[root.to_owned()], &WalkOptions::default());
    assert_eq!(taken, ["a/y.PDF", "a/z.md", "b.txt"]);
    let all = WalkOptions { ignored: Ignored::Read, hidden: Hidden::Read };
    let all = names(root, &[root.to_owned()], &all);
    assert!(all.contains(&"draft/c.txt".to_owned()) && all.contains(&".hidden/d.txt".to_owned()));
}

#[test]
fn named_files_are_always_taken_and_once() {
    let folder = tree(FILES);
    let root = folder.path();
    let inputs = ["b.txt", "draft/c.txt", "README.md", "b.txt", "a"].map(|name| root.join(name));
    let taken = names(root, &inputs, &WalkOptions::default());
    assert_eq!(taken, ["README.md", "a/y.PDF", "a/z.md", "b.txt", "draft/c.txt"]);
    let mut reversed = inputs.to_vec();
    reversed.reverse();
    assert_eq!(names(root, &reversed, &WalkOptions::default()), taken);
}

#[test]
fn a_missing_path_is_an_error() {
    let error = walk(&["no/such/folder".into()], &WalkOptions::default()).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::NotFound));
    assert!(matches!(
        read(Path::new("no/such.txt"), &ReadOptions::default()).unwrap_err().kind(),
        ErrorKind::NotFound
    ));
}

#[test]
fn a_sidecar_is_found_beside_and_above() {
    let folder = tree(&[
        (
            "metadata.csv",
            "id,path,title,date,issuer,genre,source,licence\n,2023/a.txt,\"题目,一\",2023-5-1,省政府,notice,网站,公有\nb,,题目二,不详,,speech,,\n",
        ),
        ("2023/a.txt", "标题甲\n2020年1月1日\n正文。"),
        ("2023/b.txt", "标题乙\n正文。"),
        ("2023/c.txt", "标题丙\n正文。"),
        ("2024/metadata.csv", "id,title\nd,近的题目\n"),
        ("2024/d.txt", "正文。"),
    ]);
    let documents: Vec<_> = walk(&[folder.path().to_owned()], &WalkOptions::default())
        .unwrap()
        .iter()
        .flat_map(|entry| read_entry(entry, &ReadOptions::default()).unwrap())
        .collect();
    let titles: Vec<_> =
        documents.iter().map(|document| document.metadata.title.as_deref().unwrap_or_default()).collect();
    assert_eq!(titles, ["题目,一", "题目二", "标题丙", "近的题目"]);
    let known = &documents[0].metadata;
    assert_eq!(
        (known.date.as_deref(), known.issuer.as_deref(), known.genre.as_deref()),
        (Some("2023-05-01"), Some("省政府"), Some("notice"))
    );
    assert_eq!(
        (known.extra["source"].as_str(), known.source_of("date")),
        ("网站", Some(MetadataSource::Sidecar))
    );
    assert_eq!(documents[2].metadata.source_of("title"), Some(MetadataSource::Text));
    // A file that is named knows what stands beside it.
    let alone = read(&folder.path().join("2024/d.txt"), &ReadOptions::default()).unwrap();
    assert_eq!(alone[0].metadata.title.as_deref(), Some("近的题目"));
}

#[test]
fn a_sidecar_without_key_is_said() {
    let folder = tree(&[("metadata.csv", "title\n甲\n"), ("a.txt", "正文。")]);
    let documents = read(&folder.path().join("a.txt"), &ReadOptions::default()).unwrap();
    assert!(matches!(&documents[0].notes[..], [Note::SidecarSkipped { .. }]));
}
