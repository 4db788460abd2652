//! What the dossier says, chapter by chapter.
//!
//! A sentence is a function of what was found and of its [`Reader`](crate::words::reader::Reader); what
//! stands where, and in which table, is decided in `report`.

mod adjustment;
mod appendix;
mod carving_out;
pub(crate) mod chapter;
mod consultation;
mod decision;
mod options;
mod programme;
mod receiving;
mod site;
mod summary;
