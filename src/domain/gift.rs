//! Whether a gift may be recorded: one function decides, for every way in.

use chrono::NaiveDate;

use super::entry::Purpose;
use super::holiday::RoundCode;
use super::ids::{EntryId, RecipientId};
use super::money::Fen;
use super::recipient::{Kind, Life};
use super::terms::Terms;
use super::text::{CleanText, NOTE_MAX, same_hand};
use super::visit::Outcome;

mod rule;
#[cfg(test)]
mod tests;

pub use rule::Rule;

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

impl Proxy {
    /// Whether name or relation say that it is the recipient himself: 程连富（本人）, or related as 本人.
    pub fn is_himself(&self) -> bool {
        let is = |word: &&str| same_hand(&self.relation, word);
        self.name.contains("本人") || ["本人", "自己", "自领", "self", "himself", "herself"].iter().any(is)
    }
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
    /// The day of death, for a death that was told at the door; none where that is the day of the call.
    pub died_on: Option<NaiveDate>,
    /// Why it is right, where it is not the usual case: one reason for all that [`Rule::asks`] it, but for a second gift
    /// another one than that of any before.
    pub reason: Option<CleanText>,
}

impl Recording {
    /// The note as the call keeps it: the reason of a call that gave nothing stands behind it, as far as both find room.
    pub fn kept_note(&self) -> Option<String> {
        let text =
            |text: &Option<CleanText>| text.as_ref().filter(|text| !text.is_empty()).map(ToString::to_string);
        let note = text(&self.note);
        let Some(reason) = text(&self.reason).filter(|_| !self.outcome.gives()) else { return note };
        let both = note.iter().chain([&reason]).map(String::as_str).collect::<Vec<_>>().join("；");
        Some(both).filter(|both| both.chars().count() <= NOTE_MAX).or(note)
    }

    /// Its free texts.
    pub fn texts(&self) -> impl Iterator<Item = &CleanText> {
        let goods = self.goods.iter().map(|goods| &goods.text);
        let proxy = self.proxy.iter().flat_map(|proxy| [&proxy.name, &proxy.relation]);
        let more = [&self.needs, &self.note, &self.reason].into_iter().flatten();
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
    /// Why it was right, where it was not the usual case.
    pub reason: Option<CleanText>,
}

/// What the register knows that bears on a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Situation {
    /// The recipient's name.
    pub name: CleanText,
    /// The other names of the recipient: those borne before, and those of whoever was merged into it, the same human.
    pub others: Vec<CleanText>,
    /// Alive or dead.
    pub life: Life,
    /// Gifts of the same recipient, round and purpose that no reversal has cancelled.
    pub live: Vec<Earlier>,
    /// Whether cash needs two handlers (on by default).
    pub two_handlers: bool,
    /// Those of the handlers named who are not on the list of handlers.
    pub unlisted: Vec<CleanText>,
    /// What is usual in the round.
    pub terms: Terms,
}

