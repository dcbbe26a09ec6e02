//! Numbered sheets to sign: kept as they were printed, found by their numbers, and told with how far they came back.

use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::Value;

use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::idcard::IdNumber;
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::op::WriteContext;
use crate::domain::sign_sheet::{
    HalfKeyed, LARGEST_SHEET, NewKeying, NewSheet, PrintedLine, SheetCard, SheetNumber, SignSheet,
};
use crate::domain::text::CleanText;
use crate::domain::visit::Outcome;
use crate::store::audit;
use crate::store::codec::recipient_id;
use crate::store::columns::{borrowed, if_any, set_day, text};
use crate::store::file::error::{Result, written};
use crate::store::ledger::record;
use crate::store::register::Store;
use crate::store::rounds;

/// The line of the audit that gives a sheet its number.
pub(crate) const WRITTEN: &str = "write_sheet";
/// Begins the rows of `meta` with half-keyed sheets; the number stands behind it.
const KEYING: &str = "keying ";

/// The columns of a sheet.
macro_rules! sheet {
    () => {
        "SELECT s.device, s.device_seq, s.round, s.place, s.printed_on, s.lines FROM sheet AS s"
    };
}

impl Store {
    /// A sheet by its number.
    ///
    /// # Errors
    /// No such sheet; storage troubles.
    pub fn sign_sheet(&self, number: &SheetNumber) -> Result<SignSheet> {
        load(&self.conn, number)
    }

    /// The sheet whose number was given by the act behind that of its leaving.
    ///
    /// # Errors
    /// No such sheet; storage troubles.
    pub fn sheet_of_act(&self, act: i64) -> Result<SignSheet> {
        let mut found = self.conn.prepare_cached(concat!(
            sheet!(),
            " JOIN audit AS a ON a.device = s.device AND a.device_seq = s.device_seq WHERE a.local_id = ?1 + 1"
        ))?;
        let missing = || RegisterError::NotFound(CleanText::shown(&format!("#{act}")));
        found.query_row([act], |row| Ok(read(row))).optional()?.ok_or_else(missing)?
    }

    /// The sheets of a round, or all of them, newest first.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn sign_sheets(&self, round: Option<RoundCode>) -> Result<Vec<SheetCard>> {
        let _state = self.state()?;
        let mut sheets = self.conn.prepare_cached(concat!(
            sheet!(),
            " WHERE ?1 IS NULL OR s.round = ?1 ORDER BY s.local_id DESC"
        ))?;
        let mut rows = sheets.query([round.map(|round| round.to_string())])?;
        let mut cards = Vec::new();
        while let Some(row) = rows.next()? {
            cards.push(card(&self.conn, &read(row)?)?);
        }
        Ok(cards)
    }

    /// The number of the last sheet of a round.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn last_sheet(&self, round: RoundCode) -> Result<Option<SheetNumber>> {
        let mut last = self.conn.prepare_cached(
            "SELECT device, device_seq FROM sheet WHERE round = ?1 ORDER BY local_id DESC LIMIT 1",
        )?;
        let number = |row: &Row<'_>| Ok(SheetNumber::new(borrowed(row, 0)?, row.get(1)?));
        Ok(last.query_row([round.to_string()], number).optional()?)
    }

    /// Which line of a sheet is somebody's with this ID number; none where it is nobody's on the sheet.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn line_of_id(&self, sheet: &SignSheet, id: &IdNumber) -> Result<Option<u32>> {
        let mut own = self.conn.prepare_cached("SELECT id FROM recipient WHERE id_key = ?1")?;
        let mut rows = own.query([id.key()])?;
        while let Some(row) = rows.next()? {
            let recipient = recipient_id(borrowed(row, 0)?)?;
            if let Some(line) = sheet.lines.iter().find(|line| line.recipient == recipient) {
                return Ok(Some(line.no));
            }
        }
        Ok(None)
    }

    /// The local numbers of those on a sheet, in its order.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn sheet_people(&self, sheet: &SignSheet) -> Result<Vec<i64>> {
        let mut own = self.conn.prepare_cached("SELECT local_id FROM recipient WHERE id = ?1")?;
        let number = |line: &PrintedLine| Ok(own.query_row([line.recipient.to_string()], |row| row.get(0))?);
        sheet.lines.iter().map(number).collect()
    }

    /// What the form opens with that keys a signed sheet.
    ///
    /// # Errors
    /// No such sheet; storage troubles.
    pub fn keying(&self, number: &SheetNumber) -> Result<NewKeying> {
        let _state = self.state()?;
        Ok(NewKeying {
            sheet: load(&self.conn, number)?,
            half_keyed: self.half_keyed(number)?,
            known: self.known()?,
            handlers: record::last_handlers(&self.conn)?,
        })
    }

    /// The sheets that wait half keyed, by their numbers.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn half_keyed_sheets(&self) -> Result<Vec<HalfKeyed>> {
        let mut kept = self.conn.prepare_cached("SELECT key FROM meta WHERE key >= ?1 AND key < ?2")?;
        // Behind every key that begins so.
        let mut rows = kept.query([KEYING, "keying!"])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let number = borrowed(row, 0)?.strip_prefix(KEYING).and_then(|number| number.parse().ok());
            let Some(number) = number else { continue };
            match load(&self.conn, &number) {
                Ok(sheet) => found.push(HalfKeyed {
                    number,
                    round: sheet.round,
                    place: sheet.place,
                    lines: sheet.lines.len(),
                }),
                // Of a sheet that is no more nothing can be keyed.
                Err(RegisterError::NotFound(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }

    /// A half-keyed sheet, as the form keeps it.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn half_keyed(&self, number: &SheetNumber) -> Result<Option<CleanText>> {
        let body: Option<String> = self
            .conn
            .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
            .query_row([key(number)], |row| row.get(0))
            .optional()?;
        Ok(body.map(|body| CleanText::unmasked(&body)))
    }
}

