//! A small rulebook for tests: two programmes for the household, one for each person.

use yingbao_core::{
    domain::{Day, Range},
    rulebook::{
        AmountRule, Citation, Compare, Criterion, Dated, Entity, Expr, Fact, FactId, FactType, Figure, Form,
        Former, Grade, NoteRule, Parameter, ParameterId, ParameterType, ParameterValue, Per, Program,
        Question, Reads, Region, RegionId, Rulebook, Source, SourceId, Unit, Unset, Unticked,
    },
};

use crate::catalog::Catalog;

/// The day on which the tests stand.
pub fn today() -> Day {
    Day::new(2026, 11, 24).unwrap()
}

/// The sample, ready to use.
pub fn catalog() -> Catalog {
    Catalog::new(Box::leak(Box::new(book())), today())
}

fn fact(id: &str, kind: FactType) -> Fact {
    Fact { id: id.into(), kind, depends_on: None, total_of: Vec::new() }
}

fn choice(options: &[&str]) -> FactType {
    FactType::Choice(options.iter().map(|o| (*o).to_owned()).collect())
}

fn criterion(id: &str, test: Expr, unit: Option<Unit>, household: &[u16], member: &[u16]) -> Criterion {
    Criterion {
        in_force: yingbao_core::rulebook::Period::default(),
        id: id.into(),
        applies: None,
        test,
        per_head: None,
        unit,
        uses: Reads {
            household: household.iter().map(|f| FactId(*f)).collect(),
            member: member.iter().map(|f| FactId(*f)).collect(),
            parameters: unit.map(|_| ParameterId(0)).into_iter().collect(),
            programs: Vec::new(),
        },
        soft: None,
        cites: vec![Citation { source: SourceId(0), article: "8".into() }],
    }
}

fn program(id: &str, unit: Entity, tier: &str, criteria: Vec<Criterion>) -> Program {
    Program {
        id: id.into(),
        unit,
        tier: tier.into(),
        criteria,
        papers: vec!["card".into()],
        office: "hall".into(),
        time_limit: "soon".into(),
        ..Program::default()
    }
}

fn region(code: u32, name: &str, parent: u16, standard: Option<i64>) -> Region {
    let values = standard.map(|n| Dated {
        parameter: ParameterId(0),
        from: Day::new(2026, 7, 1).unwrap(),
        urban: Some(Figure::Set(ParameterValue::Number(Range::exact(n.into())))),
        rural: Some(Figure::Set(ParameterValue::Number(Range::exact((n - 1200).into())))),
        source: Some(SourceId(0)),
        grade: Grade::Reported,
        checked: today(),
    });
    Region {
        code,
        name: name.into(),
        name_en: name.into(),
        parent: RegionId(parent),
        values: values.into_iter().collect(),
    }
}

