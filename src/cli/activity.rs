//! `muster activity`: activities of fifteen kinds: meetings, trainings, others.

use super::command::{CommandDef, Family, Help, help};
use super::definition::of;
use super::work::add::Add;
use super::work::change::Change;
use super::work::list::List;
use super::work::spec::{Positional, Spec, shared};
use crate::domain::work::WorkFamily;

/// The family.
pub(super) struct ActivityFamily;

impl Spec for ActivityFamily {
    const FAMILY: WorkFamily = WorkFamily::Activity;
    const FIRST: &'static [Positional] = &[Positional::Kind, Positional::Title];
    const ADD: Help = shared(help! {
        "登记一次活动" / "Writes an activity down";
        [db today json]
        "muster activity add 培训 兵支书培训 --on 2023-10-23..2023-10-24 --people 23" => "登记一次活动" / "Writes an activity down";
    });
    const LIST: Help = shared(help! {
        "工作活动：会议、培训、招聘会、进军营等十五种" / "Activities of fifteen kinds: meetings, trainings, others";
        [db today json]
        "muster activity list --year 2023 --kind 进军营" => "工作活动：会议、培训、招聘会、进军营等十五种" / "Activities of fifteen kinds: meetings, trainings, others";
    });
    const CHANGE: (&'static str, Help) = (
        "tell",
        shared(help! {
            "补充或更正一条登记" / "Tells more of a row, or other";
            [db today json]
            "muster activity tell 12 --mended 70" => "补充或更正一条登记" / "Tells more of a row, or other";
        }),
    );
}

impl Family for ActivityFamily {
    const NAME: &'static str = "activity";
    const HELP: Help = help! {
        "工作活动：会议、培训、招聘会、进军营等十五种" / "Activities of fifteen kinds: meetings, trainings, others";
        [db today json]
        "muster activity add 培训 兵支书培训 --on 2023-10-23..2023-10-24 --people 23" => "登记一次活动" / "Writes an activity down";
    };
    const ACTIONS: &'static [CommandDef] = &[of::<Add<Self>>(), of::<List<Self>>(), of::<Change<Self>>()];
}
