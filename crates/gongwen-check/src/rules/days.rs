//! Days that have a fixed date, against the date beside their name: 11月19日全国消防日.
//!
//! What is held on another day under the name of a day is right: 5月10日，全国防灾减灾日主题活动启动. So the date has to stand for
//! the name: by 是 or 为, or with nothing after the name that goes on.

use std::sync::LazyLock;

use gongwen_text::Span;
use regex::Regex;

use crate::finding::{Fix, Severity};
use crate::marks::{head, tail};
use crate::rule::{Coded, Group, firsts};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "entity-date";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::Suggested,
        summary: "节日、纪念日的日期有误",
        explanation: "全国消防日、国家宪法日、世界读书日等日期固定，文中与其名称连写的日期应与之一致。",
        source: &[
            "全国人大常委会、国务院和联合国设立各该日的决定（如国家宪法日，2014年11月1日；全国消防日，1992年）",
        ],
        stable: true,
        good: &[
            "抓住11月9日全国消防日等节点。",
            "12月4日是国家宪法日。",
            "11月7日，全国消防日主题活动启动。",
            "11月7日全国消防日宣传活动启动。",
        ],
        bad: &[
            "抓住11月19日全国消防日等节点。",
            "12月5日是第十个“国家宪法日”。",
            "结合世界读书日（4月22日）开展活动。",
        ],
    }],
    seeks: &[&NAMES],
    run,
};

/// Days with their month and day.
const DAYS: [(&str, (u8, u8)); 51] = [
    ("中国人民警察节", (1, 10)),
    ("世界湿地日", (2, 2)),
    ("全国爱耳日", (3, 3)),
    ("国际劳动妇女节", (3, 8)),
    ("植树节", (3, 12)),
    ("国际消费者权益日", (3, 15)),
    ("世界水日", (3, 22)),
    ("世界气象日", (3, 23)),
    ("世界卫生日", (4, 7)),
    ("全民国家安全教育日", (4, 15)),
    ("世界地球日", (4, 22)),
    ("世界读书日", (4, 23)),
    ("中国航天日", (4, 24)),
    ("世界知识产权日", (4, 26)),
    ("国际劳动节", (5, 1)),
    ("世界红十字日", (5, 8)),
    ("中国品牌日", (5, 10)),
    ("国际护士节", (5, 12)),
    ("全国防灾减灾日", (5, 12)),
    ("国际家庭日", (5, 15)),
    ("国际博物馆日", (5, 18)),
    ("中国学生营养日", (5, 20)),
    ("世界无烟日", (5, 31)),
    ("国际儿童节", (6, 1)),
    ("世界环境日", (6, 5)),
    ("全国爱眼日", (6, 6)),
    ("世界海洋日", (6, 8)),
    ("国际档案日", (6, 9)),
    ("世界防治荒漠化与干旱日", (6, 17)),
    ("全国土地日", (6, 25)),
    ("国际禁毒日", (6, 26)),
    ("世界人口日", (7, 11)),
    ("中国航海日", (7, 11)),
    ("全民健身日", (8, 8)),
    ("全国生态日", (8, 15)),
    ("中国医师节", (8, 19)),
    ("抗日战争胜利纪念日", (9, 3)),
    ("教师节", (9, 10)),
    ("烈士纪念日", (9, 30)),
    ("世界精神卫生日", (10, 10)),
    ("世界粮食日", (10, 16)),
    ("国家扶贫日", (10, 17)),
    ("记者节", (11, 8)),
    ("全国消防日", (11, 9)),
    ("世界艾滋病日", (12, 1)),
    ("全国交通安全日", (12, 2)),
    ("国际残疾人日", (12, 3)),
    ("国家宪法日", (12, 4)),
    ("国际志愿者日", (12, 5)),
    ("国际反腐败日", (12, 9)),
    ("国家公祭日", (12, 13)),
];
const NAMES: [&str; DAYS.len()] = firsts(&DAYS);

/// A date that leads to a name: 11月9日（是）（第十个）“
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?P<date>(?P<month>[0-9]{1,2})(?:月(?P<day>[0-9]{1,2})日|[·.](?P<point>[0-9]{1,2})))(?P<is>是|为)?(?:我国|中国|全国|国际|联合国)?(?:的)?(?:第[一二三四五六七八九十百0-9]{1,4}[个届])?“?(?:中国|我国)?(?:人民)?$";
    Regex::new(pattern).expect("the pattern is a constant")
});

/// A date in a bracket after a name.
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^”?（(?:每年)?(?P<date>(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日)）")
        .expect("the pattern is a constant")
});

/// What ends a name, so that nothing held under it is meant.
const ENDS: [&str; 13] =
    ["，", "、", "。", "；", "）", "\n", "等", "期间", "之际", "当天", "当日", "来临", "到来"];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    const LONGEST: usize = 90;
    if !sink.wants(ID) {
        return;
    }
    let reading = text.as_str();
    for (at, name) in text.places.of_all(&NAMES) {
        let Some(&(_, (month, day))) = DAYS.iter().find(|(known, _)| *known == name) else { continue };
        let rest = &reading[at + name.len()..];
        let before = tail(&reading[..at], LONGEST);
        let ended = ENDS.iter().any(|end| rest.strip_prefix('”').unwrap_or(rest).starts_with(end));
        let groups = BEFORE.captures(before).filter(|groups| groups.name("is").is_some() || ended);
        let found = match groups {
            Some(groups) => Some((groups, at - before.len())),
            None => AFTER.captures(head(rest, LONGEST)).map(|groups| (groups, at + name.len())),
        };
        let Some((groups, offset)) = found else { continue };
        let number = |name: &str| groups.name(name).and_then(|digits| digits.as_str().parse::<u8>().ok());
        let (Some(date), Some(said)) = (groups.name("date"), number("day").or(number("point"))) else {
            continue;
        };
        // 2.5 and 13.40 are no dates.
        let is_date =
            number("month").is_some_and(|month| (1..=12).contains(&month)) && (1..=31).contains(&said);
        if is_date && (number("month"), said) != (Some(month), day) {
            let span = Span::new(offset + date.start(), offset + date.end());
            let right = format!("{month}月{day}日");
            let message = format!("“{name}”是{right}，此处写作“{}”，请核对。", date.as_str());
            sink.report(ID, text.place(span), message).replace(right);
        }
    }
}
