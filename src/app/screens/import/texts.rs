//! The import of a roster.

use crate::lang::texts;

texts! {
    /// The texts of the import.
    pub(super) fn of(lang) -> ImportTexts {
        choose: "导入花名册：请选文件" / "Import a roster: choose a file";
        choose_note: "选好后先试算，不写入；看过结果再决定。" / "First a dry run that writes nothing; then you decide.";

        // Heads of columns.
        file: "XLSX、XLS 或 CSV 文件" / "XLSX, XLS or CSV file";
        size: "大小" / "Size";

        empty_folder:
            "这个文件夹里没有 XLSX、XLS 或 CSV 文件，也没有下级文件夹。\n按 Backspace 到上级文件夹。" /
            "This folder has no XLSX, XLS or CSV file and no folder.\nBackspace goes to the folder above.";
        choose_first: "请先选一个文件" / "Choose a file first";
        /// The top folder has none above it.
        no_parent: "已经是最上级" / "There is no folder above";
        /// Title of the dry run; the file.
        checking: "正在试算 {}，不写入" / "Checking {}; nothing is written";
        /// Title while writing; the file.
        writing: "正在导入 {}" / "Importing {}";
        /// Before the first report.
        starting: "正在打开文件" / "Opening the file";
        stop_note: "按 Esc 停止，不会留下任何痕迹。" / "Esc stops it without a trace.";
        /// While rows that are decided go in.
        decided_note: "名单已定，不能再停止；关掉程序也会在下次打开时写完。" / "It is decided and can no longer be stopped; what is left is written at the next opening.";
        /// After Esc, until the job has stopped.
        stopping: "正在停止" / "Stopping";
        stopped: "已停止，什么也没有写入" / "Stopped; nothing was written";
        /// Title of the result of the dry run; the file.
        checked: "试算结果：{}，还没有写入" / "Dry run of {}; nothing is written yet";
        /// Title after writing; the file.
        written: "已导入：{}" / "Imported: {}";
        /// Counts: rows, new, changed, unchanged, warned, refused.
        counts: "共 {} 行  新增 {}  变更 {}  未变 {}  被拒 {}；提醒 {} 处" / "{} row{|s}: new {}  changed {}  unchanged {}  refused {}; {} warning{|s}";

        /// How many are missing; behind the counts.
        lacks: "；上次有、这次没有 {} 人" / "; missing {}";
        /// For what it is complete; behind the counts.
        is_complete: "；对 {} 完整" / "; complete for {}";

        // Choices.
        /// How many rows.
        write: "写入登记册（{} 行）" / "Write it to the register ({} row{|s})";
        /// How many deaths.
        write_deaths: "登记去世或停着（{} 人）" / "Record {} death{|s} or hold back";
        nothing_died: "返回：没有要登记的去世" / "Go back: no death to record";
        /// Behind the counts.
        dead_list: "；死亡、注销人员名单，不新增人" / "; a list of the dead or gone, adds nobody";
        /// A row of a list of the dead.
        death: "去世" / "died";
        /// How many rows, how many people, the day.
        write_ends: "写入登记册（{} 行），{} 人的类别到 {} 为止" / "Write {} row{|s}, and end what {} {person|people} hold on {}";
        /// How many are missing.
        complete: "名单是完整的：没列的人（{} 人）类别到期（先再试算一遍）" / "The roster is complete: end what those missing ({}) hold (a dry run first)";
        /// How many questions.
        answer: "回答 {} 个问题，再试算" / "Answer {} question{|s}; then a dry run again";
        /// Title of a question: which of how many, the file.
        asking: "要先回答（{}/{}）：{}" / "To be answered ({} of {}): {}";
        asking_note: "选一项按 Enter；答案会记住：苏木镇下次先列出，别的不再问。" / "Enter takes a choice; it is kept, a township is offered first.";
        complete_note: "选一项按 Enter，再试算一遍；谁的什么到期，写入前逐人列出。" / "Enter takes it, for a dry run: what ends of whom is listed before it is written.";
        mend: "停下来，改好文件再导入（建议）" / "Stop, mend the file and import it again (recommended)";
        /// How many rows bear another name than the register.
        rename: "照名单改名：{} 行证号相同、姓名不同（先再试算一遍）" / "Rename: {} row{ has|s have} a known ID and another name (a dry run first)";
        /// The file is not the one of the dry run, which runs again.
        other_file: "文件在试算后变了，没有写入；已重新试算，请再看一遍" / "The file changed since the dry run; nothing was written. Look at it again";
        /// The register is not as it was in the dry run, which runs again.
        other_result: "登记册在试算后变了，没有写入；已重新试算，请再看一遍" / "The register changed since the dry run; nothing was written. Look again";
        /// How many good, how many refused.
        skip: "只导入合格的 {} 行，被拒的 {} 行另存成文件" / "Import the {} good row{|s}; the {} refused one{ goes|s go} to a file";
        /// Go back, since nothing changes.
        nothing: "返回：登记册已经是这样，没有要写入的" / "Go back: the register is like this already";
        /// Go back, since no row of the file holds anybody.
        nobody: "返回：文件中没有人员，没有要写入的" / "Go back: the file holds no people";
        /// How many lines are shown, of all.
        lines_below: "先列 {} 行，共 {} 行：按下箭头往下看" / "{} of {} line{|s}: Down goes on to the others";
        undo_note: "导入不能逐条撤销：改错的人按 F3 修改；要整份退回，恢复导入前的备份（muster restore）。" / "No key undoes an import: mend a person by F3, or restore the backup made before it (muster restore).";
        finish: "返回" / "Back";

        /// After writing with refused rows; how many, the file.
        refused_kept: "被拒的 {} 行连同原因已存入旁边的 {}，改好后可再导入。" / "{} refused row{|s} with the reasons, beside the roster: {}";

        // Heads of columns.
        row: "行号" / "Row";
        fate: "结果" / "Result";
        name: "姓名" / "Name";
        column: "列" / "Column";
        why: "原因" / "Why";

        /// A refused cell.
        refused: "被拒" / "refused";
        /// An odd cell whose row is stored.
        warned: "提醒" / "warned";
        /// Sheets and columns that are left out.
        hidden_sheets: "隐藏的工作表没有读：{}" / "hidden sheets that were not read: {}";
        other_sheets: "没有读的工作表：{}" / "sheets that were not read: {}";
        /// Lines of the result about the file.
        understood: "理解" / "read";
        unread: "未读" / "unread";
        hidden_sheet: "工作表是隐藏的，没有读；要读请先取消隐藏" / "The sheet is hidden and was not read; unhide it first";
        other_sheet: "这张工作表没有读：没有找到表头，或不要它" / "The sheet was not read: no header, or it is not wanted";
        unknown_column: "这一列没有导入" / "The column was not imported";
        of_file: "这一行说的是文件，不是某个人" / "The line is about the file, not about a person";
        unknown_columns: "没有导入的列：{}" / "columns that were not imported: {}";
        /// What a row changes of somebody.
        changed: "变更" / "changed";
        /// Somebody whom a row adds.
        newcomer: "新增" / "new";
        /// How many are listed of how many.
        newcomers_first: "新增只列出前 {} 人，共 {} 人" / "The first {} of {} who come are listed";
        /// Somebody of earlier rosters who is not in this one.
        missing: "没列" / "missing";
        /// Somebody whose memberships end.
        ends: "到期" / "ends";
        /// How many changes are listed of how many.
        changes_first: "变更只列出前 {} 行，共 {} 行" / "The first {} of {} row{|s} that change somebody are listed";
        empty: "没有一行是人员。" / "No row holds anybody.";
        all_good: "每一行都合格。" / "Every row is good.";
        /// Enter on a fault.
        fault_note: "要改，在表格里按行号改；要继续，移到上面选一项" / "To mend it, go to that row of the spreadsheet; to go on, choose above";
        /// F3 or Ctrl+D on a choice.
        choose_row: "请先往下选一行" / "Choose a row below first";
        no_row: "这里没有要看的行" / "There is no row to look at";
        /// The same on a row that is refused: whom it names.
        not_taken: "{}：这一行被拒，不知道是登记册里的哪个人；F4 可按姓名查找" / "{}: the row is refused, and nobody is known by it; F4 finds by name";
        /// On a row of a list of the dead; the name.
        not_known: "{}：登记册上没有按号码找到此人；F4 可按姓名查找" / "{}: nobody of that number is registered; F4 finds by name";
        nameless: "这一行没有姓名，不知道是谁" / "The row has no name: nobody knows who it is";
        /// On a row that adds somebody: who that is.
        not_yet: "{} 还不在登记册里，写入后才能查看" / "{} is not registered yet: first write it";
        by_search: "{} 是刚加入的：F4 可按姓名查找" / "{} was added just now: F4 finds by name";
        /// Title of a file that cannot be read; which.
        unreadable: "不能读取 {}" / "Cannot read {}";
        /// Title when the register refused; the file.
        failed: "没有导入 {}" / "Not imported: {}";
        another: "返回，另选文件" / "Go back and choose another file";
    }
}
