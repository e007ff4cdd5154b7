//! An author's mistake: where it stands, what is wrong, what to write instead.

use std::fmt;

use crate::wording::Visible;

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal, $severity:ident;)*) => {
        /// What kind of mistake.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])* $name,)*
        }

        impl Code {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// As printed, `unit-mismatch`.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What it means, in one line.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),*),)* }
            }

            /// Whether the rulebook can be used all the same.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

/// How bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The rulebook is not built.
    Error,
    /// The rulebook is built; someone should look.
    Warning,
}

codes! {
    /// A file or folder that must be there is not, or cannot be read.
    MissingFile = "missing-file", Error;
    /// The file is not TOML.
    TomlSyntax = "toml-syntax", Error;
    /// A key that must be there is not.
    MissingKey = "missing-key", Error;
    /// A key that has no meaning here.
    UnknownKey = "unknown-key", Error;
    /// A value of the wrong kind.
    WrongType = "wrong-type", Error;
    /// A name with other letters than a to z, digits and underscores.
    BadName = "bad-name", Error;
    /// A duplicate name.
    DuplicateName = "duplicate-name", Error;
    /// The expression is not CEL.
    ExpressionSyntax = "expression-syntax", Error;
    /// The expression is CEL, but not of the subset that rulebooks use.
    Unsupported = "unsupported", Error;
    /// Nothing of this name.
    UnknownName = "unknown-name", Error;
    /// A member's name where no member is at hand, or the reverse.
    WrongEntity = "wrong-entity", Error;
    /// A statement where a number belongs, and the like.
    TypeMismatch = "type-mismatch", Error;
    /// Money over time, money, and plain numbers do not mix.
    UnitMismatch = "unit-mismatch", Error;
    /// A choice has no such option.
    UnknownOption = "unknown-option", Error;
    /// A number with more digits than an expression holds exactly.
    TooManyDigits = "too-many-digits", Error;
    /// Members are looked at within members within members too often.
    TooDeep = "too-deep", Error;
    /// A variable that depends on itself.
    Cycle = "cycle", Error;
    /// A parameter's bounds use one that comes later.
    ParameterOrder = "parameter-order", Error;
    /// A verdict is used by a programme that does not come later.
    VerdictOrder = "verdict-order", Error;
    /// Two programmes have the same place in the order.
    SameOrder = "same-order", Error;
    /// No such day, or not written YYYY-MM-DD.
    BadDate = "bad-date", Error;
    /// Two values of one parameter begin on one day in one place.
    DateTwice = "date-twice", Error;
    /// Values of one parameter do not stand in the order of their dates.
    DateOrder = "date-order", Error;
    /// Not a code of six digits, or not in the tree, or of a place of today where a former one belongs.
    BadRegion = "bad-region", Error;
    /// A value that its parameter does not allow.
    BadValue = "bad-value", Error;
    /// A value that its parameter's floor or ceiling says no place has.
    BeyondBound = "beyond-bound", Warning;
    /// A source that is not listed.
    UnknownSource = "unknown-source", Error;
    /// A source that nothing cites.
    UnusedSource = "unused-source", Warning;
    /// A condition that cites no article.
    NoCitation = "no-citation", Error;
    /// An official figure whose text was not read.
    NotRead = "not-read", Error;
    /// A note, section or language that rulebook.toml does not list.
    NotListed = "not-listed", Error;
    /// A fact that a programme uses and no question asks.
    NotAsked = "not-asked", Error;
    /// A fact that two questions ask.
    AskedTwice = "asked-twice", Error;
    /// A box of which nothing says, or no value can say, what it means when it is left empty.
    NoUnticked = "no-unticked", Error;
    /// A box that tells more when it is left empty than its page says.
    Unsaid = "unsaid", Error;
    /// A page of the interview on which no question stands.
    UnreachedPage = "unreached-page", Error;
    /// A question whose answer changes nothing.
    AskedInVain = "asked-in-vain", Warning;
    /// A parameter or variable that nothing uses.
    Unused = "unused", Warning;
    /// A text that one language has and another lacks, or none has.
    MissingMessage = "missing-message", Error;
    /// A text that nothing shows.
    UnusedMessage = "unused-message", Warning;
    /// Placeholders that differ between languages, or have no meaning here.
    Placeholder = "placeholder", Error;
    /// A phrase that promises or refuses.
    ForbiddenPhrase = "forbidden-phrase", Error;
    /// A character that hides or reorders text, or markup.
    HiddenCharacter = "hidden-character", Error;
    /// A case that is not a household document.
    CaseDocument = "case-document", Error;
    /// A case whose household gets another answer.
    CaseFails = "case-fails", Error;
    /// A condition that no case passes.
    NeverPasses = "never-passes", Warning;
    /// A condition that no case fails.
    NeverFails = "never-fails", Warning;
    /// A condition that no case leaves open.
    NeverOpen = "never-open", Warning;
    /// A threshold with no case exactly at it.
    NoCaseAt = "no-case-at", Warning;
    /// A threshold with no case just beyond it.
    NoCaseBeyond = "no-case-beyond", Warning;
}

/// A mistake in a rulebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of mistake.
    pub code: Code,
    /// File, relative to the rulebook's folder.
    pub file: String,
    /// Line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// Column, from 1; 0 where the whole line is meant.
    pub column: usize,
    /// The line as it is written; empty where the whole file is meant.
    pub source: String,
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub instead: String,
}

impl Diagnostic {
    /// Whether it keeps the rulebook from being built.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Visible(&self.file))?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
            if self.column > 0 {
                write!(f, ":{}", self.column)?;
            }
        }
        let severity = if self.is_error() { "error" } else { "warning" };
        write!(f, ": {severity}[{}]: {}", self.code.text(), Visible(&self.what))?;
        if !self.instead.is_empty() {
            write!(f, "\n  instead: {}", Visible(&self.instead))?;
        }
        Ok(())
    }
}
