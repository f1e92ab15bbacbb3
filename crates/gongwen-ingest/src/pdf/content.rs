//! The content streams of a page to stretches of text with their places.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::Font;
use super::radicals;

/// Text set in one go: consecutive glyphs of a font on one baseline, in page coordinates (points,
/// upwards).
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) end: f32,
    pub(super) size: f32,
    pub(super) text: String,
}

/// Forms may hold forms; real ones do so a few levels deep.
const MAX_FORMS: usize = 12;

/// What drawing a form costs beside its bytes, counted in bytes: 512 MiB allow for 8,000 forms.
const FORM_COST: usize = 64 << 10;

/// Reads pages one after the other, keeping fonts.
pub(super) struct Interpreter<'d> {
    doc: &'d Document,
    fonts: HashMap<ObjectId, Rc<Font>>,
    /// Bytes that may still be unpacked.
    pub(super) budget: usize,
    pub(super) segments: Vec<Segment>,
    pub(super) unmapped: usize,
    pub(super) images: usize,
}

type Matrix = [f32; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `a` then `b`.
fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    char_space: f32,
    word_space: f32,
    scale: f32,
    leading: f32,
    rise: f32,
}

impl<'d> Interpreter<'d> {
    pub(super) fn new(doc: &'d Document, budget: usize) -> Self {
        Self { doc, fonts: HashMap::new(), budget, segments: Vec::new(), unmapped: 0, images: 0 }
    }

