//! The generator checks itself.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use serde_json::Value;

use super::facts::{HOUSEHOLD, INCOME_TOTAL, Kind, MEMBER, OFFICE, PARAMETERS, TOTALS};
use super::partial::{Partial, form, is_known};
use super::random::Random;
use super::transform::{more_income, open_facts, per_year, refine, settle, shuffle_members};
use super::{admits, complete, household, loosen, plain, totals};
use crate::oracle::vocabulary::DisabilityType;
use crate::oracle::{Expected, Verdict, bounds, json as reader, screen, try_screen, world};

const SEEDS: std::ops::Range<u64> = 0..400;

#[test]
fn every_household_is_complete_and_the_same_again() {
    for seed in SEEDS {
        let home = household(seed);
        assert_eq!(home, household(seed));
        assert!(try_screen(&home).is_ok(), "{seed}: {:?}", try_screen(&home));
        let known = |facts: &Value, key: &str| !facts[key].is_null();
        assert!(HOUSEHOLD.iter().all(|(key, _)| known(&home["household"], key)), "{seed}");
        let members = home["members"].as_array().expect("members");
        assert!((1..=8).contains(&members.len()), "{seed}");
        let told = |m: &Value| MEMBER.iter().all(|(key, _)| known(m, key) || OFFICE.contains(key));
        assert!(members.iter().all(told), "{seed}");
        assert_eq!(members.iter().filter(|m| m["relation"] == "self").count(), 1, "{seed}");
    }
}

#[test]
fn every_name_is_declared() {
    for seed in SEEDS {
        let home = loosen(&household(seed), seed);
        for (key, _) in home["parameters"].as_object().expect("parameters") {
            assert!(PARAMETERS.iter().any(|(name, ..)| name == key), "{key}");
        }
        for (key, _) in home["household"].as_object().expect("household") {
            let is_total = TOTALS.iter().any(|total| total.key == key);
            assert!(is_total || HOUSEHOLD.iter().any(|(name, _)| name == key), "{key}");
        }
    }
}

#[test]
fn a_partial_document_admits_its_original() {
    for seed in SEEDS {
        let home = household(seed);
        let loose = loosen(&home, seed.wrapping_mul(31));
        assert_eq!(admits(&loose, &home), Ok(()), "{seed}");
        assert_eq!(admits(&home, &home), Ok(()), "{seed}");
    }
}

#[test]
fn a_partial_document_admits_its_completions() {
    for seed in SEEDS {
        let loose = loosen(&household(seed), seed + 7);
        for other in 0..3 {
            let full = complete(&loose, seed * 3 + other);
            assert_eq!(admits(&loose, &full), Ok(()), "{seed} {other}");
            assert!(try_screen(&full).is_ok(), "{seed} {other}: {:?}", try_screen(&full));
        }
    }
}

#[test]
fn completions_keep_the_bounds() {
    let mut settled: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..1500 {
        let loose = loosen(&household(seed), seed);
        let full = complete(&loose, seed + 1);
        let value = |key: &str| reader::number(&full["parameters"][key]).expect("a known parameter");
        let standard = value("dibao_standard");
        for (key, [low, high]) in [
            ("near_dibao_line", bounds::near_dibao_line(standard)),
            ("savings_limit", [bounds::least_savings_limit(standard), Decimal::MAX]),
            ("near_savings_limit", [bounds::least_savings_limit(standard), Decimal::MAX]),
            ("per_capita_disposable_income", bounds::per_capita_disposable_income()),
            ("rigid_spending_ratio", bounds::rigid_spending_ratio()),
        ] {
            if loose["parameters"][key].is_null() {
                assert!((low..=high).contains(&value(key)), "{seed} {key}: {}", value(key));
                *settled.entry(key).or_default() += 1;
            }
        }
    }
    assert!(settled.len() == 5 && settled.values().all(|count| *count > 50), "{settled:?}");
}

