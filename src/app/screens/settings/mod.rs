//! The settings: each with the value that holds today, and changed from today on.
//!
//! Which settings there are stands in [`crate::domain::setting`] alone: a row there is a row here.

mod keys;
#[cfg(test)]
mod tests;
mod texts;
mod update;
mod view;

use crate::app::context::ViewContext;
use crate::app::destination::{Destination, OnYes, ReasonFor};
use crate::app::list::Cursor;
use crate::app::outbox::Outbox;
use crate::app::pending::Pending;
use crate::app::screen::{Screen, ScreenDef};
use crate::domain::op::Op;
use crate::domain::setting::{HeldSetting, Kind};
use crate::lang::{fill, settings, words};
use keys::SETTINGS;

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&SETTINGS],
    opens_with: Some(keys::GO),
    open: |to, _| to.is_main(&SETTINGS).then(|| Box::new(State::default()) as Box<dyn Screen>),
};

/// The list of settings.
#[derive(Debug, Default)]
pub struct State {
    /// None until the register has answered.
    held: Option<Vec<HeldSetting>>,
    cursor: Cursor,
    waiting: Pending<Vec<HeldSetting>>,
}

/// Lines of the panel below the list.
const PANEL: u16 = 4;

/// Lines of the list: the body without its title, its heads, a blank line and the panel.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(3 + PANEL))
}

impl State {
    fn held(&self) -> &[HeldSetting] {
        self.held.as_deref().unwrap_or_default()
    }

    fn chosen(&self) -> Option<&HeldSetting> {
        self.held().get(self.cursor.at)
    }

    /// Asks how the chosen setting is to change.
    fn change(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        if let Some(held) = self.chosen() {
            match held.setting.kind {
                Kind::Switch => switch(cx, held, out),
                Kind::Number => {
                    let value = held.value.clone();
                    out.open(Destination::Reason(ReasonFor::Number { setting: held.setting, value }));
                }
            }
        }
    }
}

/// Asks whether a setting of two values is to have the other one.
fn switch(cx: &ViewContext, held: &HeldSetting, out: &mut Outbox<'_>) {
    let (setting, lang) = (held.setting, cx.lang);
    let now = setting.choice(&held.value);
    let Some(other) = setting.choices().iter().find(|choice| Some(*choice) != now) else { return };
    let question = fill(
        texts::of(lang).question,
        &[
            &settings::label(lang, setting),
            &settings::value(lang, setting, &held.value),
            &settings::value(lang, setting, other.stored),
            &words::full_day(lang, cx.today),
        ],
    );
    let op = Op::Set { key: setting.key.into(), value: other.stored.into() };
    out.open(Destination::Confirm { question, then: OnYes::Commit(Box::new(op)) });
}
