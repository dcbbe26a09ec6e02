//! Rules in words: what `check` looks at, and why an amount is refused.

use super::{Lang, fill};
use crate::domain::money::MoneyError;
use crate::domain::round::RoundRule;
use crate::domain::text::CleanText;

/// (stable name, Chinese, English) of what `check` looks at.
const CHECKED: &[(&str, &str, &str)] = &[
    ("double_cash", "同一活动发了两份慰问金", "a second cash gift in the same round"),
    ("double_merged", "合并的两份登记在同一活动都领过", "gifts of one round to two who are one human"),
    ("double_goods", "同一活动发了两份慰问品", "a second gift of goods in the same round"),
    ("off_standard", "金额与标准不同", "an amount off the standard"),
    ("not_listed", "不在活动名单上", "not on the list of the round"),
    ("before_window", "早于慰问期", "before the window opens"),
    ("round_closed", "活动已关闭", "in a round that was closed"),
    (
        "cancelled",
        "取消的走访仍有发放，或登记的状态没有撤销",
        "a cancelled call whose gift or status still stands",
    ),
    ("after_death", "去世之后发给本人", "paid to the person after the day of death"),
    ("handlers", "现金没有两名不同的经办人", "cash without two different handlers"),
    ("self_paid", "经办人发给自己，或代领人就是经办人", "a handler paid himself, or was the proxy"),
    ("reversal", "冲正与所冲的分录不符", "a reversal does not match its gift"),
    ("double_reversal", "一笔发放被冲正两次", "a gift reversed twice"),
    ("amount", "金额的正负不对", "an amount with the wrong sign"),
    ("recovery", "追回或失败的数额超过原来发放的", "more was taken back or failed than was paid"),
    ("double_payment", "同一期发了两次", "the same months or key paid twice"),
    (
        "entry_lines",
        "分录的明细被改动，或合计不符",
        "the lines of an entry were changed or do not add up to it",
    ),
    ("same_id_number", "两个对象同一身份证号", "two recipients with one ID number"),
    ("merged", "合并指向不对", "a recipient is merged into one that cannot stand for it"),
    ("row_id", "同一编号用了两次", "an id was given twice"),
    ("settled", "已定名单与定下时所记的不符", "the list of a settled round is not what was settled"),
    ("act", "走访与操作记录对不上", "a call and the audit do not match"),
    ("approval", "定稿与名单不符", "an approval without its list"),
    ("allocation", "下拨与操作记录不符", "an allocation without its act"),
    ("visit_of_gift", "发放没有对应的走访", "a gift without its visit"),
    ("status", "人员状态与状态记录不符", "a status differs from its history"),
    ("tally", "计数与名册不符", "a count differs from the roster"),
    ("given", "已发合计与台账不符", "a sum differs from the ledger"),
    ("integrity", "文件损坏", "the file is damaged"),
    ("foreign_key", "引用了不存在的行", "a row refers to one that is missing"),
    (
        "chain",
        "分录或操作记录被改动，或前后不接",
        "an entry or a line of the audit was changed, or its chain is broken",
    ),
    ("standing", "应访索引与规则不符", "the index of what is due differs from the rule"),
    ("search", "查找索引与名册不符", "the index of search differs from the roster"),
    (
        "seal",
        "记录与封条不符：文件损坏，或被别的程序改动",
        "a row differs from its seal: the file is damaged, or another program changed it",
    ),
    ("sequence", "流水号不连续", "a number that comes next does not follow the last one"),
    (
        "kept_rows",
        "一次没有定下的导入留下了名册行；下次能写时打开登记册即清除",
        "an import that was never decided has left rows of its roster; they go when the register is next opened to be written",
    ),
    ("schema", "表结构被改动", "the schema was changed"),
    (
        "too_long",
        "有一项内容过长，多半是文件损坏；其余没有检查",
        "a value is far too long, as in a damaged file; nothing else was looked at",
    ),
    (
        "cut",
        "别的程序删去过记录：原有 > 现有",
        "another program took rows away: what was there > what is there",
    ),
    ("backup_knows_more", "备份里有登记册没有的记录", "a backup holds what the register does not"),
    (
        "readable_by_others",
        "别的账户能读登记册，里面的号码是完整的；请执行",
        "other accounts can read the register, where numbers stand in full; run",
    ),
    (
        "head",
        "登记册里没有这个链头：记录被删去，或不是同一份",
        "the register has no such head: rows are gone, or it is another register",
    ),
];

/// A rule that `check` looks at, in words; its stable name if the table does not know it.
pub fn checked(lang: Lang, rule: &'static str) -> &'static str {
    CHECKED.iter().find(|(name, ..)| *name == rule).map_or(rule, |(_, zh, en)| lang.pick(zh, en))
}

/// Why an amount is refused.
pub const fn money(lang: Lang, error: MoneyError) -> &'static str {
    let (zh, en) = match error {
        MoneyError::Empty => ("没有写金额", "no amount"),
        MoneyError::Form => ("不是金额，例如 500 或 0.05万", "not an amount; write 500 or 0.05万"),
        MoneyError::Negative => ("金额不能为负", "an amount cannot be negative"),
        MoneyError::Decimals => ("最多两位小数，以万计最多四位", "two decimals at most, four of a 万"),
        MoneyError::Separator => ("千位逗号位置不对", "a thousands comma is misplaced"),
        MoneyError::TooLarge => ("金额太大", "too large"),
    };
    lang.pick(zh, en)
}

/// That these groups have no standard in a round, so that nobody of them is visited; none where there are none.
pub fn without_standard(lang: Lang, groups: &[&CleanText]) -> Option<String> {
    let names: Vec<&str> = groups.iter().map(|group| group.as_str()).collect();
    let template = lang.pick("没有标准、不走访：{}", "No standard, so not visited: {}");
    (!names.is_empty()).then(|| fill(template, &[&names.join(lang.pick("、", ", "))]))
}

/// Why a round cannot be created, changed or closed.
pub fn round(lang: Lang, rule: RoundRule) -> &'static str {
    match rule {
        RoundRule::Exists => lang.pick("活动已经建立过", "The round exists already"),
        RoundRule::Over => lang.pick(
            "活动的日子已经过去，不能再建立",
            "The days of the round are over: it can no longer be created",
        ),
        RoundRule::NotCreated => lang.pick("活动还没有建立", "Nobody has created the round yet"),
        RoundRule::Opened => lang.pick(
            "活动已经开始，日期不能再改；标准只能提高，并写明理由（--reason）",
            "The round has opened: its days stand, and its standards are only raised, with a reason (--reason)",
        ),
        RoundRule::NotOver => {
            lang.pick("宽限还没有过，活动不能关闭", "The grace is not over: the round cannot be closed yet")
        }
        RoundRule::Closed => lang.pick("活动已经关闭过", "The round was closed before"),
        RoundRule::Settled => {
            lang.pick("名单已经固定，标准不能再改", "The list is fixed, and the standards stand with it")
        }
        RoundRule::OnlyRaised => lang.pick(
            "活动开始后只能提高标准，日期和原有的慰问品不能改",
            "Once it has opened the standards are only raised; days and goods that there are stand",
        ),
        RoundRule::RaiseDay => lang.pick(
            "提高标准的日子须在开始以后、今天以前",
            "The day of the rise lies between the opening and today",
        ),
        RoundRule::Window => lang.pick(
            "日期须依次：开始、应访至、宽限至",
            "The days must follow one another: opens, due until, grace until",
        ),
    }
}
