//! What the commands say.

use super::Lang;

/// The texts of the commands.
#[derive(Debug)]
pub struct CliTexts {
    /// Several answer: their number.
    pub ambiguous: &'static str,
    /// A refusal, then the day and id of the earlier entry.
    pub earlier: &'static str,
    /// An argument that is no round.
    pub bad_round: &'static str,
    /// An argument that is no year; first and last year.
    pub bad_year: &'static str,
    /// An argument that is no day.
    pub bad_day: &'static str,
    /// An argument that is no state.
    pub bad_state: &'static str,
    /// An argument that is no outcome; those there are.
    pub bad_outcome: &'static str,
    /// An argument that is no UUID.
    pub bad_id: &'static str,
    /// An amount and why it is refused.
    pub bad_amount: &'static str,
    /// A character and the text that holds it.
    pub bad_character: &'static str,
    /// The limit and the text beyond it.
    pub too_long: &'static str,
    /// A text with too many combining marks.
    pub bad_marks: &'static str,
    /// An argument that is no language.
    pub bad_language: &'static str,
    /// An argument that is no township; those there are.
    pub unknown_township: &'static str,
    /// There is no home folder.
    pub no_home: &'static str,
    /// Between the items of a list.
    pub comma: &'static str,
    /// Between the sentences of a list.
    pub semicolon: &'static str,
    /// Below a usage error.
    pub try_help: &'static str,
    /// Printing failed; the system's words.
    pub cannot_print: &'static str,
    /// Printing failed after the register was written.
    pub written_all_the_same: &'static str,
    /// No round concerns the day.
    pub no_round: &'static str,
    /// A search without hits.
    pub nothing_found: &'static str,
    /// A due list without items.
    pub empty_due: &'static str,
    /// A ledger list without entries.
    pub empty_ledger: &'static str,
    /// No round was created.
    pub empty_rounds: &'static str,
    /// A window: opens, due until, grace until.
    pub window: &'static str,
    /// What a reversal cancels.
    pub reverses: &'static str,
    /// What cancelled a gift.
    pub reversed_by: &'static str,
    /// Proxy and relation.
    pub proxy: &'static str,
    /// A status and its day.
    pub since: &'static str,
    /// From a day.
    pub from: &'static str,
    /// Until a day.
    pub until: &'static str,
    /// Why a status was undone.
    pub undone: &'static str,
    /// Age.
    pub years_old: &'static str,
    /// Acknowledges a recording: name, round, outcome, amount, day, handlers.
    pub recorded: &'static str,
    /// The same recording stands already.
    pub exists: &'static str,
    /// Handlers.
    pub by: &'static str,
    /// Goods and their value.
    pub goods_worth: &'static str,
    /// The id of an entry.
    pub entry_is: &'static str,
    /// Head of a refusal: name, round.
    pub not_recorded: &'static str,
    /// The id is taken; the id.
    pub different: &'static str,
    /// Acknowledges a reversal: gift, reversal.
    pub reversed: &'static str,
    /// The same reversal stands already.
    pub reversed_before: &'static str,
    /// More than two handlers.
    pub two_handlers: &'static str,
    /// A proxy with an outcome that gives nothing.
    pub proxy_outcome: &'static str,
    /// A day to put off to, with another outcome.
    pub until_outcome: &'static str,
    /// Goods without value or the reverse.
    pub value_goods: &'static str,
    /// A relation without a proxy.
    pub relation_proxy: &'static str,
    /// An override without a reason.
    pub empty_override: &'static str,
    /// Title of a report.
    pub year_of: &'static str,
    /// People, person-visits, cash, goods.
    pub people_line: &'static str,
    /// Units, cash, goods.
    pub units_line: &'static str,
    /// How many findings.
    pub findings: &'static str,
    /// Given of planned.
    pub given_of: &'static str,
    /// A register was created; its place.
    pub created: &'static str,
    /// What to do with an empty register.
    pub created_next: &'static str,
    /// What to do with the sample.
    pub created_sample_next: &'static str,
    /// A file or folder cannot be created.
    pub cannot_create: &'static str,
    /// A backup was made; its place, its entries.
    pub backed_up: &'static str,
    /// Backups deleted because their time was over.
    pub backups_removed: &'static str,
    /// A backup was restored; the register, its entries.
    pub restored: &'static str,
    /// Where the old register lies.
    pub kept_aside: &'static str,
    /// The backup is the register itself.
    pub restores_itself: &'static str,
    /// The register opened for reading.
    pub opened_to_read: &'static str,
    /// Standard input is no terminal.
    pub no_terminal_in: &'static str,
    /// Standard output is no terminal.
    pub no_terminal_out: &'static str,
    /// TERM is dumb.
    pub dumb_terminal: &'static str,
    /// The terminal failed; the system's words.
    pub terminal_gone: &'static str,
    /// What works without a terminal.
    pub app_elsewhere: &'static str,
    /// What works without a terminal instead of the demo.
    pub demo_elsewhere: &'static str,
}

