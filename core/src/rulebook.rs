//! The rules of all dates and regions, as one value: what `yingbao build` writes and the widget loads.

mod builtin;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Day, Expr, Former, Program, Range, Readings, Truth, Unit};
pub use builtin::{Area, AreaFact, Builtin, Known, OLDEST, Relation};

macro_rules! slots {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u16);

        impl $name {
            /// As an index.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

slots! {
    /// A slot among the facts of its entity.
    FactId;
    /// A slot among the parameters.
    ParameterId;
    /// A slot among the variables of its entity.
    VariableId;
    /// A slot among the programmes, in statutory order.
    ProgramId;
    /// A slot among the sources.
    SourceId;
    /// A slot among the regions.
    RegionId;
    /// A slot among the notes.
    NoteId;
}

/// All rules, ready to resolve.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rulebook {
    /// Identifier, `cn`.
    pub id: String,
    /// Version, `2026.11.1`.
    pub version: String,
    /// `sha256:…` of the file this came from; empty for one that was never a file.
    #[serde(skip)]
    pub digest: String,
    /// Months after which a value counts as stale.
    pub review_after_months: u16,
    /// Language tags; the first is the one the rules are written in.
    pub languages: Vec<String>,
    /// Sections of the questionnaire in order.
    pub sections: Vec<String>,
    /// The closed list of notes.
    pub notes: Vec<String>,
    /// Facts of the household.
    pub household_facts: Vec<Fact>,
    /// Facts of a member.
    pub member_facts: Vec<Fact>,
    /// Parameters; each uses only earlier ones.
    pub parameters: Vec<Parameter>,
    /// Derived values of the household.
    pub household_variables: Vec<Variable>,
    /// Derived values of a member.
    pub member_variables: Vec<Variable>,
    /// Programmes in statutory order.
    pub programs: Vec<Program>,
    /// Pages of the interview, in their order.
    pub pages: Vec<Page>,
    /// Questions, in the order in which they stand on their page.
    pub questions: Vec<Question>,
    /// What a family can come for.
    pub needs: Vec<Need>,
    /// What an office or hospital can attest to.
    pub records: Vec<Record>,
    /// Texts the rules and figures rest on.
    pub sources: Vec<Source>,
    /// Places, sorted by code.
    #[serde(with = "crate::places")]
    pub regions: Vec<Region>,
    /// What they were before, sorted by successor.
    #[serde(with = "crate::former")]
    pub former: Vec<Former>,
    /// How their names are read, former ones included.
    pub readings: Readings,
    /// Keys of all texts, sorted.
    #[serde(with = "crate::keys")]
    pub message_keys: Vec<String>,
    /// For each language the texts, one a key.
    pub messages: Vec<Vec<String>>,
    /// What the engine knows by name, once it was looked up.
    #[serde(skip)]
    pub builtin: builtin::Found,
}

/// What a fact can hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FactType {
    /// True or false.
    Truth,
    /// One of some options.
    Choice(Vec<String>),
    /// Any of some options.
    Set(Vec<String>),
    /// A whole number between two bounds, the upper one optional.
    Count(u32, Option<u32>),
    /// CNY over time; a document gives it for a month, or for the last twelve months.
    Flow(Per),
    /// CNY.
    Stock,
    /// Square metres.
    Area,
    /// A day.
    Date,
    /// Completed years, derived from the day of birth.
    Age,
    /// A place in a document; to the rules, whether it lies outside the region.
    Elsewhere,
    /// What the office decides about this one: true or false, never told and never asked.
    Local,
}

impl FactType {
    /// The options of a choice or set.
    #[must_use]
    pub fn options(&self) -> &[String] {
        match self {
            Self::Choice(options) | Self::Set(options) => options,
            _ => &[],
        }
    }

    /// The unit of a number.
    #[must_use]
    pub const fn unit(&self) -> Option<Unit> {
        match self {
            Self::Count(..) | Self::Age => Some(Unit::Plain),
            Self::Flow(_) => Some(Unit::Flow),
            Self::Stock => Some(Unit::Stock),
            Self::Area => Some(Unit::Area),
            Self::Date => Some(Unit::Day),
            Self::Truth | Self::Elsewhere | Self::Local | Self::Choice(_) | Self::Set(_) => None,
        }
    }
}

/// Something a person can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Name in documents.
    pub id: String,
    /// What it holds.
    pub kind: FactType,
    /// The fact of the same household or person that it is a detail of: with another answer to that one, what was
    /// answered here says nothing any more (the grade of a disability that is another one now).
    pub depends_on: Option<FactId>,
    /// Facts of a member that this fact of the household is the sum of, over all members; empty where it is no total.
    pub total_of: Vec<FactId>,
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// Every month.
    Month,
    /// Every year.
    Year,
    /// One time.
    Once,
}

/// What a parameter holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParameterType {
    /// CNY over time, written for a month or a year.
    Flow(Per),
    /// CNY.
    Stock,
    /// A whole number.
    Count,
    /// A share, a multiple.
    Share,
    /// Completed years.
    Years,
    /// True or false.
    Truth,
    /// One of some options.
    Choice(Vec<String>),
    /// Square metres.
    Area,
}

