//! programs/*.toml.

use crate::author::{
    check::verdicts,
    compile::{
        names::{Kind, Names},
        typecheck::Compiler,
    },
    lower::{
        context::Context,
        facts::{entity, per},
        parameters::note,
        regions::day,
        sources::Sources,
    },
    source::{
        Code,
        files::Span,
        table::{Table, Text},
    },
};
use crate::rulebook::{
    AmountRule, Criterion, Entity, Expr, Interaction, InteractionKind, NoteRule, Period, Program, ProgramId,
    Reads, Unit,
};
use crate::wording::nearest;

/// A programme whose expressions are not read yet.
pub(in crate::author) struct ProgramDecl<'a> {
    file: Table<'a>,
    table: Table<'a>,
    id: Text<'a>,
    unit: Entity,
    event: bool,
    order: (u32, Span),
}

/// Reads names, units and order, so that expressions can use verdicts.
pub(in crate::author) fn declare<'a>(
    context: &mut Context<'a>,
    names: &mut Names<'a>,
) -> Vec<ProgramDecl<'a>> {
    let files: Vec<usize> = context.log.within("programs/").collect();
    if files.is_empty() {
        context.log.absent("programs/", "there is no programme", "one file a programme, programs/dibao.toml");
    }
    let mut drafts: Vec<ProgramDecl<'a>> = Vec::new();
    for index in files {
        let Some(file) = context.file(index) else { continue };
        file.required("program");
        let Some(table) = file.table("program") else { continue };
        let id = table.required_text("id");
        let unit = table.required_text("unit");
        let event = unit.is_some_and(|text| text.text == "event");
        let unit = if event { Some(Entity::Household) } else { entity(context, unit) };
        let order = table.required("order").and_then(|item| Some((table.whole("order")?, item.place)));
        let (Some(id), Some(unit), Some(order)) = (id, unit, order) else {
            names.broken(id);
            continue;
        };
        context.good_name(id);
        context.place(format!("program.{}", id.text), id.place);
        if let Some(other) = drafts.iter().find(|d| d.order.0 == order.0) {
            context.log.report(
                Code::SameOrder,
                order.1,
                format!("`{}` has the order {} too", other.id.text, order.0),
                "a number of its own: verdicts are used only by later programmes",
            );
        }
        drafts.push(ProgramDecl { file, table, id, unit, event, order });
    }
    drafts.sort_by_key(|d| d.order.0);
    names.programs = drafts.iter().map(|d| (d.id.text.to_owned(), d.unit)).collect();
    drafts
}

/// Compiles every programme.
pub(in crate::author) fn compile<'n>(
    context: &mut Context<'n>,
    compiler: &Compiler<'n>,
    sources: &mut Sources,
    drafts: Vec<ProgramDecl<'n>>,
) {
    for (index, draft) in drafts.iter().enumerate() {
        let program = Reading { context, compiler, sources, draft, index }.program();
        context.book.programs.push(program);
        draft.table.finish();
        draft.file.finish();
    }
}

struct Reading<'r, 'n> {
    context: &'r mut Context<'n>,
    compiler: &'r Compiler<'n>,
    sources: &'r mut Sources,
    draft: &'r ProgramDecl<'n>,
    index: usize,
}

