//! Recipients: the card, adding and changing them, life and residence.

pub(crate) mod about;
pub(crate) mod add;
pub(crate) mod apart;
mod card;
pub(crate) mod doubles;
pub(crate) mod edit;
pub(crate) mod group_change;
pub(crate) mod history;
pub(crate) mod insert;
pub(crate) mod membership;
pub(crate) mod merge;
pub(crate) mod phones;
pub(crate) mod rule_change;
pub(crate) mod rules;
pub(crate) mod status;
mod touches;
pub(crate) mod unmask;
