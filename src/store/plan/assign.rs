//! Lines of a plan given to teams and leaders.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::plan::breach::PlanRule;
use crate::domain::plan::{Assigned, Assignment};
use crate::domain::text::{CleanText, NAME_MAX, name_key};
use crate::store::allocation;
use crate::store::columns::text;
use crate::store::file::error::Result;
use crate::store::planning::book::{self, read, write};
use crate::store::planning::moves::ASSIGNED;
use crate::store::planning::parts::{self, KeptTeam, PartRow, is_team, key};
use crate::store::planning::stations::stations;
use crate::store::standing::facts::own_number;
use crate::store::{audit, handlers, labels, rounds};

/// Assigns; a team that is not there yet comes into being with its handlers. Answers whether anything changed.
pub(crate) fn assign(conn: &Connection, asked: &Assignment, ctx: &WriteContext) -> Result<bool> {
    let refused = |rule| Err(RegisterError::Plan(rule));
    let round = rounds::load_for_rows(conn, asked.round)?;
    if !round.created {
        return refused(PlanRule::NotCreated);
    }
    if round.closed_on.is_some() {
        return refused(PlanRule::Closed);
    }
    if book::is_over_unapproved(conn, &round, ctx.today)? {
        return refused(PlanRule::Over);
    }
    let spent = allocation::of_teams(conn, asked.round)?;
    let names = asked.team.iter().chain(&asked.leader).chain(&asked.handlers);
    if names.clone().any(|name| name.chars().count() > NAME_MAX)
        || asked.team.is_none() && asked.leader.is_none()
    {
        return refused(PlanRule::Nothing);
    }
    // A name that is typed with other blanks or widths is that of the team which is there.
    let meant = asked.team.as_deref().filter(|team| !team.is_empty()).map(|team| parts::meant(conn, team));
    let meant = meant.transpose()?.flatten().map(|name| CleanText::unmasked(&name));
    let asked = &Assignment { team: meant.or_else(|| asked.team.clone()), ..asked.clone() };
    let mut changed = match asked.team.as_ref().filter(|team| !team.is_empty()) {
        Some(team) => keep_team(conn, team, asked, ctx)?,
        None => false,
    };
    let code = asked.round.to_string();
    let mut was: Vec<PartRow> = Vec::new();
    for (place, recipient) in rows(conn, &asked.to)? {
        let before = part(conn, &code, [&place, &recipient])?;
        let [old_team, old_leader] = before.clone();
        let now = [
            asked.team.as_ref().map_or(old_team, ToString::to_string),
            asked.leader.as_ref().map_or(old_leader, ToString::to_string),
        ];
        if now == before {
            continue;
        }
        put(conn, &code, [&place, &recipient], &now)?;
        let [team, leader] = before;
        was.push((place, recipient, team, leader));
        changed = true;
    }
    allocation::check_teams(conn, asked.round, &spent)?;
    if changed {
        let said = |name: &Option<CleanText>| name.as_ref().map(ToString::to_string);
        let told = serde_json::json!({
            "to": told(conn, &asked.to)?.as_str(), "team": said(&asked.team), "leader": said(&asked.leader),
        });
        let mut teams: Vec<&str> = was.iter().map(|(_, _, team, _)| team.as_str()).collect();
        teams.retain(|team| !team.is_empty());
        teams.sort_unstable();
        teams.dedup();
        let was = serde_json::json!({ "team": teams.join("、"), "rows": was });
        audit::line(conn, ctx, ASSIGNED, &code, Some(&was.to_string()), Some(&told.to_string()))?;
    }
    Ok(changed)
}

/// The team and the leader of a row, by its place and its recipient; empty where there is none.
pub(crate) fn part(conn: &Connection, code: &str, [place, recipient]: [&str; 2]) -> Result<[String; 2]> {
    let part = conn
        .prepare_cached(
            "SELECT team, leader FROM plan_part WHERE round = ?1 AND place = ?2 AND recipient = ?3",
        )?
        .query_row((code, place, recipient), |row| Ok([row.get(0)?, row.get(1)?]))
        .optional()?;
    Ok(part.unwrap_or_default())
}

