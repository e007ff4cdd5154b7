//! What a value depends on, as a set of bits: sets of this kind are joined for every open value, so a tree would not do.

use crate::{
    engine::rules::Rules,
    rulebook::{FactId, ParameterId, ProgramId},
    screening::MissingInput,
};

/// One thing that a value can depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Something that can be asked.
    Missing(MissingInput),
    /// A rule of the place that no place has settled.
    Parameter(ParameterId),
    /// What the office decides about a member.
    Office(usize, FactId),
    /// The open verdict of a programme.
    Verdict(ProgramId, Option<usize>),
}

/// Which bit stands for what, for a rulebook and a number of people.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    people: usize,
    household_facts: usize,
    member_facts: usize,
    parameters: usize,
    programs: usize,
}

impl Layout {
    pub fn new(rules: &Rules<'_>, people: usize) -> Self {
        Self {
            people,
            household_facts: rules.household_facts.len(),
            member_facts: rules.member_facts,
            parameters: rules.parameters.len(),
            programs: rules.programs.len(),
        }
    }

    /// What can be asked comes first, in its own order.
    const fn people_from(self) -> usize {
        1 + self.household_facts
    }

    const fn parents_from(self) -> usize {
        self.people_from() + self.people * self.member_facts
    }

    const fn office_from(self) -> usize {
        self.parents_from() + 2 * self.people
    }

    const fn parameters_from(self) -> usize {
        self.office_from() + self.people * self.member_facts
    }

    const fn verdicts_from(self) -> usize {
        self.parameters_from() + self.parameters
    }

    const fn len(self) -> usize {
        self.verdicts_from() + self.programs * (self.people + 1)
    }

    /// How many things can be asked.
    pub const fn asked(self) -> usize {
        self.office_from()
    }

    /// All there is.
    pub fn all(self) -> impl Iterator<Item = Input> {
        (0..self.len()).map(move |bit| self.input(bit))
    }

    pub fn bit(self, input: Input) -> usize {
        match input {
            Input::Missing(MissingInput::Region) => 0,
            Input::Missing(MissingInput::Household(id)) => 1 + id.index(),
            Input::Missing(MissingInput::Member(member, id)) => {
                self.people_from() + member * self.member_facts + id.index()
            }
            Input::Missing(MissingInput::Parents(member)) => self.parents_from() + member,
            Input::Missing(MissingInput::Spouse(member)) => self.parents_from() + self.people + member,
            Input::Office(member, id) => self.office_from() + member * self.member_facts + id.index(),
            Input::Parameter(id) => self.parameters_from() + id.index(),
            Input::Verdict(program, member) => {
                self.verdicts_from() + program.index() * (self.people + 1) + member.map_or(0, |m| m + 1)
            }
        }
    }

    pub fn input(self, bit: usize) -> Input {
        let slot = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
        let of_member =
            |within: usize| (within / self.member_facts, FactId(slot(within % self.member_facts)));
        if bit == 0 {
            Input::Missing(MissingInput::Region)
        } else if bit < self.people_from() {
            Input::Missing(MissingInput::Household(FactId(slot(bit - 1))))
        } else if bit < self.parents_from() {
            let (member, id) = of_member(bit - self.people_from());
            Input::Missing(MissingInput::Member(member, id))
        } else if bit < self.office_from() {
            let within = bit - self.parents_from();
            match within.checked_sub(self.people) {
                None => Input::Missing(MissingInput::Parents(within)),
                Some(member) => Input::Missing(MissingInput::Spouse(member)),
            }
        } else if bit < self.parameters_from() {
            let (member, id) = of_member(bit - self.office_from());
            Input::Office(member, id)
        } else if bit < self.verdicts_from() {
            Input::Parameter(ParameterId(slot(bit - self.parameters_from())))
        } else {
            let within = bit - self.verdicts_from();
            let (program, of) = (within / (self.people + 1), within % (self.people + 1));
            Input::Verdict(ProgramId(slot(program)), of.checked_sub(1))
        }
    }
}

/// A set of inputs.
#[derive(Clone, Debug)]
pub struct Inputs {
    layout: Layout,
    words: Box<[u64]>,
}

impl Inputs {
    pub fn none(layout: Layout) -> Self {
        Self { layout, words: vec![0; layout.len().div_ceil(64)].into_boxed_slice() }
    }

    pub fn insert(&mut self, input: Input) {
        let bit = self.layout.bit(input);
        if let Some(word) = self.words.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
    }

    pub fn join(&mut self, other: &Self) {
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    /// All of them, in the order of their bits.
    pub fn iter(&self) -> impl Iterator<Item = Input> + '_ {
        let words = self.words.iter().enumerate().filter(|(_, word)| **word != 0);
        words.flat_map(move |(index, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(self.layout.input(index * 64 + bit))
            })
        })
    }

    /// The open verdicts among them.
    pub fn verdicts(&self) -> Vec<(ProgramId, Option<usize>)> {
        let from = self.layout.verdicts_from();
        let mut found = Vec::new();
        for (index, word) in self.words.iter().enumerate().skip(from / 64) {
            let mut left = *word;
            while left != 0 {
                let bit = index * 64 + left.trailing_zeros() as usize;
                left &= left - 1;
                if let Input::Verdict(program, member) = self.layout.input(bit) {
                    found.push((program, member));
                }
            }
        }
        found
    }

    /// What can be asked among them.
    pub fn missing(&self) -> impl Iterator<Item = MissingInput> + '_ {
        self.iter().filter_map(|input| match input {
            Input::Missing(missing) => Some(missing),
            _ => None,
        })
    }
}

/// What is found already, for as long as no value of the evaluation changes.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub household_variables: Vec<Option<Inputs>>,
    pub member_variables: Vec<Option<Inputs>>,
    pub verdicts: Vec<Option<Inputs>>,
    pub totals: Vec<Option<Inputs>>,
    /// Of a verdict, what it and all verdicts that it reads depend on.
    pub behind: Vec<Option<Inputs>>,
}

impl Found {
    /// Forgets all of it: a value has changed.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
