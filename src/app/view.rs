//! The frame of every screen: where and when above, the answer to the last act and the keys below.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::action::Action;
use super::context::{MIN_HEIGHT, MIN_WIDTH, ViewContext};
use super::keymap::{BESIDE, FOOTER_GAP, FooterItem, KeyState};
use super::outbox::Severity;
use super::screen::Bar;
use super::{App, StackedScreen};
use crate::domain::date;
use crate::domain::holiday::{Festival, festival_name, lunar_label};
use crate::domain::ids::EntryId;
use crate::domain::money::{Fen, grouped};
use crate::domain::op::Op;
use crate::domain::place::Scope;
use crate::domain::round::Round;
use crate::domain::sign_sheet::SheetNumber;
use crate::lang::{Lang, app, fill, words};
use crate::ui::key::Key;
use crate::ui::{paint, popup, text};

/// The key that the line of the answer names for the drafts.
const DRAFTS: Key = Key::Ctrl('o');
/// Most lines that an answer takes: the longest one, with a long path in it twice, has room.
const ANSWER_LINES: usize = 6;

impl App {
    /// Draws the app into `area`; answers where the cursor belongs, if there is a field.
    pub fn draw(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.cx.parts.clear();
        if area.width < MIN_WIDTH || area.height < MIN_HEIGHT {
            self.too_small(area, buf);
            return None;
        }
        let inner = paint::slice(area, 1, area.width - 2);
        self.head(paint::line(inner, 0), buf);
        let body = Rect { y: inner.y + 2, height: inner.height - 4, ..inner };
        let cursor = self.layers(body, buf);
        if let Some(top) = self.stack.last() {
            self.cx.parts.layer(top.id, Rect::ZERO);
        }
        self.answer(Rect { height: inner.height - 1, ..inner }, buf);
        self.foot(paint::line(inner, inner.height - 1), buf);
        cursor
    }

    fn too_small(&self, area: Rect, buf: &mut Buffer) {
        let texts = app::texts(self.cx.lang);
        let sentence = fill(texts.too_small, &[&MIN_WIDTH, &MIN_HEIGHT, &area.width, &area.height]);
        for (row, line) in (0..area.height).zip(text::wrap(&sentence, usize::from(area.width))) {
            paint::put(buf, paint::line(area, row), &line, self.cx.theme.plain);
        }
    }

    /// Draws the top screen, and under or beside it the one that it belongs to.
    fn layers(&self, body: Rect, buf: &mut Buffer) -> Option<Position> {
        if let Some((at, bar)) = self.host() {
            return self.side_by_side(at, bar, body, buf);
        }
        let base = self.stack.iter().rposition(|stacked| !stacked.screen.is_popup())?;
        let mut cursor = None;
        for stacked in self.stack.iter().skip(base) {
            cursor = self.view(stacked, body, buf);
        }
        cursor
    }

    /// Draws a screen, and notes what a press means on it.
    fn view(&self, stacked: &StackedScreen, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.cx.parts.layer(stacked.id, if stacked.screen.is_popup() { Rect::ZERO } else { area });
        stacked.screen.view(&self.cx, area, buf)
    }

    fn view_beside(&self, stacked: &StackedScreen, area: Rect, buf: &mut Buffer) {
        self.cx.parts.layer(stacked.id, area);
        stacked.screen.view_beside(&self.cx, area, buf);
    }

    /// Draws the list at `host`, beside it the person under its bar or the form that opened there, and dialogs over both.
    fn side_by_side(&self, host: usize, bar: Bar, body: Rect, buf: &mut Buffer) -> Option<Position> {
        let cx = &self.cx;
        let (left, right) = cx.side_by_side(body);
        let mut cursor = None;
        let above = self.stack.get(host + 1..).unwrap_or_default();
        let panes = || above.iter().filter(|stacked| !stacked.screen.is_popup());
        // What stands beside comes first: a dialog within the list quiets it too.
        match (panes().next_back(), self.beside(host)) {
            (Some(pane), _) if pane.screen.person().is_some() => cursor = self.view(pane, right, buf),
            (Some(form), person) => {
                let (own, around) = cx.beside_person(right);
                if around.width > 0
                    && let Some(person) = person
                {
                    self.view_beside(person, right, buf);
                    popup::clear(buf, own);
                }
                cursor = self.view(form, own, buf);
            }
            (None, Some(person)) if !self.is_away() => {
                self.view_beside(person, right, buf);
                if person.screen.person() != bar.on {
                    // Somebody who is not under the bar any more.
                    paint::bar(buf, right, cx.theme.quiet);
                }
            }
            (None, None) if bar.on.is_none() && cx.at_rest => {
                let said = app::texts(cx.lang).nobody_beside;
                paint::put_cut(buf, paint::line(right, 0), said, cx.glyphs.ellipsis, cx.theme.quiet);
            }
            (None, _) => {}
        }
        if let Some(list) = self.stack.get(host) {
            let of_list = self.view(list, left, buf);
            if panes().next().is_some() {
                paint::rest(buf, left, cx.theme.rest);
            } else {
                cursor = of_list;
            }
        }
        for popup in above.iter().filter(|stacked| stacked.screen.is_popup()) {
            cursor = self.view(popup, body, buf);
        }
        cursor
    }

