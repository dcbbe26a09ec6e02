//! Headers of columns that tell whether somebody lives, is here and is still paid.

use super::humans;

/// What the column of a header asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Whether somebody is alive and here: yes is good.
    Here,
    /// Whether somebody is gone: no is good.
    Gone,
    /// When or why somebody went: nothing is good.
    Content,
    /// The day up to which somebody is paid, which may lie ahead.
    Until,
    /// The state, in words.
    State,
}

/// What somebody who is gone has done, or what was done about it.
const GOING: &[&str] = &[
    "死亡",
    "去世",
    "逝世",
    "过世",
    "亡故",
    "故去",
    "身故",
    "离世",
    "已故",
    "辞世",
    "火化",
    "注销",
    "停发",
    "停保",
    "减员",
    "迁出",
    "转出",
    "销户",
    "停止发放",
    "停止享受",
    "停止待遇",
    "终止",
    "中止",
    "取消待遇",
    "取消享受",
    "退出优抚",
    "退出待遇",
    "除名",
];
/// Of these a day may lie ahead.
const PLANNED: &[&str] = &["终止", "中止", "停止享受", "停止待遇"];
/// What ends on a day, before the word for a day.
const ENDS: &[&str] = &[
    "终止",
    "中止",
    "停止",
    "停止享受",
    "停止待遇",
    "停止发放",
    "终止享受",
    "终止待遇",
    "终止发放",
    "中止享受",
    "取消",
    "取消享受",
    "取消待遇",
    "退出",
    "退出享受",
    "退出待遇",
    "退出优抚",
    "截止享受",
    "享受截止",
];
/// Of what that is the end.
const ENDED: &[&str] =
    &["优抚", "人员", "对象", "待遇", "发放", "享受", "补助", "抚恤", "定补", "资格", "身份"];
/// Words for a day, at the end of a header.
const DAYS: &[&str] = &["年月日", "日期", "时间", "年月", "月份", "年份", "日"];
const LIVING: &[&str] = &["健在", "在世", "生存", "存活", "存亡", "在册", "在享"];
/// What is asked of those who are paid, behind 是否.
const PAID: &[&str] = &[
    "发放",
    "享受",
    "享受待遇",
    "享受优抚",
    "享受优抚待遇",
    "享受补助",
    "享受抚恤",
    "享受抚恤补助",
    "继续享受",
    "继续享受待遇",
    "正常享受",
    "正常享受待遇",
    "继续发放",
    "正常发放",
    "领取",
    "继续领取",
    "有效",
    "正常",
];
const STATES: &[&str] =
    &["状态", "现状", "当前状态", "目前状态", "现状态", "在册状态", "存续状态", "登记状态"];
const STATES_OF: &[&str] = &["优抚", "人员", "对象", "待遇", "发放", "享受"];
/// These have states of their own.
const THINGS: &[&str] =
    &["证", "卡", "账", "帐", "户主", "保险", "医保", "社保", "养老", "低保", "婚", "健康", "学历"];

/// What the column of a header, in plain letters, asks; none where it asks nothing of the kind, or of somebody else.
pub(crate) fn asked(header: &str) -> Option<Asked> {
    let has = |words: &[&str]| words.iter().any(|word| header.contains(word));
    if humans::names_other(header) || has(&["烈士", "牺牲"]) {
        return None;
    }
    let ends = |words: &[&str]| words.iter().any(|word| header.ends_with(word));
    let question = header
        .strip_prefix("是否")
        .or_else(|| header.strip_suffix("与否"))
        .or_else(|| header.strip_suffix('否'));
    if let Some(rest) = question {
        let rest = rest.trim_start_matches(['已', '仍']);
        return if has(THINGS) {
            None
        } else if has(GOING) {
            Some(Asked::Gone)
        } else {
            (has(LIVING) || PAID.contains(&rest)).then_some(Asked::Here)
        };
    }
    if has(LIVING) && !has(&["登记", "认证", "确认"]) {
        return Some(Asked::Here);
    }
    if let Some(what) = DAYS.iter().find_map(|day| header.strip_suffix(day)) {
        let ends = |word: &&str| {
            let of = what.strip_suffix(*word)?;
            (of.is_empty() || ENDED.iter().any(|one| of.ends_with(one))).then_some(())
        };
        if !has(THINGS) && !has(&["退役", "服役", "合同"]) && ENDS.iter().any(|word| ends(word).is_some())
        {
            return Some(Asked::Until);
        }
    }
    if !has(THINGS) && has(GOING) {
        if ends(&["原因", "事由"])
            || ends(&["日期", "时间", "年月", "年月日", "月份", "年份"]) && !has(PLANNED)
        {
            return Some(Asked::Content);
        }
        if ends(&["情况", "标志", "标识", "否"]) {
            return Some(Asked::Gone);
        }
    }
    let is_state = STATES.contains(&header) || ends(&["状态", "现状"]) && has(STATES_OF) && !has(THINGS);
    is_state.then_some(Asked::State)
}

/// Whether the cells of a column that nobody knows may tell that its person is gone; a thing or somebody else may be gone,
/// too.
pub(crate) fn may_tell(header: &str) -> bool {
    // Whose health is 已去世 is gone, too, though health is no state of the rolls.
    let things = THINGS.iter().filter(|thing| **thing != "健康");
    let things = things.chain(&["烈士", "牺牲", "病故", "关系", "家庭", "家属", "亲属", "户口类", "车"]);
    !humans::names_other(header) && !things.into_iter().any(|word| header.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_states_are_told_from_others() {
        for (header, want) in [
            ("状态", Some(Asked::State)),
            ("现状", Some(Asked::State)),
            ("优抚人员状态", Some(Asked::State)),
            ("登记状态", Some(Asked::State)),
            ("发放状态", Some(Asked::State)),
            ("是否健在", Some(Asked::Here)),
            ("健在情况", Some(Asked::Here)),
            ("存亡情况", Some(Asked::Here)),
            ("生存状态", Some(Asked::Here)),
            ("是否在册", Some(Asked::Here)),
            ("是否发放", Some(Asked::Here)),
            ("是否享受待遇", Some(Asked::Here)),
            ("是否注销", Some(Asked::Gone)),
            ("是否死亡", Some(Asked::Gone)),
            ("死亡标志", Some(Asked::Gone)),
            ("减员原因", Some(Asked::Content)),
            ("停发原因", Some(Asked::Content)),
            ("死亡原因", Some(Asked::Content)),
            ("停发时间", Some(Asked::Content)),
            ("注销日期", Some(Asked::Content)),
            ("是否享受低保", None),
            ("是否参加医保", None),
            ("婚姻状态", None),
            ("健康状况", None),
            ("优待证状态", None),
            ("父亲是否健在", None),
            ("烈士牺牲时间", None),
            ("待遇终止时间", Some(Asked::Until)),
            ("终止日期", Some(Asked::Until)),
            ("取消时间", Some(Asked::Until)),
            ("退出时间", Some(Asked::Until)),
            ("停止享受时间", Some(Asked::Until)),
            ("退出现役时间", None),
            ("合同终止日期", None),
            ("婚姻终止日期", None),
            ("医保终止日期", None),
            ("备注", None),
            ("姓名", None),
        ] {
            assert_eq!(asked(header), want, "{header}");
        }
        for (header, may) in [
            ("变动情况", true),
            ("健康状况", true),
            ("备注2", true),
            ("", true),
            ("家庭情况", false),
            ("优待证情况", false),
            ("配偶情况", false),
        ] {
            assert_eq!(may_tell(header), may, "{header}");
        }
    }
}
