//! What one gift shows by itself: rules as functions of the gift and the thresholds.

use chrono::{Datelike, NaiveDate};

use super::cases::{self, Case};
use super::facts::{Gift, days};
use super::{Finding, Sink, Told};
use crate::domain::money::Fen;
use crate::domain::setting::Thresholds;
use crate::domain::text::CleanText;

/// Characters of a reason that are told.
const TOLD_MAX: usize = 60;

/// A finding about one gift.
pub fn about(gift: &Gift<'_>, case: &'static Case, told: Vec<Told>) -> Finding {
    Finding::new(case, gift.id, gift.name, told).of(gift.recipient).naming([gift.no])
}

/// The beginning of a text, masked before it is cut: half of a number is none to a mask.
pub fn text(text: &str) -> Told {
    let short: String = CleanText::shown(text).chars().take(TOLD_MAX).collect();
    Told::Text(CleanText::unmasked(&short))
}

/// A01: paid after the day of death, or dated before it when it was known.
pub fn after_death(gift: &Gift<'_>, sink: Sink<'_>) {
    let Some(died) = gift.died_on.filter(|_| gift.stands() && gift.person) else { return };
    let told = vec![Told::Day(gift.paid_on), Told::Day(died)];
    if gift.paid_on > died {
        if gift.proxy.is_empty() {
            sink(about(gift, &cases::AFTER_DEATH, told));
        } else if gift.reason.is_empty() && !gift.noted {
            sink(about(gift, &cases::AFTER_DEATH_PROXY, told));
        }
    } else if gift.death_known {
        sink(about(gift, &cases::BEFORE_DEATH, told));
    }
}

/// A03: above the standard, cash or goods. One outside the list has no standard: that is A05.
pub fn above(gift: &Gift<'_>, limits: &Thresholds, sink: Sink<'_>) {
    if !gift.stands() || gift.group.is_empty() {
        return;
    }
    let parts = [(gift.cash, gift.standard), (gift.goods_value, gift.standard_goods)];
    let above = parts.into_iter().filter(|(given, standard)| given > standard);
    let much = |(given, standard): &(Fen, Fen)| {
        given.get().saturating_mul(100) > standard.get().saturating_mul(limits.above_percent)
            || given.get() - standard.get() > limits.above_yuan.saturating_mul(100)
    };
    // The part that is further above is the one that is told.
    if let Some(worst) = above.max_by_key(|(given, standard)| given.get() - standard.get()) {
        let any_much = parts.iter().any(|part| part.0 > part.1 && much(part));
        let case = if any_much { &cases::ABOVE_MUCH } else { &cases::ABOVE };
        sink(about(gift, case, vec![Told::Yuan(worst.0), Told::Yuan(worst.1)]));
    }
}

/// A05: not on the list, away or suspended on the day paid, in a closed round.
pub fn outside(gift: &Gift<'_>, sink: Sink<'_>) {
    if !gift.stands() {
        return;
    }
    if gift.group.is_empty() {
        sink(about(gift, &cases::NOT_LISTED, vec![Told::Round(gift.round)]));
    }
    if let Some(since) = gift.away_since {
        sink(about(gift, &cases::AWAY, vec![Told::Day(gift.paid_on), Told::Day(since)]));
    }
    if let Some(closed) = gift.closed_on {
        sink(about(gift, &cases::ROUND_CLOSED, vec![Told::Round(gift.round), Told::Day(closed)]));
    }
}

/// A06: the day paid beside the day recorded, and beside the window.
pub fn paid_days(gift: &Gift<'_>, limits: &Thresholds, sink: Sink<'_>) {
    if !gift.stands() {
        return;
    }
    let late = days(gift.paid_on, gift.recorded_on);
    let case = if late < 0 {
        Some(&cases::PAID_AHEAD)
    } else if gift.paid_on.year() != gift.recorded_on.year() {
        Some(&cases::OTHER_YEAR)
    } else if late > limits.late_red_days {
        Some(&cases::VERY_LATE)
    } else if late > limits.late_days {
        Some(&cases::LATE)
    } else {
        None
    };
    if let Some(case) = case {
        sink(about(gift, case, vec![Told::Day(gift.paid_on), Told::Day(gift.recorded_on)]));
    }
    if gift.paid_on < gift.window.opens {
        let told = vec![Told::Day(gift.paid_on), Told::Day(gift.window.opens)];
        sink(about(gift, &cases::BEFORE_WINDOW, told));
    } else if gift.paid_on > gift.window.grace_until {
        let told = vec![Told::Day(gift.paid_on), Told::Day(gift.window.grace_until)];
        sink(about(gift, &cases::AFTER_GRACE, told));
    }
}

