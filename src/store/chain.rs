//! The chains: every entry and every line of the audit holds a hash over itself and the one before it on the same
//! device. Columns are named here and nowhere counted: a form says which of them the hash covers, in which order.

use rusqlite::types::Value;
use sha2::{Digest, Sha256};

use crate::domain::error::RegisterError;
use crate::domain::text::CleanText;
use crate::store::file::error::Result;

/// Columns in the order in which a hash covers them.
pub(crate) type Form = &'static [&'static str];

/// Columns of an entry as it was first shipped.
const ENTRY: Form = &[
    "form",
    "id",
    "kind",
    "programme",
    "recipient",
    "recipient_kind",
    "round",
    "period_from",
    "period_to",
    "cash_fen",
    "goods",
    "goods_fen",
    "paid_on",
    "handler_1",
    "handler_2",
    "proxy",
    "relation",
    "payee",
    "name",
    "township",
    "township_name",
    "village",
    "visit_group",
    "standard_fen",
    "standard_goods_fen",
    "reverses",
    "concerns",
    "reason",
    "lines_hash",
    "device",
    "device_seq",
    "recorded_on",
    "recorded_at",
    "prev_hash",
];

/// Columns of an entry, with those of payments.
const ENTRY_PAID: Form = &[
    "form",
    "id",
    "kind",
    "programme",
    "recipient",
    "recipient_kind",
    "round",
    "period_from",
    "period_to",
    "cash_fen",
    "goods",
    "goods_fen",
    "paid_on",
    "handler_1",
    "handler_2",
    "proxy",
    "relation",
    "payee",
    "name",
    "township",
    "township_name",
    "village",
    "visit_group",
    "standard_fen",
    "standard_goods_fen",
    "reverses",
    "concerns",
    "reason",
    "lines_hash",
    "subject",
    "detail",
    "payroll",
    "device",
    "device_seq",
    "recorded_on",
    "recorded_at",
    "prev_hash",
];

/// The forms of entries, the first is form 1. A form never changes; new columns come with a new form. Form 2 covers
/// what payments of programmes hold beyond gifts.
pub(crate) const ENTRY_FORMS: &[Form] = &[ENTRY, ENTRY_PAID];

/// Columns of a line of the audit.
const AUDIT: Form =
    &["form", "device", "device_seq", "on_day", "at", "actor", "action", "subject", "before", "after"];

/// The forms of lines of the audit; the hash of the line before follows the columns. Form 2 covers the same columns,
/// and says that whoever wrote the line keeps the mirror of the register's reach (`mirror`).
pub(crate) const AUDIT_FORMS: &[Form] = &[AUDIT, AUDIT];

/// The form in which lines of the audit are written; from it on the mirror is kept.
pub(crate) const MIRRORED: i64 = 2;

/// Columns of a line of an entry, in the order in which `lines_hash` covers them, line by line.
pub(crate) const ENTRY_LINE: Form = &["line", "kind", "name", "quantity", "unit", "fen"];

/// The form in which entries are written.
pub(crate) const ENTRY_FORM: Form = ENTRY_FORMS[ENTRY_FORMS.len() - 1];

/// The place of a column in [`ENTRY_FORM`]; asked when the program is compiled, which fails for a name that is none.
#[expect(clippy::panic, reason = "only ever evaluated by the compiler")]
pub(crate) const fn entry_column(name: &str) -> usize {
    let mut at = 0;
    while at < ENTRY_FORM.len() {
        if same(ENTRY_FORM[at].as_bytes(), name.as_bytes()) {
            return at;
        }
        at += 1;
    }
    panic!("an entry has no such column")
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// The number behind the last one of a chain. A damaged register may hold the largest that there is.
pub(crate) fn after(last: i64) -> Result<i64> {
    last.checked_add(1).ok_or_else(|| RegisterError::Damaged(CleanText::shown(&format!("device_seq {last}"))))
}

/// SHA-256 over every value, each with its kind and length, so that no two rows hash alike and NULL differs from
/// empty.
pub(crate) fn hash<'v>(values: impl IntoIterator<Item = &'v Value>) -> String {
    // One text for all: the digest takes whole blocks, and many small parts cost a third more.
    let mut text = Vec::with_capacity(1024);
    for value in values {
        match value {
            Value::Null => text.push(0),
            Value::Integer(n) => {
                text.push(1);
                text.extend_from_slice(&n.to_be_bytes());
            }
            Value::Text(own) => framed(&mut text, 2, own.as_bytes()),
            Value::Blob(blob) => framed(&mut text, 3, blob),
            Value::Real(real) => framed(&mut text, 4, &real.to_be_bytes()),
        }
    }
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    Sha256::digest(&text).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn framed(text: &mut Vec<u8>, tag: u8, bytes: &[u8]) {
    text.push(tag);
    text.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
    text.extend_from_slice(bytes);
}
