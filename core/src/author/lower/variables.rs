//! variables.toml.

use crate::author::{
    compile::{
        names::{Names, VariableDecl, slot},
        typecheck::Compiler,
    },
    lower::{context::Context, facts::entity},
};
use crate::rulebook::{Entity, Variable, VariableId};

/// Reads names, so that expressions can use them in any order.
pub(in crate::author) fn declare<'a>(context: &mut Context<'a>, names: &mut Names<'a>) {
    let Some(table) = context.required("variables.toml") else { return };
    for part in table.tables("variable") {
        let id = part.required_text("id");
        let entity = entity(context, part.required_text("entity"));
        let value = part.required_text("value");
        part.text("because");
        part.finish();
        let (Some(id), Some(entity), Some(value)) = (id, entity, value) else {
            names.broken(id);
            continue;
        };
        context.good_name(id);
        let prefix = if entity == Entity::Household { "household" } else { "member" };
        // A fact and a variable of one name would hide each other.
        if context.places.contains_key(&format!("fact.{prefix}.{}", id.text)) {
            context.place(format!("fact.{prefix}.{}", id.text), id.place);
            continue;
        }
        context.place(format!("variable.{prefix}.{}", id.text), id.place);
        context.places.insert(format!("meaning.{prefix}.{}", id.text), value.place);
        let draft = VariableDecl { id: id.text, value };
        match entity {
            Entity::Household => names.household_variables.push(draft),
            Entity::Member => names.member_variables.push(draft),
        }
    }
    table.finish();
}

/// Compiles every variable.
pub(in crate::author) fn compile<'n>(context: &mut Context<'n>, compiler: &Compiler<'n>) {
    let all = |entity: Entity| -> Vec<Variable> {
        let drafts = compiler.names.variables(entity);
        let read = drafts.iter().enumerate().filter_map(|(index, draft)| {
            let typed = compiler.variable(entity, VariableId(slot(index)), draft.value.place)?;
            Some(Variable { id: draft.id.to_owned(), value: typed.expr })
        });
        read.collect()
    };
    context.book.household_variables = all(Entity::Household);
    context.book.member_variables = all(Entity::Member);
}
