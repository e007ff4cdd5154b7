//! What each fact and parameter of the contract can be.

/// The type of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// True or false.
    Flag,
    /// A whole number in the closed range.
    Count(i64, i64),
    /// CNY, never negative, at most two decimals.
    Money,
    /// CNY per month, or with `per`.
    Flow,
    /// A share, four decimals.
    Share,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Ids of programmes.
    Programs,
}

use Kind::{Choice, Count, Flag, Flow, Money, Programs, Share};

/// The household facts.
pub const HOUSEHOLD: &[(&str, Kind)] = &[
    ("area", Choice(&["urban", "rural"])),
    ("hukou_region", Choice(&["310000", "310115"])),
    ("residence_permit", Flag),
    ("savings", Money),
    ("vehicles", Count(0, 5)),
    ("homes", Count(0, 5)),
    ("home_area", Money),
    ("tenure", Choice(&["own", "rent", "public_rental", "lodging", "none"])),
    ("home_condition", Choice(&["sound", "grade_c", "grade_d", "destroyed"])),
    ("business_registered", Flag),
    ("other_property_over_limit", Flag),
    ("sudden_event", Flag),
    ("necessary_spending_surge", Flag),
    ("disaster", Flag),
    ("no_shelter", Flag),
    ("monitored_household", Flag),
    ("crime_victim_uncompensated", Flag),
    ("legal_need", Flag),
];

/// The member facts, without identity, relation, birthday, links and the disability grade, which
/// hang together and are handled by name.
pub const MEMBER: &[(&str, Kind)] = &[
    ("sex", Choice(&["female", "male"])),
    ("marital_status", Choice(&["single", "married", "divorced", "widowed"])),
    ("co_resident", Flag),
    ("absence", Choice(ABSENCES)),
    ("lives_in", Choice(&["home", "institution"])),
    ("foster", Flag),
    ("student", Choice(STUDENTS)),
    ("boarding", Flag),
    ("last_preschool_year", Flag),
    ("disability_type", Choice(DISABILITIES)),
    ("needs_long_term_care", Flag),
    ("serious_illness", Flag),
    ("labour_capacity", Choice(&["full", "partial", "none"])),
    ("employment", Choice(EMPLOYMENTS)),
    ("unemployment_registered", Flag),
    ("self_care_items", Count(0, 6)),
    ("dependency", Choice(&["none", "mild", "moderate", "severe", "complete"])),
    ("wage", Flow),
    ("business_income", Flow),
    ("property_income", Flow),
    ("pension", Flow),
    ("other_transfer_income", Flow),
    ("support_received", Flow),
    ("central_basic_pension", Flow),
    ("support_paid", Flow),
    ("social_insurance_paid", Flow),
    ("excluded_income", Flow),
    ("medical_spending", Money),
    ("education_spending", Money),
    ("rehabilitation_spending", Money),
    ("other_rigid_spending", Money),
    ("supporters", Choice(&["none", "all_unable", "some_able"])),
    ("medical_insured", Choice(&["none", "resident", "employee"])),
    ("parental_care", Choice(&["normal", "orphaned", "both_unable", "one_dead_one_unable", "one_unable"])),
    ("lacks_civil_capacity", Flag),
    ("counts_as_family", Flag),
    ("receives", Programs),
    ("work_injury_nursing_pay", Flag),
    ("veteran_or_survivor", Flag),
];

/// A household fact that is the sum of facts of all its members.
#[derive(Clone, Copy, Debug)]
pub struct Total {
    /// Its name.
    pub key: &'static str,
    /// Its type, and that of its parts.
    pub kind: Kind,
    /// The member facts it is the sum of.
    pub parts: &'static [&'static str],
}

/// All that comes in for the members, before anything is taken off.
pub const INCOME_TOTAL: Total = Total {
    key: "income_total",
    kind: Flow,
    parts: &[
        "wage",
        "business_income",
        "property_income",
        "pension",
        "central_basic_pension",
        "other_transfer_income",
        "support_received",
    ],
};

/// All rigid spending of the members.
pub const RIGID_SPENDING_TOTAL: Total = Total {
    key: "rigid_spending_total",
    kind: Money,
    parts: &["medical_spending", "education_spending", "rehabilitation_spending", "other_rigid_spending"],
};

/// The totals a family may tell of itself, beside what its members tell themselves or instead of it. A complete household
/// need not tell them.
pub const TOTALS: [Total; 2] = [INCOME_TOTAL, RIGID_SPENDING_TOTAL];

/// The member facts that only the office knows: a complete document may leave them open, and what
/// depends on them is then the office's to say.
pub const OFFICE: &[&str] = &["counts_as_family"];

/// The income facts: more of any of them is more income.
pub const INCOMES: &[&str] =
    &["wage", "business_income", "property_income", "pension", "other_transfer_income", "support_received"];

