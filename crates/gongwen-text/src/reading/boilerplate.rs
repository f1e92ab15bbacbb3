//! Text of the portal, not of the document, and markers that text was left out.
//!
//! A table of patterns, each anchored at the start or the end of a line or delimited by its own marks, with a limit
//! on the length of the line: prose that mentions 版权所有 or 打印 stays.

use super::layout::Line;
use super::{Draft, EditKind};
use crate::chars::is_blank;
use crate::span::Span;

/// A line that begins with `lead`, holds one of `needs` (if there are any) and has at most `most` characters.
struct Notice {
    lead: &'static str,
    needs: &'static [&'static str],
    most: usize,
}

const fn notice(lead: &'static str, needs: &'static [&'static str], most: usize) -> Notice {
    Notice { lead, needs, most }
}

const NOTICES: &[Notice] = &[
    notice("Copyright", &["©", "版权", "Reserved", "reserved", "20"], 120),
    notice("copyright", &["©", "版权", "reserved", "20"], 120),
    notice("©", &[], 120),
    notice("上一条", &[":", "：", "下一条"], 80),
    notice("上一篇", &[":", "：", "下一篇"], 80),
    notice("上一页", &["下一页"], 40),
    notice("下一条", &[":", "："], 80),
    notice("下一篇", &[":", "："], 80),
    notice("关注微信公众号", &[], 40),
    notice("分享到", &[], 40),
    notice("分享至", &[], 40),
    notice("当前位置", &[":", "：", ">", "»", "›"], 120),
    notice("您好", &["欢迎来到", "欢迎访问", "欢迎光临"], 60),
    notice("您现在的位置", &[], 120),
    notice("您的位置", &[":", "：", ">", "»"], 120),
    notice("您当前的位置", &[], 120),
    notice("扫一扫", &["手机", "打开", "分享", "关注", "二维码", "微信"], 40),
    notice("扫描二维码", &[], 40),
    notice("所在位置", &[":", "：", ">"], 120),
    notice("文章来源于网络", &[], 80),
    notice("最后更新", &[":", "："], 60),
    notice("本文来源", &[":", "："], 80),
    notice("本文档由", &["上传", "分享", "提供", "整理"], 120),
    notice("本资料由", &["上传", "分享", "提供", "整理"], 120),
    notice("本文档来", &["网络", "互联网", "会员", "用户"], 120),
    notice("本文为", &["会员", "付费", "VIP"], 80),
    notice("本内容", &["会员", "付费", "VIP", "预览"], 80),
    notice("本页仅", &["预览", "购买", "下载"], 60),
    notice("此文档", &["付费", "会员", "VIP", "下载后"], 80),
    notice("该文档", &["付费", "会员", "VIP", "下载后", "用户上传"], 80),
    notice("文档可能", &["下载", "无法思考"], 80),
    notice("可复制", &["编制", "好评", "下载"], 60),
    notice("可编辑", &["下载", "word", "Word"], 60),
    notice("期待你的好评", &[], 40),
    notice("期待您的好评", &[], 40),
    notice("仅供参考", &["下载", "请自行", "如有雷同"], 60),
    notice("资料来源于网络", &[], 60),
    notice("版权归", &["原作者", "作者所有"], 80),
    notice("支持开放格式", &["下载"], 60),
    notice("精品文档", &["下载", "值得", "推荐"], 60),
    notice("欢迎下载", &["使用", "参考", "收藏", "支持"], 60),
    notice("感谢您的", &["下载", "阅读与下载", "关注与下载"], 40),
    notice("文档来源", &["网络", "用户", "会员"], 80),
    notice("以上内容由", &["网", "用户", "会员"], 80),
    notice("更多", &["关注公众号", "请登录", "请下载", "请搜索", "请点击"], 80),
    notice("关注公众号", &[], 60),
    notice("关注我们", &["公众号", "微信", "二维码"], 60),
    notice("微信扫", &["二维码", "关注", "分享", "一扫", "支付"], 60),
    notice("长按", &["二维码", "识别", "关注"], 60),
    notice("看过本文的", &["还看", "还喜欢", "也看"], 160),
    notice("看了本文的", &["还看", "还喜欢", "也看"], 160),
    notice("阅读本文的", &["还看", "还喜欢", "还阅读"], 160),
    notice("喜欢本文的", &["还看", "还喜欢", "也"], 160),
    notice("下载文档", &["电脑", "￥", "立即", "方便", "积分", "元"], 80),
    notice("下载本文档", &[], 80),
    notice("下载地址", &[":", "："], 120),
    notice("下载积分", &[":", "："], 60),
    notice("所需积分", &[":", "："], 60),
    notice("文档格式", &[":", "："], 80),
    notice("文档大小", &[":", "："], 80),
    notice("温馨提示", &["下载后", "文档", "本站", "会员"], 160),
    notice("购买后", &["阅读全文", "查看全文", "下载"], 60),
    notice("开通会员", &["下载", "阅读", "畅读", "免费", "查看"], 60),
    notice("开通VIP", &[], 60),
    notice("登录后", &["查看全文", "阅读全文", "下载", "评论", "发表"], 60),
    notice("如有侵权", &["联系", "删除"], 100),
    notice("侵权", &["联系", "删除", "必究"], 60),
    notice("内容来自网友", &[], 80),
    notice("已有", &["人点赞", "人收藏", "条评论", "人下载"], 40),
    notice("还可以输入", &["字"], 40),
    notice("网友评论", &["仅供", "仅代表", ":", "："], 100),
    notice("网友跟帖", &[], 60),
    notice("相关专题", &[":", "："], 80),
    notice("相关标签", &[":", "："], 80),
    notice("关键词】", &[], 60),
    notice("本文来自", &[], 80),
    notice("本文由", &["提供", "整理", "发布", "上传", "收集", "原创"], 80),
    notice("本文链接", &[], 160),
    notice("本文地址", &[], 160),
    notice("本站", &["免责", "不承担", "侵权", "版权"], 200),
    notice("未经允许不得转载", &[], 120),
    notice("未经授权", &["转载", "镜像"], 120),
    notice("未经许可", &["转载", "镜像"], 120),
    notice("版权声明", &[":", "："], 200),
    notice("TAG标签", &[":", "："], 80),
    notice("版权所有", &[":", "：", " ", "©", "网", "Copyright"], 100),
    notice("欢迎来到", &["网", "站"], 40),
    notice("欢迎访问", &["网", "站"], 40),
    notice("点击下载", &[], 30),
    notice("点击查看", &[], 30),
    notice("特别声明", &["本站", "本网", "平台"], 200),
    notice("相关推荐", &[":", "："], 60),
    notice("相关热词搜索", &[":", "："], 80),
    notice("相关链接", &[":", "："], 120),
    notice("相关阅读", &[":", "："], 80),
    notice("热词搜索", &[":", "："], 80),
    notice("转载请注明", &[], 120),
    notice("转载请保留", &[], 120),
    notice("郑重声明", &["本站", "本网", "网站"], 200),
];

/// Lines that are nothing but this, marks at the edges aside.
const LINKS: &[&str] = &[
    "VIP推荐",
    "VIP免费下载",
    "VIP专享",
    "上一篇",
    "上一篇：没有了",
    "下一篇",
    "下一篇：没有了",
    "下载全文",
    "下载到电脑",
    "下载此文档",
    "立即下载",
    "立即购买",
    "免费下载",
    "举报",
    "举报反馈",
    "点赞",
    "点赞收藏",
    "暂无评论",
    "写评论",
    "我要评论",
    "我要投稿",
    "本文结束",
    "收藏",
    "分享",
    "下载附件",
    "下载文档",
    "下载本文",
    "为您推荐",
    "免费发信息",
    "免费发布信息",
    "全文阅读",
    "加载更多",
    "加载全文",
    "发表评论",
    "返回列表",
    "返回顶部",
    "返回首页",
    "展开全文",
    "扫码关注",
    "推荐文章",
    "推荐阅读",
    "收藏本文",
    "最新推荐",
    "最新文章",
    "最新评论",
    "查看全文",
    "查看原文",
    "查看更多",
    "点击加载更多",
    "热门推荐",
    "热门文章",
    "猜你喜欢",
    "登录后查看全文",
    "相关推荐",
    "相关文档",
    "相关文章",
    "相关新闻",
    "相关阅读",
    "网站地图",
    "联系我们",
    "设为首页",
    "阅读全文",
    "阅读原文",
    "阅读更多",
    "免费分类信息发布",
];

/// Ends of whole lines.
const TAILS: &[&str] = &["免费分类信息发布"];

/// Labels of the data that a portal prints under a title.
const FIELDS: &[&str] = &[
    "更新时间",
    "发布时间",
    "发布日期",
    "发表时间",
    "来源",
    "信息来源",
    "稿源",
    "作者",
    "编辑",
    "责任编辑",
    "责编",
    "发布者",
    "发布人",
    "浏览次数",
    "浏览量",
    "浏览",
    "点击数",
    "点击量",
    "点击",
    "点击率",
    "阅读次数",
    "阅读量",
    "阅读",
    "字体",
    "字号",
    "打印",
    "访问量",
    "访问次数",
];

/// Those that are enough alone.
const STRONG_FIELDS: &[&str] = &[
    "更新时间",
    "发布时间",
    "发布日期",
    "发表时间",
    "信息来源",
    "稿源",
    "责任编辑",
    "责编",
    "浏览次数",
    "浏览量",
    "点击数",
    "点击量",
    "阅读次数",
    "阅读量",
    "访问量",
    "访问次数",
];

/// The words of tool bars.
const TOOLS: &[&str] = &[
    "打印本页",
    "打印此页",
    "打印",
    "关闭窗口",
    "关闭本页",
    "关闭",
    "字体大小",
    "字体",
    "字号",
    "收藏",
    "分享到",
    "分享",
    "返回顶部",
    "返回",
    "默认",
    "超大",
    "特大",
    "大",
    "中",
    "小",
    "微信",
    "微博",
    "朋友圈",
    "空间",
    "复制链接",
    "下载",
    "纠错",
    "本页",
    "此页",
    "窗口",
];

/// Those that make a line of such words a tool bar.
const STRONG_TOOLS: &[&str] = &["打印", "关闭", "字体", "字号", "收藏", "分享", "返回顶部"];

/// Beginnings of lines that say the rest is elsewhere.
const UNFINISHED: &[&str] = &[
    "未完，",
    "未完,",
    "剩余内容",
    "剩余部分",
    "余下内容",
    "余下全文",
    "完整内容",
    "更多内容",
    "未完待续",
    "以下内容需要",
    "试读已结束",
    "试读结束",
    "还剩",
    "以上为部分",
    "以上仅为部分",
    "以上为试读",
    "以下为付费",
    "剩余",
    "试读部分",
    "阅读全文请",
    "查看全文请",
];

/// What portals offer: a short line that has two of these is an advertisement.
const OFFERS: &[&str] = &[
    "www.",
    "来源:",
    "来源：",
    "更新:",
    "更新：",
    "会员",
    "VIP",
    "vip",
    "公众号",
    "微信号",
    "扫码",
    "二维码",
    "免费下载",
    "免费预览",
    "免费阅读",
    "下载后",
    "可编辑",
    "立即下载",
    "全文下载",
    "word版",
    "Word版",
    "PPT课件",
    "海量",
    "领取",
    "加微信",
    "资料库",
    "范文网",
    "文库",
    "上一条",
    "下一条",
    "文档共",
];

/// Appends the portal text and the markers of `source` to `cuts`.
pub(super) fn cuts(source: &str, lines: &[Line<'_>], cuts: &mut Vec<Draft>) {
    for line in lines.iter().filter(|line| !line.is_blank()) {
        if let Some(draft) = portal_line(line) {
            cuts.push(draft);
        }
    }
    for at in memchr::memmem::find_iter(source.as_bytes(), "此处") {
        cuts.extend(hidden(source, at));
    }
    for at in memchr::memmem::find_iter(source.as_bytes(), "ICP备") {
        cuts.extend(record_number(source, lines, at));
    }
    for at in memchr::memmem::find_iter(source.as_bytes(), "公网安备") {
        cuts.extend(record_number(source, lines, at));
    }
}

fn portal_line(line: &Line<'_>) -> Option<Draft> {
    const DECORATION: [char; 24] = [
        '※', '◎', '●', '■', '◆', '▲', '【', '】', '[', ']', '（', '）', '(', ')', '>', '<', '»', '«', '|',
        '│', '*', '-', '—', '·',
    ];
    const LONGEST: usize = 700;
    let whole = |kind| Some(Draft { kind, span: line.span, with: "" });
    let text = line.text;
    if text.starts_with('《')
        && let Some(shared) = shared_by_member(text)
    {
        // The portal's line may run on into the text.
        let end = line.start + shared;
        let span = if shared == text.len() { line.span } else { Span::new(line.span.start, end) };
        return Some(Draft { kind: EditKind::Boilerplate, span, with: "" });
    }
    if let Some(start) = editor_tail(text) {
        let span = if start == 0 { line.span } else { Span::new(line.start + start, line.end()) };
        return Some(Draft { kind: EditKind::Boilerplate, span, with: "" });
    }
    if text.len() > LONGEST {
        return None;
    }
    let core = text.trim_matches(|c| {
        DECORATION.contains(&c) || is_blank(c) || matches!(c, ':' | '：' | '.' | '…' | '。' | '!' | '！')
    });
    if core.is_empty() {
        return text.chars().all(|c| matches!(c, '|' | '│')).then(|| whole(EditKind::Boilerplate)).flatten();
    }
    if may_lead(core) && is_unfinished(core) {
        return whole(EditKind::Truncation);
    }
    let portal = TAILS.iter().any(|tail| core.ends_with(tail))
        || is_trail(text)
        || is_counter(text)
        || is_offer(text)
        || may_lead(core)
            && (LINKS.contains(&core) || is_notice(core, text) || is_field_line(text) || is_tool_bar(text));
    if portal { whole(EditKind::Boilerplate) } else { None }
}

/// Says whether a line of the tables may begin as `core` does. Most lines of prose end here.
fn may_lead(core: &str) -> bool {
    const FIRST: &str = "CTVc©上下中为以余作信免全关分剩加发复大字小展当微您所打扫推收文更最朋未本来查欢此浏点热版特猜登相稿空窗纠编网联设访试责超转返还郑阅默该看喜开购如侵内已温立举我写暂长资完可期仅支精感";
    core.chars().next().is_some_and(|c| FIRST.contains(c))
}

fn is_notice(core: &str, text: &str) -> bool {
    NOTICES.iter().any(|notice| {
        core.starts_with(notice.lead) && {
            let rest = &text[text.find(notice.lead).map_or(0, |at| at + notice.lead.len())..];
            (notice.needs.is_empty() || notice.needs.iter().any(|need| rest.contains(need)))
                && text.chars().count() <= notice.most
        }
    })
}

/// `会员免费下载　第1范文网　更新：2025/6/12`: a short line with two offers, and no sentence.
fn is_offer(text: &str) -> bool {
    const LONGEST: usize = 240;
    text.len() <= LONGEST
        && !text.contains(['。', '；'])
        && OFFERS.iter().filter(|offer| text.contains(**offer)).nth(1).is_some()
}

/// `《…》由会员分享，可在线阅读，更多相关…请在…上搜索。`: returns its length.
fn shared_by_member(text: &str) -> Option<usize> {
    const SIGNS: [&str; 3] = ["由会员分享", "由用户分享", "由会员上传"];
    let at = SIGNS.iter().find_map(|sign| text.find(sign))?;
    let named = ["上搜索", "网搜索", "库搜索", "站搜索"];
    let search = named.iter().find_map(|end| Some(at + text[at..].find(end)? + end.len()))?;
    let stop = text[search..].chars().next().filter(|c| matches!(c, '。' | '.')).map_or(0, char::len_utf8);
    Some(search + stop)
}

/// （责任编辑：张三） at the end of a line: returns where it starts.
fn editor_tail(text: &str) -> Option<usize> {
    const LONGEST: usize = 60;
    text.ends_with(['）', ')', '】', ']']).then_some(())?;
    let start = text.rfind(['（', '(', '【', '['])?;
    let inner = text[start..].trim_start_matches(['（', '(', '【', '[']);
    let editor = ["责任编辑", "责编", "本文编辑", "编辑："].iter().any(|label| inner.starts_with(label));
    (editor && inner.len() <= LONGEST).then_some(start)
}

/// `更新时间：2023-12 来源：网友投稿`: a line of labelled data.
fn is_field_line(text: &str) -> bool {
    const LONGEST: usize = 90;
    const LONGEST_ALONE: usize = 40;
    let colon = |rest: &str| rest.trim_start().starts_with([':', '：']);
    let starts =
        |text: &str, fields: &[&str]| fields.iter().any(|field| text.strip_prefix(field).is_some_and(colon));
    if !starts(text, FIELDS) || text.contains('。') {
        return false;
    }
    let chars = text.chars().count();
    if chars > LONGEST {
        return false;
    }
    let parts = text
        .split([' ', '\u{3000}', '\u{A0}', '|', '\t', '【', '['])
        .filter(|part| starts(part, FIELDS))
        .count();
    parts >= 2
        || (chars <= LONGEST_ALONE && starts(text, STRONG_FIELDS))
        || (chars <= 20 && text.starts_with("来源"))
}

/// `【字体：大 中 小】 打印 关闭`: a line of nothing but tool words.
fn is_tool_bar(text: &str) -> bool {
    const LONGEST: usize = 200;
    if text.len() > LONGEST || !STRONG_TOOLS.iter().any(|tool| text.contains(tool)) {
        return false;
    }
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '【' | '】'
                        | '['
                        | ']'
                        | '('
                        | ')'
                        | '（'
                        | '）'
                        | '|'
                        | '│'
                        | ':'
                        | '：'
                        | '/'
                        | '+'
                        | '-'
                        | 'A'
                        | 'Q'
                )
        });
        if rest.is_empty() {
            return true;
        }
        match TOOLS.iter().find(|tool| rest.starts_with(**tool)) {
            Some(tool) => rest = &rest[tool.len()..],
            None => return false,
        }
    }
}

