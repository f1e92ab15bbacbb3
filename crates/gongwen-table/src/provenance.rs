//! Where the numbers of a table come from.

use serde::{Serialize, Serializer, ser::SerializeMap};

/// What somebody needs to get the same table again: program, tokenizer, lexicons, parameters, corpus.
///
/// It holds no time and no host, because equal work must give equal bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// The program's name.
    pub program: String,
    /// The program's version.
    pub version: String,
    /// The tokenizer with its mode and dictionary, where one was used.
    pub tokenizer: Option<String>,
    /// The lexicons in the order of their precedence.
    pub lexicons: Vec<LexiconSource>,
    /// The parameters in the order in which they are to be shown; names are distinct.
    #[serde(serialize_with = "in_order")]
    pub parameters: Vec<(String, String)>,
    /// A hash over the documents, where it is known.
    pub corpus_hash: Option<String>,
    /// The number of documents read, where documents were read.
    pub documents: Option<u64>,
}

/// A lexicon that took part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LexiconSource {
    /// Its name.
    pub name: String,
    /// Its version as it states it.
    pub version: String,
    /// A hash of its content.
    pub hash: String,
}

impl Provenance {
    /// Returns the provenance of a program's version, everything else still unknown.
    pub fn new(program: impl Into<String>, version: impl Into<String>) -> Self {
        Provenance { program: program.into(), version: version.into(), ..Provenance::default() }
    }

    /// Sets a parameter: the last one of a name counts and keeps the place of the first.
    pub fn parameter(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.set_parameter(name, value);
        self
    }

    /// Sets a parameter in place, as [`Provenance::parameter`] does.
    #[expect(clippy::needless_pass_by_value, reason = "callers give &str, String or a number alike")]
    pub fn set_parameter(&mut self, name: impl Into<String>, value: impl ToString) {
        let (name, value) = (name.into(), value.to_string());
        match self.parameters.iter_mut().find(|(existing, _)| *existing == name) {
            Some((_, old)) => *old = value,
            None => self.parameters.push((name, value)),
        }
    }

    /// Returns everything that is known as lines of key and value, for a sheet or a footer.
    pub fn entries(&self) -> Vec<(String, String)> {
        let mut entries = Vec::new();
        let mut add = |key: &str, value: &str| entries.push((key.to_owned(), value.to_owned()));
        add("program", &self.program);
        add("version", &self.version);
        if let Some(tokenizer) = &self.tokenizer {
            add("tokenizer", tokenizer);
        }
        for LexiconSource { name, version, hash } in &self.lexicons {
            add("lexicon", &format!("{name} {version} {hash}"));
        }
        for (name, value) in &self.parameters {
            add(&format!("parameter {name}"), value);
        }
        if let Some(hash) = &self.corpus_hash {
            add("corpus_hash", hash);
        }
        if let Some(documents) = self.documents {
            add("documents", &documents.to_string());
        }
        entries
    }
}

fn in_order<S: Serializer>(parameters: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(parameters.len()))?;
    for (name, value) in parameters {
        map.serialize_entry(name, value)?;
    }
    map.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_keep_their_order_and_the_last_value_counts() {
        let provenance =
            Provenance::new("gongwen", "1").parameter("z", 1).parameter("a", "x").parameter("z", 2);
        assert_eq!(
            serde_json::to_string(&provenance).unwrap(),
            r#"{"program":"gongwen","version":"1","tokenizer":null,"lexicons":[],"parameters":{"z":"2","a":"x"},"corpus_hash":null,"documents":null}"#
        );
    }
}
