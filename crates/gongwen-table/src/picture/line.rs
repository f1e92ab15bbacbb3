//! Series over periods.

use super::canvas::{
    Anchor, COLOURS, Canvas, FAINT, INK, MARGIN, QUIET, SIZE, WIDTH, fitted, number, spread, width,
};
use super::scale::Scale;
use super::{Caption, Picture};

/// More series than these are drawn each in a panel of its own.
const TOGETHER: usize = 6;
const PLOT_HEIGHT: f64 = 320.0;
const PANELS_IN_A_ROW: usize = 3;
const PANEL_HEIGHT: f64 = 150.0;
const LABEL_HEIGHT: f64 = 15.0;
/// The most room for the names at the ends of lines.
const LONGEST_NAME: f64 = 150.0;

/// A line chart: any number of series over the same periods.
///
/// ```
/// use gongwen_table::picture::{Caption, LineChart, Series};
///
/// let chart = LineChart {
///     caption: Caption { title: "六稳".to_owned(), description: "per 100,000 characters".to_owned() },
///     periods: ["2018", "2019", "2020"].map(str::to_owned).to_vec(),
///     series: vec![Series::new("六稳", [Some(2.0), None, Some(31.5)])],
///     ..LineChart::default()
/// };
/// assert!(chart.draw().svg().starts_with("<svg "));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineChart {
    /// The words around it.
    pub caption: Caption,
    /// The periods in their order.
    pub periods: Vec<String>,
    /// The series; one that has fewer values than there are periods ends earlier.
    pub series: Vec<Series>,
    /// What the values are.
    pub unit: String,
}

/// One line of a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// A value for each period; a gap breaks the line.
    pub values: Vec<Option<f64>>,
    /// An interval for each period, or for none.
    pub band: Vec<Option<[f64; 2]>>,
}

impl Series {
    /// Returns a series without a band.
    pub fn new(name: impl Into<String>, values: impl IntoIterator<Item = Option<f64>>) -> Self {
        Series { name: name.into(), values: values.into_iter().collect(), band: Vec::new() }
    }

    fn value(&self, at: usize) -> Option<f64> {
        self.values.get(at).copied().flatten().filter(|value| value.is_finite())
    }

    fn interval(&self, at: usize) -> Option<[f64; 2]> {
        self.band.get(at).copied().flatten().filter(|ends| ends.iter().all(|end| end.is_finite()))
    }
}

/// Where one chart or panel lies.
struct Frame<'c> {
    chart: &'c LineChart,
    left: f64,
    right: f64,
    scale: Scale,
}

impl LineChart {
    /// Draws the chart: all lines in one frame, or beyond six of them each in its own, on one scale.
    #[must_use]
    pub fn draw(&self) -> Picture {
        let mut canvas = Canvas::default();
        let top = canvas.caption(&self.caption, WIDTH) + 14.0;
        canvas.text([MARGIN, top - 6.0], Anchor::Start, QUIET, &self.unit);
        let height = if self.series.len() > TOGETHER {
            self.panels(&mut canvas, top + 8.0)
        } else {
            self.together(&mut canvas, top + 8.0)
        };
        Picture::new(&self.caption, WIDTH, height, canvas)
    }

    fn extremes(&self) -> impl Iterator<Item = f64> {
        let values = self.series.iter().flat_map(|series| (0..self.periods.len()).map(|at| series.value(at)));
        let ends = self.series.iter().flat_map(|series| {
            (0..self.periods.len()).filter_map(|at| series.interval(at)).flatten().map(Some)
        });
        values.chain(ends).flatten()
    }

    fn left(&self) -> f64 {
        let ticks = Scale::of(self.extremes(), 0.0, 1.0).ticks();
        MARGIN + ticks.iter().map(|(_, name)| width(name, SIZE)).fold(0.0, f64::max) + 8.0
    }

    /// Returns the room that the name of a period takes, with space around it.
    fn widest_period(&self) -> f64 {
        self.periods.iter().map(|name| width(name, SIZE)).fold(0.0, f64::max) + 10.0
    }

    fn together(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let bottom = top + PLOT_HEIGHT;
        let names = self.series.iter().map(|series| width(&series.name, SIZE).min(LONGEST_NAME));
        let right = WIDTH - MARGIN - names.fold(0.0, f64::max) - 24.0;
        let scale = Scale::of(self.extremes(), bottom, top);
        let frame = Frame { chart: self, left: self.left(), right, scale };
        frame.grid(canvas);
        frame.period_names(canvas, bottom);
        let mut ends: Vec<(usize, [f64; 2])> = Vec::new();
        for (at, series) in self.series.iter().enumerate() {
            frame.series(canvas, series, at);
            ends.extend(frame.end(series).map(|end| (at, end)));
        }
        let wanted: Vec<f64> = ends.iter().map(|(_, end)| end[1]).collect();
        let places = spread(&wanted, LABEL_HEIGHT, [top, bottom]);
        for ((at, end), y) in ends.iter().zip(places) {
            let colour = COLOURS[*at];
            if (y - end[1]).abs() > 1.0 || end[0] < right - 1.0 {
                let leader = format!(
                    "M{} {}L{} {}",
                    number(end[0] + 4.0),
                    number(end[1]),
                    number(right + 8.0),
                    number(y)
                );
                canvas.path(&leader, colour, 0.6, "1 2");
            }
            let name = fitted(&self.series[*at].name, SIZE, LONGEST_NAME);
            canvas.line([right + 8.0, y], [right + 16.0, y], colour, 3.0);
            canvas.text([right + 20.0, y + 4.0], Anchor::Start, INK, &name);
        }
        bottom + 34.0
    }

