use super::super::citation::Status;
use super::*;

fn pack(name: &str) -> &'static RulePack {
    RulePack::builtin(name).expect("built in")
}

fn ask<'p>(
    pack: &'p RulePack,
    kind: &str,
    grade: Option<&str>,
    planned: &str,
) -> PairClearance<'p> {
    pack.clearance(&Pair { grade, ..Pair::new(kind, planned) })
}

fn metres(answer: &PairClearance<'_>, part: &str) -> Option<f64> {
    answer.of_part(part).map(|part| part.distance.get())
}

fn headline(answer: &PairClearance<'_>) -> Option<f64> {
    answer.headline().map(|part| part.distance.get())
}

/// GB 50156 table 4.0.4, grade 2 column.
#[test]
fn a_grade_2_fuel_station_keeps_the_distances_of_its_table() {
    for (planned, tank, dispenser) in [
        ("plant_cde", 11.0, 10.5),
        ("industrial", 11.0, 10.5),
        ("plant_ab", 15.5, 12.5),
        ("public_building", 35.0, 35.0),
        ("civil_class3", 8.5, 7.0),
        ("office", 14.0, 11.0),
    ] {
        let answer = ask(pack("cn"), "fuel_station", Some("2"), planned);
        assert_eq!(metres(&answer, "buried_tank"), Some(tank), "{planned}");
        assert_eq!(metres(&answer, "dispenser"), Some(dispenser), "{planned}");
        assert_eq!(metres(&answer, "vent"), Some(dispenser), "{planned}");
        assert_eq!(headline(&answer), Some(tank), "{planned}");
        assert_eq!(answer.grade, GradeUse::Given);
        assert_eq!(answer.coverage(), Coverage::Ruled);
        assert!(answer.is_complete());
    }
}

#[test]
fn names_are_matched_however_they_are_spelled() {
    for (kind, grade) in [("Gas-Station", "二级"), ("加油站", "Grade 2"), ("fuel station", "2")]
    {
        let answer = ask(pack("cn"), kind, Some(grade), "工业");
        assert_eq!(headline(&answer), Some(11.0), "{kind} {grade}");
    }
    let line = |grade| headline(&ask(pack("cn"), "power_line", Some(grade), "plant_cde"));
    assert_eq!(line("1-10kV"), Some(5.0));
    assert_eq!(line("110 kV"), Some(10.0));
    assert_eq!(line("35-110kV"), Some(10.0));
}

#[test]
fn a_missing_grade_is_taken_as_the_strictest_and_said() {
    let answer = ask(pack("cn"), "fuel_station", None, "plant_cde");
    assert_eq!(metres(&answer, "buried_tank"), Some(12.5));
    assert_eq!(answer.grade, GradeUse::AssumedStrictest);
    let answer = ask(pack("cn"), "waste_transfer_station", Some("huge"), "plant_cde");
    assert_eq!(headline(&answer), Some(30.0));
    assert_eq!(answer.grade, GradeUse::AssumedStrictest);
}

#[test]
fn a_waste_station_is_measured_from_its_boundary() {
    let answer = ask(pack("cn"), "waste_transfer_station", Some("IV"), "plant_ab");
    let governing = answer.headline().expect("ruled");
    assert!(governing.is_whole_plot());
    assert_eq!(headline(&answer), Some(10.0));
    assert_eq!(governing.rule.provenance.status, Status::Verified);
    let clause = governing.rule.provenance.clause.as_ref();
    assert_eq!(clause.map(|one| one.written().en.as_str()), Some("sec. 2.2 table"));
}

#[test]
fn where_sources_differ_the_larger_figure_leads_and_the_smaller_is_kept() {
    for (grade, distance, low) in [("II", 30.0, 20.0), ("V", 10.0, 8.0)] {
        let answer = ask(pack("cn"), "waste_transfer_station", Some(grade), "plant_cde");
        let governing = answer.headline().expect("ruled");
        assert_eq!(headline(&answer), Some(distance));
        assert_eq!(governing.low.map(Metres::get), Some(low));
        assert_eq!(governing.rule.provenance.status, Status::Recalled);
    }
}

#[test]
fn a_loose_grade_takes_the_strictest_of_what_it_may_mean() {
    let answer = ask(pack("cn"), "waste_transfer_station", Some("小型"), "plant_cde");
    assert_eq!(headline(&answer), Some(10.0));
    assert_eq!(answer.grade, GradeUse::StrictestOfGroup);
    let answer = ask(pack("cn"), "building", Some("plant_cde"), "plant_ab");
    assert_eq!(headline(&answer), Some(12.0));
}

