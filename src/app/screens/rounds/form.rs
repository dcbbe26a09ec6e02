//! The form that creates a round from the one before it, or changes one that has not opened.

use super::texts;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::edit::{Edit, Spot, Wrong};
use super::keys::FORM;
use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::{Destination, OnYes, ReasonFor};
use crate::app::form::Leaving;
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::domain::holiday::RoundCode;
use crate::domain::known::Known;
use crate::domain::money::Fen;
use crate::domain::op::{Op, Receipt};
use crate::domain::plan::PlanState;
use crate::domain::round::{Group, Round};
use crate::domain::round_card::RoundCard;
use crate::domain::text::CleanText;
use crate::lang::{fill, plan, rules, words};
use crate::ui::key::Key;
use crate::ui::popup;

/// Rows of the form round its standards: which keys, round, festival, three days, blank line, heads; below, what was
/// understood.
pub(super) const AROUND: u16 = 9;

/// Lines of standards that there is room for.
fn lines_shown(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(AROUND + popup::EDGES))
}

/// The form.
#[derive(Debug)]
pub(super) struct RoundForm {
    /// Which round.
    pub(super) code: RoundCode,
    /// The rounds that exist, which cannot be created again.
    taken: Vec<RoundCode>,
    /// Whether somebody was visited in it.
    begun: bool,
    /// The round as the register proposes it, until the groups are there too.
    proposed: Option<Round>,
    groups: Option<Vec<Group>>,
    asked_round: Pending<Box<RoundCard>>,
    asked_groups: Pending<Vec<Group>>,
    asked_known: Pending<Box<Known>>,
    /// The goods that its fields propose.
    goods: Vec<CleanText>,
    /// The fields, once both answers are there.
    pub(super) edit: Option<Edit>,
    /// First line of the standards that is drawn.
    pub(super) top: usize,
}

impl RoundForm {
    /// Creates the round `code` or, if the user turns to it, another one that is not among `taken`.
    pub(super) fn create(code: RoundCode, taken: Vec<RoundCode>) -> Self {
        Self {
            code,
            taken,
            begun: false,
            proposed: None,
            groups: None,
            asked_round: Pending::default(),
            asked_groups: Pending::default(),
            asked_known: Pending::default(),
            goods: Vec::new(),
            edit: None,
            top: 0,
        }
    }

    /// Changes `round`; `begun` says whether somebody was visited in it.
    pub(super) fn change(round: &Round, begun: bool) -> Self {
        Self { proposed: Some(round.clone()), begun, ..Self::create(round.code, Vec::new()) }
    }

    /// Whether a new round is made.
    pub(super) fn creates(&self) -> bool {
        self.proposed.as_ref().is_none_or(|round| !round.created)
    }

    fn build(&mut self, cx: &ViewContext) {
        if let (Some(round), Some(groups)) = (&self.proposed, &self.groups) {
            let mut edit = Edit::new(round.clone(), groups, cx.today);
            edit.know(&self.goods);
            self.edit = Some(edit);
        }
    }

    /// Turns to the round before or after, past those that exist.
    fn turn(&mut self, cx: &ViewContext, forward: bool, out: &mut Outbox<'_>) {
        let mut code = self.code;
        loop {
            code = if forward { code.next() } else { code.previous() };
            if code.default_window().is_err() {
                out.say(Severity::Plain, texts::of(cx.lang).no_next);
                return;
            }
            if !self.taken.contains(&code) {
                break;
            }
        }
        self.code = code;
        self.asked_round.ask(out, ask::round(code));
    }

    fn step(&mut self, cx: &ViewContext, by: isize) {
        if let Some(edit) = &mut self.edit {
            edit.step(by);
        }
        self.scroll(cx);
    }

