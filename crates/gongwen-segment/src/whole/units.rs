//! Units, classifiers and magnitudes, as data.
//!
//! A unit of one or two characters may be the start of another word: 3万人|口, 5|天津. The third field lists the characters
//! that, standing next, show this; the unit is then not taken.

use super::glyphs::{self, CharSet, char_at, stands};

/// How a unit joins its number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A measure: joins any number; a Chinese numeral from two characters on (三十元, but 二元 is an adjective).
    Measure,
    /// A measure that joins short Chinese numerals too: 三公里, 八岁.
    PlainMeasure,
    /// A measure that never joins Chinese numerals, where words of other sense begin so: 三年, 五天.
    ArabicMeasure,
    /// A classifier: joins a number only after a magnitude or an approximation.
    Count,
}
use Kind::{ArabicMeasure, Count, Measure, PlainMeasure};

/// The unit, how it joins, and what must not stand next.
type Unit = (&'static str, Kind, &'static str);

/// All units. The longest that stands at a place is taken.
const UNITS: &[Unit] = &[
    // ratios
    ("%", Measure, ""),
    ("％", Measure, ""),
    ("﹪", Measure, ""),
    ("‰", Measure, ""),
    ("个百分点", ArabicMeasure, ""),
    ("百分点", ArabicMeasure, ""),
    ("个基点", ArabicMeasure, ""),
    ("个点", ArabicMeasure, ""),
    ("倍", ArabicMeasure, "增"),
    // money
    ("元", Measure, "旦宵首素件气老勋凶音帅"),
    ("元人民币", Measure, ""),
    ("元钱", Measure, ""),
    ("人民币", Measure, ""),
    ("块钱", Measure, ""),
    ("美元", Measure, ""),
    ("欧元", Measure, ""),
    ("日元", Measure, ""),
    ("港元", Measure, ""),
    ("港币", Measure, ""),
    ("澳元", Measure, ""),
    ("加元", Measure, ""),
    ("韩元", Measure, ""),
    ("英镑", Measure, ""),
    ("卢布", Measure, ""),
    ("新台币", Measure, ""),
    ("澳门元", Measure, ""),
    ("法郎", Measure, ""),
    ("卢比", Measure, ""),
    ("比索", Measure, ""),
    ("泰铢", Measure, ""),
    ("马克", Measure, "思"),
    // length, area, volume
    ("公里", PlainMeasure, "数"),
    ("千米", PlainMeasure, ""),
    ("米", PlainMeasure, "饭面粉兰脂袋"),
    ("厘米", PlainMeasure, ""),
    ("分米", PlainMeasure, ""),
    ("毫米", PlainMeasure, ""),
    ("微米", PlainMeasure, ""),
    ("纳米", PlainMeasure, ""),
    ("海里", PlainMeasure, ""),
    ("英里", PlainMeasure, ""),
    ("华里", PlainMeasure, ""),
    ("英寸", PlainMeasure, ""),
    ("英尺", PlainMeasure, ""),
    ("光年", PlainMeasure, ""),
    ("亩", PlainMeasure, "产均"),
    ("亩地", PlainMeasure, ""),
    ("亩次", Measure, ""),
    ("公顷", PlainMeasure, ""),
    ("平方公里", PlainMeasure, ""),
    ("平方千米", PlainMeasure, ""),
    ("平方米", PlainMeasure, ""),
    ("平方厘米", PlainMeasure, ""),
    ("平方英里", PlainMeasure, ""),
    ("平米", PlainMeasure, ""),
    ("立方米", PlainMeasure, ""),
    ("立方公里", PlainMeasure, ""),
    ("立方厘米", PlainMeasure, ""),
    ("升", Measure, "至级高到值学降入格华温旗挂为起"),
    ("毫升", Measure, ""),
    ("标准箱", Measure, ""),
    ("标箱", Measure, ""),
    // mass
    ("吨", PlainMeasure, "位级轮"),
    ("公斤", PlainMeasure, ""),
    ("千克", PlainMeasure, ""),
    ("斤", PlainMeasure, "两"),
    ("市斤", PlainMeasure, ""),
    ("克", Measure, "服隆制扣己里拉"),
    ("毫克", Measure, ""),
    ("微克", Measure, ""),
    ("磅", Measure, ""),
    ("盎司", Measure, ""),
    ("吨标准煤", PlainMeasure, ""),
    ("吨公里", PlainMeasure, ""),
    ("人公里", Measure, ""),
    ("担", ArabicMeasure, "任当负保心忧"),
    ("桶", Measure, ""),
    ("蒲式耳", Measure, ""),
    // energy, temperature, information, angle
    ("度", ArabicMeasure, "假过汛日"),
    ("摄氏度", Measure, ""),
    ("千瓦", PlainMeasure, ""),
    ("千瓦时", PlainMeasure, ""),
    ("千瓦小时", PlainMeasure, ""),
    ("兆瓦", PlainMeasure, ""),
    ("兆瓦时", PlainMeasure, ""),
    ("吉瓦", PlainMeasure, ""),
    ("瓦", ArabicMeasure, "斯房砾解特"),
    ("千伏", PlainMeasure, ""),
    ("伏", ArabicMeasure, "笔击特法尔"),
    ("千卡", Measure, ""),
    ("百帕", Measure, ""),
    ("千帕", Measure, ""),
    ("兆帕", Measure, ""),
    ("分贝", Measure, ""),
    ("赫兹", Measure, ""),
    ("兆赫", Measure, ""),
    ("马力", Measure, ""),
    ("焦耳", Measure, ""),
    ("千焦", Measure, ""),
    ("千焦耳", Measure, ""),
    ("兆焦", Measure, ""),
    ("兆焦耳", Measure, ""),
    ("牛顿", Measure, ""),
    ("千牛", Measure, ""),
    ("千牛顿", Measure, ""),
    ("比特", Measure, "币"),
    ("字节", Measure, ""),
    ("兆", ArabicMeasure, "头"),
    ("℃", Measure, ""),
    ("°C", Measure, ""),
    ("°", Measure, ""),
    ("㎡", Measure, ""),
    ("㎥", Measure, ""),
    ("㎞", Measure, ""),
    ("㎝", Measure, ""),
    ("㎜", Measure, ""),
    ("㎏", Measure, ""),
    ("㎎", Measure, ""),
    // time; dates and clock times are read in `arabic`
    ("年", ArabicMeasure, "级龄轻均薪产代度鉴货味"),
    ("年级", ArabicMeasure, ""),
    ("周年", Measure, ""),
    ("学年", ArabicMeasure, ""),
    ("世纪", Measure, ""),
    ("个世纪", ArabicMeasure, ""),
    ("个月", ArabicMeasure, ""),
    ("个多月", ArabicMeasure, ""),
    ("个小时", ArabicMeasure, ""),
    ("个工作日", ArabicMeasure, ""),
    ("个交易日", ArabicMeasure, ""),
    ("个自然日", ArabicMeasure, ""),
    ("工作日", ArabicMeasure, ""),
    ("季度", ArabicMeasure, ""),
    ("天", ArabicMeasure, "津然气空安府山水坛桥宫"),
    ("周", ArabicMeasure, "边期末围密恩知到转全刊报易口一二三四五六日庄村岁年"),
    ("小时", Measure, ""),
    ("分钟", Measure, ""),
    ("秒", Measure, "杀"),
    ("秒钟", Measure, ""),
    ("毫秒", Measure, ""),
    ("课时", ArabicMeasure, ""),
    ("学时", ArabicMeasure, ""),
    // ages
    ("岁", PlainMeasure, "末月"),
    ("周岁", PlainMeasure, ""),
    // persons
    ("人", Count, "口民才员工类家大物士力体均生格事文称权间"),
    ("人次", Count, ""),
    ("名", Count, "单额称字义誉录牌列师优胜城人"),
    ("户", Count, "籍口外型均主"),
    ("户次", Count, ""),
    ("位", Count, "于置居"),
    ("口人", Count, ""),
    // classifiers
    ("个", Count, "人体性别"),
    ("家", Count, "庭长属乡园具电政禽"),
    ("家次", Count, ""),
    ("项", Count, "目"),
    ("件", Count, ""),
    ("件次", Count, ""),
    ("次", Count, "序要数日生级"),
    ("种", Count, "类植子业养粮地"),
    ("类", Count, "型别似"),
    ("条", Count, "件例款文约"),
    ("宗", Count, "教旨"),
    ("起", Count, "来到草步点源诉义"),
    ("例", Count, "如会外行子"),
    ("处", Count, "理置罚分长级于境室"),
    ("所", Count, "有在以需谓属得长"),
    ("座", Count, "谈"),
    ("间", Count, "接谍"),
    ("套", Count, "路"),
    ("栋", Count, ""),
    ("幢", Count, ""),
    ("台", Count, "湾风阶账州胞"),
    ("台套", Count, ""),
    ("辆", Count, ""),
    ("辆次", Count, ""),
    ("艘", Count, ""),
    ("架", Count, "构设桥"),
    ("架次", Count, ""),
    ("列", Count, "车举入出为席"),
    ("班", Count, "子车组级长"),
    ("场", Count, "所地景馆面"),
    ("场次", Count, ""),
    ("部", Count, "门队分署长级委"),
    ("册", Count, ""),
    ("份", Count, "额"),
    ("篇", Count, "章"),
    ("幅", Count, "度"),
    ("张", Count, ""),
    ("封", Count, "闭建"),
    ("本", Count, "地市省国身人报级来次届着科土质"),
    ("支", Count, "持部出付援撑行教农书"),
    ("只", Count, "有要是能争需为"),
    ("头", Count, ""),
    ("匹", Count, "配"),
    ("株", Count, "洲"),
    ("棵", Count, ""),
    ("羽", Count, "毛绒"),
    ("尾", Count, ""),
    ("枚", Count, ""),
    ("块", Count, ""),
    ("颗", Count, "粒"),
    ("批", Count, "准评发复示"),
    ("批次", Count, ""),
    ("期", Count, "间限望待货满末刊"),
    ("届", Count, "时满"),
    ("轮", Count, "换岗流训"),
    ("级", Count, "别"),
    ("层", Count, "次面级"),
    ("组", Count, "织建成合"),
    ("对", Count, "于外象策口接比照标应"),
    ("双", Count, "方边重向"),
    ("门", Count, "关户诊"),
    ("股", Count, "东份权市"),
    ("笔", Count, ""),
    ("单", Count, "位元"),
    ("票", Count, ""),
    ("字", Count, "节母体"),
    ("首", Count, "次先批要席都府届创"),
    ("剂", Count, "量型"),
    ("剂次", Count, ""),
    ("人份", Count, ""),
    ("口", Count, "岸号碑腔头味"),
    ("根", Count, "据本源"),
    ("款", Count, "项式"),
    ("趟", Count, ""),
    ("顶", Count, "层端尖级"),
    ("任", Count, "务何期命"),
    ("步", Count, "伐行入骤"),
    ("床", Count, "位"),
    ("村", Count, "民庄委"),
    ("盏", Count, ""),
    ("瓶", Count, ""),
    ("箱", Count, ""),
    ("袋", Count, ""),
    ("包", Count, "括含裹机"),
];

