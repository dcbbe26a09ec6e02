//! Recipients as rows of lists: one shape for the roster, the due list and search.

use chrono::{Datelike, NaiveDate};
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row};

use crate::domain::due::{self, DueState, Standing};
use crate::domain::error::RegisterError;
use crate::domain::list::{LastGift, RosterRow};
use crate::domain::money::Fen;
use crate::domain::page::RowKey;
use crate::domain::recipient;
use crate::domain::round::{Round, Standard};
use crate::domain::text::CleanText;
use crate::domain::text::mask;
use crate::store::codec::{kind, recipient_id, sex};
use crate::store::columns::{borrowed, day, if_any, text};
use crate::store::file::error::Result;
use crate::store::lists::names::Names;
use crate::store::planning::struck::struck;
use crate::store::recipients::about::About;
use crate::store::rounds;
use crate::store::standing::{facts, index};

/// The columns of a row: `r` is the recipient, `s` its standing in the round.
pub(crate) const COLUMNS: &str =
    "r.local_id, r.id, r.kind, r.name, r.sex, r.birth, r.died_on, r.township, r.village, r.id_number,
  r.phone, r.address, s.rank, s.detail, s.detail_on, s.visit_group, s.cash_fen, s.goods, s.goods_fen";

/// Reads rows and completes them; its statements are found once for all of them.
pub(crate) struct Reader<'c> {
    conn: &'c Connection,
    groups: CachedStatement<'c>,
    gift: CachedStatement<'c>,
    names: Names<'c>,
    today: NaiveDate,
    /// `today` as days are stored.
    day: String,
    /// Gifts that were recorded later are not told; none where all are.
    until: Option<NaiveDate>,
}

/// The groups of a recipient by their local numbers, in the fixed order: read from one index alone.
pub(crate) const GROUP_NUMBERS: &str =
    "SELECT visit_group, held_from, held_to FROM group_held INDEXED BY group_held_recipient
     WHERE recipient = ?1 ORDER BY visit_group, held_from";

impl<'c> Reader<'c> {
    pub(crate) fn new(conn: &'c Connection, today: NaiveDate) -> Result<Self> {
        Ok(Self {
            conn,
            groups: conn.prepare_cached(GROUP_NUMBERS)?,
            gift: conn.prepare_cached(LAST_GIFT)?,
            names: Names::new(conn),
            today,
            day: today.to_string(),
            until: None,
        })
    }

    /// As [`Reader::new`], of a day that is past: the last gift is the one that was known at its end.
    pub(crate) fn past(conn: &'c Connection, day: NaiveDate) -> Result<Self> {
        Ok(Self { until: Some(day), ..Self::new(conn, day)? })
    }

    /// Reads a row and completes it with the groups held and the last gift.
    pub(crate) fn read(&mut self, row: &Row<'_>, round: Option<&Round>) -> Result<RosterRow> {
        read(self, row, round)
    }

    /// How many groups a recipient holds today, and the number of the first. Days are compared as they are stored.
    fn groups_of(&mut self, no: i64) -> Result<(u32, Option<i64>)> {
        let (mut count, mut first) = (0, None);
        let mut groups = self.groups.query([no])?;
        while let Some(group) = groups.next()? {
            let day = self.day.as_str();
            if if_any(group, 1)?.is_none_or(|from| from <= day)
                && if_any(group, 2)?.is_none_or(|until| day <= until)
            {
                count += 1;
                if first.is_none() {
                    first = Some(group.get(0)?);
                }
            }
        }
        Ok((count, first))
    }
}

fn read(reader: &mut Reader<'_>, row: &Row<'_>, round: Option<&Round>) -> Result<RosterRow> {
    let today = reader.today;
    let no: i64 = row.get(0)?;
    let id = borrowed(row, 1)?;
    let (birth, died) = (day(row, 5)?, day(row, 6)?);
    let basis = row.get::<_, Option<i64>>(15)?.map(|group| reader.names.group(group)).transpose()?;
    let standing = index::read(row, 12)?;
    let standard = match &basis {
        Some(group) => Some(Standard {
            group: group.clone(),
            cash: Fen::new(row.get(16)?),
            goods: text(borrowed(row, 17)?),
            goods_value: Fen::new(row.get(18)?),
        }),
        None => None,
    };
    let (groups, first) = reader.groups_of(no)?;
    let group = match (basis, first) {
        (Some(basis), _) => basis,
        (None, Some(first)) => reader.names.group(first)?,
        (None, None) => CleanText::default(),
    };
    Ok(RosterRow {
        key: RowKey { parts: Vec::new(), no },
        id: recipient_id(id)?,
        kind: kind(borrowed(row, 2)?),
        name: CleanText::about(borrowed(row, 3)?, birth),
        sex: sex(if_any(row, 4)?),
        age: birth.filter(|_| died.is_none()).and_then(|birth| recipient::age(birth.year(), today)),
        township: reader.names.township(borrowed(row, 7)?)?,
        village: reader.names.village(row.get(8)?)?,
        group,
        groups,
        state: round.map_or(DueState::NotEligible, |round| due::state(standing, &round.window, today)),
        standing,
        standard,
        last_gift: last_gift(&mut reader.gift, id, reader.until)?,
        id_masked: if_any(row, 9)?.map(mask::id),
        phone_masked: if_any(row, 10)?.map(mask::phone),
        address: if_any(row, 11)?
            .filter(|address| !address.is_empty())
            .map(|address| CleanText::about(address, birth)),
    })
}

