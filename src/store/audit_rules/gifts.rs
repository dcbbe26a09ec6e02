//! The ledger as a stream of gifts with what bears on each, and the rules that are fed by it.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Row;
use uuid::Uuid;

use crate::domain::audit::changes::Changes;
use crate::domain::audit::facts::Gift;
use crate::domain::audit::goods::Goods;
use crate::domain::audit::handlers::Rare;
use crate::domain::audit::pairs::{Nights, Speed};
use crate::domain::audit::persons::Newcomers;
use crate::domain::audit::proxies::Proxies;
use crate::domain::audit::reversals::Reversals;
use crate::domain::audit::{Rule, Sink, gifts};
use crate::domain::date::local_time;
use crate::domain::error::RegisterError;
use crate::domain::holiday::{RoundCode, Window};
use crate::domain::idcard::IdNumber;
use crate::domain::money::Fen;
use crate::store::audit_rules::{Context, acts, ledger, span};
use crate::store::columns::{borrowed, day, if_any, number, set_day};
use crate::store::file::error::Result;
use crate::store::{handlers, rounds};

/// The days of a round: its window, and when it was closed.
type Days = HashMap<String, (RoundCode, Window, Option<NaiveDate>)>;

/// Gifts and reversals, in the order of recording.
pub(super) fn sql(condition: &str) -> String {
    format!(
        "SELECT g.local_id, g.id, g.kind, g.recipient, coalesce(r.merged_into, r.local_id), g.recipient_kind, g.name,
                g.round, g.cash_fen, g.goods, g.goods_fen, g.paid_on, g.recorded_on, g.recorded_at, g.handler_1,
                g.handler_2, g.proxy, g.township, g.visit_group, g.standard_fen, g.standard_goods_fen, g.reason,
                x.recorded_on,
                CASE WHEN x.id IS NULL THEN 0 ELSE EXISTS (
                  SELECT 1 FROM entry AS o WHERE o.recipient = g.recipient AND +o.round = g.round AND o.kind = 'gift'
                    AND (o.cash_fen > 0) >= (g.cash_fen > 0) AND o.id <> g.id
                    AND o.paid_on <= (SELECT grace_until FROM round WHERE code = g.round)
                    AND NOT EXISTS (SELECT 1 FROM entry AS y WHERE y.reverses = o.id)) END,
                r.died_on,
                CASE WHEN r.died_on IS NULL THEN NULL ELSE (
                  SELECT min(s.entered_on || ' ' || s.id) FROM status_line AS s
                  WHERE s.recipient = r.local_id AND s.kind = 'died' AND s.undone IS NULL) END,
                (SELECT min(s.happened_on) FROM status_line AS s
                 WHERE s.recipient = r.local_id AND s.kind IN ('left', 'suspended') AND s.undone IS NULL
                   AND s.happened_on <= g.paid_on AND (s.ended_on IS NULL OR s.ended_on > g.paid_on)),
                r.entered_on, r.source, r.id_key, r.birth,
                (SELECT max(s.undone_on) FROM status_line AS s
                 WHERE s.recipient = r.local_id AND s.kind IN ('died', 'left') AND s.undone_on <= g.paid_on),
                (SELECT min(h.entered_on) FROM group_held AS h
                 WHERE h.recipient = r.local_id
                   AND h.visit_group = (SELECT local_id FROM visit_group WHERE name = g.visit_group)),
                EXISTS (SELECT 1 FROM category_held AS h JOIN category AS c ON c.local_id = h.category
                        WHERE h.recipient = r.local_id AND c.name LIKE '60周岁%'),
                CASE WHEN r.died_on IS NULL OR g.proxy IS NULL THEN 0 ELSE EXISTS (
                  SELECT 1 FROM visit AS v WHERE v.id = g.id AND v.note <> '') END
         FROM entry AS g JOIN recipient AS r ON r.id = g.recipient
         LEFT JOIN entry AS x ON x.reverses = g.id
         WHERE {condition} AND g.kind IN ('gift', 'reversal') AND g.round IS NOT NULL
         ORDER BY g.local_id"
    )
}

/// Rules that remember much go over the ledger by themselves, so that they are not held at the same time.
const PASSES: [&[Rule]; 2] = [
    &[
        Rule::A01,
        Rule::A03,
        Rule::A05,
        Rule::A06,
        Rule::A08,
        Rule::A10,
        Rule::A11,
        Rule::A14,
        Rule::A15,
        Rule::A16,
        Rule::A18,
        Rule::A20,
    ],
    &[Rule::A09, Rule::A12],
];