/// `首页 > 新闻中心 > 通知公告`: the trail of a site.
fn is_trail(text: &str) -> bool {
    const LONGEST: usize = 240;
    const STEP: usize = 30;
    // 0xC2 begins ».
    if text.len() > LONGEST || memchr::memchr2(b'>', 0xC2, text.as_bytes()).is_none() {
        return false;
    }
    let mut steps =
        text.split(['>', '»']).map(|step| step.trim_matches(|c: char| c.is_whitespace() || c == '>'));
    let first = steps.next().unwrap_or_default();
    let steps = steps.count();
    let site = first.ends_with("首页")
        || first.ends_with('网')
        || first.ends_with("网站")
        || first.ends_with("主页");
    site && steps > 0
        && !text.contains('。')
        && text.split(['>', '»']).all(|step| step.chars().count() <= STEP + 2)
}

/// `2024/2/10 12:21:21发布24次查看`: a date and a counter; `0/500 评论 暂无评论`.
fn is_counter(text: &str) -> bool {
    const LONGEST: usize = 80;
    text.len() <= LONGEST
        && text.starts_with(|c: char| c.is_ascii_digit())
        && ["次查看", "次浏览", "次阅读", "人阅读", "人浏览", "阅读次数", "暂无评论", "条评论", "发表评论"]
            .iter()
            .any(|tail| text.ends_with(tail))
}

