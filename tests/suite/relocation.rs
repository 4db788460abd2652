//! Receiving sites by hand: one parcel through every gate in turn; a place within the site; a land swap;
//! and the ways out of the demonstration site, whose balance closes.

use carveout::assess::{assess, Assessment};
use carveout::carve::{Baseline, Ground, Parameters};
use carveout::geometry::offset::{grow, Join};
use carveout::geometry::{Bounds, Region};
use carveout::loading::{FacilityFeature, Land, RoadFeature};
use carveout::model::{Demand, Facility, Gate, Layer, Origin, Parcel, Rungs, Shape};
use carveout::obstacle::{Class, LandUses, MeasuredFrom, Obstacle, PartDistance, Policy, Relation};
use carveout::relocate::receiving::Search;
use carveout::relocate::{
    rank, swap, within, City, CityLayers, Mover, Ranking, Reason, Roadside, Verdict,
};
use carveout::rules::{RulePack, Source};
use carveout::settings::site_file::SiteMove;
use carveout::units::{Metres, SquareMetres};
use geo::{Coord, LineString};
use serde_json::Value;
use std::collections::BTreeMap;
use strum::VariantArray;

fn block(min_x: f64, min_y: f64, max_x: f64, max_y: f64) -> Region {
    Region::rectangle(Bounds { min_x, min_y, max_x, max_y })
}

/// A feature of its own for each id.
fn origin(id: &str) -> Origin {
    let index = id.bytes().fold(0, |sum: usize, byte| sum * 31 + usize::from(byte));
    Origin { file: "plane".into(), index, id: None }
}

fn metres(value: f64) -> Metres {
    Metres::new(value).unwrap()
}

/// A plot of the site, from which 20 m are kept by somebody's word.
fn station(region: Region, clearance: f64) -> Obstacle {
    let distance = metres(clearance);
    let part = PartDistance {
        part: None,
        distance,
        low: None,
        from: MeasuredFrom::Plot,
        source: Source::SiteFile,
    };
    let shape = region.clone();
    let mut station =
        Obstacle::new("station", Class::Facility, "fuel_station", shape, origin("station"));
    station.grade = Some("2".to_owned());
    station.relation = Relation::Notch;
    station.clearance.parts = vec![part];
    station.clearance.zone = grow(&region, clearance, Join::Round).unwrap();
    station.taking = region;
    station.severs = true;
    station
}

fn parcel(id: &str, region: Region, code: &str, status: &str) -> Parcel {
    let word = |word: &str| Some(word.to_owned()).filter(|word| !word.is_empty());
    Parcel {
        id: id.to_owned(),
        land_use: word(code),
        zoning: None,
        status: word(status),
        owner: None,
        deed_area: None,
        marked_own: None,
        region,
        origin: origin(id),
    }
}

fn thing(id: &str, region: Region, layer: Layer) -> Facility {
    Facility {
        id: id.to_owned(),
        kind: "zone".to_owned(),
        grade: None,
        name: None,
        shape: Shape::Area(region),
        clearance: None,
        burden: None,
        plot: None,
        relocatable: None,
        part_of: None,
        part: None,
        needs_access: None,
        access_width: None,
        severs: None,
        width: None,
        height: None,
        layer,
        origin: origin(id),
    }
}

/// A road along y = -5, 8 m wide: 1 m from the parcels that begin at y = 0.
fn road() -> Roadside {
    Roadside::new(vec![((Coord { x: -500.0, y: -5.0 }, Coord { x: 900.0, y: -5.0 }), 4.0)])
}

/// The site (0, 0) to (100, 100); a receiving parcel of 60 x 50 m, 180 m east of the old place, in a city
/// where everything is known.
struct Town {
    city: CityLayers,
    moving: SiteMove,
    system: Option<&'static str>,
    available: Vec<String>,
    clearance: f64,
    grade: &'static str,
}

impl Town {
    fn sound() -> Self {
        let city = CityLayers {
            parcels: vec![parcel("R", block(200.0, 0.0, 260.0, 50.0), "090105", "free")],
            zones: Some(vec![thing("Z", block(900.0, 900.0, 950.0, 950.0), Layer::Zone)]),
            roads: Some(road()),
            ..CityLayers::default()
        };
        let moving = SiteMove {
            pad_area_m2: SquareMetres::new(1_200.0).ok(),
            pad_width_m: Some(metres(30.0)),
            service_radius_m: Some(metres(500.0)),
            ..SiteMove::default()
        };
        let available = vec!["free".to_owned()];
        Self { city, moving, system: Some("cn_2023"), available, clearance: 20.0, grade: "二级" }
    }

