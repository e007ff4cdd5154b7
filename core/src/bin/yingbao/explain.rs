//! `explain`: the reasons of one programme in words.

use std::{
    fmt::Display,
    io::{self, Write},
    path::PathBuf,
};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use yingbao_core::{
    author::shown,
    document::Request,
    domain::{Range, Truth},
    engine::screen,
    rulebook::{Citation, Criterion, Grade, Multiple, ParameterValue, Per, Program, Unit},
    ruleset::{Origin, Ruleset},
    screening::{Entry, MissingInput, Reason, Screening, Verdict},
    wording::{Visible, suggest},
};

use super::{
    output::{OUTPUT, Output},
    rules,
    screen::{With, request},
};

/// What to explain.
#[derive(Args)]
pub struct Explain {
    /// The household document; standard input unless told, or if `-`.
    file: Option<PathBuf>,
    /// The programme.
    #[arg(long, value_name = "ID")]
    program: String,
    /// One member, for a programme tested for each; all of them unless told.
    #[arg(long, value_name = "ID")]
    member: Option<String>,
    /// What would turn a verdict that is not yet likely: a birthday, a rule already announced, a certificate.
    #[arg(long)]
    changes: bool,
    /// The language.
    #[arg(long, value_enum, default_value_t = Language::Zh)]
    lang: Language,
    #[command(flatten)]
    with: With,
}

/// A language of the rulebook.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// Prints the reasons.
pub fn run(arguments: &Explain) -> Result<()> {
    let book = rules::open(arguments.with.rulebook.as_deref())?;
    let Some(id) = book.program(&arguments.program) else {
        let known: Vec<&str> = book.programs.iter().map(|p| p.id.as_str()).collect();
        let expected = suggest(format!("one of {}", known.join(", ")), &arguments.program, known);
        bail!("there is no programme {}; expected {expected}", Visible(&arguments.program));
    };
    let request = request(&book, arguments.file.as_deref(), arguments.with.today())?;
    let rules = book.at(request.date, request.region, &request.overrides);
    let screening = screen(&rules, &request.household);
    let tag = if arguments.lang == Language::Zh { "zh" } else { "en" };
    let language = book.languages.iter().position(|l| l.starts_with(tag)).unwrap_or(0);
    let words =
        Words { rules: &rules, request: &request, screening: &screening, lang: arguments.lang, language };
    let of_member = |entry: &&Entry| match &arguments.member {
        Some(id) => entry.member.and_then(|m| request.household.members.get(m)).is_some_and(|m| m.id == *id),
        None => true,
    };
    let mut entries = screening.entries.iter().filter(|e| e.program == id).filter(of_member).peekable();
    if entries.peek().is_none() {
        let member = Visible(arguments.member.as_deref().unwrap_or_default());
        bail!("{} is not tested for a member {member}", arguments.program);
    }
    let mut out = Output::text();
    let tell = || -> io::Result<()> {
        for entry in entries {
            words.entry(&mut out, entry)?;
            words.together(&mut out, entry)?;
            if arguments.changes {
                words.changes(&mut out, entry)?;
            }
        }
        words.head(&mut out)?;
        out.flush()
    };
    tell().context(OUTPUT)
}

/// Rules, family and language in which to tell.
pub struct Words<'w> {
    pub rules: &'w Ruleset<'w>,
    pub request: &'w Request,
    pub screening: &'w Screening,
    pub lang: Language,
    language: usize,
}

