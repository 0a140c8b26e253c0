//! Every chart: marks are links, text is harmless, lengths are true, nothing leaves its frame.

use super::*;
use proptest::prelude::*;

fn mark(label: &str, value: f64, href: &str) -> Mark {
    Mark { label: label.into(), value, shown: value.to_string(), exact: String::new(), href: href.into(), before: None }
}

fn head(width: f64) -> Head<'static> {
    Head { title: "Vi phạm <1>", desc: "Mô tả & lời", width }
}

fn square(x: f64, y: f64, side: f64) -> Vec<Vec<(f64, f64)>> {
    vec![vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side)]]
}

/// Every chart over the same marks.
fn all(marks: &[Mark]) -> Vec<String> {
    let rings: Vec<_> = (0..marks.len()).map(|n| square(n as f64 % 9.0, n as f64 / 9.0, 0.9)).collect();
    let regions = rings.iter().zip(marks).map(|(rings, mark)| Region {
        rings,
        mark: mark.clone(),
        shade: shade(mark.value, 9.0),
    });
    let isles = marks.first().map(|mark| Islands {
        at: (9.0, 5.0),
        name: vec!["Quần đảo".into(), mark.label.clone()],
        mark: mark.clone(),
        shade: 1,
    });
    let drawn = Map {
        bounds: [0.0, 0.0, 11.0, 12.0],
        squeeze: 0.96,
        regions: regions.collect(),
        islands: isles.into_iter().collect(),
        inset: Some(Inset { of: [0.0, 0.0, 2.0, 2.0], at: [0.6, 0.1, 0.95, 0.4] }),
    };
    let stages: Vec<Stage> =
        marks.iter().map(|m| Stage { mark: m.clone(), from: m.value / 2.0, is_joined: true }).collect();
    let named: Vec<Tile> = marks.iter().map(|m| Tile { mark: m.clone(), shade: shade(m.value, 9.0) }).collect();
    vec![
        bars("Vi phạm <1>", marks),
        columns(&head(360.0), 150.0, marks),
        ranks(&head(360.0), marks),
        flow(&head(250.0), &stages),
        tiles(&head(330.0), 3, &named),
        map(&head(330.0), &drawn),
    ]
}

/// Numbers of an attribute, as `width="12.5"`.
fn numbers(chart: &str, name: &str) -> Vec<f64> {
    let start = format!(" {name}=\"");
    chart.split(&start).skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok()).collect()
}

#[test]
fn marks_are_links_and_text_is_escaped() {
    let chart = bars("Vi phạm <1>", &[mark("A&B \"x\"", 4.0, "/s?a=1&b=2"), mark("C", 2.0, "")]);
    assert!(chart.contains("<title>Vi phạm &lt;1&gt;</title>") && chart.contains("A&amp;B &quot;x&quot;"));
    assert!(chart.contains("href=\"/s?a=1&amp;b=2\""));
    assert!(chart.contains("width=\"250.0\"") && chart.contains("width=\"125.0\""));
    assert_eq!(chart.matches("<a ").count(), 1);
}

#[test]
fn the_year_before_shares_the_scale() {
    let grown = Mark { before: Some((8.0, "8".into())), ..mark("A", 4.0, "") };
    let chart = bars("x", std::slice::from_ref(&grown));
    assert!(chart.contains("class=\"before\"") && chart.contains("width=\"250.0\" height=\"3\""));
    assert!(chart.contains("width=\"125.0\" height=\"14\"") && chart.contains("<title>A: 4 (8)</title>"));
    let chart = columns(&head(100.0), 133.0, &[grown]);
    assert_eq!(numbers(&chart, "height"), vec![100.0, 50.0], "{chart}");
}

#[test]
fn empty_and_zero_charts_stay_drawable() {
    for marks in
        [vec![], vec![mark("a", 0.0, ""), mark("b", 0.0, "")], vec![mark("n", f64::NAN, ""), mark("m", -3.0, "")]]
    {
        for chart in all(&marks) {
            assert!(chart.starts_with("<svg ") && chart.ends_with("</svg>"));
            assert!(
                !chart.replace("data-n=\"NaN\"", "").replace("NaN<", "<").replace(": NaN", "").contains("NaN"),
                "{chart}"
            );
            assert!(chart.contains("role=\"img\""), "nothing leads anywhere: a picture");
        }
    }
}

#[test]
fn a_chart_of_links_is_no_picture_to_a_screen_reader() {
    for chart in all(&[mark("A", 3.0, "/a"), mark("B", 1.0, "/b")]) {
        assert!(chart.contains("role=\"group\" aria-label=\"Vi phạm &lt;1&gt;\""), "{chart}");
        assert!(chart.contains("aria-label=\"A: 3\" data-n=\"3\""));
    }
}

#[test]
fn a_funnel_narrows_and_its_bands_join_it() {
    let stage = |value: f64, from: f64| Stage { mark: mark("a", value, "/a"), from, is_joined: from > 0.0 };
    let chart = flow(&head(200.0), &[stage(100.0, 0.0), stage(50.0, 25.0), stage(10.0, 45.0)]);
    assert!(chart.contains("x=\"50.0\" y=\"52.0\" width=\"100.0\""), "{chart}");
    assert!(chart.contains("d=\"M0.0 27.0H200.0L150.0 52.0H50.0Z\""), "{chart}");
    assert_eq!(chart.matches("class=\"band\"").count(), 2);
}

