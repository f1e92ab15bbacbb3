//! Where everything stands that rules look for, found once for all of them.
//!
//! Some forty rules that each walked the text would each pay for every byte of it. So the text is walked twice, once for
//! characters and once for strings, and rules walk what was found: the marks, the figures, the few places of what they
//! seek. A coded rule names its strings in [`crate::rule::Group::seeks`] and asks for their places with
//! [`Places::of`]. Nothing keeps a rule from searching the text itself; it only costs more.

use gongwen_lexicon::Strings;
use gongwen_text::{MASK, Span, is_cjk_punctuation, numeral_value};
use rustc_hash::FxHashMap;

/// What rules seek, prepared once.
pub(crate) struct Sought {
    /// What each character of the basic plane is to the rules: a [`Class`], or from [`SINGLE`] on one of `singles`.
    classes: Vec<u8>,
    /// The characters that are sought themselves: their lists of places, and what they are else.
    singles: Vec<(usize, u8)>,
    /// The other strings, and the words.
    strings: Strings,
    /// What each of them is to the rules.
    meanings: Vec<Meaning>,
    /// The number of the list of places of each string that has one.
    lists: FxHashMap<String, usize>,
}

/// What a string is to the rules.
#[derive(Clone, Copy, Default)]
struct Meaning {
    /// The list for its places.
    list: Option<usize>,
    /// Its number among the words.
    word: Option<usize>,
}

/// What a character is to the rules.
#[derive(Clone, Copy)]
enum Class {
    Nothing,
    Mark,
    Figure,
    Numeral,
    Letter,
}

/// The class of the first of the single characters.
const SINGLE: u8 = 5;

/// A punctuation mark, a mask or a line end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Mark {
    /// Where it begins.
    pub(crate) at: usize,
    /// Which.
    pub(crate) c: char,
}

impl Mark {
    /// Returns where it ends.
    pub(crate) fn end(self) -> usize {
        self.at + self.c.len_utf8()
    }
}

/// What was found in a reading, all in order.
pub(crate) struct Places<'s> {
    sought: &'s Sought,
    /// Chinese and ASCII punctuation, masks and line ends.
    pub(crate) marks: Vec<Mark>,
    /// Every numeral character, Han or Arabic.
    pub(crate) numerals: Vec<usize>,
    /// The runs of the digits 0 to 9.
    pub(crate) figures: Vec<Span>,
    /// The runs of small Latin letters.
    pub(crate) letters: Vec<Span>,
    /// The words with their numbers: of those that begin first the longest, the next after its end.
    pub(crate) words: Vec<(usize, Span)>,
    lists: Vec<Vec<usize>>,
}

impl Sought {
    /// Prepares strings, of which all places are wanted, and words.
    pub(crate) fn of<'s>(
        strings: impl IntoIterator<Item = &'s str>,
        words: impl IntoIterator<Item = &'s str>,
    ) -> Self {
        let basic = (0..=u32::from(u16::MAX)).map(|code| char::from_u32(code).map_or(Class::Nothing, class));
        let mut classes: Vec<u8> = basic.map(|class| class as u8).collect();
        let mut singles = Vec::new();
        let mut lists: FxHashMap<String, usize> = FxHashMap::default();
        let mut meant: Vec<(&str, Meaning)> = Vec::new();
        for string in strings {
            let list = lists.len();
            if lists.contains_key(string) {
                continue;
            }
            lists.insert(string.to_owned(), list);
            let mut chars = string.chars();
            let only = chars.next().filter(|_| chars.next().is_none()).map_or(usize::MAX, |c| c as usize);
            let number = u8::try_from(usize::from(SINGLE) + singles.len());
            match (classes.get_mut(only), number) {
                (Some(class), Ok(number)) => singles.push((list, std::mem::replace(class, number))),
                _ => meant.push((string, Meaning { list: Some(list), word: None })),
            }
        }
        let words = words.into_iter().enumerate();
        meant.extend(words.map(|(number, word)| (word, Meaning { list: None, word: Some(number) })));
        // Of equal words the first stays the first.
        meant.sort_by_key(|&(string, _)| string);
        meant.dedup_by(|(later, again), (string, meaning)| {
            let same = later == string;
            if same {
                meaning.list = meaning.list.or(again.list);
                meaning.word = meaning.word.or(again.word);
            }
            same
        });
        let strings =
            Strings::of(meant.iter().map(|&(string, _)| string)).expect("rules are less than 4 GiB");
        Self {
            classes,
            singles,
            strings,
            meanings: meant.into_iter().map(|(_, meaning)| meaning).collect(),
            lists,
        }
    }

    /// Returns the number of the list of places of a string that is sought.
    pub(crate) fn list(&self, string: &str) -> usize {
        let list = self.lists.get(string);
        *list.unwrap_or_else(|| panic!("name “{string}” in the `seeks` of the rule's group"))
    }

    /// Returns where all that is sought stands in `text`. Cost: `O(bytes + places)`.
    pub(crate) fn find(&self, text: &str) -> Places<'_> {
        let mut places = Places {
            sought: self,
            marks: Vec::new(),
            numerals: Vec::new(),
            figures: Vec::new(),
            letters: Vec::new(),
            words: Vec::new(),
            lists: vec![Vec::new(); self.lists.len()],
        };
        self.characters(text, &mut places);
        self.strings(text, &mut places);
        places
    }

    fn characters(&self, text: &str, places: &mut Places<'_>) {
        let is_class = |class: u8, wanted: Class| class == wanted as u8;
        for (at, c) in text.char_indices() {
            let mut class = self.classes.get(c as usize).copied().unwrap_or_default();
            if is_class(class, Class::Nothing) {
                continue;
            }
            if let Some(&(list, own)) =
                class.checked_sub(SINGLE).map(|single| &self.singles[usize::from(single)])
            {
                places.lists[list].push(at);
                class = own;
            }
            if is_class(class, Class::Mark) {
                places.marks.push(Mark { at, c });
            } else if is_class(class, Class::Figure) {
                lengthen(&mut places.figures, at);
                places.numerals.push(at);
            } else if is_class(class, Class::Numeral) {
                places.numerals.push(at);
            } else if is_class(class, Class::Letter) {
                lengthen(&mut places.letters, at);
            }
        }
    }

    fn strings(&self, text: &str, places: &mut Places<'_>) {
        let mut word_end = 0;
        for longest in self.strings.places(text) {
            for found in self.strings.inside(longest) {
                let meaning = self.meanings[found.number as usize];
                if let Some(list) = meaning.list {
                    places.lists[list].push(found.start);
                }
                if let Some(word) = meaning.word.filter(|_| found.start >= word_end) {
                    places.words.push((word, Span::new(found.start, found.end)));
                    word_end = found.end;
                }
            }
        }
    }
}

