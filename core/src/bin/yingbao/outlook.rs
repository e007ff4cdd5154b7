//! What stands beside a verdict in words: how programmes go together, and what would change it.

use std::io::{self, Write};

use yingbao_core::{
    domain::{Truth, Value},
    insight::{Cause, Change, changes, together},
    rulebook::{Entity, FactId, FactType},
    screening::{Entry, Verdict},
    wording::Visible,
};

use super::explain::{Language, Words};

impl Words<'_> {
    /// How this programme goes with the others that the family may have.
    pub fn together(&self, out: &mut impl Write, entry: &Entry) -> io::Result<()> {
        let this = (entry.program, entry.member);
        for pair in together(self.rules, self.screening) {
            if ![pair.entry, pair.with].iter().any(|e| (e.program, e.member) == this) {
                continue;
            }
            let text = self.message(&format!("interaction.{}.text", pair.kind.text()));
            let names = [("{this}", pair.entry), ("{that}", pair.with)];
            let text = names.iter().fold(text, |text, (name, entry)| text.replace(name, &self.title(entry)));
            writeln!(out, "  = {text}")?;
            self.cites(out, pair.cites)?;
        }
        Ok(())
    }

    /// The nearest changes that turn the verdict, each alone.
    pub fn changes(&self, out: &mut impl Write, entry: &Entry) -> io::Result<()> {
        if entry.verdict == Verdict::Likely {
            return Ok(());
        }
        writeln!(
            out,
            "  {}",
            self.pick("什么会改变结果（其他情况不变时）：", "What would change this, all else as told:")
        )?;
        let found = changes(
            self.rules,
            &self.request.overrides,
            &self.request.household,
            entry.program,
            entry.member,
        );
        if found.is_empty() {
            let text = self.pick(
                "两年内的生日、已公布的规定和各种认定都不会单独改变它。",
                "No birthday within two years, no rule announced and no record alone would.",
            );
            writeln!(out, "    {text}")?;
        }
        for change in &found {
            self.change(out, change)?;
        }
        Ok(())
    }

    fn change(&self, out: &mut impl Write, change: &Change) -> io::Result<()> {
        let to = self.verdict(change.to);
        match &change.cause {
            Cause::Age { member, age, on } => {
                let who = self.who(Some(*member));
                let text = match self.lang {
                    Language::Zh => format!("{on}起{who}满{age}岁"),
                    Language::En => format!("from {on}, when {who} is {age}"),
                };
                writeln!(out, "    - {text} → {to}")?;
            }
            Cause::Rule { on } => {
                let text = self.pick("起施行的规定或标准", "a rule or figure in force from then on");
                match self.lang {
                    Language::Zh => writeln!(out, "    - {on}{text} → {to}")?,
                    Language::En => writeln!(out, "    - {on}: {text} → {to}")?,
                }
            }
            Cause::Record { record, member, findings } => {
                let Some(record) = self.rules.book.records.get(*record) else { return Ok(()) };
                let title = self.message(&format!("record.{}.title", record.id));
                let who = if member.is_some() { self.aside(self.who(*member)) } else { String::new() };
                writeln!(out, "    - {title}{who} → {to}")?;
                for finding in findings {
                    let parts: Vec<String> = finding
                        .iter()
                        .map(|(fact, values)| self.found(record.entity, *fact, values))
                        .collect();
                    writeln!(out, "      {}", parts.join(self.pick("；", "; ")))?;
                }
            }
        }
        Ok(())
    }

    fn who(&self, member: Option<usize>) -> Visible<'_> {
        Visible(member.and_then(|m| self.request.household.members.get(m)).map_or("", |m| m.id.as_str()))
    }

    /// A fact with the values that a record would have to find.
    fn found(&self, entity: Entity, id: FactId, values: &[Value]) -> String {
        let book = self.rules.book;
        let (facts, prefix) = match entity {
            Entity::Household => (&book.household_facts, "fact"),
            Entity::Member => (&book.member_facts, "fact.member"),
        };
        let Some(fact) = facts.get(id.index()) else { return String::new() };
        let title = self.message(&format!("{prefix}.{}.title", fact.id));
        let all = match &fact.kind {
            FactType::Choice(options) => options.iter().filter(|o| *o != "none").count() == values.len(),
            _ => false,
        };
        if all && values.len() > 1 {
            return format!("{title}{}{}", self.colon(), self.pick("任何一种", "any"));
        }
        let values: Vec<String> = values.iter().map(|v| self.value(&fact.id, &fact.kind, *v)).collect();
        format!("{title}{}{}", self.colon(), values.join(self.pick("、", " or ")))
    }

    fn value(&self, fact: &str, kind: &FactType, value: Value) -> String {
        match value {
            Value::Truth(truth) => {
                let yes = truth == Truth::True;
                if yes { self.pick("是", "yes") } else { self.pick("否", "no") }.to_owned()
            }
            Value::Number(range) => range.known().map_or_else(String::new, |n| n.normalize().to_string()),
            Value::Choice(bits) => {
                let option = kind.options().get(bits.trailing_zeros() as usize).map_or("", String::as_str);
                self.message(&format!("option.{fact}.{option}.title"))
            }
            Value::Set { .. } => String::new(),
        }
    }
}
