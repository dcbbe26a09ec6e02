//! The payroll (发放册) of a period drafted from the standards, and laid beside the last one and beside what was paid.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::Months;
use super::period::PayPeriod;
use super::standards::{PayStandard, at_once, of_months, standard_day};
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::text::{CleanText, name_key};

/// Who somebody is, as far as a payroll asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaidPerson {
    /// The name.
    pub name: CleanText,
    /// The name of the township.
    pub township: Option<CleanText>,
    /// The day of death.
    pub died_on: Option<NaiveDate>,
    /// The day of moving away.
    pub left_on: Option<NaiveDate>,
    /// The day from which everything is suspended.
    pub suspended_on: Option<NaiveDate>,
}

/// Somebody who may be paid for a period, by a category that is held or because of the last payroll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entitled {
    /// Who.
    pub recipient: RecipientId,
    /// As the register knows them.
    pub person: PaidPerson,
    /// What stands in the key beside the months: the category, or the kind.
    pub key: Option<CleanText>,
    /// Category, level, nature, 城乡; empty where the register does not say.
    pub to: [CleanText; 4],
    /// From which day and to which the category is held, where that is told.
    pub held: [Option<NaiveDate>; 2],
}

/// What somebody was paid for one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodPaid {
    /// Who, and by what.
    pub of: Entitled,
    /// The share of the period, as far as it is left; rounded down to the fen.
    pub sum: Fen,
    /// The day paid.
    pub on: NaiveDate,
    /// Whose account it went to.
    pub payee: Option<CleanText>,
    /// Years served.
    pub years: Option<i64>,
    /// The intake of a soldier.
    pub intake: Option<CleanText>,
}

/// A row that is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedPay {
    /// Who, and by what: with level and nature of the last payroll, where the register does not say.
    pub of: Entitled,
    /// What it is for.
    pub period: PayPeriod,
    /// The sum.
    pub amount: Fen,
    /// What each fund bears; none where the standard does not say.
    pub parts: Vec<(CleanText, Fen)>,
    /// Whose account it goes to, as the last one.
    pub payee: Option<CleanText>,
    /// Years served.
    pub years: Option<i64>,
    /// The intake of a soldier.
    pub intake: Option<CleanText>,
    /// What stands in the remark.
    pub note: Option<CleanText>,
}

/// Why somebody of the last payroll is not in this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoLonger {
    /// Died before the period.
    Died(NaiveDate),
    /// Moved away.
    Left(NaiveDate),
    /// Suspended.
    Suspended(NaiveDate),
    /// No standard fits.
    NoStandard,
    /// Holds no such category in the period, or is not known to be due.
    NotHeld,
}

impl NoLonger {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Died(_) => "died",
            Self::Left(_) => "left",
            Self::Suspended(_) => "suspended",
            Self::NoStandard => "no_standard",
            Self::NotHeld => "not_held",
        }
    }

    /// The day that it is about.
    pub fn on(self) -> Option<NaiveDate> {
        match self {
            Self::Died(on) | Self::Left(on) | Self::Suspended(on) => Some(on),
            Self::NoStandard | Self::NotHeld => None,
        }
    }
}

/// The draft beside the last payroll: what was there, more what is new, less who died and whose payment stopped, is what is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BesideLast {
    /// The period of the last payroll.
    pub period: PayPeriod,
    /// Its rows.
    pub rows: u64,
    /// What they came to.
    pub sum: Fen,
    /// Rows that it has with the same sum.
    pub same: u64,
    /// Rows of the draft that it has not, by their place.
    pub new: Vec<usize>,
    /// Rows with another sum: the place in the draft, and what it was.
    pub changed: Vec<(usize, Fen)>,
    /// Its rows of people who died.
    pub died: Vec<(PeriodPaid, NoLonger)>,
    /// Its other rows that the draft has not.
    pub stopped: Vec<(PeriodPaid, NoLonger)>,
}