/// The units in the order of their first characters, the longer first among equals: a place is looked up by bisection.
static BY_FIRST: [(u16, &Unit); UNITS.len()] = {
    let mut sorted = [(0, &UNITS[0]); UNITS.len()];
    let mut len = 0;
    while len < UNITS.len() {
        let entry = (glyphs::first_code(UNITS[len].0), &UNITS[len]);
        let mut at = len;
        while at > 0 && is_before(entry, sorted[at - 1]) {
            sorted[at] = sorted[at - 1];
            at -= 1;
        }
        sorted[at] = entry;
        len += 1;
    }
    sorted
};

/// The first characters of all units: most text after a number has none of them.
static FIRST: CharSet = {
    let mut texts = [""; UNITS.len()];
    let mut index = 0;
    while index < UNITS.len() {
        texts[index] = glyphs::first(UNITS[index].0);
        index += 1;
    }
    CharSet::new(&texts)
};

/// Says whether a unit may begin with `c`.
pub(super) fn may_start(c: char) -> bool {
    FIRST.has(c)
}

const fn is_before(a: (u16, &Unit), b: (u16, &Unit)) -> bool {
    a.0 < b.0 || a.0 == b.0 && a.1.0.len() > b.1.0.len()
}

/// Returns the longest unit at byte `at`: its end and how it joins.
pub(super) fn unit(text: &str, at: usize) -> Option<(usize, Kind)> {
    let first = char_at(text, at).filter(|&c| may_start(c))?;
    let first = u16::try_from(u32::from(first)).ok()?;
    let start = BY_FIRST.partition_point(|&(code, _)| code < first);
    let candidates = BY_FIRST.get(start..)?.iter().take_while(|&&(code, _)| code == first);
    candidates.map(|(_, unit)| unit).find_map(|&&(name, kind, not_before)| {
        let end = at + name.len();
        (stands(text, at, name) && !glyphs::one_of(text, end, not_before)).then_some((end, kind))
    })
}

