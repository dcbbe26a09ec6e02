//! Protects the speed of payments: no page, sum or payroll reads more than it tells.

use rusqlite::Connection;

use super::plans::plan;
use crate::domain::page::{RowKey, Start};
use crate::domain::payment::figures::PaymentQuery;
use crate::domain::place::TownshipCode;
use crate::store::payments::{facts, figures, lists, payrolls, person};

fn empty() -> Connection {
    let mut conn = Connection::open_in_memory().unwrap();
    crate::store::file::migrate::run(&mut conn).unwrap();
    conn
}

#[test]
fn a_page_of_payments_is_read_in_its_order() {
    let conn = empty();
    let key = RowKey { parts: Vec::new(), no: 1_000 };
    let base = PaymentQuery { limit: Some(40), ..PaymentQuery::default() };
    let year = PaymentQuery { year: Some(2024), ..base.clone() };
    for query in [
        base.clone(),
        year.clone(),
        PaymentQuery { month: Some((2024, 3)), ..base.clone() },
        PaymentQuery { programme: Some("living_allowance".into()), ..year.clone() },
        PaymentQuery { township: Some(TownshipCode("152530101".to_owned())), ..year.clone() },
        PaymentQuery { fund: Some("旗".into()), ..year },
    ] {
        for start in [Start::First, Start::Last, Start::After(key.clone()), Start::Before(key.clone())] {
            let query = PaymentQuery { start, ..query.clone() };
            let (sql, values) = lists::statement(&query, &["旗".into()]);
            let steps = plan(&conn, &sql, values);
            let own = if query.year.or(query.month.map(|(year, _)| year)).is_some() {
                "entry_year"
            } else {
                "entry_round"
            };
            assert!(
                steps.iter().any(|step| step.contains("SEARCH e") && step.contains(own)),
                "{query:?}: {steps:?}"
            );
            // The names of funds that are asked for are a list of a few, the parts of a payment too.
            let few = |step: &&String| ["json_each", "(subquery-"].iter().any(|few| step.contains(few));
            let bad =
                |step: &&String| step.contains("TEMP B-TREE") || (step.starts_with("SCAN") && !few(step));
            assert_eq!(steps.iter().find(bad), None, "{query:?}");
        }
    }
}

#[test]
fn what_one_person_was_paid_is_found_by_that_person() {
    let conn = empty();
    let id = "00000000000000000000000000000001".parse().unwrap();
    let one = PaymentQuery { recipient: Some(id), limit: Some(40), ..PaymentQuery::default() };
    let (page, values) = lists::statement(&PaymentQuery { year: Some(2024), ..one }, &[]);
    for (sql, values) in [(page, values), (person::person_sums(), Vec::new())] {
        let steps = plan(&conn, &sql, values);
        assert!(steps.iter().any(|step| step.contains("entry_recipient (recipient=?)")), "{steps:?}");
        let own = |step: &&String| {
            step.starts_with("SCAN")
                && !["SCAN m", "SCAN CONSTANT", "SCAN k"].iter().any(|few| step.starts_with(few))
        };
        assert_eq!(steps.iter().find(own), None, "{steps:?}");
    }
}

#[test]
fn figures_read_their_year_and_payrolls_their_rows() {
    let conn = empty();
    let figures = figures::live(&conn, "''").unwrap();
    for (sql, own) in [
        (format!("{figures} SELECT count(*) FROM paid"), "entry_year (<expr>=?)"),
        (payrolls::NEAR.to_owned(), "entry_year (<expr>=?)"),
        (payrolls::BETWEEN.to_owned(), "INTEGER PRIMARY KEY (rowid>? AND rowid<?)"),
        (facts::SETTLED.to_owned(), "entry_round (round=?)"),
    ] {
        let steps = plan(&conn, &sql, Vec::new());
        assert!(steps.iter().any(|step| step.contains(own)), "{sql}: {steps:?}");
        let bad = |step: &&String| {
            step.starts_with("SCAN")
                && !["SCAN own", "SCAN summed", "SCAN s", "SCAN paid"].contains(&step.as_str())
        };
        assert_eq!(steps.iter().find(bad), None, "{sql}");
    }
}
