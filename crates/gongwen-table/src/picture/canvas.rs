//! What pictures are drawn with: a few SVG elements, colours, and the width of words.

use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

/// Fonts that have Han characters on the usual systems.
pub(super) const FONTS: &str =
    "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, sans-serif";
/// The width of a picture.
pub(super) const WIDTH: f64 = 860.0;
/// Free space around everything.
pub(super) const MARGIN: f64 = 16.0;
/// The size of labels.
pub(super) const SIZE: f64 = 12.0;
/// Text.
pub(super) const INK: &str = "#222222";
/// Text of less weight.
pub(super) const QUIET: &str = "#666666";
/// Lines of a grid.
pub(super) const FAINT: &str = "#dddddd";
/// Colours that people with any colour vision tell apart, on white (Okabe and Ito 2008, without yellow).
pub(super) const COLOURS: [&str; 7] =
    ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#555555"];

/// Where a text begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// The elements drawn so far.
#[derive(Default)]
pub(super) struct Canvas {
    body: String,
}

impl Canvas {
    pub(super) fn into_body(self) -> String {
        self.body
    }

    pub(super) fn line(&mut self, from: [f64; 2], to: [f64; 2], colour: &str, width: f64) {
        let [x1, y1, x2, y2, width] = [from[0], from[1], to[0], to[1], width].map(number);
        let _ = writeln!(
            self.body,
            "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{colour}\" stroke-width=\"{width}\"/>"
        );
    }

    /// Draws a line along points; `dashes` is a pattern of lengths, or empty.
    pub(super) fn path(&mut self, data: &str, colour: &str, width: f64, dashes: &str) {
        let dashes =
            if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dashes}\"") };
        let _ = writeln!(
            self.body,
            "<path d=\"{data}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\" stroke-linejoin=\"round\"{dashes}/>",
            number(width)
        );
    }

    pub(super) fn area(&mut self, data: &str, colour: &str) {
        let _ = writeln!(self.body, "<path d=\"{data}\" fill=\"{colour}\" fill-opacity=\"0.15\"/>");
    }

    pub(super) fn rect(&mut self, at: [f64; 2], size: [f64; 2], colour: &str) {
        let [x, y] = at.map(number);
        let [width, height] = size.map(|side| number(side.max(0.0)));
        let _ = writeln!(
            self.body,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\"/>"
        );
    }

    /// Draws a disc that tells its name to a pointer.
    pub(super) fn disc(&mut self, at: [f64; 2], radius: f64, colour: &str, name: &str) {
        let [x, y, radius] = [at[0], at[1], radius].map(number);
        let _ = writeln!(
            self.body,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"{colour}\"><title>{}</title></circle>",
            escaped(name)
        );
    }

    pub(super) fn text(&mut self, at: [f64; 2], anchor: Anchor, colour: &str, text: &str) {
        self.sized(at, anchor, colour, SIZE, "", text);
    }

    /// Writes a text with white around it, to be read over lines: twice, since not every program knows `paint-order`.
    pub(super) fn haloed(&mut self, at: [f64; 2], anchor: Anchor, size: f64, text: &str) {
        let halo = " aria-hidden=\"true\" stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\"";
        self.sized(at, anchor, "#ffffff", size, halo, text);
        self.sized(at, anchor, INK, size, "", text);
    }

    pub(super) fn small(&mut self, x: f64, y: f64, colour: &str, text: &str) {
        self.sized([x, y], Anchor::Start, colour, 10.0, "", text);
    }

    /// Writes the heading and, below it, the description; returns the height that they take.
    pub(super) fn caption(&mut self, caption: &super::Caption, width: f64) -> f64 {
        let room = width - 2.0 * MARGIN;
        let title = fitted(&caption.title, 16.0, room);
        self.sized([MARGIN, 30.0], Anchor::Start, INK, 16.0, " font-weight=\"bold\"", &title);
        if caption.description.is_empty() {
            return 46.0;
        }
        self.text([MARGIN, 50.0], Anchor::Start, QUIET, &fitted(&caption.description, SIZE, room));
        66.0
    }

    fn sized(&mut self, at: [f64; 2], anchor: Anchor, colour: &str, size: f64, more: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let [x, y] = at.map(number);
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let size = if size == SIZE { String::new() } else { format!(" font-size=\"{}\"", number(size)) };
        let _ = writeln!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\"{anchor}{size} fill=\"{colour}\"{more}>{}</text>",
            escaped(text)
        );
    }
}

/// Writes a coordinate to two decimals. What is not finite is 0: scales never make such a thing.
pub(super) fn number(value: f64) -> String {
    debug_assert!(value.is_finite(), "a scale gave {value}");
    let value = if value.is_finite() { value } else { 0.0 };
    let mut text = format!("{value:.2}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if text == "-0" { "0".to_owned() } else { text }
}

/// Returns a text as XML holds it, without the characters that XML cannot.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// Returns the width of a text: a wide character takes its size, another one a bit more than half of it. Quotation marks and
/// dashes are wide, as Chinese fonts have them.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|c| match c.width_cjk().unwrap_or(0) {
            0 => 0.0,
            1 => 0.58,
            _ => 1.0,
        })
        .sum();
    ems * size
}

/// Cuts a text off with … where it is wider than there is room.
pub(super) fn fitted(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut shown = String::new();
    let mut left = room - width("…", size);
    for c in text.chars() {
        left -= width(c.encode_utf8(&mut [0; 4]), size);
        if left < 0.0 {
            break;
        }
        shown.push(c);
    }
    shown.push('…');
    shown
}

/// Moves labels of a height apart, in their order, within `[top, bottom]` as far as there is room; returns where they go.
pub(super) fn spread(wanted: &[f64], height: f64, [top, bottom]: [f64; 2]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]).then(a.cmp(&b)));
    let mut places = vec![0.0; wanted.len()];
    let mut free = top;
    for &at in &order {
        places[at] = wanted[at].max(free);
        free = places[at] + height;
    }
    let mut limit = bottom;
    for &at in order.iter().rev() {
        places[at] = places[at].min(limit);
        limit = places[at] - height;
    }
    places
}
