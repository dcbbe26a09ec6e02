//! A small register of invented people with something in every table: what stays in the fixtures of a version. What
//! no operation writes yet is written here as it will be.

use std::path::Path;

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use uuid::Uuid;

use crate::domain::banner::{Banner, Category};
use crate::domain::date::DaySource;
use crate::domain::entry::Purpose;
use crate::domain::error::RegisterError;
use crate::domain::gift::{Goods, Recording};
use crate::domain::holiday::RoundCode;
use crate::domain::idcard::IdNumber;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::op::{Draft, Op, WriteContext};
use crate::domain::person::Edit;
use crate::domain::place::{Station, Township, TownshipCode};
use crate::domain::recipient::{Held, Kind, StatusKind};
use crate::domain::roster::RosterEntry;
use crate::domain::round::{Group, Standard};
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;
use crate::store::chain::{self, ENTRY_FORM, ENTRY_LINE};
use crate::store::import::staged;
use crate::store::{Ending, Store, mirror};

/// An address that stands in the file once.
pub(super) const NAME: &str = "某街一号院";
const GROUPS: [&str; 2] = ["烈士遗属", "困难退役军人"];

fn ctx(day: &str) -> WriteContext {
    let today: NaiveDate = day.parse().unwrap();
    let now_ms = today.and_hms_opt(2, 0, 0).unwrap().and_utc().timestamp_millis();
    WriteContext { today, day_source: DaySource::Given, now_ms, actor: "某甲".into() }
}

fn id(n: u128) -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(1_700_000_000_000 + u64::try_from(n).unwrap(), &[7; 10])
        .into_uuid()
}

fn banner() -> Banner {
    let group = |name: &'static str, yuan: i64| Group {
        name: name.into(),
        units: false,
        first: Some(Standard {
            group: name.into(),
            cash: Fen::new(yuan * 100),
            goods: "".into(),
            goods_value: Fen::ZERO,
        }),
    };
    let township = |code: &str, name: &'static str, alias: &'static str| Township {
        code: TownshipCode(code.to_owned()),
        name: name.into(),
        kind: "镇".into(),
        aliases: vec![alias.into()],
    };
    Banner {
        name: "正蓝旗".into(),
        townships: vec![
            township("152530100", "上都镇", "上都"),
            township("152530101", "桑根达来镇", "桑根达来"),
        ],
        stations: vec![Station {
            name: "上都镇退役军人服务站".into(),
            township: Some(TownshipCode("152530100".to_owned())),
            village: None,
        }],
        categories: vec![Category { name: "残疾军人".into(), aliases: vec!["伤残人员".into()] }],
        groups: vec![group(GROUPS[0], 1_000), group(GROUPS[1], 500)],
    }
}

const NAMES: [&str; 6] = ["程连富", "乌云其木格", "呼日查巴特尔", "王玉兰", "程连福", "李桂英"];

fn id_number(digits: &str) -> IdNumber {
    IdNumber::parse(digits, "2024-02-02".parse().unwrap()).unwrap().0
}

/// The first four are in the rounds.
fn person(n: usize) -> RosterEntry {
    RosterEntry {
        row: n as u64 + 1,
        kind: Kind::Person,
        name: NAMES[n].into(),
        sex: None,
        id_number: (n == 0).then(|| id_number("152599193202150013")),
        birth: "1932-02-15".parse().ok(),
        township: "上都镇".into(),
        village: Some("新城社区".into()),
        categories: if n == 1 { vec!["残疾军人".into()] } else { Vec::new() },
        groups: if n < 4 { vec![GROUPS[n % 2].into()] } else { Vec::new() },
        phone: Some(CleanText::unmasked(&format!("1380471000{n}"))),
        card: None,
        address: (n == 2).then(|| NAME.into()),
        note: None,
    }
}

fn call(n: u128, recipient: RecipientId, round: &str, outcome: Outcome, on: &str) -> Op {
    let gives = outcome.gives();
    Op::Record(Box::new(Recording {
        id: EntryId(id(n)),
        recipient,
        round: round.parse().unwrap(),
        purpose: Purpose::Visit,
        outcome,
        cash: if gives { Fen::new(100_000) } else { Fen::ZERO },
        goods: gives.then(|| Goods { text: "米面油 1 份".into(), value: Fen::new(16_000) }),
        on: on.parse().unwrap(),
        handlers: vec!["布仁".into(), "赵志强".into()],
        proxy: None,
        deferred_to: None,
        needs: Some("屋顶漏雨".into()),
        note: None,
        died_on: None,
        reason: None,
    }))
}

