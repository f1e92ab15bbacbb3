//! The day before which a document cannot have been written, from what it says itself.

use gongwen_lexicon::Date;
use gongwen_text::{Structure, numeral_value, parse_numeral};

use crate::places::Places;

/// What a later document speaks of, the latest first, with the month of it.
const SPOKEN_OF: [(&str, u16, u8); 9] = [
    ("党的二十届四中全会", 2025, 10),
    ("党的二十届三中全会", 2024, 7),
    ("党的二十大", 2022, 10),
    ("党的十九届六中全会", 2021, 11),
    ("党的十九届五中全会", 2020, 10),
    ("党的十九届四中全会", 2019, 10),
    ("党的十九大", 2017, 10),
    ("党的十八大", 2012, 11),
    ("党的十七大", 2007, 10),
];
/// What is right before the day up to which a document counts.
const UP_TO: &str = "截至";

/// What [`not_before`] seeks.
pub(crate) fn seeks<'s>() -> impl Iterator<Item = &'s str> {
    SPOKEN_OF.into_iter().map(|(name, ..)| name).chain([UP_TO])
}

/// How many lines on top may bear the date or the number of a document.
const TOP: usize = 6;

/// Returns the date of the sign-off, or else the latest of what the top says, of the day up to which the text counts, and of
/// the congress or plenum that it speaks of: the true date is no earlier, which is all that rules about things past need.
pub(crate) fn not_before(reading: &str, structure: &Structure, places: &Places<'_>) -> Option<Date> {
    let signed = structure.signoff.and_then(|span| date_in(span.slice(reading)));
    signed.or_else(|| {
        let top = on_top(reading, structure);
        let counted = places.of(UP_TO).iter().filter_map(|at| {
            let year = year_at(reading[at + UP_TO.len()..].trim_start_matches(' '))?;
            Some(Date { year, month: None, day: None })
        });
        let spoken_of = SPOKEN_OF.into_iter().find(|(name, ..)| !places.of(name).is_empty());
        let spoken_of = spoken_of.map(|(_, year, month)| Date { year, month: Some(month), day: None });
        top.chain(counted).chain(spoken_of).max()
    })
}

/// Returns the date that the document bears as its own: that of the sign-off, or else of a line or the number on top.
pub(crate) fn borne(reading: &str, structure: &Structure) -> Option<Date> {
    let signed = structure.signoff.and_then(|span| date_in(span.slice(reading)));
    signed.or_else(|| on_top(reading, structure).next())
}

/// Returns the dates that the first lines bear.
fn on_top<'t>(reading: &'t str, structure: &'t Structure) -> impl Iterator<Item = Date> + 't {
    let top = structure.paragraphs.iter().take(TOP).map(|span| span.slice(reading));
    top.filter_map(|line| dated_line(line).or_else(|| numbered(line)))
}

/// Returns the date that is all of a line on top: （2024年5月）.
fn dated_line(line: &str) -> Option<Date> {
    const LONGEST: usize = 14;
    let is_short =
        line.chars().count() <= LONGEST && line.trim_end_matches(['）', ')']).ends_with(['月', '日', '号']);
    if is_short { date_in(line) } else { None }
}

/// Returns the year of a document's number: 〔2024〕5号.
fn numbered(line: &str) -> Option<Date> {
    let (_, rest) = line.split_once(['〔', '[', '［'])?;
    let year = year_of(rest.get(..4)?)?;
    let is_number = rest[4..].starts_with(['〕', ']', '］']) && line.ends_with('号');
    is_number.then_some(Date { year, month: None, day: None })
}

/// Returns the year that a text begins with: 2023年底.
fn year_at(text: &str) -> Option<u16> {
    let year = text.get(..4).filter(|_| text[4..].starts_with('年'))?;
    year_of(year)
}

fn year_of(digits: &str) -> Option<u16> {
    digits.parse().ok().filter(|year| (1949..2100).contains(year))
}

/// Returns the month of 2023年9月1日 or 二〇二三年九月一日.
fn date_in(text: &str) -> Option<Date> {
    let (before, after) = text.split_once('年')?;
    let month = parse_numeral(after.split('月').next()?.trim()).filter(|month| (1..=12).contains(month))?;
    let digits = before.trim_end().chars().rev().map_while(numeral_value).take(4);
    let year: u64 = digits.zip([1, 10, 100, 1000]).map(|(digit, place)| digit * place).sum();
    let year = u16::try_from(year).ok().filter(|year| (1949..2100).contains(year))?;
    Some(Date { year, month: u8::try_from(month).ok(), day: None })
}

#[cfg(test)]
mod tests {
    use super::{not_before, seeks};
    use crate::places::Sought;
    use gongwen_text::Structure;

    #[test]
    fn the_sign_off_says_more_than_a_congress() {
        let sought = Sought::of(seeks(), []);
        let of = |text: &str| {
            not_before(text, &Structure::of(text), &sought.find(text)).map(|date| date.to_string())
        };
        let signed = "关于防汛工作的通知\n各村：\n学习贯彻党的十九大精神。\n镇政府\n2023年9月1日";
        assert_eq!(of(signed).as_deref(), Some("2023-09"));
        assert_eq!(of("学习贯彻党的二十大精神。").as_deref(), Some("2022-10"));
        assert_eq!(of("做好防汛工作。"), None);
        let signed = "关于防汛工作的通知\n各村：\n抓好防汛。\n镇政府\n二〇二三年十一月二十一日";
        assert_eq!(of(signed).as_deref(), Some("2023-11"));
    }

    #[test]
    fn the_top_and_what_is_counted_say_it_too() {
        let sought = Sought::of(seeks(), []);
        let of = |text: &str| {
            not_before(text, &Structure::of(text), &sought.find(text)).map(|date| date.to_string())
        };
        assert_eq!(of("关于养老服务的报告\n（2024年5月）\n工作有序推进。").as_deref(), Some("2024-05"));
        let numbered = "×水发[2024]第5号\n关于水库的请示\n截至2023年底，工程完工。";
        assert_eq!(of(numbered).as_deref(), Some("2024"));
        assert_eq!(of("到2035年，基本实现现代化。"), None);
    }
}
