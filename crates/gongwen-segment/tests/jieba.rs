//! Equality with jieba-rs in every mode and in tags: on strings made to be hard, on random ones, on documents.
#![expect(clippy::print_stdout, reason = "a suite says what it skipped and how much it compared")]

mod support;

use gongwen_segment::{Mode, Scratch, Segmenter};
use jieba_rs::Jieba;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use support::Random;

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::new);
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// What is compared of a word: where it stands, the word and, where the mode has tags, the tag.
type Tagged<'a> = (usize, usize, &'a str, &'a str);

fn of_jieba(text: &str, mode: Mode) -> Vec<Tagged<'_>> {
    let tokens = match mode {
        Mode::Dictionary | Mode::JiebaHmm => {
            let hmm = mode == Mode::JiebaHmm;
            let tags = JIEBA.tag(text, hmm).into_iter();
            let tags: Vec<_> = tags.map(|tag| (tag.byte_start, tag.byte_end, tag.word, tag.tag)).collect();
            let cut = JIEBA.cut(text, hmm);
            let cut = cut.iter().map(|token| (token.byte_start, token.byte_end, token.word));
            assert!(cut.eq(tags.iter().map(|&(start, end, word, _)| (start, end, word))), "jieba is at one");
            return tags;
        }
        Mode::Search => JIEBA.cut_for_search(text, true),
        Mode::DictionarySearch => JIEBA.cut_for_search(text, false),
        Mode::AllWords => JIEBA.cut_all(text),
        _ => panic!("{mode:?} is new"),
    };
    tokens.into_iter().map(|token| (token.byte_start, token.byte_end, token.word, "")).collect()
}

fn of_ours<'a>(text: &'a str, mode: Mode, scratch: &mut Scratch) -> Vec<Tagged<'a>> {
    let tokens = SEGMENTER.segment(text, mode, &[], scratch);
    let tag = |id, word| if mode.tiles() { SEGMENTER.tag(id, word) } else { "" };
    tokens
        .iter()
        .map(|token| (token.span.start, token.span.end, token.text, tag(token.id, token.text)))
        .collect()
}

fn differs(text: &str, mode: Mode, scratch: &mut Scratch) -> bool {
    of_jieba(text, mode) != of_ours(text, mode, scratch)
}

/// Takes away whatever may go while the text still differs.
fn minimised(text: &str, mode: Mode) -> String {
    let mut scratch = Scratch::default();
    let mut characters: Vec<char> = text.chars().collect();
    let mut part = characters.len().next_power_of_two();
    while part > 0 {
        let mut at = 0;
        while at < characters.len() {
            let end = (at + part).min(characters.len());
            let rest: String = characters[..at].iter().chain(&characters[end..]).collect();
            if differs(&rest, mode, &mut scratch) {
                characters.drain(at..end);
            } else {
                at = end;
            }
        }
        part /= 2;
    }
    characters.into_iter().collect()
}

/// Compares texts in all modes, with one scratch for all, and shows the first that differ at their shortest.
#[derive(Default)]
struct Comparison {
    scratch: Scratch,
    texts: usize,
    bytes: usize,
    differences: Vec<String>,
}

impl Comparison {
    const SHOWN: usize = 3;

    fn text(&mut self, text: &str) {
        self.texts += 1;
        self.bytes += text.len();
        for mode in Mode::ALL {
            if self.differences.len() < Self::SHOWN && differs(text, mode, &mut self.scratch) {
                let least = minimised(text, mode);
                let (expected, found) = (of_jieba(&least, mode), of_ours(&least, mode, &mut self.scratch));
                self.differences
                    .push(format!("{mode:?} of {least:?}\n  jieba {expected:?}\n  ours  {found:?}"));
            }
        }
    }

    fn end(self) {
        println!("{} texts, {} bytes", self.texts, self.bytes);
        assert!(self.differences.is_empty(), "{}", self.differences.join("\n"));
    }
}

/// Bytes that the engine takes at once, more or less: what stands across the border of two stretches.
const STRETCH: usize = 4096;