/// Reasons not to be at home.
pub const ABSENCES: &[&str] = &[
    "none",
    "study",
    "work",
    "military_service",
    "prison",
    "detained",
    "community_correction",
    "detox",
    "declared_missing",
    "out_of_contact",
    "clergy_three_years",
];

/// Stages of study.
pub const STUDENTS: &[&str] = &[
    "none",
    "preschool",
    "primary",
    "junior_middle",
    "senior_high",
    "vocational",
    "undergraduate",
    "postgraduate",
];

/// Types of disability, and none.
pub const DISABILITIES: &[&str] =
    &["none", "visual", "hearing", "speech", "physical", "intellectual", "mental", "multiple"];

/// Kinds of employment.
pub const EMPLOYMENTS: &[&str] =
    &["employed", "flexible", "self_employed", "farming", "unemployed", "retired", "not_working"];

/// Relations other than `self`.
pub const RELATIONS: &[&str] = &[
    "spouse",
    "child",
    "parent",
    "grandparent",
    "grandchild",
    "sibling",
    "child_in_law",
    "parent_in_law",
    "other",
];

/// Programmes a member may already be recognised for that others depend on.
pub const RECOGNISED: &[&str] = &[
    "tekun",
    "dibao",
    "dibao_single",
    "near_dibao",
    "rigid_expenditure",
    "disability_living",
    "disability_care",
    "orphan_allowance",
    "unsupported_child_allowance",
];

/// A parameter: its name, its type, and whether it may be unknown in a document without leaving
/// the reader to a value that only a rulebook has.
pub const PARAMETERS: &[(&str, Kind, bool)] = &[
    ("dibao_standard", Money, false),
    ("near_dibao_line", Money, true),
    ("savings_limit", Money, true),
    ("homes_limit", Count(1, 4), true),
    ("vehicles_limit", Count(0, 4), true),
    ("near_savings_limit", Money, true),
    ("near_homes_limit", Count(1, 4), true),
    ("near_vehicles_limit", Count(0, 4), true),
    ("employment_cost_deduction_flat", Money, false),
    ("employment_cost_deduction_rate", Share, false),
    ("employment_cost_deduction_cap", Money, false),
    ("exclude_central_basic_pension", Flag, true),
    ("per_capita_disposable_income", Money, true),
    ("rigid_spending_ratio", Share, true),
    ("tekun_living_standard", Money, true),
    ("tekun_care_standard_none", Money, true),
    ("tekun_care_standard_partial", Money, true),
    ("tekun_care_standard_full", Money, true),
    ("topup_minor", Share, true),
    ("topup_elderly", Share, true),
    ("topup_disabled", Share, true),
    ("topup_ill", Share, true),
    ("topup_stack", Choice(&["max", "sum"]), true),
    ("topup_elderly_age", Count(55, 70), false),
    ("disability_living_amount", Money, true),
    ("disability_care_amount_1", Money, true),
    ("disability_care_amount_2", Money, true),
    ("disability_care_amount_3", Money, true),
    ("disability_care_extends_to_grade_3", Flag, true),
    ("disability_living_extends_to_near_dibao", Flag, true),
    ("orphan_standard_dispersed", Money, true),
    ("orphan_standard_institution", Money, true),
    ("child_allowance_goes_on_at_school", Flag, true),
    ("elder_age_allowance_age", Count(60, 100), false),
    ("elder_age_allowance_amount", Money, true),
    ("elder_age_allowance_without_means_test", Flag, true),
    ("elder_care_voucher_cap", Money, true),
    ("childcare_subsidy_amount", Money, true),
    ("child_rehabilitation_extends_age", Flag, true),
    ("child_rehabilitation_covers_other_families", Flag, true),
    ("compulsory_allowance_primary_boarding", Money, true),
    ("compulsory_allowance_primary_day", Money, true),
    ("compulsory_allowance_junior_boarding", Money, true),
    ("compulsory_allowance_junior_day", Money, true),
    ("university_grant", Money, true),
    ("housing_area_limit", Money, true),
    ("medical_premium_extends_to_low_income", Flag, true),
    ("utility_relief_covers_low_income", Flag, true),
    ("price_subsidy_covers_low_income", Flag, true),
    ("price_subsidy_covers_benefit_recipients", Flag, true),
    ("temporary_small_cap", Money, true),
    ("counts_conscripts", Flag, true),
    ("counts_tekun_members", Flag, true),
    ("line_inclusive", Flag, false),
    ("dibao_method", Choice(&["difference", "tiered"]), false),
    ("amount_rounding", Choice(&["fen", "yuan_up"]), false),
];

/// The parts of the employment-cost deduction; where none is set, what it takes off is unknown,
/// between nothing and the larger of one dibao standard and half the wage.
pub const DEDUCTIONS: [&str; 3] = ["flat", "rate", "cap"];

/// The parameter of this part of the deduction.
#[must_use]
pub fn deduction_key(part: &str) -> String {
    format!("employment_cost_deduction_{part}")
}