/// The sample.
pub fn book() -> Rulebook {
    let wages = Expr::Sum(0, Box::new(Expr::MemberFact(FactId(3), 0)));
    let heads = Expr::Count(0, Box::new(Expr::Truth(true)));
    let line = Expr::Multiply(Box::new([Expr::Parameter(ParameterId(0)), heads.clone()]));
    let income = Expr::Compare(Compare::Less, Box::new([wages.clone(), line.clone()]));
    let ill = Expr::In(Box::new(Expr::MemberFact(FactId(4), 0)), 0b110);
    let mut basic = program(
        "basic",
        Entity::Household,
        "basic",
        vec![criterion("income", income, Some(Unit::Flow), &[2], &[3])],
    );
    basic.criteria[0].per_head = Some(heads);
    basic.amount = Some(AmountRule {
        applies: None,
        value: Expr::Subtract(Box::new([line, wages])),
        unit: Unit::Flow,
        uses: Reads::default(),
        per: Per::Month,
    });
    basic.notes = vec![NoteRule {
        note: yingbao_core::rulebook::NoteId(0),
        in_force: yingbao_core::rulebook::Period::default(),
        when: None,
        on: [true, true, false],
    }];
    let either = Expr::Or(vec![Expr::Fact(FactId(0)), Expr::Fact(FactId(1))]);
    let messages: Vec<(&str, &str, &str)> = vec![
        ("criterion.basic.income.met", "收入 {left} 低于 {right}", "Income {left} is below {right}"),
        (
            "criterion.basic.income.not_met",
            "收入 {left} 不低于 {right}",
            "Income {left} is not below {right}",
        ),
        ("criterion.basic.income.open", "收入还不清楚", "Income is not clear yet"),
        ("criterion.basic.income.title", "收入", "Income"),
        ("fact.fire.question", "家里失火了吗?", "Was there a fire?"),
        ("fact.fire.title", "失火", "Fire"),
        ("fact.member.health.question", "{who}身体怎么样?", "How is {who}?"),
        ("fact.member.health.title", "健康", "Health"),
        ("fact.member.wage.question", "{who}的工资是多少?", "What is the wage of {who}?"),
        ("fact.member.wage.title", "工资", "Wage"),
        ("note.ask.text", "请向窗口核实", "Ask at the office"),
        ("office.hall.how", "带上证件", "Bring your papers"),
        ("office.hall.title", "办事大厅", "the hall"),
        ("option.member.health.well.title", "健康", "Well"),
        ("paper.card.title", "身份证", "Identity card"),
        ("program.basic.title", "基本帮助", "Basic help"),
        ("program.rescue.title", "紧急帮助", "Urgent help"),
        ("section.money.title", "收入", "Money"),
    ];
    let page = |id: &str, section, always| yingbao_core::rulebook::Page {
        id: id.into(),
        section,
        each: false,
        joins: false,
        always,
    };
    let question = |id: &str, page, entity, facts: &[u16], form| Question {
        id: id.into(),
        page,
        entity,
        facts: facts.iter().map(|f| FactId(*f)).collect(),
        hardness: 1,
        form,
        concerns: None,
        refine: false,
    };
    let no = || Form::Tick(vec![Unticked::Truth(false)]);
    let field = || Form::Field { blank: false };
    Rulebook {
        id: "sample".into(),
        version: "1".into(),
        review_after_months: 18,
        languages: vec!["zh-CN".into(), "en".into()],
        sections: ["urgent", "place", "people", "money"].map(String::from).to_vec(),
        notes: vec!["ask".into()],
        household_facts: vec![
            fact("fire", FactType::Truth),
            fact("flood", FactType::Truth),
            fact("area", choice(&["urban", "rural"])),
        ],
        member_facts: vec![
            fact("relation", choice(&["self", "spouse", "child", "parent", "grandchild"])),
            fact("birth_date", FactType::Date),
            fact("age", FactType::Age),
            fact("wage", FactType::Flow(Per::Month)),
            fact("health", choice(&["well", "ill", "very_ill"])),
            Fact { depends_on: Some(FactId(4)), ..fact("sick_note", FactType::Truth) },
        ],
        parameters: vec![Parameter {
            id: "line".into(),
            kind: ParameterType::Flow(Per::Month),
            areas: true,
            rises: true,
            bounds: Range::positive(),
            unset: Unset::Anywhere,
            floor: None,
            ceiling: None,
            unset_note: None,
            group: None,
            group_default: None,
        }],
        programs: vec![
            program(
                "rescue",
                Entity::Household,
                "urgent",
                vec![criterion("event", either, None, &[0, 1], &[])],
            ),
            basic,
            program("care", Entity::Member, "special", vec![criterion("ill", ill, None, &[], &[4])]),
        ],
        pages: vec![
            page("event", 0, false),
            page("where", 1, true),
            page("who", 2, true),
            page("kin", 2, false),
            page("wage", 3, false),
            page("health", 3, false),
        ],
        questions: vec![
            question("fire", 0, Entity::Household, &[0], no()),
            question("area", 1, Entity::Household, &[2], field()),
            question("relation", 2, Entity::Member, &[0], field()),
            question("wage", 4, Entity::Member, &[3], field()),
            question("health", 5, Entity::Member, &[4], field()),
            question("sick_note", 5, Entity::Member, &[5], no()),
            question("flood", 0, Entity::Household, &[1], no()),
            question("birth", 2, Entity::Member, &[1, 2], field()),
            question("region", 1, Entity::Household, &[], Form::Region),
            question("wages", 4, Entity::Member, &[3], Form::Tick(vec![Unticked::Number(0)])),
            question("parents", 3, Entity::Member, &[], Form::Parents),
            question("spouse", 3, Entity::Member, &[], Form::Spouse),
        ],
        needs: Vec::new(),
        sources: vec![Source {
            id: "law".into(),
            title: "某某办法".into(),
            title_en: "Some Rules".into(),
            number: "1号".into(),
            issuer: "某部".into(),
            issued: "2026-01-01".into(),
            in_force: "2026-07-01".into(),
            read: true,
            parts: false,
        }],
        regions: vec![
            region(0, "全国", 0, None),
            region(310_000, "上海市", 0, Some(12_000)),
            region(320_000, "江苏省", 0, None),
            region(320_100, "南京市", 2, Some(13_200)),
            region(320_106, "鼓楼区", 3, None),
        ],
        former: vec![Former {
            code: Some(320_107), successor: RegionId(4), shared: 0, own: "下关区".into()
        }],
        message_keys: messages.iter().map(|(key, ..)| (*key).to_owned()).collect(),
        messages: vec![
            messages.iter().map(|(_, zh, _)| (*zh).to_owned()).collect(),
            messages.iter().map(|(.., en)| (*en).to_owned()).collect(),
        ],
        ..Rulebook::default()
    }
}