    fn ranked(self) -> Ranking {
        self.best(10)
    }

    fn best(self, most: usize) -> Ranking {
        let city = City::new(self.city);
        let pack = RulePack::builtin("cn").unwrap();
        let (none, uses) = (BTreeMap::new(), BTreeMap::new());
        let policy = Policy {
            pack,
            proposed_use: "plant_cde",
            jurisdictions: &[],
            conditions: &[],
            command_line: &none,
            site_file: &none,
            neighbour_clearance: &BTreeMap::new(),
            land_uses: LandUses { system: self.system, use_of: &uses, pack },
            burden: &BTreeMap::new(),
            plot_factor: 3.0,
            parcels_are_plots: false,
            rungs: Rungs::ALL,
            gap_tolerance: Metres::ZERO,
        };
        let mut old = station(block(40.0, 0.0, 60.0, 50.0), self.clearance);
        old.grade = Some(self.grade.to_owned());
        let mover = Mover::of(&old, self.moving, &policy, self.system, None).unwrap();
        let footprint = block(0.0, 0.0, 100.0, 100.0);
        let search = Search {
            city: &city,
            footprint: &footprint,
            proposed_use: "plant_cde",
            policy,
            available: &self.available,
            road_tolerance: metres(15.0),
            leaving: &[origin("station")],
            taken: &[],
            most,
        };
        rank(&search, &mover).unwrap()
    }
}

#[track_caller]
fn found(ranking: &Ranking, gate: Gate) -> (Verdict, Reason) {
    let site = ranking.sites.first().expect("a receiving site");
    for finding in site.findings.iter().filter(|finding| finding.gate != gate) {
        assert_eq!(finding.verdict, Verdict::Pass, "{finding:?}");
    }
    let finding = site.findings.iter().find(|finding| finding.gate == gate).expect("looked at");
    (finding.verdict, finding.reason.clone())
}

#[test]
fn a_sound_parcel_passes_every_gate_and_the_pad_lies_at_the_road() {
    let ranking = Town::sound().ranked();
    let site = &ranking.sites[0];
    assert!(site.passes(), "{:?}", site.findings);
    assert_eq!(site.findings.len(), Gate::VARIANTS.len());
    let pad = site.pad.as_ref().unwrap().bounds().unwrap();
    assert!((site.taken().get() - 1_200.0).abs() < 1e-6);
    assert!((pad.min_y - 0.001).abs() < 1e-6, "along the road: {pad:?}");
    assert!(pad.min_x >= 200.0 && pad.max_x <= 260.0 && pad.max_y <= 50.0);
    // The nearest neighbour is the project itself, 100 m and a bit away, for which 20 m are kept.
    let (_, reason) = found(&ranking, Gate::Clearance);
    assert!(matches!(reason, Reason::Clear(None)), "{reason:?}");
}

