//! Times: CPU seconds of this thread, in turn, long enough to be measured.

use std::time::Instant;

/// What one run is repeated to, at least: the system tells CPU time in steps of some milliseconds.
const LEAST: f64 = 0.2;

/// Returns the seconds that `work` takes: CPU time of this thread where the system tells it, else wall time.
pub fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let (cpu, wall) = (cpu_seconds(), Instant::now());
    let result = work();
    let spent = cpu_seconds().zip(cpu).map(|(after, before)| after - before);
    (spent.unwrap_or_else(|| wall.elapsed().as_secs_f64()), result)
}

/// Returns the seconds on the clock that `work` takes, whatever the number of its threads.
pub fn on_the_wall<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let wall = Instant::now();
    let result = work();
    (wall.elapsed().as_secs_f64(), result)
}

/// Seconds of two sides that ran in turn.
#[derive(Debug)]
pub struct Rounds {
    first: Vec<f64>,
    second: Vec<f64>,
}

impl Rounds {
    /// Runs both sides in turn, the one that begins changing from round to round, each often enough to be measured.
    pub fn run(rounds: usize, mut first: impl FnMut(), mut second: impl FnMut()) -> Rounds {
        let (first_times, second_times) = (repeats(&mut first), repeats(&mut second));
        let mut done = Rounds { first: Vec::new(), second: Vec::new() };
        let one =
            |side: &mut dyn FnMut(), times: usize| timed(|| (0..times).for_each(|_| side())).0 / times as f64;
        for round in 0..rounds {
            if round % 2 == 0 {
                done.first.push(one(&mut first, first_times));
                done.second.push(one(&mut second, second_times));
            } else {
                done.second.push(one(&mut second, second_times));
                done.first.push(one(&mut first, first_times));
            }
        }
        done
    }

    /// Returns the median of the seconds of the first side.
    pub fn first(&self) -> f64 {
        median(&self.first)
    }

    /// Returns the median of the seconds of the second side.
    pub fn second(&self) -> f64 {
        median(&self.second)
    }

    /// Returns how many times as long the first side took as the second, round by round: least, median, greatest.
    pub fn ratios(&self) -> [f64; 3] {
        let mut ratios: Vec<f64> =
            self.first.iter().zip(&self.second).map(|(first, second)| first / second).collect();
        ratios.sort_by(f64::total_cmp);
        [ratios[0], median(&ratios), ratios[ratios.len() - 1]]
    }
}

/// Returns the median of some seconds.
pub fn median(seconds: &[f64]) -> f64 {
    let mut seconds = seconds.to_vec();
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}

/// Runs once, to warm up, and returns how often a measured run repeats the work.
fn repeats(work: &mut impl FnMut()) -> usize {
    let once = on_the_wall(&mut *work).0;
    (LEAST / once.max(1e-9)).ceil().max(1.0) as usize
}

/// Returns the CPU seconds of this thread, where Linux tells them.
fn cpu_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}
