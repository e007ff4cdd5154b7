//! Plays the interview with a household of which all is known as the person who answers.

use super::{Asked, Item, Key, Sheet, Ticked, Wanted, answer, band::Band, sheets};
use crate::{
    domain::{Day, Range, Value},
    engine::{Options, screen, screen_with},
    household::{Household, Member},
    rulebook::{Form, ProgramId, Question, RegionId, Rulebook},
    ruleset::{Override, Ruleset},
    screening::{MissingInput, Screening},
};

/// More pages than anybody would answer: an interview that comes here does not end.
const MOST_PAGES: usize = 200;

/// A page as it was answered.
#[derive(Clone, Debug)]
pub struct Played {
    /// The page.
    pub sheet: Sheet,
    /// What was told before it.
    pub before: Household,
    /// How many facts were told, of the household and of each person.
    pub answers: usize,
    /// How often the screen is touched: each box, each person chosen, each option, each number entered, and to go on.
    pub taps: usize,
}

/// The interview from its first page to the results.
#[derive(Debug)]
pub struct Play<'b> {
    /// Every page in order.
    pub pages: Vec<Played>,
    /// Everything that was asked, in order.
    pub asked: Vec<Asked>,
    /// What was told.
    pub household: Household,
    /// The rules of the place that was told.
    pub rules: Ruleset<'b>,
    /// What it leads to.
    pub screening: Screening,
}

/// Who answers: a household of which all is known, on a day, in a place.
#[derive(Clone, Copy, Debug)]
pub struct Whole<'w> {
    /// The day the rules are applied as of.
    pub date: Day,
    /// Where the family lives.
    pub region: Option<RegionId>,
    /// Parameters of their own.
    pub overrides: &'w [Override],
    /// The family.
    pub household: &'w Household,
}

/// Plays the interview. Where the household leaves something open the person is not sure.
#[must_use]
pub fn play<'b>(book: &'b Rulebook, whole: Whole<'_>, first: &[ProgramId]) -> Play<'b> {
    let household = beginning(book, whole.household);
    let rules = book.at(whole.date, None, whole.overrides);
    go_on((household, rules), Vec::new(), whole, Wanted { first, only: None })
}

/// Goes on from results to what would settle some of them: the pages of these, refinements included.
#[must_use]
pub fn settle<'b>(play: Play<'b>, whole: Whole<'_>, only: &[MissingInput]) -> Play<'b> {
    let wanted = Wanted { first: &[], only: Some(only) };
    go_on((play.household, play.rules), play.asked, whole, wanted)
}

fn go_on<'b>(
    (mut household, mut rules): (Household, Ruleset<'b>),
    mut asked: Vec<Asked>,
    whole: Whole<'_>,
    wanted: Wanted<'_>,
) -> Play<'b> {
    let book = rules.book;
    let mut person = Person { book, whole: whole.household, region: whole.region, answers: 0, taps: 0 };
    let mut pages = Vec::new();
    loop {
        // Between pages the widget tries no cases either: on a phone nobody waits for them.
        let screening = screen_with(&rules, &household, Options { cases: 0 });
        let next = sheets(&rules, &household, &screening, &asked, wanted).into_iter().next();
        let Some(sheet) = next.filter(|_| pages.len() < MOST_PAGES) else {
            let screening = screen(&rules, &household);
            return Play { pages, asked, household, rules, screening };
        };
        let before = household.clone();
        let mut region = rules.region;
        (person.answers, person.taps) = (0, 1);
        for item in &sheet.items {
            person.answer(&mut household, &mut region, &mut asked, item);
        }
        household.link(book);
        household.agree(book);
        if region != rules.region {
            rules = book.at(whole.date, region, whole.overrides);
        }
        pages.push(Played { sheet, before, answers: person.answers, taps: person.taps });
    }
}

/// As many people, of whom only the one asked is known to be that.
fn beginning(book: &Rulebook, whole: &Household) -> Household {
    let mut household = Household::unknown(book, whole.members.len());
    let Some(relation) = book.builtin().relation else { return household };
    for (member, known) in household.members.iter_mut().zip(&whole.members) {
        member.id.clone_from(&known.id);
        let told = known.facts.get(relation.id.index()).map(|g| g.value);
        if let (Some(given), Some(Value::Choice(bits))) = (member.facts.get_mut(relation.id.index()), told) {
            given.value = match given.value {
                _ if bits == relation.option => Value::Choice(bits),
                Value::Choice(all) => Value::Choice(all & !relation.option),
                other => other,
            };
        }
    }
    household.link(book);
    household
}

