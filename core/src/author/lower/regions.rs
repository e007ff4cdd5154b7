//! regions/**/*.toml: the tree of places, their dated values, and codes and names that places had before.

use toml::de::DeValue;

use crate::author::{
    lower::{context::Context, facts::per, readings, sources::Sources},
    source::{
        Code,
        files::Span,
        table::{Item, Table, Text, tree},
    },
};
use crate::wording::nearest;
use crate::{
    domain::Day,
    quantity::{Path, Tree, setting},
    rulebook::{
        Dated, Figure, Former, Grade, Multiple, Parameter, ParameterId, ParameterType, ParameterValue, Per,
        Region, RegionId, Unset, file::region_columns,
    },
};

/// A value with the place it is for and where it is written.
struct Value {
    region: u32,
    dated: Dated,
    place: Span,
}

/// Reads the tree and its values.
pub(in crate::author) fn read(context: &mut Context<'_>, sources: &mut Sources) {
    let files: Vec<usize> = context.log.within("regions/").collect();
    let mut regions: Vec<Region> = Vec::new();
    for file in &files {
        let Some(table) = context.file(*file) else { continue };
        for part in table.tables("region") {
            if let Some(region) = region(context, &part) {
                regions.push(region);
            }
            part.finish();
        }
    }
    regions.sort_by_key(|r| r.code);
    regions.dedup_by_key(|r| r.code);
    parents(context, &mut regions);
    context.book.regions = regions;
    let mut values: Vec<Value> = Vec::new();
    let mut former: Vec<Former> = Vec::new();
    for file in files {
        let Some(table) = context.file(file) else { continue };
        table.item("source");
        table.item("region");
        for part in table.tables("former") {
            former.extend(self::former(context, &part));
            part.finish();
        }
        for part in table.tables("value") {
            values.extend(value(context, sources, &part));
            part.finish();
        }
        table.finish();
    }
    dates(context, &values);
    values.sort_by_key(|v| (v.region, v.dated.parameter, v.dated.from));
    for value in values {
        if let Some(parameter) = context.book.parameters.get(value.dated.parameter.index()) {
            let name = format!("value.{:06}.{}.{}", value.region, parameter.id, value.dated.from);
            context.places.insert(name, value.place);
        }
        let found = context.book.region(value.region);
        if let Some(region) = found.and_then(|r| context.book.regions.get_mut(r.index())) {
            region.values.push(value.dated);
        }
    }
    // Only now: a figure is never that of a place of the past.
    former.sort_by_key(|f| (f.successor, f.code));
    context.book.former = former;
    context.book.readings = readings::read(&context.book);
}

fn code(context: &Context<'_>, text: Text<'_>) -> Option<u32> {
    let shaped = text.text.len() == 6 && text.text.bytes().all(|b| b.is_ascii_digit());
    let code = text.text.parse().ok().filter(|_| shaped);
    if code.is_none() {
        let what = format!("\"{}\" is no code of six digits", text.text);
        context.log.report(Code::BadRegion, text.place, what, "a GB/T 2260 code, \"310000\"");
    }
    code
}

fn region(context: &mut Context<'_>, table: &Table<'_>) -> Option<Region> {
    let text = table.required_text("code");
    let name = table.required_text("name");
    let name_en = table.text_or_empty("name_en");
    let (text, name) = (text?, name?);
    let code = code(context, text)?;
    context.place(format!("region.{}", text.text), text.place);
    Some(Region { code, name: name.text.to_owned(), name_en, parent: RegionId(0), values: Vec::new() })
}