    /// Shows the last look, or goes to the first field that is wrong.
    fn check(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let (creates, raises) = (self.creates(), self.raises(cx));
        let Some(edit) = &mut self.edit else { return };
        match edit.result() {
            Ok(round) => {
                let question = look(cx, &round, &edit.groups, creates);
                if raises {
                    return out.open(Destination::Reason(ReasonFor::Raise { round }));
                }
                let op = if creates { Op::CreateRound(round) } else { Op::ChangeRound(round) };
                out.open(Destination::Confirm { question, then: OnYes::Commit(Box::new(op)) });
            }
            Err((at, wrong)) => {
                edit.inputs.go(at);
                // What is wrong at a field the form tells itself; this is wrong with all of them.
                if edit.wrong(at).is_none() {
                    out.say(Severity::Bad, explain(cx, wrong));
                }
            }
        }
        self.scroll(cx);
    }

    fn leave(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let leaving = self.edit.as_mut().map_or(Leaving::Now, |edit| {
            let unsaved = edit.inputs.changed();
            edit.inputs.leave(unsaved, out)
        });
        match leaving {
            Leaving::Now => out.pop(),
            Leaving::Warned => out.say(Severity::Bad, texts::of(cx.lang).leave),
            Leaving::Withheld => {}
        }
    }

    /// Whether the round has begun: then its standards are only raised, with a reason.
    fn raises(&self, cx: &ViewContext) -> bool {
        let proposed = self.proposed.as_ref();
        // The lines of an approved plan stand, whatever the standards.
        self.begun
            && proposed.is_some_and(|round| round.window.opens <= cx.today && round.settled_on.is_none())
    }

    /// Keeps the line that has the cursor in sight.
    fn scroll(&mut self, cx: &ViewContext) {
        let height = lines_shown(cx).max(1);
        if let Some(Spot::Cell(line, _)) = self.edit.as_ref().map(|edit| edit.inputs.focus()) {
            self.top = self.top.clamp((line + 1).saturating_sub(height), line);
        }
    }
}

/// What is wrong, in words.
pub(super) fn explain(cx: &ViewContext, wrong: Wrong) -> String {
    let texts = texts::of(cx.lang);
    match wrong {
        Wrong::Day => texts.bad_day.to_owned(),
        Wrong::Window(error) => texts::window_error(cx.lang, error).to_owned(),
        Wrong::Money(error) => crate::lang::rules::money(cx.lang, error).to_owned(),
        Wrong::TooLarge => texts::too_large(cx.lang),
        Wrong::NoValue => texts.no_value.to_owned(),
        Wrong::NoGoods => texts.no_goods.to_owned(),
        Wrong::Text => texts.bad_text.to_owned(),
        Wrong::Nothing => texts.nothing.to_owned(),
    }
}

/// The last look: the days in both calendars, and what each group receives.
fn look(cx: &ViewContext, round: &Round, groups: &[CleanText], creates: bool) -> String {
    let texts = texts::of(cx.lang);
    let title = if creates { texts.look_create } else { texts.look_change };
    let mut lines = vec![fill(title, &[&words::round(cx.lang, round.code)])];
    let window = &round.window;
    for (label, day) in [
        (texts.opens, window.opens),
        (texts.due_until, window.due_until),
        (texts.grace_until, window.grace_until),
    ] {
        lines.push(format!("{label}  {}", texts::both_calendars(cx.lang, day)));
    }
    for standard in &round.standards {
        let mut parts = vec![standard.group.to_string()];
        if standard.cash != Fen::ZERO {
            parts.push(words::yuan(cx.lang, standard.cash));
        }
        if !standard.goods.is_empty() {
            let value = words::yuan(cx.lang, standard.goods_value);
            parts.push(fill(texts.look_goods, &[&standard.goods, &value]));
        }
        lines.push(parts.join("  "));
    }
    lines.extend(rules::without_standard(cx.lang, &round.left_out(groups)));
    lines.push(texts.look_note.to_owned());
    lines.join("\n")
}

