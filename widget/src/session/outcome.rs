//! What the result comes down to: the programmes in the groups in which they are shown, and where to go first.

use yingbao_core::{
    rulebook::{Program, ProgramId},
    screening::{Entry, Open, Verdict},
};

use crate::{catalog::Catalog, session::session::Session};

/// A programme with those of its entries that stand alike.
#[derive(Debug)]
pub struct Standing<'s> {
    /// Its slot.
    pub id: ProgramId,
    /// The programme.
    pub program: &'s Program,
    /// The household's entry, or those of the members.
    pub entries: Vec<&'s Entry>,
}

/// All programmes in groups; of one programme the members may stand in several.
#[derive(Debug, Default)]
pub struct Outcome<'s> {
    /// What cannot wait.
    pub urgent: Vec<Standing<'s>>,
    /// All that was checked seems to be met.
    pub likely: Vec<Standing<'s>>,
    /// Open by a local rule or the office alone.
    pub ask: Vec<Standing<'s>>,
    /// Open by answers; the fewest missing first.
    pub answers: Vec<Standing<'s>>,
    /// Open by other programmes alone.
    pub follows: Vec<Standing<'s>>,
    /// Seems not to fit anybody.
    pub unlikely: Vec<Standing<'s>>,
}

impl<'s> Outcome<'s> {
    /// Of what the engine found.
    #[must_use]
    pub fn new(session: &'s Session, entries: &'s [Entry]) -> Self {
        let urgent = session.urgent();
        let mut found = Self::default();
        for entry in entries {
            let Some(program) = session.program(entry.program) else { continue };
            let group = match (entry.verdict, &entry.open) {
                _ if urgent.contains(&entry) => &mut found.urgent,
                (Verdict::Likely, _) => &mut found.likely,
                (Verdict::Unlikely, _) => &mut found.unlikely,
                (_, Some(Open::Answers)) => &mut found.answers,
                (_, Some(Open::Follows(_))) => &mut found.follows,
                _ => &mut found.ask,
            };
            match group.last_mut() {
                Some(last) if last.id == entry.program => last.entries.push(entry),
                _ => group.push(Standing { id: entry.program, program, entries: vec![entry] }),
            }
        }
        found.answers.sort_by_key(|one| one.entries.iter().map(|e| e.missing.len()).min());
        let fits = |id: ProgramId| entries.iter().any(|e| e.program == id && e.verdict != Verdict::Unlikely);
        found.unlikely.retain(|one| !fits(one.id));
        found
    }

    /// What to ask for now: the urgent, then the likely, then what the office has to say.
    pub fn worth_asking(&self) -> impl Iterator<Item = &Standing<'s>> {
        self.urgent.iter().chain(&self.likely).chain(&self.ask)
    }

    /// Whether hardly anything seems to fit, by answers and not for want of them.
    #[must_use]
    pub const fn is_little(&self) -> bool {
        let open = self.ask.len() + self.answers.len() + self.follows.len();
        self.urgent.is_empty() && self.likely.is_empty() && self.unlikely.len() > open
    }

    /// The programmes to ask for first, all at one office: where the urgent one is asked for, else where most of the
    /// likely ones are, else most of the others. Where nothing is to be brought there is no need to go.
    #[must_use]
    pub fn first(&self) -> Vec<&Standing<'s>> {
        let asked: Vec<_> = self.worth_asking().collect();
        let asked = if asked.is_empty() { self.answers.iter().collect() } else { asked };
        let weight = |one: &Standing<'_>| {
            [&self.urgent, &self.likely, &self.ask].map(|group| {
                let same = |other: &&Standing<'_>| other.program.office == one.program.office;
                group.iter().filter(same).filter(|other| !other.program.papers.is_empty()).count()
            })
        };
        let mut best = None;
        for one in &asked {
            if best.is_none_or(|best| weight(one) > weight(best)) {
                best = Some(*one);
            }
        }
        let mut first: Vec<&Standing<'s>> = Vec::new();
        for one in asked {
            // Members may stand in two groups.
            let known = first.iter().any(|known| known.id == one.id);
            if best.is_some_and(|best| best.program.office == one.program.office) && !known {
                first.push(one);
            }
        }
        first
    }
}

/// What to bring for these, each once.
#[must_use]
pub fn papers<'p>(of: &[&'p Program]) -> Vec<&'p str> {
    let mut all: Vec<&str> = Vec::new();
    for paper in of.iter().flat_map(|program| &program.papers) {
        if !all.contains(&&**paper) {
            all.push(paper);
        }
    }
    all
}

/// The number to call for a programme: of its own the one that most programmes share; without one the one that most
/// programmes of the rulebook have.
#[must_use]
pub fn phone<'r>(rules: &'r Catalog, program: Option<&'r Program>) -> Option<&'r str> {
    let all = || rules.programs.iter().flat_map(|program| &program.phones);
    let own: Vec<&String> = program.into_iter().flat_map(|program| &program.phones).collect();
    let shared = |phone: &String| all().filter(|other| *other == phone).count();
    let mut best: Option<&String> = None;
    for phone in if own.is_empty() { all().collect() } else { own } {
        if best.is_none_or(|best| shared(phone) > shared(best)) {
            best = Some(phone);
        }
    }
    best.map(String::as_str)
}

