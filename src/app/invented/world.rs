//! An invented register in memory: the example of the design, 桑根达来镇 in the spring of 2024.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::app::query::{Current, Query, QueryResult};
use crate::domain::due::{CloseReason, Missed, Standing, State};
use crate::domain::entry::Purpose;
use crate::domain::gift::Recording;
use crate::domain::holiday::{Festival, RoundCode, Window};
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Changed, Receipt};
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::query::{
    Found, Hit, LastGift, MatchedBy, Page, RosterQuery, RosterRow, RowKey, ScopeLine, SearchCursor,
    SearchQuery, Show, Start, VillageLine,
};
use crate::domain::recipient::{Kind, Sex};
use crate::domain::round::{Group, Round, Standard};
use crate::domain::visit::Outcome;

/// The day on which the demo opens.
pub(crate) fn demo_day() -> NaiveDate {
    day(2024, 2, 2)
}

/// A day that exists.
pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// An entry's id, for tests.
pub(crate) fn entry(no: u128) -> EntryId {
    EntryId(Uuid::from_u128(no))
}

/// 2024年春节.
pub(crate) const SPRING: RoundCode = RoundCode { year: 2024, festival: Festival::Spring };

/// The round in progress.
pub(crate) fn spring() -> Round {
    Round {
        code: SPRING,
        window: Window {
            day: day(2024, 2, 10),
            opens: day(2024, 1, 11),
            due_until: day(2024, 2, 9),
            grace_until: day(2024, 2, 24),
        },
        standards: vec![standard("烈士遗属", 1_000), standard("困难退役军人", 500)],
        created: true,
    }
}

/// A cash standard in yuan.
pub(crate) fn standard(group: &'static str, yuan: i64) -> Standard {
    Standard { group: group.into(), cash: Fen::new(yuan * 100), goods: "".into(), goods_value: Fen::ZERO }
}

/// How a test answers the questions that the example does not.
type Answers = Box<dyn Fn(&Query) -> Option<QueryResult>>;

/// The register in memory; a test changes it before it drives.
pub(crate) struct World {
    /// What [`Query::Current`] answers.
    pub(crate) current: Current,
    /// The recipients in list order.
    pub(crate) rows: Vec<RosterRow>,
    /// The counts.
    pub(crate) scopes: Vec<ScopeLine>,
    /// Answers every other question, or not.
    pub(crate) other: Answers,
}

const TOWNSHIPS: [(&str, &str, u64, u64); 9] = [
    ("152530100", "上都镇", 12, 14),
    ("152530101", "桑根达来镇", 6, 4),
    ("152530102", "哈毕日嘎镇", 5, 3),
    ("152530200", "宝绍岱苏木", 4, 4),
    ("152530201", "那日图苏木", 4, 3),
    ("152530202", "赛音呼都嘎苏木", 3, 4),
    ("152530203", "扎格斯台苏木", 3, 2),
    ("152530500", "五一种畜场", 2, 2),
    ("152530501", "黑城子示范区", 2, 2),
];

impl World {
    /// The example of the design: 桑根达来镇 in the spring of 2024.
    pub(crate) fn demo() -> Self {
        let line = |scope, name, open, done| ScopeLine {
            scope,
            name,
            recipients: open + done + 30,
            open,
            done,
            closed: 1,
            missed: 1,
            planned: Fen::new(4_150_000),
            given: Fen::new(2_750_000),
        };
        let mut scopes = vec![line(Scope::Banner, "".into(), 41, 38)];
        scopes.extend(TOWNSHIPS.map(|(code, name, open, done)| {
            line(Scope::Township(TownshipCode(code.into())), name.into(), open, done)
        }));
        scopes.push(line(Scope::Units, "".into(), 1, 2));
        Self {
            current: Current { banner: "正蓝旗".into(), round: Some(spring()) },
            rows: people(),
            scopes,
            other: Box::new(|_| None),
        }
    }

    /// An empty register between two rounds.
    pub(crate) fn empty() -> Self {
        let mut world = Self::demo();
        world.rows.clear();
        for line in &mut world.scopes {
            *line = ScopeLine { recipients: 0, open: 0, done: 0, closed: 0, ..line.clone() };
            (line.planned, line.given) = (Fen::ZERO, Fen::ZERO);
        }
        world
    }

