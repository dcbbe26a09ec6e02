//! Protects an approved plan while it is handed out: a standard that changes is the next round's, and its days stand.

use super::planned::{GROUP, approve, entry, give, lines, on, register};
use super::support::{ctx, spring};
use crate::domain::error::RegisterError;
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::round::RoundRule;

#[test]
fn a_standard_that_changes_in_the_window_touches_the_next_round_alone() {
    let (mut store, _folder) = register((0..2).map(|n| entry(n, &[GROUP])));
    approve(&mut store, "2024-01-12").unwrap();
    let first = lines(&store, 2024).remove(0);
    give(&mut store, &first);
    let before = lines(&store, 2024);
    let amount = |store: &_, year| lines(store, year)[1].amount();
    let mut round = store.round(spring(2024)).unwrap();
    assert!(round.window.opens <= on("2024-02-02"));
    for yuan in [1_200, 900] {
        round.standards[0].cash = Fen::new(yuan * 100);
        store.commit(&Op::ChangeRound(round.clone()), &ctx(on("2024-02-02"))).unwrap();
        assert_eq!(amount(&store, 2025), Fen::new(yuan * 100));
    }
    assert_eq!(lines(&store, 2024), before);
    assert_eq!(store.check().unwrap(), []);
    round.window.grace_until = on("2024-03-01");
    let days = store.commit(&Op::ChangeRound(round), &ctx(on("2024-02-02")));
    assert!(matches!(days, Err(RegisterError::Round(RoundRule::Opened))), "{days:?}");
}
