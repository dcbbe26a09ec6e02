//! The families of work as commands: what stands first on their lines, and their help.

use super::add::Add;
use super::change::Change;
use super::list::List;
use super::progress::Progress;
use crate::cli::command::{CommandDef, Family, Help, help};
use crate::cli::definition::of;
use crate::domain::work::{Field, WorkFamily, WorkKind};

/// What is written without an option in front of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Positional {
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
    pub(super) fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Kind => ("kind", "KIND"),
            Self::Subkind => ("subkind", "SUBKIND"),
            Self::Title => ("title", "TITLE"),
            Self::Recipient => ("recipient", "RECIPIENT"),
        }
    }
}

/// A family as a command.
pub(super) trait Spec: 'static {
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
pub(super) fn fields(family: WorkFamily) -> Vec<Field> {
    let told = |field: &Field| WorkKind::of(family).any(|kind| kind.fields().contains(field));
    Field::ALL.iter().copied().filter(told).collect()
}

/// Puts the help of all that rows tell, and of what every list takes, behind the help of an action.
const fn shared(help: Help) -> Help {
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
    "note": "备注" / "A note";
    "row": "登记的号，如 12" / "The number of the row, as lists show it";
    "words": "名称、小类或姓名里有这些字" / "Only with these letters in title, subkind or name";
    "open": "只看没有结束的" / "Only those that go on";
    "township": "只看这个苏木镇场的人" / "Only of people of this township";
}

macro_rules! family {
    ($Name:ident $family:ident $code:literal [$($First:ident)*] $zh:literal / $en:literal;
     add $add_zh:literal / $add_en:literal: $add_line:literal;
     $change:literal $change_zh:literal / $change_en:literal: $change_line:literal;
     list $list_line:literal; $($more:expr)?) => {
        #[doc = $en]
        pub(in crate::cli) struct $Name;

        impl Spec for $Name {
            const FAMILY: WorkFamily = WorkFamily::$family;
            const FIRST: &'static [Positional] = &[$(Positional::$First),*];
            const ADD: Help = shared(help! { $add_zh / $add_en; [db today json] $add_line => $add_zh / $add_en; });
            const LIST: Help = shared(help! { $zh / $en; [db today json] $list_line => $zh / $en; });
            const CHANGE: (&'static str, Help) =
                ($change, shared(help! { $change_zh / $change_en; [db today json] $change_line => $change_zh / $change_en; }));
        }

        impl Family for $Name {
            const NAME: &'static str = $code;
            const HELP: Help = help! { $zh / $en; [db today json] $add_line => $add_zh / $add_en; };
            const ACTIONS: &'static [CommandDef] = &[of::<Add<$Name>>(), of::<List<$Name>>(), of::<Change<$Name>>() $(, $more)?];
        }
    };
}

family! {
    ActivityFamily Activity "activity" [Kind Title] "工作活动：会议、培训、招聘会、进军营等十五种" / "Activities of fifteen kinds: meetings, trainings, the garrison and others";
    add "登记一次活动" / "Writes an activity down": "muster activity add 培训 兵支书培训 --on 2023-10-23..2023-10-24 --people 23";
    "tell" "补充或更正一条登记" / "Tells more of a row, or other": "muster activity tell 12 --mended 70";
    list "muster activity list --year 2023 --kind 进军营";
}
family! {
    MatterFamily Matter "matter" [Title] "重点信访事项" / "Matters of petitioners";
    add "登记一个事项" / "Writes a matter down": "muster matter add 安置遗留问题 --people 2 --on 2023-03-01";
    "settle" "办结一个事项" / "Settles a matter": "muster matter settle 12 --on 2023-06-30 --result 已化解";
    list "muster matter list --year 2023 --open";
}
family! {
    RoleFamily Role "role" [Subkind Title] "人员：兵支书、宣讲团、志愿服务队等" / "Roles of people: party secretaries, speakers, volunteers";
    add "登记一个人担任什么" / "Writes down who is what": "muster role add 兵支书 布仁 --place 敖包图嘎查";
    "end" "记下最后一天" / "Tells the last day": "muster role end 12 --on 2023-12-31";
    list "muster role list --subkind 兵支书";
}
family! {
    FacilityFamily Facility "facility" [Subkind Title] "阵地：服务中心和服务站、纪念设施、优待商户" / "Facilities: centre and stations, memorials, shops";
    add "登记一处阵地" / "Writes a facility down": "muster facility add 苏木镇场服务站 上都镇服务站 --staff 1 --funds 5000";
    "end" "记下最后一天" / "Tells the last day": "muster facility end 12 --on 2023-12-31";
    list "muster facility list --subkind 社区服务站";
}
family! {
    AttributeFamily Attribute "attribute" [Subkind Recipient] "光荣牌和优待证：悬挂发放、更换、收回" / "Plaques and cards: hung or given, replaced, withdrawn";
    add "登记悬挂或发放" / "Writes down that it was hung or given": "muster attribute add 光荣牌 冯雪 --on 2023-02-01";
    "end" "登记收回；更换写 --replaced" / "Withdraws it; with --replaced it was replaced": "muster attribute end 12 --on 2023-12-01";
    list "muster attribute list --subkind 光荣牌 --township 上都镇";
}
family! {
    NeedFamily Need "need" [Recipient Title] "诉求和答复" / "Needs and their answers";
    add "登记一条诉求" / "Writes a need down": "muster need add 冯雪 房屋漏雨 --on 2023-02-01";
    "answer" "答复一条诉求" / "Answers a need": "muster need answer 12 --on 2023-02-10 --result 已协调维修 --satisfied 满意";
    list "muster need list --open --township 上都镇";
}
family! {
    ContactFamily Contact "contact" [Recipient] "常态化联系：慰问活动以外的走访、电话、视频" / "Calls outside of rounds: at the door, by phone, by video";
    add "登记一次联系" / "Writes a call down": "muster contact add 冯雪 --way 电话 --result 身体尚好 --photos 2";
    "tell" "补充或更正一条登记" / "Tells more of a row, or other": "muster contact tell 12 --photos 3";
    list "muster contact list --year 2023 --township 上都镇";
}
family! {
    ConfirmFamily Confirm "confirm" [Recipient] "年度确认：每人每年见一次" / "Yearly confirmation: everybody is seen once a year";
    add "登记一人的年度确认" / "Confirms a person for a year": "muster confirm add 冯雪 --year 2023 --way 上门 --result 健在";
    "tell" "补充或更正一条登记" / "Tells more of a row, or other": "muster confirm tell 12 --result 健在";
    list "muster confirm list --year 2023 --township 上都镇";
    of::<Progress>()
}
