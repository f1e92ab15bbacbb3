//! Where a text can be damaged, and how.

use gongwen_formula::{Class, Cue, Extractor, Hit};
use gongwen_lexicon::{Lexicon, Order};
use gongwen_segment::{Mode, Scratch, Segmenter};
use gongwen_text::{Reading, Span, is_han};

use crate::kind::Kind;
use crate::random::SplitMix;

/// One change of a text, all in bytes of the text before.
#[derive(Clone, Debug)]
pub(crate) struct Mutation {
    /// What is replaced.
    pub(crate) place: Span,
    /// What stands there afterwards.
    pub(crate) with: String,
    /// What a finding has to touch: the place itself, or the list with its label.
    pub(crate) near: Span,
}

impl Mutation {
    fn at(start: usize, end: usize, with: impl Into<String>) -> Self {
        let place = Span::new(start, end);
        Self { place, with: with.into(), near: place }
    }

    pub(crate) fn applied(&self, text: &str) -> String {
        format!("{}{}{}", &text[..self.place.start], self.with, &text[self.place.end..])
    }

    /// Returns where a place behind the change stands afterwards.
    pub(crate) fn moved(&self, place: usize) -> usize {
        place + self.with.len() - self.place.len()
    }

    /// Returns the damaged place with what stands around it.
    pub(crate) fn shown(&self, damaged: &str) -> String {
        const AROUND: usize = 60;
        let start = damaged.floor_char_boundary(self.near.start.saturating_sub(AROUND));
        let end = damaged.ceil_char_boundary((self.moved(self.near.end) + AROUND).min(damaged.len()));
        damaged[start..end].replace('\n', "⏎")
    }
}

/// Returns the ways to damage a text.
pub(crate) fn of(text: &str, extractor: &Extractor, random: &mut SplitMix) -> Vec<(Kind, Mutation)> {
    let mut out = Vec::new();
    let hits = extractor.extract(&Reading::of(text));
    names(text, &mut out);
    theories(text, random, &mut out);
    for hit in hits.iter().filter(|hit| hit.deviations.is_empty() && hit.quoted_from.is_none()) {
        verb(text, hit, extractor.lexicon(), random, &mut out);
        items(text, hit, extractor.lexicon(), random, &mut out);
    }
    quotes(text, &mut out);
    half_width(text, random, &mut out);
    dates(text, &mut out);
    headings(text, &mut out);
    words(text, random, &mut out);
    out
}

fn names(text: &str, out: &mut Vec<(Kind, Mutation)>) {
    const NAME: &str = "习近平";
    for (at, _) in text.match_indices("习近平新时代中国特色社会主义思想") {
        let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
        // Inside his own words the doctrine has no name.
        let quoted = line.matches(['“', '‘']).count() > line.matches(['”', '’']).count();
        if !quoted {
            out.push((Kind::Name, Mutation::at(at, at + NAME.len(), "")));
        }
    }
}

/// The theories in their order.
const THEORIES: [&str; 6] = [
    "马克思列宁主义、",
    "毛泽东思想、",
    "邓小平理论、",
    "“三个代表”重要思想、",
    "科学发展观、",
    "习近平新时代中国特色社会主义思想",
];

fn theories(text: &str, random: &mut SplitMix, out: &mut Vec<(Kind, Mutation)>) {
    let whole = THEORIES.concat();
    for (start, _) in text.match_indices(&whole) {
        let left_out = random.below(THEORIES.len() - 1);
        let at = start + THEORIES[..left_out].iter().map(|theory| theory.len()).sum::<usize>();
        let mut mutation = Mutation::at(at, at + THEORIES[left_out].len(), "");
        mutation.near = Span::new(start, start + whole.len());
        out.push((Kind::Theory, mutation));
    }
}

