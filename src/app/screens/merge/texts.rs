//! The texts of a merge.

use crate::lang::texts;

texts! {
    /// The texts of a merge.
    pub(super) fn of(lang) -> MergeTexts {
        choose_title: "查找另一登记" / "Find the other registration";
        choose_hint: "输入姓名、拼音、证件或电话尾号，Enter 核对。" / "Type a name, pinyin, the end of an ID or phone; Enter compares.";
        nothing: "没有找到：换个写法，Ctrl+U 清空重写" / "Nobody found: try another spelling; Ctrl+U clears it";
        no_number: "无证件号" / "no ID number";
        find: "查找" / "Find";
        title: "合并前核对" / "Last look before merging";
        hint: "Enter 合并，右边并入左边；Tab 换边。" / "Enter merges the right one into the left one; Tab swaps.";
        stays: "留下" / "Stays";
        goes: "并入" / "Is merged";
        number: "证件" / "ID";
        born: "出生" / "Born";
        /// The year.
        born_in: "{} 年生" / "in {}";
        phone: "电话" / "Phone";
        place: "住址" / "Place";
        groups: "慰问类别" / "Groups";
        categories: "优抚类别" / "Categories";
        status: "状态" / "Status";
        /// A death, departure or suspension, and its day.
        since: "{}（{}）" / "{} ({})";
        alive: "在册" / "registered";
        doubles: "两边都领过" / "Given to both";
        /// The round, the number of gifts, their cash.
        double: "{} 共 {} 笔 {}，合并后须核对、冲正多发的" / "{}: gifts {}, {}; look at them and reverse what is too much";
        no_doubles: "没有同一活动两边都领的" / "nothing in the same round";
        after: "合并以后" / "Afterwards";
        /// The round, the states of both, the state of the one.
        stand: "{}：留下的{}、并入的{}，之后{}" / "{}: the one {}, the other {}; then {}";
        /// The round, the state of both, which stays.
        stand_same: "{}：两边都是{}，之后不变" / "{}: both {}, and so afterwards";
        /// The round, the state of both, another one of the one.
        stand_both: "{}：两边都是{}，之后{}" / "{}: both {}; then {}";
        /// Behind it, the cash of the standard.
        standard: "（标准 {}）" / " (standard {})";
        ledger: "台账" / "Ledger";
        /// The number of the entry.
        entry: "#{}" / "#{}";
        reversed: "已冲正" / "reversed";
        reason: "理由" / "Reason";
        confirm: "确认理由" / "Confirm";
        reason_needed: "请写明理由" / "Write the reason";
        reason_bad: "理由不能这样写" / "The reason cannot be kept";
        /// Who was merged, who stays.
        merged: "已合并：{} 并入 {}  Ctrl+R 拆开" / "Merged: {} into {}  Ctrl+R parts them";
        swapped: "已换边，请重新核对" / "Swapped: look again";
        another: "其中一方已在别处并入另一人，请重新选择" / "One of the two was merged elsewhere meanwhile: choose again";
        changed: "情况有变，请重新核对" / "Something changed: look again";
    }
}