/// Chinese.
pub const ZH: CliTexts = CliTexts {
    ambiguous: "有 {} 个对象符合，请用编号指明：",
    earlier: "{}（{}，分录 {}）",
    bad_round: "不是慰问活动：{}（写作 2024-spring、2024-army、2024年春节或2024年八一）",
    bad_year: "不是年份：{}（{} 至 {}）",
    bad_day: "不是日期：{}（写作 2024-02-02）",
    bad_state: "不是状态：{}（upcoming 未到期、due 应访、grace 宽限、overdue 逾期、done 已访、closed 已了结）",
    bad_outcome: "不是走访结果：{}（可用 {}）",
    bad_id: "不是编号（UUID）：{}",
    bad_amount: "金额有误：{}（{}）",
    bad_character: "不允许的字符 {}：{}",
    too_long: "超过 {} 个字：{}",
    bad_marks: "附加符号太多：{}",
    bad_language: "没有这种语言：{}（zh 或 en）",
    unknown_township: "没有这个苏木镇场：{}（有 {}）",
    no_home: "找不到用户目录，请用 --db 指定登记册",
    comma: "、",
    semicolon: "；",
    try_help: "用法见 muster --help",
    cannot_print: "无法输出：{}",
    written_all_the_same: "登记册已经写入，只是没能输出结果",
    no_round: "今天不在任何慰问期内，请用 --round 指定",
    nothing_found: "没有找到：{}",
    empty_due: "没有符合条件的慰问对象",
    empty_ledger: "没有符合条件的分录",
    empty_rounds: "还没有建立慰问活动；用 --year 看某年的两次活动",
    window: "慰问期 {} 至 {}，宽限到 {}",
    reverses: "冲正 {}",
    reversed_by: "已被 {} 冲正",
    proxy: "代领 {}（{}）",
    since: "{}（{}）",
    from: "自 {}",
    until: "到 {}",
    undone: "已撤销：{}",
    years_old: "{} 岁",
    recorded: "已登记 {} {} {}",
    exists: "已登记过，没有重复：{} {} {}",
    by: "经办 {}",
    goods_worth: "{}（折合 {}）",
    entry_is: "分录 {}",
    not_recorded: "没有登记 {} {}：",
    different: "没有登记：编号 {} 已用于内容不同的登记",
    reversed: "已冲正 {}，冲正分录 {}",
    reversed_before: "已冲正过，没有重复：{}，冲正分录 {}",
    two_handlers: "经办人最多写两个",
    proxy_outcome: "写了代领人，结果只能是 proxy（代领）",
    until_outcome: "--until 只与 --outcome deferred（改期）同用",
    value_goods: "--goods 和 --value 要一起写",
    relation_proxy: "--relation 要与 --proxy 一起写",
    empty_override: "--override 要写明理由",
    year_of: "{}年走访慰问",
    people_line: "人员  {} 人 {} 人次  慰问金 {}  慰问品 {}",
    units_line: "单位  {} 个  慰问金 {}  慰问品 {}",
    findings: "{} 处与规则不符",
    given_of: "已发 {} / {} 元",
    created: "已新建登记册：{}",
    created_next: "下一步：muster import 花名册.xlsx",
    created_sample_next: "下一步：muster 打开界面，或 muster --today 2024-02-02 due",
    cannot_create: "无法新建：{}",
    backed_up: "已备份并核对：{}，台账 {} 笔",
    backups_removed: "已删去过期备份 {} 份",
    restored: "已恢复：{}，台账 {} 笔",
    kept_aside: "原登记册保留为：{}",
    restores_itself: "这就是登记册本身，不是备份：{}",
    opened_to_read: "登记册只读，只能查看，不能登记：{}",
    no_terminal_in: "界面要在终端里打开：标准输入不是终端",
    no_terminal_out: "界面要在终端里打开：标准输出不是终端",
    dumb_terminal: "这个终端（TERM）不能定位文字，打不开界面",
    terminal_gone: "终端出错：{}",
    app_elsewhere: "可改用命令：muster due、muster find 姓名、muster record，全部命令见 muster --help",
    demo_elsewhere: "可改用命令：muster --db 样例.db init --sample，然后 muster --db 样例.db --today 2024-02-02 due",
};

