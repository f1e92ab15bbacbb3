//! Verbs that do not go with their formula: one to be avoided, or that of another link of a chain.

use gongwen_formula::Hit;
use gongwen_lexicon::{Chain, Lexicon, Link};

use crate::finding::{Fix, Severity};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "formula-verb-collocation";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Error,
        fix: Fix::None,
        summary: "提法的动词搭配不当",
        explanation: "固定提法有固定的动词：增强“四个意识”、坚定“四个自信”、做到“两个维护”、拥护“两个确立”。张冠李戴时请改用通行的动词。",
        source: &["提法词库：各条的动词与连用次序"],
        stable: true,
        good: &["增强“四个意识”、坚定“四个自信”、做到“两个维护”。"],
        bad: &["各支部要坚决增强“两个维护”。", "坚定“四个自信”、坚持“两个维护”。"],
    }],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    for (number, hit) in text.hits.iter().enumerate() {
        let (Some(id), Some(verb)) = (hit.entry, &hit.verb) else { continue };
        let Some(formula) = text.lexicon.formula(id) else { continue };
        let verbs = &formula.verbs;
        let has = |list: &[String]| {
            list.iter().any(|known| known.ends_with(verb.as_str()) || verb.ends_with(known.as_str()))
        };
        let avoided = has(&verbs.avoid);
        let linked = swapped(text.lexicon, &formula.id, verb);
        let similar =
            verbs.prefer.iter().any(|right| is_similar(right, verb)) && in_chain(text.lexicon, &formula.id);
        let chained = || is_chained(text, number, verb);
        if has(&verbs.prefer)
            || has(&verbs.accept)
            || hit.quoted_from.is_some()
            || !(avoided || linked || similar || chained())
        {
            continue;
        }
        // 增强“两个维护”的自觉: the verb governs what follows.
        let end = text.reading.from_source(hit.span).end;
        if text.as_str()[end..].trim_start_matches('”').starts_with('的') {
            continue;
        }
        let right: Vec<&str> = verbs.prefer.iter().map(String::as_str).take(3).collect();
        if right.is_empty() {
            continue;
        }
        let message = format!("“{}”通常与“{}”搭配，此处“{verb}”请核对。", hit.canonical, right.join("”“"));
        let draft = sink.report(ID, hit.span, message);
        let draft = if linked { draft } else { draft.at_most(Severity::Warning) };
        draft.suggest(format!("{}“{}”", right[0], hit.canonical));
    }
}

/// Says whether `verb` belongs to another link of a chain of the formula.
fn swapped(lexicon: &Lexicon, formula: &str, verb: &str) -> bool {
    lexicon.chains().any(|chain| {
        let has = |other: &dyn Fn(&Link) -> bool| chain.links.iter().any(other);
        has(&|link| link.formula == formula) && has(&|link| link.formula != formula && link.verb == verb)
    })
}

/// Says whether the formula is said in one breath with another of its chain, as in 坚定“四个自信”、坚持“两个维护”: there
/// each has its own verb.
fn is_chained(text: &Text<'_>, number: usize, verb: &str) -> bool {
    let (hits, reading) = (text.hits, text.as_str());
    let Some((before, hit)) = number.checked_sub(1).map(|before| (&hits[before], &hits[number])) else {
        return false;
    };
    let span = |hit: &Hit| text.reading.from_source(hit.span);
    let between = reading.get(span(before).end..span(hit).start).unwrap_or_default();
    let linked = between.trim_start_matches('”').strip_prefix('、').map(|verb| verb.trim_end_matches('“'));
    let id = |hit: &Hit| hit.entry.and_then(|id| text.lexicon.formula(id)).map(|formula| &formula.id);
    let both = |chain: &Chain| {
        [before, hit].iter().all(|hit| chain.links.iter().any(|link| Some(&link.formula) == id(hit)))
    };
    linked == Some(verb) && text.lexicon.chains().any(both)
}

fn in_chain(lexicon: &Lexicon, formula: &str) -> bool {
    lexicon.chains().flat_map(|chain| &chain.links).any(|link| link.formula == formula)
}

/// Says whether two verbs differ in their complement alone: 做好 for 做到.
fn is_similar(right: &str, verb: &str) -> bool {
    let mut verb = verb.chars();
    let (stem, complement, rest) = (verb.next(), verb.next(), verb.next());
    right.chars().count() == 2
        && rest.is_none()
        && right.chars().next() == stem
        && complement.is_some_and(|complement| "好到成住牢完".contains(complement))
}
