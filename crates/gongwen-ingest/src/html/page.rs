//! What a page says about its document: labelled tables, meta tags, the title.

use dom_query::{Document, NodeRef};

use super::blocks::element_name;
use crate::metadata::{self, Field, Metadata, MetadataSource};

/// The labels of information tables on government sites, the most telling first: where two labels give
/// the same value, the first one counts.
const LABELS: &[&str] = &[
    "标题",
    "成文日期",
    "发文机关",
    "发文字号",
    "发布机构",
    "制定机关",
    "文号",
    "公布日期",
    "发布日期",
    "发布时间",
    "索引号",
    "主题分类",
    "主题词",
    "来源",
    "信息来源",
    "有效性",
    "公开方式",
    "体裁分类",
    "效力级别",
    "施行日期",
    "生效日期",
    "作者",
    "责任编辑",
];

/// Meta tags, likewise.
const META: &[&str] = &[
    "articletitle",
    "og:title",
    "pubdate",
    "article:published_time",
    "publishdate",
    "contentsource",
    "author",
    "columnname",
    "sitename",
    "keywords",
    "description",
];

pub(super) fn of(doc: &Document) -> Metadata {
    let mut out = Metadata::default();
    let mut found: Vec<(usize, String, String)> = Vec::new();
    for node in doc.root().descendants_it() {
        if !matches!(
            element_name(&node).as_deref(),
            Some("td" | "th" | "dt" | "li" | "b" | "strong" | "span" | "p" | "label" | "em")
        ) {
            continue;
        }
        if let Some((rank, label, value)) = labelled(&node)
            && !found.iter().any(|(had, _, _)| *had == rank)
        {
            found.push((rank, label, value));
        }
    }
    found.sort_by_key(|(rank, _, _)| *rank);
    for (_, label, value) in &found {
        out.offer_named(label, value, MetadataSource::Page);
    }
    let mut metas: Vec<(usize, String, String)> = Vec::new();
    for meta in doc.select("meta").iter() {
        let name = meta.attr("name").or_else(|| meta.attr("property")).unwrap_or_default().to_lowercase();
        let content = meta.attr("content").unwrap_or_default();
        if let Some(rank) = META.iter().position(|known| *known == name) {
            metas.push((rank, name, content.to_string()));
        }
    }
    metas.sort();
    for (_, name, content) in &metas {
        match name.as_str() {
            "og:title" | "articletitle" => {
                out.offer(Field::Title, metadata::without_site(content), MetadataSource::Page);
            }
            "pubdate" | "article:published_time" | "publishdate" => {
                out.offer(Field::Date, content, MetadataSource::Page);
            }
            _ => out.offer_named(name, content, MetadataSource::Page),
        }
    }
    let heading = doc.select("h1");
    if heading.length() == 1 && heading.text().chars().count() < 100 {
        out.offer(Field::Title, &heading.text(), MetadataSource::Page);
    }
    out.offer(Field::Title, metadata::without_site(&doc.select_single("title").text()), MetadataSource::Page);
    out
}

/// Returns the rank, label and value when `node` is a label with its value beside it, or holds both.
fn labelled(node: &NodeRef<'_>) -> Option<(usize, String, String)> {
    if node.normalized_char_count() > 120 {
        return None;
    }
    let text = node.text();
    let (label, rest) = match text.split_once(['：', ':']) {
        Some((label, rest)) => (label, rest.trim()),
        None => (text.as_ref(), ""),
    };
    let label: String = label.chars().filter(|c| !c.is_whitespace() && *c != '\u{a0}').collect();
    let rank = LABELS.iter().position(|known| *known == label.trim_matches(['[', ']', '【', '】']))?;
    if !rest.is_empty() {
        // A line of the text may begin like a label: 标题：… in a paragraph is one, in a whole cell
        // too.
        return Some((rank, LABELS[rank].to_owned(), tidy(rest)));
    }
    // The value stands in the next cell, or next to the emphasis that sets off the label.
    let mut here = *node;
    for _ in 0..3 {
        if let Some(next) = here.next_element_sibling() {
            let value = tidy(&next.text());
            let is_label = LABELS.iter().any(|known| value.trim_end_matches(['：', ':']) == *known);
            return (!value.is_empty() && value.chars().count() < 200 && !is_label)
                .then(|| (rank, LABELS[rank].to_owned(), value));
        }
        let parent = here.parent()?;
        if parent.normalized_char_count() != here.normalized_char_count() {
            return None;
        }
        here = parent;
    }
    None
}

fn tidy(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}
