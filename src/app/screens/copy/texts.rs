//! The texts of the copy of a backup.

use crate::lang::texts;

texts! {
    /// The texts of the copy of a backup.
    pub(super) fn of(lang) -> CopyTexts {
        choose: "另存一份备份：请选地方" / "Copy a backup elsewhere: choose a place";
        choose_folder: "另存一份备份：请选文件夹" / "Copy a backup elsewhere: choose a folder";
        choose_note: "整份读回核对后才定名，不覆盖任何文件。" / "It gets its name only when read back and checked; nothing is overwritten.";

        // Heads of columns.
        place: "地方" / "Place";
        free: "可用" / "Free";

        /// The folder in which the program was started.
        this_machine: "本机：{}" / "This machine: {}";
        /// A stick that nothing can be written to.
        read_only: "只读" / "read only";
        read_only_why: "只读，写不进：打开 U 盘的写保护开关，或换一个地方" / "Read only: take the write protection off, or choose another place";
        /// A folder in which this account may not write.
        no_right: "无权写入" / "no right";
        no_right_why: "这个账号不能直接写在那里：进去选一个可以写的文件夹，或换一个地方" / "This account may not write there: choose a folder below, or another place";
        no_medium: "没有看到插上的 U 盘。插好后按 Backspace 重新查看。" / "No stick is plugged in. Plug one in; Backspace looks again.";
        looked_again: "已重新查看" / "Looked again";
        /// The first row of a folder.
        here: "存到这个文件夹" / "Copy into this folder";

        /// Title while it runs; the folder.
        copying: "正在备份到 {}" / "Copying to {}";
        starting: "正在打开登记册" / "Opening the register";
        /// How much is written, of how much at most.
        writing: "已写 {}，共约 {}" / "{} of about {} written";
        syncing: "已写完，正在存到盘上；请勿拔出" / "Written; bringing it to the medium. Do not pull it out";
        checking: "正在整份读回并核对" / "Reading it back whole and checking it";
        stop_note: "按 Esc 停止，不留下半份文件。" / "Esc stops it; nothing half done is left.";
        stopping: "正在停止" / "Stopping";
        stopped: "已停止，没有留下文件" / "Stopped; no file was left";

        // What was made.
        made: "已备份，整份读回核对无误" / "Copied, read back whole and checked";
        /// Where something does not hold in the register.
        made_as_it_is: "已备份，整份读回，与登记册一样" / "Copied and read back whole: it is as the register is";
        file: "文件" / "File";
        folder: "位置" / "In";
        size: "大小" / "Size";
        entries: "台账" / "Ledger";
        /// Entries of the ledger.
        entries_value: "{} 笔" / "{} entr{y|ies}";
        eject: "拔出 U 盘前请先弹出。" / "Eject a stick before you pull it out.";
        beside_register: "与登记册在同一块盘上：盘坏了两份都没有，请再存一份到 U 盘。" / "On the disk of the register: if it fails both are lost. Copy it to a stick too.";
        /// How many findings the register itself has.
        findings: "登记册本身有 {} 处不符，副本照样留下；请执行 muster check" / "The register itself has {} finding{|s} and so has the copy; run muster check";
        /// Backups deleted because their time was over.
        removed: "已删去那里过期的备份 {} 份。" / "Deleted {} backup{|s} there whose time was over.";

        // Why there is none, and what to do.
        not_made: "没有备份" / "Not copied";
        gone: "U 盘或文件夹已经不在：{}\n请插好后重新选。写了一半的 .part 文件在下次备份到那里时删去。" / "The stick or folder is gone: {}\nPlug it in and choose again. A .part file on it goes with the next copy there.";
        cannot_write: "那里只读，写不进：{}\n请打开 U 盘的写保护开关，或换一个地方。" / "Nothing can be written there: {}\nTake the write protection off, or choose another place.";
        forbidden: "这个账号不能写那里：{}\n请换一个文件夹。" / "This account may not write there: {}\nChoose another folder.";
        /// Bytes free, bytes needed, the folder.
        full: "那里只剩 {}，最多要 {}：{}\n请腾出地方，或换一个 U 盘。没有留下半份文件。" / "{} are free there, at most {} are needed: {}\nMake room or take another stick. Nothing half done is left.";
        unsound: "读回的与写入的不一样，没有留下：{}\n这个 U 盘靠不住，请换一个。" / "What was read back is not what was written; not kept: {}\nThat stick is not to be trusted: take another one.";
        /// The folder.
        other: "没有写成：{}\n请再试一次，或换一个地方。没有留下半份文件。" / "It failed: {}\nTry again, or choose another place. Nothing half done is left.";

        // Choices.
        again: "再试一次" / "Try again";
        elsewhere: "另选地方" / "Choose another place";
        finish: "返回" / "Go back";
    }
}
