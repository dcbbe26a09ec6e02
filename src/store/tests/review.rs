//! Protects the lists of what is to be checked: who is on each and who is not, the same by its count, its pages either way
//! and its whole; and the pairs that may be one human, found among many.

use chrono::NaiveDate;
use uuid::Uuid;

use super::costs::gift;
use super::support::{banner, ctx, day, spring};
use crate::domain::attention::{Attention, AttentionQuery};
use crate::domain::entry::{LedgerQuery, Unusual};
use crate::domain::error::RegisterError;
use crate::domain::gift::Recording;
use crate::domain::idcard::IdNumber;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::page::Start;
use crate::domain::person::{Assent, NewPerson};
use crate::domain::pinyin::Readings;
use crate::domain::place::TownshipCode;
use crate::domain::recipient::{Held, StatusKind};
use crate::domain::review::{Likeness, Review, ReviewQuery};
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;
use crate::store::Store;

const TODAY: (i32, u32, u32) = (2024, 2, 2);

pub(super) fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(super) fn id(n: usize) -> RecipientId {
    RecipientId(Uuid::from_u128(n as u128 + (7 << 100)))
}

/// Somebody of whom nothing is to be checked but that nobody has seen them.
pub(super) fn person(n: usize, name: &'static str) -> NewPerson {
    NewPerson {
        id: id(n),
        name: name.into(),
        sex: None,
        birth: None,
        id_number: number(&format!("15259919400{}{:02}0{:02}", 1 + n % 9, 1 + n % 28, n % 100)),
        phone: Some(CleanText::unmasked(&format!("164{n:08}"))),
        card: None,
        township: TownshipCode(if n.is_multiple_of(2) { "152530100" } else { "152530101" }.into()),
        village: "敖包图嘎查".into(),
        address: None,
        household: None,
        note: None,
        groups: vec![Held { label: "烈士遗属".into(), from: None, until: None }],
        categories: Vec::new(),
        assent: Assent::default(),
    }
}

/// A number of 17 digits with its check digit.
fn number(body: &str) -> Option<IdNumber> {
    let any = IdNumber::from_stored(&format!("{body}0")).unwrap();
    IdNumber::from_stored(&format!("{body}{}", any.right_check_digit()))
}

pub(super) struct House {
    pub(super) store: Store,
    _folder: tempfile::TempDir,
}

impl House {
    pub(super) fn new(people: impl IntoIterator<Item = NewPerson>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store =
            Store::create(&folder.path().join("r.db"), &banner(), "test", &ctx(day(2024))).unwrap();
        let round = store.round(spring(2024)).unwrap();
        store.commit(&Op::CreateRound(round), &ctx(day(2024))).unwrap();
        let mut house = Self { store, _folder: folder };
        people.into_iter().for_each(|person| house.commit(&Op::AddPerson(Box::new(person))));
        house
    }

    pub(super) fn commit(&mut self, op: &Op) {
        self.store.commit(op, &ctx(date(TODAY.0, TODAY.1, TODAY.2))).unwrap();
    }

    /// Changes what no operation would without asking.
    pub(super) fn set(&self, n: usize, column: &str, value: Option<&str>) {
        let sql = format!("UPDATE recipient SET {column} = ?1 WHERE id = ?2");
        self.store.conn.execute(&sql, (value, id(n).to_string())).unwrap();
    }

    pub(super) fn rename(&self, n: usize, name: &str) {
        self.set(n, "name", Some(name));
        self.set(n, "pinyin", Some(&Readings::of(name).main_full()));
    }

    fn count(&self, list: Review, township: Option<&str>) -> u64 {
        let query = query(list, township);
        let count = self.store.review_count(&query, day(2024)).unwrap();
        assert_eq!(self.store.review_count_all(&query, day(2024)).unwrap(), count.counted);
        count.counted
    }

