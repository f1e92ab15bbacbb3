//! The rules that are code, one file a root cause.

mod clean;
mod context;
mod count;
mod dunhao;
mod halfwidth;
mod items;
mod doctype;
mod label;
mod leader;
mod markers;
mod marks;
mod masks;
mod numbering;
mod numbers;
mod ocr;
mod order;
mod ordinals;
mod pinyin;
mod quoted;
mod quotes;
mod redacted;
mod spaces;
mod repeated;
mod verb;
mod struct_;

use crate::rule::Group;

/// All of them.
pub(crate) const GROUPS: &[Group] = &[
    clean::GROUP,
    count::GROUP,
    dunhao::GROUP,
    halfwidth::GROUP,
    items::GROUP,
    label::GROUP,
    leader::GROUP,
    marks::GROUP,
    masks::GROUP,
    numbering::GROUP,
    numbers::GROUP,
    ocr::GROUP,
    order::GROUP,
    ordinals::GROUP,
    pinyin::GROUP,
    quoted::GROUP,
    quotes::GROUP,
    redacted::GROUP,
    spaces::GROUP,
    verb::GROUP,
    struct_::GROUP,
];
