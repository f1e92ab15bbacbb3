//! What is known about a document beside its text, and where each value was found.
//!
//! Sources are asked in the order of [`MetadataSource`]; the first that has a value wins, because a
//! person who wrote a `metadata.csv` knows better than a page, and a page better than a guess from
//! the text.

use std::collections::BTreeMap;
use std::path::Path;

use crate::date::{self, find_date};

/// Title, date, issuer and other data of a document.
///
/// Dates are ISO 8601: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and valid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title (标题).
    pub title: Option<String>,
    /// The date that the document bears (成文日期, else the date of publication).
    pub date: Option<String>,
    /// The organ that issued it (发文机关).
    pub issuer: Option<String>,
    /// The document number (发文字号), such as 国办发〔2018〕71号.
    pub number: Option<String>,
    /// The genre, if a sidecar or column says so.
    pub genre: Option<String>,
    /// Everything else, by column, meta tag or label.
    pub extra: BTreeMap<String, String>,
    sources: BTreeMap<String, MetadataSource>,
}

/// Where a value of [`Metadata`] was found, most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MetadataSource {
    /// A `metadata.csv` beside the file or above it.
    Sidecar,
    /// The page, the row or the properties of the file.
    Page,
    /// The name of the file.
    FileName,
    /// The text itself.
    Text,
}

impl MetadataSource {
    /// Returns the name used in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sidecar => "sidecar",
            Self::Page => "page",
            Self::FileName => "file-name",
            Self::Text => "text",
        }
    }
}

/// The values that every document may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Date,
    Issuer,
    Number,
    Genre,
}

impl Field {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Date => "date",
            Self::Issuer => "issuer",
            Self::Number => "number",
            Self::Genre => "genre",
        }
    }

    /// Returns the field that a column, meta tag or label stands for.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        let name: String = name.trim().to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
        Some(match name.trim_end_matches(['：', ':']) {
            "title" | "标题" | "題目" | "题目" | "標題" | "articletitle" | "og:title" | "dc.title"
            | "video_title" | "headline" | "文件名称" | "名称" => Self::Title,
            "date"
            | "日期"
            | "成文日期"
            | "成文时间"
            | "发文日期"
            | "发布日期"
            | "发布时间"
            | "公布日期"
            | "印发日期"
            | "publish_date"
            | "pub_date"
            | "pubdate"
            | "pubtime"
            | "publishdate"
            | "published"
            | "publish_time"
            | "publishtime"
            | "article:published_time"
            | "datepublished"
            | "dc.date"
            | "time"
            | "时间" => Self::Date,
            "issuer" | "发文机关" | "发文单位" | "发布机构" | "发布单位" | "制定机关" | "公布机关"
            | "发文机构" | "机关" | "单位" => Self::Issuer,
            "number" | "发文字号" | "文号" | "文件编号" | "发文号" | "文件字号" => {
                Self::Number
            }
            "genre" | "文种" | "体裁" | "公文种类" => Self::Genre,
            _ => return None,
        })
    }
}

impl Metadata {
    /// Returns where the value called `name` (`title`, `date`, … or a key of `extra`) was found.
    pub fn source_of(&self, name: &str) -> Option<MetadataSource> {
        self.sources.get(name).copied()
    }

    fn slot(&mut self, field: Field) -> &mut Option<String> {
        match field {
            Field::Title => &mut self.title,
            Field::Date => &mut self.date,
            Field::Issuer => &mut self.issuer,
            Field::Number => &mut self.number,
            Field::Genre => &mut self.genre,
        }
    }

    /// Sets a value unless a more trusted source, or the same source before, gave one.
    /// Dates that are not dates, and blank values, are refused.
    pub(crate) fn offer(&mut self, field: Field, value: &str, source: MetadataSource) -> bool {
        let value = value.trim();
        let value = match field {
            Field::Date => find_date(value),
            _ if value.is_empty() => None,
            _ => Some(one_line(value)),
        };
        let Some(value) = value else { return false };
        if self.source_of(field.as_str()).is_some_and(|had| had <= source) {
            return false;
        }
        *self.slot(field) = Some(value);
        self.sources.insert(field.as_str().to_owned(), source);
        true
    }

    /// Offers a value under the name that a file gives it: a known field, or an extra one.
    pub(crate) fn offer_named(&mut self, name: &str, value: &str, source: MetadataSource) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        if let Some(field) = Field::of_name(name)
            && self.offer(field, value, source)
        {
            return;
        }
        let key = name.trim().to_owned();
        if key.is_empty() || self.source_of(&key).is_some_and(|had| had <= source) {
            return;
        }
        self.sources.insert(key.clone(), source);
        self.extra.insert(key, value.to_owned());
    }

    /// Takes from `other` what this lacks or knows from a less trusted source.
    pub(crate) fn merge(&mut self, other: &Metadata) {
        for field in [Field::Title, Field::Date, Field::Issuer, Field::Number, Field::Genre] {
            let mut other = other.clone();
            if let (Some(source), Some(value)) = (other.source_of(field.as_str()), other.slot(field).take()) {
                self.offer(field, &value, source);
            }
        }
        for (key, value) in &other.extra {
            if let Some(source) = other.source_of(key) {
                if self.source_of(key).is_some_and(|had| had <= source) {
                    continue;
                }
                self.sources.insert(key.clone(), source);
                self.extra.insert(key.clone(), value.clone());
            }
        }
    }

    /// Returns the same without the title.
    pub(crate) fn without_title(&self) -> Self {
        let mut out = self.clone();
        out.title = None;
        out.sources.remove(Field::Title.as_str());
        out
    }

    /// Takes the year from the name of the file when nothing said more.
    pub(crate) fn offer_year_of_name(&mut self, path: &Path) {
        let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        if let (None, Some(year)) = (&self.date, date::year_in_name(stem)) {
            self.offer(Field::Date, year, MetadataSource::FileName);
        }
    }

    /// Takes date and title from the name of the file, where it has them.
    pub(crate) fn offer_file_name(&mut self, path: &Path) {
        let Some(stem) = path.file_stem().and_then(|s| s.to_str()) else { return };
        let Some(found) = date::in_name(stem) else { return };
        self.offer(Field::Date, &found.iso, MetadataSource::FileName);
        let edges: &[char] = &['_', '-', ' ', '\u{3000}', '.', '（', '）', '(', ')', '【', '】', '—'];
        let before = stem[..found.span.start].trim_matches(edges);
        let after = stem[found.span.end..].trim_matches(edges);
        let rest = if before.len() >= after.len() { before } else { after };
        if rest.chars().filter(|&c| gongwen_text::is_han(c)).count() >= 2 {
            self.offer(Field::Title, rest, MetadataSource::FileName);
        }
    }
}

/// Joins the lines of a value into one.
fn one_line(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for word in value.split_whitespace() {
        if let (Some(last), Some(first)) = (out.chars().next_back(), word.chars().next())
            && (last.is_ascii() || first.is_ascii())
        {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Cuts the name of the site off a title: 通知_中国政府网, 讲话--理论-人民网.
pub(crate) fn without_site(title: &str) -> &str {
    let mut title = title.trim();
    for separator in ["_", "|", "--", " - ", "-", "－", "—中"] {
        if let Some((before, after)) = title.split_once(separator)
            && before.chars().filter(|&c| gongwen_text::is_han(c)).count() >= 4
            && ["网", "報", "报", "门户", "网站", "频道", "政府", "平台"]
                .iter()
                .any(|end| after.trim().ends_with(end))
        {
            title = before.trim();
        }
    }
    title
}
