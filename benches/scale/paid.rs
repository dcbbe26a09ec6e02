//! A year of payments: 40,000 of them for 3,000 people, as payrolls write them.

use chrono::NaiveDate;
use muster::domain::error::RegisterError;
use muster::domain::export::FullQuery;
use muster::domain::ids::{EntryId, RecipientId};
use muster::domain::money::Fen;
use muster::domain::op::Op;
use muster::domain::payment::standards::{PayStandard, Rate};
use muster::domain::payment::{Months, NewPayment, PayAct, PayDetail, PayKind, PayrollHead};
use muster::domain::text::CleanText;
use muster::store::Store;
use uuid::Uuid;

use crate::people::{ctx, text, today};

/// How many people are paid.
pub(crate) const PEOPLE: usize = 3_000;
/// The programme that pays every month.
pub(crate) const MONTHLY: &str = "army_spouse";
/// Of 40,000, what is not paid by months: one insurance each, and a settlement for every third.
const SETTLEMENTS: usize = 1_000;
/// What is paid a month, in fen.
const SUM: i64 = 50_000;

fn id(no: usize) -> EntryId {
    EntryId(Uuid::from_u128((7 << 100) | no as u128))
}

fn payment(no: usize, programme: &str, recipient: RecipientId, on: NaiveDate) -> NewPayment {
    NewPayment {
        id: id(no),
        kind: PayKind::Payment,
        programme: text(programme),
        recipient: Some(recipient),
        months: None,
        subject: None,
        amount: Fen::new(SUM),
        on,
        payee: None,
        concerns: None,
        reason: None,
        parts: vec![(text("旗"), Fen::new(SUM))],
        detail: PayDetail::default(),
        row: None,
    }
}

/// A payment of one month.
pub(crate) fn monthly(recipient: RecipientId, month: (i32, u32), no: usize) -> NewPayment {
    let months = Months::new(month, month).unwrap();
    NewPayment { months: Some(months), ..payment(no, MONTHLY, recipient, months.from) }
}

/// Writes them, a payroll at a time; answers whom they are for.
pub(crate) fn fill(store: &mut Store) -> Vec<RecipientId> {
    let mut people: Vec<RecipientId> = Vec::new();
    store
        .full_rows(&FullQuery::default(), today(), None, |row| {
            people.push(row.id);
            Ok::<_, RegisterError>(())
        })
        .unwrap();
    let standard = PayStandard {
        programme: text(MONTHLY),
        to: Default::default(),
        from: NaiveDate::from_ymd_opt(2023, 8, 1).unwrap(),
        amount: Fen::new(SUM + 5_000),
        rate: Rate::Month,
        parts: Vec::new(),
        document: None,
    };
    let mut no = 0;
    let mut next = || {
        no += 1;
        no
    };
    let of = |month: u32| NaiveDate::from_ymd_opt(2023, month, 10).unwrap();
    for month in 1..=12 {
        let rows = people.iter().map(|id| monthly(*id, (2023, month), next())).collect();
        put(store, MONTHLY, of(month), rows);
    }
    let insured = people.iter().map(|id| NewPayment {
        subject: Some(text("2024")),
        ..payment(next(), "medical_insurance", *id, of(12))
    });
    let insured = insured.collect();
    put(store, "medical_insurance", of(12), insured);
    let settled = people.iter().cycle().step_by(3).take(SETTLEMENTS).map(|id| {
        let no = next();
        let subject = Some(CleanText::unmasked(&format!("JS{no:09}")));
        NewPayment { subject, ..payment(no, "medical_reimbursement", *id, of(11)) }
    });
    let settled = settled.collect();
    put(store, "medical_reimbursement", of(11), settled);
    // The rise comes last: what was paid since August is below it.
    store.commit(&Op::SetPayStandards(vec![standard]), &ctx()).unwrap();
    people
}

fn put(store: &mut Store, programme: &str, on: NaiveDate, payments: Vec<NewPayment>) {
    let first = payments[0].id;
    let head = PayrollHead {
        id: EntryId(Uuid::from_u128(first.0.as_u128() | (1 << 110))),
        number: CleanText::unmasked(&format!("{programme}-{on}")),
        programme: text(programme),
        name: text("bench.csv"),
        sha256: "0".repeat(64),
        on,
        total: Fen::new(SUM * i64::try_from(payments.len()).unwrap()),
        reason: None,
    };
    store.commit(&Op::Pay(Box::new(PayAct { payroll: Some(head), payments })), &ctx()).unwrap();
}
