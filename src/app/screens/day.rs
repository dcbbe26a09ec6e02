//! A day as it is described beside the field it is typed in, and a moment as lists tell it.

use chrono::{Duration, NaiveDate};

use crate::app::context::ViewContext;
use crate::domain::date::local_time;
use crate::domain::holiday::{festival_name, lunar_label};
use crate::lang::{day as day_texts, fill, words};

/// 今天 腊月廿三 小年
pub(in crate::app::screens) fn describe(cx: &ViewContext, day: NaiveDate) -> String {
    let texts = day_texts::texts(cx.lang);
    let away = day.signed_duration_since(cx.today).num_days();
    let mut parts = vec![match away {
        0 => texts.today.to_owned(),
        -1 => texts.yesterday.to_owned(),
        1 => texts.tomorrow.to_owned(),
        ..-1 => fill(texts.days_ago, &[&away.abs()]),
        2.. => fill(texts.days_ahead, &[&away]),
    }];
    parts.extend(lunar_label(day));
    parts.extend(festival_name(day).map(str::to_owned));
    parts.join(" ")
}

/// A moment, by its UTC milliseconds since 1970, as a day and a time: 昨天, 16:20.
pub(in crate::app::screens) fn moment(cx: &ViewContext, at_ms: i64) -> (String, String) {
    let texts = day_texts::texts(cx.lang);
    let at = local_time(at_ms);
    let on = if at.date() == cx.today {
        texts.today.to_owned()
    } else if at.date() + Duration::days(1) == cx.today {
        texts.yesterday.to_owned()
    } else {
        words::day(cx.lang, at.date())
    };
    (on, at.format("%H:%M").to_string())
}
