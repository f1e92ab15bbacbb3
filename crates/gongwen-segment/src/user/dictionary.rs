//! What one source says about words: which are added, which are removed, and their tags.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::check::{is_tag, word_problem};
use super::error::{DictionaryError, DictionaryErrors, DictionaryProblem, shortened};
use super::line::{Change, Line, parse_line};

/// Words from one source, to be added to the tokenizer or taken away from it.
///
/// Of several statements about a word the last one holds; a tag or frequency that it leaves open stays as it was.
///
/// # Examples
///
/// ```
/// use gongwen_segment::UserDictionary;
///
/// let words = UserDictionary::parse("words.txt", "# 新词\n云计算 5\n李小福 2 nr\n放管服\n-的话\n").expect("a good list");
/// let tags: Vec<_> = words.words().map(|entry| (entry.word, entry.tag)).collect();
/// assert_eq!(tags, [("云计算", None), ("李小福", Some("nr")), ("放管服", None)]);
/// assert_eq!(words.removals().collect::<Vec<_>>(), ["的话"]);
///
/// let errors = UserDictionary::parse("words.txt", "云计算 3x\n").expect_err("no number");
/// assert_eq!(
///     errors.to_string(),
///     r#"words.txt:1: the frequency "3x" is not a whole number; write "云计算 3 n", or the word alone"#
/// );
/// ```
#[derive(Clone, Debug)]
pub struct UserDictionary {
    name: String,
    entries: Vec<Entry>,
    places: FxHashMap<Arc<str>, usize>,
}

/// A word that a [`UserDictionary`] adds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct UserEntry<'a> {
    /// The word.
    pub word: &'a str,
    /// The frequency that the source gives. It decides nothing: a user word is always honoured. It is read so that
    /// jieba's files load, and kept for whoever writes them again.
    pub frequency: Option<u64>,
    /// The part-of-speech tag that the source gives.
    pub tag: Option<&'a str>,
}

/// The last statement about a word.
#[derive(Clone, Debug)]
struct Entry {
    word: Arc<str>,
    change: Change,
    frequency: Option<u64>,
    tag: Option<Box<str>>,
}

