//! The numbered sheets.

use crate::lang::texts;

texts! {
    /// The texts of the numbered sheets.
    pub(super) fn of(lang) -> SheetsTexts {
        /// The round.
        title: "编号签领表　{}" / "Numbered sheets of {}";
        none:
            "这次活动还没有带编号的签领表。\n按 F3 打印一张：按服务站、走访组或苏木镇场。" /
            "No numbered sheet of this round yet.\nF3 prints one: of a station, a team or a township.";
        choose_first: "请先选一张签领表" / "Choose a sheet first";
        number: "编号" / "Sheet";
        place: "范围" / "Of";
        printed: "打印" / "Printed";
        lines: "行" / "Rows";
        recorded: "已登记" / "Kept";
        cash: "应发" / "Planned";
        given: "实发" / "Given";
        state: "状态" / "State";
        half_keyed: "填了一半" / "half keyed";

        // The form.
        /// The number, the place, lines, yuan.
        keying: "签领表 {}　{}　{} 行　应发 {} 元" / "Sheet {}, {}: {} line{|s}, {} yuan planned";
        handlers: "经办人" / "Handlers";
        day: "发放日期" / "Day";
        total: "纸上实发" / "On paper";
        excepts: "例外" / "Except";
        hint: "整张照打印登记，只写例外的行：5不在家；8代领 王芳 女儿；7改期 2.10；9未走访" / "All as printed but: 5 absent; 8 proxy NAME RELATION; 7 deferred DAY; 9 open";
        /// The same, of the other fields.
        all_printed: "整张照打印登记，例外写在最后一栏" / "All of it as printed but for the exceptions";
        bad_day: "不是日期" / "no day";
        bad_handler: "经办人的名字不能用" / "that name of a handler cannot be kept";
        bad_total: "请填纸上的实发合计（元）" / "give the sum on the paper, in yuan";
        /// What it comes to.
        comes_to: "合计 {} 元" / "comes to {} yuan";
        agrees: "与纸上相等" / "as the paper says";
        /// The difference.
        apart: "与纸上差 {} 元" / "{} yuan apart from the paper";
        open_line: "未走访" / "open";
        no: "行" / "no.";
        name: "姓名" / "Name";
        outcome: "结果" / "Result";
        running: "累计" / "So far";
        kept: "填了一半的已留着，下次打开接着填" / "kept half-keyed: it goes on at the next opening";

        // The last look.
        /// The number.
        look: "签领表 {}：核对后登记" / "Sheet {}: last look before it is recorded";
        /// Lines, yuan, in words.
        records: "登记 {} 行，共 {} 元　大写 {}" / "records {} line{|s}, {} yuan   in words {}";
        exists: "{} 行已登记过，不再登记" / "{} line{|s} stood recorded before";
        /// The day, the handlers.
        once: "{} 发放，经办 {}" / "given on {} by {}";
        /// How many.
        many_again: "{} 行登记后冲正或撤销过，这次又登记" / "{} line{|s} taken back before, recorded again";
        // Behind a line.
        /// The name, the relation.
        by_proxy: "代领人 {}（{}）" / "to {} ({})";
        /// The day.
        put_off: "改期至 {}" / "put off to {}";
        died: "去世 {}" / "died {}";
        again: "曾登记后冲正或撤销" / "taken back before";
        goods_owed: "慰问品仍欠" / "goods still owed";
        comma: "、" / ", ";
        nothing: "没有可登记的行" / "nothing to record";
        enter: "Enter 整张登记；登记后只能撤销（Ctrl+R）。" / "Enter records all of it; afterwards it can only be taken back (Ctrl+R).";
        refused: "{} 处有问题，整张不能登记；改好再来。" / "{} thing{|s} wrong, nothing of it can be recorded.";
        row: "第 {} 行 {} {}：{}" / "row {}, {} {}: {}";
        /// The number, lines, yuan.
        done: "签领表 {} 已登记 {} 行，共 {} 元  Ctrl+R 撤销" / "sheet {}: recorded {} line{|s}, {} yuan  Ctrl+R takes it back";

        // The file.
        choose: "读回填好的签领表：请选文件" / "Read a filled sheet: choose a file";
        choose_note: "选好后先核对，不登记；看过结果再决定。" / "First a check that records nothing; then you decide.";
        file: "XLSX、XLS 或 CSV 文件" / "XLSX, XLS or CSV file";
        size: "大小" / "Size";
        empty_folder: "这个文件夹里没有 XLSX、XLS 或 CSV 文件。\n按 Backspace 到上级文件夹。" / "This folder has no XLSX, XLS or CSV file.\nBackspace goes to the folder above.";
        choose_file: "请先选一个文件" / "Choose a file first";
        no_parent: "已经是最上级" / "There is no folder above";
        reading: "正在核对文件" / "Checking the file";
        /// Lines that are filled in.
        checked: "已核对：填了 {} 行" / "Checked: {} line{|s} filled in";
        /// The file.
        given_back: "退回的文件已写到 {}" / "the copy with reasons is {}";
        nothing_wrong: "没有问题，不用退回" / "Nothing is wrong: there is nothing to give back";
        no_file: "这是照纸登记的，没有文件可退回" / "A paper is keyed here: there is no file to give back";
    }
}
