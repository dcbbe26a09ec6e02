//! The sample: invented people and units, three rounds, what was given in them, and status lines.

use std::collections::BTreeMap;

use serde::Deserialize;
use uuid::Uuid;

use super::banner::{banner, standard, township_code};
use super::table::{Source, day, goods, held, must_day, name, text};
use super::{FixtureError, FixtureFault};
use crate::domain::banner::{Banner, Sample, SampleRecipient, SampleRef, SampleStatus, SampleVisit};
use crate::domain::entry::Purpose;
use crate::domain::gift::{Proxy, Recording};
use crate::domain::holiday::{RoundCode, Window};
use crate::domain::idcard::IdNumber;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::recipient::{Kind, StatusKind, StatusLine};
use crate::domain::round::Round;
use crate::domain::text::{ADDRESS_MAX, CleanText, NAME_MAX, NOTE_MAX};
use crate::domain::visit::Outcome;

const PEOPLE: Source = Source {
    file: "sample/people.csv",
    text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/sample/people.csv")),
};
const UNITS: Source = Source {
    file: "sample/units.csv",
    text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/sample/units.csv")),
};
const ROUNDS: Source = Source {
    file: "sample/rounds.csv",
    text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/sample/rounds.csv")),
};
const STANDARDS: Source = Source {
    file: "sample/standards.csv",
    text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/sample/standards.csv")),
};
const VISITS: Source = Source {
    file: "sample/visits.csv",
    text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/sample/visits.csv")),
};
const STATUSES: Source = Source {
    file: "sample/statuses.csv",
    text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/sample/statuses.csv")),
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonRow {
    id_number: String,
    name: String,
    township: String,
    village: String,
    address: String,
    phone: String,
    categories: String,
    groups: String,
    bank_card: String,
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitRow {
    name: String,
    township: String,
    village: String,
    address: String,
    groups: String,
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoundRow {
    round: String,
    day: String,
    opens: String,
    due_until: String,
    grace_until: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StandardRow {
    round: String,
    group: String,
    cash_fen: i64,
    goods: String,
    goods_fen: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VisitRow {
    round: String,
    on: String,
    recipient: String,
    name: String,
    outcome: String,
    cash_fen: Option<i64>,
    goods: String,
    goods_fen: Option<i64>,
    handler1: String,
    handler2: String,
    proxy: String,
    relation: String,
    deferred_to: String,
    needs: String,
    note: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusRow {
    recipient: String,
    name: String,
    kind: String,
    on: String,
    reason: String,
    undone_reason: String,
}

/// The sample banner: about 400 invented people, the finished rounds of 2023 and spring 2024 under way.
///
/// # Errors
/// A slip in the compiled-in files; a test proves that there is none.
pub fn load() -> Result<Sample, FixtureError> {
    let labels = Labels::of(&banner()?);
    let people = PEOPLE.rows(|row: PersonRow| labels.person(&row))?;
    let units = UNITS.rows(|row: UnitRow| labels.unit(&row))?;
    let rounds = rounds(&labels)?;
    let directory = Directory(
        people.iter().chain(&units).map(|one| (one.reference.0.clone(), one.name.clone())).collect(),
    );
    let visits = VISITS.rows(|row: VisitRow| {
        let visit = visit(&row, &directory)?;
        if rounds.iter().any(|round| round.code == visit.recording.round) {
            Ok(visit)
        } else {
            Err(FixtureFault::Nowhere(CleanText::shown(&row.round)))
        }
    })?;
    let statuses = STATUSES.rows(|row: StatusRow| status(&row, &directory))?;
    Ok(Sample { people, units, rounds, visits, statuses })
}

/// The names that the banner knows.
struct Labels {
    banner: Banner,
    categories: Vec<CleanText>,
    groups: Vec<CleanText>,
}

impl Labels {
    fn of(banner: &Banner) -> Self {
        Self {
            banner: banner.clone(),
            categories: banner.categories.iter().map(|category| category.name.clone()).collect(),
            groups: banner.groups.iter().map(|group| group.name.clone()).collect(),
        }
    }

    fn person(&self, row: &PersonRow) -> Result<SampleRecipient, FixtureFault> {
        let id_number = IdNumber::from_stored(&row.id_number).ok_or(FixtureFault::IdNumber)?;
        Ok(SampleRecipient {
            reference: SampleRef(row.id_number.clone()),
            kind: Kind::Person,
            name: name(&row.name)?,
            sex: Some(id_number.sex()),
            birth: Some(id_number.birth()),
            id_number: Some(id_number),
            township: township_code(&self.banner.townships, name(&row.township)?)?,
            village: text(&row.village, NAME_MAX)?,
            categories: held(&row.categories, &self.categories)?,
            groups: held(&row.groups, &self.groups)?,
            phone: text(&row.phone, NAME_MAX)?,
            card: text(&row.bank_card, NAME_MAX)?,
            address: text(&row.address, ADDRESS_MAX)?,
            note: text(&row.note, NOTE_MAX)?,
        })
    }

    fn unit(&self, row: &UnitRow) -> Result<SampleRecipient, FixtureFault> {
        Ok(SampleRecipient {
            reference: SampleRef(row.name.clone()),
            kind: Kind::Unit,
            name: name(&row.name)?,
            sex: None,
            id_number: None,
            birth: None,
            township: township_code(&self.banner.townships, name(&row.township)?)?,
            village: text(&row.village, NAME_MAX)?,
            categories: Vec::new(),
            groups: held(&row.groups, &self.groups)?,
            phone: None,
            card: None,
            address: text(&row.address, ADDRESS_MAX)?,
            note: text(&row.note, NOTE_MAX)?,
        })
    }
}

fn rounds(labels: &Labels) -> Result<Vec<Round>, FixtureError> {
    let mut rounds = ROUNDS.rows(|row: RoundRow| {
        let window = Window {
            day: must_day(&row.day)?,
            opens: must_day(&row.opens)?,
            due_until: must_day(&row.due_until)?,
            grace_until: must_day(&row.grace_until)?,
        };
        window.validate()?;
        Ok(Round { created: true, ..Round::proposed(row.round.parse()?, window, Vec::new()) })
    })?;
    STANDARDS.rows(|row: StandardRow| {
        let code: RoundCode = row.round.parse()?;
        let group = name(&row.group)?;
        let Some(round) = rounds.iter_mut().find(|round| round.code == code) else {
            return Err(FixtureFault::Nowhere(CleanText::shown(&row.round)));
        };
        if !labels.groups.contains(&group) {
            return Err(FixtureFault::Nowhere(group));
        }
        if round.standards.iter().any(|standard| standard.group == group) {
            return Err(FixtureFault::Twice(group));
        }
        round.standards.push(standard(group, row.cash_fen, &row.goods, row.goods_fen)?);
        Ok(())
    })?;
    Ok(rounds)
}

/// Who is in the sample: reference and name.
struct Directory(BTreeMap<String, CleanText>);

impl Directory {
    /// The recipient, if the name beside the reference is theirs: the files stay readable and right.
    fn find(&self, reference: &str, name: &str) -> Result<SampleRef, FixtureFault> {
        match self.0.get(reference) {
            None => Err(FixtureFault::Nowhere(CleanText::shown(name))),
            Some(known) if known.as_str() != name => Err(FixtureFault::OtherName(known.clone())),
            Some(_) => Ok(SampleRef(reference.to_owned())),
        }
    }
}

fn visit(row: &VisitRow, directory: &Directory) -> Result<SampleVisit, FixtureFault> {
    let mut handlers = Vec::new();
    for cell in [&row.handler1, &row.handler2] {
        handlers.extend(text(cell, NAME_MAX)?);
    }
    let proxy = match text(&row.proxy, NAME_MAX)? {
        None => None,
        Some(proxy) => Some(Proxy { name: proxy, relation: name(&row.relation)? }),
    };
    let recording = Recording {
        id: EntryId(Uuid::nil()),
        recipient: RecipientId(Uuid::nil()),
        round: row.round.parse()?,
        purpose: Purpose::Visit,
        outcome: Outcome::parse(&row.outcome)
            .ok_or_else(|| FixtureFault::Word(CleanText::shown(&row.outcome)))?,
        cash: Fen::new(row.cash_fen.unwrap_or_default()),
        goods: goods(&row.goods, row.goods_fen)?,
        on: must_day(&row.on)?,
        handlers,
        proxy,
        deferred_to: day(&row.deferred_to)?,
        needs: text(&row.needs, NOTE_MAX)?,
        note: text(&row.note, NOTE_MAX)?,
        died_on: None,
        reason: text(&row.reason, NOTE_MAX)?,
    };
    Ok(SampleVisit { recipient: directory.find(&row.recipient, &row.name)?, recording })
}

fn status(row: &StatusRow, directory: &Directory) -> Result<SampleStatus, FixtureFault> {
    let kind = match row.kind.as_str() {
        "died" => StatusKind::Died,
        "left" => StatusKind::Left,
        "suspended" => StatusKind::Suspended,
        _ => return Err(FixtureFault::Word(CleanText::shown(&row.kind))),
    };
    Ok(SampleStatus {
        recipient: directory.find(&row.recipient, &row.name)?,
        line: StatusLine {
            kind,
            on: must_day(&row.on)?,
            reason: text(&row.reason, NOTE_MAX)?.ok_or_else(|| FixtureFault::Word(CleanText::default()))?,
            undone: text(&row.undone_reason, NOTE_MAX)?,
            until: None,
        },
    })
}