    fn panels(&self, canvas: &mut Canvas, top: f64) -> f64 {
        let left = self.left();
        let width = (WIDTH - MARGIN - left) / PANELS_IN_A_ROW as f64;
        let rows = self.series.len().div_ceil(PANELS_IN_A_ROW);
        let gap = self.widest_period().max(20.0);
        for (at, series) in self.series.iter().enumerate() {
            let column = (at % PANELS_IN_A_ROW) as f64;
            let panel_top = top + (at / PANELS_IN_A_ROW) as f64 * PANEL_HEIGHT + 20.0;
            let bottom = panel_top + PANEL_HEIGHT - 50.0;
            let scale = Scale::of(self.extremes(), bottom, panel_top);
            let from = left + column * width;
            let frame = Frame { chart: self, left: from, right: from + width - gap, scale };
            frame.lines(canvas, column == 0.0);
            frame.period_names(canvas, bottom);
            frame.series(canvas, series, 0);
            canvas.text(
                [from, panel_top - 8.0],
                Anchor::Start,
                INK,
                &fitted(&series.name, SIZE, width - gap),
            );
        }
        top + rows as f64 * PANEL_HEIGHT + 6.0
    }
}

impl Frame<'_> {
    fn x(&self, at: usize) -> f64 {
        match self.chart.periods.len() {
            0 | 1 => f64::midpoint(self.left, self.right),
            count => self.left + (self.right - self.left) * at as f64 / (count - 1) as f64,
        }
    }

    fn grid(&self, canvas: &mut Canvas) {
        self.lines(canvas, true);
    }

    fn lines(&self, canvas: &mut Canvas, is_named: bool) {
        for (value, name) in self.scale.ticks() {
            let y = self.scale.place(value);
            canvas.line([self.left, y], [self.right, y], if value == 0.0 { QUIET } else { FAINT }, 1.0);
            if is_named {
                canvas.text([self.left - 6.0, y + 4.0], Anchor::End, QUIET, &name);
            }
        }
    }

    /// Writes as many names of periods as there is room for: the first one and every so many.
    fn period_names(&self, canvas: &mut Canvas, bottom: f64) {
        let widest = self.chart.widest_period();
        let room = self.right - self.left;
        let count = self.chart.periods.len();
        let apart = if count > 1 { room / (count - 1) as f64 } else { room };
        let mut every = 1;
        while (every as f64) * apart < widest && every < count {
            every += 1;
        }
        for (at, name) in self.chart.periods.iter().enumerate().step_by(every) {
            canvas.line([self.x(at), bottom], [self.x(at), bottom + 4.0], QUIET, 1.0);
            canvas.text([self.x(at), bottom + 18.0], Anchor::Middle, QUIET, name);
        }
    }

    fn series(&self, canvas: &mut Canvas, series: &Series, at: usize) {
        let colour = COLOURS[at];
        for stretch in self.stretches(|at| series.interval(at)) {
            let upper = stretch.iter().map(|&(at, ends)| (at, ends[0].max(ends[1])));
            let lower = stretch.iter().rev().map(|&(at, ends)| (at, ends[0].min(ends[1])));
            canvas.area(&(self.data(upper.chain(lower)) + "Z"), colour);
        }
        for stretch in self.stretches(|at| series.value(at)) {
            if stretch.len() > 1 {
                canvas.path(&self.data(stretch.iter().copied()), colour, 2.0, "");
            }
            let is_lone = stretch.len() == 1;
            if is_lone || self.chart.periods.len() <= 40 {
                for &(at, value) in &stretch {
                    let name = format!("{} {} {value}", series.name, self.chart.periods[at]);
                    canvas.disc(
                        [self.x(at), self.scale.place(value)],
                        if is_lone { 3.5 } else { 2.5 },
                        colour,
                        &name,
                    );
                }
            }
        }
    }

    /// Returns the periods that have something, broken where there are gaps.
    fn stretches<T>(&self, value: impl Fn(usize) -> Option<T>) -> Vec<Vec<(usize, T)>> {
        let mut stretches = vec![Vec::new()];
        for at in 0..self.chart.periods.len() {
            match (value(at), stretches.last_mut()) {
                (Some(value), Some(last)) => last.push((at, value)),
                _ => stretches.push(Vec::new()),
            }
        }
        stretches.retain(|stretch| !stretch.is_empty());
        stretches
    }

    fn data(&self, points: impl Iterator<Item = (usize, f64)>) -> String {
        let point = |(nth, (at, value)): (usize, (usize, f64))| {
            let letter = if nth == 0 { 'M' } else { 'L' };
            format!("{letter}{} {}", number(self.x(at)), number(self.scale.place(value)))
        };
        points.enumerate().map(point).collect()
    }

    /// Returns where a line ends.
    fn end(&self, series: &Series) -> Option<[f64; 2]> {
        let last = (0..self.chart.periods.len()).rev().find(|&at| series.value(at).is_some())?;
        Some([self.x(last), self.scale.place(series.value(last)?)])
    }
}
