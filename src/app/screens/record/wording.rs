//! What the form says: who, what was understood, what is wrong.

use super::texts;
use chrono::NaiveDate;
use ratatui::style::Style;

use super::form::Form;
use super::item::Item;
use super::validate::{Fault, FieldError};
use crate::app::context::ViewContext;
use crate::app::screens::day;
use crate::app::screens::flow::flow;
use crate::domain::date::{DayError, Typed};
use crate::domain::due::Standing;
use crate::domain::gift::{self, Recording, Rule};
use crate::domain::holiday::{RoundCode, Window};
use crate::domain::list::{LastGift, RosterRow};
use crate::domain::money::Fen;
use crate::domain::recipient::Kind;
use crate::domain::round::Standard;
use crate::domain::terms::Terms;
use crate::domain::visit::Outcome;
use crate::lang::{errors, fill, recipient, rules, words};
use crate::ui::text;

/// 程连富 男 87 岁
pub(super) fn who(cx: &ViewContext, row: &RosterRow) -> String {
    let mut parts = vec![row.name.to_string()];
    parts.extend(row.sex.map(|sex| words::sex(cx.lang, sex).to_owned()));
    parts.extend(row.age.map(|age| fill(recipient::texts(cx.lang).age, &[&age])));
    parts.join(" ")
}

/// 桑根达来镇 敖包图嘎查
pub(super) fn place(row: &RosterRow) -> String {
    [row.township.as_str(), row.village.as_str()].join(" ").trim().to_owned()
}

/// The round; another one than the screens work in says so.
pub(super) fn round(cx: &ViewContext, round: RoundCode) -> (String, Style) {
    if cx.is_other_round(round) {
        (words::other_round(cx.lang, round), cx.theme.late)
    } else {
        (words::round(cx.lang, round), cx.theme.plain)
    }
}

/// By how much cash and goods of a recording differ from the standard: 慰问金比标准多 300 元. Nothing where there is no
/// standard.
pub(super) fn off_standard(cx: &ViewContext, terms: &Terms, recording: &Recording) -> Vec<String> {
    let texts = texts::of(cx.lang);
    let goods = recording.goods.as_ref().map_or(Fen::ZERO, |goods| goods.value);
    if gift::is_top_up(recording, terms) {
        return Vec::new();
    }
    let [own_cash, own_goods] = terms.standard_on(recording.on);
    let both = [(texts.cash, recording.cash, own_cash), (texts.goods, goods, own_goods)];
    let differ =
        both.into_iter().filter(|(_, given, own)| terms.listed && *given != Fen::ZERO && given != own);
    let told = differ.map(|(what, given, own)| {
        let (template, by) = if given > own {
            (texts.above_standard, given.plus(own.negated()))
        } else {
            (texts.below_standard, own.plus(given.negated()))
        };
        fill(template, &[&what, &words::yuan(cx.lang, by)])
    });
    told.collect()
}

/// The basis and its standard.
pub(super) fn standard(cx: &ViewContext, standard: Option<&Standard>) -> String {
    let texts = texts::of(cx.lang);
    match standard {
        Some(standard) => {
            let what = words::standard(cx.lang, standard);
            [standard.group.to_string(), fill(texts.standard, &[&what])].join("  ")
        }
        None => texts.no_standard.to_owned(),
    }
}

/// The standard by itself: 1,000 元 米面油 1 份（在乡老复员军人）.
pub(super) fn what_standard(cx: &ViewContext, standard: Option<&Standard>) -> String {
    standard.map_or_else(
        || texts::of(cx.lang).no_standard.to_owned(),
        |standard| {
            let what = words::standard(cx.lang, standard);
            fill(cx.lang.pick("{}（{}）", "{} ({})"), &[&what, &standard.group])
        },
    )
}

/// What of where somebody stands must be known before something is given: why the round is closed for them, what is
/// owed beside a part that was given, and the day that was promised at the last call; that it is past is said.
pub(super) fn stands(cx: &ViewContext, standing: Standing) -> Option<String> {
    if let Standing::Closed(reason) = standing {
        return Some(fill(texts::of(cx.lang).closed, &[&words::close_reason(cx.lang, reason)]));
    }
    let owed = standing.rest().map(|rest| words::rest(cx.lang, rest).to_owned());
    let promise = standing.promised().map(|to| {
        if to >= cx.today {
            return words::promised(cx.lang, to, cx.today);
        }
        let day = words::day_of(cx.lang, to, cx.today);
        fill(texts::of(cx.lang).promise_past, &[&words::promise_past(cx.lang), &day])
    });
    let told: Vec<String> = owed.into_iter().chain(promise).collect();
    (!told.is_empty()).then(|| told.join("  "))
}

/// 上次 2023年八一 1,000 元
pub(super) fn last(cx: &ViewContext, last: Option<&LastGift>) -> String {
    let texts = recipient::texts(cx.lang);
    match last {
        Some(last) if last.cash == Fen::ZERO => {
            let goods = fill(texts.goods, &[&last.goods_value.short()]);
            fill(texts.last_gift, &[&words::round(cx.lang, last.round), &goods])
        }
        Some(last) => {
            let cash = words::yuan(cx.lang, last.cash);
            fill(texts.last_gift, &[&words::round(cx.lang, last.round), &cash])
        }
        None => texts.never.to_owned(),
    }
}

/// What an outcome means for the recipient.
pub(super) fn meaning(cx: &ViewContext, outcome: Outcome, kind: Kind) -> &'static str {
    let texts = texts::of(cx.lang);
    match (outcome, kind) {
        (Outcome::Given, Kind::Person) => texts.to_person,
        (Outcome::Given, Kind::Unit) => texts.to_unit,
        (Outcome::Proxy, _) => texts.to_proxy,
        (Outcome::Absent | Outcome::Deferred, _) => texts.stays_due,
        (Outcome::Refused | Outcome::NotFound, _) => texts.closes,
        (Outcome::Died, _) => texts.closes_life,
        (Outcome::MovedAway, _) => texts.closes_home,
        (Outcome::VisitOnly, _) => texts.counts,
    }
}

