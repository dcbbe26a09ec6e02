//! What a bank says of a row: that it was paid, that it failed, or neither that is known.

use crate::domain::text::fold_width;

/// What a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BankWord {
    /// It was paid.
    Paid,
    /// It failed.
    Failed,
    /// Nothing.
    Unsaid,
    /// Something that is neither, or both.
    Unclear,
    /// The result tells that it was paid, the reason that it failed.
    Torn,
}

/// Words of a failure: of the result, and of its reason.
const FAILED: [&str; 31] = [
    "失败",
    "退回",
    "退票",
    "退汇",
    "退款",
    "拒绝",
    "错误",
    "异常",
    "销户",
    "不符",
    "不一致",
    "止付",
    "未入账",
    "未到账",
    "冲回",
    "冲正",
    "撤销",
    "冻结",
    "挂失",
    "注销",
    "不存在",
    "无此",
    "无效",
    "不正确",
    "有误",
    "停用",
    "久悬",
    "不动户",
    "超限",
    "failed",
    "fail",
];
/// Words of a payment that was carried out.
const PAID: [&str; 10] =
    ["成功", "已入账", "已到账", "已发放", "已支付", "正常", "完成", "通过", "success", "succeeded"];
/// Ways to say in a cell that there is nothing.
const NOTHING: [&str; 6] = ["无", "没有", "-", "--", "/", "—"];

/// Reads a result, where the file has such a column, and the reason beside it; `of_failures` tells that its column holds
/// reasons of failures alone.
pub(super) fn verdict(result: Option<&str>, why: &str, of_failures: bool) -> BankWord {
    let plain = |said: &str| {
        let folded: String = fold_width(said).chars().filter(|c| !c.is_whitespace()).collect();
        if NOTHING.contains(&folded.as_str()) { String::new() } else { folded.to_lowercase() }
    };
    let why = plain(why);
    let Some(result) = result.map(plain).filter(|result| !result.is_empty()) else {
        return match of_words(&why) {
            // Without a column of results a row without a reason was paid.
            BankWord::Unsaid if result.is_none() => BankWord::Paid,
            BankWord::Unclear if of_failures => BankWord::Failed,
            said @ (BankWord::Paid
            | BankWord::Failed
            | BankWord::Unsaid
            | BankWord::Unclear
            | BankWord::Torn) => said,
        };
    };
    match (of_words(&result), of_words(&why)) {
        (BankWord::Paid, BankWord::Failed) => BankWord::Torn,
        (said, _) => said,
    }
}

fn of_words(said: &str) -> BankWord {
    if said.is_empty() {
        return BankWord::Unsaid;
    }
    // Part of a sum that went through is told by no sum of its own.
    if said.contains("部分") {
        return BankWord::Unclear;
    }
    let rest = said.replace("不成功", "").replace("未成功", "");
    let holds = |words: &[&str]| words.iter().any(|word| rest.contains(word));
    match (rest.len() < said.len() || holds(&FAILED), holds(&PAID)) {
        (true, false) => BankWord::Failed,
        (false, true) => BankWord::Paid,
        (true, true) | (false, false) => BankWord::Unclear,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_bank_says_is_known_or_told() {
        for (result, why, expected) in [
            (Some("成功"), "", BankWord::Paid),
            (Some("交易成功"), "无", BankWord::Paid),
            (Some("失败"), "账号不存在", BankWord::Failed),
            (Some("退回"), "", BankWord::Failed),
            (Some("不成功"), "户名不符", BankWord::Failed),
            (Some(""), "户名不符", BankWord::Failed),
            (Some("账户已销户"), "", BankWord::Failed),
            (Some("户名不符"), "", BankWord::Failed),
            (Some("止付"), "", BankWord::Failed),
            (Some("未入账"), "", BankWord::Failed),
            (Some("冲回"), "", BankWord::Failed),
            (Some("已入账"), "", BankWord::Paid),
            (Some("处理中"), "", BankWord::Unclear),
            (Some("成功"), "账户已销户", BankWord::Torn),
            (Some("部分成功"), "", BankWord::Unclear),
            (Some("F"), "", BankWord::Unclear),
            (Some(""), "", BankWord::Unsaid),
            (Some("-"), "", BankWord::Unsaid),
            (None, "", BankWord::Paid),
            (None, "交易成功", BankWord::Paid),
            (None, "户名不符", BankWord::Failed),
            (None, "处理中", BankWord::Unclear),
        ] {
            assert_eq!(verdict(result, why, false), expected, "{result:?} {why}");
        }
        assert_eq!(verdict(None, "身份信息缺失", true), BankWord::Failed);
    }
}
