//! What clap answers: a help as it stands, a slip of the command line in our own words.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::definition::translated;
use super::error::{CliError, Status, shown};
use crate::lang::{Lang, fill, texts};
use crate::term;
use crate::ui::text;

texts! {
    /// Slips of the command line.
    fn texts(lang) -> UsageTexts {
        /// The option.
        unknown_option: "没有这个选项：{}" / "no such option: {}";
        /// The argument.
        unknown_argument: "多余的内容：{}" / "nothing is expected here: {}";
        /// The command.
        unknown_command: "没有这个命令：{}" / "no such command: {}";
        /// What it may have meant.
        perhaps: "是不是 {}？" / "did you mean {}?";
        /// What is missing.
        missing: "缺少：{}" / "missing: {}";
        /// The option.
        no_value: "{} 后面要写值" / "{} needs a value";
        /// The option or argument, the value.
        bad_value: "{} 不能是：{}" / "{} cannot be {}";
        /// The option, what it takes.
        takes: "{}：{}" / "{}: {}";
        /// The option, the value.
        no_value_taken: "{} 后面不写值，多了：{}" / "{} takes no value: {}";
        /// The option.
        twice: "{} 只能写一次" / "{} can be given only once";
        /// Two options.
        together: "{} 和 {} 不能一起用" / "{} and {} do not go together";
        not_text: "命令行里有不是 UTF-8 的文字" / "the command line is not UTF-8";
        slip: "命令行有误" / "the command line makes no sense";
        /// The usage of the command.
        usage: "用法：{}" / "Usage: {}";
        /// The command, preceded by a blank.
        see: "详见 muster help{}" / "see muster help{}";
        /// Between the items of a list.
        comma: "、" / ", ";
        /// Between the things that may have been meant.
        or: " 或 " / " or ";
    }
}

/// Whether what clap says is an answer (help, version) and no slip.
pub(super) fn is_answer(error: &clap::Error) -> bool {
    !error.use_stderr()
}

/// Cells of a line where the answer goes into a file or another program.
const UNSEEN: usize = 100;

/// An answer of clap, line by line, as wide as the terminal.
pub(super) fn answer(error: &clap::Error, lang: Lang) -> Vec<String> {
    let text = error.render().to_string();
    let cells = term::columns().map_or(UNSEEN, usize::from);
    text.trim_end().lines().flat_map(|line| broken(&translated(line, lang), cells)).collect()
}

/// A line of a help in lines of so many cells: what does not fit goes on below where its explanation begins.
fn broken(line: &str, cells: usize) -> Vec<String> {
    if text::width(line) <= cells {
        return vec![line.to_owned()];
    }
    let begins = line.len() - line.trim_start().len();
    let gap = line.get(begins..).and_then(|rest| rest.find("  ")).map(|at| begins + at);
    let from =
        gap.map_or(begins, |gap| line.get(gap..).map_or(gap, |rest| line.len() - rest.trim_start().len()));
    let (head, said) = line.split_at_checked(from).unwrap_or(("", line));
    let indent = text::width(head);
    if indent + LEAST > cells {
        return text::wrap(line, cells);
    }
    let lines = text::wrap(said, cells - indent);
    let blank = " ".repeat(indent);
    (0..).zip(lines).map(|(at, part)| [if at == 0 { head } else { &blank }, &part].concat()).collect()
}

/// Cells that an explanation has at least beside what it explains.
const LEAST: usize = 20;

/// A slip of the command line: what is wrong, what may have been meant, how the command is used. `root` is the definition of
/// the whole command line, `line` what was typed.
pub(super) fn slip(error: &clap::Error, mut root: clap::Command, line: &[OsString], lang: Lang) -> CliError {
    let texts = texts(lang);
    let read = root.clone().ignore_errors(true).try_get_matches_from(line).ok();
    let mut named = Vec::new();
    let mut read = read.as_ref();
    while let Some((name, rest)) = read.and_then(clap::ArgMatches::subcommand) {
        named.push(name);
        read = Some(rest);
    }
    // The arguments of a command are defined once it is built.
    root.build();
    let (mut command, name) = named_by(&root, &named);
    let mut lines = vec![what(error, lang)];
    lines.extend(meant(error, &command, lang));
    lines.extend(takes(error, &command, lang));
    let usage = command.render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    lines.push(fill(texts.usage, &[&translated(usage, lang)]));
    lines.push(fill(texts.see, &[&name]));
    CliError::Message(Status::Usage, lines)
}