/// Writes the register to a new file at `path`.
pub(super) fn write(path: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let mut store =
        Store::create(&folder.path().join("r.db"), &banner(), "device-a", &ctx("2022-12-01")).unwrap();
    let counter = std::cell::Cell::new(0);
    let mint = || {
        counter.set(counter.get() + 1);
        RecipientId(id(counter.get()))
    };
    store
        .import(&"名册.xlsx".into(), &ctx("2022-12-02"), &mint, |importer| {
            for n in 0..NAMES.len() {
                importer.row(&person(n))?;
            }
            Ok::<_, RegisterError>(((), Ending::Keep))
        })
        .unwrap();
    let people = NAMES.map(|name| store.resolve(name).unwrap());
    for code in ["2023-spring", "2024-spring"] {
        let code: RoundCode = code.parse().unwrap();
        let round = store.round(code).unwrap();
        store.commit(&Op::CreateRound(round), &ctx("2022-12-03")).unwrap();
    }
    let mut act = |op: &Op, day: &str| drop(store.commit(op, &ctx(day)).unwrap());
    act(&call(101, people[0], "2023-spring", Outcome::Absent, "2023-01-10"), "2023-01-10");
    act(&call(102, people[0], "2023-spring", Outcome::Given, "2023-01-12"), "2023-01-12");
    act(&call(103, people[1], "2023-spring", Outcome::Given, "2023-01-12"), "2023-01-13");
    let reverse = Op::Reverse { id: EntryId(id(104)), of: EntryId(id(103)), reason: "发错人".into() };
    act(&reverse, "2023-01-14");
    act(&call(105, people[2], "2023-spring", Outcome::Refused, "2023-01-15"), "2023-01-15");
    for value in ["off", "on"] {
        let set = Op::Set { key: "two_handlers".into(), value: value.into() };
        act(&set, if value == "off" { "2023-03-01" } else { "2023-03-02" });
    }
    let (died, reason) = (StatusKind::Died, CleanText::from("家属告知"));
    let day = "2023-05-01".parse().unwrap();
    act(&Op::SetStatus { id: people[3], kind: died, on: day, reason: reason.clone() }, "2023-05-02");
    act(&Op::UndoStatus { id: people[3], kind: died, reason: "误报".into() }, "2023-05-03");
    act(&Op::SetStatus { id: people[3], kind: StatusKind::Suspended, on: day, reason }, "2023-05-04");
    act(&call(106, people[0], "2024-spring", Outcome::Given, "2024-02-02"), "2024-02-02");
    act(&call(107, people[1], "2024-spring", Outcome::MovedAway, "2024-02-02"), "2024-02-02");
    let held = |until: Option<NaiveDate>| Held { label: GROUPS[0].into(), from: None, until };
    let edit = Edit {
        township: Some(TownshipCode("152530101".to_owned())),
        village: Some("敖包图嘎查".into()),
        groups: Some(vec![held("2024-12-31".parse().ok())]),
        ..Edit::default()
    };
    act(&Op::Edit { id: people[2], rev: 1, edit: Box::new(edit) }, "2024-02-03");
    act(&Op::Unmask { id: people[2], reason: "核对".into() }, "2024-02-03");
    let body = CleanText::from("muster-form 1;round=2024-spring;outcome=given;cash=500;");
    act(&Op::SaveDraft(Draft { id: EntryId(id(108)), recipient: people[2], body }), "2024-02-03");
    to_come(&store.conn, people);
    // What a large import leaves that was stopped before it was decided.
    let tx = store.conn.unchecked_transaction().unwrap();
    staged::keep(&tx, &[(RecipientId(id(401)), person(0)), (RecipientId(id(402)), person(2))]).unwrap();
    tx.commit().unwrap();
    mirror::keep_counts(&store.conn).unwrap();
    mirror::keep_heads(&store.conn).unwrap();
    assert_eq!(store.check().unwrap(), []);
    store.conn.execute("VACUUM INTO ?1", [path.to_str().unwrap()]).unwrap();
}

