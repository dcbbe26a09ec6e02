//! The form that adds, ends or moves a group for all who are marked, or for all of a list, and the last look before they
//! are changed: number, who is left out and why, and what becomes due or ceases to be.
//!
//! The id of the act is fixed when the form opens.

mod form;
mod keys;
#[cfg(test)]
mod tests;
mod texts;
mod update;
mod view;

use crate::app::action::Move;
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::outbox::{Outbox, Recorded, Severity};
use crate::app::pending::Pending;
use crate::app::query::ask;
use crate::app::screen::ScreenDef;
use crate::domain::batch::{Among, LARGEST_BATCH};
use crate::domain::group_change::{GroupChange, GroupDeed, GroupLook, GroupLookQuery};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::EntryId;
use crate::domain::money::grouped;
use crate::domain::op::Op;
use crate::domain::round::Group;
use crate::domain::text::CleanText;
use crate::lang::{fill, groups};
use form::{Fault, Filled, Form};

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&keys::FORM, &keys::LOOK],
    opens_with: None,
    open: |to, _| {
        let Destination::ChangeGroups { among, round, group } = to else { return None };
        Some(Box::new(GroupsForm::new(among.clone(), *round, group.clone())))
    },
};

/// The screen.
#[derive(Debug)]
pub struct GroupsForm {
    among: Among,
    round: Option<RoundCode>,
    /// The group that the list was filtered by.
    filtered: Option<CleanText>,
    asked_groups: Pending<Vec<Group>>,
    id: Option<EntryId>,
    asked_id: Pending<EntryId>,
    form: Option<Form>,
    /// How many are on the list, once that is known, and whether they are more than may be changed at once.
    meant: Option<(usize, bool)>,
    asked_meant: Pending<Box<GroupLook>>,
    asked: Pending<Box<GroupLook>>,
    /// What the look is at, once it was asked for.
    filled: Option<Filled>,
    look: Option<Box<GroupLook>>,
    /// The look that Esc has left, and what it was at.
    left: Option<(Box<GroupLook>, Filled)>,
    /// The first line of the look that is drawn.
    top: usize,
    sent: bool,
}

impl GroupsForm {
    /// The form for those of a list, in the round of the list.
    pub fn new(among: Among, round: Option<RoundCode>, filtered: Option<CleanText>) -> Self {
        Self {
            among,
            round,
            filtered,
            asked_groups: Pending::default(),
            id: None,
            asked_id: Pending::default(),
            form: None,
            meant: None,
            asked_meant: Pending::default(),
            asked: Pending::default(),
            filled: None,
            look: None,
            left: None,
            top: 0,
            sent: false,
        }
    }

    /// Asks for the look at what was filled in, or tells what is wrong.
    fn check(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let Some(form) = &mut self.form else { return };
        form.write_out_day(cx.today);
        match form.filled(cx.today) {
            Ok(filled) => {
                self.filled = Some(filled);
                (self.look, self.top) = (None, 0);
                self.ask_look(out);
            }
            Err((item, fault)) => {
                form.inputs.go(item);
                let texts = texts::of(cx.lang);
                let text = match fault {
                    Fault::NoGroup => texts.no_groups,
                    Fault::Same => texts.same,
                    Fault::Day => texts.bad_day,
                    Fault::NoReason => texts.reason_needed,
                    Fault::Reason => texts.reason_bad,
                };
                out.say(Severity::Bad, text);
            }
        }
    }

    /// Asks how many are on the list.
    fn ask_meant(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let group = self.form.as_ref().and_then(|form| form.groups.first()).map(|group| group.name.clone());
        if let (Some(group), false) = (group, matches!(self.among, Among::These(_))) {
            let (among, deed) = (self.among.clone(), GroupDeed::Add(group));
            let query = GroupLookQuery { among, round: self.round, deed, on: cx.today };
            self.asked_meant.ask(out, ask::group_look(Box::new(query)));
        }
    }

    fn ask_look(&mut self, out: &mut Outbox<'_>) {
        if let Some(Filled { deed, on, .. }) = &self.filled {
            let (among, deed) = (self.among.clone(), deed.clone());
            let query = GroupLookQuery { among, round: self.round, deed, on: *on };
            self.asked.ask(out, ask::group_look(Box::new(query)));
        }
    }

    /// Takes the look. One that differs from what is on the screen is left: what that showed would not be written.
    fn take(&mut self, cx: &ViewContext, look: Box<GroupLook>, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        if look.too_many {
            self.leave_look();
            return out.say(Severity::Bad, fill(texts.too_many, &[&grouped(LARGEST_BATCH as u64)]));
        }
        if self.look.as_ref().is_some_and(|shown| *shown != look) {
            self.leave_look();
            return out.say(Severity::Bad, texts.changed);
        }
        self.look = Some(look);
    }

    /// Back to the form.
    fn leave_look(&mut self) {
        (self.look, self.filled, self.top) = (None, None, 0);
        self.asked.forget();
    }

    fn write(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let (Some(look), Some(Filled { deed, on, reason }), Some(id)) = (&self.look, &self.filled, self.id)
        else {
            return;
        };
        let people = look.people();
        if people.is_empty() {
            return out.say(Severity::Bad, texts::of(cx.lang).nobody);
        }
        if !self.sent {
            let change = GroupChange { id, deed: deed.clone(), on: *on, people, reason: reason.clone() };
            // What comes of it is told by `committed` and `refused`.
            self.sent = out.commit(Op::ChangeGroups(Box::new(change)));
        }
    }

    /// Turns the lines of the look, as far as they go.
    fn scroll(&mut self, cx: &ViewContext, how: Move) {
        let (Some(look), Some(filled)) = (&self.look, &self.filled) else { return };
        let (count, height) = (view::lines(cx, look, filled).len(), view::height(cx));
        let last = count.saturating_sub(height);
        let page = height.saturating_sub(1).max(1);
        self.top = match how {
            Move::Up => self.top.saturating_sub(1),
            Move::Down => self.top + 1,
            Move::PageUp => self.top.saturating_sub(page),
            Move::PageDown => self.top + page,
            Move::First | Move::To(_) => 0,
            Move::Last => last,
            Move::Scroll(by) => self.top.saturating_add_signed(by),
        }
        .min(last);
    }

    fn describe_success(cx: &ViewContext, change: &GroupChange, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let what = fill(texts.done, &[&change.people.len(), &groups::deed(cx.lang, &change.deed)]);
        out.say(Severity::Good, [what.as_str(), texts.undo_hint].join("  "));
        out.recorded(Recorded::Groups { act: change.id, what });
    }
}