fn key(number: &SheetNumber) -> String {
    format!("{KEYING}{number}")
}

/// Keeps a half-keyed sheet, or drops what was kept of it. Answers whether that changed anything.
pub(crate) fn keep_half_keyed(
    conn: &Connection,
    number: &SheetNumber,
    body: Option<&CleanText>,
) -> Result<bool> {
    let rows = match body {
        None => conn.prepare_cached("DELETE FROM meta WHERE key = ?1")?.execute([key(number)])?,
        Some(body) => conn
            .prepare_cached(
                "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
            )?
            .execute((key(number), body.as_str()))?,
    };
    Ok(rows > 0)
}

/// Keeps a sheet under the number that its line of the audit gives it.
pub(crate) fn add(conn: &Connection, sheet: &NewSheet, ctx: &WriteContext) -> Result<SheetNumber> {
    if sheet.lines.is_empty() || sheet.lines.len() > LARGEST_SHEET {
        return Err(RegisterError::Altered(Vec::new()));
    }
    let lines: Vec<Value> = sheet
        .lines
        .iter()
        .map(|line| {
            Value::from(vec![
                Value::from(line.recipient.to_string()),
                Value::from(line.name.as_str()),
                Value::from(line.cash.get()),
                Value::from(line.goods.as_str()),
                Value::from(line.goods_value.get()),
                Value::from(line.page),
            ])
        })
        .collect();
    let cash = sheet.lines.iter().fold(Fen::ZERO, |sum, line| sum.plus(line.cash));
    let told = format!("{} {} {}", sheet.lines.len(), cash.get(), sheet.place);
    let act = audit::act(conn, ctx, WRITTEN, &sheet.round.to_string(), None, Some(&told))?;
    let rows = conn
        .prepare_cached(
            "INSERT INTO sheet (device, device_seq, round, place, lines, printed_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((
            &act.device,
            act.device_seq,
            sheet.round.to_string(),
            sheet.place.as_str(),
            Value::from(lines).to_string(),
            ctx.today.to_string(),
        ))?;
    written(rows, "sheet")?;
    Ok(SheetNumber::new(&act.device, act.device_seq))
}

/// A sheet by its number.
pub(crate) fn load(conn: &Connection, number: &SheetNumber) -> Result<SignSheet> {
    let mut found = conn.prepare_cached(concat!(sheet!(), " WHERE s.device_seq = ?1"))?;
    let mut rows = found.query([number.seq()])?;
    while let Some(row) = rows.next()? {
        if number.is_of(borrowed(row, 0)?) {
            return read(row);
        }
    }
    Err(RegisterError::NotFound(CleanText::unmasked(&number.to_string())))
}