impl Situation {
    /// Whether a name is one that the recipient bears, in any registration.
    pub fn is_own_name(&self, name: &CleanText) -> bool {
        name.same_hand(&self.name) || self.others.iter().any(|other| name.same_hand(other))
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
    let goods_value = goods_value(recording);
    let gives = recording.cash != Fen::ZERO || recording.goods.is_some();
    let unnamed = recording.goods.as_ref().is_some_and(|goods| goods.text.is_empty());
    let mut rules = call_rules(recording, &situation.terms);
    let top_up = top_up_rule(recording, &situation.terms);
    if (recording.outcome.gives() != gives || unnamed) && top_up.is_none() {
        rules.push(Rule::Amount);
    }
    rules.extend(top_up);
    if recording.cash < Fen::ZERO
        || recording.cash > LARGEST
        || goods_value > LARGEST
        || (recording.goods.is_some() && goods_value <= Fen::ZERO)
    {
        rules.push(Rule::Limits);
    }
    if gives {
        rules.extend(proxy_rule(recording, situation));
        rules.extend(handler_rules(recording, situation));
    }
    if !situation.unlisted.is_empty() {
        rules.push(Rule::NewHandler);
    }
    let refuse = |rule| Refusal { rule, earlier: None };
    let mut refusals: Vec<Refusal> = rules.into_iter().map(refuse).collect();
    let reason = recording.reason.as_ref().filter(|reason| !reason.says_nothing());
    refusals.extend(asked(recording, situation).into_iter().filter_map(|refusal| match reason {
        None => Some(refusal),
        Some(reason) => said_before(refusal.rule, reason, situation),
    }));
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

/// A second gift whose reason was said of one that stands, of any of them: a command that is repeated pays once.
fn said_before(rule: Rule, reason: &CleanText, situation: &Situation) -> Option<Refusal> {
    let is_that = |gift: &&Earlier| {
        let is_second = rule == Rule::DoubleCash && gift.cash > Fen::ZERO
            || rule == Rule::DoubleGoods && gift.goods_value > Fen::ZERO;
        is_second && gift.reason.as_ref().is_some_and(|said| said.same_name(reason))
    };
    let earlier = situation.live.iter().find(is_that)?;
    Some(Refusal { rule, earlier: Some(earlier.clone()) })
}

/// Whether a recording pays what is owed since a standard was raised: a kind of its own, which is neither off the standard nor
/// a second gift. It says so, or it is exactly that sum.
pub fn is_top_up(recording: &Recording, terms: &Terms) -> bool {
    let owed = terms.top_up_on(recording.on);
    recording.purpose == Purpose::TopUp
        || owed > Fen::ZERO && recording.cash == owed && recording.goods.is_none()
}

/// What stands against a recording that says that it is 补差.
fn top_up_rule(recording: &Recording, terms: &Terms) -> Option<Rule> {
    if recording.purpose != Purpose::TopUp {
        return None;
    }
    let [then, now] = [recording.on, terms.today].map(|day| terms.top_up_on(day));
    if then == Fen::ZERO && now > Fen::ZERO {
        return Some(Rule::TopUpDay);
    }
    let fits = recording.cash > Fen::ZERO && recording.cash <= then && recording.goods.is_none();
    (!fits || !recording.outcome.gives()).then_some(Rule::TopUp)
}

/// What of a recording is not the usual case and asks for a reason, whether it has one or not.
pub fn asked(recording: &Recording, situation: &Situation) -> Vec<Refusal> {
    let (terms, goods_value) = (&situation.terms, goods_value(recording));
    let refuse = |rule| Refusal { rule, earlier: None };
    let top_up = is_top_up(recording, terms);
    let mut asked = Vec::new();
    if terms.closed {
        asked.push(refuse(Rule::RoundClosed));
    }
    if !terms.listed {
        asked.push(refuse(Rule::NotListed));
    } else if !top_up
        && recording.cash <= LARGEST
        && goods_value <= LARGEST
        && terms.is_off(recording.cash, goods_value, recording.on)
    {
        asked.push(refuse(Rule::OffStandard));
    }
    if recording.outcome.gives() && terms.is_away(recording.on) {
        asked.push(refuse(Rule::Away));
    }
    if recording.on < terms.opens {
        asked.push(refuse(Rule::BeforeWindow));
    }
    let cash = situation.live.iter().find(|gift| recording.cash > Fen::ZERO && gift.cash > Fen::ZERO);
    let goods = situation.live.iter().find(|gift| goods_value > Fen::ZERO && gift.goods_value > Fen::ZERO);
    for (rule, earlier) in [(Rule::DoubleCash, cash.filter(|_| !top_up)), (Rule::DoubleGoods, goods)] {
        if let Some(earlier) = earlier {
            asked.push(Refusal { rule, earlier: Some(earlier.clone()) });
        }
    }
    asked
}

fn goods_value(recording: &Recording) -> Fen {
    recording.goods.as_ref().map_or(Fen::ZERO, |goods| goods.value)
}

/// The rules of any call, whether something was given or not.
fn call_rules(recording: &Recording, terms: &Terms) -> Vec<Rule> {
    let mut rules = Vec::new();
    if !terms.known {
        rules.push(Rule::NoRound);
    }
    if terms.kind == Kind::Unit && !recording.outcome.suits_units() {
        rules.push(Rule::UnitOutcome);
    }
    if recording.on > terms.today {
        rules.push(Rule::DayToCome);
    }
    let promised = recording.deferred_to.is_some_and(|to| to > recording.on);
    if recording.outcome == Outcome::Deferred && !promised {
        rules.push(Rule::PromisedDay);
    }
    if recording.died_on.is_some_and(|died| recording.outcome != Outcome::Died || died > recording.on) {
        rules.push(Rule::DeathDay);
    }
    rules
}

fn proxy_rule(recording: &Recording, situation: &Situation) -> Option<Rule> {
    let dead = matches!(situation.life, Life::Dead(on) if recording.on > on);
    match &recording.proxy {
        None if recording.outcome == Outcome::Proxy => Some(Rule::Proxy),
        None => dead.then_some(Rule::AfterDeath),
        Some(proxy) => {
            let unnamed = proxy.name.is_empty() || proxy.relation.is_empty();
            let silent = |said: &Option<CleanText>| said.as_ref().is_none_or(CleanText::says_nothing);
            let unexplained = dead && silent(&recording.note) && silent(&recording.reason);
            let himself = situation.is_own_name(&proxy.name) || proxy.is_himself();
            if unnamed || unexplained || himself || recording.outcome != Outcome::Proxy {
                Some(Rule::Proxy)
            } else if recording.handlers.iter().any(|handler| handler.same_hand(&proxy.name)) {
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
    let repeated = named.iter().enumerate().any(|(i, a)| named.iter().skip(i + 1).any(|b| a.same_hand(b)));
    let needed = if recording.cash > Fen::ZERO && situation.two_handlers { 2 } else { 1 };
    if named.len() < needed || repeated {
        rules.push(Rule::Handlers);
    }
    if named.iter().any(|handler| situation.is_own_name(handler)) {
        rules.push(Rule::SelfPaid);
    }
    rules
}