/// The draft beside what was paid for the period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BesidePaid {
    /// Rows paid.
    pub rows: u64,
    /// What they came to.
    pub sum: Fen,
    /// Rows as drafted.
    pub same: u64,
    /// Rows with another sum: the place in the draft, and what was paid.
    pub other: Vec<(usize, Fen)>,
    /// Rows of the draft that were not paid.
    pub unpaid: Vec<usize>,
    /// Rows that were paid and are not in the draft.
    pub beside: Vec<(PeriodPaid, NoLonger)>,
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayDraft {
    /// The period.
    pub period: PayPeriod,
    /// Its rows, by place and name as they were given.
    pub rows: Vec<ProposedPay>,
    /// What they come to.
    pub sum: Fen,
    /// Who would be paid if a standard fitted.
    pub without: Vec<Entitled>,
    /// Beside the last payroll; none where there is none.
    pub last: Option<BesideLast>,
    /// Beside what was paid for the period; none where nothing was.
    pub paid: Option<BesidePaid>,
}

/// Which payroll is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PayrollKind {
    /// A period, by the standards.
    Draft,
    /// What a rise still owes for months that were paid.
    BackPay,
}

impl PayrollKind {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::BackPay => "back_pay",
        }
    }
}

/// A payroll that is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayrollQuery {
    /// The code of the programme.
    pub programme: CleanText,
    /// For what.
    pub period: PayPeriod,
    /// Which.
    pub what: PayrollKind,
}

/// What two rows are compared by: the human, and the key as people read it.
type RowName = (RecipientId, String);

fn row_name(of: &Entitled) -> RowName {
    (of.recipient, name_key(of.key.as_deref().unwrap_or_default()).into_owned())
}

/// Why somebody is not paid from a day on, as far as the register says.
fn away(person: &PaidPerson, day: NaiveDate) -> Option<NoLonger> {
    let before = |gone: Option<NaiveDate>| gone.filter(|gone| *gone < day);
    before(person.died_on)
        .map(NoLonger::Died)
        .or_else(|| before(person.left_on).map(NoLonger::Left))
        .or_else(|| before(person.suspended_on).map(NoLonger::Suspended))
}

/// The months of a span in which somebody is alive and here and holds the category: the one of a death is the last.
fn own_months(of: &Entitled, span: Months) -> Option<Months> {
    let month = |day: NaiveDate| (day.year(), day.month());
    let [since, until] = of.held;
    let person = &of.person;
    let ends = [person.died_on, person.left_on, person.suspended_on, until];
    let last = ends.into_iter().flatten().chain([span.to]).min()?;
    let first = since.map_or(span.from, |since| since.max(span.from));
    Months::new(month(first), month(last))
}

