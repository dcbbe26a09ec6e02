//! Keying a signed sheet in the paper's own order: all of it as printed, then the exceptions, with handlers and day once a
//! sheet. What it comes to stands against the sum on the paper, and must equal it. What is keyed is kept as it is typed, so
//! that neither a refused Enter nor a signal or a closed terminal loses the field that has the keys.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::{FORM, GIVE_BACK, LOOK};
use super::look::Look;
use super::texts;
use crate::app::action::{Action, Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::effect::Effect;
use crate::app::form::{FieldName, Inputs};
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::domain::date::Typed;
use crate::domain::error::RegisterError;
use crate::domain::money::Fen;
use crate::domain::op::{HalfFilled, Op, Receipt};
use crate::domain::sign_sheet::{
    KeyedSheet, NewKeying, SheetNumber, SignSheet, WeighedSheet, excepts, reason,
};
use crate::domain::text::{CleanText, NAME_MAX};
use crate::lang::{app, fill, signing};
use crate::ui::key::Key;
use crate::ui::paint;

/// What is keyed once a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum KeyedItem {
    /// One handler.
    First,
    /// The other handler.
    Second,
    /// The day.
    Day,
    /// The sum on the paper.
    Total,
    /// The lines that did not end as printed.
    Excepts,
}

impl KeyedItem {
    const ALL: [Self; 5] = [Self::First, Self::Second, Self::Day, Self::Total, Self::Excepts];
}

impl FieldName for KeyedItem {
    fn longest(self) -> usize {
        match self {
            Self::First | Self::Second => NAME_MAX,
            Self::Day | Self::Total => 20,
            Self::Excepts => 2_000,
        }
    }

    fn row(self) -> Self {
        match self {
            Self::Second => Self::First,
            Self::First | Self::Day | Self::Total | Self::Excepts => self,
        }
    }

    fn other(self) -> Option<Self> {
        match self {
            Self::First => Some(Self::Second),
            Self::Second => Some(Self::First),
            Self::Day | Self::Total | Self::Excepts => None,
        }
    }
}

/// Between the fields of a form that is kept.
const BETWEEN: char = '|';
/// Lines above the list: title, handlers, day, sum, exceptions, hint, heads.
const ABOVE: u16 = 7;

/// The form once its facts are there.
#[derive(Debug)]
pub(super) struct KeyingForm {
    pub(super) sheet: SignSheet,
    pub(super) inputs: Inputs<KeyedItem>,
    /// As it was opened, and whether it was half keyed then.
    opened: (String, bool),
    /// What was handed over last to be kept; none where nothing was.
    noted: Option<String>,
    /// The first line that is drawn.
    pub(super) top: usize,
}

/// The screen.
#[derive(Debug)]
pub(super) struct Keying {
    number: SheetNumber,
    asked: Pending<Box<NewKeying>>,
    weighing: Pending<Box<WeighedSheet>>,
    form: Option<KeyingForm>,
    look: Option<Look>,
}

impl KeyingForm {
    /// Filled in with what was keyed before, else with the handlers of last time and today.
    fn open(cx: &ViewContext, new: NewKeying) -> Self {
        let mut inputs = Inputs::new(KeyedItem::Total);
        let was_kept = new.half_keyed.is_some();
        let body = new.half_keyed.map(|body| body.to_string()).unwrap_or_default();
        if body.is_empty() {
            for (item, name) in [KeyedItem::First, KeyedItem::Second].into_iter().zip(&new.handlers) {
                inputs.set(item, name);
            }
            inputs.set(KeyedItem::Day, &cx.kept_day.unwrap_or(cx.today).to_string());
        } else {
            for (item, text) in KeyedItem::ALL.into_iter().zip(body.split(BETWEEN)) {
                inputs.set(item, text);
            }
        }
        for item in [KeyedItem::First, KeyedItem::Second] {
            inputs.know(item, new.known.handlers.clone());
        }
        inputs.settle();
        inputs.go(KeyedItem::Total);
        let mut form =
            Self { sheet: new.sheet, inputs, opened: (String::new(), was_kept), noted: None, top: 0 };
        form.opened.0 = form.body();
        form
    }

    /// What is typed into the exceptions goes behind those that stand there: none of them is lost by one more.
    fn go_on(&mut self) {
        if self.inputs.focus() == KeyedItem::Excepts {
            self.inputs.deselect();
        }
    }

    /// The fields in the notation in which they are kept.
    fn body(&self) -> String {
        let text = |item| self.inputs.text(item).replace(BETWEEN, " ");
        KeyedItem::ALL.map(text).join(&BETWEEN.to_string())
    }

