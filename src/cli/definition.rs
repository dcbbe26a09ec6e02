//! The command line as clap understands it, with its help in a language.

use clap::{ArgAction, ArgMatches, Args as _};

use super::command::{Command, CommandDef, Family, Help};
use super::error::CommandResult;
use super::globals::{self, Globals};
use super::out::Out;
use super::session::Session;
use crate::lang::{Lang, fill, texts};

texts! {
    /// The frame around the help of a command.
    fn texts(lang) -> HelpTexts {
        /// Of the program's own help, as clap fills it.
        template:
            "{about}\n\n用法：{usage}\n\n不写命令即打开界面。\n\n{all-args}{after-help}\n" /
            "{about}\n\nUsage: {usage}\n\nWithout a command the screens open.\n\n{all-args}{after-help}\n";
        /// Of a command's help, as clap fills it.
        template_of_command:
            "{about}\n\n用法：{usage}\n\n{all-args}{after-help}\n" / "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}\n";
        commands: "命令" / "Commands";
        arguments: "参数" / "Arguments";
        options: "选项" / "Options";
        /// Above the examples of a help; they follow on the next line.
        examples: "示例：" / "Examples:";
        /// What an option is if it is not given, behind what it does.
        default: "{}（默认 {}）" / "{} (else {})";
    }
}

/// Where the options of every command stand in a help: behind the command's own.
const GLOBALS_AT: usize = 900;

/// A command as the list of commands holds it.
pub(super) const fn of<C: Command>() -> CommandDef {
    CommandDef { name: C::NAME, help: &C::HELP, define: subcommand::<C>, run: run::<C> }
}

/// A family as the list of commands holds it.
pub(super) const fn family_of<F: Family>() -> CommandDef {
    CommandDef { name: F::NAME, help: &F::HELP, define: family::<F>, run: run_action::<F> }
}

fn run<C: Command>(
    matches: &ArgMatches,
    session: &Session,
    out: &mut Out,
) -> Result<CommandResult, clap::Error> {
    Ok(C::from_arg_matches(matches)?.run(session, out))
}

/// Runs the action that is named; clap has seen to it that there is one.
fn run_action<F: Family>(
    matches: &ArgMatches,
    session: &Session,
    out: &mut Out,
) -> Result<CommandResult, clap::Error> {
    let named = matches.subcommand();
    match named.and_then(|(name, rest)| Some((F::ACTIONS.iter().find(|one| one.name == name)?, rest))) {
        Some((action, rest)) => (action.run)(rest, session, out),
        None => Err(clap::Error::new(clap::error::ErrorKind::MissingSubcommand)),
    }
}

/// The definition of a family.
fn family<F: Family>(lang: Lang) -> clap::Command {
    let command = clap::Command::new(F::NAME);
    match lang {
        Lang::Zh => command.defer(|command| with_actions::<F>(command, Lang::Zh)),
        Lang::En => command.defer(|command| with_actions::<F>(command, Lang::En)),
    }
}

/// A family with its actions.
fn with_actions<F: Family>(command: clap::Command, lang: Lang) -> clap::Command {
    let globals: Vec<clap::Id> = command.get_arguments().map(|arg| arg.get_id().clone()).collect();
    let whole = localised(command, &F::HELP, texts(lang).template_of_command, lang)
        .subcommand_required(true)
        .subcommand_value_name("ACTION")
        .subcommands(F::ACTIONS.iter().map(|action| (action.define)(lang).about(action.help.about(lang))));
    globals.into_iter().fold(whole, |command, id| {
        let meant = F::HELP.takes(id.as_str());
        command.mut_arg(id, |arg| arg.hide(!meant))
    })
}

/// The definition of a command. Its arguments are defined only once the command line names it, so that the
/// line that opens the app does not pay for all of them.
fn subcommand<C: Command>(lang: Lang) -> clap::Command {
    let command = clap::Command::new(C::NAME);
    match lang {
        Lang::Zh => command.defer(|command| with_arguments::<C>(command, Lang::Zh)),
        Lang::En => command.defer(|command| with_arguments::<C>(command, Lang::En)),
    }
}