/// A line that says the rest is elsewhere.
fn is_unfinished(core: &str) -> bool {
    const LONGEST: usize = 50;
    const SIGNS: [&str; 8] = ["全文", "付费", "登录", "下载", "会员", "购买", "未读", "页"];
    core.chars().count() <= LONGEST
        && UNFINISHED.iter().any(|lead| core.starts_with(lead))
        && (SIGNS.iter().any(|sign| core.contains(sign)) || core.starts_with("试读"))
}

/// `---此处隐藏618字，下载后查看---`, around `at`, with its line where it stands alone.
fn hidden(source: &str, at: usize) -> Option<Draft> {
    const REACH: usize = 60;
    const MARKS: [char; 14] = ['-', '—', '–', '─', '－', '=', '…', '.', '*', '(', '（', '[', '【', '·'];
    const CLOSES: [char; 14] = ['-', '—', '–', '─', '－', '=', '…', '.', '*', ')', '）', ']', '】', '·'];
    let body = source[at..].strip_prefix("此处")?;
    ["隐藏", "省略", "内容已隐藏", "有隐藏", "已隐藏"]
        .iter()
        .any(|verb| body.starts_with(verb))
        .then_some(())?;
    let before = source[..at].trim_end_matches(MARKS);
    let near = body.char_indices().take(2 * REACH).find(|&(_, c)| c == '\n' || c == '\r');
    let reach = body.char_indices().nth(2 * REACH).map_or(body.len(), |(at, _)| at);
    let line = &body[..near.map_or(reach, |(at, _)| at)];
    let inner = line
        .char_indices()
        .take(REACH)
        .find(|&(_, c)| CLOSES.contains(&c) || c == '。')
        .map_or(line.len(), |(at, _)| at);
    let rest = body[inner..].trim_start_matches(CLOSES);
    let delimited = before.len() + 1 < at && inner < line.len() && !body[inner..].starts_with('。');
    let counted = line[..inner].contains(|c: char| c.is_ascii_digit() || c == '字' || c == '下');
    let (start, end) = (before.len(), source.len() - rest.len());
    let alone = before.trim_end_matches(is_blank).chars().next_back().is_none_or(|c| c == '\n')
        && rest.trim_start_matches(|c| is_blank(c) || c == '\r').chars().next().is_none_or(|c| c == '\n');
    if !(delimited || alone) || !counted {
        return inline_notice(body).map(|len| Draft {
            kind: EditKind::Truncation,
            span: Span::new(at, source.len() - body.len() + len),
            with: "",
        });
    }
    let tail = rest.len() - rest.trim_start_matches(|c| is_blank(c) || c == '\r').len();
    let newline = usize::from(rest[tail..].starts_with('\n'));
    let span = if alone { Span::new(start, end + tail + newline) } else { Span::new(start, end) };
    Some(Draft { kind: EditKind::Truncation, span, with: "" })
}

