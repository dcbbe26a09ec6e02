//! The texts of the dialog that writes a list to a file.

use crate::lang::texts;

texts! {
    /// The texts.
    pub(super) fn of(lang) -> ExportDialogTexts {
        /// What is written.
        title: "导出：{}" / "Write out: {}";
        /// The year, what it is.
        of_year: "{}年{}" / "{} {}";
        /// How many figures.
        report: "{} 项数字，正文和图表" / "{} figure{|s}, with the sentences and the charts";
        /// How many lines.
        paragraphs: "{} 行文字，与屏幕上一样" / "{} line{|s}, as on the screen";
        /// Its rows.
        rows: "{} 行，如名单所示" / "{} row{|s}, as on the list";
        /// The round of a sheet to sign.
        sheet_title: "打印编号签领表：{}" / "Print a numbered sheet: {}";
        /// Its lines.
        lines: "{} 行：还要走访的人" / "{} line{|s}: whoever is still to be visited";
        nobody_left: "这次活动没有还要走访的人" / "nobody is left to be visited in this round";
        sheet: "哪种表" / "Sheet";
        by: "按什么" / "By";
        part: "哪一张" / "Which";
        whole: "整次活动" / "whole round";
        people: "全部人员" / "all people";
        units: "全部单位" / "all units";
        sheet_note: "给签字用的 XLSX，每页合计、大写；号码打码。写出时得到编号，签回以后照编号登记或读回。" / "An XLSX to sign, a sum a page; numbers masked. It gets a number, by which it is keyed or read back.";
        /// The number of a sheet.
        sheet_number: "编号 {}" / "number {}";
        notice_title: "公示名单" / "A list for public notice";
        about: "公示谁" / "About";
        relief: "困难救助（待批准）" / "hardship relief to be decided";
        township: "苏木镇" / "Place";
        whole_banner: "全旗" / "whole banner";
        from: "从" / "From";
        until: "到" / "Until";
        hangs: "地点" / "Hangs at";
        phone: "电话" / "Phone";
        bad_day: "看不懂这个日期" / "Not a day";
        backwards: "最后一天不能早于第一天" / "The last day comes before the first";
        bad_text: "有不能用的字符" / "A character that cannot be used";
        phone_needed: "请写反映情况的电话" / "Give the phone for objections";
        counting: "正在数行数" / "counting the rows";
        format: "格式" / "Form";
        numbers: "号码" / "Numbers";
        masked: "打码" / "masked";
        full: "完整" / "in full";
        reason: "理由" / "Reason";
        place: "写到" / "Into";
        masked_note: "身份证号、电话打码，出生只写年份。" / "ID numbers and phones are masked; of a birth only the year.";
        full_note: "含完整号码：要写理由，谁、何时、为何会记入操作记录。用完请删除文件。" / "Numbers in full need a reason; who, when and why is recorded. Delete the file once it has served.";
        recorded_note: "谁、何时导出会记入操作记录。" / "Who wrote it out and when is recorded.";
        reason_needed: "导出完整号码要写理由" / "Numbers in full need a reason";
        reason_bad: "理由里有不能用的字符" / "The reason has a character that cannot be used";
        place_needed: "请写文件名" / "Give the name of a file";
        exists: "文件已存在。再按 Enter 覆盖它，或换一个文件名" / "The file exists. Enter again replaces it, or choose another name";
        /// So many of so many rows.
        running: "已写 {} / {} 行" / "{} of {} row{|s} written";
        starting: "正在准备" / "getting ready";
        stop_note: "Esc 停止，不留文件" / "Esc stops; no file is left";
        stopping: "正在停止" / "stopping";
        stopped: "已停止，没有写出" / "Stopped, nothing was written out";
        /// Rows and size.
        done: "已写出 {} 行，{}：" / "{} row{|s} written, {}:";
        /// Size.
        report_done: "已写出，{}：" / "written, {}:";
        done_note: "Enter 返回" / "Enter goes back";
        esc_again: "再按一次 Esc 放弃" / "Esc again drops what was typed";
    }
}
