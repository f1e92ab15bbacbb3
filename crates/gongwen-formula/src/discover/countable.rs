//! Labels that only count, whatever marks stand around them: 十项行动, 六个产业集群, 三大高速公路新通道.
//!
//! The test of a formula is whether its numeral can change or its head be said in other words without the loss of a name.
//! A classifier with a whole noun of the kind that plans count (任务, 工程, 指标) passes neither; a clipped head (四风), a verb (三个集中) or a noun
//! that nobody counts (四个意识) does. Without classifier the head is clipped by nature.

use gongwen_text::Span;

use crate::guards::{CLASSIFIERS, COUNTABLE};
use crate::label;
use crate::numeral;
use crate::walk::after;
use crate::words::Words;

/// Nouns that plans and reports count, beside those that the extractor counts without quotation marks.
#[rustfmt::skip]
static NOUNS: Words = Words::new(&[
    "战略", "计划", "政策", "补贴", "底线", "差距", "动力", "榜单", "成果", "枢纽", "定位", "治理", "整治", "通道",
    "项目", "案例", "基金", "资金", "奖励", "考核", "报告", "文件", "法规", "条例", "规划", "纲要", "节点", "场景",
    "名单", "协议", "合同", "展会", "赛事", "节庆", "产品", "品种", "作物", "疾病", "慢病", "污染", "行业", "设施",
    "管线", "线路", "公路", "铁路", "机场", "港口", "水库", "灌区", "流域", "组团", "集聚区", "开发区", "功能", "支柱",
    "能力", "优势", "任务", "事业", "市场", "客户", "场所", "人群", "群体", "单位", "文章", "水电站", "抽水蓄能", "种源",
]);

/// Says whether a label that begins with its only numeral is a classifier with a noun that is counted.
///
/// Cost: the label.
pub(crate) fn only_counts(label: &str) -> bool {
    let Some(numeral) = numeral::at(label, 0) else { return false };
    let Some(slots) = label::heads(label, Span::new(0, label.len())) else { return false };
    let [only] = slots.as_slice() else { return false };
    let classified = after(label, numeral.span.end).is_some_and(|c| CLASSIFIERS.contains(&c));
    let head = only.span.slice(label);
    classified && (COUNTABLE.before(head, head.len()).is_some() || NOUNS.before(head, head.len()).is_some())
}

#[cfg(test)]
mod tests {
    use super::only_counts;

    #[test]
    fn a_classifier_with_a_noun_of_plans_counts_and_a_clipped_head_names() {
        for label in
            ["十项行动", "五大重点任务", "13条政策", "七个专项行动", "三大高速公路新通道", "六个产业集群"]
        {
            assert!(only_counts(label), "{label}");
        }
        for label in
            ["四风", "三个集中", "四个意识", "三会一课", "六个一批", "三区一中心", "双控", "", "工程"]
        {
            assert!(!only_counts(label), "{label}");
        }
    }
}
