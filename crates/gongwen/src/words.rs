//! The tokenizer under the settings: the built-in dictionary, the user's lists of words, what is kept whole.

use crate::{Error, ErrorKind, Numbers, STANDARD_INPUT, Settings, Traditional};
use gongwen_segment::{Segmenter, UserDictionary, WordId};
use gongwen_table::LexiconSource;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;

/// The tokenizer, with what it was made of.
pub(crate) struct Words {
    pub(crate) segmenter: Segmenter,
    /// Ids below this are those of the built-in dictionary.
    built_in: usize,
    /// The user's lists, for provenance.
    pub(crate) dictionaries: Vec<LexiconSource>,
}

impl Words {
    /// Makes the tokenizer. Cost: below a millisecond, and the user's lists.
    pub(crate) fn load(settings: &Settings) -> Result<Words, Error> {
        let mut segmenter = Segmenter::new();
        let built_in = segmenter.word_count();
        let (mut dictionaries, mut wrong) = (Vec::new(), Vec::new());
        for path in &settings.dictionaries {
            let name = path.display().to_string();
            let text = text_of(path, settings)?;
            match UserDictionary::parse(&name, &text) {
                Ok(dictionary) => segmenter.add_dictionary(&dictionary),
                Err(errors) => wrong.push(errors),
            }
            let digest = Sha256::digest(&text);
            let hash = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            dictionaries.push(LexiconSource { name, version: String::new(), hash });
        }
        if !wrong.is_empty() {
            return Err(Error::new(ErrorKind::Dictionary(wrong)));
        }
        segmenter.keep_numbers_whole(settings.numbers == Some(Numbers::Whole));
        segmenter.simplify_traditional(settings.traditional == Some(Traditional::Simplify));
        Ok(Words { segmenter, built_in, dictionaries })
    }

    /// Returns who knows the word of an id: `dictionary`, `mark`, `user` or `unknown`.
    pub(crate) fn source(&self, id: WordId) -> &'static str {
        match id.index() {
            None => "unknown",
            Some(_) if self.segmenter.is_mark(id) => "mark",
            Some(index) if index < self.built_in => "dictionary",
            Some(_) => "user",
        }
    }
}

/// Reads a list of words as text. UTF-8 is always known; another encoding is that of the settings, else detected.
fn text_of(path: &Path, settings: &Settings) -> Result<String, Error> {
    let mut bytes = Vec::new();
    let read = if path == Path::new(STANDARD_INPUT) {
        std::io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|error| Error::new(ErrorKind::Read { path: path.to_path_buf(), error }))?;
    let encoding = settings.encoding.as_deref().filter(|_| std::str::from_utf8(&bytes).is_err());
    Ok(gongwen_ingest::decode_text(path, &bytes, encoding)?)
}
