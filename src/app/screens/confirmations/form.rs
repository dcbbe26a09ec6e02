//! The form that confirms somebody for the year of the list: the day on which that one was met, how, and what was found.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::FORM;
use super::texts::{self, ConfirmScreenTexts};
use crate::app::action::{Action, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::form::{FieldName, Inputs, turn};
use crate::app::keymap::KeyContext;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::prompt;
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::app::screens::{day, listing};
use crate::domain::date::Typed;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::op::{Op, Receipt};
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::domain::work::field::WAYS;
use crate::domain::work::{Details, Field, FieldValue, NewWork, Period, WorkKind, faults};
use crate::lang::{fill, work};
use crate::ui::key::Key;
use crate::ui::{paint, popup, text};

/// Columns of labels and values, and cells of a day before what it is.
const LABEL: u16 = 2;
const VALUE: u16 = 11;
const DAY: u16 = 12;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum ConfirmField {
    Day,
    Way,
    Result,
    Note,
}

const FIELDS: [ConfirmField; 4] =
    [ConfirmField::Day, ConfirmField::Way, ConfirmField::Result, ConfirmField::Note];

impl FieldName for ConfirmField {
    fn longest(self) -> usize {
        match self {
            Self::Day => 20,
            Self::Way | Self::Result => 0,
            Self::Note => NOTE_MAX,
        }
    }
}

/// The form.
#[derive(Debug)]
pub(super) struct ConfirmForm {
    year: i32,
    recipient: RecipientId,
    name: CleanText,
    inputs: Inputs<ConfirmField>,
    way: usize,
    result: usize,
    /// The id of the row, fixed when the form opens.
    id: Option<EntryId>,
    asked_id: Pending<EntryId>,
}

/// What may be found.
fn results(texts: &ConfirmScreenTexts) -> [&'static str; 3] {
    [texts.alive, texts.dead, texts.moved]
}

impl ConfirmForm {
    pub(super) fn new(cx: &ViewContext, year: i32, recipient: RecipientId, name: CleanText) -> Self {
        let mut inputs = Inputs::new(ConfirmField::Day);
        inputs.set(ConfirmField::Day, &cx.today.to_string());
        inputs.settle();
        inputs.go(ConfirmField::Day);
        Self { year, recipient, name, inputs, way: 0, result: 0, id: None, asked_id: Pending::default() }
    }

    /// The row as it is filled in, or what is wrong where.
    fn row(&self, cx: &ViewContext) -> Result<NewWork, (ConfirmField, String)> {
        let texts = texts::of(cx.lang);
        let on = Typed::on(cx.today).read(self.inputs.text(ConfirmField::Day));
        let on = on.map_err(|_| (ConfirmField::Day, texts.bad_day.to_owned()))?;
        let note = CleanText::parse(self.inputs.text(ConfirmField::Note), NOTE_MAX);
        let note = note.map_err(|_| (ConfirmField::Note, texts.bad_note.to_owned()))?;
        let way = WAYS.get(self.way).map_or("door", |(code, _)| code);
        let result = results(texts).get(self.result).copied().unwrap_or(texts.alive);
        let mut details = Details::new();
        details.insert(Field::Year, FieldValue::Number(u64::try_from(self.year).unwrap_or_default()));
        details.insert(Field::Way, FieldValue::Words(way.into()));
        details.insert(Field::Result, FieldValue::Words(result.into()));
        if !note.says_nothing() {
            details.insert(Field::Note, FieldValue::Words(note));
        }
        let row = NewWork {
            id: self.id.unwrap_or(EntryId(uuid::Uuid::nil())),
            kind: WorkKind::Confirm,
            subkind: CleanText::default(),
            title: CleanText::default(),
            days: Period::day(on),
            recipient: Some(self.recipient),
            details,
        };
        match faults(&row, cx.today).first() {
            Some(fault) => Err((ConfirmField::Day, work::fault(cx.lang, *fault))),
            None => Ok(row),
        }
    }

    fn accept(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        match self.row(cx) {
            Err((line, why)) => {
                self.inputs.go(line);
                out.say(Severity::Bad, why);
            }
            Ok(_) if self.id.is_none() => {}
            // What comes of it is told by the list below.
            Ok(row) => drop(out.commit(Op::AddWork(vec![row]))),
        }
    }

    fn chosen(&self, cx: &ViewContext, line: ConfirmField) -> &'static str {
        match line {
            ConfirmField::Way => WAYS.get(self.way).map_or("", |(code, chinese)| cx.lang.pick(chinese, code)),
            ConfirmField::Result => results(texts::of(cx.lang)).get(self.result).copied().unwrap_or_default(),
            ConfirmField::Day | ConfirmField::Note => "",
        }
    }
}

