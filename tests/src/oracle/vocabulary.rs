//! The words the contract chooses from, as plain enums.

use super::day::Day;

/// Declares a plain enum together with the contract's names of its values.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in the contract's order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The contract's name of this value.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// The value with this name.
            #[must_use]
            pub fn named(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == text)
            }
        }
    };
}

choice! {
    /// How a member is related to the applicant.
    Relation {
        /// The applicant.
        Applicant = "self",
        /// Husband or wife of the applicant.
        Spouse = "spouse",
        /// Son or daughter; step and adopted children too.
        Child = "child",
        /// Father or mother.
        Parent = "parent",
        /// Grandfather or grandmother.
        Grandparent = "grandparent",
        /// Grandson or granddaughter.
        Grandchild = "grandchild",
        /// Brother or sister.
        Sibling = "sibling",
        /// Husband or wife of a child.
        ChildInLaw = "child_in_law",
        /// Father or mother of the spouse.
        ParentInLaw = "parent_in_law",
        /// Anyone else.
        Other = "other",
    }
}

choice! {
    /// Marital status.
    Marital {
        /// Never married.
        Single = "single",
        /// Married, also when living apart.
        Married = "married",
        /// Divorced.
        Divorced = "divorced",
        /// Widowed.
        Widowed = "widowed",
    }
}

choice! {
    /// Why a member is not at home.
    Absence {
        /// At home.
        None = "none",
        /// Away to study.
        Study = "study",
        /// Away to work.
        Work = "work",
        /// Conscript.
        MilitaryService = "military_service",
        /// Serving a sentence in prison.
        Prison = "prison",
        /// Held before trial.
        Detained = "detained",
        /// Community correction.
        CommunityCorrection = "community_correction",
        /// Compulsory isolation drug treatment.
        Detox = "detox",
        /// Declared missing by a court.
        DeclaredMissing = "declared_missing",
        /// Out of contact.
        OutOfContact = "out_of_contact",
        /// Clergy away from the family for three years or more.
        ClergyThreeYears = "clergy_three_years",
    }
}

choice! {
    /// Stage of full-time study in the country.
    Student {
        /// Not a student.
        None = "none",
        /// Kindergarten.
        Preschool = "preschool",
        /// Primary school.
        Primary = "primary",
        /// Junior middle school.
        JuniorMiddle = "junior_middle",
        /// Senior high school.
        SeniorHigh = "senior_high",
        /// Secondary vocational school.
        Vocational = "vocational",
        /// Up to the bachelor's degree.
        Undergraduate = "undergraduate",
        /// Beyond the bachelor's degree.
        Postgraduate = "postgraduate",
    }
}

choice! {
    /// Type on the disability certificate.
    DisabilityType {
        /// Visual.
        Visual = "visual",
        /// Hearing.
        Hearing = "hearing",
        /// Speech.
        Speech = "speech",
        /// Physical.
        Physical = "physical",
        /// Intellectual.
        Intellectual = "intellectual",
        /// Mental.
        Mental = "mental",
        /// More than one type; which ones is not said.
        Multiple = "multiple",
    }
}

choice! {
    /// Ability to work.
    Labour {
        /// Able.
        Full = "full",
        /// Partly able.
        Partial = "partial",
        /// Not able.
        None = "none",
    }
}

choice! {
    /// Employment.
    Employment {
        /// Employed.
        Employed = "employed",
        /// Flexible work.
        Flexible = "flexible",
        /// Self-employed.
        SelfEmployed = "self_employed",
        /// Farming.
        Farming = "farming",
        /// Without work and looking.
        Unemployed = "unemployed",
        /// Retired.
        Retired = "retired",
        /// Without work.
        NotWorking = "not_working",
    }
}

choice! {
    /// Result of the GB/T 42195 assessment.
    Dependency {
        /// Not dependent.
        None = "none",
        /// Mildly.
        Mild = "mild",
        /// Moderately.
        Moderate = "moderate",
        /// Severely.
        Severe = "severe",
        /// Completely.
        Complete = "complete",
    }
}

choice! {
    /// Legal supporters outside the household (民发〔2021〕43号 art 8).
    Supporters {
        /// There are none.
        None = "none",
        /// None of them is able.
        AllUnable = "all_unable",
        /// At least one of them is able.
        SomeAble = "some_able",
    }
}

choice! {
    /// How a child is cared for, as the national definitions use these words.
    ParentalCare {
        /// By its parents.
        Normal = "normal",
        /// Both dead or missing.
        Orphaned = "orphaned",
        /// Both in a listed state.
        BothUnable = "both_unable",
        /// One dead, the other in a listed state.
        OneDeadOneUnable = "one_dead_one_unable",
        /// One in a listed state.
        OneUnable = "one_unable",
    }
}

choice! {
    /// How the dibao amount is found (社会救助法 art 18).
    Method {
        /// Standard times members less income.
        Difference = "difference",
        /// A local table.
        Tiered = "tiered",
    }
}

choice! {
    /// How the dibao amount is rounded.
    Rounding {
        /// To the fen, half up.
        Fen = "fen",
        /// Up to the whole yuan.
        YuanUp = "yuan_up",
    }
}

choice! {
    /// What a person with several top-up labels gets (社会救助法 art 20).
    Stack {
        /// The highest one.
        Max = "max",
        /// All of them.
        Sum = "sum",
    }
}

choice! {
    /// Basic medical insurance.
    Insurance {
        /// None.
        None = "none",
        /// Of residents, who pay the premium themselves.
        Resident = "resident",
        /// Of employees.
        Employee = "employee",
    }
}

choice! {
    /// How the household is housed.
    Tenure {
        /// In a dwelling of its own.
        Own = "own",
        /// In one that it rents.
        Rent = "rent",
        /// In public rental housing.
        PublicRental = "public_rental",
        /// With others.
        Lodging = "lodging",
        /// Nowhere.
        None = "none",
    }
}

choice! {
    /// Safety grade of the dwelling.
    Condition {
        /// Sound.
        Sound = "sound",
        /// Dangerous in part.
        GradeC = "grade_c",
        /// Dangerous as a whole.
        GradeD = "grade_d",
        /// Destroyed.
        Destroyed = "destroyed",
    }
}

/// A disability as the certificate states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disability {
    /// Type.
    pub kind: DisabilityType,
    /// Grade 1 to 4; 1 is the most severe.
    pub grade: u8,
}

/// How the birthday of a member was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Birth {
    /// The date of birth.
    Date(Day),
    /// Completed years on the household's date.
    Age(i32),
}
