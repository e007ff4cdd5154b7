//! The comparison with a screening, and the list of readings, check themselves.

use serde_json::{Value, json};

use super::readings::touched;
use super::{Expected, READINGS, contradictions, differences, json as reader, screen};
use crate::generate::{household, plain};

fn screening(entries: &[Expected]) -> Value {
    json!({"programs": entries.iter().map(Expected::to_json).collect::<Vec<_>>()})
}

fn position(shown: &Value, id: &str) -> usize {
    let programs = shown["programs"].as_array().expect("programs");
    programs.iter().position(|entry| entry["id"] == id).expect("an entry")
}

#[test]
fn the_oracle_agrees_with_itself() {
    for seed in 0..200 {
        let expected = screen(&household(seed));
        let shown = screening(&expected);
        assert_eq!(differences(&shown, &expected), Vec::<String>::new(), "{seed}");
        assert_eq!(contradictions(&shown, &expected), Vec::<String>::new(), "{seed}");
    }
}

#[test]
fn differences_are_told() {
    let expected = screen(&plain::document(vec![plain::member("a", "self", "1985-01-01")]));
    let mut shown = screening(&expected);
    let dibao = position(&shown, "dibao");
    shown["programs"][dibao]["amount"]["max"] = "900.00".into();
    assert_eq!(differences(&shown, &expected).len(), 1);
    assert!(contradictions(&shown, &expected).is_empty(), "a wider amount is sound");
    shown["programs"][dibao]["amount"]["max"] = "799.99".into();
    assert_eq!(contradictions(&shown, &expected).len(), 1);
    shown["programs"][dibao] = json!({"id": "dibao", "member": null, "verdict": "possible"});
    assert_eq!(differences(&shown, &expected).len(), 1);
    assert!(contradictions(&shown, &expected).is_empty(), "an open verdict is sound");
    shown["programs"][dibao]["verdict"] = "unlikely".into();
    assert_eq!(contradictions(&shown, &expected).len(), 1);
    shown["programs"].as_array_mut().expect("programs").remove(dibao);
    assert_eq!(differences(&shown, &expected), ["dibao: no entry"]);
}

#[test]
fn every_reading_is_met_by_some_household_and_many_households_meet_none() {
    let mut met = vec![0; READINGS.len()];
    let mut plain_ones = 0;
    for seed in 0..1500 {
        let home = reader::household(&household(seed)).expect("a complete document");
        let readings = touched(&home);
        plain_ones += usize::from(readings.is_empty());
        for reading in readings {
            met[READINGS.iter().position(|other| other.id == reading.id).expect("a reading")] += 1;
        }
    }
    for (reading, met) in READINGS.iter().zip(&met) {
        assert!(*met > 0, "{}", reading.id);
    }
    let rows: Vec<_> = READINGS.iter().map(|r| r.id).zip(&met).collect();
    assert!(plain_ones > 150, "{plain_ones} {rows:?}");
}
