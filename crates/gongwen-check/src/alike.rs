//! Characters that are taken for each other, by ear or by eye.

use std::sync::LazyLock;

use pinyin::ToPinyin;
use rustc_hash::FxHashSet;

/// Characters in each group are taken for each other by eye.
const GROUPS: &[&str] = &[
    "己已巳",
    "未末",
    "样恙",
    "撒散",
    "侯候",
    "竞竟兢",
    "拨拔",
    "栽裁载",
    "燥躁噪澡",
    "辨辩辫瓣",
    "侥绕饶浇",
    "愈逾喻",
    "人入",
    "日曰",
    "土士",
    "干于千",
    "治冶",
    "折拆析",
    "贷货",
    "晴睛",
    "栗粟",
    "茶荼",
    "州洲",
    "戍戌戊",
    "徒徙",
    "崇祟",
    "即既",
    "免兔",
    "拙绌",
    "徇循",
    "弛驰",
    "肓盲",
    "暑署",
    "摄慑蹑",
    "赎牍",
    "券卷",
    "幕慕墓",
    "博搏",
    "坚竖",
    "型形",
    "肆肄",
    "仓仑",
    "沦论伦",
    "扰优",
    "抵低",
    "帅师",
    "厉历",
    "陷馅",
    "籍藉",
    "泠冷",
    "刺剌",
    "母毋",
    "萧肃",
    "睹赌堵",
    "踪综",
    "哀衰",
    "幅辐",
    "恳垦",
    "晓骁",
    "宣宜",
    "恰洽",
    "沾玷",
    "炙灸",
    "赅骇",
    "梁粱",
    "蓬篷",
    "篮蓝",
    "诫戒",
];
static LOOKS_ALIKE: LazyLock<FxHashSet<[char; 2]>> = LazyLock::new(|| {
    let pairs = |group: &&'static str| group.chars().flat_map(|a| group.chars().map(move |b| [a, b]));
    GROUPS.iter().flat_map(pairs).collect()
});
/// Characters in each group are written either way.
const EITHER: &[&str] = &[
    "制智质",
    "勠戮",
    "材才",
    "辞词",
    "做作",
    "惟唯",
    "哪那",
    "他她它",
    "分份",
    "象像",
    "须需",
    "利力",
    "缩索",
];

/// Says whether one character may be written for another: they sound or look alike.
pub(crate) fn is_alike(is: char, should: char) -> bool {
    sounds_like(is, should) || LOOKS_ALIKE.contains(&[is, should])
}

/// Says whether two characters have one syllable, whatever the tone; -n and -ng are told apart by few.
fn sounds_like(a: char, b: char) -> bool {
    let syllable = |c: char| c.to_pinyin().map(|sound| sound.plain().trim_end_matches('g'));
    syllable(a).is_some_and(|sound| Some(sound) == syllable(b))
}

/// Says whether both characters are right in many words: 当家作主, 当家做主.
pub(crate) fn is_either(is: char, should: char) -> bool {
    EITHER.iter().any(|group| group.contains(is) && group.contains(should))
}
