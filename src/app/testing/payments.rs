//! Payments of programmes on top of the sample.

use std::sync::OnceLock;

use super::Register;
use crate::clock;
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::payment::rules::subject_of;
use crate::domain::payment::{Months, NewPayment, OWN_FEN, PayAct, PayDetail, PayKind};
use crate::domain::person::Edit;

/// A payment in yuan of months, or of what a key holds.
pub(crate) fn payment(
    id: RecipientId,
    programme: &'static str,
    (what, yuan, on): (&'static str, i64, &str),
) -> NewPayment {
    let months = Months::parse(what).filter(|_| what.contains('-'));
    let subject = subject_of(Some(&what.into()).filter(|_| months.is_none()), None);
    NewPayment {
        id: clock::new_entry_id(),
        kind: PayKind::Payment,
        programme: programme.into(),
        recipient: Some(id),
        months,
        subject,
        amount: Fen::new(yuan * 100),
        on: on.parse().unwrap(),
        payee: None,
        concerns: None,
        reason: None,
        parts: vec![("旗".into(), Fen::new(yuan * 100))],
        detail: PayDetail::default(),
        row: None,
    }
}

impl Register {
    /// The sample with payments: one person of many programmes and years, others of one.
    pub(crate) fn with_payments() -> Self {
        static FILE: OnceLock<Vec<u8>> = OnceLock::new();
        Self::once(&FILE, || {
            let mut register = Self::sample();
            let whom = register.id("程连富");
            let rev = register.store().recipient(whom).unwrap().rev;
            let edit = Edit { card: Some("6200001525991234567".into()), ..Edit::default() };
            register.did(&Op::Edit { id: whom, rev, edit: Box::new(edit) });
            let mut payments = Vec::new();
            for (what, on) in [
                ("2022-07..2022-12", "2022-08-10"),
                ("2023-01..2023-06", "2023-03-10"),
                ("2023-07..2023-12", "2023-09-10"),
            ] {
                payments.push(payment(whom, "army_spouse", (what, 3_000, on)));
            }
            payments.push(payment(whom, "medical_insurance", ("2023", 250, "2022-12-05")));
            payments.push(payment(whom, "medical_insurance", ("2024", 380, "2023-12-05")));
            let mut shared = payment(whom, "social_insurance", ("2023-01..2023-12", 1_200, "2024-01-15"));
            shared.subject = Some("养老保险".into());
            shared.detail.set_fen(OWN_FEN, Fen::new(40_000));
            payments.push(shared);
            let mut settled = payment(whom, "medical_reimbursement", ("JS20240101", 2_728, "2024-01-20"));
            settled.payee = Some("程小军".into());
            payments.push(settled);
            for name in ["彭志忠", "苏日娜"] {
                let id = register.id(name);
                payments.push(payment(id, "medical_insurance", ("2024", 380, "2024-01-05")));
            }
            let first = payments[0].clone();
            register.did(&Op::Pay(Box::new(PayAct { payroll: None, payments })));
            let back = NewPayment {
                id: clock::new_entry_id(),
                kind: PayKind::Recovery,
                concerns: Some(first.id),
                amount: Fen::new(50_000),
                on: "2024-01-25".parse().unwrap(),
                reason: Some("多发一个月".into()),
                parts: Vec::new(),
                ..first
            };
            register.did(&Op::Pay(Box::new(PayAct { payroll: None, payments: vec![back] })));
            register
        })
    }

    fn did(&mut self, op: &Op) {
        let ctx = super::ctx(self.today);
        self.store.as_mut().unwrap().commit(op, &ctx).unwrap();
    }
}
