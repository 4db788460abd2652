//! Geometries of others, as those of GeoJSON.

use geo::Geometry;
use geojson::{GeometryValue, Position};

/// A geometry in degrees: longitude, latitude. Made from one of `geojson` or, by reference, of `geo`.
#[derive(Clone, Debug)]
pub struct Degrees(pub(super) geojson::Geometry);

impl From<geojson::Geometry> for Degrees {
    fn from(geometry: geojson::Geometry) -> Self {
        Self(geometry)
    }
}

impl From<&Geometry<f64>> for Degrees {
    fn from(geometry: &Geometry<f64>) -> Self {
        Self(value(geometry).into())
    }
}

impl From<&geo::Polygon<f64>> for Degrees {
    fn from(geometry: &geo::Polygon<f64>) -> Self {
        Self(GeometryValue::new_polygon(rings(geometry)).into())
    }
}

impl From<&geo::MultiPolygon<f64>> for Degrees {
    fn from(geometry: &geo::MultiPolygon<f64>) -> Self {
        Self(GeometryValue::new_multi_polygon(geometry.iter().map(rings)).into())
    }
}

impl From<&geo::LineString<f64>> for Degrees {
    fn from(geometry: &geo::LineString<f64>) -> Self {
        Self(GeometryValue::new_line_string(line(geometry)).into())
    }
}

impl From<geo::Point<f64>> for Degrees {
    fn from(geometry: geo::Point<f64>) -> Self {
        Self(GeometryValue::new_point(geometry.x_y()).into())
    }
}

fn line(line: &geo::LineString<f64>) -> Vec<Position> {
    line.0.iter().map(|c| Position::from([c.x, c.y])).collect()
}

fn rings(polygon: &geo::Polygon<f64>) -> Vec<Vec<Position>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(line).collect()
}

fn value(geometry: &Geometry<f64>) -> GeometryValue {
    match geometry {
        Geometry::Point(point) => GeometryValue::new_point(point.x_y()),
        Geometry::MultiPoint(points) => {
            GeometryValue::new_multi_point(points.iter().map(|point| point.x_y()))
        }
        Geometry::Line(segment) => {
            GeometryValue::new_line_string([segment.start.x_y(), segment.end.x_y()])
        }
        Geometry::LineString(string) => GeometryValue::new_line_string(line(string)),
        Geometry::MultiLineString(strings) => {
            GeometryValue::new_multi_line_string(strings.iter().map(line))
        }
        Geometry::Polygon(polygon) => GeometryValue::new_polygon(rings(polygon)),
        Geometry::MultiPolygon(polygons) => {
            GeometryValue::new_multi_polygon(polygons.iter().map(rings))
        }
        Geometry::Rect(rect) => GeometryValue::new_polygon(rings(&rect.to_polygon())),
        Geometry::Triangle(triangle) => GeometryValue::new_polygon(rings(&triangle.to_polygon())),
        Geometry::GeometryCollection(members) => GeometryValue::new_geometry_collection(
            members.iter().map(|member| geojson::Geometry::from(value(member))),
        ),
    }
}
