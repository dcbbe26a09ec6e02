//! What the keys and the answers do to the roster.

use super::keys::{FILTER_KEYS, LIST, SEARCH_KEYS};
use super::{Choice, Over, RosterScreen, list_rows};
use crate::app::action::{Action, MainScreen, Move, ScreenAction};
use crate::app::bookmark::Bookmark;
use crate::app::context::ViewContext;
use crate::app::keymap::KeyContext;
use crate::app::outbox::Outbox;
use crate::app::pending::Reply;
use crate::app::screen::{Bar, Handled, Screen};
use crate::app::screens::listing::{self, marks};
use crate::domain::ids::RecipientId;
use crate::domain::op::{Changed, Op, Receipt};
use crate::ui::key::Key;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

impl Screen for RosterScreen {
    fn context(&self) -> &'static KeyContext {
        match self.over {
            Over::Nothing => &LIST,
            Over::Filter(_) => &FILTER_KEYS,
            Over::Search(_) => &SEARCH_KEYS,
        }
    }

    fn main_context(&self) -> &'static KeyContext {
        &LIST
    }

    fn bar(&self) -> Option<Bar> {
        let top = match &self.over {
            Over::Nothing | Over::Filter(_) => self.people.top(),
            Over::Search(search) => search.top(),
        };
        Some(Bar { on: self.chosen().map(|row| row.id), top })
    }

    fn enter(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        // At the beginning everything is asked for once the round is known.
        if cx.banner.is_some() {
            self.restart(cx, out);
        }
    }

    fn bookmark(&self, bookmark: &mut Bookmark) {
        let Choice { show, group, village, sort } = self.choice.clone();
        *bookmark =
            Bookmark { screen: bookmark.screen, scope: self.scope.clone(), show, group, village, sort };
    }

    fn wants_text(&self) -> bool {
        matches!(self.over, Over::Search(_))
    }

    fn marked(&self) -> usize {
        self.marks.len()
    }

    fn take_back_esc(&mut self) {
        self.marks.take_back_esc();
        if !matches!(self.left, Over::Nothing) {
            self.over = std::mem::take(&mut self.left);
        }
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        self.left = Over::Nothing;
        self.marks.settle();
        match self.over {
            Over::Nothing => self.act_in_list(cx, action, out),
            Over::Filter(_) => self.act_in_filter(cx, action, out),
            Over::Search(_) => self.act_in_search(cx, action, out),
        }
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        match (&self.over, action) {
            (Over::Search(search), Action::Do(ScreenAction::ADD)) => search.is_vain(),
            // It is there already.
            (Over::Search(_), Action::Open(main)) => main != MainScreen::SEARCH,
            (Over::Search(_) | Over::Nothing, _) => !listing::acts_on_row(action) || self.chosen().is_some(),
            (Over::Filter(_), _) => true,
        }
    }

    fn go(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) -> Handled {
        self.left = Over::Nothing;
        match &mut self.over {
            Over::Nothing => self.move_person(cx, how, out),
            Over::Filter(filter) => filter.go(how),
            Over::Search(search) => search.go(cx, how, list_rows(cx), out),
        }
        Handled::Yes
    }

    fn go_to_tab(&mut self, cx: &ViewContext, at: usize, out: &mut Outbox<'_>) {
        self.marks.settle();
        // The townships stand above the results of a search too: it closes, as with Esc.
        self.left = std::mem::take(&mut self.over);
        self.go_to_scope(cx, at, out);
    }

    fn typed(&mut self, cx: &ViewContext, key: Key, out: &mut Outbox<'_>) {
        if matches!(&self.over, Over::Search(search) if search.blank_marks() && key.folded() == Key::Char(' '))
        {
            self.marks.settle();
            return self.mark(cx, ScreenAction::MARK, out);
        }
        if let Over::Search(search) = &mut self.over {
            search.typed(cx, key, list_rows(cx), out);
        }
    }

    fn pasted(&mut self, cx: &ViewContext, text: &str, out: &mut Outbox<'_>) {
        if let Over::Search(search) = &mut self.over {
            search.pasted(cx, text, list_rows(cx), out);
        }
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, out: &mut Outbox<'_>) {
        if marks::answered(cx, &mut self.marks, reply, out) {
            return;
        }
        let first = self.page.awaits(reply) && !self.people.loaded();
        if let Some(page) = self.page.take(reply) {
            self.people.take(page, list_rows(cx));
            self.scroll(cx);
            if first && self.is_nowhere(cx) {
                self.begin_afresh(cx, out);
            }
            // A place that emptied behind the window's beginning: start over.
            if self.people.is_empty() && self.people.more_before() {
                self.restart(cx, out);
            }
        } else if first && self.choice != Choice::default() {
            // A group or village of which the register knows nothing.
            self.begin_afresh(cx, out);
        } else if let Some(sum) = self.awaited_sum.take(reply) {
            self.sum = Some(sum);
        } else if let Some(villages) = self.counts.take(reply) {
            self.villages = villages;
        } else {
            match &mut self.over {
                Over::Nothing => {}
                Over::Filter(filter) => filter.answered(reply),
                Over::Search(search) => search.answered(cx, list_rows(cx), reply, out),
            }
        }
    }

    fn committed(&mut self, _cx: &ViewContext, op: &Op, _receipt: &Receipt, _out: &mut Outbox<'_>) {
        marks::committed(&mut self.marks, op);
    }

    fn refresh(&mut self, cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.people || changed.ledger || changed.rounds {
            let start = self.people.reload();
            self.ask_page(cx, start, out);
            self.ask_counts(cx, out);
            self.marks.renew(cx.code(), out);
            if let Over::Search(search) = &mut self.over {
                search.ask(cx, list_rows(cx), out);
            }
        }
    }

    fn waits_for_rest(&self) -> bool {
        matches!(&self.over, Over::Search(search) if search.waits_for_rest())
    }

    fn rested(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if let Over::Search(search) = &mut self.over {
            search.rested(cx, list_rows(cx), out);
        }
    }

    fn select(&mut self, cx: &ViewContext, id: RecipientId, _out: &mut Outbox<'_>) {
        // The search brings back the place it was called from.
        if matches!(self.over, Over::Nothing) {
            self.people.select(|row| row.id == id);
            self.scroll(cx);
        }
    }

    fn resized(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if self.people.loaded() {
            let start = self.people.reload();
            self.ask_page(cx, start, out);
        }
        self.scroll(cx);
        if let Over::Search(search) = &mut self.over {
            search.resized(cx, list_rows(cx), out);
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf)
    }
}
