//! `muster role`: roles of people: party secretaries, speakers, volunteers.

use super::command::{CommandDef, Family, Help, help};
use super::definition::of;
use super::work::add::Add;
use super::work::change::Change;
use super::work::list::List;
use super::work::spec::{Positional, Spec, shared};
use crate::domain::work::WorkFamily;

/// The family.
pub(super) struct RoleFamily;

impl Spec for RoleFamily {
    const FAMILY: WorkFamily = WorkFamily::Role;
    const FIRST: &'static [Positional] = &[Positional::Subkind, Positional::Title];
    const ADD: Help = shared(help! {
        "登记一个人担任什么" / "Writes down who is what";
        [db today json]
        "muster role add 兵支书 布仁 --place 敖包图嘎查" => "登记一个人担任什么" / "Writes down who is what";
    });
    const LIST: Help = shared(help! {
        "人员：兵支书、宣讲团、志愿服务队等" / "Roles of people: party secretaries, speakers, volunteers";
        [db today json]
        "muster role list --subkind 兵支书" => "人员：兵支书、宣讲团、志愿服务队等" / "Roles of people: party secretaries, speakers, volunteers";
    });
    const CHANGE: (&'static str, Help) = (
        "end",
        shared(help! {
            "记下最后一天" / "Tells the last day";
            [db today json]
            "muster role end 12 --on 2023-12-31" => "记下最后一天" / "Tells the last day";
        }),
    );
}

impl Family for RoleFamily {
    const NAME: &'static str = "role";
    const HELP: Help = help! {
        "人员：兵支书、宣讲团、志愿服务队等" / "Roles of people: party secretaries, speakers, volunteers";
        [db today json]
        "muster role add 兵支书 布仁 --place 敖包图嘎查" => "登记一个人担任什么" / "Writes down who is what";
    };
    const ACTIONS: &'static [CommandDef] = &[of::<Add<Self>>(), of::<List<Self>>(), of::<Change<Self>>()];
}
