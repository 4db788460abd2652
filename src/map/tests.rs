//! Maps of the fixtures and of the demonstration site.

mod chart;
mod layers;

use super::scene::Scene;
use super::tract::TractClass;
use super::{draw, naming, page, scene, tract, Furniture, Page, Style};
use crate::assess::{assess, Assessment, Case};
use crate::language::Language;
use crate::settings::Settings;
use crate::settings::SiteFile;
use std::path::Path;

fn assessed(folder: &str, flags: SiteFile) -> Assessment {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join("site.toml");
    let file = SiteFile::read(&path).unwrap();
    let (layers, settings) = Settings::settle(file, flags).unwrap();
    assess(&Case::load(&layers, settings).unwrap()).unwrap()
}

fn case(name: &str) -> Assessment {
    assessed(&format!("fixtures/cases/{name}"), SiteFile::default())
}

fn demonstration() -> Assessment {
    assessed("data/magnet-plant", SiteFile::default())
}

fn relocated() -> Assessment {
    let relocate = Some(vec!["FS-01".to_owned()]);
    assessed("data/magnet-plant", SiteFile { relocate, ..SiteFile::default() })
}

fn drawn(assessment: &Assessment) -> String {
    draw(assessment, &Style::default()).unwrap()
}

fn planned(assessment: &Assessment) -> (Furniture, Page, Scene) {
    let lands = tract::of(assessment).unwrap();
    let shown = scene::extent(assessment).unwrap();
    let first = Scene::of(assessment, &lands, shown, Language::En).unwrap();
    let furniture = Furniture::of(assessment, &lands, &first, Language::En);
    let page = Page::plan(shown, &furniture);
    let scene = Scene::of(assessment, &lands, page.view.extent, Language::En).unwrap();
    (furniture, page, scene)
}

/// Reads a drawing as the XML that it should be.
fn parsed(svg: &str) -> roxmltree::Document<'_> {
    roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error} in {svg}"))
}

