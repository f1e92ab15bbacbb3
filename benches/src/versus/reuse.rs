//! How the search for reuse grows with the number of documents: generated ones, a third of them planted copies; and near copies of one.

use crate::Failure;
use gongwen_benches::clock::on_the_wall;
use gongwen_benches::planted::{Made, documents};
use gongwen_corpus::Ordinal;
use gongwen_corpus::parallel::Pool;
use gongwen_corpus::reuse::{Reuse, ReuseDocument, ReuseOptions, ReuseTexts};
use gongwen_text::Reading;
use std::collections::BTreeSet;
use std::num::NonZero;

/// Documents of the smallest run; each further one has ten times as many.
const FIRST: usize = 1_000;
/// Copies in a hundred documents.
const COPIES: usize = 33;
/// Planted copies that must be found, and found pairs that must be planted, of a thousand.
const LEAST: usize = 980;

pub(crate) fn run(most: &str, show: impl Fn(String)) -> Result<(), Failure> {
    let most: usize = most.parse().map_err(|_| format!("{most:?} is no number of documents"))?;
    let sizes = std::iter::successors(Some(FIRST), |size| Some(size * 10));
    for size in sizes.take_while(|&size| size <= most) {
        show(planted(size));
        show(reposts(size));
    }
    Ok(())
}

/// Takes the documents in and compares them, on one thread; returns the seconds of both.
fn run_on(made: &[Made]) -> ([f64; 2], Reuse) {
    let (adding, texts) = on_the_wall(|| {
        let mut texts = ReuseTexts::new(&ReuseOptions::default());
        for (at, one) in made.iter().enumerate() {
            let ordinal = Ordinal { item: at as u64, part: 0 };
            let document = ReuseDocument { ordinal, name: &one.name, date: Some(&one.date) };
            texts.add(&document, &Reading::of(&one.text));
        }
        texts
    });
    let (comparing, reuse) = on_the_wall(|| texts.compare(&Pool::new(NonZero::<usize>::MIN)));
    ([adding, comparing], reuse)
}

/// One text, reposted under a heading of its own each time.
fn reposts(size: usize) -> String {
    let original = documents(1, 0, 1).remove(0);
    let repost = |at: usize| Made {
        name: format!("{at:06}"),
        text: format!("县委办第{at}号工作简报{}\n{}", at * 7919, original.text),
        ..original.clone()
    };
    let made: Vec<Made> = (0..size).map(repost).collect();
    let ([adding, comparing], reuse) = run_on(&made);
    assert!(reuse.clusters.len() == 1 && reuse.clusters[0].members.len() == size, "all are one cluster");
    format!(
        "{{\"subject\":\"reuse-reposts\",\"documents\":{size},\"pairs\":{},\"compared\":{},\
         \"add_ms_per_document\":{:.4},\"compare_ms_per_document\":{:.4}}}",
        reuse.pairs.len(),
        reuse.compared,
        adding * 1e3 / size as f64,
        comparing * 1e3 / size as f64,
    )
}

fn planted(size: usize) -> String {
    let made = documents(size, COPIES, 1);
    let bytes: usize = made.iter().map(|one| one.text.len()).sum();
    let ([adding, comparing], reuse) = run_on(&made);
    let number = |at: usize| reuse.documents[at].ordinal.item as usize;
    let found: BTreeSet<(usize, usize)> =
        reuse.pairs.iter().map(|pair| (number(pair.a), number(pair.b))).collect();
    let planted: Vec<(usize, usize)> =
        made.iter().enumerate().filter_map(|(at, one)| Some((one.origin?.0, at))).collect();
    let recalled = planted.iter().filter(|pair| found.contains(pair)).count();
    let right = found.iter().filter(|&&(a, b)| made[a].family == made[b].family).count();
    assert!(recalled * 1000 >= planted.len() * LEAST, "{recalled} of {} copies are found", planted.len());
    assert!(right * 1000 >= found.len() * LEAST, "{right} of {} pairs are planted", found.len());
    format!(
        "{{\"subject\":\"reuse\",\"documents\":{size},\"bytes\":{bytes},\"planted\":{},\"recalled\":{recalled},\"pairs\":{},\
         \"right\":{right},\"compared\":{},\"common_fingerprints\":{},\"add_ms_per_document\":{:.4},\"compare_ms_per_document\":{:.4}}}",
        planted.len(),
        found.len(),
        reuse.compared,
        reuse.common,
        adding * 1e3 / size as f64,
        comparing * 1e3 / size as f64,
    )
}
