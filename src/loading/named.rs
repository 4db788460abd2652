//! What was named must be somewhere: parcels, owners, kinds and columns.
//!
//! A name that is nowhere and is nearly one that is known was misspelt, and is refused. A kind that is
//! nowhere at all may be one of another site; that its figure is used by nothing is said.

use crate::layer::convert::feature_id;
use crate::layer::likeness::looks_like;
use crate::layer::{Collection, Columns, Survey};
use crate::loading::case::LoadError;
use crate::loading::neighbourhood::Neighbourhood;
use crate::loading::sources::Sources;
use crate::model::{Doubt, Origin, Warnings};
use crate::obstacle::ownership::is_owner;
use crate::rules::Kind;
use crate::settings::{Given, Parameter, Sourced};
use crate::spelling::{folded, nearest};
use std::collections::BTreeMap;

/// The owner that may have been meant: nearly called so, or so with more or less behind it.
fn owner_meant<'a>(name: &str, known: &'a [String]) -> Option<&'a str> {
    let wanted = folded(name);
    let longer = |other: &str| {
        let other = folded(other);
        let shorter = wanted.chars().count().min(other.chars().count());
        shorter > 2 && (other.starts_with(&wanted) || wanted.starts_with(&other))
    };
    let known = || known.iter().map(String::as_str);
    nearest(name, known()).or_else(|| known().find(|other| longer(other)))
}

/// Kinds that things have without a word in their layer.
const KINDS_OF_LAYERS: [&str; 3] = ["building", "zone", "parcel"];

/// Checks what was named against the rule pack and against the layers near some footprints.
///
/// # Errors
/// [`LoadError`] for a name that is nowhere.
pub(crate) fn check(
    near: &Neighbourhood,
    sources: &Sources,
    footprints: &Survey,
) -> Result<Warnings, LoadError> {
    let names = Names { near, sources };
    names.fields()?;
    names.columns(footprints)?;
    names.parcels()?;
    names.owners()?;
    names.uses()?;
    names.beside()?;
    names.front_road()?;
    names.kinds()
}

struct Names<'a> {
    near: &'a Neighbourhood,
    sources: &'a Sources,
}