impl Screen for RoundForm {
    fn context(&self) -> &'static KeyContext {
        &FORM
    }

    fn wants_text(&self) -> bool {
        true
    }

    fn has_unsaved_changes(&self) -> bool {
        self.edit.as_ref().is_some_and(|edit| edit.inputs.changed())
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.asked_groups.ask(out, ask::groups());
        if self.proposed.is_none() {
            self.asked_round.ask(out, ask::round(self.code));
        }
        self.asked_known.ask(out, ask::known());
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::NEXT => self.step(cx, 1),
            ScreenAction::PREVIOUS => self.step(cx, -1),
            ScreenAction::ACCEPT => self.check(cx, out),
            ScreenAction::BACK => self.leave(cx, out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        if let Some(edit) = &mut self.edit {
            match how {
                Move::PageDown | Move::PageUp if edit.inputs.knows() => {
                    edit.inputs.key(if how == Move::PageDown { Key::PageDown } else { Key::PageUp });
                }
                Move::Down | Move::PageDown | Move::Last => edit.row(true),
                Move::Up | Move::PageUp | Move::First => edit.row(false),
                Move::To(_) => {}
                Move::Scroll(by) => {
                    let last = edit.groups.len().saturating_sub(lines_shown(cx));
                    self.top = self.top.saturating_add_signed(by).min(last);
                    return Handled::Yes;
                }
            }
        }
        self.scroll(cx);
        Handled::Yes
    }

    fn go_to_field(&mut self, cx: &ViewContext, field: u64) {
        if let Some(edit) = &mut self.edit {
            edit.go_to_field(field);
        }
        self.scroll(cx);
    }

    fn turns(&self) -> bool {
        self.creates() && self.edit.as_ref().is_some_and(|edit| edit.inputs.focus() == Spot::Code)
    }

    fn typed(&mut self, cx: &ViewContext, key: Key, out: &mut Outbox<'_>) {
        let on_code = self.edit.as_ref().is_some_and(|edit| edit.inputs.focus() == Spot::Code);
        if on_code {
            match key {
                Key::Left => self.turn(cx, false, out),
                Key::Right => self.turn(cx, true, out),
                Key::Char(_)
                | Key::Ctrl(_)
                | Key::F(_)
                | Key::Enter
                | Key::Esc
                | Key::Tab
                | Key::BackTab
                | Key::ShiftUp
                | Key::ShiftDown
                | Key::Up
                | Key::Down
                | Key::Home
                | Key::End
                | Key::PageUp
                | Key::PageDown
                | Key::Insert
                | Key::Delete
                | Key::Backspace => {}
            }
        } else if let Some(edit) = &mut self.edit {
            edit.inputs.key(key);
        }
    }

    fn pasted(&mut self, _cx: &ViewContext, text: &str, _out: &mut Outbox<'_>) {
        if let Some(edit) = &mut self.edit {
            edit.inputs.paste(text);
        }
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(groups) = self.asked_groups.take(reply) {
            self.groups = Some(groups);
            self.build(cx);
        } else if let Some(card) = self.asked_round.take(reply) {
            self.proposed = Some(card.round);
            self.build(cx);
        } else if let Some(known) = self.asked_known.take(reply) {
            self.goods = known.goods;
            if let Some(edit) = &mut self.edit {
                edit.know(&self.goods);
            }
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        if let Op::CreateRound(round) | Op::ChangeRound(round) | Op::RaiseStandards { round, .. } = op
            && round.code == self.code
        {
            let texts = texts::of(cx.lang);
            let done =
                if matches!(op, Op::CreateRound(_)) { texts.round_created } else { texts.round_changed };
            let mut told = fill(done, &[&words::round(cx.lang, round.code)]);
            let groups = self.groups.iter().flatten().map(|group| &group.name);
            if matches!(op, Op::ChangeRound(_)) && PlanState::of(round, cx.today) == PlanState::Approved {
                told = [told, plan::stays_approved(cx.lang).to_owned()].join("  ");
            }
            if let Some(left_out) = rules::without_standard(cx.lang, &round.left_out(groups)) {
                told = [told, left_out].join("  ");
            }
            out.say(Severity::Good, told);
            out.pop();
        }
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        self.scroll(cx);
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf)
    }
}