fn read(row: &Row<'_>) -> Result<SignSheet> {
    let (device, seq) = (borrowed(row, 0)?, row.get(1)?);
    let number = SheetNumber::new(device, seq);
    let damaged = || RegisterError::Damaged(CleanText::shown(&format!("sheet {number}")));
    let lines: Vec<(String, String, i64, String, i64, u32)> =
        serde_json::from_str(borrowed(row, 5)?).map_err(|_| damaged())?;
    let line = |(no, line): (u32, (String, String, i64, String, i64, u32))| {
        let (recipient, name, cash, goods, value, page) = line;
        Ok(PrintedLine {
            no,
            page,
            recipient: recipient_id(&recipient)?,
            name: text(&name),
            cash: Fen::new(cash),
            goods: text(&goods),
            goods_value: Fen::new(value),
        })
    };
    Ok(SignSheet {
        number,
        device: CleanText::unmasked(device),
        round: rounds::parse_code(borrowed(row, 2)?)?,
        place: text(borrowed(row, 3)?),
        printed_on: set_day(row, 4)?,
        lines: (1..).zip(lines).map(line).collect::<Result<_>>()?,
    })
}

/// A call that a line of a sheet recorded.
pub(crate) struct Called {
    pub(crate) outcome: Outcome,
    pub(crate) recipient: RecipientId,
    pub(crate) cash: Fen,
    /// The reason of its gift.
    pub(crate) reason: Option<CleanText>,
    /// Whether it stands.
    pub(crate) stands: bool,
}

/// The call of an id; none where nothing bears it.
pub(crate) fn called(conn: &Connection, id: &str) -> Result<Option<Called>> {
    let mut call = conn.prepare_cached(
        "SELECT v.recipient, v.outcome, coalesce(e.cash_fen, 0),
                EXISTS (SELECT 1 FROM visit_cancelled WHERE visit = v.id)
                OR EXISTS (SELECT 1 FROM entry WHERE reverses = v.id)
                OR EXISTS (SELECT 1 FROM recipient AS r JOIN status_line AS l ON l.recipient = r.local_id
                           WHERE r.id = v.recipient AND l.visit = v.id AND l.undone IS NOT NULL),
                nullif(e.reason, coalesce(e.subject, ''))
         FROM visit AS v LEFT JOIN entry AS e ON e.id = v.id WHERE v.id = ?1",
    )?;
    let mut rows = call.query([id])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let outcome = borrowed(row, 1)?;
    Ok(Some(Called {
        recipient: recipient_id(borrowed(row, 0)?)?,
        outcome: Outcome::parse(outcome).ok_or_else(|| RegisterError::Damaged(CleanText::shown(outcome)))?,
        cash: Fen::new(row.get(2)?),
        reason: if_any(row, 4)?.map(text),
        stands: !row.get::<_, bool>(3)?,
    }))
}

/// The calls that a line of a sheet recorded, with their ids.
pub(crate) fn calls_of(conn: &Connection, sheet: &SignSheet, line: u32) -> Result<Vec<(String, Called)>> {
    let mut calls = Vec::new();
    for gives in [true, false] {
        for turn in 0.. {
            let id = sheet.entry_id(line, gives, turn).to_string();
            match called(conn, &id)? {
                Some(call) => calls.push((id, call)),
                None => break,
            }
        }
    }
    Ok(calls)
}

fn card(conn: &Connection, sheet: &SignSheet) -> Result<SheetCard> {
    let (mut recorded, mut given) = (0, Fen::ZERO);
    for line in &sheet.lines {
        let calls = calls_of(conn, sheet, line.no)?;
        let mut stand = calls.iter().map(|(_, call)| call).filter(|call| call.stands);
        recorded += usize::from(stand.clone().any(|call| leaves_nothing_open(call.outcome)));
        given = stand.try_fold(given, |sum, call| Some(sum.plus(call.cash))).unwrap_or(given);
    }
    Ok(SheetCard {
        number: sheet.number.clone(),
        round: sheet.round,
        place: sheet.place.clone(),
        printed_on: sheet.printed_on,
        lines: sheet.lines.len(),
        recorded,
        cash: sheet.cash(),
        given,
        half_keyed: conn.prepare_cached("SELECT 1 FROM meta WHERE key = ?1")?.exists([key(&sheet.number)])?,
    })
}

/// Whether a call that ended so leaves nothing to be done on a sheet.
pub(super) fn leaves_nothing_open(outcome: Outcome) -> bool {
    !matches!(outcome, Outcome::Absent | Outcome::Deferred)
}
