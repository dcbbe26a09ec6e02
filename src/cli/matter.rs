//! `muster matter`: matters of petitioners.

use super::command::{CommandDef, Family, Help, help};
use super::definition::of;
use super::work::add::Add;
use super::work::change::Change;
use super::work::list::List;
use super::work::spec::{Positional, Spec, shared};
use crate::domain::work::WorkFamily;

/// The family.
pub(super) struct MatterFamily;

impl Spec for MatterFamily {
    const FAMILY: WorkFamily = WorkFamily::Matter;
    const FIRST: &'static [Positional] = &[Positional::Title];
    const ADD: Help = shared(help! {
        "登记一个事项" / "Writes a matter down";
        [db today json]
        "muster matter add 安置遗留问题 --people 2 --on 2023-03-01" => "登记一个事项" / "Writes a matter down";
    });
    const LIST: Help = shared(help! {
        "重点信访事项" / "Matters of petitioners";
        [db today json]
        "muster matter list --year 2023 --open" => "重点信访事项" / "Matters of petitioners";
    });
    const CHANGE: (&'static str, Help) = (
        "settle",
        shared(help! {
            "办结一个事项" / "Settles a matter";
            [db today json]
            "muster matter settle 12 --on 2023-06-30 --result 已化解" => "办结一个事项" / "Settles a matter";
        }),
    );
}

impl Family for MatterFamily {
    const NAME: &'static str = "matter";
    const HELP: Help = help! {
        "重点信访事项" / "Matters of petitioners";
        [db today json]
        "muster matter add 安置遗留问题 --people 2 --on 2023-03-01" => "登记一个事项" / "Writes a matter down";
    };
    const ACTIONS: &'static [CommandDef] = &[of::<Add<Self>>(), of::<List<Self>>(), of::<Change<Self>>()];
}
