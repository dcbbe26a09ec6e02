//! The report of a year in words: its lines, its paragraphs in the plain Chinese of a bureau, and the document that they make.

mod paragraphs;
mod public;

use super::{Lang, fill, payments, texts, words, work};
use crate::domain::document::{Block, Document, PlainTable};
use crate::domain::money::{Fen, grouped};
use crate::domain::text::CleanText;
use crate::domain::year::{ReportPart, Sent};
use crate::domain::year_report::lines::LineOf;
use crate::domain::year_report::{Quantity, ReportLine, YearReport, lines};

texts! {
    /// The texts of the report of a year.
    pub fn texts(lang) -> YearReportTexts {
        /// The year.
        title: "{}年退役军人事务工作报告" / "Work of veterans affairs in {}";
        table: "主要数据" / "Figures";
        // Parts.
        money: "待遇保障" / "Money";
        care: "接收安置" / "Soldiers received";
        training: "教育培训" / "Training and jobs";
        stations: "服务体系" / "Stations";
        petitions: "信访工作" / "Petitions";
        honours: "尊崇优待" / "Honours";
        memorials: "褒扬纪念" / "Memorials";
        garrison: "双拥共建" / "The garrison";
        other: "其他工作" / "Other work";
        // Lines.
        visits: "春节、八一走访慰问" / "Visits at Spring Festival and Army Day";
        units: "慰问驻旗部队" / "Gifts to units";
        late: "冲正已关账年度的分录" / "Reversals of closed years";
        /// Name of the programme.
        next: "{}（下一年度）" / "{} (next year)";
        // Heads.
        item: "项目" / "Item";
        figures: "数据" / "Figures";
        /// The year before.
        before: "{}年" / "{}";
        // Units of numbers: the number stands before.
        people: "{}人" / "{} {person|people}";
        person_times: "{}人次" / "{} person-time{|s}";
        times: "{}次" / "{} time{|s}";
        of_units: "{}个单位" / "{} unit{|s}";
        categories: "{}类" / "{} categor{y|ies}";
        accepted: "受理{}件" / "{} accepted";
        rows: "{}个" / "{} in all";
        found: "发现问题{}个" / "{} found";
        mended: "整改{}个" / "{} mended";
        aspects: "{}个方面" / "{} aspect{|s}";
        settled: "办结{}个" / "{} settled";
        staff: "工作人员{}人" / "staff {}";
        martyrs: "烈士{}名" / "{} martyr{|s}";
        goods: "慰问品{}" / "goods {}";
        own: "个人{}" / "own share {}";
        funds: "年度经费{}" / "yearly funds {}";
        own_funds: "其中自筹{}" / "of it own {}";
        // Charts.
        by_programme: "按项目（元）" / "By programme (yuan)";
        by_month: "按月份（元）" / "By month (yuan)";
        by_township: "按苏木镇场（元）" / "By township (yuan)";
        month: "{}月" / "{}";
        /// Since the report was sent: the day.
        changed: "{} 报送后的变化" / "Changed since it was sent on {}";
        unchanged: "{} 报送后没有变化" / "Nothing changed since it was sent on {}";
        /// A figure, before and now.
        change: "{}：原 {}，现 {}" / "{}: was {}, is {}";
        /// The part of the report.
        paragraph: "段落 {}" / "paragraph {}";
        nothing: "无" / "none";
        empty: "这一年没有登记" / "nothing was recorded in this year";
    }
}

/// An amount as a report tells it: in 万元 where that is shorter and exact to ten yuan.
pub fn sum(lang: Lang, amount: Fen) -> String {
    const WAN: i64 = 1_000_000;
    let fen = amount.get();
    if lang == Lang::Zh && fen.abs() >= WAN && fen % 1_000 == 0 { amount.wan() } else { yuan(lang, amount) }
}

/// An amount in yuan; in Chinese the unit stands close to it.
pub(super) fn yuan(lang: Lang, amount: Fen) -> String {
    match lang {
        Lang::Zh => [&amount.short(), "元"].concat(),
        Lang::En => words::yuan(lang, amount),
    }
}

/// The heading of a part; none for the beginning and the end.
pub fn part(lang: Lang, part: ReportPart) -> Option<&'static str> {
    let texts = texts(lang);
    Some(match part {
        ReportPart::Start | ReportPart::End => return None,
        ReportPart::Money => texts.money,
        ReportPart::Care => texts.care,
        ReportPart::Training => texts.training,
        ReportPart::Stations => texts.stations,
        ReportPart::Petitions => texts.petitions,
        ReportPart::Honours => texts.honours,
        ReportPart::Memorials => texts.memorials,
        ReportPart::Garrison => texts.garrison,
        ReportPart::Other => texts.other,
    })
}

