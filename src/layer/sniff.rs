//! What a file is that is no layer this reads, by its first bytes.

/// A format that others write layers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Packed by gzip.
    Gzip,
    /// A zip archive, such as shapefiles come in.
    Zip,
    /// A shapefile.
    Shapefile,
    /// `GeoPackage`, or another database of `SQLite`.
    GeoPackage,
    /// Parquet.
    Parquet,
    /// `FlatGeobuf`.
    FlatGeobuf,
    /// KML.
    Kml,
    /// Another document in XML, such as GML.
    Xml,
    /// PDF.
    Pdf,
}

/// First bytes and what begins with them.
const BEGINNINGS: [(&[u8], Format); 7] = [
    (b"\x1F\x8B", Format::Gzip),
    (b"PK\x03\x04", Format::Zip),
    (b"\x00\x00\x27\x0A", Format::Shapefile),
    (b"SQLite format 3\0", Format::GeoPackage),
    (b"PAR1", Format::Parquet),
    (b"fgb", Format::FlatGeobuf),
    (b"%PDF", Format::Pdf),
];

impl Format {
    /// The format that a file begins like; `None` for what may be text of ours.
    #[must_use]
    pub fn of(head: &[u8]) -> Option<Self> {
        let begins = BEGINNINGS.iter().find(|(bytes, _)| head.starts_with(bytes));
        if let Some((_, format)) = begins {
            return Some(*format);
        }
        let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        let is_kml = memchr::memmem::find(text, b"<kml").is_some();
        text.starts_with(b"<").then_some(if is_kml { Self::Kml } else { Self::Xml })
    }

    /// What it is, and what to do.
    pub(in crate::layer) const fn advice(self) -> &'static str {
        match self {
            Self::Gzip => "it is packed by gzip; unpack it first: gunzip --keep FILE",
            Self::Zip => {
                "it is a zip archive; unpack it and convert the layer in it: \
                 ogr2ogr -f GeoJSON -t_srs EPSG:4326 OUT.geojson FILE"
            }
            Self::Shapefile => {
                "it is a shapefile; convert it: \
                 ogr2ogr -f GeoJSON -t_srs EPSG:4326 OUT.geojson FILE.shp"
            }
            Self::GeoPackage => {
                "it is a GeoPackage or another SQLite database; convert the layer in it: \
                 ogr2ogr -f GeoJSON -t_srs EPSG:4326 OUT.geojson FILE LAYER"
            }
            Self::Parquet => {
                "it is Parquet; convert it: ogr2ogr -f GeoJSON -t_srs EPSG:4326 OUT.geojson FILE"
            }
            Self::FlatGeobuf => {
                "it is FlatGeobuf; convert it: ogr2ogr -f GeoJSON -t_srs EPSG:4326 OUT.geojson FILE"
            }
            Self::Kml => {
                "it is KML; convert it: ogr2ogr -f GeoJSON -t_srs EPSG:4326 OUT.geojson FILE"
            }
            Self::Xml => {
                "it is XML, a web page or a GML layer: if it is GML, convert it: \
                 ogr2ogr -f GeoJSON -t_srs EPSG:4326 OUT.geojson FILE"
            }
            Self::Pdf => "it is a PDF; a layer is needed, not a drawing of it",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_their_first_bytes() {
        for (head, format) in [
            (&b"\x1F\x8B\x08\x00"[..], Some(Format::Gzip)),
            (b"PK\x03\x04\x14", Some(Format::Zip)),
            (b"\x00\x00\x27\x0A\x00", Some(Format::Shapefile)),
            (b"SQLite format 3\0\x10", Some(Format::GeoPackage)),
            (b"PAR1\x15", Some(Format::Parquet)),
            (b"fgb\x03fgb", Some(Format::FlatGeobuf)),
            (b"<?xml version=\"1.0\"?>\n<kml xmlns=\"x\">", Some(Format::Kml)),
            (b"\xEF\xBB\xBF <html>", Some(Format::Xml)),
            (b"%PDF-1.7", Some(Format::Pdf)),
            (b"{\"type\":", None),
            (b"POLYGON ((0 0", None),
            (b"", None),
        ] {
            assert_eq!(Format::of(head), format, "{head:?}");
        }
    }
}