    /// The sheet as it is keyed, or the field that is wrong and why.
    pub(super) fn keyed(&self, cx: &ViewContext) -> Result<KeyedSheet, (KeyedItem, String)> {
        let texts = texts::of(cx.lang);
        let mut handlers = Vec::new();
        for item in [KeyedItem::First, KeyedItem::Second] {
            let name = CleanText::parse(self.inputs.text(item), NAME_MAX);
            handlers.push(name.map_err(|_| (item, texts.bad_handler.to_owned()))?);
        }
        let on = self.day(cx.today).ok_or_else(|| (KeyedItem::Day, texts.bad_day.to_owned()))?;
        let excepts = excepts(self.inputs.text(KeyedItem::Excepts), &self.sheet, cx.today);
        let excepts = excepts.map_err(|error| (KeyedItem::Excepts, signing::except(cx.lang, &error)))?;
        let reason = reason(self.inputs.text(KeyedItem::Excepts));
        Ok(KeyedSheet { handlers, on, excepts, reason })
    }

    fn day(&self, today: NaiveDate) -> Option<NaiveDate> {
        Typed::on(today).read(self.inputs.text(KeyedItem::Day)).ok()
    }

    pub(super) fn total(&self) -> Option<Fen> {
        Fen::parse(self.inputs.text(KeyedItem::Total)).ok()
    }
}

/// How far two sums are apart.
pub(super) fn apart(one: Fen, other: Fen) -> Fen {
    Fen::new(i64::try_from(one.get().abs_diff(other.get())).unwrap_or(i64::MAX))
}

impl Keying {
    pub(super) fn new(number: SheetNumber) -> Self {
        let (asked, weighing) = (Pending::default(), Pending::default());
        Self { number, asked, weighing, form: None, look: None }
    }

    /// Has what is keyed kept in a moment, if a key or a paste changed it.
    fn note(&mut self, out: &mut Outbox<'_>) {
        let Some(form) = &mut self.form else { return };
        let body = form.body();
        if *form.noted.as_ref().unwrap_or(&form.opened.0) != body {
            out.effect(Effect::KeepDraft(HalfFilled::Sheet(self.number.clone(), CleanText::unmasked(&body))));
            form.noted = Some(body);
        }
    }

    /// Closes the form: what differs from the beginning is kept; what was typed and taken back leaves nothing.
    fn leave(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let number = self.number.clone();
        if let Some(form) = &self.form {
            let (body, (opened, was_kept)) = (form.body(), &form.opened);
            let keep = |body: Option<&str>| Op::KeepKeying { number, body: body.map(CleanText::unmasked) };
            if body != *opened {
                if out.commit(keep(Some(&body))) {
                    out.say(Severity::Plain, texts::of(cx.lang).kept);
                }
            } else if form.noted.is_some() {
                let _ = out.commit(keep(was_kept.then_some(&*body)));
            }
        }
        out.pop();
    }

    fn step(&mut self, rows: bool, by: isize, out: &mut Outbox<'_>) {
        if let Some(form) = &mut self.form {
            if rows {
                form.inputs.step_rows(&KeyedItem::ALL, by);
            } else {
                form.inputs.step(&KeyedItem::ALL, by);
            }
        }
        self.note(out);
    }

    /// Has the sheet weighed, if what is keyed can be read and comes to what the paper says.
    fn check(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let Some(form) = &mut self.form else { return };
        let keyed = match form.keyed(cx) {
            Ok(keyed) => keyed,
            Err((item, why)) => {
                form.inputs.go(item);
                return out.say(Severity::Bad, why);
            }
        };
        let Some(total) = form.total() else {
            form.inputs.go(KeyedItem::Total);
            return out.say(Severity::Bad, texts::of(cx.lang).bad_total);
        };
        let own = keyed.total(&form.sheet);
        if own != total {
            let told = [own.yuan(), total.yuan(), apart(own, total).yuan()];
            let told = told.each_ref().map(|sum| sum as &dyn std::fmt::Display);
            return out.say(Severity::Bad, fill(signing::of(cx.lang).total_differs, &told));
        }
        let rows = keyed.rows(&form.sheet);
        self.weighing.ask(out, ask::weigh_sheet(self.number.clone(), rows));
    }