/// A code or name that a place had before.
fn former(context: &mut Context<'_>, table: &Table<'_>) -> Option<Former> {
    let (name, successor) = (table.required_text("name"), table.required_text("successor"));
    let until = table.required("until").and_then(|_| table.whole("until"));
    if let Some(year) = until.filter(|year| !(1949..2100).contains(year)) {
        let what = format!("{year} is no year in which a place went");
        context.log.report(Code::BadDate, table.place, what, "the year, until = 2015");
    }
    table.required_text("source");
    let own = match table.text("code") {
        Some(text) => {
            let code = code(context, text)?;
            if context.book.region(code).is_some() {
                let what = format!("{} is the code of a place of today", text.text);
                let instead = "the code that the place had before; none where it has kept its code";
                context.log.report(Code::BadRegion, text.place, what, instead);
                return None;
            }
            context.place(format!("former.{}", text.text), text.place);
            Some(code)
        }
        None => None,
    };
    let (name, successor) = (name?, successor?);
    if own.is_none() {
        context.place(format!("former.{} {}", successor.text, name.text), name.place);
    }
    let found = code(context, successor).and_then(|code| context.book.region(code));
    let today = found.and_then(|id| context.book.regions.get(id.index()));
    let Some((id, today)) = found.zip(today) else {
        let what = format!("the tree holds no {}", successor.text);
        context.log.report(Code::BadRegion, successor.place, what, "the code of a place of today");
        return None;
    };
    Some(Former::new(own, name.text, id, &today.name))
}

/// The prefecture if the tree holds it, else the province, else the nation.
fn parents(context: &Context<'_>, regions: &mut [Region]) {
    let codes: Vec<u32> = regions.iter().map(|r| r.code).collect();
    for region in regions.iter_mut() {
        let parent = region_columns::parent(&codes, region.code);
        let place = context.places.get(&format!("region.{:06}", region.code));
        if let (None, Some(place)) = (parent, place) {
            context.log.report(
                Code::BadRegion,
                *place,
                format!("{:06} lies in no place of the tree", region.code),
                "a [[region]] with code = \"000000\", the nation",
            );
        }
        region.parent = parent.unwrap_or(RegionId(0));
    }
}

/// A day that exists.
pub(in crate::author) fn day(context: &Context<'_>, text: Text<'_>) -> Option<Day> {
    let day = Day::parse(text.text);
    if day.is_none() {
        let what = format!("\"{}\" is no day", text.text);
        context.log.report(Code::BadDate, text.place, what, "a day that exists, \"2024-07-01\"");
    }
    day
}

/// A value, once for each place it is written for.
fn value(context: &Context<'_>, sources: &mut Sources, table: &Table<'_>) -> Vec<Value> {
    let mut places: Vec<(u32, Span)> = Vec::new();
    for text in table.text_or_texts("region") {
        let Some(code) = code(context, text) else { continue };
        if context.book.region(code).is_none() {
            let what = format!("the tree holds no {}", text.text);
            context.log.report(Code::BadRegion, text.place, what, "a code that some [[region]] has");
        } else {
            places.push((code, text.place));
        }
    }
    let Some(dated) = dated(context, sources, table) else { return Vec::new() };
    // With several places each is found where it is named, with one where the value begins.
    let several = places.len() > 1;
    let at = |place| if several { place } else { table.place };
    places
        .into_iter()
        .map(|(region, place)| Value { region, dated: dated.clone(), place: at(place) })
        .collect()
}

/// A parameter by its name.
fn parameter(context: &Context<'_>, text: Text<'_>) -> Option<ParameterId> {
    let found = context.book.parameter(text.text);
    if found.is_none() && !context.broken.contains(text.text) {
        let known = context.book.parameters.iter().map(|p| p.id.as_str());
        let instead = nearest(text.text, known)
            .map_or_else(|| "a parameter of parameters.toml".to_owned(), |near| format!("\"{near}\""));
        let what = format!("there is no parameter \"{}\"", text.text);
        context.log.report(Code::UnknownName, text.place, what, instead);
    }
    found
}