/// What is odd about a day of a call: it is recorded all the same, for the day paid is not the day typed in.
pub(super) fn odd_day(cx: &ViewContext, day: NaiveDate, window: &Window) -> Option<String> {
    let texts = texts::of(cx.lang);
    if day > cx.today {
        Some(texts.future.to_owned())
    } else if day < window.opens {
        Some(fill(texts.early, &[&words::day_of(cx.lang, window.opens, cx.today)]))
    } else if day > window.grace_until {
        Some(fill(texts.late, &[&words::day_of(cx.lang, window.grace_until, cx.today)]))
    } else {
        None
    }
}

/// What was understood of an item, beside it.
pub(super) fn beside(cx: &ViewContext, form: &Form, item: Item) -> String {
    let texts = texts::of(cx.lang);
    match item {
        Item::Outcome => meaning(cx, form.outcome, form.facts.row.kind).to_owned(),
        Item::Cash => match Fen::parse(form.text(item)) {
            Ok(cash) if cash != Fen::ZERO => cash.capital(),
            Ok(_) | Err(_) => String::new(),
        },
        Item::Day | Item::Until | Item::DiedOn => match Typed::on(cx.today).read(form.text(item)) {
            Ok(date) => day::describe(cx, date),
            Err(_) => String::new(),
        },
        Item::First if form.same_handlers() => texts.same_as_last.to_owned(),
        Item::First
        | Item::Second
        | Item::Proxy
        | Item::Relation
        | Item::Goods
        | Item::Value
        | Item::Override
        | Item::Needs
        | Item::Note => String::new(),
    }
}

/// What is wrong.
pub(super) fn fault(cx: &ViewContext, form: &Form, error: &FieldError) -> String {
    let texts = texts::of(cx.lang);
    match &error.fault {
        Fault::Money(error) => rules::money(cx.lang, *error).to_owned(),
        Fault::Day(DayError::Empty) => texts.empty_day.to_owned(),
        Fault::Day(DayError::Form) => texts.bad_day.to_owned(),
        Fault::Day(DayError::Missing) => texts.missing_day.to_owned(),
        Fault::Text(error) => texts::text(cx.lang, *error),
        Fault::Unnamed => texts.unnamed.to_owned(),
        Fault::Unvalued => texts.unvalued.to_owned(),
        Fault::NotLater => texts.not_later.to_owned(),
        Fault::Rule(refusal) if refusal.rule == Rule::Proxy => proxy_lacks(cx, form, error.item).to_owned(),
        Fault::Rule(refusal) => errors::refusal(cx.lang, refusal),
    }
}

/// What a proxy lacks, and nothing that is there.
fn proxy_lacks(cx: &ViewContext, form: &Form, item: Item) -> &'static str {
    let texts = texts::of(cx.lang);
    match item {
        Item::Proxy if !form.text(Item::Proxy).is_empty() => texts.proxy_is_recipient,
        Item::Proxy if form.text(Item::Relation).is_empty() => texts.proxy_both,
        Item::Proxy => texts.proxy_name,
        Item::Relation => texts.proxy_relation,
        Item::Outcome
        | Item::Cash
        | Item::Goods
        | Item::Value
        | Item::Override
        | Item::Until
        | Item::DiedOn
        | Item::Day
        | Item::First
        | Item::Second
        | Item::Needs
        | Item::Note => texts.proxy_reason,
    }
}

/// The label of an item.
pub(super) fn label(cx: &ViewContext, item: Item) -> &'static str {
    let texts = texts::of(cx.lang);
    match item {
        Item::Outcome => texts.outcome,
        Item::Proxy => texts.proxy,
        Item::Relation => texts.relation,
        Item::Cash => texts.cash,
        Item::Goods => texts.goods,
        Item::Value => texts.value,
        Item::Override => texts.reason,
        Item::Day => texts.day,
        Item::Until => texts.until,
        Item::DiedOn => texts.died_on,
        Item::First | Item::Second => texts.handlers,
        Item::Needs => texts.needs,
        Item::Note => texts.note,
    }
}

/// What may be written into the item that has the keys, in lines of at most `cells`.
pub(super) fn hint(cx: &ViewContext, form: &Form, cells: usize) -> Vec<String> {
    let item = form.focus();
    if item == Item::Outcome {
        let mut pieces = vec![texts::of(cx.lang).hint_outcome.to_owned()];
        pieces.extend((1..).zip(form.outcomes()).map(|(no, outcome)| {
            let word = words::outcome(cx.lang, outcome);
            fill("{} {}", &[&no, &word])
        }));
        return flow(&pieces, cells);
    }
    text::wrap(&form.inputs.hint(cx, hint_text(cx, item)), cells)
}

fn hint_text(cx: &ViewContext, item: Item) -> &'static str {
    let texts = texts::of(cx.lang);
    match item {
        Item::Outcome => texts.hint_outcome,
        Item::Cash | Item::Value => texts.hint_amount,
        Item::Day => texts.hint_day,
        Item::Until => texts.hint_until,
        Item::DiedOn => texts.hint_died_on,
        Item::First | Item::Second => texts.hint_handlers,
        Item::Goods => texts.hint_goods,
        Item::Proxy | Item::Relation => texts.hint_proxy,
        Item::Override => texts.hint_override,
        Item::Needs | Item::Note => texts.hint_text,
    }
}
