//! Looks up and checks in a rulebook what the engine knows by name.

use crate::rulebook::{
    FactId, FactType, ParameterType, Rulebook,
    builtin::{AreaFact, Builtin, Known, Relation},
};

/// What a rulebook lacks that the engine would need.
#[cfg_attr(not(feature = "author"), allow(dead_code))] // only an author is told what it is
pub(crate) struct Unfit {
    /// `household` or `member`.
    pub entity: &'static str,
    /// The fact.
    pub fact: &'static str,
    /// What it has to be.
    pub expected: &'static str,
}

fn bit(options: &[String], name: &str) -> Option<u64> {
    options.iter().position(|o| o == name).and_then(|i| 1u64.checked_shl(u32::try_from(i).ok()?))
}

impl Builtin {
    fn of(book: &Rulebook) -> Self {
        let member = |name: &str| {
            let id = book.member_fact(name)?;
            Some((id, &book.member_facts.get(id.index())?.kind))
        };
        let known = |name: &str, option: &str| {
            let (id, kind) = member(name)?;
            Some(Known { id, option: bit(kind.options(), option)? })
        };
        let area = book.household_fact("area").and_then(|fact| {
            let options = book.household_facts.get(fact.index())?.kind.options();
            Some(AreaFact { fact, urban: bit(options, "urban")?, rural: bit(options, "rural")? })
        });
        let slots = |kind: &FactType| {
            let facts = book.member_facts.iter().enumerate().filter(|(_, f)| f.kind == *kind);
            facts.filter_map(|(i, _)| u16::try_from(i).ok().map(FactId)).collect::<Vec<_>>()
        };
        let amount_rounding = book.parameter("amount_rounding").and_then(|id| {
            let ParameterType::Choice(options) = &book.parameters.get(id.index())?.kind else { return None };
            Some(Known { id, option: bit(options, "yuan_up")? })
        });
        Self {
            area,
            age: slots(&FactType::Age).first().copied(),
            birth_date: member("birth_date").map(|(id, _)| id),
            relation: known("relation", "self"),
            relations: member("relation").map_or_else(Vec::new, |(_, kind)| {
                kind.options().iter().map(|o| Relation::named(o)).collect()
            }),
            marital_status: known("marital_status", "married"),
            disability_type: known("disability_type", "none"),
            disability_grade: member("disability_grade").map(|(id, _)| id),
            local: slots(&FactType::Local),
            amount_rounding,
            assumed_bound: book.note("assumed_bound"),
            stale_parameter: book.note("stale_parameter"),
            reported_parameter: book.note("reported_parameter"),
        }
    }

    /// A fact of a name the engine knows that is not what it takes it for.
    pub(crate) fn unfit(&self, book: &Rulebook) -> Option<Unfit> {
        let member = |fact: &'static str, expected, fits: bool| {
            let is_there = book.member_fact(fact).is_some();
            (is_there && !fits).then_some(Unfit { entity: "member", fact, expected })
        };
        let day = self.birth_date.and_then(|id| book.member_facts.get(id.index()));
        let area = book.household_fact("area").is_some() && self.area.is_none();
        area.then_some(Unfit {
            entity: "household",
            fact: "area",
            expected: "a choice with the options \"urban\" and \"rural\"",
        })
        .or_else(|| member("relation", "a choice with the option \"self\"", self.relation.is_some()))
        .or_else(|| {
            let fits = self.marital_status.is_some();
            member("marital_status", "a choice with the option \"married\"", fits)
        })
        .or_else(|| {
            let fits = self.disability_type.is_some();
            member("disability_type", "a choice with the option \"none\"", fits)
        })
        .or_else(|| member("birth_date", "a date", day.is_some_and(|f| f.kind == FactType::Date)))
    }
}

impl Rulebook {
    /// What the engine knows by name. The rulebook's facts, parameters and notes do not change after this was asked.
    #[must_use]
    pub fn builtin(&self) -> &Builtin {
        self.found.builtin.get_or_init(|| Builtin::of(self))
    }
}
