//! What an editor finds in a map: layers with ids and titles, areas with holes, textures.

use super::{assessed, case, demonstration, drawn, parsed, planned, relocated};
use crate::assess::{assess, Assessment, Case};
use crate::geometry::{Frame, LonLat};
use crate::language::Language;
use crate::loading::{FacilityFeature, Land, ParcelFeature};
use crate::map::{draw, Style};
use crate::obstacle::Surroundings;
use crate::settings::SiteFile;
use geo::{Coord, Geometry, LineString, Point, Polygon};
use roxmltree::{Document, Node};
use std::collections::BTreeSet;

const XLINK: &str = "http://www.w3.org/1999/xlink";

fn maps() -> Vec<Assessment> {
    let names = ["hole_in_site", "landlocked_courtyard", "splits_site", "covers_site"];
    let mut maps: Vec<Assessment> = names.into_iter().map(case).collect();
    maps.extend([demonstration(), relocated()]);
    maps
}

fn ids(document: &Document<'_>) -> Vec<String> {
    document.descendants().filter_map(|node| node.attribute("id").map(str::to_owned)).collect()
}

fn group<'a>(document: &'a Document<'_>, id: &str) -> Option<Node<'a, 'a>> {
    document.descendants().find(|node| node.attribute("id") == Some(id))
}

fn title<'a>(node: Node<'a, 'a>) -> Option<&'a str> {
    node.children().find(|child| child.has_tag_name("title"))?.text()
}

/// Rings of path data: what stands between an `M` and the next.
fn rings(data: &str) -> Vec<Vec<(f64, f64)>> {
    let ring = |part: &str| {
        let points = part.trim_end_matches('z').split(' ');
        let point = points.map(|point| point.split_once(',').expect("two coordinates"));
        point.map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap())).collect()
    };
    data.split('M').filter(|part| !part.is_empty()).map(ring).collect()
}

/// Area of an even-odd path in square pixels. Rings do not cross, and holes turn the other way.
fn area(path: Node<'_, '_>) -> f64 {
    assert_eq!(path.attribute("fill-rule"), Some("evenodd"));
    let twice = |ring: Vec<(f64, f64)>| -> f64 {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
    };
    let rings = rings(path.attribute("d").expect("an area has data"));
    rings.into_iter().map(twice).sum::<f64>().abs() / 2.0
}

#[test]
fn each_layer_is_one_group_with_id_and_title() {
    let svg = drawn(&demonstration());
    let document = parsed(&svg);
    for id in [
        "map",
        "roads",
        "setback",
        "usable",
        "clearance",
        "remnant",
        "narrow",
        "small",
        "parcels",
        "reach",
        "obstacles",
        "obstacle-FS-01",
        "obstacle-WTS-01",
        "taking",
        "equipment",
        "envelope",
        "layout",
        "site",
        "labels",
        "frame",
        "furniture",
        "legend",
        "north-arrow",
        "scale-bar",
    ] {
        let found: Vec<_> =
            document.descendants().filter(|node| node.attribute("id") == Some(id)).collect();
        assert_eq!(found.len(), 1, "{id}");
        assert!(found[0].has_tag_name("g"), "{id}");
        assert!(title(found[0]).is_some_and(|title| !title.is_empty()), "{id}");
    }
    let obstacle = group(&document, "obstacle-FS-01").and_then(title);
    assert_eq!(obstacle, Some("新材料大街加油站 · FS-01 · 4.50 mu"));
    for id in ["taking", "clearance", "remnant"] {
        let class = group(&document, id).unwrap().attribute("class").unwrap();
        assert_eq!(class, format!("ledger {id}"));
    }
}

