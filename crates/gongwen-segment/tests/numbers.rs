//! Numbers kept whole: every span found is a token where no word of the user is in its way.

mod support;

use gongwen_segment::{Mode, Segmenter, whole_spans};
use gongwen_text::Span;
use support::{Random, words};

const ROUNDS: usize = if cfg!(debug_assertions) { 500 } else { 5000 };

const NUMBERS: &[&str] = &[
    "2023年3月17日",
    "国发〔2018〕5号",
    "23.08%",
    "37.57亿元",
    "1,234,567",
    "2021—2025年",
    "百分之三十",
    "第十二届",
    "500元/吨",
    "PM2.5",
    "15:30",
    "1—6月",
];

/// The user's words: one that goes on in a number, one that ends in it, one that is none's business.
const USERS: &[&str] = &["年3月", "增长23", "全面领导", "亿"];

#[test]
fn whole_spans_are_tokens_and_the_tokens_tile_the_text() {
    let mut plain = Segmenter::new();
    plain.keep_numbers_whole(true);
    let mut with_users = Segmenter::new();
    with_users.keep_numbers_whole(true);
    for word in USERS {
        with_users.add_word(word, None).expect("the words are good");
    }
    let mut random = Random::new(21);
    for _ in 0..ROUNDS {
        let mut text = String::new();
        for _ in 0..random.below(8) {
            text.push_str(&random.text(3));
            text.push_str(random.of(NUMBERS));
            text.push_str(random.of(&["", "，", "增长", "全面领导", "坚持党的全面领导"]));
        }
        let mut whole = Vec::new();
        whole_spans(&text, &mut whole);
        for (segmenter, users) in [(&plain, &[][..]), (&with_users, USERS)] {
            for mode in Mode::ALL {
                let tokens = words(segmenter, &text, mode);
                let forced = |token: &Span| users.contains(&token.slice(&text));
                let users: Vec<Span> = tokens.iter().map(|token| token.1).filter(forced).collect();
                let touched = |number: &Span| {
                    users.iter().any(|user| user.start < number.end && number.start < user.end)
                };
                for number in whole.iter().filter(|number| !touched(number)) {
                    assert!(
                        tokens.iter().any(|token| token.1 == *number),
                        "{:?} of {text:?} by {mode:?}",
                        number.slice(&text)
                    );
                }
                if mode.tiles() {
                    assert_eq!(tokens.iter().map(|token| token.0).collect::<String>(), text);
                }
            }
        }
    }
}
