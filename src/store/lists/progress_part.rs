//! The parts of which a round's progress is told: where whoever is on its list belongs, by place, station, team or group.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::place::TownshipCode;
use crate::domain::recipient::Kind;
use crate::domain::round_progress::{PartProgress, ProgressBy, ProgressPart, ProgressQuery};
use crate::domain::text::CleanText;
use crate::store::columns::{borrowed, text};
use crate::store::file::error::Result;
use crate::store::planning::parts;

/// Whoever is on the list of a round, as the parts ask.
pub(crate) struct Member {
    pub(crate) kind: Kind,
    pub(crate) township: TownshipCode,
    /// None of who stands nowhere in the round: what they were given was taken back.
    pub(crate) village: Option<i64>,
    /// None of who is not on the list.
    pub(crate) group: Option<i64>,
    /// The id, where the parts are told by each.
    pub(crate) recipient: Option<String>,
}

/// Something with a number and a name, and the place that it serves.
struct Named {
    no: i64,
    name: CleanText,
    township: Option<String>,
    village: Option<i64>,
}

/// The parts by one of the ways.
pub(crate) struct Parts {
    by: ProgressBy,
    townships: Vec<(String, CleanText)>,
    /// Villages, stations or groups.
    named: Vec<Named>,
    /// Who is assigned to which team.
    teams: parts::Parts,
}

impl Parts {
    /// Reads the names of those parts. Of a day that is `past` the teams are those that were assigned by its end.
    pub(crate) fn read(conn: &Connection, query: &ProgressQuery, past: Option<NaiveDate>) -> Result<Self> {
        let by = query.by;
        let mut townships = conn.prepare_cached("SELECT code, name FROM township ORDER BY code")?;
        let townships = townships
            .query_map([], |row| Ok((row.get(0)?, text(borrowed(row, 1)?))))?
            .collect::<rusqlite::Result<_>>()?;
        let sql = match by {
            ProgressBy::Township => None,
            ProgressBy::Team | ProgressBy::Village => {
                Some("SELECT local_id, name, township, local_id FROM village ORDER BY 1")
            }
            ProgressBy::Station => Some("SELECT local_id, name, township, village FROM station ORDER BY 1"),
            ProgressBy::Group => Some("SELECT local_id, name, NULL, NULL FROM visit_group ORDER BY 1"),
        };
        let mut named = Vec::new();
        if let Some(sql) = sql {
            let mut statement = conn.prepare_cached(sql)?;
            let rows = statement.query_map([], |row| {
                let name = text(borrowed(row, 1)?);
                Ok(Named { no: row.get(0)?, name, township: row.get(2)?, village: row.get(3)? })
            })?;
            named = rows.collect::<rusqlite::Result<_>>()?;
        }
        let teams = if by == ProgressBy::Team {
            parts::Parts::of_day(conn, query.round, past)?
        } else {
            parts::Parts::default()
        };
        Ok(Self { by, townships, named, teams })
    }

    /// Whether it must be told of each who they are.
    pub(crate) fn by_each(&self) -> bool {
        self.by == ProgressBy::Team
    }

    /// The id of somebody, where it must be told.
    pub(crate) fn id_of(&self, conn: &Connection, no: i64) -> Result<Option<String>> {
        if !self.by_each() {
            return Ok(None);
        }
        let mut of = conn.prepare_cached("SELECT id FROM recipient WHERE local_id = ?1")?;
        Ok(Some(of.query_row([no], |row| row.get(0))?))
    }

    /// The team of somebody; none if there is none.
    fn team(&self, member: &Member) -> Option<CleanText> {
        let township = self.townships.iter().find(|(code, _)| *code == member.township.0)?;
        let village = member.village.and_then(|no| self.find(no)).map_or("", |one| one.name.as_str());
        let [team, _] = self.teams.of(member.recipient.as_deref().unwrap_or_default(), &township.1, village);
        Some(team).filter(|team| !team.is_empty())
    }

