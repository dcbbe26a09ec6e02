//! How far a round has come, in words: by what it is told, its columns, and the parts that have no name of their own.

use super::{Lang, fill, texts};
use crate::domain::recipient::Kind;
use crate::domain::round_progress::{PartProgress, ProgressBy, ProgressPart, ProgressState};

texts! {
    /// Heads of columns and names of parts.
    pub fn of(lang) -> RoundProgressTexts {
        township: "苏木镇场" / "Township";
        village: "嘎查村" / "Village";
        station: "服务站" / "Station";
        team: "走访组" / "Team";
        group: "慰问类别" / "Group";

        planned: "计划" / "plan";
        done: "已访" / "done";
        due: "应访" / "due";
        /// Before the window opens.
        upcoming: "未到" / "later";
        grace: "宽限" / "grace";
        overdue: "逾期" / "late";
        closed: "已了结" / "closed";
        bar: "进度" / "Progress";
        given: "已发（元）" / "Given";

        /// People and units of the whole round.
        all_people: "人员合计" / "All people";
        all_units: "单位合计" / "All units";
        units: "驻旗部队等单位" / "Units";
        no_station: "无服务站" / "no station";
        no_team: "未分组" / "no team";
        /// A part of which units are told; its name.
        units_of: "{}（单位）" / "{}, units";
        /// Where no village is known; the township.
        no_village: "{}（未记嘎查村）" / "{}, village unknown";
        /// Given something without being on the list.
        outside: "名单外" / "off the list";
    }
}

/// By what a round is told.
pub fn by(lang: Lang, by: ProgressBy) -> &'static str {
    let texts = of(lang);
    match by {
        ProgressBy::Township => texts.township,
        ProgressBy::Village => texts.village,
        ProgressBy::Station => texts.station,
        ProgressBy::Team => texts.team,
        ProgressBy::Group => texts.group,
    }
}

/// The head of a column.
pub fn state(lang: Lang, state: ProgressState) -> &'static str {
    let texts = of(lang);
    match state {
        ProgressState::Done => texts.done,
        ProgressState::Due => texts.due,
        ProgressState::Grace => texts.grace,
        ProgressState::Overdue => texts.overdue,
        ProgressState::Closed => texts.closed,
    }
}

/// What a line is of.
pub fn part(lang: Lang, by: ProgressBy, line: &PartProgress) -> String {
    let texts = of(lang);
    match (&line.part, &line.township) {
        (ProgressPart::Units, _) => texts.units.to_owned(),
        (ProgressPart::Outside, _) => texts.outside.to_owned(),
        (ProgressPart::Nobody(kind), _) => {
            let none = if by == ProgressBy::Team { texts.no_team } else { texts.no_station };
            if *kind == Kind::Unit { fill(texts.units_of, &[&none]) } else { none.to_owned() }
        }
        (ProgressPart::Team(Kind::Unit, _), _) => fill(texts.units_of, &[&line.name]),
        (ProgressPart::Village(_), Some(township)) if line.name.is_empty() => {
            fill(texts.no_village, &[township])
        }
        (ProgressPart::Village(_), Some(township)) => format!("{township} {}", line.name),
        (
            ProgressPart::Township(_)
            | ProgressPart::Village(_)
            | ProgressPart::Station(_)
            | ProgressPart::Team(..)
            | ProgressPart::Group(..),
            _,
        ) => line.name.to_string(),
    }
}
