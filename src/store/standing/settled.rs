//! Rounds that are over: with the first write on a day after its grace the list of a round is fixed, before what that
//! write changes. From then on `settled_line` says who is on it, from which place, in which group and by which standard.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::date;
use crate::domain::due::ListLine;
use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::op::{Op, Receipt, WriteContext};
use crate::domain::place::TownshipCode;
use crate::domain::plan::breach::PlanRule;
use crate::domain::round::{Round, RoundRule, Standard};
use crate::domain::text::CleanText;
use crate::store::columns::{borrowed, text};
use crate::store::file::error::{Result, written};
use crate::store::planning::book::Book;
use crate::store::planning::struck::struck;
use crate::store::progress::ProgressMonitor;
use crate::store::register::Store;
use crate::store::standing::facts::subject;
use crate::store::standing::tally::{Counts, TallyDelta};
use crate::store::standing::{index, round};
use crate::store::{allocation, audit, codec, mirror, rounds};

/// The line of the audit that says that a list was fixed, with how many lines it has and what they come to in fen.
pub(crate) const SETTLED: &str = "settle_round";

/// Recipients whose lines are written between two reports.
const STRIDE: i64 = 2_000;

impl Store {
    /// Whether a write looks for rounds that are over: the first one of a day does, but for a half-filled form, which is
    /// kept at every pause.
    pub(crate) fn settles_with(&self, op: &Op, ctx: &WriteContext) -> bool {
        !op.is_of_draft() && self.settled_through.get() != Some(ctx.today)
    }

    /// Notes that a write of that day was made. Behind one that created or changed a round the next one looks again.
    pub(crate) fn note_settled(&self, op: &Op, receipt: &Receipt, ctx: &WriteContext) {
        if matches!(op, Op::CreateRound(_) | Op::ChangeRound(_) | Op::RaiseStandards { .. }) {
            self.settled_through.set(None);
        } else if matches!(op, Op::SettleRounds) && !receipt.changed.rounds {
            // It did nothing, perhaps because nobody has confirmed the day yet.
        } else if self.settles_with(op, ctx) {
            self.settled_through.set(Some(ctx.today));
        }
    }
}

/// Whether the day is sure enough to fix lists on: where the clock has gone on by more than a program sleeps, the first
/// start fixes none, but the first act, whose form tells of the day.
pub(crate) fn is_sure(conn: &Connection, op: &Op, ctx: &WriteContext) -> Result<bool> {
    Ok(!matches!(op, Op::SettleRounds)
        || date::leaps(ctx.today, ctx.day_source, audit::last_act(conn)?).is_none())
}

/// What the fixed list of a round holds of a recipient; nothing where their line was taken back.
pub(crate) fn line(conn: &Connection, no: i64, code: RoundCode) -> Result<Option<ListLine>> {
    let line = conn
        .prepare_cached(concat!(
            "SELECT g.name, l.cash_fen, l.goods, l.goods_fen, l.held_groups FROM settled_line AS l
             JOIN visit_group AS g ON g.local_id = l.visit_group WHERE l.round = ?1 AND l.recipient = ?2 AND NOT ",
            struck!()
        ))?
        .query_row((code.to_string(), no), |row| {
            let standard = Standard {
                group: text(borrowed(row, 0)?),
                cash: Fen::new(row.get(1)?),
                goods: text(borrowed(row, 2)?),
                goods_value: Fen::new(row.get(3)?),
            };
            Ok(ListLine { standard, groups: row.get(4)?, by_cash: false, elsewhere: false })
        })
        .optional()?;
    line.map(|line| Ok(ListLine { by_cash: is_by_cash(conn, code)?, ..line })).transpose()
}

/// The row of `meta` with the rounds, as a JSON list, whose lists were fixed when cash alone made done, whatever goods the
/// standard had: migration 8 wrote it, and nothing does since.
const BY_CASH: &str = "settled_by_cash";

fn is_by_cash(conn: &Connection, code: RoundCode) -> Result<bool> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM meta AS m, json_each(m.value) AS r WHERE m.key = ?1 AND r.value = ?2")?
        .exists((BY_CASH, code.to_string()))?)
}

