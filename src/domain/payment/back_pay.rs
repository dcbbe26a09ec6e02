//! Back pay (补发): what a standard that was told late still owes for months that were paid by the one before it.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::Months;
use super::draft::{Entitled, ProposedPay};
use super::period::PayPeriod;
use super::rules::TOP_UP;
use super::standards::{PayStandard, Rate, standard_on};
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::text::{CleanText, name_key};

/// What was paid for months, as far as it is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpanPaid {
    /// Who, and by what.
    pub of: Entitled,
    /// The months.
    pub months: Months,
    /// What is left of it.
    pub left: Fen,
    /// Whether it topped up months that were paid before.
    pub is_top_up: bool,
    /// Whose account it went to.
    pub payee: Option<CleanText>,
    /// Years served.
    pub years: Option<i64>,
}

/// What is owed to somebody, month by month, and the rows of a payroll that pay it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackPay {
    /// Who, and by what.
    pub of: Entitled,
    /// The first day of each month, and what is owed for it.
    pub by_month: Vec<(NaiveDate, Fen)>,
    /// Months next to one another with the same difference are one row.
    pub rows: Vec<ProposedPay>,
}

impl BackPay {
    /// What is owed in all.
    pub fn sum(&self) -> Fen {
        self.by_month.iter().fold(Fen::ZERO, |sum, (_, fen)| sum.plus(*fen))
    }
}

/// One month of a payment: what the standard says by now, what was paid of it, the funds of the difference.
struct OneMonth {
    month: NaiveDate,
    owed: i64,
    parts: Vec<(CleanText, Fen)>,
}

/// The standard of a month, and the one that held before it came.
fn pair<'s>(
    standards: &'s [PayStandard],
    to: [&str; 4],
    month: NaiveDate,
) -> Option<(&'s PayStandard, Option<&'s PayStandard>)> {
    let now = standard_on(standards, to, month)?;
    let before = now.from.pred_opt().and_then(|day| standard_on(standards, to, day));
    Some((now, before))
}

/// What a standard pays a month.
fn monthly(standard: &PayStandard, years: Option<i64>) -> Option<i64> {
    match standard.rate {
        Rate::Month => Some(standard.amount.get()),
        Rate::YearServed => standard.amount.get().checked_mul(years?),
        Rate::Year | Rate::Once => None,
    }
}

/// What a sum bears of each month: the same, and what does not divide in the last one.
fn even(sum: i64, count: u32) -> Vec<i64> {
    let count_i = i64::from(count.max(1));
    let share = sum.div_euclid(count_i);
    let mut shares = vec![share; usize::try_from(count).unwrap_or(0)];
    if let Some(last) = shares.last_mut() {
        *last += sum - share * count_i;
    }
    shares
}

/// A month of a payment: what the standard of now says, what the one before it said, the funds of the difference, and what
/// was borne of it.
struct MonthShare {
    month: NaiveDate,
    expected: i64,
    older: Option<i64>,
    parts: Vec<(CleanText, Fen)>,
    borne: i64,
}

/// What a payment bore of each of its months: by the standards of before the rise where they come to it, by those of now
/// where these do, else the same share each. None where a month has no standard.
fn shares(paid: &SpanPaid, standards: &[PayStandard]) -> Option<Vec<MonthShare>> {
    let to = paid.of.to.each_ref().map(CleanText::as_str);
    let mut months = Vec::new();
    for month in paid.months.each() {
        let (now, before) = pair(standards, to, month)?;
        months.push(MonthShare {
            month,
            expected: monthly(now, paid.years)?,
            older: before.and_then(|before| monthly(before, paid.years)),
            parts: before.map(|before| parts_of(now, before)).unwrap_or_default(),
            borne: 0,
        });
    }
    let left = paid.left.get();
    let expected: Vec<i64> = months.iter().map(|one| one.expected).collect();
    let older: Option<Vec<i64>> = months.iter().map(|one| one.older).collect();
    // A rise in the middle of what was paid ahead: the months before it are right already.
    let mixed = rises(&expected);
    let all = [Some(expected), older].into_iter().flatten().chain(mixed);
    let fits = all.into_iter().find(|all| all.iter().sum::<i64>() == left);
    let borne = fits.unwrap_or_else(|| even(left, paid.months.count()));
    for (one, borne) in months.iter_mut().zip(borne) {
        one.borne = borne;
    }
    Some(months)
}

