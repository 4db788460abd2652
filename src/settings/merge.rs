//! One statement put over another: what is not said stays, lists are replaced, tables are merged.

use crate::layer::Columns;
use crate::model::{Burden, Charge};
use crate::settings::site_file::SiteRemnantUse;
use crate::units::Metres;
use std::collections::btree_map::Entry;
use std::collections::BTreeMap;

/// Something that can be said in part and said again.
pub(super) trait Merge {
    /// Puts what `over` says on top.
    fn merge_from(&mut self, over: Self);
}

impl<T> Merge for Option<T> {
    fn merge_from(&mut self, over: Self) {
        if over.is_some() {
            *self = over;
        }
    }
}

impl<T> Merge for Vec<T> {
    fn merge_from(&mut self, over: Self) {
        if !over.is_empty() {
            *self = over;
        }
    }
}

impl<K: Ord, V: Merge> Merge for BTreeMap<K, V> {
    fn merge_from(&mut self, over: Self) {
        for (key, value) in over {
            match self.entry(key) {
                Entry::Occupied(mut held) => held.get_mut().merge_from(value),
                Entry::Vacant(free) => {
                    free.insert(value);
                }
            }
        }
    }
}

impl Merge for Columns {
    fn merge_from(&mut self, over: Self) {
        self.0.merge_from(over.0);
    }
}

/// Values of a table: what is said last holds.
macro_rules! replaced {
    ($($value:ty),*) => {
        $(impl Merge for $value {
            fn merge_from(&mut self, over: Self) {
                *self = over;
            }
        })*
    };
}

replaced!(String, Metres, [Metres; 2], Burden, Charge, SiteRemnantUse);

/// Merges a structure member by member; the compiler refuses a list that forgets one.
macro_rules! merged {
    ($name:ident { $($member:ident),* $(,)? }) => {
        impl $crate::settings::merge::Merge for $name {
            fn merge_from(&mut self, over: Self) {
                let Self { $($member),* } = over;
                $($crate::settings::merge::Merge::merge_from(&mut self.$member, $member);)*
            }
        }
    };
}

pub(super) use merged;