/// What the schema holds and no operation writes yet.
fn to_come(conn: &Connection, people: [RecipientId; 6]) {
    let [first, second, .., twin, kept_back] = people.map(|id| id.to_string());
    conn.execute_batch(&format!(
        "UPDATE round SET settled_on = '2023-02-20', closed_on = '2023-03-01', closed_for = '年度结束'
           WHERE code = '2023-spring';
         INSERT INTO settled_line (round, recipient, name, township, village, visit_group, held_groups, cash_fen, goods,
                                   goods_fen)
           SELECT s.round, s.recipient, r.name, s.township, s.village, s.visit_group, s.held_groups, s.cash_fen,
                  s.goods, s.goods_fen
           FROM standing AS s JOIN recipient AS r ON r.local_id = s.recipient WHERE s.round = '2023-spring';
         INSERT INTO visit_cancelled (visit, device, device_seq, reason, recorded_on, recorded_at)
           VALUES ('{absent}', 'device-a', 90, '记错', '2023-01-20', 1674180000000);
         UPDATE recipient SET merged_into = (SELECT local_id FROM recipient WHERE id = '{first}')
           WHERE id = '{twin}';
         UPDATE recipient SET held_on = '2024-01-01', household = 'rural' WHERE id = '{kept_back}';
         INSERT INTO status_line (id, recipient, kind, happened_on, reason, entered_on)
           SELECT '{line}', local_id, 'held', '2024-01-01', '备注写有去世', '2024-01-02' FROM recipient
           WHERE id = '{kept_back}';
         UPDATE category_held SET level = '七级', nature = '因公';
         INSERT INTO programme (code, name) VALUES ('living_allowance', '生活补助'), ('spending', '经费支出');",
        absent = id(101),
        line = id(201),
    ))
    .unwrap();
    let goods = [line(1, "fund", "中央", None, 60_000), line(2, "fund", "旗本级", None, 20_000)];
    entry(conn, 301, &[("kind", "payment"), ("recipient", &second), ("payee", "苏日娜")], 80_000, &goods);
    let back = id(301).to_string();
    let recovery =
        [("kind", "recovery"), ("recipient", second.as_str()), ("concerns", &back), ("reason", "死亡后多发")];
    entry(conn, 302, &recovery, -20_000, &[]);
    let goods = [line(1, "goods", "慰问信", Some((40, "封")), 8_000)];
    entry(conn, 303, &[("kind", "spending"), ("goods", "慰问信 40 封"), ("name", "上都镇服务站")], 0, &goods);
}

/// A line of an entry: number, kind, name, quantity with its unit, fen.
fn line(n: i64, kind: &str, name: &str, amount: Option<(i64, &str)>, fen: i64) -> Vec<Value> {
    vec![
        Value::Integer(n),
        Value::Text(kind.to_owned()),
        Value::Text(name.to_owned()),
        amount.map_or(Value::Null, |(quantity, _)| Value::Integer(quantity)),
        amount.map_or(Value::Null, |(_, unit)| Value::Text(unit.to_owned())),
        Value::Integer(fen),
    ]
}

/// An entry of another programme, behind the last one.
fn entry(conn: &Connection, n: u128, texts: &[(&str, &str)], cash: i64, lines: &[Vec<Value>]) {
    let text = |text: &str| Value::Text(text.to_owned());
    let told = |name: &str| texts.iter().find(|(column, _)| *column == name).map(|(_, value)| *value);
    let person = told("recipient").is_some();
    let (seq, prev): (i64, String) = conn
        .query_row("SELECT device_seq, hash FROM entry ORDER BY local_id DESC LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    let values: Vec<Value> = ENTRY_FORM
        .iter()
        .map(|column| match *column {
            "form" => Value::Integer(1),
            "id" => text(&id(n).to_string()),
            "programme" => text(if person { "living_allowance" } else { "spending" }),
            "recipient_kind" if person => text("person"),
            "period_from" if person => text("2023-08-01"),
            "period_to" if person => text("2023-08-31"),
            "cash_fen" => Value::Integer(cash),
            "goods_fen" => Value::Integer(if person { 0 } else { 8_000 }),
            "paid_on" | "recorded_on" => text("2023-08-15"),
            "name" if person => text(NAMES[1]),
            "lines_hash" if !lines.is_empty() => text(&chain::hash(lines.iter().flatten())),
            "device" => text("device-a"),
            "device_seq" => Value::Integer(seq + 1),
            "recorded_at" => Value::Integer(1_692_064_800_000),
            "prev_hash" => text(&prev),
            other => told(other).map_or(Value::Null, text),
        })
        .collect();
    let hash = text(&chain::hash(&values));
    let places = |n: usize| vec!["?"; n].join(", ");
    let sql =
        format!("INSERT INTO entry ({}, hash) VALUES ({})", ENTRY_FORM.join(", "), places(values.len() + 1));
    conn.execute(&sql, params_from_iter(values.iter().chain([&hash]))).unwrap();
    for line in lines {
        let sql = format!("INSERT INTO entry_line ({}, entry) VALUES ({})", ENTRY_LINE.join(", "), places(7));
        conn.execute(&sql, params_from_iter(line.iter().chain([&text(&id(n).to_string())]))).unwrap();
    }
}
