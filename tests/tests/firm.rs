//! How much can be said when a family has told everything.
// A test may stop where something is not as it should be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]

use yingbao_tests::shipped::{
    firm::{counties, families, measure, together},
    screen,
};

/// Where every figure is known, little stays open but what the office or a place decides by itself.
#[test]
fn with_every_figure_nearly_all_is_said() {
    let (programs, _) = measure(&counties(1, 3), true);
    let all = together(&programs, &[]).firm_in_a_thousand();
    assert!(all >= 945, "only {all} in a thousand");
    let basic = together(&programs, &["dibao", "near_dibao", "tekun"]).firm_in_a_thousand();
    assert!(basic >= 995, "only {basic} in a thousand");
}

/// With the figures of the rulebook. What is won is written down here.
#[test]
fn with_the_figures_there_are_it_does_not_become_less() {
    let (programs, _) = measure(&counties(20_261_129, 40), false);
    let all = together(&programs, &[]).firm_in_a_thousand();
    assert!(all >= 830, "only {all} in a thousand");
}

/// 16,000 yuan a month are beyond any standard: two people, in every province.
#[test]
fn a_couple_on_sixteen_thousand_is_unlikely_for_dibao_everywhere() {
    let families = families();
    let (_, family) = families.iter().find(|(name, _)| name.contains("16,000")).unwrap();
    let mut couple = family.clone();
    couple["members"].as_array_mut().unwrap().retain(|m| m["relation"] != "child");
    for county in counties(7, 30) {
        couple["region"] = county.clone().into();
        let screening = screen(&couple, None);
        let dibao = screening["programs"].as_array().unwrap().iter().find(|e| e["id"] == "dibao").unwrap();
        assert_eq!(dibao["verdict"], "unlikely", "{county}");
    }
}
