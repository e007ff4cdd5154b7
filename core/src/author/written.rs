//! An expression as an author writes it, from its compiled form.
//!
//! What the author called a member is not kept when a rulebook is compiled: here the outermost is `m`, the next `n`, and
//! so on. Nor is `in_a_year`, which is put where a flow meets a stock.

use rust_decimal::Decimal;

use crate::author::compile::names::{Kind, parameter_kind};
use crate::{
    domain::{Day, money::MONTHS},
    rulebook::{Compare, Entity, Expr, FactType, ParameterType, Rulebook, Unit, VariableId},
};

/// What binds how strongly, from the weakest.
const TERNARY: u8 = 1;
const OR: u8 = 2;
const AND: u8 = 3;
const COMPARISON: u8 = 4;
const SUM: u8 = 5;
const PRODUCT: u8 = 6;
const NEGATION: u8 = 7;
const WORD: u8 = 8;

/// An expression over the household or over a member, as text.
pub(in crate::author) fn written(book: &Rulebook, entity: Entity, expr: &Expr) -> String {
    let writer = Writer { book, entity };
    writer.text(expr, TERNARY, unit(book, expr))
}

/// The unit of a number; `None` for what is none, and for numbers that go with every unit.
pub(in crate::author) fn unit(book: &Rulebook, expr: &Expr) -> Option<Unit> {
    let either = |sides: &[Expr; 2]| sides.iter().find_map(|side| unit(book, side));
    match expr {
        Expr::Fact(id) => book.household_facts.get(id.index())?.kind.unit(),
        Expr::MemberFact(id, _) => book.member_facts.get(id.index())?.kind.unit(),
        Expr::Parameter(id) => match parameter_kind(&book.parameters.get(id.index())?.kind) {
            Kind::Number(unit) => Some(unit),
            _ => None,
        },
        Expr::Variable(id) => unit(book, variable(book, Entity::Household, *id)?.1),
        Expr::MemberVariable(id, _) => unit(book, variable(book, Entity::Member, *id)?.1),
        Expr::If(parts) => {
            let [_, yes, no] = &**parts;
            unit(book, yes).or_else(|| unit(book, no))
        }
        Expr::Between(parts) => parts.iter().find_map(|part| unit(book, part)),
        Expr::Add(sides) | Expr::Subtract(sides) | Expr::Min(sides) | Expr::Max(sides) => either(sides),
        Expr::Multiply(sides) => {
            let units = || sides.iter().filter_map(|side| unit(book, side));
            units().find(|unit| *unit != Unit::Plain).or_else(|| units().next())
        }
        Expr::Sum(_, body) => unit(book, body),
        Expr::Count(..) => Some(Unit::Plain),
        _ => None,
    }
}

/// A variable's name and meaning.
fn variable(book: &Rulebook, entity: Entity, id: VariableId) -> Option<(&str, &Expr)> {
    let variables = match entity {
        Entity::Household => &book.household_variables,
        Entity::Member => &book.member_variables,
    };
    variables.get(id.index()).map(|v| (v.id.as_str(), &v.value))
}

/// The options of a choice or set.
fn options<'b>(book: &'b Rulebook, expr: &'b Expr) -> &'b [String] {
    match expr {
        Expr::Fact(id) => book.household_facts.get(id.index()).map_or(&[], |f| FactType::options(&f.kind)),
        Expr::MemberFact(id, _) => {
            book.member_facts.get(id.index()).map_or(&[], |f| FactType::options(&f.kind))
        }
        Expr::Parameter(id) => match book.parameters.get(id.index()).map(|p| &p.kind) {
            Some(ParameterType::Choice(options)) => options,
            _ => &[],
        },
        Expr::Variable(id) => variable(book, Entity::Household, *id).map_or(&[], |v| options(book, v.1)),
        Expr::MemberVariable(id, _) => {
            variable(book, Entity::Member, *id).map_or(&[], |v| options(book, v.1))
        }
        Expr::If(parts) => {
            let [_, yes, _] = &**parts;
            options(book, yes)
        }
        _ => &[],
    }
}

/// A number as it is written: flows by the month, days in quotes.
fn number(value: Decimal, unit: Option<Unit>) -> String {
    match unit {
        Some(Unit::Day) => {
            let day = i32::try_from(value.trunc().mantissa()).ok().map(Day);
            day.map_or_else(|| value.to_string(), |day| format!("\"{day}\""))
        }
        Some(Unit::Flow) => (value / MONTHS).normalize().to_string(),
        _ => value.normalize().to_string(),
    }
}

struct Writer<'b> {
    book: &'b Rulebook,
    entity: Entity,
}