/// What the first write of a day does before anything else: it fixes the lists of the rounds that are over, and has the
/// round come into being whose window holds the day, but for one that the write makes itself, `made`. Answers whether there
/// was anything to do. A day that is not believed does nothing: what is fixed stays so.
pub(crate) fn begin_day(
    conn: &Connection,
    ctx: &WriteContext,
    made: Option<RoundCode>,
    monitor: Option<&ProgressMonitor>,
) -> Result<bool> {
    let concern = concern(conn, ctx)?;
    let comes = if concern.holds_today { None } else { round::to_come(conn, ctx)? };
    let comes = comes.filter(|round| made != Some(round.code));
    if concern.over.is_empty() && comes.is_none() || audit::check_day(conn, ctx).is_err() {
        return Ok(false);
    }
    mirror::compare_counts(conn, ctx)?;
    settle_all(conn, &concern.over, ctx, monitor)?;
    if let Some(comes) = comes {
        round::come(conn, &comes, ctx, monitor)?;
    }
    mirror::keep_counts(conn)?;
    Ok(true)
}

/// Fixes the lists of the rounds that are over in a register that is being made: nothing is kept of how many facts there
/// are yet.
pub(crate) fn settle_new(conn: &Connection, ctx: &WriteContext) -> Result<()> {
    settle_all(conn, &concern(conn, ctx)?.over, ctx, None)
}

/// The created rounds that concern the first write of a day.
struct Concern {
    /// Those that are over and not settled.
    over: Vec<RoundCode>,
    /// Whether the window of one holds the day.
    holds_today: bool,
}

fn concern(conn: &Connection, ctx: &WriteContext) -> Result<Concern> {
    let mut concern = Concern { over: Vec::new(), holds_today: false };
    let mut found = conn.prepare_cached(
        "SELECT code, grace_until < ?1 FROM round
         WHERE (settled_on IS NULL AND grace_until < ?1) OR (opens <= ?1 AND grace_until >= ?1) ORDER BY opens, code",
    )?;
    let mut rows = found.query([ctx.today])?;
    while let Some(row) = rows.next()? {
        if row.get(1)? {
            concern.over.push(rounds::parse_code(borrowed(row, 0)?)?);
        } else {
            concern.holds_today = true;
        }
    }
    Ok(concern)
}

fn settle_all(
    conn: &Connection,
    codes: &[RoundCode],
    ctx: &WriteContext,
    monitor: Option<&ProgressMonitor>,
) -> Result<()> {
    codes.iter().try_for_each(|code| settle(conn, &rounds::load(conn, *code)?, ctx, monitor))
}

fn settle(
    conn: &Connection,
    round: &Round,
    ctx: &WriteContext,
    monitor: Option<&ProgressMonitor>,
) -> Result<()> {
    let code = round.code.to_string();
    leave_out_late(conn, round)?;
    fix(conn, round, &Book::load(conn, round.code)?, monitor)?;
    let rows = conn.execute("UPDATE round SET settled_on = ?2 WHERE code = ?1", (&code, ctx.today))?;
    written(rows, "round")?;
    tell(conn, round.code, ctx)
}

/// Writes a line for everybody who is on the list of a round, with the fund that the standard names.
pub(crate) fn fix(
    conn: &Connection,
    round: &Round,
    book: &Book,
    monitor: Option<&ProgressMonitor>,
) -> Result<()> {
    let code = round.code.to_string();
    let last: i64 = conn.query_row(
        "SELECT coalesce(max(recipient), 0) FROM standing INDEXED BY standing_recipient WHERE round = ?1",
        [&code],
        |row| row.get(0),
    )?;
    if let Some(monitor) = monitor {
        monitor.make(last.unsigned_abs());
    }
    // In the order in which the lines lie.
    let mut write = conn.prepare_cached(
        "INSERT INTO settled_line (round, recipient, name, township, village, visit_group, held_groups, cash_fen,
                                   goods, goods_fen, fund)
         SELECT s.round, s.recipient, r.name, s.township, s.village, s.visit_group, s.held_groups, s.cash_fen,
                s.goods, s.goods_fen,
                coalesce((SELECT f.value FROM visit_group AS g JOIN json_each(?4) AS f ON f.key = g.name
                          WHERE g.local_id = s.visit_group), '')
         FROM standing AS s INDEXED BY standing_recipient CROSS JOIN recipient AS r ON r.local_id = s.recipient
         WHERE s.round = ?1 AND s.visit_group IS NOT NULL AND s.recipient > ?2 AND s.recipient <= ?2 + ?3
         ORDER BY s.recipient",
    )?;
    let funds = book.funds_json();
    let mut from = 0;
    while from < last {
        if let Some(monitor) = monitor {
            monitor.step(STRIDE.unsigned_abs());
        }
        write.execute((&code, from, STRIDE, &funds))?;
        from += STRIDE;
    }
    Ok(())
}

