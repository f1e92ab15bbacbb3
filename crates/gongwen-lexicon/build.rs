//! Lists the lexicon files of the workspace so that the library can embed them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let lexicons = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicons");
    let mut list =
        String::from("/// The lexicon files that come with the program: name and text, sorted by name.\n");
    list.push_str("pub(crate) static BUILTIN: &[(&str, &str)] = &[\n");
    for folder in ["formulas", "names", "phrases"] {
        let folder_path = lexicons.join(folder);
        println!("cargo::rerun-if-changed={}", folder_path.display());
        if !folder_path.is_dir() {
            continue;
        }
        let mut files: Vec<PathBuf> = fs::read_dir(&folder_path)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<_>>()?;
        files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        files.sort();
        for path in files {
            println!("cargo::rerun-if-changed={}", path.display());
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let shown = format!("lexicons/{folder}/{name}");
            let _ = writeln!(list, "    ({shown:?}, include_str!({:?})),", path.canonicalize()?);
        }
    }
    list.push_str("];\n");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("OUT_DIR is not set"))?;
    fs::write(Path::new(&out).join("builtin.rs"), list)
}