/// What a line is called.
pub fn label(lang: Lang, line: &ReportLine) -> String {
    let texts = texts(lang);
    match &line.of {
        LineOf::Visits => texts.visits.to_owned(),
        LineOf::Units => texts.units.to_owned(),
        LineOf::Late => texts.late.to_owned(),
        LineOf::Programme(name) if line.name.ends_with("_next_year") => {
            fill(texts.next, &[&payments::programme(lang, name)])
        }
        LineOf::Programme(name) | LineOf::Spending(name) => payments::programme(lang, name).to_owned(),
        LineOf::Work(kind, subkind) if subkind.is_empty() => work::kind(lang, *kind).to_owned(),
        LineOf::Work(kind, subkind) => [work::kind(lang, *kind), " ", subkind].concat(),
    }
}

/// A number of a line with its unit.
pub fn quantity(lang: Lang, of: Quantity, value: i64) -> String {
    let texts = texts(lang);
    let count = grouped(value.unsigned_abs());
    let money = || sum(lang, Fen::new(value));
    let template = match of {
        Quantity::People => texts.people,
        Quantity::PersonTimes => texts.person_times,
        Quantity::Times => texts.times,
        Quantity::Units => texts.of_units,
        Quantity::Categories => texts.categories,
        Quantity::Accepted => texts.accepted,
        Quantity::Rows => texts.rows,
        Quantity::Found => texts.found,
        Quantity::Mended => texts.mended,
        Quantity::Aspects => texts.aspects,
        Quantity::Settled => texts.settled,
        Quantity::Staff => texts.staff,
        Quantity::Martyrs => texts.martyrs,
        Quantity::Amount => return money(),
        Quantity::Goods => return fill(texts.goods, &[&money()]),
        Quantity::Own => return fill(texts.own, &[&money()]),
        Quantity::Funds => return fill(texts.funds, &[&money()]),
        Quantity::OwnFunds => return fill(texts.own_funds, &[&money()]),
    };
    if value.unsigned_abs() < 1_000 { fill(template, &[&value]) } else { fill(template, &[&count]) }
}

/// All numbers of a line that are any.
pub fn numbers(lang: Lang, line: &ReportLine) -> String {
    quantities(lang, &line.values)
}

/// Numbers that are any, each with its unit.
pub fn quantities(lang: Lang, values: &[(Quantity, i64)]) -> String {
    let told = values.iter().filter(|(of, value)| *value != 0 || *of == Quantity::Amount);
    // Of gifts in goods alone the cash of nought says nothing.
    let goods = values.iter().any(|(of, value)| *of == Quantity::Goods && *value != 0);
    let told = told.filter(|(of, value)| !(*of == Quantity::Amount && *value == 0 && goods));
    told.map(|(of, value)| quantity(lang, *of, *value)).collect::<Vec<_>>().join(lang.pick(" ", ", "))
}

/// What a report tells as it is kept when it is sent: the names and numbers of its figures, and the bureau's own paragraphs.
pub fn told(report: &YearReport) -> Vec<(CleanText, CleanText)> {
    let figure = |line: ReportLine| {
        let numbers: Vec<String> =
            line.values.iter().map(|(of, value)| format!("{}={value}", of.code())).collect();
        (CleanText::unmasked(&line.name), CleanText::unmasked(&numbers.join(" ")))
    };
    let own = report.paragraphs.iter().map(|paragraph| {
        (CleanText::unmasked(&[TEXT, paragraph.place.as_str()].concat()), paragraph.text.clone())
    });
    lines(report).into_iter().map(figure).chain(own).collect()
}

/// Before the place of a paragraph, among what is kept when a report is sent.
const TEXT: &str = "text:";

/// What a paragraph is called among what changed; none of what is no paragraph.
pub fn paragraph_label(lang: Lang, figure: &str) -> Option<String> {
    let place = figure.strip_prefix(TEXT)?;
    let of = ReportPart::ALL.into_iter().find(|part| part.code() == place).and_then(|of| part(lang, of));
    Some(fill(texts(lang).paragraph, &[&of.unwrap_or(place)]))
}

/// Numbers as they are kept when a report is sent, in words.
pub fn kept(lang: Lang, said: &str) -> String {
    let pair = |pair: &str| {
        let (code, value) = pair.split_once('=')?;
        Some((Quantity::parse(code)?, value.parse().ok()?))
    };
    let values: Vec<(Quantity, i64)> = said.split(' ').filter_map(pair).collect();
    if values.is_empty() {
        return said.to_owned();
    }
    quantities(lang, &values)
}

