//! The choices the contract leaves open although every fact is known, all of them enumerated.

use rust_decimal::Decimal;

use super::family::{Counts, answers, counts_only_through, local_rules, possible_households};
use super::model::{Household, Member, Parameters};
use super::property;
use super::truth::Truth;
use super::vocabulary::{Disability, DisabilityType};
use super::{bounds, income, kin};

/// One way to settle everything that is open.
#[derive(Clone, Debug)]
pub struct World {
    /// For each member, whether they count.
    pub counted: Vec<bool>,
    /// For each member, what they count by.
    pub answers: Vec<Counts>,
    /// The place finds dibao property in order.
    pub dibao_property: bool,
    /// The place finds near-dibao property in order.
    pub near_property: bool,
    /// The place finds a rigid-expenditure household's property in order.
    pub rigid_property: bool,
    /// The near-dibao line, CNY per person per month.
    pub near_dibao_line: Decimal,
    /// Disposable income per person last year, CNY per year.
    pub per_capita_disposable_income: Decimal,
    /// Rigid spending must exceed this share of the income.
    pub rigid_spending_ratio: Decimal,
    /// The central basic pension is left out of the income.
    pub exclude_central_pension: bool,
    /// A certificate that says `multiple` includes an intellectual or mental disability; if not,
    /// it is hearing and speech.
    pub multiple_is_mental: bool,
    /// Every open question of tekun is settled in favour of the person.
    pub lenient: bool,
}

impl World {
    /// Number of counted members.
    #[must_use]
    pub fn heads(&self) -> Decimal {
        Decimal::from(self.counted.iter().filter(|counted| **counted).count())
    }

    /// The counted household's income, CNY per year.
    #[must_use]
    pub fn income(&self, household: &Household) -> Decimal {
        income::of_household(household, &self.counted, self.exclude_central_pension)
    }

    /// Whether the counted household's income per person is under a threshold in CNY per person
    /// per year. Compared as totals; a household of nobody is under nothing.
    #[must_use]
    pub fn income_is_under(&self, household: &Household, per_person_year: Decimal) -> bool {
        let heads = self.heads();
        !heads.is_zero()
            && income::is_under(
                self.income(household),
                per_person_year * heads,
                household.parameters.line_inclusive,
            )
    }

    /// Whether any counted member is recognised for the programme.
    #[must_use]
    pub fn is_recognised(&self, household: &Household, program: &str) -> bool {
        let mut members = household.members.iter().zip(&self.counted);
        members.any(|(member, counted)| *counted && member.is_recognised(program))
    }

    /// Whether the member draws dibao already, with the counted family or alone.
    #[must_use]
    pub fn receives_dibao(&self, household: &Household, m: usize) -> bool {
        (self.counted[m] && self.is_recognised(household, "dibao"))
            || household.members[m].is_recognised("dibao_single")
    }

    /// Whether the first is a parent of the second. A link that is not told and would have taken one
    /// of them into the family is there or not as they count or not.
    #[must_use]
    pub fn is_parent(&self, household: &Household, parent: usize, child: usize) -> Truth {
        let told = kin::is_parent(household, &household.members[parent], &household.members[child]);
        let parent_would_count = self.counted[child] && self.answers[parent].is_by_child();
        let child_would_count = self.counted[parent] && matches!(self.answers[child], Counts::ByDescent(_));
        self.unless_told(
            household,
            told,
            [(parent, child, parent_would_count), (child, parent, child_would_count)],
        )
    }

    /// Whether the two are married to each other, likewise.
    #[must_use]
    pub fn are_partners(&self, household: &Household, one: usize, two: usize) -> Truth {
        let told = kin::are_partners(&household.members[one], &household.members[two]);
        let would_count = |i: usize, j: usize| self.counted[j] && self.answers[i].is_by_marriage();
        self.unless_told(
            household,
            told,
            [(one, two, would_count(one, two)), (two, one, would_count(two, one))],
        )
    }

