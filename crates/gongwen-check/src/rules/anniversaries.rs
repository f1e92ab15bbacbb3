//! Anniversaries against the year: in 2025 the Party is 104 years old.
//!
//! Speeches at earlier anniversaries are cited at any time, so that only what stands with a year, or says that it is of its
//! own day, is judged.

use gongwen_text::{Span, is_han, numeral_value, parse_numeral};

use super::years::spoken_of;
use crate::finding::{Fix, Severity};
use crate::marks::{head, in_title, tail};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "num-anniversary";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::Suggested,
        summary: "周年数与年份不符",
        explanation: "“中国共产党成立”从1921年、“新中国成立”从1949年算起，周年数应与文中所说的年份或者成文日期的年份相合。",
        source: &["各事件的年份（如中国共产党，1921年；中华人民共和国，1949年）", "文中所列年份自身"],
        stable: true,
        good: &[
            "2021年，隆重庆祝中国共产党成立100周年。",
            "今年是新中国成立75周年。",
            "学习总书记在庆祝中国共产党成立95周年大会上的讲话。",
            "2024年以来，认真学习《在庆祝中国共产党成立100周年大会上的讲话》。",
            "到2049年新中国成立100周年时建成强国。",
        ],
        bad: &[
            "在2025年，我们隆重庆祝中国共产党成立103周年。",
            "今年是新中国成立76周年。",
            "2019年恰逢五四运动99周年。",
            "学校始建于1956年，2024年迎来建校70周年。",
        ],
    }],
    seeks: &[&[YEARS]],
    run,
};

const YEARS: &str = "周年";

/// What is celebrated, and its year.
const EVENTS: [(&str, i64); 84] = [
    ("中国共产党成立", 1921),
    ("中国共产党建党", 1921),
    ("建党", 1921),
    ("党的生日", 1921),
    ("中华人民共和国成立", 1949),
    ("新中国成立", 1949),
    ("共和国成立", 1949),
    ("建国", 1949),
    ("国庆", 1949),
    ("中国人民解放军建军", 1927),
    ("解放军建军", 1927),
    ("人民军队建军", 1927),
    ("建军节", 1927),
    ("中国人民解放军成立", 1927),
    ("南昌起义", 1927),
    ("秋收起义", 1927),
    ("广州起义", 1927),
    ("改革开放", 1978),
    ("十一届三中全会", 1978),
    ("五四运动", 1919),
    ("共产主义青年团成立", 1922),
    ("共青团成立", 1922),
    ("建团", 1922),
    ("少先队建队", 1949),
    ("少年先锋队建队", 1949),
    ("抗日战争胜利", 1945),
    ("抗战胜利", 1945),
    ("反法西斯战争胜利", 1945),
    ("抗日战争全面爆发", 1937),
    ("全民族抗战爆发", 1937),
    ("全面抗战爆发", 1937),
    ("七七事变", 1937),
    ("卢沟桥事变", 1937),
    ("九一八事变", 1931),
    ("南京大屠杀", 1937),
    ("香港回归", 1997),
    ("香港回归祖国", 1997),
    ("香港特别行政区成立", 1997),
    ("澳门回归", 1999),
    ("澳门回归祖国", 1999),
    ("澳门特别行政区成立", 1999),
    ("长征胜利", 1936),
    ("辛亥革命", 1911),
    ("遵义会议召开", 1935),
    ("遵义会议", 1935),
    ("古田会议", 1929),
    ("抗美援朝出国作战", 1950),
    ("西藏和平解放", 1951),
    ("西藏自治区成立", 1965),
    ("新疆维吾尔自治区成立", 1955),
    ("内蒙古自治区成立", 1947),
    ("宁夏回族自治区成立", 1958),
    ("广西壮族自治区成立", 1958),
    ("人民政协成立", 1949),
    ("中国人民政治协商会议成立", 1949),
    ("全国人民代表大会成立", 1954),
    ("人民代表大会制度建立", 1954),
    ("中华全国总工会成立", 1925),
    ("和平共处五项原则发表", 1954),
    ("延安文艺座谈会上的讲话》发表", 1942),
    ("海南建省", 1988),
    ("深圳经济特区建立", 1980),
    ("深圳经济特区成立", 1980),
    ("浦东开发开放", 1990),
    ("中俄建交", 1949),
    ("中法建交", 1964),
    ("中美建交", 1979),
    ("中英建交", 1972),
    ("中德建交", 1972),
    ("中日邦交正常化", 1972),
    ("联合国成立", 1945),
    ("毛泽东同志诞辰", 1893),
    ("毛泽东诞辰", 1893),
    ("周恩来同志诞辰", 1898),
    ("刘少奇同志诞辰", 1898),
    ("朱德同志诞辰", 1886),
    ("邓小平同志诞辰", 1904),
    ("邓小平诞辰", 1904),
    ("陈云同志诞辰", 1905),
    ("任弼时同志诞辰", 1904),
    ("孙中山先生诞辰", 1866),
    ("孙中山诞辰", 1866),
    ("马克思诞辰", 1818),
    ("恩格斯诞辰", 1820),
];

