//! Whether a gift may be recorded: one function decides, for every way in.

use chrono::NaiveDate;

use super::entry::Purpose;
use super::holiday::RoundCode;
use super::ids::{EntryId, RecipientId};
use super::money::Fen;
use super::recipient::Life;
use super::text::CleanText;
use super::visit::Outcome;

#[cfg(test)]
mod tests;

/// Goods handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goods {
    /// What and how many, e.g. 米面油 1 份.
    pub text: CleanText,
    /// Value in fen.
    pub value: Fen,
}

/// Who received in the recipient's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// Name.
    pub name: CleanText,
    /// Relation to the recipient, e.g. 子.
    pub relation: CleanText,
}

/// One call at a door, as a form, a command or a sheet brings it.
///
/// `id` is fixed when the form opens: recording the same thing twice is then seen as the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Names the visit, and the entry if something is handed over.
    pub id: EntryId,
    /// Whom it was for.
    pub recipient: RecipientId,
    /// The round.
    pub round: RoundCode,
    /// What it was for.
    pub purpose: Purpose,
    /// How the call ended.
    pub outcome: Outcome,
    /// Cash in fen; zero for none.
    pub cash: Fen,
    /// Goods, if any.
    pub goods: Option<Goods>,
    /// The day of the call, which is the day paid.
    pub on: NaiveDate,
    /// Who handed it over.
    pub handlers: Vec<CleanText>,
    /// Who received in the recipient's place.
    pub proxy: Option<Proxy>,
    /// The day it was put off to.
    pub deferred_to: Option<NaiveDate>,
    /// Needs heard (诉求).
    pub needs: Option<CleanText>,
    /// Note; for a proxy after a death, the reason.
    pub note: Option<CleanText>,
    /// Why a second gift in the same round is right.
    pub override_reason: Option<CleanText>,
}

impl Recording {
    /// Its free texts.
    pub fn texts(&self) -> impl Iterator<Item = &CleanText> {
        let goods = self.goods.iter().map(|goods| &goods.text);
        let proxy = self.proxy.iter().flat_map(|proxy| [&proxy.name, &proxy.relation]);
        let more = [&self.needs, &self.note, &self.override_reason].into_iter().flatten();
        goods.chain(&self.handlers).chain(proxy).chain(more)
    }
}

/// An earlier gift that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The entry.
    pub id: EntryId,
    /// Day paid.
    pub on: NaiveDate,
    /// Cash in fen.
    pub cash: Fen,
    /// Value of goods in fen.
    pub goods_value: Fen,
    /// Goods in words.
    pub goods: Option<CleanText>,
    /// Who handed it over.
    pub handlers: Vec<CleanText>,
}

/// What the register knows that bears on a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Situation {
    /// The recipient's name.
    pub name: CleanText,
    /// Alive or dead.
    pub life: Life,
    /// Gifts of the same recipient, round and purpose that no reversal has cancelled.
    pub live: Vec<Earlier>,
    /// Whether cash needs two handlers (on by default).
    pub two_handlers: bool,
}

/// A rule that refuses a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Something given needs cash or goods, and goods a word; something not given has neither.
    Amount,
    /// Amounts are above zero and within the limit of one gift, [`LARGEST`].
    Limits,
    /// A second cash gift in the same round.
    DoubleCash,
    /// A second gift of goods in the same round.
    DoubleGoods,
    /// Nothing is paid to the person after the day of death.
    AfterDeath,
    /// Cash needs two different handlers; anything given needs one.
    Handlers,
    /// A handler never pays himself.
    SelfPaid,
    /// The proxy is not a handler.
    ProxyHandler,
    /// A proxy needs a name, not the recipient's own, and the relation, and after a death a reason.
    Proxy,
}

impl Rule {
    /// The stable name in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Limits => "limits",
            Self::DoubleCash => "double_cash",
            Self::DoubleGoods => "double_goods",
            Self::AfterDeath => "after_death",
            Self::Handlers => "handlers",
            Self::SelfPaid => "self_paid",
            Self::ProxyHandler => "proxy_handler",
            Self::Proxy => "proxy",
        }
    }
}