impl Names<'_> {
    fn parcel_layer(&self) -> Option<&Collection> {
        self.near.parcels()
    }

    /// Why no parcel is the one that was named.
    fn has_no_parcel(&self) -> String {
        match &self.sources.parcels {
            None => "no parcel layer is given".to_owned(),
            Some(layer) => format!("{} has no such parcel near the site", layer.name()),
        }
    }

    /// Fields that columns are given for.
    fn fields(&self) -> Result<(), LoadError> {
        let columns = &self.near.settings().columns;
        let Some((field, column)) = columns.0.iter().find(|(field, _)| !Columns::is_field(field))
        else {
            return Ok(());
        };
        Err(LoadError::UnknownName {
            named: format!("--map {field}={column}:"),
            why: format!("no field is called {field}"),
            meant: nearest(field, Columns::fields()).map(str::to_owned),
        })
    }

    /// Columns that fields are read from.
    fn columns(&self, footprints: &Survey) -> Result<(), LoadError> {
        let Sources { candidates, demand, .. } = self.sources;
        let columns = &self.near.settings().columns;
        let read = self.near.layers().chain(self.near.zoning());
        let layers: Vec<&Survey> = read.map(Collection::survey).chain([footprints]).collect();
        // Of layers that are read later, if at all, nothing is known yet.
        let unread = candidates.is_some() || demand.is_some();
        let known: Vec<&str> =
            layers.iter().flat_map(|one| &one.seen.columns).map(String::as_str).collect();
        if unread || known.is_empty() {
            return Ok(());
        }
        for (field, column) in &columns.0 {
            if !layers.iter().any(|one| one.has(columns, column)) {
                return Err(LoadError::UnknownName {
                    named: format!("--map {field}={column}:"),
                    why: format!("no layer has a column {column}"),
                    meant: nearest(column, known.iter().copied()).map(str::to_owned),
                });
            }
        }
        Ok(())
    }

    /// Parcels that are the project's own.
    fn parcels(&self) -> Result<(), LoadError> {
        let Some(ids) = &self.near.settings().site_parcels else { return Ok(()) };
        let columns = &self.near.settings().columns;
        let held = self.parcel_layer().into_iter().flat_map(Collection::features);
        let known: Vec<(String, &Origin)> =
            held.map(|feature| (feature_id(feature, columns), &feature.origin)).collect();
        let is_known = |word: &str| known.iter().any(|(id, origin)| origin.is_named(word, id));
        let Some(id) = ids.value.iter().find(|word| !is_known(word)) else { return Ok(()) };
        let named_by = Parameter::SiteParcels.as_named(ids.from);
        Err(LoadError::UnknownName {
            named: format!("{named_by} names \"{id}\", but"),
            why: self.with_column("id", &self.has_no_parcel()),
            meant: nearest(id, known.iter().map(|(id, _)| id.as_str())).map(str::to_owned),
        })
    }

    /// Holders whose parcels are the project's own.
    fn owners(&self) -> Result<(), LoadError> {
        let Some(owners) = &self.near.settings().owners else { return Ok(()) };
        let Sourced { value, from } = owners;
        let column = self.near.settings().columns.of("owner");
        let held = self.parcel_layer().into_iter().flat_map(Collection::features);
        let known: Vec<String> =
            held.filter_map(|feature| feature.properties.get(column)?.text()).collect();
        let Some(name) = value.iter().find(|name| !known.iter().any(|one| is_owner(one, name)))
        else {
            return Ok(());
        };
        let why = match &self.sources.parcels {
            None => "no parcel layer is given".to_owned(),
            Some(layer) => format!("no parcel of {} near the site has that owner", layer.name()),
        };
        let named_by = Parameter::Owner.as_named(*from);
        Err(LoadError::UnknownName {
            named: format!("{named_by} names \"{name}\", but"),
            why: self.with_column("owner", &why),
            meant: owner_meant(name, &known).map(str::to_owned),
        })
    }

    /// A reason, and the column of the parcels that may hold what is missing.
    fn with_column(&self, field: &str, why: &str) -> String {
        let columns = &self.near.settings().columns;
        let like = self.parcel_layer().map(Collection::survey).and_then(|survey| {
            let missing = !survey.has(columns, columns.of(field));
            looks_like(field, &survey.seen.columns).filter(|_| missing)
        });
        let hint = like.map_or_else(String::new, |like| {
            format!("; it has no column {field}, and {like} looks like it: --map {field}={like}")
        });
        format!("{why}{hint}")
    }

    /// Uses of neighbours that distances are given for.
    fn uses(&self) -> Result<(), LoadError> {
        let pack = self.near.pack();
        let stated = &self.near.settings().neighbour_clearance;
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for (name, given) in stated {
            let named_by = Parameter::NeighbourClearance.as_named(given.from);
            let Some(known) = pack.proposed_use(name) else {
                let known = pack.uses().iter().map(|one| one.id.as_str());
                return Err(LoadError::UnknownName {
                    named: format!("{named_by} names \"{name}\", but"),
                    why: format!("rule pack {} knows no such use", pack.region()),
                    meant: nearest(name, known).map(str::to_owned),
                });
            };
            if let Some(other) = seen.insert(&known.id, name) {
                return Err(LoadError::UnknownName {
                    named: format!("{named_by} names \"{name}\" and \"{other}\", but"),
                    why: format!("both are the use {} of rule pack {}", known.id, pack.region()),
                    meant: None,
                });
            }
        }
        Ok(())
    }

    /// The street that is the front.
    fn front_road(&self) -> Result<(), LoadError> {
        let Some(stated) = &self.near.settings().front_road else { return Ok(()) };
        let column = self.near.settings().columns.of("name");
        let held = self.near.roads().into_iter().flat_map(Collection::features);
        let known: Vec<String> =
            held.filter_map(|road| road.properties.get(column)?.text()).collect();
        let name = &stated.value;
        if known.iter().any(|one| folded(one) == folded(name)) {
            return Ok(());
        }
        Err(LoadError::UnknownName {
            named: format!("{} names \"{name}\", but", Parameter::FrontRoad.as_named(stated.from)),
            why: match self.near.roads() {
                None => "no road layer is given".to_owned(),
                Some(layer) => format!("no road of {} near the site has that name", layer.file()),
            },
            meant: nearest(name, known.iter().map(String::as_str)).map(str::to_owned),
        })
    }

    /// Uses, kinds and land-use codes that setbacks are given for.
    fn beside(&self) -> Result<(), LoadError> {
        let (pack, settings) = (self.near.pack(), self.near.settings());
        let columns = &settings.columns;
        let in_layer = |name: &str| {
            let held = self.parcel_layer().into_iter().flat_map(Collection::features);
            let mut codes = held.flat_map(|parcel| {
                let codes =
                    ["land_use", "zoning"].map(|field| parcel.properties.get(columns.of(field)));
                codes.into_iter().flatten().filter_map(|code| code.text())
            });
            codes.any(|code| code.trim().eq_ignore_ascii_case(name.trim()))
        };
        for (name, stated) in &settings.setback_beside {
            let is_code = settings.land_use_system.is_some_and(|system| system.knows(name));
            let is_known = pack.proposed_use(name).is_some() || pack.kind(name).is_some();
            if is_known || is_code || in_layer(name) || self.near.kinds().contains(name) {
                continue;
            }
            let named_by = Parameter::SetbackBeside.as_named(stated.from);
            let uses = pack.uses().iter().map(|one| one.id.as_str());
            let known = uses.chain(pack.kinds().iter().flat_map(Kind::words));
            return Err(LoadError::UnknownName {
                named: format!("{named_by} names \"{name}\", but"),
                why: format!(
                    "it is no use and no kind of rule pack {}, and no land-use code near the site",
                    pack.region()
                ),
                meant: nearest(name, known).map(str::to_owned),
            });
        }
        Ok(())
    }

    /// Kinds, and ids of things, that figures are given for.
    fn kinds(&self) -> Result<Warnings, LoadError> {
        let settings = self.near.settings();
        let pack = self.near.pack();
        let in_layers = self.near.kinds();
        let canonical = |kind: &str| pack.kind(kind).map(|known| known.id.as_str());
        let is_kind = |word: &str| {
            canonical(word).is_some() || KINDS_OF_LAYERS.contains(&word) || in_layers.contains(word)
        };
        let keys = settings
            .clearance_command_line
            .keys()
            .map(|key| (key, Parameter::Clearance.as_named(Given::CommandLine), false));
        let site_file = |parameter: Parameter| parameter.as_named(Given::SiteFile);
        let in_file = settings.clearance_site_file.keys();
        let keys = keys
            .chain(in_file.map(|key| (key, site_file(Parameter::Clearance), false)))
            .chain(settings.burden.keys().map(|key| (key, site_file(Parameter::Burden), false)))
            .chain(
                settings
                    .ranges
                    .clearance_m
                    .keys()
                    .map(|key| (key, site_file(Parameter::ClearanceRange), false)),
            )
            .chain(settings.moving.keys().map(|key| (key, format!("[move.{key}]"), true)));
        let mut warnings = Warnings::default();
        for (key, named_by, may_be_id) in keys {
            if is_kind(key) || may_be_id && self.near.is_id(key) {
                continue;
            }
            let words = pack.kinds().iter().flat_map(Kind::words);
            let ids = self.near.ids().filter(|_| may_be_id);
            let known = words.chain(in_layers.iter().map(String::as_str)).chain(ids);
            if let Some(meant) = nearest(key, known) {
                return Err(LoadError::UnknownName {
                    named: format!("{named_by} names \"{key}\", but"),
                    why: format!(
                        "neither rule pack {} nor a layer near the site has it",
                        pack.region()
                    ),
                    meant: Some(meant.to_owned()),
                });
            }
            warnings.raise(Doubt::KeyUnused { named_by, key: key.clone() });
        }
        Ok(warnings)
    }
}
