//! Protects phones: the register tells those of people who are due now alone, and only to whoever shows the line of its
//! audit that opened them.

use uuid::Uuid;

use super::plans::plan;
use super::support::{ctx, day, import_on, person, register, spring};
use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::op::{Answer, Op};
use crate::domain::phones::{DuePhones, PhoneGrant};
use crate::domain::recipient::StatusKind;
use crate::store::Store;
use crate::store::recipients::phones::PHONE;

/// The people of the test, in the order of their import.
fn id(n: u128) -> RecipientId {
    RecipientId(Uuid::from_u128(n + (1 << 120)))
}

fn open(store: &mut Store, year: i32, reason: &'static str) -> Result<PhoneGrant, RegisterError> {
    let op = Op::OpenPhones { round: spring(year), reason: reason.into() };
    let answer = store.commit(&op, &ctx(day(2024)))?.answer;
    let Answer::Phones(grant) = answer else { panic!("{answer:?}") };
    Ok(grant)
}

/// Four people, the last of whom is not in the round, and the first of whom has died since.
fn four() -> (Store, tempfile::TempDir) {
    let (mut store, folder) = register(1, 0);
    import_on(day(2023), &mut store, (0..4).map(|n| person(n, 3)));
    let (kind, on, reason) = (StatusKind::Died, "2024-01-01".parse().unwrap(), "家属告知".into());
    store.commit(&Op::SetStatus { id: id(0), kind, on, reason }, &ctx(day(2024))).unwrap();
    (store, folder)
}

fn told(store: &Store, grant: &PhoneGrant, today: &str) -> DuePhones {
    store.due_phones(grant, &[id(0), id(1), id(2), id(3), id(9)], today.parse().unwrap()).unwrap()
}

#[test]
fn phones_are_of_those_who_are_due_and_of_one_opening() {
    let (mut store, _folder) = four();
    assert_eq!(open(&mut store, 2023, ""), Err(RegisterError::ReasonRequired));
    assert!(matches!(open(&mut store, 2022, "约访"), Err(RegisterError::NotFound(_))), "nobody created it");
    let lines = |store: &Store| -> i64 {
        let sql = "SELECT count(*) FROM audit WHERE action = 'open_phones'";
        store.conn.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(lines(&store), 0);
    let grant = open(&mut store, 2023, "约访").unwrap();
    assert_eq!(lines(&store), 1);
    let line: [String; 4] = store
        .conn
        .query_row(
            "SELECT actor, subject, device, after FROM audit WHERE local_id = ?1",
            [grant.line],
            |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]),
        )
        .unwrap();
    assert_eq!(line, ["test", "2023-spring", "test", "约访"]);
    let due = |phones: &[(u128, &'static str)]| DuePhones {
        granted: true,
        phones: phones
            .iter()
            .map(|(n, phone)| (id(*n), crate::domain::text::CleanText::unmasked(phone)))
            .collect(),
    };
    let [first, second] = [(1, "16400000001"), (2, "16400000002")];
    for today in ["2022-12-23", "2023-02-02", "2024-02-02"] {
        assert_eq!(told(&store, &grant, today), due(&[first, second]), "{today}");
    }
    assert_eq!(told(&store, &grant, "2022-12-22"), due(&[]), "the window has not opened");
    // Another number in the place of a phone is none.
    store
        .conn
        .execute("UPDATE recipient SET phone = '152599195208010013' WHERE id = ?1", [id(1).to_string()])
        .unwrap();
    assert_eq!(told(&store, &grant, "2024-02-02"), due(&[second]));
    for other in [
        PhoneGrant { round: spring(2024), ..grant.clone() },
        PhoneGrant { device: "other".into(), ..grant.clone() },
        PhoneGrant { device_seq: grant.device_seq - 1, ..grant.clone() },
        PhoneGrant { line: grant.line - 1, ..grant.clone() },
    ] {
        assert_eq!(told(&store, &other, "2024-02-02"), DuePhones::default(), "{other:?}");
    }
}

#[test]
fn a_phone_is_found_without_a_scan() {
    let (store, _folder) = register(1, 0);
    let plan = plan(&store.conn, PHONE, vec!["2024-spring".to_owned().into(), "x".to_owned().into()]);
    assert!(plan.len() == 2 && plan.iter().all(|step| step.starts_with("SEARCH")), "{plan:?}");
}
