//! What is told of a number beside it, and leads no further: 9.86亿元，同比增长5%，其中….

use std::sync::LazyLock;

use regex::Regex;

/// ，同比增长6.8%, or the same in a bracket.
static CHANGE: LazyLock<Regex> = LazyLock::new(|| {
    let change = r"(?:可比口径|按可比价格?计算?|同口径|同比|环比|比上年同期|比去年同期|较上年同期|较去年同期|比上年|比去年|较上年|较去年|名义)?(?:分别)?(?:实际)?(?:增长|下降|增加|减少|上升|回落|提高|增幅|降幅|增)(?:了|达|为)?[0-9]{1,4}(?:\.[0-9]{1,3})?(?:[%％]|个百分点)";
    Regex::new(&format!("^(?:，{change}|（{change}）)")).expect("the pattern is a constant")
});

/// Returns the length of the change that begins a text.
pub(super) fn change(text: &str) -> usize {
    const LONGEST: usize = 100;
    if !text.starts_with(['，', '（']) {
        return 0;
    }
    CHANGE.find(crate::marks::head(text, LONGEST)).map_or(0, |found| found.len())
}

#[cfg(test)]
mod tests {
    use super::change;

    #[test]
    fn a_change_is_a_clause_or_a_bracket() {
        let rest = |text: &'static str| &text[change(text)..];
        assert_eq!(rest("，同比增长6.8%，其中"), "，其中");
        assert_eq!(rest("（下降2%）、"), "、");
        assert_eq!(rest("，其中增长6.8%"), "，其中增长6.8%");
    }
}
