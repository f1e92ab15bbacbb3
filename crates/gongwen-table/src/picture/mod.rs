//! Pictures of results: SVG that stands alone, and HTML that holds pictures with their tables.
//!
//! A picture knows nothing of what is counted: it takes names and numbers and draws them in the order given. It needs neither scripts nor
//! anything from outside; labels take as much room as East Asian width says, since fonts differ from machine to machine.
//! Equal data give equal bytes. Numbers that are not finite are gaps.
//!
//! The one decision a newcomer would question: positions are made with `+ − × ÷ √` alone, because sines differ from one
//! processor to the next and a network would come out elsewhere.

mod bar;
mod canvas;
mod html;
mod line;
mod network;
mod scale;
mod sparkline;
mod strip;

pub use bar::{Bar, BarChart};
pub use html::html;
pub use line::{LineChart, Series};
pub use network::{Edge, Network, Node};
pub use sparkline::sparkline;
pub use strip::{Strip, StripPlot, StripScale};

use std::fmt::Write;

use crate::provenance::Provenance;
pub(crate) use canvas::escaped;
use canvas::{Canvas, FAINT, FONTS, MARGIN, QUIET, number};

/// The words around a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caption {
    /// The heading.
    pub title: String,
    /// What it shows, for those who cannot see it, and below the heading for those who can.
    pub description: String,
}

/// A finished picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    caption: Caption,
    width: f64,
    height: f64,
    body: String,
    provenance: Option<Provenance>,
}

impl Picture {
    fn new(caption: &Caption, width: f64, height: f64, canvas: Canvas) -> Self {
        Picture { caption: caption.clone(), width, height, body: canvas.into_body(), provenance: None }
    }

    /// Puts the provenance of the numbers into the picture: a line at its foot, all of it in its metadata.
    #[must_use]
    pub fn with_provenance(self, provenance: &Provenance) -> Self {
        Picture { provenance: Some(provenance.clone()), ..self }
    }

    /// Returns the picture as an SVG document.
    #[must_use]
    pub fn svg(&self) -> String {
        let Caption { title, description } = &self.caption;
        let foot = if self.provenance.is_some() { 22.0 } else { 0.0 };
        let (width, height) = (number(self.width), number(self.height + foot));
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"{FONTS}\" font-size=\"12\">\n<title>{}</title>\n<desc>{}</desc>\n",
            escaped(title),
            escaped(description),
        );
        if let Some(provenance) = &self.provenance {
            svg.push_str("<metadata>\n");
            for (key, value) in provenance.entries() {
                let _ = writeln!(svg, "{}: {}", escaped(&key), escaped(&value));
            }
            svg.push_str("</metadata>\n");
        }
        let _ = writeln!(svg, "<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>");
        svg.push_str(&self.body);
        if let Some(provenance) = &self.provenance {
            let mut canvas = Canvas::default();
            let room = self.width - 2.0 * MARGIN;
            canvas.line([MARGIN, self.height], [self.width - MARGIN, self.height], FAINT, 1.0);
            canvas.small(
                MARGIN,
                self.height + 15.0,
                QUIET,
                &canvas::fitted(&foot_line(provenance), 10.0, room),
            );
            svg.push_str(&canvas.into_body());
        }
        svg.push_str("</svg>\n");
        svg
    }
}

/// The most telling part of a provenance, for the foot of a picture.
fn foot_line(provenance: &Provenance) -> String {
    let mut parts = vec![format!("{} {}", provenance.program, provenance.version)];
    parts.extend(provenance.documents.map(|documents| format!("{documents} documents")));
    parts.extend(provenance.corpus_hash.as_ref().map(|hash| format!("corpus {hash}")));
    parts.extend(provenance.parameters.iter().map(|(name, value)| format!("{name} {value}")));
    parts.join(" · ")
}

#[cfg(test)]
mod tests;
