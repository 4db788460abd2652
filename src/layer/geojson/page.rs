//! Whether a server sent only a part of what it has: servers end an answer at a number of features, and
//! say so beside the features.

use crate::model::Doubt;
use serde_json::{Map, Value};

/// Members of a collection that may tell.
pub const MEMBERS: [&str; 5] =
    ["exceededTransferLimit", "numberMatched", "numberReturned", "totalFeatures", "links"];

/// Where servers end an answer unless told otherwise.
const USUAL_LIMITS: [usize; 5] = [1_000, 2_000, 5_000, 10_000, 50_000];

/// What is doubtful about a collection with these members beside so many features.
pub fn doubt(members: &Map<String, Value>, features: usize) -> Option<Doubt> {
    let properties = members.get("properties");
    // An ArcGIS server puts it beside the features, or among properties of the collection.
    let member = |name: &str| members.get(name).or_else(|| properties?.get(name));
    let exceeded = member("exceededTransferLimit").is_some_and(|flag| *flag == Value::Bool(true));
    let counts = ["numberMatched", "numberReturned", "totalFeatures"];
    let counted = counts.iter().filter_map(|name| member(name)?.as_u64());
    let of = counted.max().filter(|all| *all > features as u64);
    let next = member("links").and_then(Value::as_array).is_some_and(|links| {
        links.iter().any(|link| link.get("rel").and_then(Value::as_str) == Some("next"))
    });
    if exceeded || of.is_some() || next {
        return Some(Doubt::PageOnly { features, of });
    }
    USUAL_LIMITS.contains(&features).then_some(Doubt::PagePerhaps { features })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(members: &Value, features: usize) -> Option<Doubt> {
        doubt(members.as_object().unwrap(), features)
    }

    #[test]
    fn a_part_is_known_by_what_the_server_says() {
        let part = |of| Some(Doubt::PageOnly { features: 7, of });
        assert_eq!(of(&json!({ "exceededTransferLimit": true }), 7), part(None));
        let inside = json!({ "properties": { "exceededTransferLimit": true } });
        assert_eq!(of(&inside, 7), part(None));
        assert_eq!(of(&json!({ "numberMatched": 90, "numberReturned": 7 }), 7), part(Some(90)));
        assert_eq!(
            of(&json!({ "numberMatched": "unknown", "totalFeatures": 8 }), 7),
            part(Some(8))
        );
        let next = json!({ "links": [{ "rel": "self" }, { "rel": "next", "href": "?page=2" }] });
        assert_eq!(of(&next, 7), part(None));
    }

    #[test]
    fn a_whole_is_no_part() {
        for members in [
            json!({}),
            json!({ "exceededTransferLimit": false, "numberMatched": 7, "numberReturned": 7 }),
            json!({ "numberMatched": "unknown", "links": [{ "rel": "self" }] }),
            json!({ "totalFeatures": 3, "links": "none" }),
        ] {
            assert_eq!(of(&members, 7), None, "{members}");
        }
        assert_eq!(of(&json!({}), 2_000), Some(Doubt::PagePerhaps { features: 2_000 }));
    }
}
