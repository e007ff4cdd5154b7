//! The oracle's own household, member and parameters: every fact the programmes use.
//!
//! Nothing here is partly known; what the contract leaves open even then is listed in
//! [`super::world`]. Money flows are held in CNY per year, stocks and twelve-month sums in CNY.

use rust_decimal::Decimal;

use super::day::Day;
use super::vocabulary::{
    Absence, Birth, Condition, Dependency, Disability, Employment, Insurance, Labour, Marital, Method,
    ParentalCare, Relation, Rounding, Stack, Student, Supporters, Tenure,
};

/// A household of which every fact the programmes use is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Household {
    /// The day the rules are applied as of.
    pub date: Day,
    /// The rural standards apply.
    pub rural: bool,
    /// Financial assets of the household, CNY.
    pub savings: Decimal,
    /// Motor vehicles, disability vehicles and livelihoods left out.
    pub vehicles: Decimal,
    /// Dwellings owned.
    pub homes: Decimal,
    /// Floor area of the dwellings owned or rented, m².
    pub home_area: Decimal,
    /// How the household is housed.
    pub tenure: Tenure,
    /// Safety grade of the dwelling.
    pub home_condition: Condition,
    /// A member owns a registered company.
    pub business_registered: bool,
    /// Other property over the local limit.
    pub other_property_over_limit: bool,
    /// A sudden event has left basic life in difficulty now.
    pub sudden_event: bool,
    /// Necessary spending has risen beyond what the household can bear.
    pub necessary_spending_surge: bool,
    /// A natural disaster has done damage.
    pub disaster: bool,
    /// Nowhere to stay tonight.
    pub no_shelter: bool,
    /// Victim of a crime without compensation.
    pub crime_victim_uncompensated: bool,
    /// On the village's list of monitored households.
    pub monitored: bool,
    /// Needs a lawyer for one of the matters of legal aid.
    pub legal_need: bool,
    /// Everyone in the document, counted or not.
    pub members: Vec<Member>,
    /// The place's parameters.
    pub parameters: Parameters,
}

/// A member of whom every fact the programmes use is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Identity within the document.
    pub id: String,
    /// Relation to the applicant.
    pub relation: Relation,
    /// Birth date, or age on the household's date.
    pub birth: Birth,
    /// Marital status.
    pub marital: Marital,
    /// Lives with the applicant for the long term.
    pub co_resident: bool,
    /// Parents in the document; `None`: what the relations imply.
    pub parents: Option<Vec<String>>,
    /// Partner in the document; `None`: what the relations imply.
    pub spouse: Option<String>,
    /// Why not at home.
    pub absence: Absence,
    /// Lives in a care or child-welfare institution.
    pub in_institution: bool,
    /// Placed by the authorities.
    pub foster: bool,
    /// Stage of study.
    pub student: Student,
    /// Boards at school.
    pub boarding: bool,
    /// In the year before primary school.
    pub last_preschool_year: bool,
    /// Disability certificate.
    pub disability: Option<Disability>,
    /// Needs daily care for six months or more.
    pub needs_long_term_care: bool,
    /// On the local list of serious illnesses.
    pub serious_illness: bool,
    /// Able to work.
    pub labour: Labour,
    /// Employment.
    pub employment: Employment,
    /// Registered as unemployed.
    pub unemployment_registered: bool,
    /// How many of the six self-care items alone.
    pub self_care_items: u8,
    /// GB/T 42195 assessment.
    pub dependency: Dependency,
    /// Take-home wage, CNY per year.
    pub wage: Decimal,
    /// Business and farming net income, CNY per year.
    pub business_income: Decimal,
    /// Property net income, CNY per year.
    pub property_income: Decimal,
    /// Pension, CNY per year, without the central basic part.
    pub pension: Decimal,
    /// Other transfers received, CNY per year.
    pub other_transfer_income: Decimal,
    /// Support received, CNY per year.
    pub support_received: Decimal,
    /// Central basic pension of the resident scheme, CNY per year.
    pub central_basic_pension: Decimal,
    /// Support paid, CNY per year.
    pub support_paid: Decimal,
    /// Social insurance paid, CNY per year.
    pub social_insurance_paid: Decimal,
    /// Medical, education, rehabilitation and other rigid spending, CNY in twelve months.
    pub rigid_spending: [Decimal; 4],
    /// Legal supporters outside the household.
    pub supporters: Supporters,
    /// Cannot act for themselves in law.
    pub lacks_civil_capacity: bool,
    /// Whether the office counts this member, where that is left to it; `None`: it has not said.
    pub counts_as_family: Option<bool>,
    /// Basic medical insurance.
    pub insurance: Insurance,
    /// How a child under 18 is cared for.
    pub parental_care: ParentalCare,
    /// Programmes already recognised for.
    pub receives: Vec<String>,
    /// Draws work-injury nursing pay.
    pub work_injury_nursing_pay: bool,
    /// Veteran, or family of a fallen or disabled service member.
    pub veteran_or_survivor: bool,
}

impl Member {
    /// Completed years on `date`.
    #[must_use]
    pub fn age(&self, date: Day) -> i32 {
        match self.birth {
            Birth::Date(born) => born.age_on(date),
            Birth::Age(years) => years,
        }
    }

    /// Whether this member is recognised for the programme.
    #[must_use]
    pub fn is_recognised(&self, program: &str) -> bool {
        self.receives.iter().any(|id| id == program)
    }