/// Gives the formula of a chain the verb of another link.
fn verb(text: &str, hit: &Hit, lexicon: &Lexicon, random: &mut SplitMix, out: &mut Vec<(Kind, Mutation)>) {
    let (Some(verb), Some(formula)) = (&hit.verb, hit.entry.and_then(|id| lexicon.formula(id))) else {
        return;
    };
    if !formula.verbs.prefer.contains(verb) {
        return;
    }
    let fits = |other: &str| {
        let known = formula.verbs.prefer.iter().chain(&formula.verbs.accept);
        known.into_iter().any(|known| known.ends_with(other) || other.ends_with(known.as_str()))
    };
    let others: Vec<&str> = lexicon
        .chains()
        .filter(|chain| chain.links.iter().any(|link| link.formula == formula.id))
        .flat_map(|chain| &chain.links)
        .map(|link| link.verb.as_str())
        .filter(|other| !other.is_empty() && !fits(other))
        .collect();
    let before = text[..hit.span.start].trim_end_matches('“');
    let after = text[hit.span.end..].trim_start_matches('”');
    if others.is_empty() || !before.ends_with(verb.as_str()) || after.starts_with('的') {
        return;
    }
    let start = before.len() - verb.len();
    let mut mutation = Mutation::at(start, before.len(), others[random.below(others.len())]);
    mutation.near = Span::new(start, hit.span.end);
    out.push((Kind::Verb, mutation));
}

/// Takes, adds and swaps items of the list beside a label, and changes the label's number.
fn items(text: &str, hit: &Hit, lexicon: &Lexicon, random: &mut SplitMix, out: &mut Vec<(Kind, Mutation)>) {
    let (Some(link), Some(items)) = (&hit.link, &hit.items) else {
        recital(text, hit, lexicon, random, out);
        return;
    };
    let spans = &link.spans;
    let gap =
        |pair: &[Span]| pair[0].end <= pair[1].start && text[pair[0].end..pair[1].start].chars().count() == 1;
    let sure = hit.class == Class::NumeralFormula
        && hit.slots.iter().all(|slot| slot.claimed == slot.found)
        && !link.partial
        // What 等 or 为代表 follows need not be whole.
        && !["等", "为代表"].iter().any(|open| text[spans.last().map_or(0, |span| span.end)..].starts_with(open))
        && !matches!(link.cue, Cue::Morpheme | Cue::Ordinal | Cue::Repeated)
        && items.len() == spans.len()
        && spans.len() >= 3
        && spans.windows(2).all(gap)
        // Banks before “三农” are not its items, though three.
        && hit.lexicon_items.as_ref().is_none_or(|known| items.iter().all(|item| is_known(item, known)));
    if !sure {
        return;
    }
    let near = spans.iter().fold(hit.span, |all, span| all.union(*span));
    let mut push = |kind, place: Span, with: String| out.push((kind, Mutation { place, with, near }));
    let at = random.below(spans.len());
    let dropped = match spans.get(at + 1) {
        Some(next) => Span::new(spans[at].start, next.start),
        None => Span::new(spans[at - 1].end, spans[at].end),
    };
    push(Kind::ItemDropped, dropped, String::new());

    // Behind A、B和C one more leaves A, B和C and D, which are as many as before: it goes before 和 then.
    let last = spans.len() - 1;
    let joined = at == last && text[spans[last - 1].end..].starts_with(['和', '与', '及']);
    let at = if joined { last - 1 } else { at };
    if let Some(fresh) = fresh_item(items, at) {
        let gap = text[spans[0].end..spans[1].start].to_owned();
        let end = Span::new(spans[at].end, spans[at].end);
        push(Kind::ItemAdded, end, format!("{gap}{fresh}"));
    }

    let known = hit.lexicon_items.as_ref() == Some(items);
    let fixed =
        hit.entry.and_then(|id| lexicon.formula(id)).is_some_and(|formula| formula.order == Order::Fixed);
    if known && fixed {
        push(Kind::ItemsSwapped, Span::new(spans[0].start, spans[1].end), swapped(text, spans[0], spans[1]));
    }

    let numeral = text[hit.span.start..].chars().next().filter(|c| "两三四五六七八九".contains(*c));
    if let (Some(numeral), [_]) = (numeral, hit.slots.as_slice()) {
        let numerals: Vec<char> = "两三四五六七八九十".chars().collect();
        let place = numerals.iter().position(|c| *c == numeral).unwrap_or(0);
        let other = if place == 0 || random.below(2) == 0 { place + 1 } else { place - 1 };
        let start = hit.span.start;
        push(Kind::Count, Span::new(start, start + numeral.len_utf8()), numerals[other].to_string());
    }
}

