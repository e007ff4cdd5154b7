//! Draws a rulebook: facts of every type, nested variables, programmes that look at each other.

use fastrand::Rng;
use rust_decimal::Decimal;
use yingbao_core::rulebook::{
    AmountRule, Compare, Criterion, Entity, Expr, Fact, FactId, FactType, Per, Program, ProgramId, Reads,
    Region, RegionId, Rulebook, Unit, Variable, VariableId,
};

/// Household facts: two statements, the kind of place, two counts, two flows, a stock.
pub const HOUSEHOLD_TRUTHS: [u16; 2] = [0, 1];
/// The choice.
pub const HOUSEHOLD_CHOICE: u16 = 2;
/// Numbers of no unit.
pub const HOUSEHOLD_COUNTS: [u16; 2] = [3, 4];
/// Flows.
pub const HOUSEHOLD_FLOWS: [u16; 2] = [5, 6];

/// Member facts: relation, two statements, a choice, a set, a count, two flows, age.
pub const MEMBER_TRUTHS: [u16; 2] = [1, 2];
/// The choice.
pub const MEMBER_CHOICE: u16 = 3;
/// The set.
pub const MEMBER_SET: u16 = 4;
/// Numbers of no unit; the last is the age.
pub const MEMBER_COUNTS: [u16; 2] = [5, 8];
/// Flows.
pub const MEMBER_FLOWS: [u16; 2] = [6, 7];

fn fact(id: &str, kind: FactType) -> Fact {
    Fact { id: id.to_owned(), kind, depends_on: None, total_of: Vec::new() }
}

fn options(names: &[&str]) -> Vec<String> {
    names.iter().map(|n| (*n).to_owned()).collect()
}

/// A rulebook drawn from a seed.
#[must_use]
pub fn rulebook(seed: u64) -> Rulebook {
    let mut rng = Rng::with_seed(seed);
    let mut book = Rulebook {
        id: "drawn".to_owned(),
        version: seed.to_string(),
        review_after_months: 18,
        regions: vec![Region {
            code: 0,
            name: "nation".to_owned(),
            name_en: "nation".to_owned(),
            parent: RegionId(0),
            values: Vec::new(),
        }],
        household_facts: vec![
            fact("p", FactType::Truth),
            fact("q", FactType::Truth),
            fact("area", FactType::Choice(options(&["urban", "rural"]))),
            fact("n", FactType::Count(0, Some(4))),
            fact("k", FactType::Count(0, None)),
            fact("x", FactType::Flow(Per::Month)),
            fact("y", FactType::Flow(Per::Year)),
        ],
        member_facts: vec![
            fact("relation", FactType::Choice(options(&["self", "other"]))),
            fact("r", FactType::Truth),
            fact("s", FactType::Truth),
            fact("c", FactType::Choice(options(&["one", "two", "three"]))),
            fact("set", FactType::Set(options(&["a", "b", "c"]))),
            fact("m", FactType::Count(1, Some(4))),
            fact("u", FactType::Flow(Per::Month)),
            fact("v", FactType::Flow(Per::Month)),
            fact("age", FactType::Age),
            fact("birth_date", FactType::Date),
        ],
        ..Rulebook::default()
    };
    let mut draw = Draw { rng: &mut rng, household: 0, member: 0, programs: Vec::new() };
    for index in 0..3 {
        let value = draw.of(kind(index), Some(0), 3);
        book.member_variables.push(Variable { id: format!("mv{index}"), value });
        draw.member += 1;
    }
    for index in 0..3 {
        let value = draw.of(kind(index), None, 3);
        book.household_variables.push(Variable { id: format!("hv{index}"), value });
        draw.household += 1;
    }
    for index in 0..5u16 {
        let unit = if draw.rng.bool() { Entity::Member } else { Entity::Household };
        let member = (unit == Entity::Member).then_some(0);
        let count = draw.rng.usize(1..=3);
        let criteria = (0..count).map(|i| draw.criterion(i, member)).collect();
        let amount = draw.rng.bool().then(|| AmountRule {
            applies: None,
            value: draw.of(Kind::Flow, member, 3),
            unit: Unit::Flow,
            uses: Reads::default(),
            per: Per::Year,
        });
        book.programs.push(Program {
            id: format!("program{index}"),
            unit,
            criteria,
            amount,
            ..Program::default()
        });
        draw.programs.push(unit);
    }
    book
}

