//! Chance that hangs on a seed and on a place, not on the order in which things are drawn.

/// What a stream of chance decides.
#[derive(Clone, Copy)]
pub enum Topic {
    StreetAlongX = 1,
    StreetAlongY,
    Crossing,
    District,
    Character,
    Block,
    Host,
    Facility,
    Footprint,
    Broken,
}

/// `SplitMix64` (Steele, Lea and Flood 2014).
pub struct Random(u64);

impl Random {
    /// The stream of one thing at one place.
    pub fn of(seed: u64, topic: Topic, a: i64, b: i64) -> Self {
        let mut state = seed;
        for part in [topic as u64, a.cast_unsigned(), b.cast_unsigned()] {
            state = Self(state ^ part).next();
        }
        Self(state)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 up to, and without, 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// From -`most` to `most`.
    pub fn about(&mut self, most: f64) -> f64 {
        self.between(-most, most)
    }

    /// From 0 up to, and without, `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        scaled(self.next(), end, 1 << 64)
    }

    /// From `low` to `high`, both included.
    pub fn count(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap_or(0)]
    }

    /// One of several, each as often as its weight says.
    pub fn weighted<'a, T>(&mut self, from: &'a [T], weight: impl Fn(&T) -> u64) -> &'a T {
        let mut left = self.below(from.iter().map(&weight).sum());
        for one in from {
            match left.checked_sub(weight(one)) {
                Some(rest) => left = rest,
                None => return one,
            }
        }
        &from[0]
    }
}

/// `chosen` of the first `of` numbers, one at random in each of as many equal strata.
pub struct Strata {
    pub seed: u64,
    pub topic: Topic,
    pub chosen: u64,
    pub of: u64,
}

impl Strata {
    /// The how manieth of the chosen a number is.
    pub fn chosen(&self, number: u64) -> Option<u64> {
        if self.chosen == 0 {
            return None;
        }
        // Stratum k begins at the least number for which this gives k.
        let stratum = scaled(number, self.chosen, self.of.into());
        let begin = |k: u64| scaled(k, self.of, self.chosen.into()) + u64::from(!self.even(k));
        let (first, end) = (begin(stratum), begin(stratum + 1));
        let mut chance = Random::of(self.seed, self.topic, stratum.cast_signed(), 0);
        (first + chance.below(end - first) == number).then_some(stratum)
    }

    fn even(&self, k: u64) -> bool {
        (u128::from(k) * u128::from(self.of)).is_multiple_of(self.chosen.into())
    }
}

/// `a * b / c` without overflow.
fn scaled(a: u64, b: u64, c: u128) -> u64 {
    u64::try_from(u128::from(a) * u128::from(b) / c).unwrap_or(u64::MAX)
}
