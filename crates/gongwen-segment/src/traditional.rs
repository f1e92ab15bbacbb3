//! Traditional text: a simplified view of it with an exact map back.
//!
//! The word list is simplified. Traditional text is cut by cutting its simplified view, and every offset is carried back
//! to the original, which is never rewritten. Each character of the original gives exactly one of the view: the
//! conversion goes by character, and by phrase only where a phrase keeps its number of characters.
//!
//! The tables are those of OpenCC, which the crate `hanconv` carries as text; they are read on first use. Its converter
//! is not used: it gives no offsets, and it does not know whether a text is traditional at all.
//!
//! **Ambiguity.** Going to simplified is nearly a function: 後 and 后 both become 后, 裏 and 裡 become 里. What is not
//! certain is whether a character *is* traditional. 后, 里, 干, 云, 面 are characters of both scripts and stay. 乾 於
//! 瞭 藉 徵 夥 著 are the other way round: usual in traditional text, and kept in simplified names and words (乾隆, 著作).
//! They are never evidence for traditional text, and are converted only in a line that is traditional by its other
//! characters; phrases tell 乾燥 from 乾坤 there.

use gongwen_text::Span;
use hanconv::RawDictionary;
use rustc_hash::FxHashMap;
use std::str::SplitWhitespace;
use std::sync::OnceLock;

// As constants, so that the tables of the other directions, which are much larger, do not come into the binary.
const CHARACTERS: &str = RawDictionary::TSCharacters.text();
const PHRASES: &str = RawDictionary::TSPhrases.text();
const HONG_KONG: &str = RawDictionary::HKVariants.text();
const TAIWAN: &str = RawDictionary::TWVariants.text();

/// Characters that simplified text keeps in names and words, though each has a simpler form in other uses.
const AMBIGUOUS: &str = "乾於瞭藉徵夥著剋麽氾甯昇鍾";

/// Words in which 著 is no particle; elsewhere Taiwan writes 著 for 着.
const KEEPS_ZHU: [&str; 24] = [
    "顯著", "卓著", "昭著", "著名", "著作", "著稱", "著述", "著書", "著者", "著錄", "名著", "巨著", "專著",
    "論著", "原著", "編著", "合著", "譯著", "土著", "遺著", "拙著", "新著", "所著", "著有",
];

/// A line is traditional when at least one in this many of its Han characters is.
const ONE_IN: usize = 10;

/// A text in simplified characters, character by character that of an original.
#[derive(Debug)]
pub(crate) struct Simplified {
    text: String,
    /// Where the two texts drift apart, in text order: empty for almost every text, as characters of both scripts
    /// take three bytes save the rarest.
    shifts: Vec<Shift>,
    original_len: usize,
}

/// From here on, offsets of the two texts differ by a constant until the next shift.
#[derive(Clone, Copy, Debug)]
struct Shift {
    simplified: usize,
    original: usize,
}

impl Simplified {
    /// Returns the simplified text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the byte of the original for a byte of the simplified text.
    ///
    /// Character boundaries go to the same character's boundaries. Total and never decreasing: an offset inside a
    /// character goes into or to the end of the same character, one past the text to the end. Cost: `O(log shifts)`.
    pub(crate) fn original(&self, offset: usize) -> usize {
        let after = self.shifts.partition_point(|shift| shift.simplified <= offset);
        let next = self.shifts.get(after).map_or(self.original_len, |shift| shift.original);
        let last = after.checked_sub(1).and_then(|index| self.shifts.get(index));
        let shift = last.copied().unwrap_or(Shift { simplified: 0, original: 0 });
        shift.original.saturating_add(offset - shift.simplified).min(next)
    }

    /// Returns the span of the original for a span of the simplified text.
    pub(crate) fn original_span(&self, span: Span) -> Span {
        Span::new(self.original(span.start), self.original(span.end))
    }

    /// Returns the span of the simplified text for a span of the original: for spans that a caller forces.
    pub(crate) fn simplified_span(&self, span: Span) -> Span {
        Span::new(self.simplified_offset(span.start), self.simplified_offset(span.end))
    }

    /// The inverse of [`Simplified::original`] for character boundaries.
    fn simplified_offset(&self, offset: usize) -> usize {
        let after = self.shifts.partition_point(|shift| shift.original <= offset);
        let next = self.shifts.get(after).map_or(self.text.len(), |shift| shift.simplified);
        let last = after.checked_sub(1).and_then(|index| self.shifts.get(index));
        let shift = last.copied().unwrap_or(Shift { simplified: 0, original: 0 });
        shift.simplified.saturating_add(offset - shift.original).min(next)
    }
}