/// English.
pub const EN: CliTexts = CliTexts {
    ambiguous: "{} recipients answer to that; name one by its id:",
    earlier: "{} ({}, entry {})",
    bad_round: "not a round: {} (written 2024-spring, 2024-army, 2024年春节 or 2024年八一)",
    bad_year: "not a year: {} ({} to {})",
    bad_day: "not a day: {} (written 2024-02-02)",
    bad_state: "not a state: {} (upcoming, due, grace, overdue, done, closed, or in Chinese)",
    bad_outcome: "not an outcome: {} (there are {})",
    bad_id: "not a UUID: {}",
    bad_amount: "bad amount: {} ({})",
    bad_character: "character {} is not allowed: {}",
    too_long: "longer than {} characters: {}",
    bad_marks: "too many combining marks: {}",
    bad_language: "no such language: {} (zh or en)",
    unknown_township: "no such township: {} (there are {})",
    no_home: "no home folder: name the register with --db",
    comma: ", ",
    semicolon: "; ",
    try_help: "see muster --help",
    cannot_print: "cannot print: {}",
    written_all_the_same: "the register was written all the same",
    no_round: "no round concerns this day: name one with --round",
    nothing_found: "nothing found: {}",
    empty_due: "nobody answers to that",
    empty_ledger: "no entry answers to that",
    empty_rounds: "no round was created yet; --year shows those of a year",
    window: "open {} to {}, grace until {}",
    reverses: "cancels {}",
    reversed_by: "cancelled by {}",
    proxy: "proxy {} ({})",
    since: "{} ({})",
    from: "from {}",
    until: "until {}",
    undone: "undone: {}",
    years_old: "{} years",
    recorded: "recorded: {} {} {}",
    exists: "recorded before, nothing added: {} {} {}",
    by: "by {}",
    goods_worth: "{} (worth {})",
    entry_is: "entry {}",
    not_recorded: "not recorded: {} {}:",
    different: "not recorded: {} was recorded with other content",
    reversed: "reversed {}, by entry {}",
    reversed_before: "reversed before, nothing added: {}, by entry {}",
    two_handlers: "two handlers at most",
    proxy_outcome: "with --proxy the outcome can only be proxy",
    until_outcome: "--until goes with --outcome deferred only",
    value_goods: "--goods and --value go together",
    relation_proxy: "--relation goes with --proxy",
    empty_override: "--override needs a reason",
    year_of: "Holiday visits of {}",
    people_line: "people  {} in {} visits  cash {}  goods {}",
    units_line: "units   {}  cash {}  goods {}",
    findings: "{} findings",
    given_of: "given {} of {} yuan",
    created: "created {}",
    created_next: "next: muster import ROSTER.xlsx",
    created_sample_next: "next: muster opens the screens, or muster --today 2024-02-02 due",
    cannot_create: "cannot create: {}",
    backed_up: "backed up and checked: {}, {} entries",
    backups_removed: "deleted {} backups whose time was over",
    restored: "restored {}, {} entries",
    kept_aside: "the old register is kept as {}",
    restores_itself: "this is the register itself, not a backup: {}",
    opened_to_read: "the register is read only, nothing can be recorded: {}",
    no_terminal_in: "the screens need a terminal: standard input is none",
    no_terminal_out: "the screens need a terminal: standard output is none",
    dumb_terminal: "this terminal (TERM) cannot place text",
    terminal_gone: "the terminal failed: {}",
    app_elsewhere: "use commands instead: muster due, muster find NAME, muster record; all of them: muster --help",
    demo_elsewhere: "use commands instead: muster --db sample.db init --sample, then muster --db sample.db --today 2024-02-02 due",
};

/// The texts in a language.
pub const fn texts(lang: Lang) -> &'static CliTexts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
