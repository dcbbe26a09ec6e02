//! `muster group many`: one group of all who live somewhere or hold another one, added, ended or given up for another as one
//! act; and `muster group undo`, which undoes such an act.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::kept::Daily;
use super::membership::Labels;
use super::narrowed;
use super::out::Out;
use super::parse;
use super::session::Session;
use crate::clock;
use crate::domain::batch::Among;
use crate::domain::error::RegisterError;
use crate::domain::group_change::{GroupChange, GroupDeed, GroupLook, PaidAfter, RoundEffect, Touch};
use crate::domain::ids::EntryId;
use crate::domain::list::{RosterQuery, Show, Sort};
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::page::Start;
use crate::domain::place::Scope;
use crate::domain::text::NOTE_MAX;
use crate::lang::{errors, fill, groups, texts, words};

texts! {
    /// The texts of `group many` and `group undo`.
    fn texts(lang) -> ManyTexts {
        no_reason: "--reason 要写明理由" / "--reason needs a reason";
        /// What was typed.
        bad_deed: "不知道做什么：{}（add 增加、end 终止、move 改为）" / "not a change: {} (add, end, move)";
        no_to: "move 要用 --to 写明改为哪一类别" / "move needs the other group: --to";
        to_alone: "--to 只与 move 同用" / "--to goes with move alone";
        narrow: "请写明是哪些人：--township、--village 或 --among" / "say whom it is for: --township, --village or --among";
        village_alone: "--village 须与 --township 同用" / "--village goes with --township";
        too_many: "一次最多改 5,000 人，请缩小范围" / "5,000 at most in one act: narrow it down";
        /// How many, of how many.
        done: "已改 {} 人，共 {} 人" / "changed {} of {}";
        /// The same of a look.
        would: "将改 {} 人，共 {} 人（没有写入）" / "would change {} of {} (nothing was written)";
        /// The id of the act.
        undo: "整批撤销：muster group undo {} --reason 理由" / "to undo all of it: muster group undo {} --reason WHY";
        /// Names left out, why.
        left: "  不改 {}：{}" / "  left as is {}: {}";
        /// The round, what it means for it.
        effect: "  {}：{}" / "  {}: {}";
        undone: "已整批撤销" / "all of it is undone";
        nobody: "没有可改的人" / "nobody to change";
    }
}

/// The arguments of `group many`.
#[derive(Debug, clap::Args)]
pub(super) struct ManyArgs {
    #[arg(value_name = "CHANGE")]
    change: String,
    #[arg(value_name = "GROUP")]
    group: String,
    #[arg(long, value_name = "GROUP")]
    to: Option<String>,
    #[arg(long, value_name = "TOWNSHIP")]
    township: Option<String>,
    #[arg(long, value_name = "VILLAGE")]
    village: Option<String>,
    #[arg(long, value_name = "GROUP")]
    among: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
    #[arg(long, value_name = "REASON")]
    reason: String,
    #[arg(long)]
    dry_run: bool,
}

/// The arguments of `group undo`.
#[derive(Debug, clap::Args)]
pub(super) struct UndoArgs {
    #[arg(value_name = "UUID")]
    act: String,
    #[arg(long, value_name = "REASON")]
    reason: String,
}

#[derive(Serialize)]
struct ManyJson {
    result: &'static str,
    /// Names the act, once it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<String>,
    changed: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    left_out: Vec<LeftJson>,
    rounds: Vec<EffectJson>,
}

#[derive(Serialize)]
struct LeftJson {
    recipient: String,
    name: String,
    why: &'static str,
}

/// What becomes of a round.
#[derive(Serialize)]
pub(super) struct EffectJson {
    round: String,
    due_anew: u64,
    due_anew_fen: i64,
    due_anew_goods_fen: i64,
    due_no_longer: u64,
    due_no_longer_fen: i64,
    due_no_longer_goods_fen: i64,
    standard_changes: u64,
    standard_changes_fen: i64,
    standard_changes_goods_fen: i64,
    closes: u64,
    closes_fen: i64,
    closes_goods_fen: i64,
    moves: u64,
    top_ups: u64,
    top_ups_fen: i64,
}

/// What becomes of a round by a change of one person or of the round itself.
#[derive(Serialize)]
pub(super) struct TouchJson {
    #[serde(flatten)]
    effect: EffectJson,
    planned_before_fen: i64,
    planned_after_fen: i64,
}

impl From<&Touch> for TouchJson {
    fn from(touch: &Touch) -> Self {
        let [planned_before_fen, planned_after_fen] = touch.planned.map(Fen::get);
        Self { effect: EffectJson::from(&touch.effect), planned_before_fen, planned_after_fen }
    }
}

/// A gift that the dead would have received.
#[derive(Serialize)]
pub(super) struct PaidAfterJson {
    number: i64,
    on: String,
    cash_fen: i64,
    goods_fen: i64,
}

