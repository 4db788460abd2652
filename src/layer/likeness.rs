//! Columns that may hold a field under another name.

use crate::spelling::{folded, nearest};

/// Fields, and what registers and downloads call their columns, folded; what is more likely first.
const ALIKE: [(&str, &[&str]); 9] = [
    (
        "id",
        &[
            "id",
            "parcelid",
            "facilityid",
            "objectid",
            "fid",
            "gid",
            "ogcfid",
            "pid",
            "apn",
            "uid",
            "编号",
            "地块编号",
            "宗地代码",
            "宗地号",
            "设施编号",
            "代码",
            "地番",
        ],
    ),
    (
        "kind",
        &[
            "kind",
            "type",
            "facilitytype",
            "factype",
            "kindof",
            "category",
            "class",
            "fclass",
            "设施类型",
            "类型",
            "设施类别",
            "类别",
            "设施种类",
            "种类",
            "種別",
            "種類",
            "typ",
            "tipo",
        ],
    ),
    (
        "owner",
        &[
            "owner",
            "ownername",
            "ownername1",
            "ownnam",
            "holder",
            "titleholder",
            "权利人",
            "权利人名称",
            "所有者",
            "所有权人",
            "使用权人",
            "土地使用者",
            "所有者名",
        ],
    ),
    (
        "land_use",
        &["landuse", "landusecode", "usecode", "用地性质", "用地代码", "地类编码", "dlbm"],
    ),
    (
        "deed_area",
        &[
            "deedarea",
            "titlearea",
            "registeredarea",
            "legalarea",
            "权证面积",
            "证载面积",
            "登记面积",
            "发证面积",
        ],
    ),
    (
        "front_m",
        &["frontm", "front", "frontsetback", "frontsetbackm", "frontyard", "正面退界", "前退界"],
    ),
    (
        "street_side_m",
        &["streetsidem", "streetside", "streetsidesetback", "streetsidesetbackm", "cornerside"],
    ),
    ("side_m", &["sidem", "side", "sidesetback", "sidesetbackm", "sideyard", "侧面退界", "侧退界"]),
    ("rear_m", &["rearm", "rear", "rearsetback", "rearsetbackm", "rearyard", "背面退界", "后退界"]),
];

/// The column that looks like it holds a field: by its usual names, else by its spelling.
#[must_use]
pub fn looks_like<'a>(field: &str, columns: &'a [String]) -> Option<&'a str> {
    let usual = ALIKE.iter().find(|(name, _)| *name == field).map_or(&[][..], |(_, usual)| usual);
    let by_name = |name: &&str| columns.iter().find(|column| folded(column) == **name);
    let found = usual.iter().find_map(by_name);
    found.map(String::as_str).or_else(|| nearest(field, columns.iter().map(String::as_str)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_of_columns_are_known() {
        for (field, column) in [
            ("kind", "KIND"),
            ("kind", "设施类型"),
            ("kind", "kinds"),
            ("id", "OBJECTID"),
            ("id", "Id"),
            ("id", "PARCEL_ID"),
            ("owner", "OWNER_NAME"),
            ("grade", "GRADES"),
            ("front_m", "FRONT_M"),
            ("front_m", "front_setback"),
            ("side_m", "Side"),
            ("deed_area", "DEED_AREA"),
        ] {
            let columns = ["geom".to_owned(), column.to_owned(), "shape_area".to_owned()];
            assert_eq!(looks_like(field, &columns), Some(column));
        }
        assert_eq!(looks_like("kind", &["shape_area".to_owned(), "height".to_owned()]), None);
        let both = ["OBJECTID".to_owned(), "parcel_id".to_owned()];
        assert_eq!(looks_like("id", &both), Some("parcel_id"));
    }
}