impl Places<'_> {
    /// Returns where `string`, one of those that a group seeks, begins; 的的 in 的的的 twice.
    pub(crate) fn of(&self, string: &str) -> &[usize] {
        self.list(self.sought.list(string))
    }

    /// Returns where the string with this list begins.
    pub(crate) fn list(&self, number: usize) -> &[usize] {
        &self.lists[number]
    }

    /// Returns where the strings, all of them sought, stand, by place.
    pub(crate) fn of_all<'t>(&self, strings: &[&'t str]) -> Vec<(usize, &'t str)> {
        let places = strings.iter().flat_map(|string| self.of(string).iter().map(move |&at| (at, *string)));
        let mut places: Vec<(usize, &str)> = places.collect();
        places.sort_unstable();
        places
    }

    /// Returns the marks that begin in a span. Cost: `O(log marks)`.
    pub(crate) fn marks_in(&self, span: Span) -> &[Mark] {
        let from = self.marks.partition_point(|mark| mark.at < span.start);
        let rest = &self.marks[from..];
        &rest[..rest.partition_point(|mark| mark.at < span.end)]
    }

    /// Returns where a mark stands.
    pub(crate) fn each(&self, mark: char) -> impl Iterator<Item = usize> + '_ {
        self.marks.iter().filter(move |found| found.c == mark).map(|found| found.at)
    }
}

/// Adds the place of a byte to the run that ends there, or begins another.
fn lengthen(runs: &mut Vec<Span>, at: usize) {
    match runs.last_mut() {
        Some(run) if run.end == at => run.end += 1,
        _ => runs.push(Span::new(at, at + 1)),
    }
}

fn class(c: char) -> Class {
    match c {
        '0'..='9' => Class::Figure,
        'a'..='z' => Class::Letter,
        '\n' | MASK => Class::Mark,
        c if is_cjk_punctuation(c) || c.is_ascii_punctuation() => Class::Mark,
        c if numeral_value(c).is_some() => Class::Numeral,
        _ => Class::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Sought};
    use gongwen_text::Span;

    #[test]
    fn strings_overlap_and_words_do_not() {
        let sought =
            Sought::of(["个", "四个自信", "自信", "的的", "/"], ["四个", "四个自信", "信的", "四个"]);
        let found = sought.find("四个自信的的的/个2023年abc");
        assert_eq!(found.of("四个自信"), [0]);
        assert_eq!(found.of("自信"), [6]);
        assert_eq!(found.of("的的"), [12, 15]);
        assert_eq!((found.of("个"), found.of("/")), (&[3, 22][..], &[21][..]));
        assert_eq!(found.words, [(1, Span::new(0, 12))]);
        assert_eq!(found.marks, [Mark { at: 21, c: '/' }]);
        assert_eq!((found.figures[0], found.letters[0]), (Span::new(25, 29), Span::new(32, 35)));
        assert_eq!(found.of_all(&["个", "自信"]), [(3, "个"), (6, "自信"), (22, "个")]);
    }
}
