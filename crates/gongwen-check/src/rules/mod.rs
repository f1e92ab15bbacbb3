//! The rules that are code, one file a root cause.

mod ages;
mod amounts;
mod anniversaries;
mod announced;
mod apposed;
mod attached;
mod averages;
mod beside;
mod brackets;
mod changes;
mod characters;
mod circled;
mod clauses;
mod clean;
mod closings;
mod context;
mod copies;
mod count;
mod days;
mod differences;
mod digits;
mod directions;
mod divisions;
mod doctype;
mod doubled;
mod dunhao;
mod enumerated;
mod extent;
mod growth;
mod halfwidth;
mod headed;
mod idiom;
mod items;
mod known;
mod label;
mod labelled;
mod layout;
mod leader;
mod lines;
mod listed;
mod markers;
mod marks;
mod masks;
mod matters;
mod measured;
mod naming;
mod near;
mod norms;
mod nth_days;
mod numbering;
mod numbers;
pub(crate) mod occasions;
mod ocr;
mod order;
mod ordinals;
mod pairs;
mod parallel;
mod parted;
mod passed;
mod percent;
mod periods;
mod persons;
mod pinyin;
mod plainly;
mod plan_years;
mod plans;
mod plenums;
mod proportions;
mod quoted;
mod quotes;
mod rates;
mod recited;
mod redacted;
mod relabelled;
mod repeated;
mod respectively;
mod reversed;
mod reworded;
mod shares;
mod sides;
mod signature;
mod signer;
mod slip;
mod slots;
mod spaces;
mod spun;
mod steps;
mod strive;
mod struct_;
mod sums;
mod tallies;
mod terms;
mod totals;
mod units;
mod variants;
mod verb;
mod weekdays;
mod years;
mod zeros;

use crate::rule::Group;

/// All of them.
pub(crate) const GROUPS: &[Group] = &[
    ages::GROUP,
    anniversaries::GROUP,
    announced::GROUP,
    attached::GROUP,
    averages::GROUP,
    brackets::GROUP,
    characters::GROUP,
    circled::GROUP,
    clauses::GROUP,
    clean::GROUP,
    closings::GROUP,
    copies::GROUP,
    count::GROUP,
    days::GROUP,
    differences::GROUP,
    digits::GROUP,
    directions::GROUP,
    divisions::GROUP,
    doctype::GROUP,
    doubled::GROUP,
    dunhao::GROUP,
    enumerated::GROUP,
    extent::GROUP,
    growth::GROUP,
    halfwidth::GROUP,
    idiom::GROUP,
    items::GROUP,
    label::GROUP,
    layout::GROUP,
    leader::GROUP,
    lines::GROUP,
    listed::GROUP,
    marks::GROUP,
    masks::GROUP,
    matters::GROUP,
    naming::GROUP,
    near::GROUP,
    norms::GROUP,
    nth_days::GROUP,
    numbering::GROUP,
    numbers::GROUP,
    ocr::GROUP,
    occasions::GROUP,
    order::GROUP,
    ordinals::GROUP,
    pairs::GROUP,
    parallel::GROUP,
    parted::GROUP,
    passed::GROUP,
    percent::GROUP,
    periods::GROUP,
    persons::GROUP,
    pinyin::GROUP,
    plan_years::GROUP,
    plans::GROUP,
    quoted::GROUP,
    quotes::GROUP,
    rates::GROUP,
    redacted::GROUP,
    relabelled::GROUP,
    repeated::GROUP,
    respectively::GROUP,
    reversed::GROUP,
    shares::GROUP,
    sides::GROUP,
    signature::GROUP,
    signer::GROUP,
    slip::GROUP,
    spaces::GROUP,
    spun::GROUP,
    steps::GROUP,
    strive::GROUP,
    struct_::GROUP,
    sums::GROUP,
    tallies::GROUP,
    terms::GROUP,
    totals::GROUP,
    units::GROUP,
    variants::GROUP,
    verb::GROUP,
    weekdays::GROUP,
    zeros::GROUP,
];
