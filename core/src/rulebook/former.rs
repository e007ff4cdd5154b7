//! Codes and names that places had before: a county that became a district, was merged or renamed. A document may still
//! give the code, and people still type the name.

use serde::{Deserialize, Serialize};

use crate::rulebook::RegionId;

/// What a place, or a part that was merged into it, was called before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// The code it had; `None` where the place has kept its code.
    pub code: Option<u32>,
    /// The place of today.
    pub successor: RegionId,
    /// With how many characters of the successor's name the former one begins.
    pub shared: u8,
    /// How it goes on; empty together with all characters shared: only the code has changed.
    pub own: String,
}

impl Former {
    /// A former code and name of a place, whose name today is `today`.
    #[cfg(feature = "author")]
    pub(crate) fn new(code: Option<u32>, name: &str, successor: RegionId, today: &str) -> Self {
        let same = name.chars().zip(today.chars()).take_while(|(a, b)| a == b).count();
        let shared = u8::try_from(same).unwrap_or(0);
        Self { code, successor, shared, own: name.chars().skip(usize::from(shared)).collect() }
    }

    /// The former name, where it is another than `today`, the successor's.
    #[must_use]
    pub fn name(&self, today: &str) -> Option<String> {
        let shared = usize::from(self.shared);
        let mut name: String = today.chars().take(shared).collect();
        name.push_str(&self.own);
        (name != today).then_some(name)
    }
}

/// Names, one a line.
const LINE: char = '\n';
/// Stands for the code of a place that has kept its own.
const KEPT: i32 = 0;

/// As a rulebook file holds them, column by column, since like beside like compresses best.
#[derive(Default, Serialize, Deserialize)]
struct Columns {
    /// Each code less the one before, or [`KEPT`].
    codes: Vec<i32>,
    /// Each successor less the one before.
    successors: Vec<u16>,
    shared: Vec<u8>,
    own: String,
}

/// Writes former places, sorted by successor.
pub fn serialize<S: serde::Serializer>(former: &[Former], serializer: S) -> Result<S::Ok, S::Error> {
    let own: Vec<&str> = former.iter().map(|f| f.own.as_str()).collect();
    let mut columns = Columns { own: own.join("\n"), ..Columns::default() };
    let (mut before, mut successor) = (0i32, 0u16);
    for one in former {
        let code = one.code.and_then(|code| i32::try_from(code).ok());
        columns.codes.push(code.map_or(KEPT, |code| code - before));
        before = code.unwrap_or(before);
        columns.successors.push(one.successor.0.saturating_sub(successor));
        successor = one.successor.0;
        columns.shared.push(one.shared);
    }
    columns.serialize(serializer)
}

/// Reads what [`serialize`] writes.
pub fn deserialize<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Former>, D::Error> {
    let columns = Columns::deserialize(deserializer)?;
    read(&columns).ok_or_else(|| serde::de::Error::custom("columns of unequal length"))
}

/// The former places, where all columns have the length they must have.
fn read(columns: &Columns) -> Option<Vec<Former>> {
    if [columns.successors.len(), columns.shared.len()] != [columns.codes.len(); 2] {
        return None;
    }
    let mut own = columns.own.split(LINE);
    let (mut before, mut successor) = (0i32, 0u16);
    let mut former = Vec::with_capacity(columns.codes.len());
    for ((step, onward), shared) in columns.codes.iter().zip(&columns.successors).zip(&columns.shared) {
        before = before.checked_add(*step)?;
        successor = successor.checked_add(*onward)?;
        former.push(Former {
            code: if *step == KEPT { None } else { Some(u32::try_from(before).ok()?) },
            successor: RegionId(successor),
            shared: *shared,
            own: own.next()?.to_owned(),
        });
    }
    Some(former)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Columns {
        Columns {
            codes: vec![310_108, KEPT, -7],
            successors: vec![3, 0, 2],
            shared: vec![0, 1, 3],
            own: "闸北区\n县\n".to_owned(),
        }
    }

    #[test]
    fn codes_and_successors_are_told_by_what_they_add() {
        let former = read(&columns()).unwrap();
        let told: Vec<_> = former.iter().map(|f| (f.code, f.successor.0, f.shared, f.own.as_str())).collect();
        let expected = [(Some(310_108), 3, 0, "闸北区"), (None, 3, 1, "县"), (Some(310_101), 5, 3, "")];
        assert_eq!(told, expected);
        #[derive(Serialize, Deserialize)]
        struct Held(#[serde(with = "super")] Vec<Former>);
        let bytes = postcard::to_allocvec(&Held(former.clone())).unwrap();
        assert_eq!(postcard::from_bytes::<Held>(&bytes).unwrap().0, former);
    }

    #[test]
    fn columns_of_unequal_length_and_codes_out_of_range_are_refused() {
        let too_few_names = Columns { own: "闸北区".to_owned(), ..columns() };
        let too_few_shared = Columns { shared: vec![0], ..columns() };
        let too_many_successors = Columns { successors: vec![0; 4], ..columns() };
        let below_zero = Columns { codes: vec![1, -2, 3], ..columns() };
        let past_the_end = Columns { successors: vec![u16::MAX, 1, 0], ..columns() };
        let code_past_the_end = Columns { codes: vec![i32::MAX, 1, 1], ..columns() };
        let all =
            [too_few_names, too_few_shared, too_many_successors, below_zero, past_the_end, code_past_the_end];
        for wrong in all {
            assert_eq!(read(&wrong), None);
        }
    }
}