/// What an expression is asked to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A statement.
    Truth,
    /// A sum over time.
    Flow,
    /// A plain number.
    Plain,
}

/// The kind of the variable at a place, for households and members alike.
#[must_use]
pub const fn kind(index: u16) -> Kind {
    match index {
        0 => Kind::Truth,
        1 => Kind::Flow,
        _ => Kind::Plain,
    }
}

struct Draw<'r> {
    rng: &'r mut Rng,
    household: u16,
    member: u16,
    programs: Vec<Entity>,
}

impl Draw<'_> {
    fn criterion(&mut self, index: usize, member: Option<u8>) -> Criterion {
        Criterion {
            in_force: yingbao_core::rulebook::Period::default(),
            id: format!("criterion{index}"),
            applies: (self.rng.u8(0..4) == 0).then(|| self.of(Kind::Truth, member, 2)),
            test: self.of(Kind::Truth, member, 4),
            per_head: None,
            unit: None,
            uses: Reads::default(),
            soft: None,
            cites: Vec::new(),
        }
    }

    /// An expression of a kind. `member`: the deepest member in scope.
    fn of(&mut self, kind: Kind, member: Option<u8>, size: u8) -> Expr {
        if size == 0 || self.rng.u8(0..5) == 0 {
            return self.leaf(kind, member);
        }
        match kind {
            Kind::Truth => self.truth(member, size - 1),
            Kind::Flow | Kind::Plain => self.number(kind, member, size - 1),
        }
    }

    fn two(&mut self, kind: Kind, member: Option<u8>, size: u8) -> Box<[Expr; 2]> {
        Box::new([self.of(kind, member, size), self.of(kind, member, size)])
    }

    fn binder(&mut self, kind: Kind, member: Option<u8>, size: u8) -> Option<(u8, Box<Expr>)> {
        let depth = member.map_or(0, |d| d + 1);
        (depth < 3).then(|| (depth, Box::new(self.of(kind, Some(depth), size))))
    }

    fn truth(&mut self, member: Option<u8>, size: u8) -> Expr {
        match self.rng.u8(0..11) {
            0 => Expr::Not(Box::new(self.of(Kind::Truth, member, size))),
            1 | 2 => Expr::And(self.two(Kind::Truth, member, size).to_vec()),
            3 => Expr::Or(self.two(Kind::Truth, member, size).to_vec()),
            4 => Expr::If(Box::new([
                self.of(Kind::Truth, member, size),
                self.of(Kind::Truth, member, size),
                self.of(Kind::Truth, member, size),
            ])),
            5..=8 => {
                let compare = [
                    Compare::Less,
                    Compare::AtMost,
                    Compare::More,
                    Compare::AtLeast,
                    Compare::Equal,
                    Compare::NotEqual,
                ][self.rng.usize(0..6)];
                let kind = if self.rng.bool() { Kind::Flow } else { Kind::Plain };
                Expr::Compare(compare, self.two(kind, member, size))
            }
            9 => match self.binder(Kind::Truth, member, size) {
                Some((depth, body)) if self.rng.bool() => Expr::Any(depth, body),
                Some((depth, body)) => Expr::All(depth, body),
                None => self.leaf(Kind::Truth, member),
            },
            _ => self.leaf(Kind::Truth, member),
        }
    }

    fn number(&mut self, kind: Kind, member: Option<u8>, size: u8) -> Expr {
        match self.rng.u8(0..10) {
            9 => {
                // The same number written a second way, which is the narrower one where `more` is not known.
                let (number, more) = (self.of(kind, member, size), self.of(kind, member, size));
                let sum = Expr::Add(Box::new([number.clone(), more.clone()]));
                let again = Expr::Subtract(Box::new([sum, more]));
                Expr::Between(Box::new([again, number.clone(), number]))
            }
            0 => Expr::Add(self.two(kind, member, size)),
            1 => Expr::Subtract(self.two(kind, member, size)),
            2 => Expr::Min(self.two(kind, member, size)),
            3 => Expr::Max(self.two(kind, member, size)),
            4 => Expr::Multiply(Box::new([
                self.of(kind, member, size),
                self.of(Kind::Plain, member, size.min(1)),
            ])),
            5 | 6 => Expr::If(Box::new([
                self.of(Kind::Truth, member, size),
                self.of(kind, member, size),
                self.of(kind, member, size),
            ])),
            7 if kind == Kind::Plain => match self.binder(Kind::Truth, member, size) {
                Some((depth, body)) => Expr::Count(depth, body),
                None => self.leaf(kind, member),
            },
            _ => match self.binder(kind, member, size) {
                Some((depth, body)) => Expr::Sum(depth, body),
                None => self.leaf(kind, member),
            },
        }
    }

    fn depth(&mut self, deepest: u8) -> u8 {
        self.rng.u8(0..=deepest)
    }

    fn one(&mut self, slots: &[u16]) -> FactId {
        FactId(slots[self.rng.usize(0..slots.len())])
    }

    fn leaf(&mut self, kind: Kind, member: Option<u8>) -> Expr {
        let about = member.filter(|_| self.rng.u8(0..3) > 0);
        match (kind, about) {
            (Kind::Truth, None) => match self.rng.u8(0..5) {
                0 => Expr::In(Box::new(Expr::Fact(FactId(HOUSEHOLD_CHOICE))), self.rng.u64(0..4)),
                1 if self.household > 0 => Expr::Variable(VariableId(0)),
                2 => match self.programs.iter().rposition(|u| *u == Entity::Household) {
                    Some(i) => Expr::Verdict(ProgramId(u16::try_from(i).unwrap_or(0))),
                    None => Expr::Truth(self.rng.bool()),
                },
                _ => Expr::Fact(self.one(&HOUSEHOLD_TRUTHS)),
            },
            (Kind::Truth, Some(deepest)) => {
                let depth = self.depth(deepest);
                match self.rng.u8(0..8) {
                    0 => {
                        Expr::In(Box::new(Expr::MemberFact(FactId(MEMBER_CHOICE), depth)), self.rng.u64(0..8))
                    }
                    1 => Expr::Has(Box::new(Expr::MemberFact(FactId(MEMBER_SET), depth)), self.rng.u8(0..3)),
                    2 => Expr::ParentOf(depth, self.depth(deepest)),
                    3 => Expr::Same(depth, self.depth(deepest)),
                    4 if self.member > 0 => Expr::MemberVariable(VariableId(0), depth),
                    5 => match self.programs.iter().rposition(|u| *u == Entity::Member) {
                        Some(i) => Expr::MemberVerdict(ProgramId(u16::try_from(i).unwrap_or(0)), depth),
                        None => Expr::Truth(self.rng.bool()),
                    },
                    _ => Expr::MemberFact(self.one(&MEMBER_TRUTHS), depth),
                }
            }
            (Kind::Flow, None) => match self.rng.u8(0..4) {
                0 => Expr::Number(Decimal::from(self.rng.i64(0..5) * 12)),
                1 if self.household > 1 => Expr::Variable(VariableId(1)),
                _ => Expr::Fact(self.one(&HOUSEHOLD_FLOWS)),
            },
            (Kind::Flow, Some(deepest)) => {
                let depth = self.depth(deepest);
                if self.member > 1 && self.rng.u8(0..4) == 0 {
                    Expr::MemberVariable(VariableId(1), depth)
                } else {
                    Expr::MemberFact(self.one(&MEMBER_FLOWS), depth)
                }
            }
            (Kind::Plain, None) => match self.rng.u8(0..4) {
                0 | 1 => Expr::Number(Decimal::from(self.rng.i64(-2..5))),
                2 if self.household > 2 => Expr::Variable(VariableId(2)),
                _ => Expr::Fact(self.one(&HOUSEHOLD_COUNTS)),
            },
            (Kind::Plain, Some(deepest)) => {
                let depth = self.depth(deepest);
                if self.member > 2 && self.rng.u8(0..4) == 0 {
                    Expr::MemberVariable(VariableId(2), depth)
                } else {
                    Expr::MemberFact(self.one(&MEMBER_COUNTS), depth)
                }
            }
        }
    }
}