/// What was borne if the months from one on were paid as the one before it.
fn rises(expected: &[i64]) -> Vec<Vec<i64>> {
    let from = |at: usize| -> Option<Vec<i64>> {
        let before = *expected.get(at.checked_sub(1)?)?;
        let mut borne = expected.to_vec();
        borne.iter_mut().skip(at).for_each(|own| *own = (*own).min(before));
        Some(borne)
    };
    (1..expected.len()).filter_map(from).collect()
}

/// What each fund bears of a rise; none where that is not told, or a fund bears less than before.
fn parts_of(now: &PayStandard, before: &PayStandard) -> Vec<(CleanText, Fen)> {
    let was = |fund: &CleanText| {
        let same = before.parts.iter().find(|(own, _)| name_key(own) == name_key(fund));
        same.map_or(Fen::ZERO, |(_, fen)| *fen)
    };
    let parts: Vec<(CleanText, Fen)> = now
        .parts
        .iter()
        .map(|(fund, fen)| (fund.clone(), Fen::new(fen.get() - was(fund).get())))
        .filter(|(_, fen)| *fen != Fen::ZERO)
        .collect();
    let gone = before
        .parts
        .iter()
        .any(|(fund, _)| !now.parts.iter().any(|(own, _)| name_key(own) == name_key(fund)));
    if gone || parts.iter().any(|(_, fen)| *fen < Fen::ZERO) { Vec::new() } else { parts }
}

/// The mark of a top-up in the remark and in the key: months that were topped up before are topped up a second time.
pub fn top_up_mark(before: usize) -> String {
    if before == 0 { TOP_UP.to_owned() } else { format!("{}次{TOP_UP}", before + 1) }
}

/// The mark in a remark; none where it names no top-up.
pub fn mark_in(note: &str) -> Option<String> {
    let (front, _) = note.split_once(TOP_UP)?;
    let number = front.strip_suffix('次').map(|front| {
        let digits = front.len() - front.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        front.split_at(front.len() - digits).1
    });
    let number = number.and_then(|digits| digits.parse::<usize>().ok()).filter(|number| *number > 1);
    Some(number.map_or_else(|| TOP_UP.to_owned(), |number| top_up_mark(number - 1)))
}

/// What is owed for months that were paid: for each human and key the difference month by month, without what was topped
/// up before, and without the months after a death.
pub fn back_pay(standards: &[PayStandard], range: Months, paid: &[SpanPaid]) -> Vec<BackPay> {
    let mut by_key: BTreeMap<(usize, RecipientId, String), Vec<&SpanPaid>> = BTreeMap::new();
    let mut order: BTreeMap<(RecipientId, String), usize> = BTreeMap::new();
    for one in paid {
        let name = (one.of.recipient, name_key(one.of.key.as_deref().unwrap_or_default()).into_owned());
        let place = order.len();
        let place = *order.entry(name.clone()).or_insert(place);
        by_key.entry((place, name.0, name.1)).or_default().push(one);
    }
    by_key.into_values().filter_map(|spans| owed(standards, range, &spans)).collect()
}

