//! `muster need`: needs and their answers.

use super::command::{CommandDef, Family, Help, help};
use super::definition::of;
use super::work::add::Add;
use super::work::change::Change;
use super::work::list::List;
use super::work::spec::{Positional, Spec, shared};
use crate::domain::work::WorkFamily;

/// The family.
pub(super) struct NeedFamily;

impl Spec for NeedFamily {
    const FAMILY: WorkFamily = WorkFamily::Need;
    const FIRST: &'static [Positional] = &[Positional::Recipient, Positional::Title];
    const ADD: Help = shared(help! {
        "登记一条诉求" / "Writes a need down";
        [db today json]
        "muster need add 王晓山 房屋漏雨 --on 2023-02-01" => "登记一条诉求" / "Writes a need down";
    });
    const LIST: Help = shared(help! {
        "诉求和答复" / "Needs and their answers";
        [db today json]
        "muster need list --open --township 上都镇" => "诉求和答复" / "Needs and their answers";
    });
    const CHANGE: (&'static str, Help) = (
        "answer",
        shared(help! {
            "答复一条诉求" / "Answers a need";
            [db today json]
            "muster need answer 12 --on 2023-02-10 --result 已协调维修 --satisfied 满意" => "答复一条诉求" / "Answers a need";
        }),
    );
}

impl Family for NeedFamily {
    const NAME: &'static str = "need";
    const HELP: Help = help! {
        "诉求和答复" / "Needs and their answers";
        [db today json]
        "muster need add 王晓山 房屋漏雨 --on 2023-02-01" => "登记一条诉求" / "Writes a need down";
    };
    const ACTIONS: &'static [CommandDef] = &[of::<Add<Self>>(), of::<List<Self>>(), of::<Change<Self>>()];
}
