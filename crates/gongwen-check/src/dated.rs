//! The day before which a document cannot have been written, from what it says itself.

use gongwen_lexicon::Date;
use gongwen_text::Structure;

use crate::places::Places;

/// Congresses that a later document speaks of, the latest first, with the month after them.
const CONGRESSES: [(&str, u16, u8); 4] =
    [("党的二十大", 2022, 10), ("党的十九大", 2017, 10), ("党的十八大", 2012, 11), ("党的十七大", 2007, 10)];

/// What [`not_before`] seeks.
pub(crate) const SEEKS: [&str; 4] = {
    let [(twenty, ..), (nineteen, ..), (eighteen, ..), (seventeen, ..)] = CONGRESSES;
    [twenty, nineteen, eighteen, seventeen]
};

/// Returns the date of the sign-off, or else that of the latest congress that is spoken of: the true date is no earlier,
/// which is all that rules about things past need.
pub(crate) fn not_before(reading: &str, structure: &Structure, places: &Places<'_>) -> Option<Date> {
    let signed = structure.signoff.and_then(|span| date_in(span.slice(reading)));
    signed.or_else(|| {
        let (_, year, month) = CONGRESSES.into_iter().find(|(name, ..)| !places.of(name).is_empty())?;
        Some(Date { year, month: Some(month), day: None })
    })
}

/// Returns the month of 2023年9月1日.
fn date_in(text: &str) -> Option<Date> {
    let (before, after) = text.split_once('年')?;
    let digits = before.len() - before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let month = after.split('月').next()?;
    format!("{}-{month:0>2}", &before[digits..]).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{SEEKS, not_before};
    use crate::places::Sought;
    use gongwen_text::Structure;

    #[test]
    fn the_sign_off_says_more_than_a_congress() {
        let sought = Sought::of(SEEKS, []);
        let of = |text: &str| {
            not_before(text, &Structure::of(text), &sought.find(text)).map(|date| date.to_string())
        };
        let signed = "关于防汛工作的通知\n各村：\n学习贯彻党的十九大精神。\n镇政府\n2023年9月1日";
        assert_eq!(of(signed).as_deref(), Some("2023-09"));
        assert_eq!(of("学习贯彻党的二十大精神。").as_deref(), Some("2022-10"));
        assert_eq!(of("做好防汛工作。"), None);
    }
}
