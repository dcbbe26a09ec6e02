//! `muster show`: everything about one recipient, numbers masked.

use chrono::NaiveDate;
use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::json;
use super::out::Out;
use super::parse;
use super::session::Session;
use super::show_payments::{Paid, PaidJson};
use super::show_round::RoundJson;
use super::table::fields;
use super::{ledger, lookup, person_merge};
use crate::domain::money::Fen;
use crate::domain::recipient::{
    self, Held, Household, Kind, Life, RecipientCard, Residence, Sex, StatusKind,
};
use crate::domain::round_card::RoundLine;
use crate::domain::text::CleanText;
use crate::lang::{self, fill, texts, words};

texts! {
    /// The texts of `show`.
    fn texts(lang) -> ShowTexts {
        /// The year of birth.
        born: "{} 年" / "{}";
        /// The year of birth, the age reached in the year of today.
        born_aged: "{} 年（{} 岁）" / "{} (aged {})";
        /// A status and its day.
        since: "{}（{}）" / "{} ({})";
        by_rule: "按规则" / "by rule";
        /// From a day.
        from: "自 {}" / "from {}";
        /// Until a day.
        until: "到 {}" / "until {}";
        /// A call that counts no longer; why.
        cancelled: "已取消：{}" / "cancelled: {}";
        /// Name, place, masked number, id.
        merged: "另一登记（已并入）：{} {} {} {}" / "merged into this one: {} {} {} {}";
        /// Why a status was undone.
        undone: "已撤销：{}" / "undone: {}";
        /// The last day of a departure or suspension.
        last_day: "至 {}" / "until {}";
    }
}

/// The arguments of `show`.
#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    #[arg(value_name = "RECIPIENT")]
    recipient: String,
}

#[derive(Serialize)]
struct CardJson<'a> {
    id: String,
    name: &'a str,
    kind: &'static str,
    sex: Option<&'static str>,
    birth_year: Option<i32>,
    age: Option<u32>,
    id_number: Option<&'a str>,
    household: Option<&'static str>,
    phone: Option<&'a str>,
    card: Option<&'a str>,
    township: Option<&'a str>,
    township_code: Option<&'a str>,
    village: Option<&'a str>,
    station: Option<&'a str>,
    address: Option<&'a str>,
    note: Option<&'a str>,
    categories: Vec<HeldJson<'a>>,
    groups: Vec<HeldJson<'a>>,
    status: &'static str,
    status_since: Option<NaiveDate>,
    history: Vec<HistoryJson<'a>>,
    /// Other registrations of the same human.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    merged: Vec<MergedJson<'a>>,
    rounds: Vec<RoundJson<'a>>,
    /// Payments of programmes, where any were made.
    #[serde(skip_serializing_if = "Option::is_none")]
    paid: Option<PaidJson>,
}

#[derive(Serialize)]
struct HeldJson<'a> {
    name: &'a str,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    /// Whether it is held by a rule.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    by_rule: bool,
}

#[derive(Serialize)]
struct MergedJson<'a> {
    id: String,
    name: &'a str,
    id_number: Option<&'a str>,
    place: &'a str,
}

#[derive(Serialize)]
struct HistoryJson<'a> {
    kind: &'static str,
    on: NaiveDate,
    /// The last day, once the person came back or is paid again.
    until: Option<NaiveDate>,
    reason: &'a str,
    undone: Option<&'a str>,
}

impl<'a> From<&'a Held> for HeldJson<'a> {
    fn from(held: &'a Held) -> Self {
        Self { name: &held.label, from: held.from, until: held.until, by_rule: false }
    }
}

impl Command for ShowArgs {
    const NAME: &'static str = "show";
    const HELP: Help = help! {
        "显示一个慰问对象的全部资料，号码打码" / "Everything about one recipient, numbers masked";
        recipient:
            "编号（或其开头）、身份证号（写 -，从标准输入给出）或唯一的姓名" /
            "Id (or its beginning), ID number (write - and give it on standard input), or a name that only one bears";
        [db today json]
        "muster show 程连富" => "按姓名" / "By name";
        "muster show 程连富 --json" => "输出 JSON，给别的程序用" / "As JSON, for another program";
    };

