//! The form as it is filled in: what happens, to which group, on which day, why.

use chrono::NaiveDate;

use crate::app::context::ViewContext;
use crate::app::form::{self, FieldName, Inputs};
use crate::domain::date::Typed;
use crate::domain::group_change::GroupDeed;
use crate::domain::round::Group;
use crate::domain::text::{CleanText, NOTE_MAX};
use crate::ui::key::Key;

/// What is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Item {
    /// What happens.
    Deed,
    /// The group.
    Group,
    /// The other group.
    To,
    /// The day.
    Day,
    /// The reason.
    Reason,
}

impl FieldName for Item {
    fn longest(self) -> usize {
        match self {
            Self::Deed | Self::Group | Self::To => 0,
            Self::Day => 20,
            Self::Reason => NOTE_MAX,
        }
    }
}

/// What may happen to a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// It is held from a day on.
    Add,
    /// A day is its last.
    End,
    /// Another one takes its place.
    Move,
}

impl Way {
    /// First what takes nothing from anybody.
    pub(super) const ALL: [Self; 3] = [Self::Add, Self::End, Self::Move];
}

/// What keeps the form from being looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// There is no group.
    NoGroup,
    /// Both groups are the same.
    Same,
    /// Not a day.
    Day,
    /// No reason.
    NoReason,
    /// A reason that cannot be kept.
    Reason,
}

/// What was filled in, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filled {
    pub(super) deed: GroupDeed,
    pub(super) on: NaiveDate,
    pub(super) reason: CleanText,
}

/// The form.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) inputs: Inputs<Item>,
    pub(super) groups: Vec<Group>,
    way: usize,
    group: usize,
    to: usize,
}

impl Form {
    /// Today's day; the group that the list is filtered by, else the first one.
    pub(super) fn open(cx: &ViewContext, groups: Vec<Group>, filtered: Option<&CleanText>) -> Self {
        let mut inputs = Inputs::new(Item::Deed);
        inputs.set(Item::Day, &cx.today.to_string());
        inputs.settle();
        let group = groups.iter().position(|group| Some(&group.name) == filtered).unwrap_or_default();
        let to = usize::from(group == 0);
        Self { inputs, groups, way: 0, group, to }
    }

    /// What happens.
    pub(super) fn way(&self) -> Way {
        Way::ALL.get(self.way).copied().unwrap_or(Way::Add)
    }

    /// What is to be filled in.
    pub(super) fn items(&self) -> &'static [Item] {
        match self.way() {
            Way::Add | Way::End => &[Item::Deed, Item::Group, Item::Day, Item::Reason],
            Way::Move => &[Item::Deed, Item::Group, Item::To, Item::Day, Item::Reason],
        }
    }

    /// The name of the group, and of the other one.
    pub(super) fn name(&self, item: Item) -> Option<&CleanText> {
        let at = if item == Item::To { self.to } else { self.group };
        self.groups.get(at).map(|group| &group.name)
    }

    /// Whether Left and Right change what has the keys.
    pub(super) fn turns(&self) -> bool {
        matches!(self.inputs.focus(), Item::Deed | Item::Group | Item::To)
    }

    /// Takes a key for what has them.
    pub(super) fn key(&mut self, key: Key) {
        let (at, count) = match self.inputs.focus() {
            Item::Deed => (&mut self.way, Way::ALL.len()),
            Item::Group => (&mut self.group, self.groups.len()),
            Item::To => (&mut self.to, self.groups.len()),
            Item::Day | Item::Reason => {
                self.inputs.key(key);
                return;
            }
        };
        *at = form::turn(key, *at, count).unwrap_or(*at);
        self.inputs.stay();
    }

    pub(super) fn paste(&mut self, text: &str) {
        if matches!(self.inputs.focus(), Item::Day | Item::Reason) {
            self.inputs.paste(text);
        }
    }

    /// Writes out a day that was typed as counted from today.
    pub(super) fn write_out_day(&mut self, today: NaiveDate) {
        if let Some(day) = self.day(today) {
            let text = day.to_string();
            if self.inputs.text(Item::Day) != text {
                self.inputs.set(Item::Day, &text);
            }
        }
    }

    /// The day; none where it cannot be read.
    pub(super) fn day(&self, today: NaiveDate) -> Option<NaiveDate> {
        Typed::on(today).read(self.inputs.text(Item::Day)).ok()
    }

    /// What was filled in, or what is wrong and where.
    pub(super) fn filled(&self, today: NaiveDate) -> Result<Filled, (Item, Fault)> {
        let group = self.name(Item::Group).ok_or((Item::Group, Fault::NoGroup))?.clone();
        let deed = match self.way() {
            Way::Add => GroupDeed::Add(group),
            Way::End => GroupDeed::End(group),
            Way::Move => match self.name(Item::To).filter(|to| **to != group) {
                Some(to) => GroupDeed::Move(group, to.clone()),
                None => return Err((Item::To, Fault::Same)),
            },
        };
        let on = self.day(today).ok_or((Item::Day, Fault::Day))?;
        match CleanText::parse(self.inputs.text(Item::Reason), NOTE_MAX) {
            Ok(reason) if reason.says_nothing() => Err((Item::Reason, Fault::NoReason)),
            Ok(reason) => Ok(Filled { deed, on, reason }),
            Err(_) => Err((Item::Reason, Fault::Reason)),
        }
    }
}
