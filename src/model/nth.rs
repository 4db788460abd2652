//! Positions in lists of a kind.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Index;

/// The position of a `T` in a list of them, counted from 0: that of an obstacle finds no move.
///
/// ```
/// use carveout::model::Nth;
///
/// let names = vec!["a", "b"];
/// let second = Nth::new(1);
/// assert_eq!(names[second], "b");
/// assert_eq!(Nth::<&str>::new(2).of(&names), None);
/// ```
pub struct Nth<T> {
    number: usize,
    list: PhantomData<fn() -> T>,
}

impl<T> Nth<T> {
    /// The position of this number, from 0.
    #[must_use]
    pub const fn new(number: usize) -> Self {
        Self { number, list: PhantomData }
    }

    /// Its number, from 0.
    #[must_use]
    pub const fn get(self) -> usize {
        self.number
    }

    /// What stands there in a list; `None` beyond its end.
    #[must_use]
    pub fn of(self, list: &[T]) -> Option<&T> {
        list.get(self.number)
    }

    /// All of a list with their positions.
    pub fn each(list: &[T]) -> impl DoubleEndedIterator<Item = (Self, &T)> + Clone {
        list.iter().enumerate().map(|(number, one)| (Self::new(number), one))
    }

    /// The first of a list that is so.
    pub fn find(list: &[T], is_it: impl FnMut(&T) -> bool) -> Option<Self> {
        list.iter().position(is_it).map(Self::new)
    }
}

impl<T> Index<Nth<T>> for [T] {
    type Output = T;

    fn index(&self, position: Nth<T>) -> &T {
        &self[position.number]
    }
}

impl<T> Index<Nth<T>> for Vec<T> {
    type Output = T;

    fn index(&self, position: Nth<T>) -> &T {
        &self[position.number]
    }
}

// By hand: derived, each would ask the same of `T`.

impl<T> Clone for Nth<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Nth<T> {}

impl<T> fmt::Debug for Nth<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nth({})", self.number)
    }
}

impl<T> PartialEq for Nth<T> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl<T> Eq for Nth<T> {}

impl<T> PartialOrd for Nth<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Nth<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number.cmp(&other.number)
    }
}

impl<T> Hash for Nth<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}
