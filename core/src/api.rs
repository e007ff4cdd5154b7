//! Writes the next page of the interview, for whoever asks with pages of their own.

use crate::{
    document::{lack_path, read_tree},
    quantity::{DocumentError, Path, Tree, json::Json},
};
use crate::{
    domain::{Day, Value},
    engine::{Options, screen_with},
    household::Household,
    interview::{Asked, Item, Key, Wanted, sheets},
    rulebook::{Entity, Fact, FactType, Form, Per, ProgramId, Question, Rulebook, Unticked},
    ruleset::Rulesets,
    screening::MissingInput,
};

/// The page to show next, out of the household as far as it was told, the keys that were asked, and what is wanted:
/// `needs` to begin with, or `only` what a result lacks.
///
/// # Errors
/// Where the document cannot be read, or names what the rulebook or the family does not have.
pub fn page(
    rulesets: &mut Rulesets<'_>,
    household: &Tree,
    asked: &Tree,
    wanted: &Tree,
    today: Option<Day>,
) -> Result<String, DocumentError> {
    let book = rulesets.book();
    let request = read_tree(book, household, today)?;
    let household = &request.household;
    let mut already = Vec::new();
    let expected =
        "the key of a question that was asked: its id, with `.` and a member's id where it is about members";
    list(asked, &Path::Key(&Path::Root, "asked"), expected, &mut |key| {
        add(&mut already, asked_key(book, household, key)?);
        Some(())
    })?;
    let rules = rulesets.at(request.date, request.region, &request.overrides);
    let options = Path::Key(&Path::Root, "options");
    let option = |key| wanted.get(key).filter(|t| **t != Tree::Null);
    let mut first: Vec<ProgramId> = Vec::new();
    if let Some(needs) = option("needs") {
        list(needs, &Path::Key(&options, "needs"), "a need of this rulebook", &mut |id| {
            let need = book.needs.iter().find(|need| need.id == id)?;
            need.programs.iter().for_each(|program| add(&mut first, *program));
            Some(())
        })?;
    }
    let mut lacks: Vec<MissingInput> = Vec::new();
    let only = option("only");
    if let Some(only) = only {
        let known: Vec<(String, MissingInput)> =
            every_lack(household).into_iter().map(|lack| (lack_path(rules, household, lack), lack)).collect();
        let expected = "what `missing` names, such as \"household.savings\"";
        list(only, &Path::Key(&options, "only"), expected, &mut |path| {
            add(&mut lacks, known.iter().find(|(of, _)| of == path)?.1);
            Some(())
        })?;
    }
    // As the widget asks: without trying cases at every step.
    let screening = screen_with(rules, household, Options { cases: 0 });
    let wanted = Wanted { first: &first, only: only.map(|_| lacks.as_slice()) };
    let sheets = sheets(rules, household, &screening, &already, wanted);
    let sheet = sheets.first();
    let page = sheet.and_then(|sheet| book.pages.get(usize::from(sheet.page)));
    let member = sheet.and_then(|sheet| household.members.get(sheet.member?));
    let mut json = Json::default();
    json.object(|json| {
        json.key("page").text_or_null(page.map(|page| page.id.as_str()));
        json.key("member").text_or_null(member.map(|member| member.id.as_str()));
        json.key("ahead").raw(&sheets.len().saturating_sub(1).to_string());
        json.key("items").list(|json| {
            for of in sheet.into_iter().flat_map(|sheet| &sheet.items) {
                item(json, book, household, of);
            }
        });
    });
    Ok(json.finish())
}

/// Takes every name of a list; one that there is not is refused.
fn list(
    tree: &Tree,
    path: &Path<'_>,
    expected: &str,
    take: &mut dyn FnMut(&str) -> Option<()>,
) -> Result<(), DocumentError> {
    let items = match tree {
        Tree::Null => return Ok(()),
        Tree::List(items) => items,
        other => return Err(path.error(other, "a list")),
    };
    for (index, item) in items.iter().enumerate() {
        let taken = if let Tree::Text(name) = item { take(name) } else { None };
        taken.ok_or_else(|| Path::Index(path, index).error(item, expected))?;
    }
    Ok(())
}

/// Adds what is not there yet: what a caller repeats is not worked through again and again.
fn add<T: PartialEq>(list: &mut Vec<T>, one: T) {
    if !list.contains(&one) {
        list.push(one);
    }
}

