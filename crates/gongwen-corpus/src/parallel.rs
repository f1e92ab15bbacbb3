//! Folding over numbered items on several threads.
//!
//! Threads take the next item when they are free, so a long document holds up nobody. Which thread gets which
//! item is chance; a fold therefore gives a defined result when merging is commutative and associative, as it is
//! for every count of this crate. Scoped threads of the standard library do all that is needed.

use std::{
    num::NonZero,
    panic::resume_unwind,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// How much is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The items finished, failed ones included.
    pub done: usize,
    /// All items.
    pub total: usize,
}

/// The threads that a fold may use and whom it tells about its progress.
#[derive(Clone, Copy)]
pub struct Pool<'p> {
    threads: NonZero<usize>,
    progress: &'p (dyn Fn(Progress) + Sync),
}

/// What a fold gives: the merged accumulator and the failures in the order of the items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded<A, E> {
    /// Everything that went well, merged.
    pub value: A,
    /// The number of each item that failed, and why, sorted by number.
    pub failures: Vec<(usize, E)>,
}

impl std::fmt::Debug for Pool<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool").field("threads", &self.threads).finish_non_exhaustive()
    }
}

impl<'p> Pool<'p> {
    /// Returns a pool of at most so many threads that tells nobody.
    pub fn new(threads: NonZero<usize>) -> Pool<'static> {
        Pool { threads, progress: &|_| {} }
    }

    /// Calls `progress` after every item, from the thread that did it. The numbers may come out of order.
    pub fn with_progress<'q>(self, progress: &'q (dyn Fn(Progress) + Sync)) -> Pool<'q> {
        Pool { threads: self.threads, progress }
    }

    /// Folds the items numbered from 0: each thread makes an accumulator, `work` adds items to it, `merge` adds
    /// the accumulators up.
    ///
    /// The calling thread takes part; one thread, or one item, starts no other. A thread works on one item at a time,
    /// so there are never more items in memory than threads. Where the system refuses a thread, the others
    /// do its share. An item that fails must leave the accumulator as it was.
    ///
    /// # Panics
    /// When `work` panics, with its panic, after the other threads have stopped.
    ///
    /// # Examples
    /// ```
    /// use std::num::NonZero;
    /// use gongwen_corpus::parallel::Pool;
    ///
    /// let texts = ["人民", "", "高质量发展"];
    /// let folded = Pool::new(NonZero::new(2).unwrap()).fold(
    ///     texts.len(),
    ///     || 0,
    ///     |characters, i| match texts[i].chars().count() {
    ///         0 => Err("empty"),
    ///         n => Ok(*characters += n),
    ///     },
    ///     |sum, part| *sum += part,
    /// );
    /// assert_eq!((folded.value, folded.failures), (7, vec![(1, "empty")]));
    /// ```
    pub fn fold<A: Send, E: Send>(
        &self,
        items: usize,
        new: impl Fn() -> A + Sync,
        work: impl Fn(&mut A, usize) -> Result<(), E> + Sync,
        mut merge: impl FnMut(&mut A, A),
    ) -> Folded<A, E> {
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let run = || {
            let mut part = Folded { value: new(), failures: Vec::new() };
            loop {
                let item = next.fetch_add(1, Ordering::Relaxed);
                if item >= items {
                    return part;
                }
                let guard = StopOnPanic { next: &next, items };
                if let Err(error) = work(&mut part.value, item) {
                    part.failures.push((item, error));
                }
                std::mem::forget(guard);
                let done = done.fetch_add(1, Ordering::Relaxed) + 1;
                (self.progress)(Progress { done, total: items });
            }
        };
        let others = self.threads.get().min(items).saturating_sub(1);
        let mut folded = thread::scope(|scope| {
            let threads: Vec<_> =
                (0..others).map_while(|_| thread::Builder::new().spawn_scoped(scope, run).ok()).collect();
            let mut folded = run();
            for thread in threads {
                let part = thread.join().unwrap_or_else(|panic| resume_unwind(panic));
                merge(&mut folded.value, part.value);
                folded.failures.extend(part.failures);
            }
            folded
        });
        folded.failures.sort_by_key(|(item, _)| *item);
        folded
    }
}

/// Sends the other threads home when the work of one unwinds.
struct StopOnPanic<'s> {
    next: &'s AtomicUsize,
    items: usize,
}

impl Drop for StopOnPanic<'_> {
    fn drop(&mut self) {
        self.next.fetch_max(self.items, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    fn threads(n: usize) -> NonZero<usize> {
        NonZero::new(n).unwrap()
    }

    #[test]
    fn any_number_of_threads_gives_the_same() {
        for n in [1, 2, 3, 16, 1000] {
            for items in [0, 1, 2, 500] {
                let seen = Mutex::new(Vec::new());
                let note = |progress: Progress| seen.lock().unwrap().push(progress.done);
                let folded = Pool::new(threads(n)).with_progress(&note).fold(
                    items,
                    || 0,
                    |sum, i| {
                        *sum += if i % 7 == 3 { return Err(i) } else { i };
                        Ok(())
                    },
                    |sum, part| *sum += part,
                );
                assert_eq!(folded.value, (0..items).filter(|i| i % 7 != 3).sum::<usize>());
                assert_eq!(
                    folded.failures,
                    (0..items).filter(|i| i % 7 == 3).map(|i| (i, i)).collect::<Vec<_>>()
                );
                let mut seen = seen.into_inner().unwrap();
                seen.sort_unstable();
                assert_eq!(seen, (1..=items).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    #[should_panic(expected = "item 5")]
    fn a_panic_reaches_the_caller() {
        let work = |_: &mut (), i: usize| -> Result<(), ()> {
            assert_ne!(i, 5, "item {i}");
            Ok(())
        };
        Pool::new(threads(3)).fold(100, || (), work, |_, _| ());
    }
}
