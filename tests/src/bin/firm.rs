//! Prints how many verdicts are firm when a family has told everything: twenty ordinary families in as many counties
//! drawn at random as told, `firm 40`; with the rulebook's own figures, and as if each place set all of them. Then how many
//! verdicts on so many drawn households, `firm 40 1000`, the engine leaves open and the oracle settles.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use std::collections::BTreeMap;

use yingbao_tests::{
    generate, oracle,
    shipped::{
        self,
        firm::{Open, counties, measure, together},
    },
};

fn main() {
    let most: usize = std::env::args().nth(1).and_then(|t| t.parse().ok()).unwrap_or(40);
    let counties = counties(20_261_129, most);
    let percent =
        |open: Open| format!("{}.{} %", open.firm_in_a_thousand() / 10, open.firm_in_a_thousand() % 10);
    for with_figures in [false, true] {
        let (programs, families) = measure(&counties, with_figures);
        let all = together(&programs, &[]);
        let basic = together(&programs, &["dibao", "near_dibao", "tekun"]);
        println!(
            "{} counties, {}: {} verdicts, firm {}; of dibao, near_dibao and tekun {}",
            counties.len(),
            if with_figures { "as if every figure were known" } else { "as the rulebook knows them" },
            all.verdicts,
            percent(all),
            percent(basic)
        );
        let mut programs: Vec<_> = programs.into_iter().filter(|(_, open)| open.possible > 0).collect();
        programs.sort_by_key(|(_, open)| open.firm_in_a_thousand());
        for (id, open) in programs {
            println!("  {id:28} firm {}", percent(open));
        }
        for (name, open) in families {
            println!("    {name:44} firm {}", percent(open));
        }
    }
    let households = std::env::args().nth(2).and_then(|t| t.parse().ok()).unwrap_or(300);
    let mut looser: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for seed in 0..households {
        let full = generate::household(seed);
        let given = shipped::screen(&full, None);
        for expected in oracle::screen(&full) {
            let found = given["programs"].as_array().into_iter().flatten().find(|entry| {
                entry["id"] == expected.id && entry["member"].as_str() == expected.member.as_deref()
            });
            let open = found.is_some_and(|entry| entry["verdict"] == "possible");
            let count = looser.entry(expected.id).or_default();
            count.0 += u64::from(open);
            count.1 += u64::from(open && expected.verdict != oracle::Verdict::Possible);
        }
    }
    println!(
        "{households} drawn households of which everything is known: possible, and of these settled by the oracle"
    );
    for (id, (open, settled)) in looser {
        println!("  {id:28} {open:6} {settled:6}");
    }
}
