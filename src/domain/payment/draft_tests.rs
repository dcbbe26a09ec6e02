//! A month drafted from the standards, beside the last payroll and what was paid.

use chrono::NaiveDate;

use super::Months;
use super::draft::*;
use super::period::PayPeriod;
use super::standards::{PayStandard, Rate, at_once, of_months};
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::programme::PeriodKind;
use crate::domain::text::CleanText;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn who(no: u128) -> RecipientId {
    format!("{no:032x}").parse().unwrap()
}

fn entitled(no: u128, category: &'static str, level: &'static str) -> Entitled {
    Entitled {
        recipient: who(no),
        person: PaidPerson { name: CleanText::unmasked(&format!("人{no}")), ..PaidPerson::default() },
        key: Some(category.into()),
        to: [category.into(), level.into(), "".into(), "".into()],
        held: [None; 2],
    }
}

/// Paid to somebody.
fn paid_to(of: Entitled, fen: i64) -> PeriodPaid {
    PeriodPaid { of, sum: Fen::new(fen), on: day("2023-07-10"), payee: None, years: None, intake: None }
}

fn paid(no: u128, category: &'static str, level: &'static str, fen: i64) -> PeriodPaid {
    paid_to(entitled(no, category, level), fen)
}

fn standard(category: &'static str, level: &'static str, from: &str, fen: i64) -> PayStandard {
    PayStandard {
        programme: "living_allowance".into(),
        to: [category.into(), level.into(), "".into(), "".into()],
        from: day(from),
        amount: Fen::new(fen),
        rate: Rate::Month,
        parts: vec![("中央".into(), Fen::new(fen - 100)), ("旗".into(), Fen::new(100))],
        document: None,
    }
}

#[test]
fn old_more_new_less_gone_is_now() {
    let standards = [
        standard("残疾军人", "七级", "2022-08-01", 100_000),
        standard("残疾军人", "七级", "2023-08-01", 110_000),
        standard("参战", "", "2022-08-01", 50_000),
    ];
    let [august, july] = [8, 7].map(|month| Months::new((2023, month), (2023, month)).unwrap());
    let (august, july) = (PayPeriod::Months(august), PayPeriod::Months(july));
    let of_august = (&august, day("2023-09-01"));
    let mut dead = entitled(3, "参战", "");
    dead.person.died_on = Some(day("2023-07-30"));
    let mut left = entitled(4, "参战", "");
    left.person.left_on = Some(day("2023-07-01"));
    // The level of 1 is known by the last payroll alone; 6 has a level without a standard; 7 died in the month.
    let mut dying = entitled(7, "参战", "");
    dying.person.died_on = Some(day("2023-08-02"));
    let all = vec![
        entitled(1, "残疾军人", ""),
        entitled(2, "参战", ""),
        dead.clone(),
        left.clone(),
        entitled(5, "参战", ""),
        entitled(6, "残疾军人", "六级"),
        dying,
    ];
    let mut last = vec![
        paid(1, "残疾军人", "七级", 100_000),
        paid(2, "参战", "", 50_000),
        paid_to(dead, 50_000),
        paid_to(left, 50_000),
        paid(6, "残疾军人", "六级", 90_000),
        paid(7, "参战", "", 50_000),
        paid(8, "参战", "", 50_000),
    ];
    let paid_now =
        vec![paid(1, "残疾军人", "七级", 100_000), paid(2, "参战", "", 50_000), paid(9, "参战", "", 1)];
    let draft = pay_draft(of_august, &standards, all.clone(), Some((july, last.clone())), &paid_now);
    assert_eq!(draft.rows.len(), 4);
    assert_eq!(draft.sum, Fen::new(260_000));
    assert_eq!(draft.rows[0].of.to[1], "七级".into());
    assert_eq!(
        draft.rows[0].parts.iter().fold(Fen::ZERO, |sum, (_, fen)| sum.plus(*fen)),
        draft.rows[0].amount
    );
    assert_eq!(draft.without.len(), 1);
    let beside = draft.last.unwrap();
    assert_eq!((beside.same, beside.new.len(), beside.changed.len()), (2, 1, 1));
    let why: Vec<&str> = beside.died.iter().chain(&beside.stopped).map(|(_, why)| why.code()).collect();
    assert_eq!(why, ["died", "left", "no_standard", "not_held"]);
    let gone = beside.died.len() + beside.stopped.len();
    assert_eq!(beside.rows + beside.new.len() as u64 - gone as u64, draft.rows.len() as u64);
    let now = draft.paid.unwrap();
    assert_eq!((now.same, now.other.len(), now.unpaid.len(), now.beside.len()), (1, 1, 2, 1));
    // Without a last payroll nothing is compared.
    last.clear();
    assert_eq!(pay_draft(of_august, &standards, all, None, &[]).last, None);
}

