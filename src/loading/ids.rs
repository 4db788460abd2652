//! Ids that do not tell the features of a layer apart.

use crate::layer::convert::own_id;
use crate::layer::{Columns, RawFeature};
use crate::model::{Doubt, Origin, Warnings};
use std::collections::BTreeMap;

/// Words that stand for "none" where a register wants an id. A lone `0` may be a number like others;
/// where it is not, it occurs twice.
const PLACEHOLDERS: [&str; 18] = [
    "-", "--", "---", "n/a", "na", "nan", "nil", "none", "null", "<null>", "row", "tbd", "unknown",
    "?", "无", "暂无", "未知", "空",
];

/// Ids that are given as examples at most.
const EXAMPLES: usize = 3;

/// Says which ids of a layer, among features that concern a site, are shared, blank or placeholders:
/// one warning each, with how many features.
pub(super) fn raise<'a>(
    features: impl Iterator<Item = &'a RawFeature>,
    columns: &Columns,
    warnings: &mut Warnings,
) {
    let mut by_id: BTreeMap<String, Vec<&Origin>> = BTreeMap::new();
    for feature in features {
        if let Some(id) = own_id(feature, columns) {
            by_id.entry(id).or_default().push(&feature.origin);
        }
    }
    let is_placeholder =
        |id: &str| id.is_empty() || PLACEHOLDERS.contains(&id.to_lowercase().as_str());
    let (none, ids): (Vec<_>, Vec<_>) = by_id.into_iter().partition(|(id, _)| is_placeholder(id));
    let shared: Vec<_> = ids.into_iter().filter(|(_, of)| of.len() > 1).collect();
    let repeated = |examples, ids| Doubt::RepeatedIds { examples, ids };
    let placeholder = |examples, _| Doubt::PlaceholderIds { examples };
    summed(&shared, repeated, warnings);
    summed(&none, placeholder, warnings);
}

/// One warning for all features of some ids.
fn summed(
    ids: &[(String, Vec<&Origin>)],
    doubt: impl Fn(Vec<String>, usize) -> Doubt,
    warnings: &mut Warnings,
) {
    let features = || ids.iter().flat_map(|(_, of)| of);
    let Some(first) = features().min_by_key(|origin| origin.index) else { return };
    let examples = ids.iter().take(EXAMPLES).map(|(id, _)| id.clone()).collect();
    warnings.raise_for_some(first, features().count(), doubt(examples, ids.len()));
}
