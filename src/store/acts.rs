//! The acts of the audit as they are shown: newest first, numbers masked.

use std::fmt::Write as _;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension as _, Row, params_from_iter};

use crate::domain::audit::Span;
use crate::domain::audit::act::{ActLine, ActQuery};
use crate::domain::money::Fen;
use crate::domain::page::{Page, RowKey, Start};
use crate::domain::text::CleanText;
use crate::store::columns::{set_day, text};
use crate::store::file::error::Result;
use crate::store::import::answers;
use crate::store::recipients::about::{self, About};
use crate::store::recipients::history;
use crate::store::register::Store;

/// Acts on a plan and on what is handed out: what they leave is no fact of a person, and told as it is.
const PLANS: [&str; 7] =
    ["approve_plan", "return_plan", "add_to_plan", "set_budget", "assign_plan", "allocate", "give_back"];

/// What an act shows, with whom it is about: the recipient itself, or that of the call or entry that it names.
const ACTS: &str = "SELECT a.local_id, a.on_day, a.at, a.actor, a.action, a.subject, a.before, a.after,
       coalesce(r.id, v.recipient, e.recipient), coalesce(r.name, w.name, ''), e.cash_fen + e.goods_fen
     FROM audit AS a LEFT JOIN recipient AS r ON r.id = a.subject
     LEFT JOIN visit AS v ON v.id = a.subject LEFT JOIN entry AS e ON e.id = a.subject
     LEFT JOIN recipient AS w ON w.id = coalesce(v.recipient, e.recipient)";

/// Acts of payments, which name programmes by their codes.
const PAID: [&str; 5] = ["pay", "pay_failed", "recover", "spend", "payroll"];
/// Acts on programmes and their standards, whose subjects are codes.
const TERMS: [&str; 4] = ["programme", "undo_programme", "pay_standard", "undo_pay_standard"];
/// Acts on a row of work.
const WORK: [&str; 2] = ["add_work", "change_work"];

impl Store {
    /// A page of acts, newest first.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn acts(&self, query: &ActQuery) -> Result<Page<ActLine>> {
        let mut rows = Vec::new();
        let (sql, values) = sql(query, query.start.key(), query.start.is_back());
        let mut statement = self.conn.prepare(&sql)?;
        let mut found = statement.query(params_from_iter(values))?;
        while let Some(row) = found.next()? {
            rows.push(self.act(row)?);
        }
        Ok(Page::read(rows, &query.start, query.limit))
    }

    /// Every act that is asked for, newest first, one at a time.
    ///
    /// # Errors
    /// What `each` brings, or storage troubles.
    pub fn act_rows<E: From<crate::domain::error::RegisterError>>(
        &self,
        query: &ActQuery,
        mut each: impl FnMut(ActLine) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        const AT_ONCE: u32 = 500;
        let mut start = Start::First;
        loop {
            let part = ActQuery { start, limit: Some(AT_ONCE), ..query.clone() };
            let page = self.acts(&part).map_err(E::from)?;
            let last = page.rows.last().map(|line| line.no);
            for line in page.rows {
                each(line)?;
            }
            match last.filter(|_| page.more_after) {
                Some(no) => start = Start::After(RowKey { parts: Vec::new(), no }),
                None => return Ok(()),
            }
        }
    }

    /// Whether anything was done by an account.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn has_acts_by(&self, actor: &CleanText) -> Result<bool> {
        let mut statement = self.conn.prepare_cached("SELECT 1 FROM audit WHERE actor = ?1 LIMIT 1")?;
        Ok(statement.exists([actor.as_str()])?)
    }

    fn act(&self, row: &Row<'_>) -> Result<ActLine> {
        // One that the program does not know was written by another.
        let action = text(&row.get::<_, String>(4)?).to_string();
        let (before, after): (Option<String>, Option<String>) = (row.get(6)?, row.get(7)?);
        let others = about::ids_in(after.as_deref().unwrap_or_default());
        let is_facts = |told: &Option<String>| told.as_deref().is_some_and(|told| told.starts_with('{'));
        let is_plain = action == "answer" || PLANS.contains(&action.as_str());
        let (before, after) = if !is_plain && (is_facts(&before) || is_facts(&after)) {
            history::both_sides(&self.conn, before, after)?
        } else if action == "answer" {
            (text(before.as_deref().unwrap_or_default()), answered(after.as_deref().unwrap_or_default()))
        } else {
            [before, after].map(|told| text(told.as_deref().unwrap_or_default())).into()
        };
        let after = if PAID.contains(&action.as_str()) { self.programmes_named(&after)? } else { after };
        let (mut recipient, mut name): (Option<String>, String) = (row.get(8)?, row.get(9)?);
        if WORK.contains(&action.as_str())
            && let Some((id, of)) = self.of_work(&row.get::<_, String>(5)?)?
        {
            (recipient, name) = (Some(id), of);
        }
        let about = About::recipient(&self.conn, recipient.as_deref().unwrap_or_default());
        let subject: String = row.get(5)?;
        Ok(ActLine {
            no: row.get(0)?,
            on: set_day(row, 1)?,
            at_ms: row.get(2)?,
            actor: text(&row.get::<_, String>(3)?),
            subject: if action.ends_with(answers::FORGOTTEN) {
                text(answers::about(&subject))
            } else if TERMS.contains(&action.as_str()) {
                self.programmes_named(&text(&subject))?
            } else {
                text(&subject)
            },
            action,
            name: about.text(&name)?,
            given: row.get::<_, Option<i64>>(10)?.map(Fen::new),
            before: about::text_of_all(&self.conn, &about.text(&before)?, others.iter())?,
            after: about::text_of_all(&self.conn, &about.text(&after)?, others.iter())?,
            recipient: recipient.as_deref().and_then(|id| id.parse().ok()),
        })
    }
}

