//! The options of every command.

use std::path::PathBuf;

use super::command::{Help, help};

/// Options that are accepted before and after the command.
#[derive(Debug, clap::Args)]
pub(super) struct Globals {
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) db: Option<PathBuf>,
    #[arg(long, global = true, value_name = "YYYY-MM-DD", action = clap::ArgAction::Append)]
    pub(super) today: Vec<String>,
    #[arg(long, global = true, value_name = "zh|en")]
    pub(super) lang: Option<String>,
    #[arg(long, global = true, value_name = "today|roster")]
    pub(super) start: Option<String>,
    #[arg(long, global = true)]
    pub(super) ascii: bool,
    #[arg(long, global = true)]
    pub(super) mouse: bool,
    #[arg(long, global = true, value_name = "dark|light|auto")]
    pub(super) theme: Option<String>,
    #[arg(long, global = true)]
    pub(super) json: bool,
}

/// Their help, and that of the two options that clap itself answers.
pub(super) const HELP: Help = help! {
    "节日走访慰问登记：该走访谁，发了什么，一笔不漏" / "A roster for holiday visits: who is due, what was given, nothing lost";
    db: "登记册文件（否则用 MUSTER_DB 或默认位置）" / "The register (else MUSTER_DB, else the default place)";
    today: "当作这一天" / "Take this day for today";
    lang: "语言：zh 中文，en 英文" / "Language: zh or en";
    start: "打开界面时先看：today 今天，roster 花名册（否则用 MUSTER_START，再否则回到上次离开的地方）" / "Open the screens at: today or roster (else MUSTER_START, else where you left)";
    ascii: "界面只用 ASCII 符号" / "Draw with ASCII only";
    mouse: "用鼠标点选和滚动（也可设 MUSTER_MOUSE=1）；选字时按住 Shift 拖动" / "Click and scroll with the mouse (or set MUSTER_MOUSE=1); hold Shift to select text";
    theme: "终端底色：dark 深色，light 浅色，auto 两者都看得清（也可设 MUSTER_THEME）" / "The terminal's background: dark, light, or auto for colours read on both (or set MUSTER_THEME)";
    json: "输出 JSON，金额以分计" / "Print JSON; amounts in fen";
    help: "显示帮助" / "Print help";
    version: "显示版本" / "Print version";
    "muster" => "打开界面" / "Opens the screens";
    "muster due" => "该走访谁" / "Who is due a visit";
    "muster help record" => "一个命令的用法和示例" / "How one command is used, with examples";
};