/// The command that words name, as far as they do, and its name with all before it.
fn named_by(root: &clap::Command, words: &[&str]) -> (clap::Command, String) {
    let mut named = (root, String::new());
    for word in words {
        let Some(command) = named.0.find_subcommand(word) else { break };
        named = (command, format!("{} {word}", named.1));
    }
    (named.0.clone(), named.1)
}

/// What is wrong, in one line.
fn what(error: &clap::Error, lang: Lang) -> String {
    let texts = texts(lang);
    let argument = strings(error, ContextKind::InvalidArg).join(texts.comma);
    let value = strings(error, ContextKind::InvalidValue).join(texts.comma);
    let argument = shown(&argument);
    let value = shown(&value);
    let kind = error.kind();
    if kind == ErrorKind::UnknownArgument {
        let template = if argument.starts_with('-') { texts.unknown_option } else { texts.unknown_argument };
        fill(template, &[&argument])
    } else if kind == ErrorKind::InvalidSubcommand {
        let command = strings(error, ContextKind::InvalidSubcommand).join(texts.comma);
        fill(texts.unknown_command, &[&shown(&command)])
    } else if kind == ErrorKind::MissingRequiredArgument {
        fill(texts.missing, &[&argument])
    } else if kind == ErrorKind::MissingSubcommand {
        fill(texts.missing, &[&strings(error, ContextKind::ValidSubcommand).join(texts.or)])
    } else if matches!(kind, ErrorKind::InvalidValue | ErrorKind::TooFewValues) && value.is_empty() {
        fill(texts.no_value, &[&argument])
    } else if matches!(kind, ErrorKind::InvalidValue | ErrorKind::ValueValidation) {
        fill(texts.bad_value, &[&argument, &value])
    } else if kind == ErrorKind::TooManyValues {
        fill(texts.no_value_taken, &[&argument, &value])
    } else if kind == ErrorKind::ArgumentConflict {
        let other = strings(error, ContextKind::PriorArg).join(texts.comma);
        if other == argument.as_str() {
            fill(texts.twice, &[&argument])
        } else {
            fill(texts.together, &[&argument, &shown(&other)])
        }
    } else if kind == ErrorKind::InvalidUtf8 {
        texts.not_text.to_owned()
    } else {
        texts.slip.to_owned()
    }
}

/// What may have been meant, where clap finds something near it; no option that means nothing to the command.
fn meant(error: &clap::Error, command: &clap::Command, lang: Lang) -> Option<String> {
    let texts = texts(lang);
    let hidden = |near: &String| {
        let of = |arg: &clap::Arg| arg.get_long().is_some_and(|long| near.strip_prefix("--") == Some(long));
        command.get_arguments().any(|arg| arg.is_hide_set() && of(arg))
    };
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let near: Vec<String> = near.into_iter().flat_map(|kind| strings(error, kind)).collect();
    let near: Vec<String> = near.into_iter().filter(|near| !hidden(near)).collect();
    (!near.is_empty()).then(|| fill(texts.perhaps, &[&near.join(texts.or)]))
}

/// What an argument with a bad value takes, as its help says.
fn takes(error: &clap::Error, command: &clap::Command, lang: Lang) -> Option<String> {
    if !matches!(error.kind(), ErrorKind::InvalidValue | ErrorKind::ValueValidation) {
        return None;
    }
    let named = strings(error, ContextKind::InvalidArg).into_iter().next()?;
    let found = command.get_arguments().find(|arg| arg.to_string() == named)?;
    Some(fill(texts(lang).takes, &[&named, found.get_help()?]))
}

/// The texts of one kind that an error of clap carries.
fn strings(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(several)) => several.clone(),
        Some(_) | None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_help_goes_on_below_where_its_explanation_begins() {
        let line = "  --on <日期>  走访日期，默认今天，也可以写昨天";
        assert_eq!(broken(line, 36), ["  --on <日期>  走访日期，默认今天，", "               也可以写昨天"]);
        assert_eq!(broken(line, 80), [line]);
        // Too narrow for two columns.
        assert_eq!(broken(line, 20), ["--on <日期>  走访日", "期，默认今天，也可以", "写昨天"]);
        let about = "登记一次走访和发放；不写金额即发标准中还欠的";
        assert_eq!(broken(about, 28), ["登记一次走访和发放；不写金额", "即发标准中还欠的"]);
    }
}
