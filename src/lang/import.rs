//! The import of a roster.

use super::{Lang, fill};
use crate::domain::progress::{ImportPhase, ImportProgress};

/// The texts of the import.
#[derive(Debug)]
pub struct ImportTexts {
    /// Title while a file is chosen.
    pub choose: &'static str,
    /// What will happen to the chosen file.
    pub choose_note: &'static str,
    /// Head of a column.
    pub file: &'static str,
    /// Head of a column.
    pub size: &'static str,
    /// A folder without rosters.
    pub empty_folder: &'static str,
    /// A key that needs a chosen file.
    pub choose_first: &'static str,
    /// The top folder has none above it.
    pub no_parent: &'static str,
    /// Title of the dry run; the file.
    pub checking: &'static str,
    /// Title while writing; the file.
    pub writing: &'static str,
    /// While rows go in; how many are in.
    pub rows: &'static str,
    /// While indexes are made; how many rows are in.
    pub indexes: &'static str,
    /// How fast, in rows a second.
    pub speed: &'static str,
    /// How long still, in seconds.
    pub left_seconds: &'static str,
    /// How long still, in minutes.
    pub left_minutes: &'static str,
    /// Before the first report.
    pub starting: &'static str,
    /// That Esc stops.
    pub stop_note: &'static str,
    /// After Esc, until the job has stopped.
    pub stopping: &'static str,
    /// It was stopped.
    pub stopped: &'static str,
    /// Title of the result of the dry run; the file.
    pub checked: &'static str,
    /// Title after writing; the file.
    pub written: &'static str,
    /// Counts: rows, new, changed, unchanged, warned, refused.
    pub counts: &'static str,
    /// Choice: write; how many rows.
    pub write: &'static str,
    /// Choice: stop and mend the file.
    pub mend: &'static str,
    /// Choice: write the good rows; how many good, how many refused.
    pub skip: &'static str,
    /// Choice: go back, since nothing changes.
    pub nothing: &'static str,
    /// Choice after writing: back to the roster.
    pub finish: &'static str,
    /// After writing with refused rows; how many, the file.
    pub refused_kept: &'static str,
    /// Head of a column: the row of the spreadsheet.
    pub row: &'static str,
    /// Head of a column: refused or warned.
    pub fate: &'static str,
    /// Head of a column: the column of the spreadsheet.
    pub column: &'static str,
    /// Head of a column: why.
    pub why: &'static str,
    /// A refused cell.
    pub refused: &'static str,
    /// An odd cell whose row is stored.
    pub warned: &'static str,
    /// Every row is good.
    pub all_good: &'static str,
    /// Enter on a fault.
    pub fault_note: &'static str,
    /// Title of a file that cannot be read; which.
    pub unreadable: &'static str,
    /// Title when the register refused; the file.
    pub failed: &'static str,
    /// Choice: another file.
    pub another: &'static str,
}

/// Chinese.
pub const ZH: ImportTexts = ImportTexts {
    choose: "导入花名册：请选文件",
    choose_note: "选好后先试算，不写入；看过结果再决定。",
    file: "XLSX 或 CSV 文件",
    size: "大小",
    empty_folder: "这个文件夹里没有 XLSX 或 CSV 文件，也没有下级文件夹。\n按 Backspace 到上级文件夹。",
    choose_first: "请先选一个文件",
    no_parent: "已经是最上级",
    checking: "正在试算 {}，不写入",
    writing: "正在导入 {}",
    rows: "已处理 {} 行",
    indexes: "{} 行已读完，正在建立索引",
    speed: "每秒 {} 行",
    left_seconds: "还要 {} 秒",
    left_minutes: "还要 {} 分钟",
    starting: "正在打开文件",
    stop_note: "按 Esc 停止，不会留下任何痕迹。",
    stopping: "正在停止",
    stopped: "已停止，什么也没有写入",
    checked: "试算结果：{}，还没有写入",
    written: "已导入：{}",
    counts: "共 {} 行  新增 {}  变更 {}  不变 {}  提示 {}  拒绝 {}",
    write: "写入登记册（{} 行）",
    mend: "停下来，改好文件再导入（建议）",
    skip: "只导入合格的 {} 行，拒绝的 {} 行另存成文件",
    nothing: "返回：登记册已经是这样，没有要写入的",
    finish: "回到花名册",
    refused_kept: "拒绝的 {} 行连同原因已存入旁边的 {}，改好后可再导入。",
    row: "行号",
    fate: "结果",
    column: "列",
    why: "原因",
    refused: "拒绝",
    warned: "提示",
    all_good: "每一行都合格。",
    fault_note: "请按上面的行号在表格里改；要继续，移到上面选一项",
    unreadable: "不能读取 {}",
    failed: "没有导入 {}",
    another: "返回，另选文件",
};