    /// Shows the card of one recipient.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let said = parse::said(session, &self.recipient)?;
        let mut store = session.open()?;
        lookup::pace(session, &mut store, &said);
        let (card, rounds, paid) = store.reading(|store| {
            let (id, through) = lookup::found(session, store.resolve_merged(&said))?;
            person_merge::note_merged(session, store, through);
            let rounds = store.round_lines(id, session.clock.today())?;
            let paid = Paid::read(session, store, id)?;
            Ok::<_, CliError>((store.recipient(id)?, rounds, paid))
        })?;
        if session.json {
            out.json(&CardJson { paid: paid.json(), ..shape(&card, &rounds, session.clock.today()) });
        } else {
            print(session, &card, &rounds, out);
            paid.print(session, out);
        }
        Ok(Status::Fine)
    }
}

fn shape<'a>(card: &'a RecipientCard, rounds: &'a [RoundLine], today: NaiveDate) -> CardJson<'a> {
    let (status, status_since) =
        status(card).map_or(("here", None), |(kind, on)| (kind_code(kind), Some(on)));
    CardJson {
        id: card.id.to_string(),
        name: &card.name,
        kind: json::kind(card.kind),
        sex: card.sex.map(|sex| match sex {
            Sex::Male => "male",
            Sex::Female => "female",
        }),
        birth_year: card.birth_year,
        age: age(card, today),
        id_number: card.id_masked.as_deref(),
        household: card.household.map(|household| match household {
            Household::Urban => "urban",
            Household::Rural => "rural",
        }),
        phone: card.phone_masked.as_deref(),
        card: card.card_masked.as_deref(),
        township: card.township.as_ref().map(|(_, name)| name.as_str()),
        township_code: card.township.as_ref().map(|(code, _)| code.0.as_str()),
        village: card.village.as_deref(),
        station: card.station.as_deref(),
        address: card.address.as_deref(),
        note: card.note.as_deref(),
        categories: card.categories.iter().map(HeldJson::from).collect(),
        groups: card
            .groups
            .iter()
            .map(|held| HeldJson { by_rule: card.by_rule.contains(held), ..held.into() })
            .collect(),
        status,
        status_since,
        history: card
            .history
            .iter()
            .map(|line| HistoryJson {
                kind: kind_code(line.kind),
                on: line.on,
                until: line.until,
                reason: &line.reason,
                undone: line.undone.as_deref(),
            })
            .collect(),
        merged: card
            .merged
            .iter()
            .map(|one| MergedJson {
                id: one.id.to_string(),
                name: &one.name,
                id_number: one.id_masked.as_deref(),
                place: &one.place,
            })
            .collect(),
        rounds: rounds.iter().map(RoundJson::from).collect(),
        paid: None,
    }
}

/// The age of somebody who lives, as lists show it.
fn age(card: &RecipientCard, today: NaiveDate) -> Option<u32> {
    card.birth_year.filter(|_| card.life == Life::Alive).and_then(|year| recipient::age(year, today))
}

/// What took the recipient out of the register, and when; a death outweighs the rest.
fn status(card: &RecipientCard) -> Option<(StatusKind, NaiveDate)> {
    match (card.withdrawn_on(), card.life, card.residence) {
        (Some(on), ..) => Some((StatusKind::Withdrawn, on)),
        (None, Life::Dead(on), _) => Some((StatusKind::Died, on)),
        (None, Life::Alive, Residence::Left(on)) => Some((StatusKind::Left, on)),
        (None, Life::Alive, Residence::Suspended(on)) => Some((StatusKind::Suspended, on)),
        (None, Life::Alive, Residence::Here) => None,
    }
}

fn kind_code(kind: StatusKind) -> &'static str {
    match kind {
        StatusKind::Died => "died",
        StatusKind::Left => "left",
        StatusKind::Suspended => "suspended",
        StatusKind::Withdrawn => "withdrawn",
    }
}