/// Returns the simplified view of `text`, or `None` when it holds no character that is traditional beyond doubt: then
/// the text is its own view, at the price of one pass.
///
/// Lines are converted one by one. In a line that is traditional by at least a tenth of its Han characters, phrases and
/// ambiguous characters are converted too; in others (a traditional name in a simplified text) the certain characters
/// alone. Taiwan's and Hong Kong's forms (裡, 為, 衞, 綫) are known; their vocabulary (資訊, 網路) is not replaced.
pub(crate) fn simplified(text: &str) -> Option<Simplified> {
    let tables = Tables::shared();
    if !tables.any_certain(text) {
        return None;
    }
    let mut view =
        Simplified { text: String::with_capacity(text.len()), shifts: Vec::new(), original_len: text.len() };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let script = match tables.count(line) {
            Count { certain: 0, .. } => Script::Simplified,
            count if count.certain * ONE_IN >= count.han => Script::Traditional,
            _ => Script::Mixed,
        };
        tables.convert(line, start, script, &mut view);
        start += line.len();
    }
    Some(view)
}

/// Returns the share of the Han characters of `text` that are traditional, from 0 to 1; 0 without Han characters.
///
/// Counted is a character whose simplified form is another one and which simplified text does not use itself. Running
/// traditional prose has about four in ten, for the rest is written alike in both scripts; simplified prose has none
/// save names and quotations. Not counted: 后 里 干 and others that stand in both scripts, and 乾 於 瞭 藉 徵 夥 著, which
/// simplified text keeps in some words. Cost: one pass.
///
/// # Examples
///
/// ```
/// use gongwen_segment::traditional_share;
/// assert!(traditional_share("貫徹落實決策部署，維護國家統一") > 0.3);
/// assert_eq!(traditional_share("贯彻落实决策部署，乾隆年间的著作"), 0.0);
/// ```
pub fn traditional_share(text: &str) -> f64 {
    let Count { han, certain } = Tables::shared().count(text);
    if han == 0 { 0.0 } else { certain as f64 / han as f64 }
}

/// What a line is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Simplified,
    Mixed,
    Traditional,
}

/// Han characters of a text, and those that are traditional beyond doubt.
#[derive(Default)]
struct Count {
    han: usize,
    certain: usize,
}

/// The simplified form of one character.
#[derive(Clone, Copy)]
struct Form {
    simplified: char,
    /// Whether simplified text uses the character itself.
    ambiguous: bool,
}

/// The first character of the direct table: CJK Extension A begins here.
const FIRST: u32 = 0x3400;
/// One past the last: the unified ideographs end here.
const END: u32 = 0xa000;
/// The direct table's mark for a character that stands in `others`. No simplified form has this code.
const OTHER: u16 = 1;

struct Tables {
    /// Simplified forms of U+3400–U+9FFF: the form's code, 0 for a character that stays, [`OTHER`].
    direct: Vec<u16>,
    /// What the direct table cannot hold: characters beyond the Basic Multilingual Plane on either side, ambiguous ones.
    others: FxHashMap<char, Form>,
    /// Phrases by their first character, the longest first.
    phrases: FxHashMap<char, Vec<(&'static str, &'static str)>>,
}