impl Screen for ConfirmForm {
    fn context(&self) -> &'static KeyContext {
        &FORM
    }

    fn wants_text(&self) -> bool {
        true
    }

    fn is_popup(&self) -> bool {
        true
    }

    fn has_unsaved_changes(&self) -> bool {
        self.inputs.changed()
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.asked_id.ask(out, ask::new_id());
    }

    fn answered(&mut self, _cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(id) = self.asked_id.take(reply) {
            self.id = Some(id);
        }
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => self.accept(cx, out),
            ScreenAction::NEXT | ScreenAction::DOWN => self.inputs.step(&FIELDS, 1),
            ScreenAction::PREVIOUS | ScreenAction::UP => self.inputs.step(&FIELDS, -1),
            ScreenAction::BACK => prompt::esc(&mut self.inputs, texts::of(cx.lang).esc_again, out),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn offers(&self, _cx: &ViewContext, action: Action) -> bool {
        action != Action::Field || self.turns()
    }

    fn turns(&self) -> bool {
        matches!(self.inputs.focus(), ConfirmField::Way | ConfirmField::Result)
    }

    fn go_to_field(&mut self, _cx: &ViewContext, field: u64) {
        if let Some(line) = self.inputs.pressed(field, &FIELDS) {
            self.inputs.go(line);
        }
    }

    fn typed(&mut self, cx: &ViewContext, key: Key, _out: &mut Outbox<'_>) {
        match self.inputs.focus() {
            ConfirmField::Way => self.way = turn(key, self.way, WAYS.len()).unwrap_or(self.way),
            ConfirmField::Result => {
                let count = results(texts::of(cx.lang)).len();
                self.result = turn(key, self.result, count).unwrap_or(self.result);
            }
            ConfirmField::Day | ConfirmField::Note => drop(self.inputs.key(key)),
        }
    }

    fn pasted(&mut self, _cx: &ViewContext, text: &str, _out: &mut Outbox<'_>) {
        if !self.turns() {
            self.inputs.paste(text);
        }
    }

    fn committed(&mut self, _cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        if matches!(op, Op::AddWork(_)) {
            out.pop();
        }
    }

    fn day_turns(&mut self, cx: &ViewContext) {
        if let Ok(day) = Typed::on(cx.today).read(self.inputs.text(ConfirmField::Day)) {
            self.inputs.set(ConfirmField::Day, &day.to_string());
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let texts = texts::of(cx.lang);
        let width = usize::from(popup::width(area));
        let mut note = fill(texts.form_note, &[&self.year]);
        if self.result > 0 {
            note = [note.as_str(), texts.status_note].concat();
        }
        let note = text::wrap(&note, width);
        let rows = u16::try_from(FIELDS.len() + note.len()).unwrap_or(u16::MAX).saturating_add(3);
        let title = fill(texts.form_title, &[&self.name, &self.year]);
        let inside = popup::open(buf, area, rows, &title, cx.look());
        let mut cursor = None;
        for (y, line) in (1..).zip(FIELDS) {
            let row = paint::line(inside, y);
            let here = self.inputs.focus() == line;
            if here {
                paint::put(buf, row, cx.glyphs.mark, cx.theme.plain);
            }
            let label = match line {
                ConfirmField::Day => texts.day,
                ConfirmField::Way => work::field(cx.lang, Field::Way),
                ConfirmField::Result => work::field(cx.lang, Field::Result),
                ConfirmField::Note => work::field(cx.lang, Field::Note),
            };
            let style = if here { cx.theme.head } else { cx.theme.quiet };
            paint::put(buf, paint::slice(row, LABEL, VALUE - LABEL - 1), label, style);
            let place = paint::indent(row, VALUE);
            match line {
                ConfirmField::Day => {
                    if let Ok(on) = Typed::on(cx.today).read(self.inputs.text(line)) {
                        let beside = paint::indent(place, DAY);
                        let said = day::describe(cx, on);
                        paint::put_cut(buf, beside, &said, cx.glyphs.ellipsis, cx.theme.quiet);
                    }
                    cursor = cursor.or(self.inputs.draw(cx, line, paint::slice(place, 0, DAY - 1), buf));
                }
                ConfirmField::Note => cursor = cursor.or(self.inputs.draw(cx, line, place, buf)),
                ConfirmField::Way | ConfirmField::Result => {
                    cx.parts.field(row, &line);
                    let said = self.chosen(cx, line);
                    if here {
                        listing::put_turned(cx, place, said, buf);
                    } else {
                        let said = listing::turned(said);
                        paint::put_cut(buf, place, &said, cx.glyphs.ellipsis, cx.theme.plain);
                    }
                }
            }
        }
        let below = u16::try_from(FIELDS.len()).unwrap_or_default() + 2;
        for (y, line) in (below..inside.height).zip(&note) {
            paint::put(buf, paint::line(inside, y), line, cx.theme.quiet);
        }
        cursor
    }
}
