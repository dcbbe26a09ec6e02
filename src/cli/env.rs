//! The environment, read here and nowhere else.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use etcetera::base_strategy::{BaseStrategy, Xdg};

use crate::domain::text::CleanText;
use crate::lang::Lang;
use crate::ui::theme::Background;

/// Most characters kept of an account's name.
const ACTOR_MAX: usize = 50;

/// A variable that is set to something.
#[expect(clippy::disallowed_methods, reason = "the environment is read in this file only")]
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// The language of the texts, before the command line is understood.
pub(super) fn language(args: &[OsString]) -> Lang {
    let lookup = |name: &str| variable(name).and_then(|value| value.into_string().ok());
    choose_language(flag(args).as_deref(), &lookup)
}

/// What follows the last `--lang` on a command line that has not been parsed.
fn flag(args: &[OsString]) -> Option<String> {
    let mut found = None;
    let mut texts = args.iter().map(|arg| arg.to_string_lossy());
    while let Some(text) = texts.next() {
        if text == "--" {
            break;
        } else if text == "--lang" {
            found = texts.next().map(std::borrow::Cow::into_owned);
        } else if let Some(value) = text.strip_prefix("--lang=") {
            found = Some(value.to_owned());
        }
    }
    found
}

/// The flag, else `MUSTER_LANG`, else English for an English locale, else Chinese.
fn choose_language(flag: Option<&str>, lookup: &dyn Fn(&str) -> Option<String>) -> Lang {
    if let Some(lang) = flag.and_then(read_language) {
        return lang;
    }
    if let Some(lang) = lookup("MUSTER_LANG").as_deref().and_then(read_language) {
        return lang;
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(lookup).unwrap_or_default();
    if locale.starts_with("en") { Lang::En } else { Lang::Zh }
}

/// The locale that says how text is written, if it is set and says that it is not UTF-8.
pub(super) fn foreign_charset() -> Option<String> {
    not_utf8(&|name| variable(name).and_then(|value| value.into_string().ok()))
}

fn not_utf8(lookup: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(lookup)?;
    let letters: String = locale.chars().filter(char::is_ascii_alphanumeric).collect();
    (!letters.to_ascii_lowercase().contains("utf8")).then_some(locale)
}

/// Reads `zh` or `en`.
pub(super) fn read_language(argument: &str) -> Option<Lang> {
    match argument.trim().to_ascii_lowercase().as_str() {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The terminal's background: the flag, else `MUSTER_THEME`, else what the terminal says of itself in `COLORFGBG`. The
/// terminal is not asked: one that does not answer would be waited for.
pub(super) fn background(flag: Option<&str>) -> Background {
    let lookup = |name: &str| variable(name).and_then(|value| value.into_string().ok());
    choose_background(flag, &lookup)
}

fn choose_background(flag: Option<&str>, lookup: &dyn Fn(&str) -> Option<String>) -> Background {
    let chosen = flag.map(str::to_owned).or_else(|| lookup("MUSTER_THEME"));
    match chosen.as_deref().and_then(read_background) {
        Some(Background::Unknown) | None => {}
        Some(background) => return background,
    }
    // Text and background as numbers of the sixteen colours, with something between them in some terminals.
    let colours = lookup("COLORFGBG").unwrap_or_default();
    match colours.rsplit(';').next().and_then(|number| number.parse::<u8>().ok()) {
        Some(0..=6 | 8) if colours.contains(';') => Background::Dark,
        Some(7 | 9..=15) if colours.contains(';') => Background::Light,
        Some(_) | None => Background::Unknown,
    }
}

/// Reads `dark`, `light` or `auto`.
pub(super) fn read_background(argument: &str) -> Option<Background> {
    match argument.trim().to_ascii_lowercase().as_str() {
        "dark" => Some(Background::Dark),
        "light" => Some(Background::Light),
        "auto" => Some(Background::Unknown),
        _ => None,
    }
}

/// The register: `--db`, else `MUSTER_DB`, else the data folder of the XDG rules; none without a home.
pub(super) fn register(flag: Option<&Path>) -> Option<PathBuf> {
    if let Some(path) = flag.filter(|path| !path.as_os_str().is_empty()) {
        return Some(path.to_path_buf());
    }
    if let Some(path) = variable("MUSTER_DB") {
        return Some(PathBuf::from(path));
    }
    default_register()
}

/// The register where nothing names another: in the data folder of the XDG rules; none without a home.
pub(super) fn default_register() -> Option<PathBuf> {
    let data = Xdg::new().ok()?.data_dir();
    Some(data.join("muster").join("register.db"))
}

/// Which screen to open first, as the environment says it.
pub(super) fn start() -> Option<String> {
    variable("MUSTER_START").and_then(|value| value.into_string().ok())
}

/// Whether `MUSTER_MOUSE` asks for the mouse: set to anything but 0 it does.
pub(super) fn mouse() -> bool {
    variable("MUSTER_MOUSE").is_some_and(|value| value != "0")
}

/// Whether the line to the terminal may be slow: `MUSTER_LINE` says `slow` or `fast`, else a session of SSH may be.
pub(super) fn slow_line() -> bool {
    may_be_slow(&|name| variable(name).and_then(|value| value.into_string().ok()))
}

fn may_be_slow(lookup: &dyn Fn(&str) -> Option<String>) -> bool {
    match lookup("MUSTER_LINE").as_deref() {
        Some("slow") => true,
        Some("fast") => false,
        _ => ["SSH_CONNECTION", "SSH_TTY"].into_iter().any(|name| lookup(name).is_some()),
    }
}

/// The folder of the account for what programs remember: that of the XDG rules; none without a home.
pub(super) fn state() -> Option<PathBuf> {
    Xdg::new().ok()?.state_dir()
}

/// The account that acts.
pub(super) fn actor() -> CleanText {
    let name = whoami::username()
        .ok()
        .or_else(|| variable("USER").and_then(|name| name.into_string().ok()))
        .unwrap_or_else(|| "unknown".to_owned());
    CleanText::shown(&name.chars().take(ACTOR_MAX).collect::<String>())
}

/// What `TERM` says of the terminal.
pub(super) fn term() -> Option<String> {
    variable("TERM").and_then(|term| term.into_string().ok())
}

/// Whether colours are wanted: `NO_COLOR`, set to anything, says no.
pub(super) fn color() -> bool {
    variable("NO_COLOR").is_none()
}

/// The folder for temporary files.
pub(super) fn temporary() -> PathBuf {
    std::env::temp_dir()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_flag_the_variable_or_the_locale() {
        type Vars = &'static [(&'static str, &'static str)];
        let cases: [(Option<&str>, Vars, Lang); 9] = [
            (None, &[], Lang::Zh),
            (None, &[("LANG", "C.UTF-8")], Lang::Zh),
            (None, &[("LANG", "en_US.UTF-8")], Lang::En),
            (None, &[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "zh_CN.UTF-8")], Lang::Zh),
            (None, &[("LC_ALL", "en_GB"), ("LC_MESSAGES", "zh_CN.UTF-8")], Lang::En),
            (None, &[("LANG", "en_US.UTF-8"), ("MUSTER_LANG", "zh")], Lang::Zh),
            (None, &[("MUSTER_LANG", "EN")], Lang::En),
            (Some("zh"), &[("MUSTER_LANG", "en")], Lang::Zh),
            (Some("fr"), &[("MUSTER_LANG", "en")], Lang::En),
        ];
        for (flag, vars, lang) in cases {
            let lookup = |name: &str| vars.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
            assert_eq!(choose_language(flag, &lookup), lang, "{flag:?} {vars:?}");
        }
    }

    #[test]
    fn a_locale_that_is_set_and_is_not_utf_8_is_told() {
        type Vars = &'static [(&'static str, &'static str)];
        let cases: [(Vars, Option<&str>); 7] = [
            (&[], None),
            (&[("LANG", "zh_CN.UTF-8")], None),
            (&[("LANG", "C.utf8")], None),
            (&[("LANG", "zh_CN.GB18030")], Some("zh_CN.GB18030")),
            (&[("LANG", "zh_CN.GB18030"), ("LC_CTYPE", "zh_CN.UTF-8")], None),
            (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")], Some("C")),
            (&[("LC_MESSAGES", "C")], None),
        ];
        for (vars, told) in cases {
            let lookup = |name: &str| vars.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
            assert_eq!(not_utf8(&lookup).as_deref(), told, "{vars:?}");
        }
    }

    #[test]
    fn a_line_is_slow_where_it_is_said_so_or_through_ssh() {
        type Vars = &'static [(&'static str, &'static str)];
        let cases: [(Vars, bool); 6] = [
            (&[], false),
            (&[("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")], true),
            (&[("SSH_TTY", "/dev/pts/0")], true),
            (&[("SSH_TTY", "/dev/pts/0"), ("MUSTER_LINE", "fast")], false),
            (&[("MUSTER_LINE", "slow")], true),
            (&[("MUSTER_LINE", "?")], false),
        ];
        for (vars, slow) in cases {
            let lookup =
                |name: &str| vars.iter().find(|(var, _)| *var == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(may_be_slow(&lookup), slow, "{vars:?}");
        }
    }

    #[test]
    fn the_background_is_the_flag_the_variable_or_what_the_terminal_says() {
        type Vars = &'static [(&'static str, &'static str)];
        let cases: [(Option<&str>, Vars, Background); 9] = [
            (None, &[], Background::Unknown),
            (None, &[("COLORFGBG", "15;0")], Background::Dark),
            (None, &[("COLORFGBG", "0;default;15")], Background::Light),
            (None, &[("COLORFGBG", "default")], Background::Unknown),
            (None, &[("COLORFGBG", "7")], Background::Unknown),
            (None, &[("COLORFGBG", "15;0"), ("MUSTER_THEME", "light")], Background::Light),
            (Some("dark"), &[("MUSTER_THEME", "light")], Background::Dark),
            (Some("auto"), &[("MUSTER_THEME", "light")], Background::Unknown),
            (Some("auto"), &[("COLORFGBG", "0;7")], Background::Light),
        ];
        for (flag, vars, background) in cases {
            let lookup = |name: &str| vars.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
            assert_eq!(choose_background(flag, &lookup), background, "{flag:?} {vars:?}");
        }
    }

    #[test]
    fn the_language_flag_is_found_anywhere() {
        let args = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(flag(&args("muster due --lang en")).as_deref(), Some("en"));
        assert_eq!(flag(&args("muster --lang=zh due")).as_deref(), Some("zh"));
        assert_eq!(flag(&args("muster find -- --lang en")), None);
    }
}