/// Says whether a lexicon's list has the item, whole or shortened.
fn is_known(item: &str, known: &[String]) -> bool {
    known.iter().any(|known| known.contains(item) || item.contains(known.as_str()))
}

/// Returns an item like the others: what all begin and end with, with other characters between.
fn fresh_item(items: &[String], at: usize) -> Option<String> {
    let chars = |item: &String| item.chars().collect::<Vec<char>>();
    let model = chars(&items[at]);
    let shared = |same: &dyn Fn(&[char], usize) -> bool| {
        (0..model.len() - 1).take_while(|&place| items.iter().all(|item| same(&chars(item), place))).count()
    };
    let head = shared(&|item, place| item.get(place) == Some(&model[place]));
    let tail = shared(&|item, place| {
        item.len().checked_sub(place + 1).map(|at| item[at]) == Some(model[model.len() - place - 1])
    });
    let tail = tail.min(model.len() - head - 1);
    let own = model.len() - head - tail;
    let new = "文明".chars().take(own.min(2)).chain(model[head + own.min(2)..].iter().copied());
    model.iter().all(|&c| is_han(c)).then(|| model[..head].iter().copied().chain(new).collect())
}

/// Takes an item from a list of the lexicon that stands without its label.
fn recital(text: &str, hit: &Hit, lexicon: &Lexicon, random: &mut SplitMix, out: &mut Vec<(Kind, Mutation)>) {
    let Some(formula) = hit.entry.and_then(|id| lexicon.formula(id)).filter(|_| !hit.labelled) else {
        return;
    };
    let known: Vec<&str> = formula.items_at(None).map(|item| item.text.as_str()).collect();
    let whole = known.join("、");
    let Some(start) = text[hit.span.start..].find(&whole).map(|at| hit.span.start + at) else { return };
    if known.len() < 4 || start >= hit.span.end {
        return;
    }
    let near = Span::new(start, start + whole.len());
    // Three of four are often right by themselves, as 严格执法、公正司法、全民守法, unless the formula is fixed.
    // Of organs three are named as often as four, and what 等 follows need not be whole.
    let organs = known.iter().any(|item| item.ends_with("法院"));
    let open = text[start + whole.len()..].starts_with('等');
    let whole_only = (known.len() > 4 || formula.order == Order::Fixed) && !organs && !open;
    // Without the last it is often the list of earlier years.
    let left_out = random.below(known.len() - 1);
    let rest: Vec<&str> = (0..known.len()).filter(|at| *at != left_out).map(|at| known[at]).collect();
    if whole_only {
        out.push((Kind::RecitalCut, Mutation { place: near, with: rest.join("、"), near }));
    }
    if formula.order == Order::Fixed {
        let mut other = known;
        other.swap(0, 1);
        out.push((Kind::ItemsSwapped, Mutation { place: near, with: other.join("、"), near }));
    }
}

fn swapped(text: &str, first: Span, second: Span) -> String {
    format!("{}{}{}", second.slice(text), &text[first.end..second.start], first.slice(text))
}