    /// Whom a list holds, by its pages either way, which must agree with the whole list and its count.
    fn names(&self, list: Attention, township: Option<&str>) -> Vec<String> {
        let query = query(Review::People(list), township);
        let mut whole = Vec::new();
        let all = |item: crate::domain::attention::AttentionItem| {
            whole.push(item.row.name.to_string());
            Ok::<_, RegisterError>(())
        };
        self.store.review_people(list, &query, Some(spring(2024)), day(2024), all).unwrap();
        for limit in [1, 2, 50] {
            for back in [false, true] {
                assert_eq!(self.paged(list, township, limit, back), whole, "{list:?} {limit} {back}");
            }
        }
        assert_eq!(self.count(Review::People(list), township), whole.len() as u64, "{list:?}");
        whole.sort_unstable();
        whole
    }

    fn paged(&self, list: Attention, township: Option<&str>, limit: u32, back: bool) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut start = if back { Start::Last } else { Start::First };
        loop {
            let township = township.map(|code| TownshipCode(code.to_owned()));
            let round = Some(spring(2024));
            let page = AttentionQuery { list, township, round, start, limit };
            let page = self.store.attention(&page, day(2024)).unwrap();
            let rows: Vec<String> = page.rows.iter().map(|item| item.row.name.to_string()).collect();
            let (end, more) = if back {
                names.splice(0..0, rows);
                (page.rows.first().map(|item| Start::Before(item.row.key.clone())), page.more_before)
            } else {
                names.extend(rows);
                (page.rows.last().map(|item| Start::After(item.row.key.clone())), page.more_after)
            };
            match end.filter(|_| more) {
                Some(end) => start = end,
                None => return names,
            }
        }
    }

    pub(super) fn doubles(&self, township: Option<&str>) -> Vec<(Likeness, String, String)> {
        let query = query(Review::Doubles, township);
        let mut found = Vec::new();
        let pair = |pair: crate::domain::review::DoublePair| {
            found.push((pair.why, pair.one.id.to_string(), pair.other.id.to_string()));
            Ok::<_, RegisterError>(())
        };
        self.store.review_doubles(&query, pair).unwrap();
        assert_eq!(self.count(Review::Doubles, township), found.len() as u64);
        let listed = self.store.double_pairs(&query).unwrap();
        assert_eq!((listed.pairs.len(), listed.more), (found.len().min(500), found.len() > 500));
        found
    }
}

fn query(list: Review, township: Option<&str>) -> ReviewQuery {
    ReviewQuery { list, township: township.map(|code| TownshipCode(code.to_owned())) }
}

