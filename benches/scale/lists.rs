//! What the register answers, called as the program calls it.

use std::time::Duration;

use muster::domain::place::Scope;
use muster::store::DuePageQuery;

use crate::Stock;
use crate::bare;
use crate::people::{self, round, today};
use crate::table::{both, line, median, timed};
use muster::domain::list::{RosterQuery, Show};
use muster::domain::page::Start;
use muster::domain::search::SearchQuery;

/// Calls behind each median.
const CALLS: usize = 200;
/// What a screen of forty rows shows.
const PAGE: u32 = 34;
/// What reading the counts may take.
const COUNTS: Duration = Duration::from_micros(20);

pub(crate) fn roster(start: Start) -> RosterQuery {
    people::roster(Show::Everyone, start, PAGE)
}

pub(crate) fn rows(small: &Stock, large: &Stock) {
    let due = |stock: &Stock| {
        let query = DuePageQuery {
            round: None,
            scope: Scope::Banner,
            exceptions: false,
            start: Start::First,
            limit: PAGE,
        };
        timed(|| stock.store.due_page(&query, today()).unwrap())
    };
    let (ours, beside) = both(CALLS, || due(large), || due(small));
    line("due list, a page / small register", ours, beside, "1.20");

    let page = |start: Start| large.store.roster(&roster(start), today()).unwrap();
    let mut deep = page(Start::First).rows[0].key.clone();
    // where the last of nine townships begins
    "152530501".clone_into(&mut deep.parts[0]);
    "0".clone_into(&mut deep.parts[1]);
    let (ours, beside) =
        both(CALLS, || timed(|| page(Start::After(deep.clone()))), || timed(|| page(Start::First)));
    line("a page at 90 % depth / the first", ours, beside, "2.00");

    let counts = || timed(|| large.store.scopes(Some(round())).unwrap());
    line("township counts / 20 us", median((0..CALLS).map(|_| counts()).collect()), COUNTS, "1.00");
    let counted = bare::count(&large.db);
    let told = large.store.scopes(Some(round())).unwrap();
    let same = told.iter().filter_map(|line| match &line.scope {
        Scope::Township(code) => Some((code.0.clone(), line.recipients, line.open)),
        Scope::Banner | Scope::Units => None,
    });
    assert_eq!(same.collect::<Vec<_>>(), counted, "township counts are a full count");

    // letters that fill a page at every size, so that the same is shown
    for typed in ["c", "cl", "程"] {
        let query = SearchQuery::new(typed, Some(round()), PAGE);
        let search = |stock: &Stock| timed(|| stock.store.search(&query, today()).unwrap());
        let (ours, beside) = both(CALLS, || search(large), || search(small));
        line(&format!("search {typed}, a page / small register"), ours, beside, "1.20");
    }
}

/// What costs the gifts of the year: of both registers as many.
pub(crate) fn reports(small: &Stock, large: &Stock) {
    let report = |stock: &Stock| timed(|| stock.store.report(2024).unwrap());
    let (ours, beside) = both(CALLS, || report(large), || report(small));
    line("report of the year / small register", ours, beside, "1.20");
}
