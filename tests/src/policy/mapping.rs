//! Which parameter holds which figure of the lists. A programme that is not here has no parameter.

use rust_decimal::Decimal;

use super::{Amount, Area, Claim, Row};

const URBAN: &[Area] = &[Area::Urban];
const RURAL: &[Area] = &[Area::Rural];

/// Programmes of `local-standards.csv`, without the class of the area.
const STANDARDS: [(&str, &[&str], &[Area]); 27] = [
    ("dibao", &["dibao_standard"], Area::BOTH),
    ("dibao_urban", &["dibao_standard"], URBAN),
    ("dibao_rural", &["dibao_standard"], RURAL),
    ("tekun_living", &["tekun_living_standard"], Area::BOTH),
    ("tekun_living_urban", &["tekun_living_standard"], URBAN),
    ("tekun_living_rural", &["tekun_living_standard"], RURAL),
    ("tekun_living_multiple", &["tekun_living_standard"], Area::BOTH),
    ("tekun_care_self", &["tekun_care_standard_none"], Area::BOTH),
    ("tekun_care_half", &["tekun_care_standard_partial"], Area::BOTH),
    ("tekun_care_full", &["tekun_care_standard_full"], Area::BOTH),
    ("lowincome_line", &["near_dibao_line"], Area::BOTH),
    ("lowincome_line_urban", &["near_dibao_line"], URBAN),
    ("lowincome_line_rural", &["near_dibao_line"], RURAL),
    ("lowincome_multiple", &["near_dibao_line"], Area::BOTH),
    ("dibao_margin_line", &["near_dibao_line"], Area::BOTH),
    ("dibao_margin_line_urban", &["near_dibao_line"], URBAN),
    ("dibao_margin_line_rural", &["near_dibao_line"], RURAL),
    ("dibao_margin_multiple", &["near_dibao_line"], Area::BOTH),
    ("orphan", &["orphan_standard_dispersed", "orphan_standard_institution"], Area::BOTH),
    ("orphan_scattered", &["orphan_standard_dispersed"], Area::BOTH),
    ("orphan_institution", &["orphan_standard_institution"], Area::BOTH),
    ("disabled_living", &["disability_living_amount"], Area::BOTH),
    ("disabled_care", &["disability_care_amount_1", "disability_care_amount_2"], Area::BOTH),
    ("disabled_care_l1", &["disability_care_amount_1"], Area::BOTH),
    ("disabled_care_l2", &["disability_care_amount_2"], Area::BOTH),
    ("elderly_allowance_80", &["elder_age_allowance_amount"], Area::BOTH),
    ("employment_disregard", &["employment_cost_deduction_flat"], Area::BOTH),
];

/// Asset classes of `property-limits.csv`, for a dibao family and for one near dibao.
const PROPERTY: [(&str, [&str; 2]); 7] = [
    ("money_per_person", ["savings_limit", "near_savings_limit"]),
    ("money_per_person_1or2", ["savings_limit", "near_savings_limit"]),
    ("money_per_person_3plus", ["savings_limit", "near_savings_limit"]),
    ("financial_per_person", ["savings_limit", "near_savings_limit"]),
    // For the whole family as many times as it has members: the same a head.
    ("financial_total", ["savings_limit", "near_savings_limit"]),
    ("housing", ["homes_limit", "near_homes_limit"]),
    ("vehicle", ["vehicles_limit", "near_vehicles_limit"]),
];

/// Whether the rows are averages, which are never thresholds.
pub(super) fn is_average(row: &Row) -> bool {
    row.program.contains("_avg")
}

/// What a row says of the rulebook; nothing where no parameter holds such a figure.
pub(super) fn claims(row: &Row) -> Vec<Claim> {
    if row.at.starts_with("disability-subsidies") {
        return subsidies(row);
    }
    match row.program.split_once('|') {
        Some((programs, class)) => property(row, programs, class),
        None => standards(row),
    }
}

fn standards(row: &Row) -> Vec<Claim> {
    let Some(amount) = Amount::of(&row.amount, &row.unit) else { return Vec::new() };
    let base = without_class(&row.program);
    let found = STANDARDS.iter().find(|(program, ..)| *program == base);
    let Some((_, parameters, areas)) = found else { return Vec::new() };
    parameters.iter().map(|parameter| Claim { parameter, areas, amount }).collect()
}

/// `dibao_urban_class3` and `dibao_min` without what they say of the kind of area.
fn without_class(program: &str) -> &str {
    match program.rsplit_once('_') {
        Some((base, "min")) => base,
        Some((base, class)) if class.strip_prefix("class").is_some_and(|n| n.parse::<u8>().is_ok()) => base,
        _ => program,
    }
}

fn property(row: &Row, programs: &str, class: &str) -> Vec<Claim> {
    let found = PROPERTY.iter().find(|(name, _)| *name == class);
    let (Some((_, parameters)), Some(amount)) = (found, Amount::of(&row.amount, &row.unit)) else {
        return Vec::new();
    };
    // The price of a vehicle is no number of them.
    if matches!(amount, Amount::Times(..)) && ["housing", "vehicle"].contains(&class) {
        return Vec::new();
    }
    // 'Two or more dwellings disqualify': one is the limit.
    let amount = match amount {
        Amount::Number(number) if row.rule.to_lowercase().contains("or more dwellings") => {
            Amount::Number(number - Decimal::ONE)
        }
        amount => amount,
    };
    let mut claims: Vec<Claim> = Vec::new();
    for program in programs.split('/') {
        let parameter = match program {
            "dibao" => parameters[0],
            "dibao_margin" | "lowincome" => parameters[1],
            tier if tier.starts_with("lowincome tier") => parameters[1],
            // What holds for tekun and for high rigid spending has no parameter of its own.
            _ => continue,
        };
        // So many months of the urban standard: for families on the land no multiple of theirs.
        let areas = if row.unit.contains(" urban ") { URBAN } else { Area::BOTH };
        claims.push(Claim { parameter, areas, amount });
    }
    claims
}