#[test]
fn every_way_to_tell_a_total_occurs() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut count = |way, is_so: bool| *seen.entry(way).or_default() += usize::from(is_so);
    for seed in 0..1500 {
        let full = household(seed);
        let loose = loosen(&full, seed);
        let told = |total| totals::is_told(&full, total);
        count("a complete household tells one", TOTALS.iter().any(told));
        count("a complete household tells both", TOTALS.iter().all(told));
        for total in &TOTALS {
            let known = &full["household"][total.key];
            count("by the month", total.kind == Kind::Flow && known.is_number());
            count("by the year", known["per"] == "year");
            let members = loose["members"].as_array().expect("members");
            let silent = |member: &&Value| {
                total.parts.iter().all(|key| matches!(form(member.get(*key)), Partial::Unknown))
            };
            let alone = members.iter().filter(silent).count();
            match form(loose["household"].get(total.key)) {
                Partial::Range { min, max, per_year } => {
                    count("a band by the year", per_year);
                    count("without a lower end", min.is_none());
                    count("without an upper end", max.is_none());
                    count("with both ends", min.is_some() && max.is_some());
                    count("all tell nothing else", alone == members.len());
                    count("some tell nothing else", (1..members.len()).contains(&alone));
                    count("own facts settle it", totals::sum(&loose, total).is_some());
                }
                Partial::Known(_) => count("exactly, all tell nothing else", alone == members.len()),
                _ => count("not any more", told(total)),
            }
        }
        // Lines are a standard for everybody, one and a half, two and four of them.
        let members = full["members"].as_array().expect("members").len();
        let standard = reader::number(&full["parameters"]["dibao_standard"]).expect("a standard");
        let (low, high) = totals::told(&loose, &INCOME_TOTAL);
        let is_band = !is_known(loose["household"].get(INCOME_TOTAL.key));
        for (way, step) in [("one", 10), ("one and a half", 15), ("two", 20), ("four", 40)] {
            let line = standard * Decimal::from(12 * members) * Decimal::new(step, 1);
            count(way, is_band && (low == line || high == Some(line)));
        }
    }
    assert!(seen.len() == 17 && seen.values().all(|count| *count >= 10), "{seen:?}");
    let telling = seen["a complete household tells one"];
    assert!((400..500).contains(&telling), "{telling} of 1500");
}

#[test]
fn a_total_is_completed_in_many_ways() {
    let member = |id: &str, relation: &str| {
        let mut member = plain::member(id, relation, "1980-05-01");
        for key in INCOME_TOTAL.parts {
            member[*key] = Value::Null;
        }
        member
    };
    let mut told = plain::document(vec![member("a", "self"), member("b", "spouse"), member("c", "sibling")]);
    told["household"]["income_total"] = serde_json::json!({"min": 1000, "max": 3000});
    told["members"][2]["wage"] = serde_json::json!({"min": 100, "max": 200});
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut count = |way, is_so: bool| *seen.entry(way).or_default() += usize::from(is_so);
    for seed in 0..600 {
        let full = complete(&told, seed);
        let of = |m: usize, key: &str| reader::flow_per_year(&full["members"][m][key]).expect("a known flow");
        let all = |m: usize| INCOME_TOTAL.parts.iter().map(|key| of(m, key)).sum::<Decimal>();
        let sum = all(0) + all(1) + all(2);
        let (low, high) = (Decimal::from(12_000), Decimal::from(36_000));
        assert!(low <= sum && sum <= high, "{seed}: {sum}");
        assert_eq!(totals::sum(&full, &INCOME_TOTAL), Some(sum), "{seed}");
        let wages = of(0, "wage") + of(1, "wage") + of(2, "wage");
        count("the least", sum == low);
        count("the most", sum == high);
        count("between", low < sum && sum < high);
        count("all on one", sum - all(0) <= Decimal::from(2_400) || sum - all(1) <= Decimal::from(2_400));
        count("as wages", wages == sum && of(0, "wage") > Decimal::ZERO && of(1, "wage") > Decimal::ZERO);
        count("spread", INCOME_TOTAL.parts.iter().all(|key| !of(0, key).is_zero()));
    }
    assert!(seen.values().all(|count| *count >= 20), "{seen:?}");
}

#[test]
fn a_total_that_is_left_out_of_the_sum_is_noticed() {
    let mut noticed = 0;
    for seed in SEEDS {
        let full = household(seed);
        let loose = loosen(&full, seed);
        for total in TOTALS.iter().filter(|total| totals::is_told(&loose, total)) {
            let mut other = full.clone();
            other["household"].as_object_mut().expect("facts").shift_remove(total.key);
            let member = &mut other["members"][0][total.parts[0]];
            *member = totals::by_the_year(Decimal::from(99_000_000) + Decimal::from(seed));
            if total.kind != Kind::Flow {
                *member = member["amount"].clone();
            }
            for member in loose["members"].as_array().into_iter().flatten().take(1) {
                // Only where the member's own fact leaves it open does the total alone speak against it.
                let is_open = matches!(form(member.get(total.parts[0])), Partial::Unknown);
                let high = totals::told(&loose, total).1;
                if is_open && high.is_some() {
                    let path = format!("household.{}", total.key);
                    assert_eq!(admits(&loose, &other), Err(path), "{seed}");
                    noticed += 1;
                }
            }
        }
    }
    assert!(noticed > 50, "{noticed}");
}