fn print(session: &Session, card: &RecipientCard, rounds: &[RoundLine], out: &mut Out) {
    let (texts, lang) = (texts(session.lang), session.lang);
    let heads = session.heads();
    let or_blank = |text: &Option<CleanText>| text.as_deref().unwrap_or_default().to_owned();
    let kind = match card.kind {
        Kind::Person => heads.person,
        Kind::Unit => heads.unit,
    };
    let sex = card.sex.map_or("", |sex| words::sex(lang, sex));
    out.line(&format!("{}  {kind}  {sex}", card.name));
    let status = match status(card) {
        Some((kind, on)) => fill(texts.since, &[&lang::errors::status(lang, kind), &on]),
        None => heads.alive.to_owned(),
    };
    let birth = match (card.birth_year, age(card, session.clock.today())) {
        (Some(year), Some(age)) => fill(texts.born_aged, &[&year, &age]),
        (Some(year), None) => fill(texts.born, &[&year]),
        (None, _) => String::new(),
    };
    out.lines(&fields(&[
        (heads.id, card.id.to_string()),
        (heads.status, status),
        (heads.birth, birth),
        (heads.id_number, or_blank(&card.id_masked)),
        (heads.phone, or_blank(&card.phone_masked)),
        (heads.card, or_blank(&card.card_masked)),
        (heads.township, card.township.as_ref().map(|(_, name)| name.to_string()).unwrap_or_default()),
        (heads.village, or_blank(&card.village)),
        (heads.station, or_blank(&card.station)),
        (heads.address, or_blank(&card.address)),
        (heads.categories, held(session, &card.categories, &[])),
        (heads.groups, held(session, &card.groups, &card.by_rule)),
        (heads.note, or_blank(&card.note)),
    ]));
    for one in &card.merged {
        let number = one.id_masked.as_deref().unwrap_or_default();
        out.line(&fill(texts.merged, &[&one.name, &one.place, &number, &one.id]));
    }
    for line in &card.history {
        let kind = lang::errors::status(lang, line.kind);
        let undone = line.undone.as_ref().map(|why| fill(texts.undone, &[why]));
        let until = line.until.map(|last| fill(texts.last_day, &[&last]));
        let more: Vec<String> = until.into_iter().chain(undone).collect();
        let told = format!("{}  {} {kind} {}  {}", heads.history, line.on, line.reason, more.join("  "));
        out.line(told.trim_end());
    }
    for line in rounds {
        out.line("");
        round(session, line, out);
    }
}

fn round(session: &Session, line: &RoundLine, out: &mut Out) {
    let (texts, lang) = (texts(session.lang), session.lang);
    let heads = session.heads();
    let standard = line.standard.as_ref().map(|standard| {
        let goods = if standard.goods.is_empty() { String::new() } else { format!(" {}", standard.goods) };
        let group = if line.by_rule {
            fill(texts.since, &[&standard.group, &texts.by_rule])
        } else {
            standard.group.to_string()
        };
        format!("{group} {} {}{goods}", heads.standard, words::yuan(lang, standard.cash))
    });
    let today = session.clock.today();
    out.line(&format!(
        "{}  {}  {}",
        words::round(lang, line.round),
        words::standing(lang, line.standing, line.state, today),
        standard.unwrap_or_default()
    ));
    for one in &line.calls {
        let call = &one.call;
        let until = call.deferred_to.map(|day| fill(texts.until, &[&day])).unwrap_or_default();
        let rest = [call.needs.as_deref(), call.note.as_deref()].into_iter().flatten().collect::<Vec<_>>();
        let outcome = words::outcome(lang, call.outcome);
        let cancelled = one.cancelled.as_ref().map(|reason| fill(texts.cancelled, &[reason]));
        let rest = rest.into_iter().chain(cancelled.as_deref()).collect::<Vec<_>>();
        // By its id a call is cancelled.
        let told = format!("  {}  {outcome} {until}  {}", call.on, rest.join("  "));
        out.line(&format!("{}  {}", told.trim_end(), one.id));
    }
    for entry in &line.entries {
        let amounts: Vec<String> = [entry.cash, entry.goods_value]
            .into_iter()
            .filter(|fen| *fen != Fen::ZERO)
            .map(|fen| words::yuan(lang, fen))
            .collect();
        let (kind, id) = (ledger::kind(session, entry.kind), entry.id);
        let remark = ledger::remark(session, entry);
        let amounts = amounts.join(" + ");
        out.line(&format!("  {}  #{} {kind} {amounts}  {id}  {remark}", entry.on, entry.no));
    }
}

/// Labels with the days from and until which they are held.
fn held(session: &Session, labels: &[Held], by_rule: &[Held]) -> String {
    let texts = texts(session.lang);
    let describe = |held: &Held| {
        let days: Vec<String> = [
            by_rule.contains(held).then(|| texts.by_rule.to_owned()),
            held.from.map(|day| fill(texts.from, &[&day])),
            held.until.map(|day| fill(texts.until, &[&day])),
        ]
        .into_iter()
        .flatten()
        .collect();
        if days.is_empty() {
            held.label.to_string()
        } else {
            fill(texts.since, &[&held.label, &days.join(" ")])
        }
    };
    labels.iter().map(describe).collect::<Vec<_>>().join(session.texts().comma)
}
