//! Payments of programmes: human by human, so that no more than the payments of one are held.

use std::collections::HashMap;

use rusqlite::Row;

use crate::domain::audit::payments::{PaidFacts, Payees, above, after_death, repeated, wrong_fund};
use crate::domain::audit::{Rule, Sink, Span};
use crate::domain::money::Fen;
use crate::domain::payment::YEARS;
use crate::domain::payment::level::terms_of;
use crate::domain::payment::standards::{PayStandard, expected, standard_day};
use crate::domain::programme::Programme;
use crate::domain::text::CleanText;
use crate::store::audit_rules::Context;
use crate::store::columns::{borrowed, if_any, maybe, number, text};
use crate::store::file::error::Result;
use crate::store::payments::facts::months;
use crate::store::payments::lists::detail;
use crate::store::payments::{programmes, standards};
use crate::store::standing::shared;

/// The rules that look at payments.
const RULES: [Rule; 5] = [Rule::A01, Rule::A02, Rule::A03, Rule::A11, Rule::A26];

/// Payments that stand, by human, whose number `{human}` stands for.
const ORDER: &str = "SELECT {human}, e.local_id FROM entry AS e JOIN recipient AS r ON r.id = e.recipient
     WHERE e.round IS NULL AND e.kind = 'payment' AND e.concerns IS NULL
       AND NOT EXISTS (SELECT 1 FROM entry AS y WHERE y.reverses = e.id) ORDER BY 1, 2";

/// One of them.
const ONE: &str = "SELECT e.local_id, e.id, e.recipient, e.name, e.programme, e.subject, e.period_from, e.period_to, e.paid_on,
            e.cash_fen + coalesce((SELECT sum(x.cash_fen) FROM entry AS x WHERE x.concerns = e.id
              AND NOT EXISTS (SELECT 1 FROM entry AS y WHERE y.reverses = x.id)), 0),
            e.payee, e.detail, coalesce(e.reason, (SELECT l.reason FROM payroll AS l WHERE l.id = e.payroll)) IS NOT NULL,
            coalesce(o.died_on, r.died_on), substr(e.paid_on, 1, 4),
            (SELECT group_concat(f.name, '|') FROM entry_line AS f WHERE f.entry = e.id AND f.kind = 'fund')
     FROM entry AS e JOIN recipient AS r ON r.id = e.recipient LEFT JOIN recipient AS o ON o.local_id = {human}
     WHERE e.local_id = ?1";

/// Terms and standards of the programmes.
type Terms = HashMap<String, (Programme, Vec<PayStandard>)>;

/// Looks for what payments show.
pub(super) fn look(cx: &Context<'_>, rules: &[Rule], sink: Sink<'_>) -> Result<()> {
    // A round pays gifts alone.
    if !RULES.iter().any(|rule| rules.contains(rule)) || matches!(cx.span, Span::Round(_)) {
        return Ok(());
    }
    let mut terms = Terms::new();
    for programme in programmes::all(cx.conn)? {
        let standards = standards::of(cx.conn, &programme.code)?;
        terms.insert(programme.code.to_string(), (programme, standards));
    }
    let mut payees = Payees::default();
    let human = shared::by_now(cx.conn)?;
    let [order, one] = [ORDER, ONE].map(|sql| sql.replace("{human}", human));
    let (mut order, mut one) = (cx.conn.prepare(&order)?, cx.conn.prepare(&one)?);
    let mut rows = order.query([])?;
    let (mut of, mut all): (i64, Vec<PaidFacts>) = (0, Vec::new());
    while let Some(row) = rows.next()? {
        let (who, no) = (number(row, 0)?, number(row, 1)?);
        if who != of {
            of_human(cx, rules, (&all, &mut payees), sink);
            all.clear();
            of = who;
        }
        let mut found = one.query([no])?;
        if let Some(row) = found.next()? {
            all.extend(read(cx, row, &terms)?);
        }
    }
    of_human(cx, rules, (&all, &mut payees), sink);
    if rules.contains(&Rule::A11) {
        payees.finish(cx.limits, sink);
    }
    Ok(())
}

fn of_human(cx: &Context<'_>, rules: &[Rule], (all, payees): (&[PaidFacts], &mut Payees), sink: Sink<'_>) {
    let asked = |rule| rules.contains(&rule);
    for one in all {
        if asked(Rule::A01) {
            after_death(one, sink);
        }
        if asked(Rule::A26) {
            wrong_fund(one, sink);
        }
        payees.paid(one);
    }
    if asked(Rule::A03) {
        above(all, cx.limits, sink);
    }
    if asked(Rule::A02) || asked(Rule::A26) {
        repeated(all, cx.limits, &mut |finding| {
            if asked(finding.case.rule) {
                sink(finding);
            }
        });
    }
}

/// A payment with what bears on it; none where nothing is left of it.
fn read(cx: &Context<'_>, row: &Row<'_>, terms: &Terms) -> Result<Option<PaidFacts>> {
    let left = Fen::new(number(row, 9)?);
    let code = borrowed(row, 4)?;
    let Some((programme, standards)) = terms.get(code).filter(|_| left > Fen::ZERO) else { return Ok(None) };
    let (months, on) = (months(row, 6)?, row.get(8)?);
    let kept = detail(if_any(row, 11)?);
    let to = terms_of(&kept, programme.period);
    let subject = maybe(row.get(5)?);
    let years = kept.get(YEARS).and_then(|years| years.parse().ok());
    let mut funds = if_any(row, 15)?.unwrap_or_default().split('|').filter(|fund| !fund.is_empty());
    let paid_in = borrowed(row, 14)?;
    Ok(Some(PaidFacts {
        no: number(row, 0)?,
        id: borrowed(row, 1)?.to_owned(),
        recipient: borrowed(row, 2)?.to_owned(),
        name: borrowed(row, 3)?.to_owned(),
        programme: [programme.code.clone(), programme.name.clone()],
        months,
        on,
        left,
        payee: maybe(row.get(10)?),
        reasoned: row.get(12)?,
        died_on: row.get(13)?,
        expected: expected(
            standards,
            to.each_ref().map(CleanText::as_str),
            months,
            (standard_day(programme.period, subject.as_deref(), on), years),
        ),
        subject,
        wrong_fund: funds.find(|fund| !programme.takes_fund(fund)).map(text),
        asked: match cx.span {
            Span::All => true,
            Span::Year(year) => paid_in == format!("{year:04}"),
            Span::Round(_) => false,
        },
    }))
}