/// Tells the audit how many lines the fixed list of a round has, and what they come to in fen.
pub(crate) fn tell(conn: &Connection, code: RoundCode, ctx: &WriteContext) -> Result<()> {
    let code = code.to_string();
    let told: String = conn.query_row(
        "SELECT count(*) || ' ' || coalesce(sum(cash_fen), 0) FROM settled_line WHERE round = ?1",
        [&code],
        |row| row.get(0),
    )?;
    audit::line(conn, ctx, SETTLED, &code, None, Some(&told))
}

/// An older program put whoever came in after a round was over on its list too: they leave it before it is fixed.
fn leave_out_late(conn: &Connection, round: &Round) -> Result<()> {
    let late = conn
        .prepare_cached(
            "SELECT DISTINCT h.recipient FROM group_held AS h
             CROSS JOIN standing AS s INDEXED BY standing_recipient ON s.round = ?1 AND s.recipient = h.recipient
             WHERE h.held_from IS NULL AND h.entered_on > ?2",
        )?
        .query_map((round.code.to_string(), round.window.grace_until), |row| row.get::<_, i64>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for no in late {
        index::refresh_one(conn, &subject(conn, no)?, round)?;
    }
    Ok(())
}

/// Closes a round whose list is fixed: whoever is open in it is closed as not given. Answers how many were.
pub(crate) fn close(
    conn: &Connection,
    code: RoundCode,
    reason: &CleanText,
    ctx: &WriteContext,
) -> Result<u64> {
    let refused = |rule| Err(RegisterError::Round(rule));
    let round = rounds::load_for_rows(conn, code)?;
    if !round.created {
        return refused(RoundRule::NotCreated);
    }
    if round.closed_on.is_some() {
        return refused(RoundRule::Closed);
    }
    // An approved plan is fixed before the round is over.
    if round.settled_on.is_none() || round.window.grace_until >= ctx.today {
        return refused(RoundRule::NotOver);
    }
    let open = allocation::open_holdings(conn, code)?;
    if !open.is_empty() {
        return Err(RegisterError::Plan(PlanRule::Open(open)));
    }
    if reason.says_nothing() {
        return Err(RegisterError::ReasonRequired);
    }
    let mut tally = TallyDelta::default();
    let mut open: u64 = 0;
    let mut statement = conn.prepare_cached(
        "SELECT kind, township, village, rank, cash_fen, count(*) FROM standing
         WHERE round = ?1 AND rank IN (0, 1) GROUP BY 1, 2, 3, 4, 5",
    )?;
    let mut rows = statement.query([code.to_string()])?;
    while let Some(row) = rows.next()? {
        let kind = codec::kind(borrowed(row, 0)?);
        let (township, village) = (TownshipCode(row.get(1)?), row.get(2)?);
        let (rank, cash): (i64, i64) = (row.get(3)?, row.get(4)?);
        let count: u64 = row.get(5)?;
        open += count;
        for _ in 0..count {
            tally.shift(Some(code), kind, &township, village, Counts::item(rank, cash).less());
            tally.shift(Some(code), kind, &township, village, Counts::item(index::CLOSED, cash));
        }
    }
    tally.apply(conn)?;
    conn.execute(
        "UPDATE standing SET rank = ?2, detail = ?3, detail_on = NULL WHERE round = ?1 AND rank IN (0, 1)",
        (code.to_string(), index::CLOSED, index::ROUND_CLOSED),
    )?;
    let rows = conn.execute(
        "UPDATE round SET closed_on = ?2, closed_for = ?3 WHERE code = ?1",
        (code.to_string(), ctx.today, reason.as_str()),
    )?;
    written(rows, "round")?;
    audit::line(conn, ctx, "close_round", &code.to_string(), Some(&open.to_string()), Some(reason))?;
    Ok(open)
}
