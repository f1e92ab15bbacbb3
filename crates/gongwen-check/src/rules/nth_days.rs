//! The number of a day that returns every year against the year: 10 September 2025 was the forty-first 教师节.

use std::sync::LazyLock;

use gongwen_text::{Span, parse_numeral};
use regex::Regex;

use super::years::spoken_of;
use crate::finding::{Fix, Severity};
use crate::marks::tail;
use crate::rule::{Coded, Group, firsts};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-nth-day";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::Suggested,
        summary: "节日、纪念日的届次与年份不符",
        explanation: "教师节始于1985年，2025年是第四十一个；节日、纪念日的届次应与文中所说的年份或者成文日期的年份相合。",
        source: &["设立各该日的决定（如教师节，1985年；国家宪法日，2014年）"],
        stable: true,
        good: &[
            "2025年9月10日是第41个教师节。",
            "今年是第十一个国家宪法日。",
            "2022年以来，第38个教师节前后两次慰问。",
        ],
        bad: &[
            "2025年9月10日是第40个教师节。",
            "今年是第十个国家宪法日。",
            "2023年迎来第三十三个“全国消防日”。",
        ],
    }],
    seeks: &[&NAMES],
    run,
};

/// Days, and the year before their first.
const DAYS: [(&str, i64); 26] = [
    ("教师节", 1984),
    ("记者节", 1999),
    ("全国消防日", 1991),
    ("国家宪法日", 2013),
    ("中国医师节", 2017),
    ("全民国家安全教育日", 2015),
    ("烈士纪念日", 2013),
    ("国家公祭日", 2013),
    ("中国农民丰收节", 2017),
    ("中国人民警察节", 2020),
    ("全国防灾减灾日", 2008),
    ("世界读书日", 1995),
    ("世界环境日", 1971),
    ("世界地球日", 1969),
    ("世界水日", 1992),
    ("全国土地日", 1990),
    ("全国助残日", 1990),
    ("全国爱眼日", 1995),
    ("全国交通安全日", 2011),
    ("世界艾滋病日", 1987),
    ("世界无烟日", 1987),
    ("全国生态日", 2022),
    ("世界知识产权日", 2000),
    ("植树节", 1978),
    ("全民健身日", 2008),
    ("国家扶贫日", 2013),
];
const NAMES: [&str; DAYS.len()] = firsts(&DAYS);

/// 第四十个我国“, before a name.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("第(?P<n>[0-9]{1,3}|[一二三四五六七八九十百]{1,5})[个届次](?:我国|中国|全国|国际)?的?“?$")
        .expect("the pattern is a constant")
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    const LONGEST: usize = 60;
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    for (at, name) in text.places.of_all(&NAMES) {
        let Some(&(_, origin)) = DAYS.iter().find(|(known, _)| *known == name) else { continue };
        let before = tail(&reading[..at], LONGEST);
        let Some(groups) = NUMBER.captures(before) else { continue };
        let (Some(whole), Some(number)) = (groups.get(0), groups.name("n")) else { continue };
        let offset = at - before.len();
        let said = parse_numeral(number.as_str()).and_then(|said| i64::try_from(said).ok());
        let years = spoken_of(text, offset + whole.start(), at + name.len());
        let (Some(said), Some(years)) = (said, years) else { continue };
        let due = years.start() - origin..=years.end() - origin;
        if !due.contains(&said) && *due.start() > 0 {
            let span = Span::new(offset + number.start(), offset + number.end());
            let (year, right) = (years.start(), due.start());
            let message = format!("{year}年的“{name}”是第{right}个，此处写作第{said}个，请核对。");
            let draft = sink.report(ID, text.place(span), message);
            if due.start() == due.end() && number.as_str().starts_with(|c: char| c.is_ascii_digit()) {
                draft.replace(right.to_string());
            }
        }
    }
}