/// Returns the end of a magnitude at byte `at`: 百 千 万 亿.
pub(super) fn magnitude(text: &str, at: usize) -> Option<usize> {
    let c = char_at(text, at)?;
    let not_before = match c {
        '百' => "货姓色科",
        '千' => "里秋方",
        '万' => "达科象能物宁众一",
        '亿' => "",
        _ => return None,
    };
    let end = at + c.len_utf8();
    (!glyphs::one_of(text, end, not_before)).then_some(end)
}

/// Returns the end of an approximation at byte `at`: 多, 余, 几.
pub(super) fn approximation(text: &str, at: usize) -> Option<usize> {
    let c = char_at(text, at)?;
    let not_before = match c {
        '多' => "样党极边民媒功头",
        '余' | '餘' => "额杭姚热地量粮",
        '几' => "何乎",
        _ => return None,
    };
    let end = at + c.len_utf8();
    (!glyphs::one_of(text, end, not_before)).then_some(end)
}

/// Returns the end of what may follow a unit of measure that ends at byte `at`: another one after a stroke (元/吨), or
/// after an age the words that make it a class of people.
pub(super) fn tail(text: &str, at: usize) -> usize {
    if glyphs::char_before(text, at) == Some('岁') {
        return glyphs::after_any(
            text,
            at,
            &["以上", "以下", "及以上", "及以下", "（含）以上", "（含）以下"],
        )
        .unwrap_or(at);
    }
    let per =
        glyphs::after_any(text, at, &["/", "／"]).and_then(|stroke| unit(text, stroke).or(day(text, stroke)));
    per.map_or(at, |(end, _)| end)
}

/// Units that stand only after a stroke: 元/月, 吨/日.
fn day(text: &str, at: usize) -> Option<(usize, Kind)> {
    glyphs::after_any(text, at, &["月", "日", "时", "人"]).map(|end| (end, Measure))
}