/// A refusal: the rule, and the earlier entry if there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which rule.
    pub rule: Rule,
    /// The gift that stands in the way.
    pub earlier: Option<Earlier>,
}

/// Largest value of one gift, in fen: one million yuan, far above any standard. It stops a digit too many.
pub const LARGEST: Fen = Fen::new(100_000_000);

/// Decides whether a recording may be written: by the rules of the bureau for money and goods,
/// each a [`Rule`]. A form asks before it writes, and the register asks again in the transaction that writes.
///
/// # Errors
/// Every rule that it breaks, in the order in which a form shows its fields.
pub fn may_record(recording: &Recording, situation: &Situation) -> Result<(), Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut refuse = |rule| refusals.push(Refusal { rule, earlier: None });
    let goods_value = recording.goods.as_ref().map_or(Fen::ZERO, |goods| goods.value);
    let gives = recording.cash != Fen::ZERO || recording.goods.is_some();
    let unnamed = recording.goods.as_ref().is_some_and(|goods| goods.text.is_empty());
    if recording.outcome.gives() != gives || unnamed {
        refuse(Rule::Amount);
    }
    if recording.cash < Fen::ZERO
        || recording.cash > LARGEST
        || goods_value > LARGEST
        || (recording.goods.is_some() && goods_value <= Fen::ZERO)
    {
        refuse(Rule::Limits);
    }
    if !gives {
        return if refusals.is_empty() { Ok(()) } else { Err(refusals) };
    }
    if let Some(rule) = proxy_rule(recording, situation) {
        refuse(rule);
    }
    for rule in handler_rules(recording, situation) {
        refuse(rule);
    }
    if recording.override_reason.as_ref().is_none_or(|reason| reason.is_empty()) {
        let cash = situation.live.iter().find(|gift| recording.cash > Fen::ZERO && gift.cash > Fen::ZERO);
        let goods =
            situation.live.iter().find(|gift| goods_value > Fen::ZERO && gift.goods_value > Fen::ZERO);
        for (rule, earlier) in [(Rule::DoubleCash, cash), (Rule::DoubleGoods, goods)] {
            if let Some(earlier) = earlier {
                refusals.push(Refusal { rule, earlier: Some(earlier.clone()) });
            }
        }
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

fn proxy_rule(recording: &Recording, situation: &Situation) -> Option<Rule> {
    let dead = matches!(situation.life, Life::Dead(on) if recording.on > on);
    match &recording.proxy {
        None if recording.outcome == Outcome::Proxy => Some(Rule::Proxy),
        None => dead.then_some(Rule::AfterDeath),
        Some(proxy) => {
            let unnamed = proxy.name.is_empty() || proxy.relation.is_empty();
            let unexplained = dead && recording.note.as_ref().is_none_or(|note| note.is_empty());
            let himself = proxy.name.same_name(&situation.name);
            if unnamed || unexplained || himself || recording.outcome != Outcome::Proxy {
                Some(Rule::Proxy)
            } else if recording.handlers.iter().any(|handler| handler.same_name(&proxy.name)) {
                Some(Rule::ProxyHandler)
            } else {
                None
            }
        }
    }
}

fn handler_rules(recording: &Recording, situation: &Situation) -> Vec<Rule> {
    let mut rules = Vec::new();
    let named: Vec<&CleanText> = recording.handlers.iter().filter(|name| !name.is_empty()).collect();
    let repeated = named.iter().enumerate().any(|(i, a)| named.iter().skip(i + 1).any(|b| a.same_name(b)));
    let needed = if recording.cash > Fen::ZERO && situation.two_handlers { 2 } else { 1 };
    if named.len() < needed || repeated {
        rules.push(Rule::Handlers);
    }
    if named.iter().any(|handler| handler.same_name(&situation.name)) {
        rules.push(Rule::SelfPaid);
    }
    rules
}
