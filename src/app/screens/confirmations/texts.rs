//! The texts of the progress of the yearly confirmation.

use crate::lang::texts;

texts! {
    /// The texts of the progress, and of the list of those who were not seen yet.
    pub(super) fn of(lang) -> ConfirmScreenTexts {
        title: "年度确认" / "Confirmations";
        /// The year.
        year: "{}年" / "{}";
        /// The first and the last day of the window, the day.
        window: "{} 至 {}，截至 {}" / "{} to {}, by {}";
        nobody: "这一年没有要确认的人：有优抚类别的人每年见一次。" / "Nobody is to be confirmed in this year: who has a category is seen once a year.";
        /// Of the chosen line: how many are open.
        open: "{}：未见 {} 人，按回车列出。走访见到本人也算。" / "{}: {} not seen yet, Enter lists them. A call that met the person counts.";
        no_later: "以后的年份还没有" / "There is no later year yet";
        no_earlier: "没有更早的年份了" / "There is no earlier year";
        no_more: "没有更多了" / "There are no more";
        /// Place, year.
        unseen: "{}  {}年未确认" / "{}: not confirmed in {}";
        all_seen: "都见过了。" / "Everybody was seen.";
        name: "姓名" / "Name";
        village: "嘎查村" / "Village";
        categories: "优抚类别" / "Categories";
        last: "上次确认" / "Last";
        written: "已登记年度确认" / "The confirmation is written down";
    }
}