/// English.
pub const EN: ImportTexts = ImportTexts {
    choose: "Import a roster: choose a file",
    choose_note: "First a dry run that writes nothing; then you decide.",
    file: "XLSX or CSV file",
    size: "Size",
    empty_folder: "This folder has no XLSX or CSV file and no folder.\nBackspace goes to the folder above.",
    choose_first: "Choose a file first",
    no_parent: "There is no folder above",
    checking: "Checking {}; nothing is written",
    writing: "Importing {}",
    rows: "{} rows done",
    indexes: "{} rows are in; making indexes",
    speed: "{} rows a second",
    left_seconds: "{} s left",
    left_minutes: "{} min left",
    starting: "Opening the file",
    stop_note: "Esc stops it without a trace.",
    stopping: "Stopping",
    stopped: "Stopped; nothing was written",
    checked: "Dry run of {}; nothing is written yet",
    written: "Imported: {}",
    counts: "{} rows: new {}  changed {}  unchanged {}  warned {}  refused {}",
    write: "Write it to the register ({} rows)",
    mend: "Stop, mend the file and import it again (recommended)",
    skip: "Import the {} good rows; the {} refused ones go to a file",
    nothing: "Go back: the register is like this already",
    finish: "Back to the roster",
    refused_kept: "The {} refused rows and the reasons are beside the roster in {}.",
    row: "Row",
    fate: "Fate",
    column: "Column",
    why: "Why",
    refused: "refused",
    warned: "warned",
    all_good: "Every row is good.",
    fault_note: "Mend that row in the spreadsheet; to go on, choose above",
    unreadable: "Cannot read {}",
    failed: "Not imported: {}",
    another: "Go back and choose another file",
};

/// The texts in a language.
pub const fn texts(lang: Lang) -> &'static ImportTexts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}

/// How far an import is after so many milliseconds, in one line.
pub fn so_far(lang: Lang, progress: ImportProgress, elapsed_ms: u64) -> String {
    let texts = texts(lang);
    let phase = match progress.phase {
        ImportPhase::Rows => texts.rows,
        ImportPhase::Indexes => texts.indexes,
    };
    let mut parts = vec![fill(phase, &[&progress.rows]), format!("{}%", progress.share(100))];
    parts.extend(progress.speed(elapsed_ms).map(|speed| fill(texts.speed, &[&speed])));
    parts.extend(progress.seconds_left(elapsed_ms).map(|seconds| {
        if seconds < 120 {
            fill(texts.left_seconds, &[&seconds])
        } else {
            fill(texts.left_minutes, &[&seconds.div_ceil(60)])
        }
    }));
    parts.join("  ")
}

/// A size in bytes, KB or MB, rounded up.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => fill("{} B", &[&bytes]),
        1_024..1_048_576 => fill("{} KB", &[&bytes.div_ceil(1_024)]),
        _ => fill("{} MB", &[&bytes.div_ceil(1_048_576)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short_and_never_zero_for_something() {
        for (bytes, shown) in [
            (0, "0 B"),
            (1_023, "1023 B"),
            (1_024, "1 KB"),
            (1_025, "2 KB"),
            (1_048_576, "1 MB"),
            (1_048_577, "2 MB"),
        ] {
            assert_eq!(size(bytes), shown);
        }
    }
}
