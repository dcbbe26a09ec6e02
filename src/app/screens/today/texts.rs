//! The first screen of a day, and the lists that it leads to.

use crate::lang::texts;

texts! {
    /// The texts of the first screen.
    pub(super) fn of(lang) -> TodayTexts {
        title: "今天" / "Today";

        // Lines.
        review: "核对名单" / "To check";
        review_hint: "疑似同一人、证件、电话、标准外等名单" / "likely doubles, numbers, phones, unusual gifts";
        drafts: "草稿" / "Drafts";
        last_township: "上次去的" / "Last worked in";

        /// How many of a round; a number.
        visits: "{} 人" / "{}";
        /// How many forms; a number.
        forms: "{} 张" / "{}";
        /// Of a promise: name and township.
        whom: "{}（{}）" / "{} ({})";
        /// Of a promise for another day: name, township and day.
        whom_on: "{}（{} {}）" / "{} ({}, {})";
        /// Of a draft: name, day and time.
        draft_of: "{}（{} {}）" / "{} ({} {})";
        /// Of a half-keyed sheet: its number, the place.
        sheet_of: "签领表 {}（{}）" / "sheet {} ({})";
        between: "、" / ", ";
        /// After the names that are told, where there are more.
        and_more: "{} 等" / "{} ..";
        /// What is left in the township last worked in: its name, what is done.
        left_in: "{} 待访，已访 {} 人" / "still to visit in {}, {} visited";
        /// Nothing is left there: its name, what is done.
        all_done_in: "{} 已办完，已访 {} 人" / "{}: all done, {} visited";
        nothing: "没有约好的走访，也没有草稿。" / "No visit is promised, no draft waits.";
        /// How many are due.
        nothing_but_due: "没有约好的走访，也没有草稿。应访 {} 人，按 F5 列出。" / "No visit is promised, no draft waits. {} {is|are} due: F5 lists them.";

        empty_register:
            "登记册里还没有人。\n按 F8 导入花名册，再按 F6 建立慰问活动。" /
            "Nobody is registered yet.\nPress F8 to import a roster, then F6 to create a round.";
        no_round: "现在没有慰问活动。\n按 F6 建立或选用一次，进度就会列在这里。" / "There is no round.\nF6 creates or chooses one; its progress stands here then.";
        /// Which.
        not_created: "{}还没有建立。\n按 F6，再按 F2 建立，进度就会列在这里。" / "{} is not created.\nPress F6, then F2 to create it; its progress stands here then.";

        // Heads of the columns of a list.
        name: "姓名" / "Name";
        place: "苏木镇场 嘎查村" / "Place";
        promised: "约好" / "Promised";
        state: "状态" / "State";
        note: "备注" / "Note";
        standard: "标准" / "Standard";
        phone: "电话" / "Phone";
        address: "住址" / "Address";
        /// Of a list: its name and how many are on it.
        listed: "{}  {}" / "{}  {}";
        /// In a list that has become empty.
        none_left: "这里没有了。\n按 Esc 返回。" / "Nobody is left here.\nEsc goes back.";
        choose_first: "请先选一行" / "Choose one first";
        no_round_to_record: "没有慰问活动，按 F6 建立" / "There is no round; F6 creates one";
    }
}
