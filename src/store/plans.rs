//! Protects the speed of lists: no page is read by scanning or sorting, whatever is asked.

use rusqlite::{Connection, params_from_iter};

use super::roster;
use crate::domain::holiday::{Festival, RoundCode};
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::query::{RosterQuery, RowKey, Show, Sort, Start};

fn plan(conn: &Connection, sql: &str, values: Vec<rusqlite::types::Value>) -> Vec<String> {
    let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    statement
        .query_map(params_from_iter(values), |row| row.get::<_, String>(3))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap()
}

#[test]
fn every_page_is_a_search_in_an_index_in_its_order() {
    let mut conn = Connection::open_in_memory().unwrap();
    super::migrate::run(&mut conn).unwrap();
    let round = Some(RoundCode { year: 2024, festival: Festival::Spring });
    let scopes = [Scope::Banner, Scope::Township(TownshipCode("152530101".to_owned())), Scope::Units];
    for scope in &scopes {
        for show in [Show::InRound, Show::Done, Show::Closed, Show::Everyone] {
            for sort in [Sort::Village, Sort::Name, Sort::State] {
                let parts = match (show, sort) {
                    (_, Sort::Name) => 1,
                    (Show::Everyone, _) | (_, Sort::Village) => 3,
                    (_, Sort::State) => 4,
                };
                let key = RowKey { parts: vec!["0".to_owned(); parts], no: 0 };
                for start in [Start::First, Start::Last, Start::After(key.clone()), Start::Before(key)] {
                    let query = RosterQuery {
                        round,
                        scope: scope.clone(),
                        show,
                        group: None,
                        village: None,
                        sort,
                        start,
                        limit: 40,
                    };
                    let (sql, values) = roster::statement(&conn, &query).unwrap();
                    for step in plan(&conn, &sql, values) {
                        let bad = step.starts_with("SCAN") || step.contains("TEMP B-TREE");
                        assert!(!bad, "{query:?}: {step}");
                    }
                }
            }
        }
    }
}