/// Feeds the rules among those that look at gifts.
pub(super) fn look(cx: &Context<'_>, rules: &[Rule], sink: Sink<'_>) -> Result<()> {
    for pass in PASSES {
        let wanted: Vec<Rule> = pass.iter().copied().filter(|rule| rules.contains(rule)).collect();
        if !wanted.is_empty() {
            look_once(cx, &wanted, sink)?;
        }
    }
    Ok(())
}

/// What the rules remember, each only if it is wanted.
struct Remembered {
    nights: Option<Nights>,
    speed: Option<Speed>,
    rare: Option<Rare>,
    proxies: Option<Proxies>,
    newcomers: Option<Newcomers>,
    changes: Option<Changes>,
    reversals: Option<Reversals>,
    goods: Option<Goods>,
}

fn look_once(cx: &Context<'_>, rules: &[Rule], sink: Sink<'_>) -> Result<()> {
    let wants = |rule| rules.contains(&rule);
    let mut kept = Remembered {
        nights: wants(Rule::A08).then(Nights::default),
        speed: wants(Rule::A09).then(Speed::default),
        rare: wants(Rule::A10)
            .then(|| {
                Ok::<_, RegisterError>(Rare::new(ledger::handler_counts(cx)?, handlers::last_days(cx.conn)?))
            })
            .transpose()?,
        proxies: wants(Rule::A11).then(|| ledger::handlers_of_years(cx)).transpose()?.map(Proxies::new),
        newcomers: wants(Rule::A12).then(|| acts::named_by_rosters(cx)).transpose()?.map(Newcomers::new),
        changes: wants(Rule::A14).then(|| acts::changes(cx)).transpose()?,
        reversals: wants(Rule::A16).then(Reversals::default),
        goods: wants(Rule::A18).then(Goods::default),
    };
    let days = days(cx)?;
    let mut statement = cx.conn.prepare(&sql(span::entries(cx.span)))?;
    let mut rows = statement.query([span::value(cx.span)])?;
    while let Some(row) = rows.next()? {
        let gift = read(row, &days)?;
        for rule in rules {
            alone(cx, *rule, &gift, sink);
        }
        kept.gift(cx, &gift, sink);
    }
    kept.finish(cx, sink);
    Ok(())
}

/// What a gift shows by itself.
fn alone(cx: &Context<'_>, rule: Rule, gift: &Gift<'_>, sink: Sink<'_>) {
    match rule {
        Rule::A01 => gifts::after_death(gift, sink),
        Rule::A03 => gifts::above(gift, cx.limits, sink),
        Rule::A05 => gifts::outside(gift, sink),
        Rule::A06 => gifts::paid_days(gift, cx.limits, sink),
        Rule::A15 => gifts::status_play(gift, cx.limits, sink),
        Rule::A16 => gifts::reversed(gift, cx.today, cx.limits, sink),
        Rule::A18 => gifts::goods_above(gift, cx.limits, sink),
        Rule::A20 => gifts::ages(gift, cx.limits, sink),
        Rule::A02
        | Rule::A04
        | Rule::A07
        | Rule::A08
        | Rule::A09
        | Rule::A10
        | Rule::A11
        | Rule::A12
        | Rule::A13
        | Rule::A14
        | Rule::A17
        | Rule::A19
        | Rule::A21
        | Rule::A22
        | Rule::A23
        | Rule::A24
        | Rule::A25
        | Rule::A26 => {}
    }
}

impl Remembered {
    fn gift(&mut self, cx: &Context<'_>, gift: &Gift<'_>, sink: Sink<'_>) {
        let limits = cx.limits;
        if let Some(nights) = &mut self.nights {
            nights.gift(gift, limits);
        }
        if let Some(speed) = &mut self.speed {
            speed.gift(gift, limits);
        }
        if let Some(rare) = &mut self.rare {
            rare.gift(gift, limits);
        }
        if let Some(proxies) = &mut self.proxies {
            proxies.gift(gift);
        }
        if let Some(newcomers) = &mut self.newcomers {
            newcomers.gift(gift, limits, sink);
        }
        if let Some(changes) = &self.changes {
            changes.gift(gift, limits, sink);
        }
        if let Some(reversals) = &mut self.reversals {
            reversals.gift(gift, limits, sink);
        }
        if let Some(goods) = &mut self.goods {
            goods.gift(gift);
        }
    }