#[test]
fn hard_strings() {
    let mut comparison = Comparison::default();
    for text in [
        "",
        "\r\n",
        "\r",
        "\n",
        "\r\r\n\n\r",
        "中\r国\r\n人民\n",
        "a\rb\r\nc\nd",
        "，。；、\n\n\n  \t\u{3000}\u{a0}",
        "abc_def.ghi-jkl%mno",
        "v1.2.3-rc.1 3.14% 100% %d a--b a..b _x x_ .5 5. -5",
        "C++ c# AT&T user@example.gov.cn https://www.gov.cn/a?b=c&d=%E4",
        "WES-5.4.5，3.6.3，e-mail，A.B.C",
        "靁龘龖齾㐀㐁䶵𠀀𠀁𪛖𫝀𬺰鿿",
        "契豈更車賈丽丸乁",
        "👪👨\u{200d}👩\u{200d}👧🇨🇳👍🏽e\u{301}中\u{301}国葛\u{e0100}❤\u{fe0f}",
        "中\0国\0\0人民",
        "γ射线，卡拉OK，T恤，T恤衫，AA制，K歌，4S店，1号店，A股，B超，X光，β粒子，维生素C",
        "γ射线γ射γ卡拉O卡拉T恤T T恤T",
        "〇二〇二三年，々，二〇二三年",
        "他来到了网易杭研大厦，李小福是创新办主任也是云计算方面的专家",
        "南京市长江大桥研究生命起源结婚的和尚未结婚的",
        "１２３ＡＢＣ％．",
        "\u{feff}\u{2028}\u{85}\u{7f}\u{1b}",
        "カラオケ한국어ไทยनमस्तेשלום",
    ] {
        comparison.text(text);
        comparison.text(&text.repeat(3));
        comparison.text(&format!("坚持{text}党的领导{text}"));
    }
    comparison.end();
}

#[test]
fn every_code_point() {
    let mut comparison = Comparison::default();
    // In debug runs a part of those beyond the usual planes.
    let step = if cfg!(debug_assertions) { 64 } else { 1 };
    for row in (0..=u32::from(char::MAX)).step_by(16).filter(|row| *row < 0x1_0000 || row / 16 % step == 0) {
        let row = || (row..row + 16).filter_map(char::from_u32);
        comparison.text(&row().flat_map(|c| ['，', c]).collect::<String>());
        comparison.text(&row().flat_map(|c| ['中', c, 'a', c, '1', c, c]).collect::<String>());
    }
    comparison.end();
}

#[test]
fn long_runs_without_a_separator() {
    let mut comparison = Comparison::default();
    let count = if cfg!(debug_assertions) { 20_000 } else { 100_000 };
    for unit in [
        "中",
        "a",
        "1",
        "龘",
        "𠀀",
        "中国人民",
        "的",
        "a1",
        "a-",
        "é",
        "、",
        "\n",
        "\r\n",
        "\r",
        " ",
        "卡拉OK",
        "γ射线",
    ] {
        let text: String = unit.chars().cycle().take(count).collect();
        comparison.text(&text);
    }
    let mut random = Random::new(5);
    let mut words = String::new();
    while words.chars().count() < count {
        words.push_str(random.word());
    }
    comparison.text(&words);
    comparison.end();
}

#[test]
fn words_across_the_border_of_stretches() {
    let mut comparison = Comparison::default();
    for (fill, step) in [("中", 1), ("a", 5), ("，", 1), ("\n", 5), ("\r\n", 2), ("党", 3)] {
        for back in (0..32).step_by(step) {
            let before = fill.repeat((STRETCH - back) / fill.len());
            for pad in ["", "x", "xx"] {
                for word in [
                    "全面从严治党，",
                    "\r\n全面\r\n",
                    "，γ射线，",
                    "卡拉OK\n",
                    "a.b-c\r",
                    "\r\n\r\n",
                    "👪中\u{301}",
                ] {
                    comparison.text(&format!("{pad}{before}{word}{word}中国共产党\n{word}"));
                }
            }
        }
    }
    comparison.end();
}

#[test]
fn random_strings() {
    let count = std::env::var("GONGWEN_RANDOM").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let mut comparison = Comparison::default();
    let mut random = Random::new(2026);
    for at in 0..count {
        // One in two hundred is longer than a stretch of the engine.
        let most = if at % 200 == 0 { 2000 } else { 16 };
        comparison.text(&random.text(most));
    }
    comparison.end();
}

#[test]
fn documents() {
    let mut files = Vec::new();
    for part in ["corpora", "seeds"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(part);
        if !folder.exists() {
            println!("skipped: no ../shared/{part}");
            continue;
        }
        collect(&folder, &mut files);
    }
    files.sort();
    let step = if cfg!(debug_assertions) { 20 } else { 1 };
    let mut comparison = Comparison::default();
    for file in files.iter().step_by(step) {
        let bytes = std::fs::read(file).expect("the file is listed");
        comparison.text(&String::from_utf8_lossy(&bytes));
    }
    comparison.end();
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}