    fn head(&self, row: Rect, buf: &mut Buffer) {
        let cx = &self.cx;
        let texts = app::texts(cx.lang);
        let banner = cx.banner.as_deref().unwrap_or(texts.no_banner);
        let mut parts: Vec<(String, Style)> = vec![(banner.to_owned(), cx.theme.head)];
        if cx.banner.is_some() {
            parts.push(round(cx));
        }
        // A day that muster records nothing on says so, with its year.
        parts.push(match date::within(cx.today) {
            Ok(()) => match self.jumped_from {
                Some(from) => {
                    (fill(texts.day_jumped, &[&words::full_day(cx.lang, cx.today), &from]), cx.theme.late)
                }
                None => (today(cx), cx.theme.plain),
            },
            Err(_) => (fill(texts.wrong_day, &[&cx.today]), cx.theme.late),
        });
        if cx.unkept {
            parts.push((texts.unkept.to_owned(), cx.theme.late));
        }
        if self.shows_phones() {
            parts.push((texts.phones_open.to_owned(), cx.theme.late));
        }
        let needed = parts.len();
        parts.extend(
            cx.round.as_ref().and_then(|round| days_left(cx, round)).map(|left| (left, cx.theme.plain)),
        );
        // Where room is short the days left give way, then the amounts, never where and when.
        let mut right = given(cx).unwrap_or_default();
        let width = |parts: &[(String, Style)], right: &str| {
            parts.iter().map(|(part, _)| text::width(part) + 2).sum::<usize>() + text::width(right)
        };
        let room = usize::from(row.width);
        if width(&parts, &right) > room {
            parts.truncate(needed);
        }
        if width(&parts, &right) > room {
            right.clear();
        }
        let mut x = 0;
        for (part, style) in &parts {
            x += paint::put(buf, paint::indent(row, x), part, *style) + 2;
        }
        paint::put_right(buf, row, &right, cx.theme.money);
    }

    /// Half-filled forms that wait: not the one that is being filled in, and none where they are listed.
    fn waiting_forms(&self) -> usize {
        if self.stack.iter().any(|one| one.screen.lists_drafts()) {
            return 0;
        }
        let open = |id: &EntryId| self.stack.iter().any(|one| one.screen.fills_in() == Some(*id));
        let keyed = |number: &SheetNumber| self.stack.iter().any(|one| one.screen.keys_in() == Some(number));
        let sheets = self.half_keyed.iter().filter(|sheet| !keyed(&sheet.number)).count();
        self.drafts.iter().filter(|id| !open(id)).count() + sheets
    }

    /// The answer to the last act, in the last line of `area`. A longer one takes lines of the screen above it.
    fn answer(&self, area: Rect, buf: &mut Buffer) {
        let row = paint::line(area, area.height - 1);
        let theme = &self.cx.theme;
        let waiting = match self.waiting_forms() {
            0 => String::new(),
            count => fill(app::texts(self.cx.lang).drafts, &[&count]),
        };
        let room = row.width.saturating_sub(cells(&waiting) + 2);
        if self.owed.writes() {
            let room = paint::slice(row, 0, room);
            paint::put_cut(buf, room, &self.writing(), self.cx.glyphs.ellipsis, theme.doubt);
        } else if let Some(notice) = &self.notice {
            let style = match notice.severity {
                Severity::Good => theme.good,
                Severity::Bad => theme.late,
                Severity::Plain => theme.plain,
            };
            let lines = text::wrap(&notice.text, usize::from(room));
            let above = lines.len().saturating_sub(1).min(ANSWER_LINES - 1);
            let first = area.height - 1 - u16::try_from(above).unwrap_or_default();
            for (at, line) in (first..area.height).zip(&lines) {
                let row = paint::line(area, at);
                self.cx.parts.blank(row);
                // A dialog has dimmed what lay there.
                paint::put(buf, row, &" ".repeat(usize::from(row.width)), Style::reset());
                paint::put(buf, row, line, style);
            }
        }
        paint::put_right(buf, row, &waiting, theme.doubt);
        self.cx.parts.key(paint::indent(row, row.width.saturating_sub(cells(&waiting))), DRAFTS);
    }

    /// What the line says while something is being written.
    fn writing(&self) -> String {
        let texts = app::texts(self.cx.lang);
        match self.owed.holder() {
            Some(holder) if holder.is_empty() => texts.waits_for_other.to_owned(),
            Some(holder) => fill(texts.waits_for, &[holder]),
            None => (self.owed.progress())
                .and_then(|(op, done, all)| so_far(self.cx.lang, op, done, all))
                .unwrap_or_else(|| texts.writing.to_owned()),
        }
    }

