//! Things and their ties, laid out by forces.

use std::cmp::Reverse;

use super::canvas::{Anchor, COLOURS, Canvas, MARGIN, WIDTH, fitted, width};
use super::{Caption, Picture};

const HEIGHT: f64 = 620.0;
const STEPS: usize = 400;
const LARGEST: f64 = 22.0;
const SMALLEST: f64 = 4.0;
const LONGEST_NAME: f64 = 160.0;

/// A network: discs as large as the square root of their weight, lines as thick as theirs. Cost: quadratic in the nodes; made for up
/// to some three hundred.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// The words around it.
    pub caption: Caption,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The edges; one that names a node that is not there is left out.
    pub edges: Vec<Edge>,
}

/// A node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// Its weight, 0 or more.
    pub weight: f64,
    /// Its group, by which it is coloured.
    pub group: usize,
}

/// An edge between the nodes of two numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Edge {
    /// One end.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// Its weight, 0 or more.
    pub weight: f64,
}

type Point = [f64; 2];

impl Network {
    /// Draws the network. Equal networks are laid out alike.
    #[must_use]
    pub fn draw(&self) -> Picture {
        let mut canvas = Canvas::default();
        let top = canvas.caption(&self.caption, WIDTH);
        let radii = sizes(self.nodes.iter().map(|node| node.weight), SMALLEST, LARGEST);
        let edges: Vec<Edge> = self
            .edges
            .iter()
            .copied()
            .filter(|edge| edge.a != edge.b && edge.a.max(edge.b) < self.nodes.len())
            .collect();
        let places = fitted_to(
            layout(self.nodes.len(), &edges),
            [MARGIN + 40.0, top + 24.0],
            [WIDTH - MARGIN - 90.0, HEIGHT - 30.0],
        );
        let widths = sizes(edges.iter().map(|edge| edge.weight), 0.6, 5.0);
        for (edge, width) in edges.iter().zip(widths) {
            canvas.line(places[edge.a], places[edge.b], "#c3ccd4", width);
        }
        // Small ones last, so that a large one does not hide them.
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_by_key(|&at| (Reverse((radii[at] * 100.0) as u64), at));
        for &at in &order {
            let node = &self.nodes[at];
            canvas.disc(places[at], radii[at], COLOURS[node.group % COLOURS.len()], &node.name);
        }
        let mut taken: Vec<[Point; 2]> = Vec::new();
        for &at in &order {
            self.label(&mut canvas, at, places[at], radii[at], &mut taken);
        }
        Picture::new(&self.caption, WIDTH, HEIGHT, canvas)
    }

    /// Writes the name of a node beside it where there is room; the names of the largest nodes come first, and one without room is
    /// left to the pointer.
    fn label(&self, canvas: &mut Canvas, at: usize, place: Point, radius: f64, taken: &mut Vec<[Point; 2]>) {
        let size = if radius > 12.0 { 14.0 } else { 11.0 };
        let name = fitted(&self.nodes[at].name, size, LONGEST_NAME);
        let (wide, [x, y]) = (width(&name, size), place);
        let half = wide / 2.0;
        let tries = [
            ([x + radius + 3.0, y + size * 0.35], Anchor::Start, x + radius + 3.0),
            ([x, y - radius - 4.0], Anchor::Middle, x - half),
            ([x, y + radius + size], Anchor::Middle, x - half),
            ([x - radius - 3.0, y + size * 0.35], Anchor::End, x - radius - 3.0 - wide),
        ];
        for (at, anchor, from) in tries {
            let area = [[from, at[1] - size], [from + wide, at[1] + 3.0]];
            let is_inside = area[0][0] >= 2.0 && area[1][0] <= WIDTH - 2.0 && area[1][1] <= HEIGHT - 2.0;
            if is_inside && !taken.iter().any(|other| overlaps(area, *other)) {
                canvas.haloed(at, anchor, size, &name);
                taken.push(area);
                return;
            }
        }
    }
}

fn overlaps(a: [Point; 2], b: [Point; 2]) -> bool {
    (0..2).all(|axis| a[0][axis] < b[1][axis] && b[0][axis] < a[1][axis])
}

/// Returns sizes whose squares go with the weights, from the least to the greatest size.
fn sizes(weights: impl Iterator<Item = f64>, least: f64, greatest: f64) -> Vec<f64> {
    let weights: Vec<f64> =
        weights.map(|weight| if weight.is_finite() { weight.max(0.0) } else { 0.0 }).collect();
    let heaviest = weights.iter().copied().fold(0.0, f64::max);
    let share = |weight: f64| if heaviest > 0.0 { (weight / heaviest).sqrt() } else { 0.0 };
    weights.into_iter().map(|weight| least + (greatest - least) * share(weight)).collect()
}

/// Lays nodes out so that tied ones are near and all keep their distance (Fruchterman and Reingold 1991), in some square.
fn layout(nodes: usize, edges: &[Edge]) -> Vec<Point> {
    let mut places: Vec<Point> = (0..nodes as u64).map(|at| [chance(2 * at), chance(2 * at + 1)]).collect();
    let apart = 1.0 / (nodes.max(1) as f64).sqrt();
    let pull = sizes(edges.iter().map(|edge| edge.weight), 0.3, 1.0);
    for step in 0..STEPS {
        let mut moves = vec![[0.0_f64; 2]; nodes];
        for a in 0..nodes {
            for b in a + 1..nodes {
                let [dx, dy] = [places[a][0] - places[b][0], places[a][1] - places[b][1]];
                let push = apart * apart / (dx * dx + dy * dy).max(1e-9);
                for (node, sign) in [(a, push), (b, -push)] {
                    moves[node][0] += dx * sign;
                    moves[node][1] += dy * sign;
                }
            }
        }
        for (edge, pull) in edges.iter().zip(&pull) {
            let delta: Point = [0, 1].map(|axis| places[edge.a][axis] - places[edge.b][axis]);
            let distance = (delta[0] * delta[0] + delta[1] * delta[1]).sqrt();
            for axis in 0..2 {
                moves[edge.a][axis] -= delta[axis] * distance / apart * pull;
                moves[edge.b][axis] += delta[axis] * distance / apart * pull;
            }
        }
        let furthest = 0.1 * (1.0 - step as f64 / STEPS as f64);
        for (place, by) in places.iter_mut().zip(&moves) {
            // Towards the middle a little, lest parts without ties drift away.
            let by: Point = [0, 1].map(|axis| by[axis] - (place[axis] - 0.5) * 0.8);
            let length = (by[0] * by[0] + by[1] * by[1]).sqrt().max(1e-12);
            for axis in 0..2 {
                place[axis] += by[axis] / length * length.min(furthest);
            }
        }
    }
    places
}

/// Stretches places over the area between two corners.
fn fitted_to(places: Vec<Point>, from: Point, to: Point) -> Vec<Point> {
    let mut ends = [[f64::MAX, f64::MIN]; 2];
    for place in &places {
        for axis in 0..2 {
            ends[axis] = [ends[axis][0].min(place[axis]), ends[axis][1].max(place[axis])];
        }
    }
    let along = |axis: usize, value: f64| {
        let [low, high] = ends[axis];
        let share = if high - low < 1e-9 { 0.5 } else { (value - low) / (high - low) };
        from[axis] + share * (to[axis] - from[axis])
    };
    places.into_iter().map(|place| [along(0, place[0]), along(1, place[1])]).collect()
}

/// Returns a number from 0 to 1 that a seed gives (SplitMix64).
fn chance(seed: u64) -> f64 {
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}