/// A command with its arguments, which stand before the options of every command that it has already.
fn with_arguments<C: Command>(command: clap::Command, lang: Lang) -> clap::Command {
    let globals: Vec<clap::Id> = command.get_arguments().map(|arg| arg.get_id().clone()).collect();
    let whole = localised(C::augment_args(command), &C::HELP, texts(lang).template_of_command, lang);
    // An argument that is changed moves behind the others.
    globals.into_iter().fold(whole, |command, id| {
        let meant = C::HELP.takes(id.as_str());
        command.mut_arg(id, |arg| arg.hide(!meant))
    })
}

/// The whole definition with its help in a language.
pub(super) fn command_line(commands: &[CommandDef], lang: Lang) -> clap::Command {
    let root = clap::Command::new("muster")
        .version(env!("CARGO_PKG_VERSION"))
        .color(clap::ColorChoice::Never)
        // It breaks lines at blanks alone; `usage::answer` breaks them in Han too.
        .term_width(0)
        .disable_version_flag(true)
        .arg(clap::Arg::new("version").short('V').long("version").action(ArgAction::Version));
    localised(Globals::augment_args(root), &globals::HELP, texts(lang).template, lang)
        .subcommands(commands.iter().map(|command| (command.define)(lang).about(command.help.about(lang))))
}

/// Puts the help of a command and of its arguments into its definition.
fn localised(
    command: clap::Command,
    help: &'static Help,
    template: &'static str,
    lang: Lang,
) -> clap::Command {
    let texts = texts(lang);
    let examples = help.examples(lang);
    let command = if examples.is_empty() {
        command
    } else {
        command.after_help(format!("{}\n{}", texts.examples, examples.trim_end()))
    };
    command
        .about(help.about(lang))
        .help_template(template)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(texts.commands)
        .arg(clap::Arg::new("help").short('h').long("help").action(ArgAction::Help))
        .mut_args(|arg| {
            let heading = if arg.is_positional() { texts.arguments } else { texts.options };
            let arg = value_named(arg, lang).help_heading(heading);
            let id = arg.get_id().as_str();
            match globals::HELP.argument(id, lang) {
                Some(text) => arg.help(text).display_order(GLOBALS_AT),
                None => explained(arg, help, lang),
            }
        })
}

/// An argument of the command itself with its help, and with what it is where it is not given.
fn explained(arg: clap::Arg, help: &'static Help, lang: Lang) -> clap::Arg {
    let text = help.argument(arg.get_id().as_str(), lang).unwrap_or_default();
    match arg.get_default_values() {
        [default] if !default.is_empty() => {
            let text = fill(texts(lang).default, &[&text, &default.to_string_lossy()]);
            arg.help(text).hide_default_value(true)
        }
        _ => arg.help(text),
    }
}