/// `此处省略618字，完整内容请下载查看` amid a sentence: the length after 此处.
fn inline_notice(body: &str) -> Option<usize> {
    const LONGEST: usize = 20;
    let rest = body.strip_prefix("省略").or_else(|| body.strip_prefix("隐藏"))?;
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let notice = after.strip_prefix('字').filter(|_| after.len() < rest.len())?;
    let clause = notice.strip_prefix(['，', ',', '。']).unwrap_or(notice);
    let reach = clause.char_indices().nth(LONGEST).map_or(clause.len(), |(at, _)| at);
    let near = &clause[..reach];
    let portal = near.find("下载").or_else(|| near.find("登录")).or_else(|| near.find("付费"))?;
    let end = ["查看", "阅读", "全文"].iter().filter_map(|word| Some(near.find(word)? + word.len())).max()?;
    let end = end.max(portal + "下载".len());
    (!near[..end].contains(['。', '\n'])).then_some(body.len() - clause.len() + end)
}

/// 京ICP备12345678号-1, 京公网安备 11010102000001号: the line, when it is short and no prose, else the number alone.
fn record_number(source: &str, lines: &[Line<'_>], at: usize) -> Option<Draft> {
    const LONGEST: usize = 300;
    const NUMBER: usize = 40;
    let line = lines.get(lines.partition_point(|line| line.span.end <= at))?;
    let rest = &source[at..line.span.end];
    let digits = rest.find(|c: char| c.is_ascii_digit()).filter(|&digits| digits <= NUMBER)?;
    let end = digits + rest[digits..].find('号')? + '号'.len_utf8();
    if end > 2 * NUMBER {
        return None;
    }
    let prose = source[line.start..at].contains('。');
    if line.text.len() <= LONGEST && !prose {
        return Some(Draft { kind: EditKind::Boilerplate, span: line.span, with: "" });
    }
    let start = at - source[line.span.start..at].chars().next_back().map_or(0, char::len_utf8);
    let suffix = rest[end..]
        .strip_prefix('-')
        .map_or(0, |more| 1 + more.len() - more.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    Some(Draft { kind: EditKind::Boilerplate, span: Span::new(start, at + end + suffix), with: "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_entry_passes_the_first_gate() {
        let notices = NOTICES.iter().map(|notice| notice.lead);
        let all = notices.chain([LINKS, FIELDS, TOOLS, UNFINISHED].into_iter().flatten().copied());
        for lead in all {
            assert!(may_lead(lead), "{lead}");
        }
    }
}
