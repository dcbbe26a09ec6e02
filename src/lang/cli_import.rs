//! What the import of a roster says.

use super::{Lang, fill};

/// The texts of an import.
#[derive(Debug)]
pub struct ImportTexts {
    /// Rows, new, changed, unchanged, warned, refused.
    pub counts: &'static str,
    /// A fault: row, column, why.
    pub fault: &'static str,
    /// Head of what is odd.
    pub warned: &'static str,
    /// Head of what was refused.
    pub refused: &'static str,
    /// It was a dry run.
    pub dry_run: &'static str,
    /// It was written.
    pub written: &'static str,
    /// Nothing was new.
    pub nothing_new: &'static str,
    /// Rows were refused, so nothing was written; their number.
    pub refused_all: &'static str,
    /// Rows were left out: their number and where they are.
    pub refused_file: &'static str,
    /// Sheets that were not read.
    pub other_sheets: &'static str,
    /// Columns that were not imported.
    pub unknown_columns: &'static str,
    /// Too many faults; the limit.
    pub too_many: &'static str,
    /// It was stopped.
    pub stopped: &'static str,
    /// Between two items.
    pub comma: &'static str,
}

/// Chinese.
pub const ZH: ImportTexts = ImportTexts {
    counts: "{} 行：新增 {}，变更 {}，未变 {}，提醒 {}，被拒 {}",
    fault: "第 {} 行 {}：{}",
    warned: "提醒（照样导入）：",
    refused: "被拒：",
    dry_run: "这是试算，没有写入；去掉 --dry-run 即写入",
    written: "已写入",
    nothing_new: "登记册已是这样，没有要写的",
    refused_all: "有 {} 行被拒，一行也没有写入。改好后重新导入，或用 --skip-refused 跳过这些行",
    refused_file: "被拒的 {} 行另存为 {}，改好后导入这个文件即可",
    other_sheets: "没有读的工作表：{}",
    unknown_columns: "没有导入的列：{}",
    too_many: "出错的地方超过 {} 处，没有写入。请确认是不是这份名册",
    stopped: "已停止，没有写入",
    comma: "、",
};

/// English.
pub const EN: ImportTexts = ImportTexts {
    counts: "{} rows: {} new, {} changed, {} unchanged, {} warnings, {} refused",
    fault: "row {} {}: {}",
    warned: "Odd, but imported:",
    refused: "Refused:",
    dry_run: "A dry run: nothing was written; leave out --dry-run to write",
    written: "written",
    nothing_new: "the register says so already: nothing to write",
    refused_all: "{} rows are refused, so nothing was written. Mend them, or leave them out with --skip-refused",
    refused_file: "the {} refused rows are in {}: mend and import that file",
    other_sheets: "sheets that were not read: {}",
    unknown_columns: "columns that were not imported: {}",
    too_many: "more than {} faults, nothing was written. Is this the right roster?",
    stopped: "stopped, nothing was written",
    comma: ", ",
};

/// The texts in a language.
pub const fn texts(lang: Lang) -> &'static ImportTexts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// More faults than anybody mends.
pub fn too_many(lang: Lang, most: usize) -> String {
    fill(texts(lang).too_many, &[&most])
}
