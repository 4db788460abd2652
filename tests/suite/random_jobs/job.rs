//! A job: a site file and its layers, all made of one seed.

use super::dice::Dice;
use super::plan::{area, block, line, point, rectangle, star, Point, Row};
use carveout::assess::{assess, Assessment, Case};
use carveout::batch::{Batch, Row as BatchRow};
use carveout::geojson::Feature;
use carveout::loading::Land;
use carveout::settings::SiteFile;
use serde_json::{json, Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A site file and what it names.
#[derive(Clone)]
pub struct Job {
    pub seed: u64,
    /// The site file, without its layers.
    asked: String,
    footprint: Vec<Value>,
    layers: BTreeMap<&'static str, Vec<Value>>,
    /// What moves.
    pub relocate: Relocate,
}

#[derive(Clone, PartialEq)]
pub enum Relocate {
    Nothing,
    All,
    Ids(Vec<String>),
}

/// Kinds that stand as areas, and those that do as lines.
const PLANTS: [&str; 6] = [
    "fuel_station",
    "waste_transfer_station",
    "substation",
    "sewage_works",
    "gas_regulating_station",
    "cemetery",
];
const MAINS: [&str; 4] =
    ["overhead_power_line", "city_gas_main", "oil_gas_transmission_pipeline", "buried_power_cable"];
const USES: [&str; 6] = ["plant_ab", "plant_cde", "warehouse", "housing", "office", "park"];
const UNITS: [&str; 4] = ["m2", "mu", "ha", "acre"];

impl Job {
    pub fn of(seed: u64) -> Self {
        let dice = &mut Dice::new(seed);
        let job = Self {
            seed,
            asked: String::new(),
            footprint: Vec::new(),
            layers: BTreeMap::new(),
            relocate: Relocate::Nothing,
        };
        // Two of three are sites as planners have them.
        if dice.chance(0.67) {
            job.town(dice)
        } else {
            job.odd(dice)
        }
    }

    fn add(&mut self, layer: &'static str, feature: Value) {
        self.layers.entry(layer).or_default().push(feature);
    }

    /// A site by the road with what stands in it, its parcels, and land to move to.
    fn town(mut self, dice: &mut Dice) -> Self {
        let (width, depth) = (dice.between(90.0, 320.0), dice.between(70.0, 260.0));
        let outline = match dice.below(4) {
            0 | 1 => rectangle(0.0, 0.0, width, depth),
            2 => {
                let (x, y) = (width * dice.between(0.4, 0.8), depth * dice.between(0.4, 0.8));
                vec![(0.0, 0.0), (width, 0.0), (width, y), (x, y), (x, depth), (0.0, depth)]
            }
            _ => {
                let mut shift = || dice.between(-15.0, 15.0);
                let corners = rectangle(0.0, 0.0, width, depth);
                corners.into_iter().map(|(x, y)| (x + shift(), y + shift())).collect()
            }
        };
        self.footprint.push(area(json!({ "id": format!("S{}", self.seed) }), &[outline]));
        self.roads(dice, width, depth);
        let count = 1 + dice.below(4);
        for number in 0..count {
            self.plant(dice, number, (width, depth));
        }
        if dice.chance(0.3) {
            self.main(dice, (width, depth));
        }
        if dice.chance(0.2) {
            let about = json!({ "id": "W1", "kind": "drinking_water_well",
                "clearance_m": dice.between(2.0, 40.0) });
            let at = (width * dice.between(-0.1, 1.1), depth * dice.between(-0.1, 1.1));
            self.add("facilities", point(about, at));
        }
        if dice.chance(0.2) {
            let at = (width * dice.between(0.0, 1.0), depth * dice.between(0.0, 1.0));
            self.add("buildings", area(json!({ "id": "B1" }), &[block(at, 12.0, 9.0, 0.4)]));
        }
        if dice.chance(0.15) {
            let reach = dice.between(5.0, 60.0);
            let strip = rectangle(width - reach, -20.0, 200.0, depth + 40.0);
            self.add("zones", area(json!({ "id": "Z1" }), &[strip]));
        }
        if dice.chance(0.6) {
            self.parcels(dice, (width, depth));
        }
        self.numbers(dice);
        if dice.chance(0.4) {
            self.relocation(dice);
        }
        self
    }

    fn roads(&mut self, dice: &mut Dice, width: f64, depth: f64) {
        if dice.chance(0.2) {
            return;
        }
        let broad = dice.pick(&[6.0, 8.0, 12.0, 20.0]);
        let away = broad / 2.0 + dice.pick(&[0.0, 0.0, 3.0, 10.0, 40.0]);
        let about = json!({ "width_m": broad });
        let south = vec![(-300.0, -away), (width + 300.0, -away)];
        self.add("roads", line(about.clone(), &south));
        if dice.chance(0.3) {
            let west = vec![(-away, -300.0), (-away, depth + 300.0)];
            self.add("roads", line(about, &west));
        }
    }

    /// Something that stands within the site, at its edge or beside it, perhaps on its own parcel.
    fn plant(&mut self, dice: &mut Dice, number: usize, (width, depth): Point) {
        let at = (width * dice.between(-0.05, 1.05), depth * dice.between(-0.05, 1.05));
        let (long, short) = (dice.between(8.0, 55.0), dice.between(8.0, 40.0));
        let turn = dice.pick(&[0.0, 0.0, 0.1, 0.8]);
        let id = format!("F{number}");
        let mut about = Map::new();
        about.insert("id".into(), json!(id));
        let kind = dice.pick(&PLANTS);
        about.insert("kind".into(), json!(kind));
        if kind == "fuel_station" && dice.chance(0.7) {
            about.insert("grade".into(), json!(dice.pick(&["1", "2", "3"])));
        }
        if dice.chance(0.5) {
            about.insert("clearance_m".into(), json!(dice.pick(&[0.0, 5.0, 12.5, 25.0, 60.0])));
        }
        if dice.chance(0.6) {
            about.insert("needs_access".into(), json!(dice.chance(0.7)));
            about.insert("access_width_m".into(), json!(dice.pick(&[4.0, 6.0, 9.0])));
        }
        if dice.chance(0.2) {
            about.insert("severs".into(), json!(dice.chance(0.5)));
        }
        // More than two that move make many options.
        if number >= 2 || dice.chance(0.2) {
            about.insert("relocatable".into(), json!(false));
        }
        self.add("facilities", area(Value::Object(about), &[block(at, long, short, turn)]));
        if dice.chance(0.25) {
            let own = json!({ "id": format!("PF{number}"), "owner": "others", "land_use": "1301" });
            self.add("parcels", area(own, &[block(at, long + 4.0, short + 3.0, turn)]));
        }
    }

    /// A line across the site.
    fn main(&mut self, dice: &mut Dice, (width, depth): Point) {
        let (from, to) = (depth * dice.between(-0.1, 1.1), depth * dice.between(-0.1, 1.1));
        let mut about = Map::new();
        about.insert("id".into(), json!("L1"));
        about.insert("kind".into(), json!(dice.pick(&MAINS)));
        about.insert("relocatable".into(), json!(false));
        if dice.chance(0.5) {
            about.insert("width_m".into(), json!(dice.between(0.5, 12.0)));
        }
        if dice.chance(0.7) {
            about.insert("clearance_m".into(), json!(dice.between(0.0, 12.0)));
        }
        let row: Row =
            vec![(-50.0, from), (width * 0.5, f64::midpoint(from, to) + 7.0), (width + 50.0, to)];
        self.add("facilities", line(Value::Object(about), &row));
    }

    /// The project's own parcels, one of others that juts in, and land around that may be had.
    fn parcels(&mut self, dice: &mut Dice, (width, depth): Point) {
        let strips = 1 + dice.below(3);
        for strip in 0..strips {
            let broad = width / strips as f64;
            let own = rectangle(broad * strip as f64, 0.0, broad, depth);
            let about = json!({ "id": format!("P{strip}"), "site": true, "land_use": "100101" });
            self.add("parcels", area(about, &[own]));
        }
        if dice.chance(0.4) {
            let at = (width * dice.between(0.0, 1.0), depth * dice.pick(&[0.0, 0.5, 1.0]));
            let about = json!({ "id": "Q1", "owner": "others", "land_use": "0701" });
            let (long, short) = (dice.between(5.0, 60.0), dice.between(5.0, 40.0));
            self.add("parcels", area(about, &[block(at, long, short, 0.0)]));
        }
        for number in 0..dice.below(4) {
            let (x, y) = (width + 60.0 + 150.0 * number as f64, dice.between(-100.0, 200.0));
            let land_use = dice.pick(&["1301", "0901", "13", "0701", "1207"]);
            let about = json!({ "id": format!("R{number}"), "land_use": land_use,
                "status": "free", "owner": "others" });
            let (long, short) = (dice.between(20.0, 90.0), dice.between(20.0, 90.0));
            self.add("parcels", area(about, &[rectangle(x, y, long, short)]));
        }
    }

    /// Sites that nobody draws on purpose: stars, slivers, hairlines, huge distances, nothing usable.
    fn odd(mut self, dice: &mut Dice) -> Self {
        let corners = 3 + dice.below(18);
        let mut rings = vec![match dice.below(4) {
            0 => rectangle(-150.0, -2.0, 300.0, dice.between(0.5, 12.0)),
            1 => rectangle(-100.0, -80.0, 200.0, 160.0),
            _ => star(dice, (0.0, 0.0), 30.0, 180.0, corners),
        }];
        if dice.chance(0.2) {
            let corners = 3 + dice.below(5);
            rings.push(star(dice, (1.0, 0.5), 2.0, 9.0, corners));
        }
        self.footprint.push(area(json!({ "id": format!("S{}", self.seed) }), &rings));
        if dice.chance(0.3) {
            // A second part, right beside the first or apart from it.
            let gap = dice.pick(&[0.0, 30.0, 60.0]);
            let part = rectangle(181.0 + gap, -40.0, dice.between(20.0, 120.0), 80.0);
            self.footprint.push(area(json!({}), &[part]));
        }
        for number in 0..dice.below(6) {
            let at = (dice.between(-160.0, 160.0), dice.between(-120.0, 120.0));
            let clearance = dice.pick(&[0.0, 0.0, 0.3, 8.0, 40.0, 500.0]);
            let about = json!({ "id": format!("F{number}"), "kind": "substation",
                "clearance_m": clearance, "severs": dice.chance(0.5),
                "needs_access": dice.chance(0.3), "access_width_m": 6.0 });
            let shape = match dice.below(5) {
                0 => block(at, 400.0, dice.pick(&[0.01, 0.2, 3.0]), dice.between(0.0, 3.0)),
                1 => rectangle(at.0, -200.0, 20.0, 400.0),
                2 => rectangle(at.0.round(), at.1.round(), 20.0, 20.0),
                _ => {
                    let corners = 3 + dice.below(8);
                    star(dice, at, 4.0, 60.0, corners)
                }
            };
            self.add("facilities", area(about, &[shape]));
        }
        if dice.chance(0.3) {
            let about = json!({ "width_m": 10.0 });
            self.add("roads", line(about, &vec![(-400.0, -85.0), (400.0, -85.0)]));
        }
        self.numbers(dice);
        if dice.chance(0.25) {
            self.relocate = Relocate::All;
        }
        self
    }

    /// Numbers of the area model, and their ranges.
    fn numbers(&mut self, dice: &mut Dice) {
        let _ = writeln!(
            self.asked,
            "rules = \"cn\"\nuse = \"{}\"\nunit = \"{}\"\navailable = [\"free\"]\n\
             land_use_system = \"cn_2023\"\n",
            dice.pick(&USES),
            dice.pick(&UNITS)
        );
        let setback = dice.pick(&[0.0, 2.0, 5.0, 10.0]);
        let width = dice.pick(&[0.0, 0.0, 8.0, 20.0, 30.0, 400.0]);
        let width = if width > 100.0 && dice.chance(0.7) { 20.0 } else { width };
        let area = dice.pick(&[0.0, 0.0, 200.0, 1000.0, 3000.0]);
        let _ = writeln!(
            self.asked,
            "[parameters]\nsetback_m = {setback:.1}\nmin_width_m = {width:.1}\nmin_area_m2 = {area:.1}"
        );
        if dice.chance(0.2) {
            self.asked.push_str(dice.pick(&[
                "\n[setbacks]\nfront_m = 6.0\nstreet_side_m = 4.0\nside_m = 3.0\nrear_m = 9.0\n",
                "setback_road_m = 15.0\n",
            ]));
        }
        let layout = dice.chance(0.05);
        let _ = writeln!(self.asked, "\n[layout]\nwanted = {layout}");
        if dice.chance(0.3) {
            self.asked
                .push_str("\n[ranges]\nsetback_m = [1.0, 12.0]\nmin_area_m2 = [0.0, 4000.0]\n");
        }
    }

    /// Money, months, and what moves.
    fn relocation(&mut self, dice: &mut Dice) {
        let ids: Vec<String> = ["F0", "F1"].map(str::to_owned).to_vec();
        self.relocate = match dice.below(4) {
            0 => Relocate::Nothing,
            1 => Relocate::All,
            _ => {
                let here = ids.into_iter().filter(|id| self.movable(id)).collect::<Vec<_>>();
                let most = if dice.chance(0.5) { 1 } else { here.len() };
                Relocate::Ids(here.into_iter().take(most).collect())
            }
        };
        if dice.chance(0.8) {
            let price = dice.pick(&["100", "[500, 900]", "[400, 600, 1500]"]);
            let draws = dice.pick(&[0, 20, 100]);
            let _ = writeln!(
                self.asked,
                "\n[money]\ncurrency = \"CNY\"\nland_price_per_m2 = {price}\ndraws = {draws}\n\
                 delay_per_month = [0, 5000]\n\n[project]\nneeds_land_in_months = 12"
            );
        }
        let kinds: BTreeSet<&str> = self.kinds().collect();
        let mut tables = String::new();
        for kind in kinds.into_iter().filter(|kind| PLANTS.contains(kind)) {
            // A place within the site is looked for along its whole edge, which takes long: mostly the
            // plot is too large for that.
            let pad = if dice.chance(0.05) { "600.0" } else { "900000.0" };
            let rebuild = dice.pick(&["100000", "[50_000, 300_000]", "[10_000, 60_000, 900_000]"]);
            let _ = writeln!(
                tables,
                "\n[move.{kind}]\npad_area_m2 = {pad}\ntakes = [\"13\", \"0901\"]\n\
                 months = {{ approval = 3, build = [5, 8], open = 1, clear = [1, 2, 5] }}\n\
                 costs = {{ rebuild = {rebuild}, demolition = [1000, 2000, 9000], \
                 replacement_land = {{ per_m2 = [100, 300] }} }}"
            );
        }
        self.asked.push_str(&tables);
    }

    fn facilities(&self) -> impl Iterator<Item = &Value> {
        self.layers.get("facilities").into_iter().flatten()
    }

    fn kinds(&self) -> impl Iterator<Item = &str> {
        self.facilities().filter_map(|one| one["properties"]["kind"].as_str())
    }

    fn movable(&self, id: &str) -> bool {
        self.facilities().any(|one| {
            let about = &one["properties"];
            about["id"] == *id && about["relocatable"] != json!(false)
        })
    }

    /// The same with one facility struck from its layer.
    pub fn without(&self, id: &str) -> Self {
        let mut job = self.clone();
        if let Some(all) = job.layers.get_mut("facilities") {
            all.retain(|one| one["properties"]["id"] != *id);
        }
        job.relocate = Relocate::Nothing;
        job
    }

    fn site_file(&self) -> SiteFile {
        let mut file: SiteFile = toml::from_str(&self.asked).unwrap();
        file.relocate = match &self.relocate {
            Relocate::Nothing => None,
            Relocate::All => Some(vec!["all".to_owned()]),
            Relocate::Ids(ids) if ids.is_empty() => None,
            Relocate::Ids(ids) => Some(ids.clone()),
        };
        file
    }

    fn land(&self) -> Land {
        let features = |all: &[Value]| all.iter().map(feature).collect::<Vec<_>>();
        let mut land = Land::asked(self.site_file());
        for (layer, all) in &self.layers {
            let all = features(all);
            land = match *layer {
                "parcels" => land.parcels(all),
                "facilities" => land.facilities(all),
                "buildings" => land.buildings(all),
                "roads" => land.roads(all),
                _ => land.zones(all),
            };
        }
        land
    }

    /// The case, read from memory.
    pub fn case(&self) -> Result<Case, String> {
        let footprint = self.footprint.iter().map(feature);
        self.land().case_of(footprint).map_err(|error| error.to_string())
    }

    /// The assessment of it.
    pub fn assessed(&self) -> Result<Assessment, String> {
        assess(&self.case()?).map_err(|error| error.to_string())
    }

    /// Its row in a batch, if its site is one feature.
    pub fn row(&self) -> Option<BatchRow> {
        let [footprint] = self.footprint.as_slice() else { return None };
        let batch = Batch::over(&self.land(), [feature(footprint)]).ok()?;
        let mut rows = batch.rows();
        rows.next()
    }

    /// Writes the site file and its layers into a folder.
    pub fn write(&self, folder: &Path) -> PathBuf {
        let mut named = String::from("footprint = \"site.geojson\"\n");
        collection(&folder.join("site.geojson"), &self.footprint);
        for (layer, features) in &self.layers {
            collection(&folder.join(format!("{layer}.geojson")), features);
            let _ = writeln!(named, "{layer} = \"{layer}.geojson\"");
        }
        match &self.relocate {
            Relocate::All => named.push_str("relocate = \"all\"\n"),
            Relocate::Ids(ids) if !ids.is_empty() => {
                let _ = writeln!(named, "relocate = {}", json!(ids));
            }
            _ => {}
        }
        let path = folder.join("site.toml");
        fs::write(&path, named + &self.asked).unwrap();
        path
    }
}

fn feature(value: &Value) -> Feature {
    serde_json::from_value(value.clone()).unwrap()
}

fn collection(path: &Path, features: &[Value]) {
    let all = json!({ "type": "FeatureCollection", "features": features });
    fs::write(path, all.to_string()).unwrap();
}
