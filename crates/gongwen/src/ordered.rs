//! Parallel work with results in order: the one place where the facade decides who runs where.
//!
//! Items are taken by whichever thread is free and handed on strictly by index, so every consumer (a row writer, a
//! merging counter) sees the same sequence for any number of threads. At most a window of results waits at a time:
//! memory is bounded by the window, not by the corpus.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many finished results may wait for an unfinished earlier one, for each thread.
const WINDOW_PER_THREAD: usize = 8;

struct State<T> {
    /// The next index that a free thread takes.
    next: usize,
    /// The index that is handed on next.
    due: usize,
    done: BTreeMap<usize, thread::Result<T>>,
    stopped: bool,
}

/// Runs `work` for every index below `count` on `threads` threads and calls `emit` with the results in order, on the
/// calling thread. Stops early when `emit` breaks; a panic in `work` is raised again on the calling thread.
pub(crate) fn ordered<T: Send>(
    count: usize,
    threads: usize,
    work: impl Fn(usize) -> T + Sync,
    mut emit: impl FnMut(usize, T) -> ControlFlow<()>,
) {
    let threads = threads.clamp(1, count.max(1));
    if threads == 1 {
        for index in 0..count {
            if emit(index, work(index)).is_break() {
                return;
            }
        }
        return;
    }
    let window = threads * WINDOW_PER_THREAD;
    let state = Mutex::new(State { next: 0, due: 0, done: BTreeMap::new(), stopped: false });
    let (finished, room) = (Condvar::new(), Condvar::new());
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = {
                        let mut state = room
                            .wait_while(lock(&state), |state| {
                                !state.stopped && state.next < count && state.next >= state.due + window
                            })
                            .unwrap_or_else(PoisonError::into_inner);
                        if state.stopped || state.next >= count {
                            return;
                        }
                        state.next += 1;
                        state.next - 1
                    };
                    let result = catch_unwind(AssertUnwindSafe(|| work(index)));
                    lock(&state).done.insert(index, result);
                    finished.notify_one();
                }
            });
        }
        for index in 0..count {
            let result = {
                let mut state = finished
                    .wait_while(lock(&state), |state| !state.done.contains_key(&index))
                    .unwrap_or_else(PoisonError::into_inner);
                state.due = index + 1;
                state.done.remove(&index)
            };
            room.notify_all();
            let flow = match result {
                Some(Ok(value)) => emit(index, value),
                Some(Err(panic)) => {
                    stop(&state, &room);
                    resume_unwind(panic)
                }
                None => ControlFlow::Continue(()),
            };
            if flow.is_break() {
                stop(&state, &room);
                return;
            }
        }
    });
}

fn lock<T>(state: &Mutex<State<T>>) -> MutexGuard<'_, State<T>> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn stop<T>(state: &Mutex<State<T>>, room: &Condvar) {
    lock(state).stopped = true;
    room.notify_all();
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn run(count: usize, threads: usize) -> Vec<usize> {
        let mut seen = Vec::new();
        ordered(
            count,
            threads,
            |index| {
                thread::sleep(Duration::from_micros((index * 7919 % 13) as u64 * 20));
                index * index
            },
            |_, value| {
                seen.push(value);
                ControlFlow::Continue(())
            },
        );
        seen
    }

    #[test]
    fn results_come_in_order_for_any_number_of_threads() {
        let expected: Vec<usize> = (0..200).map(|index| index * index).collect();
        for threads in [1, 2, 3, 16, 500] {
            assert_eq!(run(200, threads), expected);
        }
        assert!(run(0, 2).is_empty());
    }

    #[test]
    fn a_break_stops_the_work() {
        let mut seen = 0;
        ordered(
            1000,
            4,
            |index| index,
            |index, _| {
                seen += 1;
                if index == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(seen, 11);
    }

    #[test]
    #[should_panic(expected = "index 5")]
    fn a_panic_reaches_the_caller_and_does_not_hang() {
        ordered(100, 3, |index| assert_ne!(index, 5, "index {index}"), |_, ()| ControlFlow::Continue(()));
    }
}
