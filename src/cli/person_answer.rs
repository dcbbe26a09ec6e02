//! What the commands that change a person answer: one object with `--json`, else a line.

use chrono::NaiveDate;
use serde::Serialize;

use super::error::{self, CliError, CommandResult, Status};
use super::group_many::{PaidAfterJson, TouchJson};
use super::kept::Daily;
use super::lookup;
use super::out::Out;
use super::session::Session;
use crate::domain::error::RegisterError;
use crate::domain::group_change::Touches;
use crate::domain::ids::RecipientId;
use crate::domain::op::{Answer, Op, Receipt};
use crate::domain::person::{Objection, Way};
use crate::domain::text::CleanText;
use crate::lang::{self, fill, texts, words};
use crate::store::Store;

texts! {
    /// What became of it.
    fn texts(lang) -> AnswerTexts {
        dry_run: "只看会怎样，没有写入：" / "dry run, nothing is written:";
        /// Name.
        added: "已新增 {}" / "added: {}";
        /// Name.
        changed: "已修改 {}" / "changed: {}";
        /// Name, the status that was recorded, its day.
        status_set: "已登记 {}：{} {}" / "recorded: {}, {} {}";
        /// Name, the status that ended, the day from which on somebody is back.
        status_ended: "已登记 {}：{}结束，自 {} 起" / "recorded: {}, {} ends, back from {} on";
        /// Name, and the status that was undone.
        status_undone: "已撤销 {}：{}" / "undone: {}, {}";
        /// Name.
        exists: "登记册已是这样，没有改动：{}" / "the register says so already, nothing changed: {}";
        /// A village that nobody lived in before.
        new_village: "新的嘎查村：{}" / "a new village: {}";
        /// The other's name, place, masked number, and id.
        like: "  {}  编号 {}" / "  {}  id {}";
        confirm: "确是另一个人，加 --confirm-double 写明理由" / "if it is another human, say why with --confirm-double";
        reason: "核对无误，加 --reason 写明理由" / "if it is right all the same, say why with --reason";
    }
}

/// What was done, whom it concerns.
pub(super) struct Deed<'a> {
    /// Whom.
    pub(super) recipient: RecipientId,
    /// The name.
    pub(super) name: &'a CleanText,
    /// The village that comes with it, where the register had none of that name.
    pub(super) new_village: Option<CleanText>,
}

#[derive(Serialize)]
struct PersonJson<'a> {
    result: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<String>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rules: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    like: Vec<LikeJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_village: Option<String>,
    /// What it means for the rounds, and how many fixed lists stay as they are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    touches: Vec<TouchJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settled_unchanged: Option<u64>,
    /// What a death leaves behind it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    paid_after_death: Vec<PaidAfterJson>,
}

#[derive(Serialize)]
struct LikeJson {
    rule: &'static str,
    recipient: String,
    name: String,
    place: String,
    id_number: Option<String>,
}

impl<'a> PersonJson<'a> {
    fn new(result: &'static str, recipient: Option<RecipientId>, name: &'a str) -> Self {
        Self {
            result,
            recipient: recipient.map(|id| id.to_string()),
            name,
            rule: None,
            message: None,
            rules: Vec::new(),
            like: Vec::new(),
            new_village: None,
            touches: Vec::new(),
            settled_unchanged: None,
            paid_after_death: Vec::new(),
        }
    }
}

/// Writes it, and says what became of it only after the commit.
pub(super) fn commit(
    session: &Session,
    store: &mut Store,
    (op, dry_run): (&Op, bool),
    deed: &Deed<'_>,
    out: &mut Out,
) -> CommandResult {
    let daily = Daily::ask(session, store);
    // Nothing is asked of a register that has nobody of that id: the commit says so.
    let touches = store.touches(op, session.clock.today()).unwrap_or_default();
    let ctx = session.ctx();
    let written = if dry_run { store.rehearse(op, &ctx) } else { store.commit(op, &ctx) };
    lookup::pace_numbers(session, store, tells_of_a_number(op, &written));
    match written {
        Ok(receipt) => {
            let wrote = !receipt.existed() && !dry_run;
            if wrote {
                out.note_written();
            }
            done(session, (op, dry_run), &receipt, (deed, &touches), out);
            if wrote {
                daily.keep(session, store, out);
            }
            Ok(Status::Fine)
        }
        Err(RegisterError::Person(objections)) => {
            let known = !matches!(op, Op::AddPerson(_));
            refused(session, &objections, known.then_some(deed.recipient), deed.name, out)
        }
        Err(error @ RegisterError::Status(_)) => {
            let message = lang::errors::text(session.lang, &error);
            refuse(session, "status", message, deed.recipient, deed.name, out)
        }
        Err(other) => Err(other.into()),
    }
}

/// Whether an answer tells of a number of somebody registered, as much as a search by it.
fn tells_of_a_number(op: &Op, written: &Result<Receipt, RegisterError>) -> bool {
    match written {
        Ok(receipt) => {
            op.gives_numbers() && (receipt.existed() || matches!(receipt.answer, Answer::Registered(_)))
        }
        Err(RegisterError::Person(objections)) => {
            op.gives_numbers() || objections.iter().any(|one| one.rule.tells_of_a_number())
        }
        Err(_) => false,
    }
}

