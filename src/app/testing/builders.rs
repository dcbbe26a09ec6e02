//! Facts that the sample does not tell, added by real operations.

use chrono::NaiveDate;

use super::Register;
use crate::clock;
use crate::domain::date::DaySource;
use crate::domain::due::Standing;
use crate::domain::entry::{LedgerLine, LedgerQuery, Purpose};
use crate::domain::error::RegisterError;
use crate::domain::export::{ExportNote, Format, Outgoing};
use crate::domain::gift::{Recording, Refusal};
use crate::domain::holiday::{Festival, RoundCode};
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::op::{Op, WriteContext};
use crate::domain::plan::PlanFilter;
use crate::domain::recipient::Kind;
use crate::domain::roster::RosterEntry;
use crate::domain::sign_sheet::{NewSheet, PrintedLine};
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;
use crate::store::Ending;

/// 2024年春节, under way on the day of the demo.
pub(crate) const SPRING: RoundCode = RoundCode { year: 2024, festival: Festival::Spring };
/// 2023年八一, whose days have passed.
pub(crate) const ARMY: RoundCode = RoundCode { year: 2023, festival: Festival::Army };

/// 2024年八一, which nobody has created.
pub(crate) const ARMY_2024: RoundCode = RoundCode { year: 2024, festival: Festival::Army };

/// The day on which the demo opens.
pub(crate) fn demo_day() -> NaiveDate {
    day(2024, 2, 2)
}

/// A day that exists.
pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Who acts, at ten in the morning of a day.
pub(super) fn ctx(today: NaiveDate) -> WriteContext {
    let now_ms = today.and_hms_opt(2, 0, 0).unwrap().and_utc().timestamp_millis();
    WriteContext { today, day_source: DaySource::Given, now_ms, actor: "tester".into() }
}

/// Cash of `yuan` in the spring of 2024, handed over by two on the day of the demo.
pub(crate) fn gift(recipient: RecipientId, yuan: i64) -> Recording {
    Recording {
        id: clock::new_entry_id(),
        recipient,
        round: SPRING,
        purpose: Purpose::Visit,
        outcome: Outcome::Given,
        cash: Fen::new(yuan * 100),
        goods: None,
        on: demo_day(),
        handlers: vec!["布仁".into(), "赵志强".into()],
        proxy: None,
        deferred_to: None,
        needs: None,
        note: None,
        died_on: None,
        reason: None,
    }
}

/// A call on the day of the demo at which nothing was handed over.
pub(crate) fn call(recipient: RecipientId, outcome: Outcome) -> Recording {
    Recording { outcome, ..gift(recipient, 0) }
}

/// Names that all begin alike, as many as are asked for, up to a thousand.
pub(crate) fn numbered(surname: &str, count: usize) -> Vec<String> {
    let digits: Vec<char> = "零一二三四五六七八九".chars().collect();
    let digit = |no: usize| digits[no % 10];
    (0..count)
        .map(|no| {
            [surname.to_owned(), [digit(no / 100), digit(no / 10), digit(no)].iter().collect()].concat()
        })
        .collect()
}

/// Why a test records what is not the usual case.
const REASON: &str = "局里批准";

fn is_unusual(refusal: &Refusal) -> bool {
    refusal.rule.asks() && refusal.earlier.is_none()
}

impl Register {
    /// The sample with a numbered sheet of so many who are still to be given 1,000 yuan in the round under way.
    pub(crate) fn with_sheet(lines: u32) -> Self {
        let mut register = Self::sample();
        let mut printed = Vec::new();
        register
            .store()
            .plan_lines(SPRING, &PlanFilter::default(), register.today, |line| {
                let is_open = matches!(line.row.standing, Standing::Open(_)) && line.row.kind == Kind::Person;
                let is_usual = line.amount() == Fen::new(100_000) && line.goods_value() == Fen::ZERO;
                let no = u32::try_from(printed.len()).unwrap() + 1;
                if is_open && is_usual && no <= lines {
                    let (recipient, name) = (line.row.id, line.row.name);
                    let (cash, goods, goods_value) = (Fen::new(100_000), CleanText::default(), Fen::ZERO);
                    printed.push(PrintedLine { no, page: 1, recipient, name, cash, goods, goods_value });
                }
                Ok::<_, RegisterError>(())
            })
            .unwrap();
        assert_eq!(printed.len(), lines as usize);
        let sheet = Some(NewSheet { round: SPRING, place: "正蓝旗".into(), lines: printed });
        let (what, filters, rows) = (Outgoing::SignSheet, CleanText::default(), u64::from(lines));
        let note = ExportNote { what, filters, rows, format: Format::Xlsx, reason: None, sheet };
        register.done(&Op::NoteExport(Box::new(note)));
        register
    }

