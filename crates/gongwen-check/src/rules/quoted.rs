//! Slogans in quotation marks that lost the blank or mark between their halves.

use std::collections::HashSet;
use std::sync::LazyLock;

use gongwen_text::{Span, is_han};

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: "quote-lost-separator",
        severity: Severity::Info,
        fix: Fix::None,
        summary: "引号内两句口号之间疑缺间隔",
        explanation: "主题、口号常由字数相等的两句组成，中间有空格或逗号；取文时空格容易丢失，两句便连成一句。",
        source: &["GB/T 15834-2011 4.4（句内停顿用逗号）"],
        stable: true,
        good: &["开展“弘扬优良传统 赓续红色血脉”主题活动。", "落实“党委领导下的校长负责制”。"],
        bad: &["开展“弘扬优良传统赓续红色血脉”主题活动。", "组织“牢记初心使命争做时代先锋”演讲比赛。"],
    }],
    seeks: &[],
    run,
};

/// Verbs with which slogans begin, in two characters each.
const VERBS: &str = "弘扬传承赓续牢记不忘践行坚定坚守筑牢凝聚汇聚喜迎奋进建功奋斗奋发奋战逐梦筑梦圆梦追梦\
    扬帆启航起航礼赞歌颂讴歌致敬献礼重温感悟感受学习宣传宣讲厚植涵养培育争做争当争创担当勇担展现展示绽放书写谱写\
    绘就描绘开创共创共建共享共筑共谋共话共绘携手同心团结凝心聚力服务奉献关爱关注守护呵护保护建设创建创造推动推进\
    促进助力助推赋能服务走进走好走近点亮照亮唱响吹响激发激扬激荡永葆永远永跟跟党青春寄语缅怀铭记继承发扬\
    强化深化优化提升提振聚焦围绕贯彻落实拥抱拥护热爱爱党爱国忠诚践诺砥砺开启迈向迈进踏上肩负深耕倡导传递传播\
    续写续航领航引领振兴改革发展防范远离拒绝遵守崇尚文明平安诚信廉洁清廉崇廉倡廉";

static STARTS: LazyLock<HashSet<[char; 2]>> = LazyLock::new(|| {
    let chars: Vec<char> = VERBS.chars().filter(|&c| is_han(c)).collect();
    chars.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect()
});

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    /// The longest slogan of two halves, in bytes.
    const MOST: usize = 16 * 3;
    let reading = text.as_str();
    for at in text.places.each('“') {
        let inner = at + '“'.len_utf8();
        // A Han character of the usual planes has three bytes, and so has the mark that closes.
        let window = reading.floor_char_boundary(inner + MOST + '”'.len_utf8());
        let Some(len) = reading[inner..window].find('”') else { continue };
        let slogan = &reading[inner..inner + len];
        if let Some(half) = halves(slogan) {
            let (first, second) = slogan.split_at(half);
            let message = format!("“{slogan}”似由两句组成，中间疑缺空格或逗号，请核对。");
            sink.report("quote-lost-separator", text.place(Span::new(inner, inner + len)), message)
                .suggest(format!("{first} {second}"));
        }
    }
}

/// Returns where the second half of a slogan of two begins: of five to eight characters each, both beginning with a
/// verb, or one of them and both alike at some place.
fn halves(slogan: &str) -> Option<usize> {
    let chars: Vec<char> = slogan.chars().collect();
    let half = chars.len() / 2;
    if chars.len() % 2 == 1 || !(5..=8).contains(&half) || !chars.iter().all(|&c| is_han(c)) {
        return None;
    }
    if chars.iter().any(|&c| matches!(c, '的' | '和' | '与' | '在' | '了' | '是' | '不' | '性')) {
        return None;
    }
    let (first, second) = chars.split_at(half);
    let begins = |half: &[char]| STARTS.contains(&[half[0], half[1]]);
    let same = first.iter().zip(second).skip(1).any(|(one, other)| one == other);
    (begins(second) && (begins(first) || same)).then(|| first.iter().map(|c| c.len_utf8()).sum())
}