#[test]
fn each_list_holds_whom_it_is_about_and_nobody_else() {
    // By name: what is told of each, and the lists that they are on.
    use Attention::{CheckDigit, NoNumber, NoPhone, NoVillage, NotedGone, Sixty};
    type Told = (&'static str, fn(&mut NewPerson), &'static [Attention]);
    let told: [Told; 22] = [
        ("甲", |_| {}, &[]),
        ("乙", |p| p.id_number = None, &[NoNumber]),
        ("丙", |p| p.id_number = IdNumber::from_stored("152599193202150014"), &[CheckDigit]),
        ("丁", |p| p.id_number = IdNumber::from_stored("152599320215001"), &[]),
        ("戊", |p| p.phone = None, &[NoPhone]),
        ("己", |p| p.phone = Some("".into()), &[NoPhone]),
        ("庚", |p| p.village = "".into(), &[NoVillage]),
        ("辛", |p| p.note = Some("听说去世，待核实".into()), &[NotedGone]),
        ("壬", |p| p.note = Some("其父病故".into()), &[]),
        ("癸", |p| p.note = Some("2023年亡故".into()), &[NotedGone]),
        // The day is 2 February 2024: those who are born from February to May 1964.
        ("子", |p| p.id_number = number("15259919640201001"), &[Sixty]),
        ("丑", |p| p.id_number = number("15259919640502001"), &[Sixty]),
        ("寅", |p| p.id_number = number("15259919640601001"), &[]),
        ("卯", |p| p.id_number = number("15259919640131001"), &[]),
        ("辰", |p| (p.id_number, p.birth) = (None, Some(date(1964, 4, 1))), &[NoNumber, Sixty]),
        ("巳", |p| (p.id_number, p.birth) = (None, Some(date(1964, 7, 1))), &[NoNumber]),
        ("午", |p| p.id_number = number("15259919630401001"), &[]),
        // Of the dead and of those who left nothing is to be checked.
        ("死甲", |p| (p.id_number, p.phone, p.village) = (None, None, "".into()), &[]),
        ("死乙", |p| p.id_number = IdNumber::from_stored("152599193203150015"), &[]),
        ("死丙", |p| p.id_number = number("15259919640301001"), &[]),
        ("走甲", |p| (p.id_number, p.phone, p.note) = (None, None, Some("已故".into())), &[]),
        ("并甲", |p| (p.id_number, p.phone, p.note) = (None, None, Some("已故".into())), &[]),
    ];
    let people = (1..).zip(&told).map(|(n, (name, tell, _))| {
        let reason = Some(CleanText::from("看过证件"));
        let mut person = NewPerson { assent: Assent { reason, double: None }, ..person(n, name) };
        tell(&mut person);
        person
    });
    let mut house = House::new(people);
    for (n, (name, _, _)) in (1..).zip(&told) {
        let kind = if name.starts_with('死') { StatusKind::Died } else { StatusKind::Left };
        if name.starts_with(['死', '走']) {
            house.commit(&Op::SetStatus { id: id(n), kind, on: day(2024), reason: "核实".into() });
        }
    }
    house.store.conn.execute("UPDATE recipient SET merged_into = 1 WHERE name = '并甲'", []).unwrap();
    for list in [NoNumber, CheckDigit, NoPhone, NoVillage, NotedGone, Sixty] {
        for (code, parity) in [(None, None), (Some("152530100"), Some(0)), (Some("152530101"), Some(1))] {
            let here = |n: &usize| parity.is_none_or(|parity| n % 2 == parity);
            let on = (1..).zip(&told).filter(|(n, (_, _, lists))| here(n) && lists.contains(&list));
            let mut expected: Vec<String> = on.map(|(_, (name, _, _))| (*name).to_owned()).collect();
            expected.sort_unstable();
            assert_eq!(house.names(list, code), expected, "{list:?} {code:?}");
        }
    }
    // The first screen of a day counts the same.
    let today = house.store.today(day(2024)).unwrap();
    assert_eq!([today.lists[3].count.counted, today.lists[4].count.counted], [2, 3]);
}

/// Every day of a month has the same list: who asks day by day learns no birth date.
#[test]
fn who_turns_sixty_is_told_by_whole_months() {
    let people = (1..29).map(|n| {
        let id_number = number(&format!("15259919640{}{:02}0{n:02}", 2 + n % 5, n));
        NewPerson { id_number, ..person(n, "程连富") }
    });
    let named = people.zip("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙".chars());
    let house = House::new(
        named.map(|(person, name)| NewPerson { name: CleanText::unmasked(&name.to_string()), ..person }),
    );
    let on =
        |day| house.store.review_count(&query(Review::People(Attention::Sixty), None), day).unwrap().counted;
    let february: Vec<u64> = (1..30).map(|day| on(date(2024, 2, day))).collect();
    assert!(february.iter().all(|count| *count == february[0] && *count > 0), "{february:?}");
    assert_ne!(on(date(2024, 1, 31)), february[0]);
    assert_eq!(on(date(2024, 7, 1)), 0);
}