#[test]
fn ids_differ_and_what_is_referred_to_is_there() {
    for assessment in maps() {
        let svg = drawn(&assessment);
        let document = parsed(&svg);
        let ids = ids(&document);
        let set: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        assert_eq!(set.len(), ids.len(), "{ids:?}");
        for node in document.descendants() {
            let paints = ["fill", "clip-path"].into_iter().filter_map(|name| node.attribute(name));
            let named = paints.filter_map(|value| value.strip_prefix("url(#")?.strip_suffix(')'));
            let copied = node.attribute((XLINK, "href")).and_then(|to| to.strip_prefix('#'));
            for name in named.chain(copied) {
                assert!(set.contains(name), "{name}");
            }
        }
    }
}

#[test]
fn drawn_areas_are_those_of_the_ledger() {
    for assessment in maps() {
        let svg = drawn(&assessment);
        let document = parsed(&svg);
        let scale = planned(&assessment).1.view.scale;
        let ledger = &assessment.carve_out.ledger;
        for (id, line) in [
            ("taking", &ledger.taking),
            ("clearance", &ledger.clearance),
            ("access", &ledger.access),
            ("narrow", &ledger.narrow),
            ("small", &ledger.small),
            ("landlocked", &ledger.landlocked),
        ] {
            let (name, expected) = (&assessment.site.id, line.area.get());
            let Some(layer) = group(&document, id) else {
                assert!(expected < 0.5, "{name}: {id} is missing");
                continue;
            };
            let is_hatch = |path: &Node<'_, '_>| path.attribute("class") == Some("hatch");
            let paths = || layer.children().filter(|child| child.has_tag_name("path"));
            let hatched: f64 = paths().filter(is_hatch).map(area).sum();
            let filled: f64 = paths().filter(|path| !is_hatch(path)).map(area).sum();
            for (what, pixels) in [("hatch", hatched), ("fill", filled)] {
                // Land that is taken has the fill of the obstacles it lies on.
                if what == "fill" && id == "taking" {
                    assert_eq!(pixels, 0.0);
                    continue;
                }
                let drawn = pixels / (scale * scale);
                let most = 0.005 * expected + 0.1;
                assert!((drawn - expected).abs() < most, "{name}: {id} {what} {drawn}, {expected}");
            }
        }
    }
}

#[test]
fn a_hole_is_a_hole() {
    let svg = drawn(&case("hole_in_site"));
    let document = parsed(&svg);
    // Land within the setback lies along the outline and around the hole.
    for (id, areas) in [("usable", 1), ("site", 1), ("envelope", 1), ("setback", 2)] {
        let layer = group(&document, id).unwrap();
        let paths: Vec<_> = layer.children().filter(|child| child.has_tag_name("path")).collect();
        assert_eq!(paths.len(), areas, "{id}");
        for path in paths {
            assert_eq!(path.attribute("fill-rule"), Some("evenodd"), "{id}");
            assert_eq!(rings(path.attribute("d").unwrap()).len(), 2, "{id}");
        }
    }
}

#[test]
fn layers_have_the_same_ids_in_both_languages() {
    let assessment = demonstration();
    let drawn = |language| draw(&assessment, &Style { language, ..Style::default() }).unwrap();
    let (en, zh) = (drawn(Language::En), drawn(Language::Zh));
    let (en, zh) = (parsed(&en), parsed(&zh));
    assert_eq!(ids(&en), ids(&zh));
    for id in ["taking", "clearance", "remnant", "site", "parcels", "labels", "furniture"] {
        let words = title(group(&zh, id).unwrap()).unwrap();
        assert!(!words.contains(|c: char| c.is_ascii_alphabetic()), "{words}");
    }
    assert_eq!(group(&zh, "clearance").and_then(title), Some("安全间距与新退界"));
}

