//! What the report of a year answers in JSON beside its visits.

use serde::Serialize;

use crate::domain::work::WorkFamily;
use crate::domain::year_report::lines::LineOf;
use crate::domain::year_report::{ProgrammeFigures, Quantity, SpendingFigures, YearReport, lines};

/// Money by programme, spending, work.
#[derive(Serialize)]
pub(super) struct WholeYearJson<'a> {
    programmes: Vec<ProgrammeJson<'a>>,
    spending: Vec<SpendingJson<'a>>,
    late_reversals: LateJson,
    activities: Vec<ActivityJson>,
    matters: MattersJson,
    roles: Vec<RoleJson>,
    facilities: Vec<FacilityJson>,
    paragraphs: Vec<ParagraphJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed_on: Option<chrono::NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_on: Option<chrono::NaiveDate>,
}

#[derive(Serialize)]
struct ProgrammeJson<'a> {
    code: &'a str,
    name: &'a str,
    people: u64,
    times: u64,
    categories: usize,
    amount_fen: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    public_fen: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    own_fen: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<u64>,
    parts: Vec<PartJson<'a>>,
}

#[derive(Serialize)]
struct PartJson<'a> {
    part: &'a str,
    people: u64,
    amount_fen: i64,
}

#[derive(Serialize)]
struct SpendingJson<'a> {
    code: &'a str,
    name: &'a str,
    times: u64,
    amount_fen: i64,
    own_fen: i64,
    funds: Vec<FundJson<'a>>,
}

#[derive(Serialize)]
struct FundJson<'a> {
    fund: &'a str,
    amount_fen: i64,
}

#[derive(Serialize)]
struct LateJson {
    entries: u64,
    amount_fen: i64,
}

#[derive(Serialize)]
struct ActivityJson {
    kind: &'static str,
    subkind: String,
    times: i64,
    people: i64,
    found: i64,
    mended: i64,
}

#[derive(Serialize, Default)]
struct MattersJson {
    opened: i64,
    settled: i64,
    people: i64,
}

#[derive(Serialize)]
struct RoleJson {
    role: String,
    people: i64,
}

#[derive(Serialize)]
struct FacilityJson {
    kind: String,
    count: i64,
    staff: i64,
    martyrs: i64,
    funds_fen: i64,
    own_funds_fen: i64,
}

#[derive(Serialize)]
struct ParagraphJson<'a> {
    part: &'a str,
    text: &'a str,
}

impl<'a> WholeYearJson<'a> {
    /// Of a report; `by_category` tells whether the programme of a code is paid for a category.
    pub(super) fn new(report: &'a YearReport, by_category: impl Fn(&str) -> bool) -> Self {
        let mut json = Self {
            programmes: report
                .programmes
                .iter()
                .map(|paid| programme(paid, report.accepted, by_category(&paid.code)))
                .collect(),
            spending: report.spending.iter().map(spending).collect(),
            late_reversals: LateJson { entries: report.late.0, amount_fen: report.late.1.get() },
            activities: Vec::new(),
            matters: MattersJson::default(),
            roles: Vec::new(),
            facilities: Vec::new(),
            paragraphs: report
                .paragraphs
                .iter()
                .map(|one| ParagraphJson { part: &one.place, text: &one.text })
                .collect(),
            closed_on: report.closed.as_ref().map(|closed| closed.on),
            sent_on: report.sent.as_ref().map(|sent| sent.on),
        };
        for line in lines(report) {
            let LineOf::Work(kind, subkind) = &line.of else { continue };
            let subkind = subkind.to_string();
            let of = |of: Quantity| line.value(of);
            match kind.family() {
                WorkFamily::Activity => json.activities.push(ActivityJson {
                    kind: kind.code(),
                    subkind,
                    times: of(Quantity::Times),
                    people: of(Quantity::People) + of(Quantity::PersonTimes),
                    found: of(Quantity::Found),
                    mended: of(Quantity::Mended),
                }),
                WorkFamily::Matter => {
                    json.matters.opened += of(Quantity::Rows);
                    json.matters.settled += of(Quantity::Settled);
                    json.matters.people += of(Quantity::People);
                }
                WorkFamily::Role => json.roles.push(RoleJson { role: subkind, people: of(Quantity::People) }),
                WorkFamily::Facility => json.facilities.push(FacilityJson {
                    kind: subkind,
                    count: of(Quantity::Rows),
                    staff: of(Quantity::Staff),
                    martyrs: of(Quantity::Martyrs),
                    funds_fen: of(Quantity::Funds),
                    own_funds_fen: of(Quantity::OwnFunds),
                }),
                WorkFamily::Attribute | WorkFamily::Need | WorkFamily::Contact | WorkFamily::Confirm => {}
            }
        }
        json
    }
}

fn programme(paid: &ProgrammeFigures, accepted: Option<u64>, by_category: bool) -> ProgrammeJson<'_> {
    let insured = paid.code == "social_insurance";
    ProgrammeJson {
        code: &paid.code,
        name: &paid.name,
        people: paid.people,
        times: paid.times,
        // Parts are categories where a payment is for one: half-years, seasons, bills and cases are none.
        categories: if by_category { paid.parts.values().filter(|part| part.people > 0).count() } else { 0 },
        amount_fen: if insured { paid.amount.plus(paid.own).get() } else { paid.amount.get() },
        public_fen: insured.then(|| paid.amount.get()),
        own_fen: insured.then(|| paid.own.get()),
        accepted: accepted.filter(|_| paid.code == "hardship_relief"),
        parts: paid
            .parts
            .iter()
            .map(|(part, sum)| PartJson { part, people: sum.people, amount_fen: sum.amount.get() })
            .collect(),
    }
}

fn spending(spent: &SpendingFigures) -> SpendingJson<'_> {
    SpendingJson {
        code: &spent.code,
        name: &spent.name,
        times: spent.times,
        amount_fen: spent.amount.get(),
        own_fen: spent.own().get(),
        funds: spent.funds.iter().map(|(fund, fen)| FundJson { fund, amount_fen: fen.get() }).collect(),
    }
}