#[test]
fn whoever_was_seen_this_year_is_not_on_the_list() {
    let outcomes = [
        (Some(Outcome::Given), true),
        (Some(Outcome::VisitOnly), true),
        (Some(Outcome::Refused), true),
        (Some(Outcome::Absent), false),
        (Some(Outcome::Deferred), false),
        (Some(Outcome::NotFound), false),
        (None, false),
    ];
    let names = ["甲", "乙", "丙", "丁", "戊", "己", "庚"];
    let mut house = House::new((1..).zip(names).map(|(n, name)| person(n, name)));
    for (n, (outcome, _)) in (1..).zip(outcomes) {
        let Some(outcome) = outcome else { continue };
        let cash = if outcome == Outcome::Given { Fen::new(100_000) } else { Fen::ZERO };
        let call = Recording {
            outcome,
            cash,
            deferred_to: (outcome == Outcome::Deferred).then(|| date(2024, 2, 5)),
            ..gift(EntryId(Uuid::from_u128(n as u128 + 1)), id(n), 2024)
        };
        house.commit(&Op::Record(Box::new(call)));
    }
    let unseen = |house: &House| house.names(Attention::NotSeen, None);
    let mut expected: Vec<&str> =
        names.iter().zip(outcomes).filter(|(_, (_, seen))| !seen).map(|(name, _)| *name).collect();
    expected.sort_unstable();
    assert_eq!(unseen(&house), expected);
    // Seen last year is not seen this year, and what is taken back was not seen.
    let count =
        |day| house.store.review_count(&query(Review::People(Attention::NotSeen), None), day).unwrap();
    assert_eq!(count(date(2025, 1, 1)).counted, 7);
    let reverse = Op::Reverse {
        id: EntryId(Uuid::from_u128(900)),
        of: EntryId(Uuid::from_u128(2)),
        reason: "记错".into(),
    };
    house.commit(&reverse);
    let cancel = Op::CancelVisit { visit: EntryId(Uuid::from_u128(3)), reason: "记错".into() };
    house.commit(&cancel);
    assert_eq!(unseen(&house).len(), expected.len() + 2);
}

#[test]
fn gifts_off_the_standard_and_outside_the_list_are_told_until_reversed() {
    let listed = |n| person(n, ["甲", "乙", "丙", "丁"][n % 4]);
    let mut house =
        House::new([listed(1), listed(2), NewPerson { groups: Vec::new(), ..person(3, "戊") }, listed(4)]);
    let amounts = [(1, 100_000), (2, 30_000), (3, 100_000), (4, 150_000)];
    for (n, fen) in amounts {
        let given = Recording {
            cash: Fen::new(fen),
            reason: Some("特殊困难".into()),
            ..gift(EntryId(Uuid::from_u128(n as u128)), id(n), 2024)
        };
        house.commit(&Op::Record(Box::new(given)));
    }
    let names = |house: &House, unusual, township: Option<&str>| {
        let township = township.map(|code| TownshipCode(code.to_owned()));
        let query = LedgerQuery { unusual: Some(unusual), township, ..LedgerQuery::default() };
        let page = house.store.ledger(&query).unwrap().rows;
        assert_eq!(house.store.ledger_sum(&query).unwrap().entries, page.len() as u64);
        page.into_iter().map(|line| line.recipient).collect::<Vec<_>>()
    };
    assert_eq!(names(&house, Unusual::OffStandard, None), [id(4), id(2)]);
    assert_eq!(names(&house, Unusual::NotListed, None), [id(3)]);
    assert_eq!(names(&house, Unusual::NotListed, Some("152530100")), []);
    assert_eq!(house.count(Review::Gifts(Unusual::OffStandard), Some("152530100")), 2);
    assert_eq!(house.count(Review::Gifts(Unusual::OffStandard), None), 2);
    let reverse = Op::Reverse {
        id: EntryId(Uuid::from_u128(900)),
        of: EntryId(Uuid::from_u128(4)),
        reason: "记错".into(),
    };
    house.commit(&reverse);
    // A death that is heard of later, of before a gift in person; the reversed one is none.
    for n in [2, 3, 4] {
        let on = if n == 3 { day(2024) } else { day(2024).pred_opt().unwrap() };
        let died = Op::SetStatus { id: id(n), kind: StatusKind::Died, on, reason: "来电".into() };
        let after = house.store.touches(&died, day(2024)).unwrap().paid_after;
        assert_eq!(
            after.iter().map(|gift| gift.cash.get()).collect::<Vec<_>>(),
            if n == 2 { vec![30_000] } else { vec![] }
        );
        house.commit(&died);
    }
    assert_eq!(names(&house, Unusual::AfterDeath, None), [id(2)]);
    assert_eq!(house.count(Review::Gifts(Unusual::AfterDeath), None), 1);
    assert_eq!(names(&house, Unusual::OffStandard, None), [id(2)]);
    assert_eq!(house.count(Review::Gifts(Unusual::NotListed), None), 1);
}