/// What changed since a report was sent: the name of a figure, what it told then, and what it tells now.
pub fn changes(report: &YearReport, sent: &Sent) -> Vec<(String, String, String)> {
    let now = told(report);
    let mut changes = Vec::new();
    for (name, before) in &sent.figures {
        let found =
            now.iter().find(|(one, _)| one == name).map(|(_, value)| value.to_string()).unwrap_or_default();
        if found != before.as_str() {
            changes.push((name.to_string(), before.to_string(), found));
        }
    }
    for (name, value) in &now {
        if !sent.figures.iter().any(|(one, _)| one == name) {
            changes.push((name.to_string(), String::new(), value.to_string()));
        }
    }
    changes
}

/// The table of the report, the year before beside it.
pub fn table(lang: Lang, report: &YearReport, before: Option<&YearReport>) -> PlainTable {
    let texts = texts(lang);
    let mut heads = vec![texts.item.to_owned(), texts.figures.to_owned()];
    let earlier = before.map(lines);
    if let Some(before) = before {
        heads.push(fill(texts.before, &[&before.gifts.year]));
    }
    let mut rows = Vec::new();
    for line in lines(report) {
        let mut row = vec![label(lang, &line), numbers(lang, &line)];
        if let Some(earlier) = &earlier {
            let same = earlier.iter().find(|one| one.name == line.name);
            row.push(same.map(|line| numbers(lang, line)).unwrap_or_default());
        }
        rows.push(row);
    }
    // What was done in the year before alone.
    for line in earlier.iter().flatten().filter(|line| !rows_has(report, line)) {
        rows.push(vec![label(lang, line), texts.nothing.to_owned(), numbers(lang, line)]);
    }
    PlainTable { numbers: vec![false; heads.len()], heads, rows }
}

fn rows_has(report: &YearReport, line: &ReportLine) -> bool {
    lines(report).iter().any(|one| one.name == line.name)
}

/// The bars of money: by programme, by month, by township. Nothing where nothing was paid.
pub fn bars(lang: Lang, report: &YearReport) -> Vec<Block> {
    let texts = texts(lang);
    let told = |fen: Fen| fen.short();
    let by_programme: Vec<_> = lines(report)
        .iter()
        .map(|line| (label(lang, line), line.value(Quantity::Amount) + line.value(Quantity::Goods)))
        .filter(|(_, fen)| *fen > 0)
        .map(|(label, fen)| (label, fen, told(Fen::new(fen))))
        .collect();
    let months = report.months.iter().enumerate();
    let by_month: Vec<_> =
        months.map(|(at, fen)| (fill(texts.month, &[&(at + 1)]), fen.get(), told(*fen))).collect();
    let by_township: Vec<_> =
        report.townships.iter().map(|(name, fen)| (name.clone(), fen.get(), told(*fen))).collect();
    let all =
        [(texts.by_programme, by_programme), (texts.by_month, by_month), (texts.by_township, by_township)];
    all.into_iter()
        .filter(|(_, bars)| bars.iter().any(|(_, fen, _)| *fen != 0))
        .map(|(title, bars)| Block::Bars { title: title.to_owned(), bars })
        .collect()
}

/// The paragraphs of the report under their headings: in Chinese its sentences and those of the bureau's own, in English these
/// alone.
pub fn paragraphs(lang: Lang, report: &YearReport) -> Vec<Block> {
    let mut blocks = Vec::new();
    let all = lines(report);
    let mut number = 0;
    for one in ReportPart::ALL {
        let mut paragraphs = if lang == Lang::Zh { paragraphs::of(one, report, &all) } else { Vec::new() };
        let own = report.paragraphs.iter().filter(|paragraph| paragraph.place.as_str() == one.code());
        paragraphs.extend(own.map(|paragraph| paragraph.text.to_string()));
        if paragraphs.is_empty() {
            continue;
        }
        if let Some(heading) = part(lang, one) {
            number += 1;
            let ordinal = ["一", "二", "三", "四", "五", "六", "七", "八", "九"].get(number - 1).copied();
            let ordinal = ordinal.filter(|_| lang == Lang::Zh);
            blocks.push(Block::Heading(
                ordinal.map_or_else(|| heading.to_owned(), |ordinal| format!("{ordinal}、{heading}")),
            ));
        }
        blocks.extend(paragraphs.into_iter().map(Block::Paragraph));
    }
    blocks
}

/// The whole report: in Chinese its paragraphs and the table, in English the table.
pub fn document(lang: Lang, report: &YearReport, before: Option<&YearReport>) -> Document {
    let texts = texts(lang);
    let all = lines(report);
    let mut blocks = paragraphs(lang, report);
    if all.is_empty() {
        blocks.push(Block::Paragraph(texts.empty.to_owned()));
    } else {
        blocks.push(Block::Heading(texts.table.to_owned()));
        blocks.push(Block::Table(table(lang, report, before)));
    }
    Document {
        title: fill(texts.title, &[&report.gifts.year]),
        blocks,
        foot: words::heads(lang, &report.gifts.heads),
    }
}