impl UserDictionary {
    /// Returns a dictionary without words. The name stands in error messages.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), entries: Vec::new(), places: FxHashMap::default() }
    }

    /// Reads a list of words, one a line, each alone or as `word [frequency] [tag]`, which is jieba's format.
    ///
    /// - Fields are separated by blanks (also U+3000) or tabs. On a line with a tab, all before the first tab is the
    ///   word, so that it can have blanks inside: `New York⇥`, `New York⇥3⇥ns`.
    /// - `-word` removes a word; a frequency and tag that follow it are passed over.
    /// - A line that begins with `#` is a comment. A word that begins with `#`, `-` or `\` is written with a `\`
    ///   before it.
    /// - Blank lines, a byte order mark at the beginning of the text and line ends of Windows are passed over.
    ///
    /// Cost: `O(bytes)`.
    ///
    /// # Errors
    ///
    /// Every line that cannot be read, not only the first: a frequency that is no whole number of 64 bits, a field
    /// that is no tag, fields too many, a word that is missing, has more than 255 characters, or holds a control
    /// character (U+0000 too), a line separator, U+FEFF or U+FFFD.
    pub fn parse(name: &str, text: &str) -> Result<Self, DictionaryErrors> {
        let (dictionary, errors) = Self::parse_lenient(name, text);
        DictionaryErrors::unless(errors, dictionary)
    }

    /// Reads a list as [`UserDictionary::parse`] does, and returns the good lines with the problems of the bad ones.
    pub fn parse_lenient(name: &str, text: &str) -> (Self, Vec<DictionaryError>) {
        let mut dictionary = Self::new(name);
        let mut errors = Vec::new();
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (at, line) in text.split('\n').enumerate() {
            let line = line.strip_suffix('\r').unwrap_or(line);
            match parse_line(line) {
                Ok(Some(line)) => dictionary.put(line),
                Ok(None) => {}
                Err(problems) => errors.extend(
                    problems.into_iter().map(|problem| dictionary.error(Some(at + 1), line, problem)),
                ),
            }
        }
        (dictionary, errors)
    }

    /// Returns a dictionary of words from memory. They are taken as they are, only without white space around them:
    /// no sign has a meaning, and there are no fields.
    ///
    /// # Errors
    ///
    /// Every word that [`UserDictionary::parse`] would refuse; the line of an error is the place in the list.
    pub fn from_words(
        name: &str,
        words: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<Self, DictionaryErrors> {
        let mut dictionary = Self::new(name);
        let mut errors = Vec::new();
        for (at, word) in words.into_iter().enumerate() {
            let word = word.as_ref();
            let problem = dictionary.change(Change::Add, word, None).err();
            errors.extend(problem.map(|problem| dictionary.error(Some(at + 1), word.trim(), problem)));
        }
        DictionaryErrors::unless(errors, dictionary)
    }

    /// Adds a word, taken as it is without white space around it. Without a tag it keeps the tag that it has.
    ///
    /// # Errors
    ///
    /// A word that [`UserDictionary::parse`] would refuse, or a tag that is not Latin letters and digits.
    pub fn add(&mut self, word: &str, tag: Option<&str>) -> Result<(), DictionaryErrors> {
        self.change_alone(Change::Add, word, tag)
    }

    /// Removes a word: from this dictionary, from those before it, and from the built-in one.
    ///
    /// # Errors
    ///
    /// A word that [`UserDictionary::parse`] would refuse.
    pub fn remove(&mut self, word: &str) -> Result<(), DictionaryErrors> {
        self.change_alone(Change::Remove, word, None)
    }

    /// Returns the name of the source.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the words that are added, in the order in which the source first names them.
    pub fn words(&self) -> impl Iterator<Item = UserEntry<'_>> {
        let added = self.entries.iter().filter(|entry| entry.change == Change::Add);
        added.map(|entry| UserEntry {
            word: &entry.word,
            frequency: entry.frequency,
            tag: entry.tag.as_deref(),
        })
    }

    /// Returns the words that are removed, in the order in which the source first names them.
    pub fn removals(&self) -> impl Iterator<Item = &str> {
        let removed = self.entries.iter().filter(|entry| entry.change == Change::Remove);
        removed.map(|entry| &*entry.word)
    }

    /// Returns the words that are added, as the merged set keeps them.
    pub(super) fn shared_words(&self) -> impl Iterator<Item = (&Arc<str>, Option<&str>)> {
        let added = self.entries.iter().filter(|entry| entry.change == Change::Add);
        added.map(|entry| (&entry.word, entry.tag.as_deref()))
    }

    fn change_alone(
        &mut self,
        change: Change,
        word: &str,
        tag: Option<&str>,
    ) -> Result<(), DictionaryErrors> {
        let problem = self.change(change, word, tag).err();
        let errors = problem.map(|problem| self.error(None, word.trim(), problem));
        DictionaryErrors::unless(errors.into_iter().collect(), ())
    }

    fn change(&mut self, change: Change, word: &str, tag: Option<&str>) -> Result<(), DictionaryProblem> {
        let word = word.trim();
        if let Some(problem) = word_problem(word) {
            return Err(problem);
        }
        if let Some(tag) = tag.filter(|tag| !is_tag(tag)) {
            return Err(DictionaryProblem::Tag { found: shortened(tag) });
        }
        self.put(Line { change, word, frequency: None, tag });
        Ok(())
    }

    fn put(&mut self, line: Line<'_>) {
        let Line { change, word, frequency, tag } = line;
        // A removed word has no frequency and no tag to keep.
        let (frequency, tag) = if change == Change::Add { (frequency, tag) } else { (None, None) };
        let tag = tag.map(Box::from);
        if let Some(entry) = self.places.get(word).and_then(|&place| self.entries.get_mut(place)) {
            let keeps = change == Change::Add;
            entry.change = change;
            entry.frequency = frequency.or(entry.frequency.filter(|_| keeps));
            entry.tag = tag.or(entry.tag.take().filter(|_| keeps));
            return;
        }
        let word: Arc<str> = Arc::from(word);
        self.places.insert(Arc::clone(&word), self.entries.len());
        self.entries.push(Entry { word, change, frequency, tag });
    }

    fn error(&self, line: Option<usize>, text: &str, problem: DictionaryProblem) -> DictionaryError {
        DictionaryError { source: self.name.clone(), line, text: shortened(text), problem }
    }
}