#[test]
fn it_fails_each_gate_in_turn() {
    // Its own land.
    let mut town = Town::sound();
    town.city.parcels[0].region = block(80.0, 0.0, 140.0, 50.0);
    let ranking = town.ranked();
    assert!(ranking.sites.is_empty());
    assert_eq!(ranking.failed[&Gate::OutsideSite], 1);

    // Land of another code.
    let mut town = Town::sound();
    town.city.parcels[0].land_use = Some("100102".to_owned());
    let (verdict, reason) = found(&town.ranked(), Gate::LandUse);
    assert_eq!(verdict, Verdict::Fail);
    assert_eq!(reason, Reason::CodeTakesNot("100102".to_owned(), vec!["090105".to_owned()]));

    // In somebody's use.
    let mut town = Town::sound();
    town.city.parcels[0].status = Some("built".to_owned());
    assert_eq!(found(&town.ranked(), Gate::Available).0, Verdict::Fail);

    // 30 x 39 m are 1,170 m2.
    let mut town = Town::sound();
    town.city.parcels[0].region = block(200.0, 0.0, 230.0, 39.0);
    let ranking = town.ranked();
    assert!(ranking.sites.is_empty());
    assert_eq!(ranking.failed[&Gate::Area], 1);

    // The road is 16.5 m away, the tolerance 15.
    let mut town = Town::sound();
    town.city.parcels[0].region = block(200.0, 15.5, 260.0, 65.5);
    assert_eq!(found(&town.ranked(), Gate::RoadAccess), (Verdict::Fail, Reason::NoRoad(15.0)));

    // From (50, 25) to the middle of a pad at least 30 m wide it is 165 m or more.
    let mut town = Town::sound();
    town.moving.service_radius_m = Some(metres(164.0));
    let ranking = town.ranked();
    let (verdict, reason) = found(&ranking, Gate::Service);
    assert_eq!(verdict, Verdict::Fail);
    let Reason::Radius { distance, radius } = reason else { panic!("{reason:?}") };
    assert_eq!((distance, radius), (ranking.sites[0].distance.get(), 164.0));

    // A zone leaves 20 x 50 m of it.
    let mut town = Town::sound();
    town.city.zones = Some(vec![thing("Z", block(220.0, -9.0, 290.0, 90.0), Layer::Zone)]);
    let ranking = town.ranked();
    let site = &ranking.sites[0];
    let zone = site.findings.iter().find(|f| f.gate == Gate::ControlZone).unwrap();
    assert_eq!((zone.verdict, &zone.reason), (Verdict::Fail, &Reason::InZone("Z".to_owned())));

    // 150 x 20 m: large enough and too narrow.
    let mut town = Town::sound();
    town.city.parcels[0].region = block(200.0, 0.0, 350.0, 20.0);
    let ranking = town.ranked();
    let width = ranking.sites[0].findings.iter().find(|f| f.gate == Gate::Width).unwrap();
    assert_eq!(width.verdict, Verdict::Fail);
    let Reason::TooNarrow { has, needs } = width.reason else { panic!("{width:?}") };
    assert!((has - 20.0).abs() < 0.2 && needs == 30.0);

    // Housing 2 m away on either side: 20 m kept leave 24 m of 60, the pad is 30 m wide at least.
    let mut town = Town::sound();
    town.city.parcels.push(parcel("W", block(150.0, 0.0, 198.0, 50.0), "070102", "built"));
    town.city.parcels.push(parcel("E", block(262.0, 0.0, 300.0, 50.0), "070102", "built"));
    let (verdict, reason) = found(&town.ranked(), Gate::Clearance);
    assert_eq!(verdict, Verdict::Fail);
    let Reason::TooNear(near) = reason else { panic!("{reason:?}") };
    assert!(near.distance.get() < 20.0 && near.needs.get() == 20.0 && near.use_id == "housing");
}

fn line(id: &str, kind: &str, y: f64) -> Facility {
    let ends = [Coord { x: 150.0, y }, Coord { x: 320.0, y }];
    let shape = Shape::Lines(vec![ends.to_vec()]);
    Facility { kind: kind.to_owned(), shape, ..thing(id, Region::empty(), Layer::Facility) }
}

#[test]
fn a_main_under_the_pad_is_seen_and_keeps_its_distance() {
    // 45 m up, it leaves 60 x 40 m outside its 5 m: room for a pad of 1,200 m2.
    let mut town = Town::sound();
    town.city.facilities = vec![line("MAIN", "oil_gas_transmission_pipeline", 45.0)];
    assert_eq!(found(&town.ranked(), Gate::Clearance).0, Verdict::Pass);

    // 32 m up, 60 x 27 m are left, and the pad is 30 m wide at least.
    let mut town = Town::sound();
    town.city.facilities = vec![line("MAIN", "oil_gas_transmission_pipeline", 32.0)];
    let ranking = town.ranked();
    let (verdict, reason) = found(&ranking, Gate::Clearance);
    assert_eq!(verdict, Verdict::Fail);
    let Reason::TooNear(near) = reason else { panic!("{reason:?}") };
    assert_eq!(near.label.as_deref(), Some("MAIN"));
    assert!(near.needs.get() >= 5.0 && near.distance < near.needs, "{near:?}");
    let sites = &ranking.sites[0].findings;
    let finding = sites.iter().find(|finding| finding.gate == Gate::Clearance).unwrap();
    assert!(finding.source.as_ref().is_some_and(|source| source.citation().is_some()));
}