#[test]
fn shades_grow_with_the_value() {
    assert_eq!([0.0, 0.001, 1.0, 4.0, 9.0, 16.0].map(|v| shade(v, 16.0)), [0, 1, 1, 2, 3, 4]);
    assert_eq!([shade(-1.0, 5.0), shade(5.0, 0.0), shade(f64::NAN, 5.0)], [0, 0, 0]);
}

#[test]
fn long_names_are_cut_and_named_in_full() {
    let name = "Thanh tra Sở Lao động - Thương binh và Xã hội thành phố Hải Phòng";
    for chart in [
        ranks(&head(200.0), &[mark(name, 2.0, "/a")]),
        tiles(&head(100.0), 1, &[Tile { mark: mark(name, 2.0, "/a"), shade: 1 }]),
    ] {
        assert!(chart.contains('…') && chart.contains(&format!("<title>{name}: 2</title>")), "{chart}");
    }
}

#[test]
fn islands_are_drawn_and_named() {
    let chart = all(&[mark("Hoàng Sa", 3.0, "/a")]).pop().unwrap();
    assert!(chart.contains(">Hoàng Sa</text>") && chart.contains("class=\"shade s1 isles\""));
}

#[test]
fn a_value_stands_inside_a_hollow_region() {
    // A horseshoe: its centre of gravity lies outside of it.
    let ring =
        vec![(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (7.0, 10.0), (7.0, 2.0), (2.0, 2.0), (2.0, 10.0), (0.0, 10.0)];
    let rings = vec![ring];
    let region = Region { rings: &rings, mark: mark("a", 1.0, ""), shade: 1 };
    let drawn =
        Map { bounds: [0.0, 0.0, 10.0, 10.0], squeeze: 1.0, regions: vec![region], islands: vec![], inset: None };
    let chart = map(&head(100.0), &drawn);
    let x = numbers(chart.split("class=\"value\"").nth(1).unwrap(), "x")[0];
    assert!((70.0..=100.0).contains(&x), "{x}: {chart}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever units are called and however large figures are: well-formed, within the
    /// frame, a link for each mark, and no word of a name becomes markup.
    #[test]
    fn any_marks_give_a_well_formed_chart(
        given in proptest::collection::vec(("\\PC{0,60}|<script>.{0,9}|[a-zữẫđ\"'&<> ]{0,80}", 0.0..9e15_f64, proptest::option::of(0.0..9e15_f64)), 0..40)
    ) {
        let marks: Vec<Mark> = given
            .iter()
            .map(|(label, value, before)| Mark {
                label: label.clone(),
                value: value.floor(),
                shown: format!("{value:.0}"),
                exact: format!("{value} đ"),
                href: format!("/x?name={}", label.len()),
                before: before.map(|b| (b, "trước".to_owned())),
            })
            .collect();
        for chart in all(&marks) {
            let mut reader = quick_xml::Reader::from_str(&chart);
            let mut links = 0;
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(quick_xml::events::Event::Start(e)) => {
                        prop_assert!(e.name().as_ref() != "script");
                        links += usize::from(e.name().as_ref() == "a");
                    }
                    Ok(_) => {}
                    Err(e) => prop_assert!(false, "{e}: {chart}"),
                }
            }
            prop_assert!(links >= marks.len());
            let wide = numbers(&chart, "viewBox").len();
            prop_assert_eq!(wide, 0, "a frame is four numbers");
            let frame: Vec<f64> = chart.split("viewBox=\"").nth(1).unwrap().split('"').next().unwrap().split(' ').map(|n| n.parse().unwrap()).collect();
            for rect in chart.split("<rect ").skip(1).map(|r| r.split("/>").next().unwrap()) {
                let text = format!(" {rect}");
                let [x, y, w, h] = ["x", "y", "width", "height"].map(|name| numbers(&text, name)[0]);
                prop_assert!(x >= -0.1 && y >= -0.1 && x + w <= frame[2] + 0.6 && y + h <= frame[3] + 0.6, "{rect} in {frame:?}");
            }
        }
    }
}

#[test]
fn the_parts_of_a_bar_fill_it_and_say_what_they_are() {
    let part = |class: &str, value: f64| Part { class: class.into(), value, words: format!("{class} <{value}>") };
    let head = Head { title: "5 & 15", desc: "", width: 200.0 };
    let svg = parts(&head, &[part("in", 5.0), part("none", 0.0), part("late", 15.0)]);
    assert!(svg.contains("role=\"img\" aria-label=\"5 &amp; 15\""), "{svg}");
    assert!(
        svg.contains("x=\"0.5\" y=\"0.5\" width=\"49.0\"") && svg.contains("x=\"50.5\" y=\"0.5\" width=\"149.0\""),
        "{svg}"
    );
    assert!(svg.contains("<title>late &lt;15&gt;</title>") && !svg.contains("class=\"none\""), "{svg}");
}
