//! The lists of what is to be checked, and the pairs that may be one human.

use crate::lang::texts;

texts! {
    /// The texts of these screens.
    pub(super) fn of(lang) -> ReviewTexts {
        title: "核对名单" / "Lists to check";
        /// The whole banner.
        everywhere: "全旗" / "Everywhere";
        counting: "正在核对" / "checking";
        none: "没有要核对的。" / "Nothing is to be checked.";
        /// Where only a township is looked at; its name.
        none_in: "{}没有要核对的。\n按左右箭头看别处。" / "Nothing is to be checked in {}.\nLeft and Right go elsewhere.";
        first_place: "前面没有了" / "There is none before";
        last_place: "后面没有了" / "There is none after";
        choose_first: "请先选一行" / "Choose a line first";

        /// Of a list: its name and how many are on it.
        listed: "{}  {}" / "{}  {}";
        no_doubles: "没有疑似同一人的。\n按 Esc 返回。" / "Nobody looks registered twice.\nEsc goes back.";

        // Heads of the columns of pairs.
        one: "先登记的" / "First";
        other: "后登记的" / "Later";
        why: "为什么" / "Why";
        where_from: "苏木镇场 嘎查村" / "Place";

        // What is compared.
        pair_title: "可能是同一人：{}" / "May be one human: {}";
        name: "姓名" / "Name";
        birth_year: "出生年" / "Born";
        id_number: "证件" / "ID";
        phone: "电话" / "Phone";
        card: "银行卡" / "Card";
        township: "苏木镇场" / "Township";
        village: "嘎查村" / "Village";
        groups: "慰问类别" / "Groups";
        last_gift: "上次慰问" / "Last gift";
        state: "状态" / "State";
        between: "、" / ", ";
        here: "在册" / "here";
        /// The day.
        died: "{} 去世" / "died {}";
        /// The day.
        left: "{} 迁出" / "left {}";
        /// Below a pair.
        what_now:
            "若是同一人，选好留下的一边，按 Ctrl+B 核对后合并；若是两人，按 F3 记下，不再列出。" /
            "If they are one, choose the side that stays and Ctrl+B looks at both and merges; if two, F3 notes that, and they are listed no more.";
    }
}