#[test]
fn a_corridor_is_no_free_ground_and_a_thing_without_a_rule_leaves_the_gate_open() {
    // 20 m wide, 15 to 35 m up: 60 x 15 m are left on either side of it.
    let mut town = Town::sound();
    let belt = line("BELT", "conveyor", 25.0);
    town.city.facilities = vec![Facility { width: Metres::new(20.0).ok(), ..belt }];
    let ranking = town.ranked();
    let findings = &ranking.sites[0].findings;
    let width = findings.iter().find(|finding| finding.gate == Gate::Width).unwrap();
    assert_eq!(width.verdict, Verdict::Fail, "{width:?}");

    // A hydrogen station 10 m east of the parcel: no rule says how far it keeps a fuel station away.
    let mut town = Town::sound();
    let shape = Shape::Points(vec![Coord { x: 270.0, y: 20.0 }]);
    let station = thing("H2", Region::empty(), Layer::Facility);
    let kind = "hydrogen_station".to_owned();
    town.city.facilities = vec![Facility { kind, shape, ..station }];
    let (verdict, reason) = found(&town.ranked(), Gate::Clearance);
    assert_eq!(verdict, Verdict::Unknown);
    let Reason::NoSeparationRule { label, distance, .. } = reason else { panic!("{reason:?}") };
    assert!(label == "H2" && distance < 70.0, "{distance}");
}

#[test]
fn land_for_homes_keeps_its_distance_before_a_home_is_built() {
    // As above, in a place that the building layer covers: nothing is built on either side yet.
    let mut town = Town::sound();
    town.city.parcels.push(parcel("W", block(150.0, 0.0, 198.0, 50.0), "070102", "built"));
    town.city.parcels.push(parcel("E", block(262.0, 0.0, 300.0, 50.0), "070102", "built"));
    town.city.buildings =
        Some(vec![thing("B", block(210.0, 120.0, 220.0, 130.0), Layer::Building)]);
    let (verdict, reason) = found(&town.ranked(), Gate::Clearance);
    assert_eq!(verdict, Verdict::Fail);
    assert!(matches!(reason, Reason::TooNear(near) if near.use_id == "housing"));
}

#[test]
fn a_line_is_diverted_and_a_well_is_not_offered() {
    let site = crate::support::repository("fixtures/cases/well_and_main_in_site/site.toml");
    let site = site.to_str().unwrap();
    let run = crate::support::carveout(["relocate", site, "--facility", "MAIN", "--within"]);
    run.refuses(&["MAIN", "is a line", "diverted"]);
    let run = crate::support::carveout(["relocate", site, "--facility", "WELL", "--within"]);
    run.refuses(&["WELL", "cannot be moved", "relocatable = true"]);
    let all = crate::support::carveout(["assess", site, "--relocate", "all", "--format", "json"]);
    let json = all.json();
    let stays = |warning: &Value| warning["code"] == "not_relocatable";
    assert!(json["warnings"].as_array().unwrap().iter().any(stays), "{}", json["warnings"]);
}

/// The middle of the parcel is 180 m away, that of the plot taken is nearer: the plot serves.
#[test]
fn service_is_that_of_the_plot_and_not_of_its_parcel() {
    let mut town = Town::sound();
    town.moving.service_radius_m = Some(metres(179.0));
    let ranking = town.ranked();
    let site = &ranking.sites[0];
    assert!(site.passes(), "{:?}", site.findings);
    let (_, reason) = found(&ranking, Gate::Service);
    let pad = site.pad.as_ref().unwrap().label_point().unwrap();
    let distance = (pad.x - 50.0).hypot(pad.y - 25.0);
    assert!((165.0..179.0).contains(&distance), "{distance}");
    let Reason::Radius { distance: said, .. } = reason else { panic!("{reason:?}") };
    assert!((said - distance).abs() < 1.0, "{said} {distance}");
    // For those who look at all parcels it is one that may not serve.
    assert_eq!(ranking.failed.get(&Gate::Service), Some(&1));
}

