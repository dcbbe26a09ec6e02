//! How the settings are drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{PANEL, State, texts};
use crate::app::action::{Action, MainScreen};
use crate::app::context::ViewContext;
use crate::app::keymap::{Binding, MAIN};
use crate::app::screens::listing::foot::{Cells, add_cut, lent};
use crate::app::screens::listing::{self, MARK};
use crate::domain::setting::HeldSetting;
use crate::lang::{app, fill, settings, words};
use crate::ui::table::{Column, Table};
use crate::ui::{paint, text};

/// The label, the value, since when, the default.
const COLUMNS: [Column; 4] =
    [Column::left(22, 1), Column::left(8, 0), Column::left(14, 0), Column::left(8, 0)];

/// Cells of the list at most: further apart, a value is hard to read with its label.
const WIDEST: u16 = 84;

impl State {
    pub(super) fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let (texts, words) = (texts::of(cx.lang), settings::texts(cx.lang));
        let title = paint::put(buf, paint::line(area, 0), texts.title, cx.theme.head);
        if self.held.is_some() {
            let count = fill(texts.count, &[&self.held().len()]);
            paint::put(buf, paint::indent(paint::line(area, 0), title + 2), &count, cx.theme.quiet);
        }
        // A main screen, which the line of keys does not name.
        let leads = |binding: &&Binding| binding.action == Action::Open(MainScreen::HANDLERS);
        let key = cx.keymap.own(&MAIN).iter().find(leads);
        let key = key.map_or_else(String::new, |key| key.first_key(cx.lang, cx.glyphs.arrows));
        let place = paint::slice(paint::line(area, 0), 0, area.width.min(WIDEST));
        paint::put_right(buf, place, &fill(texts.handlers, &[&key]), cx.theme.quiet);
        let table = Table::fit(&COLUMNS, area.width.min(WIDEST).saturating_sub(MARK));
        let heads = [words.label, words.value, texts.since, texts.default].map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 1), MARK), cx.glyphs.ellipsis, &heads);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(3 + PANEL), ..area };
        match &self.held {
            None => listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf),
            Some(held) => {
                for (y, (at, held)) in (0..list.height).zip(held.iter().enumerate().skip(self.cursor.top)) {
                    let row = paint::line(list, y);
                    let own = cells(cx, held);
                    table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &lent(&own));
                    cx.parts.row(row, at, at == self.cursor.at);
                    if at == self.cursor.at {
                        listing::mark(cx, row, buf);
                    }
                }
            }
        }
        let below = self.held().len() > self.cursor.top + usize::from(list.height);
        listing::more(cx, list, self.cursor.top > 0, below, buf);
        if let Some(held) = self.chosen() {
            let area = Rect { y: area.bottom().saturating_sub(PANEL), height: PANEL, ..area };
            explain(cx, paint::indent(area, MARK), (held, &table), buf);
        }
    }
}

/// A setting as the list tells it.
fn cells<'a>(cx: &ViewContext, held: &HeldSetting) -> Cells<'a, 4> {
    let (lang, theme, setting) = (cx.lang, &cx.theme, held.setting);
    let since = held.since.map(|day| words::full_day(lang, day));
    let (value, default) =
        (settings::value(lang, setting, &held.value), settings::value(lang, setting, setting.default));
    let since = since.unwrap_or_else(|| settings::texts(lang).by_default.to_owned());
    [
        (settings::label(lang, setting).into(), theme.plain),
        (value, theme.head),
        (since.into(), theme.quiet),
        (default, theme.quiet),
    ]
}

/// What the list cuts of the chosen setting, how it is set from a command line, and from when a change holds.
fn explain(cx: &ViewContext, area: Rect, (held, table): (&HeldSetting, &Table), buf: &mut Buffer) {
    let texts = texts::of(cx.lang);
    let mut whole = Vec::new();
    add_cut(&mut whole, table, &["", "", "", ""], &cells(cx, held));
    let command = fill(texts.command, &[&held.setting.key, &settings::taken(held.setting)]);
    let width = usize::from(area.width);
    let whole = whole.iter().flat_map(|said| text::wrap(said, width)).map(|line| (line, cx.theme.plain));
    let more = [command.as_str(), texts.note].map(|said| text::wrap(said, width)).concat();
    let lines = whole.chain(more.into_iter().map(|line| (line, cx.theme.quiet)));
    for (y, (line, style)) in (0..area.height).zip(lines) {
        paint::put(buf, paint::line(area, y), &line, style);
    }
}
