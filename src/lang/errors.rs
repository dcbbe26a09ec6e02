//! What went wrong, said so that a person knows what happened and what to do.

use super::words;
use super::{Lang, fill};
use crate::domain::error::RegisterError;
use crate::domain::gift::{Earlier, LARGEST, Refusal, Rule};
use crate::domain::recipient::StatusKind;
use crate::domain::text::CleanText;

/// A trouble in one line.
pub fn text(lang: Lang, trouble: &RegisterError) -> String {
    let pick = |zh: &'static str, en: &'static str| match lang {
        Lang::Zh => zh,
        Lang::En => en,
    };
    match trouble {
        RegisterError::Refused(refusals) => {
            refusals.iter().map(|one| refusal(lang, one)).collect::<Vec<_>>().join(pick("；", "; "))
        }
        RegisterError::Different(id) => fill(
            pick("没有登记：编号 {} 已用于另一内容", "Not recorded: {} was recorded with other content"),
            &[id],
        ),
        RegisterError::NotReversible(_) => {
            pick("不能冲正：它本身是冲正，或已被冲正", "It is a reversal itself, or was reversed before")
                .to_owned()
        }
        RegisterError::NotFound(what) => fill(pick("没有找到：{}", "Not found: {}"), &[what]),
        RegisterError::Ambiguous(several) => fill(
            pick("有 {} 个同名，请写得更具体：{}", "{} answer to that; be more precise: {}"),
            &[
                &several.len(),
                &several.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(pick("、", ", ")),
            ],
        ),
        RegisterError::Stale => pick(
            "没有保存：资料已被别人改过，请重新打开",
            "Not saved: it was changed elsewhere; open it again",
        )
        .to_owned(),
        RegisterError::Status(kind) => fill(
            pick("「{}」不能登记或撤销：已登记过，或没有可撤销的", "\"{}\" cannot be recorded or undone now"),
            &[&status(lang, *kind)],
        ),
        RegisterError::Round => {
            pick("活动已存在，或已开始，不能再改", "The round exists, or has opened and can no longer change")
                .to_owned()
        }
        RegisterError::ReasonRequired => pick("请写明理由", "A reason is required").to_owned(),
        RegisterError::Busy(holder) => busy(lang, holder),
        RegisterError::Replaced => pick(
            "没有写入：登记册已被换成另一份（恢复了备份），请重新打开",
            "Not written: the register was replaced, a backup was restored; open it again",
        )
        .to_owned(),
        RegisterError::Missing(place) => fill(
            pick("没有登记册：{}，可用 muster init 新建", "No register: {}; muster init makes one"),
            &[place],
        ),
        RegisterError::NotARegister(place) => fill(
            pick(
                "不是登记册，未动它：{}，可用 --db 指定另一个",
                "No register, left untouched: {}; name another with --db",
            ),
            &[place],
        ),
        RegisterError::Newer { found, ours } => fill(
            pick(
                "登记册版本 {} 比本程序的 {} 新，未动它；请用新版程序打开",
                "Register version {} is newer than {}; left untouched, use a newer muster",
            ),
            &[found, ours],
        ),
        RegisterError::AlreadyThere(place) => {
            fill(pick("已经存在，未覆盖：{}", "Already there, not overwritten: {}"), &[place])
        }
        RegisterError::NotPermitted(place) => fill(pick("没有权限：{}", "Not permitted: {}"), &[place]),
        RegisterError::ReadOnly => {
            pick("登记册只读，没有写入", "The register is read only; nothing was written").to_owned()
        }
        RegisterError::LogWaits(what)
        | RegisterError::NetworkFolder(what)
        | RegisterError::BadBackup(what) => fill(place(lang, trouble), &[what]),
        RegisterError::Storage(what) => {
            fill(pick("磁盘出错，没有写入：{}", "The disk failed, nothing was written: {}"), &[what])
        }
        RegisterError::Unsure(what) => fill(
            pick(
                "磁盘出错，不能确定是否已写入：{}；用同一编号原样再做一次，不会重复",
                "The disk failed and it is not certain whether it was written: {}; doing the same again under \
                 the same id adds nothing twice",
            ),
            &[what],
        ),
        RegisterError::Damaged(what) => fill(
            pick("登记册已损坏：{}，请从备份恢复", "The register is damaged: {}; restore a backup"),
            &[what],
        ),
    }
}

