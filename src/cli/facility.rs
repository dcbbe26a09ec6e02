//! `muster facility`: facilities: centre and stations, memorials, shops.

use super::command::{CommandDef, Family, Help, help};
use super::definition::of;
use super::work::add::Add;
use super::work::change::Change;
use super::work::list::List;
use super::work::spec::{Positional, Spec, shared};
use crate::domain::work::WorkFamily;

/// The family.
pub(super) struct FacilityFamily;

impl Spec for FacilityFamily {
    const FAMILY: WorkFamily = WorkFamily::Facility;
    const FIRST: &'static [Positional] = &[Positional::Subkind, Positional::Title];
    const ADD: Help = shared(help! {
        "登记一处阵地" / "Writes a facility down";
        [db today json]
        "muster facility add 苏木镇场服务站 上都镇服务站 --staff 1 --funds 5000" => "登记一处阵地" / "Writes a facility down";
    });
    const LIST: Help = shared(help! {
        "阵地：服务中心和服务站、纪念设施、优待商户" / "Facilities: centre and stations, memorials, shops";
        [db today json]
        "muster facility list --subkind 社区服务站" => "阵地：服务中心和服务站、纪念设施、优待商户" / "Facilities: centre and stations, memorials, shops";
    });
    const CHANGE: (&'static str, Help) = (
        "end",
        shared(help! {
            "记下最后一天" / "Tells the last day";
            [db today json]
            "muster facility end 12 --on 2023-12-31" => "记下最后一天" / "Tells the last day";
        }),
    );
}

impl Family for FacilityFamily {
    const NAME: &'static str = "facility";
    const HELP: Help = help! {
        "阵地：服务中心和服务站、纪念设施、优待商户" / "Facilities: centre and stations, memorials, shops";
        [db today json]
        "muster facility add 苏木镇场服务站 上都镇服务站 --staff 1 --funds 5000" => "登记一处阵地" / "Writes a facility down";
    };
    const ACTIONS: &'static [CommandDef] = &[of::<Add<Self>>(), of::<List<Self>>(), of::<Change<Self>>()];
}
