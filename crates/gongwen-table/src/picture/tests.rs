//! Pictures as documents: well-formed, the same every time, sound for data that are hardly any.

use super::*;
use crate::{Attribute, Edges, Graph, GraphEdge, GraphNode, Table};

fn caption() -> Caption {
    Caption {
        title: "提法 <“两个维护”> & \"四个意识\"".to_owned(), description: "每十万字次数".to_owned()
    }
}

fn provenance() -> Provenance {
    let provenance = Provenance::new("gongwen", "1").parameter("by", "year & \"month\"");
    Provenance { documents: Some(46), corpus_hash: Some("12ab".to_owned()), ..provenance }
}

/// Checks that elements nest, attributes are quoted and nothing stands bare that may not; returns how many elements there are.
fn well_formed(xml: &str) -> usize {
    let mut open: Vec<&str> = Vec::new();
    let mut count = 0;
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").unwrap_or(xml);
    while let Some(at) = rest.find('<') {
        let text = &rest[..at];
        assert!(!text.contains('>'), "bare > in {text:?}");
        for part in text.split('&').skip(1) {
            let entity = part.split(';').next().unwrap();
            assert!(["lt", "gt", "amp", "quot"].contains(&entity), "bare & in {text:?}");
        }
        let end = at + rest[at..].find('>').expect("a tag ends");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "tags nest");
            continue;
        }
        count += 1;
        assert_eq!(tag.matches('"').count() % 2, 0, "quotes pair in {tag}");
        assert!(!tag.contains('<'), "{tag}");
        let name = tag.split([' ', '/']).next().unwrap();
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{open:?} {rest:?}");
    count
}

fn line(periods: usize, series: Vec<Series>) -> LineChart {
    let periods = (0..periods).map(|at| (2016 + at).to_string()).collect();
    LineChart { caption: caption(), periods, series, unit: "次".to_owned() }
}

fn bars(bars: Vec<Bar>) -> BarChart {
    BarChart {
        caption: caption(),
        bars,
        left: "甲".to_owned(),
        right: "乙".to_owned(),
        ..BarChart::default()
    }
}

fn bar(name: &str, value: f64, interval: Option<[f64; 2]>) -> Bar {
    Bar { name: name.to_owned(), value: Some(value), interval }
}

fn network(nodes: &[(&str, f64)], edges: &[(usize, usize, f64)]) -> Network {
    let nodes = nodes.iter().map(|&(name, weight)| Node { name: name.to_owned(), weight, group: 0 });
    let edges = edges.iter().map(|&(a, b, weight)| Edge { a, b, weight });
    Network { caption: caption(), nodes: nodes.collect(), edges: edges.collect() }
}

#[test]
fn a_line_chart_has_its_golden_form() {
    let one = Series {
        band: vec![Some([1.0, 3.0]), Some([2.0, 5.0]), None, None],
        ..Series::new("两个维护", [Some(2.0), Some(3.5), None, Some(4.0)])
    };
    let chart = line(4, vec![one, Series::new("四个意识", [Some(4.0), Some(3.0), Some(1.0)])]);
    insta::assert_snapshot!(chart.draw().with_provenance(&provenance()).svg());
}

#[test]
fn a_bar_chart_has_its_golden_form() {
    let chart = bars(vec![bar("脱贫攻坚", -2.5, Some([-3.0, -2.0])), bar("乡村振兴", 3.25, None)]);
    insta::assert_snapshot!(chart.draw().svg());
}

#[test]
fn a_strip_plot_has_its_golden_form() {
    let strips = vec![
        Strip { name: "a.txt".to_owned(), length: 1000, places: vec![0, 10, 999] },
        Strip { name: "报告.txt".to_owned(), length: 500, places: Vec::new() },
    ];
    let plot = StripPlot { caption: caption(), strips, scale: StripScale::ByLength };
    insta::assert_snapshot!(plot.draw().svg());
}

#[test]
fn a_network_has_its_golden_form() {
    let network =
        network(&[("党建", 9.0), ("基层", 4.0), ("群众", 1.0)], &[(0, 1, 3.0), (1, 2, 1.0), (7, 0, 1.0)]);
    insta::assert_snapshot!(network.draw().svg());
}