impl Store {
    /// A text of an act with programmes by their names.
    fn programmes_named(&self, told: &CleanText) -> Result<CleanText> {
        let (front, why) =
            told.split_once(": ").map_or((told.as_str(), None), |(front, why)| (front, Some(why)));
        let mut name = self.conn.prepare_cached("SELECT name FROM programme WHERE code = ?1")?;
        let mut words = Vec::new();
        for word in front.split(' ') {
            let known: Option<String> = name.query_row([word], |row| row.get(0)).optional()?;
            words.push(known.unwrap_or_else(|| word.to_owned()));
        }
        let front = words.join(" ");
        Ok(text(&why.map_or_else(|| front.clone(), |why| [&front, ": ", why].concat())))
    }

    /// Whom a row of work is about.
    fn of_work(&self, id: &str) -> Result<Option<(String, String)>> {
        Ok(self
            .conn
            .prepare_cached("SELECT r.id, r.name FROM work AS k JOIN recipient AS r ON r.id = k.recipient WHERE k.id = ?1")?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    }
}

/// An answer to a finding: who, and what.
fn answered(json: &str) -> CleanText {
    let told: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    let part = |key: &str| told.get(key).and_then(serde_json::Value::as_str).unwrap_or_default();
    text(&[part("by"), part("reason")].join("  "))
}

fn sql(query: &ActQuery, from: Option<&RowKey>, back: bool) -> (String, Vec<Value>) {
    let mut sql = format!("{ACTS} WHERE 1");
    let mut values: Vec<Value> = Vec::new();
    let mut add = |condition: &str, value: String| {
        values.push(Value::Text(value));
        let _ = write!(sql, " AND {}", condition.replace("{}", &format!("?{}", values.len())));
    };
    match query.span {
        Span::All => {}
        Span::Year(year) => add("substr(a.on_day, 1, 4) = {}", format!("{year:04}")),
        Span::Round(code) => add("(a.subject = {} OR v.round = {})", code.to_string()),
    }
    if let Some(day) = query.day {
        add("a.on_day = {}", day.to_string());
    }
    if let Some(person) = query.person {
        add("(a.subject = {} OR v.recipient = {} OR e.recipient = {})", person.to_string());
    }
    if let Some(actor) = &query.actor {
        add("a.actor = {}", actor.to_string());
    }
    if let Some(key) = from {
        let sign = match &query.start {
            Start::At(_) => "<=",
            Start::Before(_) => ">",
            Start::First | Start::Last | Start::After(_) => "<",
        };
        values.push(Value::Integer(key.no));
        let _ = write!(sql, " AND a.local_id {sign} ?{}", values.len());
    }
    sql.push_str(if back { " ORDER BY a.local_id" } else { " ORDER BY a.local_id DESC" });
    if let Some(limit) = query.limit {
        // One more, to know whether more follow.
        let _ = write!(sql, " LIMIT {}", i64::from(limit) + 1);
    }
    (sql, values)
}