struct Person<'p> {
    book: &'p Rulebook,
    whole: &'p Household,
    region: Option<RegionId>,
    answers: usize,
    taps: usize,
}

impl Person<'_> {
    fn answer(
        &mut self,
        household: &mut Household,
        region: &mut Option<RegionId>,
        asked: &mut Vec<Asked>,
        item: &Item,
    ) {
        let Some(question) = self.book.questions.get(usize::from(item.question)) else { return };
        let people: Vec<Option<usize>> =
            if item.people.is_empty() { vec![None] } else { item.people.iter().copied().map(Some).collect() };
        let mut opened = false;
        for member in people {
            let answered = match &question.form {
                Form::Tick(_) => {
                    let ticked = answer::as_known(self.whole, question, member);
                    answer::tell_box(self.book, household, question, member, ticked);
                    if ticked != Ticked::Unsure {
                        self.answers += question.facts.len();
                    }
                    if ticked != Ticked::No {
                        // The box once, and who it is about where there is a choice.
                        self.taps += usize::from(!opened);
                        self.taps += usize::from(member.is_some() && household.members.len() > 1);
                        opened = true;
                    }
                    ticked != Ticked::Unsure
                }
                Form::Band { .. } => self.band(household, question, member, &item.bands),
                Form::Field { blank } => self.field(household, question, member, *blank),
                Form::Region => {
                    *region = self.region;
                    // Province, city, county.
                    self.taps += 3;
                    self.answers += usize::from(self.region.is_some());
                    self.region.is_some()
                }
                Form::Parents => self.link(household, member, |to, from| {
                    to.parents.clone_from(&from.parents);
                    from.parents.as_ref().map(Vec::len)
                }),
                Form::Spouse => self.link(household, member, |to, from| {
                    to.spouse = from.spouse;
                    from.spouse.map(|_| 1)
                }),
            };
            asked.push(Asked { key: Key { question: item.question, member }, answered });
        }
    }

    fn band(
        &mut self,
        household: &mut Household,
        question: &Question,
        member: Option<usize>,
        bands: &[Band],
    ) -> bool {
        self.taps += 1;
        let Some(fact) = question.facts.first() else { return false };
        let Some(kind) = answer::kind(self.book, question.entity, *fact) else { return false };
        let known = answer::value(self.whole, member, *fact).map_or(Range::ALL, |v| v.number());
        // All that go with what is known.
        let possible =
            bands.iter().filter(|band| band.range(kind).equals(known) != crate::domain::Truth::False);
        let hull = possible.copied().reduce(|a, b| Band { low: a.low, high: b.high });
        match hull {
            Some(band) if band.low.is_some() || band.high.is_some() => {
                answer::tell_band(self.book, household, question, member, band);
                self.answers += 1;
                true
            }
            _ => false,
        }
    }

    fn field(
        &mut self,
        household: &mut Household,
        question: &Question,
        member: Option<usize>,
        blank: bool,
    ) -> bool {
        let mut answered = false;
        for fact in &question.facts {
            let (Some(kind), Some(known)) =
                (answer::kind(self.book, question.entity, *fact), answer::value(self.whole, member, *fact))
            else {
                continue;
            };
            if !answer::is_told(kind, known) {
                continue;
            }
            answer::tell(household, member, *fact, known);
            if !answered {
                self.answers += 1;
                self.taps += match known {
                    Value::Number(range) if blank => usize::from(range.known() != Some(0.into())),
                    Value::Set { sure, .. } => sure.count_ones() as usize,
                    _ => 1,
                };
            }
            answered = true;
        }
        self.taps += usize::from(!answered);
        answered
    }

    fn link(
        &mut self,
        household: &mut Household,
        member: Option<usize>,
        copy: impl Fn(&mut Member, &Member) -> Option<usize>,
    ) -> bool {
        let Some(index) = member else { return false };
        let (Some(to), Some(from)) = (household.members.get_mut(index), self.whole.members.get(index)) else {
            return false;
        };
        let told = copy(to, from);
        self.taps += told.unwrap_or(1);
        self.answers += usize::from(told.is_some());
        told.is_some()
    }
}
