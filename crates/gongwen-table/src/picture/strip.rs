//! Where something stands in each of several texts: a dispersion plot.

use std::fmt::Write;

use super::canvas::{Anchor, COLOURS, Canvas, INK, MARGIN, QUIET, SIZE, WIDTH, fitted, number, width};
use super::{Caption, Picture};

const ROW: f64 = 20.0;
const TICK: f64 = 14.0;
const LONGEST_NAME: f64 = 260.0;
const GROUND: &str = "#eef2f5";

/// A plot with a strip for each text and a tick wherever something stands in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StripPlot {
    /// The words around it.
    pub caption: Caption,
    /// The strips from top to bottom.
    pub strips: Vec<Strip>,
    /// How long strips are.
    pub scale: StripScale,
}

/// One text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strip {
    /// Its name.
    pub name: String,
    /// Its length, in any unit.
    pub length: u64,
    /// Where it has something, from 0 to its length.
    pub places: Vec<u64>,
}

/// How long strips are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum StripScale {
    /// All alike: from the beginning of each text to its end.
    #[default]
    Whole,
    /// In proportion to the texts.
    ByLength,
}

impl StripPlot {
    /// Draws the plot; beside each strip stands how many places it has.
    #[must_use]
    pub fn draw(&self) -> Picture {
        let mut canvas = Canvas::default();
        let top = canvas.caption(&self.caption, WIDTH) + 4.0;
        let names = self.strips.iter().map(|strip| width(&strip.name, SIZE).min(LONGEST_NAME));
        let left = MARGIN + names.fold(0.0, f64::max) + 12.0;
        let counts = self.strips.iter().map(|strip| width(&strip.places.len().to_string(), SIZE));
        let right = WIDTH - MARGIN - counts.fold(0.0, f64::max) - 10.0;
        let longest = self.strips.iter().map(|strip| strip.length).max().unwrap_or_default();
        for (at, strip) in self.strips.iter().enumerate() {
            let y = top + at as f64 * ROW;
            let whole = match self.scale {
                StripScale::Whole => strip.length,
                StripScale::ByLength => longest,
            };
            let x = |place: u64| left + (right - left) * place.min(whole) as f64 / whole.max(1) as f64;
            canvas.text([left - 8.0, y + 11.5], Anchor::End, INK, &fitted(&strip.name, SIZE, LONGEST_NAME));
            canvas.rect([left, y], [x(strip.length) - left, TICK], GROUND);
            let mut ticks = String::new();
            for &place in &strip.places {
                let _ = write!(ticks, "M{} {}v{TICK}", number(x(place.min(strip.length))), number(y));
            }
            if !ticks.is_empty() {
                canvas.path(&ticks, COLOURS[0], 1.4, "");
            }
            canvas.text([WIDTH - MARGIN, y + 11.5], Anchor::End, QUIET, &strip.places.len().to_string());
        }
        Picture::new(&self.caption, WIDTH, top + self.strips.len() as f64 * ROW + 12.0, canvas)
    }
}
