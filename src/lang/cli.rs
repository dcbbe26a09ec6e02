//! The texts of the commands.

use super::texts;

texts! {
    /// The texts of the commands.
    pub(crate) fn texts(lang) -> CliTexts {
        /// Several answer: their number.
        ambiguous: "有 {} 个对象符合，请用编号指明：" / "{} recipients answer to that; name one by its id:";
        /// A refusal, then the day and id of the earlier entry.
        earlier: "{}（{}，分录 {}）" / "{} ({}, entry {})";

        // An argument that is not what it should be.
        bad_round:
            "不是慰问活动：{}（写作 2024-spring、2024-army、2024年春节或2024年八一）" /
            "not a round: {} (written 2024-spring, 2024-army, 2024年春节 or 2024年八一)";
        /// First and last year.
        bad_year: "不是年份：{}（{} 至 {}）" / "not a year: {} ({} to {})";
        bad_day: "不是日期：{}（写作 2024-02-02）" / "not a day: {} (written 2024-02-02)";
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

        // An argument that is not what it should be.
        bad_language: "没有这种语言：{}（zh 或 en）" / "no such language: {} (zh or en)";
        /// Those there are.
        unknown_township: "没有这个苏木镇场：{}（有 {}）" / "no such township: {} (there are {})";

        no_home: "找不到用户目录，请用 --db 指定登记册" / "no home folder: name the register with --db";
        /// Between the items of a list.
        comma: "、" / ", ";
        /// Between the sentences of a list.
        semicolon: "；" / "; ";
        /// Below a usage error.
        try_help: "用法见 muster --help" / "see muster --help";
        /// Printing failed; the system's words.
        cannot_print: "无法输出：{}" / "cannot print: {}";
        /// Printing failed after the register was written.
        written_all_the_same: "登记册已经写入，只是没能输出结果" / "the register was written all the same";
        no_round: "今天不在任何慰问期内，请用 --round 指定" / "no round concerns this day: name one with --round";
        /// A search without hits.
        nothing_found: "没有找到：{}" / "nothing found: {}";
        empty_due: "没有符合条件的慰问对象" / "nobody answers to that";
        empty_ledger: "没有符合条件的分录" / "no entry answers to that";
        empty_rounds: "还没有建立慰问活动；用 --year 看某年的两次活动" / "no round was created yet; --year shows those of a year";
        /// A window: opens, due until, grace until.
        window: "慰问期 {} 至 {}，宽限到 {}" / "open {} to {}, grace until {}";
        /// What a reversal cancels.
        reverses: "冲正 {}" / "cancels {}";
        /// What cancelled a gift.
        reversed_by: "已被 {} 冲正" / "cancelled by {}";
        /// Proxy and relation.
        proxy: "代领 {}（{}）" / "proxy {} ({})";
        /// A status and its day.
        since: "{}（{}）" / "{} ({})";
        /// From a day.
        from: "自 {}" / "from {}";
        /// Until a day.
        until: "到 {}" / "until {}";
        /// Why a status was undone.
        undone: "已撤销：{}" / "undone: {}";
        /// Acknowledges a recording: name, round, outcome, amount, day, handlers.
        recorded: "已登记 {} {} {}" / "recorded: {} {} {}";
        /// The same recording stands already.
        exists: "已登记过，没有重复：{} {} {}" / "recorded before, nothing added: {} {} {}";
        /// Handlers.
        by: "经办 {}" / "by {}";
        /// Goods and their value.
        goods_worth: "{}（折合 {}）" / "{} (worth {})";
        /// The id of an entry.
        entry_is: "分录 {}" / "entry {}";
        /// Head of a refusal: name, round.
        not_recorded: "没有登记 {} {}：" / "not recorded: {} {}:";
        /// The id is taken; the id.
        different: "没有登记：编号 {} 已用于内容不同的登记" / "not recorded: {} was recorded with other content";
        /// Acknowledges a reversal: gift, reversal.
        reversed: "已冲正 {}，冲正分录 {}" / "reversed {}, by entry {}";
        /// The same reversal stands already.
        reversed_before: "已冲正过，没有重复：{}，冲正分录 {}" / "reversed before, nothing added: {}, by entry {}";
        two_handlers: "经办人最多写两个" / "two handlers at most";
        /// A proxy with an outcome that gives nothing.
        proxy_outcome: "写了代领人，结果只能是 proxy（代领）" / "with --proxy the outcome can only be proxy";
        until_outcome: "--until 只与 --outcome deferred（改期）同用" / "--until goes with --outcome deferred only";
        value_goods: "--goods 和 --value 要一起写" / "--goods and --value go together";
        relation_proxy: "--relation 要与 --proxy 一起写" / "--relation goes with --proxy";
        empty_override: "--override 要写明理由" / "--override needs a reason";
        /// Title of a report.
        year_of: "{}年走访慰问" / "Holiday visits of {}";
        /// People, person-visits, cash, goods.
        people_line: "人员  {} 人 {} 人次  慰问金 {}  慰问品 {}" / "people  {} in {} visits  cash {}  goods {}";
        /// Units, cash, goods.
        units_line: "单位  {} 个  慰问金 {}  慰问品 {}" / "units   {}  cash {}  goods {}";
        /// How many findings.
        findings: "{} 处与规则不符" / "{} findings";
        /// A register was created; its place.
        created: "已新建登记册：{}" / "created {}";
        created_next: "下一步：muster import 花名册.xlsx" / "next: muster import ROSTER.xlsx";
        created_sample_next:
            "下一步：muster 打开界面，或 muster --today 2024-02-02 due" /
            "next: muster opens the screens, or muster --today 2024-02-02 due";
        /// A file or folder cannot be created.
        cannot_create: "无法新建：{}" / "cannot create: {}";
        /// A backup was made; its place, its entries.
        backed_up: "已备份并核对：{}，台账 {} 笔" / "backed up and checked: {}, {} entries";
        /// Backups deleted because their time was over.
        backups_removed: "已删去过期备份 {} 份" / "deleted {} backups whose time was over";
        /// A backup was restored; the register, its entries.
        restored: "已恢复：{}，台账 {} 笔" / "restored {}, {} entries";
        /// Where the old register lies.
        kept_aside: "原登记册保留为：{}" / "the old register is kept as {}";
        /// The backup is the register itself.
        restores_itself: "这就是登记册本身，不是备份：{}" / "this is the register itself, not a backup: {}";
        /// The register opened for reading.
        opened_to_read: "登记册只读，只能查看，不能登记：{}" / "the register is read only, nothing can be recorded: {}";
        no_terminal_in: "界面要在终端里打开：标准输入不是终端" / "the screens need a terminal: standard input is none";
        no_terminal_out: "界面要在终端里打开：标准输出不是终端" / "the screens need a terminal: standard output is none";
        dumb_terminal: "这个终端（TERM）不能定位文字，打不开界面" / "this terminal (TERM) cannot place text";
        /// The terminal failed; the system's words.
        terminal_gone: "终端出错：{}" / "the terminal failed: {}";
        /// What works without a terminal.
        app_elsewhere:
            "可改用命令：muster due、muster find 姓名、muster record，全部命令见 muster --help" /
            "use commands instead: muster due, muster find NAME, muster record; all of them: muster --help";
        /// What works without a terminal instead of the demo.
        demo_elsewhere:
            "可改用命令：muster --db 样例.db init --sample，然后 muster --db 样例.db --today 2024-02-02 due" /
            "use commands instead: muster --db sample.db init --sample, then muster --db sample.db --today 2024-02-02 due";
    }
}
