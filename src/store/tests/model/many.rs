//! What is done to many at once, what is taken back by `undo`, and gifts that a reason has to speak for.

use std::collections::BTreeSet;

use chrono::Days;

use super::book::{Book, Call, Stand, Sum};
use super::calendar::Day;
use super::played::Played;
use super::rules::Attempt;
use crate::domain::batch::{Batch, BatchGift, LARGEST_BATCH, LeftOut, Reversal};
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::EntryId;
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op};
use crate::domain::recipient::StatusKind;
use crate::domain::undo::Undoing;
use crate::domain::usual_gift::Usual;
use crate::domain::visit::Outcome;

/// Acts that are undone as soon as they were done, by the names that the audit gives them.
const UNDOABLE: [&str; 8] =
    ["record", "record_batch", "edit", "change_groups", "died", "left", "suspended", "close_round"];

impl Book {
    /// What somebody is usually given in a round on a day, among many; none where they are left out.
    fn usual(&self, of: usize, code: RoundCode, on: Day, today: Day) -> Option<Sum> {
        let round = self.rounds.get(&code)?;
        let put_off = |call: &&Call| matches!(call.outcome, Outcome::Deferred);
        let mut sum = self.line(of, code)?.sum;
        match self.stand(of, code) {
            Stand::Open(_) => {}
            Stand::Partly(owed, _) => sum[1 - owed] = 0,
            Stand::Unlisted | Stand::Outside | Stand::Done | Stand::Closed(_) => return None,
        }
        // Whoever was promised a later day is visited then.
        let says = |call: &&&Call| !matches!(call.outcome, Outcome::Died | Outcome::MovedAway);
        let calls = self.calls_of(of, code);
        let last = calls.iter().rfind(says).filter(|call| put_off(call));
        if on < round.days.opens || last.is_some_and(|call| call.promised.is_none_or(|day| day > on)) {
            return None;
        }
        self.against(&usual_attempt(of, code, sum, on), today).is_empty().then_some(sum)
    }
}

fn usual_attempt(of: usize, round: RoundCode, sum: Sum, on: Day) -> Attempt {
    Attempt {
        of,
        round,
        outcome: Outcome::Given,
        sum,
        on,
        promised: None,
        noted: false,
        reasoned: false,
        handlers: 2,
    }
}

fn told(sum: Sum) -> Usual {
    let goods = if sum[1] > 0 { "米面油 1 份" } else { "" }.into();
    Usual { cash: Fen::new(sum[0]), goods, goods_value: Fen::new(sum[1]) }
}

impl Played {
    /// The usual gift for several as one act: for whom the model says, or for nobody where one of them is not to be given.
    pub(super) fn batch(&mut self) {
        let mut book = self.begun();
        let code = self.some_round(&book);
        let on = self.day_of_call().min(self.today);
        let mut people: Vec<usize> = self.roots();
        people.retain(|_| self.draw.one_in(3));
        let (given, left): (Vec<usize>, Vec<usize>) =
            people.into_iter().partition(|of| book.usual(*of, code, on, self.today).is_some());
        if given.is_empty() || !book.rounds.contains_key(&code) {
            return;
        }
        // A slip: somebody else is among them, or somebody is shown more than is owed.
        let wrong = left.first().copied().filter(|_| self.draw.one_in(3));
        let dearer = self.draw.one_in(6);
        let mut gifts = Vec::new();
        for of in given.iter().copied().chain(wrong) {
            let mut sum = book.usual(of, code, on, self.today).unwrap_or([50_000, 0]);
            sum[0] += if dearer { 10_000 } else { 0 };
            let (id, recipient) = (EntryId(self.mint()), book.people[of].id);
            gifts.push(BatchGift { id, recipient, usual: told(sum) });
        }
        assert!(gifts.len() <= LARGEST_BATCH);
        let act = EntryId(self.mint());
        let handlers = ["布仁", "赵志强"].map(Into::into).to_vec();
        let batch = Batch { id: act, round: code, on, handlers, gifts: gifts.clone() };
        let done = self.commit("batch", &Op::RecordBatch(Box::new(batch)));
        if wrong.is_some() || dearer {
            let Err(RegisterError::Altered(altered)) = done else { panic!("{done:?} in {code} on {on}") };
            let names: BTreeSet<&str> = altered.iter().map(|one| one.name.as_str()).collect();
            let wrong = wrong.map(|of| book.people[of].name);
            assert!(dearer || names == BTreeSet::from_iter(wrong), "{names:?} {wrong:?}");
            assert!(!altered.iter().any(|one| one.why == Some(LeftOut::Draft)));
            return;
        }
        assert_eq!(done, Ok(Answer::Recorded(act)), "{code} on {on}");
        for (of, gift) in given.into_iter().zip(&gifts) {
            let unit = book.people[of].unit;
            let sum = [gift.usual.cash.get(), gift.usual.goods_value.get()];
            let outcome = Outcome::Given;
            book.calls.push(Call {
                id: gift.id,
                of,
                round: code,
                outcome,
                on,
                promised: None,
                sum,
                unit,
                stands: true,
            });
        }
        self.book = book;
    }

