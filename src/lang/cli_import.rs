//! The texts of `muster import`.

use super::{Lang, fill, texts};

texts! {
    /// The texts of an import.
    pub(crate) fn texts(lang) -> ImportTexts {
        /// Rows, new, changed, unchanged, warned, refused.
        counts: "{} 行：新增 {}，变更 {}，未变 {}，提醒 {}，被拒 {}" / "{} rows: {} new, {} changed, {} unchanged, {} warnings, {} refused";
        /// A fault: row, column, why.
        fault: "第 {} 行 {}：{}" / "row {} {}: {}";
        warned: "提醒（照样导入）：" / "Odd, but imported:";
        refused: "被拒：" / "Refused:";
        dry_run: "这是试算，没有写入；去掉 --dry-run 即写入" / "A dry run: nothing was written; leave out --dry-run to write";
        written: "已写入" / "written";
        nothing_new: "登记册已是这样，没有要写的" / "the register says so already: nothing to write";
        /// Rows were refused, so nothing was written; their number.
        refused_all:
            "有 {} 行被拒，一行也没有写入。改好后重新导入，或用 --skip-refused 跳过这些行" /
            "{} rows are refused, so nothing was written. Mend them, or leave them out with --skip-refused";
        /// Rows were left out: their number and where they are.
        refused_file: "被拒的 {} 行另存为 {}，改好后导入这个文件即可" / "the {} refused rows are in {}: mend and import that file";
        /// Sheets that were not read.
        other_sheets: "没有读的工作表：{}" / "sheets that were not read: {}";
        /// Columns that were not imported.
        unknown_columns: "没有导入的列：{}" / "columns that were not imported: {}";
        /// Too many faults; the limit.
        too_many: "出错的地方超过 {} 处，没有写入。请确认是不是这份名册" / "more than {} faults, nothing was written. Is this the right roster?";
        stopped: "已停止，没有写入" / "stopped, nothing was written";
        /// Between two items.
        comma: "、" / ", ";
    }
}

/// More faults than anybody mends.
pub fn too_many(lang: Lang, most: usize) -> String {
    fill(texts(lang).too_many, &[&most])
}
