//! The form as it is filled in: what happens to the rule, its categories, a day, the reason.

use chrono::NaiveDate;

use crate::app::form::{self, FieldName, Inputs};
use crate::domain::banner::Category;
use crate::domain::date::Typed;
use crate::domain::group_rule::{GroupRule, RuleChange, RuleDeed};
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::ui::key::Key;

/// What is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum RuleItem {
    /// What happens.
    Deed,
    /// A category, by its number.
    Category(usize),
    /// The first day, or the last one.
    Day,
    /// The reason.
    Reason,
}

impl FieldName for RuleItem {
    fn longest(self) -> usize {
        match self {
            Self::Deed | Self::Category(_) => 0,
            Self::Day => 20,
            Self::Reason => NOTE_MAX,
        }
    }
}

/// What may happen to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RuleWay {
    /// Categories.
    Hold,
    /// A day is its last.
    End,
    /// It never was.
    Remove,
}

impl RuleWay {
    pub(super) const ALL: [Self; 3] = [Self::Hold, Self::End, Self::Remove];
}

/// What keeps the form from being looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RuleFault {
    /// No category.
    NoCategory,
    /// Not a day.
    Day,
    /// No reason.
    NoReason,
    /// A reason that cannot be kept.
    Reason,
}

/// The form.
#[derive(Debug)]
pub(super) struct RuleEntry {
    pub(super) inputs: Inputs<RuleItem>,
    group: CleanText,
    /// The categories, each with whether it is in.
    pub(super) categories: Vec<(CleanText, bool)>,
    way: usize,
}

impl RuleEntry {
    /// Filled in with the rule that holds.
    pub(super) fn open(group: &CleanText, categories: Vec<Category>, rules: &[GroupRule]) -> Self {
        let rule = rules.iter().find(|rule| rule.group == *group && rule.until.is_none());
        let is_in = |name: &CleanText| rule.is_some_and(|rule| rule.categories.contains(name));
        let categories = categories.into_iter().map(|one| (one.name.clone(), is_in(&one.name))).collect();
        let mut inputs = Inputs::new(RuleItem::Deed);
        inputs.settle();
        Self { inputs, group: group.clone(), categories, way: 0 }
    }

    pub(super) fn way(&self) -> RuleWay {
        RuleWay::ALL.get(self.way).copied().unwrap_or(RuleWay::Hold)
    }

    /// What is to be filled in.
    pub(super) fn items(&self) -> Vec<RuleItem> {
        let mut items = vec![RuleItem::Deed];
        match self.way() {
            RuleWay::Hold => {
                items.extend((0..self.categories.len()).map(RuleItem::Category));
                items.push(RuleItem::Day);
            }
            RuleWay::End => items.push(RuleItem::Day),
            RuleWay::Remove => {}
        }
        items.push(RuleItem::Reason);
        items
    }

    /// Whether Left and Right change what has the keys.
    pub(super) fn turns(&self) -> bool {
        matches!(self.inputs.focus(), RuleItem::Deed | RuleItem::Category(_))
    }

    /// Takes a key for what has them.
    pub(super) fn key(&mut self, key: Key) {
        match self.inputs.focus() {
            RuleItem::Deed => self.way = form::turn(key, self.way, RuleWay::ALL.len()).unwrap_or(self.way),
            RuleItem::Category(at) => {
                if let Some((_, is_in)) = self.categories.get_mut(at) {
                    *is_in = form::turn(key, usize::from(!*is_in), 2).map_or(*is_in, |to| to == 0);
                }
            }
            RuleItem::Day | RuleItem::Reason => {
                self.inputs.key(key);
                return;
            }
        }
        self.inputs.stay();
    }

    pub(super) fn paste(&mut self, text: &str) {
        if matches!(self.inputs.focus(), RuleItem::Day | RuleItem::Reason) {
            self.inputs.paste(text);
        }
    }

    pub(super) fn step(&mut self, today: NaiveDate, by: isize) {
        self.write_out_day(today);
        self.inputs.step(&self.items(), by);
    }

    /// Writes out a day that was typed as counted from today.
    pub(super) fn write_out_day(&mut self, today: NaiveDate) {
        if let Some(day) = self.day(today) {
            let text = day.to_string();
            if self.inputs.text(RuleItem::Day) != text {
                self.inputs.set(RuleItem::Day, &text);
            }
        }
    }

    /// The day; none where there is none, or it cannot be read.
    pub(super) fn day(&self, today: NaiveDate) -> Option<NaiveDate> {
        Some(self.inputs.text(RuleItem::Day))
            .filter(|text| !text.is_empty())
            .and_then(|text| Typed::on(today).read(text).ok())
    }

    /// What was filled in, or what is wrong and where.
    pub(super) fn filled(&self, today: NaiveDate) -> Result<RuleChange, (RuleItem, RuleFault)> {
        let day = self.day(today);
        let unread = day.is_none() && !self.inputs.text(RuleItem::Day).is_empty();
        let deed = match self.way() {
            RuleWay::Hold => {
                let chosen = self.categories.iter().filter(|(_, is_in)| *is_in);
                let mut categories: Vec<CleanText> = chosen.map(|(name, _)| name.clone()).collect();
                if categories.is_empty() {
                    return Err((RuleItem::Category(0), RuleFault::NoCategory));
                }
                if unread {
                    return Err((RuleItem::Day, RuleFault::Day));
                }
                categories.sort();
                RuleDeed::Hold(categories, day)
            }
            RuleWay::End => RuleDeed::End(day.ok_or((RuleItem::Day, RuleFault::Day))?),
            RuleWay::Remove => RuleDeed::Remove,
        };
        match CleanText::parse(self.inputs.text(RuleItem::Reason), NOTE_MAX) {
            Ok(reason) if reason.says_nothing() => Err((RuleItem::Reason, RuleFault::NoReason)),
            Ok(reason) => Ok(RuleChange { group: self.group.clone(), deed, reason }),
            Err(_) => Err((RuleItem::Reason, RuleFault::Reason)),
        }
    }
}