fn done(
    session: &Session,
    (op, dry_run): (&Op, bool),
    receipt: &Receipt,
    (deed, touches): (&Deed<'_>, &Touches),
    out: &mut Out,
) {
    let texts = texts(session.lang);
    let (result, template, recipient) = match receipt.answer {
        Answer::Added(id) => ("done", texts.added, id),
        Answer::Registered(id) => ("exists", texts.exists, id),
        Answer::Done
        | Answer::Recorded(_)
        | Answer::Exists(_)
        | Answer::Undone(..)
        | Answer::Closed(_)
        | Answer::Known
        | Answer::Numbers(_)
        | Answer::Phones(_)
        | Answer::Export(_) => ("done", texts.changed, deed.recipient),
    };
    let new_village = deed.new_village.as_ref().filter(|_| result == "done");
    let result = if dry_run && result == "done" { "dry_run" } else { result };
    if session.json {
        out.json(&PersonJson {
            new_village: new_village.map(ToString::to_string),
            touches: touches.rounds.iter().map(TouchJson::from).collect(),
            settled_unchanged: Some(touches.fixed).filter(|count| *count > 0),
            paid_after_death: touches.paid_after.iter().map(PaidAfterJson::from).collect(),
            ..PersonJson::new(result, Some(recipient), deed.name)
        });
    } else {
        let status = |kind| lang::errors::status(session.lang, kind);
        let day = |on: &NaiveDate| words::full_day(session.lang, *on);
        let said = if let Op::SetStatus { kind, on, .. } = op {
            fill(texts.status_set, &[deed.name, &status(*kind), &day(on)])
        } else if let Op::EndStatus { kind, on, .. } = op {
            fill(texts.status_ended, &[deed.name, &status(*kind), &day(on)])
        } else if let Op::UndoStatus { kind, .. } = op {
            fill(texts.status_undone, &[deed.name, &status(*kind)])
        } else {
            fill(template, &[deed.name])
        };
        if result == "dry_run" {
            out.line(texts.dry_run);
        }
        out.line(&format!("{said}  {recipient}"));
        if let Some(village) = new_village {
            out.line(&fill(texts.new_village, &[village]));
        }
        for line in lang::groups::touches(session.lang, touches) {
            out.line(&["  ", &line].concat());
        }
    }
}

/// Nothing to write, since the register says so already.
pub(super) fn exists(session: &Session, recipient: RecipientId, name: &CleanText, out: &mut Out) -> Status {
    if session.json {
        out.json(&PersonJson::new("exists", Some(recipient), name));
    } else {
        out.line(&fill(texts(session.lang).exists, &[name]));
    }
    Status::Fine
}

/// A rule of one sentence that stands against it.
pub(super) fn refuse(
    session: &Session,
    rule: &'static str,
    message: String,
    recipient: RecipientId,
    name: &CleanText,
    out: &mut Out,
) -> CommandResult {
    if session.json {
        out.json(&PersonJson {
            rule: Some(rule),
            message: Some(message),
            rules: vec![rule],
            ..PersonJson::new("refused", Some(recipient), name)
        });
        Ok(Status::NotPermitted)
    } else {
        Err(CliError::Message(Status::NotPermitted, vec![message]))
    }
}

/// All that stands against it, with those who are alike side by side, and the way on.
pub(super) fn refused(
    session: &Session,
    objections: &[Objection],
    recipient: Option<RecipientId>,
    name: &CleanText,
    out: &mut Out,
) -> CommandResult {
    let texts = texts(session.lang);
    let mut lines: Vec<String> = Vec::new();
    for one in objections {
        lines.push(lang::person::objection(session.lang, &Objection { other: None, ..one.clone() }));
        if let Some(other) = &one.other {
            let told = lang::person::describe(session.lang, other);
            lines.push(fill(texts.like, &[&told, &other.id]));
        }
    }
    let any = |way: Way| objections.iter().any(|one| one.rule.way() == way);
    if !any(Way::Mend) {
        lines.extend(any(Way::Confirm).then(|| texts.confirm.to_owned()));
        lines.extend(any(Way::Reason).then(|| texts.reason.to_owned()));
    }
    if !session.json {
        return Err(CliError::Message(Status::NotPermitted, lines));
    }
    out.json(&PersonJson {
        rule: objections.first().map(|one| one.rule.code()),
        message: Some(lang::person::objections(session.lang, objections)),
        rules: objections.iter().map(|one| one.rule.code()).collect(),
        like: objections
            .iter()
            .filter_map(|one| {
                let other = one.other.as_ref()?;
                Some(LikeJson {
                    rule: one.rule.code(),
                    recipient: other.id.to_string(),
                    name: other.name.to_string(),
                    place: other.place.to_string(),
                    id_number: other.id_masked.as_ref().map(ToString::to_string),
                })
            })
            .collect(),
        ..PersonJson::new("refused", recipient, name)
    });
    Ok(Status::NotPermitted)
}

/// What was typed and cannot be read as what it should be; what there is.
pub(super) fn unknown(template: &str, typed: &str, known: &[&str], comma: &str) -> CliError {
    CliError::usage(fill(template, &[&error::shown(typed), &known.join(comma)]))
}
