//! The help of the command line: a row for every command and every argument.

use super::{Lang, texts};

texts! {
    /// The frame around the help of a command.
    pub(crate) fn texts(lang) -> HelpTexts {
        /// Of the program's own help, as clap fills it.
        template:
            "{about}\n\n用法：{usage}\n\n不写命令即打开界面。\n\n{all-args}\n" /
            "{about}\n\nUsage: {usage}\n\nWithout a command the screens open.\n\n{all-args}\n";
        /// Of a command's help, as clap fills it.
        template_of_command: "{about}\n\n用法：{usage}\n\n{all-args}\n" / "{about}\n\nUsage: {usage}\n\n{all-args}\n";
        commands: "命令" / "Commands";
        arguments: "参数" / "Arguments";
        options: "选项" / "Options";
    }
}

/// (what, Chinese, English). A command stands under its name, an argument under `command.argument`, an
/// option of every command under `.option`.
const TABLE: &[(&str, &str, &str)] = &[
    (
        "",
        "节日走访慰问登记：该走访谁，发了什么，一笔不漏",
        "A roster for holiday visits: who is due, what was given, nothing lost",
    ),
    (
        ".db",
        "登记册文件（否则用 MUSTER_DB 或默认位置）",
        "The register (else MUSTER_DB, else the default place)",
    ),
    (".today", "当作这一天", "Take this day for today"),
    (".lang", "语言：zh 中文，en 英文", "Language: zh or en"),
    (".ascii", "界面只用 ASCII 符号", "Draw with ASCII only"),
    (".json", "输出 JSON，金额以分计", "Print JSON; amounts in fen"),
    (".help", "显示帮助", "Print help"),
    (".version", "显示版本", "Print version"),
    (
        "demo",
        "打开样例旗县的私有副本，停在它自己的那一天",
        "The sample banner in a private copy, on its own day",
    ),
    ("init", "新建登记册", "Create a register"),
    ("init.sample", "装入样例旗县", "Fill it with the sample banner"),
    (
        "import",
        "导入花名册（XLSX 或 CSV）：要么全部写入，要么都不写",
        "Import a roster (XLSX or CSV): all of it or nothing",
    ),
    ("import.file", "花名册文件", "The roster"),
    ("import.dry_run", "只试算，不写入", "Only tell what would happen"),
    (
        "import.skip_refused",
        "跳过被拒的行，另存为一个文件",
        "Leave refused rows out and write them to a file",
    ),
    (
        "find",
        "按姓名、拼音、首字母、证件或电话尾号、嘎查村查找",
        "Find by name, pinyin, initials, tail of ID or phone, village",
    ),
    ("find.query", "要找的字", "What to look for"),
    ("find.limit", "最多几条", "Hits at most"),
    ("show", "显示一个慰问对象的全部资料，号码打码", "Everything about one recipient, numbers masked"),
    (
        "show.recipient",
        "编号（或其开头）、身份证号或唯一的姓名",
        "Id (or its beginning), ID number, or a name that only one bears",
    ),
    ("rounds", "列出慰问活动和慰问期", "The rounds with their windows"),
    (
        "rounds.year",
        "这一节日年度的两次活动，无论是否已建",
        "The two rounds of that holiday year, created or not",
    ),
    ("due", "列出一次慰问活动的应访名单", "Who is due in a round"),
    (
        "due.round",
        "慰问活动，如 2024-spring 或 2024年春节；默认当前活动",
        "Round, e.g. 2024-spring or 2024年春节; else the current one",
    ),
    (
        "due.township",
        "只看这个苏木镇场（代码、名称或别名）",
        "Only this township (code, name or another spelling)",
    ),
    (
        "due.state",
        "只看这种状态：upcoming due grace overdue done closed，或中文",
        "Only this state: upcoming due grace overdue done closed, or in Chinese",
    ),
    (
        "record",
        "登记一次走访和发放；不写金额即照标准发给本人",
        "Record a call and what was given; without amounts, the full standard to the person",
    ),
    (
        "record.recipient",
        "编号（或其开头）、身份证号或唯一的姓名",
        "Id (or its beginning), ID number, or a name that only one bears",
    ),
    ("record.round", "慰问活动，如 2024-spring 或 2024年春节", "Round, e.g. 2024-spring or 2024年春节"),
    (
        "record.id",
        "本次登记的编号（UUID）：同一编号重复执行只记一次",
        "Id of this recording (UUID): repeating it records nothing twice",
    ),
    ("record.cash", "慰问金，元", "Cash in yuan"),
    ("record.goods", "慰问品及数量", "Goods with quantity"),
    ("record.value", "慰问品折合，元", "Value of the goods in yuan"),
    ("record.on", "走访日期，默认今天", "Day of the call; else today"),
    ("record.by", "经办人，可写两次；发现金须两人", "Handler, up to twice; cash needs two"),
    (
        "record.outcome",
        "结果：given proxy absent deferred refused died moved_away not_found visit_only，或中文",
        "Outcome: given proxy absent deferred refused died moved_away not_found visit_only, or in Chinese",
    ),
    ("record.proxy", "代领人", "Who received it in the recipient's place"),
    ("record.relation", "代领人与本人的关系", "The proxy's relation to the recipient"),
    (
        "record.until",
        "改到哪一天（与 --outcome deferred 同用）",
        "The day it is put off to (with --outcome deferred)",
    ),
    ("record.needs", "诉求", "Needs heard at the door"),
    ("record.note", "备注；去世后由人代领时写理由", "Note; for a proxy after a death, the reason"),
    ("record.override_reason", "本次活动再发一份的理由", "Why a second gift in the same round is right"),
    ("ledger", "列出台账分录，新的在前", "Entries of the ledger, newest first"),
    ("ledger.round", "只看这次慰问活动", "Only this round"),
    ("ledger.year", "只看这一年发放的", "Only what was paid in this calendar year"),
    ("reverse", "冲正一笔发放", "Cancel a gift"),
    ("reverse.entry", "分录编号（或其开头）", "Id of the entry, or its beginning"),
    ("reverse.reason", "理由", "Why"),
    (
        "reverse.id",
        "冲正分录的编号（UUID）：同一编号重复执行只记一次",
        "Id of the reversal (UUID): repeating it records nothing twice",
    ),
    ("report", "一年的慰问汇总：人数、人次、金额", "The figures of a year: people, person-visits, money"),
    ("report.year", "发放的年份", "Calendar year of the day paid"),
    (
        "check",
        "核对整个登记册的每条规则；无误时不出声",
        "Check every rule over the whole register; silent when true",
    ),
    (
        "backup",
        "备份登记册：核对无误后才定名；按日、周、月留存",
        "Back the register up; the copy is checked before it gets its name, and kept by age",
    ),
    (
        "backup.to",
        "放到这个目录（默认为登记册旁的 backups）",
        "Into this folder (else backups beside the register)",
    ),
    (
        "restore",
        "用备份恢复登记册；原文件留在旁边",
        "Put a backup in the place of the register; the old file is kept beside it",
    ),
    ("restore.file", "备份文件", "The backup"),
    ("keys", "列出全部按键", "The keys of the screens"),
    ("completions", "生成命令行补全脚本", "Completions for a shell"),
    ("completions.shell", "bash、zsh、fish、elvish 或 powershell", "bash, zsh, fish, elvish or powershell"),
];

/// The words for a command or an argument; empty if the table does not know it.
pub fn about(lang: Lang, at: &str) -> &'static str {
    TABLE.iter().find(|(key, ..)| *key == at).map_or("", |(_, zh, en)| lang.pick(zh, en))
}