impl<'n> Reading<'_, 'n> {
    fn program(&mut self) -> Program {
        let table = &self.draft.table;
        let tier = table.required_text("tier").map_or_else(String::new, |t| t.text.to_owned());
        table.text("group");
        let list = |key: &'static str| table.texts(key).iter().map(|t| t.text.to_owned()).collect();
        let (papers, verifies, phones) = (list("papers"), list("verifies"), list("phones"));
        let (review, objection) = (table.text_or_empty("review"), table.text_or_empty("objection"));
        let office = table.required_text("office").map_or_else(String::new, |t| t.text.to_owned());
        let time_limit = table.required_text("time_limit").map_or_else(String::new, |t| t.text.to_owned());
        let criteria: Vec<Criterion> =
            self.draft.file.tables("criterion").iter().filter_map(|t| self.criterion(t)).collect();
        if criteria.is_empty() {
            self.context.log.report(
                Code::MissingKey,
                table.place,
                "the programme has no condition",
                "[[criterion]] with `id`, `test` and `cite`",
            );
        }
        let mut notes = Vec::new();
        for table in self.draft.file.tables("note") {
            let Some(note) = self.note(&table) else { continue };
            if let Some(text) = table.text("when") {
                let name = format!("when.{}.{}", self.draft.id.text, notes.len());
                self.context.places.insert(name, text.place);
            }
            notes.push(note);
        }
        let amount = self.draft.file.table("amount").and_then(|t| self.amount(&t));
        let interactions =
            self.draft.file.tables("interaction").iter().filter_map(|t| self.interaction(t)).collect();
        Program {
            id: self.draft.id.text.to_owned(),
            unit: self.draft.unit,
            event: self.draft.event,
            tier,
            criteria,
            amount,
            notes,
            papers,
            office,
            time_limit,
            verifies,
            phones,
            review,
            objection,
            interactions,
        }
    }

    /// Notes a verdict that is not there yet when this programme is estimated.
    fn only_earlier(&self, expr: &Expr, place: Span) {
        let (household, member) =
            (&self.context.book.household_variables, &self.context.book.member_variables);
        for ProgramId(other) in verdicts::used(expr, household, member) {
            if usize::from(other) < self.index {
                continue;
            }
            let names = &self.compiler.names.programs;
            let id = names.get(usize::from(other)).map_or("", |(id, _)| id.as_str());
            let what = if usize::from(other) == self.index {
                format!("`{id}` depends on its own verdict")
            } else {
                format!("the verdict of `{id}` is not known yet: its order is later")
            };
            self.context.log.report(
                Code::VerdictOrder,
                place,
                what,
                "an earlier programme, or another order",
            );
        }
    }

    fn statement(&self, table: &Table<'n>, key: &'static str) -> Option<Expr> {
        let text = table.text(key)?;
        let typed = self.compiler.statement(text, self.draft.unit)?;
        self.only_earlier(&typed.expr, text.place);
        Some(typed.expr)
    }

    fn criterion(&mut self, table: &Table<'n>) -> Option<Criterion> {
        let id = table.required_text("id");
        let text = table.required_text("test");
        let applies = self.statement(table, "applies");
        let test = text.and_then(|text| self.compiler.statement(text, self.draft.unit));
        let per_head = table.text("per_head").and_then(|text| {
            let typed = self.compiler.number(text, self.draft.unit)?;
            if typed.kind != Kind::Number(Unit::Plain) {
                let what =
                    format!("numbers are shown divided by a plain number, this is {}", typed.kind.words());
                self.context.log.report(Code::UnitMismatch, text.place, what, "household.headcount");
                return None;
            }
            Some(typed.expr)
        });
        let soft = table.text("soft").and_then(|text| note(self.context, text));
        let texts = table.texts("cite");
        if texts.is_empty() {
            self.context.log.report(
                Code::NoCitation,
                table.place,
                "the condition cites no article",
                "cite = [\"npc-2026:18\"]",
            );
        }
        let cites = self.sources.citations(self.context, &texts);
        let in_force = self.in_force(table);
        table.finish();
        let id = id?;
        self.context.good_name(id);
        self.context.place(format!("criterion.{}.{}", self.draft.id.text, id.text), id.place);
        let (text, test) = (text?, test?);
        self.context.places.insert(format!("test.{}.{}", self.draft.id.text, id.text), text.place);
        if let Some(text) = table.text("applies") {
            self.context.places.insert(format!("applies.{}.{}", self.draft.id.text, id.text), text.place);
        }
        self.only_earlier(&test.expr, text.place);
        Some(Criterion {
            id: id.text.to_owned(),
            in_force,
            applies,
            test: test.expr,
            per_head,
            unit: test.compared,
            uses: Reads::default(),
            soft,
            cites,
        })
    }

    fn note(&self, table: &Table<'n>) -> Option<NoteRule> {
        let id = table.required_text("id").and_then(|text| note(self.context, text));
        let when = self.statement(table, "when");
        let mut on = [true; 3];
        if table.item("on").is_some() {
            on = [false; 3];
            for text in table.texts("on") {
                let verdicts = ["likely", "possible", "unlikely"];
                match verdicts.iter().position(|v| *v == text.text).and_then(|i| on.get_mut(i)) {
                    Some(entry) => *entry = true,
                    None => self.context.log.report(
                        Code::UnknownOption,
                        text.place,
                        format!("there is no verdict \"{}\"", text.text),
                        "\"likely\", \"possible\" or \"unlikely\"",
                    ),
                }
            }
        }
        let in_force = self.in_force(table);
        table.finish();
        // A `when` that could not be read would else show the note always.
        if table.text("when").is_some() && when.is_none() {
            return None;
        }
        Some(NoteRule { note: id?, in_force, when, on })
    }

    /// `from` and `until`, both optional, both days on which the rule holds.
    fn in_force(&self, table: &Table<'n>) -> Period {
        let day = |key: &'static str| {
            let text = table.text(key)?;
            Some((day(self.context, text)?, text.place))
        };
        let (from, until) = (day("from"), day("until"));
        if let (Some((from, _)), Some((until, place))) = (from, until)
            && until < from
        {
            let what = format!("the last day, {until}, is before the first, {from}");
            self.context.log.report(Code::DateOrder, place, what, "a later `until`, or an earlier `from`");
        }
        Period { from: from.map(|f| f.0), until: until.map(|u| u.0) }
    }

    fn interaction(&mut self, table: &Table<'n>) -> Option<Interaction> {
        let kind = table.required_text("kind").and_then(|text| {
            use InteractionKind::{Excludes, HigherOf, Opens, TopsUp};
            let kinds = [Excludes, Opens, TopsUp, HigherOf];
            let found = kinds.into_iter().find(|k| k.text() == text.text);
            if found.is_none() {
                let what = format!("there is no interaction \"{}\"", text.text);
                let instead = "\"excludes\", \"opens\", \"tops_up\" or \"higher_of\"";
                self.context.log.report(Code::UnknownOption, text.place, what, instead);
            }
            found
        });
        let with = table.required_text("with").and_then(|text| {
            let names = &self.compiler.names.programs;
            let found = names.iter().position(|(id, _)| id == text.text).and_then(|i| u16::try_from(i).ok());
            if found.is_none() && !self.context.broken.contains(text.text) {
                let near = nearest(text.text, names.iter().map(|(id, _)| id.as_str()));
                let instead =
                    near.map_or_else(|| "the id of a file in programs/".to_owned(), |n| format!("\"{n}\""));
                let what = format!("there is no programme \"{}\"", text.text);
                self.context.log.report(Code::UnknownName, text.place, what, instead);
            }
            found.map(ProgramId)
        });
        let texts = table.texts("cite");
        if texts.is_empty() {
            let what = "the interaction cites no article";
            self.context.log.report(Code::NoCitation, table.place, what, "cite = [\"npc-2026:18\"]");
        }
        let cites = self.sources.citations(self.context, &texts);
        table.finish();
        Some(Interaction { kind: kind?, with: with?, cites })
    }

    fn amount(&mut self, table: &Table<'n>) -> Option<AmountRule> {
        let applies = self.statement(table, "applies");
        let text = table.required_text("value");
        let per = table.required_text("per").and_then(|text| per(self.context, text, true));
        for (name, text) in [("amount", text), ("amount-applies", table.text("applies"))] {
            if let Some(text) = text {
                self.context.places.insert(format!("{name}.{}", self.draft.id.text), text.place);
            }
        }
        table.finish();
        let text = text?;
        let typed = self.compiler.number(text, self.draft.unit)?;
        self.only_earlier(&typed.expr, text.place);
        let unit = match typed.kind {
            Kind::Number(unit @ (Unit::Flow | Unit::Stock)) => unit,
            other => {
                let what = format!("an amount is a flow or a stock, this is {}", other.words());
                self.context.log.report(Code::UnitMismatch, text.place, what, "a parameter that is money");
                return None;
            }
        };
        let per = per?;
        if unit == Unit::Stock && per != crate::rulebook::Per::Once {
            self.context.log.report(
                Code::UnitMismatch,
                text.place,
                "a stock is paid once",
                "per = \"once\", or a parameter that is a flow",
            );
        }
        Some(AmountRule { applies, value: typed.expr, unit, uses: Reads::default(), per })
    }
}
