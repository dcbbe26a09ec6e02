//! What is decided of a plan beside its lines: the budgets, which fund a standard names, and the standards that were approved.
//! A row of `meta` a round, and one a fund with the groups that it may pay.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::error::RegisterError;
use crate::domain::holiday::RoundCode;
use crate::domain::money::Fen;
use crate::domain::round::{Round, Standard};
use crate::domain::text::CleanText;
use crate::store::columns::text;
use crate::store::file::error::Result;

/// A fund that a standard names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Named {
    pub(crate) fund: String,
    /// Why, where the fund may not pay the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
}

/// A standard as it was approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    group: String,
    cash_fen: i64,
    goods: String,
    goods_fen: i64,
}

/// What is decided of the plan of a round.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Book {
    /// In fen, by fund.
    #[serde(default)]
    pub(crate) budgets: BTreeMap<String, i64>,
    /// By group.
    #[serde(default)]
    pub(crate) funds: BTreeMap<String, Named>,
    #[serde(default)]
    approved: Vec<Kept>,
    /// The groups that each fund might pay when it was approved, or as they were set for it since.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    rules: BTreeMap<String, Vec<String>>,
    /// The basis day of what was approved: a change of the days behind it moves none of its lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    basis: Option<NaiveDate>,
}

impl Book {
    /// That of a round; where nothing is decided yet, the standards name the funds of the last round before it.
    pub(crate) fn load(conn: &Connection, code: RoundCode) -> Result<Self> {
        if let Some(own) = read(conn, &key(code))? {
            return Ok(own);
        }
        let before: Option<String> = conn
            .prepare_cached(
                "SELECT m.value FROM round AS r JOIN meta AS m ON m.key = 'plan ' || r.code
                 WHERE r.opens < coalesce((SELECT opens FROM round WHERE code = ?1), ?2) ORDER BY r.opens DESC LIMIT 1",
            )?
            .query_row((code.to_string(), code.default_window().map(|window| window.opens).ok()), |row| row.get(0))
            .optional()?;
        let before: Self = before.and_then(|told| serde_json::from_str(&told).ok()).unwrap_or_default();
        let funds = before.funds.into_iter();
        Ok(Self { funds: funds.collect(), ..Self::default() })
    }

    /// Keeps it.
    pub(crate) fn keep(&self, conn: &Connection, code: RoundCode) -> Result<()> {
        write(conn, &key(code), self)
    }

    /// The fund that the standard of a group names; empty for none.
    pub(crate) fn fund(&self, group: &str) -> CleanText {
        self.funds.get(group).map(|named| text(&named.fund)).unwrap_or_default()
    }

    /// Whether a reason was told when the standard of a group was given its fund.
    pub(crate) fn has_reason(&self, group: &str) -> bool {
        self.funds.get(group).is_some_and(|named| named.reason.is_some())
    }

    /// The funds by the names of their groups, as JSON.
    pub(crate) fn funds_json(&self) -> String {
        let map: serde_json::Map<_, _> =
            self.funds.iter().map(|(group, named)| (group.clone(), named.fund.clone().into())).collect();
        serde_json::Value::from(map).to_string()
    }

    /// Keeps the standards that are approved; none of a draft.
    pub(crate) fn approve(&mut self, round: &Round) {
        self.basis = Some(round.window.opens);
        self.approved = round
            .standards
            .iter()
            .map(|one| Kept {
                group: one.group.to_string(),
                cash_fen: one.cash.get(),
                goods: one.goods.to_string(),
                goods_fen: one.goods_value.get(),
            })
            .collect();
    }

    /// The approval was taken back.
    pub(crate) fn forget_approval(&mut self) {
        (self.approved, self.basis) = (Vec::new(), None);
        self.rules.clear();
    }

    /// Keeps the groups that a fund may pay in a plan that is approved.
    pub(crate) fn keep_rule(&mut self, fund: &str, only: &[CleanText]) {
        self.rules.insert(fund.to_owned(), only.iter().map(ToString::to_string).collect());
    }

    /// The groups that a fund may pay in this round: of an approved plan as it was then. Empty for all of them.
    pub(crate) fn rule(&self, conn: &Connection, fund: &str) -> Result<Vec<CleanText>> {
        match self.rules.get(fund) {
            Some(groups) => Ok(groups.iter().map(|group| text(group)).collect()),
            None => only(conn, fund),
        }
    }

    /// The round with the standards and the basis day that were approved in it; as it is where none were.
    pub(crate) fn with_standards(&self, round: Round) -> Round {
        if self.approved.is_empty() {
            return round;
        }
        let standards = self.approved.iter().map(|one| Standard {
            group: text(&one.group),
            cash: Fen::new(one.cash_fen),
            goods: text(&one.goods),
            goods_value: Fen::new(one.goods_fen),
        });
        let mut window = round.window;
        window.opens = self.basis.unwrap_or(window.opens);
        Round { standards: standards.collect(), window, ..round }
    }
}

/// Whether a round is over whose plan nobody approved: its list is what was given, and nothing is planned in it any more.
pub(crate) fn is_over_unapproved(conn: &Connection, round: &Round, today: NaiveDate) -> Result<bool> {
    Ok(round.window.grace_until < today && Book::load(conn, round.code)?.approved.is_empty())
}

fn key(code: RoundCode) -> String {
    format!("plan {code}")
}

/// The groups that a fund may pay; empty for all of them.
pub(crate) fn only(conn: &Connection, fund: &str) -> Result<Vec<CleanText>> {
    let groups: Option<Vec<String>> = read(conn, &format!("fund {fund}"))?;
    Ok(groups.unwrap_or_default().iter().map(|group| text(group)).collect())
}

/// Keeps which groups a fund may pay.
pub(crate) fn keep_only(conn: &Connection, fund: &str, groups: &[CleanText]) -> Result<()> {
    write(conn, &format!("fund {fund}"), &groups.iter().map(CleanText::as_str).collect::<Vec<_>>())
}

/// A row of `meta`; none where there is none, or what another tool wrote.
pub(crate) fn read<T: DeserializeOwned>(conn: &Connection, key: &str) -> Result<Option<T>> {
    let told: Option<String> = conn
        .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(told.and_then(|told| serde_json::from_str(&told).ok()))
}

/// Writes a row of `meta`.
pub(crate) fn write(conn: &Connection, key: &str, value: &impl Serialize) -> Result<()> {
    let told =
        serde_json::to_string(value).map_err(|error| RegisterError::Damaged(text(&error.to_string())))?;
    conn.prepare_cached(
        "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
    )?
    .execute((key, told))?;
    Ok(())
}
