//! `muster person add`: a person whom the register does not know.

use super::command::{Command, Help, help};
use super::error::CommandResult;
use super::out::Out;
use super::parse;
use super::person_answer::{self, Deed};
use super::person_facts::{self, FactArgs, SHARED};
use super::session::Session;
use crate::clock;
use crate::domain::op::Op;
use crate::domain::person::NewPerson;

/// The arguments of `person add`.
#[derive(Debug, clap::Args)]
pub(super) struct AddArgs {
    #[arg(long, value_name = "NAME")]
    name: String,
    #[arg(long, value_name = "TOWNSHIP")]
    township: String,
    #[command(flatten)]
    facts: FactArgs,
}

impl Command for AddArgs {
    const NAME: &'static str = "add";
    const HELP: Help = Help {
        shared: SHARED.arguments,
        ..help! {
            "新增一人；已登记的、疑似已登记的不重复新增" / "Adds a person, unless registered already or likely so";
            name: "姓名" / "Name";
            township: "苏木镇场" / "Township";
            [db today json]
            "muster person add --name 程连富 --township 上都镇 --village 新城社区 --group 困难退役军人" =>
                "新增并列入慰问" / "Adds somebody who is visited from now on";
            "muster person add --name 程连富 --township 上都镇 --id -" =>
                "身份证号从标准输入给出" / "With the ID number on the standard input";
        }
    };

    /// Adds the person; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let name = person_facts::name(session, &self.name)?;
        let mut store = session.open()?;
        let townships = store.townships()?;
        let township = parse::township(session, &townships, &self.township)?;
        let typed = self.facts.village.as_deref().unwrap_or_default();
        let (village, is_new) = person_facts::village(session, &store, &township, &townships, typed)?;
        let facts = self.facts.read(session, &store)?;
        let person = NewPerson {
            id: clock::new_recipient_id(),
            name,
            sex: facts.sex.of(None),
            birth: facts.birth.of(None),
            id_number: facts.id_number.of(None),
            phone: facts.phone,
            card: facts.card,
            township,
            village,
            address: facts.address,
            household: facts.household.of(None),
            note: facts.note,
            groups: facts.groups,
            categories: facts.categories,
            assent: facts.assent,
        };
        let (recipient, name) = (person.id, person.name.clone());
        let new_village = is_new.then(|| person.village.clone());
        let deed = Deed { recipient, name: &name, new_village };
        let op = Op::AddPerson(Box::new(person));
        person_answer::commit(session, &mut store, (&op, false), &deed, out)
    }
}