/// Puts into a row of the list of a round that is over who stood there: the name, the place and the number of groups as
/// they were when the list was fixed.
pub(crate) fn as_settled(reader: &mut Reader<'_>, row: &mut RosterRow, round: Option<&Round>) -> Result<()> {
    let Some(round) = round.filter(|round| round.settled_on.is_some()) else { return Ok(()) };
    let mut statement = reader.conn.prepare_cached(concat!(
        "SELECT name, township, village, held_groups FROM settled_line AS l WHERE round = ?1 AND recipient = ?2 AND NOT ",
        struck!()
    ))?;
    let mut lines = statement.query((round.code.to_string(), row.key.no))?;
    if let Some(line) = lines.next()? {
        row.name = About::recipient(reader.conn, &row.id.to_string()).text(borrowed(line, 0)?)?;
        row.township = reader.names.township(borrowed(line, 1)?)?;
        row.village = reader.names.village(line.get(2)?)?;
        row.groups = line.get(3)?;
    }
    Ok(())
}

/// One recipient's row in a round, created or not.
pub(crate) fn one(conn: &Connection, no: i64, round: Option<&Round>, today: NaiveDate) -> Result<RosterRow> {
    let mut read = Err(RegisterError::NotFound(CleanText::from("recipient")));
    each(conn, [no], round, today, |row| read = Ok(row))?;
    read
}

/// The rows of several recipients in a round, created or not, in that order.
pub(crate) fn each(
    conn: &Connection,
    nos: impl IntoIterator<Item = i64>,
    round: Option<&Round>,
    today: NaiveDate,
    mut visit: impl FnMut(RosterRow),
) -> Result<()> {
    let mut reader = Reader::new(conn, today)?;
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM recipient AS r LEFT JOIN standing AS s ON s.round = ?1 AND s.recipient = r.local_id
         WHERE r.local_id = ?2"
    ))?;
    let code = round.map(|round| round.code.to_string());
    for no in nos {
        let mut found = statement.query((&code, no))?;
        let row = found.next()?.ok_or_else(|| RegisterError::NotFound(CleanText::from("recipient")))?;
        let mut read = reader.read(row, round)?;
        derive(conn, &mut read, round, today)?;
        visit(read);
    }
    Ok(())
}

/// Completes a row by where its recipient would stand in a round that nobody has created yet.
pub(crate) fn derive(
    conn: &Connection,
    row: &mut RosterRow,
    round: Option<&Round>,
    today: NaiveDate,
) -> Result<()> {
    if let Some(round) = round.filter(|round| !round.created) {
        let verdict = facts::verdict(conn, &facts::subject(conn, row.key.no)?, round)?;
        overlay(row, verdict.standing, verdict.basis, round, today);
    }
    Ok(())
}

/// Puts a verdict that no index holds into a row.
pub(crate) fn overlay(
    row: &mut RosterRow,
    standing: Standing,
    basis: Option<Standard>,
    round: &Round,
    today: NaiveDate,
) {
    row.standing = standing;
    row.state = due::state(standing, &round.window, today);
    if let Some(basis) = &basis {
        row.group = basis.group.clone();
    }
    row.standard = basis;
}

/// The last gift that no reversal has cancelled, by day paid; as it was known at the end of a day, where one is named. The indexes are named: each that the planner weighs costs
/// every opening.
pub(crate) const LAST_GIFT: &str =
    "SELECT round, paid_on, cash_fen, goods_fen FROM entry AS g INDEXED BY entry_recipient
     WHERE recipient = ?1 AND kind = 'gift' AND (?2 IS NULL OR recorded_on <= ?2)
       AND NOT EXISTS (SELECT 1 FROM entry AS r INDEXED BY entry_reverses
                       WHERE r.reverses = g.id AND (?2 IS NULL OR r.recorded_on <= ?2))
     ORDER BY paid_on DESC, local_id DESC LIMIT 1";

/// The last gift of somebody that no reversal has cancelled.
pub(crate) fn last_gift_of(conn: &Connection, id: &str) -> Result<Option<LastGift>> {
    last_gift(&mut conn.prepare_cached(LAST_GIFT)?, id, None)
}

fn last_gift(
    statement: &mut CachedStatement<'_>,
    id: &str,
    until: Option<NaiveDate>,
) -> Result<Option<LastGift>> {
    let found = statement
        .query_row((id, until), |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?, Fen::new(row.get(2)?), Fen::new(row.get(3)?)))
        })
        .optional()?;
    found
        .map(|(round, on, cash, goods_value)| {
            Ok(LastGift { round: rounds::parse_code(&round)?, on, cash, goods_value })
        })
        .transpose()
}
