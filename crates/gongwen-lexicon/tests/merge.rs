//! Merging: later files override by id, disable, and add; provenance and hashes say what was merged.

use gongwen_lexicon::{Entry, Form, Lexicon, LexiconFile, Matcher, Semantics};

const BASE: &str = r#"
schema = 1
name = "base"
version = "2026.11.0"
license = "CC0-1.0"
source = ["试"]

[[formula]]
id = "sange-zixin"
label = "三个自信"
kind = "numeral-classifier-noun"
level = "central"
confidence = "high"
status = "superseded"
superseded_by = "sige-zixin"

[[formula]]
id = "sige-yishi"
label = "四个意识"
kind = "numeral-classifier-noun"
level = "central"
confidence = "high"

[[formula]]
id = "sige-zixin"
label = "四个自信"
kind = "numeral-classifier-noun"
level = "central"
confidence = "high"

[[phrase]]
id = "jiangzhengzhi"
text = "旗帜鲜明讲政治"
class = "政治表态"
level = "central"
confidence = "high"

[[proper_name]]
id = "zhongyang"
full = "中国共产党中央委员会"
short = ["中共中央", "党中央"]
kind = "organ"
level = "central"
confidence = "high"

[[chain]]
id = "core"
links = [{ verb = "增强", formula = "sige-yishi" }, { verb = "坚定", formula = "sige-zixin" }]
"#;

fn base() -> LexiconFile {
    LexiconFile::parse("base.toml", BASE).expect("the base file is valid")
}

fn unit(body: &str) -> LexiconFile {
    let header = "schema = 1\nname = \"unit\"\nversion = \"1\"\nlicense = \"CC0-1.0\"\nsource = [\"试\"]\n";
    LexiconFile::parse("unit.toml", &format!("{header}{body}")).expect("the later file is valid")
}

fn ids(lexicon: &Lexicon) -> Vec<&str> {
    lexicon.entries().map(|(_, entry)| entry.id()).collect()
}

#[test]
fn entries_stand_by_sort_and_id_and_are_found_by_id() {
    let lexicon = Lexicon::merge(vec![base()]).unwrap();
    assert_eq!(ids(&lexicon), ["sange-zixin", "sige-yishi", "sige-zixin", "jiangzhengzhi", "zhongyang"]);
    for (number, entry) in lexicon.entries() {
        assert_eq!(lexicon.find(entry.id()), Some(number));
        assert_eq!(lexicon.entry(number), entry);
    }
    assert_eq!(lexicon.find("core"), None);
    assert_eq!(lexicon.chain("core").map(|chain| chain.links.len()), Some(2));
    assert_eq!(lexicon.formula_by_label("四个自信"), [lexicon.find("sige-zixin").unwrap()]);
    assert!(lexicon.formula_by_label("四个").is_empty());
}

#[test]
fn later_file_overrides_by_id_and_says_so() {
    let later = unit(
        "[[formula]]\nid = \"sige-yishi\"\nlabel = \"四个意识\"\nkind = \"numeral-classifier-noun\"\nlevel = \"central\"\nconfidence = \"low\"\nnote = \"本单位\"\n",
    );
    let lexicon = Lexicon::merge(vec![base(), later]).unwrap();
    let number = lexicon.find("sige-yishi").unwrap();
    assert_eq!(lexicon.formula(number).unwrap().note.as_deref(), Some("本单位"));
    assert_eq!(lexicon.origin(number).name, "unit");
    assert_eq!(lexicon.origin(lexicon.find("sige-zixin").unwrap()).name, "base");
    assert_eq!(lexicon.len(), 5);
}

#[test]
fn disabling_a_formula_takes_its_chains_and_successions_along() {
    let later = unit("disable = [\"sige-zixin\", \"zhongyang\"]\n");
    let lexicon = Lexicon::merge(vec![base(), later]).unwrap();
    assert_eq!(ids(&lexicon), ["sange-zixin", "sige-yishi", "jiangzhengzhi"]);
    assert_eq!(lexicon.chains().len(), 0);
    assert_eq!(lexicon.formulas().next().unwrap().superseded_by, None);
}

#[test]
fn a_disabled_id_may_be_given_anew() {
    let later = unit(
        "disable = [\"sige-zixin\"]\n[[formula]]\nid = \"sige-zixin\"\nlabel = \"四个自信\"\nkind = \"fixed-term\"\nlevel = \"local\"\nconfidence = \"low\"\n",
    );
    let lexicon = Lexicon::merge(vec![base(), later]).unwrap();
    assert_eq!(lexicon.chains().len(), 1);
    assert_eq!(lexicon.formulas().next().unwrap().superseded_by.as_deref(), Some("sige-zixin"));
}

#[test]
fn short_form_overrides_the_formula_with_its_label() {
    let short = LexiconFile::parse_short("本单位.tsv", "四个意识\t甲、乙、丙、丁\t增强\n四能五有\n").unwrap();
    let lexicon = Lexicon::merge(vec![base(), short]).unwrap();
    let number = lexicon.find("sige-yishi").unwrap();
    let formula = lexicon.formula(number).unwrap();
    assert_eq!(formula.items.len(), 4);
    assert_eq!(formula.verbs.prefer, ["增强"]);
    assert_eq!(lexicon.origin(number).name, "本单位");
    assert_eq!(lexicon.formula_by_label("四能五有").len(), 1);
    assert_eq!(lexicon.chains().len(), 1);
}