fn quotes(text: &str, out: &mut Vec<(Kind, Mutation)>) {
    const LONGEST: usize = 60;
    const MARK: usize = '“'.len_utf8();
    for (open, _) in text.match_indices('“') {
        let inner = open + MARK;
        let Some(len) = text[inner..].find(['“', '”', '\n']).filter(|&len| (6..=LONGEST).contains(&len))
        else {
            continue;
        };
        let close = inner + len;
        if !text[close..].starts_with('”') {
            continue;
        }
        let near = Span::new(open, close + MARK);
        let mut push = |kind, place: usize, with: &str| {
            let place = Span::new(place, place + MARK);
            out.push((kind, Mutation { place, with: with.to_owned(), near }));
        };
        push(Kind::QuoteOpenLost, open, "");
        push(Kind::QuoteCloseLost, close, "");
        push(Kind::QuoteTurned, open, "”");
        push(Kind::QuoteTurned, close, "“");
    }
}

fn half_width(text: &str, random: &mut SplitMix, out: &mut Vec<(Kind, Mutation)>) {
    for (full, narrow) in [('，', ","), ('；', ";"), ('：', ":")] {
        for (at, _) in text.match_indices(full) {
            let end = at + full.len_utf8();
            let beside = [text[..at].chars().next_back(), text[end..].chars().next()];
            if random.below(8) == 0 && beside.iter().all(|c| c.is_some_and(is_han)) {
                out.push((Kind::HalfWidth, Mutation::at(at, end, narrow)));
            }
        }
    }
    for (at, _) in text.match_indices(['，', '。']) {
        let mark = text[at..].chars().next().unwrap_or('。');
        let end = at + mark.len_utf8();
        if random.below(8) == 0 && text[..at].chars().next_back().is_some_and(is_han) {
            out.push((Kind::DoubledMark, Mutation::at(at, end, format!("{mark}{mark}"))));
        }
    }
}

fn dates(text: &str, out: &mut Vec<(Kind, Mutation)>) {
    for (before, after) in [('年', '月'), ('月', '日')] {
        for (at, _) in text.match_indices(before) {
            let digit = at + before.len_utf8();
            let single = text[digit..].starts_with(|c: char| c.is_ascii_digit())
                && text[digit + 1..].starts_with(after)
                && text[..at].ends_with(|c: char| c.is_ascii_digit());
            if single {
                let mut mutation = Mutation::at(digit, digit, "0");
                mutation.near = Span::new(digit, digit + 1);
                out.push((Kind::DatePadded, mutation));
            }
        }
    }
}

/// The number that a line begins with: its style, its value and its place.
fn numbered(line: &str) -> Option<(usize, usize, usize, usize)> {
    const HAN: &str = "一二三四五六七八九";
    let start = line.len() - line.trim_start().len();
    let line = &line[start..];
    let mut chars = line.chars();
    let (first, second, third) = (chars.next()?, chars.next()?, chars.next()?);
    let han = |c: char| HAN.chars().position(|numeral| numeral == c).map(|at| at + 1);
    let arabic = |c: char| c.to_digit(10).filter(|&value| value > 0).map(|value| value as usize);
    let len = |count: usize| start + line.chars().take(count).map(char::len_utf8).sum::<usize>();
    match (first, second, third) {
        (number, '、', _) if han(number).is_some() => Some((0, han(number)?, start, len(2))),
        ('（', number, '）') if han(number).is_some() => Some((1, han(number)?, start, len(3))),
        (number, '.', next) if arabic(number).is_some() && !next.is_ascii_digit() => {
            Some((2, arabic(number)?, start, len(2)))
        }
        ('（', number, '）') if arabic(number).is_some() => Some((3, arabic(number)?, start, len(3))),
        _ => None,
    }
}

fn number(style: usize, value: usize) -> String {
    let han =
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"].get(value - 1).copied().unwrap_or("十");
    match style {
        0 => format!("{han}、"),
        1 => format!("（{han}）"),
        2 => format!("{value}."),
        _ => format!("（{value}）"),
    }
}

