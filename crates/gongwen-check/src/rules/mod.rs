//! The rules that are code, one file a root cause.

mod clean;
mod context;
mod count;
mod dunhao;
mod halfwidth;
mod items;
mod markers;
mod marks;
mod masks;
mod numbering;
mod ocr;
mod ordinals;
mod quotes;
mod spaces;

use crate::rule::Group;

/// All of them.
pub(crate) const GROUPS: &[Group] = &[
    clean::GROUP,
    count::GROUP,
    dunhao::GROUP,
    halfwidth::GROUP,
    items::GROUP,
    marks::GROUP,
    masks::GROUP,
    numbering::GROUP,
    ocr::GROUP,
    ordinals::GROUP,
    quotes::GROUP,
    spaces::GROUP,
];
