//! The chart of what moves the loss.

use super::{demonstration, parsed};
use crate::assess::Assessment;
use crate::language::Language;
use crate::map::chart::tornado;
use crate::rules::RulePack;
use roxmltree::Node;

fn drawn(assessment: &Assessment, language: Language) -> Option<String> {
    tornado(assessment, RulePack::builtin("cn").unwrap(), language).unwrap()
}

#[test]
fn each_assumption_that_moves_the_loss_has_a_bar_and_the_widest_comes_first() {
    let assessment = demonstration();
    let svg = drawn(&assessment, Language::En).unwrap();
    let document = parsed(&svg);
    let bars: Vec<_> =
        document.descendants().filter(|node| node.attribute("class") == Some("swing")).collect();
    let unit = assessment.settings.unit;
    let swings = &assessment.range.as_ref().unwrap().swings;
    let moving: Vec<_> = swings
        .iter()
        .filter(|one| unit.number(one.losses.0) != unit.number(one.losses.1))
        .collect();
    assert!(moving.len() > 1);
    assert_eq!(bars.len(), moving.len());
    let text = |node: Node<'_, '_>| node.text().unwrap_or_default().to_owned();
    let mut widths = Vec::new();
    for (bar, swing) in bars.iter().zip(moving) {
        let name = Language::En.assumption(&swing.assumption, &|kind| kind.to_owned());
        let words: Vec<String> =
            bar.children().filter(|node| node.has_tag_name("text")).map(text).collect();
        assert_eq!(words[0], name);
        let (low, high) = (swing.losses.0.min(swing.losses.1), swing.losses.0.max(swing.losses.1));
        assert!(words[1].starts_with(&unit.number(low)), "{words:?}");
        assert!(words[2].starts_with(&unit.number(high)), "{words:?}");
        // White is the plate under a figure.
        let filled = bar
            .children()
            .filter(|node| node.attribute("fill").is_some_and(|fill| fill != "#ffffff"));
        let width: f64 = filled
            .filter_map(|node| node.attribute("width"))
            .map(|width| width.parse::<f64>().unwrap())
            .sum();
        widths.push((width, swing.width()));
    }
    // The halves of a bar are drawn in whole pixels.
    let scale = widths[0].0 / widths[0].1;
    assert!(widths.iter().all(|(pixels, m2)| (pixels - scale * m2).abs() <= 2.0), "{widths:?}");
    assert!(widths.windows(2).all(|pair| pair[0].1 >= pair[1].1), "{widths:?}");
}

#[test]
fn a_chart_says_its_unit_in_its_language_and_is_the_same_twice() {
    let assessment = demonstration();
    let (en, zh) =
        (drawn(&assessment, Language::En).unwrap(), drawn(&assessment, Language::Zh).unwrap());
    assert!(en.contains(">usable land lost, mu</text>"), "{en}");
    assert!(zh.contains(">可用地损失（亩）</text>"), "{zh}");
    assert_eq!(drawn(&assessment, Language::En), Some(en));
}

#[test]
fn where_nothing_moves_the_loss_there_is_no_chart() {
    let mut assessment = demonstration();
    assessment.range = None;
    assert_eq!(drawn(&assessment, Language::En), None);
}
