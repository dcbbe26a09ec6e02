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
        /// How many.
        unseen_count: "{} 人" / "{}";
        all_seen: "都见过了。" / "Everybody was seen.";
        name: "姓名" / "Name";
        village: "嘎查村" / "Village";
        categories: "优抚类别" / "Categories";
        last: "上次确认" / "Last";
        /// Whom, the year.
        written: "已登记 {} {}年的年度确认  Ctrl+R 撤销" / "Confirmed: {}, for {}  Ctrl+R undoes it";

        // The form.
        /// Whom, the year.
        form_title: "年度确认：{}  {}年" / "Confirmation: {}, {}";
        day: "时间" / "Day";
        alive: "健在" / "alive";
        dead: "已去世" / "dead";
        moved: "已迁出" / "moved away";
        /// The year.
        form_note: "记作{}年的确认。时间写见到本人的那一天。" / "It confirms that one for {}. The day is the one on which somebody met them.";
        status_note: "去世、迁出还要在花名册里按 Ctrl+D 登记。" / " A death or a departure is recorded beside it, by Ctrl+D in the roster.";
        bad_day: "看不懂这个日期，请写 2.2 或 2024-02-02" / "Not a day; write 2.2 or 2024-02-02";
        bad_note: "备注中有不能使用的字符" / "The note has characters that are not allowed";
        esc_again: "再按一次 Esc 放弃" / "Esc again drops it";
    }
}
