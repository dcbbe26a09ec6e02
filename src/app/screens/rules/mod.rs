//! The rules by which whoever holds certain categories is in a group: the list of them, the form that changes one, and the
//! last look before it is changed, which tells whose groups follow and what becomes due or ceases to be.

mod form;
mod keys;
mod list;
#[cfg(test)]
mod tests;
mod texts;
mod update;
mod view;

use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Pending;
use crate::app::query::ask;
use crate::app::screen::{Screen, ScreenDef};
use crate::domain::banner::Category;
use crate::domain::group_rule::{GroupRule, RuleChange, RuleLook};
use crate::domain::op::Op;
use crate::domain::text::CleanText;
use form::{RuleEntry, RuleFault};
use list::RulesScreen;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&keys::RULES, &keys::FORM, &keys::LOOK],
    opens_with: None,
    open: |to, _| {
        if let Destination::GroupRule(group) = to {
            return Some(Box::new(RuleForm::new(group.clone())));
        }
        matches!(to, Destination::GroupRules).then(|| Box::new(RulesScreen::default()) as Box<dyn Screen>)
    },
};

/// The form.
#[derive(Debug)]
pub struct RuleForm {
    group: CleanText,
    categories: Option<Vec<Category>>,
    asked_categories: Pending<Vec<Category>>,
    asked_rules: Pending<Vec<GroupRule>>,
    form: Option<RuleEntry>,
    /// What the look is at, once it was asked for.
    change: Option<RuleChange>,
    asked: Pending<Box<RuleLook>>,
    look: Option<Box<RuleLook>>,
    /// The look that Esc has left, and what it was at.
    left: Option<(Box<RuleLook>, RuleChange)>,
    /// Whether the write was sent.
    sent: bool,
}

impl RuleForm {
    /// The form for a group.
    pub fn new(group: CleanText) -> Self {
        Self {
            group,
            categories: None,
            asked_categories: Pending::default(),
            asked_rules: Pending::default(),
            form: None,
            change: None,
            asked: Pending::default(),
            look: None,
            left: None,
            sent: false,
        }
    }

    /// Asks for the look at what was filled in, or tells what is wrong.
    fn check(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let Some(form) = &mut self.form else { return };
        form.write_out_day(cx.today);
        match form.filled(cx.today) {
            Ok(change) => {
                self.change = Some(change);
                self.look = None;
                self.ask_look(out);
            }
            Err((item, fault)) => {
                form.inputs.go(item);
                let texts = texts::of(cx.lang);
                let text = match fault {
                    RuleFault::NoCategory => texts.no_category,
                    RuleFault::Day => texts.bad_day,
                    RuleFault::NoReason => texts.reason_needed,
                    RuleFault::Reason => texts.reason_bad,
                };
                out.say(Severity::Bad, text);
            }
        }
    }

    fn ask_look(&mut self, out: &mut Outbox<'_>) {
        if let Some(change) = &self.change {
            self.asked.ask(out, ask::rule_look(Box::new(change.clone())));
        }
    }

    /// Takes the look. One that differs from what is on the screen is left: what that showed would not be written.
    fn take(&mut self, cx: &ViewContext, look: Box<RuleLook>, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        if !look.changes {
            self.leave_look();
            return out.say(Severity::Plain, texts.same);
        }
        if self.look.as_ref().is_some_and(|shown| *shown != look) {
            self.leave_look();
            return out.say(Severity::Bad, texts.changed);
        }
        self.look = Some(look);
    }

    /// Back to the form.
    fn leave_look(&mut self) {
        (self.look, self.change) = (None, None);
        self.asked.forget();
    }

    fn write(&mut self, out: &mut Outbox<'_>) {
        if let (Some(_), Some(change), false) = (&self.look, &self.change, self.sent) {
            // What comes of it is told by `committed` and `refused`.
            self.sent = out.commit(Op::SetGroupRule(Box::new(change.clone())));
        }
    }
}
