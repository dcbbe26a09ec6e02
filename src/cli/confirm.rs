//! `muster confirm`: yearly confirmation: everybody is seen once a year.

use super::command::{CommandDef, Family, Help, help};
use super::confirm_progress::Progress;
use super::definition::of;
use super::work::add::Add;
use super::work::change::Change;
use super::work::list::List;
use super::work::spec::{Positional, Spec, shared};
use crate::domain::work::WorkFamily;

/// The family.
pub(super) struct ConfirmFamily;

impl Spec for ConfirmFamily {
    const FAMILY: WorkFamily = WorkFamily::Confirm;
    const FIRST: &'static [Positional] = &[Positional::Recipient];
    const ADD: Help = shared(help! {
        "登记一人的年度确认" / "Confirms a person for a year";
        [db today json]
        "muster confirm add 王晓山 --year 2023 --way 上门 --result 健在" => "登记一人的年度确认" / "Confirms a person for a year";
    });
    const LIST: Help = shared(help! {
        "年度确认：每人每年见一次" / "Yearly confirmation: everybody is seen once a year";
        [db today json]
        "muster confirm list --year 2023 --township 上都镇" => "年度确认：每人每年见一次" / "Yearly confirmation: everybody is seen once a year";
    });
    const CHANGE: (&'static str, Help) = (
        "tell",
        shared(help! {
            "补充或更正一条登记" / "Tells more of a row, or other";
            [db today json]
            "muster confirm tell 12 --result 健在" => "补充或更正一条登记" / "Tells more of a row, or other";
        }),
    );
}

impl Family for ConfirmFamily {
    const NAME: &'static str = "confirm";
    const HELP: Help = help! {
        "年度确认：每人每年见一次" / "Yearly confirmation: everybody is seen once a year";
        [db today json]
        "muster confirm add 王晓山 --year 2023 --way 上门 --result 健在" => "登记一人的年度确认" / "Confirms a person for a year";
    };
    const ACTIONS: &'static [CommandDef] =
        &[of::<Add<Self>>(), of::<List<Self>>(), of::<Change<Self>>(), of::<Progress>()];
}
