//! The kinds of work: all of them in one table.

use super::Field;
use crate::domain::year::ReportPart;

/// What kinds have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkFamily {
    /// 工作活动: something was done in a time.
    Activity,
    /// 重点信访: a matter of people, opened and settled.
    Matter,
    /// 人员: somebody is something from a day to a day.
    Role,
    /// 阵地: a station, a memorial, a shop, from a day to a day.
    Facility,
    /// 光荣牌, 优待证: hung or given, replaced, withdrawn.
    Attribute,
    /// 诉求: told on a day, answered on another.
    Need,
    /// 常态化联系: a call outside of any round.
    Contact,
    /// 年度确认: a person is seen once a year.
    Confirm,
}

impl WorkFamily {
    /// Every family, in the order of lists.
    pub const ALL: [Self; 8] = [
        Self::Activity,
        Self::Matter,
        Self::Role,
        Self::Facility,
        Self::Attribute,
        Self::Need,
        Self::Contact,
        Self::Confirm,
    ];

    /// The stable name: that of its command.
    pub fn code(self) -> &'static str {
        match self {
            Self::Activity => "activity",
            Self::Matter => "matter",
            Self::Role => "role",
            Self::Facility => "facility",
            Self::Attribute => "attribute",
            Self::Need => "need",
            Self::Contact => "contact",
            Self::Confirm => "confirm",
        }
    }

    /// Whether a row of it may go on without a last day.
    pub fn is_open_ended(self) -> bool {
        match self {
            Self::Matter | Self::Role | Self::Facility | Self::Attribute | Self::Need => true,
            Self::Activity | Self::Contact | Self::Confirm => false,
        }
    }

    /// Whether a row of it that has no last day waits for somebody to do something: to settle or to answer.
    pub fn waits(self) -> bool {
        match self {
            Self::Matter | Self::Need => true,
            Self::Activity
            | Self::Role
            | Self::Facility
            | Self::Attribute
            | Self::Contact
            | Self::Confirm => false,
        }
    }

    /// Whether a row of it is about somebody of the register, always.
    pub fn is_about_somebody(self) -> bool {
        match self {
            Self::Attribute | Self::Need | Self::Contact | Self::Confirm => true,
            Self::Activity | Self::Matter | Self::Role | Self::Facility => false,
        }
    }
}

/// Makes the kinds: stable name, Chinese word, English word, family, the part of a year's report in which it stands and how that
/// begins to tell of it (empty where sentences of its own do), what it tells, the subkinds where only some are known.
macro_rules! kinds {
    ($($Name:ident = $code:literal $zh:literal $en:literal $Family:ident $Part:ident $verb:literal [$($Field:ident)*] [$($subkind:literal)*];)*) => {
        /// What a row of work is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum WorkKind {
            $(#[doc = $zh] $Name,)*
        }

        impl WorkKind {
            /// Every kind, in the order of lists.
            pub const ALL: &[Self] = &[$(Self::$Name),*];

            /// The stable name in the register, in files and in JSON.
            pub fn code(self) -> &'static str {
                match self { $(Self::$Name => $code,)* }
            }

            /// The word in Chinese.
            pub fn chinese(self) -> &'static str {
                match self { $(Self::$Name => $zh,)* }
            }

            /// The word in English.
            pub fn english(self) -> &'static str {
                match self { $(Self::$Name => $en,)* }
            }

            /// Its family.
            pub fn family(self) -> WorkFamily {
                match self { $(Self::$Name => WorkFamily::$Family,)* }
            }

            /// The part of a year's report in which it stands, unless its subkind says otherwise.
            pub fn part(self) -> ReportPart {
                match self { $(Self::$Name => ReportPart::$Part,)* }
            }

            /// How the report begins to tell of it, in Chinese; empty where sentences of its own do.
            pub fn verb(self) -> &'static str {
                match self { $(Self::$Name => $verb,)* }
            }

            /// What it may tell beside its days, in the order of forms.
            pub fn fields(self) -> &'static [Field] {
                match self { $(Self::$Name => &[$(Field::$Field),*],)* }
            }

            /// The subkinds that there are; none where the bureau's own words stand.
            pub fn subkinds(self) -> &'static [&'static str] {
                match self { $(Self::$Name => &[$($subkind),*],)* }
            }
        }
    };
}

kinds! {
    Meeting = "meeting" "会议" "meeting" Activity Other "召开会议" [Times People Place Partners Named Note] [];
    Training = "training" "培训" "training" Activity Training "" [People Times Place Partners Unit Named Note] [];
    JobFair = "job_fair" "招聘会" "job fair" Activity Training "" [Times People Place Partners Note] [];
    Review = "review" "资格审核" "review" Activity Care "" [People Steps Times Named Note] [];
    Inspection = "inspection" "检查" "inspection" Activity Stations "" [Found Mended Aspects Times Place Unit Note] [];
    Reception = "reception" "来访" "petitioners" Activity Petitions "" [People Times Named Note] [];
    Commendation = "commendation" "表彰" "commendation" Activity Honours "" [People Times Place Unit Named Note] [];
    Ceremony = "ceremony" "祭扫" "ceremony" Activity Memorials "" [Times People Place Partners Note] [];
    Works = "works" "工程" "works" Activity Memorials "" [Times Place Partners Note] [];
    Garrison = "garrison" "进军营" "into the barracks" Activity Garrison "" [Times People Place Partners Unit Note] [];
    Lecture = "lecture" "宣讲" "talk" Activity Other "开展宣讲" [Times People Place Partners Unit Named Note] [];
    Defence = "defence" "国防教育" "defence education" Activity Other "开展国防教育" [Times People Place Partners Unit Note] [];
    DoubleList = "double_list" "双清单" "double list" Activity Other "落实双清单" [Times Note] [];
    Party = "party" "党建" "party work" Activity Other "开展党建活动" [Times People Place Named Note] [];
    UnitHonour = "unit_honour" "单位荣誉" "honour of the unit" Activity Honours "" [Times Unit Note] [];
    Matter = "matter" "重点信访" "matter" Matter Petitions "" [People Named Result Note] [];
    Role = "role" "人员" "role" Role Training "" [Place Note] [];
    Facility = "facility" "阵地" "facility" Facility Stations "" [Place Staff Funds OwnFunds Level Martyrs Note]
        ["服务中心" "苏木镇场服务站" "社区服务站" "纪念设施" "优待商户"];
    Attribute = "attribute" "证牌" "plaque or card" Attribute Honours "" [ReplacedOn Note] ["光荣牌" "优待证"];
    Need = "need" "诉求" "need" Need Petitions "" [Result Satisfied Visit Note] [];
    Contact = "contact" "常态化联系" "contact" Contact Other "" [Way Result Needs Photos PhotosAt Named Note] [];
    Confirm = "confirm" "年度确认" "confirmation" Confirm Other "" [Year Way Result Note] [];
}

impl WorkKind {
    /// The kind that bears that stable name or word.
    pub fn parse(said: &str) -> Option<Self> {
        let said = said.trim();
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.code() == said || kind.chinese() == said || kind.english() == said)
    }

    /// The kinds of a family.
    pub fn of(family: WorkFamily) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |kind| kind.family() == family)
    }
}
