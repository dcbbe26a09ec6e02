//! What lists ask of the register, and the rows they get back. A list holds a page, never the table.

use chrono::NaiveDate;

use super::due::{Standing, State};
use super::entry::LedgerLine;
use super::gift::Earlier;
use super::holiday::RoundCode;
use super::ids::{EntryId, RecipientId};
use super::money::Fen;
use super::place::Scope;
use super::recipient::{Kind, Life, Sex};
use super::round::{Round, Standard};
use super::text::CleanText;
use super::visit::Call;

/// One line of the left side of the roster: a scope with its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeLine {
    /// Which part of the register.
    pub scope: Scope,
    /// Its name; empty for the whole banner and the units, which the texts name.
    pub name: CleanText,
    /// Recipients registered.
    pub recipients: u64,
    /// Open items of the round.
    pub open: u64,
    /// Items done.
    pub done: u64,
    /// Items closed.
    pub closed: u64,
    /// Of the open items, those with a failed call (absent, deferred).
    pub missed: u64,
    /// Cash standards of the items that are not closed, in fen.
    pub planned: Fen,
    /// Cash given in the round, net, in fen.
    pub given: Fen,
}

/// Counts of one village in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VillageLine {
    /// The village; empty where none is known.
    pub village: CleanText,
    /// Open items of the round.
    pub open: u64,
    /// Items done.
    pub done: u64,
    /// Items closed.
    pub closed: u64,
}

/// Which recipients a roster list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Show {
    /// Everyone who is in the round.
    InRound,
    /// Open items: upcoming, due, grace or overdue.
    Open,
    /// Done.
    Done,
    /// Exceptions: absent, deferred, refused, not found, died, moved away, suspended.
    Exceptions,
    /// Closed.
    Closed,
    /// Everyone in the register, in the round or not.
    Everyone,
}

/// How a roster list is ordered; by village is the way a team drives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Township, village, name.
    Village,
    /// Name, by pinyin.
    Name,
    /// Most pressing first, then village and name. With `Show::Everyone`, as by village.
    State,
}

/// A place in an ordered list, opaque to all but the store.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowKey {
    /// Sort columns before the tie-break.
    pub parts: Vec<String>,
    /// Tie-break.
    pub no: i64,
}

/// From where a page is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// The beginning.
    First,
    /// The end.
    Last,
    /// The rows after a key.
    After(RowKey),
    /// The rows before a key.
    Before(RowKey),
    /// The rows from a key on, that row included.
    At(RowKey),
}

/// A page, in list order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Whether rows come before them.
    pub more_before: bool,
    /// Whether rows come after them.
    pub more_after: bool,
}

/// What a roster list asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterQuery {
    /// The round that states and standards refer to.
    pub round: Option<RoundCode>,
    /// Which part of the register.
    pub scope: Scope,
    /// Which recipients.
    pub show: Show,
    /// Only this group.
    pub group: Option<CleanText>,
    /// Only this village.
    pub village: Option<CleanText>,
    /// Order.
    pub sort: Sort,
    /// Where the page begins.
    pub start: Start,
    /// Rows at most.
    pub limit: u32,
}

/// The last gift before or in this round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastGift {
    /// The round it was given in.
    pub round: RoundCode,
    /// Day paid.
    pub on: NaiveDate,
    /// Cash in fen.
    pub cash: Fen,
    /// Value of goods in fen.
    pub goods_value: Fen,
}

/// One recipient in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterRow {
    /// Its place in the list.
    pub key: RowKey,
    /// The recipient.
    pub id: RecipientId,
    /// Person or unit.
    pub kind: Kind,
    /// Name.
    pub name: CleanText,
    /// Sex, where known.
    pub sex: Option<Sex>,
    /// Age in full years on the day, where the birth date is known and the person lives.
    pub age: Option<u32>,
    /// Township name.
    pub township: CleanText,
    /// Village; empty if unknown.
    pub village: CleanText,
    /// The group on whose standard the round pays; else the first group held; empty if none.
    pub group: CleanText,
    /// How many groups are held now.
    pub groups: u32,
    /// Where the recipient stands; does not depend on the day.
    pub standing: Standing,
    /// Where the recipient stands on the day.
    pub state: State,
    /// The standard in this round.
    pub standard: Option<Standard>,
    /// The last gift.
    pub last_gift: Option<LastGift>,
    /// Masked ID number.
    pub id_masked: Option<CleanText>,
    /// Masked phone.
    pub phone_masked: Option<CleanText>,
    /// Address.
    pub address: Option<CleanText>,
}