    /// `told`, or what the counting of the first of each pair says of a link to the second by which
    /// they would count.
    fn unless_told(&self, household: &Household, told: Truth, pairs: [(usize, usize, bool); 2]) -> Truth {
        if told != Truth::Open {
            return told;
        }
        let settled = pairs.into_iter().filter(|(.., would_count)| *would_count).find_map(|(i, j, _)| {
            if !self.counted[i] {
                Some(Truth::No)
            } else if counts_only_through(household, &self.answers, &self.counted, i, j) {
                Some(Truth::Yes)
            } else {
                None
            }
        });
        settled.unwrap_or(Truth::Open)
    }

    /// Severely disabled (民发〔2021〕57号 art 8): grade 1 or 2, or grade 3 intellectual or mental.
    #[must_use]
    pub fn is_severely_disabled(&self, member: &Member) -> bool {
        member.disability.is_some_and(|held| held.grade <= 2 || (held.grade == 3 && self.is_mental(held)))
    }

    /// Intellectual or mental, as far as the certificate says.
    #[must_use]
    pub fn is_mental(&self, held: Disability) -> bool {
        match held.kind {
            DisabilityType::Intellectual | DisabilityType::Mental => true,
            DisabilityType::Multiple => self.multiple_is_mental,
            _ => false,
        }
    }
}

/// Every world of the household.
#[must_use]
pub fn worlds(household: &Household) -> Vec<World> {
    let members = &household.members;
    let has_central_pension = members.iter().any(|member| !member.central_basic_pension.is_zero());
    let has_multiple = members
        .iter()
        .any(|member| member.disability.is_some_and(|held| held.kind == DisabilityType::Multiple));
    let pension = if has_central_pension {
        Truth::unless_set(household.parameters.exclude_central_basic_pension).options()
    } else {
        &[false][..]
    };
    let multiple = if has_multiple { Truth::Open.options() } else { &[false][..] };
    let figures = figures(&household.parameters);
    let mut found = Vec::new();
    for rule in local_rules(household) {
        let answers = answers(household, rule);
        for counted in possible_households(household, rule) {
            for [dibao_property, near_property, rigid_property] in properties(household, &counted) {
                for &exclude_central_pension in pension {
                    for &multiple_is_mental in multiple {
                        for &[near_dibao_line, per_capita_disposable_income, rigid_spending_ratio] in &figures
                        {
                            found.extend([false, true].map(|lenient| World {
                                counted: counted.clone(),
                                answers: answers.clone(),
                                dibao_property,
                                near_property,
                                rigid_property,
                                near_dibao_line,
                                per_capita_disposable_income,
                                rigid_spending_ratio,
                                exclude_central_pension,
                                multiple_is_mental,
                                lenient,
                            }));
                        }
                    }
                }
            }
        }
    }
    found
}

/// The near-dibao line, the disposable income and the rigid ratio; one that is not set is at either
/// of its bounds, between which every test only turns once.
fn figures(set: &Parameters) -> Vec<[Decimal; 3]> {
    let ends = |value: Option<Decimal>, bounds: [Decimal; 2]| value.map_or(bounds.to_vec(), |v| vec![v]);
    let lines = ends(set.near_dibao_line, bounds::near_dibao_line(set.dibao_standard));
    let incomes = ends(set.per_capita_disposable_income, bounds::per_capita_disposable_income());
    let ratios = ends(set.rigid_spending_ratio, bounds::rigid_spending_ratio());
    let mut figures = Vec::new();
    for line in lines {
        for &income in &incomes {
            figures.extend(ratios.iter().map(|&ratio| [line, income, ratio]));
        }
    }
    figures
}

/// How the place may judge the property for dibao, near-dibao and rigid expenditure: the later
/// rules are as loose or looser (民政部 刚性支出困难家庭认定办法 art 4). The last has its own local
/// property rule, so savings over the near-dibao limit do not settle it.
fn properties(household: &Household, counted: &[bool]) -> Vec<[bool; 3]> {
    // Where nobody counts, a person tested alone still has a person's limit.
    let heads = counted.iter().filter(|counted| **counted).count().max(1);
    let heads = Decimal::from(heads);
    let dibao = property::dibao(household, heads);
    let near = property::near(household, heads);
    let rigid = if near == Truth::No { Truth::Open } else { near };
    let mut found = Vec::new();
    for &a in dibao.options() {
        for &b in near.options() {
            for &c in rigid.options() {
                if a <= b && b <= c {
                    found.push([a, b, c]);
                }
            }
        }
    }
    found
}
