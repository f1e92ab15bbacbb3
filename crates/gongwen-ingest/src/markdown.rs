//! Markdown: the text without its marks, one paragraph a line.
//!
//! Headings, items and table rows keep a line of their own; numbers of lists stay, since documents
//! refer to them; links keep their text, images and comments go. The front matter becomes metadata.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::extract::Extract;
use crate::html;
use crate::metadata::MetadataSource;

/// Reads Markdown. Cost: `O(bytes)`.
pub(crate) fn read(text: &str) -> Extract {
    let mut out = Extract::default();
    let mut writer = Lines::default();
    let mut lists: Vec<Option<u64>> = Vec::new();
    let (mut front_matter, mut images) = (None::<String>, 0_usize);
    let mut markup = String::new();
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(text, options) {
        if !markup.is_empty() && !matches!(event, Event::Html(_)) {
            writer.block(&html::fragment(&std::mem::take(&mut markup)));
        }
        match event {
            Event::Start(Tag::MetadataBlock(_)) => front_matter = Some(String::new()),
            Event::End(TagEnd::MetadataBlock(_)) => {
                for line in front_matter.take().unwrap_or_default().lines() {
                    if let Some((name, value)) =
                        line.split_once(':').filter(|(name, _)| !name.starts_with([' ', '-', '#']))
                    {
                        out.metadata.offer_named(
                            name,
                            value.trim().trim_matches(['"', '\'']),
                            MetadataSource::Page,
                        );
                    }
                }
            }
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images = images.saturating_sub(1),
            Event::Start(Tag::List(start)) => {
                writer.line();
                lists.push(start);
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
            }
            Event::Start(Tag::Item) => {
                writer.line();
                if let Some(Some(number)) = lists.last_mut() {
                    writer.text(&format!("{number}. "));
                    *number = number.saturating_add(1);
                }
            }
            // A paragraph that begins an item stays beside its number.
            Event::Start(Tag::Paragraph) if lists.is_empty() => writer.line(),
            Event::Start(Tag::Paragraph) => {}
            Event::Start(Tag::TableCell) => writer.cell(),
            Event::Start(
                Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::CodeBlock(_)
                | Tag::TableRow
                | Tag::TableHead
                | Tag::Table(_),
            )
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::CodeBlock,
            )
            | Event::HardBreak
            | Event::Rule => writer.line(),
            Event::SoftBreak => writer.soft_break(),
            Event::Text(text) | Event::Code(text) if images == 0 => match &mut front_matter {
                Some(front_matter) => front_matter.push_str(&text),
                None => writer.text(&text),
            },
            Event::Html(text) => markup.push_str(&text),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => writer.line(),
            _ => {}
        }
    }
    if !markup.is_empty() {
        writer.block(&html::fragment(&markup));
    }
    out.text = writer.out;
    out
}

/// Gathers lines.
#[derive(Default)]
struct Lines {
    out: String,
    line: bool,
    cells: usize,
    soft: bool,
}

impl Lines {
    fn line(&mut self) {
        (self.line, self.cells, self.soft) = (true, 0, false);
    }

    fn cell(&mut self) {
        // The first cell begins the row's line.
        self.cells += 1;
    }

    fn soft_break(&mut self) {
        self.soft = true;
    }

    fn block(&mut self, text: &str) {
        self.line();
        self.text(text);
        self.line();
    }

    fn text(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.line();
            }
            // Indents of U+3000 and of code blocks are layout.
            let begins = self.line || self.out.is_empty();
            let line = if begins { line.trim_start() } else { line };
            if line.is_empty() {
                continue;
            }
            let last = self.out.chars().next_back();
            if self.line {
                if !self.out.is_empty() {
                    self.out.truncate(self.out.trim_end().len());
                    self.out.push('\n');
                }
                self.cells = self.cells.saturating_sub(1);
            }
            if self.soft {
                // In Chinese a wrapped line goes on without a blank; after a full stop it is a
                // paragraph that lacks its blank line.
                match last {
                    Some('。' | '！' | '？' | '：' | '；' | '”' | '）') => self.out.push('\n'),
                    Some(c) if c.is_ascii() && line.starts_with(|c: char| c.is_ascii()) => self.out.push(' '),
                    _ => {}
                }
            }
            self.out.extend(std::iter::repeat_n('\t', std::mem::take(&mut self.cells)));
            (self.line, self.soft) = (false, false);
            self.out.push_str(line);
        }
    }
}