#[test]
fn a_rate_is_taken_times_the_years() {
    let mut standard = standard("", "", "2023-01-01", 1_000);
    (standard.rate, standard.parts) = (Rate::YearServed, Vec::new());
    let to: [CleanText; 4] = Default::default();
    let (all, on) = ([standard], day("2023-02-01"));
    let month = Months::parse("2023-02").unwrap();
    let five = Some((Fen::new(5_000), Vec::new()));
    assert_eq!(of_months(&all, &to, (month, Some(5))), five);
    assert_eq!(at_once(&all, &to, (on, Some(5))), five);
    assert_eq!((of_months(&all, &to, (month, None)), at_once(&all, &to, (on, None))), (None, None));
}

#[test]
fn a_quarter_ends_with_a_death_and_begins_with_a_category() {
    let standards = [standard("参战", "", "2022-08-01", 50_000), standard("参战", "", "2023-08-01", 60_000)];
    let quarter = PayPeriod::Months(Months::new((2023, 7), (2023, 9)).unwrap());
    let mut dead = entitled(1, "参战", "");
    dead.person.died_on = Some(day("2023-08-20"));
    let mut gone = entitled(2, "参战", "");
    gone.person.died_on = Some(day("2023-06-30"));
    let mut late = entitled(3, "参战", "");
    late.held = [Some(day("2023-09-15")), None];
    let all = vec![dead, gone.clone(), late, entitled(4, "参战", "")];
    let spring = PayPeriod::Months(Months::new((2023, 4), (2023, 6)).unwrap());
    let last = vec![paid(1, "参战", "", 150_000), paid_to(gone, 150_000), paid(4, "参战", "", 170_000)];
    let draft = pay_draft((&quarter, day("2023-10-01")), &standards, all, Some((spring, last)), &[]);
    let told: Vec<(String, i64, Option<&str>)> =
        draft.rows.iter().map(|row| (row.period.told(), row.amount.get(), row.note.as_deref())).collect();
    assert_eq!(
        told,
        [
            ("2023-07..2023-08".to_owned(), 110_000, Some("去世前的月份")),
            ("2023-09".to_owned(), 60_000, None),
            ("2023-07..2023-09".to_owned(), 170_000, None)
        ]
    );
    // The funds of all months come to the sum.
    for row in &draft.rows {
        assert_eq!(row.parts.iter().fold(Fen::ZERO, |sum, (_, fen)| sum.plus(*fen)), row.amount);
    }
    let beside = draft.last.unwrap();
    assert_eq!((beside.same, beside.new.len(), beside.changed.len()), (1, 1, 1));
    assert_eq!((beside.died.len(), beside.stopped.len()), (1, 0));
}

#[test]
fn a_year_is_drafted_by_what_is_paid_at_once_and_by_the_day_paid() {
    let mut old = standard("", "", "2022-01-01", 25_000);
    old.rate = Rate::Once;
    let mut new = standard("", "", "2023-11-01", 40_000);
    new.rate = Rate::Once;
    let year = |name: &'static str| PayPeriod::Named(PeriodKind::Year, name.into());
    // 2 died after 2024 was paid for, 3 before.
    let mut dead = entitled(2, "", "");
    dead.person.died_on = Some(day("2024-01-05"));
    let mut gone = entitled(3, "", "");
    gone.person.died_on = Some(day("2023-06-01"));
    let all = vec![entitled(1, "", ""), dead.clone(), gone.clone()];
    let last = vec![paid(1, "", "", 25_000), paid_to(dead.clone(), 25_000), paid_to(gone, 25_000)];
    let now = vec![PeriodPaid { on: day("2023-12-01"), ..paid_to(dead, 40_000) }];
    let on = day("2024-02-02");
    let draft =
        pay_draft((&year("2024"), on), &[old.clone(), new], all.clone(), Some((year("2023"), last)), &now);
    let sums: Vec<i64> = draft.rows.iter().map(|row| row.amount.get()).collect();
    assert_eq!(sums, [40_000, 40_000]);
    let (last, paid) = (draft.last.unwrap(), draft.paid.unwrap());
    assert_eq!((last.changed.len(), last.died.len(), last.new.len()), (2, 1, 0));
    assert_eq!((paid.same, paid.unpaid.len(), paid.beside.len()), (1, 1, 0));
    // A standard for months pays no year.
    let mut monthly = old;
    monthly.rate = Rate::Month;
    let draft = pay_draft((&year("2024"), on), &[monthly], all, None, &[]);
    assert_eq!((draft.rows.len(), draft.without.len()), (0, 1));
}