/// A15, what shows at the gift: a death or departure undone, or the group gained, shortly before.
pub fn status_play(gift: &Gift<'_>, limits: &Thresholds, sink: Sink<'_>) {
    if !gift.stands() {
        return;
    }
    let is_near = |day: &NaiveDate| (0..=limits.status_days).contains(&days(*day, gift.paid_on));
    if let Some(undone) = gift.undone_on.filter(is_near) {
        sink(about(gift, &cases::UNDONE, vec![Told::Day(undone), Told::Day(gift.paid_on)]));
    }
    // Who came in with the group is new, which is A12.
    let gained = gift.group_entered_on.filter(|day| *day > gift.entered_on).filter(is_near);
    if let Some(gained) = gained {
        let told = vec![Told::Day(gained), text(gift.group), Told::Day(gift.paid_on)];
        sink(about(gift, &cases::GAINED, told));
    }
}

/// A16, what shows at the gift: reversed late, across years, or never made good.
pub fn reversed(gift: &Gift<'_>, today: NaiveDate, limits: &Thresholds, sink: Sink<'_>) {
    let Some(on) = gift.reversed_on.filter(|_| !gift.is_reversal) else { return };
    if on.year() != gift.paid_on.year() {
        sink(about(gift, &cases::REVERSED_ACROSS, vec![Told::Day(gift.paid_on), Told::Day(on)]));
    } else if days(gift.recorded_on, on) > limits.reversed_days {
        sink(about(gift, &cases::REVERSED_LATE, vec![Told::Day(gift.recorded_on), Told::Day(on)]));
    }
    if !gift.given_again && today > gift.window.grace_until {
        sink(about(gift, &cases::REVERSED_NOT_AGAIN, vec![Told::Round(gift.round)]));
    }
}

/// A18, what shows at the gift: goods valued far above those of the standard.
pub fn goods_above(gift: &Gift<'_>, limits: &Thresholds, sink: Sink<'_>) {
    let (value, standard) = (gift.goods_value.get(), gift.standard_goods.get());
    let above = standard > 0 && value.saturating_mul(100) > standard.saturating_mul(limits.above_percent);
    if gift.stands() && above {
        let told = vec![Told::Yuan(gift.goods_value), Told::Yuan(gift.standard_goods)];
        sink(about(gift, &cases::GOODS_ABOVE, told));
    }
}

/// A20: an age that does not go with the group.
pub fn ages(gift: &Gift<'_>, limits: &Thresholds, sink: Sink<'_>) {
    let Some(birth) = gift.birth.filter(|_| gift.stands() && gift.person) else { return };
    // One finding a human: the ages do not change with the gift.
    let told =
        |case, told| Finding::new(case, gift.recipient, gift.name, told).of(gift.recipient).naming([gift.no]);
    let korea = gift.group.contains("抗美援朝") || gift.group.contains("老复员");
    if korea && i64::from(birth.year()) > limits.born_until {
        sink(told(&cases::BORN_LATE, vec![text(gift.group), Told::Number(birth.year().into())]));
    }
    let opens = age(birth, gift.window.opens);
    if gift.rural && opens < limits.rural_age {
        sink(told(
            &cases::TOO_YOUNG,
            vec![Told::Word("60周岁以上农村籍", "rural, 60 and older"), Told::Number(opens)],
        ));
    }
    let paid = age(birth, gift.paid_on);
    if paid >= limits.old_age {
        sink(told(&cases::VERY_OLD, vec![Told::Number(paid)]));
    }
}

fn age(birth: NaiveDate, on: NaiveDate) -> i64 {
    let had = (on.month(), on.day()) >= (birth.month(), birth.day());
    i64::from(on.year() - birth.year()) - i64::from(!had)
}
