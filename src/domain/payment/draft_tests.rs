//! A month drafted from the standards, beside the last payroll and what was paid.

use chrono::NaiveDate;

use super::Months;
use super::draft::*;
use super::standards::{PayStandard, Rate};
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
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
    }
}

fn paid(no: u128, category: &'static str, level: &'static str, fen: i64) -> MonthPaid {
    MonthPaid { of: entitled(no, category, level), sum: Fen::new(fen), payee: None, years: None }
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
    let month = Months::new((2023, 8), (2023, 8)).unwrap();
    let july = Months::new((2023, 7), (2023, 7)).unwrap();
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
        MonthPaid { of: dead, sum: Fen::new(50_000), payee: None, years: None },
        MonthPaid { of: left, sum: Fen::new(50_000), payee: None, years: None },
        paid(6, "残疾军人", "六级", 90_000),
        paid(7, "参战", "", 50_000),
        paid(8, "参战", "", 50_000),
    ];
    let paid_now =
        vec![paid(1, "残疾军人", "七级", 100_000), paid(2, "参战", "", 50_000), paid(9, "参战", "", 1)];
    let draft = month_draft(month, &standards, all.clone(), Some((july, last.clone())), &paid_now);
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
    assert_eq!(month_draft(month, &standards, all, None, &[]).last, None);
}

#[test]
fn a_rate_is_taken_times_the_years() {
    let mut standard = standard("", "", "2023-01-01", 1_000);
    (standard.rate, standard.parts) = (Rate::YearServed, Vec::new());
    let to: [CleanText; 4] = Default::default();
    let month = (day("2023-02-01"), Some(5));
    assert_eq!(of_month(&[standard.clone()], &to, month), Some((Fen::new(5_000), Vec::new())));
    assert_eq!(of_month(&[standard], &to, (day("2023-02-01"), None)), None);
}
