//! The verb `compare`: the formulas of a draft against a corpus.

use std::collections::HashSet;
use std::path::Path;

use gongwen_corpus::Against;
use gongwen_formula::Class;
use gongwen_text::Reading;

use crate::{Counted, Engine, Error, Inputs};

impl Engine {
    /// Says of each formula of a draft how usual it is in a corpus: in how many documents, since when, and whether it is new, rare, known or
    /// everywhere. `classes` keeps only formulas of these classes; when it is empty, of all but those that only count.
    ///
    /// A document of the corpus with the draft's text is the draft, and does not count. The table is the same to the byte for any
    /// number of threads and any order of the inputs. `progress` is called after each file of the corpus.
    ///
    /// # Errors
    ///
    /// When the draft cannot be read or the table cannot be made; unreadable files of the corpus are part of the result.
    pub fn compare(
        &self,
        draft: &Path,
        corpus: &Inputs,
        classes: &[String],
        progress: &(dyn Fn() + Sync),
    ) -> Result<Counted, Error> {
        let mut texts: HashSet<String> = HashSet::new();
        let mut keys: Vec<(String, &'static str)> = Vec::new();
        for source in &Inputs::resolve(&[draft.to_path_buf()])?.sources {
            for document in source.read(&self.read_options())? {
                keys.extend(self.keys(document.text.as_str(), classes));
                texts.insert(document.text.as_str().to_owned());
            }
        }
        let borrowed = || keys.iter().map(|(canonical, class)| (canonical.as_str(), *class));
        let (against, account) = self.count(
            corpus,
            progress,
            || Against::new(borrowed()),
            |against, _, document| {
                if !texts.contains(document.text.as_str()) {
                    let found = self.keys(document.text.as_str(), classes);
                    let found = found.iter().map(|(canonical, class)| (canonical.as_str(), *class));
                    against.add(document.metadata.date.as_deref(), found);
                }
                None
            },
            Against::merge,
        );
        let classes = if classes.is_empty() { "all but counted".to_owned() } else { classes.join(",") };
        let mut provenance =
            self.provenance().parameter("draft", draft.display()).parameter("classes", classes);
        provenance.corpus_hash = Some(account.corpus_hash());
        let table = against.table(provenance)?;
        Ok(account.with(table))
    }

    fn keys(&self, text: &str, classes: &[String]) -> Vec<(String, &'static str)> {
        let is_wanted = |class: Class| match classes {
            [] => class != Class::Counted,
            classes => classes.iter().any(|wanted| wanted == class.as_str()),
        };
        let hits = self.extractor().extract(&Reading::of(text)).into_iter();
        hits.filter(|hit| is_wanted(hit.class)).map(|hit| (hit.canonical, hit.class.as_str())).collect()
    }
}