/// What an organ counts its own years by.
const OWN: [&str; 16] = [
    "建校", "建院", "建厂", "建站", "建馆", "建县", "建市", "建区", "建镇", "建台", "建所", "建社", "建会",
    "创刊", "创办", "成立",
];
/// What tells its first year, after which the year stands.
const FOUNDED: [&str; 9] =
    ["始建于", "创建于", "成立于", "创办于", "创刊于", "建成于", "组建于", "诞生于", "建立于"];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    for &at in text.places.of(YEARS) {
        let before = &reading[..at];
        let is_digit = |c: char| c.is_ascii_digit() || numeral_value(c).is_some();
        let event = before.trim_end_matches(is_digit);
        let number = &before[event.len()..];
        let Some(said) = parse_numeral(number).and_then(|said| i64::try_from(said).ok()) else { continue };
        let Some((start, first)) = founded(event) else { continue };
        let end = at + YEARS.len();
        // What was said or held at an earlier anniversary is cited at any time.
        let after = head(&reading[end..], 20 * 3);
        let after = &after[..after.find(['，', '。', '；', '\n']).unwrap_or(after.len())];
        let cited = ["讲话", "大会上", "时强调", "时指出", "时的"].iter().any(|word| after.contains(word));
        if cited || in_title(reading, at) {
            continue;
        }
        let Some(years) = spoken_of(text, start, end) else { continue };
        let due = years.start() - first..=years.end() - first;
        if !due.contains(&said) && *due.start() > 0 {
            let span = Span::new(event.len(), at);
            let (year, right) = (years.start(), due.start());
            let words = reading[start..event.len()].trim_matches(|c: char| !is_han(c));
            let message =
                format!("“{words}”在{first}年，到{year}年是{right}周年，此处写作“{said}周年”，请核对。");
            let draft = sink.report(ID, text.place(span), message);
            if due.start() == due.end() {
                draft.replace(right.to_string());
            }
        }
    }
}

/// Returns where the event stands that ends a text, but for a few words, and its year.
fn founded(text: &str) -> Option<(usize, i64)> {
    /// What may stand between an event and the number, in bytes.
    const BETWEEN: usize = 4 * 3;
    /// How far back the year of an organ is sought, in bytes.
    const FAR: usize = 400;
    const LONGEST: usize = 120;
    let near = tail(text, LONGEST);
    let clause = &near[near.rfind(['，', '。', '；', '\n', '：', '、']).unwrap_or(0)..];
    let found = EVENTS.iter().filter_map(|(name, year)| {
        let at = clause.rfind(name)?;
        let between = &clause[at + name.len()..];
        let plain = between.len() <= BETWEEN
            && (between.is_empty() || ["祖国", "”", "》", "伟大胜利", "的", "第"].contains(&between));
        plain.then_some((at, name, *year))
    });
    // The longest name that begins first: 中国共产党成立 and not 共产党成立.
    if let Some((at, _, year)) = found.min_by_key(|(at, name, _)| (*at, usize::MAX - name.len())) {
        // 王建国, 朝鲜民主主义人民共和国成立 and 老挝即将迎来建国
        let short = ["建国", "国庆", "共和国成立", "建党", "建军", "建团"]
            .iter()
            .any(|name| clause[at..].starts_with(name));
        let led = clause[..at].ends_with(|c: char| is_han(c) && !"祝念是来年迎值际庆逢".contains(c));
        let sentence = &near[near.rfind(['。', '；', '\n']).unwrap_or(0)..];
        let abroad = ["老挝", "越南", "朝鲜", "古巴", "贵国", "两国", "总统", "总理", "该国"];
        let foreign = short && (led || abroad.iter().any(|word| sentence.contains(word)));
        return (!foreign).then_some((text.len() - clause.len() + at, year));
    }
    let own = OWN.iter().find(|own| clause.ends_with(**own) && clause.chars().count() < 12)?;
    let start = text.len() - own.len();
    let before = tail(&text[..start], FAR);
    let before = &before[before.rfind('\n').unwrap_or(0)..];
    let mut years = FOUNDED.iter().filter_map(|word| {
        let year = before.split_once(word)?.1;
        let year = year.get(..4)?.parse::<i64>().ok().filter(|_| year[4..].starts_with('年'))?;
        Some(year)
    });
    let year = years.next().filter(|_| years.next().is_none())?;
    // Only what the same sentence tells of.
    let same = !before.contains(['。', '；']) || matches!(*own, "建校" | "建院" | "建厂" | "创刊");
    same.then_some((start, year))
}
