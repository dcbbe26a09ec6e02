//! `muster attribute`: plaques and cards: hung or given, replaced, withdrawn.

use super::command::{CommandDef, Family, Help, help};
use super::definition::of;
use super::work::add::Add;
use super::work::change::Change;
use super::work::list::List;
use super::work::spec::{Positional, Spec, shared};
use crate::domain::work::WorkFamily;

/// The family.
pub(super) struct AttributeFamily;

impl Spec for AttributeFamily {
    const FAMILY: WorkFamily = WorkFamily::Attribute;
    const FIRST: &'static [Positional] = &[Positional::Subkind, Positional::Recipient];
    const ADD: Help = shared(help! {
        "登记悬挂或发放" / "Writes down that it was hung or given";
        [db today json]
        "muster attribute add 光荣牌 王晓山 --on 2023-02-01" => "登记悬挂或发放" / "Writes down that it was hung or given";
    });
    const LIST: Help = shared(help! {
        "光荣牌和优待证：悬挂发放、更换、收回" / "Plaques and cards: hung or given, replaced, withdrawn";
        [db today json]
        "muster attribute list --subkind 光荣牌 --township 上都镇" => "光荣牌和优待证：悬挂发放、更换、收回" / "Plaques and cards: hung or given, replaced, withdrawn";
    });
    const CHANGE: (&'static str, Help) = (
        "end",
        shared(help! {
            "登记收回；更换写 --replaced" / "Withdraws it; with --replaced it was replaced";
            [db today json]
            "muster attribute end 12 --on 2023-12-01" => "登记收回；更换写 --replaced" / "Withdraws it; with --replaced it was replaced";
        }),
    );
}

impl Family for AttributeFamily {
    const NAME: &'static str = "attribute";
    const HELP: Help = help! {
        "光荣牌和优待证：悬挂发放、更换、收回" / "Plaques and cards: hung or given, replaced, withdrawn";
        [db today json]
        "muster attribute add 光荣牌 王晓山 --on 2023-02-01" => "登记悬挂或发放" / "Writes down that it was hung or given";
    };
    const ACTIONS: &'static [CommandDef] = &[of::<Add<Self>>(), of::<List<Self>>(), of::<Change<Self>>()];
}
