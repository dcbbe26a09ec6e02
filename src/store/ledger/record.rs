//! Recording a call at a door: every rule, the visit, the entry, the draft and the audit in one go.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::due::{self, DueState};
use crate::domain::entry::Purpose;
use crate::domain::error::RegisterError;
use crate::domain::form_facts::FormFacts;
use crate::domain::gift::{self, Recording, Situation};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Changed, Receipt, WriteContext};
use crate::domain::person::PersonRule;
use crate::domain::recipient::StatusKind;
use crate::domain::round::Round;
use crate::domain::setting;
use crate::domain::terms::Terms;
use crate::domain::text::{CleanText, mask};
use crate::domain::visit::Outcome;
use crate::store::audit::Act;
use crate::store::columns::non_empty;
use crate::store::file::error::{Result, written};
use crate::store::ledger::append::{self, NewGift};
use crate::store::ledger::{again, live};
use crate::store::lists::row;
use crate::store::progress::ProgressMonitor;
use crate::store::recipients::status;
use crate::store::register::Store;
use crate::store::standing::{facts, given, index, rises, round, shared};
use crate::store::{audit, codec, drafts, handlers, mirror, rounds, settings, years};

/// The next open item of a township behind a place.
pub(crate) const NEXT_OPEN: &str = "SELECT r.id FROM (
       SELECT village, pinyin, recipient FROM standing INDEXED BY standing_rank
       WHERE round = ?1 AND kind = ?2 AND rank = 0 AND township = ?3 AND (village, pinyin, recipient) > (?4, ?5, ?6)
       UNION ALL SELECT village, pinyin, recipient FROM standing INDEXED BY standing_rank
       WHERE round = ?1 AND kind = ?2 AND rank = 1 AND township = ?3 AND (village, pinyin, recipient) > (?4, ?5, ?6)
       ORDER BY 1, 2, 3 LIMIT 1) AS s
     JOIN recipient AS r ON r.local_id = s.recipient";

/// The first open item of a township but one.
pub(crate) const FIRST_OPEN: &str = "SELECT r.id FROM (
       SELECT village, pinyin, recipient FROM standing INDEXED BY standing_rank
       WHERE round = ?1 AND kind = ?2 AND rank = 0 AND township = ?3 AND recipient <> ?4
       UNION ALL SELECT village, pinyin, recipient FROM standing INDEXED BY standing_rank
       WHERE round = ?1 AND kind = ?2 AND rank = 1 AND township = ?3 AND recipient <> ?4
       ORDER BY 1, 2, 3 LIMIT 1) AS s
     JOIN recipient AS r ON r.local_id = s.recipient";

impl Store {
    /// What the record form needs to open filled in.
    ///
    /// # Errors
    /// Not found; storage troubles.
    pub fn form(&self, id: RecipientId, code: RoundCode, today: NaiveDate) -> Result<FormFacts> {
        let conn = &self.conn;
        let subject = facts::subject_of(conn, id)?;
        let no = subject.no;
        if subject.merged_into.is_some() {
            shared::refuse_merged(conn, no)?;
        }
        let round = rounds::load(conn, code)?;
        let situation = situation(conn, &subject, id, &round, (today, today))?;
        Ok(FormFacts {
            row: row::one(conn, no, Some(&round), today)?,
            life: situation.life,
            others: situation.others,
            live: situation.live,
            handlers: last_handlers(conn)?,
            two_handlers: situation.two_handlers,
            terms: situation.terms,
            round,
        })
    }

    /// Who is to be visited next in a round after `id`: the open recipient who follows in the same village,
    /// else in the township, else from its beginning.
    ///
    /// # Errors
    /// Not found; storage troubles.
    pub fn next_due(
        &self,
        id: RecipientId,
        code: RoundCode,
        today: NaiveDate,
    ) -> Result<Option<RecipientId>> {
        let no = facts::subject_of(&self.conn, id)?.no;
        next_open(&self.conn, no, &rounds::load(&self.conn, code)?, today)
    }
}

/// What the register knows that bears on a recording for that recipient and round, on the day of the call as today is
/// another, perhaps.
pub(super) fn situation(
    conn: &Connection,
    subject: &facts::Subject,
    id: RecipientId,
    round: &Round,
    (on, today): (NaiveDate, NaiveDate),
) -> Result<Situation> {
    let basis = facts::basis(conn, subject, round)?;
    let mut terms = if round.settled_on.is_none() {
        Terms::of(
            round,
            subject.kind,
            &subject.groups,
            (subject.life, subject.residence, &subject.away),
            today,
        )
    } else {
        Terms::settled(round, (subject.kind, subject.residence, &subject.away), basis.as_ref(), today)
    };
    if terms.listed {
        rises::put(conn, subject, (round, basis.as_ref()), &mut terms)?;
    }
    let live = live::live(conn, subject, id, round.code)?;
    Ok(Situation {
        name: subject.name.clone(),
        others: shared::other_names(conn, subject)?,
        life: subject.life,
        live,
        two_handlers: needs_two_handlers(conn, on)?,
        unlisted: Vec::new(),
        terms,
    })
}