#[test]
fn hardly_any_data_make_sound_pictures() {
    let odd = [f64::NAN, f64::INFINITY, -1e308, 1e308, 0.0, -0.0, 1e-300];
    let series = |values: &[f64]| Series::new("甲", values.iter().copied().map(Some));
    let mut pictures = vec![
        line(0, Vec::new()).draw(),
        line(0, vec![series(&[1.0])]).draw(),
        line(1, vec![series(&[1.0])]).draw(),
        line(3, vec![Series::new("空", [None, None])]).draw(),
        line(5, vec![series(&[7.0; 5])]).draw(),
        line(7, vec![series(&odd)]).draw(),
        line(2, (0..9).map(|_| series(&[0.0])).collect()).draw(),
        bars(Vec::new()).draw(),
        bars(vec![bar("零", 0.0, None)]).draw(),
        bars(odd.iter().map(|&value| bar("甲", value, Some([value, 1.0]))).collect()).draw(),
        bars(vec![Bar::default()]).draw(),
        StripPlot::default().draw(),
        StripPlot { strips: vec![Strip { places: vec![5], ..Strip::default() }], ..StripPlot::default() }
            .draw(),
        network(&[], &[]).draw(),
        network(&[("独", 0.0)], &[(0, 0, 1.0)]).draw(),
        network(&[("甲", f64::NAN), ("乙", -1.0)], &[(0, 1, f64::INFINITY)]).draw(),
    ];
    pictures[0] = pictures[0].clone().with_provenance(&provenance());
    for picture in pictures {
        let svg = picture.svg();
        assert!(well_formed(&svg) > 3, "{svg}");
        assert!(!svg.contains("NaN") && !svg.contains("inf\"") && !svg.contains("\"-inf"), "{svg}");
    }
}

#[test]
fn labels_at_the_ends_of_lines_keep_apart() {
    assert_eq!(canvas::spread(&[50.0, 50.0, 51.0, 10.0], 15.0, [0.0, 100.0]), [50.0, 65.0, 80.0, 10.0]);
    assert_eq!(canvas::spread(&[98.0, 99.0], 15.0, [0.0, 100.0]), [85.0, 100.0]);
}

#[test]
fn names_are_cut_by_the_width_of_their_characters() {
    assert_eq!(canvas::fitted("全面从严治党", 10.0, 60.0), "全面从严治党");
    assert_eq!(canvas::fitted("全面从严治党", 10.0, 45.0), "全面从…");
    assert_eq!(canvas::fitted("", 10.0, 0.0), "");
}

#[test]
fn many_lines_get_a_panel_each() {
    let chart =
        |lines: usize| line(2, (0..lines).map(|_| Series::new("甲", [Some(1.0); 2])).collect()).draw();
    assert_eq!(chart(6).svg().matches("stroke-width=\"2\" stroke-linejoin").count(), 6);
    assert!(chart(7).height > chart(6).height);
}

#[test]
fn a_page_holds_pictures_tables_and_provenance() {
    let table = Table::builder("keyness")
        .text("word", ["<发展>", "改革"])
        .count("freq", [3, 2])
        .optional_real("log_ratio", [Some(1.5), None])
        .provenance(provenance())
        .build()
        .unwrap();
    let chart = bars(vec![bar("发展", 1.5, None)]).draw();
    let page = html("对比 & 其他", &[chart.clone(), chart], &[&table]);
    for part in [
        "&lt;发展&gt;",
        "<td class=\"n\">1.5000</td>",
        "<td class=\"n\"></td>",
        "corpus_hash: 12ab",
        "对比 &amp; 其他",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("<script") && !page.contains("src="), "{page}");
    let figure = &page[page.find("<figure>").unwrap()..page.find("</body>").unwrap()];
    well_formed(figure);
}

#[test]
fn graphs_are_written_for_other_programs() {
    let node = |label: &str, freq: u64| GraphNode {
        label: label.to_owned(),
        attributes: vec![
            ("freq".to_owned(), Attribute::Count(freq)),
            ("dp".to_owned(), Attribute::Real(if freq > 1 { 0.25 } else { f64::NAN })),
            ("class".to_owned(), Attribute::Text("slogan & \"call\"".to_owned())),
        ],
    };
    let graph = Graph {
        name: "共现".to_owned(),
        edges_are: Edges::Undirected,
        nodes: vec![node("党建<\u{1}>", 7), node("基层", 1)],
        edges: vec![
            GraphEdge { source: 0, target: 1, weight: 2.5 },
            GraphEdge { source: 0, target: 9, weight: 1.0 },
        ],
        provenance: provenance(),
    };
    let (graphml, gexf) = (graph.graphml(), graph.gexf());
    well_formed(&graphml);
    well_formed(&gexf);
    insta::assert_snapshot!(format!("{graphml}\n{gexf}"));
    well_formed(&Graph::default().graphml());
    well_formed(&Graph::default().gexf());
}
