//! How a rulebook file holds its places: column by column, since like beside like compresses best. The place each
//! lies in follows from its code.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::{
    domain::Day,
    rulebook::{Dated, Figure, Grade, ParameterId, Region, RegionId, SourceId},
};

/// Names, one a line.
const LINE: char = '\n';

#[derive(Default, Serialize, Deserialize)]
struct Columns {
    /// Each code less the one before.
    steps: Vec<u32>,
    names: String,
    names_en: String,
    /// How many values each place sets; the columns below hold them one place after the other.
    counts: Vec<u16>,
    parameters: Vec<ParameterId>,
    from: Vec<Day>,
    urban: Vec<Option<Figure>>,
    /// `None`: as urban.
    rural: Vec<Option<Option<Figure>>>,
    sources: Vec<Option<SourceId>>,
    grades: Vec<Grade>,
    checked: Vec<Day>,
}

/// The nearest place of a sorted tree that a code lies in: its prefecture, its province, the nation.
pub fn parent(codes: &[u32], code: u32) -> Option<RegionId> {
    let above = [code / 100 * 100, code / 10_000 * 10_000, 0];
    let mut above = above.into_iter().filter(|c| *c != code || code == 0);
    above.find_map(|c| codes.binary_search(&c).ok().and_then(|i| u16::try_from(i).ok()).map(RegionId))
}

/// Writes places, sorted by code.
pub fn serialize<S: Serializer>(regions: &[Region], serializer: S) -> Result<S::Ok, S::Error> {
    let join = |name: fn(&Region) -> &str| {
        let names: Vec<&str> = regions.iter().map(name).collect();
        names.join("\n")
    };
    let mut columns =
        Columns { names: join(|r| &r.name), names_en: join(|r| &r.name_en), ..Columns::default() };
    let mut before = 0;
    for region in regions {
        columns.steps.push(region.code.saturating_sub(before));
        before = region.code;
        columns.counts.push(u16::try_from(region.values.len()).map_err(serde::ser::Error::custom)?);
        for value in &region.values {
            columns.parameters.push(value.parameter);
            columns.from.push(value.from);
            columns.urban.push(value.urban);
            columns.rural.push((value.rural != value.urban).then_some(value.rural));
            columns.sources.push(value.source);
            columns.grades.push(value.grade);
            columns.checked.push(value.checked);
        }
    }
    columns.serialize(serializer)
}

/// Reads what [`serialize`] writes.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Region>, D::Error> {
    let columns = Columns::deserialize(deserializer)?;
    regions(&columns).ok_or_else(|| D::Error::custom("columns of unequal length"))
}

/// The places, where all columns have the length they must have.
fn regions(columns: &Columns) -> Option<Vec<Region>> {
    let places = columns.steps.len();
    let values: usize = columns.counts.iter().map(|n| usize::from(*n)).sum();
    let lengths = [
        columns.parameters.len(),
        columns.from.len(),
        columns.urban.len(),
        columns.rural.len(),
        columns.sources.len(),
        columns.grades.len(),
        columns.checked.len(),
    ];
    if columns.counts.len() != places || lengths.iter().any(|l| *l != values) {
        return None;
    }
    let mut code = 0u32;
    let mut codes = Vec::with_capacity(places);
    for step in &columns.steps {
        code = code.checked_add(*step)?;
        codes.push(code);
    }
    let (mut names, mut names_en) = (columns.names.split(LINE), columns.names_en.split(LINE));
    let mut regions = Vec::with_capacity(places);
    let mut at = 0usize;
    for (code, count) in codes.iter().zip(&columns.counts) {
        let end = at.checked_add(usize::from(*count))?;
        let values = (at..end).map(|i| value(columns, i)).collect::<Option<Vec<_>>>()?;
        at = end;
        regions.push(Region {
            code: *code,
            name: names.next()?.to_owned(),
            name_en: names_en.next()?.to_owned(),
            parent: parent(&codes, *code).unwrap_or(RegionId(0)),
            values,
        });
    }
    Some(regions)
}

fn value(columns: &Columns, at: usize) -> Option<Dated> {
    let urban = *columns.urban.get(at)?;
    Some(Dated {
        parameter: *columns.parameters.get(at)?,
        from: *columns.from.get(at)?,
        urban,
        rural: columns.rural.get(at)?.unwrap_or(urban),
        source: *columns.sources.get(at)?,
        grade: *columns.grades.get(at)?,
        checked: *columns.checked.get(at)?,
    })
}

#[cfg(test)]
mod tests {
    use super::{Columns, parent, regions};
    use crate::rulebook::RegionId;

    #[test]
    fn a_place_lies_in_the_nearest_place_that_the_tree_holds() {
        let codes = [0, 420_000, 420_100, 420_102, 429_004];
        let of = |code| parent(&codes, code).map(|r| r.0);
        assert_eq!(of(420_102), Some(2), "its prefecture");
        assert_eq!(of(429_004), Some(1), "its province, which has no prefecture 4290");
        assert_eq!(of(420_100), Some(1));
        assert_eq!(of(420_000), Some(0));
        assert_eq!(of(0), Some(0), "the nation is its own");
        assert_eq!(parent(&[310_000], 310_000), None, "no nation");
    }

    #[test]
    fn columns_of_unequal_length_are_no_tree() {
        let columns = || Columns {
            steps: vec![0, 310_000],
            names: "全国\n上海市".to_owned(),
            names_en: "China\n".to_owned(),
            counts: vec![0, 0],
            ..Columns::default()
        };
        let read = regions(&columns()).unwrap();
        assert_eq!((read[1].code, read[1].parent, read[1].name.as_str()), (310_000, RegionId(0), "上海市"));
        let too_few_names = Columns { names: "全国".to_owned(), ..columns() };
        let too_many_values = Columns { counts: vec![0, 1], ..columns() };
        let too_few_counts = Columns { counts: vec![0], ..columns() };
        let past_the_end = Columns { steps: vec![1, u32::MAX], ..columns() };
        for wrong in [too_few_names, too_many_values, too_few_counts, past_the_end] {
            assert_eq!(regions(&wrong), None);
        }
    }
}