impl Tables {
    /// Returns the tables, made on first use.
    fn shared() -> &'static Tables {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(Tables::new)
    }

    fn new() -> Self {
        let mut tables = Tables {
            direct: vec![0; (END - FIRST) as usize],
            others: FxHashMap::default(),
            phrases: FxHashMap::default(),
        };
        for (from, mut to) in entries(CHARACTERS) {
            let Some(to) = to.next() else { continue };
            if let (Some(from), Some(to)) = (only_char(from), only_char(to)) {
                tables.add(from, to);
            }
        }
        // Regional forms that the table above lacks: those whose standard form has a simplified one.
        for region in [HONG_KONG, TAIWAN] {
            for (standard, regional) in
                entries(region).flat_map(|(word, forms)| forms.map(move |form| (word, form)))
            {
                let (Some(standard), Some(regional)) = (only_char(standard), only_char(regional)) else {
                    continue;
                };
                if let (Some(form), None) = (tables.form(standard), tables.form(regional))
                    && form.simplified != regional
                {
                    tables.add(regional, form.simplified);
                }
            }
        }
        tables.add('著', '着');
        for (from, mut to) in entries(PHRASES) {
            let Some(to) = to.next() else { continue };
            // The phrases with 於 are rare names, and cut through the preposition of 關於單位.
            if from.chars().count() == to.chars().count() && !from.starts_with('於') {
                tables.add_phrase(from, to);
            }
        }
        for word in KEEPS_ZHU {
            tables.add_phrase(word, "");
        }
        for phrases in tables.phrases.values_mut() {
            phrases.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        }
        tables
    }

    fn add(&mut self, from: char, simplified: char) {
        if from == simplified {
            return;
        }
        let ambiguous = AMBIGUOUS.contains(from);
        let slot = u32::from(from).checked_sub(FIRST).and_then(|index| self.direct.get_mut(index as usize));
        match (slot, u16::try_from(u32::from(simplified))) {
            (Some(slot), Ok(code)) if !ambiguous => *slot = code,
            (slot, _) => {
                if let Some(slot) = slot {
                    *slot = OTHER;
                }
                self.others.insert(from, Form { simplified, ambiguous });
            }
        }
    }

    fn add_phrase(&mut self, from: &'static str, to: &'static str) {
        if let Some(first) = from.chars().next() {
            self.phrases.entry(first).or_default().push((from, to));
        }
    }

    /// Returns the simplified form of a character that has another one.
    fn form(&self, c: char) -> Option<Form> {
        let code = u32::from(c);
        if code >= 0x1_0000 {
            return self.others.get(&c).copied();
        }
        match *self.direct.get(code.checked_sub(FIRST)? as usize)? {
            0 => None,
            OTHER => self.others.get(&c).copied(),
            form => char::from_u32(u32::from(form)).map(|simplified| Form { simplified, ambiguous: false }),
        }
    }

    fn is_certain(&self, c: char) -> bool {
        self.form(c).is_some_and(|form| !form.ambiguous)
    }

    fn any_certain(&self, text: &str) -> bool {
        text.chars().any(|c| self.is_certain(c))
    }

    fn count(&self, text: &str) -> Count {
        let mut count = Count::default();
        for c in text.chars() {
            if gongwen_text::is_han(c) {
                count.han += 1;
                count.certain += usize::from(self.is_certain(c));
            }
        }
        count
    }

    /// Appends the view of `line`, which starts at byte `start` of the original.
    fn convert(&self, line: &str, start: usize, script: Script, view: &mut Simplified) {
        if script == Script::Simplified {
            view.text.push_str(line);
            return;
        }
        let mut at = 0;
        while let Some(c) = line[at..].chars().next() {
            let phrase = match self.phrases.get(&c) {
                Some(phrases) if script == Script::Traditional => {
                    phrases.iter().find(|(from, _)| line[at..].starts_with(from))
                }
                _ => None,
            };
            let Some(&(from, to)) = phrase else {
                let form = self.form(c).filter(|form| script == Script::Traditional || !form.ambiguous);
                at += c.len_utf8();
                view.push(c, form.map_or(c, |form| form.simplified), start + at);
                continue;
            };
            let mut to = to.chars();
            for c in from.chars() {
                at += c.len_utf8();
                // A phrase without its own form keeps 著 and takes the forms of its other characters.
                let own = if c == '著' { Some(c) } else { self.form(c).map(|form| form.simplified) };
                view.push(c, to.next().or(own).unwrap_or(c), start + at);
            }
        }
    }
}

impl Simplified {
    /// Appends `to`, the form of `from`, which ends at byte `end` of the original.
    fn push(&mut self, from: char, to: char, end: usize) {
        self.text.push(to);
        if from.len_utf8() != to.len_utf8() {
            self.shifts.push(Shift { simplified: self.text.len(), original: end });
        }
    }
}

/// Returns the entries of an OpenCC table: words, each with its forms, the usual one first.
fn entries(table: &'static str) -> impl Iterator<Item = (&'static str, SplitWhitespace<'static>)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut words = line.split_whitespace();
        Some((words.next()?, words))
    })
}