#[test]
fn a_neighbour_on_one_side_moves_the_pad_away_and_is_sterilised() {
    let mut town = Town::sound();
    town.city.parcels.push(parcel("W", block(150.0, 0.0, 198.0, 50.0), "070102", "built"));
    let ranking = town.ranked();
    let site = ranking.sites.iter().find(|site| site.id == "R").unwrap();
    assert!(site.passes(), "{:?}", site.findings);
    let pad = site.pad.as_ref().unwrap().bounds().unwrap();
    assert!(pad.min_x >= 218.0 - 1e-6, "{pad:?}");
    // Within 20 m of the pad, in the parcel: strips beside it as wide as the parcel leaves, a strip behind
    // it, and in either corner the part of a quarter disc that the parcel holds; nothing of the neighbour.
    let depth = pad.max_y - pad.min_y;
    let (width, behind) = (pad.max_x - pad.min_x, 50.0 - pad.max_y);
    let (left, right) = (pad.min_x - 200.0, 260.0 - pad.max_x);
    let corner = |side: f64| -> f64 {
        let steps = 10_000;
        let step = behind / f64::from(steps);
        let reach = |h: f64| (400.0 - h * h).sqrt().min(side);
        (0..steps).map(|at| reach((f64::from(at) + 0.5) * step) * step).sum()
    };
    assert!(left < 20.0 && right < 20.0 && behind < 20.0);
    let expected = (left + right) * depth + width * behind + corner(left) + corner(right);
    let sterilised = site.sterilised.area().get();
    assert!((sterilised - expected).abs() < 0.5, "{sterilised} {expected}");
}

/// Buildings are known, so the plot may lie at the lot lines of its neighbours: what it keeps free of
/// their land is theirs to bear, owner by owner, and each place is counted once.
#[test]
fn sterilised_land_is_told_by_owner() {
    let mut town = Town::sound();
    let held = |id: &str, region: Region, owner: Option<&str>| {
        let owner = owner.map(str::to_owned);
        Parcel { owner, ..parcel(id, region, "070102", "built") }
    };
    town.city.parcels[0].region = block(200.0, 0.0, 240.0, 50.0);
    town.city.parcels[0].owner = Some("Land bank".to_owned());
    town.city.parcels.extend([
        held("W", block(150.0, 0.0, 200.0, 50.0), None),
        held("E1", block(240.0, 0.0, 400.0, 25.0), Some("Acme")),
        held("E2", block(240.0, 25.0, 400.0, 50.0), Some("Acme")),
        held("again", block(240.0, 25.0, 400.0, 50.0), Some("Other")),
    ]);
    let homes = block(380.0, 0.0, 400.0, 50.0);
    town.city.buildings = Some(vec![thing("B", homes, Layer::Building)]);
    let ranking = town.ranked();
    let site = ranking.sites.iter().find(|site| site.id == "R").unwrap();
    let pad = site.pad.as_ref().unwrap().bounds().unwrap();
    // Beyond a lot line at a distance: a strip as deep as the pad, and what is left of the quarter disc.
    let (depth, behind) = (pad.max_y - pad.min_y, 50.0 - pad.max_y);
    let beyond = |gap: f64| -> f64 {
        let step = behind / 10_000.0;
        let reach = |h: f64| ((400.0 - h * h).sqrt() - gap).max(0.0);
        let corner: f64 = (0..10_000).map(|at| reach((f64::from(at) + 0.5) * step) * step).sum();
        (20.0 - gap) * depth + corner
    };
    let of = |owner: Option<&str>| {
        let all = &site.sterilised_by_owner;
        let land = all.iter().find(|one| one.owner.as_deref() == owner).expect("an owner");
        (land.parcels.join(" "), land.area.get())
    };
    let (east, west) = (of(Some("Acme")), of(None));
    assert_eq!((east.0.as_str(), west.0.as_str()), ("E1 E2", "W"));
    assert!((east.1 - beyond(240.0 - pad.max_x)).abs() < 0.5, "{east:?}");
    assert!((west.1 - beyond(pad.min_x - 200.0)).abs() < 0.5, "{west:?}");
    assert_eq!(site.sterilised_by_owner.len(), 3, "{:?}", site.sterilised_by_owner);
    let sum: f64 = site.sterilised_by_owner.iter().map(|one| one.area.get()).sum();
    assert!((sum - site.sterilised.area().get()).abs() < 0.05);
}