impl From<&PaidAfter> for PaidAfterJson {
    fn from(gift: &PaidAfter) -> Self {
        let [cash_fen, goods_fen] = [gift.cash, gift.goods].map(Fen::get);
        Self { number: gift.no, on: gift.on.to_string(), cash_fen, goods_fen }
    }
}

impl ManyJson {
    fn new(result: &'static str, act: Option<EntryId>, look: &GroupLook) -> Self {
        let left_out = look.members.iter().filter_map(|member| {
            let why = member.unchanged?.code();
            Some(LeftJson { recipient: member.id.to_string(), name: member.name.to_string(), why })
        });
        Self {
            result,
            act: act.map(|act| act.to_string()),
            changed: look.people().len(),
            rule: None,
            message: None,
            left_out: left_out.collect(),
            rounds: effects(&look.effects),
        }
    }
}

/// What becomes of rounds.
pub(super) fn effects(of: &[RoundEffect]) -> Vec<EffectJson> {
    of.iter().map(EffectJson::from).collect()
}

impl From<&RoundEffect> for EffectJson {
    fn from(effect: &RoundEffect) -> Self {
        Self {
            round: effect.round.to_string(),
            due_anew: effect.comes.count,
            due_anew_fen: effect.comes.cash.get(),
            due_anew_goods_fen: effect.comes.goods.get(),
            due_no_longer: effect.goes.count,
            due_no_longer_fen: effect.goes.cash.get(),
            due_no_longer_goods_fen: effect.goes.goods.get(),
            standard_changes: effect.alters.count,
            standard_changes_fen: effect.alters.cash.get(),
            standard_changes_goods_fen: effect.alters.goods.get(),
            closes: effect.closes.count,
            closes_fen: effect.closes.cash.get(),
            closes_goods_fen: effect.closes.goods.get(),
            moves: effect.moves.count,
            top_ups: effect.top_ups.count,
            top_ups_fen: effect.top_ups.cash.get(),
        }
    }
}

impl Command for ManyArgs {
    const NAME: &'static str = "many";
    const HELP: Help = help! {
        "一次改许多人的慰问类别，要么全写，要么一个也不写" / "Changes a visit group of many as one act: all of them, or none";
        change: "add 增加、end 终止、move 改为另一类别" / "add, end, or move to another group";
        group: "慰问类别" / "Visit group";
        to: "改为哪一类别（move）" / "The other group (with move)";
        township: "只改这个苏木镇场的人" / "Only those of this township";
        village: "只改这个嘎查村的人（与 --township 同用）" / "Only those of this village (with --township)";
        among: "只改属于或曾属于这一类别的人；end 和 move 默认是本类别" / "Only those who hold or held this group; with end and move, the group itself";
        on: "增加的第一天、终止的最后一天、改为的第一天；默认今天" / "The first day of what is added, the last of what ends; else today";
        reason: "理由" / "Why";
        dry_run: "只看会怎样，不写入" / "Only tells what it would do";
        [db today json]
        "muster group many end 困难退役军人 --township 上都镇 --dry-run --reason 年度复核" => "先看会怎样" / "What it would do";
        "muster group many move 困难退役军人 --to 烈士遗属 --township 上都镇 --reason 年度复核" => "改为另一类别" / "To another group";
    };

    /// Changes them; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let reason = parse::text(session, &self.reason, NOTE_MAX)?;
        if reason.says_nothing() {
            return Err(CliError::usage(texts.no_reason));
        }
        let today = session.clock.today();
        let on = self.on.as_deref().map(|day| parse::day(session, day)).transpose()?.unwrap_or(today);
        let mut store = session.open()?;
        let labels = Labels::groups(&store)?;
        let deed = self.deed(session, &labels)?;
        let among = self.among(session, &store, &labels, &deed)?;
        let look = store.group_look((&among, None), &deed, on, today)?;
        if look.too_many {
            return Err(CliError::usage(texts.too_many));
        }
        let people = look.people();
        if self.dry_run || people.is_empty() {
            let result = if self.dry_run { "dry_run" } else { "exists" };
            print(session, &ManyJson::new(result, None, &look), &look, self.dry_run, out);
            return Ok(Status::Fine);
        }
        let change = GroupChange { id: clock::new_entry_id(), deed, on, people, reason };
        let act = change.id;
        let daily = Daily::ask(session, &store);
        match store.commit(&Op::ChangeGroups(Box::new(change)), &session.ctx()) {
            Ok(_) => {
                out.note_written();
                print(session, &ManyJson::new("done", Some(act), &look), &look, false, out);
                if !session.json {
                    out.line(&fill(texts.undo, &[&act]));
                }
                daily.keep(session, &store, out);
                Ok(Status::Fine)
            }
            Err(error) => refused(session, error, &look, out),
        }
    }
}

