//! The progress of a round by township.

use crate::lang::texts;

texts! {
    /// The texts of the progress.
    pub(in crate::app::screens) fn of(lang) -> ProgressTexts {
        // Heads of columns.
        township: "苏木镇场" / "Township";
        plan: "计划" / "plan";
        done: "已访" / "done";
        due: "应访" / "due";
        upcoming: "未到" / "later";
        closed: "已了结" / "closed";
        late: "逾期" / "late";
        bar: "进度" / "Progress";
        given: "已发（元）" / "Given";

        /// Where goods are given and no cash: their value.
        goods: "慰问品 {}" / "goods {}";
        /// Row: people and units of the whole banner.
        banner: "合计" / "All";
        units: "驻旗部队等单位" / "Units";
    }
}