/// What stands for a value in a help and in messages, in Chinese; in English it is the name in the definition.
const VALUES: &[(&str, &str)] = &[
    ("CARD", "卡号"),
    ("WAY", "方式"),
    ("SHAPE", "文件样式"),
    ("CATEGORY", "优抚类别"),
    ("CHANGE", "改动"),
    ("ACCOUNT", "账户"),
    ("PLACE|LABEL", "苏木镇场|类别"),
    ("PLACE", "地方"),
    ("NUMBER", "编号"),
    ("WORD", "叫法"),
    ("LEVEL", "等级"),
    ("STEP", "步骤"),
    ("COUNT", "个数"),
    ("PAYROLL", "发放册"),
    ("PROGRAMME", "项目"),
    ("MONTHS", "年-月..年-月"),
    ("MONTH", "年-月"),
    ("PERIOD", "时期"),
    ("WHICH", "哪一项"),
    ("FUND", "经费"),
    ("FUND=YUAN", "经费=元"),
    ("NATURE", "性质"),
    ("INTAKE", "入伍季"),
    ("YEARS", "年数"),
    ("BY", "分法"),
    ("ACCOUNT|BY", "账户|分法"),
    ("COLUMN", "列"),
    ("LINE", "行"),
    ("ROUND|FILE|NUMBER", "慰问活动|文件|编号"),
    ("NAME,NAME", "姓名,姓名"),
    ("LINE=RESULT", "行=结果"),
    ("RATE", "计法"),
    ("CODE", "代码"),
    ("ROLE", "身份"),
    ("DAYS", "天数"),
    ("answer", "answer"),
    ("CATEGORY[=FROM]", "优抚类别[=起始日]"),
    ("COMMAND", "命令"),
    ("DATE", "日期"),
    ("DAY", "日期"),
    ("DIR", "文件夹"),
    ("ENCODING", "编码"),
    ("ENTRY", "分录"),
    ("VISIT", "走访"),
    ("ACT", "操作"),
    ("ACTION", "操作"),
    ("GOODS", "物品"),
    ("HOLDER", "服务站或组"),
    ("STATION", "服务站"),
    ("TEAM", "走访组"),
    ("WHAT", "对象等"),
    ("FILE", "文件"),
    ("FINDING", "发现"),
    ("FORMAT", "格式"),
    ("GROUP", "慰问类别"),
    ("GROUP[=FROM]", "慰问类别[=起始日]"),
    ("GROUP=TEXT=YUAN", "类别=慰问品=元"),
    ("GROUP=YUAN", "类别=元"),
    ("HASH", "校验值"),
    ("HEADER=FIELD", "表头=字段"),
    ("SHEET", "工作表"),
    ("WORD=LABEL", "叫法=类别"),
    ("HEAD", "链头"),
    ("HOUSEHOLD", "户籍"),
    ("ID", "证号"),
    ("KEEP", "留下的"),
    ("KIND", "种类"),
    ("SUBKIND", "小类"),
    ("TITLE", "名称"),
    ("WHEN", "时间"),
    ("PART", "部分"),
    ("FIGURE", "数字"),
    ("KEY", "设置"),
    ("LIST", "名单"),
    ("N", "数"),
    ("ROW", "号"),
    ("TYPE", "类型"),
    ("NAME", "姓名"),
    ("OTHER", "并入的"),
    ("OUTCOME", "结果"),
    ("PHONE", "电话"),
    ("QUERY", "查找内容"),
    ("REASON", "理由"),
    ("RECIPIENT", "对象"),
    ("RELATION", "关系"),
    ("ROUND", "活动"),
    ("RULE", "规则"),
    ("SEX", "性别"),
    ("SHEET", "表"),
    ("SHELL", "SHELL"),
    ("STATE", "状态"),
    ("STATUS", "情况"),
    ("TEXT", "文字"),
    ("TOWNSHIP", "苏木镇场"),
    ("UUID", "编号"),
    ("VALUE", "值"),
    ("VILLAGE", "嘎查村"),
    ("YEAR", "年份"),
    ("YUAN", "元"),
    ("YYYY-MM-DD", "年-月-日"),
    ("zh|en", "zh|en"),
    ("dark|light|auto", "dark|light|auto"),
    ("today|roster", "today|roster"),
];

/// The Chinese of a value's name; none for a name that [`VALUES`] does not know.
fn value_name(name: &str) -> Option<&'static str> {
    VALUES.iter().find(|(english, _)| *english == name).map(|(_, chinese)| *chinese)
}

fn value_named(arg: clap::Arg, lang: Lang) -> clap::Arg {
    let name = arg.get_value_names().and_then(|names| value_name(names.first()?.as_str()));
    match (lang, name) {
        (Lang::Zh, Some(name)) => arg.value_name(name),
        (Lang::Zh, None) | (Lang::En, _) => arg,
    }
}

/// The words that clap has of its own in the help: those of its usage line, and the colon behind a heading.
const CLAPS_OWN: &[(&str, &str)] =
    &[("[OPTIONS]", "[选项]"), ("[COMMAND]", "[命令]"), ("<ACTION>", "<操作>")];

/// A usage line or a heading of clap in a language.
pub(super) fn translated(line: &str, lang: Lang) -> String {
    if lang == Lang::En {
        return line.to_owned();
    }
    let line =
        CLAPS_OWN.iter().fold(line.to_owned(), |line, (english, chinese)| line.replace(english, chinese));
    match line.strip_suffix(':') {
        Some(heading) if !line.starts_with(' ') => format!("{heading}："),
        Some(_) | None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_a_name_in_chinese() {
        fn visit(command: &clap::Command) {
            for arg in command.get_arguments().filter(|arg| arg.get_action().takes_values()) {
                let name = arg.get_value_names().and_then(|names| names.first()).unwrap();
                assert!(value_name(name).is_some(), "{} {name}", command.get_name());
            }
            command.get_subcommands().for_each(visit);
        }
        let mut root = command_line(super::super::COMMANDS, Lang::En);
        root.build();
        visit(&root);
    }
}
