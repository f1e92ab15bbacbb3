//! The organ that signs a document against the one in its title.

use gongwen_text::{Span, is_han};

use crate::finding::{Fix, Severity};
use crate::papers::{Paper, papers};
use crate::rule::{Coded, Group};
use crate::sink::Sink;
use crate::text::Text;

const ID: &str = "org-signature";

pub(crate) const GROUP: Group = Group {
    rules: &[Coded {
        id: ID,
        severity: Severity::Warning,
        fix: Fix::Suggested,
        summary: "署名与标题的发文机关不一致",
        explanation: "发文机关署名用全称或规范化简称，应与标题中的发文机关一致；标题写“市文化和旅游局”而署名写“市文旅局”的，请统一。",
        source: &[
            "党政机关公文处理工作条例第九条：发文机关署名署发文机关全称或者规范化简称",
            "GB/T 9704-2012 7.3.5（发文机关署名、成文日期和印章）",
        ],
        stable: true,
        good: &[
            "某县文化和旅游局关于举办文化节的函\n某县财政局：\n拟举办文化节。\n某县文化和旅游局\n2024年5月6日",
            "关于举办文化节的函\n某县财政局：\n拟举办文化节。\n某县文旅局\n2024年5月6日",
        ],
        bad: &[
            "某县文化和旅游局关于举办文化节的函\n某县财政局：\n拟举办文化节。\n某县文旅局\n2024年5月6日",
            "某县文化和旅游局\n关于举办文化节的函\n某县财政局：\n拟举办文化节。\n某县教育局\n2024年5月6日",
        ],
    }],
    seeks: &[],
    run,
};

fn run(text: &Text<'_>, sink: &mut Sink<'_>) {
    if !sink.wants(ID) || text.structure.title.is_none() {
        return;
    }
    let reading = text.as_str();
    for paper in papers(text) {
        let Some(issued) = issuer(text, &paper) else { continue };
        let Some(signed) = signature(reading, &paper) else { continue };
        // What is masked is shown as the source masks it.
        let shown = |span: Span| text.place(span).slice(text.source());
        let (signer, issuer) = (shown(signed), shown(issued));
        let message = if is_short_for(signer, issuer) {
            format!("署名“{signer}”与标题的发文机关“{issuer}”不一致，宜用全称或规范化简称。")
        } else if is_neighbour(signer, issuer) {
            format!("署名“{signer}”与标题的发文机关“{issuer}”不是同一机关，请核对。")
        } else {
            continue;
        };
        sink.report(ID, text.place(signed), message).replace(issuer);
    }
}

/// What the name of an organ ends in.
const BODIES: [char; 11] = ['局', '厅', '委', '部', '府', '会', '办', '室', '院', '校', '处'];
/// The longest name of one organ, in characters.
const LONGEST: usize = 24;

fn is_organ(name: &str) -> bool {
    let length = name.chars().count();
    (4..=LONGEST).contains(&length)
        && name.ends_with(BODIES)
        && name.chars().all(|c| is_han(c) || c == '〓' || c == '×')
}

/// Returns the organ in the title, or on the line above it.
fn issuer(text: &Text<'_>, paper: &Paper) -> Option<Span> {
    let reading = text.as_str();
    let (head, _) = paper.title.slice(reading).split_once("关于")?;
    let line = head.trim_end().rsplit('\n').next().map(str::trim).filter(|line| !line.is_empty());
    let organ = match line {
        Some(line) => {
            let end = paper.title.start + head.trim_end().len();
            Span::new(end - line.len(), end)
        }
        None => {
            let paragraphs = &text.structure.paragraphs;
            let at = paragraphs.partition_point(|span| span.start < paper.title.start);
            paragraphs[at.checked_sub(1)?]
        }
    };
    Some(organ).filter(|organ| is_organ(organ.slice(reading)))
}

/// Returns the line that signs: the only one of an organ right above the date.
fn signature(reading: &str, paper: &Paper) -> Option<Span> {
    let dated = paper.lines.iter().rposition(|line| is_date(line.slice(reading)))?;
    let signed = *paper.lines[..dated].last()?;
    let above = dated.checked_sub(2).map(|at| paper.lines[at].slice(reading));
    let joint = above.is_some_and(is_organ);
    (!joint && is_organ(signed.slice(reading))).then_some(signed)
}

fn is_date(line: &str) -> bool {
    const LONGEST: usize = 14;
    let bare = line.trim_matches(['（', '）', '(', ')']);
    bare.chars().count() <= LONGEST && bare.ends_with('日') && bare.contains('年') && bare.contains('月')
}

/// Says whether a name is another with characters left out: 县文旅局 of 县文化和旅游局.
fn is_short_for(name: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    let within = name.chars().all(|c| rest.any(|other| other == c));
    let same_start = name.chars().zip(whole.chars()).take(2).all(|(one, other)| one == other);
    within && same_start && name.len() < whole.len() && name.chars().last() == whole.chars().last()
}

/// Says whether two names are of organs of one place: 县教育局 and 县财政局.
fn is_neighbour(name: &str, other: &str) -> bool {
    const LEVELS: [char; 4] = ['省', '市', '县', '区'];
    let place = |name: &str| name.find(LEVELS).map(|at| name[..at + '省'.len_utf8()].to_owned());
    let departmental = |name: &str| name.ends_with(['局', '厅']) && !name.contains("办公");
    place(name).is_some()
        && place(name) == place(other)
        && name != other
        && departmental(name)
        && departmental(other)
}