    /// Reads one page; its segments are in `self.segments`, in the order they are drawn.
    pub(super) fn page(&mut self, page: ObjectId) -> lopdf::Result<()> {
        self.segments.clear();
        let content = self.doc.get_page_content_with_limit(page, self.budget)?;
        self.budget = self.budget.saturating_sub(content.len());
        let (own, ids) = self.doc.get_page_resources(page)?;
        let mut resources: Vec<&Dictionary> = own.into_iter().collect();
        resources.extend(ids.iter().filter_map(|id| self.doc.get_dictionary(*id).ok()));
        let turned =
            self.inherited(page, b"Rotate").and_then(|o| o.as_i64().ok()).unwrap_or(0).rem_euclid(360);
        let ctm = match turned {
            90 => [0.0, -1.0, 1.0, 0.0, 0.0, 0.0],
            180 => [-1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
            270 => [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
            _ => IDENTITY,
        };
        self.run(&content, &resources, ctm, 0);
        Ok(())
    }

    fn inherited(&self, page: ObjectId, key: &[u8]) -> Option<&'d Object> {
        let mut node = self.doc.get_dictionary(page).ok()?;
        for _ in 0..64 {
            if let Ok(value) = node.get_deref(key, self.doc) {
                return Some(value);
            }
            node = node.get_deref(b"Parent", self.doc).and_then(Object::as_dict).ok()?;
        }
        None
    }

    fn run(&mut self, content: &[u8], resources: &[&'d Dictionary], ctm: Matrix, depth: usize) {
        let fresh = State {
            ctm,
            font: None,
            size: 1.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let mut text = TextRun { state: fresh, saved: Vec::new(), matrix: IDENTITY, line: IDENTITY };
        // For each open marked content: whether it is a header, footer or page number by the file's
        // own word.
        let mut marked: Vec<bool> = Vec::new();
        // What stands after a fault in the stream cannot be told from noise.
        for operation in Content::decode_iter(content).map_while(Result::ok) {
            let Operation { operator, operands } = &operation;
            let num = |at: usize| operands.get(at).and_then(|o| o.as_float().ok()).unwrap_or(0.0);
            let state = &mut text.state;
            match operator.as_str() {
                "q" if text.saved.len() < 512 => text.saved.push(state.clone()),
                "Q" => {
                    if let Some(saved) = text.saved.pop() {
                        text.state = saved;
                    }
                }
                "cm" => state.ctm = times(std::array::from_fn(num), state.ctm),
                "BT" => (text.matrix, text.line) = (IDENTITY, IDENTITY),
                "Tf" => {
                    state.size = num(1);
                    let name = operands.first().and_then(|o| o.as_name().ok()).unwrap_or_default();
                    state.font = self.font(name, resources);
                }
                "Tc" => state.char_space = num(0),
                "Tw" => state.word_space = num(0),
                "Tz" => state.scale = num(0) / 100.0,
                "TL" => state.leading = num(0),
                "Ts" => state.rise = num(0),
                "Td" => text.next_line(num(0), num(1)),
                "TD" => {
                    state.leading = -num(1);
                    text.next_line(num(0), num(1));
                }
                "Tm" => {
                    text.matrix = std::array::from_fn(num);
                    text.line = text.matrix;
                }
                "T*" => text.next_line(0.0, -text.state.leading),
                "Tj" => self.show(&mut text, operands.first(), &marked),
                "'" => {
                    text.next_line(0.0, -text.state.leading);
                    self.show(&mut text, operands.first(), &marked);
                }
                "\"" => {
                    (state.word_space, state.char_space) = (num(0), num(1));
                    text.next_line(0.0, -text.state.leading);
                    self.show(&mut text, operands.get(2), &marked);
                }
                "TJ" => {
                    for item in operands.first().and_then(|o| o.as_array().ok()).into_iter().flatten() {
                        match item.as_float() {
                            Ok(back) => text.advance(-back / 1000.0 * text.state.size * text.state.scale),
                            Err(_) => self.show(&mut text, Some(item), &marked),
                        }
                    }
                }
                "BMC" => marked.push(false),
                "BDC" => marked.push(is_pagination(self.doc, operands, resources)),
                "EMC" => {
                    marked.pop();
                }
                "Do" => {
                    let name = operands.first().and_then(|o| o.as_name().ok()).unwrap_or_default();
                    let ctm = text.state.ctm;
                    if !marked.contains(&true) {
                        self.external(name, resources, ctm, depth);
                    }
                }
                "BI" => self.images += 1,
                _ => {}
            }
        }
    }

    /// Runs a form, counts an image.
    fn external(&mut self, name: &[u8], resources: &[&'d Dictionary], ctm: Matrix, depth: usize) {
        let Some(object) = resource(self.doc, resources, b"XObject", name) else { return };
        let Ok(stream) = object.as_stream() else { return };
        if stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|s| s == b"Image") {
            self.images += 1;
            return;
        }
        if depth >= MAX_FORMS {
            return;
        }
        let Ok(content) = stream.get_plain_content_with_limit(self.budget) else { return };
        // An empty form drawn a million times costs time too.
        self.budget = self.budget.saturating_sub(content.len() + FORM_COST);
        let matrix = match stream.dict.get_deref(b"Matrix", self.doc).and_then(Object::as_array) {
            Ok(list) => {
                std::array::from_fn(|at| list.get(at).and_then(|o| o.as_float().ok()).unwrap_or(IDENTITY[at]))
            }
            Err(_) => IDENTITY,
        };
        let own = stream.dict.get_deref(b"Resources", self.doc).and_then(Object::as_dict).ok();
        let own: Vec<&Dictionary> =
            own.into_iter().chain(resources.iter().copied()).take(MAX_FORMS + 4).collect();
        self.run(&content, &own, times(matrix, ctm), depth + 1);
    }

    fn font(&mut self, name: &[u8], resources: &[&'d Dictionary]) -> Option<Rc<Font>> {
        let (id, dict) = resources.iter().find_map(|resources| {
            let fonts = resources.get_deref(b"Font", self.doc).and_then(Object::as_dict).ok()?;
            let (id, object) = self.doc.dereference(fonts.get(name).ok()?).ok()?;
            Some((id, object.as_dict().ok()?))
        })?;
        if let Some(font) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(Rc::clone(font));
        }
        let font = Rc::new(Font::new(self.doc, dict, self.budget.min(16 << 20)));
        if let Some(id) = id {
            self.fonts.insert(id, Rc::clone(&font));
        }
        Some(font)
    }

    fn show(&mut self, text: &mut TextRun, operand: Option<&Object>, marked: &[bool]) {
        let Some(Ok(bytes)) = operand.map(Object::as_str) else { return };
        let Some(font) = text.state.font.clone() else { return };
        let hidden = marked.contains(&true);
        font.show(bytes, |shown| {
            let (x, y, size) = text.place();
            let spacing = text.state.char_space + if shown.is_space { text.state.word_space } else { 0.0 };
            text.advance((shown.width * text.state.size + spacing) * text.state.scale);
            if hidden {
                return;
            }
            let Some(glyph) = shown.text.map(|text| radicals::unified(&text)) else {
                self.unmapped += 1;
                return;
            };
            let (end, _, _) = text.place();
            self.append(x, y, end, size, &glyph);
        });
    }

    fn append(&mut self, x: f32, y: f32, end: f32, size: f32, glyph: &str) {
        // A place that is not a number comes from a broken matrix.
        if !(x.is_finite() && y.is_finite() && end.is_finite() && size.is_finite()) {
            return;
        }
        if let Some(last) = self.segments.last_mut() {
            let gap = x - last.end;
            let same_line =
                (y - last.y).abs() < 0.2 * size.max(1.0) && (size - last.size).abs() < 0.2 * size.max(1.0);
            if same_line && gap > -0.3 * size && gap < 0.15 * size {
                last.text.push_str(glyph);
                last.end = end.max(last.end);
                return;
            }
        }
        self.segments.push(Segment { x, y, end, size, text: glyph.to_owned() });
    }
}

struct TextRun {
    state: State,
    saved: Vec<State>,
    matrix: Matrix,
    line: Matrix,
}

impl TextRun {
    fn next_line(&mut self, x: f32, y: f32) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.matrix = self.line;
    }

    fn advance(&mut self, by: f32) {
        self.matrix = times([1.0, 0.0, 0.0, 1.0, by, 0.0], self.matrix);
    }

    /// Returns where the next glyph stands and how large it is.
    fn place(&self) -> (f32, f32, f32) {
        let rise = [1.0, 0.0, 0.0, 1.0, 0.0, self.state.rise];
        let to_page = times(times(rise, self.matrix), self.state.ctm);
        let height = (to_page[2].powi(2) + to_page[3].powi(2)).sqrt();
        (to_page[4], to_page[5], (self.state.size * height).abs())
    }
}

/// Returns a named resource of the nearest dictionary that has it.
fn resource<'d>(
    doc: &'d Document,
    resources: &[&'d Dictionary],
    kind: &[u8],
    name: &[u8],
) -> Option<&'d Object> {
    resources.iter().find_map(|resources| {
        let dict = resources.get_deref(kind, doc).and_then(Object::as_dict).ok()?;
        dict.get_deref(name, doc).ok()
    })
}

/// Returns whether marked content is a running header, footer or page number (ISO 32000-1, 14.8.2.2.2).
fn is_pagination(doc: &Document, operands: &[Object], resources: &[&Dictionary]) -> bool {
    let [tag, properties] = operands else { return false };
    if tag.as_name().is_ok_and(|tag| tag != b"Artifact") {
        return false;
    }
    let properties = match properties {
        Object::Name(name) => resource(doc, resources, b"Properties", name).and_then(|o| o.as_dict().ok()),
        other => other.as_dict().ok(),
    };
    properties
        .is_some_and(|p| p.get(b"Type").and_then(Object::as_name).is_ok_and(|kind| kind == b"Pagination"))
}
