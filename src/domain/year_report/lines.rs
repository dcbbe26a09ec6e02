//! The lines of the report: each figure with its name, in the order of the report.

use super::YearReport;
use crate::domain::money::Fen;
use crate::domain::text::CleanText;
use crate::domain::work::counts::{self, WorkSum};
use crate::domain::work::{Field, WorkFamily, WorkKind};
use crate::domain::year::ReportPart;

/// What a number of a line counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantity {
    /// 人: different people.
    People,
    /// 人次: how often people were paid or took part.
    PersonTimes,
    /// 次: how often it was done.
    Times,
    /// 单位: units.
    Units,
    /// 类: categories.
    Categories,
    /// 受理: cases that were accepted.
    Accepted,
    /// 处, 条: rows.
    Rows,
    /// 问题: problems found.
    Found,
    /// 整改: problems mended.
    Mended,
    /// 方面: aspects.
    Aspects,
    /// 办结: settled.
    Settled,
    /// 工作人员: staff.
    Staff,
    /// 烈士: martyrs.
    Martyrs,
    /// Money of the bureau, in fen.
    Amount,
    /// Goods at their value, in fen.
    Goods,
    /// What people bore themselves, in fen.
    Own,
    /// Yearly funds, in fen.
    Funds,
    /// What of the funds is a farm's own, in fen.
    OwnFunds,
}

impl Quantity {
    /// Every one.
    pub const ALL: [Self; 18] = [
        Self::People,
        Self::PersonTimes,
        Self::Times,
        Self::Units,
        Self::Categories,
        Self::Accepted,
        Self::Rows,
        Self::Found,
        Self::Mended,
        Self::Aspects,
        Self::Settled,
        Self::Staff,
        Self::Martyrs,
        Self::Amount,
        Self::Goods,
        Self::Own,
        Self::Funds,
        Self::OwnFunds,
    ];

    /// The one of that stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|of| of.code() == code)
    }

    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::PersonTimes => "person_times",
            Self::Times => "times",
            Self::Units => "units",
            Self::Categories => "categories",
            Self::Accepted => "accepted",
            Self::Rows => "rows",
            Self::Found => "found",
            Self::Mended => "mended",
            Self::Aspects => "aspects",
            Self::Settled => "settled",
            Self::Staff => "staff",
            Self::Martyrs => "martyrs",
            Self::Amount => "amount_fen",
            Self::Goods => "goods_fen",
            Self::Own => "own_fen",
            Self::Funds => "funds_fen",
            Self::OwnFunds => "own_funds_fen",
        }
    }

    /// Whether it is money.
    pub fn is_money(self) -> bool {
        match self {
            Self::Amount | Self::Goods | Self::Own | Self::Funds | Self::OwnFunds => true,
            Self::People
            | Self::PersonTimes
            | Self::Times
            | Self::Units
            | Self::Categories
            | Self::Accepted
            | Self::Rows
            | Self::Found
            | Self::Mended
            | Self::Aspects
            | Self::Settled
            | Self::Staff
            | Self::Martyrs => false,
        }
    }
}

/// What a line counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineOf {
    /// Gifts to people.
    Visits,
    /// Gifts to units.
    Units,
    /// A programme, with its name.
    Programme(CleanText),
    /// Spending without a person, with the name of the programme.
    Spending(CleanText),
    /// Reversals of entries of earlier years.
    Late,
    /// Work of a kind and subkind.
    Work(WorkKind, CleanText),
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLine {
    /// The stable name of the figure.
    pub name: String,
    /// In which part of the report it stands.
    pub part: ReportPart,
    /// What it counts.
    pub of: LineOf,
    /// Its numbers; money in fen.
    pub values: Vec<(Quantity, i64)>,
}

impl ReportLine {
    /// A number of it; nought where it has none.
    pub fn value(&self, of: Quantity) -> i64 {
        self.values.iter().find(|(one, _)| *one == of).map_or(0, |(_, value)| *value)
    }

    /// A sum of money of it.
    pub fn fen(&self, of: Quantity) -> Fen {
        Fen::new(self.value(of))
    }
}

/// The line of gifts to people.
pub const VISITS: &str = "visits";
/// The line of gifts to units.
pub const UNITS: &str = "units";
/// The line of reversals of earlier years.
pub const LATE: &str = "late_reversals";

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The name of a line of money by the code of its programme: one that bears the name of a kind of work is told apart from it.
pub fn money_name(code: &str) -> String {
    let is_kind = WorkKind::ALL.iter().any(|kind| kind.code() == code);
    if is_kind { format!("money:{code}") } else { code.to_owned() }
}

/// All lines, in the order of the report.
pub fn lines(report: &YearReport) -> Vec<ReportLine> {
    let mut lines = money(report);
    lines.extend(work(report));
    lines.sort_by_key(|line| line.part);
    lines
}