/// Returns the character of a text of one.
fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.as_str().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn view(text: &str) -> String {
        simplified(text).map_or_else(|| text.to_owned(), |view| view.text().to_owned())
    }

    #[test]
    fn official_prose_of_three_regions_is_simplified() {
        for (text, expected) in [
            ("堅持中國共產黨的領導，貫徹落實黨中央決策部署", "坚持中国共产党的领导，贯彻落实党中央决策部署"),
            ("全面從嚴治黨永遠在路上", "全面从严治党永远在路上"),
            ("關於單位後勤採購的規定", "关于单位后勤采购的规定"),
            // Taiwan: 裡, 為, 臺, 著 as particle and in words, 計畫, 瞭解.
            ("為了瞭解臺灣各縣市計畫，隨著顯著變化", "为了了解台湾各县市计划，随着显著变化"),
            ("行政院裡的專著與沿著道路著手", "行政院里的专著与沿着道路着手"),
            // Hong Kong: 衞, 裏, 綫, 羣, 着.
            ("衞生署在這裏設立熱綫，羣眾隨着關注化粧品", "卫生署在这里设立热线，群众随着关注化妆品"),
            // 乾 and 干, 後 and 后, 徵 and 征.
            ("乾燥的乾坤與幹部、干預、後來、皇后", "干燥的乾坤与干部、干预、后来、皇后"),
            ("徵收國稅，宮商角徵羽無關", "征收国税，宫商角徵羽无关"),
            ("答覆意見，反覆覆蓋", "答复意见，反复覆盖"),
        ] {
            assert_eq!(view(text), expected);
        }
    }

    #[test]
    fn simplified_text_has_no_view_even_with_characters_of_both_scripts() {
        for text in [
            "",
            "坚持党的领导",
            "乾隆年间",
            "显著成效与著作",
            "於潜镇",
            "皇后的后裔",
            "abc 123\n",
            "🚩",
            "覆盖面",
            "藉口、瞭望",
        ] {
            assert!(simplified(text).is_none(), "{text}");
            assert_eq!(traditional_share(text), 0.0, "{text}");
        }
    }

    #[test]
    fn a_traditional_name_in_a_simplified_line_changes_nothing_but_itself() {
        let line = "本书是关于乾嘉学派的一部专著，著者署名陳某，由出版社在北京出版发行";
        assert_eq!(view(line), line.replace('陳', "陈"));
        // Each line by itself: the second is traditional.
        assert_eq!(view("显著的著作\n隨著國際關係變化"), "显著的著作\n随着国际关系变化");
    }

    #[test]
    fn characters_of_four_bytes_shift_the_map() {
        // 𡞵 (four bytes) becomes 㛟 (three); 鿁 is beside it.
        let text = "國𡞵黨🚩務";
        let Some(view) = simplified(text) else { panic!("the text is traditional") };
        assert_eq!(view.text(), "国㛟党🚩务");
        let party = Span::new(6, 9);
        assert_eq!(party.slice(view.text()), "党");
        assert_eq!(view.original_span(party).slice(text), "黨");
        assert_eq!(view.simplified_span(view.original_span(party)), party);
        assert_eq!(view.original(usize::MAX), text.len());
    }

    #[test]
    fn the_share_counts_han_characters_only() {
        assert_eq!(traditional_share("國国, 1+N 🚩"), 0.5);
        assert!(traditional_share("為深入貫徹會議精神，現就有關問題通知如下") > 0.3);
    }

    proptest! {
        #[test]
        fn the_map_is_total_monotone_and_exact(
            text in "([國黨關於乾著後隆顯的a1，\n🚩\u{301}𡞵𠀀㛟覆反𪥿][坤解瞭說]?){0,40}"
        ) {
            let Some(view) = simplified(&text) else {
                prop_assert_eq!(traditional_share(&text), 0.0);
                return Ok(());
            };
            prop_assert_eq!(view.text().chars().count(), text.chars().count());
            let ours = view.text().char_indices().map(|(at, _)| at).chain([view.text().len()]);
            let theirs = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for (our, their) in ours.zip(theirs) {
                prop_assert_eq!(view.original(our), their);
                prop_assert_eq!(view.simplified_offset(their), our);
            }
            let mut last = 0;
            for offset in 0..view.text().len() + 3 {
                let original = view.original(offset);
                prop_assert!(last <= original && original <= text.len());
                last = original;
            }
        }

        #[test]
        fn any_text_is_converted_character_by_character(text in any::<String>()) {
            if let Some(view) = simplified(&text) {
                prop_assert_eq!(view.text().chars().count(), text.chars().count());
                prop_assert_eq!(view.original(view.text().len()), text.len());
            }
            let share = traditional_share(&text);
            prop_assert!((0.0..=1.0).contains(&share));
        }
    }
}