#[test]
fn a_grade_on_one_scale_says_nothing_on_another() {
    let answer = ask(pack("cn"), "substation", Some("110kV"), "plant_cde");
    assert_eq!(metres(&answer, "transformer"), Some(20.0));
    assert_eq!(answer.grade, GradeUse::AssumedStrictest);
    let answer = ask(pack("cn"), "substation", Some("5-10t"), "plant_cde");
    assert_eq!(metres(&answer, "transformer"), Some(12.0));
    assert_eq!(answer.grade, GradeUse::Given);
}

/// GB 50016 table 3.4.1, read from the building that stands there.
#[test]
fn buildings_keep_the_fire_separation() {
    let between = |grade, planned| headline(&ask(pack("cn"), "building", Some(grade), planned));
    assert_eq!(between("plant_cde", "plant_cde"), Some(10.0));
    assert_eq!(between("plant_a", "plant_cde"), Some(12.0));
    assert_eq!(between("plant_b", "plant_cde"), Some(10.0));
    assert_eq!(between("plant_cde_fr3", "plant_cde"), Some(12.0));
    assert_eq!(between("civil_low_rise", "plant_ab"), Some(25.0));
    assert_eq!(between("civil_low_rise", "plant_cde"), Some(10.0));
    assert_eq!(between("important_public", "plant_ab"), Some(50.0));
    assert_eq!(ask(pack("us"), "building", None, "plant_cde").coverage(), Coverage::Unknown);
}

#[test]
fn what_the_pack_does_not_know_is_unknown_and_never_zero() {
    for (kind, planned) in [
        ("space_port", "plant_cde"),
        ("fuel_station", "casino"),
        ("hydrogen_station", "plant_cde"),
        ("building", "park"),
    ] {
        let answer = ask(pack("cn"), kind, None, planned);
        assert_eq!(answer.coverage(), Coverage::Unknown, "{kind} to {planned}");
        assert!(answer.headline().is_none());
        assert!(!answer.is_complete());
    }
    // 750 kV stands in no row of the protection zone, so no row may be borrowed.
    let answer = ask(pack("cn"), "overhead_power_line", Some("750kV"), "plant_cde");
    assert_eq!(answer.coverage(), Coverage::Unknown);
}

#[test]
fn a_kind_without_distance_by_rule_is_known() {
    for kind in ["parcel", "zone", "cemetery", "heritage_site"] {
        let answer = ask(pack("cn"), kind, None, "plant_cde");
        assert_ne!(answer.coverage(), Coverage::Unknown, "{kind}");
        assert!(answer.headline().is_none(), "{kind}");
    }
}

#[test]
fn a_polygon_rule_says_that_the_shape_decides() {
    let answer = ask(pack("cn"), "river", None, "plant_cde");
    assert_eq!(answer.coverage(), Coverage::GazettedPolygon);
    assert_eq!(answer.not_applied[0].reason, NotAppliedReason::NeedsGazettedPolygon);
}

#[test]
fn sensitive_only_is_subtracted_from_sensitive_uses_alone() {
    let answer = ask(pack("cn"), "sewage_works", Some("5-10"), "housing");
    assert_eq!(headline(&answer), Some(200.0));
    let answer = ask(pack("cn"), "sewage_works", Some("5-10"), "plant_cde");
    assert_eq!(answer.coverage(), Coverage::NoDistanceByRule);
    assert_eq!(answer.reported.len(), 1);
}

#[test]
fn consent_is_reported_and_not_subtracted() {
    let answer = ask(pack("cn"), "railway", Some("high_speed"), "plant_cde");
    assert_eq!(answer.coverage(), Coverage::NoDistanceByRule);
    assert_eq!(answer.reported.len(), 1);
    assert_eq!(answer.reported[0].id, "cn.rail.elsewhere.high_speed");
}

#[test]
fn a_declared_condition_switches_off_the_default_of_its_group() {
    let conditions = ["dense_area".to_owned()];
    let pair = Pair::new("overhead_power_line", "plant_cde").grade("110kV");
    let dense = pack("cn").clearance(&Pair { conditions: &conditions, ..pair });
    assert_eq!(headline(&dense), Some(4.0));
    let unless = NotAppliedReason::ConditionNotDeclared("general_area".to_owned());
    assert_eq!(dense.not_applied[0].reason, unless);
    assert_eq!(headline(&pack("cn").clearance(&pair)), Some(10.0));
}

