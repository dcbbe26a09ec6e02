//! The filter of the roster: which recipients, and in which order.

use super::texts::{self, RosterTexts};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Choice;
use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::outbox::Outbox;
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screens::listing;
use crate::domain::holiday::RoundCode;
use crate::domain::list::{Show, Sort, VillageLine};
use crate::domain::place::Scope;
use crate::domain::round::Group;
use crate::domain::text::CleanText;
use crate::lang::Lang;
use crate::ui::key::Key;
use crate::ui::{paint, popup, text};

const SHOWS: [Show; 6] =
    [Show::InRound, Show::Open, Show::Done, Show::Exceptions, Show::Closed, Show::Everyone];
const SORTS: [Sort; 3] = [Sort::Village, Sort::Name, Sort::State];

/// A row of the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FilterLine {
    Show,
    Group,
    Village,
    Sort,
}

const LINES: [FilterLine; 4] = [FilterLine::Show, FilterLine::Group, FilterLine::Village, FilterLine::Sort];

/// What follows an action.
pub(super) enum Step {
    /// The filter stays open.
    Stay,
    /// It closes and nothing changes.
    Cancel,
    /// It closes and lists this.
    Apply(Choice),
}

/// The filter while it is open.
#[derive(Debug)]
pub(super) struct FilterPopup {
    choice: Choice,
    line: usize,
    groups: Vec<CleanText>,
    villages: Vec<CleanText>,
    waiting_groups: Pending<Vec<Group>>,
    waiting_villages: Pending<Vec<VillageLine>>,
}

impl FilterPopup {
    pub(super) fn new(choice: Choice) -> Self {
        Self {
            choice,
            line: 0,
            groups: Vec::new(),
            villages: Vec::new(),
            waiting_groups: Pending::default(),
            waiting_villages: Pending::default(),
        }
    }

    /// Asks for the groups, and for the villages of a township.
    pub(super) fn ask(&mut self, scope: Scope, round: Option<RoundCode>, out: &mut Outbox<'_>) {
        self.waiting_groups.ask(out, ask::groups());
        if matches!(scope, Scope::Township(_)) {
            self.waiting_villages.ask(out, ask::villages(round, scope));
        }
    }

    pub(super) fn answered(&mut self, reply: &mut Reply) {
        if let Some(groups) = self.waiting_groups.take(reply) {
            self.groups = groups.into_iter().map(|group| group.name).collect();
        } else if let Some(villages) = self.waiting_villages.take(reply) {
            self.villages = villages.into_iter().map(|line| line.village).collect();
            self.villages.retain(|village| !village.is_empty());
        }
    }

    pub(super) fn go(&mut self, how: Move) {
        self.line = match how {
            Move::Up => self.line.saturating_sub(1),
            Move::Down => (self.line + 1).min(LINES.len() - 1),
            Move::PageUp | Move::First => 0,
            Move::PageDown | Move::Last => LINES.len() - 1,
            Move::To(line) => line.min(LINES.len() - 1),
            Move::Scroll(_) => self.line,
        };
    }

    /// To the line `by` lines on, round the ends.
    fn step(&mut self, by: isize) {
        self.line = step(LINES.len(), self.line, by).unwrap_or_default();
    }

    /// What follows an action; none if the filter does not know it.
    pub(super) fn act(&mut self, action: ScreenAction) -> Option<Step> {
        match action {
            ScreenAction::NEXT => self.step(1),
            ScreenAction::PREVIOUS => self.step(-1),
            ScreenAction::LEFT => self.turn(-1),
            ScreenAction::RIGHT => self.turn(1),
            ScreenAction::DISCARD => self.clear(),
            ScreenAction::ACCEPT => return Some(Step::Apply(self.choice.clone())),
            ScreenAction::BACK => return Some(Step::Cancel),
            _ => return None,
        }
        Some(Step::Stay)
    }

    /// Puts the line under the bar back to what it is at first; where it is, all of them.
    fn clear(&mut self) {
        let (before, all) = (self.choice.clone(), Choice::default());
        match LINES.get(self.line) {
            Some(FilterLine::Show) => self.choice.show = all.show,
            Some(FilterLine::Group) => self.choice.group = None,
            Some(FilterLine::Village) => self.choice.village = None,
            Some(FilterLine::Sort) => self.choice.sort = all.sort,
            None => {}
        }
        if self.choice == before {
            self.choice = all;
        }
    }