/// Changes the style or the value of a number between its neighbours.
fn headings(text: &str, out: &mut Vec<(Kind, Mutation)>) {
    let mut start = 0;
    let mut all = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some((style, value, from, to)) = numbered(line) {
            all.push((style, value, start + from, start + to));
        }
        start += line.len();
    }
    for (at, &(style, value, from, to)) in all.iter().enumerate() {
        // Within its own level: what is deeper lies between, what is higher ends the level.
        let before = all[..at].iter().rev().find(|other| other.0 <= style);
        let after = all[at + 1..].iter().find(|other| other.0 <= style);
        let (Some(before), Some(after)) = (before, after) else { continue };
        let amid = before.0 == style && after.0 == style && before.1 + 1 == value && value + 1 == after.1;
        if amid && value > 1 {
            out.push((Kind::Level, Mutation::at(from, to, number(style ^ 1, value))));
            out.push((Kind::Number, Mutation::at(from, to, number(style, value + 1))));
        }
    }
}

/// Common words with their pinyin, by character.
const PINYIN: [(&str, [&str; 2]); 40] = [
    ("坚持", ["jian", "chi"]),
    ("落实", ["luo", "shi"]),
    ("发展", ["fa", "zhan"]),
    ("建设", ["jian", "she"]),
    ("推进", ["tui", "jin"]),
    ("工作", ["gong", "zuo"]),
    ("加强", ["jia", "qiang"]),
    ("推动", ["tui", "dong"]),
    ("改革", ["gai", "ge"]),
    ("群众", ["qun", "zhong"]),
    ("经济", ["jing", "ji"]),
    ("社会", ["she", "hui"]),
    ("安全", ["an", "quan"]),
    ("干部", ["gan", "bu"]),
    ("组织", ["zu", "zhi"]),
    ("领导", ["ling", "dao"]),
    ("政治", ["zheng", "zhi"]),
    ("学习", ["xue", "xi"]),
    ("服务", ["fu", "wu"]),
    ("管理", ["guan", "li"]),
    ("问题", ["wen", "ti"]),
    ("责任", ["ze", "ren"]),
    ("制度", ["zhi", "du"]),
    ("完善", ["wan", "shan"]),
    ("提高", ["ti", "gao"]),
    ("重要", ["zhong", "yao"]),
    ("人民", ["ren", "min"]),
    ("农村", ["nong", "cun"]),
    ("企业", ["qi", "ye"]),
    ("项目", ["xiang", "mu"]),
    ("创新", ["chuang", "xin"]),
    ("能力", ["neng", "li"]),
    ("监督", ["jian", "du"]),
    ("精神", ["jing", "shen"]),
    ("基层", ["ji", "ceng"]),
    ("保障", ["bao", "zhang"]),
    ("机制", ["ji", "zhi"]),
    ("教育", ["jiao", "yu"]),
    ("开展", ["kai", "zhan"]),
    ("国家", ["guo", "jia"]),
];

/// Doubles words, and puts pinyin in the place of words and of their first characters.
fn words(text: &str, random: &mut SplitMix, out: &mut Vec<(Kind, Mutation)>) {
    let segmenter = Segmenter::new();
    let mut scratch = Scratch::default();
    for token in segmenter.segment(text, Mode::default(), &[], &mut scratch).iter() {
        let span = token.span;
        let word = span.slice(text);
        let long = word.chars().count();
        if !word.chars().all(is_han) || random.below(16) > 0 {
            continue;
        }
        // 一件一件 is right.
        if long == 2 && !word.starts_with('一') || word == "的" {
            let mut mutation = Mutation::at(span.end, span.end, word);
            mutation.near = span;
            out.push((Kind::DoubledWord, mutation));
        }
        if let Some((_, [first, second])) = PINYIN.iter().find(|(known, _)| *known == word) {
            let with = match random.below(3) {
                0 => format!("{first}{second}"),
                1 => format!("{first}{}", word.chars().skip(1).collect::<String>()),
                _ => format!("{}{second}", word.chars().take(1).collect::<String>()),
            };
            out.push((Kind::Pinyin, Mutation::at(span.start, span.end, with)));
        }
    }
}
