//! Why somebody is on the plan of a round, or not.

use rusqlite::OptionalExtension;

use crate::domain::due::{self, Facts};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::plan::explain::{Explained, NotPlanned, bearings, why_not};
use crate::domain::text::CleanText;
use crate::store::columns::maybe;
use crate::store::file::error::Result;
use crate::store::planning::book::Book;
use crate::store::planning::struck::struck;
use crate::store::register::Store;
use crate::store::rounds;
use crate::store::standing::{facts, settled};

/// The facts by which somebody is put on a draft: no call and no gift bears on that.
pub(super) fn own_facts(subject: &facts::Subject) -> Facts<'_> {
    Facts {
        groups: &subject.groups,
        life: subject.life,
        residence: subject.residence,
        away: &subject.away,
        last_call: None,
        called: false,
        live_cash: 0,
        live_goods: 0,
    }
}

impl Store {
    /// Which groups somebody holds, which standard wins, and why they are on the plan of a round or not.
    ///
    /// # Errors
    /// Nobody of that id; storage troubles.
    pub fn explain_plan(&self, code: RoundCode, id: RecipientId) -> Result<Explained> {
        let _state = self.state()?;
        let conn = &self.conn;
        let round = rounds::load(conn, code)?;
        let subject = facts::subject_of(conn, id)?;
        let verdict = facts::verdict(conn, &subject, &round)?;
        let fixed = round.settled_on.is_some();
        let line = if fixed { settled::line(conn, subject.no, code)? } else { None };
        let added = conn
            .prepare_cached(concat!(
                "SELECT added_for FROM settled_line AS l WHERE round = ?1 AND recipient = ?2 AND NOT ",
                struck!()
            ))?
            .query_row((code.to_string(), subject.no), |row| Ok(maybe(row.get(0)?)))
            .optional()?
            .flatten();
        let approved = Book::load(conn, code)?.with_standards(round);
        let own = own_facts(&subject);
        let groups = bearings(&own, &approved);
        let by_facts = due::basis(&subject.groups, &approved).0.cloned();
        let why = if verdict.listed {
            None
        } else {
            why_not(&own, &groups, &approved).or(Some(NotPlanned::AfterApproval))
        };
        Ok(Explained {
            name: CleanText::shown(&subject.name),
            basis_day: approved.window.opens,
            planned: verdict.listed,
            standard: line.map(|line| line.standard).or(verdict.basis).or(by_facts),
            added,
            fixed,
            groups,
            why_not: why,
        })
    }
}