    /// The part that somebody on the list belongs to.
    pub(crate) fn of(&self, member: &Member) -> ProgressPart {
        let kind = member.kind;
        match self.by {
            ProgressBy::Team => {
                self.team(member).map_or(ProgressPart::Nobody(kind), |team| ProgressPart::Team(kind, team))
            }
            ProgressBy::Group => {
                member.group.map_or(ProgressPart::Outside, |group| ProgressPart::Group(kind, group))
            }
            ProgressBy::Township | ProgressBy::Village | ProgressBy::Station if kind == Kind::Unit => {
                ProgressPart::Units
            }
            ProgressBy::Township => ProgressPart::Township(member.township.clone()),
            ProgressBy::Village => member.village.map_or(ProgressPart::Outside, ProgressPart::Village),
            ProgressBy::Station => {
                self.station(member).map_or(ProgressPart::Nobody(kind), ProgressPart::Station)
            }
        }
    }

    /// The part that what somebody was given belongs to: that of their place also where they are not on the list.
    pub(crate) fn of_gift(&self, member: &Member) -> ProgressPart {
        match self.by {
            ProgressBy::Team | ProgressBy::Group if member.group.is_none() => ProgressPart::Outside,
            ProgressBy::Township
            | ProgressBy::Village
            | ProgressBy::Station
            | ProgressBy::Team
            | ProgressBy::Group => self.of(member),
        }
    }

    /// The station of somebody's community, else of the township, else the centre.
    fn station(&self, member: &Member) -> Option<i64> {
        let of = |is: &dyn Fn(&Named) -> bool| self.named.iter().find(|one| is(one)).map(|one| one.no);
        of(&|one| one.village.is_some() && one.village == member.village)
            .or_else(|| of(&|one| one.village.is_none() && one.township.as_ref() == Some(&member.township.0)))
            .or_else(|| of(&|one| one.township.is_none() && one.village.is_none()))
    }

    /// Where a part stands among the others: people, units, nobody's, beside the list.
    pub(crate) fn rank(part: &ProgressPart) -> u8 {
        match part {
            ProgressPart::Outside => 3,
            ProgressPart::Nobody(kind) => u8::from(*kind == Kind::Unit) + 1,
            ProgressPart::Township(_)
            | ProgressPart::Village(_)
            | ProgressPart::Station(_)
            | ProgressPart::Team(..)
            | ProgressPart::Group(..)
            | ProgressPart::Units => u8::from(part.kind() == Kind::Unit),
        }
    }

    /// The order within that: as the bureau lists them.
    pub(crate) fn order(&self, part: &ProgressPart) -> i64 {
        let place = |code: Option<&String>| {
            let at = self.townships.iter().position(|(known, _)| Some(known) == code);
            i64::try_from(at.unwrap_or(self.townships.len())).unwrap_or(i64::MAX)
        };
        match part {
            ProgressPart::Township(code) => place(Some(&code.0)),
            // Villages of one township lie together.
            ProgressPart::Village(no) => {
                place(self.find(*no).and_then(|one| one.township.as_ref())) * (1 << 32) + no
            }
            ProgressPart::Station(no) | ProgressPart::Group(_, no) => *no,
            ProgressPart::Team(..)
            | ProgressPart::Units
            | ProgressPart::Nobody(_)
            | ProgressPart::Outside => 0,
        }
    }

    /// An empty line of a part.
    pub(crate) fn line(&self, part: ProgressPart) -> PartProgress {
        let named =
            |code: &String| self.townships.iter().find(|(known, _)| known == code).map(|one| one.1.clone());
        let (name, township) = match &part {
            ProgressPart::Township(code) => (named(&code.0), None),
            ProgressPart::Village(no) => {
                let one = self.find(*no);
                (one.map(|one| one.name.clone()), one.and_then(|one| named(one.township.as_ref()?)))
            }
            ProgressPart::Station(no) | ProgressPart::Group(_, no) => {
                (self.find(*no).map(|one| one.name.clone()), None)
            }
            ProgressPart::Team(_, team) => (Some(team.clone()), None),
            ProgressPart::Units | ProgressPart::Nobody(_) | ProgressPart::Outside => (None, None),
        };
        PartProgress { township, ..PartProgress::empty(part, name.unwrap_or_default()) }
    }

    fn find(&self, no: i64) -> Option<&Named> {
        self.named.iter().find(|one| one.no == no)
    }
}