fn dated(context: &Context<'_>, sources: &mut Sources, table: &Table<'_>) -> Option<Dated> {
    let parameter = table.required_text("parameter").and_then(|text| parameter(context, text));
    let from = table.required_text("from").and_then(|text| day(context, text));
    let graded = table.required_text("grade");
    let is_assumed = graded.is_some_and(|text| text.text == "assumed");
    // What no text says has no source; why it is assumed is told to the next author instead.
    let source = if is_assumed {
        table.required_text("evidence");
        None
    } else {
        let text = table.required_text("source");
        text.and_then(|text| sources.find(context, text.text, text.place))
    };
    let grade = graded.and_then(|text| grade(context, text, source));
    let checked_text = table.required_text("checked");
    let checked = checked_text.and_then(|text| day(context, text));
    let settings = parameter.and_then(|id| settings(context, table, id));
    for key in ["value", "urban", "rural", "per"] {
        table.item(key);
    }
    let (urban, rural) = settings?;
    Some(Dated {
        parameter: parameter?,
        from: from?,
        urban,
        rural,
        source: if is_assumed { None } else { Some(source?) },
        grade: grade?,
        checked: checked?,
    })
}

fn grade(context: &Context<'_>, text: Text<'_>, source: Option<crate::rulebook::SourceId>) -> Option<Grade> {
    let grade = match text.text {
        "official" => Grade::Official,
        "reported" => Grade::Reported,
        "secondary" => Grade::Secondary,
        "assumed" => Grade::Assumed,
        other => {
            let what = format!("there is no grade \"{other}\"");
            context.log.report(
                Code::UnknownOption,
                text.place,
                what,
                "\"official\", \"reported\", \"secondary\" or \"assumed\"",
            );
            return None;
        }
    };
    let read = source.and_then(|s| context.book.sources.get(s.index())).is_none_or(|s| s.read);
    if grade == Grade::Official && !read {
        context.log.report(
            Code::NotRead,
            text.place,
            "an official figure rests on a text that was read; its source says read = false",
            "\"reported\", or read = true at the source once it is read",
        );
    }
    Some(grade)
}

/// The urban and the rural setting.
fn settings(
    context: &Context<'_>,
    table: &Table<'_>,
    id: ParameterId,
) -> Option<(Option<Figure>, Option<Figure>)> {
    let parameter = context.book.parameters.get(id.index())?;
    let told = match (&parameter.kind, table.text("per")) {
        (ParameterType::Flow(own), None) => Some(*own),
        (ParameterType::Flow(_), Some(text)) => Some(per(context, text, false)?),
        (_, None) => None,
        (_, Some(text)) => {
            let what = format!("`{}` is no flow", parameter.id);
            context.log.report(Code::UnitMismatch, text.place, what, "no `per`");
            None
        }
    };
    let read = |key: &'static str| -> Option<Option<Figure>> {
        let Some(item) = table.item(key) else { return Some(None) };
        if let DeValue::Table(entries) = item.value
            && entries.iter().any(|(k, _)| ["times", "of"].contains(&k.get_ref().as_ref()))
        {
            let part = Table::new(context.log, entries, item.place);
            let found = multiple(context, parameter, id, &part);
            part.finish();
            return found.map(|m| Some(Figure::Times(m)));
        }
        one(context, parameter, item, told).map(|setting| Some(Figure::Set(setting)))
    };
    let (value, urban, rural) = (read("value")?, read("urban")?, read("rural")?);
    if !parameter.areas && (urban.is_some() || rural.is_some()) {
        let what = format!("`{}` does not differ for urban and rural", parameter.id);
        context.log.report(Code::BadValue, table.place, what, "value = …");
        return None;
    }
    match (value, urban, rural) {
        (Some(value), None, None) => Some((Some(value), Some(value))),
        (None, urban, rural) if urban.is_some() || rural.is_some() => Some((urban, rural)),
        _ => {
            context.log.report(
                Code::MissingKey,
                table.place,
                "a value is set once, or for urban and rural apart",
                "value = …, or urban = … and rural = …",
            );
            None
        }
    }
}