    fn foot(&self, row: Rect, buf: &mut Buffer) {
        let Some(top) = self.stack.last() else { return };
        let cx = &self.cx;
        let first = (cx.beside && self.goes_across()).then_some(&BESIDE);
        let room = usize::from(row.width);
        let here = top.screen.main_context().name;
        let offers = |action| match action {
            // It leads to where it is pressed.
            Action::Open(main) if main.name == here && main.then.is_none() => false,
            Action::Open(_) | Action::Do(_) => top.screen.offers(cx, action),
            Action::Move(_) | Action::Field | Action::Global(_) => true,
        };
        let says = |action| top.screen.says(cx, action);
        let (turns, types) = (top.screen.turns(), top.screen.wants_text());
        let now = KeyState { offers: &offers, says: &says, turns, types };
        let mut x = 0;
        for item in cx.keymap.footer(top.screen.context(), first, cx.lang, cx.glyphs.arrows, room, &now) {
            let rest = paint::indent(row, x);
            let theme = &self.cx.theme;
            let FooterItem { name, says, key, turns_back } = item;
            let used =
                paint::put_all(buf, rest, &[(&name, theme.key), (" ", theme.plain), (says, theme.plain)]);
            cx.parts.key(paint::slice(rest, 0, used), key);
            if turns_back {
                cx.parts.left_and_right(paint::slice(rest, 0, cells(&name)));
            }
            x += used + u16::try_from(FOOTER_GAP).unwrap_or(2);
        }
    }
}

/// How far a write is that creates, changes or settles a round, or records many, in people; none for any other.
fn so_far(lang: Lang, op: &Op, done: u64, all: u64) -> Option<String> {
    let texts = app::texts(lang);
    if matches!(op, Op::SettleRounds) {
        return Some(fill(texts.settling, &[&grouped(done), &grouped(all)]));
    }
    let (template, code) = if let Op::CreateRound(round) = op {
        (texts.creating_round, round.code)
    } else if let Op::ChangeRound(round) | Op::RaiseStandards { round, .. } = op {
        (texts.changing_round, round.code)
    } else if let Op::Record(recording) = op {
        // It creates the round that it belongs to.
        (texts.creating_round, recording.round)
    } else if let Op::RecordBatch(batch) = op {
        (texts.recording_batch, batch.round)
    } else {
        return None;
    };
    Some(fill(template, &[&words::round(lang, code), &grouped(done), &grouped(all)]))
}

fn cells(text: &str) -> u16 {
    u16::try_from(text::width(text)).unwrap_or(u16::MAX)
}

/// 已发 27,500 / 41,500 元
fn given(cx: &ViewContext) -> Option<String> {
    let banner = cx.scope(&Scope::Banner)?;
    cx.round.as_ref()?;
    // The register counts people and units apart; what was given is given to both.
    let units = cx.scope(&Scope::Units).map_or((Fen::ZERO, Fen::ZERO), |units| (units.given, units.planned));
    let (given, planned) = (banner.given.plus(units.0), banner.planned.plus(units.1));
    // Where goods alone are given there is no cash to tell of.
    let has_cash = given != Fen::ZERO || planned != Fen::ZERO;
    has_cash.then(|| fill(app::texts(cx.lang).given, &[&given.short(), &planned.short()]))
}

fn round(cx: &ViewContext) -> (String, Style) {
    let texts = app::texts(cx.lang);
    match &cx.round {
        Some(round) if round.created => (words::round(cx.lang, round.code), cx.theme.head),
        Some(round) => {
            (format!("{} {}", words::round(cx.lang, round.code), texts.not_created), cx.theme.doubt)
        }
        None => (texts.no_round.to_owned(), cx.theme.doubt),
    }
}

/// 2月9日 腊月三十 除夕
fn today(cx: &ViewContext) -> String {
    let mut parts = vec![words::day(cx.lang, cx.today)];
    parts.extend(lunar_label(cx.today));
    parts.extend(festival_name(cx.today).map(str::to_owned));
    parts.join(" ")
}

/// How long the round is still open; its most pressing date.
fn days_left(cx: &ViewContext, round: &Round) -> Option<String> {
    let texts = app::texts(cx.lang);
    let window = &round.window;
    let until = |day: NaiveDate| day.signed_duration_since(cx.today).num_days();
    let name = match (cx.lang, round.code.festival) {
        (Lang::En, Festival::Army) => "Army Day",
        (_, festival) => festival.chinese(),
    };
    let eve = round.code.festival == Festival::Spring && window.day.pred_opt() == Some(window.due_until);
    if cx.today < window.opens {
        Some(fill(texts.opens_in, &[&until(window.opens)]))
    } else if cx.today < window.due_until {
        Some(if eve {
            fill(texts.to_eve, &[&until(window.due_until)])
        } else {
            fill(texts.to_day, &[&name, &until(window.due_until)])
        })
    } else if cx.today == window.due_until {
        // The day itself is named beside the date.
        None
    } else if cx.today <= window.grace_until {
        Some(fill(texts.in_grace, &[&until(window.grace_until)]))
    } else {
        Some(texts.over.to_owned())
    }
}
