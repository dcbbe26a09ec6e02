//! The heads of the chains in a text, which are no numbers of people.

/// The head of a chain, `138:00138000`, alone in its text, as a JSON has it.
pub(super) fn is_head(raw: &str) -> bool {
    let all = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    raw.split_once(':').is_some_and(|(count, hash)| hash.len() == 8 && all(count) && all(hash))
}

/// Heads that are compared, `139:8c75c693 / 220:e3c3ad22 > 139:8c75c693 / 221:42224652`, alone in their text, as a finding
/// has them: side by side, digits of two would look like one number.
pub(super) fn are_compared(raw: &str) -> bool {
    let is_side = |side: &str| side.split(" / ").count() <= 2 && side.split(" / ").all(is_shown);
    raw.split_once(" > ").is_some_and(|(one, other)| is_side(one) && is_side(other))
}

/// A head as it is shown: how many, and of the last one the first characters of its hash.
fn is_shown(head: &str) -> bool {
    let (count, hash) = head.split_once(':').unwrap_or((head, "00000000"));
    (1..=10).contains(&count.len())
        && count.bytes().all(|byte| byte.is_ascii_digit())
        && hash.len() == 8
        && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The line that tells the heads of both chains, in either language: one of digits alone looks like a phone.
pub(super) fn is_line_of_heads(raw: &str) -> bool {
    let begun = ["链头：台账 ", "head: ledger "].into_iter().find_map(|words| raw.strip_prefix(words));
    let heads = begun
        .and_then(|heads| ["，操作记录 ", ", audit "].into_iter().find_map(|words| heads.split_once(words)));
    heads.is_some_and(|(ledger, audit)| is_shown(ledger) && is_shown(audit))
}
