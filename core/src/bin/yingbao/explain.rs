//! `explain`: the reasons of one programme in words.

use std::{
    fmt::Display,
    io::{self, Write},
    path::PathBuf,
};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use yingbao_core::{
    document::Request,
    domain::{Range, Truth},
    engine::screen,
    rulebook::{Citation, Criterion, Grade, Multiple, Program, Unit},
    ruleset::{Origin, Ruleset},
    screening::{Entry, MissingInput, Reason, Screening, Verdict},
    wording::{
        Visible,
        explain::Explainer,
        format::{self, Phrase, Phrases},
        suggest,
    },
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

impl Language {
    pub const fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

impl Phrases for Language {
    fn phrase(self, of: Phrase) -> &'static str {
        let (zh, en) = match of {
            Phrase::Between => ("{low} 至 {high}", "{low} to {high}"),
            Phrase::AtLeast => ("至少 {low}", "at least {low}"),
            Phrase::Above => ("多于 {low}", "more than {low}"),
            Phrase::AtMost => ("至多 {high}", "at most {high}"),
            Phrase::Below => ("少于 {high}", "less than {high}"),
            Phrase::Any | Phrase::Unknown => ("未知", "unknown"),
            Phrase::Either => (" / ", " / "),
            Phrase::Yes => ("是", "yes"),
            Phrase::No => ("否", "no"),
            Phrase::NoLimit => ("不限", "no limit"),
            Phrase::Yuan => ("{n} 元", "{n} CNY"),
            Phrase::PerMonth => ("每月 {amount}", "{amount} a month"),
            Phrase::PerYear => ("每年 {amount}", "{amount} a year"),
            Phrase::Once => ("一次 {amount}", "{amount} once"),
            Phrase::Cited => ("{title}{number}{article}{force}", "{title}{number}{article}{force}"),
            Phrase::Number => (" {number}", " {number}"),
            Phrase::Article => (" 第{article}条", ", article {article}"),
            Phrase::Part => (" 第{article}部分", ", part {article}"),
            Phrase::Force => ("，{date}起施行", ", in force from {date}"),
            Phrase::Unread => ("（未核对原文）", " (original text not checked)"),
        };
        self.pick(zh, en)
    }

    fn is_chinese(self) -> bool {
        self == Self::Zh
    }
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
    if book.messages.get(language).is_none_or(Vec::is_empty) {
        bail!(
            "--rulebook: this file has its texts in {tag} in a file of their own; name the rulebook's folder, or a file that \
             was built without --apart"
        );
    }
    let explain = Explainer { book: &book, language, phrases: arguments.lang };
    let words =
        Words { rules: &rules, request: &request, screening: &screening, lang: arguments.lang, explain };
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
    explain: Explainer<'w, Language>,
}

impl Words<'_> {
    pub const fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.lang.pick(zh, en)
    }

    /// A text of the rulebook; the key where it has none.
    pub fn message(&self, key: &str) -> String {
        self.explain.message(key).unwrap_or(key).to_owned()
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
            let estimate = self.pick("估算", "estimate");
            writeln!(out, "  {estimate}{}{}", self.colon(), format::amount(self.lang, &amount))?;
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
        let word = match reason.holds() {
            _ if reason.waived() => self.pick("不适用", "does not apply"),
            Truth::True => self.pick("符合", "met"),
            Truth::False => self.pick("不符合", "not met"),
            Truth::Unknown => self.pick("不清楚", "open"),
        };
        let title = self.message(&format!("{prefix}.title"));
        writeln!(out, "  - [{word}] {title}")?;
        if !reason.waived() {
            let (program, criterion) = (&program.id, &criterion.id);
            let mut text = self.explain.sentence(program, criterion, reason).unwrap_or_default();
            if let Some(statement) = reason.statement() {
                let told = ["left", "right", "margin"]
                    .iter()
                    .any(|number| self.explain.tells(program, criterion, reason, number));
                if !told && [statement.left, statement.right].iter().any(|side| *side != Range::ALL) {
                    let [left, right, _] = self.explain.sides(statement);
                    let against = self.pick("对", "against");
                    text.push_str(&self.aside(format_args!("{left} {against} {right}")));
                }
            }
            if !text.is_empty() {
                writeln!(out, "    {}", text.trim())?;
            }
        }
        self.cites(out, &criterion.cites)
    }

    pub fn cites(&self, out: &mut impl Write, cites: &[Citation]) -> io::Result<()> {
        cites.iter().filter_map(|cite| self.explain.cited(cite)).try_for_each(|c| writeln!(out, "    {c}"))
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
                let both = [resolved.urban.0, resolved.rural.0].map(|s| self.explain.value(parameter, s));
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
                writeln!(out, "  {title}{}{}", self.colon(), self.explain.value(parameter, setting))?;
            }
            self.origin(out, origin)?;
        }
        Ok(())
    }

    fn origin(&self, out: &mut impl Write, origin: Origin) -> io::Result<()> {
        let Origin::Set { region, from, source, grade, stale, multiple } = origin else { return Ok(()) };
        let book = self.rules.book;
        let (Some(region), Some(source)) = (book.regions.get(region.index()), source) else { return Ok(()) };
        let place = self.explain.pick(&region.name, region.english());
        let title = self.explain.source_title(source);
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
            format!("{}{title} × {}", self.pick("；", "; "), format::measured(self.lang, times, Unit::Plain))
        });
        writeln!(out, "    {place}{comma}{from}{on}{comma}{title}{multiple}{grade}{stale}")
    }

    fn head(&self, out: &mut impl Write) -> io::Result<()> {
        let book = self.rules.book;
        let region = self.rules.region.and_then(|r| book.regions.get(r.index()));
        let place = region
            .map_or(self.pick("地方未知", "no place told"), |r| self.explain.pick(&r.name, r.english()));
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
