//! The findings: what Enter opens, how one is answered, how they are drawn.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{AuditScreen, texts};
use crate::app::context::ViewContext;
use crate::app::destination::{Destination, Figure, ReasonFor};
use crate::app::outbox::{Outbox, Severity};
use crate::app::screens::listing::foot::{Cells, Foot, lent};
use crate::app::screens::listing::{self, MARK};
use crate::domain::audit::{Finding, Level};
use crate::domain::entry::LedgerQuery;
use crate::domain::text::CleanText;
use crate::lang::{app, audit, fill};
use crate::ui::paint;
use crate::ui::table::{Column, Table};

/// Level, rule, whom or what it is about, what was found.
const COLUMNS: [Column; 4] =
    [Column::left(6, 0), Column::left(4, 0), Column::name(14, 1), Column::left(30, 3)];

impl AuditScreen {
    /// Opens what the chosen finding is about: its entries, or the person where there is one entry at most.
    pub(super) fn open_finding(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let Some(finding) = self.chosen() else {
            return out
                .say(Severity::Plain, listing::none_chosen(cx, self.audited.is_some(), texts.choose_first));
        };
        match finding.recipient {
            Some(recipient) if finding.entries.len() <= 1 => out.open(Destination::Person(recipient)),
            Some(_) | None if !finding.entries.is_empty() => {
                let name = fill(texts.entries, &[&what(cx, finding)]);
                let numbers = finding.entries.clone();
                out.open(if finding.pays {
                    Destination::PaidEntries(numbers, name)
                } else {
                    let query = LedgerQuery { numbers: Some(numbers), ..LedgerQuery::default() };
                    Destination::Entries(Figure { query, name })
                });
            }
            Some(recipient) => out.open(Destination::Person(recipient)),
            None => out.say(Severity::Plain, texts.opens_nothing),
        }
    }

    /// Asks for the answer to the chosen finding.
    pub(super) fn answer_finding(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.chosen() {
            None => out.say(
                Severity::Plain,
                listing::none_chosen(cx, self.audited.is_some(), texts::of(cx.lang).choose_first),
            ),
            Some(finding) => {
                let what = what(cx, finding);
                let finding = CleanText::shown(&finding.name());
                out.open(Destination::Reason(ReasonFor::Answer { finding, what }));
            }
        }
    }

    pub(super) fn draw_findings(&self, cx: &ViewContext, area: Rect, list: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let Some(audited) = &self.audited else {
            return listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
        };
        if audited.findings.is_empty() {
            return listing::explain_empty(cx, list, &fill(texts.none, &[&self.span_name(cx)]), buf);
        }
        let table = Table::fit(&COLUMNS, area.width.saturating_sub(MARK));
        let heads = [texts.level, texts.rule, texts.about, texts.found];
        let head_cells = heads.map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 1), MARK), cx.glyphs.ellipsis, &head_cells);
        let mut bar = None;
        for (y, (at, finding)) in
            (0..list.height).zip(audited.findings.iter().enumerate().skip(self.cursor.top))
        {
            let row = paint::line(list, y);
            table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &lent(&cells(cx, finding)));
            cx.parts.row(row, at, at == self.cursor.at);
            if at == self.cursor.at {
                listing::mark_long(cx, row, table.cell(paint::indent(row, MARK), 2), buf);
                bar = Some(row);
            }
        }
        if let Some(finding) = self.chosen() {
            let mut told = vec![audit::rule(cx.lang, finding.case.rule).to_owned()];
            let held = audited.thresholds.as_ref();
            let thresholds = held.map(|held| audit::thresholds(cx.lang, finding, held)).unwrap_or_default();
            told.extend([
                finding.title.to_string(),
                audit::message(cx.lang, finding),
                audit::entries(cx.lang, finding),
                thresholds,
                audit::answer(cx.lang, finding),
                fill(texts.number, &[&finding.name()]),
            ]);
            told.retain(|part| !part.is_empty());
            Foot { area: paint::indent(area, MARK), list, bar }.tell(cx, &[told], buf);
        }
    }

    /// How many findings there are, in the line of the tabs or above the list.
    pub(super) fn counts(&self, cx: &ViewContext) -> String {
        let Some(audited) = &self.audited else { return String::new() };
        let [red, amber, grey] = audited.counts.open;
        let shown = u64::try_from(audited.findings.len()).unwrap_or(u64::MAX);
        let told = fill(audit::texts(cx.lang).counts, &[&red, &amber, &grey, &audited.counts.answered]);
        if shown < audited.counts.all() {
            return fill(texts::of(cx.lang).more, &[&audited.counts.all(), &shown]);
        }
        told
    }
}

/// What a finding is called: its rule, and whom or what it is about.
fn what(cx: &ViewContext, finding: &Finding) -> String {
    let what = [audit::rule(cx.lang, finding.case.rule), &finding.title].join(" ");
    what.trim_end().to_owned()
}

fn cells<'a>(cx: &ViewContext, finding: &'a Finding) -> Cells<'a, 4> {
    let texts = texts::of(cx.lang);
    let theme = &cx.theme;
    let open = finding.is_open();
    let style = match finding.case.level {
        Level::Red if open => theme.late,
        Level::Amber if open => theme.doubt,
        Level::Red | Level::Amber | Level::Grey => theme.quiet,
    };
    let plain = if open { theme.plain } else { theme.quiet };
    let level = audit::level(cx.lang, finding.case.level);
    let about: Cow<'a, str> = if finding.title.is_empty() {
        audit::rule(cx.lang, finding.case.rule).into()
    } else {
        (&*finding.title).into()
    };
    let message = audit::message(cx.lang, finding);
    let message = if open { message } else { [texts.is_answered, &message].join("  ") };
    [(level.into(), style), (finding.case.rule.code().into(), style), (about, plain), (message.into(), plain)]
}