    /// Whether this member draws one of the two allowances for children without parents' care.
    #[must_use]
    pub fn draws_child_allowance(&self) -> bool {
        self.is_recognised("orphan_allowance") || self.is_recognised("unsupported_child_allowance")
    }
}

/// The parameters of the place. `None` is the contract's 'unknown', within its [`super::bounds`]; a
/// numeric parameter that is not an `Option` has to be known for the oracle to speak.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// Dibao standard, CNY per person per month.
    pub dibao_standard: Decimal,
    /// Near-dibao line, CNY per person per month.
    pub near_dibao_line: Option<Decimal>,
    /// Dibao savings limit, CNY per person; at least a year of the standard where unset.
    pub savings_limit: Option<Decimal>,
    /// Dibao limit on dwellings.
    pub homes_limit: Option<Decimal>,
    /// Dibao limit on vehicles.
    pub vehicles_limit: Option<Decimal>,
    /// Near-dibao savings limit, CNY per person.
    pub near_savings_limit: Option<Decimal>,
    /// Near-dibao limit on dwellings.
    pub near_homes_limit: Option<Decimal>,
    /// Near-dibao limit on vehicles.
    pub near_vehicles_limit: Option<Decimal>,
    /// Employment-cost deduction: fixed part, CNY per earner per month (0 where unset beside another).
    pub deduction_flat: Decimal,
    /// Employment-cost deduction: share of the wage (0 where unset beside another).
    pub deduction_rate: Decimal,
    /// Employment-cost deduction: most, CNY per earner per month.
    pub deduction_cap: Option<Decimal>,
    /// The central basic pension is left out of the income.
    pub exclude_central_basic_pension: Option<bool>,
    /// Disposable income per person last year, CNY per year.
    pub per_capita_disposable_income: Option<Decimal>,
    /// Rigid spending must exceed this share of the income.
    pub rigid_spending_ratio: Option<Decimal>,
    /// Tekun basic standard, CNY per month; at least 1.3 times the dibao standard where unset.
    pub tekun_living_standard: Option<Decimal>,
    /// Tekun care standards, CNY per month: none, partial, full.
    pub tekun_care_standard: [Option<Decimal>; 3],
    /// Top-ups, share of the dibao standard: minor, elderly, disabled, ill.
    pub topup: [Option<Decimal>; 4],
    /// Several top-ups of one person.
    pub topup_stack: Option<Stack>,
    /// Age from which the elderly top-up is paid.
    pub topup_elderly_age: i32,
    /// Living subsidy, CNY per month.
    pub disability_living_amount: Option<Decimal>,
    /// Care subsidy, CNY per month: grades 1, 2, 3.
    pub disability_care_amount: [Option<Decimal>; 3],
    /// Care subsidy for grade 3 intellectual or mental too.
    pub disability_care_extends_to_grade_3: Option<bool>,
    /// Living subsidy for near-dibao households too.
    pub disability_living_extends_to_near_dibao: Option<bool>,
    /// Orphan standards, CNY per month: with a family, in an institution.
    pub orphan_standard: [Option<Decimal>; 2],
    /// A child allowance goes on past 18 at school.
    pub child_allowance_goes_on_at_school: Option<bool>,
    /// Age from which the old-age allowance is paid.
    pub elder_age_allowance_age: i32,
    /// Old-age allowance at that age, CNY per month.
    pub elder_age_allowance_amount: Option<Decimal>,
    /// Old-age allowance whatever the income.
    pub elder_age_allowance_without_means_test: Option<bool>,
    /// Most that the care voucher takes off, CNY per month.
    pub elder_care_voucher_cap: Option<Decimal>,
    /// Childcare subsidy, CNY per child per year.
    pub childcare_subsidy_amount: Option<Decimal>,
    /// Rehabilitation of children over 6 too.
    pub child_rehabilitation_extends_age: Option<bool>,
    /// Rehabilitation of children whatever the family.
    pub child_rehabilitation_covers_other_families: Option<bool>,
    /// Living allowance in compulsory school, CNY per year: primary boarding and day, junior boarding and day.
    pub compulsory_allowance: [Option<Decimal>; 4],
    /// Grant at the university, CNY per year.
    pub university_grant: Option<Decimal>,
    /// Floor area per person up to which a family is short of room, m².
    pub housing_area_limit: Option<Decimal>,
    /// Premium subsidy for people in hardship beyond dibao.
    pub medical_premium_extends_to_low_income: Option<bool>,
    /// Relief of utilities for low-income families beyond dibao.
    pub utility_relief_covers_low_income: Option<bool>,
    /// Price subsidy for low-income families beyond dibao.
    pub price_subsidy_covers_low_income: Option<bool>,
    /// Price subsidy for people on unemployment insurance and preferential pay.
    pub price_subsidy_covers_benefit_recipients: Option<bool>,
    /// Most of the small emergency aid, CNY.
    pub temporary_small_cap: Option<Decimal>,
    /// Conscripts are in the headcount.
    pub counts_conscripts: Option<bool>,
    /// Recognised tekun members are in the headcount.
    pub counts_tekun_members: Option<bool>,
    /// A household exactly at a line is within it.
    pub line_inclusive: bool,
    /// How the dibao amount is found.
    pub dibao_method: Method,
    /// How the dibao amount is rounded.
    pub amount_rounding: Rounding,
}
