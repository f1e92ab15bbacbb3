//! One tokenizer shared by two threads cuts as it does alone.

mod support;

use gongwen_segment::{Mode, Segmenter, UserDictionary};
use support::{Random, Word, words};

#[test]
fn two_threads_over_one_tokenizer_give_what_one_gives() {
    let mut segmenter = Segmenter::new();
    let users = UserDictionary::from_words("users", ["两个确立", "全面领导"]).expect("the words are good");
    segmenter.add_dictionary(&users);
    segmenter.keep_numbers_whole(true);
    segmenter.simplify_traditional(true);
    let mut random = Random::new(41);
    let texts: Vec<String> = (0..300).map(|_| random.text(60)).collect();
    let run = || -> Vec<Vec<Word<'_>>> {
        let modes = |text| Mode::ALL.map(|mode| words(&segmenter, text, mode));
        texts.iter().flat_map(|text| modes(text)).collect()
    };
    let tags = |found: &[Vec<Word<'_>>]| -> Vec<String> {
        let tag = |word: &Word<'_>| segmenter.tag(segmenter.id(word.0), word.0).to_owned();
        found.iter().flatten().map(tag).collect()
    };
    let (first, second) = std::thread::scope(|scope| {
        let work = || {
            let found = run();
            let tags = tags(&found);
            (found, tags)
        };
        let threads = [scope.spawn(work), scope.spawn(work)];
        let [first, second] = threads.map(|thread| thread.join().expect("no thread panics"));
        (first, second)
    });
    let alone = run();
    assert!(first.0 == alone && second.0 == alone);
    let alone = tags(&alone);
    assert!(first.1 == alone && second.1 == alone);
}
