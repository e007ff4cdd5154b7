//! Writes the next page of the interview, for whoever asks with pages of their own.

use rust_decimal::Decimal;

use crate::{
    document::{
        read_tree,
        write::{lack_path, map, text},
    },
    quantity::{DocumentError, Path, Tree},
};
use crate::{
    domain::{Day, Value},
    engine::{Options, screen_with},
    household::Household,
    interview::{Asked, Band, Item, Key, Wanted, sheets},
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
) -> Result<Tree, DocumentError> {
    let book = rulesets.book();
    let request = read_tree(book, household, today)?;
    let household = &request.household;
    let mut already = Vec::new();
    let expected =
        "the key of a question that was asked: its id, with `.` and a member's id where it is about members";
    list(asked, &Path::Key(&Path::Root, "asked"), expected, &mut |key| {
        already.push(asked_key(book, household, key)?);
        Some(())
    })?;
    let rules = rulesets.at(request.date, request.region, &request.overrides);
    let options = Path::Key(&Path::Root, "options");
    let option = |key| wanted.get(key).filter(|t| **t != Tree::Null);
    let mut first: Vec<ProgramId> = Vec::new();
    if let Some(needs) = option("needs") {
        list(needs, &Path::Key(&options, "needs"), "a need of this rulebook", &mut |id| {
            first.extend(&book.needs.iter().find(|need| need.id == id)?.programs);
            Some(())
        })?;
    }
    let mut lacks: Vec<MissingInput> = Vec::new();
    let only = option("only");
    if let Some(only) = only {
        let known = every_lack(household);
        let expected = "what `missing` names, such as \"household.savings\"";
        list(only, &Path::Key(&options, "only"), expected, &mut |path| {
            lacks.push(known.iter().copied().find(|lack| lack_path(rules, household, *lack) == path)?);
            Some(())
        })?;
    }
    // As the widget asks: without trying cases at every step.
    let screening = screen_with(rules, household, Options { cases: 0 });
    let wanted = Wanted { first: &first, only: only.map(|_| lacks.as_slice()) };
    let sheets = sheets(rules, household, &screening, &already, wanted);
    let Some(sheet) = sheets.first() else {
        return Ok(map(vec![
            ("page", Tree::Null),
            ("member", Tree::Null),
            ("ahead", Tree::Number("0".to_owned())),
            ("items", Tree::List(Vec::new())),
        ]));
    };
    let page = book.pages.get(usize::from(sheet.page));
    Ok(map(vec![
        ("page", page.map_or(Tree::Null, |page| text(&page.id))),
        ("member", sheet.member.map_or(Tree::Null, |member| id(household, member))),
        ("ahead", Tree::Number((sheets.len() - 1).to_string())),
        ("items", Tree::List(sheet.items.iter().filter_map(|i| item(book, household, i)).collect())),
    ]))
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

fn id(household: &Household, member: usize) -> Tree {
    household.members.get(member).map_or(Tree::Null, |m| text(&m.id))
}

fn item(book: &Rulebook, household: &Household, item: &Item) -> Option<Tree> {
    let question = book.questions.get(usize::from(item.question))?;
    let known = match question.entity {
        Entity::Household => &book.household_facts,
        Entity::Member => &book.member_facts,
    };
    let facts: Vec<&Fact> = question.facts.iter().filter_map(|fact| known.get(fact.index())).collect();
    let people: Vec<&str> =
        item.people.iter().filter_map(|m| household.members.get(*m)).map(|m| m.id.as_str()).collect();
    let keys = match question.entity {
        Entity::Household => vec![text(&question.id)],
        Entity::Member => people.iter().map(|member| text(format!("{}.{member}", question.id))).collect(),
    };
    let asks = asks(book, question).into_iter().map(text).collect();
    let mut parts = vec![
        ("key", text(&question.id)),
        ("keys", Tree::List(keys)),
        ("form", text(form(question))),
        ("asks", Tree::List(asks)),
    ];
    if question.entity == Entity::Member {
        parts.push(("people", Tree::List(people.into_iter().map(text).collect())));
    }
    match &question.form {
        Form::Tick(unticked) => {
            let empty = facts.iter().zip(unticked);
            let written = empty.filter_map(|(f, u)| Some((f.id.clone(), value(&f.kind, u.value())?)));
            parts.push(("unticked", Tree::Map(written.collect())));
            // Of several facts a ticked box says nothing yet: the finer questions follow.
            if let ([fact], [unticked]) = (facts.as_slice(), unticked.as_slice())
                && let Some(ticked) = ticked(&fact.kind, *unticked)
            {
                parts.push(("ticked", Tree::Map(vec![(fact.id.clone(), ticked)])));
            }
        }
        Form::Band { .. } => parts.push(("bands", Tree::List(item.bands.iter().map(band).collect()))),
        Form::Field { blank: true } => {
            let set = facts.iter().any(|fact| matches!(fact.kind, FactType::Set(_)));
            parts.push(("blank", if set { Tree::List(Vec::new()) } else { number(Decimal::ZERO) }));
        }
        _ => {}
    }
    Some(map(parts))
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

fn number(value: Decimal) -> Tree {
    Tree::Number(value.to_string())
}

fn band(band: &Band) -> Tree {
    let end = |key, end: Option<Decimal>| end.map(|e| (key, text(e.normalize().to_string())));
    map([end("min", band.low), end("max", band.high)].into_iter().flatten().collect())
}

/// What an empty box tells, as a household document says it.
fn value(kind: &FactType, value: Value) -> Option<Tree> {
    match value {
        Value::Truth(truth) => truth.known().map(Tree::Truth),
        Value::Number(range) => range.known().map(number),
        Value::Set { .. } => Some(Tree::List(Vec::new())),
        Value::Choice(bits) => {
            let options = kind.options().iter().enumerate();
            let mut left: Vec<Tree> =
                options.filter(|(i, _)| bits >> i & 1 == 1).map(|(_, option)| text(option)).collect();
            match left.len() {
                1 => left.pop(),
                _ => Some(map(vec![("one_of", Tree::List(left))])),
            }
        }
    }
}

/// What a ticked box tells: of a number, what can be written that is nearest to the empty box's.
fn ticked(kind: &FactType, unticked: Unticked) -> Option<Tree> {
    let written = match (unticked, kind) {
        (Unticked::Number(n), FactType::Count(low, _)) => {
            let (end, next) =
                if n == *low { ("min", n.saturating_add(1)) } else { ("max", n.saturating_sub(1)) };
            vec![(end, Tree::Number(next.to_string()))]
        }
        (Unticked::Number(_), kind) => {
            let mut least = vec![("min", text("0.01"))];
            // By the month the least is twelve times as much: some have less than that.
            if matches!(kind, FactType::Flow(Per::Month)) {
                least.push(("per", text("year")));
            }
            least
        }
        (Unticked::Nothing, _) => return None,
        _ => return value(kind, unticked.ticked(kind)),
    };
    Some(map(written))
}

#[cfg(test)]
mod tests {
    use super::{ticked, value};
    use crate::{
        domain::{Truth, Value},
        rulebook::{FactType, Per, Unticked},
    };

    /// As a document has it.
    fn shown(kind: &FactType, unticked: Unticked) -> [String; 2] {
        [value(kind, unticked.value()), ticked(kind, unticked)]
            .map(|tree| tree.map_or_else(String::new, |tree| tree.shown()))
    }

    #[test]
    fn a_box_is_written_as_a_household_document_says_it() {
        let care = FactType::Choice(["full", "partial", "none"].map(str::to_owned).to_vec());
        for (kind, unticked, [empty, other]) in [
            (&FactType::Truth, Unticked::Truth(true), ["true", "false"]),
            (&care, Unticked::Options(1), ["\"full\"", "{\"one_of\": [\"partial\", \"none\"]}"]),
            (&care, Unticked::Options(3), ["{\"one_of\": [\"full\", \"partial\"]}", "\"none\""]),
            (&FactType::Count(0, Some(6)), Unticked::Number(6), ["6", "{\"max\": 5}"]),
            (&FactType::Count(1, None), Unticked::Number(1), ["1", "{\"min\": 2}"]),
            (&FactType::Stock, Unticked::Number(0), ["0", "{\"min\": \"0.01\"}"]),
            (
                &FactType::Flow(Per::Month),
                Unticked::Number(0),
                ["0", "{\"min\": \"0.01\", \"per\": \"year\"}"],
            ),
            (&FactType::Flow(Per::Year), Unticked::Number(0), ["0", "{\"min\": \"0.01\"}"]),
            (&FactType::Set(vec!["dibao".to_owned()]), Unticked::Nothing, ["[]", ""]),
        ] {
            assert_eq!(shown(kind, unticked), [empty, other].map(str::to_owned));
        }
        assert_eq!(value(&FactType::Truth, Value::Truth(Truth::Unknown)), None);
    }
}
