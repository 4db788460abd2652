//! Stand-in until the real thing is merged.
#![allow(missing_docs, clippy::all, clippy::pedantic)]
use super::{ProposedUse, RelocationRule, RulePack};
use crate::model::CostItem;
pub enum Per {
    Whole,
    M2,
    Month,
    PercentOfCompensation,
    Capacity,
}
pub enum Priced {
    LandPrice,
    Item(CostItem),
}
pub struct Price<'a> {
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub per: Per,
    pub currency: Option<&'a str>,
    pub id: &'a str,
    pub citation: String,
    pub status: super::pack::Status,
}
impl RulePack {
    pub fn prices(
        &self,
        _p: Priced,
        _k: Option<&str>,
        _g: Option<&str>,
        _j: &[String],
    ) -> Vec<Price<'_>> {
        vec![]
    }
    pub fn use_of_land(&self, _s: &str, code: &str) -> Option<&ProposedUse> {
        let id = if code.starts_with("07") {
            "housing"
        } else if code.starts_with("0804") {
            "school"
        } else if code.starts_with("10") {
            "plant_cde"
        } else if code.starts_with("11") {
            "logistics"
        } else if code.starts_with("09") {
            "retail"
        } else {
            return None;
        };
        self.proposed_use(id)
    }
    pub fn relocations_for(&self, kind: &str, _j: &[String]) -> Vec<&RelocationRule> {
        self.relocations()
            .iter()
            .filter(|r| r.kind.as_deref() == Some(kind) && r.provenance.jurisdiction.is_none())
            .collect()
    }
}
