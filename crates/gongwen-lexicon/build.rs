//! Compiles the lexicon files of the workspace into the image that the library embeds, with the library's own modules.
//! Faulty files fail the build with the diagnostics that `gongwen lexicon check` gives.

#![expect(
    dead_code,
    unreachable_pub,
    reason = "a program has no public items; what only the library needs is here too"
)]

#[path = "src/closed.rs"]
mod closed;
#[path = "src/date.rs"]
mod date;
#[path = "src/error.rs"]
mod error;
#[path = "src/fields.rs"]
mod fields;
#[path = "src/file.rs"]
mod file;
#[path = "src/image.rs"]
mod image;
#[path = "src/lexicon.rs"]
mod lexicon;
#[path = "src/matcher.rs"]
mod matcher;
#[path = "src/merge.rs"]
mod merge;
#[path = "src/model.rs"]
mod model;
#[path = "src/pack.rs"]
mod pack;
#[path = "src/parse.rs"]
mod parse;
#[path = "src/shelf.rs"]
mod shelf;
#[path = "src/short.rs"]
mod short;
#[path = "src/slots.rs"]
mod slots;
#[path = "src/strings.rs"]
mod strings;
#[path = "src/suggest.rs"]
mod suggest;
#[path = "src/wording.rs"]
mod wording;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use file::LexiconFile;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src");
    let lexicons = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("../../lexicons");
    let mut files = Vec::new();
    let mut faults = Vec::new();
    for folder in ["formulas", "names", "phrases"] {
        println!("cargo::rerun-if-changed={}", lexicons.join(folder).display());
        for path in toml_files(&lexicons.join(folder))? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            match LexiconFile::parse(&format!("lexicons/{folder}/{name}"), &fs::read_to_string(&path)?) {
                Ok(file) => files.push(file),
                Err(error) => faults.push(error),
            }
        }
    }
    // Merging without a faulty file would only report what refers to its entries.
    let image =
        if faults.is_empty() { image::write(files).map_err(|error| faults.push(error)) } else { Err(()) };
    match image {
        Ok(image) => {
            fs::write(Path::new(&variable("OUT_DIR")?).join("lexicon.image"), image)?;
        }
        Err(()) => faults
            .iter()
            .flat_map(|error| error.to_string().lines().map(str::to_owned).collect::<Vec<_>>())
            .for_each(|line| println!("cargo::error={line}")),
    }
    Ok(())
}

fn variable(name: &str) -> io::Result<OsString> {
    env::var_os(name).ok_or_else(|| io::Error::other(format!("{name} is not set")))
}

fn toml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files: Vec<PathBuf> = entries.collect::<io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    Ok(files)
}