/// Drafts a period: everybody who is entitled, alive in it and here, with what the standards say; and compares it. Where it
/// has no days of its own, `today` decides, and of whoever was paid the day of that.
pub fn pay_draft(
    (period, today): (&PayPeriod, NaiveDate),
    standards: &[PayStandard],
    entitled: Vec<Entitled>,
    last: Option<(PayPeriod, Vec<PeriodPaid>)>,
    paid: &[PeriodPaid],
) -> PayDraft {
    let mut before: BTreeMap<RowName, &PeriodPaid> = BTreeMap::new();
    for one in paid.iter().chain(last.iter().flat_map(|(_, last)| last)) {
        before.insert(row_name(&one.of), one);
    }
    let paid_on: BTreeMap<RowName, NaiveDate> = paid.iter().map(|one| (row_name(&one.of), one.on)).collect();
    // The first day on which somebody must be there.
    let begins = |of: &Entitled| match period {
        PayPeriod::Months(months) => months.from,
        PayPeriod::Named(..) | PayPeriod::Once => paid_on.get(&row_name(of)).copied().unwrap_or(today),
    };
    let (mut rows, mut without): (Vec<ProposedPay>, Vec<Entitled>) = (Vec::new(), Vec::new());
    for mut of in entitled.into_iter().filter(|of| away(&of.person, begins(of)).is_none()) {
        let was = before.get(&row_name(&of)).copied();
        for (own, known) in of.to.iter_mut().zip(was.iter().flat_map(|was| &was.of.to)) {
            if own.is_empty() {
                own.clone_from(known);
            }
        }
        let years = was.and_then(|was| was.years);
        let own = match period {
            PayPeriod::Months(months) => match own_months(&of, *months) {
                Some(months) => PayPeriod::Months(months),
                None => continue,
            },
            PayPeriod::Named(..) | PayPeriod::Once => period.clone(),
        };
        let sum = if let Some(months) = own.months() {
            of_months(standards, &of.to, (months, years))
        } else {
            let name = period.name().map(CleanText::as_str);
            at_once(standards, &of.to, (standard_day(period.kind(), name, begins(&of)), years))
        };
        match sum {
            None => without.push(of),
            Some((amount, parts)) => {
                let (payee, intake) =
                    was.map(|was| (was.payee.clone(), was.intake.clone())).unwrap_or_default();
                let note = dying(&of.person, (period, &own));
                // Who receives it in the place of the dead is to be named; until then it goes to the family.
                let payee = payee.or_else(|| note.as_ref().map(|_| FAMILY.into()));
                rows.push(ProposedPay { of, period: own, amount, parts, payee, years, intake, note });
            }
        }
    }
    let places: BTreeMap<RowName, usize> =
        rows.iter().enumerate().map(|(place, row)| (row_name(&row.of), place)).collect();
    let sum = rows.iter().fold(Fen::ZERO, |sum, row| sum.plus(row.amount));
    let lacks: Vec<RowName> = without.iter().map(row_name).collect();
    let why = |one: &PeriodPaid| {
        let unfit =
            || if lacks.contains(&row_name(&one.of)) { NoLonger::NoStandard } else { NoLonger::NotHeld };
        away(&one.of.person, begins(&one.of)).unwrap_or_else(unfit)
    };
    let last = last.map(|(of, last)| {
        let beside = compare(&rows, &places, &last);
        let (died, stopped) = beside
            .gone
            .into_iter()
            .map(|one| (one.clone(), why(one)))
            .partition(|(_, why): &(PeriodPaid, NoLonger)| matches!(why, NoLonger::Died(_)));
        BesideLast {
            period: of,
            rows: last.len() as u64,
            sum: total(&last),
            same: beside.same,
            new: beside.new,
            changed: beside.changed,
            died,
            stopped,
        }
    });
    let beside_paid = (!paid.is_empty()).then(|| {
        let beside = compare(&rows, &places, paid);
        BesidePaid {
            rows: paid.len() as u64,
            sum: total(paid),
            same: beside.same,
            other: beside.changed,
            unpaid: beside.new,
            beside: beside.gone.into_iter().map(|one| (one.clone(), why(one))).collect(),
        }
    });
    PayDraft { period: period.clone(), rows, sum, without, last, paid: beside_paid }
}

/// The payee of whoever died, until the office names one.
const FAMILY: &str = "家属";

/// What the remark says of somebody who died in the months drafted: paid to another, who is to be named.
fn dying(person: &PaidPerson, (whole, own): (&PayPeriod, &PayPeriod)) -> Option<CleanText> {
    let months = whole.months()?;
    person.died_on.filter(|died| *died <= months.to)?;
    let one = months.count() == 1 || own.months().is_some_and(|own| own.to == months.to);
    Some(if one { "去世当月".into() } else { "去世前的月份".into() })
}

fn total(all: &[PeriodPaid]) -> Fen {
    all.iter().fold(Fen::ZERO, |sum, one| sum.plus(one.sum))
}

/// Rows of a draft beside others.
struct LaidBeside<'o> {
    same: u64,
    new: Vec<usize>,
    changed: Vec<(usize, Fen)>,
    gone: Vec<&'o PeriodPaid>,
}

fn compare<'o>(
    rows: &[ProposedPay],
    places: &BTreeMap<RowName, usize>,
    others: &'o [PeriodPaid],
) -> LaidBeside<'o> {
    let mut found = LaidBeside { same: 0, new: Vec::new(), changed: Vec::new(), gone: Vec::new() };
    let mut met = vec![false; rows.len()];
    for one in others {
        let place = places.get(&row_name(&one.of)).copied();
        let Some((place, row)) = place.and_then(|place| Some((place, rows.get(place)?))) else {
            found.gone.push(one);
            continue;
        };
        if let Some(met) = met.get_mut(place) {
            *met = true;
        }
        if row.amount == one.sum {
            found.same += 1;
        } else {
            found.changed.push((place, one.sum));
        }
    }
    found.new = met.iter().enumerate().filter(|(_, met)| !**met).map(|(place, _)| place).collect();
    found.changed.sort_unstable_by_key(|(place, _)| *place);
    found
}