/// Gives a row its team and its leader; one with neither goes.
pub(crate) fn put(
    conn: &Connection,
    code: &str,
    [place, recipient]: [&str; 2],
    now: &[String; 2],
) -> Result<()> {
    if now.iter().all(String::is_empty) {
        conn.prepare_cached("DELETE FROM plan_part WHERE round = ?1 AND place = ?2 AND recipient = ?3")?
            .execute((code, place, recipient))?;
        return Ok(());
    }
    conn.prepare_cached(
        "INSERT INTO plan_part (round, place, recipient, team, leader) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET team = excluded.team, leader = excluded.leader",
    )?
    .execute((code, place, recipient, &now[0], &now[1]))?;
    Ok(())
}

/// Keeps a team with its handlers, who come on the list of handlers; without any it keeps those that it has.
fn keep_team(conn: &Connection, team: &CleanText, asked: &Assignment, ctx: &WriteContext) -> Result<bool> {
    let refused = |rule| Err(RegisterError::Plan(rule));
    if !team.chars().any(char::is_alphanumeric) {
        return refused(PlanRule::NoTeam(team.clone()));
    }
    let known = is_team(conn, team)?;
    if !known && is_taken(conn, team)? {
        return refused(PlanRule::TeamName(team.clone()));
    }
    let by = &asked.handlers;
    let new = if asked.new_handlers { Vec::new() } else { handlers::unknown(conn, by, ctx.today)? };
    if !new.is_empty() {
        return refused(PlanRule::NewHandlers(new));
    }
    let before: Option<KeptTeam> = read(conn, &key(team))?;
    let own: Vec<String> = by.iter().filter(|name| !name.is_empty()).map(ToString::to_string).collect();
    let kept = before.as_ref().map(|team| team.handlers.clone()).unwrap_or_default();
    let handlers = if own.is_empty() { kept.clone() } else { own };
    if known && handlers == kept {
        return Ok(false);
    }
    handlers::add(conn, by, ctx)?;
    write(conn, &key(team), &KeptTeam { name: team.to_string(), handlers })?;
    Ok(true)
}

/// Words that say that somebody has no team, or no station.
const NOBODY: [&str; 5] = ["未分组", "无服务站", "全旗", "no team", "no station"];

/// Whether a name is that of a station or of a place that one serves, or says that there is no team: commands and lists could
/// not tell which is meant.
fn is_taken(conn: &Connection, team: &CleanText) -> Result<bool> {
    let own = name_key(team);
    let all = stations(conn)?;
    let is_place = conn
        .prepare_cached("SELECT 1 FROM township WHERE name = ?1 OR code = ?1")?
        .exists([team.as_str()])?;
    let is_station = all.meant(team).is_some() || all.names().iter().any(|name| name_key(name) == own);
    Ok(is_place || is_station || NOBODY.iter().any(|word| name_key(word) == own))
}

/// The place and the recipient of each row.
fn rows(conn: &Connection, to: &Assigned) -> Result<Vec<(String, String)>> {
    Ok(match to {
        Assigned::Township(code) => {
            labels::township_name(conn, code)?;
            vec![(code.0.clone(), String::new())]
        }
        Assigned::Village(code, village) => {
            let known = conn
                .prepare_cached("SELECT 1 FROM village WHERE township = ?1 AND name = ?2")?
                .exists((&code.0, village.as_str()))?;
            if !known || village.is_empty() {
                return Err(RegisterError::NotFound(village.clone()));
            }
            vec![(format!("{}/{village}", code.0), String::new())]
        }
        Assigned::Recipients(ids) => {
            let mut rows = Vec::new();
            for id in ids {
                own_number(conn, *id)?;
                rows.push((String::new(), id.to_string()));
            }
            rows
        }
    })
}

/// Whom it was about, for the audit: a place by its name, recipients by how many they are.
fn told(conn: &Connection, to: &Assigned) -> Result<CleanText> {
    Ok(match to {
        Assigned::Township(code) => labels::township_name(conn, code)?,
        Assigned::Village(code, village) => {
            text(&[&labels::township_name(conn, code)?, village.as_str()].concat())
        }
        Assigned::Recipients(ids) => text(&ids.len().to_string()),
    })
}
