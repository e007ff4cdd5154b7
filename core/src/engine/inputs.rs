//! What a value hangs on, as a set of bits: sets of this kind are joined for every open value, so a tree would not do.

use crate::{
    engine::evaluate::Rules,
    rulebook::{FactId, ParameterId, ProgramId},
    screening::MissingInput,
};

/// One thing that a value can hang on.
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

    /// Of each person: the facts, parents, spouse; then the same facts as the office decides them.
    const fn each(self) -> usize {
        2 * self.member_facts + 2
    }

    const fn people_from(self) -> usize {
        1 + self.household_facts
    }

    const fn parameters_from(self) -> usize {
        self.people_from() + self.people * self.each()
    }

    const fn verdicts_from(self) -> usize {
        self.parameters_from() + self.parameters
    }

    const fn len(self) -> usize {
        self.verdicts_from() + self.programs * (self.people + 1)
    }

    fn bit(self, input: Input) -> usize {
        let person = |member: usize| self.people_from() + member * self.each();
        match input {
            Input::Missing(MissingInput::Region) => 0,
            Input::Missing(MissingInput::Household(id)) => 1 + id.index(),
            Input::Missing(MissingInput::Member(member, id)) => person(member) + id.index(),
            Input::Missing(MissingInput::Parents(member)) => person(member) + self.member_facts,
            Input::Missing(MissingInput::Spouse(member)) => person(member) + self.member_facts + 1,
            Input::Office(member, id) => person(member) + self.member_facts + 2 + id.index(),
            Input::Parameter(id) => self.parameters_from() + id.index(),
            Input::Verdict(program, member) => {
                self.verdicts_from() + program.index() * (self.people + 1) + member.map_or(0, |m| m + 1)
            }
        }
    }

    fn input(self, bit: usize) -> Input {
        let slot = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
        if bit == 0 {
            return Input::Missing(MissingInput::Region);
        }
        if bit < self.people_from() {
            return Input::Missing(MissingInput::Household(FactId(slot(bit - 1))));
        }
        if bit < self.parameters_from() {
            let within = bit - self.people_from();
            let (member, of) = (within / self.each(), within % self.each());
            return match of.checked_sub(self.member_facts) {
                None => Input::Missing(MissingInput::Member(member, FactId(slot(of)))),
                Some(0) => Input::Missing(MissingInput::Parents(member)),
                Some(1) => Input::Missing(MissingInput::Spouse(member)),
                Some(office) => Input::Office(member, FactId(slot(office - 2))),
            };
        }
        if bit < self.verdicts_from() {
            return Input::Parameter(ParameterId(slot(bit - self.parameters_from())));
        }
        let within = bit - self.verdicts_from();
        let (program, of) = (within / (self.people + 1), within % (self.people + 1));
        Input::Verdict(ProgramId(slot(program)), of.checked_sub(1))
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

    /// Takes one in; whether it was not there before.
    pub fn insert(&mut self, input: Input) -> bool {
        let bit = self.layout.bit(input);
        let Some(word) = self.words.get_mut(bit / 64) else { return false };
        let is_new = *word >> (bit % 64) & 1 == 0;
        *word |= 1 << (bit % 64);
        is_new
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
        let verdict = |input| match input {
            Input::Verdict(program, member) => Some((program, member)),
            _ => None,
        };
        self.iter().filter_map(verdict).collect()
    }

    /// What can be asked among them.
    pub fn missing(&self) -> impl Iterator<Item = MissingInput> + '_ {
        self.iter().filter_map(|input| match input {
            Input::Missing(missing) => Some(missing),
            _ => None,
        })
    }
}
