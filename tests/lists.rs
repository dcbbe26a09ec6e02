//! Protects the lists: a page read by key in either direction is the list itself, counts equal the rows
//! behind them, and due follows from the facts and the day alone.

use muster::domain::date::DaySource;
use muster::domain::due::{DueState, Standing};
use muster::domain::gift::{Goods, Recording};
use muster::domain::money::Fen;
use muster::domain::op::{Op, WriteContext};
use muster::domain::person::Edit;
use muster::domain::place::Scope;
use muster::domain::recipient::{Held, StatusKind};
use muster::domain::visit::Outcome;
use muster::store::{DuePageQuery, DueQuery, DueStates};

use crate::support::program::Program;
use crate::support::register::{Register, day, due_list, gift, on, round, text};
use muster::domain::list::{DueItem, RosterQuery, RosterRow, Show, Sort};
use muster::domain::page::Start;

const ROUND: &str = "2024-spring";

/// Sixty people in two townships and six villages; every third is in a group.
fn crowd() -> Register {
    let mut register = Register::new();
    let surnames = ["程", "王", "乌", "苏", "单"];
    for n in 0..60 {
        let township = if n % 2 == 0 { "上都镇" } else { "桑根达来" };
        let village = ["敖包图嘎查", "乌兰图嘎嘎查", ""][n / 2 % 3];
        let groups: &[&str] = match n % 6 {
            0 => &["烈士遗属", "困难退役军人"],
            3 => &["困难退役军人"],
            _ => &[],
        };
        let name =
            format!("{}某{}", surnames[n % 5], ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"][n / 8]);
        let name = format!("{name}{}", ["一", "二", "三", "四", "五", "六", "七", "八"][n % 8]);
        register.person(&name, township, village, groups);
    }
    register
        .store
        .commit(&Op::CreateRound(register.store.round(round(ROUND)).unwrap()), &on("2024-01-01"))
        .unwrap();
    register
}

fn query(show: Show, scope: Scope, sort: Sort, start: Start, limit: u32) -> RosterQuery {
    RosterQuery { round: Some(round(ROUND)), scope, show, group: None, village: None, sort, start, limit }
}

fn names(rows: &[RosterRow]) -> Vec<String> {
    rows.iter().map(|row| row.name.to_string()).collect()
}

/// The crowd after some calls: open ones, missed ones, done ones and closed ones lie mixed.
fn called_on() -> Register {
    let mut register = crowd();
    let all = query(Show::InRound, Scope::Banner, Sort::Village, Start::First, 500);
    let rows = register.store.roster(&all, day("2024-02-02")).unwrap().rows;
    for (row, outcome) in rows.iter().zip((0..5).cycle()) {
        let (outcome, yuan) = match outcome {
            0 => (Outcome::Absent, 0),
            1 => (Outcome::Given, 500),
            2 => (Outcome::Refused, 0),
            _ => continue,
        };
        register.record(&Recording { outcome, ..asked(gift(row.id, ROUND, yuan)) }).unwrap();
    }
    register
}

/// With the reason that an amount off the standard asks for, where something is given.
fn asked(gift: Recording) -> Recording {
    Recording { reason: Some(text("局里批准")).filter(|_| gift.cash > Fen::ZERO), ..gift }
}

/// Where a row stands among the states.
fn rank(row: &RosterRow) -> u8 {
    match row.standing {
        Standing::Open(Some(_)) | Standing::Partly(_, Some(_)) => 0,
        Standing::Open(None) | Standing::Partly(_, None) => 1,
        Standing::Done => 2,
        Standing::Closed(_) => 3,
        Standing::NotEligible => 4,
    }
}

#[test]
fn pages_forward_and_backward_are_the_list() {
    let register = called_on();
    let today = day("2024-02-02");
    let page = |show, scope: &Scope, sort, start, limit| {
        register.store.roster(&query(show, scope.clone(), sort, start, limit), today).unwrap()
    };
    let township = Scope::Township(register.store.townships().unwrap()[0].code.clone());
    for scope in [Scope::Banner, township] {
        for sort in [Sort::Village, Sort::Name, Sort::State] {
            // Every list is the one of those in the round, without those it leaves out.
            let mut round = page(Show::InRound, &scope, Sort::Village, Start::First, 500).rows;
            match sort {
                Sort::Village => {}
                Sort::Name => round = page(Show::InRound, &scope, Sort::Name, Start::First, 500).rows,
                Sort::State => round.sort_by_key(rank),
            }
            for (show, ranks) in [
                (Show::InRound, &[0, 1, 2, 3][..]),
                (Show::Open, &[0, 1]),
                (Show::Done, &[2]),
                (Show::Exceptions, &[0, 3]),
                (Show::Closed, &[3]),
                (Show::Everyone, &[]),
            ] {
                let whole = page(show, &scope, sort, Start::First, 500);
                assert!(!whole.more_after && !whole.more_before);
                if show != Show::Everyone {
                    let mut some = round.clone();
                    some.retain(|row| ranks.contains(&rank(row)));
                    assert!(!some.is_empty());
                    assert_eq!(names(&whole.rows), names(&some), "{show:?} {sort:?} {scope:?}");
                }
                for limit in [1, 3, 7] {
                    let mut forward = Vec::new();
                    let mut start = Start::First;
                    loop {
                        let page = page(show, &scope, sort, start, limit);
                        forward.extend(names(&page.rows));
                        if !page.more_after {
                            break;
                        }
                        start = Start::After(page.rows.last().unwrap().key.clone());
                    }
                    assert_eq!(forward, names(&whole.rows), "{show:?} {sort:?} {scope:?}");
                    let mut backward = Vec::new();
                    let mut start = Start::Last;
                    loop {
                        let page = page(show, &scope, sort, start, limit);
                        backward.splice(0..0, names(&page.rows));
                        if !page.more_before {
                            break;
                        }
                        start = Start::Before(page.rows.first().unwrap().key.clone());
                    }
                    assert_eq!(backward, names(&whole.rows), "{show:?} {sort:?} {scope:?} backward");
                }
                for row in &whole.rows {
                    let at = page(show, &scope, sort, Start::At(row.key.clone()), 1);
                    assert_eq!(names(&at.rows), [row.name.to_string()], "a list goes on where it stood");
                }
            }
        }
    }
}

#[test]
fn counts_equal_the_rows_behind_them() {
    let mut register = crowd();
    let today = day("2024-02-02");
    let all =
        register.store.roster(&query(Show::Open, Scope::Banner, Sort::Name, Start::First, 9), today).unwrap();
    register.record(&asked(gift(all.rows[0].id, ROUND, 500))).unwrap();
    for (row, outcome) in
        [(1, Outcome::Absent), (2, Outcome::Refused), (3, Outcome::Died), (4, Outcome::VisitOnly)]
    {
        let mut call = gift(all.rows[row].id, ROUND, 0);
        call.outcome = outcome;
        register.record(&call).unwrap();
    }
    let townships = register.store.townships().unwrap();
    for line in register.store.scopes(Some(round(ROUND))).unwrap() {
        let count = |show| {
            let query = query(show, line.scope.clone(), Sort::Village, Start::First, 500);
            register.store.roster(&query, today).unwrap().rows.len() as u64
        };
        assert_eq!(line.recipients, count(Show::Everyone));
        assert_eq!(
            (line.open, line.done, line.closed),
            (count(Show::Open), count(Show::Done), count(Show::Closed))
        );
        assert_eq!(line.missed + line.closed, count(Show::Exceptions));
    }
    let villages: u64 = townships
        .iter()
        .flat_map(|t| register.store.villages(round(ROUND), &Scope::Township(t.code.clone())).unwrap())
        .map(|line| line.open + line.done + line.closed)
        .sum();
    assert_eq!(villages, 20);
    let card = register.store.round_card(round(ROUND), today).unwrap();
    assert_eq!(
        (card.counts.of(DueState::Due), card.counts.of(DueState::Done), card.counts.of(DueState::Closed)),
        (16, 2, 2)
    );
    assert_eq!(card.given, Fen::new(50_000));
    let due = |exceptions, start, limit| {
        let query = DuePageQuery { round: None, scope: Scope::Banner, exceptions, start, limit };
        register.store.due_page(&query, today).unwrap()
    };
    let open = due(false, Start::First, 7);
    assert!(open.more_after && !open.more_before);
    let rest = due(false, Start::After(open.rows[6].row.key.clone()), 50);
    assert_eq!(open.rows.len() + rest.rows.len(), 16);
    assert_eq!(due(true, Start::First, 50).rows.len(), 3);
    // The other way: from the end, page by page, across people and units, to the beginning.
    let all = due(false, Start::First, 50).rows;
    let mut back = due(false, Start::Last, 5);
    assert!(back.more_before && !back.more_after);
    let mut found = back.rows.clone();
    while back.more_before {
        back = due(false, Start::Before(found[0].row.key.clone()), 5);
        assert!(back.more_after);
        found.splice(0..0, back.rows.iter().cloned());
    }
    assert_eq!(found, all);
    let at = due(false, Start::At(all[3].row.key.clone()), 2);
    assert_eq!(at.rows, all[3..5]);
    assert_eq!(register.store.check().unwrap(), Vec::new());
}

/// Pages of what is due, read from either end, with those in front who were promised a visit by the day.
#[test]
fn whoever_was_promised_a_visit_by_the_day_stands_first_and_once() {
    let mut register = crowd();
    let today = day("2024-02-02");
    let all = register
        .store
        .roster(&query(Show::Open, Scope::Banner, Sort::Name, Start::First, 99), today)
        .unwrap();
    for (row, to) in [(7, "2024-02-02"), (3, "2024-02-01"), (9, "2024-02-01"), (5, "2024-02-03")] {
        let mut call = gift(all.rows[row].id, ROUND, 0);
        (call.outcome, call.deferred_to) = (Outcome::Deferred, Some(day(to)));
        call.on = day("2024-01-31");
        register.record(&call).unwrap();
    }
    let page = |exceptions, start, limit| {
        let query = DuePageQuery { round: None, scope: Scope::Banner, exceptions, start, limit };
        register.store.due_page(&query, today).unwrap()
    };
    let whole = page(false, Start::First, 99).rows;
    assert_eq!(whole.len(), 20);
    let first: Vec<_> = whole.iter().take_while(|item| item.is_promised).map(|item| item.row.id).collect();
    let promised = |to| {
        let on = |item: &&DueItem| item.row.standing.promised() == Some(day(to));
        whole.iter().filter(on).map(|item| item.row.id).collect::<Vec<_>>()
    };
    assert_eq!(first, [promised("2024-02-01"), promised("2024-02-02")].concat());
    assert_eq!((first.len(), promised("2024-02-03").len()), (3, 1));
    let mut ids: Vec<_> = whole.iter().map(|item| item.row.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 20);
    for exceptions in [false, true] {
        let whole = page(exceptions, Start::First, 99).rows;
        for limit in [1, 2, 3, 7] {
            let mut forth = page(exceptions, Start::First, limit);
            let mut found = forth.rows.clone();
            while forth.more_after {
                forth = page(exceptions, Start::After(found.last().unwrap().row.key.clone()), limit);
                found.extend(forth.rows.iter().cloned());
            }
            assert_eq!(found, whole, "{limit}");
            let mut back = page(exceptions, Start::Last, limit);
            let mut found = back.rows.clone();
            while back.more_before {
                back = page(exceptions, Start::Before(found[0].row.key.clone()), limit);
                found.splice(0..0, back.rows.iter().cloned());
            }
            assert_eq!(found, whole, "{limit}");
        }
    }
    // The command's list is in the same order.
    let query = DueQuery { round: round(ROUND), township: None, states: DueStates::ToVisit };
    let listed: Vec<_> = due_list(&register.store, &query, today).1.iter().map(|row| row.id).collect();
    assert_eq!(listed, whole.iter().map(|item| item.row.id).collect::<Vec<_>>());
}

#[test]
fn a_round_nobody_has_created_is_due_from_the_day_its_window_opens() {
    let register = crowd();
    let query = DueQuery { round: round("2028-spring"), township: None, states: DueStates::All };
    let (before, _) = due_list(&register.store, &query, day("2027-12-26"));
    assert_eq!((before.counts.of(DueState::Due), before.counts.of(DueState::Upcoming)), (0, 20));
    let (opened, items) = due_list(&register.store, &query, day("2027-12-27"));
    assert_eq!((opened.counts.of(DueState::Due), items.len()), (20, 20));
    assert!(!opened.round.created);
    assert_eq!(items, due_list(&register.store, &query, day("2027-12-27")).1);
}

#[test]
fn changing_a_person_moves_what_is_due() {
    let mut register = Register::new();
    let id = register.person("斯琴高娃", "上都镇", "新城社区", &["烈士遗属"]);
    let other = register.person("程连富", "上都镇", "新城社区", &[]);
    register.record(&asked(gift(other, ROUND, 500))).unwrap();
    let today = day("2024-02-02");
    let due = |register: &Register| {
        let query = DueQuery { round: round(ROUND), township: None, states: DueStates::Only(DueState::Due) };
        names(&due_list(&register.store, &query, today).1)
    };
    assert_eq!(due(&register), ["斯琴高娃"]);
    let rev = register.store.recipient(id).unwrap().rev;
    let late = Held { label: text("烈士遗属"), from: Some(day("2024-01-12")), until: None };
    let edit = Edit { groups: Some(vec![late]), phone: Some(text("13800001234")), ..Edit::default() };
    register.store.commit(&Op::Edit { id, rev, edit: Box::new(edit.clone()) }, &on("2024-02-02")).unwrap();
    assert_eq!(due(&register), Vec::<String>::new(), "joined after the day the window opened");
    assert!(
        register.store.commit(&Op::Edit { id, rev, edit: Box::new(edit) }, &on("2024-02-02")).is_err(),
        "stale"
    );
    let rev = register.store.recipient(id).unwrap().rev;
    let last = Held { label: text("烈士遗属"), from: None, until: Some(day("2024-01-11")) };
    let edit = Edit { groups: Some(vec![last]), ..Edit::default() };
    register.store.commit(&Op::Edit { id, rev, edit: Box::new(edit) }, &on("2024-02-02")).unwrap();
    assert_eq!(due(&register), ["斯琴高娃"]);
    let left =
        Op::SetStatus {
            id, kind: StatusKind::Left, on: day("2024-01-30"), reason: text("迁往锡林浩特")
        };
    register.store.commit(&left, &on("2024-02-02")).unwrap();
    assert_eq!(due(&register), Vec::<String>::new());
    let lines = register.store.round_lines(id, today).unwrap();
    assert_eq!(lines[0].state, DueState::Closed);
    assert_eq!(register.store.check().unwrap(), Vec::new());
}

#[test]
fn the_year_is_of_the_day_paid_and_the_round_keeps_its_own() {
    let mut register = crowd();
    let people = register
        .store
        .roster(&query(Show::Open, Scope::Banner, Sort::Name, Start::First, 3), day("2024-02-02"))
        .unwrap()
        .rows;
    register.record(&asked(gift(people[1].id, ROUND, 500))).unwrap();
    let mut late = asked(gift(people[0].id, ROUND, 1000));
    late.on = day("2024-03-30");
    late.goods = Some(Goods { text: text("米面油 1 份"), value: Fen::new(16_000) });
    register.store.commit(&Op::Record(Box::new(late)), &on("2024-03-30")).unwrap();
    let mut early = asked(gift(people[0].id, "2028-spring", 1000));
    early.on = day("2027-12-28");
    let far = WriteContext { day_source: DaySource::Confirmed, ..on("2027-12-28") };
    register.store.commit(&Op::Record(Box::new(early)), &far).unwrap();
    let report = register.store.report(2027).unwrap();
    assert_eq!(report.rounds.iter().map(|r| r.round).collect::<Vec<_>>(), [round("2028-spring")]);
    let report = register.store.report(2024).unwrap();
    assert_eq!((report.visits.people, report.visits.person_visits), (2, 2));
    assert_eq!((report.visits.cash, report.visits.goods), (Fen::new(150_000), Fen::new(16_000)));
    assert_eq!(report.rounds[0].groups.iter().map(|g| g.visits.people).sum::<u64>(), 2);
}

/// A list of somewhere that nobody knows is no empty list: each command that narrows by a name says what there is instead.
#[test]
fn what_narrows_a_list_and_is_not_there_is_refused_with_what_is() {
    let program = Program::new();
    let register = program.folder().join("out.csv");
    let to = register.to_str().unwrap();
    let villages = "敖包图嘎查";
    for (line, told) in [
        (&["export", "recipients", "--village", "敖包嘎查", "--to", to][..], villages),
        (&["export", "due", "--village", "敖包嘎查", "--township", "桑根达来", "--to", to], villages),
        (&["export", "visits", "--village", "敖包嘎查", "--to", to], villages),
        (&["export", "plan", "--village", "敖包嘎查", "--to", to], villages),
        (&["plan", "2024-spring", "--village", "敖包嘎查"], villages),
        (&["sheet", "visits", "--township", "桑根达来", "--village", "敖包嘎查", "--to", to], villages),
        (&["export", "recipients", "--village", "没有", "--to", to], villages),
        (&["export", "due", "--group", "困难退伍军人", "--to", to], "困难退役军人"),
        (&["export", "ledger", "--group", "困难", "--to", to], "困难退役军人"),
        (&["export", "plan", "--team", "第九组", "--to", to], "第九组"),
        (&["export", "plan", "--station", "没有", "--to", to], "没有"),
        (&["export", "payments", "--fund", "没有", "--to", to], "没有"),
        (&["ledger", "--payments", "--fund", "没有"], "没有"),
        (&["export", "due", "--round", "2030-spring", "--to", to], "2030年春节没有建立"),
        (&["export", "ledger", "--round", "2030-spring", "--to", to], "2030年春节没有建立"),
        (&["ledger", "--round", "2030-spring"], "2030年春节没有建立"),
        (&["audit", "--round", "2030-spring"], "2030年春节没有建立"),
        (&["acts", "--round", "2030-spring"], "2030年春节没有建立"),
        (&["acts", "--by", "没有这人"], "没有这人"),
        (&["export", "acts", "--by", "没有这人", "--to", to], "没有这人"),
    ] {
        let run = program.run(line);
        assert_eq!(run.status, 2, "{line:?} {run:?}");
        assert!(run.err.contains(told) && !register.exists(), "{line:?} {run:?}");
    }
    // Any spelling of what is there goes on.
    for village in ["敖包图", "敖包图嘎查", "桑根达来镇敖包图嘎查", "敖包图村委会"] {
        let run =
            program.run(&["export", "recipients", "--village", village, "--to", "-", "--format", "jsonl"]);
        assert_eq!((run.status, run.out.lines().count()), (0, 2), "{village} {run:?}");
    }
    let run = program.run(&["export", "due", "--round", "2030-spring", "--state", "all", "--to", "-"]);
    assert_eq!(run.status, 0, "{run:?}");
}
