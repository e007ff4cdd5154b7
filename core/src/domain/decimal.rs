//! Exact decimals in a rulebook file: mantissa and scale, so that a file holds no text to parse.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Writes a decimal as mantissa and scale.
pub fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    (value.mantissa(), value.scale()).serialize(serializer)
}

/// Reads what [`serialize`] writes.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    let (mantissa, scale) = <(i128, u32)>::deserialize(deserializer)?;
    Decimal::try_from_i128_with_scale(mantissa, scale).map_err(|_| D::Error::custom("a decimal out of range"))
}

/// The same for a number that may be absent, or present and without limit.
pub mod limit {
    use super::{Decimal, Deserialize, Deserializer, Error, Serialize, Serializer};

    /// Writes an optional decimal or 'no limit'.
    #[allow(clippy::ref_option)] // the signature that serde asks for
    pub fn serialize<S: Serializer>(
        value: &Option<Option<Decimal>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value.map(|v| v.map(|d| (d.mantissa(), d.scale()))).serialize(serializer)
    }

    /// Reads what [`serialize`] writes.
    #[allow(clippy::option_option)] // absent, no limit, a limit
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Option<Decimal>>, D::Error> {
        let read = <Option<Option<(i128, u32)>>>::deserialize(deserializer)?;
        let decimal = |(mantissa, scale)| {
            Decimal::try_from_i128_with_scale(mantissa, scale)
                .map_err(|_| D::Error::custom("a decimal out of range"))
        };
        read.map(|v| v.map(decimal).transpose()).transpose()
    }
}