#[test]
fn what_is_not_known_is_said_and_never_passes() {
    let unknown = |change: &dyn Fn(&mut Town), gate: Gate| {
        let mut town = Town::sound();
        change(&mut town);
        let ranking = town.ranked();
        let (verdict, reason) = found(&ranking, gate);
        assert_eq!(verdict, Verdict::Unknown, "{reason:?}");
        assert!(!ranking.sites[0].passes());
        reason
    };
    let reason = unknown(&|town| town.city.parcels[0].land_use = None, Gate::LandUse);
    assert_eq!(reason, Reason::NoCode);
    let reason = unknown(&|town| town.system = None, Gate::LandUse);
    assert_eq!(reason, Reason::SystemUndeclared("090105".to_owned()));
    let reason = unknown(&|town| town.city.parcels[0].status = None, Gate::Available);
    assert_eq!(reason, Reason::NoStatus);
    let reason = unknown(&|town| town.available.clear(), Gate::Available);
    assert_eq!(reason, Reason::AvailabilityUndeclared);
    let reason = unknown(&|town| town.city.roads = None, Gate::RoadAccess);
    assert_eq!(reason, Reason::NoRoadLayer);
    let reason = unknown(&|town| town.moving.service_radius_m = None, Gate::Service);
    assert!(matches!(reason, Reason::NoRadius(_)));
    let reason = unknown(&|town| town.city.zones = None, Gate::ControlZone);
    assert_eq!(reason, Reason::NoZoneLayer);
    // No grade 1 station in a city centre, and no layer tells where that is.
    let reason = unknown(&|town| town.grade = "一级", Gate::ControlZone);
    assert_eq!(reason, Reason::Siting("city_centre".to_owned()));
    // Neighbours of unknown use on both sides.
    let strangers = |town: &mut Town| {
        town.city.parcels.push(parcel("W", block(150.0, 0.0, 198.0, 50.0), "", "built"));
        town.city.parcels.push(parcel("E", block(262.0, 0.0, 300.0, 50.0), "", "built"));
    };
    let reason = unknown(&strangers, Gate::Clearance);
    let Reason::UnknownNeighbours { count, within, .. } = reason else { panic!("{reason:?}") };
    // At the western end of the parcel the eastern one is out of reach.
    assert_eq!((count, within), (1, 20.0));
}

#[test]
fn demand_counts_instead_of_distance_where_it_is_known() {
    let mut town = Town::sound();
    let at = |x: f64| Coord { x, y: 25.0 };
    town.city.demand =
        Some(vec![Demand { at: at(50.0), weight: 3.0 }, Demand { at: at(-260.0), weight: 1.0 }]);
    town.moving.service_radius_m = Some(metres(320.0));
    // From the old place both are within 320 m, from 180 m further east three of four.
    let (verdict, reason) = found(&town.ranked(), Gate::Service);
    assert_eq!((verdict, reason), (Verdict::Fail, Reason::Served { before: 1.0, after: 0.75 }));
    let mut town = Town::sound();
    town.city.demand = Some(vec![Demand { at: at(50.0), weight: 3.0 }]);
    assert_eq!(found(&town.ranked(), Gate::Service).0, Verdict::Pass);
}

#[test]
fn ranking_is_the_same_as_if_all_had_been_looked_at() {
    let town = |most: usize| {
        let mut town = Town::sound();
        town.city.parcels.clear();
        for number in 0..400_u32 {
            let (column, row) = (f64::from(number % 20), f64::from(number / 20));
            let (x, y) = (200.0 + 70.0 * column, 60.0 * row);
            let code = if number % 3 == 0 { "090105" } else { "100102" };
            let status = if number % 2 == 0 { "free" } else { "built" };
            let width = 30.0 + f64::from(number % 7) * 5.0;
            let region = block(x, y, x + width, y + 50.0);
            town.city.parcels.push(parcel(&format!("R{number:03}"), region, code, status));
        }
        town.moving.service_radius_m = Some(metres(1_000.0));
        town.clearance = 5.0;
        let sites = town.best(most).sites;
        sites.into_iter().map(|site| site.id).collect::<Vec<String>>()
    };
    let all = town(400);
    assert!(all.len() > 100);
    for most in [0, 1, 5, 20] {
        assert_eq!(town(most), all[..most], "the best {most}");
    }
}

/// The site of a place within it or of a swap: 100 x 100 m without setback, a station in its middle.
fn middle(clearance: f64) -> (Ground, Baseline, Obstacle) {
    let ground = Ground::open_all_around(block(0.0, 0.0, 100.0, 100.0), Parameters::default());
    let baseline = Baseline::of(&ground).unwrap();
    (ground, baseline, station(block(40.0, 40.0, 60.0, 60.0), clearance))
}

