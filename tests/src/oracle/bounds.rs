//! What no place goes beyond, as far as is known (contract, 'bounds'): between these lies a parameter
//! that is not set.

use rust_decimal::Decimal;

/// The near-dibao line, CNY per person per month: 1.5 to 2 times the standard.
#[must_use]
pub fn near_dibao_line(dibao_standard: Decimal) -> [Decimal; 2] {
    [dibao_standard * Decimal::new(15, 1), dibao_standard * Decimal::TWO]
}

/// The least savings limit, CNY per person: twelve months of the standard.
#[must_use]
pub fn least_savings_limit(dibao_standard: Decimal) -> Decimal {
    dibao_standard * Decimal::from(12)
}

/// Disposable income per person, CNY per year: half of 13 000 to 1.5 times 100 000.
#[must_use]
pub fn per_capita_disposable_income() -> [Decimal; 2] {
    [Decimal::from(6_500), Decimal::from(150_000)]
}

/// The share of the income that rigid spending has to exceed.
#[must_use]
pub fn rigid_spending_ratio() -> [Decimal; 2] {
    [Decimal::new(3, 1), Decimal::new(8, 1)]
}