#[test]
fn a_raised_total_stays_the_sum() {
    let mut raised = 0;
    for seed in SEEDS {
        let home = household(seed);
        let Some((_, richer)) = more_income(&home, seed) else { continue };
        assert!(try_screen(&richer).is_ok(), "{seed}: {:?}", try_screen(&richer));
        raised += usize::from(totals::is_told(&richer, &INCOME_TOTAL));
        let alone = totals::alone(&home);
        assert_eq!(admits(&alone, &home), Ok(()), "{seed}");
        let mut random = Random::new(seed);
        let mut loose = home.clone();
        totals::loosen(&mut loose, &home, &mut random);
        assert_eq!(admits(&per_year(&loose), &home), Ok(()), "{seed}");
    }
    assert!(raised > 30, "{raised}");
}

#[test]
fn money_has_two_decimals_and_nothing_is_negative() {
    fn walk(value: &Value, seed: u64) {
        match value {
            Value::Number(_) => {
                let number = reader::number(value).expect("a decimal");
                assert!(number.normalize().scale() <= 4 && !number.is_sign_negative(), "{seed}: {number}");
            }
            Value::Array(list) => list.iter().for_each(|value| walk(value, seed)),
            Value::Object(map) => map.values().for_each(|value| walk(value, seed)),
            _ => {}
        }
    }
    let fen = |facts: &Value, key: &str, seed: u64| {
        let value = if facts[key].is_object() { &facts[key]["amount"] } else { &facts[key] };
        let number = reader::number(value).expect("money is known");
        assert!(number.normalize().scale() <= 2, "{seed} {key}: {number}");
        assert!(number <= Decimal::from(1_000_000_000_000_u64), "{seed} {key}: {number}");
    };
    for seed in SEEDS {
        let loose = loosen(&household(seed), seed);
        let full = complete(&loose, seed);
        walk(&loose, seed);
        walk(&full, seed);
        for (key, _) in HOUSEHOLD.iter().filter(|(_, kind)| *kind == Kind::Money) {
            fen(&full["household"], key, seed);
        }
        for member in full["members"].as_array().expect("members") {
            for (key, _) in MEMBER.iter().filter(|(_, kind)| matches!(kind, Kind::Money | Kind::Flow)) {
                fen(member, key, seed);
            }
        }
        for (key, ..) in PARAMETERS.iter().filter(|(_, kind, _)| *kind == Kind::Money) {
            if full["parameters"].get(key).is_some() {
                fen(&full["parameters"], key, seed);
            }
        }
    }
}

#[test]
fn admits_refuses_what_does_not_fit() {
    let mut refused = 0;
    for seed in SEEDS {
        let home = household(seed);
        let other = complete(&loosen(&home, seed), seed + 1);
        refused += usize::from(other != home && admits(&home, &other).is_err());
    }
    assert!(refused > 250, "{refused}");
}

#[test]
fn refinements_lie_between() {
    for seed in SEEDS {
        let loose = loosen(&household(seed), seed + 3);
        let full = complete(&loose, seed);
        let refined = refine(&loose, &full, seed);
        assert_eq!(admits(&refined, &full), Ok(()), "{seed}");
        assert!(open_facts(&refined).len() <= open_facts(&loose).len(), "{seed}");
        if let Some(path) = open_facts(&loose).first() {
            let settled = settle(&loose, path, seed);
            assert!(!open_facts(&settled).contains(path), "{seed} {path}");
        }
    }
}

#[test]
fn order_and_units_do_not_matter_to_the_oracle() {
    let sorted = |mut entries: Vec<Expected>| {
        entries.sort_by(|a, b| (a.id, &a.member).cmp(&(b.id, &b.member)));
        entries
    };
    for seed in SEEDS {
        let home = household(seed);
        let expected = sorted(screen(&home));
        assert_eq!(sorted(screen(&shuffle_members(&home, seed))), expected, "{seed}");
        assert_eq!(sorted(screen(&per_year(&home))), expected, "{seed}");
    }
}