fn owed(standards: &[PayStandard], range: Months, spans: &[&SpanPaid]) -> Option<BackPay> {
    let (top_ups, base): (Vec<&SpanPaid>, Vec<&SpanPaid>) =
        spans.iter().copied().partition(|span| span.is_top_up);
    let mut topped: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    for span in &top_ups {
        for (month, share) in span.months.each().zip(even(span.left.get(), span.months.count())) {
            *topped.entry(month).or_default() += share;
        }
    }
    let newest = base.last()?;
    let mut months: Vec<OneMonth> = Vec::new();
    for span in &base {
        let died = span.of.person.died_on;
        let alive = |month: NaiveDate| died.is_none_or(|died| month <= died);
        let within = |one: &MonthShare| range.from <= one.month && one.month <= range.to && alive(one.month);
        let mut own: Vec<OneMonth> = shares(span, standards)?
            .into_iter()
            .filter(within)
            .map(|one| {
                let owed = one.expected - one.borne - topped.get(&one.month).copied().unwrap_or(0);
                let whole = one.parts.iter().fold(0, |sum, (_, fen)| sum + fen.get()) == owed;
                OneMonth { month: one.month, owed, parts: if whole { one.parts } else { Vec::new() } }
            })
            .collect();
        settle(&mut own);
        months.extend(own);
    }
    months.retain(|one| one.owed > 0);
    months.sort_by_key(|one| one.month);
    if months.is_empty() {
        return None;
    }
    let by_month = months.iter().map(|one| (one.month, Fen::new(one.owed))).collect();
    let rows = runs(&months, newest, &top_ups);
    Some(BackPay { of: newest.of.clone(), by_month, rows })
}

/// What was paid beyond the standard for one month of a payment is taken off what is owed for its others.
fn settle(months: &mut [OneMonth]) {
    let mut beyond: i64 = months.iter().map(|one| one.owed.min(0)).sum();
    for one in months.iter_mut().filter(|one| one.owed > 0) {
        let taken = one.owed.min(-beyond);
        if taken > 0 {
            one.owed -= taken;
            beyond += taken;
            one.parts.clear();
        }
    }
}