    fn page(&self, query: &RosterQuery) -> Page<RosterRow> {
        let name = self.scopes.iter().find(|line| line.scope == query.scope).map(|line| &line.name);
        let mut rows: Vec<&RosterRow> = self
            .rows
            .iter()
            .filter(|row| match &query.scope {
                Scope::Banner => row.kind == Kind::Person,
                Scope::Units => row.kind == Kind::Unit,
                Scope::Township(_) => row.kind == Kind::Person && Some(&row.township) == name,
            })
            .filter(|row| match query.show {
                Show::InRound => row.standing != Standing::NotEligible,
                Show::Open => matches!(row.standing, Standing::Open(_)),
                Show::Done => row.standing == Standing::Done,
                Show::Exceptions => matches!(row.standing, Standing::Closed(_) | Standing::Open(Some(_))),
                Show::Closed => matches!(row.standing, Standing::Closed(_)),
                Show::Everyone => true,
            })
            .filter(|row| query.group.as_ref().is_none_or(|group| row.group == *group))
            .filter(|row| query.village.as_ref().is_none_or(|village| row.village == *village))
            .collect();
        let all = rows.len();
        let limit = usize::try_from(query.limit).unwrap();
        let at = |key: &RowKey| rows.partition_point(|row| row.key < *key);
        let from = match &query.start {
            Start::First => 0,
            Start::Last => all.saturating_sub(limit),
            Start::After(key) => rows.partition_point(|row| row.key <= *key),
            Start::Before(key) => at(key).saturating_sub(limit),
            Start::At(key) => at(key),
        };
        let to = if let Start::Before(key) = &query.start { at(key) } else { (from + limit).min(all) };
        let rows = rows.drain(from..to).cloned().collect();
        Page { rows, more_before: from > 0, more_after: to < all }
    }

    fn villages(&self, scope: &Scope) -> Vec<VillageLine> {
        let query = RosterQuery {
            round: Some(SPRING),
            scope: scope.clone(),
            show: Show::InRound,
            group: None,
            village: None,
            sort: crate::domain::query::Sort::Village,
            start: Start::First,
            limit: 1_000,
        };
        let mut lines: Vec<VillageLine> = Vec::new();
        for row in self.page(&query).rows {
            if lines.last().is_none_or(|line| line.village != row.village) {
                lines.push(VillageLine { village: row.village.clone(), open: 0, done: 0, closed: 0 });
            }
            let line = lines.last_mut().unwrap();
            match row.standing {
                Standing::Open(_) => line.open += 1,
                Standing::Done => line.done += 1,
                Standing::Closed(_) => line.closed += 1,
                Standing::NotEligible => {}
            }
        }
        lines
    }

    /// Finds by a part of the name, or by `clf` and `wyq` as initials of two of the people.
    /// As many as are asked for by their keys, then the rest.
    fn search(&self, search: &SearchQuery) -> Found {
        let typed = match search.text.as_str() {
            "clf" => "程连富",
            "wyq" => "乌云其",
            typed => typed,
        };
        let marks = |row: &RosterRow| {
            let at = row.name.find(typed)?;
            let before = row.name.chars().take_while(|c| !typed.starts_with(*c)).count();
            (at > 0 || before == 0).then(|| (before..before + typed.chars().count()).collect())
        };
        let mut hits: Vec<Hit> = self
            .rows
            .iter()
            .filter(|row| !search.known.contains(&row.key.no))
            .filter_map(|row| {
                let tail = row.phone_masked.as_ref().is_some_and(|phone| phone.ends_with(typed));
                match marks(row) {
                    Some(marks) => Some(Hit { row: row.clone(), marks, by: MatchedBy::Name }),
                    None if tail => {
                        Some(Hit { row: row.clone(), marks: Vec::new(), by: MatchedBy::PhoneTail })
                    }
                    None => None,
                }
            })
            .collect();
        let limit = usize::try_from(search.limit).unwrap();
        let next = (hits.len() > limit).then_some(match search.reach {
            SearchCursor::Keys => SearchCursor::Initials(0),
            SearchCursor::Initials(after) => SearchCursor::Initials(after + 1),
        });
        hits.truncate(limit);
        Found { hits, next }
    }

    /// The answer to a question, if the register has one.
    pub(crate) fn answer(&self, ask: &Query) -> Option<QueryResult> {
        match ask {
            Query::Current => Some(QueryResult::Current(self.current.clone())),
            Query::Scopes { .. } => Some(QueryResult::Scopes(self.scopes.clone())),
            Query::Villages { scope, .. } => Some(QueryResult::Villages(self.villages(scope))),
            Query::Roster(query) => Some(QueryResult::Roster(self.page(query))),
            Query::Search(search) => Some(QueryResult::Search(self.search(search))),
            Query::Groups => Some(QueryResult::Groups(
                ["烈士遗属", "困难退役军人"]
                    .map(|name| Group { name: name.into(), units: false, first: None })
                    .to_vec(),
            )),
            Query::NewId => Some(QueryResult::NewId(entry(99))),
            Query::Recipient(_)
            | Query::RoundLines(_)
            | Query::Form { .. }
            | Query::Due(_)
            | Query::Ledger(_)
            | Query::Rounds
            | Query::Round(_)
            | Query::Report(_)
            | Query::Drafts
            | Query::Townships
            | Query::Folder(_) => (self.other)(ask),
        }
    }
}