#[test]
fn the_best_place_within_a_square_is_its_corner() {
    let (ground, baseline, old) = middle(10.0);
    let pack = RulePack::builtin("cn").unwrap();
    let none = BTreeMap::new();
    let policy = Policy {
        pack,
        proposed_use: "plant_cde",
        jurisdictions: &[],
        conditions: &[],
        command_line: &none,
        site_file: &none,
        neighbour_clearance: &BTreeMap::new(),
        land_uses: LandUses { system: None, use_of: &BTreeMap::new(), pack },
        burden: &BTreeMap::new(),
        plot_factor: 3.0,
        parcels_are_plots: false,
        rungs: Rungs::ALL,
        gap_tolerance: Metres::ZERO,
    };
    let moving = SiteMove {
        pad_area_m2: SquareMetres::new(400.0).ok(),
        pad_width_m: Some(metres(20.0)),
        ..SiteMove::default()
    };
    let mover = Mover::of(&old, moving, &policy, None, None).unwrap();
    let places = within::best(&ground, &baseline, &[], &mover, 3).unwrap();
    // In a corner: 20 x 20, two strips of 10 x 20 and a quarter disc of radius 10; in the middle
    // 400 + 4 * 200 + 314 = 1,514.
    let loss = places[0].carve_out.ledger.loss().get();
    let expected = 400.0 + 2.0 * 200.0 + std::f64::consts::PI * 25.0;
    assert!((loss - expected).abs() < 0.3, "{loss} {expected}");
    assert!(places.windows(2).all(|pair| {
        pair[0].carve_out.ledger.loss().get() <= pair[1].carve_out.ledger.loss().get() + 1e-9
    }));
}

#[test]
fn a_swap_gains_a_strip_of_equal_area_next_door() {
    let (ground, _, old) = middle(0.0);
    // 40 x 100 m next door, and as much further away.
    let parcels = vec![
        parcel("next", block(100.0, 0.0, 140.0, 100.0), "16", "free"),
        parcel("far", block(150.0, 0.0, 190.0, 100.0), "16", "free"),
    ];
    let city = City::new(CityLayers { parcels, ..CityLayers::default() });
    let swap = swap::best(&ground, &[&old], &[&old], &city, &[]).unwrap().expect("a swap");
    assert_eq!(swap.parcel, "next");
    // 400 m2 along 100 m of common boundary: a strip of 4 m.
    assert!((swap.gained.area().get() - 400.0).abs() < 0.01);
    let strip = swap.gained.bounds().unwrap();
    assert!((strip.max_x - 104.0).abs() < 0.01, "{strip:?}");
    assert!((swap.footprint.area().get() - 10_000.0).abs() < 0.02);
    // Without setback and clearance nothing but the enclave itself was lost, and that came back.
    assert!((swap.carve_out.usable.area().get() - 10_000.0).abs() < 0.02);
    // Land that is known to be taken is no offer.
    let only_vacant = ["vacant".to_owned()];
    assert!(swap::best(&ground, &[&old], &[&old], &city, &only_vacant).unwrap().is_none());
}

