//! The choices the contract leaves open although every fact is known, all of them enumerated.

use rust_decimal::Decimal;

use super::family::{local_rules, possible_households};
use super::income;
use super::model::{Household, Member};
use super::property;
use super::truth::Truth;
use super::vocabulary::{Disability, DisabilityType};

/// One way to settle everything that is open.
#[derive(Clone, Debug)]
pub struct World {
    /// For each member, whether they count.
    pub counted: Vec<bool>,
    /// The place finds dibao property in order.
    pub dibao_property: bool,
    /// The place finds near-dibao property in order.
    pub near_property: bool,
    /// The place finds a rigid-expenditure household's property in order.
    pub rigid_property: bool,
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
    let mut found = Vec::new();
    for rule in local_rules(household) {
        for counted in possible_households(household, rule) {
            for property in properties(household, &counted) {
                for &exclude_central_pension in pension {
                    for &multiple_is_mental in multiple {
                        for lenient in [false, true] {
                            let [dibao_property, near_property, rigid_property] = property;
                            found.push(World {
                                counted: counted.clone(),
                                dibao_property,
                                near_property,
                                rigid_property,
                                exclude_central_pension,
                                multiple_is_mental,
                                lenient,
                            });
                        }
                    }
                }
            }
        }
    }
    found
}

/// How the place may judge the property for dibao, near-dibao and rigid expenditure: the later
/// rules are as loose or looser (民政部 刚性支出困难家庭认定办法 art 4). The last has its own local
/// property rule, so savings over the near-dibao limit do not settle it.
fn properties(household: &Household, counted: &[bool]) -> Vec<[bool; 3]> {
    let heads = Decimal::from(counted.iter().filter(|counted| **counted).count());
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