#[test]
fn odd_names_stay_names() {
    let mut assessment = demonstration();
    assessment.site.name = "A & B <\u{7}> \"'".to_owned();
    let long = "很长的名字".repeat(200);
    for (obstacle, (id, name)) in assessment
        .obstacles
        .iter_mut()
        .zip([("<&\"'>", "</title><script>"), ("\u{1}加油站 ]]>", long.as_str())])
    {
        id.clone_into(&mut obstacle.id);
        obstacle.name = Some(name.to_owned());
    }
    let svg = drawn(&assessment);
    let document = parsed(&svg);
    assert!(document.descendants().all(|node| !node.has_tag_name("script")));
    assert_eq!(title(document.root_element()), Some("A & B < > \"'"));
    let obstacles = group(&document, "obstacles").unwrap();
    let found: Vec<_> = obstacles.children().filter(|child| child.has_tag_name("g")).collect();
    let ids: Vec<_> = found.iter().filter_map(|node| node.attribute("id")).collect();
    assert_eq!(ids, ["obstacle", "obstacle-2"]);
    let titles: Vec<_> = found.iter().filter_map(|node| title(*node)).collect();
    assert!(titles[0].starts_with("</title><script> · <&\"'> · "), "{}", titles[0]);
    assert!(titles[1].starts_with(&long) && titles[1].contains(" 加油站 ]]>"));
}

#[test]
fn a_map_is_small() {
    let flags = SiteFile::default();
    let svg = drawn(&assessed("data/magnet-plant", flags));
    let elements = parsed(&svg).descendants().filter(Node::is_element).count();
    assert!(elements < 400 && svg.len() < 60_000, "{elements} elements, {} bytes", svg.len());
}

fn shapes(node: Option<Node<'_, '_>>) -> usize {
    node.into_iter().flat_map(|one| one.children()).filter(|one| one.has_tag_name("path")).count()
}

#[test]
fn gaps_that_were_closed_are_a_layer_with_a_line_in_the_legend() {
    let svg = drawn(&case("gap_cut_line_and_sliver_holes"));
    let document = parsed(&svg);
    assert_eq!(shapes(group(&document, "gaps")), 3);
    assert!(svg.contains("gap closed"));
    assert!(!drawn(&demonstration()).contains("gap closed"));
}

#[test]
fn only_equipment_is_drawn_as_equipment() {
    // A station of 37 m on a parcel of 40 m, with a tank; elsewhere another, as a point.
    let square = |x: f64, y: f64, side: f64| {
        let frame = Frame::centred_on(LonLat { lon: 109.87, lat: 40.6 }).unwrap();
        let at = |x: f64, y: f64| {
            let p = frame.unproject(Coord { x, y });
            Coord { x: p.lon, y: p.lat }
        };
        let (e, n) = (x + side, y + side);
        let ring = vec![at(x, y), at(e, y), at(e, n), at(x, n), at(x, y)];
        Polygon::new(LineString(ring), vec![])
    };
    let station = FacilityFeature::new("FS-01", "fuel_station", &square(51.0, 51.0, 37.0));
    let tank = FacilityFeature::new("T-1", "fuel_station", &square(65.0, 65.0, 4.0));
    let kiosk = square(150.0, 150.0, 1.0).exterior().0[0];
    let kiosk = FacilityFeature::new("K-1", "kiosk", &Geometry::from(Point(kiosk)));
    let land = Land::new()
        .parcel(ParcelFeature::new("P-1", &square(50.0, 50.0, 40.0)))
        .facility(station)
        .facility(tank.part_of("FS-01", "buried_tank"))
        .facility(kiosk);
    let case = land.case(&square(0.0, 0.0, 140.0)).unwrap();
    let case = Case { around: owned(case.around.clone()), ..case };
    let svg = drawn(&assess(&case).unwrap());
    let document = parsed(&svg);
    assert_eq!(shapes(group(&document, "equipment")), 1, "the tank");
    assert_eq!(shapes(group(&document, "obstacle-FS-01")), 2, "its plot and the station");
    assert_eq!(shapes(group(&document, "facilities")), 1, "the kiosk");
}

/// The same with no parcel the project's own.
fn owned(mut around: Surroundings) -> Surroundings {
    around.ownership.parcel_ids = Some(vec![]);
    around
}
