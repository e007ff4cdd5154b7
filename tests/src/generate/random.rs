//! A small seeded source of choices (SplitMix64): the same seed gives the same document on every
//! machine and with every version of every library.

use rust_decimal::Decimal;

/// A stream of choices.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

impl Random {
    /// The stream of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Random { state: seed }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from 0 up to, not including, `end`; 0 where `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.bits() % end).unwrap_or(0)
    }

    /// A whole number in the closed range.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high.saturating_sub(low)).unwrap_or(0).saturating_add(1);
        low.saturating_add(i64::try_from(self.bits() % width).unwrap_or(0))
    }

    /// True in so many cases of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the options.
    ///
    /// # Panics
    /// If there are none.
    pub fn pick<T: Copy>(&mut self, options: &[T]) -> T {
        options[self.below(options.len())]
    }

    /// Money between the two, CNY to the fen; often one of the ends.
    pub fn money(&mut self, low: Decimal, high: Decimal) -> Decimal {
        match self.below(5) {
            0 => low,
            1 => high,
            _ => {
                let hundred = Decimal::from(100);
                let fen = |value: Decimal| i64::try_from(value * hundred).unwrap_or(i64::MAX);
                let drawn = Decimal::new(self.between(fen(low.ceil()), fen(high.floor())), 2);
                drawn.clamp(low, high.max(low))
            }
        }
    }

    /// Puts the list in another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}