impl Words<'_> {
    pub const fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// A text of the rulebook; the key where it has none.
    pub fn message(&self, key: &str) -> String {
        let found = self.rules.book.message(self.language, key).filter(|t| !t.is_empty());
        found.map_or_else(|| key.to_owned(), str::to_owned)
    }

    fn range(&self, range: Range) -> String {
        self.number(range, |value| shown(Range::exact(value)))
    }

    /// Sums to the fen, counts and days as they are.
    fn side(&self, range: Range, unit: Unit) -> String {
        match unit {
            Unit::Plain => self.number(range, |value| value.normalize().to_string()),
            Unit::Day => self.number(range, |value| {
                value.to_i32().map_or_else(String::new, |day| yingbao_core::domain::Day(day).to_string())
            }),
            Unit::Flow | Unit::Stock | Unit::Area => self.range(range),
        }
    }

    fn number(&self, range: Range, show: impl Fn(Decimal) -> String) -> String {
        let number = |end: Option<yingbao_core::domain::Bound>| end.map(|b| show(b.value));
        match (range.known(), number(range.low), number(range.high)) {
            (Some(value), ..) => show(value),
            (None, Some(low), Some(high)) => format!("{low} {} {high}", self.pick("至", "to")),
            (None, Some(low), None) => format!("{} {low}", self.pick("至少", "at least")),
            (None, None, Some(high)) => format!("{} {high}", self.pick("至多", "at most")),
            (None, None, None) => self.pick("未知", "unknown").to_owned(),
        }
    }

    /// Between a name and what is said of it.
    pub const fn colon(&self) -> &'static str {
        self.pick("：", ": ")
    }

    const fn comma(&self) -> &'static str {
        self.pick("，", ", ")
    }

    /// What is said in passing, after what it is said of.
    pub fn aside(&self, text: impl Display) -> String {
        match self.lang {
            Language::Zh => format!("（{text}）"),
            Language::En => format!(" ({text})"),
        }
    }

    /// A programme, and whose.
    pub fn title(&self, entry: &Entry) -> String {
        let program = self.rules.programs.get(entry.program.index()).map_or("", |p| p.id.as_str());
        let member = entry.member.and_then(|m| self.request.household.members.get(m));
        let who = member.map_or_else(String::new, |m| self.aside(Visible(&m.id)));
        format!("{}{who}", self.message(&format!("program.{program}.title")))
    }

    /// A verdict in words that decide nothing.
    pub const fn verdict(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Likely => self.pick("看起来符合已核对的条件", "the conditions checked look met"),
            Verdict::Possible => self.pick("还不能判断", "cannot tell yet"),
            Verdict::Unlikely => {
                self.pick("看起来不符合已核对的条件", "some condition checked looks not met")
            }
        }
    }

    fn entry(&self, out: &mut impl Write, entry: &Entry) -> io::Result<()> {
        let Some(program) = self.rules.programs.get(entry.program.index()) else { return Ok(()) };
        writeln!(out, "{}{}{}", self.title(entry), self.colon(), self.verdict(entry.verdict))?;
        for (criterion, reason) in program.criteria.iter().zip(&entry.reasons) {
            self.criterion(out, program, criterion, reason)?;
        }
        if let Some(amount) = entry.amount {
            let per = match amount.per {
                Per::Month => self.pick("元，每月", "CNY a month"),
                Per::Year => self.pick("元，每年", "CNY a year"),
                Per::Once => self.pick("元，一次", "CNY, once"),
            };
            let estimate = self.pick("估算", "estimate");
            writeln!(out, "  {estimate}{}{} {per}", self.colon(), self.range(amount.range))?;
        }
        for note in entry.notes.iter().filter_map(|n| self.rules.book.notes.get(n.index())) {
            writeln!(out, "  * {}", self.message(&format!("note.{note}.text")))?;
        }
        let missing: Vec<String> = entry.missing.iter().map(|l| self.lack(*l)).collect();
        if !missing.is_empty() {
            writeln!(
                out,
                "  {}{}{}",
                self.pick("还需要知道", "still open"),
                self.colon(),
                missing.join(self.pick("、", ", "))
            )?;
        }
        self.figures(out, program, entry)
    }

    fn criterion(
        &self,
        out: &mut impl Write,
        program: &Program,
        criterion: &Criterion,
        reason: &Reason,
    ) -> io::Result<()> {
        let prefix = format!("criterion.{}.{}", program.id, criterion.id);
        let (state, word) = match reason.holds() {
            _ if reason.waived() => ("", self.pick("不适用", "does not apply")),
            Truth::True => ("met", self.pick("符合", "met")),
            Truth::False => ("not_met", self.pick("不符合", "not met")),
            Truth::Unknown => ("open", self.pick("不清楚", "open")),
        };
        let title = self.message(&format!("{prefix}.title"));
        writeln!(out, "  - [{word}] {title}")?;
        let mut text =
            if state.is_empty() { String::new() } else { self.message(&format!("{prefix}.{state}")) };
        if let Some(statement) = reason.statement() {
            let numbers =
                [("{left}", statement.left), ("{right}", statement.right), ("{margin}", statement.margin)];
            let told = numbers.iter().any(|(name, _)| text.contains(name));
            for (name, range) in numbers {
                text = text.replace(name, &self.side(range, statement.unit));
            }
            let known = [statement.left, statement.right].iter().any(|side| *side != Range::ALL);
            if !told && known {
                text.push_str(&self.aside(format_args!(
                    "{} {} {}",
                    self.side(statement.left, statement.unit),
                    self.pick("对", "against"),
                    self.side(statement.right, statement.unit)
                )));
            }
        }
        if !text.is_empty() {
            writeln!(out, "    {}", text.trim())?;
        }
        self.cites(out, &criterion.cites)
    }

    pub fn cites(&self, out: &mut impl Write, cites: &[Citation]) -> io::Result<()> {
        for cite in cites {
            let Some(source) = self.rules.book.sources.get(cite.source.index()) else { continue };
            let title = if self.lang == Language::Zh { &source.title } else { &source.title_en };
            let article = match (cite.article.is_empty(), source.parts, self.lang) {
                (true, ..) => String::new(),
                (false, false, Language::Zh) => format!(" 第{}条", cite.article),
                (false, false, Language::En) => format!(", article {}", cite.article),
                (false, true, Language::Zh) => format!(" 第{}部分", cite.article),
                (false, true, Language::En) => format!(", part {}", cite.article),
            };
            let number = if source.number.is_empty() { "" } else { " " };
            let from = match (source.in_force.is_empty(), self.lang) {
                (true, _) => String::new(),
                (false, Language::Zh) => format!("，{}起施行", source.in_force),
                (false, Language::En) => format!(", in force from {}", source.in_force),
            };
            writeln!(out, "    {title}{number}{}{article}{from}", source.number)?;
        }
        Ok(())
    }

    /// What can be asked, as the questionnaire names it.
    fn lack(&self, lack: MissingInput) -> String {
        let book = self.rules.book;
        let id = |m: usize| {
            self.aside(Visible(self.request.household.members.get(m).map_or("", |m| m.id.as_str())))
        };
        match lack {
            MissingInput::Region => self.pick("所在地", "the place").to_owned(),
            MissingInput::Household(fact) => {
                let id = book.household_facts.get(fact.index()).map_or("", |f| f.id.as_str());
                self.message(&format!("fact.{id}.title"))
            }
            MissingInput::Member(member, fact) => {
                let name = book.member_facts.get(fact.index()).map_or("", |f| f.id.as_str());
                format!("{}{}", self.message(&format!("fact.member.{name}.title")), id(member))
            }
            MissingInput::Parents(member) => {
                format!("{}{}", self.pick("父母是谁", "the parents"), id(member))
            }
            MissingInput::Spouse(member) => format!("{}{}", self.pick("配偶是谁", "the spouse"), id(member)),
        }
    }

    /// The figures the conditions read, with where they stand.
    fn figures(&self, out: &mut impl Write, program: &Program, entry: &Entry) -> io::Result<()> {
        let book = self.rules.book;
        let mut used: Vec<_> = program.criteria.iter().flat_map(|c| &c.uses.parameters).copied().collect();
        if entry.amount.is_some() {
            used.extend(program.amount.iter().flat_map(|a| &a.uses.parameters));
        }
        used.sort_unstable();
        used.dedup();
        for id in used {
            let (Some(parameter), Some(resolved)) =
                (book.parameters.get(id.index()), self.rules.parameters.get(id.index()))
            else {
                continue;
            };
            let title = self.message(&format!("parameter.{}.title", parameter.id));
            let (setting, origin) = resolved.urban;
            if resolved.urban.0 != resolved.rural.0 {
                let both = [resolved.urban.0, resolved.rural.0].map(|s| self.setting(parameter, s));
                writeln!(
                    out,
                    "  {title}{}{}{} / {}{}",
                    self.colon(),
                    both[0],
                    self.pick("（城镇）", " urban"),
                    both[1],
                    self.pick("（农村）", " rural")
                )?;
            } else if !matches!(origin, Origin::Unset) {
                writeln!(out, "  {title}{}{}", self.colon(), self.setting(parameter, setting))?;
            }
            self.origin(out, origin)?;
        }
        Ok(())
    }

    fn setting(&self, parameter: &yingbao_core::rulebook::Parameter, setting: ParameterValue) -> String {
        match setting {
            ParameterValue::NoLimit => self.pick("不限", "no limit").to_owned(),
            ParameterValue::Number(range) => match parameter.kind {
                yingbao_core::rulebook::ParameterType::Flow(Per::Year) => {
                    format!("{} {}", self.range(range), self.pick("元/年", "CNY a year"))
                }
                yingbao_core::rulebook::ParameterType::Flow(_) => {
                    let month = range.in_a_month();
                    format!("{} {}", self.range(month), self.pick("元/月", "CNY a month"))
                }
                yingbao_core::rulebook::ParameterType::Stock => self.range(range),
                _ => self.side(range, Unit::Plain),
            },
            ParameterValue::Truth(truth) => match truth {
                Truth::True => self.pick("是", "yes"),
                Truth::False => self.pick("否", "no"),
                Truth::Unknown => self.pick("未知", "unknown"),
            }
            .to_owned(),
            ParameterValue::Choice(bits) => match &parameter.kind {
                yingbao_core::rulebook::ParameterType::Choice(options) => {
                    let left = options.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1);
                    left.map(|(_, o)| o.as_str()).collect::<Vec<_>>().join(" / ")
                }
                _ => String::new(),
            },
        }
    }

    fn origin(&self, out: &mut impl Write, origin: Origin) -> io::Result<()> {
        let Origin::Set { region, from, source, grade, stale, multiple } = origin else { return Ok(()) };
        let book = self.rules.book;
        let (Some(region), Some(source)) =
            (book.regions.get(region.index()), source.and_then(|s| book.sources.get(s.index())))
        else {
            return Ok(());
        };
        let zh = self.lang == Language::Zh;
        let (place, title) =
            if zh { (region.name.as_str(), &source.title) } else { (region.english(), &source.title_en) };
        let grade = match grade {
            Grade::Official | Grade::Assumed => "",
            Grade::Reported => self.pick("；据报道", "; as reported"),
            Grade::Secondary => self.pick("；转引", "; second-hand"),
        };
        let stale = if stale { self.pick("；可能已提高", "; may have been raised since") } else { "" };
        let (comma, on) = (self.comma(), self.pick("起", " on"));
        let multiple = multiple.map_or_else(String::new, |Multiple { times, of }| {
            let of = book.parameters.get(of.index()).map_or("", |p| p.id.as_str());
            let title = self.message(&format!("parameter.{of}.title"));
            format!("{}{title} × {}", self.pick("；", "; "), self.side(times, Unit::Plain))
        });
        writeln!(out, "    {place}{comma}{from}{on}{comma}{title}{multiple}{grade}{stale}")
    }

    fn head(&self, out: &mut impl Write) -> io::Result<()> {
        let book = self.rules.book;
        let region = self.rules.region.and_then(|r| book.regions.get(r.index()));
        let place = region.map_or(self.pick("地方未知", "no place told"), |r| {
            if self.lang == Language::Zh { r.name.as_str() } else { r.english() }
        });
        let comma = self.comma();
        writeln!(
            out,
            "{} {}{comma}{place}{comma}{} {}",
            self.pick("规定截至", "rules as of"),
            self.rules.date,
            book.id,
            book.version
        )?;
        writeln!(
            out,
            "{}",
            self.pick(
                "这不是审核决定。您仍然可以申请，受理部门会作出书面答复。",
                "This is no decision. An application is always possible and gets a written answer."
            )
        )
    }
}
