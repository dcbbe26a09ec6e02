//! Whether the register has gone back in time: a backup beside it, or a head that was printed, knows more than it.

use rusqlite::Connection;

use crate::domain::head::{Head, Heads};
use crate::store::file::error::Result;
use crate::store::heads::{self, Chain};
use crate::store::integrity::finding::{Finding, finding};
use crate::store::labels;
use crate::store::lifecycle::{backup, copies};
use crate::store::register::Store;

/// The line of the audit that tells which register a restored one took the place of.
pub(super) const REPLACED: &str = "replace";

impl Store {
    /// Compares the register with the backups in the folder beside it, and with a head that somebody kept on paper.
    /// What a restore has given up on purpose is no finding.
    ///
    /// # Errors
    /// Storage troubles.
    pub fn check_past(&self, printed: Option<&(Head, Option<Head>)>) -> Result<Vec<Finding>> {
        // Backups first: one that is made meanwhile may know more than the state that is read here.
        let copies = copies::in_folder(&backup::own_folder(&self.path)?);
        let _state = self.state()?;
        let mut findings = Vec::new();
        let devices = devices(&self.conn)?;
        let given_up = given_up(&self.conn)?;
        let own = heads::heads(&self.conn)?;
        for copy in copies.iter().filter(|copy| devices.contains(&copy.device)) {
            if !knows(&self.conn, &copy.heads)? && !given_up.iter().any(|lost| covers(*lost, &copy.heads)) {
                let name = copy.path.file_name().unwrap_or_default().to_string_lossy();
                let told = format!("{} > {}", shown(&copy.heads), shown(&own));
                findings.push(finding("backup_knows_more", &name, "", &told));
            }
        }
        if let Some((ledger, audit)) = printed {
            for (chain, head) in [(Chain::Ledger, Some(ledger)), (Chain::Audit, audit.as_ref())] {
                let Some(head) = head else { continue };
                if !heads::knows(&self.conn, chain, head)? {
                    let now = match chain {
                        Chain::Ledger => &own.ledger,
                        Chain::Audit => &own.audit,
                    };
                    findings.push(finding("head", chain.table(), "", &format!("{head} > {now}")));
                }
            }
        }
        Ok(findings)
    }
}

/// Whether a register with its log is what the file alone was, or came of it: a log of another register makes another
/// one of it.
pub(super) fn goes_on(conn: &Connection, alone: &copies::Copy) -> Result<bool> {
    Ok(labels::device(conn)? == alone.device && knows(conn, &alone.heads)?)
}

fn knows(conn: &Connection, heads: &Heads) -> Result<bool> {
    Ok(heads::knows(conn, Chain::Ledger, &heads.ledger)? && heads::knows(conn, Chain::Audit, &heads.audit)?)
}

fn shown(heads: &Heads) -> String {
    format!("{} / {}", heads.ledger, heads.audit)
}

/// Every device on which the register was kept.
fn devices(conn: &Connection) -> Result<Vec<String>> {
    let mut statement = conn.prepare("SELECT DISTINCT device FROM audit")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How far the registers reached whose place this one took, entries and lines, as the audit tells.
fn given_up(conn: &Connection) -> Result<Vec<(u64, u64)>> {
    let mut statement = conn.prepare("SELECT coalesce(before, '') FROM audit WHERE action = ?1")?;
    let rows = statement.query_map([REPLACED], |row| row.get::<_, String>(0))?;
    let mut found = Vec::new();
    for told in rows {
        if let Some((ledger, Some(audit))) = Heads::parse(&told?) {
            found.push((ledger.number, audit.number));
        }
    }
    Ok(found)
}

fn covers((entries, lines): (u64, u64), heads: &Heads) -> bool {
    heads.ledger.number <= entries && heads.audit.number <= lines
}