impl Writer<'_> {
    /// In brackets where what stands around it binds more strongly.
    fn text(&self, expr: &Expr, around: u8, unit: Option<Unit>) -> String {
        let (own, text) = self.bare(expr, unit);
        if own < around { format!("({text})") } else { text }
    }

    fn bare(&self, expr: &Expr, expected: Option<Unit>) -> (u8, String) {
        let name = |of: Option<&str>| of.unwrap_or("?").to_owned();
        match expr {
            Expr::Truth(truth) => (WORD, truth.to_string()),
            Expr::Number(value) => (WORD, number(*value, expected)),
            Expr::Fact(id) => {
                let fact = self.book.household_facts.get(id.index()).map(|f| f.id.as_str());
                (WORD, format!("household.{}", name(fact)))
            }
            Expr::MemberFact(id, depth) => {
                let fact = self.book.member_facts.get(id.index()).map(|f| f.id.as_str());
                (WORD, format!("{}.{}", self.member(*depth), name(fact)))
            }
            Expr::Parameter(id) => (WORD, name(self.book.parameters.get(id.index()).map(|p| p.id.as_str()))),
            Expr::IsUnset(id) => {
                let parameter = self.book.parameters.get(id.index()).map(|p| p.id.as_str());
                (WORD, format!("is_unset({})", name(parameter)))
            }
            Expr::Variable(id) => {
                let variable = variable(self.book, Entity::Household, *id).map(|v| v.0);
                (WORD, format!("household.{}", name(variable)))
            }
            Expr::MemberVariable(id, depth) => {
                let variable = variable(self.book, Entity::Member, *id).map(|v| v.0);
                (WORD, format!("{}.{}", self.member(*depth), name(variable)))
            }
            Expr::Verdict(id) => {
                let program = self.book.programs.get(id.index()).map(|p| p.id.as_str());
                (WORD, format!("verdict.{}", name(program)))
            }
            Expr::MemberVerdict(id, depth) => {
                let program = self.book.programs.get(id.index()).map(|p| p.id.as_str());
                (WORD, format!("{}.verdict.{}", self.member(*depth), name(program)))
            }
            Expr::Not(inner) => match &**inner {
                Expr::In(of, bits) if bits.count_ones() == 1 => (COMPARISON, self.option(of, *bits, "!=")),
                inner => (NEGATION, format!("!{}", self.text(inner, WORD, None))),
            },
            Expr::And(parts) => (AND, self.joined(parts, " && ", COMPARISON)),
            Expr::Or(parts) => (OR, self.joined(parts, " || ", AND)),
            Expr::If(parts) => {
                let [condition, yes, no] = &**parts;
                let [yes, no] = self.alike([yes, no], [OR, TERNARY], expected);
                (TERNARY, format!("{} ? {yes} : {no}", self.text(condition, OR, None)))
            }
            Expr::Compare(compare, sides) => {
                let sign = match compare {
                    Compare::Less => "<",
                    Compare::AtMost => "<=",
                    Compare::More => ">",
                    Compare::AtLeast => ">=",
                    Compare::Equal => "==",
                    Compare::NotEqual => "!=",
                };
                (COMPARISON, self.between(sides, sign, [SUM, SUM], None))
            }
            Expr::Add(sides) => (SUM, self.between(sides, "+", [SUM, PRODUCT], expected)),
            Expr::Subtract(sides) => (SUM, self.between(sides, "-", [SUM, PRODUCT], expected)),
            Expr::Multiply(sides) => {
                let [left, right] = &**sides;
                let (left, right) = (self.text(left, PRODUCT, None), self.text(right, NEGATION, None));
                (PRODUCT, format!("{left} * {right}"))
            }
            Expr::Min(sides) => (WORD, format!("min({})", self.listed(sides, expected))),
            Expr::Max(sides) => (WORD, format!("max({})", self.listed(sides, expected))),
            Expr::Between(parts) => {
                let [inner, low, high] = &**parts;
                let unit = unit(self.book, expr).or(expected);
                let [inner, low, high] = [inner, low, high].map(|part| self.text(part, TERNARY, unit));
                (WORD, format!("between({inner}, {low}, {high})"))
            }
            Expr::In(of, bits) if bits.count_ones() == 1 => (COMPARISON, self.option(of, *bits, "==")),
            Expr::In(of, bits) => {
                let chosen = options(self.book, of).iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1);
                let chosen: Vec<String> = chosen.map(|(_, option)| format!("\"{option}\"")).collect();
                (COMPARISON, format!("{} in [{}]", self.text(of, SUM, None), chosen.join(", ")))
            }
            Expr::Has(of, option) => {
                let option = options(self.book, of).get(usize::from(*option)).map(String::as_str);
                (COMPARISON, format!("\"{}\" in {}", name(option), self.text(of, SUM, None)))
            }
            Expr::Sum(depth, body) => (WORD, self.over("sum", *depth, body, expected)),
            Expr::Count(depth, body) => (WORD, self.over("count", *depth, body, None)),
            Expr::Any(depth, body) => (WORD, self.over("any", *depth, body, None)),
            Expr::All(depth, body) => (WORD, self.over("all", *depth, body, None)),
            Expr::ParentOf(a, b) => (WORD, format!("parent_of({}, {})", self.member(*a), self.member(*b))),
            Expr::SpouseOf(a, b) => (WORD, format!("spouse_of({}, {})", self.member(*a), self.member(*b))),
            Expr::Same(a, b) => (WORD, format!("same({}, {})", self.member(*a), self.member(*b))),
        }
    }

    /// The member at a depth.
    fn member(&self, depth: u8) -> &'static str {
        let names = ["m", "n", "o", "p", "q", "r"];
        match (self.entity, depth) {
            (Entity::Member, 0) => "member",
            (Entity::Member, depth) => names.get(usize::from(depth) - 1).copied().unwrap_or("?"),
            (Entity::Household, depth) => names.get(usize::from(depth)).copied().unwrap_or("?"),
        }
    }

    fn joined(&self, parts: &[Expr], sign: &str, around: u8) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.text(part, around, None)).collect();
        parts.join(sign)
    }

    /// `x == "option"`
    fn option(&self, of: &Expr, bits: u64, sign: &str) -> String {
        let slot = usize::try_from(bits.trailing_zeros()).unwrap_or(usize::MAX);
        let option = options(self.book, of).get(slot).map_or("?", String::as_str);
        format!("{} {sign} \"{option}\"", self.text(of, SUM, None))
    }

    /// Two parts of one unit; a flow beside a stock is taken by the year.
    fn alike(&self, parts: [&Expr; 2], around: [u8; 2], expected: Option<Unit>) -> [String; 2] {
        let units = parts.map(|part| unit(self.book, part));
        let stock = units.contains(&Some(Unit::Stock));
        let [left, right] = parts;
        let ([left_around, right_around], [left_unit, right_unit]) = (around, units);
        let common = left_unit.or(right_unit).or(expected);
        [(left, left_around, left_unit), (right, right_around, right_unit)].map(|(part, around, unit)| {
            if stock && unit == Some(Unit::Flow) {
                return format!("in_a_year({})", self.text(part, TERNARY, unit));
            }
            self.text(part, around, common)
        })
    }

    fn between(&self, sides: &[Expr; 2], sign: &str, around: [u8; 2], expected: Option<Unit>) -> String {
        let [left, right] = sides;
        let [left, right] = self.alike([left, right], around, expected);
        format!("{left} {sign} {right}")
    }

    fn listed(&self, sides: &[Expr; 2], expected: Option<Unit>) -> String {
        let [left, right] = sides;
        self.alike([left, right], [TERNARY; 2], expected).join(", ")
    }

    fn over(&self, word: &str, depth: u8, body: &Expr, expected: Option<Unit>) -> String {
        format!("{word}({}, {})", self.member(depth), self.text(body, TERNARY, expected))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::written;
    use crate::author::{load_files, source::Diagnostics};
    use crate::rulebook::{Entity, Rulebook};

    fn files() -> Vec<(String, String)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulebooks/cn");
        Diagnostics::read(&folder).files().iter().map(|f| (f.name.clone(), f.text.clone())).collect()
    }

    /// All variables of a rulebook, written again.
    fn variables(book: &Rulebook) -> String {
        let lists = [
            ("household", Entity::Household, &book.household_variables),
            ("member", Entity::Member, &book.member_variables),
        ];
        let mut text = String::new();
        for (word, entity, list) in lists {
            for variable in list {
                let value = written(book, entity, &variable.value);
                text.push_str(&format!(
                    "[[variable]]\nid = \"{}\"\nentity = \"{word}\"\nvalue = '{value}'\n",
                    variable.id
                ));
            }
        }
        text
    }

    #[test]
    fn what_is_written_compiles_to_the_same_again() {
        let mut files = files();
        let book = load_files(files.clone()).unwrap().book;
        for (_, text) in files.iter_mut().filter(|(name, _)| name == "variables.toml") {
            *text = variables(&book);
        }
        let again = load_files(files).unwrap_or_else(|found| panic!("{}", found[0])).book;
        assert!(book.household_variables.len() > 20 && book.member_variables.len() > 20);
        assert_eq!(again.household_variables, book.household_variables);
        assert_eq!(again.member_variables, book.member_variables);
    }
}
