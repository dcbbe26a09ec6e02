//! Texts that several commands share, and those of the command line itself.

use crate::lang::texts;

texts! {
    /// The texts of the commands.
    pub(super) fn of(lang) -> CliTexts {
        /// Several answer: their number.
        ambiguous: "有 {} 个对象符合，请用编号指明：" / "{} recipients answer to that; name one by its id:";
        /// A refusal, which tells the earlier gift, then the id of its entry.
        earlier: "{}（分录 {}）" / "{} (entry {})";
        /// A refusal that another handler would lift.
        handlers: "{}，每人写一个 --by" / "{}: one --by each";
        /// A rule that a reason answers.
        reason: "{}（--reason）" / "{} (--reason)";
        bad_round:
            "不是慰问活动：{}（写作 2024-spring、2024-army、2024年春节或2024年八一）" /
            "not a round: {} (written 2024-spring, 2024-army, 2024年春节 or 2024年八一)";
        /// First and last year.
        bad_year: "不是年份：{}（{} 至 {}）" / "not a year: {} ({} to {})";
        bad_day: "不是日期：{}（写作 2024-02-02）" / "not a day: {} (written 2024-02-02)";
        /// A day, first and last year.
        far_day: "日期超出范围：{}（{} 至 {} 年）" / "a day out of range: {} ({} to {})";
        bad_state:
            "不是状态：{}（upcoming 未到期、due 应访、grace 宽限、overdue 逾期、done 已访、closed 已了结）" /
            "not a state: {} (upcoming, due, grace, overdue, done, closed, or in Chinese)";
        /// Those there are.
        bad_outcome: "不是走访结果：{}（可用 {}）" / "not an outcome: {} (there are {})";
        bad_id: "不是编号（UUID）：{}" / "not a UUID: {}";
        /// An amount and why it is refused.
        bad_amount: "金额有误：{}（{}）" / "bad amount: {} ({})";
        /// A character and the text that holds it.
        bad_character: "不允许的字符 {}：{}" / "character {} is not allowed: {}";
        /// The limit and the text beyond it.
        too_long: "超过 {} 个字：{}" / "longer than {} characters: {}";
        /// A text with too many combining marks.
        bad_marks: "附加符号太多：{}" / "too many combining marks: {}";
        bad_start: "没有这个画面：{}（today 今天，roster 花名册）" / "no such screen: {} (today or roster)";
        bad_language: "没有这种语言：{}（zh 或 en）" / "no such language: {} (zh or en)";
        two_days: "--today 给了两个不同的日期" / "two different days by --today";
        bad_theme: "没有这种配色：{}（dark、light 或 auto）" / "no such theme: {} (dark, light or auto)";
        /// Those there are.
        unknown_township: "没有这个苏木镇场：{}（有 {}）" / "no such township: {} (there are {})";
        nothing_said: "标准输入里没有要找的" / "the standard input names nobody";
        no_home: "找不到用户目录，请用 --db 指定登记册" / "no home folder: name the register with --db";
        /// What the locale says instead.
        not_utf8:
            "当前语言环境（{}）不是 UTF-8，汉字可能显示不对；请改用 zh_CN.UTF-8 或 C.UTF-8" /
            "this locale ({}) is not UTF-8, so Chinese may not show; use C.UTF-8 or zh_CN.UTF-8";
        /// Between the items of a list.
        comma: "、" / ", ";
        /// Printing failed; the system's words.
        cannot_print: "无法输出：{}" / "cannot print: {}";
        /// Printing failed after the register was written.
        written_all_the_same: "登记册已经写入，只是没能输出结果" / "the register was written all the same";
        /// Proxy and relation.
        proxy: "代领 {}（{}）" / "proxy {} ({})";
        /// The id is taken; the id.
        different: "没有登记：编号 {} 已用于内容不同的登记" / "not recorded: {} was recorded with other content";
        /// The register opened for reading, since the disk takes nothing; the words of the system.
        opened_without_room:
            "磁盘写不进去，登记册只能查看，不能登记：{}" / "the disk takes nothing; the register can only be read: {}";
        /// An import that a program had left in the middle was brought to its end; so many rows.
        import_finished: "上次没写完的导入已写完：{} 行" / "an import that had been left in the middle was finished: {} row{|s}";
        /// It is being brought to its end; how many rows it has.
        import_goes_on:
            "上次的导入没写完，正在接着写（共 {} 行），请稍候" /
            "an import was left in the middle and is being finished ({} row{|s}); please wait";
        /// Part of an import is not there yet.
        import_waits: "有一次导入没有写完；用能写登记册的账户打开即写完" / "an import is not finished; opening with an account that may write finishes it";
        /// Other accounts can read it; the files, for a command of the shell.
        readable_by_others:
            "别的账户能读登记册，里面的号码是完整的；请执行 chmod go-r {}" /
            "other accounts can read the register, where numbers stand in full; run chmod go-r {}";
        /// The register opened for reading.
        opened_to_read: "登记册只读，只能查看，不能登记：{}" / "the register is read only, nothing can be recorded: {}";
    }
}
