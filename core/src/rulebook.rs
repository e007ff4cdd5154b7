//! The rules of all dates and regions, as one value: what `yingbao build` writes and the widget loads.

pub(crate) mod builtin;
pub(crate) mod expr;
mod facts;
pub(crate) mod file;
pub(crate) mod former;
mod ids;
mod parameters;
pub(crate) mod place_search;
pub(crate) mod programs;
mod questions;
pub(crate) mod readings;
pub(crate) mod reads;
mod regions;
mod sources;

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

pub use builtin::{Area, AreaFact, Builtin, Known, OLDEST, Relation};
pub use expr::{Compare, DEPTH, Expr, Unit};
pub use facts::{Entity, Fact, FactType, Per, Record, Variable};
#[cfg(feature = "author")]
pub use file::Apart;
pub use file::RulebookError;
pub use former::Former;
pub use ids::{FactId, NoteId, ParameterId, ProgramId, RegionId, SourceId, VariableId};
pub use parameters::{Dated, Figure, Multiple, Parameter, ParameterType, ParameterValue, Unset};
pub use place_search::find_places;
pub use programs::*;
pub use questions::{Form, Need, Page, Question, Unticked};
pub use readings::Readings;
pub use reads::uses;
pub use regions::Region;
pub use sources::{Grade, Source};

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
    #[serde(with = "crate::rulebook::file::source_columns")]
    pub sources: Vec<Source>,
    /// Places, sorted by code.
    #[serde(with = "crate::rulebook::file::region_columns")]
    pub regions: Vec<Region>,
    /// What they were before, sorted by successor.
    #[serde(with = "crate::rulebook::former")]
    pub former: Vec<Former>,
    /// How their names are read, former ones included.
    pub readings: Readings,
    /// Keys of all texts, sorted.
    #[serde(with = "crate::rulebook::file::keys")]
    pub message_keys: Vec<String>,
    /// For each language the texts, one a key; none of a language whose texts are in a file of their own.
    pub messages: Vec<Vec<String>>,
    /// The texts that came later, by language.
    #[serde(skip)]
    pub later: Vec<OnceLock<Vec<String>>>,
    /// What was looked up of it.
    #[serde(skip)]
    pub found: builtin::Found,
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
        let texts = match self.messages.get(language)? {
            none if none.is_empty() => self.later.get(language)?.get()?,
            texts => texts,
        };
        texts.get(index).map(String::as_str)
    }

    /// The title of a source in English; empty where there is none, or none yet.
    #[must_use]
    pub fn english_title(&self, source: SourceId) -> &str {
        let own = self.sources.get(source.index()).map_or("", |source| &source.title_en);
        let later = || {
            let texts = self.later.get(self.english()?)?.get()?;
            texts.get(self.message_keys.len() + source.index()).map(String::as_str)
        };
        if own.is_empty() { later().unwrap_or_default() } else { own }
    }

    /// The slot of the language in which sources have a second title.
    pub(crate) fn english(&self) -> Option<usize> {
        self.languages.iter().position(|language| language == "en")
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