impl ParameterType {
    /// Whether a value of this type can be so many times one of another: a sum over time, or an amount beside one.
    #[must_use]
    pub const fn is_multiple_of(&self, other: &Self) -> bool {
        matches!(
            (self, other),
            (Self::Flow(_), Self::Flow(_))
                | (Self::Stock, Self::Flow(_) | Self::Stock)
                | (Self::Area, Self::Area)
        )
    }
}

/// What holds where no value is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unset {
    /// The range of what is in force in any place: what one place sets says little of its neighbours.
    Anywhere,
    /// Between two expressions over earlier parameters.
    Between(Option<Expr>, Option<Expr>),
}

/// A figure or choice that law leaves to places or dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Name in documents and expressions.
    pub id: String,
    /// What it holds.
    pub kind: ParameterType,
    /// Whether urban and rural places may differ.
    pub areas: bool,
    /// Whether a value past review counts as 'at least this'.
    pub rises: bool,
    /// What every value lies in.
    pub bounds: Range,
    /// What holds where no value is set.
    pub unset: Unset,
    /// What no place goes below, as far as is known: holds wherever the lower end is open.
    pub floor: Option<Expr>,
    /// What no place goes above, as far as is known: holds wherever the upper end is open.
    pub ceiling: Option<Expr>,
    /// Note shown where no value is set.
    pub unset_note: Option<NoteId>,
    /// Parameters of which one override drops the region's others.
    pub group: Option<String>,
    /// The value once another of the group is set; `None` in it is no limit.
    #[serde(with = "crate::decimal::limit")]
    pub group_default: Option<Option<Decimal>>,
}

/// A derived value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    /// Name in expressions.
    pub id: String,
    /// Its meaning.
    pub value: Expr,
}

/// Whom a programme is tested for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entity {
    /// The household as one.
    #[default]
    Household,
    /// Each member.
    Member,
}

/// Something that an office, hospital or assessor can find and attest to: a certificate, an assessment, a registration.
/// Never a sum of money, so that no one is told to earn or to own less.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Name.
    pub id: String,
    /// Whose facts they are.
    pub entity: Entity,
    /// The facts it says, together.
    pub facts: Vec<FactId>,
}

/// A page of the interview: what a person answers in one go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Name; stable.
    pub id: String,
    /// Slot of its section.
    pub section: u8,
    /// Once for each person rather than once for all.
    pub each: bool,
    /// Stands on the page before it where the two together are short: what a family has to tell differs in length.
    pub joins: bool,
    /// Shown whether or not an answer can still change a verdict: everything else rests on it.
    pub always: bool,
}

/// A question of the interview: one entry of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Name; stable.
    pub id: String,
    /// Slot of its page.
    pub page: u16,
    /// Whom it asks about.
    pub entity: Entity,
    /// The facts it asks for.
    pub facts: Vec<FactId>,
    /// 1 easy to 5 hard or private.
    pub hardness: u8,
    /// How it is asked.
    pub form: Form,
    /// The people it can concern, as a statement about a member; it is never asked about anybody else.
    pub concerns: Option<Expr>,
    /// Asked only from a result's link: it seldom changes a verdict.
    pub refine: bool,
}

/// How a question is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// The facts themselves, one entry each. Where `blank` is set an empty entry means none of it, as the page says.
    Field {
        /// Whether an entry left empty means 0, or nothing of a set.
        blank: bool,
    },
    /// A box. Ticked, it leads to the people it is about; left empty it means these values, one for each fact.
    Tick(Vec<Unticked>),
    /// A range of the one fact, between values at which something is decided.
    Band {
        /// Where the bands end, over parameters and variables.
        cuts: Vec<Expr>,
        /// Whether the amount at which a band ends still belongs to it: a limit that may be reached.
        inclusive: bool,
    },
    /// Where the family lives.
    Region,
    /// Who of the others is a member's parent.
    Parents,
    /// Who of the others is a member's spouse.
    Spouse,
}

/// What a box that is left empty means for a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unticked {
    /// True or false.
    Truth(bool),
    /// One of some options, as bits.
    Options(u64),
    /// A whole number: of CNY, or of things counted.
    Number(u32),
    /// Nothing of a set.
    Nothing,
}

/// What a family can come for. It orders the pages; it never leaves one out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// Name; stable.
    pub id: String,
    /// The programmes it stands for.
    pub programs: Vec<ProgramId>,
}

/// A text that rules or figures rest on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Name in citations.
    pub id: String,
    /// The document's own title.
    pub title: String,
    /// The title in English.
    pub title_en: String,
    /// Document number; may be empty.
    pub number: String,
    /// Issuing office.
    pub issuer: String,
    /// When issued, as exact as known; may be empty.
    pub issued: String,
    /// In force from, as exact as known; may be empty.
    pub in_force: String,
    /// Whether the text was read, not only known of.
    pub read: bool,
    /// Whether what is cited of it are parts: it has no articles.
    pub parts: bool,
}

