//! The lists behind the progress of a round.

use crate::lang::texts;

texts! {
    /// The texts of those lists.
    pub(super) fn of(lang) -> ProgressListTexts {
        /// The round, the line, the day.
        title: "{}  {}  截至 {}" / "{}  {}  by the end of {}";
        /// The column, how many.
        tab: "{} {}" / "{} {}";
        nobody: "这一栏没有人。\n左右键看别的栏。" / "Nobody is in this column.\nLeft and Right show the others.";
        name: "姓名" / "Name";
        place: "苏木镇场 嘎查村" / "Place";
        standard: "标准" / "Standard";
        state: "状态" / "State";
        group: "慰问类别" / "Group";
        goods: "慰问品" / "Goods";
    }
}
