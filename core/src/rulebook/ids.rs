//! Slots: where a rulebook's fact, parameter or place stands in its list. The engine looks up nothing by name.

use serde::{Deserialize, Serialize};

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
