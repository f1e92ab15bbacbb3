//! Compiles the vendored word list and models into the images that the crate embeds, so that loading parses nothing.

#![expect(unreachable_pub, reason = "a program has no public items; its modules say what they offer")]

#[path = "build/double_array.rs"]
mod double_array;
#[path = "build/hmm.rs"]
mod hmm;
#[path = "src/layout.rs"]
#[expect(dead_code, reason = "the engine reads what is written here")]
mod layout;
#[path = "build/tags.rs"]
mod tags;
#[path = "build/words.rs"]
mod words;

use std::path::{Path, PathBuf};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/layout.rs");
    let source = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("../../lexicons/words");
    let output = Output { folder: PathBuf::from(std::env::var("OUT_DIR")?) };

    let list = words::WordList::parse(&read(&source.join("jieba.txt"))?)?;
    let hmm = hmm::Model::parse(&read(&source.join("jieba-hmm.txt"))?)?;
    let codes = words::Codes::of(&list, hmm.characters())?;
    let array = double_array::build(&list, &codes)?;

    output.write("codes", codes.of_plane_zero())?;
    output.write("far_codes", codes.beyond_blocks().flat_map(|(c, code)| [c as u32, u32::from(code)]))?;
    output.write("pairs", array.pairs.iter().copied())?;
    output.bytes("root_goes_on", array.roots.iter().map(|root| u8::from(root.goes_on)))?;
    output.write("root_bases", array.roots.iter().flat_map(|root| root.bases))?;
    output.write("nodes", array.nodes.iter().map(|node| node.0))?;
    output.write("ids", array.ids.iter().copied())?;
    output.write("frequencies", list.frequencies.iter().copied())?;
    output.write(
        "total_frequency",
        [list.entries.iter().map(|entry| u64::from(entry.frequency)).sum::<u64>()],
    )?;

    output.bytes("words", list.entries.iter().flat_map(|entry| entry.word.bytes()))?;
    output.bytes("word_lengths", list.entries.iter().map(|entry| entry.word.len() as u8))?;
    output.write("word_starts", list.block_starts())?;
    let beyond_words = |&(_, id): &(char, u32)| id as usize >= list.entries.len();
    let singles: String = list.single_ids().into_iter().filter(beyond_words).map(|(c, _)| c).collect();
    output.bytes("singles", singles.into_bytes())?;
    output.bytes("word_tags", list.entries.iter().map(|entry| entry.tag))?;
    output.bytes("tag_names", list.tags.join(",").into_bytes())?;

    output.write("hmm_rows", hmm.rows(&codes))?;
    output.write("hmm_numbers", hmm.numbers())?;

    let tags = tags::Model::parse(&read(&source.join("jieba-tags.txt"))?)?;
    output.bytes("guess_tags", tags.names.join(",").into_bytes())?;
    output.write("guess_numbers", tags.numbers())?;
    output.write("guess_links", tags.links())?;
    output.write("guess_characters", tags.characters())?;
    output.write("guess_states", tags.states())?;
    output.write("guess_emissions", tags.emissions())?;
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    println!("cargo::rerun-if-changed={}", path.display());
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Where the images go; numbers are written as the target machine keeps them.
struct Output {
    folder: PathBuf,
}

impl Output {
    fn write<N: Number>(&self, name: &str, numbers: impl IntoIterator<Item = N>) -> Result<()> {
        let little = std::env::var("CARGO_CFG_TARGET_ENDIAN")? == "little";
        let mut bytes = Vec::new();
        for number in numbers {
            number.put(little, &mut bytes);
        }
        self.bytes(name, bytes)
    }

    fn bytes(&self, name: &str, bytes: impl IntoIterator<Item = u8>) -> Result<()> {
        std::fs::write(self.folder.join(name), bytes.into_iter().collect::<Vec<u8>>())?;
        Ok(())
    }
}

/// A number that can be written in either byte order.
trait Number {
    fn put(self, little: bool, bytes: &mut Vec<u8>);
}

macro_rules! numbers {
    ($($type:ty),*) => {
        $(impl Number for $type {
            fn put(self, little: bool, bytes: &mut Vec<u8>) {
                bytes.extend(if little { self.to_le_bytes() } else { self.to_be_bytes() });
            }
        })*
    };
}
numbers!(u16, u32, u64, f64);
