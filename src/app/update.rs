//! What every message does. No catch-all arms: a new message must be placed.

use super::action::{Action, GlobalAction, MainScreen, Move, ScreenAction};
use super::deed::Deed;
use super::destination::{Destination, OnYes};
use super::effect::Effect;
use super::keymap::{KeyContext, Keymap, MAIN};
use super::msg::{JobReport, Msg};
use super::outbox::{Notice, Outbox, Severity};
use super::pending::{Pending, Reply};
use super::query::{Answer, Ask, QueryResult, RequestId, ask};
use super::screen::{EVERYTHING, Handled, Role};
use super::{App, owed};
use crate::domain::error::RegisterError;
use crate::domain::op::{Changed, Op, Receipt};
use crate::domain::round::Round;
use crate::lang::{app as texts, errors, fill};
use crate::ui::field;
use crate::ui::key::Key;

/// The layer number of the app's own questions.
pub(super) const SELF: u32 = 0;

impl App {
    /// Folds one message; answers what is to be done, in order.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        self.no_redraw = false;
        self.typing = false;
        let rested = self.cx.at_rest;
        let behind = matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Click { .. } | Msg::TakeBackEsc);
        let interrupted = self.interrupted.take_if(|_| behind);
        self.note_esc(&msg);
        match msg {
            Msg::Key(key) => self.probe(key),
            Msg::Press(key) => self.press(key),
            Msg::NotPressed => self.refuse_press(),
            Msg::Interrupted(key) => self.interrupt_press(key),
            Msg::Touched => {
                self.ask(ask::version(), |app| &mut app.asked_version);
                self.no_redraw = true;
            }
            Msg::Mask => self.with_all(|screen, _, _| screen.mask()),
            Msg::MaskPhones(why) => self.mask_phones(why),
            Msg::TakeBackEsc => self.take_back_esc(),
            Msg::Rested => {
                self.cx.at_rest = true;
                self.with_top(|screen, cx, out| screen.rested(cx, out));
            }
            Msg::Click { at, seen, twice } => self.click(at, seen, twice),
            Msg::Wheel { at, steps } => self.wheel(at, steps),
            Msg::Paste(text) => {
                if self.cx.has_room() && !self.top_writes() {
                    self.notice = None;
                    self.search_for_text();
                    self.with_top(|screen, cx, out| screen.pasted(cx, &text, out));
                }
            }
            Msg::Resized(columns, rows) => {
                self.cx.size = (columns, rows);
                self.with_all(|screen, cx, out| screen.resized(cx, out));
            }
            Msg::Day(day) => self.day_turns(day),
            Msg::QueryResult(id, answer) => self.answered(id, Some(*answer)),
            Msg::NoAnswer(id, why) => {
                self.answered(id, None);
                self.no_redraw = false;
                self.say(Severity::Bad, errors::text(self.cx.lang, &why));
            }
            Msg::NotOpened(why) => {
                self.owed.opened();
                self.say(Severity::Bad, errors::text(self.cx.lang, &why));
            }
            Msg::Committed(op, receipt) => {
                // Where the disk was full, there is room again.
                self.read_only = false;
                self.committed(&op, &receipt);
            }
            Msg::NotCommitted(op, why) => self.not_committed(&op, &why),
            Msg::SearchHeldBack(seconds) => {
                let text = fill(texts::texts(self.cx.lang).search_held_back, &[&seconds]);
                self.say(Severity::Plain, text);
            }
            Msg::WriteWaits(holder) => self.owed.waits_for(holder),
            Msg::WriteProgress { done, all } => self.owed.progressed(done, all),
            Msg::Opened => {
                self.owed.opened();
                let next = self.stack.last().and_then(|stacked| stacked.screen.leads_to());
                self.begin();
                if let Some(destination) = next {
                    self.open(&destination);
                }
            }
            Msg::Kept(kept) => {
                self.no_redraw = kept.is_ok() && !self.cx.unkept;
                self.cx.unkept = kept.is_err();
                if let Err(why) = kept {
                    let why = errors::text(self.cx.lang, &why);
                    self.say(Severity::Bad, fill(texts::texts(self.cx.lang).not_kept, &[&why]));
                }
            }
            Msg::Job(report) => {
                self.with_all(|screen, cx, out| screen.job(cx, &report, out));
                if matches!(&report, JobReport::Imported(import) if import.written) {
                    self.ask_current();
                }
            }
        }
        if let Some(key) = interrupted {
            self.say_interrupted(key);
        }
        self.follow((rested || self.cx.at_rest) && !self.typing);
        self.note_place();
        self.take_effects()
    }

    /// Whether the last message changed nothing that is drawn.
    pub fn no_redraw(&self) -> bool {
        self.no_redraw
    }

    pub(super) fn context(&self) -> Option<&'static KeyContext> {
        self.stack.last().map(|stacked| stacked.screen.context())
    }

    fn role(&self) -> Role {
        self.stack.last().map_or(Role::Usual, |stacked| stacked.screen.role())
    }

    pub(super) fn key(&mut self, key: Key) {
        let (Some(context), Some(top)) = (self.context(), self.stack.last()) else { return };
        if self.role() == Role::Menu && self.leaves_menu(context, key) {
            self.pop();
            return self.key(key);
        }
        let key = self.cx.keymap.meant(context, key);
        let mut typed = top.screen.wants_text() && matches!(key, Key::Char(_));
        let across = if self.cx.beside { Keymap::action_beside(key) } else { None };
        let action = if typed { None } else { across.or_else(|| self.cx.keymap.action(context, key)) };
        if let (None, Key::Char(c)) = (action, key)
            && c.is_alphanumeric()
            && self.cx.has_room()
        {
            typed |= self.search_for_text();
        }
        match action {
            Some(action) => self.perform_action(action, key),
            // Where nothing can be drawn, nothing is done unseen.
            None if !self.cx.has_room() || self.top_writes() => {}
            None if self.wants_text() && field::takes(key) => {
                if typed {
                    self.notice = None;
                }
                self.typing = true;
                self.cx.at_rest &= !self.cx.beside;
                self.with_top(|screen, cx, out| screen.typed(cx, key, out));
            }
            None => self.tell_unless(Handled::No, key),
        }
    }

    /// Whether a key closes the menu and goes on to the screen below: one that means nothing in the menu.
    fn leaves_menu(&self, menu: &'static KeyContext, key: Key) -> bool {
        !matches!(key, Key::Char(_) | Key::Backspace) && self.cx.keymap.action(menu, key).is_none()
    }

    pub(super) fn perform_action(&mut self, action: Action, key: Key) {
        match action {
            Action::Global(action) => self.global(action),
            _ if !self.cx.has_room() => {}
            Action::Open(main) => {
                self.notice = None;
                self.open(&Destination::Main(main));
            }
            Action::Move(how) => self.go(how, key),
            Action::Do(ScreenAction::BACK) if self.top_writes() => self.withdraw(),
            Action::Do(_) | Action::Field if self.top_writes() => {}
            Action::Field => self.with_top(|screen, cx, out| screen.typed(cx, key, out)),
            Action::Do(action) if owed::acts(action) && self.top_reads() => {
                self.say(Severity::Plain, texts::texts(self.cx.lang).still_reading);
            }
            Action::Do(action) => {
                self.notice = None;
                let mut handled = Handled::No;
                self.with_top(|screen, cx, out| handled = screen.act(cx, action, out));
                self.tell_unless(handled, key);
            }
        }
    }

    /// Opens the search for what is typed or pasted on a main screen that has no field; whether it does.
    fn search_for_text(&mut self) -> bool {
        let opens = self.stack.last().is_some_and(|top| {
            !top.screen.wants_text() && top.screen.context().chain().any(|context| *context == MAIN)
        });
        if opens && !self.top_writes() {
            self.open(&Destination::Main(MainScreen::SEARCH));
        }
        opens
    }

    fn go(&mut self, how: Move, key: Key) {
        let mut handled = Handled::No;
        self.with_top(|screen, cx, out| handled = screen.go(cx, how, out));
        self.cx.at_rest &= handled == Handled::No;
        self.tell_unless(handled, key);
    }

    /// Tells what a key does elsewhere, unless it was handled here.
    fn tell_unless(&mut self, handled: Handled, key: Key) {
        if handled == Handled::No {
            let text = self.cx.keymap.not_here(self.cx.lang, self.cx.glyphs.arrows, key);
            self.say(Severity::Plain, text);
        }
    }

    fn global(&mut self, action: GlobalAction) {
        // What concerns the program concerns what lies below the menu.
        if self.role() == Role::Menu {
            self.pop();
            if action == GlobalAction::Menu {
                return;
            }
        }
        match action {
            GlobalAction::Menu | GlobalAction::Across if !self.cx.has_room() => {}
            GlobalAction::Across => {
                self.notice = None;
                self.go_across();
            }
            GlobalAction::Menu => {
                self.notice = None;
                if let Some(context) = self.context() {
                    self.open(&Destination::Menu(context));
                }
            }
            GlobalAction::Help => match self.context() {
                Some(_) if self.role() == Role::Help => self.pop(),
                Some(context) => self.open(&Destination::Help(context)),
                None => {}
            },
            GlobalAction::UndoLast => self.undo_last(),
            GlobalAction::Redraw => self.effects.push(Effect::Redraw),
            GlobalAction::Suspend => self.suspend(),
            GlobalAction::Phones => self.turn_phones(),
            GlobalAction::Quit => {
                let asked = self.role() == Role::Question;
                let texts = texts::texts(self.cx.lang);
                let unsaved = self.stack.iter().any(|stacked| stacked.screen.has_unsaved_changes());
                let loses = unsaved || self.owed.writes();
                if loses && !asked {
                    let question = if unsaved { texts.quit_question } else { texts.quit_writing }.to_owned();
                    self.open(&Destination::Confirm { question, then: OnYes::Quit });
                } else if !loses || self.may(Deed::Quit) {
                    self.effects.push(Effect::Quit);
                }
            }
        }
    }

    /// A reply to a question: to the app's own, or to one of a screen, which may be gone in the meantime.
    fn answered(&mut self, id: RequestId, answer: Option<QueryResult>) {
        self.owed.answered(id);
        self.ask_phones(answer.as_ref());
        let mut reply = Reply::new(id, answer);
        if id.layer == SELF {
            self.answered_own(&mut reply);
        } else {
            self.with(id.layer, |screen, cx, out| screen.answered(cx, &mut reply, out));
        }
        if reply.unfit() {
            self.say(Severity::Bad, texts::texts(self.cx.lang).unfit_answer);
        }
    }

    fn answered_own(&mut self, reply: &mut Reply) {
        if self.take_phones(reply) || self.take_last_act(reply) {
        } else if let Some(current) = self.current.take(reply) {
            self.natural = current.round.as_ref().map(|round| round.code);
            self.cx.banner = Some(current.banner);
            self.settle(current.over);
            self.work_in(current.round);
        } else if let Some(card) = self.chosen.take(reply) {
            self.work_in(Some(card.round));
        } else if let Some(scopes) = self.scopes.take(reply) {
            self.cx.scopes = scopes;
        } else if let Some(version) = self.asked_version.take(reply) {
            let before = self.version.replace(version);
            if before.is_some_and(|before| before.file != version.file) {
                // Numbers in full were those of the register that lay there before.
                self.with_all(|screen, _, _| screen.mask());
            }
            if before == Some(version) {
                self.no_redraw = true;
            } else {
                self.ask_current();
                self.ask_drafts();
            }
        } else if let Some(drafts) = self.waiting_drafts.take(reply) {
            self.drafts = drafts.iter().map(|line| line.id).collect();
        } else if let Some(sheets) = self.waiting_sheets.take(reply) {
            self.half_keyed = sheets;
        } else if let Some(next) = self.next_due.take(reply).flatten() {
            self.select(next);
        }
    }

    fn committed(&mut self, op: &Op, receipt: &Receipt) {
        self.owed.written(op);
        if !op.is_of_draft() && *op != Op::SettleRounds {
            // The register has believed the day.
            self.jumped_from = None;
        }
        self.forget_recorded(op);
        self.with_all(|screen, cx, out| screen.committed(cx, op, receipt, out));
        self.open_phones(op, receipt);
        if let Some(on) = receipt.undone_on() {
            self.say(Severity::Bad, fill(texts::texts(self.cx.lang).undone, &[&on]));
        } else if receipt.existed() {
            self.say(Severity::Good, texts::texts(self.cx.lang).exists);
        }
        self.tell_of_round(op, receipt);
        if receipt.changed.rounds || matches!(op, Op::Record(_) | Op::RecordBatch(_)) && !self.round_created()
        {
            self.ask_current();
        } else {
            self.refresh(receipt.changed);
        }
    }

    fn round_created(&self) -> bool {
        self.cx.round.as_ref().is_some_and(|round| round.created)
    }

    fn not_committed(&mut self, op: &Op, why: &RegisterError) {
        let top = self.stack.last().map(|stacked| stacked.id);
        let asker = self.owed.written(op).or(top);
        if matches!(op, Op::SettleRounds) {
            // Nobody asked for it; the next write does it, or says why not.
            return;
        }
        if let Some(asker) = asker {
            self.with(asker, |screen, cx, out| screen.refused(cx, op, why, out));
        }
        self.say(Severity::Bad, errors::text(self.cx.lang, why));
    }

    /// Asks which round concerns the day, or for the one that was chosen instead; everything else
    /// follows from the answer.
    pub(super) fn ask_current(&mut self) {
        self.current.forget();
        self.chosen.forget();
        match self.picked {
            Some(code) => self.ask(ask::round(code), |app| &mut app.chosen),
            None => self.ask(ask::current(), |app| &mut app.current),
        }
    }

    /// Works in another round from now on, or in the same one after it changed.
    pub(super) fn work_in(&mut self, round: Option<Round>) {
        self.cx.round = round;
        self.mask_phones_of_other_round();
        self.refresh(EVERYTHING);
    }

    /// Asks which forms wait half filled.
    fn ask_drafts(&mut self) {
        self.ask(ask::drafts(), |app| &mut app.waiting_drafts);
        self.ask(ask::half_keyed(), |app| &mut app.waiting_sheets);
    }

    /// Asks anew for what the frame shows, and lets every screen do the same.
    fn refresh(&mut self, changed: Changed) {
        if changed.people || changed.ledger || changed.rounds {
            self.ask(ask::scopes(self.cx.code()), |app| &mut app.scopes);
        }
        if changed.drafts {
            self.ask_drafts();
        }
        if changed != Changed::default() {
            self.with_all(|screen, cx, out| screen.refresh(cx, changed, out));
        }
    }

    pub(super) fn ask<T: Answer>(&mut self, ask: Ask<T>, slot: impl Fn(&mut Self) -> &mut Pending<T>) {
        let mut pending = std::mem::take(slot(self));
        let mut out = Outbox::new(SELF, &mut self.serial, None);
        pending.ask(&mut out, ask);
        let effects = out.effects;
        *slot(self) = pending;
        self.effects.extend(effects);
    }

    pub(super) fn say(&mut self, severity: Severity, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), severity });
    }
}