#[test]
fn more_income_never_makes_dibao_likelier() {
    let rank = |document: &Value| {
        let entries = screen(document);
        entries.into_iter().find(|entry| entry.id == "dibao").map(|entry| entry.verdict as u8)
    };
    for seed in SEEDS {
        let home = household(seed);
        if let Some((_, richer)) = more_income(&home, seed) {
            assert!(rank(&richer) >= rank(&home), "{seed}");
        }
    }
}

#[test]
fn every_verdict_of_every_programme_occurs() {
    let mut seen: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for seed in 0..8000 {
        for entry in screen(&household(seed)) {
            seen.entry(entry.id).or_default()[entry.verdict as usize] += 1;
        }
    }
    for (id, counts) in &seen {
        let occurs = match *id {
            // The event is told or it is not.
            "disaster_relief" | "homeless_relief" | "judicial_aid" => [true, false, true],
            // The terms are each place's throughout.
            "public_rental_housing" => [false, true, true],
            // Nobody who looks for help is refused.
            "charity_and_services" => [true, true, false],
            _ => [true; 3],
        };
        let as_expected = |(count, occurs): (&usize, bool)| if occurs { *count > 10 } else { *count == 0 };
        assert!(counts.iter().zip(occurs).all(as_expected), "{id}: {counts:?}");
    }
    assert_eq!(seen.len(), 32);
    assert_eq!([Verdict::Likely as usize, Verdict::Unlikely as usize], [0, 2]);
}

#[test]
fn households_stand_on_the_thresholds() {
    let mut near_a_line: BTreeMap<(&str, i64), usize> = BTreeMap::new();
    let mut disabilities = BTreeSet::new();
    let mut ages: BTreeMap<i32, usize> = BTreeMap::new();
    let mut leap_days = 0;
    let mut sizes = BTreeSet::new();
    for seed in 0..1500 {
        let home = reader::household(&household(seed)).expect("a complete household");
        let set = &home.parameters;
        let months = Decimal::from(12);
        for world in world::worlds(&home).iter().take(1) {
            let heads = world.heads();
            let spending = crate::oracle::income::rigid_spending(&home, &world.counted);
            let income = world.income(&home);
            let (savings, near) = (set.savings_limit, set.near_savings_limit);
            for (name, value, line) in [
                ("standard", income, set.dibao_standard * months * heads),
                ("near line", income, world.near_dibao_line * months * heads),
                ("disposable income", income, world.per_capita_disposable_income * heads),
                ("savings", home.savings, savings.unwrap_or(Decimal::NEGATIVE_ONE) * heads),
                ("near savings", home.savings, near.unwrap_or(Decimal::NEGATIVE_ONE) * heads),
                ("rigid ratio", spending, world.rigid_spending_ratio * income),
            ] {
                for fen in -1..=1 {
                    let hit = !heads.is_zero() && value - line == Decimal::new(fen, 2);
                    *near_a_line.entry((name, fen)).or_default() += usize::from(hit);
                }
            }
        }
        sizes.insert(home.members.len());
        for member in &home.members {
            *ages.entry(member.age(home.date)).or_default() += 1;
            disabilities.extend(member.disability.map(|held| (held.kind.name(), held.grade)));
            leap_days += usize::from(
                matches!(member.birth, crate::oracle::vocabulary::Birth::Date(day) if (day.month, day.day) == (2, 29)),
            );
        }
    }
    assert!(near_a_line.values().all(|hits| *hits >= 5), "{near_a_line:?}");
    assert_eq!(disabilities.len(), DisabilityType::ALL.len() * 4);
    for age in [15, 16, 17, 18, 59, 60, 69, 70, 79, 80] {
        assert!(ages.get(&age).is_some_and(|hits| *hits > 20), "{age}");
    }
    assert!(leap_days > 20, "{leap_days}");
    assert!(sizes.len() >= 7, "{sizes:?}");
}

#[test]
fn facts_of_no_programme_change_nothing() {
    for seed in 0..200 {
        let home = household(seed);
        let mut loose = home.clone();
        for member in loose["members"].as_array_mut().expect("members") {
            for key in ["sex", "excluded_income"] {
                member[key] = Value::Null;
            }
        }
        for key in ["hukou_region", "residence_permit"] {
            loose["household"][key] = Value::Null;
        }
        let mut full = complete(&loose, seed);
        full["parameters"] = home["parameters"].clone();
        // Only the office knows it; as open as before.
        for (m, member) in full["members"].as_array_mut().into_iter().flatten().enumerate() {
            member["counts_as_family"] = home["members"][m]["counts_as_family"].clone();
        }
        assert_eq!(screen(&full), screen(&home), "{seed}");
    }
}
