//! The rules that are code, one file a root cause.

mod clean;
mod context;
mod count;
mod dunhao;
mod halfwidth;
mod marks;
mod masks;
mod ocr;
mod quotes;
mod spaces;

use crate::rule::Group;

/// All of them.
pub(crate) const GROUPS: &[Group] = &[
    clean::GROUP,
    count::GROUP,
    dunhao::GROUP,
    halfwidth::GROUP,
    marks::GROUP,
    masks::GROUP,
    ocr::GROUP,
    quotes::GROUP,
    spaces::GROUP,
];