impl ManyArgs {
    fn deed(&self, session: &Session, labels: &Labels) -> Result<GroupDeed, CliError> {
        let texts = texts(session.lang);
        let group = labels.find(session, &self.group)?;
        match (self.change.trim(), &self.to) {
            ("add" | "增加", None) => Ok(GroupDeed::Add(group)),
            ("end" | "终止", None) => Ok(GroupDeed::End(group)),
            ("move" | "改为", Some(to)) => Ok(GroupDeed::Move(group, labels.find(session, to)?)),
            ("move" | "改为", None) => Err(CliError::usage(texts.no_to)),
            ("add" | "增加" | "end" | "终止", Some(_)) => Err(CliError::usage(texts.to_alone)),
            (typed, _) => Err(CliError::usage(fill(texts.bad_deed, &[&super::error::shown(typed)]))),
        }
    }

    fn among(
        &self,
        session: &Session,
        store: &crate::store::Store,
        labels: &Labels,
        deed: &GroupDeed,
    ) -> Result<Among, CliError> {
        let texts = texts(session.lang);
        if self.township.is_none() && self.among.is_none() {
            let text = if self.village.is_some() { texts.village_alone } else { texts.narrow };
            return Err(CliError::usage(text));
        }
        let scope = match &self.township {
            Some(said) => Scope::Township(parse::township(session, &store.townships()?, said)?),
            None => Scope::Banner,
        };
        let group = match (&self.among, deed) {
            (Some(said), _) => Some(labels.find(session, said)?),
            (None, GroupDeed::Add(_)) => None,
            (None, GroupDeed::End(group) | GroupDeed::Move(group, _)) => Some(group.clone()),
        };
        let code = if let Scope::Township(code) = &scope { Some(code) } else { None };
        let village = narrowed::village(session, store, code, self.village.as_deref())?;
        Ok(Among::Roster(RosterQuery {
            round: None,
            scope,
            show: Show::Everyone,
            group,
            village,
            sort: Sort::Village,
            start: Start::First,
            limit: 0,
        }))
    }
}

impl Command for UndoArgs {
    const NAME: &'static str = "undo";
    const HELP: Help = help! {
        "整批撤销一次对许多人的改动" / "Undoes a change of many, all of it or nothing";
        act: "那次改动的编号" / "The id of the act";
        reason: "理由" / "Why";
        [db today json]
        "muster group undo 01a2… --reason 选错类别" => "所有人恢复原来的类别" / "Everybody holds again what was held before";
    };

    /// Undoes it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let reason = parse::text(session, &self.reason, NOTE_MAX)?;
        if reason.says_nothing() {
            return Err(CliError::usage(texts.no_reason));
        }
        let act = parse::id(session, &self.act)?;
        let mut store = session.open()?;
        let daily = Daily::ask(session, &store);
        let none = GroupLook { members: Vec::new(), effects: Vec::new(), too_many: false };
        match store.commit(&Op::UndoGroups { act, reason }, &session.ctx()) {
            Ok(_) => {
                out.note_written();
                if session.json {
                    out.json(&ManyJson::new("done", Some(act), &none));
                } else {
                    out.line(texts.undone);
                }
                daily.keep(session, &store, out);
                Ok(Status::Fine)
            }
            Err(error) => refused(session, error, &none, out),
        }
    }
}

fn refused(session: &Session, error: RegisterError, look: &GroupLook, out: &mut Out) -> CommandResult {
    let rule = if let RegisterError::Person(objections) = &error {
        objections.first().map_or("person", |objection| objection.rule.code())
    } else if matches!(error, RegisterError::GroupsStay(None)) {
        "undone"
    } else if matches!(error, RegisterError::Altered(_) | RegisterError::GroupsStay(Some(_))) {
        "altered"
    } else {
        return Err(error.into());
    };
    let message = errors::text(session.lang, &error);
    if !session.json {
        return Err(CliError::Message(Status::NotPermitted, vec![message]));
    }
    let json = ManyJson { rule: Some(rule), message: Some(message), ..ManyJson::new("refused", None, look) };
    out.json(&json);
    Ok(Status::NotPermitted)
}

fn print(session: &Session, json: &ManyJson, look: &GroupLook, dry_run: bool, out: &mut Out) {
    if session.json {
        return out.json(json);
    }
    let (texts, lang) = (texts(session.lang), session.lang);
    let counted = fill(if dry_run { texts.would } else { texts.done }, &[&json.changed, &look.members.len()]);
    out.line(if json.changed == 0 && !dry_run { texts.nobody } else { &counted });
    for effect in &look.effects {
        let means = groups::effect(lang, effect).join(lang.pick("，", ", "));
        out.line(&fill(texts.effect, &[&words::round(lang, effect.round), &means]));
    }
    for member in &look.members {
        let Some(why) = member.unchanged else { continue };
        out.line(&fill(texts.left, &[&member.name, &groups::unchanged(lang, why)]));
    }
}