/// `question` or `question.member`; with `?` before it the person was not sure.
fn asked_key(book: &Rulebook, household: &Household, written: &str) -> Option<Asked> {
    let (answered, key) = written.strip_prefix('?').map_or((true, written), |key| (false, key));
    let (name, member) = key.split_once('.').map_or((key, None), |(name, id)| (name, Some(id)));
    let slot = book.questions.iter().position(|q| q.id == name)?;
    let member = match (book.questions.get(slot)?.entity, member) {
        (Entity::Household, None) => None,
        (Entity::Member, Some(id)) => Some(household.members.iter().position(|m| m.id == id)?),
        _ => return None,
    };
    Some(Asked { key: Key { question: u16::try_from(slot).ok()?, member }, answered })
}

/// Everything that can be lacking.
fn every_lack(household: &Household) -> Vec<MissingInput> {
    let ids = |facts: usize| (0..u16::try_from(facts).unwrap_or(u16::MAX)).map(crate::rulebook::FactId);
    let mut all = vec![MissingInput::Region];
    all.extend(ids(household.facts.len()).map(MissingInput::Household));
    for (index, member) in household.members.iter().enumerate() {
        all.extend(ids(member.facts.len()).map(|id| MissingInput::Member(index, id)));
        all.extend([MissingInput::Parents(index), MissingInput::Spouse(index)]);
    }
    all
}

fn item(json: &mut Json, book: &Rulebook, household: &Household, item: &Item) {
    let Some(question) = book.questions.get(usize::from(item.question)) else { return };
    let known = match question.entity {
        Entity::Household => &book.household_facts,
        Entity::Member => &book.member_facts,
    };
    let facts: Vec<&Fact> = question.facts.iter().filter_map(|fact| known.get(fact.index())).collect();
    let people = || item.people.iter().filter_map(|m| household.members.get(*m)).map(|m| m.id.as_str());
    json.object(|json| {
        json.key("key").text(&question.id);
        json.key("keys").list(|json| match question.entity {
            Entity::Household => json.text(&question.id),
            Entity::Member => people().for_each(|member| json.joined(&[&question.id, ".", member])),
        });
        json.key("form").text(form(question));
        json.key("asks").list(|json| asks(book, question).iter().for_each(|path| json.text(path)));
        if question.entity == Entity::Member {
            json.key("people").list(|json| people().for_each(|member| json.text(member)));
        }
        match &question.form {
            Form::Tick(unticked) => {
                json.key("unticked").object(|json| {
                    for (fact, unticked) in facts.iter().zip(unticked) {
                        value(json, &fact.id, &fact.kind, unticked.value());
                    }
                });
                // Of several facts a ticked box says nothing yet: the finer questions follow.
                if let ([fact], [unticked]) = (facts.as_slice(), unticked.as_slice())
                    && *unticked != Unticked::Nothing
                {
                    json.key("ticked").object(|json| ticked(json, &fact.id, &fact.kind, *unticked));
                }
            }
            Form::Band { .. } => json.key("bands").list(|json| {
                for band in &item.bands {
                    json.object(|json| {
                        for (key, end) in [("min", band.low), ("max", band.high)] {
                            if let Some(end) = end {
                                json.key(key).text(&end.normalize().to_string());
                            }
                        }
                    });
                }
            }),
            Form::Field { blank: true } => {
                let set = facts.iter().any(|fact| matches!(fact.kind, FactType::Set(_)));
                json.key("blank").raw(if set { "[]" } else { "0" });
            }
            _ => {}
        }
    });
}

/// What a question asks for, as documents name it: `household.savings`, `members.*.wage`, `region`.
#[must_use]
pub fn asks(book: &Rulebook, question: &Question) -> Vec<String> {
    let (known, prefix) = match question.entity {
        Entity::Household => (&book.household_facts, "household"),
        Entity::Member => (&book.member_facts, "members.*"),
    };
    let named = |name: &str| vec![format!("{prefix}.{name}")];
    match question.form {
        Form::Region => vec!["region".to_owned()],
        Form::Parents => named("parents"),
        Form::Spouse => named("spouse"),
        _ => {
            let facts = question.facts.iter().filter_map(|fact| known.get(fact.index()));
            facts.map(|fact| format!("{prefix}.{}", fact.id)).collect()
        }
    }
}

