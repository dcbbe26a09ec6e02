//! `muster person set`: mends the facts of a person or a unit.

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult};
use super::lookup;
use super::membership;
use super::out::Out;
use super::parse;
use super::person_answer::{self, Deed};
use super::person_facts::{self, FactArgs, SHARED};
use super::session::Session;
use crate::domain::op::Op;
use crate::domain::person::Edit;
use crate::lang::texts;

texts! {
    /// The texts of `person set`.
    fn texts(lang) -> SetTexts {
        nothing: "要写明改什么，如 --phone、--village" / "say what changes, e.g. --phone, --village";
    }
}

/// The arguments of `person set`.
#[derive(Debug, clap::Args)]
pub(super) struct SetFactsArgs {
    #[arg(value_name = "RECIPIENT")]
    recipient: String,
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[arg(long, value_name = "TOWNSHIP")]
    township: Option<String>,
    #[arg(long = "dry-run")]
    dry_run: bool,
    #[command(flatten)]
    facts: FactArgs,
}

impl Command for SetFactsArgs {
    const NAME: &'static str = "set";
    const HELP: Help = Help {
        shared: SHARED.arguments,
        ..help! {
            "修改资料；写空的（''）即删除这一项" / "Mends facts; an empty one ('') is removed";
            recipient:
                "编号（或其开头）、身份证号（写 -，从标准输入给出）或唯一的姓名" /
                "Id (or its beginning), ID number (write - and give it on standard input), or a name that only one bears";
            name: "姓名" / "Name";
            township: "苏木镇场；嘎查村随之改变" / "Township; the village goes with it";
            dry_run: "只看会怎样，不写入" / "Only tells what it would do";
            [db today json]
            "muster person set 程连富 --phone - --village 新城社区" =>
                "改电话（从标准输入给出）和嘎查村" / "Another phone (on the standard input) and village";
            "muster person set 程连富 --note ''" => "删除备注" / "Removes the note";
        }
    };

    /// Mends what was said; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let name = self.name.as_deref().map(|name| person_facts::name(session, name)).transpose()?;
        let mut store = session.open()?;
        let recipient = lookup::written_unless(session, &mut store, &self.recipient, self.dry_run)?;
        let facts = self.facts.read(session, &store)?;
        let townships = store.townships()?;
        let card = store.recipient(recipient)?;
        let township = self.township.as_deref();
        let township = township.map(|said| parse::township(session, &townships, said)).transpose()?;
        let lives = township.clone().or_else(|| card.township.as_ref().map(|(code, _)| code.clone()));
        let (village, is_new) = match (&self.facts.village, &lives) {
            (Some(said), Some(code)) => {
                let (village, is_new) = person_facts::village(session, &store, code, &townships, said)?;
                (Some(village), is_new)
            }
            (Some(_), None) | (None, _) => (None, false),
        };
        let edit = Edit {
            name,
            sex: facts.sex,
            birth: facts.birth,
            id_number: facts.id_number,
            household: facts.household,
            card: facts.card,
            phone: facts.phone,
            address: facts.address,
            note: facts.note,
            township: township.filter(|code| card.township.as_ref().map(|(now, _)| now) != Some(code)),
            village,
            groups: membership::with(&card.groups, &facts.groups),
            categories: membership::with(&card.categories, &facts.categories),
            assent: facts.assent,
        };
        if edit.is_empty()
            && self.township.is_none()
            && self.facts.group.is_empty()
            && self.facts.category.is_empty()
        {
            return Err(CliError::usage(texts(session.lang).nothing));
        }
        let new_village = edit.village.clone().filter(|_| is_new);
        let told = edit.name.clone().unwrap_or_else(|| card.name.clone());
        let deed = Deed { recipient, name: &told, new_village };
        let op = Op::Edit { id: recipient, rev: card.rev, edit: Box::new(edit) };
        person_answer::commit(session, &mut store, (&op, self.dry_run), &deed, out)
    }
}