#[test]
fn the_rule_of_one_place_is_not_used_in_another() {
    let pair = Pair::new("waste_transfer_station", "housing");
    let answer = pack("us").clearance(&pair);
    assert_eq!(answer.coverage(), Coverage::Unknown);
    assert!(answer
        .not_applied
        .iter()
        .all(|rule| matches!(rule.reason, NotAppliedReason::OtherJurisdiction(_))));
    let maine = ["Maine".to_owned()];
    let answer = pack("us").clearance(&Pair { jurisdictions: &maine, ..pair });
    assert_eq!(metres(&answer, "waste_handling_area"), Some(152.4));
}

#[test]
fn who_declares_a_place_declares_those_it_lies_in() {
    let carinthia = ["AT-Carinthia".to_owned(), "DE-NRW".to_owned()];
    let pair = Pair { jurisdictions: &carinthia, ..Pair::new("highway", "plant_cde") };
    assert_eq!(headline(&pack("eu").clearance(&pair.grade("autobahn"))), Some(40.0));
    let pair = Pair { jurisdictions: &carinthia, ..Pair::new("power_line", "housing") };
    assert_eq!(headline(&pack("eu").clearance(&pair.grade("380kV"))), Some(70.0));
}

#[test]
fn a_height_rule_waits_for_the_height() {
    let pair = Pair::new("overhead_power_line", "plant_ab").grade("110kV");
    let without = pack("cn").clearance(&pair);
    assert_eq!(headline(&without), Some(10.0));
    assert!(!without.is_complete());
    let with = pack("cn").clearance(&Pair { height: Metres::new(30.0).ok(), ..pair });
    assert_eq!(headline(&with), Some(45.0));
    assert!(with.is_complete());
    let pair = Pair::new("weather_station", "plant_cde").grade("national_basic");
    assert_eq!(pack("cn").clearance(&pair).coverage(), Coverage::Unknown);
    let tall = pack("cn").clearance(&Pair { planned_height: Metres::new(24.0).ok(), ..pair });
    assert_eq!(headline(&tall), Some(240.0));
    let tower = Metres::new(150.0).ok();
    let very_tall = pack("cn").clearance(&Pair { planned_height: tower, ..pair });
    assert_eq!(headline(&very_tall), Some(1000.0));
}

#[test]
fn optional_equipment_counts_only_where_it_is_drawn() {
    let answer = ask(pack("us"), "fuel_station", None, "plant_cde");
    assert_eq!(headline(&answer), Some(3.048));
    assert_eq!(metres(&answer, "above_ground_tank"), Some(30.48));
}

#[test]
fn a_development_zone_adds_its_distance_to_the_control_zone() {
    let pair = Pair::new("highway", "plant_cde").grade("国道");
    assert_eq!(headline(&pack("cn").clearance(&pair)), Some(20.0));
    let conditions = ["new_development_zone".to_owned()];
    let zone = pack("cn").clearance(&Pair { conditions: &conditions, ..pair });
    assert_eq!(headline(&zone), Some(70.0));
}

#[test]
fn corridor_access_and_plot_are_chosen_by_grade_and_place() {
    let cn = pack("cn");
    let corridor = cn.corridor("power_line", Some("110kV"), &[]).expect("ruled");
    assert_eq!((corridor.rule.low_m.get(), corridor.rule.headline().get()), (15.0, 25.0));
    let city = ["CN-city-a".to_owned()];
    let local = cn.corridor("power_line", Some("220kV"), &city).expect("ruled");
    assert_eq!(Metres::new(40.0), Ok(local.rule.headline()));
    assert_eq!(local.rule.id, "cn.line.corridor.local.220kV");
    assert!(cn.corridor("fuel_station", None, &[]).is_none());

    let fuel = cn.access("fuel_station", Some("2"), &[]).expect("ruled");
    assert_eq!((fuel.rule.width_m.get(), fuel.rule.driveway_count()), (4.0, 2));
    let waste = cn.access("waste_transfer_station", None, &[]).expect("ruled");
    assert_eq!((waste.rule.id.as_str(), waste.rule.width_m.get()), ("cn.access.fire", 4.0));
    assert!(pack("eu").access("fuel_station", None, &[]).is_none());

    let plot = cn.typical_site("waste_transfer_station", Some("IV"), &[]).expect("ruled");
    assert_eq!(plot.rule.headline().map(f64::from), Some(4000.0));
    assert_eq!(plot.grade, GradeUse::Given);
    let plot = cn.typical_site("fuel_station", Some("2"), &[]).expect("ruled");
    assert_eq!(plot.rule.headline().map(f64::from), Some(3000.0));
    assert_eq!(plot.grade, GradeUse::AssumedStrictest);
}