const fn form(question: &Question) -> &'static str {
    match question.form {
        Form::Field { .. } => "field",
        Form::Tick(_) => "tick",
        Form::Band { .. } => "band",
        Form::Region => "region",
        Form::Parents => "parents",
        Form::Spouse => "spouse",
    }
}

/// What an empty box tells of a fact, as a household document says it; nothing where it tells nothing.
fn value(json: &mut Json, fact: &str, kind: &FactType, value: Value) {
    match value {
        Value::Truth(truth) => {
            if let Some(truth) = truth.known() {
                json.key(fact).truth(Some(truth));
            }
        }
        Value::Number(range) => {
            if let Some(number) = range.known() {
                json.key(fact).raw(&number.to_string());
            }
        }
        Value::Set { .. } => json.key(fact).raw("[]"),
        Value::Choice(bits) => {
            let options = kind.options().iter().enumerate();
            let left = options.filter(|(i, _)| bits >> i & 1 == 1).map(|(_, option)| option);
            json.key(fact);
            if bits.is_power_of_two() {
                left.for_each(|option| json.text(option));
            } else {
                json.object(|json| {
                    json.key("one_of").list(|json| left.for_each(|option| json.text(option)));
                });
            }
        }
    }
}

/// What a ticked box tells: of a number, what can be written that is nearest to the empty box's.
fn ticked(json: &mut Json, fact: &str, kind: &FactType, unticked: Unticked) {
    match (unticked, kind) {
        (Unticked::Number(n), FactType::Count(low, _)) => json.key(fact).object(|json| {
            let (end, next) =
                if n == *low { ("min", n.saturating_add(1)) } else { ("max", n.saturating_sub(1)) };
            json.key(end).raw(&next.to_string());
        }),
        (Unticked::Number(_), kind) => json.key(fact).object(|json| {
            json.key("min").text("0.01");
            // By the month the least is twelve times as much: some have less than that.
            if matches!(kind, FactType::Flow(Per::Month)) {
                json.key("per").text("year");
            }
        }),
        (Unticked::Nothing, _) => {}
        _ => value(json, fact, kind, unticked.ticked(kind)),
    }
}

#[cfg(test)]
mod tests {
    use super::{ticked, value};
    use crate::{
        domain::{Truth, Value},
        quantity::json::Json,
        rulebook::{FactType, Per, Unticked},
    };

    /// As a document has it.
    fn shown(kind: &FactType, unticked: Unticked) -> [String; 2] {
        let (mut empty, mut other) = (Json::default(), Json::default());
        value(&mut empty, "f", kind, unticked.value());
        ticked(&mut other, "f", kind, unticked);
        [empty, other].map(|json| json.finish().replacen("\"f\":", "", 1))
    }

    #[test]
    fn a_box_is_written_as_a_household_document_says_it() {
        let care = FactType::Choice(["full", "partial", "none"].map(str::to_owned).to_vec());
        for (kind, unticked, [empty, other]) in [
            (&FactType::Truth, Unticked::Truth(true), ["true", "false"]),
            (&care, Unticked::Options(1), ["\"full\"", "{\"one_of\":[\"partial\",\"none\"]}"]),
            (&care, Unticked::Options(3), ["{\"one_of\":[\"full\",\"partial\"]}", "\"none\""]),
            (&FactType::Count(0, Some(6)), Unticked::Number(6), ["6", "{\"max\":5}"]),
            (&FactType::Count(1, None), Unticked::Number(1), ["1", "{\"min\":2}"]),
            (&FactType::Stock, Unticked::Number(0), ["0", "{\"min\":\"0.01\"}"]),
            (&FactType::Flow(Per::Month), Unticked::Number(0), ["0", "{\"min\":\"0.01\",\"per\":\"year\"}"]),
            (&FactType::Flow(Per::Year), Unticked::Number(0), ["0", "{\"min\":\"0.01\"}"]),
            (&FactType::Set(vec!["dibao".to_owned()]), Unticked::Nothing, ["[]", ""]),
        ] {
            assert_eq!(shown(kind, unticked), [empty, other].map(str::to_owned));
        }
        let mut nothing = Json::default();
        value(&mut nothing, "f", &FactType::Truth, Value::Truth(Truth::Unknown));
        assert_eq!(nothing.finish(), "");
    }
}
