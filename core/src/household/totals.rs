//! Totals of the household and the sums of each member they are made of: each narrows the other.

use rust_decimal::Decimal;

use crate::{
    domain::{Bound, Range, Truth, Value},
    household::{Contradiction, FactValue, Household},
    rulebook::{Fact, FactId, Rulebook},
};

/// The totals among the facts of the household, with their slots.
pub(crate) fn totals(household: &[Fact]) -> impl Iterator<Item = (FactId, &Fact)> {
    let facts = household.iter().enumerate().filter(|(_, fact)| !fact.total_of.is_empty());
    facts.filter_map(|(slot, fact)| Some((FactId(u16::try_from(slot).ok()?), fact)))
}

/// Adds ends of ranges so that one of them can be taken out again, the infinite ones too.
#[derive(Clone, Copy, Default)]
struct Ends {
    sum: Decimal,
    open: usize,
    infinite: usize,
    /// The sum is beyond what a number can hold: nothing is said by it.
    lost: bool,
}

impl Ends {
    fn add(&mut self, end: Option<Bound>) {
        match end {
            None => self.infinite += 1,
            Some(bound) => {
                self.open += usize::from(bound.open);
                match self.sum.checked_add(bound.value) {
                    Some(sum) => self.sum = sum,
                    None => self.lost = true,
                }
            }
        }
    }

    /// The sum of all, or of all but one.
    fn without(self, one: Option<Option<Bound>>) -> Option<Bound> {
        let (value, open, infinite) = match one {
            None => (0.into(), 0, 0),
            Some(None) => (0.into(), 0, 1),
            Some(Some(bound)) => (bound.value, usize::from(bound.open), 0),
        };
        if self.lost || self.infinite > infinite {
            return None;
        }
        Some(Bound { value: self.sum.checked_add(-value)?, open: self.open > open })
    }
}

/// One end less another; no end where either has none.
fn less(end: Option<Bound>, other: Option<Bound>) -> Option<Bound> {
    let (end, other) = (end?, other?);
    Some(Bound { value: end.value.checked_add(-other.value)?, open: end.open || other.open })
}

/// Whether no number is in both.
fn apart(a: Range, b: Range) -> bool {
    a.less(b) == Truth::True || b.less(a) == Truth::True
}

fn range(facts: &[FactValue], id: FactId) -> Range {
    facts.get(id.index()).map_or(Range::ALL, |given| given.value.number())
}

fn narrow(facts: &mut [FactValue], id: FactId, by: Range) {
    if let Some(given) = facts.get_mut(id.index()) {
        given.value = Value::Number(given.value.number().meet(by));
    }
}

impl Household {
    /// Makes every total and the sums it is made of agree; to be called after either changes. Nothing is narrowed by a
    /// total that its members' own sums cannot make up: it is given back.
    ///
    /// Each part ends up with exactly the values it can have beside all others, so once is enough.
    pub fn agree(&mut self, book: &Rulebook) -> Vec<Contradiction> {
        let mut found = Vec::new();
        for (id, fact) in totals(&book.household_facts) {
            let (mut lows, mut highs) = (Ends::default(), Ends::default());
            for part in self.members.iter().flat_map(|m| fact.total_of.iter().map(|id| range(&m.facts, *id)))
            {
                lows.add(part.low);
                highs.add(part.high);
            }
            let parts = Range { low: lows.without(None), high: highs.without(None) };
            let told = range(&self.facts, id);
            if apart(told, parts) {
                found.push(Contradiction::Total { total: id, parts });
                continue;
            }
            narrow(&mut self.facts, id, parts);
            let total = range(&self.facts, id);
            for member in &mut self.members {
                for part in &fact.total_of {
                    let own = range(&member.facts, *part);
                    let left = Range {
                        low: less(total.low, highs.without(Some(own.high))),
                        high: less(total.high, lows.without(Some(own.low))),
                    };
                    narrow(&mut member.facts, *part, left);
                }
            }
        }
        found
    }