    fn scroll(&mut self, cx: &ViewContext, how: Move) {
        let Some(form) = &mut self.form else { return };
        let height = usize::from(cx.body_rows().saturating_sub(ABOVE));
        let last = form.sheet.lines.len().saturating_sub(height);
        let page = height.saturating_sub(1).max(1);
        form.top = match how {
            Move::PageUp => form.top.saturating_sub(page),
            Move::PageDown => form.top + page,
            Move::Up => form.top.saturating_sub(1),
            Move::Down => form.top + 1,
            Move::First | Move::To(_) => 0,
            Move::Last => last,
            Move::Scroll(by) => form.top.saturating_add_signed(by),
        }
        .min(last);
    }
}

impl Screen for Keying {
    fn context(&self) -> &'static KeyContext {
        if self.look.is_some() { &LOOK } else { &FORM }
    }

    fn keys_in(&self) -> Option<&SheetNumber> {
        Some(&self.number)
    }

    fn wants_text(&self) -> bool {
        self.look.is_none()
    }

    fn has_unsaved_changes(&self) -> bool {
        self.form.as_ref().is_some_and(|form| form.body() != *form.noted.as_ref().unwrap_or(&form.opened.0))
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        action != Action::Do(GIVE_BACK)
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.asked.ask(out, ask::keying(self.number.clone()));
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match (action, &self.look) {
            (ScreenAction::ACCEPT, Some(look)) => match look.op() {
                Some(op) => {
                    let _ = out.commit(op);
                }
                None => self.look = None,
            },
            (GIVE_BACK, Some(_)) => out.say(Severity::Plain, texts::of(cx.lang).no_file),
            (ScreenAction::BACK, Some(_)) => self.look = None,
            (ScreenAction::ACCEPT, None) => self.check(cx, out),
            (ScreenAction::NEXT, None) => self.step(false, 1, out),
            (ScreenAction::PREVIOUS, None) => self.step(false, -1, out),
            (ScreenAction::DOWN, None) => self.step(true, 1, out),
            (ScreenAction::UP, None) => self.step(true, -1, out),
            (ScreenAction::BACK, None) => self.leave(cx, out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        match &mut self.look {
            Some(look) => look.go(cx, how),
            None => self.scroll(cx, how),
        }
        Handled::Yes
    }

    fn go_to_field(&mut self, _cx: &ViewContext, field: u64) {
        if let Some(form) = self.form.as_mut().filter(|_| self.look.is_none())
            && let Some(item) = form.inputs.pressed(field, &KeyedItem::ALL)
        {
            form.inputs.go(item);
        }
    }

    fn typed(&mut self, cx: &ViewContext, key: Key, out: &mut Outbox<'_>) {
        let Some(form) = self.form.as_mut().filter(|_| self.look.is_none()) else { return };
        form.go_on();
        let turns = [(Key::PageDown, Move::PageDown), (Key::PageUp, Move::PageUp)];
        match turns.into_iter().find(|(page, _)| *page == key) {
            Some((_, how)) if !form.inputs.knows() => self.scroll(cx, how),
            Some(_) | None => {
                form.inputs.key(key);
            }
        }
        self.note(out);
    }

    fn pasted(&mut self, _cx: &ViewContext, text: &str, out: &mut Outbox<'_>) {
        if let Some(form) = self.form.as_mut().filter(|_| self.look.is_none()) {
            form.go_on();
            form.inputs.paste(text);
        }
        self.note(out);
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(new) = self.asked.take(reply) {
            self.form = Some(KeyingForm::open(cx, *new));
        } else if let Some(weighed) = self.weighing.take(reply) {
            self.look = Some(Look::new(*weighed));
        }
    }

    fn committed(&mut self, cx: &ViewContext, op: &Op, receipt: &Receipt, out: &mut Outbox<'_>) {
        if self.look.as_ref().is_some_and(|look| look.committed(cx, op, receipt, out)) {
            out.pop();
        }
    }

    fn refused(&mut self, cx: &ViewContext, op: &Op, _error: &RegisterError, out: &mut Outbox<'_>) {
        // The register knows more than the look did: it is weighed anew.
        if matches!(op, Op::RecordSheet(_)) {
            self.look = None;
            self.check(cx, out);
        }
    }

    fn day_turns(&mut self, cx: &ViewContext) {
        if let Some(form) = &mut self.form
            && let Some(day) = form.day(cx.today).map(|day| day.to_string())
            && form.inputs.text(KeyedItem::Day) != day
        {
            form.inputs.set(KeyedItem::Day, &day);
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        match (&self.look, &self.form) {
            (Some(look), _) => {
                look.draw(cx, area, buf);
                None
            }
            (None, Some(form)) => form.draw(cx, area, buf),
            (None, None) => {
                paint::put(buf, paint::line(area, 0), app::texts(cx.lang).loading, cx.theme.quiet);
                None
            }
        }
    }
}