    /// A gift that breaks a rule: refused by the rules that the model names, and written once a reason speaks for it, unless
    /// one of them takes none.
    pub(super) fn odd_gift(&mut self) {
        let book = self.begun();
        let codes: Vec<RoundCode> = book.rounds.keys().copied().collect();
        let Some(round) = self.draw.pick(&codes) else { return };
        let closed: Vec<RoundCode> =
            codes.into_iter().filter(|code| book.rounds[code].closed.is_some()).collect();
        let stands = |who: &usize, wanted: fn(&Stand) -> bool| wanted(&book.stand(*who, round));
        let roots = self.roots();
        let of_those = |wanted: fn(&Stand) -> bool| -> Vec<usize> {
            roots.iter().copied().filter(|who| stands(who, wanted)).collect()
        };
        let away: Vec<usize> = roots
            .iter()
            .copied()
            .filter(|who| {
                [StatusKind::Left, StatusKind::Suspended]
                    .iter()
                    .any(|kind| book.status(*who, *kind).is_some())
            })
            .collect();
        let mut round = round;
        let mut on = self.today;
        let drawn = self.draw.below(6);
        let chosen = match drawn {
            // A second gift, one beside the list, one to somebody who is away.
            0 => self.draw.pick(&of_those(|stand| *stand == Stand::Done)),
            1 => self.draw.pick(&of_those(|stand| *stand == Stand::Unlisted)),
            2 => self.draw.pick(&away),
            // Before the window, in a closed round, off the standard.
            3 => {
                on = on.min(book.rounds[&round].days.opens - Days::new(1 + self.draw.below(9) as u64));
                self.draw.pick(&roots)
            }
            4 => {
                round = self.draw.pick(&closed).unwrap_or(round);
                self.draw.pick(&roots)
            }
            _ => self.draw.pick(&of_those(Stand::is_open)),
        };
        let Some(of) = chosen else { return };
        let mut sum: Sum = book.line(of, round).map_or([50_000, 0], |line| line.sum);
        if drawn == 5 {
            // Of a standard of goods alone, cash in their place.
            sum = if sum[0] == 0 { [sum[1], 0] } else { [sum[0] + 10_000, sum[1]] };
        }
        let what = usual_attempt(of, round, sum, on);
        let breaks = !book.against(&what, self.today).is_empty();
        self.record(&what);
        if breaks {
            self.record(&Attempt { reasoned: true, ..what });
            self.done.entry("with a reason").or_default()[0] += 1;
        }
    }

    /// The number of the last line of the audit.
    pub(super) fn last_line(&self) -> i64 {
        self.store
            .conn
            .query_row("SELECT coalesce(max(local_id), 0) FROM audit", [], |row| row.get(0))
            .unwrap()
    }

    /// Takes the act back that was just done, if any was behind a line of the audit: all stands as the model did `before`.
    pub(super) fn undo_just_done(&mut self, line: i64, before: Book) {
        let Some(look) = self.store.last_act(self.today).unwrap() else { return };
        if look.act.no <= line || !UNDOABLE.contains(&look.act.action.as_str()) {
            return;
        }
        let way = look.way.unwrap_or_else(|why| panic!("{why:?}: {:?}", look.act));
        let op = if let Undoing::Batch { batch, live } = way {
            let reversals = live.into_iter().map(|of| Reversal { id: EntryId(self.mint()), of }).collect();
            Op::ReverseBatch { batch, reversals, reason: "整批弄错了".into() }
        } else {
            let id = EntryId(self.mint());
            way.op("弄错了".into(), || id)
        };
        let done = self.commit("undo", &op);
        assert!(done.is_ok(), "{done:?}: {op:?}");
        // What was recorded stays recorded, and counts no longer.
        let recorded = self.book.calls.drain(before.calls.len()..).map(|call| Call { stands: false, ..call });
        let recorded: Vec<Call> = recorded.collect();
        self.book = before;
        self.book.calls.extend(recorded);
    }
}
