//! `muster category`: entitlement categories of a person, added and ended.

use super::command::{Command, CommandDef, Family, Help, help};
use super::definition::of;
use super::error::CommandResult;
use super::membership::{self, Change, Of};
use super::out::Out;
use super::session::Session;

/// The family.
pub(super) struct CategoryFamily;

impl Family for CategoryFamily {
    const NAME: &'static str = "category";
    const HELP: Help = help! {
        "优抚类别的归属：增加、终止" / "Adds an entitlement category to a person, or ends it";
        [db today json]
        "muster category add 程连富 残疾军人" => "增加，起始日不详" / "Held from a day that is not known";
    };
    const ACTIONS: &'static [CommandDef] = &[of::<AddArgs>(), of::<EndArgs>()];
}

/// The arguments of `category add`.
#[derive(Debug, clap::Args)]
struct AddArgs {
    #[arg(value_name = "RECIPIENT")]
    recipient: String,
    #[arg(value_name = "CATEGORY")]
    category: String,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
    #[arg(long = "dry-run")]
    dry_run: bool,
}

/// The arguments of `category end`.
#[derive(Debug, clap::Args)]
struct EndArgs {
    #[arg(value_name = "RECIPIENT")]
    recipient: String,
    #[arg(value_name = "CATEGORY")]
    category: String,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
    #[arg(long = "dry-run")]
    dry_run: bool,
}

impl Command for AddArgs {
    const NAME: &'static str = "add";
    const HELP: Help = help! {
        "增加优抚类别" / "Adds an entitlement category";
        recipient:
            "编号（或其开头）、身份证号（写 -，从标准输入给出）或唯一的姓名" /
            "Id (or its beginning), ID number (write - and give it on standard input), or a name that only one bears";
        category: "优抚类别" / "Entitlement category";
        on: "起始日；不写为不详，曾经终止过的从今天起" / "Its first day; else not known, or today where it had ended before";
        dry_run: "只看会怎样，不写入" / "Only tells what it would do";
        [db today json]
        "muster category add 程连富 残疾军人" => "增加，起始日不详" / "Held from a day that is not known";
    };

    /// Adds it.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let Self { recipient, category: label, on, dry_run } = self;
        let on = on.as_deref();
        let change = Change { of: Of::Categories, ends: false, recipient, label, on, dry_run: *dry_run };
        membership::change(session, change, out)
    }
}

impl Command for EndArgs {
    const NAME: &'static str = "end";
    const HELP: Help = help! {
        "终止优抚类别" / "Ends an entitlement category";
        recipient:
            "编号（或其开头）、身份证号（写 -，从标准输入给出）或唯一的姓名" /
            "Id (or its beginning), ID number (write - and give it on standard input), or a name that only one bears";
        category: "优抚类别" / "Entitlement category";
        on: "最后一天，默认今天" / "Its last day; else today";
        dry_run: "只看会怎样，不写入" / "Only tells what it would do";
        [db today json]
        "muster category end 程连富 残疾军人" => "今天是最后一天" / "Today is its last day";
    };

    /// Ends it.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let Self { recipient, category: label, on, dry_run } = self;
        let on = on.as_deref();
        let change = Change { of: Of::Categories, ends: true, recipient, label, on, dry_run: *dry_run };
        membership::change(session, change, out)
    }
}