fn money(report: &YearReport) -> Vec<ReportLine> {
    use Quantity as Q;
    let part = ReportPart::Money;
    let mut lines = Vec::new();
    let (visits, units) = (report.gifts.visits, report.gifts.units);
    if visits.person_visits > 0 {
        let values = vec![
            (Q::People, count(visits.people)),
            (Q::PersonTimes, count(visits.person_visits)),
            (Q::Amount, visits.cash.get()),
            (Q::Goods, visits.goods.get()),
        ];
        lines.push(ReportLine { name: VISITS.to_owned(), part, of: LineOf::Visits, values });
    }
    if units.units > 0 {
        let values = vec![
            (Q::Units, count(units.units)),
            (Q::Amount, units.cash.get()),
            (Q::Goods, units.goods.get()),
        ];
        lines.push(ReportLine { name: UNITS.to_owned(), part, of: LineOf::Units, values });
    }
    for paid in &report.programmes {
        let mut values = vec![
            (Q::People, count(paid.people)),
            (Q::PersonTimes, count(paid.times)),
            (Q::Amount, paid.amount.get()),
        ];
        if paid.code == "living_allowance" {
            let some = paid.parts.values().filter(|part| part.people > 0).count();
            values.insert(1, (Q::Categories, count(some as u64)));
        }
        if paid.own != Fen::ZERO {
            values.push((Q::Own, paid.own.get()));
        }
        if let Some(accepted) = report.accepted.filter(|_| paid.code == "hardship_relief") {
            values.insert(0, (Q::Accepted, count(accepted)));
        }
        lines.push(ReportLine {
            name: money_name(&paid.code),
            part,
            of: LineOf::Programme(paid.name.clone()),
            values,
        });
    }
    let is_paid = report.programmes.iter().any(|paid| paid.code == "hardship_relief");
    if let Some(accepted) = report.accepted.filter(|accepted| *accepted > 0 && !is_paid) {
        let of = LineOf::Programme("困难救助".into());
        lines.push(ReportLine {
            name: "hardship_relief".to_owned(),
            part,
            of,
            values: vec![(Q::Accepted, count(accepted))],
        });
    }
    for spent in &report.spending {
        let part = match spent.code.as_str() {
            "memorial" => ReportPart::Memorials,
            "station_fund" => ReportPart::Stations,
            _ => ReportPart::Money,
        };
        let mut values = vec![(Q::Times, count(spent.times)), (Q::Amount, spent.amount.get())];
        if spent.own() != Fen::ZERO {
            values.push((Q::OwnFunds, spent.own().get()));
        }
        lines.push(ReportLine {
            name: money_name(&spent.code),
            part,
            of: LineOf::Spending(spent.name.clone()),
            values,
        });
    }
    if report.late.0 > 0 {
        let values = vec![(Q::Times, count(report.late.0)), (Q::Amount, report.late.1.get())];
        lines.push(ReportLine { name: LATE.to_owned(), part, of: LineOf::Late, values });
    }
    lines
}

/// The name of a figure of work: its kind, and behind a colon its subkind.
pub fn work_name(kind: WorkKind, subkind: &str) -> String {
    if subkind.is_empty() { kind.code().to_owned() } else { format!("{}:{subkind}", kind.code()) }
}

fn work(report: &YearReport) -> Vec<ReportLine> {
    let year = report.gifts.year;
    let aspects = |kind: WorkKind, subkind: &str| {
        let rows = report.work.iter().filter(|row| {
            row.work.kind == kind && row.work.subkind.as_str() == subkind && counts::counts_in(row, year)
        });
        rows.filter_map(|row| row.number(Field::Aspects)).max().unwrap_or_default()
    };
    counts::by_subkind(&report.work, year)
        .into_iter()
        .map(|((kind, subkind), sum)| ReportLine {
            name: work_name(kind, &subkind),
            part: part_of(kind, &subkind),
            values: values(kind, &sum, aspects(kind, &subkind)),
            of: LineOf::Work(kind, CleanText::shown(&subkind)),
        })
        .collect()
}

/// As what people of a kind are told: petitioners come again and again.
pub fn people_of(kind: WorkKind) -> Quantity {
    if kind == WorkKind::Reception { Quantity::PersonTimes } else { Quantity::People }
}

fn values(kind: WorkKind, sum: &WorkSum, aspects: u64) -> Vec<(Quantity, i64)> {
    use Quantity as Q;
    let people = people_of(kind);
    let first = match kind.family() {
        WorkFamily::Activity => (Q::Times, sum.times),
        WorkFamily::Role | WorkFamily::Confirm => (Q::People, sum.rows),
        WorkFamily::Matter
        | WorkFamily::Facility
        | WorkFamily::Attribute
        | WorkFamily::Need
        | WorkFamily::Contact => (Q::Rows, sum.rows),
    };
    let settled =
        if matches!(kind.family(), WorkFamily::Matter | WorkFamily::Need) { sum.settled } else { 0 };
    let more = [
        (people, sum.people),
        (Q::Found, sum.problems[0]),
        (Q::Mended, sum.problems[1]),
        (Q::Aspects, aspects),
        (Q::Settled, settled),
        (Q::Staff, sum.staff),
        (Q::Martyrs, sum.martyrs),
    ];
    let money = [(Q::Funds, sum.funds[0]), (Q::OwnFunds, sum.funds[1])];
    std::iter::once((first.0, count(first.1)))
        .chain(more.into_iter().filter(|(_, number)| *number > 0).map(|(of, number)| (of, count(number))))
        .chain(money.into_iter().filter(|(_, fen)| *fen != Fen::ZERO).map(|(of, fen)| (of, fen.get())))
        .collect()
}

/// In which part of the report work of a kind and subkind stands.
pub fn part_of(kind: WorkKind, subkind: &str) -> ReportPart {
    // Subkinds of people and places that the report tells elsewhere than the rest of their kind.
    let elsewhere = [
        (WorkKind::Role, "最美", ReportPart::Honours),
        (WorkKind::Meeting, "调度", ReportPart::Training),
        (WorkKind::Facility, "纪念设施", ReportPart::Memorials),
        (WorkKind::Facility, "优待商户", ReportPart::Honours),
    ];
    let found = elsewhere.iter().find(|(of, word, _)| *of == kind && subkind.contains(word));
    found.map_or_else(|| kind.part(), |(.., part)| *part)
}
