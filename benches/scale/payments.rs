//! Payments of many people over a year, written as a bureau does: a batch a month.

use muster::clock;
use muster::domain::ids::RecipientId;
use muster::domain::list::Show;
use muster::domain::money::Fen;
use muster::domain::op::Op;
use muster::domain::page::Start;
use muster::domain::payment::{Months, NewPayment, PayAct, PayDetail, PayKind};
use muster::domain::programme::{Beside, PeriodKind, Programme};
use muster::store::Store;

use crate::people::{ctx, roster, text};

/// Programmes that pay monthly.
const CODES: [&str; 2] = ["bench_aid", "bench_heating"];

/// Adds the programmes.
pub(crate) fn programmes(store: &mut Store) {
    for code in CODES {
        let programme = Programme {
            code: text(code),
            name: text(code),
            period: PeriodKind::Months,
            beside: Beside::Nothing,
            categories: Vec::new(),
            role: None,
            funds: Vec::new(),
            notice_days: 0,
            to_payee: false,
            aliases: Vec::new(),
        };
        store.commit(&Op::AddProgramme(Box::new(programme)), &ctx()).unwrap();
    }
}

/// Everybody who is registered.
pub(crate) fn everyone(store: &Store) -> Vec<RecipientId> {
    let mut start = Start::First;
    let mut all = Vec::new();
    loop {
        let page = store.roster(&roster(Show::Everyone, start, 500), crate::people::today()).unwrap();
        all.extend(page.rows.iter().map(|row| row.id));
        match page.rows.last().filter(|_| page.more_after) {
            Some(row) => start = Start::After(row.key.clone()),
            None => return all,
        }
    }
}

/// Pays so many times in a year, each a month's payment to one of them, in turn.
pub(crate) fn pay(store: &mut Store, who: &[RecipientId], year: i32, times: usize) {
    let rounds = (0..times).collect::<Vec<_>>();
    for few in rounds.chunks(who.len()) {
        let payments = few.iter().map(|n| {
            let turn = n / who.len();
            let month = u32::try_from(turn % 12 + 1).unwrap();
            let months = Months::new((year, month), (year, month)).unwrap();
            NewPayment {
                id: clock::new_entry_id(),
                kind: PayKind::Payment,
                programme: text(CODES[turn / 12 % CODES.len()]),
                recipient: Some(who[n % who.len()]),
                months: Some(months),
                subject: None,
                amount: Fen::new(48_700 + i64::try_from(n % 7).unwrap()),
                on: months.to,
                payee: None,
                concerns: None,
                reason: None,
                parts: Vec::new(),
                detail: PayDetail::default(),
                row: None,
            }
        });
        let act = PayAct { payroll: None, payments: payments.collect() };
        store.commit(&Op::Pay(Box::new(act)), &ctx()).unwrap();
    }
}