fn demonstration(arguments: &[&str]) -> Value {
    let site = crate::support::repository("data/magnet-plant/site.toml");
    let mut command = vec!["assess", site.to_str().unwrap(), "--format", "json"];
    command.extend(arguments);
    let run = crate::support::carveout(command);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn the_recommendation_of_the_demonstration_follows_its_numbers_and_flips_below_break_even() {
    let dear = demonstration(&[]);
    let options = dear["options"].as_array().unwrap();
    let total = |option: &Value| option["total"].as_f64().unwrap();
    let cheapest = options.iter().min_by(|a, b| total(a).total_cmp(&total(b))).unwrap();
    assert_eq!(dear["decision"]["recommended"], cheapest["id"]);
    assert_eq!(dear["decision"]["recommended"], "move FS-01 and WTS-01");
    let price = dear["decision"]["land_price_per_m2"]["mid"].as_f64().unwrap();
    for option in options {
        let money = option["cost"]["mid"].as_f64().unwrap();
        let by_hand = money + price * option["loss_m2"].as_f64().unwrap();
        assert!((total(option) - by_hand).abs() < 1e-6 * by_hand);
    }
    let even = dear["decision"]["break_even_price_per_m2"].as_f64().unwrap();
    let both = options.iter().find(|option| option["id"] == "move FS-01 and WTS-01").unwrap();
    let back = both["recovered_m2"].as_f64().unwrap();
    assert!((even - both["cost"]["mid"].as_f64().unwrap() / back).abs() < 1e-9 * even);
    // Far below every break-even price, building around is the cheapest.
    let lowest = options
        .iter()
        .filter_map(|option| option["break_even_price_per_m2"]["mid"].as_f64())
        .fold(f64::INFINITY, f64::min);
    let cheap = demonstration(&["--land-price", &format!("{}", 0.99 * lowest)]);
    assert_eq!(cheap["decision"]["recommended"], "carve_out");
    // The price at which it flips, from either side.
    let flips = dear["decision"]["flips"].as_array().unwrap();
    let flip = flips.iter().find(|flip| flip["what"] == "land_price_per_m2").unwrap();
    let at = flip["flips_at"].as_f64().unwrap();
    for (factor, kept) in [(1.001, true), (0.999, false)] {
        let found = demonstration(&["--land-price", &format!("{}", factor * at)]);
        let same = found["decision"]["recommended"] == dear["decision"]["recommended"];
        assert_eq!(same, kept, "at {factor} of {at}");
    }
}

#[test]
fn the_balance_of_the_demonstration_closes_to_the_square_metre() {
    let document = demonstration(&[]);
    let balance = &document["land_balance"];
    assert_eq!(balance["system"], "cn_2023");
    let rows = balance["rows"].as_array().unwrap();
    let sum = |field: &str| -> f64 { rows.iter().map(|row| row[field].as_f64().unwrap()).sum() };
    let total = balance["total_m2"].as_f64().unwrap();
    for field in ["before_m2", "after_m2"] {
        assert!((sum(field) - total).abs() < 1e-9 * total, "{field}");
    }
    assert!(sum("change_m2").abs() < 1e-9 * total);
    let whole = balance["total_rounded_m2"].as_f64().unwrap();
    assert_eq!(sum("before_rounded_m2"), whole);
    assert_eq!(sum("after_rounded_m2"), whole);
    // Both plots become industrial land: 89,333 + 4,000 m2.
    let industrial = rows.iter().find(|row| row["code"] == "100102").unwrap();
    assert!((industrial["change_m2"].as_f64().unwrap() - 4_000.0).abs() < 1.0);
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let site = crate::support::repository("data/magnet-plant/site.toml");
    let run =
        || crate::support::carveout(["assess", site.to_str().unwrap(), "--format", "json"]).stdout;
    let (first, second) = (run(), run());
    assert!(first.contains("best_probability"));
    assert_eq!(first, second);
}

/// A site of 200 x 150 m at a road, and what stands enclosed in it, from memory.
fn enclosed(moved: &[&str], standing: &[(&str, f64)]) -> Assessment {
    let degrees = |east: f64, north: f64| (110.0 + east / 84_500.0, 40.6 + north / 111_050.0);
    let block = |x: f64, y: f64, width: f64, depth: f64| {
        let (from, to) = (degrees(x, y), degrees(x + width, y + depth));
        carveout::geo::Rect::new(from, to).to_polygon()
    };
    let metres = |length: f64| Metres::new(length).unwrap();
    let road = LineString::from(vec![degrees(-50.0, -6.0), degrees(250.0, -6.0)]);
    let mut land = Land::new()
        .road(RoadFeature::new(&road).width(metres(12.0)))
        .min_width(metres(10.0))
        .relocate(moved.iter().copied());
    for (id, east) in standing {
        let plot = block(*east, 60.0, 25.0, 20.0);
        land = land.facility(
            FacilityFeature::new(id, "depot", &plot)
                .clearance(metres(5.0))
                .needs_access(true)
                .access_width(metres(6.0)),
        );
    }
    assess(&land.case(&block(0.0, 0.0, 200.0, 150.0)).unwrap()).unwrap()
}

/// With the other one gone the way in leads elsewhere: what lies under it then is not usable, and the
/// ledger closes. Once such a move was refused.
#[test]
fn moving_one_of_two_enclosed_things_leaves_the_site_with_the_other() {
    for (first, second) in [(60.0, 100.0), (60.0, 86.0), (40.0, 140.0), (88.0, 87.0)] {
        let both = enclosed(&["B"], &[("A", first), ("B", second)]);
        let alone = enclosed(&[], &[("A", first)]);
        let relocation = both.relocation.as_ref().unwrap();
        let (moved, alone) = (&relocation.carve_out, &alone.carve_out);
        let (after, without) = (moved.ledger.loss().get(), alone.ledger.loss().get());
        assert!((after - without).abs() < 1.0, "{first}, {second}: {after} and {without}");
        let ways = both.alternatives.as_ref().unwrap();
        let option = ways.moving(&["B".to_owned()]).unwrap();
        assert!((option.loss_m2 - without).abs() < 1.0, "{first}, {second}: {}", option.loss_m2);
    }
}
