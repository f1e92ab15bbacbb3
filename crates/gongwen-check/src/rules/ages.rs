//! A year of birth and an age, a year of joining and the years since: 1985年出生，现年45岁.

use std::sync::LazyLock;

use gongwen_text::{Span, parse_numeral};
use regex::Regex;

use crate::finding::{Fix, Severity};
use crate::marks::head;
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-age";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::None,
        summary: "年龄、年数与所说的年份不符",
        explanation: "“1985年出生，现年45岁”的年龄应等于成文年份与出生年份之差，“2015年创办，已有12年”的年数也一样；周岁、虚岁和头尾两年的差别除外。",
        source: &["党政机关公文处理工作条例第十九条：内容简洁，表述准确", "文中所列年份自身"],
        stable: true,
        good: &[
            "张某，1985年6月出生，现年39岁。",
            "该合作社2015年成立，至今已有9年。",
            "1985年出生的张某45岁时病逝。",
        ],
        bad: &[
            "张某，1985年6月出生，现年45岁。",
            "该合作社2015年成立，至今已有12年。",
            "该校成立于2015年，至今已有14年。",
        ],
    }],
    seeks: &[&BEGUN],
    run,
};

/// What began in a year.
const BEGUN: [&str; 12] =
    ["出生", "生，", "成立", "创办", "创建", "参加工作", "建成", "入党", "始建", "任职", "投产", "组建"];

/// 现年45岁 or 已有12年, after what began.
static SINCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^。；\n0-9]{0,30}?(?:(?:现年|今年)(?P<age>[0-9]{2})周?岁|(?:至今|迄今|到现在|距今)已?(?:有|历经|走过了?|过去)?(?P<n>[0-9]{1,3}|[一二三四五六七八九十]{1,4})年(?P<next>.?))")
        .expect("the pattern is a constant")
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    const LONGEST: usize = 160;
    let Some(date) = text.borne else { return };
    let reading = text.as_str();
    for (at, word) in text.places.of_all(&BEGUN) {
        // 1985年6月出生, 成立于2015年
        let named = at + word.len();
        let (from, end) = match reading[named..].strip_prefix('于').and_then(|rest| rest.split_once('年')) {
            Some((digits, rest)) if digits.len() == 4 => {
                (named + '于'.len_utf8(), reading.len() - rest.len())
            }
            _ => {
                let date = |c: char| c.is_ascii_digit() || matches!(c, '月' | '日');
                let Some(digits) = reading[..at].trim_end_matches(date).strip_suffix('年') else { continue };
                (digits.trim_end_matches(|c: char| c.is_ascii_digit()).len(), named)
            }
        };
        let digits = &reading[from..from + reading[from..].bytes().take_while(u8::is_ascii_digit).count()];
        let Some(year) = digits.parse::<u16>().ok().filter(|_| digits.len() == 4) else { continue };
        let Some(groups) = SINCE.captures(head(&reading[end..], LONGEST)) else { continue };
        let is_age = groups.name("age").is_some();
        let number = groups.name("age").or(groups.name("n")).map_or("", |number| number.as_str());
        let Some(said) = parse_numeral(number).and_then(|said| i32::try_from(said).ok()) else { continue };
        let vague = groups.name("next").is_some_and(|next| ["多", "余", "来", "以"].contains(&next.as_str()));
        let passed = i32::from(date.year) - i32::from(year);
        // Birthdays, years counted with the first, and texts of the turn of a year.
        let fits = (passed - 2..=passed + 1).contains(&said);
        let born = matches!(word, "出生" | "生，");
        if passed > 0 && !fits && !vague && born == is_age {
            let span = Span::new(from.min(at), end + groups[0].len());
            let what = if is_age { format!("{said}岁") } else { format!("{said}年") };
            let message = format!("从{year}年到{}年是{passed}年，与所说的“{what}”不符，请核对。", date.year);
            sink.report(ID, text.place(span), message);
        }
    }
}
