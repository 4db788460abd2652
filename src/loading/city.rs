//! The land around a site as far as things may be moved: whole layers, in the frame of the site.

use crate::geometry::{BoxIndex, Frame};
use crate::layer::convert::Converter;
use crate::layer::{BoundsDeg, Collection, Input, RawFeature, Windows};
use crate::loading::case::{Case, LoadError};
use crate::loading::sources::Sources;
use crate::model::{Doubt, Facility, Layer, Parcel, Shape, Warnings};
use crate::relocate::{City, CityLayers, Roadside};
use crate::settings::Settings;
use rayon::prelude::*;

/// Reads the layers as far around a site as receiving sites are looked for.
///
/// Features that cannot be used are doubts of the city.
pub(super) fn read(case: &Case, sources: &Sources) -> Result<City, LoadError> {
    let mut survey = Survey::around(case);
    let parcels = match &sources.parcels {
        Some(input) => survey.land(input)?,
        None => Vec::new(),
    };
    let candidates = match &sources.candidates {
        Some(input) => Some(survey.land(input)?),
        None => None,
    };
    let mut city = CityLayers { parcels, candidates, ..CityLayers::default() };
    if let Some(input) = &sources.zoning {
        let districts = survey.land(input)?;
        assign(&districts, &mut city.parcels);
        city.candidates.iter_mut().for_each(|land| assign(&districts, land));
    }
    for input in &sources.facilities {
        let all = survey.things(input, Layer::Facility)?;
        city.facilities.extend(all.into_iter().filter(|one| one.part_of.is_none()));
    }
    for input in &sources.buildings {
        let all = survey.things(input, Layer::Building)?;
        city.buildings.get_or_insert_default().extend(all);
    }
    for input in &sources.zones {
        let all = survey.things(input, Layer::Zone)?;
        survey.without_area(&all);
        city.zones.get_or_insert_default().extend(all);
    }
    if let Some(input) = &sources.roads {
        let held = survey.held(input)?;
        let mut converter = survey.converter();
        let edges = held.features().iter().flat_map(|road| converter.road_edges(road));
        city.roads = Some(Roadside::new(edges.collect()));
    }
    if let Some(input) = &sources.demand {
        let held = survey.held(input)?;
        let mut converter = survey.converter();
        let mut demand = Vec::new();
        for feature in held.features() {
            demand.extend(converter.demand(feature)?);
        }
        city.demand = Some(demand);
    }
    city.doubts = survey.warnings;
    Ok(City::new(city))
}

/// Reads layers near a site.
struct Survey<'a> {
    frame: &'a Frame,
    settings: &'a Settings,
    windows: Windows,
    warnings: Warnings,
}

impl<'a> Survey<'a> {
    fn around(case: &'a Case) -> Self {
        let frame = &case.site.frame;
        let corners = case.site.footprint.bounds().map(|b| {
            [(b.min_x, b.min_y), (b.max_x, b.max_y), (b.min_x, b.max_y), (b.max_x, b.min_y)]
                .map(|(x, y)| frame.unproject(geo::Coord { x, y }))
        });
        let bounds = corners.and_then(|all| BoundsDeg::of(all.into_iter()));
        let settings = &case.settings;
        let windows = Windows::around(&bounds, settings.search_radius);
        Self { frame, settings, windows, warnings: Warnings::default() }
    }

    fn converter(&mut self) -> Converter<'_> {
        let (frame, columns) = (self.frame, &self.settings.columns);
        Converter { frame, columns, warnings: &mut self.warnings }
    }

    fn held(&mut self, input: &Input) -> Result<Collection, LoadError> {
        let near = |bounds: &BoundsDeg| self.windows.meet(bounds);
        let held = Collection::read(input, &self.settings.columns, &near)?;
        self.warnings.append(held.doubts().clone());
        Ok(held)
    }

    /// Every feature as a noun, on all cores; doubts in the order of the file.
    fn all<T: Send>(
        &mut self,
        input: &Input,
        noun: impl Fn(&mut Converter<'_>, &RawFeature) -> Result<Option<T>, LoadError> + Sync,
    ) -> Result<Vec<T>, LoadError> {
        let held = self.held(input)?;
        let (frame, columns) = (self.frame, &self.settings.columns);
        let converted = held
            .features()
            .par_iter()
            .map(|feature| {
                let mut warnings = Warnings::default();
                let mut converter = Converter { frame, columns, warnings: &mut warnings };
                let found = noun(&mut converter, feature)?;
                Ok((found, warnings))
            })
            .collect::<Result<Vec<_>, LoadError>>()?;
        let mut nouns = Vec::with_capacity(converted.len());
        for (found, warnings) in converted {
            self.warnings.append(warnings);
            nouns.extend(found);
        }
        Ok(nouns)
    }

    fn land(&mut self, input: &Input) -> Result<Vec<Parcel>, LoadError> {
        self.all(input, |converter, feature| Ok(converter.parcel(feature)?))
    }

    fn things(&mut self, input: &Input, layer: Layer) -> Result<Vec<Facility>, LoadError> {
        self.all(input, |converter, feature| Ok(converter.facility(feature, layer)?))
    }

    /// A zone that is no area cannot be kept clear of.
    fn without_area(&mut self, zones: &[Facility]) {
        for zone in zones.iter().filter(|zone| !matches!(zone.shape, Shape::Area(_))) {
            self.warnings.raise_for(&zone.origin, Doubt::ZoneWithoutArea);
        }
    }
}

/// Gives parcels that have no district of their own that of the layer in which their middle lies.
fn assign(districts: &[Parcel], parcels: &mut [Parcel]) {
    let boxes = districts.iter().enumerate();
    let index =
        BoxIndex::new(boxes.filter_map(|(n, one)| Some((n, one.region.bounds()?.corners()))));
    parcels.par_iter_mut().filter(|parcel| parcel.zoning.is_none()).for_each(|parcel| {
        let Some(middle) = parcel.region.label_point() else { return };
        let at = ([middle.x, middle.y], [middle.x, middle.y]);
        let held = index.meeting(at).into_iter().filter_map(|number| districts.get(number));
        let mut holding = held.filter(|district| district.region.contains(middle));
        parcel.zoning = holding.find_map(|district| district.zoning.clone());
    });
}