impl Source {
    /// Whether the text is in force on a day, as exactly as its date is known; one without a date is.
    #[must_use]
    pub fn in_force_on(&self, day: Day) -> bool {
        let start = if self.in_force.is_empty() { &self.issued } else { &self.in_force };
        let first = match start.len() {
            4 => Day::parse(&[start, "-01-01"].concat()),
            7 => Day::parse(&[start, "-01"].concat()),
            _ => Day::parse(start),
        };
        first.is_none_or(|first| first <= day)
    }
}

/// How sure a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// The issuing office's text was read.
    Official,
    /// News, or another office.
    Reported,
    /// Third-hand.
    Secondary,
    /// Stands in no text: what no place known of goes beyond.
    Assumed,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// GB/T 2260 code; the nation is 000000.
    pub code: u32,
    /// Name in Chinese.
    pub name: String,
    /// Name in English; empty where it has no usual one.
    pub name_en: String,
    /// The place it lies in; its own slot for the nation.
    pub parent: RegionId,
    /// Values set here, by parameter and then by date.
    pub values: Vec<Dated>,
}

/// What a parameter's value can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Setting {
    /// A number, flows per year.
    Number(Range),
    /// A statement.
    Truth(Truth),
    /// The options still possible.
    Choice(u64),
    /// A limit that there is not: above every sum that can be told.
    NoLimit,
}

/// A value as a place writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Figure {
    /// The value itself.
    Set(Setting),
    /// So many times what an earlier parameter is in the same place on the same day.
    Times(Multiple),
}

/// So many times another parameter: of a sum over time, what it is in the month or year for which it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Multiple {
    /// How many times.
    pub times: Range,
    /// The parameter, earlier than the one that is a multiple of it.
    pub of: ParameterId,
}

/// A value in force from a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The parameter.
    pub parameter: ParameterId,
    /// First day in force.
    pub from: Day,
    /// Value for urban places, if set.
    pub urban: Option<Figure>,
    /// Value for rural places, if set.
    pub rural: Option<Figure>,
    /// Where the figure stands; an assumed one stands nowhere.
    pub source: Option<SourceId>,
    /// How sure it is.
    pub grade: Grade,
    /// When it was last checked.
    pub checked: Day,
}

impl Dated {
    /// The value for families in an area, if set.
    #[must_use]
    pub const fn figure(&self, area: Area) -> Option<Figure> {
        match area {
            Area::Urban => self.urban,
            Area::Rural => self.rural,
        }
    }
}

impl Region {
    /// The name for a reader of English: the Chinese one where there is no other.
    #[must_use]
    pub fn english(&self) -> &str {
        if self.name_en.is_empty() { &self.name } else { &self.name_en }
    }
}

impl Rulebook {
    /// The place with a code; of a former code its successor.
    #[must_use]
    pub fn region(&self, code: u32) -> Option<RegionId> {
        match self.regions.binary_search_by_key(&code, |r| r.code) {
            Ok(index) => u16::try_from(index).ok().map(RegionId),
            Err(_) => self.former.iter().find(|f| f.code == Some(code)).map(|f| f.successor),
        }
    }

    /// A text; `None` where the rulebook has none under the key.
    #[must_use]
    pub fn message(&self, language: usize, key: &str) -> Option<&str> {
        let index = self.message_keys.binary_search_by(|k| k.as_str().cmp(key)).ok()?;
        self.messages.get(language)?.get(index).map(String::as_str)
    }

    /// The slot of a question's section.
    #[must_use]
    pub fn section(&self, question: &Question) -> u8 {
        self.pages.get(usize::from(question.page)).map_or(u8::MAX, |page| page.section)
    }

    /// The slot of a household fact.
    #[must_use]
    pub fn household_fact(&self, id: &str) -> Option<FactId> {
        slot(&self.household_facts, |f| f.id == id).map(FactId)
    }

    /// The slot of a member fact.
    #[must_use]
    pub fn member_fact(&self, id: &str) -> Option<FactId> {
        slot(&self.member_facts, |f| f.id == id).map(FactId)
    }

    /// The slot of a parameter.
    #[must_use]
    pub fn parameter(&self, id: &str) -> Option<ParameterId> {
        slot(&self.parameters, |p| p.id == id).map(ParameterId)
    }

    /// The slot of a programme.
    #[must_use]
    pub fn program(&self, id: &str) -> Option<ProgramId> {
        slot(&self.programs, |p| p.id == id).map(ProgramId)
    }

    /// The slot of a note.
    #[must_use]
    pub fn note(&self, id: &str) -> Option<NoteId> {
        slot(&self.notes, |n| n == id).map(NoteId)
    }
}

fn slot<T>(items: &[T], matches: impl Fn(&T) -> bool) -> Option<u16> {
    items.iter().position(matches).and_then(|i| u16::try_from(i).ok())
}