/// So many times an earlier parameter: `{ times = "24", of = "dibao_standard" }`.
fn multiple(
    context: &Context<'_>,
    parameter: &Parameter,
    id: ParameterId,
    table: &Table<'_>,
) -> Option<Multiple> {
    let (times, of) = (table.required("times"), table.required_text("of"));
    let (times, of) = (times?, of?);
    let wrong = |place, what: String, instead: String| {
        context.log.report(Code::BadValue, place, what, instead);
        None
    };
    let of = self::parameter(context, of)?;
    let other = context.book.parameters.get(of.index())?;
    if of >= id {
        let what = format!("`{}` comes after `{}` in parameters.toml", other.id, parameter.id);
        context.log.report(Code::ParameterOrder, table.place, what, "a multiple of an earlier parameter");
        return None;
    }
    if !parameter.kind.is_multiple_of(&other.kind) {
        let what = format!("`{}` is no multiple of `{}`: their units differ", parameter.id, other.id);
        context.log.report(Code::UnitMismatch, table.place, what, "a sum over time, or an amount beside one");
        return None;
    }
    if parameter.unset == Unset::Anywhere {
        let what = format!("where `{}` is not set, the figures of other places are taken", parameter.id);
        return wrong(table.place, what, "a figure".to_owned());
    }
    let read = crate::quantity::factor(&tree(times.value), &Path::Root);
    match read {
        Ok(range) => Some(Multiple { times: range, of }),
        Err(error) => wrong(times.place, format!("{} is no number of times", error.found), error.expected),
    }
}

fn one(
    context: &Context<'_>,
    parameter: &Parameter,
    item: Item<'_>,
    per: Option<Per>,
) -> Option<ParameterValue> {
    let plain = tree(item.value);
    let text = |per| Tree::Text(if per == Per::Year { "year" } else { "month" }.to_owned());
    let full = match (plain, per) {
        (Tree::Map(mut entries), Some(per)) => {
            entries.push(("per".to_owned(), text(per)));
            Tree::Map(entries)
        }
        (plain @ (Tree::Text(_) | Tree::Number(_)), Some(per)) => {
            Tree::Map(vec![("amount".to_owned(), plain), ("per".to_owned(), text(per))])
        }
        (plain, _) => plain,
    };
    let wrong = |what: String, instead: String| {
        context.log.report(Code::BadValue, item.place, what, instead);
        None
    };
    let set = match setting(parameter, &full, &Path::Root) {
        Ok(set) => set,
        Err(error) => return wrong(format!("{} is no `{}`", error.found, parameter.id), error.expected),
    };
    if let ParameterValue::Number(range) = set {
        let met = range.meet(parameter.bounds);
        let outside =
            |end: Option<crate::domain::Bound>, bound: Option<crate::domain::Bound>| match (end, bound) {
                (Some(end), Some(bound)) => {
                    end.value < bound.value || (end.value == bound.value && bound.open)
                }
                _ => false,
            };
        if outside(range.high, parameter.bounds.low) {
            return wrong(
                format!("the value lies outside the bounds of `{}`", parameter.id),
                "a value within `above` or `at_least` of the parameter".to_owned(),
            );
        }
        return Some(ParameterValue::Number(met));
    }
    Some(set)
}

/// Dates of one parameter in one place increase down the file, and none is a duplicate.
fn dates(context: &Context<'_>, values: &[Value]) {
    let mut last: std::collections::BTreeMap<(u32, ParameterId), Vec<(Day, Span)>> = Default::default();
    for value in values {
        let key = (value.region, value.dated.parameter);
        let before = last.entry(key).or_default();
        let id = context.book.parameters.get(value.dated.parameter.index()).map_or("", |p| p.id.as_str());
        let from = value.dated.from;
        if let Some((_, first)) = before.iter().find(|(day, _)| *day == from) {
            let (line, _) = context.log.line(*first);
            let file = context.log.files().get(first.file).map_or("", |f| f.name.as_str());
            let what = format!("`{id}` begins on {from} already at {file}:{line}");
            context.log.report(Code::DateTwice, value.place, what, "only one of the two, or another day");
        } else if let Some((latest, _)) =
            before.last().filter(|(day, p)| *day > from && p.file == value.place.file)
        {
            let what = format!("`{id}` from {from} stands after the one from {latest}");
            context.log.report(Code::DateOrder, value.place, what, "the earlier day first");
        }
        before.push((from, value.place));
    }
}