#[cfg(test)]
mod tests {
    use yingbao_core::{
        rulebook::ProgramId,
        screening::{Entry, Open, Verdict},
    };

    use super::{Outcome, papers, phone};
    use crate::{
        model::{
            form::Field,
            input::Edit,
            language::Language,
            state::{Page, Step},
        },
        session::{reduce::Action, sample, session::Session},
    };

    fn session() -> Session {
        Session::new(sample::catalog(), Language::Chinese, Some("310000"))
    }

    fn entry(program: u16, member: Option<usize>, verdict: Verdict, open: Option<Open>) -> Entry {
        let (program, missing) = (ProgramId(program), Vec::new());
        Entry {
            program,
            member,
            verdict,
            open,
            amount: None,
            reasons: Vec::new(),
            missing,
            amount_missing: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn ids(of: &[super::Standing<'_>]) -> Vec<(u16, usize)> {
        of.iter().map(|one| (one.id.0, one.entries.len())).collect()
    }

    #[test]
    fn people_who_stand_alike_are_together_and_who_does_not_fit_is_left_out() {
        let session = session();
        let entries = [
            entry(1, None, Verdict::Possible, Some(Open::Office)),
            entry(2, Some(0), Verdict::Likely, None),
            entry(2, Some(1), Verdict::Unlikely, None),
            entry(2, Some(2), Verdict::Likely, None),
            entry(2, Some(3), Verdict::Possible, Some(Open::Answers)),
        ];
        let outcome = Outcome::new(&session, &entries);
        assert_eq!(ids(&outcome.likely), [(2, 2)]);
        assert_eq!(ids(&outcome.answers), [(2, 1)]);
        assert_eq!(ids(&outcome.ask), [(1, 1)]);
        assert_eq!(ids(&outcome.unlikely), [], "it fits somebody");
        assert!(!outcome.is_little());
        assert_eq!(
            outcome.first().iter().map(|one| one.id.0).collect::<Vec<_>>(),
            [2, 1],
            "one hall for both"
        );
    }

    #[test]
    fn where_nothing_fits_it_says_so_and_never_where_answers_are_missing() {
        let session = session();
        let unlikely = |program| entry(program, None, Verdict::Unlikely, None);
        let entries = [unlikely(0), unlikely(1)];
        assert!(Outcome::new(&session, &entries).is_little());
        let open = entry(2, Some(0), Verdict::Possible, Some(Open::Answers));
        let entries = [unlikely(0), open];
        let outcome = Outcome::new(&session, &entries);
        assert!(!outcome.is_little());
        assert_eq!(outcome.first().len(), 1, "what is open can be asked for all the same");
    }

    #[test]
    fn the_urgent_is_first_whatever_else_there_is() {
        let mut session = session();
        for (program, office) in session.catalog.programs.iter_mut().zip(["station", "hall", "hall"]) {
            program.to_mut().office = office.into();
        }
        session.act(Action::Edit(0, Edit::Open(true)));
        session.act(Action::Continue);
        let outcome = Outcome::new(&session, &session.screening.entries);
        assert_eq!(ids(&outcome.urgent), [(0, 1)]);
        assert_eq!(outcome.first().iter().map(|one| one.id.0).collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn papers_are_named_once_and_the_number_is_the_common_one_of_the_programme() {
        let mut rules = sample::catalog();
        for (program, phones) in rules.programs.iter_mut().zip([&["9", "1"][..], &["1"], &["8"]]) {
            program.to_mut().phones = phones.iter().map(|phone| (*phone).to_owned()).collect();
        }
        let all: Vec<_> = rules.programs.iter().map(|program| &**program).collect();
        assert_eq!(papers(&all), ["card"]);
        let number = |slot| phone(&rules, rules.program(ProgramId(slot)));
        assert_eq!([number(0), number(2)], [Some("1"), Some("8")]);
        assert_eq!(phone(&rules, None), Some("1"));
    }

    #[test]
    fn what_would_settle_a_programme_is_asked_alone_and_leads_back() {
        let mut session = session();
        session.act(Action::Open(Page::Results));
        session.act(Action::Open(Page::Program(2)));
        session.act(Action::Settle(2, None));
        let health = |field: &Field| field.member() == Some(0);
        assert!(session.state.step.fields.iter().any(health), "{:?}", session.state.step);
        assert!(!session.ahead.is_empty());
        session.act(Action::Back);
        assert_eq!(session.state.step, Step::plain(Page::Program(2)));
        session.act(Action::Back);
        assert_eq!(session.state.step.page, Page::Results);
    }
}
