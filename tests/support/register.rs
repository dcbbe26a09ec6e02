//! A register in a private folder, with a handful of invented people.

use chrono::NaiveDate;
use muster::clock;
use muster::domain::banner::{Banner, Category};
use muster::domain::date::DaySource;
use muster::domain::entry::Purpose;
use muster::domain::error::RegisterError;
use muster::domain::gift::Recording;
use muster::domain::holiday::RoundCode;
use muster::domain::ids::{EntryId, RecipientId};
use muster::domain::list::RosterRow;
use muster::domain::money::Fen;
use muster::domain::op::{Op, Receipt, WriteContext};
use muster::domain::place::{Township, TownshipCode};
use muster::domain::recipient::Kind;
use muster::domain::roster::RosterEntry;
use muster::domain::round::{Group, Standard};
use muster::domain::round_card::RoundCard;
use muster::domain::text::CleanText;
use muster::domain::visit::Outcome;
use muster::store::{DueQuery, Ending, RowFate, Store};
use tempfile::TempDir;

/// Clean text of a literal.
pub fn text(text: &str) -> CleanText {
    CleanText::parse(text, 200).unwrap()
}

/// A day written as 2024-02-02.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Who acts in tests, on a day.
pub fn on(today: &str) -> WriteContext {
    WriteContext {
        today: day(today),
        day_source: DaySource::Given,
        now_ms: 1_706_832_000_000,
        actor: text("tester"),
    }
}

/// A round by its code.
pub fn round(code: &str) -> RoundCode {
    code.parse().unwrap()
}

fn standard(group: &str, yuan: i64) -> Standard {
    Standard {
        group: text(group),
        cash: Fen::new(yuan * 100),
        goods: CleanText::default(),
        goods_value: Fen::ZERO,
    }
}

/// Two townships, one category, three groups.
pub fn banner() -> Banner {
    let township = |code: &str, name: &str, alias: &str| Township {
        code: TownshipCode(code.to_owned()),
        name: text(name),
        kind: text("镇"),
        aliases: vec![text(alias)],
    };
    Banner {
        name: text("正蓝旗"),
        townships: vec![
            township("152530100", "上都镇", "上都"),
            township("152530101", "桑根达来镇", "桑根达来"),
        ],
        stations: Vec::new(),
        categories: vec![Category { name: text("残疾军人"), aliases: Vec::new() }],
        groups: vec![
            Group {
                name: text("参加抗美援朝军人"),
                units: false,
                first: Some(standard("参加抗美援朝军人", 1000)),
            },
            Group { name: text("烈士遗属"), units: false, first: Some(standard("烈士遗属", 1000)) },
            Group {
                name: text("困难退役军人"), units: false, first: Some(standard("困难退役军人", 500))
            },
        ],
    }
}

/// A register and the folder that goes with it.
pub struct Register {
    /// Removed when the test ends.
    pub folder: TempDir,
    /// The register.
    pub store: Store,
}

impl Register {
    /// A new register with the small banner.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store =
            Store::create(&folder.path().join("r.db"), &banner(), "device-a", &on("2024-01-20")).unwrap();
        Self { folder, store }
    }

    /// Adds a person with groups, through the import.
    pub fn person(&mut self, name: &str, township: &str, village: &str, groups: &[&str]) -> RecipientId {
        let entry = person(1, name, township, village, groups);
        let fate = self
            .store
            .import(&text("test"), &on("2024-01-20"), &clock::new_recipient_id, |importer| {
                importer.row(&entry).map(|fate| (fate, Ending::Keep))
            })
            .unwrap();
        assert_eq!(fate, RowFate::New);
        self.store.resolve(name).unwrap()
    }

    /// Records the usual case: cash to the person, by two handlers.
    pub fn give(&mut self, to: RecipientId, code: &str, yuan: i64) -> Result<EntryId, RegisterError> {
        let recording = gift(to, code, yuan);
        self.record(&recording).map(|_| recording.id)
    }

    /// Puts the handlers of a recording on the list, and records.
    pub fn record_by_new(&mut self, recording: &Recording) -> Result<Receipt, RegisterError> {
        self.store.commit(&Op::AddHandlers(recording.handlers.clone()), &on("2024-02-02"))?;
        self.record(recording)
    }

    /// Records.
    pub fn record(&mut self, recording: &Recording) -> Result<Receipt, RegisterError> {
        self.store.commit(&Op::Record(Box::new(recording.clone())), &on("2024-02-02"))
    }

    /// The file, opened with plain SQL, as any other program would.
    pub fn plain(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.store.path()).unwrap()
    }
}

/// A row of a roster.
pub fn person(row: u64, name: &str, township: &str, village: &str, groups: &[&str]) -> RosterEntry {
    RosterEntry {
        row,
        kind: Kind::Person,
        name: text(name),
        sex: None,
        id_number: None,
        birth: None,
        township: text(township),
        village: Some(text(village)).filter(|village| !village.is_empty()),
        categories: Vec::new(),
        groups: groups.iter().map(|group| text(group)).collect(),
        phone: None,
        card: None,
        address: None,
        note: None,
        remark: None,
        household: None,
    }
}

/// Cash to the person, by two handlers, on 2024-02-02.
pub fn gift(to: RecipientId, code: &str, yuan: i64) -> Recording {
    Recording {
        id: clock::new_entry_id(),
        recipient: to,
        round: round(code),
        purpose: Purpose::Visit,
        outcome: Outcome::Given,
        cash: Fen::new(yuan * 100),
        goods: None,
        on: day("2024-02-02"),
        handlers: vec![text("布仁"), text("赵志强")],
        proxy: None,
        deferred_to: None,
        needs: None,
        note: None,
        died_on: None,
        reason: None,
    }
}

/// A due list: its round and all of its items.
pub fn due_list(store: &Store, query: &DueQuery, today: NaiveDate) -> (RoundCard, Vec<RosterRow>) {
    let mut items = Vec::new();
    store
        .due_rows(query, today, |row| {
            items.push(row);
            Ok::<_, RegisterError>(())
        })
        .unwrap();
    (store.due_card(query, today).unwrap(), items)
}