/// Everything written on a drawing.
fn texts(svg: &str) -> Vec<String> {
    let document = parsed(svg);
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_class_with_land_is_in_the_legend_and_no_other() {
    for name in
        ["splits_site", "landlocked_courtyard", "hole_in_site", "narrow_strip", "reaching_in"]
    {
        let assessment = case(name);
        let texts = texts(&drawn(&assessment));
        let ledger = &assessment.carve_out.ledger;
        for (line, words) in [
            (&ledger.taking, "under the obstacles"),
            (&ledger.clearance, "clearance and new setback"),
            (&ledger.access, "access corridors"),
            (&ledger.narrow, " wide"),
            (&ledger.small, "remnants under"),
            (&ledger.landlocked, "remnants, landlocked"),
        ] {
            let has_land = line.area.get() > 0.5;
            let is_shown = texts.iter().any(|text| match words {
                "remnants under" => text.starts_with(words) && text.ends_with("m²"),
                _ => text.ends_with(words),
            });
            assert_eq!(is_shown, has_land, "{name}: {words}");
        }
    }
}

#[test]
fn a_site_without_obstacles_has_no_losses_in_its_legend() {
    let svg = drawn(&case("no_obstacle"));
    for words in ["lost to obstacles", "remnants", "under the obstacles"] {
        assert!(!svg.contains(words), "{words}");
    }
    assert!(svg.contains("Nothing is in the way"));
}

#[test]
fn classes_of_land_sum_to_the_site() {
    let sites: [fn() -> Assessment; 3] =
        [demonstration, || case("hole_in_site"), || case("pipeline_corridor")];
    for site in sites {
        let assessment = site();
        let lands = tract::of(&assessment).unwrap();
        let sum: f64 = lands.iter().map(|land| land.area).sum();
        let site = assessment.site.footprint.area().get();
        assert!((sum - site).abs() < 1e-6 * site + 1.0, "{sum} of {site}");
        let lost: f64 = lands.iter().filter(|l| l.class.is_lost()).map(|l| l.area).sum();
        assert!((lost - assessment.carve_out.ledger.loss().get()).abs() < 1.0);
        assert!(lands.iter().any(|land| land.class == TractClass::Usable));
    }
}

#[test]
fn chinese_names_are_written_with_fonts_that_have_them() {
    let svg = drawn(&demonstration());
    let texts = texts(&svg);
    for name in ["稀土磁材产业园", "新材料大街加油站", "磁材路垃圾转运站", "新材料大街"]
    {
        assert!(texts.iter().any(|text| text == name), "{name}");
    }
    let document = parsed(&svg);
    let fonts: Vec<_> =
        document.descendants().filter_map(|node| node.attribute("font-family")).collect();
    assert!(fonts.len() == 1 && fonts[0].starts_with("Noto Sans CJK SC, "), "{fonts:?}");
}

#[test]
fn the_same_assessment_gives_the_same_map() {
    assert_eq!(drawn(&demonstration()), drawn(&demonstration()));
}

#[test]
fn numbers_are_short() {
    let svg = drawn(&demonstration());
    let document = parsed(&svg);
    for attribute in document.descendants().flat_map(|node| node.attributes()) {
        let numbers = attribute.value().split(|c: char| !(c.is_ascii_digit() || c == '.'));
        for number in numbers.filter(|word| word.starts_with(|c: char| c.is_ascii_digit())) {
            let decimals = number.split_once('.').map_or("", |(_, decimals)| decimals);
            assert!(decimals.len() <= 2, "{number} in {}", attribute.name());
        }
        for wrong in ["NaN", "inf", "-0 ", "-0,"] {
            assert!(!attribute.value().contains(wrong), "{wrong} in {}", attribute.name());
        }
    }
}

#[test]
fn labels_stay_apart_and_in_the_frame() {
    let sites: [fn() -> Assessment; 4] =
        [demonstration, relocated, || case("splits_site"), || case("equipment_clearance")];
    for site in sites {
        let assessment = site();
        let (_, page, scene) = planned(&assessment);
        let labels = naming::labels(&scene, &page.view);
        assert!(!labels.is_empty());
        for (index, label) in labels.iter().enumerate() {
            let frame = page.view.frame;
            assert!(label.bounds.min_x > frame.min_x && label.bounds.max_x < frame.max_x);
            assert!(label.bounds.min_y > frame.min_y && label.bounds.max_y < frame.max_y);
            for other in &labels[..index] {
                assert!(!label.bounds.meets(&other.bounds), "{label:?} and {other:?}");
            }
        }
    }
}

#[test]
fn the_legend_stands_clear_of_the_map() {
    for assessment in [demonstration(), case("pipeline_corridor")] {
        let (_, page, _) = planned(&assessment);
        let frame = page.view.frame;
        for corner in [page.land, page.keys, page.gauges] {
            assert!(corner.x > frame.max_x || corner.y > frame.max_y);
        }
        assert!(frame.max_x <= page::WIDTH && page.source_top > frame.max_y);
    }
}

#[test]
fn a_relocation_is_outlined_and_explained() {
    let (furniture, _, scene) = planned(&relocated());
    assert!(furniture.land.iter().any(|entry| entry.words == "usable after moving"));
    assert!(furniture.headline.iter().any(|sentence| sentence.starts_with("Moving FS-01")));
    assert!(scene.limits.iter().any(|(limit, _)| *limit == scene::BoundaryLine::Relocated));
    let (furniture, ..) = planned(&demonstration());
    assert!(furniture.land.iter().all(|entry| entry.words != "usable after moving"));
}

#[test]
fn the_width_is_that_of_the_display() {
    let svg = draw(&case("no_obstacle"), &Style { width: 640, ..Style::default() }).unwrap();
    assert!(svg.contains(" width=\"640\" height="));
    assert!(svg.contains("viewBox=\"0 0 1200 "));
}