/// Whether cash that is paid on that day needs two handlers.
pub(super) fn needs_two_handlers(conn: &Connection, day: NaiveDate) -> Result<bool> {
    settings::is_on(conn, &setting::TWO_HANDLERS, day)
}

/// The handlers of the last call recorded in this register that names any.
pub(super) fn last_handlers(conn: &Connection) -> Result<Vec<CleanText>> {
    let names = handlers::last(conn)?;
    // A name that holds somebody's number would come back masked and be recorded so: it is typed anew. So is one that
    // holds a date, which may be the birth of whom the call was at.
    let holds_date = |name: &str| mask::may_hold_birth(name) && *mask::misplaced(name) != *name;
    let whole = |name: &String| {
        Some(CleanText::shown(name)).filter(|shown| shown.as_str() == name.as_str() && !holds_date(name))
    };
    Ok(different(names.iter().filter_map(whole).filter(|name| !name.is_empty())))
}

/// Names without those that are the same as one before.
fn different(names: impl Iterator<Item = CleanText>) -> Vec<CleanText> {
    names.fold(Vec::new(), |mut kept, name| {
        if !kept.iter().any(|before| before.same_name(&name)) {
            kept.push(name);
        }
        kept
    })
}

/// The handlers of a call, as the next form is told them. Those of the call before are mostly the same: then they are on
/// the list of handlers, and nothing is written.
struct NamedHandlers {
    list: String,
    /// Whether they are none, or those of the call before.
    are_last: bool,
}

impl NamedHandlers {
    fn of(conn: &Connection, recording: &Recording) -> Result<Self> {
        let named = different(recording.handlers.iter().filter(|name| !name.is_empty()).cloned());
        let named: Vec<&str> = named.iter().map(CleanText::as_str).collect();
        if named.is_empty() {
            return Ok(Self { list: String::new(), are_last: true });
        }
        let list = serde_json::Value::from(named).to_string();
        let are_last = handlers::last_list(conn)?.as_ref() == Some(&list);
        Ok(Self { list, are_last })
    }

    /// Keeps them for the next form, and on the list of handlers.
    fn keep(self, conn: &Connection, recording: &Recording) -> Result<()> {
        if self.are_last {
            return Ok(());
        }
        handlers::note(conn, &recording.handlers, recording.on)?;
        handlers::keep_last_list(conn, &self.list)
    }
}