    /// The last sheet once more, under a number of its own, of another place.
    pub(crate) fn sheet_of(&mut self, place: &'static str) {
        self.sheet_anew(1, Some(place.into()));
    }

    /// The last sheet once more, under a number of its own, its lines so many times.
    pub(crate) fn sheet_again(&mut self, times: usize) {
        self.sheet_anew(times, None);
    }

    fn sheet_anew(&mut self, times: usize, place: Option<CleanText>) {
        let card = self.store().sign_sheets(None).unwrap().remove(0);
        let printed = self.store().sign_sheet(&card.number).unwrap();
        let lines = (1..).zip(printed.lines.iter().cycle().take(printed.lines.len() * times).cloned());
        let lines = lines.map(|(no, line)| PrintedLine { no, ..line }).collect();
        let place = place.unwrap_or(printed.place);
        let sheet = Some(NewSheet { round: printed.round, place, lines });
        let (what, filters) = (Outgoing::SignSheet, CleanText::default());
        let note = ExportNote { what, filters, rows: 1, format: Format::Xlsx, reason: None, sheet };
        self.done(&Op::NoteExport(Box::new(note)));
    }

    /// The recipient of that name.
    pub(crate) fn id(&self, name: &str) -> RecipientId {
        self.store().resolve(name).unwrap()
    }

    /// Creates a round as the calendar and the register propose it.
    pub(crate) fn create_round(&mut self, code: RoundCode) {
        let round = self.store().round_card(code, self.today).unwrap().round;
        self.done(&Op::CreateRound(round));
    }

    /// Entries, newest first.
    pub(crate) fn entries(&self, query: &LedgerQuery) -> Vec<LedgerLine> {
        self.store().ledger(query).unwrap().rows
    }

    /// The newest live gift to somebody.
    pub(crate) fn last_gift(&self, name: &str) -> LedgerLine {
        let query = LedgerQuery { recipient: Some(self.id(name)), live_only: true, ..LedgerQuery::default() };
        self.entries(&query).remove(0)
    }

    /// Reverses the newest gift to somebody.
    pub(crate) fn reverse(&mut self, name: &str, reason: &'static str) {
        let of = self.last_gift(name).id;
        self.done(&Op::Reverse { id: clock::new_entry_id(), of, reason: reason.into() });
    }

    /// Reverses what was given to somebody in a round.
    pub(crate) fn reverse_in(&mut self, name: &str, round: RoundCode, reason: &'static str) {
        let query = LedgerQuery { recipient: Some(self.id(name)), live_only: true, ..LedgerQuery::default() };
        let of = self.entries(&query).into_iter().find(|entry| entry.round == round).unwrap().id;
        self.done(&Op::Reverse { id: clock::new_entry_id(), of, reason: reason.into() });
    }

    /// Writes, and must succeed.
    #[track_caller]
    pub(crate) fn done(&mut self, op: &Op) {
        self.commit(op).unwrap();
    }

    /// Records a gift, and must succeed.
    #[track_caller]
    pub(crate) fn record(&mut self, recording: Recording) -> EntryId {
        let id = recording.id;
        let op = Op::Record(Box::new(recording.clone()));
        match self.commit(&op) {
            // Amounts of tests are seldom the standard: whatever but a second gift has its reason.
            Err(RegisterError::Refused(rules)) if rules.iter().all(is_unusual) => {
                self.done(&Op::Record(Box::new(Recording { reason: Some(REASON.into()), ..recording })));
            }
            done => drop(done.unwrap()),
        }
        id
    }

    /// Adds people of one village and group through the import.
    pub(crate) fn people(&mut self, names: &[String], township: &str, village: &str, group: &str) {
        let today = ctx(self.today);
        let entries = names.iter().zip(1..).map(|(name, row)| RosterEntry {
            row,
            kind: Kind::Person,
            name: CleanText::shown(name),
            sex: None,
            id_number: None,
            birth: None,
            township: CleanText::shown(township),
            village: Some(CleanText::shown(village)).filter(|village| !village.is_empty()),
            categories: Vec::new(),
            groups: [group].iter().filter(|g| !g.is_empty()).map(|g| CleanText::shown(g)).collect(),
            phone: None,
            card: None,
            address: None,
            note: None,
            remark: None,
            household: None,
        });
        let store = self.store.as_mut().unwrap();
        let import: Result<(), RegisterError> =
            store.import(&"test".into(), &today, &clock::new_recipient_id, |importer| {
                for entry in entries {
                    importer.row(&entry)?;
                }
                Ok(((), Ending::Keep))
            });
        import.unwrap();
    }
}
