//! Pinyin left in the place of characters: “jian持”, “shuji强调”.

use gongwen_text::{Span, is_cjk_punctuation, is_han};

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "typo-pinyin-substitution";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Error,
        fix: Fix::Suggested,
        summary: "拼音代替汉字",
        explanation: "正文中夹有小写拼音，多为规避审核的改写或录入时未转换，应还原为汉字。",
        source: &["国家通用语言文字法第十八条：拼音是注音工具，不代替汉字", "《汉语拼音方案》音节表"],
        stable: true,
        good: &["登录APP、访问weibo账号，用wifi上网。", "推广app应用，启用demo系统。"],
        bad: &[
            "我们要jian持问题导向，着力解决问ti。",
            "做好群众gongzuo，完善水利设she。",
            "bu忘初心、牢记使命。",
            "县zhengfu高度重视。",
        ],
    }],
    seeks: &[],
    run,
};

/// Words that only one term is likely to be meant by.
const KNOWN: [(&str, &str); 17] = [
    ("dang", "党"),
    ("dangwei", "党委"),
    ("dangyuan", "党员"),
    ("dangjian", "党建"),
    ("dangzhibu", "党支部"),
    ("dangzuzhi", "党组织"),
    ("dangzhongyang", "党中央"),
    ("gongchandang", "共产党"),
    ("zhengfu", "政府"),
    ("shuji", "书记"),
    ("zongshuji", "总书记"),
    ("lingdao", "领导"),
    ("ganbu", "干部"),
    ("zhengzhi", "政治"),
    ("zhongyang", "中央"),
    ("xijinping", "习近平"),
    ("guojia", "国家"),
];

/// Latin words and names that can be cut into syllables of pinyin.
const FOREIGN: [&str; 53] = [
    "mini", "data", "demo", "gene", "game", "sina", "baidu", "weibo", "taobao", "china", "nano", "emo",
    "panda", "banana", "an", "man", "made", "fan", "pin", "ban", "can", "hen", "long", "song", "sun", "run",
    "gun", "die", "pi", "mu", "nu", "xi", "sa", "pa", "ha", "kg", "me", "he", "she", "bin", "tai", "lan",
    "wan", "pan", "she", "nan", "woman", "huawei", "douyin", "alibaba", "men", "pinyin", "main",
];

const INITIALS: [&str; 23] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c",
    "s", "y", "w",
];

/// Finals by what may precede them: every final of the scheme, `v` for ü.
const FINALS: [&str; 34] = [
    "iang", "iong", "uang", "ang", "eng", "ing", "ong", "iao", "ian", "uai", "uan", "ai", "ei", "ao", "ou",
    "an", "en", "in", "un", "ia", "ie", "iu", "ua", "uo", "ue", "ui", "er", "ve", "a", "o", "e", "i", "u",
    "v",
];

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    let reading = text.as_str();
    for &Span { start, end } in &text.places.letters {
        let word = &reading[start..end];
        if word.len() < 2 || word.len() > 18 {
            continue;
        }
        let before = reading[..start].chars().next_back();
        let after = reading[end..].chars().next();
        let han = |c: Option<char>| c.is_some_and(is_han);
        let edge = |c: Option<char>| c.is_none_or(|c| is_han(c) || is_cjk_punctuation(c) || c == '\n');
        let known = KNOWN.iter().find(|(pinyin, _)| *pinyin == word).map(|(_, right)| *right);
        let single = syllables(word).any(|length| length == word.len());
        // Amid Chinese characters even an English syllable is part of a word: 完shan, 水利she施.
        if FOREIGN.contains(&word) && !(single && han(before) && han(after)) {
            continue;
        }
        let beside = match known {
            Some(_) => before.is_some() || han(after),
            None if single && word.starts_with(['a', 'e', 'o']) => han(before) && han(after),
            None if single => han(after) || han(before),
            None => han(before) || han(after),
        };
        // A figure may follow: 提gao1.5岁.
        let figure = word.len() >= 3 && han(before) && after.is_some_and(|c| c.is_ascii_digit());
        if !beside || !edge(before) || !(edge(after) || figure) || !(known.is_some() || is_pinyin(word)) {
            continue;
        }
        let span = text.place(Span::new(start, end));
        let draft = sink.report(ID, span, format!("“{word}”疑以拼音代替汉字，请还原。"));
        if let Some(right) = known {
            draft.replace(right);
        }
    }
}

/// Says whether `word` is a row of syllables of the scheme. Cost: a few tries for each letter, words being short.
fn is_pinyin(word: &str) -> bool {
    word.is_empty() || syllables(word).any(|length| is_pinyin(&word[length..]))
}

/// Returns the lengths of the syllables that `word` begins with.
fn syllables(word: &str) -> impl Iterator<Item = usize> {
    let initial = INITIALS.into_iter().find(|initial| word.starts_with(initial)).unwrap_or("");
    let rest = &word[initial.len()..];
    FINALS
        .into_iter()
        .filter(move |rime| rest.starts_with(rime) && fits(initial, rime))
        .map(move |rime| initial.len() + rime.len())
}

/// Says whether initial and final go together in Mandarin, by the classes of the scheme.
fn fits(initial: &str, rime: &str) -> bool {
    let narrow = rime.starts_with('i') && rime.len() > 1;
    match initial {
        "r" if matches!(rime, "a" | "ai" | "ei") => false,
        "" => matches!(rime, "ai" | "an" | "ang" | "ao" | "en" | "er" | "ou" | "e"),
        "j" | "q" | "x" => rime.starts_with('i') || matches!(rime, "u" | "ue" | "uan" | "un"),
        "zh" | "ch" | "sh" | "r" | "z" | "c" | "s" => {
            !narrow && !matches!(rime, "v" | "ve" | "ue" | "er" | "o")
        }
        "g" | "k" | "h" => !rime.starts_with('i') && !matches!(rime, "v" | "ve" | "ue" | "er" | "o"),
        "y" => matches!(
            rime,
            "a" | "e"
                | "i"
                | "o"
                | "u"
                | "ao"
                | "an"
                | "ang"
                | "in"
                | "ing"
                | "ong"
                | "ou"
                | "uan"
                | "ue"
                | "un"
        ),
        "w" => matches!(rime, "a" | "o" | "u" | "ai" | "ei" | "an" | "ang" | "en" | "eng"),
        "b" | "p" | "m" | "f" => {
            !rime.starts_with('u')
                && !matches!(rime, "v" | "ve" | "ong" | "er" | "ia" | "iang" | "iong" | "e" | "iu")
                || rime == "u"
        }
        _ => !matches!(rime, "er" | "o" | "ua" | "uai" | "uang" | "iong" | "ia"),
    }
}
