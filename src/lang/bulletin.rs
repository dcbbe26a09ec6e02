//! The weekly bulletin of a round in words: ten lines.

use super::{Lang, fill, texts, words};
use crate::domain::allocation::balance::OpenHolding;
use crate::domain::bulletin::Bulletin;
use crate::domain::due::{DueState, Standing};
use crate::domain::money::Fen;
use crate::domain::text::CleanText;

texts! {
    /// The texts of the bulletin.
    fn texts(lang) -> BulletinTexts {
        /// The round, the day, people, units, the planned cash.
        planned: "一、{}走访慰问工作周报（截至 {}）：计划走访 {} 人、单位 {} 个，计划慰问金 {} 元。" /
            "1. {}, weekly bulletin by the end of {}: planned {} p{erson|eople}, {} unit{|s}, cash {} yuan.";
        /// From, to, people, units; in all people, units, percent.
        done: "二、本周（{} 至 {}）走访 {} 人、单位 {} 个；累计走访 {} 人、单位 {} 个，完成 {}。" /
            "2. This week ({} to {}): {} p{erson|eople}, {} unit{|s}; in all {} p{erson|eople}, {} unit{|s}, {} done.";
        /// Places with their percentages.
        best: "三、进度靠前：{}。" / "3. Ahead: {}.";
        last: "四、进度靠后：{}。" / "4. Behind: {}.";
        /// How many are still to be visited, in grace, overdue.
        left: "五、尚待走访人员和单位共 {} 个，其中宽限期内 {}，逾期 {}。" / "5. People and units still to visit: {}, of these in grace {}, overdue {}.";
        /// How many, by what.
        closed: "六、已了结 {}：{}。" / "6. Closed: {} ({}).";
        /// Cash of the week, cash in all, of planned.
        cash: "七、本周发放慰问金 {} 元，累计 {} 元，占计划 {}。" / "7. Cash this week {} yuan, in all {} yuan, {} of the plan.";
        /// Goods of the week, goods in all.
        goods: "八、本周发放慰问品折款 {} 元，累计 {} 元。" / "8. Goods this week worth {} yuan, in all {} yuan.";
        /// Teams.
        teams: "九、尚未开展的走访组：{}。" / "9. Teams not started: {}.";
        /// Cash, goods.
        open: "十、下拨未结：{}。" / "10. Allocations open: {}.";
        none: "无" / "none";
        no_teams: "无（没有分走访组）" / "none (no teams)";
        /// A place, its percentage.
        part: "{} {}" / "{} {}";
        /// A holder, what is open there.
        held: "{}（{}）" / "{} ({})";
        /// What is left; what was given beyond what was handed out.
        over: "多发 {}" / "{} more given than handed out";
        comma: "、" / ", ";
    }
}

/// What is open with somebody: what is left, and what was given beyond what was handed out.
pub fn holding(lang: Lang, one: &OpenHolding) -> String {
    let texts = texts(lang);
    let of_cash = |cash: Fen| words::yuan(lang, cash);
    let of_goods = |kind: &String, open: i64| fill(texts.part, &[kind, &open]);
    let cash = (one.cash > Fen::ZERO).then(|| of_cash(one.cash));
    let goods = one.goods.iter().filter(|(_, open)| *open > 0).map(|(kind, open)| of_goods(kind, *open));
    let over = (one.cash < Fen::ZERO).then(|| of_cash(one.cash.negated()));
    let over_goods = one.goods.iter().filter(|(_, open)| *open < 0);
    let over = over.into_iter().chain(over_goods.map(|(kind, open)| of_goods(kind, open.saturating_neg())));
    let over = over.map(|told| fill(texts.over, &[&told]));
    let all: Vec<String> = cash.into_iter().chain(goods).chain(over).collect();
    fill(texts.held, &[&one.holder, &all.join(texts.comma)])
}

/// Its lines.
pub fn lines(lang: Lang, of: &Bulletin) -> Vec<String> {
    let texts = texts(lang);
    let or_none = |all: Vec<String>| {
        if all.is_empty() { texts.none.to_owned() } else { all.join(texts.comma) }
    };
    let percent =
        |share: Option<u64>| share.map_or_else(|| texts.none.to_owned(), |percent| format!("{percent}%"));
    let places = |all: &[(CleanText, u64)]| {
        or_none(all.iter().map(|(place, share)| fill(texts.part, &[place, &format!("{share}%")])).collect())
    };
    let fen = |fen: Fen| u64::try_from(fen.get()).unwrap_or_default();
    let reasons = of.closed_by.iter().map(|(why, count)| {
        let word = words::standing(lang, Standing::Closed(*why), DueState::Closed, of.today);
        fill(texts.part, &[&word, count])
    });
    let open = of.open.iter().map(|one| holding(lang, one));
    let idle = of.teams_not_started.iter().map(ToString::to_string).collect();
    let teams = if of.teams == 0 { texts.no_teams.to_owned() } else { or_none(idle) };
    let ([people, units], [week_people, week_units], [done_people, done_units]) =
        (of.planned, of.week, of.done);
    let ([week_cash, cash], [week_goods, goods]) = (of.cash, of.goods);
    let of_plan = (fen(cash) * 100).checked_div(fen(of.planned_cash));
    let round = words::round(lang, of.round);
    vec![
        fill(texts.planned, &[&round, &of.today, &people, &units, &of.planned_cash.short()]),
        fill(
            texts.done,
            &[
                &of.from,
                &of.today,
                &week_people,
                &week_units,
                &done_people,
                &done_units,
                &percent(of.percent),
            ],
        ),
        fill(texts.best, &[&places(&of.best)]),
        fill(texts.last, &[&places(&of.last)]),
        fill(texts.left, &[&(of.due + of.grace + of.overdue), &of.grace, &of.overdue]),
        fill(texts.closed, &[&of.closed, &or_none(reasons.collect())]),
        fill(texts.cash, &[&week_cash.short(), &cash.short(), &percent(of_plan)]),
        fill(texts.goods, &[&week_goods.short(), &goods.short()]),
        fill(texts.teams, &[&teams]),
        fill(texts.open, &[&or_none(open.collect())]),
    ]
}