/// What keeps a register or a backup from being used where it lies; with the place.
fn place(lang: Lang, trouble: &RegisterError) -> &'static str {
    let (zh, en) = if matches!(trouble, RegisterError::LogWaits(_)) {
        (
            "登记册只读，还有未并入的日志，读出来会不全：{}；请有写权限的人先打开一次",
            "Read only, and its log is not taken up, so that writes would be missing: {}; have somebody who may \
             write open it once",
        )
    } else if matches!(trouble, RegisterError::NetworkFolder(_)) {
        (
            "登记册不能放在网络文件夹上：{}；那里的锁不可靠，会丢账，请放在本机磁盘",
            "A register cannot lie on a network folder: {}; locks do not hold there and entries would be lost, \
             keep it on a local disk",
        )
    } else {
        ("备份有误，没有使用：{}", "The backup is bad and was not used: {}")
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// The register is held, by whom if that is known.
fn busy(lang: Lang, holder: &CleanText) -> String {
    let (alone, named) = match lang {
        Lang::Zh => ("登记册正被另一程序使用，请稍后再试", "登记册正被另一程序使用（{}），请稍后再试"),
        Lang::En => (
            "Another program holds the register; try again",
            "Another program holds the register ({}); try again",
        ),
    };
    if holder.is_empty() { alone.to_owned() } else { fill(named, &[holder]) }
}

/// A refusal: which rule, and the earlier gift that stands in the way.
pub fn refusal(lang: Lang, refusal: &Refusal) -> String {
    let rule = rule(lang, refusal.rule);
    match &refusal.earlier {
        Some(gift) => fill(
            match lang {
                Lang::Zh => "{}：{}",
                Lang::En => "{}: {}",
            },
            &[&rule, &earlier(lang, gift)],
        ),
        None => rule,
    }
}

fn rule(lang: Lang, rule: Rule) -> String {
    let (zh, en) = match rule {
        Rule::Amount => (
            "已发须有现金或物品，未发则都不填",
            "Something given needs cash or goods, nothing given has neither",
        ),
        Rule::Limits => {
            let most = words::yuan(lang, LARGEST);
            return fill(
                match lang {
                    Lang::Zh => "金额须大于零，且不超过 {}",
                    Lang::En => "Amounts are above zero and at most {}",
                },
                &[&most],
            );
        }
        Rule::DoubleCash => ("本次活动已发过慰问金", "Cash was already given in this round"),
        Rule::DoubleGoods => ("本次活动已发过慰问品", "Goods were already given in this round"),
        Rule::AfterDeath => {
            ("去世之后不能发给本人，可由亲属代领", "Nothing is paid to the person after the day of death")
        }
        Rule::Handlers => ("现金须两名不同的经办人", "Cash needs two different handlers"),
        Rule::SelfPaid => ("经办人不能给自己发放", "A handler never pays himself"),
        Rule::ProxyHandler => ("代领人不能是经办人", "The proxy is not a handler"),
        Rule::Proxy => (
            "代领须写代领人、关系，去世后还须写理由",
            "A proxy needs a name, the relation, after a death a reason",
        ),
    };
    match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    }
}

/// An earlier gift: day, what, by whom.
pub fn earlier(lang: Lang, gift: &Earlier) -> String {
    let mut parts = vec![words::full_day(lang, gift.on)];
    if gift.cash.get() != 0 {
        parts.push(words::yuan(lang, gift.cash));
    }
    if let Some(goods) = &gift.goods {
        parts.push(goods.to_string());
    }
    let joined = gift.handlers.iter().map(AsRef::as_ref).collect::<Vec<&str>>();
    if !joined.is_empty() {
        parts.push(match lang {
            Lang::Zh => fill("经办 {}", &[&joined.join("、")]),
            Lang::En => fill("by {}", &[&joined.join(", ")]),
        });
    }
    parts.join(" ")
}

/// A status in words.
pub fn status(lang: Lang, kind: StatusKind) -> &'static str {
    match (lang, kind) {
        (Lang::Zh, StatusKind::Died) => "去世",
        (Lang::Zh, StatusKind::Left) => "迁出",
        (Lang::Zh, StatusKind::Suspended) => "停发",
        (Lang::En, StatusKind::Died) => "died",
        (Lang::En, StatusKind::Left) => "moved away",
        (Lang::En, StatusKind::Suspended) => "suspended",
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::EntryId;
    use crate::domain::money::Fen;

    #[test]
    fn a_double_payment_names_the_first() {
        let first = Earlier {
            id: EntryId(Uuid::nil()),
            on: NaiveDate::from_ymd_opt(2024, 1, 30).unwrap(),
            cash: Fen::new(100_000),
            goods_value: Fen::ZERO,
            goods: None,
            handlers: vec!["布仁".into(), "赵志强".into()],
        };
        let trouble = RegisterError::Refused(vec![Refusal { rule: Rule::DoubleCash, earlier: Some(first) }]);
        assert_eq!(
            text(Lang::Zh, &trouble),
            "本次活动已发过慰问金：2024年1月30日 1,000 元 经办 布仁、赵志强"
        );
        assert_eq!(
            text(Lang::En, &trouble),
            "Cash was already given in this round: 30 Jan 2024 1,000 yuan by 布仁, 赵志强"
        );
    }
}
