//! What the rules find, a line a case: rule, level, what makes it one finding, its thresholds, its words.

use super::{Level, Rule};
use crate::domain::setting::{self, Setting};

/// Something that a rule finds.
#[derive(Debug, PartialEq, Eq)]
pub struct Case {
    /// The rule.
    pub rule: Rule,
    /// How grave it is.
    pub level: Level,
    /// What kind of thing it is within its rule: two cases of one kind about one subject are one finding.
    pub kind: &'static str,
    /// The thresholds that it is measured by.
    pub thresholds: &'static [Setting],
    /// What was found, in Chinese.
    pub zh: &'static str,
    /// What was found, in English.
    pub en: &'static str,
}

macro_rules! cases {
    ($($NAME:ident = $rule:ident $level:ident $kind:literal [$($threshold:ident)*] $zh:literal / $en:literal;)*) => {
        $(
            #[doc = $en]
            pub static $NAME: Case = Case {
                rule: Rule::$rule,
                level: Level::$level,
                kind: $kind,
                thresholds: &[$(setting::$threshold),*],
                zh: $zh,
                en: $en,
            };
        )*

        /// Every case.
        pub static ALL: &[&Case] = &[$(&$NAME),*];
    };
}

cases! {
    AFTER_DEATH = A01 Red "death" [] "{} 发给本人，{} 去世" / "paid to the person on {}, died on {}";
    AFTER_DEATH_PROXY = A01 Red "death" [] "{} 代领，{} 去世，没有写理由" / "paid to a proxy on {}, died on {}, without a reason";
    BEFORE_DEATH = A01 Amber "death" [] "日期写 {}，{} 去世；登记在知道去世之后" / "dated {}, died on {}; recorded after the death was";
    PAID_AFTER_DEATH = A01 Red "paid_after" [] "{}：{} 去世之后的月份也发了" / "{}: months after the death of {} were paid";
    PAID_TO_DEAD = A01 Red "paid_dead" [] "{}：{} 发给本人，{} 去世" / "{}: paid to the person on {}, died on {}";
    PAID_TWICE = A02 Red "paid_twice" [] "重复发放：{}；{}" / "paid twice: {}; {}";
    TWICE = A02 Red "twice" [] "{}：不同的登记指同一人（{}），各领一次" / "{}: records of one human ({}) were each given";
    TWICE_REASON = A02 Amber "second" [] "{}：同一人第二次发放，写了理由：{}" / "{}: given a second time, with a reason: {}";
    ABOVE_MUCH = A03 Red "above" [ABOVE_PERCENT ABOVE_YUAN] "发放 {}，标准 {}" / "given {}, the standard is {}";
    ABOVE = A03 Amber "above" [ABOVE_PERCENT ABOVE_YUAN] "发放 {}，标准 {}" / "given {}, the standard is {}";
    PAID_ABOVE_MUCH = A03 Red "paid_above" [ABOVE_PERCENT ABOVE_YUAN] "{}：发放 {}，标准 {}" / "{}: paid {}, the standard is {}";
    PAID_ABOVE = A03 Amber "paid_above" [ABOVE_PERCENT ABOVE_YUAN] "{}：发放 {}，标准 {}" / "{}: paid {}, the standard is {}";
    ABOVE_PARTED = A03 Red "parted" [] "{}：合并后又拆开，共发放 {}，本人标准 {}" / "{}: parted after a merge, given {} in all, the own standard is {}";
    BELOW = A04 Amber "below" [] "{}：应访期已过，共发放 {}，标准 {}" / "{}: due days are over, given {} in all, the standard is {}";
    BELOW_GOODS = A04 Amber "goods" [] "{}：应访期已过，慰问品共 {}，标准 {}" / "{}: due days are over, goods of {} in all, the standard is {}";
    NOT_LISTED = A05 Red "listed" [] "不在 {} 的名单上" / "not on the list of {}";
    AWAY = A05 Red "away" [] "{} 发放时已迁出或暂停（自 {}）" / "paid on {}, left or suspended since {}";
    ROUND_CLOSED = A05 Red "closed" [] "{} 已于 {} 关闭" / "{} was closed on {}";
    PAID_AHEAD = A06 Red "days" [] "发放日 {} 晚于登记日 {}" / "paid on {}, later than the day recorded, {}";
    OTHER_YEAR = A06 Red "days" [] "{} 发放，{} 才登记，跨了年" / "paid on {}, recorded on {}, in another year";
    VERY_LATE = A06 Red "days" [LATE_DAYS LATE_RED_DAYS] "{} 发放，{} 才登记" / "paid on {}, recorded on {}";
    LATE = A06 Amber "days" [LATE_DAYS LATE_RED_DAYS] "{} 发放，{} 才登记" / "paid on {}, recorded on {}";
    BEFORE_WINDOW = A06 Amber "window" [] "{} 发放，{} 才开始" / "paid on {}, the window opens on {}";
    AFTER_GRACE = A06 Grey "window" [] "{} 发放，宽限到 {}" / "paid on {}, the grace ended on {}";
    CLOCK_BACK = A07 Red "back" [] "登记时刻早于前一笔：{}" / "recorded earlier than the entry before: {}";
    CLOCK_OFF = A07 Red "off" [CLOCK_DAYS] "所用日期 {}，时钟 {}" / "the day used is {}, the clock says {}";
    NIGHT = A08 Grey "night" [NIGHT_FROM NIGHT_UNTIL] "{} 夜间登记 {} 笔" / "{}: {} entr{y|ies} recorded at night";
    NIGHT_OFTEN = A08 Amber "often" [NIGHT_FROM NIGHT_UNTIL NIGHT_PERCENT] "夜间登记 {} 笔，共 {} 笔" / "{} of {} entr{y|ies} recorded at night";
    HOUR = A09 Amber "hour" [HOUR_DOORS] "{} 60 分钟内登记了 {} 户" / "{}: {} door{|s} within 60 minutes";
    DAY = A09 Amber "day" [DAY_DOORS] "{} 一天 {} 户" / "{}: {} door{|s} on one day";
    TOWNSHIPS = A09 Amber "townships" [DAY_TOWNSHIPS] "{} 一天 {} 个苏木镇场" / "{}: {} township{|s} on one day";
    PAIR = A10 Amber "pair" [PAIR_PERCENT PAIR_GIFTS PAIR_ROUNDS] "{}：至 {} 连续几次都由这两人发放，{} / {} 笔" / "{}: up to {} always this pair, {} of {} gift{|s}";
    HANDLER = A10 Amber "handler" [HANDLER_GIFTS] "总共只经办 {} 笔" / "named in {} entr{y|ies} in all";
    UNLISTED = A10 Amber "unlisted" [] "{} 笔发放时不在经办人名单上" / "{} entr{y|ies} while not on the list of handlers";
    PROXY_MANY = A11 Red "proxy" [PROXY_RED PROXY_AMBER] "{}：替 {} 人代领" / "{}: proxy of {} recipient{|s}";
    PROXY_TWO = A11 Amber "proxy" [PROXY_RED PROXY_AMBER] "{}：替 {} 人代领" / "{}: proxy of {} recipient{|s}";
    PROXY_HANDLER = A11 Red "handler" [] "{} 年又是代领人又是经办人" / "proxy and handler in {}";
    PROXY_OFTEN = A11 Amber "often" [PROXY_PERCENT PROXY_GIFTS] "代领 {} 笔，共 {} 笔" / "by proxy {} of {} gift{|s}";
    PAYEE_MANY = A11 Amber "payee" [PAYEE_SHARED] "替 {} 人领取项目资金" / "payments of {} person|people go to this payee";
    NEW_GHOST = A12 Red "new" [NEW_DAYS] "{} 登记，{} 由人代领，没有有效身份证号" / "registered on {}, paid by proxy on {}, without a valid ID number";
    NO_ID = A12 Amber "new" [] "没有有效身份证号，{} 领取" / "paid on {} without a valid ID number";
    NEW = A12 Amber "new" [NEW_DAYS] "{} 登记，{} 领取" / "registered on {}, paid on {}";
    NEW_BY_ROSTER = A12 Amber "roster" [NEW_DAYS] "{}：名册 {} 登记的 {} 人在设定天数内领取" / "{}: of the roster of {}, {} {person|people} paid within days";
    NO_ROSTER = A12 Amber "listed" [] "{} 手工登记，未见于任何名册" / "registered by hand on {}, on no roster since";
    CARD = A13 Red "card" [CARD_SHARED] "银行卡 {} 由 {} 人共用：{}" / "card {} is that of {} recipient{|s}: {}";
    PHONE_MANY = A13 Red "phone" [PHONE_RED PHONE_AMBER] "电话 {} 由 {} 人共用：{}" / "phone {} is that of {} recipient{|s}: {}";
    PHONE = A13 Amber "phone" [PHONE_RED PHONE_AMBER] "电话 {} 由 {} 人共用：{}" / "phone {} is that of {} recipient{|s}: {}";
    TWO_PLACES = A13 Red "places" [] "同名同生日在两处登记：{}；{}" / "one name and birth date in two places: {}; {}";
    ID_DIGIT = A13 Amber "digit" [] "身份证号只差一位：{} {}，{} {}" / "ID numbers differ in one digit: {} {}, {} {}";
    CHANGED = A14 Amber "changed" [CHANGED_DAYS] "{} 改了{}，{} 发放" / "on {} changed {}; paid on {}";
    CHANGED_BACK = A14 Red "changed" [CHANGED_DAYS] "{} 改了{}，{} 发放，后又改回" / "on {} changed {}; paid on {}; changed back";
    UNDONE = A15 Amber "undone" [STATUS_DAYS] "{} 撤销了去世或迁出，{} 发放" / "death or departure undone on {}, paid on {}";
    GAINED = A15 Amber "gained" [STATUS_DAYS] "{} 才列入「{}」，{} 按它发放" / "on {} put into {}, paid by it on {}";
    ERASED = A15 Red "erased" [] "{} 抹去了「{}」，而不是终止" / "on {} a group was erased, not ended: {}";
    REVERSED_OFTEN = A16 Amber "often" [REVERSED_PERCENT REVERSED_GIFTS] "冲正 {} 笔，共 {} 笔" / "{} of {} gift{|s} reversed";
    REVERSED_LATE = A16 Amber "late" [REVERSED_DAYS] "{} 登记，{} 才冲正" / "recorded on {}, reversed on {}";
    REVERSED_TO_OTHER = A16 Amber "other" [REVERSED_SAME_DAYS] "{} 冲正 {}，同额又由这两人发给 {}" / "on {} reversed {}; the same pair gave that sum to {}";
    REVERSED_NOT_AGAIN = A16 Amber "again" [] "{}：冲正后到宽限结束没有再发" / "{}: reversed and not given again by the end of the grace";
    REVERSED_ACROSS = A16 Red "late" [] "{} 发放，{} 才冲正，跨了年" / "paid on {}, reversed on {}, in another year";
    REASON = A17 Amber "reason" [REASON_CHARS] "{}：{}" / "{}: {}";
    REASON_SHORT = A17 Red "reason" [REASON_CHARS] "{}：理由太短：{}" / "{}: a reason too short: {}";
    REASON_REPEATED = A17 Red "repeated" [REASON_USES] "同一理由用了 {} 次" / "one reason was given {} times";
    GOODS_DIFFER = A18 Amber "differ" [GOODS_PERCENT] "{}：同样的慰问品，折价从 {} 到 {}" / "{}: the same goods at values from {} to {}";
    GOODS_ABOVE = A18 Red "above" [ABOVE_PERCENT] "慰问品折价 {}，标准 {}" / "goods valued at {}, the standard is {}";
    CHANGED_AFTER = A19 Amber "after" [] "{} 改了标准或日期，在第一笔之后" / "standards or days changed on {}, after the first entry";
    CREATED_LATE = A19 Amber "created" [] "{} 才建立，{} 已开始；标准与上次不同，或已过应访期" / "created on {}, opened on {}; standards unlike the ones before, or due days over";
    RAISED = A19 Amber "raised" [RAISED_PERCENT] "「{}」由 {} 提到 {}" / "{}: from {} up to {}";
    BORN_LATE = A20 Amber "age" [BORN_UNTIL] "「{}」，{} 年出生" / "{}, born in {}";
    TOO_YOUNG = A20 Amber "young" [RURAL_AGE] "「{}」，活动开始时 {} 岁" / "{}, {} years old when the round opened";
    VERY_OLD = A20 Amber "old" [OLD_AGE] "领取时 {} 岁" / "{} years old when paid";
    NOT_GIVEN = A21 Amber "calls" [REFUSED_PERCENT REFUSED_CALLS] "拒领、查无此人、仅走访 {} 次，共 {} 次" / "refused, not found or visit only {} of {} call{|s}";
    RESTORED = A22 Red "restore" [] "{} 恢复了备份 {}，少了 {} 笔分录" / "on {} backup {} was restored, {} entr{y|ies} dropped";
    CUT = A22 Red "cut" [] "{} 发现记录被删：原有 {}，现有 {}" / "rows found missing on {}: {}, now {}";
    BACKUP_KNOWS = A22 Red "backup" [] "备份 {} 里有登记册没有的记录：{}" / "backup {} holds what the register does not: {}";
    UNMASKED = A23 Grey "unmask" [UNMASK_DAY] "{} 看完整号码 {} 次" / "{}: numbers shown {} time{|s}";
    UNMASKED_MANY = A23 Amber "unmask" [UNMASK_DAY] "{} 看完整号码 {} 次" / "{}: numbers shown {} time{|s}";
    ROSTER_AGAIN = A24 Amber "again" [] "{} 导入的文件，{} 已导入过" / "the file imported on {} was imported on {} before";
    ROSTER_CHANGED = A24 Amber "changed" [ROSTER_PERCENT] "{} 改动 {} 人，在册 {} 人" / "on {} changed {} of {} registered";
    ROSTER_GONE = A24 Amber "gone" [] "{} 的名册上有已去世或迁出的人" / "a roster of {} names somebody dead or departed";
    LEFT_OVER = A25 Grey "left" [] "{} 逾期未办 {} 个对象" / "{}: {} overdue";
    WRONG_FUND = A26 Red "fund" [] "{}：资金来源「{}」不属于这个项目" / "{}: the fund {} does not pay this programme";
    WRONG_FUND_REASON = A26 Amber "fund" [] "{}：资金来源「{}」不属于这个项目，写了理由" / "{}: the fund {} does not pay this programme, with a reason";
    OVERLAP = A26 Amber "overlap" [OVERLAP_PERCENT] "同样的月份用两个项目发了相近的金额：{}；{}" / "like sums for the same months under two programmes: {}; {}";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_has_a_level_of_its_rule_and_fills_the_same_places_in_both_languages() {
        for case in ALL {
            assert!(case.rule.levels().contains(&case.level), "{case:?}");
            let places = |text: &str| text.matches("{}").count();
            assert_eq!(places(case.zh), places(case.en), "{case:?}");
        }
        for rule in Rule::ALL {
            for level in rule.levels() {
                assert!(
                    ALL.iter().any(|case| case.rule == *rule && case.level == *level),
                    "{rule:?} {level:?}"
                );
            }
        }
    }
}