/// The open recipient who follows `no` in its village, else in its township, else from its beginning.
fn next_open(conn: &Connection, no: i64, round: &Round, today: NaiveDate) -> Result<Option<RecipientId>> {
    let open = due::state(due::Standing::Open(None), &round.window, today);
    if !round.created || open == DueState::Upcoming {
        return Ok(None);
    }
    let code = round.code.to_string();
    let place: (String, String, i64, String) = conn
        .prepare_cached("SELECT kind, township, village, pinyin FROM recipient WHERE local_id = ?1")?
        .query_row([no], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let (kind, township, village, pinyin) = place;
    let after = conn
        .prepare_cached(NEXT_OPEN)?
        .query_row((&code, &kind, &township, village, &pinyin, no), |row| row.get::<_, String>(0))
        .optional()?;
    let found = match after {
        Some(found) => Some(found),
        None => conn
            .prepare_cached(FIRST_OPEN)?
            .query_row((&code, &kind, &township, no), |row| row.get::<_, String>(0))
            .optional()?,
    };
    found.map(|id| codec::recipient_id(&id)).transpose()
}

/// Records a call. The same id with the same content is told, not written again.
pub(crate) fn record(
    conn: &Connection,
    recording: &Recording,
    ctx: &WriteContext,
    monitor: Option<&ProgressMonitor>,
) -> Result<Receipt> {
    let seen = again::seen_before(conn, recording)?;
    if let Some(answer) = seen.answer {
        let changed = Changed::DRAFTS.when(seen.draft && drafts::drop_draft(conn, recording.id)?);
        return Ok(Receipt { changed, answer });
    }
    let subject = facts::subject_of(conn, recording.recipient)?;
    if subject.merged_into.is_some() {
        shared::refuse_merged(conn, subject.no)?;
    }
    if subject.ties.as_ref().is_some_and(|ties| ties.withdrawn) {
        return Err(RegisterError::Person(vec![PersonRule::Withdrawn.into()]));
    }
    years::check_open(conn, recording.on)?;
    let round = rounds::load(conn, recording.round)?;
    let days = (recording.on, ctx.today);
    let mut situation = situation(conn, &subject, recording.recipient, &round, days)?;
    let handlers = NamedHandlers::of(conn, recording)?;
    if !handlers.are_last {
        situation.unlisted = handlers::unknown(conn, &recording.handlers, recording.on)?;
    }
    if let Err(refusals) = gift::may_record(recording, &situation) {
        // A day that is not believed says more than what follows from it.
        audit::check_day(conn, ctx)?;
        return Err(RegisterError::Refused(refusals));
    }
    let outcome = described(recording, &situation);
    // A death or a departure that is met at the door is a fact more, and the first call of a round makes the round.
    let counted = !round.created || matches!(recording.outcome, Outcome::Died | Outcome::MovedAway);
    if counted {
        mirror::compare_counts(conn, ctx)?;
    }
    let (round, new_round) = round::ensure(conn, round, ctx, monitor)?;
    // Whoever is not on the list holds no place on it, whatever groups they are in.
    let basis = facts::basis(conn, &subject, &round)?.filter(|_| situation.terms.listed);
    let basis = situation.terms.basis_on(basis.as_ref(), recording.on);
    let act = audit::act(conn, ctx, "record", &recording.id.to_string(), None, Some(&outcome))?;
    add_visit(conn, recording, &act, ctx)?;
    if recording.outcome.gives() {
        append::gift(
            conn,
            &NewGift {
                id: recording.id,
                recipient: subject.no,
                round: recording.round,
                purpose: Purpose::Visit,
                cash: recording.cash,
                goods: recording.goods.as_ref(),
                on: recording.on,
                handlers: &recording.handlers,
                proxy: recording.proxy.as_ref(),
                standard: basis.map_or(Fen::ZERO, |basis| basis.cash),
                standard_goods: basis.map_or(Fen::ZERO, |basis| basis.goods_value),
                group: basis.map(|basis| basis.group.clone()).unwrap_or_default(),
                reason: recording.reason.clone(),
                top_up: gift::is_top_up(recording, &situation.terms),
            },
            &act,
            ctx,
        )?;
        if round.settled_on.is_some() {
            // On a list that is fixed somebody may stand elsewhere.
            given::put(conn, &recording.id.to_string())?;
        }
    }
    handlers.keep(conn, recording)?;
    let dropped = seen.draft && drafts::drop_draft(conn, recording.id)?;
    let closed = close_by_outcome(conn, recording, ctx)?;
    if !closed {
        index::refresh_one(conn, &subject, &round)?;
    }
    if counted {
        mirror::keep_counts(conn)?;
    }
    let changed = Changed::LEDGER
        .and(Changed::ROUNDS.when(new_round))
        .and(Changed::PEOPLE.when(closed))
        .and(Changed::DRAFTS.when(dropped));
    Ok(Receipt { changed, answer: Answer::Recorded(recording.id) })
}

/// A recording as the audit tells it: how the call ended, and of what was not the usual case the rules that asked for a
/// reason. The reason of a gift stands in its entry, that of a call behind the rules.
fn described(recording: &Recording, situation: &Situation) -> String {
    let mut told = recording.outcome.code().to_owned();
    for asked in gift::asked(recording, situation) {
        told = [&told, asked.rule.code()].join(" ");
    }
    match recording.reason.as_ref().filter(|reason| !reason.is_empty() && !recording.outcome.gives()) {
        Some(reason) => [&told, ": ", reason].concat(),
        None => told,
    }
}

/// A death or departure met at the door is a status, so that one undo makes the person due again. Whether it was
/// one: then every round is up to date.
fn close_by_outcome(conn: &Connection, recording: &Recording, ctx: &WriteContext) -> Result<bool> {
    let kind = match recording.outcome {
        Outcome::Died => StatusKind::Died,
        Outcome::MovedAway => StatusKind::Left,
        Outcome::Given
        | Outcome::Proxy
        | Outcome::Absent
        | Outcome::Deferred
        | Outcome::Refused
        | Outcome::NotFound
        | Outcome::VisitOnly => return Ok(false),
    };
    let reason = recording.note.clone().unwrap_or_else(|| CleanText::from("走访时得知"));
    let on = recording.died_on.unwrap_or(recording.on);
    status::record_status(conn, recording.recipient, kind, on, &reason, Some(recording.id), ctx)
        .map(|()| true)
}

/// Writes the call, in the order of the acts.
fn add_visit(conn: &Connection, recording: &Recording, act: &Act, ctx: &WriteContext) -> Result<()> {
    let mut handlers = recording.handlers.iter().filter(|name| !name.is_empty()).map(CleanText::as_str);
    let mut insert = conn.prepare_cached(
        "INSERT INTO visit (id, recipient, round, device, device_seq, outcome, visited_on, deferred_to, handler_1,
                            handler_2, needs, note, recorded_on, recorded_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    let rows = insert.execute(rusqlite::params![
        recording.id.to_string(),
        recording.recipient.to_string(),
        recording.round.to_string(),
        act.device,
        act.device_seq,
        recording.outcome.code(),
        recording.on.to_string(),
        recording.deferred_to.map(|day| day.to_string()),
        handlers.next(),
        handlers.next(),
        non_empty(recording.needs.as_ref()),
        recording.kept_note(),
        ctx.today.to_string(),
        ctx.now_ms,
    ])?;
    written(rows, "visit")
}
