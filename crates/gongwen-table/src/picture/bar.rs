//! Bars to the left and right of zero, with intervals.

use super::canvas::{Anchor, COLOURS, Canvas, FAINT, INK, MARGIN, QUIET, SIZE, WIDTH, fitted, width};
use super::scale::Scale;
use super::{Caption, Picture};

const ROW: f64 = 22.0;
const LONGEST_NAME: f64 = 220.0;

/// A chart of horizontal bars that go out from zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BarChart {
    /// The words around it.
    pub caption: Caption,
    /// The bars from top to bottom.
    pub bars: Vec<Bar>,
    /// What the values are.
    pub unit: String,
    /// What stands for a negative value, over the left side.
    pub left: String,
    /// What stands for a positive value, over the right side.
    pub right: String,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// Its value; without one there is only the name.
    pub value: Option<f64>,
    /// The interval of the value.
    pub interval: Option<[f64; 2]>,
}

impl BarChart {
    /// Draws the chart.
    #[must_use]
    pub fn draw(&self) -> Picture {
        let mut canvas = Canvas::default();
        let top = canvas.caption(&self.caption, WIDTH) + 24.0;
        let names = self.bars.iter().map(|bar| width(&bar.name, SIZE).min(LONGEST_NAME));
        let left = MARGIN + names.fold(0.0, f64::max) + 12.0;
        let right = WIDTH - MARGIN - 12.0;
        let bottom = top + self.bars.len() as f64 * ROW + 6.0;
        let finite = |value: &f64| value.is_finite();
        let values = self.bars.iter().filter_map(|bar| bar.value);
        let ends = self.bars.iter().filter_map(|bar| bar.interval).flatten();
        let scale = Scale::of(values.chain(ends).filter(finite), left, right);
        let zero = scale.place(0.0);
        for (value, name) in scale.ticks() {
            let x = scale.place(value);
            canvas.line([x, top], [x, bottom], if value == 0.0 { QUIET } else { FAINT }, 1.0);
            canvas.text([x, bottom + 16.0], Anchor::Middle, QUIET, &name);
        }
        canvas.text([f64::midpoint(left, right), bottom + 34.0], Anchor::Middle, QUIET, &self.unit);
        if self.bars.iter().any(|bar| bar.value.is_some_and(|value| value < 0.0)) {
            let name = fitted(&format!("← {}", self.left), SIZE, zero - left);
            canvas.text([zero - 8.0, top - 8.0], Anchor::End, COLOURS[1], &name);
        }
        canvas.text(
            [zero + 8.0, top - 8.0],
            Anchor::Start,
            COLOURS[0],
            &fitted(&format!("{} →", self.right), SIZE, right - zero),
        );
        for (at, bar) in self.bars.iter().enumerate() {
            let middle = top + (at as f64 + 0.5) * ROW + 3.0;
            canvas.text([left - 8.0, middle + 4.0], Anchor::End, INK, &fitted(&bar.name, SIZE, LONGEST_NAME));
            let Some(value) = bar.value.filter(finite) else { continue };
            let end = scale.place(value);
            let colour = COLOURS[usize::from(value < 0.0)];
            canvas.rect([end.min(zero), middle - 6.0], [(end - zero).abs(), 12.0], colour);
            if let Some(ends) = bar.interval.filter(|ends| ends.iter().all(finite)) {
                let [low, high] = [ends[0].min(ends[1]), ends[0].max(ends[1])].map(|end| scale.place(end));
                canvas.line([low, middle], [high, middle], INK, 1.2);
                for x in [low, high] {
                    canvas.line([x, middle - 4.0], [x, middle + 4.0], INK, 1.2);
                }
            }
        }
        Picture::new(&self.caption, WIDTH, bottom + 44.0, canvas)
    }
}