/// Rows of a payroll: months next to one another with the same difference from the same funds.
fn runs(months: &[OneMonth], newest: &SpanPaid, top_ups: &[&SpanPaid]) -> Vec<ProposedPay> {
    let follows =
        |one: NaiveDate, other: NaiveDate| one.checked_add_months(chrono::Months::new(1)) == Some(other);
    let same = |one: &OneMonth, other: &OneMonth| {
        follows(one.month, other.month) && one.owed == other.owed && one.parts == other.parts
    };
    months
        .chunk_by(same)
        .filter_map(|run| {
            let (first, last) = (run.first()?, run.last()?);
            let month = |day: NaiveDate| (day.year(), day.month());
            let of = Months::new(month(first.month), month(last.month))?;
            let count = i64::from(of.count());
            let before = top_ups.iter().filter(|span| span.months.overlaps(of)).count();
            let mark = top_up_mark(before);
            let died = newest.of.person.died_on.is_some();
            let note = if died { format!("{mark}（去世前的月份）") } else { mark };
            Some(ProposedPay {
                of: newest.of.clone(),
                period: PayPeriod::Months(of),
                amount: Fen::new(first.owed * count),
                parts: first
                    .parts
                    .iter()
                    .map(|(fund, fen)| (fund.clone(), Fen::new(fen.get() * count)))
                    .collect(),
                payee: newest.payee.clone(),
                years: newest.years,
                intake: None,
                note: Some(CleanText::unmasked(&note)),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::payment::draft::PaidPerson;

    fn standard(from: &str, fen: i64, central: i64) -> PayStandard {
        PayStandard {
            programme: "living_allowance".into(),
            to: Default::default(),
            from: from.parse().unwrap(),
            amount: Fen::new(fen),
            rate: Rate::Month,
            parts: vec![("中央".into(), Fen::new(central)), ("旗".into(), Fen::new(fen - central))],
            document: None,
        }
    }

    fn span(months: &str, fen: i64, is_top_up: bool) -> SpanPaid {
        let of = Entitled {
            recipient: "00000000000000000000000000000001".parse().unwrap(),
            person: PaidPerson::default(),
            key: Some("参战".into()),
            to: Default::default(),
            held: [None; 2],
        };
        let months = Months::parse(months).unwrap();
        SpanPaid { of, months, left: Fen::new(fen), is_top_up, payee: None, years: None }
    }

    #[test]
    fn a_rise_told_in_winter_is_owed_from_august() {
        let standards = [standard("2022-08-01", 10_000, 6_000), standard("2023-08-01", 11_001, 6_500)];
        let year = Months::parse("2023").unwrap();
        let told = |paid: &[SpanPaid]| -> Vec<(String, i64, String)> {
            let rows = back_pay(&standards, year, paid).into_iter().flat_map(|one| one.rows);
            rows.map(|row| (row.period.told(), row.amount.get(), row.note.unwrap().to_string())).collect()
        };
        let one = |months: &str, fen, note: &str| (months.to_owned(), fen, note.to_owned());
        // Paid month by month, in quarters, and ahead over the rise; all by the old standard.
        let monthly: Vec<SpanPaid> =
            ["2023-07", "2023-08", "2023-09"].iter().map(|month| span(month, 10_000, false)).collect();
        assert_eq!(told(&monthly), [one("2023-08..2023-09", 2_002, "补差")]);
        assert_eq!(
            told(&[span("2023-07..2023-09", 30_000, false)]),
            [one("2023-08..2023-09", 2_002, "补差")]
        );
        assert_eq!(told(&[span("2023-07..2023-09", 32_002, false)]), []);
        // What fits no standard is borne by each month alike.
        let odd = told(&[span("2023-07..2023-09", 31_001, false)]);
        assert_eq!(odd, [one("2023-08", 335, "补差"), one("2023-09", 666, "补差")]);
        // What was topped up before is not owed again, and a part of it leaves the rest.
        let all = [span("2023-08..2023-12", 50_000, false), span("2023-08..2023-12", 5_005, true)];
        assert_eq!(told(&all), []);
        let part = [span("2023-08..2023-12", 50_000, false), span("2023-08..2023-09", 1_000, true)];
        assert_eq!(
            told(&part),
            [one("2023-08..2023-09", 1_002, "2次补差"), one("2023-10..2023-12", 3_003, "补差")]
        );
        // Until the month of death.
        let mut dead = span("2023-08..2023-12", 50_000, false);
        dead.of.person.died_on = "2023-10-03".parse().ok();
        assert_eq!(told(&[dead]), [one("2023-08..2023-10", 3_003, "补差（去世前的月份）")]);
        // What was paid above the standard is owed by nobody.
        assert_eq!(told(&[span("2023-08", 12_000, false)]), []);
    }

    #[test]
    fn the_funds_of_a_row_come_to_it() {
        let standards = [standard("2022-08-01", 10_000, 6_000), standard("2023-08-01", 11_000, 6_500)];
        let range = Months::parse("2023-08..2023-12").unwrap();
        let owed = back_pay(&standards, range, &[span("2023-08..2023-12", 50_000, false)]);
        let row = &owed[0].rows[0];
        assert_eq!(row.parts, [("中央".into(), Fen::new(2_500)), ("旗".into(), Fen::new(2_500))]);
        assert_eq!((owed[0].sum(), owed[0].by_month.len()), (row.amount, 5));
    }

    #[test]
    fn a_remark_says_which_top_up_it_is() {
        for (note, mark) in [
            ("补差", Some("补差")),
            ("2023年8月起补差", Some("补差")),
            ("2次补差", Some("2次补差")),
            ("第3次补差（去世前的月份）", Some("3次补差")),
            ("1次补差", Some("补差")),
            ("次补差", Some("补差")),
            ("补发", None),
        ] {
            assert_eq!(mark_in(note).as_deref(), mark, "{note}");
        }
    }
}
