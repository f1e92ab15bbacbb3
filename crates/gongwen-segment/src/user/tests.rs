//! The words as a whole: lists against what they must give, and finding against a slow oracle.

use std::collections::BTreeMap;

use gongwen_text::Span;
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// The words that a list must give, as [`shown`] writes them, or its errors.
type Outcome = Result<&'static [&'static str], &'static [&'static str]>;

const LISTS: &[(&str, Outcome)] = &[
    ("", Ok(&[])),
    ("\n\r\n \t\n\u{3000}\n", Ok(&[])),
    ("云计算", Ok(&["云计算"])),
    ("云计算\n放管服\n", Ok(&["云计算", "放管服"])),
    ("\u{feff}云计算\r\n放管服\r\n", Ok(&["云计算", "放管服"])),
    ("云计算\r", Ok(&["云计算"])),
    ("云计算 5", Ok(&["云计算=5"])),
    ("李小福 2 nr", Ok(&["李小福=2/nr"])),
    ("创新办 i", Ok(&["创新办/i"])),
    ("  云计算\u{3000}3\u{3000} n  ", Ok(&["云计算=3/n"])),
    ("云计算\t3\tn", Ok(&["云计算=3/n"])),
    ("云计算 \t\tn\t", Ok(&["云计算/n"])),
    ("云计算 18446744073709551615 nr1", Ok(&["云计算=18446744073709551615/nr1"])),
    ("New York\t", Ok(&["New York"])),
    ("New York\t3\tns", Ok(&["New York=3/ns"])),
    ("第 一\t m", Ok(&["第 一/m"])),
    ("New 3 York", Ok(&["New=3/York"])),
    ("GDP n", Ok(&["GDP/n"])),
    ("2035 12", Ok(&["2035=12"])),
    ("# 云计算\n  # 放管服\n#", Ok(&[])),
    ("\\#号 n\nC#", Ok(&["#号/n", "C#"])),
    ("\\-10℃\n\\\\号\n\\号", Ok(&["-10℃", "\\号", "\\号"])),
    ("-的话\n--x\n-\\-y\n-#z", Ok(&["--x", "-#z", "--y", "-的话"])),
    ("-的话 3 n", Ok(&["-的话"])),
    ("云计算 3 n\n云计算 v\n云计算", Ok(&["云计算=3/v"])),
    ("云计算 3 n\n-云计算\n", Ok(&["-云计算"])),
    ("-云计算\n云计算\n", Ok(&["云计算"])),
    ("👨‍👩‍👧 n\ne\u{301}", Ok(&["e\u{301}", "👨‍👩‍👧/n"])),
    ("𠮷野家 nt", Ok(&["𠮷野家/nt"])),
    (
        "好\n云计算 3x",
        Err(&[r#"t:2: the frequency "3x" is not a whole number; write "云计算 3 n", or the word alone"#]),
    ),
    (
        "云计算 -1 n",
        Err(&[r#"t:1: the frequency "-1" is not a whole number; write "云计算 3 n", or the word alone"#]),
    ),
    (
        "云计算 1.5",
        Err(&[r#"t:1: the frequency "1.5" is not a whole number; write "云计算 3 n", or the word alone"#]),
    ),
    (
        "云计算 ３",
        Err(&[r#"t:1: the frequency "３" is not a whole number; write "云计算 3 n", or the word alone"#]),
    ),
    (
        "云计算 18446744073709551616",
        Err(&[
            r#"t:1: the frequency "18446744073709551616" is too large; write at most 18446744073709551615, or the word alone"#,
        ]),
    ),
    (
        "云计算 大数据",
        Err(&[
            r#"t:1: "大数据" is not a tag; write up to 16 Latin letters and digits, such as n or nr, and each word on a line of its own"#,
        ]),
    ),
    (
        "云计算 3 # 新",
        Err(&[
            r##"t:1: "#" is not a tag; write up to 16 Latin letters and digits, such as n or nr, and each word on a line of its own"##,
        ]),
    ),
    (
        "New York",
        Err(&[
            r#"t:1: "York" can be a tag or a part of the word; write "New 3 York" for a tag, or end the word "New York" with a tab"#,
        ]),
    ),
    ("云计算 n 3", Err(&[r#"t:1: the frequency "3" stands after the tag "n"; write "云计算 3 n""#])),
    (
        "云计算 3 n 新",
        Err(&[
            r#"t:1: the field "新" is one too many; write "云计算 3 n", or end a word that has blanks with a tab"#,
        ]),
    ),
    (
        "云计算 n n",
        Err(&[
            r#"t:1: the field "n" is one too many; write "云计算 3 n", or end a word that has blanks with a tab"#,
        ]),
    ),
    ("-", Err(&["t:1: the word is missing; write a word, or delete the line"])),
    ("\t3\tn", Err(&["t:1: the word is missing; write a word, or delete the line"])),
    (
        "- 云计算",
        Err(&[r#"t:1: a blank stands after "-"; write "-云计算" to remove the word, or "云计算" to add it"#]),
    ),
    ("云\u{7}计算", Err(&["t:1: the word holds the invisible character U+0007; delete it"])),
    ("云计算\r\r\n", Err(&["t:1: the word holds the invisible character U+000D; delete it"])),
    ("好\n\u{feff}云计算", Err(&["t:2: the word holds the invisible character U+FEFF; delete it"])),
    ("N\0e\0w\0", Err(&["t:1: the word holds U+0000, as UTF-16 does; save the list as UTF-8"])),
    (
        "云\u{fffd}算",
        Err(&[
            "t:1: the word holds U+FFFD, the trace of a wrong encoding; save the list as UTF-8 and write the word again",
        ]),
    ),
    (
        "云计算\u{a0}3",
        Err(&[
            "t:1: the word holds the blank U+00A0; write a space between fields, or a tab after a word with blanks",
        ]),
    ),
    (
        "-云\u{7}\n好\n\n坏 三\n坏\0 1x",
        Err(&[
            "t:1: the word holds the invisible character U+0007; delete it",
            r#"t:4: "三" is not a tag; write up to 16 Latin letters and digits, such as n or nr, and each word on a line of its own"#,
            "t:5: the word holds U+0000, as UTF-16 does; save the list as UTF-8",
            r#"t:5: the frequency "1x" is not a whole number; write "坏\u{0} 3 n", or the word alone"#,
        ]),
    ),
];

/// Writes a dictionary as `word=frequency/tag` and `-word`, sorted.
fn shown(dictionary: &UserDictionary) -> Vec<String> {
    let mut shown: Vec<String> = dictionary.removals().map(|word| format!("-{word}")).collect();
    shown.extend(dictionary.words().map(|entry| {
        let frequency = entry.frequency.map(|frequency| format!("={frequency}")).unwrap_or_default();
        let tag = entry.tag.map(|tag| format!("/{tag}")).unwrap_or_default();
        format!("{}{frequency}{tag}", entry.word)
    }));
    shown.sort();
    shown
}

#[test]
fn lists_give_their_words_or_all_their_errors() {
    for (text, expected) in LISTS {
        let found = UserDictionary::parse("t", text);
        match expected {
            Ok(words) => {
                let found = found.map(|dictionary| shown(&dictionary));
                let mut words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
                words.sort();
                words.dedup();
                assert_eq!(found, Ok(words), "{text:?}");
            }
            Err(messages) => {
                let errors = found.map(|dictionary| shown(&dictionary)).expect_err(text);
                let found: Vec<String> = errors.as_slice().iter().map(ToString::to_string).collect();
                assert_eq!(found, *messages, "{text:?}");
                assert_eq!(errors.to_string(), messages.join("\n"), "{text:?}");
            }
        }
    }
}

#[test]
fn a_word_has_at_most_255_characters() {
    let longest = "国".repeat(255);
    assert!(UserDictionary::parse("t", &longest).is_ok());
    let errors = UserDictionary::parse("t", &format!("{longest}家 3 n")).expect_err("too long");
    let start = "国".repeat(24);
    let message =
        format!("t:1: the word \"{start}…\" has 256 characters; write one word of at most 255 a line");
    assert_eq!(errors.to_string(), message);
    assert_eq!(errors.as_slice()[0].text, format!("{start}…"));
}

#[test]
fn of_many_errors_the_first_are_displayed_and_all_are_kept() {
    let errors = UserDictionary::parse("t", &"-\n".repeat(23)).expect_err("no words");
    assert_eq!(errors.as_slice().len(), 23);
    assert_eq!(errors.to_string().lines().count(), 21);
    assert!(errors.to_string().ends_with("\n… and 3 more"));
}

#[test]
fn bad_lines_do_not_cost_the_good_ones() {
    let (dictionary, errors) = UserDictionary::parse_lenient("t", "好\n坏 三 四\n也好 3 n");
    assert_eq!(shown(&dictionary), ["也好=3/n", "好"]);
    assert_eq!(errors.len(), 1);
    assert_eq!((errors[0].line, &*errors[0].text), (Some(2), "坏 三 四"));
}

#[test]
fn words_from_memory_are_taken_as_they_are() {
    let dictionary =
        UserDictionary::from_words("m", ["-x", "#y", " New York 3\n", "\\z"]).expect("good words");
    assert_eq!(shown(&dictionary), ["#y", "-x", "New York 3", "\\z"]);
    let errors = UserDictionary::from_words("m", ["好", " ", "云\u{7}"]).expect_err("two bad words");
    assert_eq!(
        errors.to_string(),
        "m:2: the word is missing; write a word, or delete the line\n\
         m:3: the word holds the invisible character U+0007; delete it"
    );
}

#[test]
fn words_are_added_and_removed_one_by_one() {
    let mut dictionary = UserDictionary::new("m");
    dictionary.add("云计算", Some("n")).expect("a good word");
    dictionary.add("云计算", None).expect("a good word");
    dictionary.add("放管服", None).expect("a good word");
    dictionary.remove("放管服").expect("a good word");
    assert_eq!(shown(&dictionary), ["-放管服", "云计算/n"]);
    let error = dictionary.add("云计算", Some("名词")).expect_err("no tag");
    assert_eq!(
        error.to_string(),
        r#"m: "名词" is not a tag; write up to 16 Latin letters and digits, such as n or nr, and each word on a line of its own"#
    );
    assert!(dictionary.remove("").is_err());
    assert_eq!(shown(&dictionary), ["-放管服", "云计算/n"]);
}

fn parsed(text: &str) -> UserDictionary {
    UserDictionary::parse("t", text).expect("a good list")
}

fn found<'t>(words: &UserWords, text: &'t str) -> Vec<&'t str> {
    let mut out = Vec::new();
    words.find(text, &mut out);
    out.iter().map(|&(span, _)| span.slice(text)).collect()
}

#[test]
fn later_dictionaries_win() {
    let mut words = UserWords::new();
    words.add(&parsed("云计算 n\n放管服 n\n李小福"));
    words.add(&parsed("云计算 v\n放管服\n-李小福\n-的话"));
    assert_eq!((words.len(), words.numbers()), (2, 3));
    assert_eq!(words.tag(0), Some("v"), "the later tag");
    assert_eq!(words.tag(1), Some("n"), "no later tag");
    assert_eq!(words.removed().collect::<Vec<_>>(), ["李小福", "的话"]);
    assert_eq!(found(&words, "李小福说放管服"), ["放管服"]);
    words.add(&parsed("李小福 nr"));
    assert_eq!(words.removed().collect::<Vec<_>>(), ["的话"]);
    assert_eq!((words.number("李小福"), words.tag(2)), (Some(2), Some("nr")));
}

#[test]
fn a_number_stays_with_its_word() {
    let mut words = UserWords::new();
    assert_eq!(
        [words.insert("甲", None), words.insert("乙", Some("n")), words.insert("甲", None)],
        [0, 1, 0]
    );
    assert!(words.remove("乙"));
    assert!(!words.remove("乙"));
    assert_eq!((words.number("乙"), words.word(1), words.tag(1)), (None, Some("乙"), Some("n")));
    assert_eq!(words.insert("丙", None), 2);
    assert_eq!(words.insert("乙", None), 1);
    assert_eq!((words.number("乙"), words.tag(1), words.len()), (Some(1), None, 3));
    assert_eq!((words.word(3), words.tag(u32::MAX)), (None, None));
}

#[test]
fn the_empty_word_is_never_found() {
    let mut words = UserWords::new();
    assert!(!words.remove(""));
    let number = words.insert("", None);
    assert_eq!(words.number(""), Some(number));
    assert_eq!(found(&words, "甲"), [""; 0]);
    assert!(words.remove(""));
}

#[test]
fn a_word_does_not_cut_a_run_of_letters_and_digits() {
    let cases: &[(&[&str], &str, &[&str])] = &[
        (&["AI"], "CHAIN AI AIs xAI A.I 用AI的", &["AI", "AI"]),
        (&["3月"], "13月3月x3月", &["3月"]),
        (&["新3"], "新3 新35 全新3。", &["新3", "新3"]),
        (&["A", "A股", "A股300"], "A股3000 A股300 AA股", &["A股", "A股300"]),
        (&["1+N"], "构建1+N体系，11+N，1+N1", &["1+N"]),
        (&["中国", "中国式", "式现代"], "中国式现代", &["中国式"]),
        (&["é"], "xéé", &["é", "é"]),
        (&["ai"], "AI Ai ai", &["ai"]),
        (&["甲乙丙丁", "乙丙"], "甲乙丙戊", &["乙丙"]),
    ];
    for (list, text, expected) in cases {
        let mut words = UserWords::new();
        words.add(&UserDictionary::from_words("m", *list).expect("good words"));
        assert_eq!(found(&words, text), *expected, "{list:?} in {text}");
    }
}

/// Tries every word at every place.
fn oracle(words: &BTreeMap<String, u32>, text: &str) -> Vec<(Span, u32)> {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let mut out = Vec::new();
    let mut free = 0;
    for (at, _) in text.char_indices() {
        if at < free {
            continue;
        }
        let stands = |word: &str| {
            let (before, rest) = text.split_at(at);
            let Some(after) = rest.strip_prefix(word) else { return false };
            let cuts_before = latin(before.chars().last()) && latin(word.chars().next());
            let cuts_after = latin(word.chars().last()) && latin(after.chars().next());
            !word.is_empty() && !cuts_before && !cuts_after
        };
        let longest = words.iter().filter(|(word, _)| stands(word)).max_by_key(|(word, _)| word.len());
        if let Some((word, &number)) = longest {
            free = at + word.len();
            out.push((Span::new(at, free), number));
        }
    }
    out
}

/// Short strings over an alphabet so small that words meet, overlap and share beginnings.
fn crowded(length: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let letter = prop::sample::select(vec![
        "中", "文", "字", "a", "B", "7", "0", " ", "é", "e\u{301}", "👪", "𠮷", "、", "\u{3000}", "丁", "\0",
    ]);
    vec(letter, length).prop_map(|letters| letters.concat())
}

/// Words over two letters of each kind, so that most texts hold some.
fn narrow(length: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    vec(prop::sample::select(vec!["中", "文", "a", "7"]), length).prop_map(|letters| letters.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn finding_equals_the_oracle_after_any_changes(
        changes in vec((prop_oneof![narrow(0..5), crowded(0..4)], prop::bool::weighted(0.7)), 0..24),
        texts in vec(prop_oneof![narrow(0..24), crowded(0..24)], 1..5),
        among_many in any::<bool>(),
    ) {
        let mut words = UserWords::new();
        let mut expected = BTreeMap::new();
        let mut numbers: Vec<String> = Vec::new();
        // With many first characters the text is passed over in another way.
        for c in ('一'..='龥').step_by(256).filter(|_| among_many) {
            numbers.push(format!("{c}中"));
            expected.insert(format!("{c}中"), words.insert(&format!("{c}中"), None));
        }
        for (word, is_added) in &changes {
            if *is_added {
                let number = words.insert(word, None);
                match numbers.iter().position(|known| known == word) {
                    Some(known) => prop_assert_eq!(number as usize, known),
                    None => {
                        prop_assert_eq!(number as usize, numbers.len());
                        numbers.push(word.clone());
                    }
                }
                expected.insert(word.clone(), number);
            } else {
                prop_assert_eq!(words.remove(word), expected.remove(word).is_some());
            }
            prop_assert_eq!(words.len(), expected.len());
            prop_assert_eq!(words.number(word), expected.get(word).copied());
            for text in &texts {
                let mut out = Vec::new();
                words.find(text, &mut out);
                prop_assert_eq!(&out, &oracle(&expected, text));
            }
        }
        for (number, word) in numbers.iter().enumerate() {
            prop_assert_eq!(words.word(number as u32), Some(&**word));
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in prop_oneof![any::<String>(), lists()]) {
        let (dictionary, errors) = UserDictionary::parse_lenient("t", &text);
        prop_assert_eq!(UserDictionary::parse("t", &text).is_ok(), errors.is_empty());
        let mut words = UserWords::new();
        words.add(&dictionary);
        prop_assert_eq!(words.len(), dictionary.words().count());
        let mut removals: Vec<_> = dictionary.removals().collect();
        removals.sort_unstable();
        prop_assert_eq!(words.removed().collect::<Vec<_>>(), removals);
        words.find(&text, &mut Vec::new());
        for entry in dictionary.words() {
            // A word that stands alone is found.
            for around in [entry.word.to_owned(), format!("，{}。", entry.word), format!(" {}\n", entry.word)] {
                let start = around.find(entry.word).expect("the word stands there");
                let mut out = Vec::new();
                words.find(&around, &mut out);
                let number = words.number(entry.word).expect("the word is in force");
                let span = Span::new(start, start + entry.word.len());
                // Another word may begin with the sign or blank around this one, or go on into it.
                let disturbed = dictionary.words().any(|other| {
                    other.word != entry.word && other.word.contains(['，', '。', ' ', '\n'])
                });
                prop_assert!(disturbed || out.contains(&(span, number)), "{:?} in {:?}", entry.word, around);
            }
        }
    }

    #[test]
    fn words_from_memory_never_panic(list in vec(any::<String>(), 0..8)) {
        match UserDictionary::from_words("m", &list) {
            Ok(dictionary) => {
                let mut trimmed: Vec<&str> = list.iter().map(|word| word.trim()).collect();
                trimmed.sort_unstable();
                trimmed.dedup();
                prop_assert_eq!(dictionary.words().count(), trimmed.len());
            }
            Err(errors) => prop_assert!(!errors.as_slice().is_empty()),
        }
    }
}

/// Texts that are nearly lists of words.
fn lists() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "\n",
            "\n",
            "\r\n",
            " ",
            "\t",
            "\u{3000}",
            "-",
            "\\",
            "#",
            "3",
            "3x",
            " n",
            " nr\n",
            "\u{feff}",
            "\0",
            "\u{fffd}",
            "\u{a0}",
            "99999999999999999999",
        ])
        .prop_map(str::to_owned),
        narrow(1..4),
        crowded(1..4),
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}