/// A cell with several figures: `110 (grade 1); 100 (grade 2)`, `450; near-dibao 320`, `>=90`,
/// `30 % of the dibao standard`. Where it does not say which grade a figure is for, it may be for any.
fn subsidies(row: &Row) -> Vec<Claim> {
    let of = |parameter| move |amount| Claim { parameter, areas: Area::BOTH, amount };
    let mut claims = Vec::new();
    for part in row.amount.split(';') {
        let (text, grade) = match part.split_once("(grade ") {
            Some((text, grade)) => (text, grade.trim_end_matches(|c: char| !c.is_ascii_digit())),
            None => (part, ""),
        };
        let parameters: &[&'static str] = match (row.program.as_str(), grade) {
            ("disabled_living", _) => &["disability_living_amount"],
            (_, "1") => &["disability_care_amount_1"],
            (_, "2") => &["disability_care_amount_2"],
            _ => &["disability_care_amount_1", "disability_care_amount_2"],
        };
        let amounts = numbers(text).into_iter().filter_map(|number| {
            if text.contains("% of the dibao standard") {
                return Some(Amount::Times(number / Decimal::ONE_HUNDRED, "dibao_standard"));
            }
            Amount::of(&number.to_string(), &row.unit)
        });
        let amounts: Vec<Amount> = amounts.collect();
        claims.extend(parameters.iter().flat_map(|parameter| amounts.iter().copied().map(of(parameter))));
    }
    claims
}

/// The numbers in a text, in their order.
fn numbers(text: &str) -> Vec<Decimal> {
    let parts = text.split(|c: char| !c.is_ascii_digit() && c != '.');
    parts.filter_map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(program: &str, amount: &str, unit: &str, rule: &str, at: &str) -> Vec<String> {
        let row = Row {
            at: at.to_owned(),
            region_code: "310000".to_owned(),
            program: program.to_owned(),
            amount: amount.to_owned(),
            unit: unit.to_owned(),
            effective_from: String::new(),
            document_title: String::new(),
            document_number: String::new(),
            rule: rule.to_owned(),
            note: String::new(),
        };
        let text = |claim: Claim| {
            let areas: Vec<&str> = claim.areas.iter().map(|area| area.text()).collect();
            format!("{} {} {}", claim.parameter, areas.join("+"), claim.amount)
        };
        claims(&row).into_iter().map(text).collect()
    }

    #[test]
    fn a_standard_is_by_the_year_and_its_class_is_of_no_account() {
        let standard = |program, amount, unit| says(program, amount, unit, "", "local-standards.csv:2");
        assert_eq!(standard("dibao", "793", "CNY/person/month"), ["dibao_standard urban+rural 9516"]);
        for program in ["dibao_rural", "dibao_rural_min", "dibao_rural_class3"] {
            assert_eq!(standard(program, "6852", "CNY/person/year"), ["dibao_standard rural 6852"]);
        }
        assert_eq!(
            standard("dibao_margin_multiple", "1.50", "x dibao"),
            ["near_dibao_line urban+rural 1.5 x dibao_standard"]
        );
        assert!(standard("dibao_living_supplement", "50", "CNY/person/month").is_empty());
        assert!(standard("dibao", "50", "CNY/household/month").is_empty());
    }

    #[test]
    fn a_limit_is_for_the_families_it_names() {
        let limit = |program, amount, unit, rule| says(program, amount, unit, rule, "property-limits.csv:2");
        assert_eq!(
            limit("dibao/tekun/lowincome|vehicle", "0", "count", ""),
            ["vehicles_limit urban+rural 0", "near_vehicles_limit urban+rural 0"]
        );
        assert_eq!(
            limit("dibao|housing", "2", "dwellings", "Two or more dwellings disqualify"),
            ["homes_limit urban+rural 1"]
        );
        assert_eq!(
            limit("dibao|money_per_person", "4", "x annual dibao", ""),
            ["savings_limit urban+rural 48 x dibao_standard"]
        );
        assert_eq!(
            limit("dibao_margin/expenditure|financial_per_person", "24", "x monthly urban dibao", ""),
            ["near_savings_limit urban 24 x dibao_standard"]
        );
        assert!(limit("dibao_margin|vehicle", "8", "x annual dibao", "").is_empty());
        assert!(limit("dibao (support-obligor household)|vehicle", "0", "count", "").is_empty());
    }

    #[test]
    fn a_cell_of_several_figures_is_taken_apart() {
        let cell = |program, text| {
            says(program, text, "CNY/person/month", "", "disability-subsidies.csv:2")
                .into_iter()
                .map(|claim| claim.replace(" urban+rural ", " ").replace("disability_", ""))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            cell("disabled_care", ">=130 (grade 1); >=90 (grade 2)"),
            ["care_amount_1 1560", "care_amount_2 1080"]
        );
        assert_eq!(cell("disabled_care", "200"), ["care_amount_1 2400", "care_amount_2 2400"]);
        assert_eq!(
            cell("disabled_living", "450; near-dibao 320"),
            ["living_amount 5400", "living_amount 3840"]
        );
        assert_eq!(
            cell("disabled_living", "25 to 40 % of the dibao standard"),
            ["living_amount 0.25 x dibao_standard", "living_amount 0.4 x dibao_standard"]
        );
    }
}