    fn finish(self, cx: &Context<'_>, sink: Sink<'_>) {
        let limits = cx.limits;
        if let Some(nights) = self.nights {
            nights.finish(limits, sink);
        }
        if let Some(speed) = self.speed {
            speed.finish(limits, sink);
        }
        if let Some(rare) = self.rare {
            rare.finish(sink);
        }
        if let Some(proxies) = self.proxies {
            proxies.finish(limits, sink);
        }
        if let Some(newcomers) = self.newcomers {
            newcomers.finish(sink);
        }
        if let Some(reversals) = self.reversals {
            reversals.finish(limits, sink);
        }
        if let Some(goods) = self.goods {
            goods.finish(limits, sink);
        }
    }
}

fn days(cx: &Context<'_>) -> Result<Days> {
    let rounds = rounds::all(cx.conn)?;
    Ok(rounds
        .into_iter()
        .map(|round| (round.code.to_string(), (round.code, round.window, round.closed_on)))
        .collect())
}

fn read<'r>(row: &'r Row<'_>, days: &Days) -> Result<Gift<'r>> {
    let text = |at| -> Result<&'r str> { Ok(if_any(row, at)?.unwrap_or_default()) };
    let round = borrowed(row, 7)?;
    let (round, window, closed) = if let Some(known) = days.get(round) {
        *known
    } else {
        let code = rounds::parse_code(round)?;
        (code, rounds::load_window(code)?, None)
    };
    let is_reversal = borrowed(row, 2)? == "reversal";
    let amount = |at| -> Result<Fen> {
        let fen = Fen::new(number(row, at)?);
        Ok(if is_reversal { fen.negated() } else { fen })
    };
    let recorded_on = set_day(row, 12)?;
    let recorded_at: i64 = number(row, 13)?;
    let reason = text(21)?;
    let standard = |at| -> Result<Fen> { Ok(Fen::new(row.get::<_, Option<i64>>(at)?.unwrap_or_default())) };
    Ok(Gift {
        no: number(row, 0)?,
        id: borrowed(row, 1)?,
        is_reversal,
        recipient: text(3)?,
        human: number(row, 4)?,
        person: text(5)? != "unit",
        name: borrowed(row, 6)?,
        round,
        window,
        cash: amount(8)?,
        goods: text(9)?,
        goods_value: amount(10)?,
        paid_on: set_day(row, 11)?,
        recorded_on,
        recorded_at: local_time(recorded_at),
        handlers: [text(14)?, text(15)?],
        proxy: text(16)?,
        township: text(17)?,
        group: text(18)?,
        standard: standard(19)?,
        standard_goods: standard(20)?,
        reason,
        reversed_on: day(row, 22)?,
        given_again: number(row, 23)? != 0,
        died_on: day(row, 24)?,
        death_known: text(25)?.split_once(' ').is_some_and(|(on, id)| {
            let on_day = recorded_on.to_string();
            on < on_day.as_str()
                || (on == on_day && Uuid::parse_str(id).is_ok_and(|id| made_at(id) < recorded_at))
        }),
        away_since: day(row, 26)?,
        // On the day of the closing itself the reason tells which of the two came first.
        closed_on: closed.filter(|on| *on < recorded_on || (*on == recorded_on && !reason.is_empty())),
        entered_on: set_day(row, 27)?,
        roster: row.get(28)?,
        valid_id: if_any(row, 29)?.is_some_and(is_valid),
        birth: day(row, 30)?,
        undone_on: day(row, 31)?,
        group_entered_on: day(row, 32)?,
        rural: number(row, 33)? != 0,
        noted: number(row, 34)? != 0,
    })
}

/// Milliseconds since 1970 at which a `UUIDv7` was made.
fn made_at(id: Uuid) -> i64 {
    i64::try_from(id.as_u128() >> 80).unwrap_or(i64::MAX)
}

/// Whether the check digit of an 18-character form is the one its digits ask for.
pub(super) fn is_valid(id_key: &str) -> bool {
    IdNumber::from_stored(id_key).is_some_and(|id| id_key.ends_with(id.right_check_digit()))
}