    /// Takes the value before or after the present one, round and round.
    fn turn(&mut self, by: isize) {
        match LINES.get(self.line) {
            Some(FilterLine::Show) => self.choice.show = cycle(&SHOWS, &self.choice.show, by),
            Some(FilterLine::Sort) => self.choice.sort = cycle(&SORTS, &self.choice.sort, by),
            Some(FilterLine::Group) => {
                self.choice.group = cycle_any(&self.groups, self.choice.group.as_ref(), by);
            }
            Some(FilterLine::Village) => {
                self.choice.village = cycle_any(&self.villages, self.choice.village.as_ref(), by);
            }
            None => {}
        }
    }

    pub(super) fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let hint = text::wrap(texts.filter_hint, usize::from(popup::width(area)));
        let below = u16::try_from(hint.len()).unwrap_or(u16::MAX);
        let inside = popup::open(buf, area, below.saturating_add(7), texts.filter_title, cx.look());
        for (at, line) in LINES.iter().enumerate() {
            let row = paint::line(inside, u16::try_from(at).unwrap_or_default() + 1);
            let (label, value) = self.words(texts, *line);
            paint::put(buf, paint::indent(row, listing::MARK), label, cx.theme.plain);
            paint::put_cut(buf, paint::indent(row, 14), value, cx.glyphs.ellipsis, cx.theme.plain);
            cx.parts.row(row, at, false);
            if at == self.line {
                listing::mark(cx, row, buf);
                // Its value is turned: Enter would close the filter.
                cx.parts.key(row, Key::Right);
            }
        }
        for (y, line) in (inside.height.saturating_sub(below)..inside.height).zip(&hint) {
            paint::put(buf, paint::line(inside, y), line, cx.theme.quiet);
        }
    }

    fn words<'a>(&'a self, texts: &'static RosterTexts, line: FilterLine) -> (&'static str, &'a str) {
        let any = |value: &'a Option<CleanText>| value.as_deref().unwrap_or(texts.any);
        match line {
            FilterLine::Show => (texts.filter_show, show(texts, self.choice.show)),
            FilterLine::Group => (texts.filter_group, any(&self.choice.group)),
            FilterLine::Village => (texts.filter_village, any(&self.choice.village)),
            FilterLine::Sort => (texts.filter_sort, sort(texts, self.choice.sort)),
        }
    }
}

fn cycle<T: Copy + PartialEq>(values: &[T], now: &T, by: isize) -> T {
    let at = values.iter().position(|value| value == now).unwrap_or_default();
    step(values.len(), at, by).and_then(|to| values.get(to)).copied().unwrap_or(*now)
}

/// As [`cycle`], with "any" before the first value.
fn cycle_any(values: &[CleanText], now: Option<&CleanText>, by: isize) -> Option<CleanText> {
    let at = now.and_then(|now| values.iter().position(|value| value == now));
    let to = step(values.len() + 1, at.map_or(0, |at| at + 1), by)?;
    to.checked_sub(1).and_then(|to| values.get(to)).cloned()
}

fn step(count: usize, at: usize, by: isize) -> Option<usize> {
    (at + count).checked_add_signed(by)?.checked_rem(count)
}

/// Which are shown, in words.
pub(super) fn show(texts: &RosterTexts, show: Show) -> &'static str {
    match show {
        Show::InRound => texts.show_in_round,
        Show::Open => texts.show_open,
        Show::Done => texts.show_done,
        Show::Exceptions => texts.show_exceptions,
        Show::Closed => texts.show_closed,
        Show::Everyone => texts.show_everyone,
    }
}

fn sort(texts: &RosterTexts, sort: Sort) -> &'static str {
    match sort {
        Sort::Village => texts.by_village,
        Sort::Name => texts.by_name,
        Sort::State => texts.by_state,
    }
}

/// The whole choice in words, as the head of the list tells it.
pub(super) fn describe(lang: Lang, choice: &Choice) -> String {
    let texts = texts::of(lang);
    let mut parts = vec![sort(texts, choice.sort), show(texts, choice.show)];
    parts.extend(choice.group.as_deref());
    parts.extend(choice.village.as_deref());
    parts.join("  ")
}
