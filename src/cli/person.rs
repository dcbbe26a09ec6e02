//! `muster person`: adds people, mends their facts, and records what happened to them.

use super::command::{CommandDef, Family, Help, help};
use super::definition::of;
use super::person_add::AddArgs;
use super::person_apart::ApartArgs;
use super::person_merge::{MergeArgs, UnmergeArgs};
use super::person_set::SetFactsArgs;
use super::person_status::StatusArgs;

/// The family.
pub(super) struct PersonFamily;

impl Family for PersonFamily {
    const NAME: &'static str = "person";
    const HELP: Help = help! {
        "新增人员，修改资料，登记去世、迁出、停发，合并重复登记" /
            "Adds a person, mends facts, records a death, departure or suspension, merges doubles";
        [db today json]
        "muster person add --name 巴图 --township 上都镇" => "新增一人" / "Adds somebody";
        "muster person set 程连富 --note 听力不好" => "改备注" / "Another note";
    };
    const ACTIONS: &'static [CommandDef] = &[
        of::<AddArgs>(),
        of::<SetFactsArgs>(),
        of::<StatusArgs>(),
        of::<ApartArgs>(),
        of::<MergeArgs>(),
        of::<UnmergeArgs>(),
    ];
}
