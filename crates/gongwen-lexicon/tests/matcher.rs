//! What the matcher finds: optional quotation marks, senses, wrong forms, excluded contexts.

use gongwen_lexicon::{Form, Lexicon, LexiconFile, Matcher, Semantics};

const FILE: &str = r#"
schema = 1
name = "unit"
version = "1"
license = "CC0-1.0"
source = ["试"]

[[formula]]
id = "ba-yao"
label = "八“要”八“不要”"
kind = "paired"
level = "local"
confidence = "high"

[[formula]]
id = "sange-daibiao"
label = "“三个代表”重要思想"
kind = "fixed-term"
level = "central"
confidence = "high"

[[formula]]
id = "sige-yishi"
label = "四个意识"
variants = ["“四个意识”教育"]
kind = "numeral-classifier-noun"
level = "central"
confidence = "high"
wrong = [{ form = "4个意识" }, { form = "四种意识" }]
not_in = ["四个意识形态", "十四个意识"]

[[formula]]
id = "wuge-bixu-jilv"
label = "五个必须"
sense = "纪律"
kind = "numeral-classifier-noun"
level = "central"
confidence = "high"
not_in = ["新的五个必须"]

[[formula]]
id = "wuge-bixu-jingji"
label = "五个必须"
sense = "经济"
kind = "numeral-classifier-noun"
level = "central"
confidence = "high"
"#;

fn found(semantics: Semantics, text: &str) -> Vec<(String, String, Form, u16)> {
    let lexicon = Lexicon::merge(vec![LexiconFile::parse("unit.toml", FILE).expect("the file is valid")])
        .expect("it stands alone");
    let matcher = Matcher::compile(&lexicon, semantics).expect("a small lexicon compiles");
    assert_eq!(matcher.semantics(), semantics);
    let hits = matcher.find_iter(text);
    hits.map(|hit| {
        (lexicon.entry(hit.entry).id().to_owned(), hit.span.slice(text).to_owned(), hit.form, hit.nth)
    })
    .collect()
}

fn longest(text: &str) -> Vec<(String, String, Form, u16)> {
    found(Semantics::LeftmostLongest, text)
}

#[test]
fn quotation_marks_inside_a_label_are_optional_one_by_one() {
    for text in ["八“要”八“不要”", "八要八不要", "八“要”八不要", "八要”八“不要"]
    {
        assert_eq!(longest(text), [("ba-yao".to_owned(), text.to_owned(), Form::Label, 0)]);
    }
    // Marks at the edge belong to the span when the label has them.
    assert_eq!(longest("“三个代表”重要思想")[0].1, "“三个代表”重要思想");
    assert_eq!(longest("三个代表重要思想")[0].1, "三个代表重要思想");
}

/// Found by random search: the second 个个 of 个个个乙 is as much inside it as the first.
#[test]
fn a_context_that_holds_a_form_twice_excludes_both() {
    let text = "schema = 1\nname = \"unit\"\nversion = \"1\"\nlicense = \"CC0-1.0\"\nsource = [\"试\"]\n\n[[phrase]]\nid = \"a\"\ntext = \"个个\"\nclass = \"试\"\nlevel = \"local\"\nconfidence = \"low\"\nnot_in = [\"个个个乙\"]\n";
    let lexicon = Lexicon::merge(vec![LexiconFile::parse("unit.toml", text).unwrap()]).unwrap();
    let matcher = Matcher::compile(&lexicon, Semantics::Overlapping).unwrap();
    assert_eq!(matcher.find_iter("个个个乙").count(), 0);
    assert_eq!(matcher.find_iter("个个个甲").count(), 2);
}

#[test]
fn wrong_forms_and_variants_say_which_they_are() {
    assert_eq!(longest("树牢4个意识"), [("sige-yishi".to_owned(), "4个意识".to_owned(), Form::Wrong, 0)]);
    assert_eq!(longest("树牢四种意识"), [("sige-yishi".to_owned(), "四种意识".to_owned(), Form::Wrong, 1)]);
    let variant = ("sige-yishi".to_owned(), "四个意识教育".to_owned(), Form::Variant, 0);
    assert_eq!(longest("四个意识教育"), [variant]);
}

#[test]
fn a_label_with_two_senses_gives_both_entries() {
    let ids: Vec<String> = longest("做到“五个必须”").into_iter().map(|hit| hit.0).collect();
    assert_eq!(ids, ["wuge-bixu-jilv", "wuge-bixu-jingji"]);
}

#[test]
fn excluded_contexts_drop_the_hit_of_their_entry_only() {
    assert_eq!(longest("四个意识形态阵地"), []);
    assert_eq!(longest("十四个意识"), []);
    assert_eq!(longest("四个意识和四个意识形态").len(), 1);
    let ids: Vec<String> = longest("新的五个必须").into_iter().map(|hit| hit.0).collect();
    assert_eq!(ids, ["wuge-bixu-jingji"]);
}

#[test]
fn overlapping_gives_every_form_by_end() {
    let text = "“四个意识”教育";
    let spans: Vec<String> = found(Semantics::Overlapping, text).into_iter().map(|hit| hit.1).collect();
    // Without its first mark the variant matches too, inside the whole one.
    assert_eq!(spans, ["四个意识", "“四个意识”教育", "四个意识”教育"]);
    assert_eq!(longest(text).len(), 1);
}

#[test]
fn empty_text_has_no_hits() {
    assert_eq!(longest(""), []);
    assert_eq!(found(Semantics::Overlapping, "\u{feff}\r\n"), []);
}