/// A page of a search. The hits of a later page stand below those of the pages before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchQuery {
    /// As typed.
    pub text: String,
    /// States and standards refer to this round.
    pub round: Option<RoundCode>,
    /// Hits at most.
    pub limit: u32,
    /// The hits of earlier pages, by the number in [`RosterRow::key`]; they are not returned again.
    pub known: Vec<i64>,
    /// Where to look.
    pub reach: SearchCursor,
}

impl SearchQuery {
    /// A search at its beginning.
    pub fn new(text: &str, round: Option<RoundCode>, limit: u32) -> Self {
        Self { text: text.to_owned(), round, limit, known: Vec::new(), reach: SearchCursor::Keys }
    }
}

/// Where a search looks next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SearchCursor {
    /// In the keys of names, numbers and villages, best first; if they do not fill a page, then in the initials.
    Keys,
    /// In the initials of a chunk of people, those with a greater local number: matches inside a name and with
    /// gaps.
    Initials(i64),
}

/// The answer to a [`SearchQuery`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The hits, best first.
    pub hits: Vec<Hit>,
    /// Where more may be found; none once everybody was looked at.
    pub next: Option<SearchCursor>,
}

/// One search result: the row, and which characters of the name matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The recipient.
    pub row: RosterRow,
    /// Character indices of `row.name` that matched.
    pub marks: Vec<usize>,
    /// What matched, when it was not the name.
    pub by: MatchedBy,
}

/// What a search hit matched by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MatchedBy {
    /// The name, in Han or by pinyin.
    Name,
    /// The last digits of the ID number.
    IdTail,
    /// The last digits of the phone.
    PhoneTail,
    /// The village.
    Village,
}

/// One item of the due list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueItem {
    /// The round.
    pub round: RoundCode,
    /// The recipient's row.
    pub row: RosterRow,
}

/// Numbers of items by state, for one round on one day, in the order of [`State::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StateCounts(pub Vec<(State, u64)>);

impl StateCounts {
    /// How many items are in `state`.
    pub fn of(&self, state: State) -> u64 {
        self.0.iter().find(|(s, _)| *s == state).map_or(0, |(_, n)| *n)
    }
}

/// A round with its counts, as the list of rounds shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundCard {
    /// The round.
    pub round: Round,
    /// Items by state; people and units.
    pub counts: StateCounts,
    /// Cash standards of the items that are not closed, in fen.
    pub planned: Fen,
    /// Cash given, net, in fen.
    pub given: Fen,
}

/// What happened to a recipient in one round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundLine {
    /// The round.
    pub round: RoundCode,
    /// State on the day.
    pub state: State,
    /// Standing; does not depend on the day.
    pub standing: Standing,
    /// The standard.
    pub standard: Option<Standard>,
    /// Calls, newest first.
    pub calls: Vec<Call>,
    /// Entries, newest first, reversals among them.
    pub entries: Vec<LedgerLine>,
}

/// What the record form needs to open filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFacts {
    /// The recipient's row in the round.
    pub row: RosterRow,
    /// The round.
    pub round: Round,
    /// Alive or dead.
    pub life: Life,
    /// Live gifts of this round, which a second one would double.
    pub live: Vec<Earlier>,
    /// The handlers of the last recording made on this register.
    pub handlers: Vec<CleanText>,
    /// Whether cash needs two handlers.
    pub two_handlers: bool,
    /// The next open recipient of the same village, else township, after this one.
    pub next: Option<RecipientId>,
}

/// Which entries a ledger list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerQuery {
    /// Only this round.
    pub round: Option<RoundCode>,
    /// Only days paid in this calendar year.
    pub year: Option<i32>,
    /// Only this group, as it was.
    pub group: Option<CleanText>,
    /// Only people or only units.
    pub kind: Option<Kind>,
    /// Only this recipient.
    pub recipient: Option<RecipientId>,
    /// Only what counts: gifts that no reversal has cancelled.
    pub live_only: bool,
    /// Newest first, entries older than this `no`.
    pub before: Option<i64>,
    /// Rows at most; none for all.
    pub limit: Option<u32>,
}

/// A draft that waits: whose, and when it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLine {
    /// The id that the recording will bear.
    pub id: EntryId,
    /// Whom it is for.
    pub recipient: RecipientId,
    /// Name of the recipient.
    pub name: CleanText,
    /// The form's fields, in the form's own notation.
    pub body: CleanText,
    /// When it was kept: UTC milliseconds since 1970.
    pub saved_at_ms: i64,
}
