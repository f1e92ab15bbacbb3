//! The short form: columns, comments, stable ids, kinds read off the label.

use gongwen_lexicon::{Kind, Level, LexiconFile};

#[test]
fn columns_are_label_items_verbs_note() {
    let tsv = "\u{feff}# 本单位提法\r\n\r\n“四个体系”\t责任体系、制度体系、监督体系、保障体系\t健全、完善\t2026年党委一号文件\r\n四能五有\r\n";
    let file = LexiconFile::parse_short("提法/本单位.2026.tsv", tsv).unwrap();
    assert_eq!(file.name, "本单位");
    let formula = &file.formulas[0];
    assert_eq!((formula.id.as_str(), formula.label.as_str()), ("四个体系", "四个体系"));
    assert_eq!(formula.items.iter().map(|item| item.text.as_str()).collect::<Vec<_>>()[3], "保障体系");
    assert_eq!(formula.verbs.prefer, ["健全", "完善"]);
    assert_eq!(formula.note.as_deref(), Some("2026年党委一号文件"));
    assert_eq!(formula.level, Level::Local);
    assert_eq!(formula.place.line, 3);
    assert_eq!(file.formulas[1].slots, [4, 5]);
}

#[test]
fn kinds_are_read_off_the_label() {
    for (label, kind, slots) in [
        ("四个体系", Kind::NumeralClassifierNoun, &[4][..]),
        ("三大攻坚战", Kind::NumeralClassifierNoun, &[3]),
        ("三农", Kind::NumeralMorpheme, &[3]),
        ("双减", Kind::NumeralMorpheme, &[2]),
        ("四能五有", Kind::Slotted, &[4, 5]),
        ("三龄两历一身份", Kind::Slotted, &[3, 2, 1]),
        ("八“要”八“不要”", Kind::Slotted, &[8, 8]),
        ("一企一策", Kind::Distributive, &[]),
        ("一网通办", Kind::FixedTerm, &[]),
        ("九二共识", Kind::FixedTerm, &[]),
        ("1+3+N", Kind::Run, &[]),
        ("12字思路", Kind::LengthLabel, &[]),
        ("第二个结合", Kind::Ordinal, &[]),
        ("学党史、悟思想、办实事、开新局", Kind::ParallelSlogan, &[]),
        ("新质生产力", Kind::FixedTerm, &[]),
    ] {
        let file = LexiconFile::parse_short("unit.tsv", label).unwrap();
        assert_eq!((file.formulas[0].kind, file.formulas[0].slots.as_slice()), (kind, slots), "{label}");
    }
}

#[test]
fn ids_depend_on_the_label_alone() {
    let ids = |tsv: &str| -> Vec<String> {
        LexiconFile::parse_short("unit.tsv", tsv)
            .unwrap()
            .formulas
            .into_iter()
            .map(|formula| formula.id)
            .collect()
    };
    assert_eq!(ids("三农\n四个体系\t\t健全"), ids("四个体系\n三农\t\t做好\t备注"));
    assert_eq!(ids("党建+"), ["党建"]);
    assert_eq!(ids("举旗帜、聚民心"), ["举旗帜-聚民心"]);
    assert_eq!(ids("5G+行动"), ["5g-行动"]);
}

#[test]
fn an_empty_file_is_an_empty_lexicon() {
    assert!(LexiconFile::parse_short("unit.tsv", "").unwrap().formulas.is_empty());
    assert!(LexiconFile::parse_short("unit.tsv", "# 无\n\n").unwrap().formulas.is_empty());
}
