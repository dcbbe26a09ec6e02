//! Protects the speed of lists: no page is read by scanning or sorting, whatever is asked.

use rusqlite::Connection;

use crate::domain::entry::{LedgerQuery, Unusual};
use crate::domain::holiday::{Festival, RoundCode};
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::page::{RowKey, Start};
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::recipient::Kind;
use crate::domain::work::{Period, WorkQuery};
use crate::store::import::{lookalikes, matching};
use crate::store::ledger::{entries, known, record, round_report, year};
use crate::store::lists::{counts, roster, row};
use crate::store::search::{matches, places, scan};
use crate::store::standing::facts;
use crate::store::work;

pub(super) fn plan(conn: &Connection, sql: &str, values: Vec<rusqlite::types::Value>) -> Vec<String> {
    let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    for (value, at) in values.into_iter().zip(1..) {
        statement.raw_bind_parameter(at, value).unwrap();
    }
    statement.raw_query().mapped(|row| row.get::<_, String>(3)).collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn every_page_is_a_search_in_an_index_in_its_order() {
    let mut conn = Connection::open_in_memory().unwrap();
    crate::store::file::migrate::run(&mut conn).unwrap();
    // Many in every state: lists of few are gathered and sorted, which is no matter of plans.
    conn.execute_batch(
        "INSERT INTO township (code, name, kind) VALUES ('152530101', '上都镇', '镇'), ('152530102', '哈毕日嘎镇', '镇');
         INSERT INTO village (township, name) VALUES ('152530101', '敖包图嘎查'), ('152530102', '敖包图嘎查');
         INSERT INTO tally (round, village, kind, township, missed, open, done, closed)
         SELECT '2024-spring', 0, k.value, '152530101', 100000, 200000, 100000, 100000
         FROM json_each('[\"person\", \"unit\"]') AS k",
    )
    .unwrap();
    let round = Some(RoundCode { year: 2024, festival: Festival::Spring });
    let villages = [None, Some("敖包图嘎查".into())];
    let scopes = [Scope::Banner, Scope::Township(TownshipCode("152530101".to_owned())), Scope::Units];
    for scope in &scopes {
        for show in [Show::InRound, Show::Open, Show::Done, Show::Exceptions, Show::Closed, Show::Everyone] {
            for sort in [Sort::Village, Sort::Name, Sort::State] {
                let parts = match (show, sort) {
                    (_, Sort::Name) => 1,
                    (Show::Everyone, _) | (_, Sort::Village) => 3,
                    (_, Sort::State) => 4,
                };
                let key = RowKey { parts: vec!["0".to_owned(); parts], no: 0 };
                for village in &villages {
                    for start in
                        [Start::First, Start::Last, Start::After(key.clone()), Start::Before(key.clone())]
                    {
                        let query = RosterQuery {
                            round,
                            scope: scope.clone(),
                            show,
                            group: None,
                            village: village.clone(),
                            sort,
                            start,
                            limit: 40,
                        };
                        for (sql, values) in roster::statements(&conn, &query).unwrap() {
                            for step in plan(&conn, &sql, values) {
                                let bad = step.starts_with("SCAN") || step.contains("TEMP B-TREE");
                                assert!(!bad, "{query:?}: {step}");
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Few hold the group: they are found by it, and nobody else is looked at.
#[test]
fn holders_of_a_rare_group_are_found_by_their_group() {
    let mut conn = Connection::open_in_memory().unwrap();
    crate::store::file::migrate::run(&mut conn).unwrap();
    conn.execute_batch("INSERT INTO visit_group (name, units, first_cash_fen, first_goods, first_goods_fen) VALUES ('困难退役军人', 0, 0, '', 0)").unwrap();
    for show in [Show::InRound, Show::Open, Show::Everyone] {
        let query = RosterQuery {
            round: Some(RoundCode { year: 2024, festival: Festival::Spring }),
            scope: Scope::Banner,
            show,
            group: Some("困难退役军人".into()),
            village: None,
            sort: Sort::Name,
            start: Start::First,
            limit: 40,
        };
        let (sql, values) = roster::statements(&conn, &query).unwrap().remove(0);
        let steps = plan(&conn, &sql, values);
        assert!(steps.iter().any(|step| step.contains("group_held_group (visit_group=?)")), "{steps:?}");
        let own = ["SCAN h", "SCAN p"];
        assert!(!steps.iter().any(|step| step.starts_with("SCAN") && !own.contains(&&**step)), "{steps:?}");
    }
}

/// By the year of a reversal each of the twenty thousand gifts of a year would look at all of them.
#[test]
fn a_reversal_is_looked_for_by_what_it_reverses() {
    let mut conn = Connection::open_in_memory().unwrap();
    crate::store::file::migrate::run(&mut conn).unwrap();
    for sql in [year::entries("e.recipient", "NULL, NULL"), year::PARTS.to_owned(), year::FUNDS.to_owned()] {
        let steps = plan(&conn, &sql, vec!["2024".to_owned().into()]);
        let looks: Vec<&String> = steps.iter().filter(|step| step.starts_with("SEARCH r ")).collect();
        assert!(!looks.is_empty(), "{steps:?}");
        assert!(looks.iter().all(|step| step.contains("entry_reverses")), "{looks:?}");
    }
}

/// Statements of fixed text: each reads by key. The townships and villages of the banner are listed whole,
/// since all of them are shown.
#[test]
fn search_and_counts_read_by_key() {
    let mut conn = Connection::open_in_memory().unwrap();
    crate::store::file::migrate::run(&mut conn).unwrap();
    for (sql, sorted) in [
        (matches::EXACT, true),
        (matches::LONGER, true),
        (matches::VILLAGERS, true),
        (matches::ID_FRONT, true),
        (matches::OF_VILLAGE, true),
        (matches::OF_TOWNSHIP, true),
        (scan::NEXT, true),
        (scan::BEHIND, true),
        (scan::ONE, true),
        (lookalikes::NUMBERED, true),
        (matching::NAMESAKES, true),
        (matching::UNNUMBERED, true),
        (known::LAST, true),
        (known::VILLAGES, true),
        (record::NEXT_OPEN, true),
        (record::FIRST_OPEN, true),
        (facts::GROUPS_HELD, true),
        (row::GROUP_NUMBERS, true),
        (row::LAST_GIFT, true),
        (counts::VILLAGES_OF, false),
        (counts::VILLAGES, false),
    ] {
        let steps = plan(&conn, sql, Vec::new());
        // The one row that two places of an index were merged for is not a scan.
        let merged = |step: &String| step == "SCAN s" && steps.contains(&"CO-ROUTINE s".to_owned());
        for step in &steps {
            assert!(!step.starts_with("SCAN") || merged(step), "{sql}: {step}");
            assert!(!sorted || !step.contains("TEMP B-TREE"), "{sql}: {step}");
        }
    }
    for sql in [places::TOWNSHIPS, places::VILLAGES] {
        for step in plan(&conn, sql, Vec::new()) {
            let few = ["SCAN township", "SCAN township_alias", "SCAN village"]
                .iter()
                .any(|few| step.starts_with(few));
            assert!(few || !step.contains("SCAN"), "{sql}: {step}");
        }
    }
    let small = |step: &String| step == "SCAN township" || !step.starts_with("SCAN");
    let steps = plan(&conn, counts::COUNTS, Vec::new());
    assert!(steps.iter().all(small), "the townships are the list, the rest is read by key: {steps:?}");
}

/// The report reads the entries of its year or round, and the list of years looks once a year.
#[test]
fn a_report_reads_its_year() {
    let mut conn = Connection::open_in_memory().unwrap();
    crate::store::file::migrate::run(&mut conn).unwrap();
    let who = "g.recipient";
    for sql in [
        year::entries("e.recipient", "NULL, NULL"),
        year::PARTS.to_owned(),
        year::FUNDS.to_owned(),
        round_report::by_part(round_report::WHOLE, who),
        round_report::by_part(round_report::PLACE, who),
        round_report::by_part(round_report::GROUP, who),
        round_report::by_part(round_report::YEAR, who),
        round_report::LATE.to_owned(),
    ] {
        let steps = plan(&conn, &sql, Vec::new());
        let own = ["entry_year (<expr>=?)", "entry_round (round=?)"];
        assert!(steps.iter().any(|step| own.iter().any(|own| step.contains(own))), "{steps:?}");
        assert!(!steps.iter().any(|step| step.starts_with("SCAN")), "{steps:?}");
    }
}

/// So do the rows of work: kind by kind, from the days of the year on.
#[test]
fn the_work_of_a_year_is_read_by_kind_and_day() {
    let mut conn = Connection::open_in_memory().unwrap();
    crate::store::file::migrate::run(&mut conn).unwrap();
    let query = WorkQuery { within: Period::year(2023), ..WorkQuery::default() };
    let (sql, values) = work::statement(&conn, &query).unwrap();
    let steps = plan(&conn, &sql, values);
    assert!(
        steps.iter().any(|step| step.contains("work_kind (kind=? AND from_day>? AND from_day<?)")),
        "{steps:?}"
    );
    assert!(!steps.iter().any(|step| step.starts_with("SCAN")), "{steps:?}");
}

/// A page of the ledger is read from its end; one person's entries, which are few, may be sorted.
#[test]
fn a_page_of_the_ledger_is_read_in_its_order() {
    let mut conn = Connection::open_in_memory().unwrap();
    crate::store::file::migrate::run(&mut conn).unwrap();
    let round = Some(RoundCode { year: 2024, festival: Festival::Spring });
    let key = RowKey { parts: Vec::new(), no: 1_000 };
    let base = LedgerQuery { limit: Some(40), start: Start::After(key.clone()), ..LedgerQuery::default() };
    for query in [
        base.clone(),
        LedgerQuery { start: Start::First, ..base.clone() },
        LedgerQuery { start: Start::Last, ..base.clone() },
        LedgerQuery { start: Start::Before(key.clone()), ..base.clone() },
        LedgerQuery { start: Start::Before(key), year: Some(2024), ..base.clone() },
        LedgerQuery { round, ..base.clone() },
        LedgerQuery { year: Some(2024), ..base.clone() },
        LedgerQuery { round, year: Some(2024), live_only: true, ..base.clone() },
        LedgerQuery { unusual: Some(Unusual::OffStandard), ..base.clone() },
        LedgerQuery { unusual: Some(Unusual::NotListed), start: Start::First, ..base.clone() },
        LedgerQuery { kind: Some(Kind::Person), live_only: true, ..base },
    ] {
        let (sql, values) = entries::statement(&query, None);
        for step in plan(&conn, &sql, values) {
            // from the end on, as far as the page goes
            // and of whoever was merged the few whom that is by now.
            let bad = (step.starts_with("SCAN") && !["SCAN e", "SCAN up"].contains(&step.as_str()))
                || step.contains("TEMP B-TREE");
            assert!(!bad, "{query:?}: {step}");
        }
    }
}