/// One recipient of the example.
pub(crate) fn person(
    no: i64,
    village: &'static str,
    name: &'static str,
    group: &'static str,
    standing: Standing,
    yuan: i64,
) -> RosterRow {
    RosterRow {
        key: RowKey { parts: Vec::new(), no },
        id: RecipientId(Uuid::from_u128(u128::try_from(no).unwrap())),
        kind: Kind::Person,
        name: name.into(),
        sex: Some(if no % 2 == 0 { Sex::Female } else { Sex::Male }),
        age: Some(81),
        township: "桑根达来镇".into(),
        village: village.into(),
        group: group.into(),
        groups: if name == "乌云其木格" { 2 } else { 1 },
        standing,
        state: crate::domain::due::state(standing, &spring().window, demo_day()),
        standard: Some(standard(group, yuan)),
        last_gift: (no % 3 != 0).then(|| LastGift {
            round: RoundCode { year: 2023, festival: Festival::Army },
            on: day(2023, 7, 20),
            cash: Fen::new(100_000),
            goods_value: Fen::ZERO,
        }),
        id_masked: Some("152599********0029".into()),
        phone_masked: Some(if no == 4 { "138****0004".into() } else { "138****1234".into() }),
        address: Some("牧户冬营地".into()),
    }
}

fn people() -> Vec<RosterRow> {
    let (due, done) = (Standing::Open(None), Standing::Done);
    let put_off = Standing::Open(Some(Missed::Deferred(Some(day(2024, 2, 5)))));
    let absent = Standing::Open(Some(Missed::Absent(day(2024, 1, 30))));
    let died = Standing::Closed(CloseReason::Died);
    let mut rows = vec![
        person(1, "敖包图嘎查", "程连富", "在乡老复员军人", due, 1_000),
        person(2, "敖包图嘎查", "乌云其木格", "烈士遗属", due, 1_000),
        person(3, "敖包图嘎查", "呼日查巴特尔", "参加抗美援朝军人", done, 1_000),
        person(4, "乌兰图嘎嘎查", "额尔敦巴雅尔", "困难退役军人", put_off, 500),
        person(5, "乌兰图嘎嘎查", "单国强", "困难退役军人", due, 500),
        person(6, "乌兰图嘎嘎查", "苏日娜", "烈士遗属", due, 1_000),
        person(7, "乌兰图嘎嘎查", "查玉兰", "烈士遗属", absent, 1_000),
        person(8, "查干淖尔嘎查", "阿拉坦仓", "在乡老复员军人", due, 1_000),
        person(9, "查干淖尔嘎查", "赵永福", "困难退役军人", died, 500),
        person(10, "查干淖尔嘎查", "斯琴高娃", "烈士遗属", done, 1_000),
        person(11, "", "额尔敦其其格图雅", "立功受奖军人家庭", done, 12_000),
    ];
    let mut unit = person(12, "", "某部边防连", "驻旗部队", due, 0);
    unit.kind = Kind::Unit;
    (unit.sex, unit.age, unit.id_masked) = (None, None, None);
    if let Some(standard) = &mut unit.standard {
        standard.goods = "米面油 20 份".into();
        standard.goods_value = Fen::new(1_088_633);
    }
    rows.push(unit);
    rows
}

/// The state of a row in the example, for tests that change it.
pub(crate) fn as_done(row: &mut RosterRow) {
    row.standing = Standing::Done;
    row.state = State::Done;
}

/// A gift of the full standard.
pub(crate) fn given(id: EntryId, recipient: RecipientId) -> Recording {
    Recording {
        id,
        recipient,
        round: SPRING,
        purpose: Purpose::Visit,
        outcome: Outcome::Given,
        cash: Fen::new(100_000),
        goods: None,
        on: demo_day(),
        handlers: vec!["布仁".into(), "赵志强".into()],
        proxy: None,
        deferred_to: None,
        needs: None,
        note: None,
        override_reason: None,
    }
}

/// The receipt of a write to the ledger.
pub(crate) fn ledger_receipt() -> Receipt {
    Receipt { changed: Changed { ledger: true, ..Changed::default() }, answer: Answer::Done }
}