    /// Whether more is known of a total than its members' own sums tell.
    pub(crate) fn says_more(&self, total: FactId, parts: &[FactId]) -> bool {
        let each = self.members.iter().flat_map(|m| parts.iter().map(|id| range(&m.facts, *id)));
        let sum = each.fold(Range::exact(Decimal::ZERO), |sum, part| sum + part);
        let told = range(&self.facts, total);
        told.meet(sum) != sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::{FactType, Per};

    /// A rulebook of one total over two sums of each member.
    fn book() -> Rulebook {
        let fact = |id: &str, total_of: &[u16]| Fact {
            id: id.to_owned(),
            kind: FactType::Flow(Per::Month),
            depends_on: None,
            total_of: total_of.iter().map(|id| FactId(*id)).collect(),
        };
        Rulebook {
            household_facts: vec![fact("other", &[]), fact("total", &[0, 2])],
            member_facts: vec![fact("wage", &[]), fact("apart", &[]), fact("rent", &[])],
            ..Rulebook::default()
        }
    }

    fn bound(text: &str) -> Option<Bound> {
        match text {
            "" => None,
            text => {
                let open = text.ends_with('~');
                Some(Bound { value: text.trim_end_matches('~').parse().unwrap(), open })
            }
        }
    }

    /// `"3..5"`, `"3.."`, `"3"`; `~` after an end that is left out.
    fn parse(text: &str) -> Range {
        match text.split_once("..") {
            Some((low, high)) => Range { low: bound(low), high: bound(high) },
            None => Range { low: bound(text), high: bound(text) },
        }
    }

    /// The total and each member's two sums, before and after.
    fn agreed(total: &str, members: &[[&str; 2]]) -> (Household, Vec<Contradiction>) {
        let book = book();
        let mut household = Household::unknown(&book, members.len());
        household.facts[1].value = Value::Number(parse(total));
        for (member, [wage, rent]) in household.members.iter_mut().zip(members) {
            member.facts[0].value = Value::Number(parse(wage));
            member.facts[2].value = Value::Number(parse(rent));
        }
        let found = household.agree(&book);
        (household, found)
    }

    #[track_caller]
    fn check(before: (&str, &[[&str; 2]]), after: (&str, &[[&str; 2]])) {
        let (mut household, found) = agreed(before.0, before.1);
        assert_eq!(found, []);
        for (member, want) in household.members.iter().zip(after.1) {
            assert_eq!([member.facts[0], member.facts[2]].map(|g| g.value.number()), want.map(parse));
            assert_eq!(member.facts[1].value.number(), Range::not_negative(), "no part of the total");
        }
        assert_eq!(household.facts[1].value.number(), parse(after.0));
        assert_eq!(household.facts[0].value.number(), Range::not_negative());
        let once = household.clone();
        assert_eq!(household.agree(&book()), []);
        assert_eq!(household, once, "once is enough");
    }

    #[test]
    fn a_total_bounds_what_its_members_have() {
        check(("7", &[["0..", "0.."], ["0..", "0.."]]), ("7", &[["0..7", "0..7"], ["0..7", "0..7"]]));
        check(("5..7", &[["0..", "2"], ["1..", "0"]]), ("5..7", &[["0..4", "2"], ["1..5", "0"]]));
        check(("5..", &[["0..1", "2"], ["1..", "0..1"]]), ("5..", &[["0..1", "2"], ["1..", "0..1"]]));
        check(("5..", &[["0..1", "0"], ["1..", "0"]]), ("5..", &[["0..1", "0"], ["4..", "0"]]));
    }

    #[test]
    fn what_the_members_have_bounds_the_total() {
        check(("0..", &[["3", "1"], ["0.10", "0.05"]]), ("4.15", &[["3", "1"], ["0.10", "0.05"]]));
        check(("0..", &[["1..3", "1"], ["0..", "2"]]), ("4..", &[["1..3", "1"], ["0..", "2"]]));
        check(("0..9", &[["1..3", "1"], ["0..2", "2"]]), ("4..8", &[["1..3", "1"], ["0..2", "2"]]));
    }

    #[test]
    fn the_one_that_is_not_known_follows_from_the_others() {
        check(("10", &[["3", "1"], ["0..", "2"]]), ("10", &[["3", "1"], ["4", "2"]]));
        check(("9..10", &[["3", "1"], ["0..", "2"]]), ("9..10", &[["3", "1"], ["3..4", "2"]]));
    }

    #[test]
    fn an_end_that_is_left_out_stays_left_out() {
        check(("0..7~", &[["0..", "2"], ["0~..", "0"]]), ("2~..7~", &[["0..5~", "2"], ["0~..5~", "0"]]));
    }

    #[test]
    fn a_total_that_cannot_be_made_up_is_given_back_and_narrows_nothing() {
        for (total, parts) in
            [("3", "4..8"), ("3.99", "4..8"), ("0..4~", "4..8"), ("8.01", "4..8"), ("9..", "4..8")]
        {
            let (household, found) = agreed(total, &[["1..3", "1"], ["0..2", "2"]]);
            assert_eq!(found, [Contradiction::Total { total: FactId(1), parts: parse(parts) }], "{total}");
            assert_eq!(household.facts[1].value.number(), parse(total));
            assert_eq!(household.members[0].facts[0].value.number(), parse("1..3"));
        }
    }

    #[test]
    fn who_chose_not_to_say_is_not_asked_again_whatever_is_known() {
        let book = book();
        let mut household = Household::unknown(&book, 1);
        household.facts[1].value = Value::Number(parse("0..7"));
        household.members[0].facts[0].declined = true;
        assert_eq!(household.agree(&book), []);
        let wage = household.members[0].facts[0];
        assert_eq!((wage.value.number(), wage.declined), (parse("0..7"), true));
    }

    #[test]
    fn a_total_says_more_than_its_parts_or_it_does_not() {
        for (total, more) in [("0..", false), ("3..", false), ("4..", true), ("0..9", true), ("3..9", true)] {
            let (household, _) = agreed(total, &[["1", "0.."], ["2", "0.."]]);
            assert_eq!(household.says_more(FactId(1), &book().household_facts[1].total_of), more, "{total}");
        }
    }
}
