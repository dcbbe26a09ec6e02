//! `muster contact`: calls outside of rounds: at the door, by phone, by video.

use super::command::{CommandDef, Family, Help, help};
use super::definition::of;
use super::work::add::Add;
use super::work::change::Change;
use super::work::list::List;
use super::work::spec::{Positional, Spec, shared};
use crate::domain::work::WorkFamily;

/// The family.
pub(super) struct ContactFamily;

impl Spec for ContactFamily {
    const FAMILY: WorkFamily = WorkFamily::Contact;
    const FIRST: &'static [Positional] = &[Positional::Recipient];
    const ADD: Help = shared(help! {
        "登记一次联系" / "Writes a call down";
        [db today json]
        "muster contact add 王晓山 --way 电话 --result 身体尚好 --photos 2" => "登记一次联系" / "Writes a call down";
    });
    const LIST: Help = shared(help! {
        "常态化联系：慰问活动以外的走访、电话、视频" / "Calls outside of rounds: at the door, by phone, by video";
        [db today json]
        "muster contact list --year 2023 --township 上都镇" => "常态化联系：慰问活动以外的走访、电话、视频" / "Calls outside of rounds: at the door, by phone, by video";
    });
    const CHANGE: (&'static str, Help) = (
        "tell",
        shared(help! {
            "补充或更正一条登记" / "Tells more of a row, or other";
            [db today json]
            "muster contact tell 12 --photos 3" => "补充或更正一条登记" / "Tells more of a row, or other";
        }),
    );
}

impl Family for ContactFamily {
    const NAME: &'static str = "contact";
    const HELP: Help = help! {
        "常态化联系：慰问活动以外的走访、电话、视频" / "Calls outside of rounds: at the door, by phone, by video";
        [db today json]
        "muster contact add 王晓山 --way 电话 --result 身体尚好 --photos 2" => "登记一次联系" / "Writes a call down";
    };
    const ACTIONS: &'static [CommandDef] = &[of::<Add<Self>>(), of::<List<Self>>(), of::<Change<Self>>()];
}
