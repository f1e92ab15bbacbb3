//! Words that do not begin or do not end a phrase: particles, prepositions, conjunctions, pronouns and light adverbs.
//!
//! A string such as 的重要 is frequent and free at both sides, so numbers alone would take it for a phrase. The parts of speech of the
//! dictionary (jieba's tag set) decide, and these lists where the tags are too coarse.

use crate::words::Words;

/// Where in a phrase a word may stand.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Edge {
    /// Whether a phrase may begin with it.
    pub begins: bool,
    /// Whether a phrase may end with it.
    pub ends: bool,
}

/// Words that neither begin nor end a phrase.
#[rustfmt::skip]
static NEITHER: Words = Words::new(&[
    "的", "地", "得", "了", "着", "过", "在", "和", "与", "及", "以及", "并", "而", "或", "或者", "等", "等等", "是", "为", "有", "没有", "被",
    "把", "将", "对", "对于", "从", "到", "向", "由", "于", "以", "让", "使", "给", "跟", "同", "比", "按", "按照", "按着", "根据", "通过", "随着",
    "围绕", "作为", "关于", "除了", "为了", "因为", "由于", "所以", "如果", "虽然", "但", "但是", "不仅", "而且", "也", "都", "就", "才", "又",
    "还", "再", "更", "最", "很", "太", "不", "没", "非", "均", "仍", "已", "已经", "正", "正在", "曾", "将要", "要", "会", "能", "能够", "可", "可以",
    "应", "应当", "应该", "必须", "需要", "这", "那", "此", "该", "其", "其中", "他", "她", "它", "我", "你", "您", "们", "我们", "他们", "你们",
    "它们", "自己", "这些", "那些", "这个", "那个", "这样", "这种", "什么", "怎么", "怎样", "如何", "所", "之", "者", "个", "名", "上", "下",
    "中", "里", "内", "外", "前", "后", "间", "时", "说", "年", "月", "日", "时候", "期间", "来", "去", "起", "着力", "进行", "目前", "今天",
    "当前", "此外", "同时", "记者", "报道", "本台", "消息", "今年", "去年", "明年", "不断", "进一步", "继续", "更加", "非常", "十分", "再次", "分别",
    "以来", "以上", "以下", "左右", "之间", "之一", "方面", "各", "每", "某", "本", "全",
]);

/// Words that do not end a phrase: what they govern is still to come.
#[rustfmt::skip]
static OPENING: Words = Words::new(&[
    "新", "取得", "入选", "愿", "愿意", "指出", "强调", "表示", "认为", "显示",
    "推进", "推动", "加强", "加快", "坚持", "实现", "提高", "提升", "促进", "开展", "实施", "完善", "健全", "深化", "强化", "落实", "做好", "抓好", "打造",
    "构建", "建立", "形成", "支持", "鼓励", "引导", "确保", "保障", "扩大", "增强", "优化", "培育", "完成", "达到", "成为", "作出", "做出", "发挥",
    "牢固", "全面", "深入", "切实", "认真", "积极", "努力", "大力", "有效", "持续", "扎实", "稳步", "充分", "加大", "聚焦", "突出", "围绕", "依托", "注重",
]);

/// Words that do not begin a phrase: what they belong to has gone before.
#[rustfmt::skip]
static CLOSING: Words = Words::new(&["起来", "出来", "下来", "下去", "性", "化", "型", "力", "率", "式", "级", "类", "区", "市", "县", "省", "等级"]);

impl Edge {
    /// Returns where in a phrase a word with this part of speech may stand.
    #[must_use]
    pub fn of(word: &str, tag: &str) -> Self {
        let function = matches!(
            tag.as_bytes().first(),
            Some(b'u' | b'p' | b'c' | b'y' | b'e' | b'o' | b'r' | b'k' | b'q')
        ) || NEITHER.contains(word);
        Self { begins: !function && !CLOSING.contains(word), ends: !function && !OPENING.contains(word) }
    }
}
