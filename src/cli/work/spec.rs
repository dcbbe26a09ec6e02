//! The families of work as commands: what stands first on their lines, and the help that all of them share.

use crate::cli::command::Help;
use crate::domain::work::{Field, WorkFamily, WorkKind};

/// What is written without an option in front of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Positional {
    /// Which kind of the family.
    Kind,
    /// What of the kind.
    Subkind,
    /// What it was called.
    Title,
    /// Whom it is about.
    Recipient,
}

impl Positional {
    /// The id and the name of its value.
    pub(in crate::cli) fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Kind => ("kind", "KIND"),
            Self::Subkind => ("subkind", "SUBKIND"),
            Self::Title => ("title", "TITLE"),
            Self::Recipient => ("recipient", "RECIPIENT"),
        }
    }
}

/// A family as a command.
pub(in crate::cli) trait Spec: 'static {
    /// Which.
    const FAMILY: WorkFamily;
    /// What stands first on the line that adds.
    const FIRST: &'static [Positional];
    /// The help of adding.
    const ADD: Help;
    /// The help of the list.
    const LIST: Help;
    /// What ends a row, and the help of that.
    const CHANGE: (&'static str, Help);
}

/// What rows of a family may tell.
pub(in crate::cli) fn fields(family: WorkFamily) -> Vec<Field> {
    let told = |field: &Field| WorkKind::of(family).any(|kind| kind.fields().contains(field));
    Field::ALL.iter().copied().filter(told).collect()
}

/// Puts the help of all that rows tell, and of what every list takes, behind the help of an action.
pub(in crate::cli) const fn shared(help: Help) -> Help {
    Help { shared: SHARED, ..help }
}

macro_rules! shared_arguments {
    ($($id:literal: $zh:literal / $en:literal;)*) => {
        const SHARED: &[(&str, &str, &str)] = &[$(($id, $zh, $en)),*];
    };
}

shared_arguments! {
    "kind": "种类" / "The kind";
    "subkind": "小类" / "What of the kind, in your words";
    "title": "名称" / "What it was called";
    "recipient": "对象（姓名、编号或身份证号，- 为标准输入）" / "Whom it is about: name, id or ID number, - for the standard input";
    "person": "对象（姓名、编号或身份证号，- 为标准输入）" / "Whom it is about: name, id or ID number, - for the standard input";
    "on": "哪一天（默认今天）；活动可写月、半年、年：2023-10 2023上半年 2023" / "The day, else today; of an activity also 2023-10, 2023-H1, 2023, or FROM..TO";
    "until": "最后一天" / "The last day";
    "id": "登记的编号，重做时用同一个" / "The id of the row, to be used again in a retry";
    "people": "人数" / "How many people";
    "times": "次数" / "How many times";
    "place": "地点" / "The place";
    "partners": "联合单位，用、分开" / "Who took part, with , between";
    "unit": "服务的单位" / "The unit that was served";
    "named": "姓名，用、分开" / "Names, with , between";
    "found": "发现的问题数" / "Problems found";
    "mended": "整改的问题数" / "Problems mended";
    "aspects": "涉及几个方面" / "In how many aspects";
    "steps": "办理的手续，用、分开" / "Procedures that were done, with , between";
    "staff": "工作人员数" / "How many work there";
    "funds_fen": "年度经费（元）" / "Yearly funds in yuan";
    "own_funds_fen": "其中自有经费（元）" / "What of them is its own, in yuan";
    "level": "级别" / "Its level";
    "martyrs": "安葬烈士数" / "Martyrs buried there";
    "replaced_on": "更换日期" / "The day on which it was replaced";
    "result": "结果、答复" / "What came of it";
    "satisfied": "满意度" / "Whether they were satisfied";
    "visit": "在哪次走访听到（编号）" / "The id of the call at which it was told";
    "way": "方式：上门 电话 视频" / "How: door phone video";
    "needs": "诉求" / "What was asked for";
    "photos": "照片张数" / "How many photos";
    "photos_at": "照片放在哪里" / "The place of the photos";
    "year": "年份" / "The year";
    "month": "只看这个月，如 2023-05" / "Only of this month, e.g. 2023-05";
    "note": "备注" / "A note";
    "row": "登记的号，如 12" / "The number of the row, as lists show it";
    "words": "名称、小类或姓名里有这些字" / "Only with these letters in title, subkind or name";
    "open": "只看没有结束的" / "Only those that go on";
    "township": "只看这个苏木镇场的人" / "Only of people of this township";
}