#[test]
fn a_line_of_the_short_form_changes_what_it_says_and_nothing_else() {
    let earlier = unit(concat!(
        "[[formula]]\nid = \"sanqing\"\nlabel = \"三清\"\nvariants = [\"三个清\"]\nkind = \"numeral-morpheme\"\n",
        "level = \"sector\"\nconfidence = \"high\"\nitems = [\"清底数\", \"清责任\", \"清措施\"]\nwrong = [{ form = \"三请\" }]\n",
        "[[phrase]]\nid = \"gaozhiliang\"\ntext = \"高质量发展\"\nvariants = [\"高质量的发展\"]\n",
        "class = \"经济\"\nlevel = \"central\"\nconfidence = \"high\"\n",
    ));
    let with = |tsv: &str| {
        Lexicon::merge(vec![
            earlier.clone(),
            LexiconFile::parse_short("own.tsv", tsv).expect("lines that can be read"),
        ])
        .expect("a unit's list repeats what is known")
    };
    let before = Lexicon::merge(vec![earlier.clone()]).unwrap();
    let bare = with("三清\n三个清\n“高质量发展”\n高质量的发展\n");
    assert!(bare.formulas().eq(before.formulas()) && bare.phrases().eq(before.phrases()));
    assert_eq!(bare.shadowed(), []);
    let verb = with("三清\t\t推行\n");
    let formula = verb.formula(verb.find("sanqing").unwrap()).unwrap();
    assert_eq!((formula.items.len(), formula.wrong.len()), (3, 1));
    assert_eq!(formula.verbs.prefer, ["推行"]);
    assert_eq!(verb.origin(verb.find("sanqing").unwrap()).name, "own");
    let replaced = with("高质量发展\t稳、进\n");
    assert_eq!((replaced.phrases().count(), replaced.formula_by_label("高质量发展").len()), (0, 1));
    assert_eq!(replaced.shadowed().len(), 1);
    let taken = with("高质量的发展\t\t推动\n");
    assert_eq!(taken.phrases().next().unwrap().variants, [""; 0]);
    assert_eq!(taken.formula_by_label("高质量的发展").len(), 1);
}

#[test]
fn hash_tells_content_and_ignores_line_ends() {
    let windows = LexiconFile::parse("base.toml", &BASE.replace('\n', "\r\n")).unwrap();
    assert_eq!(windows.hash, base().hash);
    assert_eq!(base().hash.as_str().len(), 32);
    let changed = LexiconFile::parse("base.toml", &BASE.replace("讲政治", "讲大局")).unwrap();
    assert_ne!(changed.hash, base().hash);
    let (one, two) = (Lexicon::merge(vec![base()]).unwrap(), Lexicon::merge(vec![changed]).unwrap());
    assert_ne!(one.hash(), two.hash());
    assert_eq!(one.hash(), Lexicon::merge(vec![base()]).unwrap().hash());
}

#[test]
fn entries_serialise_with_the_spellings_of_the_file() {
    let lexicon = Lexicon::merge(vec![base()]).unwrap();
    let Entry::Formula(formula) = lexicon.entry(lexicon.find("sange-zixin").unwrap()) else {
        panic!("a formula")
    };
    let json = serde_json::to_value(formula).unwrap();
    assert_eq!(json["kind"], "numeral-classifier-noun");
    assert_eq!(json["slots"], serde_json::json!([3]));
    assert_eq!(json["status"], "superseded");
    assert!(json.get("place").is_none());
}

#[test]
fn names_are_searched_only_when_asked_for() {
    let lexicon = Lexicon::merge(vec![base()]).unwrap();
    let text = "党中央要求旗帜鲜明讲政治";
    let found = |matcher: &Matcher| -> Vec<(String, Form)> {
        matcher.find_iter(text).map(|hit| (hit.span.slice(text).to_owned(), hit.form)).collect()
    };
    let usual = Matcher::compile(&lexicon, Semantics::LeftmostLongest).unwrap();
    assert_eq!(found(&usual), [("旗帜鲜明讲政治".to_owned(), Form::Label)]);
    let names = Matcher::compile_selected(&lexicon, Semantics::LeftmostLongest, |entry| {
        matches!(entry, Entry::Name(_))
    });
    assert_eq!(found(&names.unwrap()), [("党中央".to_owned(), Form::Variant)]);
}

#[test]
fn no_files_give_an_empty_lexicon_that_finds_nothing() {
    let lexicon = Lexicon::merge(Vec::new()).unwrap();
    assert!(lexicon.is_empty());
    for semantics in [Semantics::LeftmostLongest, Semantics::Overlapping] {
        let matcher = Matcher::compile(&lexicon, semantics).unwrap();
        assert_eq!(matcher.find_iter("增强“四个意识”").count(), 0);
        assert_eq!(matcher.pattern_count(), 0);
    }
}
