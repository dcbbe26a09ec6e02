//! The sample's people and their past, written through the same doors as everything else.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::banner::{Sample, SampleRecipient, SampleRef};
use crate::domain::date::DaySource;
use crate::domain::error::RegisterError;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::store::audit;
use crate::store::file::error::Result;
use crate::store::handlers;
use crate::store::labels;
use crate::store::ledger::record;
use crate::store::recipients::insert::{self, NewRecipient};
use crate::store::recipients::membership::Origin;
use crate::store::recipients::status;
use crate::store::standing::tally::TallyDelta;
use crate::store::standing::{round, settled};

/// Mints ids for the sample's recipients and recordings.
pub struct Mint {
    /// For a recipient.
    pub recipient: fn() -> RecipientId,
    /// For a recording.
    pub entry: fn() -> EntryId,
}

/// Fills an empty register with the sample.
pub(crate) fn fill(conn: &Connection, sample: &Sample, ctx: &WriteContext, mint: &Mint) -> Result<()> {
    let mut known: HashMap<&SampleRef, RecipientId> = HashMap::new();
    let mut tally = TallyDelta::default();
    // They were entered before the first round that concerns them.
    let entered = sample.rounds.first().map_or_else(|| ctx.clone(), |round| at(ctx, round.window.opens));
    let origin = Origin::hand(&entered);
    for person in sample.people.iter().chain(&sample.units) {
        let id = (mint.recipient)();
        let village = person.village.as_ref().map(CleanText::as_str).unwrap_or_default();
        let village_no = labels::village_no(conn, &person.township, village)?;
        let new = newcomer(person, id, village_no, &origin);
        insert::add(conn, &new, &insert::derived(&new, village), None, &mut tally)?;
        known.insert(&person.reference, id);
    }
    tally.apply(conn)?;
    let find = |reference: &SampleRef| {
        known
            .get(reference)
            .copied()
            .ok_or_else(|| RegisterError::NotFound(CleanText::from("sample recipient")))
    };
    for round in &sample.rounds {
        round::create(conn, round, &at(ctx, round.window.opens), None)?;
    }
    for status in &sample.statuses {
        let (id, line) = (find(&status.recipient)?, &status.line);
        let ctx = at(ctx, line.on);
        status::set_status(conn, id, line.kind, line.on, &line.reason, &ctx)?;
        if let Some(reason) = &line.undone {
            status::undo_status(conn, id, line.kind, reason, &ctx)?;
        }
    }
    for visit in &sample.visits {
        let recording = visit.with_ids((mint.entry)(), find(&visit.recipient)?);
        handlers::note(conn, &recording.handlers, recording.on)?;
        record::record(conn, &recording, &at(ctx, visit.recording.on), None)?;
    }
    // The rounds that were over by then had been settled.
    if let Some(last) = sample.rounds.last() {
        settled::settle_new(conn, &at(ctx, last.window.opens))?;
    }
    // The past is told; what comes next is measured by the day on which it was told.
    audit::line(
        conn,
        &WriteContext { day_source: DaySource::Given, ..ctx.clone() },
        "sample",
        "register",
        None,
        None,
    )
}

/// As if recorded on that day, at ten in the morning.
fn at(ctx: &WriteContext, day: NaiveDate) -> WriteContext {
    let now_ms = day.and_hms_opt(2, 0, 0).map_or(ctx.now_ms, |instant| instant.and_utc().timestamp_millis());
    WriteContext { today: day, day_source: DaySource::Given, now_ms, actor: ctx.actor.clone() }
}

fn newcomer<'a>(
    person: &'a SampleRecipient,
    id: RecipientId,
    village: i64,
    origin: &'a Origin<'a>,
) -> NewRecipient<'a> {
    NewRecipient {
        id,
        kind: person.kind,
        name: &person.name,
        sex: person.sex,
        birth: person.birth,
        id_number: person.id_number.as_ref(),
        phone: person.phone.as_ref(),
        card: person.card.as_ref(),
        township: &person.township,
        village,
        address: person.address.as_ref(),
        household: None,
        note: person.note.as_ref(),
        groups: &person.groups,
        categories: &person.categories,
        origin,
    }
}
